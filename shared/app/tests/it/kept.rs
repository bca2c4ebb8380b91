//! Trips to Microsoft from which a browser does not come back, and answers that come back too late.

use crate::{
    legs::{ADMINISTRATOR, Traveller, at_microsoft, value},
    people::USER,
    samples::{OTHER_TENANT, TENANT, consented, seconds},
};
use app::legs::{self, AuthorizationResponse, CallbackError, Form, LinkPage, NextStop};
use app::secrets::secret_token;
use domain::{
    access::AccessNotice,
    clock::Clock as _,
    customer::UserPrincipalName,
    flow::{LegPurpose, Notice},
    registration::{Approval, Lifecycle, Registration},
};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

/// The purposes on which Microsoft shows a person a page; the proof is silent.
const WITH_A_PAGE: [LegPurpose; 4] = [
    LegPurpose::SignIn,
    LegPurpose::Consent,
    LegPurpose::SystemUser,
    LegPurpose::Access,
];

fn registration() -> Registration {
    let name = "cooperlink@contoso.example".to_owned();
    Registration {
        system_user: Some(UserPrincipalName::try_from(name).unwrap()),
        ..consented(1)
    }
}

fn cancelled() -> AuthorizationResponse {
    AuthorizationResponse {
        error: Some("access_denied".to_owned()),
        is_cancelled: true,
        ..AuthorizationResponse::default()
    }
}

impl Traveller {
    async fn stored(&self) -> Registration {
        self.world.loaded(1).await.registration
    }

    /// The purpose of the trip that has not come back.
    async fn open_trip(&self) -> Option<LegPurpose> {
        let trip = self.flow().await.open_trip(&self.stored().await);
        trip.map(|trip| trip.purpose)
    }

    async fn may_be_kept(&self) -> bool {
        let trip = self.flow().await.open_trip(&self.stored().await);
        trip.is_some_and(|trip| trip.may_be_kept(self.world.clock.now()))
    }

    /// Comes back with what the leg was for.
    async fn succeeds(&mut self, purpose: LegPurpose, from: &Url) -> NextStop {
        let account = match purpose {
            LegPurpose::SystemUser => USER,
            LegPurpose::Consent => {
                let answer = AuthorizationResponse {
                    tenant: Some(TENANT.to_owned()),
                    is_admin_consent: true,
                    ..AuthorizationResponse::default()
                };
                return self.comes_back(from, answer).await.unwrap();
            }
            LegPurpose::SignIn | LegPurpose::Proof | LegPurpose::Access => ADMINISTRATOR,
        };
        self.comes_back_as(from, account).await
    }
}

#[tokio::test]
async fn going_back_at_once_is_not_being_kept_and_staying_away_may_be() {
    for purpose in WITH_A_PAGE {
        let mut traveller = Traveller::new(&registration()).await;
        traveller.leave(purpose).await;
        assert_eq!(traveller.open_trip().await, Some(purpose));
        traveller.world.clock.advance(seconds(59));
        assert!(!traveller.may_be_kept().await, "{purpose:?}");
        traveller.world.clock.advance(seconds(1));
        assert!(traveller.may_be_kept().await, "{purpose:?}");
    }
}

#[tokio::test]
async fn whoever_comes_back_is_not_kept_whatever_the_answer() {
    for purpose in WITH_A_PAGE {
        for is_success in [true, false] {
            let mut traveller = Traveller::new(&registration()).await;
            let from = traveller.leave(purpose).await;
            traveller.world.clock.advance(seconds(70));
            if is_success {
                traveller.succeeds(purpose, &from).await;
            } else {
                traveller.comes_back(&from, cancelled()).await.unwrap();
            }
            assert_eq!(
                traveller.open_trip().await,
                None,
                "{purpose:?} {is_success}"
            );
        }
    }
}

#[tokio::test]
async fn a_silent_proof_keeps_nobody() {
    let mut traveller = Traveller::new(&registration()).await;
    traveller.leave(LegPurpose::Consent).await;
    traveller.leave(LegPurpose::Proof).await;
    assert_eq!(
        traveller.open_trip().await,
        None,
        "a form answers what was told"
    );
}

#[tokio::test]
async fn an_old_answer_does_not_end_a_newer_trip() {
    let mut traveller = Traveller::new(&registration()).await;
    let old = traveller.leave(LegPurpose::Consent).await;
    traveller.world.clock.advance(seconds(5));
    traveller.leave(LegPurpose::SystemUser).await;
    traveller.comes_back(&old, cancelled()).await.unwrap();
    assert_eq!(traveller.open_trip().await, Some(LegPurpose::SystemUser));
}

