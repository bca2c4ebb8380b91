//! Checks that every check, finding, reason and actor has its words in every language.

use domain::{
    aadsts::Actor,
    customer::Language,
    verification::{
        catalogue::CATALOGUE,
        verdict::{Finding, Identity, Unobserved, Verdict},
    },
};
use std::collections::BTreeSet;
use wording::check::{acts, found, problem, title};

/// Every reason why a fact was not seen.
fn reasons() -> Vec<Unobserved> {
    let absent = [Identity::App, Identity::Administrator, Identity::SystemUser]
        .map(|identity| Unobserved::IdentityAbsent { identity });
    let others = [
        Unobserved::PermissionNotAskedFor {
            permission: "User.Read.All".to_owned(),
        },
        Unobserved::Refused,
        Unobserved::Recreated,
        Unobserved::NotReached,
        Unobserved::Undecided,
        Unobserved::MicrosoftUnavailable,
        Unobserved::Unreadable,
        Unobserved::Unexplained,
        Unobserved::Outdated,
        Unobserved::NotAsked,
        Unobserved::OperatorFault,
    ];
    absent.into_iter().chain(others).collect()
}

#[test]
fn every_check_finding_reason_and_actor_has_its_words_in_every_language() {
    for language in Language::ALL {
        for check in &CATALOGUE {
            assert_ne!(title(check, language), check.id, "{language:?}");
            let mut told = BTreeSet::new();
            for code in check.findings() {
                let text = found(&Verdict::Fail(Finding::new(code)), language).unwrap();
                assert_ne!(text, code, "{language:?}");
                assert!(
                    told.insert(text),
                    "{language:?} {code} says what another says"
                );
            }
        }
        for reason in reasons() {
            let code = reason.code();
            let text = found(&Verdict::Unknown(reason), language).unwrap();
            assert_ne!(text, code, "{language:?}");
        }
        for actor in Actor::ALL {
            assert!(
                acts(actor.id(), language).is_some(),
                "{language:?} {actor:?}"
            );
        }
    }
}

#[test]
fn a_finding_that_is_a_list_has_a_problem_as_its_title() {
    for language in Language::ALL {
        let finding = Finding::new("excess-permissions");
        let title = problem(&finding, "Another App", language).unwrap();
        assert!(title.contains("Another App"), "{title}");
        assert_eq!(problem(&Finding::new("domain-lost"), "x", language), None);
    }
}

#[test]
fn a_finding_is_told_with_its_values_and_a_forgotten_one_by_its_code() {
    let finding = Finding::new("domain-lost").with("domain", "contoso.example");
    assert_eq!(
        found(&Verdict::Fail(finding), Language::En).unwrap(),
        "The connected organisation no longer has the domain contoso.example. It stays connected."
    );
    let forgotten = Finding::new("told-by-an-earlier-version").with("acts", "administrator");
    let told = found(&Verdict::Fail(forgotten), Language::En);
    assert_eq!(told.as_deref(), Some("told-by-an-earlier-version"));
    assert_eq!(found(&Verdict::Pass, Language::En), None);
}
