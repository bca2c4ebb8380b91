//! Forms about the system user's account and its links.

use crate::{
    form::SentForm,
    message::{begin_message, browser_message},
    pages,
};
use app::{
    browser::{
        look_again,
        system_user_link::{LinkError, make_system_user_link},
    },
    legs::{self, system_user::AccountHint},
};
use bootstrap::gateway;
use http::Response;
use web::page::Message;

/// Begins the sign-in of the system user.
pub(super) async fn connect(sent: &SentForm<'_>) -> Result<Response<String>, Message> {
    let (deps, form) = (sent.deps(), sent.of_flow()?);
    let account = match sent.field("account")? {
        None => AccountHint::Named,
        Some("other") => AccountHint::Chosen,
        Some(_) => return Err(Message::FormNotUsable),
    };
    let departure = legs::system_user::begin(
        &deps.browser,
        deps.machine(),
        &form,
        account,
        gateway::of(sent.visitor.request).source_ip,
    );
    sent.leave(departure.await)
}

/// Asks for a look at the registration, for the holder of a link for the system user.
pub(super) async fn check(sent: &SentForm<'_>) -> Result<Response<String>, Message> {
    let (deps, form) = (sent.deps(), sent.of_flow()?);
    let queue = &deps.interactive_queue;
    let looked = look_again::for_system_user(&deps.browser, queue, &deps.clock, &form).await;
    looked.map_err(|error| browser_message(&error))?;
    sent.back()
}

/// Makes a link for the holder of the system user's account, and shows it.
pub(super) async fn make_link(sent: &SentForm<'_>) -> Result<Response<String>, Message> {
    let (deps, form) = (sent.deps(), sent.of_flow()?);
    let turn = sent.field("turn")?.ok_or(Message::FormNotUsable)?;
    let made = make_system_user_link(&deps.browser, &deps.manifest, &deps.clock, &form, turn);
    let link = match Box::pin(made).await {
        Ok(link) => link,
        Err(LinkError::Form(error)) => return Err(begin_message(&error)),
        Err(LinkError::TooMany) => return Err(Message::TooManyLinks),
        // The form is from before: the page shows how things are.
        Err(LinkError::Ended) => return sent.back(),
    };
    let form_token = form.form_token.unwrap_or_default();
    Ok(pages::system_user_link(
        sent.visitor,
        sent.token,
        form_token,
        &link,
    ))
}
