//! A leg that is made once more, because Microsoft wants more of the sign-in.

use super::{
    ADMINISTRATOR, CLAIMS, CODE_LEGS, SECOND_FACTOR, Traveller, at_microsoft, refusal,
    registration, value,
};
use crate::people::USER;
use app::legs::{AuthorizationResponse, CallbackError};
use domain::{
    access::AccessNotice,
    flow::{LegPurpose, Notice},
};
use secrecy::SecretString;
use serde_json::json;
use test_case::test_case;

#[tokio::test]
async fn what_a_policy_asks_for_at_redemption_is_brought_by_the_same_leg_once_more() {
    for purpose in CODE_LEGS {
        let mut traveller = Traveller::new(&registration()).await;
        let first = traveller.leave(purpose).await;
        let next = traveller.comes_back_with(&first, refusal(53_003, &json!(CLAIMS)));
        let second = at_microsoft(next.await).unwrap();
        assert_eq!(
            value(&second, "claims").as_deref(),
            Some(CLAIMS),
            "{purpose:?}"
        );
        for same in ["scope", "client_id", "redirect_uri", "response_mode"] {
            assert_eq!(value(&second, same), value(&first, same), "{purpose:?}");
        }
        for new in ["state", "nonce", "code_challenge"] {
            assert_ne!(value(&second, new), value(&first, new), "{purpose:?} {new}");
        }
        assert_eq!(second.path(), first.path());
        let is_sign_in = purpose == LegPurpose::SignIn;
        let prompt = is_sign_in.then_some("select_account");
        assert_eq!(value(&second, "prompt").as_deref(), prompt, "{purpose:?}");
        assert_eq!(value(&second, "login_hint").is_none(), is_sign_in);

        // It is granted then.
        let account = match purpose {
            LegPurpose::SystemUser => USER,
            _ => ADMINISTRATOR,
        };
        traveller.comes_back_as(&second, account).await;
        let flow = traveller.flow().await;
        assert_eq!(
            (flow.notice, flow.access_notice),
            (None, None),
            "{purpose:?}"
        );
    }
}

#[tokio::test]
async fn t03_a_leg_is_made_once_more_and_no_third_time() {
    for purpose in CODE_LEGS {
        let mut traveller = Traveller::new(&registration()).await;
        let first = traveller.leave(purpose).await;
        let next = traveller.comes_back_with(&first, refusal(50_076, &json!(CLAIMS)));
        let second = at_microsoft(next.await).unwrap();
        let replayed = AuthorizationResponse {
            code: Some(SecretString::from("code")),
            ..AuthorizationResponse::default()
        };
        let replayed = traveller.comes_back(&first, replayed).await;
        assert!(matches!(replayed, Err(CallbackError::NoLeg)), "{purpose:?}");
        let next = traveller.comes_back_with(&second, refusal(50_076, &json!(CLAIMS)));
        assert!(at_microsoft(next.await).is_none(), "{purpose:?}");
        let flow = traveller.flow().await;
        let code = Some("50076".to_owned());
        let correlation_id = Some("correlation-1".to_owned());
        let (notice, access_notice) = if purpose == LegPurpose::Access {
            let notice = AccessNotice::RefusedAtServer {
                code,
                correlation_id,
            };
            (None, Some(notice))
        } else {
            let notice = Notice::RefusedAtServer {
                code,
                correlation_id,
            };
            (Some(notice), None)
        };
        assert_eq!((flow.notice, flow.access_notice), (notice, access_notice));
    }
}

#[test_case(50_076, &json!(null), Some(SECOND_FACTOR); "second factor without claims")]
#[test_case(50_079, &json!(null), Some(SECOND_FACTOR); "registration of one without claims")]
#[test_case(53_003, &json!(null), None; "block without claims")]
#[test_case(53_000, &json!(null), None; "device without claims")]
#[test_case(50_074, &json!(null), None; "another refusal of a second factor without claims")]
#[test_case(53_003, &json!("[1]"), None; "claims that are no object")]
#[test_case(53_003, &json!("{\"a\":1,\"a\":2}"), None; "claims with a member given twice")]
#[test_case(53_003, &json!("{"), None; "claims that are no JSON")]
#[test_case(53_003, &json!({"access_token": {}}), None; "claims that are no text")]
#[test_case(53_003, &json!(format!("{{\"a\":\"{}\"}}", "x".repeat(4_096))), None; "claims that are too long")]
#[test_case(50_076, &json!("{"), Some(SECOND_FACTOR); "second factor with claims that are none")]
#[tokio::test]
async fn a_leg_is_repeated_with_claims_of_microsoft_or_for_a_second_factor(
    number: u32,
    claims: &serde_json::Value,
    expected: Option<&str>,
) {
    let mut traveller = Traveller::new(&registration()).await;
    let first = traveller.leave(LegPurpose::SignIn).await;
    let next = traveller
        .comes_back_with(&first, refusal(number, claims))
        .await;
    let second = at_microsoft(next);
    let sent = second.as_ref().and_then(|second| value(second, "claims"));
    assert_eq!(sent.as_deref(), expected);
    if second.is_none() {
        let notice = traveller.notice().await;
        assert!(
            matches!(notice, Some(Notice::RefusedAtServer { .. })),
            "{notice:?}"
        );
    }
}
