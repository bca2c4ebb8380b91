//! Limit of the trips of one browser.

use super::LEGS;
use crate::{browser::Browser, legs::BeginError};
use domain::{clock::Clock, flow::Flow};

/// Counts a trip of a flow, or refuses it.
///
/// # Errors
/// [`BeginError::TooMany`], or a fault of ours.
pub(crate) async fn allow_leg(
    browser: &Browser,
    clock: &dyn Clock,
    flow: &Flow,
) -> Result<(), BeginError> {
    let who = flow.first_cookie_hash().as_str();
    let allowed = LEGS.allows(&browser.store, clock.now(), who).await?;
    allowed.then_some(()).ok_or(BeginError::TooMany)
}
