//! Signing out while a leg gives the flow another cookie.

use crate::{
    halfway::drive,
    legs::{ADMINISTRATOR, Traveller, value},
    people::Grant,
    samples::consented,
};
use app::{
    browser::sign_out::sign_out,
    legs::{self, AuthorizationResponse, Form},
    secrets::secret_token,
};
use domain::{clock::Clock as _, flow::LegPurpose};
use secrecy::{ExposeSecret as _, SecretString};
use std::pin::pin;

#[tokio::test]
async fn t22_signing_out_wins_wherever_it_meets_a_leg_that_renews_the_flow() {
    let mut met = 0;
    for waits in 0.. {
        let mut traveller = Traveller::new(&consented(1)).await;
        let from = traveller.leave(LegPurpose::Access).await;
        let Traveller {
            world,
            token,
            cookie,
        } = &traveller;
        *world.tenant.people.reads.lock().unwrap() = ADMINISTRATOR;
        world.tenant.people.answer_with([Grant::Tokens {
            account: ADMINISTRATOR,
            refresh_token: None,
            nonce: value(&from, "nonce"),
            issued_at: world.clock.now().as_second(),
        }]);
        let answer = AuthorizationResponse {
            state: value(&from, "state").map(SecretString::from),
            code: Some(SecretString::from("code")),
            ..AuthorizationResponse::default()
        };
        let callback = crate::browser::callback(world);
        let cookie_of = |_: &_| Some(cookie.clone());
        let came = legs::complete(&callback, world.machine(), &answer, "192.0.2.1", &cookie_of);
        let mut came = pin!(came);
        let is_ended = drive(waits, came.as_mut()).await;
        if is_ended {
            assert!(world.behind.dump().contains("\"access_session\""));
        }
        // The page that sent the form has the cookie of before.
        let form_token = secret_token::form_token(cookie.expose_secret());
        let form = Form {
            token,
            cookie: Some(cookie),
            form_token: Some(&form_token),
            language: None,
        };
        sign_out(&world.browser, &form).await.unwrap();
        if !is_ended {
            let _ = came.await;
        }
        let left = world.behind.dump();
        for kind in ["\"flow\"", "\"access_session\""] {
            assert!(!left.contains(kind), "{kind} after {waits} waits");
        }
        if is_ended {
            break;
        }
        met += 1;
    }
    assert!(met > 10, "{met}");
}
