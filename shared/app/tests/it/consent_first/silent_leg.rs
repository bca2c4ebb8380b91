//! The silent leg after the consent page, where Microsoft gives no code, or none that says who it is.

use super::{SIGN_IN, accepted, assert_unchanged, at_silent_leg, code, invited, stage};
use crate::{
    legs::{ADMINISTRATOR, Traveller, at_microsoft, value},
    people::Grant,
    samples::TENANT,
};
use app::legs::{CallbackError, NextStop, sign_in::Wish};
use domain::flow::Notice;
use serde_json::json;
use std::sync::atomic::Ordering;
use test_case::test_case;

#[test_case("interaction_required", Some(16_000); "two accounts")]
#[test_case("account_selection_required", None; "two accounts, without a number")]
#[test_case("interaction_required", Some(160_021); "a session that lapsed")]
#[test_case("login_required", Some(50_058); "no session")]
#[test_case("interaction_required", Some(50_076); "a second factor")]
#[test_case("interaction_required", None; "no reason")]
#[tokio::test]
async fn t12_where_microsoft_needs_the_person_the_sign_in_page_asks_once(
    error: &str,
    aadsts: Option<u32>,
) {
    let (mut traveller, silent) = at_silent_leg(&invited()).await;
    let next = traveller.comes_back_refused(&silent, error, aadsts).await;
    let page = at_microsoft(next).unwrap();
    assert_eq!(page.path(), silent.path());
    assert_eq!(value(&page, "prompt"), None, "Microsoft shows what it has");
    assert_eq!(value(&page, "scope").as_deref(), Some(SIGN_IN));
    assert_unchanged(&traveller, &invited()).await;

    let next = traveller.comes_back_as(&page, ADMINISTRATOR).await;
    let proof = at_microsoft(next).unwrap();
    assert_eq!(stage(&traveller).await, "consented");
    assert_eq!(value(&proof, "prompt").as_deref(), Some("none"));
    traveller.comes_back_as(&proof, ADMINISTRATOR).await;
    assert_eq!(traveller.notice().await, None);
}

#[tokio::test]
async fn t03_the_sign_in_page_is_left_for_once() {
    let (mut traveller, silent) = at_silent_leg(&invited()).await;
    let lapsed = traveller.comes_back_refused(&silent, "login_required", Some(50_058));
    let page = at_microsoft(lapsed.await).unwrap();
    let next = traveller.comes_back_refused(&page, "login_required", Some(50_058));
    assert!(at_microsoft(next.await).is_none());
    assert!(traveller.notice().await.is_some());
    assert_unchanged(&traveller, &invited()).await;
}

#[test_case("interaction_required", Some(50_105); "not assigned")]
#[test_case("interaction_required", Some(53_003); "a rule")]
#[test_case("access_denied", Some(50_020); "an account of another organisation")]
#[test_case("server_error", None; "a fault of Microsoft")]
#[tokio::test]
async fn what_no_sign_in_page_gives_is_told(error: &str, aadsts: Option<u32>) {
    let (mut traveller, silent) = at_silent_leg(&invited()).await;
    let next = traveller.comes_back_refused(&silent, error, aadsts).await;
    assert!(at_microsoft(next).is_none());
    let expected = match aadsts {
        Some(number) => Notice::Refused {
            code: Some(number.to_string()),
            correlation_id: None,
        },
        None => Notice::MicrosoftUnavailable,
    };
    assert_eq!(traveller.notice().await, Some(expected));
    assert_unchanged(&traveller, &invited()).await;
}

/// A token from before the grant has spread cannot read the organisation; that says nothing of the account.
#[tokio::test]
async fn a_token_that_shows_nobody_leads_to_the_sign_in_page() {
    let (mut traveller, silent) = at_silent_leg(&invited()).await;
    let people = &traveller.world.tenant.people;
    *people.scopes.lock().unwrap() = "Mail.Send";
    *people.more_scopes.lock().unwrap() = "";
    let next = traveller.comes_back_as(&silent, ADMINISTRATOR).await;
    let page = at_microsoft(next).unwrap();
    assert_eq!(value(&page, "scope").as_deref(), Some(SIGN_IN));
    assert_unchanged(&traveller, &invited()).await;
}

#[tokio::test]
async fn microsoft_down_between_the_legs_costs_nothing() {
    let (mut traveller, silent) = at_silent_leg(&invited()).await;
    let is_down = |traveller: &Traveller, is_down| {
        let tenant = &traveller.world.tenant;
        tenant.is_down.store(is_down, Ordering::Relaxed);
    };
    is_down(&traveller, true);
    let refused = traveller.comes_back(&silent, code()).await;
    assert!(matches!(refused, Err(CallbackError::MicrosoftUnavailable)));
    assert_unchanged(&traveller, &invited()).await;
    is_down(&traveller, false);
    // The same return works once Microsoft does, and so does the link from its start.
    let page = traveller.sign_in(Wish::None).await.unwrap();
    let next = traveller.comes_back(&page, accepted(TENANT)).await.unwrap();
    let silent = at_microsoft(next).unwrap();
    traveller.comes_back_as(&silent, ADMINISTRATOR).await;
    assert_eq!(stage(&traveller).await, "consented");
}

#[tokio::test]
async fn a_code_that_microsoft_does_not_redeem_just_now_is_told_and_begun_anew() {
    let (mut traveller, silent) = at_silent_leg(&invited()).await;
    let refused = Grant::Refused("temporarily_unavailable");
    let next = traveller.comes_back_with(&silent, refused).await;
    assert!(matches!(next, NextStop::Page { .. }));
    assert!(traveller.notice().await.is_some());
    assert_unchanged(&traveller, &invited()).await;
    // An answer that is lost on the way leaves as little.
    let _lost = traveller.sign_in(Wish::None).await.unwrap();
    let page = traveller.sign_in(Wish::None).await.unwrap();
    let next = traveller.comes_back(&page, accepted(TENANT)).await.unwrap();
    let silent = at_microsoft(next).unwrap();
    traveller.comes_back_as(&silent, ADMINISTRATOR).await;
    assert_eq!(stage(&traveller).await, "consented");
}

/// Rules of the tenant are judged again from where our server is: what they ask for is brought by the sign-in alone.
#[tokio::test]
async fn a_second_factor_that_our_server_needs_is_brought_by_the_sign_in_page() {
    let (mut traveller, silent) = at_silent_leg(&invited()).await;
    let refusal =
        json!({"error": "invalid_grant", "suberror": "basic_action", "error_codes": [50_076]});
    let next = traveller.comes_back_with(&silent, Grant::RefusedWith(refusal.to_string()));
    let page = at_microsoft(next.await).unwrap();
    assert!(value(&page, "claims").is_some());
    assert_eq!(value(&page, "scope").as_deref(), Some(SIGN_IN));
    let next = traveller.comes_back_as(&page, ADMINISTRATOR).await;
    let proof = at_microsoft(next).unwrap();
    traveller.comes_back_as(&proof, ADMINISTRATOR).await;
    assert_eq!(stage(&traveller).await, "consented");
}
