//! Permissions that a newer version of the app asks for.

use super::*;

#[expect(clippy::too_many_lines, reason = "a table of cases")]
pub(super) fn cases() -> Vec<Case> {
    const CHECK: &str = "permission-upgrade";
    const MISSING: Kind<'static> = Kind::Fail("permission-upgrade-missing");
    vec![
        case(CHECK, "nothing newer is asked for", Kind::Pass, |_, _| {}),
        case(CHECK, "never approved", MISSING, |_, setting| {
            setting.manifest = grown(2);
        }),
        case(
            CHECK,
            "not declared yet, so nobody can approve it",
            Kind::Pass,
            |_, setting| setting.manifest = grown(1),
        ),
        case(CHECK, "approved", Kind::Pass, |facts, setting| {
            setting.manifest = grown(2);
            grant(facts, &setting.manifest);
        }),
        case(CHECK, "half approved", MISSING, |facts, setting| {
            setting.manifest = grown(2);
            let half = setting.manifest.permissions().cloned();
            grant(
                facts,
                &Manifest::of(half.filter(|permission| permission.name != "Calendars.Read")),
            );
        }),
        case(
            CHECK,
            "just approved",
            Kind::Waiting("permission-upgrade-missing"),
            |_, setting| {
                setting.manifest = grown(2);
                setting.consented_at = Some(now());
            },
        ),
        case(
            CHECK,
            "lost after it was approved is another check's",
            Kind::Pass,
            |_, setting| {
                setting.manifest = grown(2);
                setting.required_set = 2;
            },
        ),
        case(
            CHECK,
            "scopes unread",
            Kind::Unknown("identity-absent"),
            |facts, setting| {
                setting.manifest = grown(2);
                facts.delegated_scopes = absent();
            },
        ),
        case(
            CHECK,
            "grants unread",
            Kind::Unknown("microsoft-unavailable"),
            |facts, _| {
                facts.granted_roles = down();
            },
        ),
        case(
            CHECK,
            "no access",
            Kind::Unknown("not-reached"),
            |facts, _| {
                facts.app_access = seen(AppAccess::Refused(AppRefusal::NotRegistered));
            },
        ),
        case(
            "application-permissions",
            "a newer one was never approved",
            Kind::Pass,
            |_, setting| setting.manifest = grown(2),
        ),
        case(
            "delegated-permissions",
            "a newer one was never approved",
            Kind::Pass,
            |_, setting| setting.manifest = grown(2),
        ),
        case(
            "application-permissions",
            "a newer one was lost",
            Kind::Fail("application-permissions-missing"),
            |_, setting| {
                setting.manifest = grown(2);
                setting.required_set = 2;
            },
        ),
        case(
            "delegated-permissions",
            "a newer one was lost",
            Kind::Fail("delegated-permissions-missing"),
            |_, setting| {
                setting.manifest = grown(2);
                setting.required_set = 2;
            },
        ),
        case(
            "delegated-permissions",
            "an old one was lost while a newer one is not approved",
            Kind::Fail("delegated-permissions-missing"),
            |facts, setting| {
                setting.manifest = grown(2);
                facts.delegated_scopes = seen(scopes(&["User.Read"]));
            },
        ),
        case(
            "no-excess-permissions",
            "a newer one was approved",
            Kind::Pass,
            |facts, setting| {
                setting.manifest = grown(2);
                grant(facts, &setting.manifest);
            },
        ),
    ]
}

/// A manifest that has grown by an application and a delegated permission, of which the Entra app declares the sets up to this
/// one.
fn grown(declared_set: u16) -> Manifest {
    let added = [
        (
            permission::PermissionKind::Application,
            "Organization.Read.All",
            71,
        ),
        (permission::PermissionKind::Delegated, "Calendars.Read", 72),
    ];
    let added = added.map(|(kind, name, id)| Permission {
        name,
        kind,
        id: ObjectId::from_uuid(Uuid::from_u128(id)),
        reason: "a test",
        default: true,
        since: 2,
    });
    let first = Manifest::default();
    Manifest::of(first.permissions().cloned().chain(added)).declared_up_to(declared_set)
}

/// Grants all permissions that this manifest asks for.
fn grant(facts: &mut TenantFacts, manifest: &Manifest) {
    let roles = manifest.application().map(|permission| GrantedRole {
        app_role_id: permission.id,
        of_graph: true,
    });
    facts.granted_roles = seen(roles.collect());
    let names = manifest.delegated().map(|permission| permission.name);
    facts.delegated_scopes = seen(scopes(&names.collect::<Vec<_>>()));
}
