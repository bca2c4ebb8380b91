use super::*;
use domain::cloud::LoopbackOrigin;
use std::net::IpAddr;
use test_case::test_case;

fn with(pairs: &'static [(&'static str, &'static str)]) -> Environment<'static> {
    Environment::from_lookup(move |name| {
        pairs
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| (*value).to_owned())
    })
}

#[test_case("http://10.0.0.1:1"; "private address")]
#[test_case("https://login.microsoftonline.com"; "microsoft")]
#[test_case("http://evil.example"; "public host")]
fn t68_the_emulated_cloud_refuses_hosts_that_are_not_on_this_machine(login: &str) {
    let login = login.to_owned();
    let environment = Environment::from_lookup(move |name| match name {
        MICROSOFT_CLOUD => Some("emulated".to_owned()),
        MICROSOFT_LOGIN_URL => Some(login.clone()),
        MICROSOFT_GRAPH_URL => Some("http://127.0.0.1:2".to_owned()),
        _ => None,
    });
    assert!(matches!(
        environment.cloud(),
        Err(ConfigError::NotLoopback { .. })
    ));
}

#[test]
fn t05_a_real_cloud_refuses_an_address_of_its_own() {
    let environment = with(&[
        (MICROSOFT_CLOUD, "global"),
        (MICROSOFT_LOGIN_URL, "http://127.0.0.1:1"),
    ]);
    assert!(matches!(
        environment.cloud(),
        Err(ConfigError::Invalid { .. })
    ));
}

#[test_case(&[]; "missing")]
#[test_case(&[(MICROSOFT_CLOUD, "Global")]; "misspelt")]
#[test_case(&[(MICROSOFT_CLOUD, "emulated")]; "no addresses")]
fn t67_a_cloud_that_is_not_fully_set_refuses_to_start(
    pairs: &'static [(&'static str, &'static str)],
) {
    assert!(with(pairs).cloud().is_err());
}

#[test_case("21599", "300", "60"; "between verifications")]
#[test_case("21600", "299", "60"; "before a confirmation")]
#[test_case("21600", "300", "59"; "between verifications on request")]
fn t55_t67_only_the_emulated_cloud_shortens_intervals(
    verify_every: &'static str,
    confirm_after: &'static str,
    verify_now_every: &'static str,
) {
    let environment = Environment::from_lookup(move |name| {
        let value = match name {
            VERIFY_INTERVAL_SECONDS => verify_every,
            CONFIRM_AFTER_SECONDS => confirm_after,
            VERIFY_NOW_SECONDS => verify_now_every,
            _ => return None,
        };
        Some(value.to_owned())
    });
    let refused = environment.intervals(&Cloud::Global);
    assert!(matches!(refused, Err(ConfigError::Invalid { .. })));
    let loopback = LoopbackOrigin::parse("http://127.0.0.1:1").unwrap();
    let emulated = Cloud::Emulated {
        login: loopback.clone(),
        graph: loopback,
    };
    let intervals = environment.intervals(&emulated).unwrap();
    let given = [
        intervals.verify_every,
        intervals.confirm_after,
        intervals.verify_now_every,
    ];
    let texts = given.map(|interval| interval.as_secs().to_string());
    assert_eq!(texts, [verify_every, confirm_after, verify_now_every]);
}

#[test_case(Some("live"), Some(KeyMode::Live), None; "live")]
#[test_case(Some("test"), Some(KeyMode::Test), Some(KeyMode::Test); "test")]
#[test_case(Some("Live"), None, None; "other case")]
#[test_case(Some("both"), None, None; "another word")]
#[test_case(None, None, None; "missing")]
fn t67_a_stage_has_one_key_mode_and_the_emulated_cloud_is_never_live(
    word: Option<&'static str>,
    global: Option<KeyMode>,
    emulated: Option<KeyMode>,
) {
    let environment =
        Environment::from_lookup(move |name| word.filter(|_| name == KEY_MODE).map(str::to_owned));
    let loopback = LoopbackOrigin::parse("http://127.0.0.1:1").unwrap();
    let emulator = Cloud::Emulated {
        login: loopback.clone(),
        graph: loopback,
    };
    assert_eq!(environment.key_mode(&Cloud::Global).ok(), global);
    assert_eq!(environment.key_mode(&emulator).ok(), emulated);
}

