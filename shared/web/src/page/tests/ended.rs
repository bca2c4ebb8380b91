//! Links that have ended: each in its own words, with the request for a new one, and without the customer.

use super::*;
use domain::invitation::InvitationEnd;

fn page(end: InvitationEnd, is_requested: bool) -> Response<String> {
    let page = MessagePage {
        frame: Frame {
            support_code: None,
            ..frame()
        },
        message: Message::LinkEnded { end, is_requested },
        token: Some(TOKEN),
    };
    page.respond("request-1")
}

#[test]
fn t28_each_end_has_its_own_words_and_offers_a_new_link() {
    for (end, title) in [
        (InvitationEnd::Expired, "This link has expired"),
        (InvitationEnd::Used, "This link has already been used"),
        (InvitationEnd::Withdrawn, "This link was withdrawn"),
        (
            InvitationEnd::Replaced,
            "A newer link has replaced this one",
        ),
    ] {
        let response = page(end, false);
        assert_eq!(response.status(), StatusCode::GONE);
        let policy = response.headers()["content-security-policy"]
            .to_str()
            .unwrap();
        assert!(policy.contains("form-action 'self'"), "{policy}");
        let body = response.body();
        assert!(body.contains(&format!("<h1>{title}</h1>")), "{body}");
        assert_eq!(filled(body), ["Ask for a new link"]);
        assert!(body.contains(&format!("action=\"/connect/{TOKEN}/request\"")));
        let told = page(end, true);
        assert!(told.body().contains("Cooperlink has been told"));
        assert!(!told.body().contains("<form"), "{}", told.body());
        for any in [body, told.body()] {
            assert!(!any.contains("Contoso") && !any.contains(&CODE.to_string()));
        }
    }
}
