//! The next action and the party that takes it: first the obstacles to using a service, then the remaining tasks.

use crate::{
    invitation::Purpose,
    registration::{AccessLoss, Lifecycle, Registration},
    responsible::Responsible,
    standing::{Answer, Standing},
    verification::catalogue::{CATALOGUE, Check, Look, Severity},
};
use serde::Serialize;

/// Task of the next action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// Open the link, sign in and approve.
    Connect,
    /// Agree to the tenant that consented, or refuse it.
    ApproveTenant,
    /// Free the tenant, which belongs to another customer's registration: erase that registration, or this one.
    FreeTenant,
    /// Open the link and approve newer permissions.
    ApprovePermissions,
    /// Open the link and delete the app in Entra.
    RemoveApp,
    /// Name the system user, by `PATCH`.
    NameSystemUser,
    /// Name the sites, by `PATCH`.
    NameSites,
    /// Open the link and sign in as the system user.
    SignInSystemUser,
    /// Open the link and sign in: only an administrator's own sign-in can show the missing fact.
    SignIn,
    /// Fix the problem that the report names.
    Mend,
    /// Correct the values of the registration, by `PATCH`.
    CorrectRegistration,
    /// Wait: the problem passes by itself or is being worked on, and the next runs check it again.
    Wait,
}

/// The next action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct NextAction {
    /// The party that takes it.
    pub who: Responsible,
    /// Task of that party.
    pub what: Task,
    /// Purpose of the link that it needs, if any.
    pub invitation_purpose: Option<Purpose>,
}

impl NextAction {
    fn new(who: Responsible, what: Task, invitation_purpose: Option<Purpose>) -> Self {
        Self {
            who,
            what,
            invitation_purpose,
        }
    }

    /// The next action; `None` if no action is needed. `aged` is the standing at the instant of the question.
    pub fn of(registration: &Registration, aged: &Standing) -> Option<Self> {
        match &registration.lifecycle {
            Lifecycle::Invited | Lifecycle::SignedIn { .. } => Some(Self::new(
                Responsible::Administrator,
                Task::Connect,
                Some(Purpose::Connect),
            )),
            Lifecycle::Consented { .. } if registration.tenant_taken_at.is_some() => {
                Some(Self::new(Responsible::HostApp, Task::FreeTenant, None))
            }
            Lifecycle::Consented { .. } if registration.lifecycle.awaits_approval() => {
                Some(Self::new(Responsible::HostApp, Task::ApproveTenant, None))
            }
            Lifecycle::Consented { .. } => {
                let mends = first_failing(aged).map(|check| mend(check, aged, Purpose::Connect));
                Some(mends.unwrap_or(Self::wait(Responsible::Nobody)))
            }
            Lifecycle::Connected { .. } => of_connection(registration, aged),
            Lifecycle::Disconnected { access_gone, .. } => {
                let is_gone = access_gone.is_some_and(|seen| seen.verdict == AccessLoss::Yes);
                let remove = Self::new(
                    Responsible::Administrator,
                    Task::RemoveApp,
                    Some(Purpose::Disconnect),
                );
                (!is_gone).then_some(remove)
            }
            Lifecycle::Erased { .. } => None,
        }
    }

    fn wait(who: Responsible) -> Self {
        Self::new(who, Task::Wait, None)
    }
}

fn of_connection(registration: &Registration, aged: &Standing) -> Option<NextAction> {
    if aged.held.is_some() {
        return Some(NextAction::wait(Responsible::Cooperlink));
    }
    if let Some(check) = first_failing(aged) {
        return Some(mend(check, aged, Purpose::Reconnect));
    }
    if registration.system_user.is_none() {
        let task = Task::NameSystemUser;
        return Some(NextAction::new(Responsible::HostApp, task, None));
    }
    if registration.system_user_connection.is_none() {
        return Some(sign_in_system_user());
    }
    let first = |wanted: Answer| blocking(aged).find(|(_, answer)| *answer == wanted);
    if let Some((check, _)) = first(Answer::NeverObserved) {
        let connection = registration.system_user_connection.as_ref();
        return Some(match check.look(connection) {
            Look::Proof => NextAction::new(
                Responsible::Administrator,
                Task::SignIn,
                Some(Purpose::Reconnect),
            ),
            Look::Run => unseen(aged),
        });
    }
    let is_unknown = aged.answers.is_empty()
        || [
            Answer::Waiting,
            Answer::Forgotten,
            Answer::NotReadable,
            Answer::Outdated,
        ]
        .into_iter()
        .any(|wanted| first(wanted).is_some());
    if is_unknown {
        return Some(unseen(aged));
    }
    if registration.sites.is_empty() {
        let task = Task::NameSites;
        return Some(NextAction::new(Responsible::HostApp, task, None));
    }
    let is_behind = registration.observations.permissions.is_told_behind();
    is_behind.then(|| {
        NextAction::new(
            Responsible::Administrator,
            Task::ApprovePermissions,
            Some(Purpose::Upgrade),
        )
    })
}

/// Next action while answers are missing that later runs ask for again.
fn unseen(aged: &Standing) -> NextAction {
    NextAction::wait(if aged.disturbed_since.is_some() {
        Responsible::Microsoft
    } else {
        Responsible::Nobody
    })
}

fn sign_in_system_user() -> NextAction {
    NextAction::new(
        Responsible::SystemUser,
        Task::SignInSystemUser,
        Some(Purpose::SystemUser),
    )
}

/// Blocking checks with their last known answers, in the order in which people read them.
fn blocking(aged: &Standing) -> impl Iterator<Item = (&'static Check, Answer)> {
    let checks = CATALOGUE
        .iter()
        .filter(|check| check.severity == Severity::Blocking);
    checks.flat_map(|check| {
        let of_check = aged.answers.iter().filter(|(id, _)| is_of(id, check));
        of_check.map(move |(_, answer)| (check, *answer))
    })
}

fn is_of(id: &str, check: &Check) -> bool {
    id.split_once(':').map_or(id, |(family, _)| family) == check.id
}

/// The first check that was seen failing, in the order in which people read them.
fn first_failing(aged: &Standing) -> Option<&'static Check> {
    let mut checks = CATALOGUE.iter();
    checks.find(|check| aged.suspects.keys().any(|id| is_of(id, check)))
}

/// The action that puts a failing check right.
fn mend(check: &Check, aged: &Standing, purpose: Purpose) -> NextAction {
    let mut suspects = aged.suspects.iter();
    let suspect = suspects.find(|(id, _)| is_of(id, check));
    let acts = suspect.and_then(|(_, suspect)| suspect.acts);
    match acts.unwrap_or(Responsible::USUAL) {
        Responsible::Administrator => {
            NextAction::new(Responsible::Administrator, Task::Mend, Some(purpose))
        }
        Responsible::SystemUser => sign_in_system_user(),
        Responsible::HostApp => {
            NextAction::new(Responsible::HostApp, Task::CorrectRegistration, None)
        }
        who @ (Responsible::Microsoft | Responsible::Cooperlink | Responsible::Nobody) => {
            NextAction::wait(who)
        }
    }
}

#[cfg(test)]
#[path = "next_action/tests.rs"]
mod tests;
