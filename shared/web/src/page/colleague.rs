//! Page of a colleague: a person of the connected organisation without a role that may consent. It tells the progress of the
//! connection, whether it works and whom to ask, and no other fact about it (T18).
//!
//! An administrator whose role comes through a group shows none, and so sees this page too, after an approval that Microsoft
//! confirms: a browser's return from the consent page alone proves nothing (T10). The finished steps are no secret of the
//! tenant (T28), and the next one is asked for here.

use super::{
    Frame,
    mail::{ReadyMessage, mail},
    respond,
    result::{ResultState, ask, wanted},
    steps::{Journey, JourneyStep},
};
use crate::headers::Surface;
use app::browser::AwaitedRun;
use askama::Template;
use domain::{
    cloud::Cloud,
    usability::{Usability, Usable},
};
use http::{Response, StatusCode};
use jiff::Timestamp;
use url::Url;

/// Page of a colleague.
pub struct ColleaguePage<'a> {
    /// Common parts of every page.
    pub frame: Frame<'a>,
    /// The invitation's token, for the form's address.
    pub token: &'a str,
    /// The page's full address, to send on.
    pub address: &'a Url,
    /// The registration with the newest report.
    pub journey: Journey<'a>,
    /// The run for which this browser asked.
    pub run: AwaitedRun,
    /// Answers for both services, as the host app gets them.
    pub usability: &'a Usability,
    /// Whether the account's roles could be read.
    pub are_roles_read: bool,
    /// Cloud of the portals' addresses.
    pub cloud: &'a Cloud,
    /// The current time.
    pub now: Timestamp,
}

/// Contents of the page.
struct Stand {
    heading: &'static str,
    text: &'static str,
    class: &'static str,
    symbol: &'static str,
    way_on: WayOn,
}

/// The one button.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WayOn {
    /// None: no task is left, or the only one is to wait.
    None,
    /// A mail to an administrator.
    Administrator,
    /// A message to Cooperlink with this text.
    Cooperlink(&'static str),
    /// A reload of the page.
    Look,
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
    /// Seconds until the page reloads, if it does.
    look_again: Option<u32>,
    /// Whether the button reloads the page.
    is_late: bool,
    /// A message to Cooperlink that asks for the next step.
    ask: Option<ReadyMessage>,
    roles: &'static str,
    /// A mail to an administrator, if a task is left.
    mail: Option<String>,
    activation: String,
}

impl ColleaguePage<'_> {
    /// The response with this page.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let frame = self.frame;
        let registration = self.journey.registration;
        let (state, look_again) = ResultState::of(registration, self.journey.report).on_page(
            &registration.lifecycle,
            self.run,
            self.now,
        );
        let stand = self.stand(state, look_again);
        let values = [("app", frame.app), ("address", self.address.as_str())];
        let subject = frame.say("colleague-mail-subject");
        let body = frame.words.say_with("colleague-mail-body", values);
        let is_asked = matches!(stand.way_on, WayOn::Administrator | WayOn::Cooperlink(_));
        let view = View {
            frame,
            token: self.token,
            heading: frame.say(stand.heading),
            text: frame.say(stand.text),
            class: stand.class,
            symbol: stand.symbol,
            look_again,
            is_late: stand.way_on == WayOn::Look,
            ask: match stand.way_on {
                WayOn::Cooperlink(wanted) => Some(ask(&frame, wanted)),
                WayOn::None | WayOn::Administrator | WayOn::Look => None,
            },
            roles: if self.are_roles_read {
                "colleague-roles"
            } else {
                "colleague-roles-unread"
            },
            mail: is_asked.then(|| mail(frame.words, "", &subject, &body)),
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

    fn stand(&self, state: ResultState, look_again: Option<u32>) -> Stand {
        let told = |heading, text, class, way_on| Stand {
            heading,
            text,
            class,
            symbol: match class {
                "bad" => "✗",
                "good" => "✓",
                "wait" => "…",
                _ => "•",
            },
            way_on,
        };
        if look_again.is_some() {
            let heading = "colleague-checking-heading";
            return told(heading, "colleague-checking-text", "wait", WayOn::None);
        }
        let answers = [self.usability.sharepoint.answer, self.usability.mail.answer];
        if answers.contains(&Usable::No) {
            let way_on = WayOn::Administrator;
            return told("colleague-no-heading", "colleague-no-text", "bad", way_on);
        }
        let is_approved = self.journey.is_done(JourneyStep::Approve);
        let connection = &self.journey.registration.system_user_connection;
        match state {
            ResultState::Late => told(
                "result-late-heading",
                "colleague-late-text",
                "open",
                WayOn::Look,
            ),
            ResultState::AwaitingApproval => told(
                "result-awaiting-approval-heading",
                "result-awaiting-approval-text",
                "wait",
                WayOn::None,
            ),
            ResultState::ConnectedPartly if is_approved && connection.is_none() => told(
                "result-one-step-heading",
                "colleague-one-step-text",
                "open",
                WayOn::Cooperlink("colleague-ask-link"),
            ),
            ResultState::WithoutSystemUser | ResultState::WithoutSites => {
                let (heading, text) = if state == ResultState::WithoutSystemUser {
                    (
                        "result-without-system-user-heading",
                        "result-without-system-user-text",
                    )
                } else {
                    ("result-without-sites-heading", "result-without-sites-text")
                };
                let way_on = wanted(state).map_or(WayOn::Administrator, WayOn::Cooperlink);
                told(heading, text, "open", way_on)
            }
            ResultState::Verifying
            | ResultState::Spreading
            | ResultState::Repair
            | ResultState::Connected
            | ResultState::ConnectedPartly
            | ResultState::Unclear
                if answers.contains(&Usable::Unknown) =>
            {
                let heading = "colleague-unknown-heading";
                let text = "colleague-unknown-text";
                told(heading, text, "open", WayOn::Administrator)
            }
            ResultState::Verifying
            | ResultState::Spreading
            | ResultState::Repair
            | ResultState::Connected
            | ResultState::ConnectedPartly
            | ResultState::Unclear => told(
                "colleague-yes-heading",
                "colleague-yes-text",
                "good",
                WayOn::None,
            ),
        }
    }
}
