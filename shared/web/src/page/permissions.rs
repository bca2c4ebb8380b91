//! Permissions that the app asks for, in plain words; and a page with them alone, to print.

use super::{Frame, respond};
use crate::words;
use askama::Template;
use domain::{
    ids::ClientId,
    permission::{Manifest, Permission, PermissionKind},
};
use http::{Response, StatusCode};

/// Scopes of OpenID Connect, and the permission for the own profile.
const SIGN_IN: [&str; 4] = ["openid", "profile", "offline_access", "User.Read"];

/// Words by which Microsoft's consent page lists a permission for an administrator, in English.
/// <https://learn.microsoft.com/en-us/graph/permissions-reference>
pub(super) fn on_consent_page(kind: PermissionKind, name: &str) -> Option<&'static str> {
    Some(match (kind, name) {
        (PermissionKind::Delegated, "Sites.ReadWrite.All") => {
            "Edit or delete items in all site collections"
        }
        (PermissionKind::Delegated, "Mail.ReadWrite") => "Read and write access to user mail",
        (PermissionKind::Delegated, "Mail.Send") => "Send mail as a user",
        (PermissionKind::Delegated, "openid") => "Sign users in",
        (PermissionKind::Delegated, "profile") => "View users' basic profile",
        (PermissionKind::Delegated, "offline_access") => {
            "Maintain access to data you have given it access to"
        }
        (PermissionKind::Delegated, "User.Read") => "Sign in and read user profile",
        (PermissionKind::Delegated, "Application.Read.All") => "Read applications",
        (PermissionKind::Delegated, "Application.ReadWrite.All") => "Read and write applications",
        (PermissionKind::Delegated, "AppRoleAssignment.ReadWrite.All") => {
            "Manage app permission grants and app role assignments"
        }
        (PermissionKind::Delegated, "GroupMember.Read.All") => "Read group memberships",
        (PermissionKind::Delegated, "User.ReadBasic.All") => "Read all users' basic profiles",
        (PermissionKind::Application, "Application.Read.All") => "Read all applications",
        (PermissionKind::Application, "Directory.Read.All") => "Read directory data",
        (PermissionKind::Application, "Organization.Read.All") => "Read organization information",
        _ => return None,
    })
}

/// A permission as a page explains it.
pub(super) struct PermissionLine {
    /// Microsoft's name of the permission.
    pub(super) name: &'static str,
    /// Words of Microsoft's consent page, in English.
    pub(super) on_consent_page: Option<&'static str>,
    /// Actions that it allows the app.
    pub(super) what: String,
    pub(super) why: Option<String>,
    /// Actions that the app never takes with it.
    pub(super) limit: Option<String>,
    /// Features that stop without it.
    pub(super) without: Option<String>,
}

impl Frame<'_> {
    /// Permissions of a kind that the app asks for: those for documents and mails first, then those for the sign-in alone.
    pub(super) fn permissions(
        &self,
        manifest: &Manifest,
        kind: PermissionKind,
    ) -> Vec<PermissionLine> {
        let (sign_in, other): (Vec<_>, Vec<_>) = manifest
            .permissions()
            .filter(|permission| permission.kind == kind)
            .partition(|permission| SIGN_IN.contains(&permission.name));
        other
            .into_iter()
            .chain(sign_in)
            .map(|permission| self.permission(permission))
            .collect()
    }

    pub(super) fn permission(&self, permission: &Permission) -> PermissionLine {
        let kind = match permission.kind {
            PermissionKind::Application => "application",
            PermissionKind::Delegated => "delegated",
        };
        let name = permission
            .name
            .to_ascii_lowercase()
            .replace(['.', '_'], "-");
        let id = format!("permission-{kind}-{name}");
        let part = |part: &str| {
            self.words
                .find(&format!("{id}-{part}"), [("app", self.app)])
        };
        PermissionLine {
            name: permission.name,
            on_consent_page: on_consent_page(permission.kind, permission.name),
            what: self
                .words
                .find(&id, [("app", self.app)])
                .unwrap_or_else(|| permission.reason.to_owned()),
            why: part("why"),
            limit: part("limit"),
            without: part("without"),
        }
    }
}

/// Page with the permissions alone, to print. It shows nothing of the tenant, so it needs no sign-in (T28).
pub struct PermissionsPage<'a> {
    /// Common parts of every page.
    pub frame: Frame<'a>,
    /// The invitation's token, for the way back.
    pub token: &'a str,
    /// The customer's name.
    pub customer: &'a str,
    /// Name of the publisher, as Microsoft shows it.
    pub publisher: Option<&'a str>,
    /// Our application.
    pub client_id: ClientId,
    /// Permissions that the app asks for.
    pub manifest: &'a Manifest,
}

#[derive(Template)]
#[template(path = "permissions.html")]
struct View<'a> {
    frame: Frame<'a>,
    token: &'a str,
    customer: String,
    publisher: Option<&'a str>,
    client_id: String,
    /// Each kind with its heading, its permissions and their common limit.
    kinds: [(String, Vec<PermissionLine>, Option<String>); 2],
}

impl PermissionsPage<'_> {
    /// The response with this page.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let of = |heading: &str, kind, rights: Option<&str>| {
            (
                self.frame.say(heading),
                self.frame.permissions(self.manifest, kind),
                rights.map(|rights| self.frame.say(rights)),
            )
        };
        let view = View {
            frame: self.frame,
            token: self.token,
            customer: words::name(self.customer),
            publisher: self.publisher,
            client_id: self.client_id.to_string(),
            kinds: [
                of(
                    "permissions-delegated",
                    PermissionKind::Delegated,
                    Some("permissions-own-rights"),
                ),
                of("permissions-application", PermissionKind::Application, None),
            ],
        };
        respond(
            self.frame.style,
            &view,
            self.frame.surface(),
            StatusCode::OK,
            request_id,
        )
    }
}
