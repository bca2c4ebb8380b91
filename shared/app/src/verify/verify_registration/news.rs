//! News of a run for the host app. Pure.

use domain::{
    event::{EventKind, EventReason, news, reasons},
    permission::PermissionsChange,
    standing::Standing,
    usability::Usability,
    verification::report::Report,
};

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

/// Changes made by a run, from which its news follow.
pub(super) struct RunChange<'a> {
    /// Whether the tenant was connected before the run.
    pub(super) was_connected: bool,
    /// Change to the binding of the tenant.
    pub(super) binding: BindingNews,
    /// Change to the permissions of a connected tenant.
    pub(super) permissions: Option<PermissionsChange>,
    /// The standing before the run.
    pub(super) before: &'a Standing,
    /// The standing after the run.
    pub(super) after: &'a Standing,
    /// Usability of each service as a read just before the run would answer.
    pub(super) usable: &'a Usability,
    /// Report of the run.
    pub(super) report: &'a Report,
}

/// Something to tell the host app, with its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) kind: EventKind,
    pub(super) reasons: Vec<EventReason>,
}

/// News of a run, in the order of telling.
pub(super) fn told(change: &RunChange<'_>) -> Vec<Told> {
    let told = match change.binding {
        BindingNews::Connected => {
            vec![(EventKind::Connected, reasons(change.after, change.report))]
        }
        BindingNews::Refused => vec![(EventKind::Refused, Vec::new())],
        BindingNews::None | BindingNews::Free if change.was_connected => {
            news(change.before, change.usable, change.after, change.report)
        }
        // Before the connection there is nothing the host app could rely on, so its health is no news (T02).
        BindingNews::None | BindingNews::Free => Vec::new(),
    };
    let permissions = change.permissions.map(|change| {
        let kind = match change {
            PermissionsChange::Behind => EventKind::PermissionsBehind,
            PermissionsChange::Complete => EventKind::PermissionsComplete,
        };
        (kind, Vec::new())
    });
    let told = told.into_iter().chain(permissions);
    told.map(|(kind, reasons)| Told { kind, reasons }).collect()
}
