//! Domains of customers.

use super::{Flaw, InvalidValue};
use url::Host;

const GENERAL: InvalidValue = InvalidValue::new("must be a domain name such as contoso.com");

/// Domains under which the public can have mailboxes. They pin no organisation, or a wrong one.
const PUBLIC: [&str; 56] = [
    "aol.com",
    "bluewin.ch",
    "fastmail.com",
    "free.fr",
    "freenet.de",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hetnet.nl",
    "home.nl",
    "hotmail.be",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.de",
    "hotmail.fr",
    "hotmail.nl",
    "hushmail.com",
    "icloud.com",
    "kpnmail.nl",
    "laposte.net",
    "live.be",
    "live.co.uk",
    "live.com",
    "live.de",
    "live.fr",
    "live.nl",
    "mac.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "onmicrosoft.com",
    "orange.fr",
    "outlook.be",
    "outlook.com",
    "outlook.de",
    "outlook.fr",
    "pandora.be",
    "planet.nl",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "rocketmail.com",
    "sfr.fr",
    "skynet.be",
    "t-online.de",
    "telenet.be",
    "wanadoo.fr",
    "web.de",
    "xs4all.nl",
    "yandex.ru",
    "ziggo.nl",
];

/// Names of providers that exist under many endings, such as `yahoo.co.jp`.
const PUBLIC_EVERYWHERE: [&str; 4] = ["gmx", "hotmail", "live", "yahoo"];

/// Top-level domains that lead nowhere (RFC 2606, RFC 6761, RFC 6762, RFC 9476). `example` and `test` stay allowed for trials.
const NOWHERE: [&str; 7] = [
    "localhost",
    "localdomain",
    "local",
    "invalid",
    "internal",
    "onion",
    "alt",
];

/// A domain as people paste it, without the spaces around it, a scheme, a closing slash and a closing dot.
pub(super) fn pasted(text: &str) -> Result<String, InvalidValue> {
    let text = text.trim();
    let scheme = ["https://", "http://"].into_iter().find(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    let text = &text[scheme.map_or(0, str::len)..];
    let domain = form(text.strip_suffix('/').unwrap_or(text))?;
    if domain.starts_with("www.") {
        return Err(InvalidValue::new(
            "must be the domain itself, without www., such as contoso.com",
        ));
    }
    if is_public(&domain) {
        return Err(InvalidValue::of(
            Flaw::PublicDomain,
            "anybody can have a mailbox under this domain; give a domain of the customer's own, or leave it out and approve the tenant",
        ));
    }
    if NOWHERE
        .iter()
        .any(|ending| domain.ends_with(&format!(".{ending}")))
    {
        return Err(InvalidValue::new(
            "must be a domain that is registered, such as contoso.com",
        ));
    }
    Ok(domain)
}

fn is_public(domain: &str) -> bool {
    let (name, ending) = domain.split_once('.').unwrap_or((domain, ""));
    // `live.example` may be anybody's; `live.co.uk` and `yahoo.fr` are not.
    let is_of_country = ending
        .split('.')
        .all(|label| (2..=3).contains(&label.len()));
    PUBLIC.contains(&domain) || (PUBLIC_EVERYWHERE.contains(&name) && is_of_country)
}

/// A domain in lower case and in its ASCII form: at least two labels, at most 253 characters.
pub(super) fn form(text: &str) -> Result<String, InvalidValue> {
    if text.contains(['/', ':', '@', '?', '#', '%', '\\', '\u{FFFD}'])
        || text.chars().any(char::is_whitespace)
    {
        return Err(GENERAL);
    }
    let Ok(Host::Domain(host)) = Host::parse(text.trim_end_matches('.')) else {
        return Err(GENERAL);
    };
    let labels_hold = host.split('.').all(|label| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    });
    if labels_hold && host.len() <= 253 && host.contains('.') {
        Ok(host)
    } else {
        Err(GENERAL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case("contoso.com", "contoso.com"; "plain")]
    #[test_case("Contoso.COM", "contoso.com"; "lower cased")]
    #[test_case(" contoso.com\n", "contoso.com"; "spaces around it")]
    #[test_case("https://contoso.com", "contoso.com"; "a scheme")]
    #[test_case("HTTP://contoso.com/", "contoso.com"; "a scheme and a slash")]
    #[test_case("contoso.com.", "contoso.com"; "a closing dot")]
    #[test_case("münchen.example", "xn--mnchen-3ya.example"; "internationalised")]
    #[test_case("contoso.onmicrosoft.com", "contoso.onmicrosoft.com"; "Microsoft's own of the customer")]
    #[test_case("live.example", "live.example"; "a name like a provider's")]
    #[test_case("alive.com", "alive.com"; "a name that ends like a provider's")]
    #[test_case("mail.contoso.com", "mail.contoso.com"; "a subdomain")]
    fn a_domain_is_taken_as_people_paste_it(text: &str, expected: &str) {
        assert_eq!(pasted(text).unwrap(), expected);
    }

    #[test_case("contoso"; "one label")]
    #[test_case("contoso.com/x"; "a path")]
    #[test_case("ftp://contoso.com"; "another scheme")]
    #[test_case("127.0.0.1"; "an address")]
    #[test_case("a@contoso.com"; "a mail address")]
    #[test_case("-a.example"; "a leading hyphen")]
    #[test_case("contoso com.example"; "a space within")]
    #[test_case("www.contoso.example"; "www")]
    #[test_case("https://www.contoso.example/"; "an address of a web site")]
    #[test_case("localhost.localdomain"; "this machine")]
    #[test_case("contoso.local"; "a local name")]
    #[test_case("contoso\u{FFFD}.com"; "a replacement character")]
    fn anything_else_is_no_domain(text: &str) {
        assert_eq!(pasted(text).unwrap_err().flaw(), Flaw::Malformed);
    }

    #[test_case("gmail.com")]
    #[test_case("Outlook.com")]
    #[test_case("https://hotmail.com/")]
    #[test_case("yahoo.co.uk")]
    #[test_case("live.nl")]
    #[test_case("hotmail.it")]
    #[test_case("icloud.com")]
    #[test_case("onmicrosoft.com")]
    #[test_case("proton.me")]
    #[test_case("telenet.be")]
    fn a_public_domain_is_told_apart(text: &str) {
        assert_eq!(pasted(text).unwrap_err().flaw(), Flaw::PublicDomain);
    }
}