#[test]
fn the_designs_intervals_are_taken_by_every_cloud() {
    let environment = with(&[
        (VERIFY_INTERVAL_SECONDS, "21600"),
        (CONFIRM_AFTER_SECONDS, "300"),
        (VERIFY_NOW_SECONDS, "60"),
    ]);
    let intervals = environment.intervals(&Cloud::Global).unwrap();
    assert_eq!(intervals, Intervals::default());
}

#[test_case("https://connect.cooperlink.example", true; "https origin")]
#[test_case("http://connect.cooperlink.example", false; "http")]
#[test_case("https://connect.cooperlink.example/path", false; "path")]
#[test_case("connect.cooperlink.example", false; "no scheme")]
fn t67_public_address_is_an_https_origin(text: &str, accepted: bool) {
    let text = text.to_owned();
    let environment =
        Environment::from_lookup(move |name| (name == PUBLIC_BASE_URL).then(|| text.clone()));
    assert_eq!(
        environment.public_base_url(&Cloud::Global).is_ok(),
        accepted
    );
}

#[test_case("3f2a91bc04-v1.2-3-g4514bd4-dirty", true; "as deployments make it")]
#[test_case("", false; "empty")]
#[test_case("a b", false; "a space")]
#[test_case("a\",\"level\":\"x", false; "what would end a text in a log line")]
#[test_case("0123456789-0123456789-0123456789-0123456789-0123456789-0123456789", false; "too long")]
fn t67_a_version_is_a_plain_word(text: &'static str, accepted: bool) {
    let environment = Environment::from_lookup(move |_| Some(text.to_owned()));
    assert_eq!(environment.version().is_ok(), accepted);
}

#[test]
fn t67_what_is_not_set_has_no_default() {
    let nothing = with(&[]);
    assert!(matches!(
        nothing.manifest(),
        Err(ConfigError::Missing(PERMISSIONS_ADDED))
    ));
    assert!(matches!(
        nothing.return_url_prefixes(),
        Err(ConfigError::Missing(RETURN_URL_PREFIXES))
    ));
    assert!(matches!(
        nothing.intervals(&Cloud::Global),
        Err(ConfigError::Missing(VERIFY_INTERVAL_SECONDS))
    ));
    assert!(matches!(
        nothing.booking_url(),
        Err(ConfigError::Missing(BOOKING_URL))
    ));
    assert!(matches!(
        nothing.optional(APP_PUBLISHER),
        Err(ConfigError::Missing(APP_PUBLISHER))
    ));
    let empty = with(&[
        (APP_PUBLISHER, " "),
        (PERMISSIONS_ADDED, ""),
        (PERMISSIONS_DROPPED, ""),
        (PERMISSION_SET_DECLARED, "1"),
        (RETURN_URL_PREFIXES, ""),
    ]);
    assert_eq!(empty.optional(APP_PUBLISHER).unwrap(), None);
    assert!(empty.manifest().is_ok());
    assert!(empty.return_url_prefixes().unwrap().is_empty());
}

#[test_case("1", Some(1); "the first")]
#[test_case("2", Some(2); "one that was added")]
#[test_case("9", Some(2); "more than is asked for")]
#[test_case("0", None; "none")]
#[test_case("two", None; "a word")]
#[test_case("", None; "empty")]
fn t67_the_declared_set_is_a_number_from_1(text: &str, offered_set: Option<u16>) {
    let text = text.to_owned();
    let environment = Environment::from_lookup(move |name| match name {
        PERMISSIONS_ADDED => Some("Directory.Read.All@2".to_owned()),
        PERMISSION_SET_DECLARED => Some(text.clone()),
        _ => Some(String::new()),
    });
    let manifest = environment.manifest();
    let offered = manifest.ok().map(|manifest| manifest.offered_set());
    assert_eq!(offered, offered_set);
}

#[test_case("help@cooperlink.example", true; "mail address")]
#[test_case("https://cooperlink.example/help", true; "https")]
#[test_case("http://cooperlink.example/help", false; "http")]
#[test_case("javascript:alert(1)", false; "script")]
#[test_case("help@cooperlink.example?subject=x", false; "mail link")]
#[test_case("call us", false; "words")]
#[test_case("", false; "empty")]
fn t67_the_support_contact_is_an_address(text: &str, accepted: bool) {
    let text = text.to_owned();
    let environment =
        Environment::from_lookup(move |name| (name == SUPPORT_CONTACT).then(|| text.clone()));
    assert_eq!(environment.support_contact().is_ok(), accepted);
}

