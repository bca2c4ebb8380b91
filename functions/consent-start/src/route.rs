//! The explicit list of the hosted pages' routes. A path that is not on it is 404; a known path with another method is 405
//! (T38, T42).

use http::Method;
use secrecy::{ExposeSecret as _, SecretString};

/// Requested page, form or file.
#[derive(Debug)]
pub(crate) enum Route {
    /// The page of a link, for the present state of its registration.
    Page(SecretString),
    /// The first page again, to read; it changes nothing.
    Prepare(SecretString),
    /// State of the connection, without a notice.
    Status(SecretString),
    /// The page for a person whom Microsoft showed an error and did not send back.
    Stopped(SecretString),
    /// The permissions to print.
    Permissions(SecretString),
    /// The report to print, or to keep as a file.
    Report(SecretString, Kept),
    /// The meeting as a calendar file.
    Meeting(SecretString),
    /// The form that begins the sign-in.
    Start(SecretString),
    /// The form that begins the approval.
    Consent(SecretString),
    /// The form that asks to check again.
    Check(SecretString),
    /// The form that asks to look again without a trip to Microsoft.
    Look(SecretString),
    /// The form that begins the system user's sign-in.
    SystemUser(SecretString),
    /// The form of the system user's page that asks to check again.
    SystemUserCheck(SecretString),
    /// The form that makes a link for the holder of the system user's account.
    SystemUserLink(SecretString),
    /// The form that asks for a new link in place of one that has ended.
    Request(SecretString),
    /// The form that ends the flow of this browser.
    SignOut(SecretString),
    /// The form of the page for removing the app that asks to check again.
    DisconnectCheck(SecretString),
    /// The access page, on which an administrator manages the users and groups that may use the app.
    Access(SecretString),
    /// The review of a change on the access page, after the sign-in for its rights at Graph.
    AccessReview(SecretString),
    /// A form on the access page.
    AccessForm(SecretString, AccessForm),
    /// A script with the steps of the access page, for an administrator who prefers to run it.
    AccessScript(SecretString),
    /// The style sheet, the script or the icon.
    Asset(String),
}

/// A form on the access page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AccessForm {
    /// Leaves for Microsoft, to obtain the rights that the page needs at Graph.
    SignIn,
    /// Looks for users and groups.
    Find,
    /// Assigns the users and groups that were ticked.
    Assign,
    /// Shows the effects of a change before it is made.
    Review,
    /// Makes the change that was shown.
    Change,
    /// Gives the page's rights at Graph back.
    Finish,
}

impl Route {
    /// The token of the link that the route belongs to; `None` for an asset.
    pub(crate) fn token(&self) -> Option<&SecretString> {
        match self {
            Self::Page(token)
            | Self::Prepare(token)
            | Self::Status(token)
            | Self::Stopped(token)
            | Self::Permissions(token)
            | Self::Report(token, _)
            | Self::Meeting(token)
            | Self::Start(token)
            | Self::Consent(token)
            | Self::Check(token)
            | Self::Look(token)
            | Self::SystemUser(token)
            | Self::SystemUserCheck(token)
            | Self::SystemUserLink(token)
            | Self::Request(token)
            | Self::SignOut(token)
            | Self::DisconnectCheck(token)
            | Self::Access(token)
            | Self::AccessReview(token)
            | Self::AccessForm(token, _)
            | Self::AccessScript(token) => Some(token),
            Self::Asset(_) => None,
        }
    }

    /// The route of a path for the log: without the link's token, which is a secret.
    pub(crate) fn without_link(&self, path: &str) -> String {
        if self.token().is_none() {
            return "/connect/assets".to_owned();
        }
        // What stands before and after the link is on the list below.
        let below = path.split('/').skip(3);
        let parts: Vec<_> = ["/connect/{invitation}"].into_iter().chain(below).collect();
        parts.join("/")
    }

    /// Path of the page that contains the form; `None` for an asset.
    pub(crate) fn page(&self) -> Option<String> {
        let below = match self {
            Self::AccessForm(..) => "/access",
            _ => "",
        };
        let token = self.token()?.expose_secret();
        Some(format!("/connect/{token}{below}"))
    }
}

/// Form in which a report is delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// Shown as a page.
    Page,
    /// Downloaded as a file.
    File,
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
    let link = |token: &str| web::request::token(token).ok_or(NoRoute::LinkNotUsable);
    let form = |token: &str, route: fn(SecretString) -> Route| {
        if *method == Method::POST {
            link(token).map(route)
        } else {
            Err(NoRoute::MethodNotAllowed)
        }
    };
    let read = |token: &str, route: fn(SecretString) -> Route| {
        if is_read {
            link(token).map(route)
        } else {
            Err(NoRoute::MethodNotAllowed)
        }
    };
    match segments.as_slice() {
        ["connect", "assets", file] if is_read => Ok(Route::Asset((*file).to_owned())),
        ["connect", "assets", _] => Err(NoRoute::MethodNotAllowed),
        ["connect", token] => read(token, Route::Page),
        ["connect", token, "prepare"] => read(token, Route::Prepare),
        ["connect", token, "status"] => read(token, Route::Status),
        ["connect", token, "stopped"] => read(token, Route::Stopped),
        ["connect", token, "permissions"] => read(token, Route::Permissions),
        ["connect", token, "report"] => read(token, |token| Route::Report(token, Kept::Page)),
        ["connect", token, "report.html"] => read(token, |token| Route::Report(token, Kept::File)),
        ["connect", token, "meeting.ics"] => read(token, Route::Meeting),
        ["connect", token, "start"] => form(token, Route::Start),
        ["connect", token, "consent"] => form(token, Route::Consent),
        ["connect", token, "check"] => form(token, Route::Check),
        ["connect", token, "look"] => form(token, Route::Look),
        ["connect", token, "system-user"] => form(token, Route::SystemUser),
        ["connect", token, "system-user", "check"] => form(token, Route::SystemUserCheck),
        ["connect", token, "system-user", "link"] => form(token, Route::SystemUserLink),
        ["connect", token, "request"] => form(token, Route::Request),
        ["connect", token, "sign-out"] => form(token, Route::SignOut),
        ["connect", token, "disconnect", "check"] => form(token, Route::DisconnectCheck),
        ["connect", token, "access"] => read(token, Route::Access),
        ["connect", token, "access", "switch"] => read(token, Route::AccessReview),
        ["connect", token, "access.ps1"] => read(token, Route::AccessScript),
        ["connect", token, "access", name] => {
            let step = access_form(name).ok_or(NoRoute::NotFound)?;
            if *method == Method::POST {
                link(token).map(|token| Route::AccessForm(token, step))
            } else {
                Err(NoRoute::MethodNotAllowed)
            }
        }
        _ => Err(NoRoute::NotFound),
    }
}

fn access_form(name: &str) -> Option<AccessForm> {
    Some(match name {
        "sign-in" => AccessForm::SignIn,
        "find" => AccessForm::Find,
        "assign" => AccessForm::Assign,
        "review" => AccessForm::Review,
        "change" => AccessForm::Change,
        "finish" => AccessForm::Finish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
