//! Sample values for the pages in tests.

use super::*;

/// A page without the hashes in its assets' names, which change with every colour.
pub(super) fn stable(page: &str) -> String {
    let mut rest = page;
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once("/connect/assets/") {
        let (stem, after) = after.split_once('.').unwrap();
        let (_, after) = after.split_once('.').unwrap();
        text.push_str(before);
        text.extend(["/connect/assets/", stem, ".HASH."]);
        rest = after;
    }
    text + rest
}

pub(super) const TOKEN: &str = "tokentokentokentokentokentokentokentokentok";
pub(super) const HOSTILE: &str = "<b>Con\u{202E}toso</b> & \"Söhne\" {{1}}";

pub(super) static CODE: LazyLock<SupportCode> = LazyLock::new(|| "7K3M-9Q2P".parse().unwrap());

static ADDRESSES: LazyLock<Vec<String>> = LazyLock::new(|| vec!["192.0.2.10".to_owned()]);

pub(super) fn brand() -> Brand {
    Brand {
        app: "Cooperlink Cloud".to_owned(),
        company: "Cooperlink".to_owned(),
        support: "support@cooperlink.example".to_owned(),
        logo: None,
        privacy: None,
        security: None,
        shades: Shades::default(),
    }
}

pub(super) static STYLE: LazyLock<PageStyle> = LazyLock::new(|| PageStyle::new(brand()));

pub(super) fn frame() -> Frame<'static> {
    Frame {
        words: Words::of(Language::En),
        is_chosen: false,
        path: Some(""),
        style: &STYLE,
        app: "Cooperlink Cloud",
        addresses: &ADDRESSES,
        support_code: Some(&CODE),
        left_through: None,
        account: None,
    }
}

pub(super) static ADDRESS: LazyLock<Url> = LazyLock::new(|| {
    let address = format!("https://registration.cooperlink.example/connect/{TOKEN}");
    address.parse().unwrap()
});

pub(super) fn address() -> Url {
    ADDRESS.clone()
}

/// The most hostile name that the API accepts.
pub(super) const CUSTOMER: &str = "<b>Contoso</b> & \"Söhne\" {{1}}";

pub(super) fn registration(lifecycle: Lifecycle, account: Option<&str>) -> Registration {
    Registration {
        id: RegistrationId::from_uuid(Uuid::nil()),
        version: 1,
        support_code: "7K3M-9Q2P".parse().unwrap(),
        customer: Customer {
            id: CustomerId::try_from("contoso".to_owned()).unwrap(),
            name: CustomerName::try_from(CUSTOMER.to_owned()).unwrap(),
            plan: Plan::Boost,
        },
        expected_domain: None,
        language: Language::En,
        system_user: account.map(|name| UserPrincipalName::try_from(name.to_owned()).unwrap()),
        sites: Vec::new(),
        requester: None,
        meeting_at: None,
        metadata: Metadata::default(),
        signed_in_through: None,
        consented_through: None,
        removes_sign_in_since: None,
        stores_sign_in_since: None,
        rejections: Vec::new(),
        tenant_taken_at: None,
        return_url: Some("https://app.cooperlink.example/back".to_owned()),
        lifecycle,
        observations: Observations::default(),
        system_user_connection: None,
        created_at: now(),
        updated_at: now(),
    }
}

/// A site with one library.
pub(super) fn sites() -> Vec<Site> {
    let url = "https://contoso.sharepoint.com/sites/projects".to_owned();
    vec![Site {
        url: url.try_into().unwrap(),
        libraries: vec!["Documents".to_owned().try_into().unwrap()],
    }]
}

/// A registration that names everything and whose system user is connected.
pub(super) fn named(lifecycle: Lifecycle) -> Registration {
    Registration {
        sites: sites(),
        system_user_connection: Some(system_user::connection(now())),
        ..registration(lifecycle, Some("cooperlink@contoso.example"))
    }
}

pub(super) fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

pub(super) fn tenant() -> Tenant {
    Tenant {
        id: TenantId::from_uuid(Uuid::from_u128(7)),
        name: HOSTILE.to_owned(),
        domain: Some("contoso.example".to_owned()),
        administrator: ObjectId::from_uuid(Uuid::from_u128(8)),
        administrator_name: None,
        approved_elsewhere: false,
    }
}

pub(super) fn evidence() -> Evidence {
    Evidence {
        request: "GET /v1.0/servicePrincipals".to_owned(),
        status: Some(200),
        error_code: None,
        request_id: Some("request-7".to_owned()),
        account: None,
        at: now(),
    }
}

pub(super) fn signed_in(directory_roles: Option<Vec<String>>) -> SignedIn {
    SignedIn {
        tenant: tenant(),
        pinned: Pinning::ByDomain,
        is_approved: false,
        login_hint: SealedValue(String::new()),
        directory_roles,
        organization: Observation {
            value: Organization {
                id: tenant().id,
                verified_domains: ["contoso.example".to_owned()].into(),
            },
            evidence: evidence(),
        },
    }
}

pub(super) fn consented(approval: Approval) -> Lifecycle {
    Lifecycle::Consented {
        tenant: tenant(),
        approval,
        consented_at: now(),
    }
}

