//! Exact headers of every surface, in one place (`SECURITY.md`, Headers).
//!
//! Two traps, both seen in Chromium: with `form-action 'self'` a redirect from our POST to Microsoft is blocked, so a page
//! leaves with 200 and `Refresh`; with `Referrer-Policy: no-referrer` a same-origin POST carries `Origin: null`, so pages with
//! a form send `strict-origin`.

use http::{
    HeaderMap, HeaderValue,
    header::{
        CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY,
        STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
    },
};

/// Kind of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// A page that holds a form.
    PageWithForm,
    /// A page without a form, errors included.
    Page,
    /// A redirect without a body.
    Redirect,
    /// JSON of the API.
    Json,
    /// A problem of the API.
    ProblemJson,
    /// A style sheet whose name contains the hash of its content.
    StyleSheet,
    /// The pages' script, with the hash in its name.
    Script,
    /// The icon, with the hash in its name.
    Icon,
    /// A calendar file (RFC 5545).
    Calendar,
    /// A PowerShell script, as text.
    PowerShell,
}

/// Content security policies of pages.
#[derive(Debug)]
pub(crate) struct Policies {
    with_form: HeaderValue,
    formless: HeaderValue,
}

impl Policies {
    /// Policies of pages that show the logo of this origin, if there is one.
    pub(crate) fn new(logo: Option<&str>) -> Self {
        Self {
            with_form: page_policy(logo, "'self'"),
            formless: page_policy(logo, "'none'"),
        }
    }
}

/// Content security policy of pages. Images may come from one other host, that of the logo, if there is one. `connect-src` is
/// for the page's script, which requests only its own page.
fn page_policy(logo: Option<&str>, form_action: &str) -> HeaderValue {
    let images = logo.map_or_else(|| "'self'".to_owned(), |logo| format!("'self' {logo}"));
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src {images}; script-src 'self'; \
         require-trusted-types-for 'script'; connect-src 'self'; form-action {form_action}; \
         frame-ancestors 'none'; base-uri 'none'; object-src 'none'; upgrade-insecure-requests"
    );
    // An origin is ASCII. What could not be a header would leave the strictest policy.
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static(NO_CONTENT_POLICY))
}

const NO_CONTENT_POLICY: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

const KEEP_FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The headers of a page.
pub(crate) fn page_headers(policies: &Policies, surface: Surface, request_id: &str) -> HeaderMap {
    let mut headers = headers(surface, request_id);
    let policy = match surface {
        Surface::PageWithForm => Some(&policies.with_form),
        Surface::Page => Some(&policies.formless),
        Surface::Redirect
        | Surface::Json
        | Surface::ProblemJson
        | Surface::StyleSheet
        | Surface::Script
        | Surface::Icon
        | Surface::Calendar
        | Surface::PowerShell => None,
    };
    if let Some(policy) = policy {
        headers.insert(CONTENT_SECURITY_POLICY, policy.clone());
    }
    headers
}

