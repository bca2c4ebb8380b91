//! The pages of a link for newer permissions.

use super::{languages::untold, *};
use domain::permission::{Permission, PermissionKind};
use test_case::test_case;

fn calendars() -> Permission {
    Permission {
        name: "Calendars.Read",
        kind: PermissionKind::Delegated,
        id: ObjectId::from_uuid(Uuid::from_u128(72)),
        reason: "read the signed-in account's own calendar",
        default: true,
        since: 2,
    }
}

fn page(frame: Frame<'static>, stand: UpgradeStand<'_>) -> String {
    let registration = registration(connected(), None);
    let address = address();
    let page = UpgradePage {
        frame,
        token: TOKEN,
        address: &address,
        registration: &registration,
        newer: &[calendars()],
        earlier: &Manifest::default(),
        stand,
    };
    page.respond("request-1").into_body()
}

fn signed_in_with(roles: &[&str]) -> SignedIn {
    signed_in(Some(roles.iter().map(ToString::to_string).collect()))
}

fn stand(signed_in: &SignedIn) -> UpgradeStand<'_> {
    UpgradeStand::SignedIn {
        form_token: "form-token",
        signed_in,
        cloud: &Cloud::Global,
    }
}

#[test]
fn upgrade_page() {
    insta::assert_snapshot!(stable(&page(frame(), UpgradeStand::Stranger)));
}

#[test]
fn t28_before_a_sign_in_nothing_of_the_tenant_shows() {
    let page = page(frame(), UpgradeStand::Stranger);
    assert!(!page.contains("contoso.example"), "{page}");
    assert!(!page.contains("/consent"), "{page}");
}

#[test]
fn whoever_signed_in_approves_and_a_doubtful_role_is_told() {
    let enough = signed_in_with(&[GLOBAL_ADMINISTRATOR]);
    let enough = page(frame(), stand(&enough));
    assert!(enough.contains("/consent\""), "{enough}");
    assert_eq!(filled(&enough), ["Continue to Microsoft’s approval page"]);
    let little = signed_in_with(&[APPLICATION_ADMINISTRATOR]);
    let little = page(frame(), stand(&little));
    assert!(little.contains("/consent\"") && little.contains("activated my role"));
    assert_eq!(filled(&little), ["Send to an administrator"]);
}

#[test]
fn the_button_stands_above_what_is_read_at_leisure() {
    let signed_in = signed_in_with(&[GLOBAL_ADMINISTRATOR]);
    for stand in [UpgradeStand::Stranger, stand(&signed_in)] {
        let page = page(frame(), stand);
        let (before, _) = page.split_once("<button type=\"submit\">").unwrap();
        assert!(
            before.contains("<li><strong>") && !before.contains("<dl>"),
            "{before}"
        );
        assert!(
            page.contains("<div class=\"permission\">"),
            "its values are set as text"
        );
    }
}

#[test]
fn while_an_approval_is_on_its_way_the_page_looks_again_and_asks_for_nothing() {
    let page = page(frame(), UpgradeStand::Checking { look_again: 3 });
    assert!(page.contains("data-look-again=\"3\""), "{page}");
    assert!(!page.contains("<form"), "{page}");
}

#[test]
fn upgrade_done_page() {
    let page = UpgradeDonePage {
        frame: frame(),
        customer: CUSTOMER,
    };
    insta::assert_snapshot!(stable(page.respond("request-1").body()));
}

#[test_case(Language::En)]
#[test_case(Language::Fr)]
#[test_case(Language::Nl)]
#[test_case(Language::De)]
fn no_language_lacks_a_word(language: Language) {
    let frame = Frame {
        words: Words::of(language),
        ..frame()
    };
    let signed_in = signed_in_with(&[]);
    let done = UpgradeDonePage {
        frame,
        customer: CUSTOMER,
    };
    for body in [
        page(frame, UpgradeStand::Stranger),
        page(frame, stand(&signed_in)),
        page(frame, UpgradeStand::Checking { look_again: 3 }),
        done.respond("r").into_body(),
    ] {
        assert_eq!(untold(&body), [""; 0]);
    }
}
