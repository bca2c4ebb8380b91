//! The proof leg, which begins silently.

use super::{ADMINISTRATOR, CLAIMS, Traveller, at_microsoft, refusal, registration, value};
use domain::flow::{LegPurpose, Notice};
use serde_json::json;
use test_case::test_case;

#[test_case(Some(160_021))]
#[test_case(Some(16_000))]
#[test_case(Some(16_001))]
#[test_case(Some(16_002))]
#[test_case(Some(16_003))]
#[test_case(Some(50_058))]
#[test_case(Some(70_044))]
#[test_case(Some(70_043); "sign-in frequency")]
#[test_case(Some(50_076); "second factor")]
#[test_case(Some(50_079); "registration of a second factor")]
#[test_case(None; "login required without a number")]
#[tokio::test]
async fn a_silent_proof_without_a_session_goes_on_at_the_sign_in_page(number: Option<u32>) {
    let error = match number {
        Some(_) => "interaction_required",
        None => "login_required",
    };
    let mut traveller = Traveller::new(&registration()).await;
    let silent = traveller.leave(LegPurpose::Proof).await;
    assert_eq!(value(&silent, "prompt").as_deref(), Some("none"));
    let next = traveller.comes_back_refused(&silent, error, number).await;
    let page = at_microsoft(next).unwrap();
    assert_eq!(value(&page, "prompt"), None);
    assert_eq!(value(&page, "claims"), None);
    assert!(value(&page, "login_hint").is_some());
    // Once: there it ends with words.
    let next = traveller.comes_back_refused(&page, error, number).await;
    assert!(at_microsoft(next).is_none());
    let notice = traveller.notice().await;
    assert!(
        !matches!(notice, None | Some(Notice::ProofPending)),
        "{notice:?}"
    );
}

/// The detour over the sign-in page does not use up the trip for the claims of a policy at redemption; after three trips the
/// leg ends.
#[tokio::test]
async fn t03_a_proof_that_went_to_the_sign_in_page_still_brings_claims_and_makes_three_trips_at_most()
 {
    let mut traveller = Traveller::new(&registration()).await;
    let silent = traveller.leave(LegPurpose::Proof).await;
    let next = traveller.comes_back_refused(&silent, "login_required", Some(50_058));
    let page = at_microsoft(next.await).unwrap();
    let next = traveller.comes_back_with(&page, refusal(53_003, &json!(CLAIMS)));
    let third = at_microsoft(next.await).unwrap();
    assert_eq!(value(&third, "claims").as_deref(), Some(CLAIMS));
    assert_eq!(value(&third, "prompt"), None);
    let next = traveller.comes_back_with(&third, refusal(53_003, &json!(CLAIMS)));
    assert!(at_microsoft(next.await).is_none());
    assert!(matches!(
        traveller.notice().await,
        Some(Notice::RefusedAtServer { .. })
    ));
}

#[tokio::test]
async fn a_silent_proof_that_fails_twice_without_a_reason_becomes_an_interactive_one() {
    let mut traveller = Traveller::new(&registration()).await;
    let silent = traveller.leave(LegPurpose::Proof).await;
    let next = traveller.comes_back_refused(&silent, "interaction_required", Some(999_999));
    assert!(at_microsoft(next.await).is_none());
    assert_eq!(traveller.notice().await, Some(Notice::ProofPending));

    let silent = traveller.leave(LegPurpose::Proof).await;
    assert_eq!(value(&silent, "prompt").as_deref(), Some("none"));
    let next = traveller.comes_back_refused(&silent, "interaction_required", Some(999_999));
    let page = at_microsoft(next.await).unwrap();
    assert_eq!(value(&page, "prompt"), None);
    traveller.comes_back_as(&page, ADMINISTRATOR).await;
    let flow = traveller.flow().await;
    assert_eq!((flow.notice, flow.silent_failures), (None, 0));
}

#[tokio::test]
async fn while_a_consent_spreads_the_proof_waits() {
    let mut traveller = Traveller::new(&registration()).await;
    for _ in 0..3 {
        let silent = traveller.leave(LegPurpose::Proof).await;
        let next = traveller.comes_back_refused(&silent, "consent_required", Some(65_001));
        assert!(at_microsoft(next.await).is_none());
        assert_eq!(traveller.notice().await, Some(Notice::ProofPending));
    }
}
