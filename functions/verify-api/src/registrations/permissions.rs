//! Permissions of a registration's tenant, measured by the manifest of this deployment, as the host app sees them.

use crate::{instant::Instant, words::open_words};
use domain::{
    permission::{Manifest, Permission, PermissionKind, Revocable},
    registration::Registration,
    standing::Standing,
};
use serde::Serialize;
use utoipa::ToSchema;

/// Granted, missing and revocable permissions of a tenant. Permissions grow in numbered sets.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Permissions)]
pub(crate) struct PermissionsView {
    /// The highest set that is granted as a whole, 0 where not even the first is; null until a verification saw it.
    granted_set: Option<u16>,
    /// The highest set that has to be there as a whole. Single permissions of later sets have to be there too once they were
    /// granted: `required` in `missing` says which.
    required_set: u16,
    /// The highest set that an administrator can approve now, through a link of the purpose `upgrade`.
    declared_set: u16,
    /// The highest set that is asked for.
    current_set: u16,
    /// Permissions that are asked for and not granted, as last seen.
    missing: Vec<MissingView>,
    /// Permissions that are granted and not asked for, as last seen.
    revocable: Vec<RevocableView>,
    /// Time of the older of the two last sightings, of application and of delegated permissions; null until a verification saw
    /// both.
    seen_at: Option<Instant>,
}

/// A permission that is asked for and not granted.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MissingPermission)]
struct MissingView {
    /// Microsoft's name of it.
    #[schema(example = "Mail.Send")]
    name: String,
    /// Application or delegated.
    #[schema(schema_with = open_words::<PermissionKind>)]
    kind: PermissionKind,
    /// Its purpose, in English.
    reason: String,
    /// The set that it came with.
    since: u16,
    /// Whether it has to be there, because it is of the first set or was granted once: then it was lost, and breaks the connection.
    required: bool,
}

impl MissingView {
    fn of(permission: &Permission, required: bool) -> Self {
        Self {
            required,
            name: permission.name.to_owned(),
            kind: permission.kind,
            reason: permission.reason.to_owned(),
            since: permission.since,
        }
    }
}

/// A permission that is granted and not asked for.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RevocablePermission)]
struct RevocableView {
    /// Microsoft's name of it; of an app role that is not known, its id.
    #[schema(example = "Mail.Send")]
    name: String,
    /// Application or delegated.
    #[schema(schema_with = open_words::<PermissionKind>)]
    kind: PermissionKind,
    /// The way to take it back, in English. Only an administrator of the customer can.
    way: String,
}

impl RevocableView {
    fn of(revocable: Revocable) -> Self {
        let name = &revocable.name;
        Self {
            way: format!(
                "Microsoft Entra admin center, Enterprise apps, Cooperlink Cloud, Permissions, Admin consent: open the menu of {name}, then Revoke permission"
            ),
            name: revocable.name,
            kind: revocable.kind,
        }
    }
}

impl PermissionsView {
    /// Permissions of the tenant, measured by the manifest of this deployment.
    pub(super) fn of(
        registration: &Registration,
        standing: &Standing,
        manifest: &Manifest,
    ) -> Self {
        let permissions = &registration.observations.permissions;
        let state = permissions.state(manifest);
        let application = standing.seen_at("application-permissions");
        let delegated = standing.seen_at("delegated-permissions");
        let seen_at = application.zip(delegated);
        let seen_at = seen_at.map(|(application, delegated)| application.min(delegated).into());
        Self {
            granted_set: state.granted_set,
            required_set: state.required_set,
            declared_set: state.offered_set,
            current_set: state.current_set,
            missing: state
                .missing
                .iter()
                .map(|missing| MissingView::of(missing, permissions.is_required(missing)))
                .collect(),
            revocable: state.revocable.into_iter().map(RevocableView::of).collect(),
            seen_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn registration(permissions: &Value) -> Registration {
        serde_json::from_value(json!({
            "id": "01930000-0000-7000-8000-000000000001", "version": 1, "support_code": "7K2M-X4QD",
            "customer": {"id": "contoso", "name": "Contoso", "plan": "BOOST"}, "language": "en",
            "lifecycle": {"stage": "invited"}, "observations": {"permissions": permissions},
            "created_at": "2026-11-24T12:00:00Z", "updated_at": "2026-11-24T12:00:00Z",
        }))
        .unwrap()
    }

    fn shown(permissions: &Value, standing: &Standing) -> Value {
        let manifest = Manifest::adjusted(["Directory.Read.All@2"], ["Mail.Send"]).unwrap();
        let view = PermissionsView::of(&registration(permissions), standing, &manifest);
        serde_json::to_value(view).unwrap()
    }

    #[test]
    fn what_no_run_has_seen_is_null_and_every_member_is_there() {
        let expected = json!({
            "granted_set": null, "required_set": 1, "declared_set": 1, "current_set": 2,
            "missing": [], "revocable": [], "seen_at": null,
        });
        assert_eq!(shown(&json!({}), &Standing::default()), expected);
    }

    #[test]
    fn what_is_missing_and_what_can_be_taken_back_are_told_with_reason_and_way() {
        let role = json!({"app_role_id": "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30", "of_graph": true});
        let scopes = [
            "User.Read",
            "Sites.ReadWrite.All",
            "Mail.ReadWrite",
            "Mail.Send",
        ];
        let seen = json!({"application": [role], "delegated": scopes});
        let standing: Standing = serde_json::from_value(json!({
            "health": "healthy", "health_version": 1, "checked_at": "2026-11-24T12:00:00Z",
            "answers": {"application-permissions": "p", "delegated-permissions": "p"},
        }))
        .unwrap();
        let shown = shown(&seen, &standing);
        assert_eq!(shown["granted_set"], 1);
        assert_eq!(shown["seen_at"], "2026-11-24T12:00:00.000Z");
        let missing = json!([{
            "name": "Directory.Read.All", "kind": "application", "since": 2, "required": false,
            "reason": "read which delegated permissions are granted for the whole organisation",
        }]);
        assert_eq!(shown["missing"], missing);
        assert_eq!(shown["revocable"][0]["name"], "Mail.Send");
        assert_eq!(shown["revocable"][0]["kind"], "delegated");
        let way = shown["revocable"][0]["way"].as_str().unwrap();
        assert!(
            way.contains("Enterprise apps") && way.contains("menu of Mail.Send"),
            "{way}"
        );
    }
}
