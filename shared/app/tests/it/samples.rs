//! Sample values.

use domain::{
    customer::{Customer, CustomerId, CustomerName, Language, Metadata, Plan},
    drives::{KnownDrives, WriteTrials},
    ids::{InvitationId, ObjectId, RegistrationId, TenantId, TokenHash},
    invitation::{Invitation, Maker, Purpose, Status},
    permission::PermissionHistory,
    registration::{Approval, Lifecycle, Observation, Observations, Registration, Tenant},
    support_code::SupportCode,
    verification::facts::{DelegatedScopes, Evidence, Organization},
};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

pub(crate) const CLIENT: &str = "c0ffee00-0000-4000-8000-000000000001";
pub(crate) const HOME: &str = "40000000-0000-4000-8000-000000000001";
pub(crate) const TENANT: &str = "7e000000-0000-4000-8000-000000000001";
pub(crate) const OTHER_TENANT: &str = "7e000000-0000-4000-8000-000000000002";
pub(crate) const SCOPES: &str = "User.Read Sites.ReadWrite.All Mail.ReadWrite Mail.Send";

pub(crate) fn start() -> Timestamp {
    Timestamp::from_second(1_800_000_000).unwrap()
}

pub(crate) fn seconds(seconds: i64) -> SignedDuration {
    SignedDuration::from_secs(seconds)
}

pub(crate) fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

/// Another one for each number.
pub(crate) fn support_code(number: u64) -> SupportCode {
    format!("{number:08}").parse().unwrap()
}

pub(crate) fn registration_id(number: u64) -> RegistrationId {
    RegistrationId::from_uuid(Uuid::from_u64_pair(
        0x0193_0000_0000_7000,
        (2 << 62) | number,
    ))
}

pub(crate) fn tenant(id: &str) -> Tenant {
    Tenant {
        id: tenant_id(id),
        name: "Contoso".to_owned(),
        domain: None,
        administrator: ObjectId::from_uuid(Uuid::from_u128(9)),
        administrator_name: None,
        approved_elsewhere: false,
    }
}

pub(crate) fn tenant_id(id: &str) -> TenantId {
    id.parse().unwrap()
}

pub(crate) fn evidence(at: Timestamp) -> Evidence {
    Evidence {
        request: "POST /token".to_owned(),
        status: Some(200),
        error_code: None,
        request_id: None,
        account: None,
        at,
    }
}

/// A registration whose administrator came back from the consent page at the start.
pub(crate) fn consented(number: u64) -> Registration {
    let seen = evidence(start());
    Registration {
        id: registration_id(number),
        version: 1,
        support_code: support_code(number),
        customer: Customer {
            id: CustomerId::try_from("contoso".to_owned()).unwrap(),
            name: CustomerName::try_from("Contoso Architects".to_owned()).unwrap(),
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
        lifecycle: Lifecycle::Consented {
            tenant: tenant(TENANT),
            approval: Approval::NotNeeded,
            consented_at: start(),
        },
        observations: Observations {
            organization: Some(Observation {
                value: Organization {
                    id: tenant_id(TENANT),
                    verified_domains: ["contoso.example".to_owned()].into(),
                },
                evidence: seen.clone(),
            }),
            delegated_scopes: Some(Observation {
                value: DelegatedScopes(SCOPES.split(' ').map(str::to_owned).collect()),
                evidence: seen,
            }),
            delegated_scopes_tenant: Some(tenant_id(TENANT)),
            administrator_sites: None,
            drives: KnownDrives::default(),
            write_trials: WriteTrials::default(),
            permissions: PermissionHistory::default(),
        },
        system_user_connection: None,
        signed_in_through: None,
        consented_through: None,
        removes_sign_in_since: None,
        stores_sign_in_since: None,
        rejections: Vec::new(),
        tenant_taken_at: None,
        created_at: start(),
        updated_at: start(),
    }
}

pub(crate) fn invitation(number: u64) -> Invitation {
    let mut digest = [u8::try_from(number % 256).unwrap(); 32];
    digest[..8].copy_from_slice(&number.to_be_bytes());
    Invitation {
        id: InvitationId::from_uuid(Uuid::from_u128(u128::from(number))),
        token_hash: TokenHash::from_digest(&digest),
        registration_id: registration_id(number),
        purpose: Purpose::Connect,
        status: Status::Open,
        created_at: start(),
        expires_at: start() + SignedDuration::from_hours(24),
        opened_at: None,
        completed_at: None,
        created_by: Maker::HostApp,
        is_replaced: false,
        requested_at: None,
    }
}
