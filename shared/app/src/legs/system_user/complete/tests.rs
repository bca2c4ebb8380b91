//! Objections to connecting an account (T23).

use super::*;
use domain::{
    customer::{Customer, CustomerId, CustomerName, Language, Metadata, Plan},
    ids::{InvitationId, ObjectId, RegistrationId, TenantId, TokenHash},
    invitation::{Maker, Status},
    registration::{Approval, Lifecycle, Observations, Tenant},
};
use uuid::Uuid;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn tenant(number: u128) -> TenantId {
    TenantId::from_uuid(Uuid::from_u128(number))
}

fn account(number: u128) -> ObjectId {
    ObjectId::from_uuid(Uuid::from_u128(number))
}

fn name(text: &str) -> UserPrincipalName {
    UserPrincipalName::try_from(text.to_owned()).unwrap()
}

fn registration() -> Registration {
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
        system_user: Some(name("cooperlink@contoso.example")),
        sites: Vec::new(),
        return_url: None,
        requester: None,
        meeting_at: None,
        metadata: Metadata::default(),
        lifecycle: Lifecycle::Connected {
            tenant: Tenant {
                id: tenant(1),
                name: "Contoso".to_owned(),
                domain: None,
                administrator: account(9),
                administrator_name: None,
                approved_elsewhere: false,
            },
            approval: Approval::NotNeeded,
            consented_at: at(1),
            connected_at: at(2),
        },
        observations: Observations::default(),
        system_user_connection: None,
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

fn invitation(purpose: Purpose, created: i64) -> Invitation {
    Invitation {
        id: InvitationId::from_uuid(Uuid::nil()),
        token_hash: TokenHash::from_digest(&[0; 32]),
        registration_id: registration().id,
        purpose,
        status: Status::Open,
        created_at: at(created),
        expires_at: at(1_000),
        opened_at: None,
        completed_at: None,
        created_by: Maker::HostApp,
        is_replaced: false,
        requested_at: None,
    }
}

fn signed_in(tenant: TenantId, account: ObjectId) -> SignedIn {
    SignedIn {
        named: name("cooperlink@contoso.example"),
        user_principal_name: "Cooperlink@contoso.example".to_owned(),
        subject: "subject".to_owned(),
        secret: SystemUserSecret {
            refresh_token: "token".to_owned().into(),
            tenant_id: tenant,
            object_id: account,
            written_at: at(5),
        },
    }
}

fn connected_as(number: u128) -> Registration {
    let signed_in = signed_in(tenant(1), account(number));
    Registration {
        system_user_connection: Some(connection(&signed_in, "version", at(10))),
        ..registration()
    }
}

#[test]
fn the_named_account_of_the_tenant_is_connected() {
    let invitation = invitation(Purpose::Connect, 1);
    let signed_in = signed_in(tenant(1), account(2));
    assert_eq!(
        objection(&registration(), &invitation, &signed_in, at(9)),
        None
    );
    assert_eq!(
        objection(&connected_as(2), &invitation, &signed_in, at(9)),
        None
    );
}

#[test]
fn t23_an_account_of_another_tenant_or_name_is_not() {
    let invitation = invitation(Purpose::SystemUser, 1);
    let elsewhere = signed_in(tenant(2), account(2));
    let objected = objection(&registration(), &invitation, &elsewhere, at(9));
    assert_eq!(objected, Some(Notice::StartAgain));

    let renamed = Registration {
        system_user: Some(name("other@contoso.example")),
        ..registration()
    };
    let here = signed_in(tenant(1), account(2));
    let objected = objection(&renamed, &invitation, &here, at(9));
    assert_eq!(objected, Some(Notice::StartAgain));

    let taken_down = Registration {
        lifecycle: Lifecycle::Invited,
        ..registration()
    };
    let objected = objection(&taken_down, &invitation, &here, at(9));
    assert_eq!(objected, Some(Notice::StartAgain));
}

#[test]
fn t23_another_account_waits_for_the_host_app() {
    let other = signed_in(tenant(1), account(3));
    let objected = |purpose, created| {
        objection(
            &connected_as(2),
            &invitation(purpose, created),
            &other,
            at(9),
        )
    };
    let refused = Some(Notice::ReplacementNotAgreed);
    assert_eq!(objected(Purpose::Connect, 20), refused);
    assert_eq!(objected(Purpose::SystemUser, 10), refused);
    assert_eq!(objected(Purpose::SystemUser, 11), None);
}
