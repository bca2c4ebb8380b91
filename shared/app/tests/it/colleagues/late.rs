//! A colleague who left for Microsoft before any administrator had approved, and comes back after.

use crate::{
    legs::Traveller,
    samples::{TENANT, consented, seconds, start, tenant},
};
use app::legs::AuthorizationResponse;
use domain::{
    flow::LegPurpose,
    registration::{Approval, Lifecycle, Registration, Tenant},
};

#[tokio::test]
async fn t18_a_colleague_who_comes_back_late_moves_neither_the_consent_nor_its_link() {
    let signed_in = Registration {
        lifecycle: Lifecycle::SignedIn {
            tenant: tenant(TENANT),
            signed_in_at: start(),
        },
        ..consented(1)
    };
    let mut colleague = Traveller::new(&signed_in).await;
    let away = colleague.leave(LegPurpose::Consent).await;
    // An administrator approves meanwhile, through another link.
    let world = &colleague.world;
    let approved = Lifecycle::Consented {
        tenant: Tenant {
            administrator: super::APPROVER.parse().unwrap(),
            ..tenant(TENANT)
        },
        approval: Approval::NotNeeded,
        consented_at: start() + seconds(1),
    };
    world.behind.set_lifecycle(1, &approved);
    world.clock.advance(seconds(60));
    let answer = AuthorizationResponse {
        tenant: Some(TENANT.to_owned()),
        is_admin_consent: true,
        ..AuthorizationResponse::default()
    };
    colleague.comes_back(&away, answer).await.unwrap();
    let registration = colleague.world.loaded(1).await.registration;
    assert_eq!(registration.lifecycle, approved);
    assert_eq!(registration.consented_through, None);
}
