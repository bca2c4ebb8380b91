//! Forms about the system user's account and its links, the request for a new link, and the end of a flow.

use crate::{
    handler::{Deps, begin_message, browser_message, flow_cookie, form, own_form},
    pages,
    visitor::Visitor,
};
use app::{
    browser::{
        look_again,
        request_invitation::request_invitation,
        sign_out,
        system_user_link::{LinkError, make_system_user_link},
    },
    legs::{self, Page, system_user::Account},
};
use bootstrap::gateway::{self, Request};
use http::Response;
use secrecy::SecretString;
use web::{page::Message, request};

/// Begins the sign-in of the system user.
pub(crate) async fn connect_system_user(
    deps: &Deps,
    request: &Request,
    visitor: &Visitor<'_>,
    token: &SecretString,
) -> Result<Response<String>, Message> {
    let fields = own_form(deps, request)?;
    let cookie = flow_cookie(request, token)?;
    let form = form(visitor, token, cookie.as_ref(), &fields)?;
    let account = match request::single(&fields, "account") {
        Ok(None) => Account::Named,
        Ok(Some("other")) => Account::Chosen,
        Ok(Some(_)) | Err(_) => return Err(Message::FormNotUsable),
    };
    let departure = legs::system_user::begin(
        &deps.browser,
        deps.machine(),
        &form,
        account,
        gateway::of(request).source_ip,
    );
    visitor.leave(departure.await.map_err(|error| begin_message(&error))?)
}

/// Asks for a look at the registration, for the holder of a link for the system user.
pub(crate) async fn check_system_user(
    deps: &Deps,
    request: &Request,
    visitor: &Visitor<'_>,
    token: &SecretString,
) -> Result<Response<String>, Message> {
    let fields = own_form(deps, request)?;
    let cookie = flow_cookie(request, token)?;
    let form = form(visitor, token, cookie.as_ref(), &fields)?;
    let queue = &deps.interactive_queue;
    let looked = look_again::for_system_user(&deps.browser, queue, &deps.clock, &form).await;
    looked.map_err(|error| browser_message(&error))?;
    visitor.back(token, Page::Journey, "")
}

/// Makes a link for the holder of the system user's account, and shows it.
pub(crate) async fn make_link(
    deps: &Deps,
    request: &Request,
    visitor: &Visitor<'_>,
    token: &SecretString,
) -> Result<Response<String>, Message> {
    let fields = own_form(deps, request)?;
    let cookie = flow_cookie(request, token)?;
    let form = form(visitor, token, cookie.as_ref(), &fields)?;
    let turn = request::single(&fields, "turn").map_err(|_| Message::FormNotUsable)?;
    let turn = turn.ok_or(Message::FormNotUsable)?;
    let made = Box::pin(make_system_user_link(
        &deps.browser,
        &deps.manifest,
        &deps.clock,
        &form,
        turn,
    ));
    let link = match made.await {
        Ok(link) => link,
        Err(LinkError::Form(error)) => return Err(begin_message(&error)),
        Err(LinkError::TooMany) => return Err(Message::TooManyLinks),
        // The form is from before: the page shows how things are.
        Err(LinkError::Ended) => return visitor.back(token, Page::Journey, ""),
    };
    let form_token = form.form_token.unwrap_or_default();
    Ok(pages::system_user_link(visitor, token, form_token, &link))
}

/// Asks for a new link in place of one that has ended.
pub(crate) async fn request(
    deps: &Deps,
    request: &Request,
    visitor: &Visitor<'_>,
    token: &SecretString,
) -> Result<Response<String>, Message> {
    own_form(deps, request)?;
    let asked = request_invitation(&deps.browser, deps.machine(), token).await;
    asked.map_err(|error| browser_message(&error))?;
    visitor.back(token, Page::Journey, "")
}

/// Ends the flow of this browser.
pub(crate) async fn sign_out(
    deps: &Deps,
    request: &Request,
    visitor: &Visitor<'_>,
    token: &SecretString,
) -> Result<Response<String>, Message> {
    let fields = own_form(deps, request)?;
    let cookie = flow_cookie(request, token)?;
    let form = form(visitor, token, cookie.as_ref(), &fields)?;
    let signed_out = sign_out::sign_out(&deps.browser, &form).await;
    signed_out.map_err(|error| browser_message(&error))?;
    visitor.signed_out(token)
}
