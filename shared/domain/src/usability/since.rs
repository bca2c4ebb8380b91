//! Start of an answer.

use super::{Service, Usable, reasons::judge};
use crate::{
    registration::{Lifecycle, Registration},
    standing::Standing,
};
use jiff::Timestamp;

/// Start of the answer: the stored one if the answer is the same, or else the instant at which the stage, or the age of an
/// observation, changed it.
pub(super) fn of(
    service: Service,
    answer: Usable,
    (registration, standing): (&Registration, &Standing),
    now: Timestamp,
) -> Timestamp {
    let known = standing.usable.map(|known| known.of(service));
    if let Some(known) = known.filter(|known| known.answer == answer) {
        return known.since();
    }
    match &registration.lifecycle {
        Lifecycle::Connected { connected_at, .. } => {
            let aged = |at: &Timestamp| judge(service, registration, &standing.at(*at)).0 == answer;
            let ends = standing.ends(now).into_iter();
            ends.min_by_key(|at| (!aged(at), *at))
                .filter(aged)
                .unwrap_or(*connected_at)
        }
        Lifecycle::Disconnected {
            disconnected_at, ..
        } => *disconnected_at,
        Lifecycle::Erased { erased_at } => *erased_at,
        // It was connected before, and is being connected anew.
        Lifecycle::SignedIn { signed_in_at, .. } if known.is_some() => *signed_in_at,
        Lifecycle::Consented { consented_at, .. } if known.is_some() => *consented_at,
        Lifecycle::Invited | Lifecycle::SignedIn { .. } | Lifecycle::Consented { .. } => {
            registration.created_at
        }
    }
}
