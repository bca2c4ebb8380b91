//! Reasons against using a service, and the answer to which they lead.

use super::{Reason, Service, Usable};
use crate::{
    registration::{Lifecycle, Registration},
    responsible::Responsible,
    standing::{self, Standing},
    verification::{
        catalogue::{Check, find_check},
        checks_of_places, subject_of,
        verdict::Identity,
    },
};

/// A reason, with the answer to which it would lead alone.
type Weighed = (Usable, Reason);

/// The answer for a service, with the reasons that lead to it.
pub(super) fn judge(
    service: Service,
    registration: &Registration,
    aged: &Standing,
) -> (Usable, Vec<Reason>) {
    let weighed = match of_stage(registration) {
        Some(reason) => vec![reason],
        None => of_connection(service, registration, aged),
    };
    let has = |wanted| weighed.iter().any(|(answer, _)| *answer == wanted);
    let answer = if has(Usable::No) {
        Usable::No
    } else if has(Usable::Unknown) {
        Usable::Unknown
    } else {
        Usable::Yes
    };
    let reasons = weighed.into_iter();
    let reasons = reasons.filter(|(of, _)| *of == answer);
    (answer, reasons.map(|(_, reason)| reason).collect())
}

fn general(answer: Usable, finding: &str, acts: Responsible) -> Weighed {
    of_check(answer, None, finding, Some(acts))
}

fn of_check(
    answer: Usable,
    check: Option<&str>,
    finding: &str,
    acts: Option<Responsible>,
) -> Weighed {
    let reason = Reason {
        check: check.map(str::to_owned),
        finding: finding.to_owned(),
        subject: None,
        acts,
    };
    (answer, reason)
}

/// Reason that the stage alone gives; `None` once the tenant is connected.
fn of_stage(registration: &Registration) -> Option<Weighed> {
    let lifecycle = &registration.lifecycle;
    match lifecycle {
        Lifecycle::Invited | Lifecycle::SignedIn { .. } => Some(general(
            Usable::Unknown,
            "not-connected",
            Responsible::Administrator,
        )),
        Lifecycle::Consented { .. } if registration.tenant_taken_at.is_some() => {
            Some(general(Usable::No, "tenant-taken", Responsible::HostApp))
        }
        Lifecycle::Consented { .. } if lifecycle.awaits_approval() => Some(general(
            Usable::Unknown,
            "approval-waiting",
            Responsible::HostApp,
        )),
        Lifecycle::Consented { .. } => Some(general(
            Usable::Unknown,
            "not-connected",
            Responsible::Nobody,
        )),
        Lifecycle::Connected { .. } => None,
        Lifecycle::Disconnected { .. } => {
            Some(general(Usable::No, "disconnected", Responsible::HostApp))
        }
        Lifecycle::Erased { .. } => Some(general(Usable::No, "erased", Responsible::Nobody)),
    }
}

fn of_connection(service: Service, registration: &Registration, aged: &Standing) -> Vec<Weighed> {
    let mut reasons: Vec<Weighed> = of_registration(service, registration).collect();
    if aged.answers.is_empty() {
        reasons.push(general(
            Usable::Unknown,
            "never-checked",
            Responsible::Nobody,
        ));
        return reasons;
    }
    // Without its sign-in nothing of the system user can be seen: said once.
    let is_said = |check: &Check, answer: standing::Answer| {
        answer == standing::Answer::NeverObserved
            && registration.system_user_connection.is_none()
            && check.identities.contains(&Identity::SystemUser)
            && !check.identities.contains(&Identity::Administrator)
    };
    let has_failure = aged
        .suspects
        .keys()
        .any(|id| find_check(id).is_some_and(|check| decides(check, id, service, aged)));
    for (id, answer) in &aged.answers {
        let Some(check) = find_check(id).filter(|check| decides(check, id, service, aged)) else {
            continue;
        };
        // What cannot be read behind a failure of the same service is the failure's consequence.
        let is_behind = *answer == standing::Answer::NotReadable && has_failure;
        if is_said(check, *answer) || is_behind {
            continue;
        }
        let reason = of_answer((id, check), *answer, registration, aged);
        reasons.extend(reason.map(|(answer, reason)| {
            let subject = subject_of(id, &registration.sites);
            (answer, Reason { subject, ..reason })
        }));
    }
    // The service itself has to have answered; another check that is new to this version waits for its first run.
    for id in own_checks(service, registration) {
        if !aged.answers.contains_key(&id) {
            let acts = Some(Responsible::Nobody);
            let (answer, reason) = of_check(Usable::Unknown, Some(&id), "never-checked", acts);
            let subject = subject_of(&id, &registration.sites);
            reasons.push((answer, Reason { subject, ..reason }));
        }
    }
    if aged.held.is_some() {
        let held = general(Usable::Unknown, "change-held-back", Responsible::Cooperlink);
        reasons.push(held);
    }
    reasons
}

