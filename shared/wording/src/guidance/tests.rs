use super::*;
use domain::{
    cloud::Cloud,
    ids::{ClientId, ObjectId, RegistrationId, TenantId},
    verification::catalogue::{CATALOGUE, find_check},
};
use std::sync::LazyLock;
use uuid::Uuid;

fn object(id: u128) -> ObjectId {
    ObjectId::from_uuid(Uuid::from_u128(id))
}

fn place(service_principal: Option<u128>) -> GuidanceTenant<'static> {
    place_in(&Cloud::Global, service_principal)
}

fn place_in(cloud: &'static Cloud, service_principal: Option<u128>) -> GuidanceTenant<'static> {
    GuidanceTenant::new(
        cloud,
        ClientId::from_uuid(Uuid::from_u128(1)),
        TenantId::from_uuid(Uuid::from_u128(2)),
        service_principal.map(object),
    )
}

static ADDRESSES: LazyLock<[String; 2]> =
    LazyLock::new(|| ["192.0.2.10".to_owned(), "198.51.100.0/28".to_owned()]);

fn full_place() -> GuidanceTenant<'static> {
    place(Some(3))
        .with_outbound_addresses(&*ADDRESSES)
        .with_system_user(Some(object(4)))
        .with_support(
            RegistrationId::from_uuid(Uuid::from_u128(5)),
            "support@cooperlink.example",
        )
}

fn of_site(code: &str) -> Finding {
    Finding::new(code).with("site", "https://contoso.sharepoint.com/sites/projects")
}

/// A finding with every argument that guidance names.
fn of_library(code: &str) -> Finding {
    of_site(code)
        .with("above", "https://contoso.sharepoint.com")
        .with("library", "Plans")
        .with("similar", "Drawings")
        .with("found", "Drawings, Photos")
        .with("domain", "contoso.example")
}

#[test]
fn a_message_names_what_was_found_and_nothing_invisible() {
    let text = "> Please use “{similar}” instead of “{library}” on {site}.\n> {found}\n";
    let finding = of_site("x")
        .with("library", "Plans")
        .with("similar", "Dra\u{202e}wings\r\n## Next");
    assert_eq!(
        chosen(text, None, Some(&finding)),
        "> Please use “Drawings## Next” instead of “Plans” on https://contoso.sharepoint.com/sites/projects.\n"
    );
}

#[test]
fn no_command_has_a_name_that_people_chose() {
    for (check, language) in everything() {
        let text = whole(check, language);
        for command in text.lines().filter(|line| line.starts_with("    ")) {
            for name in ["{library}", "{similar}", "{found}"] {
                assert!(!command.contains(name), "{}: {command}", check.id);
            }
        }
    }
}

#[test]
fn links_and_commands_name_the_tenants_own_ids() {
    let text =
        "1. Do it.\n- {portal:Users}\n    Do-It {service-principal} -With @{Sku = '{user}'}\n";
    assert_eq!(
        chosen(text, Some(&full_place()), None),
        "1. Do it.\n- https://entra.microsoft.com/00000000-0000-0000-0000-000000000002/#view/Microsoft_AAD_IAM/\
         ManagedAppMenuBlade/~/Users/objectId/00000000-0000-0000-0000-000000000003/appId/\
         00000000-0000-0000-0000-000000000001\n    Do-It 00000000-0000-0000-0000-000000000003 \
         -With @{Sku = '00000000-0000-0000-0000-000000000004'}\n"
    );
}

#[test]
fn the_system_users_pages_are_named_where_they_are_known() {
    let text = "- {user-page}\n- {licences-page}\n";
    let id = "00000000-0000-0000-0000-000000000004";
    let user_page = format!(
        "/00000000-0000-0000-0000-000000000002/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/{id}\n"
    );
    assert_eq!(
        chosen(text, Some(&full_place()), None),
        format!(
            "- https://entra.microsoft.com{user_page}- https://admin.microsoft.com/Adminportal/Home#/users/:/UserDetails/{id}/LicensesAndApps\n"
        )
    );
    let elsewhere = place_in(&Cloud::China, Some(3)).with_system_user(Some(object(4)));
    assert_eq!(
        chosen(text, Some(&elsewhere), None),
        format!("- https://portal.azure.cn{user_page}")
    );
}

#[test]
fn what_is_not_known_is_left_out() {
    let text = "1. Do it.\n- {portal:Users}\n- {user-page}\n{support}\n{site}\n{outbound-addresses}\n{nonsense}\n";
    assert_eq!(chosen(text, Some(&place(None)), None), "1. Do it.\n");
    assert_eq!(chosen(text, None, None), "1. Do it.\n");
    let gap = "1. Do it.\n\n- {portal:Users}\n\n## Next\n";
    assert_eq!(chosen(gap, None, None), "1. Do it.\n\n## Next\n");
}