/// Headers of an answer that is not a page. A page has these too, apart from its content security policy, which allows nothing
/// here.
pub fn headers(surface: Surface, request_id: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(
        STRICT_TRANSPORT_SECURITY,
        "max-age=63072000; includeSubDomains",
    );
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(X_FRAME_OPTIONS, "DENY");
    set(
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    set(
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    );
    set(HeaderName::from_static("x-robots-tag"), "noindex, nofollow");
    match surface {
        Surface::PageWithForm | Surface::Page => {
            set(CONTENT_TYPE, "text/html; charset=utf-8");
            set(CACHE_CONTROL, "no-store");
            set(
                HeaderName::from_static("cross-origin-opener-policy"),
                "same-origin",
            );
        }
        Surface::Redirect => set(CACHE_CONTROL, "no-store"),
        Surface::Json => {
            set(CONTENT_TYPE, "application/json; charset=utf-8");
            set(CACHE_CONTROL, "no-store");
        }
        Surface::ProblemJson => {
            set(CONTENT_TYPE, "application/problem+json");
            set(CACHE_CONTROL, "no-store");
        }
        Surface::StyleSheet => {
            set(CONTENT_TYPE, "text/css; charset=utf-8");
            set(CACHE_CONTROL, KEEP_FOR_EVER);
        }
        Surface::Script => {
            set(CONTENT_TYPE, "text/javascript; charset=utf-8");
            set(CACHE_CONTROL, KEEP_FOR_EVER);
        }
        Surface::Icon => {
            set(CONTENT_TYPE, "image/svg+xml");
            set(CACHE_CONTROL, KEEP_FOR_EVER);
        }
        Surface::Calendar => {
            set(CONTENT_TYPE, "text/calendar; charset=utf-8");
            set(CACHE_CONTROL, "no-store");
        }
        Surface::PowerShell => {
            set(CONTENT_TYPE, "text/plain; charset=utf-8");
            set(CACHE_CONTROL, "no-store");
        }
    }
    match surface {
        Surface::PageWithForm => {
            set(REFERRER_POLICY, "strict-origin");
            set(CONTENT_SECURITY_POLICY, NO_CONTENT_POLICY);
        }
        Surface::Page
        | Surface::Redirect
        | Surface::Json
        | Surface::ProblemJson
        | Surface::StyleSheet
        | Surface::Script
        | Surface::Icon
        | Surface::Calendar
        | Surface::PowerShell => {
            set(REFERRER_POLICY, "no-referrer");
            set(CONTENT_SECURITY_POLICY, NO_CONTENT_POLICY);
        }
    }
    if let Ok(request_id) = HeaderValue::from_str(request_id) {
        headers.insert(HeaderName::from_static("x-request-id"), request_id);
    }
    headers
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case(Surface::PageWithForm)]
    #[test_case(Surface::Page)]
    #[test_case(Surface::Redirect)]
    #[test_case(Surface::Json)]
    #[test_case(Surface::ProblemJson)]
    #[test_case(Surface::StyleSheet)]
    #[test_case(Surface::Script)]
    #[test_case(Surface::Icon)]
    #[test_case(Surface::Calendar)]
    #[test_case(Surface::PowerShell)]
    fn t33_no_surface_can_be_framed(surface: Surface) {
        let headers = headers(surface, "request-1");
        let policy = headers[CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe"));
        assert_eq!(headers[X_FRAME_OPTIONS], "DENY");
        assert_eq!(headers["x-request-id"], "request-1");
        assert!(
            headers
                .keys()
                .all(|name| !name.as_str().starts_with("access-control"))
        );
    }

    #[test_case(Surface::PageWithForm)]
    #[test_case(Surface::Page)]
    #[test_case(Surface::Redirect)]
    #[test_case(Surface::Json)]
    #[test_case(Surface::ProblemJson)]
    #[test_case(Surface::StyleSheet)]
    #[test_case(Surface::Script)]
    #[test_case(Surface::Icon)]
    #[test_case(Surface::Calendar)]
    #[test_case(Surface::PowerShell)]
    fn t40_no_surface_speaks_to_another_origin(surface: Surface) {
        let headers = headers(surface, "request-1");
        assert_eq!(headers["cross-origin-resource-policy"], "same-origin");
        let shares = |name: &HeaderName| name.as_str().starts_with("access-control");
        assert!(!headers.keys().any(shares));
        if let Surface::PageWithForm | Surface::Page = surface {
            assert_eq!(headers["cross-origin-opener-policy"], "same-origin");
        }
    }

    /// Checks that no surface has a type that a spreadsheet program opens as a table, and that no type is sniffed.
    #[test_case(Surface::PageWithForm)]
    #[test_case(Surface::Page)]
    #[test_case(Surface::Redirect)]
    #[test_case(Surface::Json)]
    #[test_case(Surface::ProblemJson)]
    #[test_case(Surface::StyleSheet)]
    #[test_case(Surface::Script)]
    #[test_case(Surface::Icon)]
    #[test_case(Surface::Calendar)]
    #[test_case(Surface::PowerShell)]
    fn t37_no_surface_is_a_table_for_a_spreadsheet(surface: Surface) {
        let headers = headers(surface, "request-1");
        assert_eq!(headers[X_CONTENT_TYPE_OPTIONS], "nosniff");
        let kind = headers.get(CONTENT_TYPE).map(|kind| kind.to_str().unwrap());
        let is_table = |kind: &str| {
            ["csv", "excel", "spreadsheet", "tab-separated"]
                .iter()
                .any(|table| kind.contains(table))
        };
        assert!(!kind.is_some_and(is_table), "{kind:?}");
    }

    #[test]
    fn only_hashed_assets_may_be_kept() {
        for surface in [
            Surface::PageWithForm,
            Surface::Page,
            Surface::Redirect,
            Surface::Json,
        ] {
            assert_eq!(headers(surface, "r")[CACHE_CONTROL], "no-store");
        }
    }

    #[test]
    fn t21_only_pages_with_a_form_send_their_origin() {
        assert_eq!(
            headers(Surface::PageWithForm, "r")[REFERRER_POLICY],
            "strict-origin"
        );
        assert_eq!(
            headers(Surface::Redirect, "r")[REFERRER_POLICY],
            "no-referrer"
        );
    }

    #[test]
    fn t36_a_request_id_with_a_line_break_sets_no_header() {
        let headers = headers(Surface::Page, "a\r\nset-cookie: x=y");
        assert!(!headers.contains_key("x-request-id"));
        assert!(!headers.contains_key("set-cookie"));
    }
}
