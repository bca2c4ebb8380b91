//! Sample values.

use domain::{
    customer::{Customer, CustomerId, CustomerName, Language, Metadata, Plan},
    event::{Event, EventKind, last_id_of},
    flow::{Flow, Leg, LegPurpose, SealedValue},
    ids::{EventId, InvitationId, ObjectId, RegistrationId, TenantId, TokenHash, VerificationId},
    invitation::{Invitation, Maker, Purpose, Status},
    registration::{Approval, Lifecycle, Observations, Registration, Tenant},
    standing::{Health, Standing},
    support_code::SupportCode,
};
use jiff::{SignedDuration, Timestamp};
use store::{EventRange, EventsOf, Store};
use uuid::Uuid;

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

/// An id that sorts by its instant, as all ids of the service do.
fn id(at: Timestamp, number: u64) -> Uuid {
    let milliseconds = u64::try_from(at.as_millisecond()).unwrap();
    let mut bytes = [0; 10];
    bytes[2..].copy_from_slice(&number.to_be_bytes());
    uuid::Builder::from_unix_timestamp_millis(milliseconds, &bytes).into_uuid()
}

/// A support code that differs for each number.
pub(crate) fn support_code(number: u64) -> SupportCode {
    format!("{number:08}").parse().unwrap()
}

pub(crate) fn registration_id(number: u64) -> RegistrationId {
    RegistrationId::from_uuid(id(at(0), number))
}

pub(crate) fn verification_id(second: i64) -> VerificationId {
    VerificationId::from_uuid(id(at(second), 1))
}

pub(crate) fn customer_id(name: &str) -> CustomerId {
    CustomerId::try_from(name.to_owned()).unwrap()
}

pub(crate) fn hash(byte: u8) -> TokenHash {
    TokenHash::from_digest(&[byte; 32])
}

pub(crate) fn tenant(number: u128) -> Tenant {
    Tenant {
        id: TenantId::from_uuid(Uuid::from_u128(number)),
        name: "Contoso".to_owned(),
        domain: None,
        administrator: ObjectId::from_uuid(Uuid::from_u128(9)),
        administrator_name: None,
        approved_elsewhere: false,
    }
}

pub(crate) fn registration(number: u64, customer: &str) -> Registration {
    Registration {
        id: registration_id(number),
        version: 1,
        support_code: support_code(number),
        customer: Customer {
            id: customer_id(customer),
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
        lifecycle: Lifecycle::Invited,
        observations: Observations::default(),
        system_user_connection: None,
        signed_in_through: None,
        consented_through: None,
        removes_sign_in_since: None,
        stores_sign_in_since: None,
        rejections: Vec::new(),
        tenant_taken_at: None,
        created_at: at(i64::try_from(number).unwrap()),
        updated_at: at(i64::try_from(number).unwrap()),
    }
}

pub(crate) fn connected(registration: &Registration, tenant: Tenant) -> Registration {
    Registration {
        lifecycle: Lifecycle::Connected {
            tenant,
            approval: Approval::NotNeeded,
            consented_at: at(0),
            connected_at: at(1),
        },
        version: registration.version + 1,
        ..registration.clone()
    }
}

pub(crate) fn invitation(number: u64, byte: u8) -> Invitation {
    Invitation {
        id: InvitationId::from_uuid(id(at(0), u64::from(byte))),
        token_hash: hash(byte),
        registration_id: registration_id(number),
        purpose: Purpose::Connect,
        status: Status::Open,
        created_at: at(0),
        expires_at: at(1_000),
        opened_at: None,
        completed_at: None,
        created_by: Maker::HostApp,
        is_replaced: false,
        requested_at: None,
    }
}

pub(crate) fn flow(cookie: u8) -> Flow {
    Flow {
        cookie_hash: hash(cookie),
        first_cookie_hash: None,
        invitation_hash: hash(1),
        registration_id: registration_id(1),
        invitation_token: SealedValue("sealed".to_owned()),
        pinned_tenant: None,
        signed_in: None,
        notice: None,
        notice_of: None,
        departed: None,
        asked_to_require: None,
        access_changed_at: None,
        access_notice: None,
        verification_asked_at: None,
        silent_failures: 0,
        language: None,
        created_at: at(0),
        expires_at: at(1_800),
    }
}

pub(crate) fn leg(state: u8, cookie: u8) -> Leg {
    Leg {
        state_hash: hash(state),
        cookie_hash: hash(cookie),
        registration_id: registration_id(1),
        purpose: LegPurpose::SignIn,
        authority_tenant: None,
        nonce: Some(SealedValue("sealed".to_owned())),
        repeat: None,
        code_verifier: Some(SealedValue("sealed".to_owned())),
        created_at: at(0),
        expires_at: at(600),
    }
}

pub(crate) fn standing(version: u64, health: Health, checked: i64) -> Standing {
    Standing {
        health,
        health_version: version,
        checked_at: Some(at(checked)),
        ..Standing::default()
    }
}

/// Events up to an instant.
pub(crate) async fn feed(store: &Store, until: Timestamp) -> Vec<Event> {
    let range = EventRange {
        from: last_id_of(at(-1_000)),
        until: last_id_of(until),
        limit: 1_000,
        reads: 1_000,
    };
    let read = store.read_events(EventsOf::Everybody, range, |_| true);
    read.await.unwrap().events
}

/// An event of a registration, with this sequence number.
pub(crate) fn event(number: u64, second: i64, sequence: u64) -> Event {
    event_of("contoso", number, second, sequence)
}

/// An event of this customer's registration.
pub(crate) fn event_of(customer: &str, number: u64, second: i64, sequence: u64) -> Event {
    let standing = Standing {
        health: Health::Healthy,
        ..Standing::default()
    };
    let id = EventId::from_uuid(id(at(second), number));
    let registration = registration(number, customer);
    let subject = (&registration, &standing);
    Event::new(id, EventKind::Recovery, subject, sequence, at(second))
}

pub(crate) fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}
