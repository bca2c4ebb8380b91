//! The hosted pages. Each is a struct with a compiled, escaping template; its text is in `locales/`.

mod confirm;
mod departure;
mod message;
mod notice;
mod result;
mod start;
mod system_user;
mod system_user_card;
#[cfg(test)]
mod tests;

pub use confirm::ConfirmPage;
pub use departure::DeparturePage;
pub use message::{Message, MessagePage};
pub use result::ResultPage;
pub use start::StartPage;
pub use system_user::{SystemUserDonePage, SystemUserPage};
pub use system_user_card::SystemUserCard;

use crate::{
    headers::{Surface, headers},
    words::Words,
};
use askama::Template;
use domain::permission::{Kind, Manifest, Permission};
use http::{HeaderValue, Response, StatusCode, header::RETRY_AFTER};
use url::Url;

/// What every page shows.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The words of the reader's language.
    pub words: Words,
    /// The app's name, as Microsoft shows it.
    pub app: &'a str,
    /// Where customers find help: a mail address or an `https` address.
    pub support: &'a str,
}

impl Frame<'_> {
    /// A text; every text may name the app.
    fn say(&self, id: &str) -> String {
        self.words.say_with(id, [("app", self.app)])
    }

    /// What a link in guidance is called: a page of a portal by its name, anything else by its address.
    fn link_label(&self, address: &str) -> String {
        let page = if address.ends_with("/LicensesAndApps") {
            Some("licences")
        } else {
            address
                .split_once("Blade/~/")
                .and_then(|(_, rest)| rest.split('/').next())
        };
        page.and_then(|page| {
            self.words
                .find(&format!("result-open-{}", page.to_ascii_lowercase()), [])
        })
        .unwrap_or_else(|| address.to_owned())
    }

    /// What is asked for, and why, in the reader's language.
    fn permissions(&self, manifest: &Manifest, kind: Kind) -> Vec<PermissionLine> {
        manifest
            .permissions()
            .filter(|permission| permission.kind == kind)
            .map(|permission| PermissionLine {
                name: permission.name,
                reason: self.reason(permission),
            })
            .collect()
    }

    fn reason(&self, permission: &Permission) -> String {
        let kind = match permission.kind {
            Kind::Application => "application",
            Kind::Delegated => "delegated",
        };
        let name = permission
            .name
            .to_ascii_lowercase()
            .replace(['.', '_'], "-");
        self.words
            .find(&format!("permission-{kind}-{name}"), [("app", self.app)])
            .unwrap_or_else(|| permission.reason.to_owned())
    }

    /// The support contact as a link, if it can be one.
    fn support_link(&self) -> Option<String> {
        if self.support.starts_with("https://") {
            return Url::parse(self.support).ok().map(String::from);
        }
        let (name, domain) = self.support.split_once('@')?;
        let plain = |text: &str| {
            !text.is_empty()
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b".-_+".contains(&byte))
        };
        (plain(name) && plain(domain)).then(|| format!("mailto:{}", self.support))
    }
}

/// A permission as a page names it.
struct PermissionLine {
    name: &'static str,
    reason: String,
}

/// The tenant as a page names it.
struct TenantLine {
    name: String,
    domain: Option<String>,
    id: String,
}

impl TenantLine {
    fn of(tenant: &domain::registration::Tenant) -> Self {
        Self {
            name: crate::words::name(&tenant.name),
            domain: tenant.domain.as_deref().map(crate::words::name),
            id: tenant.id.to_string(),
        }
    }
}

/// The answer that carries a page.
fn respond(
    template: &impl Template,
    surface: Surface,
    status: StatusCode,
    request_id: &str,
) -> Response<String> {
    let (status, body) = match template.render() {
        Ok(body) => (status, body),
        Err(error) => {
            tracing::error!(outcome = "failed", error = %error, "a page cannot be written");
            (StatusCode::INTERNAL_SERVER_ERROR, String::new())
        }
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers(surface, request_id);
    let retry_after = match status {
        // The limits of pages are by the hour, and the page says so.
        StatusCode::TOO_MANY_REQUESTS => Some("3600"),
        StatusCode::SERVICE_UNAVAILABLE => Some("60"),
        _ => None,
    };
    if let Some(seconds) = retry_after {
        response
            .headers_mut()
            .insert(RETRY_AFTER, HeaderValue::from_static(seconds));
    }
    response
}
