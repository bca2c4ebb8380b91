//! The system user of a registration.

use super::*;
use test_case::test_case;

fn with_system_user(number: u128, connected_at: Timestamp) -> Registration {
    Registration {
        id: RegistrationId::from_uuid(Uuid::nil()),
        version: 1,
        support_code: "7K2M-X4QD".parse().unwrap(),
        customer: Customer {
            id: CustomerId::try_from("contoso".to_owned()).unwrap(),
            name: CustomerName::try_from("Contoso".to_owned()).unwrap(),
            plan: Plan::Boost,
        },
        expected_domain: None,
        language: Language::En,
        system_user: None,
        sites: Vec::new(),
        return_url: None,
        requester: None,
        meeting_at: None,
        metadata: Metadata::default(),
        lifecycle: Lifecycle::Invited,
        observations: Observations::default(),
        system_user_connection: Some(SystemUserConnection {
            object_id: ObjectId::from_uuid(Uuid::from_u128(number)),
            subject: "subject".to_owned(),
            user_principal_name: "cooperlink@contoso.example".to_owned(),
            connected_at,
            claims: None,
            secret_version: "version".to_owned(),
            secret_written_at: connected_at,
        }),
        signed_in_through: None,
        consented_through: None,
        removes_sign_in_since: None,
        stores_sign_in_since: None,
        rejections: Vec::new(),
        tenant_taken_at: None,
        created_at: at(0),
        updated_at: at(0),
    }
}

#[test_case(1, Purpose::Connect, 1, true; "the same account through any link")]
#[test_case(2, Purpose::Connect, 9, false; "another one through the administrator's link")]
#[test_case(2, Purpose::SystemUser, 4, false; "another one through an older link of its own")]
#[test_case(2, Purpose::SystemUser, 5, false; "another one through a link of the same instant")]
#[test_case(2, Purpose::SystemUser, 6, true; "another one through a link made since")]
fn t23_another_system_user_needs_a_link_that_was_made_since(
    account: u128,
    purpose: Purpose,
    invited_at: i64,
    accepted: bool,
) {
    let registration = with_system_user(1, at(5));
    let invitation = Invitation {
        id: InvitationId::from_uuid(Uuid::nil()),
        token_hash: TokenHash::from_digest(&[0; 32]),
        registration_id: registration.id,
        purpose,
        status: Status::Open,
        created_at: at(invited_at),
        expires_at: at(100),
        opened_at: None,
        completed_at: None,
        created_by: Maker::HostApp,
        is_replaced: false,
        requested_at: None,
    };
    let by_administrator = Invitation {
        created_by: Maker::Administrator,
        ..invitation.clone()
    };
    let account = ObjectId::from_uuid(Uuid::from_u128(account));
    assert_eq!(
        registration.accepts_system_user(account, &invitation),
        accepted
    );
    assert_eq!(
        registration.accepts_system_user(account, &by_administrator),
        purpose == Purpose::Connect && accepted,
        "an administrator's link is no word of the host app"
    );
    let unconnected = Registration {
        system_user_connection: None,
        ..registration
    };
    assert!(unconnected.accepts_system_user(account, &invitation));
}

#[test_case(None, false; "no domain any more")]
#[test_case(Some("fabrikam.example"), false; "another organisation's domain")]
#[test_case(Some("contoso.example"), true; "the domain of the sign-in")]
fn t02_a_sign_in_is_pinned_only_while_its_organisation_has_the_domain(
    domain: Option<&str>,
    expected: bool,
) {
    let registration = Registration {
        expected_domain: domain.map(|domain| domain.to_owned().try_into().unwrap()),
        ..with_system_user(1, at(5))
    };
    let organization = Organization {
        id: TenantId::from_uuid(Uuid::from_u128(1)),
        verified_domains: ["contoso.example".to_owned()].into(),
    };
    let pinned = |pinned| registration.pins(pinned, &organization);
    assert_eq!(pinned(Pinning::ByDomain) == Pinning::ByDomain, expected);
    assert_eq!(pinned(Pinning::No), Pinning::No, "nothing pins afterwards");
}

#[test]
fn the_system_user_is_called_as_graph_last_showed_it() {
    let unnamed = with_system_user(1, at(5));
    assert_eq!(unnamed.system_user_name(), None);
    let named = Registration {
        system_user: Some("svc@contoso.example".to_owned().try_into().unwrap()),
        ..unnamed
    };
    assert_eq!(named.system_user_name(), Some("cooperlink@contoso.example"));
    let unconnected = Registration {
        system_user_connection: None,
        ..named
    };
    assert_eq!(unconnected.system_user_name(), Some("svc@contoso.example"));
}