#[test_case("https://booking.example/meet?with=support", Some(true); "https")]
#[test_case("", Some(false); "none")]
#[test_case("http://booking.example/", None; "http")]
#[test_case("https://user@booking.example/", None; "a user")]
#[test_case("javascript:alert(1)", None; "script")]
#[test_case("booking.example", None; "no scheme")]
fn t67_meetings_are_booked_at_an_https_address_or_nowhere(text: &str, there: Option<bool>) {
    let text = text.to_owned();
    let environment =
        Environment::from_lookup(move |name| (name == BOOKING_URL).then(|| text.clone()));
    let url = environment.booking_url();
    assert_eq!(url.ok().map(|url| url.is_some()), there);
}

#[test_case(ACCENT_COLOUR, "#7a1f5c", true; "a dark colour")]
#[test_case(ACCENT_COLOUR, "#ffcc00", false; "a colour on which nothing white can be read")]
#[test_case(ACCENT_COLOUR, "purple", false; "the name of a colour")]
#[test_case(ACCENT_COLOUR, "#7a1f5c;}", false; "more than a colour")]
#[test_case(LOGO_URL, "https://www.example.com/logo.svg", true; "a logo")]
#[test_case(LOGO_URL, "http://www.example.com/logo.svg", false; "a logo that anybody may exchange")]
#[test_case(LOGO_URL, "data:image/svg+xml,x", false; "a logo in the address")]
#[test_case(LOGO_URL, "https://*.example.com/logo.svg", false; "a logo of many hosts")]
#[test_case(PRIVACY_URL, "javascript:alert(1)", false; "a script for privacy")]
#[test_case(SECURITY_URL, "https://user@www.example.com/", false; "a user")]
#[test_case(COMPANY_NAME, " ", false; "no company")]
fn t67_a_brand_that_cannot_be_shown_is_refused(name: &str, text: &str, accepted: bool) {
    let (name, text) = (name.to_owned(), text.to_owned());
    let environment = Environment::from_lookup(move |asked| {
        Some(match asked {
            asked if asked == name => text.clone(),
            APP_NAME | COMPANY_NAME => "Cooperlink".to_owned(),
            SUPPORT_CONTACT => "help@cooperlink.example".to_owned(),
            _ => String::new(),
        })
    });
    assert_eq!(environment.brand().is_ok(), accepted);
}

#[test_case("", Some(0); "not fixed")]
#[test_case("192.0.2.10, 2001:db8::/64", Some(2); "an address and a block")]
#[test_case("registration.example", None; "a name")]
#[test_case("192.0.2.0/x", None; "no block")]
fn outbound_addresses_are_addresses(text: &str, expected: Option<usize>) {
    let text = text.to_owned();
    let environment =
        Environment::from_lookup(move |name| (name == OUTBOUND_ADDRESSES).then(|| text.clone()));
    let addresses = environment.outbound_addresses();
    assert_eq!(addresses.ok().map(|addresses| addresses.len()), expected);
}

#[test_case("https://app.example/back/", true; "prefix")]
#[test_case("https://app.example/back", false; "no closing slash")]
#[test_case("http://app.example/", false; "http")]
fn t19_return_prefixes_are_https_and_end_in_a_slash(text: &str, accepted: bool) {
    let text = text.to_owned();
    let environment =
        Environment::from_lookup(move |name| (name == RETURN_URL_PREFIXES).then(|| text.clone()));
    assert_eq!(environment.return_url_prefixes().is_ok(), accepted);
}

#[test]
fn t67_fuzzed_outbound_addresses_are_addresses() {
    fuzz::text(
        "outbound addresses",
        &["192.0.2.0/28, 2001:db8::/32", "192.0.2.1"],
        |text| {
            let given = text.to_owned();
            let environment = Environment::from_lookup(move |_| Some(given.clone()));
            let Ok(addresses) = environment.outbound_addresses() else {
                return false;
            };
            for address in &addresses {
                let (address, _) = address.split_once('/').unwrap_or((address, ""));
                assert!(address.parse::<IpAddr>().is_ok(), "{address}");
            }
            let again = addresses.join(",");
            let environment = Environment::from_lookup(move |_| Some(again.clone()));
            assert_eq!(environment.outbound_addresses().unwrap(), addresses);
            true
        },
    );
}
