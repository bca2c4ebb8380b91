//! Hosted pages. Each is a struct with a compiled, escaping template; its text is in `locales/`.

mod access;
mod check_line;
mod colleague;
mod confirm;
mod departure;
mod disconnect;
mod failure;
mod forward;
mod mail;
mod message;
mod notice;
mod permissions;
mod report;
mod result;
mod sentence;
mod start;
mod steps;
mod system_user;
mod system_user_card;
mod system_user_link;
#[cfg(test)]
mod tests;
mod upgrade;
mod waiting;

pub use access::{
    AccessPage, AccessScript, AccessStand, Closed, History, Open, ReviewPage, SaferChange, Search,
    SystemUserCover,
};
pub use colleague::ColleaguePage;
pub use confirm::ConfirmPage;
pub use departure::DeparturePage;
pub use disconnect::DisconnectPage;
pub use failure::{FailurePage, Stand};
pub use message::{Message, MessagePage};
pub use permissions::PermissionsPage;
pub use report::ReportPage;
pub use result::ResultPage;
pub use start::{StartPage, SupportMeeting};
pub use steps::{Journey, JourneyStep};
pub use system_user::{SystemUserDonePage, SystemUserPage};
pub use system_user_link::SystemUserLinkPage;
pub use upgrade::{UpgradeDonePage, UpgradePage, UpgradeStand};

use crate::{headers::Surface, page_style::PageStyle, words::Words};
use askama::Template;
use domain::{customer::Language, support_code::SupportCode};
use http::{Response, StatusCode};
use jiff::Timestamp;
use url::Url;

/// Common parts of every page.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The words of the reader's language.
    pub words: Words,
    /// Whether the reader chose the language in the link; every link and form of the page then keeps it.
    pub is_chosen: bool,
    /// Path of the page that the language links open; `None` if no GET shows the page.
    pub path: Option<&'a str>,
    /// Style of the pages.
    pub style: &'a PageStyle,
    /// Name of the app, as Microsoft shows it.
    pub app: &'a str,
    /// Addresses from which our server signs in, if they are fixed.
    pub addresses: &'a [String],
    /// Support code of the registration, if the page belongs to one.
    pub support_code: Option<&'a SupportCode>,
    /// Token of the link, if this browser left for Microsoft and has not come back: the page then leads to explanations of
    /// what Microsoft may have shown.
    pub left_through: Option<&'a str>,
    /// Account that signed in, if the page is behind a sign-in.
    pub account: Option<Account<'a>>,
}

/// The account in the head of a page, and the form that signs it out.
#[derive(Debug, Clone, Copy)]
pub struct Account<'a> {
    /// Name of the account, as Microsoft shows it.
    pub name: Option<&'a str>,
    /// The invitation's token, for the form's address.
    pub token: &'a str,
    /// Token that ties the form to the flow.
    pub form_token: &'a str,
}

impl Account<'_> {
    fn shown(&self) -> Option<String> {
        self.name.map(crate::words::name)
    }
}

impl<'a> Frame<'a> {
    /// Place where customers find help: a mail address or an `https` address.
    fn support(&self) -> &'a str {
        &self.style.brand.support
    }

    /// Surface of a page without a form of its own: if the page's head has one, it must be possible to send it.
    fn surface(&self) -> Surface {
        match self.account {
            Some(_) => Surface::PageWithForm,
            None => Surface::Page,
        }
    }

    /// A text; every text may name the app.
    fn say(&self, id: &str) -> String {
        self.words.say_with(id, [("app", self.app)])
    }

    /// A text with a number; every text may name the app.
    fn count(&self, id: &str, number: usize) -> String {
        let values = [
            ("app", self.app.into()),
            ("number", fluent_bundle::FluentValue::from(number)),
        ];
        let text = self.words.write(id, values.into_iter());
        text.unwrap_or_else(|| id.to_owned())
    }

    /// Query for our links and forms that keeps the chosen language.
    fn query(&self) -> String {
        if self.is_chosen {
            format!("?lang={}", self.words.tag())
        } else {
            String::new()
        }
    }

    /// The languages to switch to.
    fn languages(&self) -> Vec<LanguageLine> {
        Language::ALL
            .into_iter()
            .map(|language| LanguageLine {
                tag: language.tag(),
                name: Words::of(language).say("language-name"),
                is_current: language == self.words.language(),
            })
            .collect()
    }

    /// A moment, for people and for programs.
    fn moment(&self, at: Timestamp) -> Moment {
        Moment {
            text: self.words.moment(at),
            machine: at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        }
    }

    /// Label of a link in guidance: the name of a portal's page, or else the address.
    fn link_label(&self, address: &str) -> String {
        let page = if address.ends_with("/LicensesAndApps") {
            Some("licences")
        } else if address.contains("/SignInLogsList") {
            Some("sign-ins")
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

    /// Support contact as a link, if it can be one.
    fn support_link(&self) -> Option<String> {
        let support = self.support();
        if support.starts_with("https://") {
            return Url::parse(support).ok().map(String::from);
        }
        let (name, domain) = support.split_once('@')?;
        let plain = |text: &str| {
            !text.is_empty()
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b".-_+".contains(&byte))
        };
        (plain(name) && plain(domain)).then(|| format!("mailto:{support}"))
    }
}

/// A language in the language switch.
struct LanguageLine {
    tag: &'static str,
    name: String,
    is_current: bool,
}

/// A moment as a page shows it.
struct Moment {
    text: String,
    /// RFC 3339, in UTC.
    machine: String,
}

/// The tenant as a page shows it.
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

/// The response with a page.
fn respond(
    style: &PageStyle,
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
    *response.headers_mut() = style.headers(surface, request_id);
    response
}
