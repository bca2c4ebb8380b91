//! Events of a run for the host app.

use crate::secrets::new_id;
use domain::{
    clock::{Random, RandomUnavailable},
    event::{Event, EventKind, news, reasons},
    ids::EventId,
    permission::PermissionsChange,
    registration::Registration,
    standing::Standing,
    usability::Usability,
    verification::report::Report,
};
use jiff::Timestamp;

/// Change that a run makes to the binding of the tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BindingNews {
    /// No change.
    None,
    /// The tenant is bound.
    Connected,
    /// The tenant was found to belong to another customer.
    Refused,
    /// The tenant no longer belongs to another customer.
    Free,
}

/// Changes made by a run, from which its events follow.
pub(super) struct RunChange<'a> {
    /// The registration after the run.
    pub(super) registration: &'a Registration,
    /// Whether the tenant was connected before the run.
    pub(super) was_connected: bool,
    /// Change to the binding of the tenant.
    pub(super) binding: BindingNews,
    /// Change to the permissions of a connected tenant.
    pub(super) permissions: Option<PermissionsChange>,
    /// The standing before the run, and after it.
    pub(super) standings: (&'a Standing, &'a Standing),
    /// Usability of each service as a read just before the run would answer.
    pub(super) usable: &'a Usability,
    /// Report of the run.
    pub(super) report: &'a Report,
    /// The number of the newest event before the run.
    pub(super) sequence: u64,
}

/// Events of a run.
pub(super) fn events(
    change: &RunChange<'_>,
    now: Timestamp,
    random: &dyn Random,
) -> Result<Vec<Event>, RandomUnavailable> {
    let (before, after) = change.standings;
    let mut told = match change.binding {
        BindingNews::Connected => vec![(EventKind::Connected, reasons(after, change.report))],
        BindingNews::Refused => vec![(EventKind::Refused, Vec::new())],
        BindingNews::None | BindingNews::Free if change.was_connected => {
            news(before, change.usable, after, change.report)
        }
        // Before the connection there is nothing the host app could rely on, so its health is no news (T02).
        BindingNews::None | BindingNews::Free => Vec::new(),
    };
    told.extend(change.permissions.map(|change| {
        let kind = match change {
            PermissionsChange::Behind => EventKind::PermissionsBehind,
            PermissionsChange::Complete => EventKind::PermissionsComplete,
        };
        (kind, Vec::new())
    }));
    let numbered = told.into_iter().zip(change.sequence + 1..);
    numbered
        .map(|((kind, reasons), sequence)| {
            let id = EventId::from_uuid(new_id::generate(now, random)?);
            let subject = (change.registration, after);
            Ok(Event {
                reasons,
                ..Event::new(id, kind, subject, sequence, now)
            })
        })
        .collect()
}
