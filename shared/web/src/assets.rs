//! The one style sheet, under a name that holds the hash of its content, so that it may be kept for ever.

use crate::headers::{Surface, headers};
use aws_lc_rs::digest;
use http::Response;
use std::{fmt::Write as _, sync::LazyLock};

const STYLE: &str = include_str!("../assets/style.css");

static STYLE_NAME: LazyLock<String> = LazyLock::new(|| {
    let hash = digest::digest(&digest::SHA256, STYLE.as_bytes());
    let mut name = String::from("style.");
    for byte in hash.as_ref().iter().take(6) {
        // Writing to a String cannot fail.
        let _ = write!(name, "{byte:02x}");
    }
    name.push_str(".css");
    name
});

/// Where pages find the style sheet.
pub(crate) fn style_path() -> String {
    format!("/connect/assets/{}", *STYLE_NAME)
}

/// The asset of that name.
pub fn find(name: &str, request_id: &str) -> Option<Response<String>> {
    if name != *STYLE_NAME {
        return None;
    }
    let mut response = Response::new(STYLE.to_owned());
    *response.headers_mut() = headers(Surface::StyleSheet, request_id);
    Some(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_is_small_and_found_by_its_hash_only() {
        assert!(STYLE.len() < 12 * 1024, "{} bytes", STYLE.len());
        assert!(find(&STYLE_NAME, "r").is_some());
        assert!(find("style.css", "r").is_none());
    }

    #[test]
    fn the_style_sheet_asks_for_nothing_elsewhere() {
        assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
    }
}
