//! Permissions that are granted to the app.

use super::*;

const UNAPPROVED: SystemUserAccess = SystemUserAccess::Refused(SignInRefusal {
    by: RefusedBy::Consent,
    number: Some(65_001),
});

#[expect(clippy::too_many_lines, reason = "a table of cases")]
pub(super) fn granted() -> Vec<Case> {
    vec![
        case(
            "application-permissions",
            "all granted",
            Kind::Pass,
            |_, _| {},
        ),
        case(
            "application-permissions",
            "none granted",
            Kind::Fail("application-permissions-missing"),
            |facts, _| {
                facts.granted_roles = seen([].into());
            },
        ),
        case(
            "application-permissions",
            "same id of another api",
            Kind::Fail("application-permissions-missing"),
            |facts, setting| {
                facts.granted_roles = seen(
                    setting
                        .manifest
                        .application()
                        .map(|permission| GrantedRole {
                            app_role_id: permission.id,
                            of_graph: false,
                        })
                        .collect(),
                );
            },
        ),
        case(
            "application-permissions",
            "just consented",
            Kind::Waiting("application-permissions-missing"),
            |facts, setting| {
                facts.granted_roles = seen([].into());
                setting.consented_at = Some(now());
            },
        ),
        case(
            "application-permissions",
            "read refused",
            Kind::Fail("application-permissions-missing"),
            |facts, _| {
                facts.granted_roles = Observed::unseen(Unobserved::Refused);
            },
        ),
        case(
            "application-permissions",
            "read refused, not asked for",
            Kind::Unknown("refused"),
            |facts, setting| {
                setting.manifest =
                    Manifest::adjusted(["Organization.Read.All"], ["Application.Read.All"])
                        .unwrap();
                facts.granted_roles = Observed::unseen(Unobserved::Refused);
            },
        ),
        case(
            "application-permissions",
            "none asked for",
            Kind::NotApplicable("no-application-permissions"),
            |_, setting| {
                setting.manifest = Manifest::adjusted([], ["Application.Read.All"]).unwrap();
            },
        ),
        case(
            "application-permissions",
            "microsoft down",
            Kind::Unknown("microsoft-unavailable"),
            |facts, _| {
                facts.granted_roles = Observed::unseen(Unobserved::MicrosoftUnavailable);
            },
        ),
        case(
            "delegated-permissions",
            "all granted",
            Kind::Pass,
            |_, _| {},
        ),
        case(
            "delegated-permissions",
            "one missing",
            Kind::Fail("delegated-permissions-missing"),
            |facts, _| {
                facts.delegated_scopes = seen(scopes(&[
                    "User.Read",
                    "Sites.ReadWrite.All",
                    "Mail.ReadWrite",
                ]));
            },
        ),
        case(
            "delegated-permissions",
            "tenant-wide grants count first",
            Kind::Fail("delegated-permissions-missing"),
            |facts, _| {
                facts.tenant_wide_scopes = seen(scopes(&["User.Read"]));
            },
        ),
        case(
            "delegated-permissions",
            "one missing while it was spreading",
            Kind::Unknown("identity-absent"),
            |facts, setting| {
                let minutes = SignedDuration::from_mins;
                setting.consented_at = Some(now() - minutes(61));
                facts.delegated_scopes = seen_at(scopes(&["User.Read"]), now() - minutes(2));
            },
        ),
        case(
            "delegated-permissions",
            "one missing once it had spread",
            Kind::Fail("delegated-permissions-missing"),
            |facts, setting| {
                let minutes = SignedDuration::from_mins;
                setting.consented_at = Some(now() - minutes(120));
                facts.delegated_scopes = seen_at(scopes(&["User.Read"]), now() - minutes(60));
            },
        ),
        case(
            "delegated-permissions",
            "approval withdrawn since",
            Kind::Fail("delegated-approval-missing"),
            |facts, _| {
                facts.delegated_scopes = earlier(default_scopes());
                facts.system_user_access = seen(UNAPPROVED);
            },
        ),
        case(
            "delegated-permissions",
            "approval withdrawn, nobody signed in",
            Kind::Fail("delegated-approval-missing"),
            |facts, _| {
                facts.delegated_scopes = absent();
                facts.system_user_access = seen(UNAPPROVED);
            },
        ),
        case(
            "delegated-permissions",
            "approval on its way to the system user",
            Kind::Waiting("delegated-approval-missing"),
            |facts, setting| {
                facts.delegated_scopes = earlier(default_scopes());
                facts.system_user_access = seen(UNAPPROVED);
                setting.consented_at = Some(now());
            },
        ),
        case(
            "delegated-permissions",
            "approved since the system user was refused",
            Kind::Pass,
            |facts, _| {
                facts.system_user_access = earlier(UNAPPROVED);
            },
        ),
        case(
            "delegated-permissions",
            "nobody signed in",
            Kind::Unknown("identity-absent"),
            |facts, _| {
                facts.delegated_scopes = Observed::unseen(Unobserved::IdentityAbsent {
                    identity: Identity::Administrator,
                });
            },
        ),
    ]
}

pub(super) fn excess() -> Vec<Case> {
    const CHECK: &str = "no-excess-permissions";
    vec![
        case(CHECK, "just what is asked for", Kind::Pass, |_, _| {}),
        case(
            CHECK,
            "openid scopes are no excess",
            Kind::Pass,
            |facts, _| {
                facts.delegated_scopes = seen(scopes(&["openid", "profile", "email", "User.Read"]));
            },
        ),
        case(
            CHECK,
            "a permission that this deployment dropped",
            Kind::Fail("excess-permissions"),
            |_, setting| {
                setting.manifest = Manifest::adjusted([], ["Mail.Send"]).unwrap();
            },
        ),
        case(
            CHECK,
            "another app role of Graph",
            Kind::Fail("excess-permissions"),
            |facts, _| {
                let excess = GrantedRole {
                    app_role_id: ObjectId::from_uuid(Uuid::from_u128(99)),
                    of_graph: true,
                };
                facts.granted_roles = seen([excess].into());
            },
        ),
        case(
            CHECK,
            "a role of another api, scopes unread",
            Kind::Fail("excess-permissions"),
            |facts, _| {
                let excess = GrantedRole {
                    app_role_id: ObjectId::from_uuid(Uuid::from_u128(99)),
                    of_graph: false,
                };
                facts.granted_roles = seen([excess].into());
                facts.delegated_scopes = Observed::unseen(Unobserved::IdentityAbsent {
                    identity: Identity::Administrator,
                });
            },
        ),
        case(
            CHECK,
            "scopes unread",
            Kind::Unknown("identity-absent"),
            |facts, _| {
                facts.delegated_scopes = Observed::unseen(Unobserved::IdentityAbsent {
                    identity: Identity::Administrator,
                });
            },
        ),
        case(
            CHECK,
            "grants unread",
            Kind::Unknown("refused"),
            |facts, _| {
                facts.granted_roles = Observed::unseen(Unobserved::Refused);
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
    ]
}
