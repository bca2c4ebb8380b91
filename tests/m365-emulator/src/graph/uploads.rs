//! Upload sessions: created at Graph, abandoned at the site's own host. No file is ever uploaded.
//!
//! Source: <https://learn.microsoft.com/en-us/graph/api/driveitem-createuploadsession>: an `uploadUrl` carries its own
//! authority, so a request to it must not have an `Authorization` header (401); `DELETE` answers 204.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, Method, StatusCode, Uri, header};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use uuid::Uuid;

use super::answer::{Answer, ContractViolation, RequestIds};
use super::call::Call;
use super::drives::root_id;
use super::sharepoint::{Visit, WRITE_FILES, not_found};
use crate::clock::{random_guid, random_text};
use crate::directory::Tenant;
use crate::site::Quota;
use crate::unknown;
use crate::world::{Shared, World};

/// First segment of every `uploadUrl`, because the emulated cloud has no DNS for SharePoint's hosts.
pub(crate) const PREFIX: &str = "/_sharepoint/";

/// An open session.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    pub(crate) tenant: Uuid,
    expires_at: Timestamp,
}

/// Target of a new session.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) drive: String,
    /// The folder: `root`, or the id of the root folder.
    pub(crate) parent: String,
    pub(crate) file_name: String,
}

/// `POST …:/{fileName}:/createUploadSession`.
///
/// # Errors
///
/// Those of [`Visit::enter`], [`Visit::drive`] and [`Visit::check_write`], 400 `invalidRequest` for a name that SharePoint
/// does not accept, 404 `itemNotFound` for an unknown folder, 507 `quotaLimitReached` if the library is full.
pub(crate) fn create(
    world: &mut World,
    call: &Call<'_>,
    target: &Target,
) -> Result<Answer, Answer> {
    check_body(call.body.as_ref())?;
    let visit = Visit::enter(world, call, &WRITE_FILES)?;
    let (site, library) = visit.drive(&target.drive)?;
    visit.check_write(site, library)?;
    if target.parent != "root" && target.parent != root_id(library) {
        return Err(not_found("The resource could not be found."));
    }
    // https://support.microsoft.com/en-us/office/restrictions-and-limitations-in-onedrive-and-sharepoint
    if target.file_name.is_empty()
        || target
            .file_name
            .contains(['"', '*', ':', '<', '>', '?', '|', '\\'])
    {
        return Err(Answer::error(
            StatusCode::BAD_REQUEST,
            "invalidRequest",
            "The provided name cannot contain any of the reserved characters.",
        ));
    }
    if library.quota == Quota::Exceeded {
        return Err(Answer::error(
            StatusCode::INSUFFICIENT_STORAGE,
            "quotaLimitReached",
            "Insufficient Space Available",
        ));
    }
    let path = format!(
        "{PREFIX}{}/{}/_api/v2.0/drives/{}/items/{}/uploadSession?guid={}&tempauth=v1.{}",
        visit.host,
        site.path,
        target.drive.replace('!', "%21"),
        root_id(library),
        random_guid(),
        random_text()
    );
    let path = path.replace("//_api", "/_api");
    let now = world.clock.now();
    let expires_at = now
        .saturating_add(SignedDuration::from_hours(24))
        .unwrap_or(now);
    let body = json!({
        "@odata.context": format!("{}/v1.0/$metadata#microsoft.graph.uploadSession", call.graph_url),
        "uploadUrl": format!("{}{path}", call.graph_url),
        "expirationDateTime": expires_at.to_string(),
        "nextExpectedRanges": ["0-"],
    });
    let tenant = call.caller.tenant;
    world.uploads.insert(path, Upload { tenant, expires_at });
    Ok(Answer::ok(body))
}

fn check_body(body: Option<&Value>) -> Result<(), Answer> {
    const ITEM: [&str; 6] = [
        "@odata.type",
        "@microsoft.graph.conflictBehavior",
        "name",
        "description",
        "fileSize",
        "fileSystemInfo",
    ];
    let Some(body) = body else {
        return Ok(());
    };
    let invalid = || Answer::error(StatusCode::BAD_REQUEST, "invalidRequest", "Invalid request");
    for (name, value) in body.as_object().ok_or_else(invalid)? {
        match name.as_str() {
            "deferCommit" if value.is_boolean() => {}
            "item" => {
                let fields = value.as_object().ok_or_else(invalid)?;
                if let Some(other) = fields.keys().find(|name| !ITEM.contains(&name.as_str())) {
                    return Err(Answer::unknown(format!(
                        "item.{other} of an upload session"
                    )));
                }
            }
            other => return Err(Answer::unknown(format!("{other} of an upload session"))),
        }
    }
    Ok(())
}

/// The tenant on whose host an upload address is.
pub(crate) fn tenant_of(world: &World, uri: &Uri) -> Option<Uuid> {
    let host = uri.path().strip_prefix(PREFIX)?.split('/').next()?;
    let found = world.tenants.iter().find(|tenant| {
        let own = tenant.description.sharepoint_host.as_deref();
        own.is_some_and(|own| own.eq_ignore_ascii_case(host))
    });
    found.map(Tenant::id)
}

/// Any request to an `uploadUrl`; only abandoning the session is emulated.
pub(crate) async fn handle(
    State(shared): State<Arc<Shared>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let ids = RequestIds::new(&headers);
    let mut world = shared.world();
    let now = world.clock.now();
    if headers.contains_key(header::AUTHORIZATION) {
        let message = "An upload address must be used without an Authorization header.";
        let answer = Answer::error(StatusCode::UNAUTHORIZED, "unauthenticated", message);
        let mut response = answer.into_response(&ids, now);
        let violation = format!("{method} {} with an Authorization header", uri.path());
        response
            .extensions_mut()
            .insert(ContractViolation(violation));
        return response;
    }
    if method != Method::DELETE {
        return unknown::answer(format!("{method} at an upload address"));
    }
    let address = uri.path_and_query().map_or("", |address| address.as_str());
    let upload = world.uploads.remove(address);
    let answer = match &upload {
        Some(upload) if now < upload.expires_at => Answer::no_content(),
        Some(_) | None => not_found("The upload session was not found"),
    };
    answer.into_response(&ids, now)
}
