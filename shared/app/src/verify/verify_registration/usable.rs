//! Usability of each service after a run, and the instant since when it holds.

use domain::{
    registration::{Lifecycle, Registration},
    standing::Standing,
    usability::Usability,
};
use jiff::Timestamp;

/// Notes the usability after a run in its standing. `before` is the usability that a read just before would answer, `connected`
/// the lifecycle if the run bound the tenant.
pub(super) fn note(
    standing: &mut Standing,
    before: &Usability,
    (registration, connected): (&Registration, Option<&Lifecycle>),
    now: Timestamp,
) {
    let known = match connected {
        Some(lifecycle) => {
            let bound = Registration {
                lifecycle: lifecycle.clone(),
                ..registration.clone()
            };
            before.after(&bound, standing, now)
        }
        None => before.after(registration, standing, now),
    };
    standing.usable = Some(known);
}
