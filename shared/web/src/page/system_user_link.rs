//! Page that shows an administrator the link for the holder of the system user's account. It shows the link once, because only
//! its hash is kept.

use super::{Frame, Moment, mail::mail, respond};
use crate::{
    headers::Surface,
    words::{self, Words},
};
use askama::Template;
use domain::registration::Registration;
use http::{Response, StatusCode};
use jiff::Timestamp;
use url::Url;

/// Page with a link for the system user.
pub struct SystemUserLinkPage<'a> {
    /// Common parts of every page.
    pub frame: Frame<'a>,
    /// The token of the administrator's link, for the way back.
    pub token: &'a str,
    /// Registration of the link.
    pub registration: &'a Registration,
    /// The new link.
    pub link: &'a Url,
    /// Expiry of the new link.
    pub expires_at: Timestamp,
}

#[derive(Template)]
#[template(path = "system_user_link.html")]
struct View<'a> {
    frame: Frame<'a>,
    token: &'a str,
    link: &'a Url,
    account: String,
    customer: String,
    expires_at: Moment,
    mail: String,
}

impl SystemUserLinkPage<'_> {
    /// The response with this page.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let frame = self.frame;
        let account = self.registration.system_user_name().map(words::name);
        let account = account.unwrap_or_default();
        let customer = words::name(self.registration.customer.name.as_str());
        // The mail, like the page that it leads to, begins in the registration's language.
        let language = Words::of(self.registration.language);
        let until = language.moment(self.expires_at);
        let code = frame.support_code.map(ToString::to_string);
        let values = [
            ("app", frame.app),
            ("account", account.as_str()),
            ("customer", customer.as_str()),
            ("address", self.link.as_str()),
            ("until", until.as_str()),
            ("code", code.as_deref().unwrap_or_default()),
        ];
        let subject = language.say_with("system-user-mail-subject", values);
        let body = language.say_with("system-user-mail-body", values);
        let view = View {
            frame,
            token: self.token,
            link: self.link,
            expires_at: frame.moment(self.expires_at),
            mail: mail(self.frame.words, "", &subject, &body),
            account,
            customer,
        };
        respond(
            frame.style,
            &view,
            Surface::PageWithForm,
            StatusCode::OK,
            request_id,
        )
    }
}
