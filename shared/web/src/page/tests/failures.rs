//! Failures: each in its own words, in every language, with a way forward.

use super::*;

/// Every notice, with each cause of a refusal.
fn all() -> Vec<Notice> {
    let refused = |code: Option<u32>| Notice::Refused {
        code: code.map(|code| code.to_string()),
        correlation_id: Some("correlation-1".to_owned()),
    };
    let mut notices = vec![
        Notice::Declined,
        Notice::WentBack,
        Notice::OutsideAccount,
        at_server("50076"),
        Notice::WrongTenant,
        Notice::PersonalAccount,
        Notice::TenantTaken,
        Notice::TenantRejected,
        Notice::TenantMismatch,
        Notice::ApprovalRequired,
        Notice::ProofPending,
        Notice::MicrosoftUnavailable,
        Notice::OurFault,
        refused(None),
        other_account(),
        Notice::AccountElsewhere,
        Notice::GuestAccount,
        Notice::NotKeptSignedIn,
        Notice::ReplacementNotAgreed,
        Notice::NotSaved,
        Notice::StartAgain,
    ];
    notices.extend(Cause::all().map(|cause| refused(cause.numbers().first().copied())));
    notices
}

/// A refusal by a rule that was applied to our server's location.
fn at_server(code: &str) -> Notice {
    Notice::RefusedAtServer {
        code: Some(code.to_owned()),
        correlation_id: Some("correlation-1".to_owned()),
    }
}

pub(super) fn page(frame: Frame<'static>, notice: &Notice, stand: Stand<'_>) -> String {
    page_of(&of_domain(), frame, notice, stand)
}

fn page_of(
    registration: &Registration,
    frame: Frame<'static>,
    notice: &Notice,
    stand: Stand<'_>,
) -> String {
    let page = FailurePage {
        frame,
        token: TOKEN,
        address: &address(),
        journey: Journey {
            registration,
            report: None,
        },
        notice,
        stand,
        cloud: &Cloud::Global,
    };
    page.respond("request-1").into_body()
}

const STANDS: [Stand<'static>; 3] = [
    Stand::Stranger,
    Stand::SignedIn { form_token: "form" },
    Stand::SystemUser,
];

#[test]
fn a_rule_that_stops_our_server_leads_to_its_log_first() {
    let of = |notice| page(frame(), &notice, Stand::Stranger);
    let at_server = of(at_server("53003"));
    let (_, rest) = at_server.split_once("class=\"button\" href=\"").unwrap();
    assert!(rest.starts_with("https://entra.microsoft.com/"), "{rest}");
    assert!(!at_server.contains("<button type=\"submit\">"));
    assert!(of(Notice::MicrosoftUnavailable).contains("<button type=\"submit\">"));
}

#[test]
fn every_failure_has_a_page_of_its_own_with_a_way_forward() {
    let mut headings = std::collections::BTreeSet::new();
    for notice in all() {
        for stand in STANDS {
            let body = page(frame(), &notice, stand);
            assert_eq!(filled(&body).len(), 1, "{notice:?} {stand:?}");
            assert!(body.contains("7K3M-9Q2P"), "{notice:?}");
        }
        let body = page(frame(), &notice, Stand::Stranger);
        let heading = body.split_once("<h1>").unwrap().1;
        headings.insert(heading.split_once("</h1>").unwrap().0.to_owned());
    }
    // Two causes may share a heading where they share what they mean.
    assert!(headings.len() > 35, "{headings:?}");
}

#[test]
fn a_rule_of_the_organisation_is_looked_up_in_its_sign_in_logs() {
    let blocked = Notice::Refused {
        code: Some("53003".to_owned()),
        correlation_id: Some("correlation-1".to_owned()),
    };
    let body = page(frame(), &blocked, Stand::Stranger);
    assert!(body.contains("Microsoft_AAD_IAM/SignInLogsList"));
    assert!(body.contains("AADSTS53003 · correlation-1"));
    assert!(body.contains("192.0.2.10"));
    let unassigned = Notice::Refused {
        code: Some("50105".to_owned()),
        correlation_id: None,
    };
    assert!(!page(frame(), &unassigned, Stand::Stranger).contains("192.0.2.10"));
    let ours = page(frame(), &Notice::OurFault, Stand::Stranger);
    assert!(!ours.contains("SignInLogsList") && !ours.contains("192.0.2.10"));
}

#[test]
fn a_rule_that_stopped_our_server_is_named_with_the_addresses_to_let_in() {
    for (code, rule) in [
        ("50076", "The account has to confirm the sign-in."),
        (
            "53003",
            "One of your organisation’s Conditional Access policies",
        ),
    ] {
        let body = page(frame(), &at_server(code), Stand::Stranger);
        for part in [
            rule,
            "from our server’s location",
            "Named locations",
            "192.0.2.10",
        ] {
            assert!(body.contains(part), "{code}: {part}");
        }
        assert!(body.contains(&format!("AADSTS{code}")));
    }
    let unknown = Frame {
        addresses: &[],
        ..frame()
    };
    let body = page(unknown, &at_server("53003"), Stand::SystemUser);
    assert!(body.contains("Ask Cooperlink for the IP addresses of our server."));
}