#[tokio::test]
async fn a_cancel_in_an_old_tab_hides_no_newer_success() {
    for purpose in [
        LegPurpose::Consent,
        LegPurpose::Proof,
        LegPurpose::SystemUser,
    ] {
        let mut traveller = Traveller::new(&registration()).await;
        let old = traveller.leave(purpose).await;
        traveller.world.clock.advance(seconds(5));
        let new = traveller.leave(purpose).await;
        traveller.world.clock.advance(seconds(5));
        let next = traveller.succeeds(purpose, &new).await;
        if let Some(proof) = at_microsoft(next) {
            traveller.comes_back_as(&proof, ADMINISTRATOR).await;
        }
        let before = (
            traveller.flow().await,
            traveller.world.loaded(1).await.last_attempt,
        );
        traveller.world.clock.advance(seconds(5));
        let answer = traveller.comes_back(&old, cancelled()).await.unwrap();
        assert!(at_microsoft(answer).is_none(), "{purpose:?}");
        let after = (
            traveller.flow().await,
            traveller.world.loaded(1).await.last_attempt,
        );
        assert_eq!(before, after, "{purpose:?}");
        assert_eq!(after.0.notice, None, "{purpose:?}");
    }
    // A sign-in and the access page's rights go on under another cookie, which no old answer reaches.
    for purpose in [LegPurpose::SignIn, LegPurpose::Access] {
        let mut traveller = Traveller::new(&registration()).await;
        let old = traveller.leave(purpose).await;
        let new = traveller.leave(purpose).await;
        traveller.succeeds(purpose, &new).await;
        let before = traveller.flow().await;
        let late = traveller.comes_back(&old, cancelled()).await;
        let is_refused = matches!(
            late,
            Err(CallbackError::NoLeg | CallbackError::OtherBrowser)
        );
        assert!(is_refused, "{purpose:?}");
        assert_eq!(traveller.flow().await, before, "{purpose:?}");
    }
}

#[tokio::test]
async fn a_notice_is_told_until_its_purpose_is_reached_in_another_browser() {
    let mut traveller = Traveller::new(&registration()).await;
    let from = traveller.leave(LegPurpose::Consent).await;
    traveller.comes_back(&from, cancelled()).await.unwrap();
    let flow = traveller.flow().await;
    let consented_by = |tenant, later| Registration {
        lifecycle: Lifecycle::Consented {
            tenant: crate::samples::tenant(tenant),
            approval: Approval::NotNeeded,
            consented_at: traveller.world.clock.now() + seconds(later),
        },
        ..registration()
    };
    let told = |registration: &Registration| flow.current_notice(registration).cloned();
    assert_eq!(told(&traveller.stored().await), Some(Notice::WentBack));
    assert_eq!(told(&consented_by(TENANT, 1)), None);
    assert_eq!(told(&consented_by(OTHER_TENANT, 1)), Some(Notice::WentBack));
    assert_eq!(told(&consented_by(TENANT, -1)), Some(Notice::WentBack));
}

/// Leaves for the right to change whether an assignment is required.
async fn leave_to_require(traveller: &Traveller) -> Url {
    let world = &traveller.world;
    let form_token = secret_token::form_token(traveller.cookie.expose_secret());
    let form = Form {
        token: &traveller.token,
        cookie: Some(&traveller.cookie),
        form_token: Some(&form_token),
        language: None,
    };
    let (browser, machine) = (&world.browser, world.machine());
    let departure = legs::access::begin(browser, machine, &form, Some(true)).await;
    departure.unwrap().location
}

#[tokio::test]
async fn the_right_to_switch_leads_back_to_the_review_of_the_switch() {
    let mut traveller = Traveller::new(&registration()).await;
    let from = leave_to_require(&traveller).await;
    let scope = value(&from, "scope").unwrap();
    assert!(scope.contains("Application.ReadWrite.All"), "{scope}");
    let next = traveller.comes_back_as(&from, ADMINISTRATOR).await;
    let page = match next {
        NextStop::Page { page, .. } => Some(page),
        NextStop::Microsoft(_) => None,
    };
    assert_eq!(page, Some(LinkPage::AccessReview));
    assert_eq!(traveller.flow().await.asked_to_require, Some(true));
}

#[tokio::test]
async fn what_was_asked_for_is_forgotten_when_microsoft_does_not_give_the_right() {
    for answer in [
        cancelled(),
        AuthorizationResponse {
            error: Some("access_denied".to_owned()),
            aadsts: Some(90_094),
            ..AuthorizationResponse::default()
        },
    ] {
        let mut traveller = Traveller::new(&registration()).await;
        let from = leave_to_require(&traveller).await;
        traveller.comes_back(&from, answer).await.unwrap();
        let flow = traveller.flow().await;
        assert_eq!(flow.asked_to_require, None);
        assert!(flow.access_notice.is_some());
    }
    // Another visit of the page asks for nothing.
    let mut traveller = Traveller::new(&registration()).await;
    leave_to_require(&traveller).await;
    let from = traveller.leave(LegPurpose::Access).await;
    traveller.comes_back_as(&from, ADMINISTRATOR).await;
    let flow = traveller.flow().await;
    assert_eq!(flow.asked_to_require, None);
    assert_ne!(flow.access_notice, Some(AccessNotice::Cancelled));
}

#[tokio::test]
async fn a_code_that_comes_back_is_no_old_cancel() {
    let mut traveller = Traveller::new(&registration()).await;
    let old = traveller.leave(LegPurpose::SystemUser).await;
    traveller.world.clock.advance(seconds(5));
    traveller.comes_back_as(&old, USER).await;
    let code = AuthorizationResponse {
        code: Some(SecretString::from("code")),
        ..AuthorizationResponse::default()
    };
    let replayed = traveller.comes_back(&old, code).await;
    assert!(matches!(replayed, Err(CallbackError::NoLeg)));
}