/// Reasons for a system user or sites that the registration does not name, or for a system user without a sign-in.
fn of_registration(service: Service, registration: &Registration) -> impl Iterator<Item = Weighed> {
    let user = |finding, acts| {
        let check = Some("system-user-connected");
        of_check(Usable::Unknown, check, finding, Some(acts))
    };
    let is_connected = registration.system_user_connection.is_some();
    let of_user = match &registration.system_user {
        None => Some(user("no-system-user", Responsible::HostApp)),
        Some(_) if !is_connected => {
            Some(user("system-user-not-signed-in", Responsible::SystemUser))
        }
        Some(_) => None,
    };
    let has_no_sites = service == Service::SharePoint && registration.sites.is_empty();
    let of_sites = has_no_sites.then(|| {
        let acts = Some(Responsible::HostApp);
        of_check(Usable::Unknown, Some("site"), "no-sites", acts)
    });
    of_user.into_iter().chain(of_sites)
}

/// Whether the check decides the service. A failure may concern one of its services alone.
fn decides(check: &Check, id: &str, service: Service, aged: &Standing) -> bool {
    let only = aged.suspects.get(id).and_then(|suspect| suspect.only);
    check.services.contains(&service) && only.is_none_or(|only| only == service)
}

/// Ids of the checks that ask the service itself.
fn own_checks(service: Service, registration: &Registration) -> Vec<String> {
    match service {
        Service::SharePoint => checks_of_places(&registration.sites).collect(),
        Service::Mail => vec!["mailbox".to_owned()],
    }
}

/// Reason that the last known answer of a check gives, if any.
fn of_answer(
    (id, check): (&str, &Check),
    answer: standing::Answer,
    registration: &Registration,
    aged: &Standing,
) -> Option<Weighed> {
    let unknown = |finding: &str, acts| Some(of_check(Usable::Unknown, Some(id), finding, acts));
    let suspect = aged.suspects.get(id);
    match (answer, suspect) {
        (standing::Answer::Fail, suspect) => {
            let is_confirmed = suspect.is_some_and(|suspect| suspect.confirmed);
            let answer = if is_confirmed {
                Usable::No
            } else {
                Usable::Unknown
            };
            let finding = aged.findings.get(id).map_or("failing", String::as_str);
            let acts = suspect.and_then(|suspect| suspect.acts);
            let acts = acts.unwrap_or(Responsible::USUAL);
            Some(of_check(answer, Some(id), finding, Some(acts)))
        }
        (standing::Answer::Waiting, _) => unknown("spreading", Some(Responsible::Nobody)),
        (standing::Answer::NeverObserved, _) => {
            let connection = registration.system_user_connection.as_ref();
            let acts = check.look(connection).responsible();
            unknown("never-checked", Some(acts))
        }
        (standing::Answer::Forgotten, _) => unknown("not-asked", Some(Responsible::Nobody)),
        (standing::Answer::NotReadable, _) => unknown("not-readable", None),
        (standing::Answer::Outdated, _) => unknown("outdated", Some(Responsible::Nobody)),
        // It was seen failing and what it rests on cannot be read since.
        (standing::Answer::Pass | standing::Answer::NotApplicable, Some(_)) => {
            unknown("failing", None)
        }
        (standing::Answer::Pass | standing::Answer::NotApplicable, None) => None,
    }
}
