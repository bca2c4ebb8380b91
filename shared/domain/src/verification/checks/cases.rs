//! Cases of every check: facts that pass everything, with one field changed in each case, and one file for each theme. The
//! tests here demand that each check of the catalogue has a passing, a failing and an unobserved case, and each finding a case
//! of its own.

mod administrator;
mod app;
mod libraries;
mod licences;
mod mailbox;
mod people;
mod permission_upgrade;
mod permissions;
mod shared_faults;
mod sites;
mod system_user;
mod whole_runs;

use crate::{
    customer::{DomainName, LibraryName, Site, UserPrincipalName},
    ids::{ObjectId, ServicePlanId, TenantId},
    permission::{self, FIRST_SET, Manifest, Permission},
    site_address::SiteAddress,
    verification::{
        Expectations,
        catalogue::{CATALOGUE, Question, find_check},
        facts::{
            AdministratorSites, AppAccess, AppRefusal, Assignment, DelegatedScopes, Evidence,
            GrantedRole, LibraryAccess, LibraryFacts, LibraryPresence, LicensedPlan, Mailbox,
            Observed, Organization, OtherSites, PrincipalKind, RefusedBy, ServicePrincipal,
            SignInRefusal, SiteAbove, SiteAccess, SiteFacts, SystemUser, SystemUserAccess,
            TenantFacts, TenantServices, TurnedAway,
        },
        verdict::{Identity, Unobserved, Verdict},
    },
};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use uuid::Uuid;

const HOME: TenantId = TenantId::from_uuid(Uuid::from_u128(1));
const TENANT: TenantId = TenantId::from_uuid(Uuid::from_u128(2));
const USER: ObjectId = ObjectId::from_uuid(Uuid::from_u128(30));
const OTHER: ObjectId = ObjectId::from_uuid(Uuid::from_u128(31));
const PROJECTS: &str = "https://contoso.sharepoint.com/sites/projects";

fn now() -> Timestamp {
    Timestamp::from_second(1_000_000).unwrap()
}

fn seen<T>(value: T) -> Observed<T> {
    seen_at(value, now())
}

fn seen_at<T>(value: T, at: Timestamp) -> Observed<T> {
    let evidence = Evidence {
        request: "GET /test".to_owned(),
        status: Some(200),
        error_code: None,
        request_id: None,
        account: None,
        at,
    };
    Observed::Seen { value, evidence }
}

fn earlier<T>(value: T) -> Observed<T> {
    let mut observed = seen(value);
    if let Observed::Seen { evidence, .. } = &mut observed {
        evidence.at = now() - SignedDuration::from_hours(1);
    }
    observed
}

fn absent<T>() -> Observed<T> {
    Observed::unseen(Unobserved::IdentityAbsent {
        identity: Identity::SystemUser,
    })
}

fn down<T>() -> Observed<T> {
    Observed::unseen(Unobserved::MicrosoftUnavailable)
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

fn with_service_principal(facts: &mut TenantFacts, change: fn(&mut ServicePrincipal)) {
    let mut changed = service_principal();
    change(&mut changed);
    facts.service_principal = seen(Some(changed));
}

fn scopes(names: &[&str]) -> DelegatedScopes {
    DelegatedScopes(names.iter().map(|name| (*name).to_owned()).collect())
}

fn default_scopes() -> DelegatedScopes {
    scopes(&[
        "User.Read",
        "Sites.ReadWrite.All",
        "Mail.ReadWrite",
        "Mail.Send",
    ])
}

fn system_user() -> SystemUser {
    SystemUser {
        id: USER,
        user_principal_name: "svc@contoso.com".to_owned(),
        is_guest: false,
        account_enabled: Some(true),
    }
}

fn reached() -> SiteFacts {
    let library = LibraryFacts {
        listed: seen(LibraryPresence::Found { is_full: false }),
        read: seen(LibraryAccess::Allowed),
        write: seen(LibraryAccess::Allowed),
        left_open: None,
    };
    SiteFacts {
        site: seen(SiteAccess::Reached),
        libraries: vec![library; 2],
        above: None,
    }
}

/// Facts of a fully configured registration that works: a system user, two sites, four libraries.
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
        delegated_scopes: seen(default_scopes()),
        organization: seen(Organization {
            id: TENANT,
            verified_domains: ["contoso.com".to_owned()].into(),
        }),
        tenant_services: Observed::unseen(Unobserved::PermissionNotAskedFor {
            permission: "Organization.Read.All".to_owned(),
        }),
        system_user_access: seen(SystemUserAccess::Granted(default_scopes())),
        system_user: seen(system_user()),
        system_user_groups: seen(BTreeSet::new()),
        licences: seen(licences::business_basic("Success", "Success")),
        mailbox: seen(Mailbox::Reachable),
        sites: vec![reached(); 2],
        other_sites: seen(OtherSites {
            found: 0,
            there_are_more: false,
        }),
        administrator_sites: seen(AdministratorSites::default()),
    }
}

/// Settings that differ from case to case, in addition to the facts.
struct Setting {
    manifest: Manifest,
    required_set: u16,
    domain: Option<DomainName>,
    is_connected: bool,
    system_user: Option<UserPrincipalName>,
    system_user_id: Option<ObjectId>,
    sites: Vec<Site>,
    consented_at: Option<Timestamp>,
}

