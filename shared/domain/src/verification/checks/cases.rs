//! Every check with facts that pass everything, one field changed a case. The last test demands that each check of the
//! catalogue has a passing, a failing and an unobserved case here.

use crate::{
    customer::{DomainName, UserPrincipalName},
    ids::{ObjectId, TenantId},
    permission::Manifest,
    verification::{
        Expectations,
        catalogue::{CATALOGUE, Question, find_check},
        facts::{
            AppAccess, Assignment, DelegatedScopes, Evidence, GrantedRole, Observed, Organization,
            PrincipalKind, Refusal, ServicePrincipal, TenantFacts,
        },
        verdict::{Identity, Unobserved, Verdict},
    },
};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

const HOME: TenantId = TenantId::from_uuid(Uuid::from_u128(1));
const TENANT: TenantId = TenantId::from_uuid(Uuid::from_u128(2));

fn now() -> Timestamp {
    Timestamp::from_second(1_000_000).unwrap()
}

fn seen<T>(value: T) -> Observed<T> {
    let evidence = Evidence {
        request: "GET /test".to_owned(),
        status: Some(200),
        error_code: None,
        request_id: None,
        at: now(),
    };
    Observed::Seen { value, evidence }
}

fn service_principal() -> ServicePrincipal {
    ServicePrincipal {
        id: ObjectId::from_uuid(Uuid::from_u128(10)),
        account_enabled: true,
        app_role_assignment_required: false,
        app_owner_organization_id: Some(HOME),
        disabled_by_microsoft_status: None,
        is_deactivated: false,
    }
}

fn scopes(names: &[&str]) -> DelegatedScopes {
    DelegatedScopes(names.iter().map(|name| (*name).to_owned()).collect())
}

fn passing() -> TenantFacts {
    let manifest = Manifest::default();
    TenantFacts {
        app_access: seen(AppAccess::Granted),
        service_principal: seen(Some(service_principal())),
        granted_roles: seen(
            manifest
                .application()
                .map(|permission| GrantedRole {
                    app_role_id: permission.id,
                    of_graph: true,
                })
                .collect(),
        ),
        assignments: seen(Vec::new()),
        tenant_wide_scopes: Observed::unseen(Unobserved::PermissionNotAskedFor {
            permission: "Directory.Read.All".to_owned(),
        }),
        delegated_scopes: seen(scopes(&[
            "User.Read",
            "Sites.ReadWrite.All",
            "Mail.ReadWrite",
            "Mail.Send",
        ])),
        organization: seen(Organization {
            id: TENANT,
            verified_domains: ["contoso.com".to_owned()].into(),
        }),
        tenant_services: Observed::unseen(Unobserved::PermissionNotAskedFor {
            permission: "Organization.Read.All".to_owned(),
        }),
        system_user_access: absent(),
        system_user: absent(),
        system_user_groups: absent(),
        licences: absent(),
        mailbox: absent(),
        sites: Vec::new(),
        administrator_sites: absent(),
    }
}

fn absent<T>() -> Observed<T> {
    Observed::unseen(Unobserved::IdentityAbsent {
        identity: Identity::SystemUser,
    })
}

fn ask(
    check: &str,
    facts: &TenantFacts,
    expected: &Expectations<'_>,
) -> Result<Verdict, Unobserved> {
    match find_check(check).unwrap().question {
        Question::Once { run, .. } => run(facts, expected),
        Question::Each { run, .. } => run(facts, expected, 0),
    }
}

#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Kind {
    Pass,
    Fail,
    Waiting,
    NotApplicable,
    Unknown,
}

struct Case {
    check: &'static str,
    name: &'static str,
    change: fn(&mut TenantFacts, &mut Setting),
    expected: Kind,
}

/// What differs from case to case beside the facts.
struct Setting {
    manifest: Manifest,
    domain: Option<DomainName>,
    system_user: Option<UserPrincipalName>,
    consented_at: Option<Timestamp>,
}

fn case(
    check: &'static str,
    name: &'static str,
    expected: Kind,
    change: fn(&mut TenantFacts, &mut Setting),
) -> Case {
    Case {
        check,
        name,
        change,
        expected,
    }
}

