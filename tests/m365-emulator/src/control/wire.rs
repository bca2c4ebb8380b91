//! Settings of all tenants: the app registration, faults, forged tokens, keys, the clock, the request log.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;

use axum::Json;
use axum::extract::{Path, Query, State};
use http::StatusCode;
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::{Answer, named};
use crate::app_registration::{Declared, FederatedIdentityCredential, HostApp, Publisher};
use crate::fault::{Fault, Kind};
use crate::forgery::Forgery;
use crate::world::{Shared, Spreading, World};

/// Tenant to which a query limits a command.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OneTenant {
    tenant: Option<String>,
}

impl OneTenant {
    fn find(&self, world: &World) -> Result<Option<Uuid>, (StatusCode, String)> {
        self.tenant
            .as_deref()
            .map(|name| named(world, name))
            .transpose()
    }
}

/// `GET /control/app`.
pub(super) async fn app(State(shared): State<Arc<Shared>>) -> Answer {
    Ok(Json(json!(shared.world().app)))
}

/// Body of `POST /control/app`; absent members stay unchanged.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeApp {
    display_name: Option<String>,
    publisher: Option<Publisher>,
    secrets: Option<Vec<String>>,
    certificates_pem: Option<Vec<String>>,
    federated_identity_credentials: Option<Vec<FederatedIdentityCredential>>,
    redirect_uris: Option<BTreeSet<String>>,
    declared: Option<Declared>,
    host_app: Option<HostApp>,
}

/// `POST /control/app`.
pub(super) async fn change_app(
    State(shared): State<Arc<Shared>>,
    Json(change): Json<ChangeApp>,
) -> Answer {
    let mut world = shared.world();
    let mut app = world.app.clone();
    app.display_name = change.display_name.unwrap_or(app.display_name);
    app.publisher = change.publisher.unwrap_or(app.publisher);
    app.secrets = change.secrets.unwrap_or(app.secrets);
    app.certificates_pem = change.certificates_pem.unwrap_or(app.certificates_pem);
    app.federated_identity_credentials = change
        .federated_identity_credentials
        .unwrap_or(app.federated_identity_credentials);
    app.redirect_uris = change.redirect_uris.unwrap_or(app.redirect_uris);
    app.declared = change.declared.unwrap_or(app.declared);
    app.host_app = change.host_app.or(app.host_app);
    app.check()
        .map_err(|error| (StatusCode::BAD_REQUEST, error.to_string()))?;
    world.app = app;
    Ok(Json(json!(world.app)))
}

/// The body of `POST /control/app/certificates`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCertificate {
    certificate_pem: String,
    /// Seconds until every server of Entra knows it.
    #[serde(default)]
    spreads_for_seconds: u32,
}

/// `POST /control/app/certificates`: an administrator uploads one more.
pub(super) async fn add_certificate(
    State(shared): State<Arc<Shared>>,
    Json(new): Json<NewCertificate>,
) -> Answer {
    let mut world = shared.world();
    let added = world.app.add_certificate(&new.certificate_pem);
    let added = added.ok_or((
        StatusCode::BAD_REQUEST,
        "it is no PEM certificate".to_owned(),
    ))?;
    let until = world.clock.seconds() + i64::from(new.spreads_for_seconds);
    let asked = AtomicU32::new(0);
    world
        .spreading
        .insert(added.sha256, Spreading { until, asked });
    Ok(Json(json!(world.app)))
}

/// `DELETE /control/app/certificates/{thumbprint}`: an administrator deletes one.
pub(super) async fn remove_certificate(
    State(shared): State<Arc<Shared>>,
    Path(thumbprint): Path<String>,
) -> Answer {
    let mut world = shared.world();
    if world.app.remove_certificate(&thumbprint) {
        Ok(Json(json!(world.app)))
    } else {
        let text = format!("there is no certificate {thumbprint}");
        Err((StatusCode::NOT_FOUND, text))
    }
}

