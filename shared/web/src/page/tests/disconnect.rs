//! The page of a link for removing the app.

use super::*;
use domain::registration::{AccessLoss, AccessLossCheck};
use test_case::test_case;

fn page(
    frame: Frame<'_>,
    verdict: Option<AccessLoss>,
    (is_looking, is_shared): (bool, bool),
) -> Response<String> {
    let page = DisconnectPage {
        frame,
        token: TOKEN,
        customer: HOSTILE,
        place: GuidanceTenant::new(
            &Cloud::Global,
            ClientId::from_uuid(Uuid::from_u128(1)),
            tenant().id,
            Some(ObjectId::from_uuid(Uuid::from_u128(3))),
        ),
        access_gone: verdict.map(|verdict| AccessLossCheck {
            verdict,
            observed_at: now(),
        }),
        is_looking,
        is_shared,
    };
    page.respond("request-1")
}

fn body(verdict: Option<AccessLoss>, is_looking: bool, is_shared: bool) -> String {
    page(frame(), verdict, (is_looking, is_shared)).into_body()
}

#[test]
fn disconnect_page() {
    insta::assert_snapshot!(stable(&body(Some(AccessLoss::No), false, false)));
}

#[test]
fn disconnect_page_of_an_app_that_is_gone() {
    insta::assert_snapshot!(stable(&body(Some(AccessLoss::Yes), false, false)));
}

#[test]
fn only_what_was_seen_is_told() {
    let before = body(None, false, false);
    assert!(before.contains("Press Delete and confirm"));
    assert!(!before.contains("still lets") && !before.contains("has been removed</h1>"));
    let unclear = body(Some(AccessLoss::Unknown), false, false);
    assert!(unclear.contains("gave no clear answer") && unclear.contains("Press Delete"));
    let looking = body(Some(AccessLoss::No), true, false);
    assert!(looking.contains("data-look-again=\"5\"") && looking.contains("We’re checking"));
    assert!(!looking.contains("still lets"));
    let gone = body(Some(AccessLoss::Yes), true, false);
    assert!(gone.contains("has been removed</h1>") && !gone.contains("data-look-again"));
    assert!(!gone.contains("<form") && !gone.contains("Remove-MgServicePrincipal"));
}

#[test]
fn nobody_deletes_the_app_that_another_connection_needs() {
    for verdict in [None, Some(AccessLoss::No), Some(AccessLoss::Unknown)] {
        let shared = body(verdict, false, true);
        assert!(shared.contains("another connection of your organisation"));
        assert!(!shared.contains("<form") && !shared.contains("Remove-MgServicePrincipal"));
    }
    assert!(body(Some(AccessLoss::Yes), false, true).contains("has been removed</h1>"));
}

#[test]
fn t28_the_page_leads_to_the_app_and_shows_no_name_of_the_tenant() {
    let body = body(Some(AccessLoss::No), false, false);
    let address = format!(
        "https://entra.microsoft.com/{}/#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Properties/objectId/{}/appId/",
        tenant().id,
        Uuid::from_u128(3)
    );
    assert!(body.contains(&address), "{body}");
    assert!(!body.contains("contoso.example"));
    assert!(!body.contains("form_token"), "nobody signs in");
}

#[test_case(Language::En)]
#[test_case(Language::Fr)]
#[test_case(Language::Nl)]
#[test_case(Language::De)]
fn it_speaks_every_language_and_keeps_it(language: Language) {
    let frame = Frame {
        words: Words::of(language),
        is_chosen: true,
        ..frame()
    };
    for verdict in [
        None,
        Some(AccessLoss::Yes),
        Some(AccessLoss::No),
        Some(AccessLoss::Unknown),
    ] {
        for how in [(false, false), (true, false), (false, true)] {
            let body = page(frame, verdict, how).into_body();
            assert_eq!(languages::untold(&body), [""; 0]);
            if body.contains("<form") {
                let action = format!("/disconnect/check?lang={}\"", language.tag());
                assert!(body.contains(&action), "{body}");
            }
        }
    }
}
