//! One request for a hosted page: find the route, call the use case, show the page. Every foreseen outcome is a page of our own;
//! none is left to the gateway.

use crate::{
    access, links,
    pages::{self, Looked, View},
    route::{NoRoute, Route, route},
    visitor::Visitor,
};
use app::{
    browser::{Browser, BrowserError, look_again},
    legs::{self, BeginError, Form, Page, sign_in::Wish},
    limits::{PageKind, PageRequest, PageRequests},
    secrets::secret_token::{self, Kind},
    verify::access_gone,
};
use bootstrap::{
    clock::SystemClock,
    deadline,
    gateway::{self, Request},
    last_resort,
    random::SystemRandomSource,
};
use domain::{clock::Machine, cloud::Cloud, ids::ClientId, permission::Manifest};
use http::{Method, Response, StatusCode};
use secrecy::SecretString;
use std::time::Instant;
use store::Queue;
use url::Url;
use web::{
    cookie,
    headers::{Surface, headers},
    page::Message,
    page_style::PageStyle,
    problem::{Problem, ProblemType},
    request,
};

/// Dependencies of the function.
pub(crate) struct Deps {
    pub(crate) browser: Browser,
    pub(crate) interactive_queue: Queue,
    pub(crate) manifest: Manifest,
    pub(crate) cloud: Cloud,
    pub(crate) client_id: ClientId,
    pub(crate) clock: SystemClock,
    pub(crate) random: SystemRandomSource,
    pub(crate) public_base_url: Url,
    pub(crate) style: PageStyle,
    /// Addresses that background sign-ins come from.
    pub(crate) outbound_addresses: Vec<String>,
    pub(crate) booking_url: Option<Url>,
    pub(crate) publisher: Option<String>,
    pub(crate) page_requests: PageRequests,
}

impl Deps {
    /// The machine on which the function runs.
    pub(crate) fn machine(&self) -> Machine<'_> {
        Machine {
            clock: &self.clock,
            random: &self.random,
        }
    }
}

pub(crate) async fn handle(deps: &Deps, request: Request) -> Response<String> {
    let started = Instant::now();
    let gateway = gateway::of(&request);
    let found = route(request.method(), request.path());
    if let Ok(found) = &found {
        tracing::Span::current().record("route", found.without_link(request.path()));
    }
    let visitor = Visitor::new(deps, &request, gateway.request_id, found.as_ref().ok());
    let response = if is_of_the_api(request.path()) {
        unknown_to_the_api(deps, gateway.request_id)
    } else if is_too_large(&request) {
        let mut page = visitor.message(Message::FormNotUsable);
        *page.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
        page
    } else {
        let answered = async {
            match Box::pin(answer(deps, &request, &visitor, &found)).await {
                Ok(response) => Ok(response),
                Err(message) => Ok(explain(deps, &visitor, message, found.as_ref().ok()).await),
            }
        };
        let answered = deadline::within_request(&request, answered);
        let answered = last_resort::guard(gateway.request_id, answered).await;
        answered
            .unwrap_or(Err(Message::Fault))
            .unwrap_or_else(|message| visitor.message(message))
    };
    tracing::info!(
        status = response.status().as_u16(),
        duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        "a page request"
    );
    let is_head = *request.method() == Method::HEAD;
    response.map(|body| if is_head { String::new() } else { body })
}

/// Whether the path is one of the API. The gateway sends a path here if it matches none of its routes, such as one with a line
/// break.
fn is_of_the_api(path: &str) -> bool {
    path == "/v1" || path.starts_with("/v1/")
}

/// The answer that the API would give: 404 as a problem document.
fn unknown_to_the_api(deps: &Deps, request_id: &str) -> Response<String> {
    let problem = Problem::new(ProblemType::NotFound).at(&deps.public_base_url, request_id);
    let mut response = Response::new(problem.to_json());
    *response.status_mut() = StatusCode::NOT_FOUND;
    *response.headers_mut() = headers(Surface::ProblemJson, request_id);
    response
}