fn with_service_principal(facts: &mut TenantFacts, change: fn(&mut ServicePrincipal)) {
    let mut changed = service_principal();
    change(&mut changed);
    facts.service_principal = seen(Some(changed));
}

fn assigned(kind: PrincipalKind) -> Observed<Vec<Assignment>> {
    seen(vec![Assignment {
        principal_id: ObjectId::from_uuid(Uuid::from_u128(20)),
        kind,
    }])
}

#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn app_cases() -> Vec<Case> {
    vec![
        case("app-registered", "as it must be", Kind::Pass, |_, _| {}),
        case(
            "app-registered",
            "no service principal",
            Kind::Fail,
            |facts, _| {
                facts.service_principal = seen(None);
            },
        ),
        case(
            "app-registered",
            "just consented",
            Kind::Waiting,
            |facts, setting| {
                facts.service_principal = seen(None);
                setting.consented_at = Some(now() - SignedDuration::from_mins(59));
            },
        ),
        case(
            "app-registered",
            "consented an hour ago",
            Kind::Fail,
            |facts, setting| {
                facts.service_principal = seen(None);
                setting.consented_at = Some(now() - SignedDuration::from_mins(60));
            },
        ),
        case(
            "app-registered",
            "refused as unknown",
            Kind::Fail,
            |facts, _| {
                facts.app_access = seen(AppAccess::Refused(Refusal::NotRegistered));
            },
        ),
        case(
            "app-registered",
            "owned by somebody else",
            Kind::Fail,
            |facts, _| {
                with_service_principal(facts, |changed| {
                    changed.app_owner_organization_id = Some(TENANT);
                });
            },
        ),
        case(
            "app-registered",
            "owner not told",
            Kind::Fail,
            |facts, _| {
                with_service_principal(facts, |changed| changed.app_owner_organization_id = None);
            },
        ),
        case(
            "app-registered",
            "microsoft down",
            Kind::Unknown,
            |facts, _| {
                facts.app_access = Observed::unseen(Unobserved::MicrosoftUnavailable);
            },
        ),
        case(
            "app-registered",
            "t78 our own fault",
            Kind::Unknown,
            |facts, _| {
                facts.app_access = Observed::unseen(Unobserved::OperatorFault);
            },
        ),
        case("app-enabled", "as it must be", Kind::Pass, |_, _| {}),
        case("app-enabled", "switched off", Kind::Fail, |facts, _| {
            with_service_principal(facts, |changed| changed.account_enabled = false);
        }),
        case(
            "app-enabled",
            "refused as disabled",
            Kind::Fail,
            |facts, _| {
                facts.app_access = seen(AppAccess::Refused(Refusal::Disabled));
            },
        ),
        case(
            "app-enabled",
            "deactivated by us",
            Kind::Fail,
            |facts, _| {
                with_service_principal(facts, |changed| changed.is_deactivated = true);
            },
        ),
        case(
            "app-enabled",
            "disabled by microsoft",
            Kind::Fail,
            |facts, _| {
                with_service_principal(facts, |changed| {
                    changed.disabled_by_microsoft_status =
                        Some("DisabledDueToViolationOfServicesAgreement".to_owned());
                });
            },
        ),
        case(
            "app-enabled",
            "microsoft says not disabled",
            Kind::Pass,
            |facts, _| {
                with_service_principal(facts, |changed| {
                    changed.disabled_by_microsoft_status = Some("NotDisabled".to_owned());
                });
            },
        ),
        case(
            "app-enabled",
            "not registered",
            Kind::Unknown,
            |facts, _| {
                facts.service_principal = seen(None);
            },
        ),
    ]
}

