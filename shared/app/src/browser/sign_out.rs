//! The end of a browser's flow, at the person's word. The session at Microsoft is Microsoft's, and stays.

use crate::{
    browser::{Browser, BrowserError},
    legs::Form,
    secrets::secret_token::{self, TokenPurpose},
};

/// Deletes the flow of this browser, with the rights that its access page had, also where a leg in another tab has given it a new
/// cookie meanwhile. A browser without a flow is signed out already.
///
/// # Errors
/// [`BrowserError::ForeignForm`] (T35), or a fault of ours.
pub async fn sign_out(browser: &Browser, form: &Form<'_>) -> Result<(), BrowserError> {
    let Some(cookie) = form.cookie else {
        return Ok(());
    };
    if !secret_token::is_form_token(cookie, form.form_token) {
        return Err(BrowserError::ForeignForm);
    }
    let cookie_hash = secret_token::hash_secret(TokenPurpose::Cookie, cookie);
    Ok(browser.store.end_flow(&cookie_hash).await?)
}
