//! The stage `local`, which runs on this machine: its names, its credentials, its application at the emulated Microsoft 365.

mod credentials;

pub use credentials::LocalCredentials;

use domain::permission::{Manifest, PermissionKind};
use serde_json::{Value, json};

/// The emulated region.
pub const REGION: &str = "eu-central-1";
/// Name of the stack, and of every resource up to the stage.
pub const STACK_NAME: &str = "cooperlink-registration-local";
/// Prefix of the names of the functions' secrets.
pub const SECRET_PREFIX: &str = "cooperlink-registration/local";
/// Application (client) id of the application that is registered in the emulated Microsoft 365.
pub const CLIENT_ID: &str = "c0093711-0000-4000-8000-00000000a991";
/// The emulated tenant that owns it.
pub const HOME_TENANT_ID: &str = "c0093711-0000-4000-8000-000000000001";

/// Settings that an operator enters by hand at Microsoft: the application, its credentials, and the permissions that it declares.
pub fn registered_app(api_url: &str, credentials: &LocalCredentials) -> Value {
    let manifest = Manifest::default();
    let declared = |kind| {
        manifest
            .permissions()
            .filter(|permission| permission.kind == kind)
            .map(|permission| permission.name)
            .collect::<Vec<_>>()
    };
    json!({
        "client_id": CLIENT_ID,
        "home_tenant_id": HOME_TENANT_ID,
        "display_name": "Cooperlink Cloud",
        "publisher": {"name": "Cooperlink", "verified": true},
        "secrets": [credentials.client_secret],
        "certificates_pem": [credentials.certificate_pem],
        "redirect_uris": [format!("{api_url}/callback")],
        "declared": {"delegated": declared(PermissionKind::Delegated), "application": declared(PermissionKind::Application)},
        "host_app": {"api_url": api_url, "api_key": credentials.api_key},
    })
}
