//! One request for a hosted page: find the route, call the use case, show the page. Every foreseen outcome is a page of our own;
//! none is left to the gateway.

use crate::{
    access,
    deps::Deps,
    form::SentForm,
    message::browser_message,
    pages::{self, LinkFacts},
    route::{NoRoute, Route, Target, route},
    view::RequestedPage,
    visitor::Visitor,
};
use app::{
    limits::{PageKind, PageRequest},
    verify::access_gone,
};
use bootstrap::gateway::{self, Request};
use http::{Method, Response, StatusCode};
use secrecy::SecretString;
use web::{
    headers::{Surface, headers},
    page::Message,
    problem::{Problem, ProblemType},
    request,
};

/// Answers one request.
pub(crate) async fn handle(deps: &Deps, request: Request) -> Response<String> {
    let request_id = gateway::of(&request).request_id;
    let found = route(request.method(), request.path());
    if let Ok(found) = &found {
        tracing::Span::current().record("route", found.without_link(request.path()));
    }
    let page = found.as_ref().ok().and_then(Route::page);
    let visitor = &Visitor::new(deps, &request, request_id, page);
    let response = if is_of_the_api(request.path()) {
        unknown_to_the_api(deps, request_id)
    } else if is_too_large(&request) {
        let mut page = visitor.message(Message::FormNotUsable);
        *page.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
        page
    } else {
        let answered = async {
            match Box::pin(answer(visitor, &found)).await {
                Ok(response) => response,
                Err(message) => explain(visitor, message, found.as_ref().ok()).await,
            }
        };
        gateway::guarded(&request, answered)
            .await
            .unwrap_or_else(|| visitor.message(Message::Fault))
    };
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

fn is_too_large(request: &Request) -> bool {
    let body = request.body();
    body.is_some_and(|body| body.len() > request::LARGEST_FORM)
}

async fn answer(
    visitor: &Visitor<'_>,
    found: &Result<Route, NoRoute>,
) -> Result<Response<String>, Message> {
    let (deps, request) = (visitor.deps, visitor.request);
    if !request::is_own_host(gateway::of(request).domain_name, &deps.public_base_url) {
        return Err(Message::NotFound);
    }
    let found = found.as_ref().map_err(|error| match error {
        NoRoute::NotFound => Message::NotFound,
        NoRoute::MethodNotAllowed => Message::MethodNotAllowed,
        NoRoute::LinkNotUsable => Message::LinkNotUsable,
    })?;
    let (token, target) = match found {
        Route::Link(token, target) => (token, target),
        Route::Asset(file) => {
            let found = deps.style.assets().find(file, visitor.request_id);
            return found.ok_or(Message::NotFound);
        }
    };
    admit(visitor, token, target).await?;
    match target {
        Target::Page(view) => show(visitor, token, *view).await,
        Target::Access(view) => Box::pin(access::show(visitor, token, *view)).await,
        Target::Form(form) => {
            let sent = SentForm::read(visitor, token)?;
            (form.carry_out)(&sent).await
        }
    }
}

/// Refuses a request that comes too often, before any of it is carried out (T81).
async fn admit(
    visitor: &Visitor<'_>,
    token: &SecretString,
    target: &Target,
) -> Result<(), Message> {
    let deps = visitor.deps;
    // A cookie that cannot be read is told of where it is needed.
    let cookie = visitor.flow_cookie(token).ok().flatten();
    let asked = PageRequest {
        kind: match target {
            Target::Form(form) => form.kind,
            Target::Page(_) | Target::Access(_) => PageKind::Other,
        },
        token,
        cookie: cookie.as_ref(),
        address: gateway::of(visitor.request).source_ip,
    };
    let admitted = deps
        .page_requests
        .admits(&deps.browser, &deps.clock, &asked)
        .await
        .map_err(|error| browser_message(&error))?;
    admitted.then_some(()).ok_or(Message::TooFast)
}

/// The page of a message. For a link that works it also shows the support code and the way back to the link.
async fn explain(
    visitor: &Visitor<'_>,
    message: Message,
    found: Option<&Route>,
) -> Response<String> {
    let deps = visitor.deps;
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

/// A page of a link, chosen by the state of the registration and by the sign-in of this browser.
async fn show(
    visitor: &Visitor<'_>,
    token: &SecretString,
    view: RequestedPage,
) -> Result<Response<String>, Message> {
    let deps = visitor.deps;
    let cookie = visitor.flow_cookie(token)?;
    let browser = &deps.browser;
    let visit = match *visitor.request.method() {
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
    let looked = LinkFacts {
        visit: &visit,
        report: report.as_ref(),
        is_taken,
        is_shared,
    };
    pages::choose(visitor, view, (token, cookie.as_ref()), looked)
}