pub(super) fn connected() -> Lifecycle {
    Lifecycle::Connected {
        tenant: tenant(),
        approval: Approval::NotNeeded,
        consented_at: now(),
        connected_at: now(),
    }
}

pub(super) fn report(verdict: impl Fn(usize) -> Verdict) -> Report {
    let results = CATALOGUE
        .iter()
        .enumerate()
        .map(|(position, check)| CheckResult {
            check: check.id.to_owned(),
            subject: None,
            verdict: verdict(position),
            observed_at: Some(now()),
            last_known: None,
            evidence: vec![evidence()],
        })
        .collect();
    Report {
        checked_at: now(),
        coverage: domain::verification::report::Coverage::default(),
        results,
        changes: Vec::new(),
        access: None,
    }
}

pub(super) fn of_every_kind() -> Report {
    report(|position| match position {
        0 => Verdict::Pass,
        1 => Verdict::Fail(Finding::new("app-disabled")),
        2 => Verdict::Waiting(
            Finding::new("application-permissions-missing").with("permissions", "<i>Mail.Send</i>"),
        ),
        3 => Verdict::NotApplicable(Finding::new("no-expected-domain")),
        _ => Verdict::Unknown(Unobserved::MicrosoftUnavailable),
    })
}

pub(super) fn result<'a>(
    registration: &'a Registration,
    tenant: &'a Tenant,
    report: Option<&'a Report>,
) -> ResultPage<'a> {
    ResultPage {
        frame: frame(),
        token: TOKEN,
        address: &ADDRESS,
        form_token: "form",
        journey: Journey {
            registration,
            report,
        },
        run: AwaitedRun::None,
        has_left_as_system_user: false,
        is_kept: false,
        tenant,
        approved_by: Some("anna@contoso.example"),
        checked_at: Some(now()),
        held_since: None,
        notice: None,
        place: place(tenant),
        now: now(),
    }
}

pub(super) fn place(tenant: &Tenant) -> GuidanceTenant<'static> {
    GuidanceTenant::new(
        &Cloud::Global,
        ClientId::from_uuid(Uuid::from_u128(1)),
        tenant.id,
        Some(ObjectId::from_uuid(Uuid::from_u128(3))),
    )
}

/// Our application in a cloud, with the system user known.
pub(super) fn place_in(cloud: &'static Cloud, tenant: &Tenant) -> GuidanceTenant<'static> {
    let app = ClientId::from_uuid(Uuid::from_u128(1));
    let service_principal = ObjectId::from_uuid(Uuid::from_u128(3));
    let system_user = ObjectId::from_uuid(Uuid::from_u128(4));
    GuidanceTenant::new(cloud, app, tenant.id, Some(service_principal))
        .with_system_user(Some(system_user))
}

/// A result page whose checks pass except for one, with this change.
pub(super) fn with_page(
    failing: &str,
    finding: &Finding,
    change: impl FnOnce(&mut ResultPage<'_>),
) -> String {
    let (registration, tenant, mut report) = (named(connected()), tenant(), all_pass());
    for result in &mut report.results {
        if result.check == failing {
            result.verdict = Verdict::Fail(finding.clone());
        }
    }
    let mut page = result(&registration, &tenant, Some(&report));
    page.place = place_in(&Cloud::Global, &tenant);
    change(&mut page);
    page.respond("r").into_body()
}

/// A registration whose domain the host app named.
pub(super) fn of_domain() -> Registration {
    Registration {
        expected_domain: Some("contoso.example".to_owned().try_into().unwrap()),
        ..registration(Lifecycle::Invited, None)
    }
}

pub(super) fn start(frame: Frame<'static>, registration: &Registration) -> String {
    start_page_of(frame, registration, false)
}

pub(super) fn start_page_of(
    frame: Frame<'static>,
    registration: &Registration,
    is_stuck: bool,
) -> String {
    let (address, booking) = (address(), Url::parse("https://booking.example/").unwrap());
    let page = StartPage {
        frame,
        token: TOKEN,
        address: &address,
        journey: Journey {
            registration,
            report: None,
        },
        requester: Some(HOSTILE),
        manifest: &Manifest::default(),
        publisher: Some("Cooperlink SA"),
        login_origin: Cloud::Global.login_origin(),
        meeting: SupportMeeting {
            booking: Some(&booking),
            at: None,
        },
        is_stuck,
        begins_with_consent: registration.expected_domain.is_some(),
        expires_at: Some(now()),
    };
    page.respond("request-1").into_body()
}

pub(super) fn confirm(
    frame: Frame<'static>,
    registration: &Registration,
    roles: Option<&[&str]>,
) -> String {
    let roles = roles.map(|roles| roles.iter().map(|role| (*role).to_owned()).collect());
    let page = ConfirmPage {
        frame,
        token: TOKEN,
        form_token: "form",
        address: &address(),
        journey: Journey {
            registration,
            report: None,
        },
        signed_in: &signed_in(roles),
        cloud: &Cloud::Global,
    };
    page.respond("request-1").into_body()
}

pub(super) fn other_account() -> Notice {
    Notice::OtherAccount {
        signed_in_as: HOSTILE.to_owned(),
        expected: "cooperlink@contoso.example".to_owned(),
    }
}

pub(super) fn all_pass() -> Report {
    report(|_| Verdict::Pass)
}
