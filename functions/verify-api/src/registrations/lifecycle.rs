//! State of a registration in its lifecycle, as the host app sees it.

use crate::{
    instant::Instant,
    words::{ApprovalStatus, Stage, open_words},
};
use domain::{
    ids::TenantId,
    registration::{AccessLoss, AccessLossCheck, Approval, Lifecycle, Registration},
};
use serde::Serialize;
use utoipa::ToSchema;

/// State of a registration in its lifecycle.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Lifecycle)]
pub(super) struct LifecycleView {
    /// `invited`, `signed_in`, `consented`, `connected` or `disconnected`.
    #[schema(schema_with = open_words::<Stage>)]
    stage: &'static str,
    /// The tenant, once an administrator signed in.
    tenant: Option<TenantView>,
    /// The host app's agreement to the tenant; null before the consent and after the disconnection.
    approval: Option<ApprovalView>,
    /// Time at which an administrator last came back from Microsoft's consent page.
    consented_at: Option<Instant>,
    /// Time at which the tenant was proven.
    connected_at: Option<Instant>,
    /// Time since which the tenant that consented is known to belong to another customer, so that it cannot be connected here.
    tenant_taken_at: Option<Instant>,
    /// Time at which the connection was taken down.
    disconnected_at: Option<Instant>,
    /// The newest look at the app's access to the tenant; null until one was made after the connection was taken down.
    access_gone: Option<AccessGoneView>,
}

impl LifecycleView {
    pub(super) fn of(registration: &Registration) -> Self {
        let lifecycle = &registration.lifecycle;
        let (approval, connected_at) = match lifecycle {
            Lifecycle::Consented { approval, .. } => (Some(*approval), None),
            Lifecycle::Connected {
                approval,
                connected_at,
                ..
            } => (Some(*approval), Some(*connected_at)),
            Lifecycle::Invited
            | Lifecycle::SignedIn { .. }
            | Lifecycle::Disconnected { .. }
            | Lifecycle::Erased { .. } => (None, None),
        };
        Self {
            stage: lifecycle.stage(),
            tenant: lifecycle.tenant().map(|tenant| TenantView {
                id: tenant.id,
                name: tenant.name.clone(),
                domain: tenant.domain.clone(),
                administrator_name: tenant.administrator_name.clone(),
                approved_elsewhere: tenant.approved_elsewhere,
            }),
            approval: approval.map(ApprovalView::of),
            consented_at: lifecycle.consented_at().map(Instant::from),
            connected_at: connected_at.map(Instant::from),
            tenant_taken_at: registration.tenant_taken_at.map(Instant::from),
            disconnected_at: lifecycle.disconnected_at().ok().map(Instant::from),
            access_gone: lifecycle.access_gone().map(AccessGoneView::of),
        }
    }
}

/// The newest look at the tenant after the connection was taken down.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AccessGone)]
struct AccessGoneView {
    /// `yes`: Microsoft refuses the app there. `no`: it still lets it in. `unknown`: it did not say.
    #[schema(schema_with = open_words::<AccessLoss>)]
    verdict: AccessLoss,
    /// Time of the look.
    observed_at: Instant,
}

impl AccessGoneView {
    fn of(seen: AccessLossCheck) -> Self {
        Self {
            verdict: seen.verdict,
            observed_at: seen.observed_at.into(),
        }
    }
}

/// A Microsoft 365 organisation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Tenant)]
struct TenantView {
    /// Its tenant id in Entra.
    #[schema(value_type = String, format = "uuid")]
    id: TenantId,
    /// Its name.
    name: String,
    /// Its main domain, where it was seen.
    domain: Option<String>,
    /// The administrator who consented; before a consent, the one who signed in.
    administrator_name: Option<String>,
    /// Whether it was approved elsewhere, so that the administrator is not known.
    approved_elsewhere: bool,
}

/// Agreement of the host app to a tenant.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Approval)]
struct ApprovalView {
    /// `not_needed`, `waiting` or `approved`.
    #[schema(schema_with = open_words::<ApprovalStatus>)]
    status: &'static str,
    /// Time at which the host app agreed.
    at: Option<Instant>,
}

impl ApprovalView {
    fn of(approval: Approval) -> Self {
        let (status, at) = match approval {
            Approval::NotNeeded => ("not_needed", None),
            Approval::Waiting => ("waiting", None),
            Approval::Approved { at } => ("approved", Some(at.into())),
        };
        Self { status, at }
    }
}