/// `GET /control/faults`.
pub(super) async fn faults(
    State(shared): State<Arc<Shared>>,
    Query(one): Query<OneTenant>,
) -> Answer {
    let world = shared.world();
    let tenant = one.find(&world)?;
    Ok(Json(json!({ "faults": world.faults.list(tenant) })))
}

/// `POST /control/faults?tenant=`: adds the fault in the body.
pub(super) async fn add_fault(
    State(shared): State<Arc<Shared>>,
    Query(one): Query<OneTenant>,
    Json(mut fault): Json<Fault>,
) -> Answer {
    let mut world = shared.world();
    fault.tenant = one.find(&world)?.or(fault.tenant);
    let of_parts = matches!(fault.kind, Kind::Throttle | Kind::Status | Kind::Missing);
    if fault.batch_parts != of_parts && (fault.batch_parts || fault.kind == Kind::Missing) {
        return Err((
            StatusCode::BAD_REQUEST,
            "batch_parts goes with throttle, status and missing; missing needs it".to_owned(),
        ));
    }
    world.faults.add(fault);
    Ok(Json(json!({ "faults": world.faults.list(None) })))
}

/// `DELETE /control/faults?tenant=`.
pub(super) async fn clear_faults(
    State(shared): State<Arc<Shared>>,
    Query(one): Query<OneTenant>,
) -> Answer {
    let mut world = shared.world();
    let tenant = one.find(&world)?;
    world.faults.clear(tenant);
    Ok(Json(json!({ "faults": world.faults.list(None) })))
}

/// `POST /control/forge?tenant=`: forges the next ID token, of that tenant or of any; several forgeries queue up.
pub(super) async fn forge(
    State(shared): State<Arc<Shared>>,
    Query(one): Query<OneTenant>,
    Json(forgery): Json<Forgery>,
) -> Answer {
    let mut world = shared.world();
    let tenant = one.find(&world)?;
    world.forgeries.push((tenant, forgery));
    Ok(Json(json!({ "forgeries": world.forgeries })))
}

/// The body of `POST /control/keys/rotate`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rotate {
    #[serde(default)]
    publish_retired: bool,
}

/// `POST /control/keys/rotate`.
pub(super) async fn rotate_keys(
    State(shared): State<Arc<Shared>>,
    Json(rotate): Json<Rotate>,
) -> Answer {
    let mut world = shared.world();
    let rotated = world.keys.rotate(rotate.publish_retired);
    rotated.map_err(|error| (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))?;
    Ok(Json(world.keys.published(&shared.addresses.login)))
}

/// The body of `POST /control/clock`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Advance {
    advance_seconds: u32,
}

/// `POST /control/clock`: moves the emulator's clock forward.
pub(super) async fn clock(
    State(shared): State<Arc<Shared>>,
    Json(advance): Json<Advance>,
) -> Answer {
    let mut world = shared.world();
    world
        .clock
        .advance(SignedDuration::from_secs(advance.advance_seconds.into()));
    Ok(Json(json!({ "now": world.clock.now() })))
}

/// `POST /control/access-token-seconds`: sets the lifetime of access tokens from now on to the number in the body.
pub(super) async fn access_token_seconds(
    State(shared): State<Arc<Shared>>,
    Json(seconds): Json<i64>,
) -> Answer {
    let mut world = shared.world();
    world.access_token_seconds = seconds;
    Ok(Json(json!({ "access_token_seconds": seconds })))
}

/// `GET /control/requests?tenant=`.
pub(super) async fn requests(
    State(shared): State<Arc<Shared>>,
    Query(one): Query<OneTenant>,
) -> Answer {
    let world = shared.world();
    let (requests, totals) = world.log.read(one.find(&world)?);
    Ok(Json(json!({ "requests": requests, "totals": totals })))
}

/// `DELETE /control/requests?tenant=`.
pub(super) async fn clear_requests(
    State(shared): State<Arc<Shared>>,
    Query(one): Query<OneTenant>,
) -> Answer {
    let mut world = shared.world();
    let tenant = one.find(&world)?;
    world.log.clear(tenant);
    Ok(Json(json!({ "cleared": true })))
}
