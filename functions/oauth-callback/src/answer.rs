//! The query of a callback, read strictly: each parameter that decides something is there at most once (T41),
//! and of Microsoft's description nothing is kept but its number (T20).

use app::legs::AuthorizationResponse;
use domain::aadsts::Cause;
use secrecy::SecretString;
use web::request::{QueryError, parse_query, single};

/// The longest code of an error that is looked at; Microsoft's are far shorter.
const LONGEST_ERROR: usize = 64;

/// Numbers of a description that are looked at; Microsoft gives one or two.
const MOST_NUMBERS: usize = 8;

/// Reads a callback's raw query.
///
/// # Errors
/// See [`QueryError`].
pub(crate) fn read(raw: &str) -> Result<AuthorizationResponse, QueryError> {
    let pairs = parse_query(raw)?;
    let text = |name: &str| single(&pairs, name).map(|value| value.map(str::to_owned));
    let secret = |name: &str| single(&pairs, name).map(|value| value.map(SecretString::from));
    let description = single(&pairs, "error_description")?;
    Ok(AuthorizationResponse {
        state: secret("state")?,
        code: secret("code")?,
        error: single(&pairs, "error")?.map(error_code),
        aadsts: description.and_then(aadsts),
        is_cancelled: single(&pairs, "error_subcode")? == Some("cancel"),
        tenant: text("tenant")?,
        is_admin_consent: single(&pairs, "admin_consent")?.is_some(),
        issuer: text("iss")?,
    })
}

/// An error code is lower-case words joined by underscores (RFC 6749 section 4.1.2.1); anything else is only "an error".
fn error_code(text: &str) -> String {
    let plain = !text.is_empty()
        && text.len() <= LONGEST_ERROR
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    if plain {
        text.to_owned()
    } else {
        "unknown_error".to_owned()
    }
}

/// The `AADSTS` number that tells most.
fn aadsts(description: &str) -> Option<u32> {
    let numbers: Vec<u32> = description
        .split("AADSTS")
        .skip(1)
        .take(MOST_NUMBERS)
        .filter_map(number)
        .collect();
    Cause::telling_number(&numbers)
}

/// The digits that a text begins with, nine at most.
fn number(text: &str) -> Option<u32> {
    let digits: String = text
        .chars()
        .take_while(char::is_ascii_digit)
        .take(9)
        .collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test]
    fn an_answer_with_a_code_is_read() {
        let answer = read("code=abc&state=def&session_state=ignored").unwrap();
        assert!(answer.code.is_some() && answer.state.is_some());
        assert!(answer.error.is_none() && !answer.is_admin_consent);
    }

    #[test]
    fn t20_of_a_description_only_the_number_is_kept() {
        let raw = "error=access_denied&error_description=AADSTS65004%3A+%3Cscript%3Ealert(1)%3C%2Fscript%3E&state=x";
        let answer = read(raw).unwrap();
        assert_eq!(answer.error.as_deref(), Some("access_denied"));
        assert_eq!(answer.aadsts, Some(65004));
    }

    #[test_case("AADSTS70002%3A+x+AADSTS50132%3A+y", Some(50_132); "the one that says something of the customer")]
    #[test_case("AADSTS50020%3A+x+AADSTS50020", Some(50_020); "the same twice")]
    #[test_case("AADSTS%3A+AADSTS65005", Some(65_005); "one without digits")]
    #[test_case("AADSTS", None; "no digits")]
    #[test_case("nothing", None; "no number")]
    fn of_several_numbers_the_most_telling_one_is_kept(description: &str, kept: Option<u32>) {
        let raw = format!("state=x&error=access_denied&error_description={description}");
        assert_eq!(read(&raw).unwrap().aadsts, kept);
    }

    #[test]
    fn going_back_is_told_from_declining() {
        let went_back = read("state=x&error=access_denied&error_subcode=cancel").unwrap();
        assert!(went_back.is_cancelled && went_back.aadsts.is_none());
        let other = read("state=x&error=access_denied&error_subcode=other").unwrap();
        assert!(!other.is_cancelled);
    }

    #[test_case("%3Cscript%3E"; "markup")]
    #[test_case("a%0d%0ab"; "line break")]
    #[test_case("%E2%80%AE"; "bidi")]
    #[test_case("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"; "too long")]
    fn t20_an_error_of_another_form_is_only_an_error(error: &str) {
        let answer = read(&format!("state=x&error={error}")).unwrap();
        assert_eq!(answer.error.as_deref(), Some("unknown_error"));
    }

    #[test_case("state=a&state=b&code=c")]
    #[test_case("state=a&code=b&code=c")]
    #[test_case("state=a&tenant=b&tenant=c&admin_consent=True")]
    #[test_case("state=a&error=b&error=c")]
    #[test_case("state=a&error=b&error_subcode=cancel&error_subcode=cancel")]
    #[test_case("state=a&code=b&iss=c&iss=d")]
    #[test_case("state=a&admin_consent=True&admin_consent=False")]
    fn t41_a_doubled_parameter_is_refused(raw: &str) {
        assert_eq!(read(raw).err(), Some(QueryError::Doubled));
    }

    #[test]
    fn t20_t41_fuzzed_answers_give_each_parameter_once_and_no_text_of_others() {
        let good = [
            "code=abc&state=def&session_state=ignored",
            "error=access_denied&error_description=AADSTS65004%3A+The+user+declined&state=x&admin_consent=True",
            "tenant=7e000000-0000-4000-8000-000000000001&admin_consent=True&state=x&iss=https%3A%2F%2Flogin.example%2Fx",
        ];
        fuzz::text("callback query", &good, |raw| {
            let Ok(answer) = read(raw) else {
                return false;
            };
            let pairs = parse_query(raw).unwrap();
            let count = |wanted: &str| pairs.iter().filter(|(name, _)| name == wanted).count();
            for (name, is_there) in [
                ("state", answer.state.is_some()),
                ("code", answer.code.is_some()),
                ("error", answer.error.is_some()),
                ("tenant", answer.tenant.is_some()),
                ("admin_consent", answer.is_admin_consent),
                ("iss", answer.issuer.is_some()),
            ] {
                assert_eq!(count(name), usize::from(is_there), "{name}");
            }
            if let Some(error) = &answer.error {
                let plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
                assert!(
                    error.len() <= LONGEST_ERROR && error.bytes().all(plain),
                    "{error}"
                );
            }
            assert!(answer.aadsts.is_none_or(|number| number < 1_000_000_000));
            true
        });
    }
}
