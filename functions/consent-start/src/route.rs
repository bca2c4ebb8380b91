//! The explicit list of the hosted pages' routes, together with that of the [forms](crate::forms). A path that is on neither is
//! 404; a known path with another method is 405 (T38, T42).

use crate::{
    forms::LinkForm,
    view::{AccessView, ReportFormat, RequestedPage},
};
use http::Method;
use secrecy::{ExposeSecret as _, SecretString};

/// Requested page, form or file.
#[derive(Debug)]
pub(crate) enum Route {
    /// A page or form of the link with this token.
    Link(SecretString, Target),
    /// The style sheet, the script or the icon.
    Asset(String),
}

/// Page or form of a link.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Target {
    /// A page.
    Page(RequestedPage),
    /// A view of the access page.
    Access(AccessView),
    /// A form.
    Form(&'static LinkForm),
}

impl Target {
    /// The page or form at that path below a link.
    fn at(below: &[&str]) -> Option<Self> {
        Some(match below {
            [] => Self::Page(RequestedPage::Here),
            ["prepare"] => Self::Page(RequestedPage::Prepare),
            ["status"] => Self::Page(RequestedPage::Status),
            ["stopped"] => Self::Page(RequestedPage::Stopped),
            ["permissions"] => Self::Page(RequestedPage::Permissions),
            ["report"] => Self::Page(RequestedPage::Report(ReportFormat::Page)),
            ["report.html"] => Self::Page(RequestedPage::Report(ReportFormat::File)),
            ["meeting.ics"] => Self::Page(RequestedPage::Meeting),
            ["access"] => Self::Access(AccessView::Page),
            ["access", "switch"] => Self::Access(AccessView::Review),
            ["access.ps1"] => Self::Access(AccessView::Script),
            form => Self::Form(LinkForm::find(&form.join("/"))?),
        })
    }
}

impl Route {
    /// The token of the link that the route belongs to; `None` for an asset.
    pub(crate) fn token(&self) -> Option<&SecretString> {
        match self {
            Self::Link(token, _) => Some(token),
            Self::Asset(_) => None,
        }
    }

    /// The route of a path for the log: without the link's token, which is a secret.
    pub(crate) fn without_link(&self, path: &str) -> String {
        if self.token().is_none() {
            return "/connect/assets".to_owned();
        }
        // What stands before and after the link is on the lists.
        let below = path.split('/').skip(3);
        let parts: Vec<_> = ["/connect/{invitation}"].into_iter().chain(below).collect();
        parts.join("/")
    }

    /// Path of the page that contains the form; `None` if the route is no form.
    pub(crate) fn page(&self) -> Option<String> {
        let Self::Link(token, Target::Form(form)) = self else {
            return None;
        };
        Some(format!("/connect/{}{}", token.expose_secret(), form.page()))
    }
}

/// Reason for which a request matches no route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoRoute {
    NotFound,
    MethodNotAllowed,
    /// A malformed link token; it is answered like an unknown link.
    LinkNotUsable,
}

/// Finds the route of a raw path, without percent-decoding, because no token needs it.
pub(crate) fn route(method: &Method, path: &str) -> Result<Route, NoRoute> {
    let segments: Vec<&str> = path
        .strip_prefix('/')
        .ok_or(NoRoute::NotFound)?
        .split('/')
        .collect();
    let is_read = *method == Method::GET || *method == Method::HEAD;
    match segments.as_slice() {
        ["connect", "assets", file] if is_read => Ok(Route::Asset((*file).to_owned())),
        ["connect", "assets", _] => Err(NoRoute::MethodNotAllowed),
        ["connect", token, below @ ..] => {
            let target = Target::at(below).ok_or(NoRoute::NotFound)?;
            let is_allowed = match target {
                Target::Page(_) | Target::Access(_) => is_read,
                Target::Form(_) => *method == Method::POST,
            };
            if !is_allowed {
                return Err(NoRoute::MethodNotAllowed);
            }
            let token = web::request::token(token).ok_or(NoRoute::LinkNotUsable)?;
            Ok(Route::Link(token, target))
        }
        _ => Err(NoRoute::NotFound),
    }
}

#[cfg(test)]
mod tests;
