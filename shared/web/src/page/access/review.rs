//! Review of a change of the access: its effect, before it is made.

use super::{
    super::{
        Frame, JourneyStep,
        notice::NoticeLine,
        respond,
        sentence::{Sentence, Value},
        steps::{Journey, StepLine},
    },
    open::unread_groups,
    outcome::notice_line,
    row::Names,
    without::command,
};
use crate::headers::Surface;
use askama::Template;
use domain::{
    access::{Access, AccessChange, AccessNotice, Effect, Losers},
    ids::ObjectId,
    registration::Tenant,
};
use http::{Response, StatusCode};
use wording::place::GuidanceTenant;

/// Most people without further access that are named.
const MOST_NAMED: usize = 20;
/// Most names in a heading.
const MOST_IN_HEADING: usize = 3;

/// Page that asks whether a change is to be made.
pub struct ReviewPage<'a> {
    /// Common parts of every page.
    pub frame: Frame<'a>,
    /// The invitation's token, for the form's address.
    pub token: &'a str,
    /// Token that ties the form to the flow.
    pub form_token: &'a str,
    /// The registration and its progress.
    pub journey: Journey<'a>,
    /// Tenant of the sign-in.
    pub tenant: &'a Tenant,
    /// The present access.
    pub access: &'a Access,
    /// The change.
    pub change: &'a AccessChange,
    /// Effect of the change.
    pub effect: &'a Effect,
    /// A change without needless lock-outs, if the requested one has any; it is offered first.
    pub safer: Option<SaferChange<'a>>,
    /// Fingerprint of the access to which the person agrees, so that no other state is changed.
    pub state: &'a str,
    /// Name of the system user, if the host app named one.
    pub system_user: Option<&'a str>,
    /// Our application in the tenant, for links into its portal.
    pub place: GuidanceTenant<'a>,
    /// Reason why the page is shown again, if it is.
    pub notice: Option<&'a AccessNotice>,
}

/// Change that assigns the accounts which would be locked out, and only then requires an assignment.
#[derive(Debug, Clone, Copy)]
pub struct SaferChange<'a> {
    /// Users to assign first.
    pub assigns: &'a [ObjectId],
    /// Whether the reader is among them.
    pub assigns_oneself: bool,
    /// Effect of both steps together.
    pub effect: &'a Effect,
}

impl SaferChange<'_> {
    /// Part of the texts' ids that tells which accounts are assigned.
    fn id(&self) -> &'static str {
        match (self.assigns_oneself, self.assigns.len()) {
            (true, 1) => "oneself",
            (true, _) => "both",
            (false, _) => "system-user",
        }
    }
}

#[derive(Template)]
#[template(path = "access_review.html")]
struct View<'a> {
    frame: Frame<'a>,
    token: &'a str,
    form_token: &'a str,
    steps: Vec<StepLine>,
    notice: Option<NoticeLine>,
    heading: Sentence,
    /// Principals of the change, if the heading has no room for their names.
    about: Names,
    meanings: Vec<Sentence>,
    losers: Names,
    form: FormLine,
    /// The requested change, if a safer one is offered first.
    other: Option<FormLine>,
    /// Whether a confirmation was missing in the requested change.
    is_other_open: bool,
    state: &'a str,
    command: String,
}