async fn answer(
    deps: &Deps,
    request: &Request,
    visitor: &Visitor<'_>,
    found: &Result<Route, NoRoute>,
) -> Result<Response<String>, Message> {
    if !request::is_own_host(gateway::of(request).domain_name, &deps.public_base_url) {
        return Err(Message::NotFound);
    }
    let found = found.as_ref().map_err(|error| match error {
        NoRoute::NotFound => Message::NotFound,
        NoRoute::MethodNotAllowed => Message::MethodNotAllowed,
        NoRoute::LinkNotUsable => Message::LinkNotUsable,
    })?;
    admit(deps, request, found).await?;
    let show = async |token, view| show(deps, request, visitor, token, view).await;
    match found {
        Route::Asset(file) => deps
            .style
            .assets()
            .find(file, visitor.request_id)
            .ok_or(Message::NotFound),
        Route::Page(token) => show(token, View::Here).await,
        Route::Prepare(token) => show(token, View::Prepare).await,
        Route::Status(token) => show(token, View::Status).await,
        Route::Stopped(token) => show(token, View::Stopped).await,
        Route::Permissions(token) => show(token, View::Permissions).await,
        Route::Report(token, kept) => show(token, View::Report(*kept)).await,
        Route::Meeting(token) => show(token, View::Meeting).await,
        Route::Start(token) => sign_in(deps, request, visitor, token).await,
        Route::Consent(token) => {
            let fields = own_form(deps, request)?;
            let cookie = flow_cookie(request, token)?;
            let form = form(visitor, token, cookie.as_ref(), &fields)?;
            let departure = legs::consent::begin(&deps.browser, deps.machine(), &form).await;
            visitor.leave(departure.map_err(|error| begin_message(&error))?)
        }
        Route::Check(token) => {
            let fields = own_form(deps, request)?;
            let cookie = flow_cookie(request, token)?;
            let form = form(visitor, token, cookie.as_ref(), &fields)?;
            let departure = legs::proof::begin(&deps.browser, deps.machine(), &form).await;
            visitor.leave(departure.map_err(|error| begin_message(&error))?)
        }
        Route::Access(token) => access::show(deps, request, visitor, token).await,
        Route::AccessReview(token) => {
            Box::pin(access::show_review(deps, request, visitor, token)).await
        }
        Route::AccessForm(token, step) => {
            Box::pin(access::form(deps, request, visitor, token, *step)).await
        }
        Route::AccessScript(token) => access::script(deps, request, visitor, token).await,
        Route::Look(token) => look(deps, request, visitor, token).await,
        Route::SystemUser(token) => links::connect_system_user(deps, request, visitor, token).await,
        Route::SystemUserCheck(token) => {
            links::check_system_user(deps, request, visitor, token).await
        }
        Route::SystemUserLink(token) => links::make_link(deps, request, visitor, token).await,
        Route::Request(token) => links::request(deps, request, visitor, token).await,
        Route::SignOut(token) => links::sign_out(deps, request, visitor, token).await,
        Route::DisconnectCheck(token) => {
            own_form(deps, request)?;
            let queue = &deps.interactive_queue;
            let asked = access_gone::for_administrator(&deps.browser, queue, &deps.clock, token);
            asked.await.map_err(|error| browser_message(&error))?;
            visitor.back(token, Page::Journey, "")
        }
    }
}

/// Refuses a request that comes too often, before any of it is carried out (T81).
async fn admit(deps: &Deps, request: &Request, found: &Route) -> Result<(), Message> {
    let Some(token) = found.token() else {
        return Ok(());
    };
    // A cookie that cannot be read is told of where it is needed.
    let cookie = flow_cookie(request, token).ok().flatten();
    let asked = PageRequest {
        kind: match found {
            Route::Start(_) | Route::SystemUser(_) | Route::Request(_) => PageKind::Start,
            _ => PageKind::Other,
        },
        token,
        cookie: cookie.as_ref(),
        address: gateway::of(request).source_ip,
    };
    let admitted = deps
        .page_requests
        .admits(&deps.browser, &deps.clock, &asked)
        .await
        .map_err(|error| browser_message(&error))?;
    admitted.then_some(()).ok_or(Message::TooFast)
}

async fn sign_in(
    deps: &Deps,
    request: &Request,
    visitor: &Visitor<'_>,
    token: &SecretString,
) -> Result<Response<String>, Message> {
    let fields = own_form(deps, request)?;
    let single = |name| request::single(&fields, name).map_err(|_| Message::FormNotUsable);
    let wish = match (single("account")?, single("domain")?) {
        (Some("other"), None) => Wish::OtherAccount,
        (None, Some(domain)) => Wish::Domain(domain),
        (None, None) => Wish::None,
        (Some(_), _) => return Err(Message::FormNotUsable),
    };
    // A cookie that cannot be read is none: a start makes a new one.
    let cookie = flow_cookie(request, token).ok().flatten();
    let departure = legs::sign_in::begin(
        &deps.browser,
        deps.machine(),
        token,
        cookie.as_ref(),
        visitor.chosen,
        gateway::of(request).source_ip,
        wish,
    );
    visitor.leave(departure.await.map_err(|error| begin_message(&error))?)
}

/// The page of a message. For a link that works it also shows the support code and the way back to the link.
async fn explain(
    deps: &Deps,
    visitor: &Visitor<'_>,
    message: Message,
    found: Option<&Route>,
) -> Response<String> {
    // Where nothing works, or nothing is there, another look finds nothing either; and whoever asks too often is told the
    // same whatever the link is.
    let is_of_link = !matches!(
        message,
        Message::LinkNotUsable
            | Message::TemporarilyUnavailable
            | Message::Fault
            | Message::TooFast
    );
    let token = found.and_then(Route::token);
    if matches!(message, Message::LinkEnded { .. }) {
        return visitor.ended(message, token);
    }
    if let Some(token) = token.filter(|_| is_of_link)
        && let Ok(visit) = deps.browser.visit(&deps.clock, token, None).await
    {
        let registration = &visit.loaded.registration;
        return visitor.message_of(message, Some((token, registration)));
    }
    visitor.message(message)
}