impl Setting {
    fn full() -> Self {
        Self {
            manifest: Manifest::default(),
            required_set: FIRST_SET,
            domain: DomainName::try_from("contoso.com".to_owned()).ok(),
            is_connected: false,
            system_user: UserPrincipalName::try_from("svc@contoso.com".to_owned()).ok(),
            system_user_id: Some(USER),
            sites: vec![
                site(PROJECTS, ["Documents", "Plans"]),
                site(
                    "https://contoso.sharepoint.com/teams/office",
                    ["Documents", "Photos"],
                ),
            ],
            consented_at: Some(now() - SignedDuration::from_hours(48)),
        }
    }

    fn expected(&self) -> Expectations<'_> {
        Expectations {
            manifest: &self.manifest,
            required: self.manifest.up_to(self.required_set),
            home_tenant: HOME,
            is_connected: self.is_connected,
            expected_domain: self.domain.as_ref(),
            system_user: self.system_user.as_ref(),
            system_user_id: self.system_user_id,
            sites: &self.sites,
            consented_at: self.consented_at,
            settled: &[],
            lasting: &[],
            now: now(),
        }
    }
}

fn site(url: &str, libraries: [&str; 2]) -> Site {
    Site {
        url: SiteAddress::try_from(url.to_owned()).unwrap(),
        libraries: libraries
            .map(|name| LibraryName::try_from(name.to_owned()).unwrap())
            .into(),
    }
}

/// Verdict of a check; `library:3` asks about the third library.
fn ask(check: &str, facts: &TenantFacts, expected: &Expectations<'_>) -> Verdict {
    let answer = match find_check(check).unwrap().question {
        Question::Once { run, .. } => run(facts, expected),
        Question::Each { run, .. } => {
            let number = check
                .split_once(':')
                .map_or(1, |(_, number)| number.parse().unwrap());
            run(facts, expected, number - 1)
        }
    };
    answer.unwrap_or_else(Verdict::Unknown)
}

/// A verdict, with the code of its finding or of the reason why there is none.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Kind<'a> {
    Pass,
    Fail(&'a str),
    Waiting(&'a str),
    NotApplicable(&'a str),
    Unknown(&'a str),
}

impl<'a> Kind<'a> {
    fn of(verdict: &'a Verdict) -> Self {
        match verdict {
            Verdict::Pass => Self::Pass,
            Verdict::Fail(finding) => Self::Fail(&finding.code),
            Verdict::Waiting(finding) => Self::Waiting(&finding.code),
            Verdict::NotApplicable(finding) => Self::NotApplicable(&finding.code),
            Verdict::Unknown(reason) => Self::Unknown(reason.code()),
        }
    }
}

struct Case {
    check: &'static str,
    name: &'static str,
    change: fn(&mut TenantFacts, &mut Setting),
    expected: Kind<'static>,
}

impl Case {
    fn verdict(&self) -> Verdict {
        let (mut facts, mut setting) = (passing(), Setting::full());
        (self.change)(&mut facts, &mut setting);
        ask(self.check, &facts, &setting.expected())
    }
}

fn case(
    check: &'static str,
    name: &'static str,
    expected: Kind<'static>,
    change: fn(&mut TenantFacts, &mut Setting),
) -> Case {
    Case {
        check,
        name,
        change,
        expected,
    }
}

fn cases() -> Vec<Case> {
    [
        app::cases(),
        permissions::granted(),
        permission_upgrade::cases(),
        permissions::excess(),
        people::cases(),
        people::services(),
        system_user::connected(),
        system_user::member(),
        system_user::policy(),
        licences::cases(),
        mailbox::cases(),
        sites::cases(),
        libraries::cases(),
        sites::reach(),
        administrator::cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn each_case_gives_its_verdict() {
    for case in cases() {
        let verdict = case.verdict();
        assert_eq!(
            Kind::of(&verdict),
            case.expected,
            "{}: {}",
            case.check,
            case.name
        );
        if let Verdict::Fail(finding) | Verdict::Waiting(finding) = &verdict {
            assert!(finding.responsible().is_some(), "{verdict:?}");
        }
    }
}

#[test]
fn each_check_has_a_passing_a_failing_and_an_unobserved_case() {
    for check in &CATALOGUE {
        let of_check = || {
            cases()
                .into_iter()
                .filter(|case| find_check(case.check).is_some_and(|found| found.id == check.id))
                .map(|case| case.expected)
        };
        assert!(of_check().any(|kind| kind == Kind::Pass), "{}", check.id);
        assert!(
            of_check().any(|kind| matches!(kind, Kind::Fail(_))),
            "{}",
            check.id
        );
        assert!(
            of_check().any(|kind| matches!(kind, Kind::Unknown(_))),
            "{}",
            check.id
        );
    }
}

#[test]
fn each_finding_has_a_case_and_stands_in_the_catalogue() {
    for check in &CATALOGUE {
        let listed: BTreeSet<_> = check
            .findings()
            .filter(|code| !code.starts_with("sign-in-"))
            .collect();
        let given: BTreeSet<_> = cases()
            .iter()
            .filter(|case| find_check(case.check).is_some_and(|found| found.id == check.id))
            .filter_map(|case| match case.expected {
                Kind::Fail(code) | Kind::Waiting(code) | Kind::NotApplicable(code) => Some(code),
                Kind::Pass | Kind::Unknown(_) => None,
            })
            .filter(|code| !code.starts_with("sign-in-"))
            .collect();
        assert_eq!(given, listed, "{}", check.id);
    }
}
