//! The style sheet, the script and the icon, under names that hold the hash of their content, so that they may be kept for ever.

use crate::headers::{Surface, headers};
use aws_lc_rs::digest;
use http::Response;
use std::{fmt::Write as _, sync::LazyLock};

/// A file that pages ask for.
struct Asset {
    name: String,
    content: &'static str,
    surface: Surface,
}

impl Asset {
    fn new(stem: &str, extension: &str, content: &'static str, surface: Surface) -> Self {
        let hash = digest::digest(&digest::SHA256, content.as_bytes());
        let mut name = format!("{stem}.");
        for byte in hash.as_ref().iter().take(6) {
            // Writing to a String cannot fail.
            let _ = write!(name, "{byte:02x}");
        }
        name.push('.');
        name.push_str(extension);
        Self {
            name,
            content,
            surface,
        }
    }

    fn path(&self) -> String {
        format!("/connect/assets/{}", self.name)
    }
}

static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "style",
        "css",
        include_str!("../assets/style.css"),
        Surface::StyleSheet,
    )
});
static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "page",
        "js",
        include_str!("../assets/page.js"),
        Surface::Script,
    )
});
static ICON: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "icon",
        "svg",
        include_str!("../assets/icon.svg"),
        Surface::Icon,
    )
});

/// Where pages find the style sheet.
pub fn style_path() -> String {
    STYLE.path()
}

/// Where pages find the script.
pub(crate) fn script_path() -> String {
    SCRIPT.path()
}

/// Where pages find the icon.
pub fn icon_path() -> String {
    ICON.path()
}

/// The asset of that name.
pub fn find(name: &str, request_id: &str) -> Option<Response<String>> {
    let asset = [&*STYLE, &*SCRIPT, &*ICON]
        .into_iter()
        .find(|asset| asset.name == name)?;
    let mut response = Response::new(asset.content.to_owned());
    *response.headers_mut() = headers(asset.surface, request_id);
    Some(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assets_are_small_and_found_by_their_hash_only() {
        assert!(
            STYLE.content.len() < 12 * 1024,
            "{} bytes",
            STYLE.content.len()
        );
        for asset in [&STYLE, &SCRIPT, &ICON] {
            assert!(find(&asset.name, "r").is_some());
        }
        assert!(find("style.css", "r").is_none());
    }

    #[test]
    fn assets_ask_for_nothing_elsewhere() {
        assert!(!STYLE.content.contains("url(") && !STYLE.content.contains("@import"));
        assert!(!SCRIPT.content.contains("http") && !SCRIPT.content.contains("eval"));
        assert!(!ICON.content.contains("href") && !ICON.content.contains("<script"));
    }
}