/// A form that makes a change.
struct FormLine {
    /// First step of the change, if it has one.
    first: Option<Sentence>,
    locks_out: Vec<LockLine>,
    /// The change, as fields of the form.
    fields: Vec<(&'static str, String)>,
    button: String,
}

/// Confirmation of a lock-out.
struct LockLine {
    /// Id of the element.
    id: String,
    field: &'static str,
    text: Sentence,
    confirm: String,
}

impl ReviewPage<'_> {
    /// The answer with this page.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let (heading, about) = self.heading();
        let shown = self.safer.map_or(self.effect, |safer| safer.effect);
        let (meanings, losers) = self.meaning(shown);
        let own = FormLine {
            first: None,
            locks_out: self.locks_out(self.effect, "lock"),
            fields: fields(self.change),
            button: self.frame.say(button(self.change)),
        };
        let (form, other) = match self.safer {
            Some(safer) => (self.safer_form(safer), Some(own)),
            None => (own, None),
        };
        let offered = self
            .safer
            .map(|safer| AccessChange::AssignThenRequire(safer.assigns.to_vec()));
        let view = View {
            frame: self.frame,
            token: self.token,
            form_token: self.form_token,
            steps: self.journey.lines(&self.frame, JourneyStep::Access),
            notice: self.notice.and_then(|notice| {
                notice_line(&self.frame, notice, self.place.sign_in_logs_page())
            }),
            heading,
            about,
            meanings,
            losers,
            form,
            other,
            is_other_open: self.notice == Some(&AccessNotice::NotConfirmed),
            state: self.state,
            command: command(offered.as_ref().unwrap_or(self.change)),
        };
        respond(
            self.frame.style,
            &view,
            Surface::PageWithForm,
            StatusCode::OK,
            request_id,
        )
    }

    /// Form that first assigns the accounts which would be locked out.
    fn safer_form(&self, safer: SaferChange<'_>) -> FormLine {
        let (frame, id) = (&self.frame, safer.id());
        let name = Value::Name(self.system_user.unwrap_or_default());
        FormLine {
            first: Some(frame.sentence(&format!("access-safer-{id}-first"), vec![("name", name)])),
            locks_out: self.locks_out(safer.effect, "still"),
            fields: fields(&AccessChange::AssignThenRequire(safer.assigns.to_vec())),
            button: frame.say(&format!("access-safer-{id}")),
        }
    }

    /// Heading with the question, and the principals of the change if they are too many for a heading.
    fn heading(&self) -> (Sentence, Names) {
        let (id, ids) = match self.change {
            AccessChange::Assign(principals) => (
                "access-review-assign",
                principals.iter().map(|(_, id)| *id).collect(),
            ),
            AccessChange::Remove(ids) => ("access-review-remove", ids.clone()),
            AccessChange::Require(true) | AccessChange::AssignThenRequire(_) => {
                return self.plain("access-review-required");
            }
            AccessChange::Require(false) => {
                return self.plain("access-review-everybody");
            }
        };
        let names = ids.iter().map(|id| self.name_of(*id));
        if ids.len() <= MOST_IN_HEADING {
            let names: Vec<String> = names.collect();
            let names = self.frame.names(names.iter().map(String::as_str));
            let heading = self
                .frame
                .sentence(id, vec![("names", Value::Names(names))]);
            return (heading, Names::default());
        }
        let number = u64::try_from(ids.len()).unwrap_or(u64::MAX);
        let heading = self.frame.sentence(
            "access-review-remove-many",
            vec![("number", Value::Number(number))],
        );
        let about = Names {
            names: names.map(|name| crate::words::name(&name)).collect(),
            more: None,
        };
        (heading, about)
    }

    fn plain(&self, id: &str) -> (Sentence, Names) {
        (self.frame.sentence(id, Vec::new()), Names::default())
    }

    fn name_of(&self, id: ObjectId) -> String {
        match self.access.find(id) {
            Some(assigned) => assigned.principal.name.clone(),
            None => id.to_string(),
        }
    }

    /// Accounts that would lose access, and those that would gain it.
    fn meaning(&self, effect: &Effect) -> (Vec<Sentence>, Names) {
        let frame = &self.frame;
        let number = |number: usize| Value::Number(u64::try_from(number).unwrap_or(u64::MAX));
        let unread = || Value::Names(unread_groups(frame, self.access));
        let (id, values, people) = match &effect.losers {
            Losers::These(people) if people.is_empty() => (self.nobody(), Vec::new(), None),
            Losers::These(people) => (
                "access-lose-these",
                vec![("number", number(people.len()))],
                Some(people),
            ),
            Losers::AboutThese(people) if people.is_empty() => {
                ("access-lose-unknown", vec![("groups", unread())], None)
            }
            Losers::AboutThese(people) => (
                "access-lose-about",
                vec![("number", number(people.len())), ("groups", unread())],
                Some(people),
            ),
            Losers::Count {
                of,
                keep: Some(keep),
            } => (
                "access-lose-count",
                vec![
                    ("number", Value::Number(of.saturating_sub(*keep))),
                    ("all", Value::Number(*of)),
                ],
                None,
            ),
            Losers::Count { of, keep: None } => (
                "access-lose-at-most",
                vec![("all", Value::Number(*of)), ("groups", unread())],
                None,
            ),
        };
        let mut meanings = Vec::new();
        if *self.change == AccessChange::Require(false) {
            let organisation = Value::Name(&self.tenant.name);
            meanings.push(frame.sentence(
                "access-gain-everybody",
                vec![("organisation", organisation)],
            ));
        }
        meanings.push(frame.sentence(id, values));
        let losers = people.map(|people| Names::of(frame, people, MOST_NAMED));
        (meanings, losers.unwrap_or_default())
    }

    /// Text for a change by which no account loses access; "at present" if removing an assignment makes no difference yet.
    fn nobody(&self) -> &'static str {
        match self.change {
            AccessChange::Remove(_) if !self.access.is_required => "access-lose-nobody-now",
            AccessChange::Assign(_)
            | AccessChange::Remove(_)
            | AccessChange::Require(_)
            | AccessChange::AssignThenRequire(_) => "access-lose-nobody",
        }
    }

    fn locks_out(&self, effect: &Effect, place: &str) -> Vec<LockLine> {
        let name = self.system_user.unwrap_or_default();
        let system_user = effect.locks_out_system_user.then(|| LockLine {
            id: format!("{place}-system-user"),
            field: "confirm_system_user",
            text: self
                .frame
                .sentence("access-lock-system-user", vec![("name", Value::Name(name))]),
            confirm: self.frame.say("access-lock-system-user-confirm"),
        });
        let oneself = effect.locks_out_oneself.then(|| LockLine {
            id: format!("{place}-oneself"),
            field: "confirm_oneself",
            text: self.frame.sentence("access-lock-oneself", Vec::new()),
            confirm: self.frame.say("access-lock-oneself-confirm"),
        });
        system_user.into_iter().chain(oneself).collect()
    }
}

fn fields(change: &AccessChange) -> Vec<(&'static str, String)> {
    match change {
        // Nobody reviews an assignment: it takes nothing away.
        AccessChange::Assign(_) => Vec::new(),
        AccessChange::Remove(ids) => ids.iter().map(|id| ("remove", id.to_string())).collect(),
        AccessChange::Require(true) => vec![("require", "yes".to_owned())],
        AccessChange::Require(false) => vec![("require", "no".to_owned())],
        AccessChange::AssignThenRequire(ids) => {
            let require = [("require", "yes".to_owned())];
            let first = ids.iter().map(|id| ("assign_first", id.to_string()));
            require.into_iter().chain(first).collect()
        }
    }
}

fn button(change: &AccessChange) -> &'static str {
    match change {
        AccessChange::Assign(_) => "access-assign",
        AccessChange::Remove(_) => "access-change-remove",
        AccessChange::Require(true) | AccessChange::AssignThenRequire(_) => {
            "access-change-required"
        }
        AccessChange::Require(false) => "access-change-everybody",
    }
}