/// Checks that the step with our addresses is the last one, so that no step number is missing if the addresses are not fixed.
#[test]
fn where_an_address_is_judged_the_steps_name_ours() {
    let judged = [
        ("sign-in-policy", "sign-in-conditional-access"),
        ("sign-in-policy", "sign-in-address-blocked"),
        ("site", "site-refused"),
        ("library", "library-read-refused"),
        ("library", "library-write-refused"),
        ("administrator-site-access", "administrator-without-access"),
    ];
    for (check, code) in judged {
        let check = find_check(check).unwrap();
        for language in Language::ALL {
            let of = |place: GuidanceTenant<'_>| {
                guidance(check, language, Some(&place), Some(&of_site(code)))
            };
            let known = of(full_place());
            let steps = |text: &str| {
                let numbers = text.lines().filter_map(|line| line.split_once(". "));
                let numbers = numbers.filter_map(|(number, _)| number.parse::<usize>().ok());
                numbers.collect::<Vec<_>>()
            };
            assert!(
                known.contains("192.0.2.10, 198.51.100.0/28"),
                "{code} {language:?}"
            );
            let unknown = of(full_place().with_outbound_addresses(&[]));
            let fewer = steps(&unknown);
            assert_eq!(steps(&known), (1..=fewer.len() + 1).collect::<Vec<_>>());
            assert_eq!(
                fewer,
                (1..=fewer.len()).collect::<Vec<_>>(),
                "{code} {language:?}"
            );
        }
    }
}

#[test]
fn a_mailbox_limit_of_delegated_access_is_looked_up_where_it_is_kept() {
    let check = find_check("mailbox").unwrap();
    for language in Language::ALL {
        let finding = Finding::new("mailbox-restricted");
        let text = guidance(check, language, Some(&full_place()), Some(&finding));
        for named in [
            "Get-OrganizationConfig | Format-List Ews*",
            "Get-CASMailbox 00000000-0000-0000-0000-000000000004 | Format-List Ews*",
            "EwsApplicationAccessPolicy",
        ] {
            assert!(text.contains(named), "{language:?}: {named}");
        }
        assert!(!text.contains("ApplicationAccessPolicy -"), "{language:?}");
    }
}

#[test]
fn a_findings_own_steps_are_chosen() {
    let text = "## Fix\n\n### one, two\n\n1. Mend {site}.\n\n### three\n\n1. Wait.\n\n## Next\n\nCode {finding}.\n";
    let site = "https://contoso.sharepoint.com/sites/projects";
    assert_eq!(
        chosen(text, None, Some(&of_site("two"))),
        format!("## Fix\n\n1. Mend {site}.\n\n## Next\n\nCode two.\n")
    );
    assert_eq!(
        chosen(text, None, Some(&of_site("three"))),
        "## Fix\n\n1. Wait.\n\n## Next\n\nCode three.\n"
    );
    assert_eq!(
        chosen(text, None, None),
        "## Fix\n\n### one, two\n\n### three\n\n1. Wait.\n\n## Next\n\n"
    );
}

/// Every check in every language.
fn everything() -> impl Iterator<Item = (&'static Check, Language)> {
    CATALOGUE
        .iter()
        .flat_map(|check| Language::ALL.map(|language| (check, language)))
}

#[test]
fn every_value_that_guidance_names_is_known_and_every_finding_has_steps() {
    for (check, language) in everything() {
        let text = whole(check, language);
        for line in text.lines() {
            let filled = chosen(line, Some(&full_place()), Some(&of_library(line)));
            let is_no_text = line.is_empty() || line.starts_with("### ");
            assert!(is_no_text || !filled.is_empty(), "{}: {line}", check.id);
        }
        for finding in check.findings() {
            let finding = &of_library(finding);
            let own = guidance(check, language, Some(&full_place()), Some(finding));
            let is_fault = !finding.code.starts_with("no-");
            // The third of the five parts is the repair.
            let is_mended = own.split("## ").nth(3).unwrap().contains("\n1. ");
            assert_eq!(
                is_mended,
                is_fault || !text.contains("\n### "),
                "{} {language:?}: {}",
                check.id,
                finding.code
            );
        }
    }
}

#[test]
fn steps_belong_to_findings_of_their_check_and_no_finding_has_two() {
    for (check, language) in everything() {
        let text = whole(check, language);
        let mut codes: Vec<_> = text
            .lines()
            .filter_map(|line| line.strip_prefix("### "))
            .flat_map(|codes| codes.split(", "))
            .collect();
        let all = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all, "{}", check.id);
        for code in codes {
            assert!(
                check.findings().any(|finding| finding == code),
                "{}: {code}",
                check.id
            );
        }
    }
}
