//! Forms of the pages of the administrator, and of a link that has ended or is finished with.

use crate::{
    form::SentForm,
    message::{begin_message, browser_message},
    pages,
};
use app::{
    browser::{look_again, request_invitation::request_invitation, sign_out as end_flow},
    legs::{self, LinkPage, sign_in::Wish},
    verify::access_gone,
};
use bootstrap::gateway;
use http::Response;
use web::page::Message;

/// Begins the sign-in.
pub(super) async fn sign_in(sent: &SentForm<'_>) -> Result<Response<String>, Message> {
    let wish = match (sent.field("account")?, sent.field("domain")?) {
        (Some("other"), None) => Wish::OtherAccount,
        (None, Some(domain)) => Wish::Domain(domain),
        (None, None) => Wish::None,
        (Some(_), _) => return Err(Message::FormNotUsable),
    };
    let deps = sent.deps();
    // A cookie that cannot be read is none: a start makes a new one.
    let cookie = sent.cookie.as_ref().ok().and_then(Option::as_ref);
    let departure = legs::sign_in::begin(
        &deps.browser,
        deps.machine(),
        sent.token,
        cookie,
        sent.visitor.chosen,
        gateway::of(sent.visitor.request).source_ip,
        wish,
    );
    sent.leave(departure.await)
}

/// Begins the approval.
pub(super) async fn consent(sent: &SentForm<'_>) -> Result<Response<String>, Message> {
    let (deps, form) = (sent.deps(), sent.of_flow()?);
    let departure = legs::consent::begin(&deps.browser, deps.machine(), &form);
    sent.leave(departure.await)
}

/// Checks again, with a trip to Microsoft.
pub(super) async fn check(sent: &SentForm<'_>) -> Result<Response<String>, Message> {
    let (deps, form) = (sent.deps(), sent.of_flow()?);
    let departure = legs::proof::begin(&deps.browser, deps.machine(), &form);
    sent.leave(departure.await)
}

/// Looks again without a trip to Microsoft, and redirects to the line that asked, so that a reload there asks for nothing.
pub(super) async fn look(sent: &SentForm<'_>) -> Result<Response<String>, Message> {
    let (deps, form) = (sent.deps(), sent.of_flow()?);
    let queue = &deps.interactive_queue;
    let looked = look_again::for_administrator(&deps.browser, queue, &deps.clock, &form).await;
    looked.map_err(|error| begin_message(&error))?;
    let line = sent.field("check")?.filter(|line| pages::is_line(line));
    let line = line.unwrap_or_default();
    sent.visitor.back(sent.token, LinkPage::Journey, line)
}

/// Asks for a new link in place of one that has ended.
pub(super) async fn request_link(sent: &SentForm<'_>) -> Result<Response<String>, Message> {
    let deps = sent.deps();
    let asked = request_invitation(&deps.browser, deps.machine(), sent.token).await;
    asked.map_err(|error| browser_message(&error))?;
    sent.back()
}

/// Ends the flow of this browser.
pub(super) async fn sign_out(sent: &SentForm<'_>) -> Result<Response<String>, Message> {
    let form = sent.of_flow()?;
    let signed_out = end_flow::sign_out(&sent.deps().browser, &form).await;
    signed_out.map_err(|error| browser_message(&error))?;
    sent.visitor.signed_out(sent.token)
}

/// Checks again whether the app is removed.
pub(super) async fn check_removal(sent: &SentForm<'_>) -> Result<Response<String>, Message> {
    let deps = sent.deps();
    let queue = &deps.interactive_queue;
    let asked = access_gone::for_administrator(&deps.browser, queue, &deps.clock, sent.token);
    asked.await.map_err(|error| browser_message(&error))?;
    sent.back()
}