#[test]
fn whoever_may_not_go_on_sends_the_page_to_somebody_who_may() {
    for notice in [
        Notice::Declined,
        Notice::WentBack,
        Notice::ApprovalRequired,
        Notice::OutsideAccount,
    ] {
        let body = page(frame(), &notice, Stand::Stranger);
        assert!(body.contains("mailto:"), "{notice:?}");
    }
}

/// Notices after which no other account of the organisation helps, if a domain names it.
const NO_ACCOUNT_HELPS: [Notice; 3] = [
    Notice::TenantTaken,
    Notice::TenantRejected,
    Notice::ReplacementNotAgreed,
];

/// Checks an organisation that Cooperlink does not connect: the page suggests to ask Cooperlink, and offers another account
/// only if it can be one of another organisation.
#[test]
fn another_account_is_offered_only_where_it_could_help() {
    let without = Registration {
        expected_domain: None,
        ..of_domain()
    };
    for notice in [Notice::TenantTaken, Notice::TenantRejected] {
        for stand in [STANDS[0], STANDS[1]] {
            for (registration, is_offered) in [(&of_domain(), false), (&without, true)] {
                let body = page_of(registration, frame(), &notice, stand);
                assert_eq!(filled(&body), ["Ask Cooperlink"], "{notice:?}");
                let is_there = body.contains("Sign in with another account</button>");
                assert_eq!(is_there, is_offered, "{notice:?}");
                assert!(!body.contains("belongs to another organisation"));
            }
        }
    }
    let rejected = page(frame(), &Notice::TenantRejected, STANDS[0]);
    assert!(rejected.contains("<h1>Cooperlink did not agree to connect this organisation</h1>"));
    assert!(rejected.contains("mailto:"), "{rejected}");
}

/// Checks that a reader who returned from the consent page without a sign-in learns which account is wanted, and can choose
/// it.
#[test]
fn before_a_sign_in_a_failure_names_the_organisation_and_offers_another_account() {
    let expected = "Sign in as an administrator of contoso.example.";
    let other = r#"name="account" value="other""#;
    for notice in all() {
        let body = page(frame(), &notice, Stand::Stranger);
        let is_no_help = NO_ACCOUNT_HELPS.contains(&notice);
        assert!(body.contains(expected) != is_no_help, "{notice:?}");
        assert!(body.matches("<button type=\"submit\">").count() <= 1);
        let signed_in = page(frame(), &notice, STANDS[1]);
        assert!(!signed_in.contains(expected), "{notice:?}");
    }
    let refused = |code: &str| Notice::Refused {
        code: Some(code.to_owned()),
        correlation_id: None,
    };
    for notice in [
        Notice::Declined,
        Notice::WentBack,
        Notice::ApprovalRequired,
        Notice::OutsideAccount,
        Notice::WrongTenant,
        refused("50020"),
        refused("50105"),
        refused("53003"),
        refused("90094"),
    ] {
        let body = page(frame(), &notice, Stand::Stranger);
        assert!(body.contains(other), "{notice:?}");
    }
    let ours = page(frame(), &Notice::OurFault, Stand::Stranger);
    assert!(
        !ours.contains(other),
        "another account mends no fault of ours"
    );
}

#[test]
fn what_microsoft_answered_is_copied_or_mailed_at_once() {
    let refused = page(frame(), &at_server("53003"), Stand::Stranger);
    let (_, details) = refused.split_once("id=\"details\"").unwrap();
    let text = "7K3M-9Q2P\nrefused-at-server · AADSTS53003 · correlation-1</pre>";
    assert!(details.contains(text), "{details}");
    assert!(details.contains("AADSTS53003%20%C2%B7%20correlation-1\">Email these details"));
    // The support code alone stands in the foot, with its own button.
    let declined = page(frame(), &Notice::Declined, Stand::Stranger);
    assert!(
        !declined.contains("id=\"details\"") && declined.contains("data-copy=\"support-code\"")
    );
}

#[test]
fn an_approval_given_elsewhere_can_be_looked_for_at_once() {
    let stand = Stand::SignedIn { form_token: "form" };
    let body = page(frame(), &Notice::ApprovalRequired, stand);
    assert!(body.contains(&format!("/connect/{TOKEN}/check")));
}

#[test]
fn failure_page() {
    let body = page(
        frame(),
        &Notice::Declined,
        Stand::SignedIn { form_token: "form" },
    );
    insta::assert_snapshot!(stable(&body));
}

#[test]
fn t34_the_account_that_signed_in_is_text() {
    let (registration, tenant) = (registration(connected(), None), tenant());
    let notice = other_account();
    let mut administrators = result(&registration, &tenant, None);
    administrators.notice = Some(&notice);
    for body in [
        page(frame(), &notice, Stand::SystemUser),
        administrators.respond("r").into_body(),
    ] {
        assert!(!body.contains("<b>") && !body.contains('\u{202E}'));
        assert!(body.contains("<dt>Signed in</dt><dd><bdi>&#60;b&#62;Contoso"));
        assert!(body.contains("<dt>Should sign in</dt><dd><bdi>cooperlink@contoso.example</bdi>"));
    }
}

#[test]
fn every_failure_is_told_in_every_language() {
    for language in Language::ALL {
        let frame = Frame {
            words: Words::of(language),
            ..frame()
        };
        for notice in all() {
            for stand in STANDS {
                let body = page(frame, &notice, stand);
                assert_eq!(languages::untold(&body), [""; 0], "{language:?} {notice:?}");
            }
        }
    }
}