/// Looks again without a trip to Microsoft, and redirects to the line that asked, so that a reload there asks for nothing.
async fn look(
    deps: &Deps,
    request: &Request,
    visitor: &Visitor<'_>,
    token: &SecretString,
) -> Result<Response<String>, Message> {
    let fields = own_form(deps, request)?;
    let cookie = flow_cookie(request, token)?;
    let form = form(visitor, token, cookie.as_ref(), &fields)?;
    let queue = &deps.interactive_queue;
    let looked = look_again::for_administrator(&deps.browser, queue, &deps.clock, &form).await;
    looked.map_err(|error| begin_message(&error))?;
    let line = request::single(&fields, "check").map_err(|_| Message::FormNotUsable)?;
    visitor.back(
        token,
        Page::Journey,
        line.filter(|line| pages::is_line(line)).unwrap_or_default(),
    )
}

/// A page of a link, chosen by the state of the registration and by the sign-in of this browser.
async fn show(
    deps: &Deps,
    request: &Request,
    visitor: &Visitor<'_>,
    token: &SecretString,
    view: View,
) -> Result<Response<String>, Message> {
    let cookie = flow_cookie(request, token)?;
    let browser = &deps.browser;
    let visit = match *request.method() {
        Method::GET => browser.open(&deps.clock, token, cookie.as_ref()).await,
        _ => browser.visit(&deps.clock, token, cookie.as_ref()).await,
    };
    let visit = visit.map_err(|error| browser_message(&error))?;
    let (report, is_taken, is_shared) = tokio::try_join!(
        browser.newest_report(&deps.clock, &visit),
        browser.is_taken(&visit),
        // Boxed: it is large, and asked for by the fewest pages.
        Box::pin(access_gone::is_shared(browser, &visit)),
    )
    .map_err(|error| browser_message(&error))?;
    let looked = Looked {
        visit: &visit,
        report: report.as_ref(),
        is_taken,
        is_shared,
    };
    pages::choose(visitor, view, (token, cookie.as_ref()), looked)
}

/// The fields of a form that was sent from one of our own pages (T35).
pub(crate) fn own_form(deps: &Deps, request: &Request) -> Result<Vec<(String, String)>, Message> {
    if !request::is_own_form(request.headers(), &deps.public_base_url) {
        return Err(Message::FormNotUsable);
    }
    let body = request.body().ok_or(Message::FormNotUsable)?;
    let text = std::str::from_utf8(body).map_err(|_| Message::FormNotUsable)?;
    request::parse_query(text).map_err(|_| Message::FormNotUsable)
}

fn is_too_large(request: &Request) -> bool {
    let body = request.body();
    body.is_some_and(|body| body.len() > request::LARGEST_FORM)
}

pub(crate) fn form<'a>(
    visitor: &Visitor<'_>,
    token: &'a SecretString,
    cookie: Option<&'a SecretString>,
    fields: &'a [(String, String)],
) -> Result<Form<'a>, Message> {
    let form_token = request::single(fields, "form_token").map_err(|_| Message::FormNotUsable)?;
    Ok(Form {
        token,
        cookie,
        form_token,
        language: visitor.chosen,
    })
}

pub(crate) fn flow_cookie(
    request: &Request,
    token: &SecretString,
) -> Result<Option<SecretString>, Message> {
    let invitation = secret_token::hash_secret(Kind::Invitation, token);
    cookie::find(request.cookies(), &invitation).map_err(|_| Message::FormNotUsable)
}

/// Message for the person whose trip to Microsoft was refused.
pub(crate) fn begin_message(error: &BeginError) -> Message {
    match error {
        BeginError::Browser(error) => browser_message(error),
        BeginError::NotSignedIn | BeginError::NotReady => Message::FormNotUsable,
        BeginError::MicrosoftUnavailable => Message::MicrosoftUnavailable,
        BeginError::UnknownDomain => Message::UnknownDomain,
        BeginError::UnknownNamedDomain => Message::UnknownNamedDomain,
        BeginError::TooMany => Message::TooMany,
    }
}

pub(crate) fn browser_message(error: &BrowserError) -> Message {
    match error {
        BrowserError::NotUsable => Message::LinkNotUsable,
        &BrowserError::Ended { end, is_requested } => Message::LinkEnded { end, is_requested },
        BrowserError::NoFlow | BrowserError::ForeignForm => Message::FormNotUsable,
        BrowserError::Store(_)
        | BrowserError::Secrets(_)
        | BrowserError::Sealing(_)
        | BrowserError::Random(_) => {
            tracing::error!(
                outcome = "failed",
                error = %app::Chain(error),
                "a page could not be served"
            );
            Message::TemporarilyUnavailable
        }
    }
}
