//! The page of a colleague: somebody of the connected organisation without a role that may consent. It says whether it works and
//! whom to ask, and nothing else of the connection (`security.md` T18).

use super::{Frame, mail::mail, respond};
use crate::headers::Surface;
use askama::Template;
use domain::{
    cloud::Cloud,
    usability::{Answer, Usability},
};
use http::{Response, StatusCode};
use url::Url;

/// The page of a colleague.
pub struct ColleaguePage<'a> {
    /// The frame of every page.
    pub frame: Frame<'a>,
    /// The invitation's token, for the form's address.
    pub token: &'a str,
    /// The page's full address, to send on.
    pub address: &'a Url,
    /// The answers for both services, as the host app gets them.
    pub usability: &'a Usability,
    /// Whether the account's roles could be read.
    pub are_roles_read: bool,
    /// Addresses of the portals.
    pub cloud: &'a Cloud,
}

#[derive(Template)]
#[template(path = "colleague.html")]
struct View<'a> {
    frame: Frame<'a>,
    token: &'a str,
    heading: String,
    text: String,
    class: &'static str,
    symbol: &'static str,
    roles: &'static str,
    /// A mail to an administrator, where something is left to do.
    mail: Option<String>,
    activation: String,
}

impl ColleaguePage<'_> {
    /// The answer with this page.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let frame = self.frame;
        let answers = [self.usability.sharepoint.answer, self.usability.mail.answer];
        let (stand, class, symbol) = if answers.contains(&Answer::No) {
            ("colleague-no", "bad", "✗")
        } else if answers.contains(&Answer::Unknown) {
            ("colleague-unknown", "open", "•")
        } else {
            ("colleague-yes", "good", "✓")
        };
        let values = [("app", frame.app), ("address", self.address.as_str())];
        let subject = frame.say("colleague-mail-subject");
        let body = frame.words.say_with("colleague-mail-body", values);
        let view = View {
            frame,
            token: self.token,
            heading: frame.say(&format!("{stand}-heading")),
            text: frame.say(&format!("{stand}-text")),
            class,
            symbol,
            roles: if self.are_roles_read {
                "colleague-roles"
            } else {
                "colleague-roles-unread"
            },
            mail: (class != "good").then(|| mail(self.frame.words, "", &subject, &body)),
            activation: wording::portal::my_roles_page(self.cloud),
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
