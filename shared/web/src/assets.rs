//! Style sheet, script and icon, under names that contain the hash of their content, so that browsers may keep them for ever.

use crate::headers::{Surface, headers};
use aws_lc_rs::digest;
use domain::brand::Shades;
use http::Response;
use std::fmt::Write as _;

/// Files that pages load.
#[derive(Debug)]
pub struct Assets {
    style: Asset,
    script: Asset,
    icon: Asset,
}

/// One file.
#[derive(Debug)]
struct Asset {
    name: String,
    content: String,
    surface: Surface,
}

impl Asset {
    fn new(stem: &str, extension: &str, content: String, surface: Surface) -> Self {
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

/// A source without indentation and without lines that are only comments.
fn packed(source: &str) -> String {
    let lines = source.lines().map(str::trim_start);
    let is_comment =
        |line: &&str| line.starts_with("//") || line.starts_with("/*") && line.ends_with("*/");
    let lines = lines.filter(|line| !line.is_empty() && !is_comment(line));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// A packed style sheet without needless spaces and line ends; no string in it contains one of them.
fn packed_style(source: &str) -> String {
    let marks = [
        ("\n", ""),
        (" > ", ">"),
        (" {", "{"),
        ("{ ", "{"),
        (": ", ":"),
        ("; ", ";"),
        (", ", ","),
        (" }", "}"),
        (";}", "}"),
    ];
    let tightened = |style: String, (loose, tight): (&str, &str)| style.replace(loose, tight);
    marks.into_iter().fold(packed(source), tightened)
}

impl Assets {
    /// The files in the shades of a brand.
    pub(crate) fn new(shades: Shades) -> Self {
        let style = packed_style(include_str!("../assets/style.css")) + &shades.rules();
        let script = packed(include_str!("../assets/page.js"));
        let icon = include_str!("../assets/icon.svg").replace("#0b5cad", &shades.light.to_string());
        Self {
            style: Asset::new("style", "css", style, Surface::StyleSheet),
            script: Asset::new("page", "js", script, Surface::Script),
            icon: Asset::new("icon", "svg", icon, Surface::Icon),
        }
    }

    /// Address of the style sheet.
    pub fn style_path(&self) -> String {
        self.style.path()
    }

    /// Address of the script.
    pub(crate) fn script_path(&self) -> String {
        self.script.path()
    }

    /// Address of the icon.
    pub fn icon_path(&self) -> String {
        self.icon.path()
    }

    /// Response with the asset of that name.
    pub fn find(&self, name: &str, request_id: &str) -> Option<Response<String>> {
        let all = [&self.style, &self.script, &self.icon];
        let asset = all.into_iter().find(|asset| asset.name == name)?;
        let mut response = Response::new(asset.content.clone());
        *response.headers_mut() = headers(asset.surface, request_id);
        Some(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assets_are_small_and_found_by_their_hash_only() {
        let assets = Assets::new(Shades::default());
        let weight = assets.style.content.len();
        assert!(weight < 14 * 1024, "{weight} bytes");
        for asset in [&assets.style, &assets.script, &assets.icon] {
            assert!(assets.find(&asset.name, "r").is_some());
        }
        assert!(assets.find("style.css", "r").is_none());
    }

    #[test]
    fn assets_ask_for_nothing_elsewhere() {
        let Assets {
            style,
            script,
            icon,
        } = Assets::new(Shades::default());
        assert!(!style.content.contains("url(") && !style.content.contains("@import"));
        assert!(!script.content.contains("http") && !script.content.contains("eval"));
        assert!(!icon.content.contains("href") && !icon.content.contains("<script"));
    }

    #[test]
    fn style_sheet_and_icon_have_the_colour_and_a_name_of_their_own() {
        let ours = Assets::new(Shades::default());
        let other = Assets::new(Shades::of("#7a1f5c").unwrap());
        assert!(other.style.content.contains("--accent:#7a1f5c"));
        assert!(other.icon.content.contains("fill=\"#7a1f5c\""));
        assert_ne!(ours.style_path(), other.style_path());
        assert_ne!(ours.icon_path(), other.icon_path());
        assert_eq!(ours.script_path(), other.script_path());
    }
}
