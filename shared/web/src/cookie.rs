//! The flow's cookie (RFC 6265), made and read in this one place. It is `Lax`, because Microsoft's redirect back is a
//! cross-site top-level GET, and has the prefix `__Host-`, so that no sibling host can set it (T32).

use app::browser::NewCookie;
use domain::ids::TokenHash;
use http::HeaderValue;
use secrecy::{ExposeSecret as _, SecretString};

/// Error for a cookie that came twice; its value is not guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a cookie came twice")]
pub struct DoubledCookie;

/// Name of the cookie for an invitation: each link in one browser has its own.
fn name(invitation: &TokenHash) -> String {
    format!(
        "__Host-f-{}",
        invitation.as_str().get(..8).unwrap_or_default()
    )
}

/// `Set-Cookie` for a flow's cookie, which lives as long as the flow. `None` for a value that a header cannot carry, which a
/// token never is.
pub fn set(new: &NewCookie) -> Option<HeaderValue> {
    let name = name(&new.invitation_hash);
    let (value, seconds) = (new.value.expose_secret(), new.lives_for.as_secs());
    let text = format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}");
    let mut header = HeaderValue::from_str(&text).ok()?;
    header.set_sensitive(true);
    Some(header)
}

/// `Set-Cookie` that deletes a flow's cookie.
pub fn end(invitation: &TokenHash) -> Option<HeaderValue> {
    let name = name(invitation);
    let text = format!("{name}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
    HeaderValue::from_str(&text).ok()
}

/// Value of an invitation's flow cookie, among texts with one or more pairs each. The other pairs may contain any characters,
/// because sibling hosts choose them.
///
/// # Errors
/// [`DoubledCookie`] when it came twice.
pub fn find(
    cookies: &[String],
    invitation: &TokenHash,
) -> Result<Option<SecretString>, DoubledCookie> {
    let wanted = name(invitation);
    let mut found = None;
    for pair in cookies.iter().flat_map(|text| text.split(';')) {
        // A pair without a name, or with an empty one, is nobody's cookie.
        let Some((name, value)) = pair.trim_matches([' ', '\t']).split_once('=') else {
            continue;
        };
        if name != wanted {
            continue;
        }
        if found.is_some() {
            return Err(DoubledCookie);
        }
        found = Some(SecretString::from(value));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;
    use secrecy::ExposeSecret;
    use test_case::test_case;

    fn invitation() -> TokenHash {
        TokenHash::from_digest(&[0xab; 32])
    }

    fn with(text: &str) -> [String; 1] {
        [text.to_owned()]
    }

    #[test_case("__Host-f-abababab=value", Some("value"); "alone")]
    #[test_case("a=b; __Host-f-abababab=value; c=d", Some("value"); "among others")]
    #[test_case("__host-f-abababab=value", None; "other case")]
    #[test_case("=__Host-f-abababab=value", None; "nameless")]
    #[test_case("__Host-f-abababab", None; "no value")]
    #[test_case("x__Host-f-abababab=value", None; "longer name")]
    fn t32_only_the_exact_name_counts(text: &str, expected: Option<&str>) {
        let found = find(&with(text), &invitation()).unwrap();
        assert_eq!(found.as_ref().map(ExposeSecret::expose_secret), expected);
    }

    #[test]
    fn t32_the_same_name_twice_is_refused() {
        let together = with("__Host-f-abababab=one; __Host-f-abababab=two");
        assert_eq!(find(&together, &invitation()).err(), Some(DoubledCookie));
        let apart = ["__Host-f-abababab=one", "__Host-f-abababab=two"].map(str::to_owned);
        assert_eq!(find(&apart, &invitation()).err(), Some(DoubledCookie));
    }

    #[test]
    fn t32_no_character_in_a_foreign_cookie_spoils_ours() {
        let own = "__Host-f-abababab=value";
        // Every byte, as a gateway that decodes Latin-1 gives it, and what one that decodes UTF-8 gives in place of a bad one.
        let foreign = (0..=u8::MAX).map(char::from).chain(['\u{fffd}']);
        for character in foreign {
            for foreign in [
                format!("other=a{character}b"),
                format!("a{character}b=other"),
                format!("{character}"),
            ] {
                let found = |cookies: &[String]| {
                    let found = find(cookies, &invitation()).unwrap();
                    found.map(|value| value.expose_secret().to_owned())
                };
                let value = Some("value".to_owned());
                assert_eq!(
                    found(&[foreign.clone(), own.to_owned()]),
                    value,
                    "{foreign:?}"
                );
                assert_eq!(
                    found(&[own.to_owned(), foreign.clone()]),
                    value,
                    "{foreign:?}"
                );
                assert_eq!(
                    found(&with(&format!("{foreign}; {own}"))),
                    value,
                    "{foreign:?}"
                );
                assert_eq!(
                    found(&with(&format!("{own}; {foreign}"))),
                    value,
                    "{foreign:?}"
                );
            }
        }
    }

    fn new(value: &str) -> NewCookie {
        NewCookie {
            invitation_hash: invitation(),
            value: SecretString::from(value),
            lives_for: SignedDuration::from_mins(30),
        }
    }

    #[test]
    fn set_cookie_has_every_attribute_the_prefix_demands() {
        let header = set(&new("value")).unwrap();
        assert_eq!(
            header.to_str().unwrap(),
            "__Host-f-abababab=value; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=1800"
        );
        assert!(header.is_sensitive());
    }

    #[test]
    fn t36_a_line_break_never_reaches_the_header() {
        assert!(set(&new("a\r\nx: y")).is_none());
    }

    #[test]
    fn t32_fuzzed_cookies_give_ours_once_or_nothing() {
        let good = [
            "__Host-f-abababab=value",
            "a=b; __Host-f-abababab=value; c=d",
            "c=\u{e9}\u{fffd}\n__Host-f-ab=x",
        ];
        fuzz::text("cookies", &good, |text| {
            // A line is a text of its own, as the gateway lists them.
            let cookies: Vec<String> = text.split('\n').map(str::to_owned).collect();
            let pairs = cookies.iter().flat_map(|text| text.split(';'));
            let own: Vec<&str> = pairs
                .filter_map(|pair| {
                    pair.trim_matches([' ', '\t'])
                        .strip_prefix("__Host-f-abababab=")
                })
                .collect();
            match (find(&cookies, &invitation()), own.as_slice()) {
                (Ok(Some(found)), [value]) => assert_eq!(found.expose_secret(), *value),
                (Ok(None), []) | (Err(DoubledCookie), [_, _, ..]) => {}
                (found, own) => panic!("{found:?} for {own:?}"),
            }
            true
        });
    }
}
