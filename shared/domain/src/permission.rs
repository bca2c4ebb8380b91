//! The permission manifest: the one table of the permissions that the app asks for, with the reasons. It is the source of
//! consent scopes, checks, pages, `GET /v1/checks` and the Entra app's own manifest. Ids:
//! <https://learn.microsoft.com/en-us/graph/permissions-reference>.
//!
//! The table grows in numbered sets. A tenant that approved one set goes on working with it when a later one is added, because
//! Microsoft keeps existing grants and adds none by itself. The required permissions are remembered one by one and not by set:
//! all of the first set, and every later permission that was seen granted once. The number of a set is never reused for other
//! permissions. <https://learn.microsoft.com/en-us/entra/identity-platform/consent-types-developer>

mod grants;
mod manifest;
mod state;

pub use grants::{is_among_roles, is_among_scopes};
pub use manifest::{Manifest, UnknownPermission};
pub(crate) use state::role_name;
pub use state::{PermissionHistory, PermissionsChange, PermissionsState, Revocable, Upgrade};

use crate::ids::ObjectId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Kind of a permission: used by the app alone, or in a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PermissionKind {
    /// An app role: the app acts as itself, without a person.
    Application,
    /// A scope: the app acts for the person who signed in, with no more than that person's own rights.
    Delegated,
}

/// The set that every deployment begins with. Rows from before sets were counted belong to it.
pub const FIRST_SET: u16 = 1;

/// One permission of Microsoft Graph, with the reason why Cooperlink needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Permission {
    /// Microsoft's name, such as `Sites.ReadWrite.All`.
    pub name: &'static str,
    /// Application or delegated.
    pub kind: PermissionKind,
    /// The id of the app role or scope on the Graph service principal.
    #[serde(serialize_with = "as_text")]
    pub id: ObjectId,
    /// Purpose, in plain words (English; pages have it in each language).
    pub reason: &'static str,
    /// Whether deployments ask for it by default and may drop it. Other permissions are asked for only if a deployment adds
    /// them.
    pub default: bool,
    /// The set with which it was introduced.
    pub since: u16,
}

fn as_text<S: serde::Serializer>(id: &ObjectId, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(id)
}

const fn permission(
    kind: PermissionKind,
    name: &'static str,
    id: u128,
    default: bool,
    reason: &'static str,
) -> Permission {
    Permission {
        name,
        kind,
        id: ObjectId::from_uuid(Uuid::from_u128(id)),
        reason,
        default,
        since: FIRST_SET,
    }
}

/// Every permission that a deployment can ask for in the connect and system-user purposes. The scopes of the `access` leg are
/// asked for on demand and never declared, so they are not listed.
pub static PERMISSIONS: [Permission; 10] = [
    permission(
        PermissionKind::Application,
        "Application.Read.All",
        0x9a5d_68dd_52b0_4cc2_bd40_abcf_44ac_3a30,
        true,
        "see whether Cooperlink is still registered, enabled and permitted, and who may use it",
    ),
    permission(
        PermissionKind::Application,
        "Directory.Read.All",
        0x7ab1_d382_f21e_4acd_a863_ba3e_13f7_da61,
        false,
        "read which delegated permissions are granted for the whole organisation",
    ),
    permission(
        PermissionKind::Application,
        "Organization.Read.All",
        0x4984_76ce_e0fe_48b0_b801_37ba_7e26_85c6,
        false,
        "read which Microsoft 365 services the organisation has",
    ),
    permission(
        PermissionKind::Delegated,
        "openid",
        0x37f7_f235_527c_4136_accd_4a02_d197_296e,
        true,
        "know that you signed in",
    ),
    permission(
        PermissionKind::Delegated,
        "profile",
        0x14da_d69e_099b_42c9_810b_d002_981f_eec1,
        true,
        "know which account and which organisation signed in",
    ),
    permission(
        PermissionKind::Delegated,
        "offline_access",
        0x7427_e0e9_2fba_42fe_b0c0_848c_9e6a_8182,
        true,
        "let the system user stay connected without signing in each time",
    ),
    permission(
        PermissionKind::Delegated,
        "User.Read",
        0xe1fe_6dd8_ba31_4d61_89e7_8863_9da4_683d,
        true,
        "read the name and roles of the person who signed in, and the organisation's name and domains",
    ),
    permission(
        PermissionKind::Delegated,
        "Sites.ReadWrite.All",
        0x89fe_6a52_be36_487e_b7d8_d061_c450_a026,
        true,
        "read and save documents in the SharePoint sites that the signed-in account can open itself",
    ),
    permission(
        PermissionKind::Delegated,
        "Mail.ReadWrite",
        0x024d_486e_b451_40bb_833d_3e66_d98c_5c73,
        true,
        "read and file mails in the signed-in account's own mailbox",
    ),
    permission(
        PermissionKind::Delegated,
        "Mail.Send",
        0xe383_f46e_2787_4529_855e_0e47_9a3f_fac0,
        true,
        "send mails from the signed-in account's own mailbox",
    ),
];

/// OpenID Connect scopes. An access token's `scope` does not reliably list them, so they are never compared there. A refresh
/// token proves `offline_access`, an id token the others.
pub const OPENID_SCOPES: [&str; 4] = ["email", "offline_access", "openid", "profile"];