fn excess_cases() -> Vec<Case> {
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
            Kind::Fail,
            |_, setting| {
                setting.manifest = Manifest::adjusted([], ["Mail.Send"]).unwrap();
            },
        ),
        case(
            CHECK,
            "another app role of Graph",
            Kind::Fail,
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
            Kind::Fail,
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
        case(CHECK, "scopes unread", Kind::Unknown, |facts, _| {
            facts.delegated_scopes = Observed::unseen(Unobserved::IdentityAbsent {
                identity: Identity::Administrator,
            });
        }),
        case(CHECK, "grants unread", Kind::Unknown, |facts, _| {
            facts.granted_roles = Observed::unseen(Unobserved::Refused);
        }),
        case(CHECK, "no access", Kind::Unknown, |facts, _| {
            facts.app_access = seen(AppAccess::Refused(Refusal::NotRegistered));
        }),
    ]
}

#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn permission_cases() -> Vec<Case> {
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
            Kind::Fail,
            |facts, _| {
                facts.granted_roles = seen([].into());
            },
        ),
        case(
            "application-permissions",
            "same id of another api",
            Kind::Fail,
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
            Kind::Waiting,
            |facts, setting| {
                facts.granted_roles = seen([].into());
                setting.consented_at = Some(now());
            },
        ),
        case(
            "application-permissions",
            "read refused",
            Kind::Fail,
            |facts, _| {
                facts.granted_roles = Observed::unseen(Unobserved::Refused);
            },
        ),
        case(
            "application-permissions",
            "read refused, not asked for",
            Kind::Unknown,
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
            Kind::NotApplicable,
            |_, setting| {
                setting.manifest = Manifest::adjusted([], ["Application.Read.All"]).unwrap();
            },
        ),
        case(
            "application-permissions",
            "microsoft down",
            Kind::Unknown,
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
            Kind::Fail,
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
            Kind::Fail,
            |facts, _| {
                facts.tenant_wide_scopes = seen(scopes(&["User.Read"]));
            },
        ),
        case(
            "delegated-permissions",
            "nobody signed in",
            Kind::Unknown,
            |facts, _| {
                facts.delegated_scopes = Observed::unseen(Unobserved::IdentityAbsent {
                    identity: Identity::Administrator,
                });
            },
        ),
    ]
}

fn people_cases() -> Vec<Case> {
    vec![
        case(
            "user-access",
            "no assignment required",
            Kind::Pass,
            |_, _| {},
        ),
        case(
            "user-access",
            "required, nobody assigned",
            Kind::Fail,
            |facts, _| {
                with_service_principal(facts, |changed| {
                    changed.app_role_assignment_required = true;
                });
            },
        ),
        case(
            "user-access",
            "required, only an application assigned",
            Kind::Fail,
            |facts, _| {
                with_service_principal(facts, |changed| {
                    changed.app_role_assignment_required = true;
                });
                facts.assignments = assigned(PrincipalKind::ServicePrincipal);
            },
        ),
        case(
            "user-access",
            "required, a group assigned, no system user named",
            Kind::Pass,
            |facts, _| {
                with_service_principal(facts, |changed| {
                    changed.app_role_assignment_required = true;
                });
                facts.assignments = assigned(PrincipalKind::Group);
            },
        ),
        case(
            "user-access",
            "required, cover of the system user unseen",
            Kind::Unknown,
            |facts, setting| {
                with_service_principal(facts, |changed| {
                    changed.app_role_assignment_required = true;
                });
                facts.assignments = assigned(PrincipalKind::Group);
                setting.system_user =
                    UserPrincipalName::try_from("svc@contoso.com".to_owned()).ok();
            },
        ),
        case(
            "user-access",
            "assignments refused",
            Kind::Unknown,
            |facts, _| {
                with_service_principal(facts, |changed| {
                    changed.app_role_assignment_required = true;
                });
                facts.assignments = Observed::unseen(Unobserved::Refused);
            },
        ),
        case(
            "tenant-matches-customer",
            "domain verified",
            Kind::Pass,
            |_, _| {},
        ),
        case(
            "tenant-matches-customer",
            "another domain",
            Kind::Fail,
            |facts, _| {
                facts.organization = seen(Organization {
                    id: TENANT,
                    verified_domains: ["fabrikam.com".to_owned()].into(),
                });
            },
        ),
        case(
            "tenant-matches-customer",
            "no domain expected",
            Kind::NotApplicable,
            |_, setting| {
                setting.domain = None;
            },
        ),
        case(
            "tenant-matches-customer",
            "nobody signed in",
            Kind::Unknown,
            |facts, _| {
                facts.organization = Observed::unseen(Unobserved::IdentityAbsent {
                    identity: Identity::Administrator,
                });
            },
        ),
    ]
}

