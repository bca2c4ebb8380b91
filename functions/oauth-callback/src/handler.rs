//! One return from Microsoft: read the query, complete the leg, redirect to a clean address.

use crate::answer;
use app::legs::{self, Arrival, Callback, CallbackError, CallbackFailure, NextStop};
use bootstrap::{
    clock::SystemClock,
    gateway::{self, Request},
    random::SystemRandomSource,
};
use domain::{clock::Machine, customer::Language, ids::TenantId};
use http::{Method, Response, header};
use url::Url;
use web::{
    cookie,
    page::{Frame, Message, MessagePage},
    page_style::PageStyle,
    redirect::{page_address, redirect},
    request,
    words::Words,
};

/// Dependencies of the function.
pub(crate) struct Deps {
    pub(crate) callback: Callback,
    pub(crate) home_tenant: TenantId,
    pub(crate) clock: SystemClock,
    pub(crate) random: SystemRandomSource,
    pub(crate) public_base_url: Url,
    pub(crate) style: PageStyle,
}

/// Answers one request.
pub(crate) async fn handle(deps: &Deps, request: Request) -> Response<String> {
    let request_id = gateway::of(&request).request_id;
    let result = gateway::guarded(&request, answer(deps, &request))
        .await
        .unwrap_or(Err(Message::Fault.into()));
    match result.and_then(|arrival| go_on(deps, arrival, request_id)) {
        Ok(response) => response,
        Err(refusal) => refusal_page(deps, &request, refusal, request_id),
    }
}

/// Message for the person, in the language chosen in the flow, else in the browser's.
#[derive(Clone, Copy)]
struct Refusal {
    message: Message,
    language: Option<Language>,
}

impl From<Message> for Refusal {
    fn from(message: Message) -> Self {
        Self {
            message,
            language: None,
        }
    }
}

fn refusal_page(
    deps: &Deps,
    request: &Request,
    refusal: Refusal,
    request_id: &str,
) -> Response<String> {
    let language = refusal
        .language
        .unwrap_or_else(|| request::language(&[], request.headers(), None));
    let page = MessagePage {
        frame: Frame {
            words: Words::of(language),
            is_chosen: refusal.language.is_some(),
            // A callback is used up: no language link may open it again.
            path: None,
            support_code: None,
            left_through: None,
            account: None,
            style: &deps.style,
            app: &deps.style.brand.app,
            addresses: &[],
        },
        message: refusal.message,
        token: None,
    };
    page.respond(request_id)
}

async fn answer(deps: &Deps, request: &Request) -> Result<Arrival, Refusal> {
    let gateway = gateway::of(request);
    if !request::is_own_host(gateway.domain_name, &deps.public_base_url)
        || request.path() != "/callback"
    {
        return Err(Message::NotFound.into());
    }
    if *request.method() != Method::GET {
        return Err(Message::MethodNotAllowed.into());
    }
    let answer = answer::read(request.query()).map_err(|_| Message::AnswerNotUsable)?;
    let cookie_of = |invitation: &_| cookie::find(request.cookies(), invitation).ok().flatten();
    let arrival = legs::complete(
        &deps.callback,
        Machine {
            clock: &deps.clock,
            random: &deps.random,
        },
        &answer,
        gateway.source_ip,
        &cookie_of,
    );
    arrival
        .await
        .map_err(|CallbackFailure { error, language }| Refusal {
            message: message(&error),
            language,
        })
}

/// Message for the person whose callback was refused or failed.
fn message(error: &CallbackError) -> Message {
    match error {
        CallbackError::NoLeg | CallbackError::UnfitAnswer => {
            tracing::warn!(outcome = "callback_refused", error = %app::Chain(error), "a callback was refused");
            Message::AnswerNotUsable
        }
        CallbackError::TooMany => {
            tracing::warn!(outcome = "callback_refused", error = %app::Chain(error), "a callback was refused");
            Message::TooFast
        }
        CallbackError::OtherBrowser => {
            tracing::warn!(outcome = "callback_refused", error = %app::Chain(error), "a callback was refused");
            Message::OtherBrowser
        }
        CallbackError::MicrosoftUnavailable => Message::MicrosoftUnavailable,
        CallbackError::Browser(_) => {
            tracing::error!(outcome = "failed", error = %app::Chain(error), "a callback failed");
            Message::TemporarilyUnavailable
        }
    }
}

/// A redirect to a clean address, so that no code stays in the history (T21).
fn go_on(deps: &Deps, arrival: Arrival, request_id: &str) -> Result<Response<String>, Refusal> {
    let location = match arrival.next {
        NextStop::Page {
            token,
            page,
            language,
        } => page_address(&deps.public_base_url, &token, page, language),
        NextStop::Microsoft(url) => url.into(),
    };
    let mut response = redirect(&location, request_id).ok_or(Message::TemporarilyUnavailable)?;
    if let Some(new) = arrival.cookie {
        let set = cookie::set(&new).ok_or(Message::TemporarilyUnavailable)?;
        response.headers_mut().append(header::SET_COOKIE, set);
    }
    Ok(response)
}
