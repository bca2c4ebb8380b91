//! Redirects to pages of our own.

use crate::headers::{Surface, headers};
use app::legs::LinkPage;
use domain::customer::Language;
use http::{HeaderValue, Response, StatusCode, header::LOCATION};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

/// Address of a page of an invitation, in the chosen language.
pub fn page_address(
    base: &Url,
    token: &SecretString,
    page: LinkPage,
    language: Option<Language>,
) -> String {
    let below = match page {
        LinkPage::Journey => "",
        LinkPage::Access => "/access",
        LinkPage::AccessReview => "/access/switch",
    };
    let page = format!("{base}connect/{}{below}", token.expose_secret());
    match language {
        Some(language) => format!("{page}?lang={}", language.tag()),
        None => page,
    }
}

/// 303 to a clean address, so that no code stays in the history (T21); `None` if the text is not an address.
pub fn redirect(location: &str, request_id: &str) -> Option<Response<String>> {
    let location = HeaderValue::from_str(location).ok()?;
    let mut response = Response::new(String::new());
    *response.status_mut() = StatusCode::SEE_OTHER;
    *response.headers_mut() = headers(Surface::Redirect, request_id);
    response.headers_mut().insert(LOCATION, location);
    Some(response)
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case(LinkPage::Journey, None, "https://connect.example/connect/token"; "none chosen")]
    #[test_case(LinkPage::Journey, Some(Language::Fr), "https://connect.example/connect/token?lang=fr"; "chosen")]
    #[test_case(LinkPage::Access, Some(Language::Fr), "https://connect.example/connect/token/access?lang=fr"; "who may use the app")]
    #[test_case(LinkPage::AccessReview, None, "https://connect.example/connect/token/access/switch"; "review of a change")]
    fn the_page_is_addressed_in_the_language_that_was_chosen(
        page: LinkPage,
        language: Option<Language>,
        address: &str,
    ) {
        let base = Url::parse("https://connect.example").unwrap();
        let token = SecretString::from("token");
        assert_eq!(page_address(&base, &token, page, language), address);
        let response = redirect(address, "request").unwrap();
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        assert_eq!(response.headers()[LOCATION], address);
    }
}