fn cases() -> Vec<Case> {
    [
        app_cases(),
        permission_cases(),
        excess_cases(),
        people_cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn each_case_gives_its_verdict() {
    for case in cases() {
        let mut facts = passing();
        let mut setting = Setting {
            manifest: Manifest::default(),
            domain: DomainName::try_from("contoso.com".to_owned()).ok(),
            system_user: None,
            consented_at: Some(now() - SignedDuration::from_hours(48)),
        };
        (case.change)(&mut facts, &mut setting);
        let expected = Expectations {
            manifest: &setting.manifest,
            home_tenant: HOME,
            expected_domain: setting.domain.as_ref(),
            system_user: setting.system_user.as_ref(),
            system_user_id: None,
            sites: &[],
            consented_at: setting.consented_at,
            settled: &[],
            now: now(),
        };
        let answer = ask(case.check, &facts, &expected);
        let kind = match answer.unwrap_or_else(Verdict::Unknown) {
            Verdict::Pass => Kind::Pass,
            Verdict::Fail(_) => Kind::Fail,
            Verdict::Waiting(_) => Kind::Waiting,
            Verdict::NotApplicable(_) => Kind::NotApplicable,
            Verdict::Unknown(_) => Kind::Unknown,
        };
        assert_eq!(kind, case.expected, "{}: {}", case.check, case.name);
    }
}

#[test]
fn each_check_has_a_passing_a_failing_and_an_unobserved_case() {
    for check in &CATALOGUE {
        for kind in [Kind::Pass, Kind::Fail, Kind::Unknown] {
            assert!(
                cases()
                    .iter()
                    .any(|case| case.check == check.id && case.expected == kind),
                "{} has no {kind:?} case",
                check.id
            );
        }
    }
}

#[test]
fn t25_each_permission_taken_away_is_named() {
    let manifest = Manifest::default();
    for gone in manifest.delegated().map(|permission| permission.name) {
        let mut facts = passing();
        let left: Vec<_> = manifest
            .delegated()
            .map(|permission| permission.name)
            .filter(|name| *name != gone)
            .collect();
        facts.delegated_scopes = seen(scopes(&left));
        let expected = Expectations {
            manifest: &manifest,
            home_tenant: HOME,
            expected_domain: None,
            system_user: None,
            system_user_id: None,
            sites: &[],
            consented_at: None,
            settled: &[],
            now: now(),
        };
        let verdict = ask("delegated-permissions", &facts, &expected);
        let Ok(Verdict::Fail(finding)) = verdict else {
            panic!("{gone}: {verdict:?}")
        };
        assert_eq!(
            finding.arguments.get("permissions").map(String::as_str),
            Some(gone)
        );
    }
}

#[test]
fn what_was_there_since_the_consent_and_is_gone_fails_at_once() {
    let manifest = Manifest::default();
    let mut facts = passing();
    if let Observed::Seen { value, .. } = &mut facts.granted_roles {
        value.clear();
    }
    let mut expected = Expectations {
        manifest: &manifest,
        home_tenant: HOME,
        expected_domain: None,
        system_user: None,
        system_user_id: None,
        sites: &[],
        consented_at: Some(now() - SignedDuration::from_mins(1)),
        settled: &[],
        now: now(),
    };
    let verdict = |expected: &Expectations<'_>| {
        let report = crate::verification::verify(&facts, expected);
        report
            .result("application-permissions")
            .unwrap()
            .verdict
            .clone()
    };
    assert!(matches!(verdict(&expected), Verdict::Waiting(_)));
    expected.settled = &["application-permissions"];
    assert!(matches!(verdict(&expected), Verdict::Fail(_)));
}
