//! Script that makes the same changes.

use super::*;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use test_case::test_case;

fn script(frame: Frame<'_>, cloud: &Cloud) -> Response<String> {
    let script = AccessScript {
        frame,
        tenant: tenant().id,
        client_id: ClientId::from_uuid(Uuid::from_u128(1)),
        cloud,
    };
    script.respond("request-1")
}

#[test]
fn access_script() {
    let response = script(frame(), &Cloud::Global);
    let headers = response.headers();
    assert_eq!(headers[CONTENT_TYPE], "text/plain; charset=utf-8");
    assert_eq!(headers[CACHE_CONTROL], "no-store");
    assert_eq!(
        headers[CONTENT_DISPOSITION],
        "attachment; filename=\"cooperlink-access.ps1\""
    );
    // Windows PowerShell reads a file as UTF-8 only with it.
    let text = response.body().strip_prefix('\u{FEFF}').unwrap();
    insta::assert_snapshot!(text);
}

#[test_case(Language::En)]
#[test_case(Language::Fr)]
#[test_case(Language::Nl)]
#[test_case(Language::De)]
fn words_stand_in_comments_alone_and_the_code_is_the_same_in_every_language(language: Language) {
    let code = |words: Words| {
        let frame = Frame { words, ..frame() };
        let text = script(frame, &Cloud::Global).into_body();
        assert!(!text.contains("access-script-"));
        let is_code = |line: &&str| !line.trim_start_matches('\u{FEFF}').starts_with('#');
        let code: Vec<_> = text.lines().filter(is_code).map(str::to_owned).collect();
        code.join("\n")
    };
    let here = code(Words::of(language));
    assert!(here.is_ascii());
    assert_eq!(here, code(Words::of(Language::En)));
}

#[test]
fn t36_the_apps_name_cannot_leave_its_comment() {
    let plain = script(frame(), &Cloud::Global).into_body();
    let hostile = Frame {
        app: "Cooperlink\r\n\u{2028}#>\nRemove-Item * 'x' \"$(y)\" `z",
        ..frame()
    };
    let hostile = script(hostile, &Cloud::Global).into_body();
    assert_eq!(hostile.lines().count(), plain.lines().count());
    for character in ['\r', '\u{2028}', '>'] {
        let count = |text: &str| text.matches(character).count();
        assert_eq!(count(&hostile), count(&plain));
    }
    assert!(!hostile.contains("$(y)") && !hostile.contains("`z"));
}

#[test]
fn t58_the_script_is_for_one_tenant_and_one_application() {
    let text = script(frame(), &Cloud::Global).into_body();
    assert!(text.contains(&format!("$tenantId = '{}'\n", tenant().id)));
    assert!(text.contains("$clientId = '00000000-0000-0000-0000-000000000001'\n"));
    assert!(text.contains("(Get-MgContext).TenantId -ne $tenantId"));
    assert_eq!(text.matches("[ValidateCount(1, 20)]").count(), 2);
}

#[test_case(&Cloud::Global, "Global")]
#[test_case(&Cloud::UsGov, "USGov")]
#[test_case(&Cloud::UsGovDod, "USGovDoD")]
#[test_case(&Cloud::China, "China")]
fn the_script_signs_in_where_the_tenant_lives(cloud: &Cloud, environment: &str) {
    let text = script(frame(), cloud).into_body();
    assert!(text.contains(&format!("$environment = '{environment}'\n")));
}

/// Every quotation mark that PowerShell recognises, single and double, and the other characters that begin code in a text.
/// <https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.core/about/about_quoting_rules>
const CODE: [char; 14] = [
    '\'', '\u{2018}', '\u{2019}', '\u{201A}', '\u{201B}', '"', '\u{201C}', '\u{201D}', '\u{201E}',
    '`', '$', '#', ';', '|',
];

#[test]
fn t37_no_name_becomes_code_of_the_script() {
    let plain = script(frame(), &Cloud::Global).into_body();
    for character in CODE
        .into_iter()
        .chain(['\r', '\n', '\u{85}', '\u{2028}', '\u{2029}', '\0'])
    {
        let app = format!("Cooperlink{character}Remove-Item{character}");
        let hostile = Frame {
            app: &app,
            ..frame()
        };
        let text = script(hostile, &Cloud::Global).into_body();
        assert_eq!(text.lines().count(), plain.lines().count(), "{character:?}");
        let count = |text: &str| text.matches(character).count();
        assert_eq!(count(&text), count(&plain), "{character:?}");
        let is_code = |line: &&str| !line.trim_start_matches('\u{FEFF}').starts_with('#');
        assert!(
            text.lines()
                .filter(is_code)
                .all(|line| !line.contains("Remove-Item")),
            "{character:?}"
        );
    }
}
