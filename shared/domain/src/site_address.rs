//! The address of a SharePoint site, read from pasted text: a site or subsite, with or without a library, a page, a query or a
//! sharing prefix. An address that names no site is refused with an explanation of how it was understood.
//!
//! An address is compared, shown and named to Graph as host and path; it is never fetched (T43).
//! <https://learn.microsoft.com/en-us/graph/api/site-getbypath>,
//! <https://learn.microsoft.com/en-us/sharepoint/modern-experience-sharing-permissions>

mod browser_address;

use crate::text::{InvalidValue, is_deceptive};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::{Deserialize, Deserializer, Serialize, de};
use std::fmt;
use url::Url;

const GENERAL: InvalidValue = InvalidValue::new(
    "must be the https address of a SharePoint site, such as https://contoso.sharepoint.com/sites/projects",
);
/// Endings of SharePoint hosts, of every cloud; the German cloud's outlived it, and `dps.mil` is a second one of the US
/// Department of Defense.
/// <https://learn.microsoft.com/en-us/microsoft-365/enterprise/urls-and-ip-address-ranges>,
/// <https://learn.microsoft.com/en-us/microsoft-365/enterprise/microsoft-365-u-s-government-dod-endpoints>
const SUFFIXES: [&str; 6] = [
    ".sharepoint.com",
    ".sharepoint.de",
    ".sharepoint.us",
    ".sharepoint-mil.us",
    ".dps.mil",
    ".sharepoint.cn",
];
/// Ending that Defender for Cloud Apps adds to a host in the browsers of organisations that use it.
/// <https://learn.microsoft.com/en-us/defender-cloud-apps/proxy-intro-aad>
const PROXY: &str = ".mcas.ms";
/// Managed paths, below which a site collection has one more segment.
const MANAGED_PATHS: [&str; 2] = ["sites", "teams"];
/// Characters that must not stand bare in a path segment (RFC 3986 section 3.3), nor in a quoted `OData` literal.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'\'')
    .add(b'/')
    .add(b':')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A site: `https://contoso.sharepoint.com`, a site collection below it such as
/// `https://contoso.sharepoint.com/sites/projects`, or a subsite of either.
///
/// [`TryFrom`] reads pasted text. A stored address is deserialized unchanged, so that a later rule for pasted text makes no
/// stored registration unreadable.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
pub struct SiteAddress {
    host: String,
    /// The path, decoded; empty is the root site.
    segments: Vec<String>,
}

impl SiteAddress {
    /// The host, in lower case.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The site's server-relative path, percent-encoded, without a leading slash; `None` is the root site.
    pub fn path(&self) -> Option<String> {
        let encoded = |segment: &String| utf8_percent_encode(segment, SEGMENT).to_string();
        let encoded: Vec<_> = self.segments.iter().map(encoded).collect();
        (!encoded.is_empty()).then(|| encoded.join("/"))
    }

    /// Whether the other address is this site or below it, regardless of case. The root site contains only itself.
    pub fn holds(&self, other: &Self) -> bool {
        let mut own = self.segments.iter().zip(&other.segments);
        let is_below = !self.segments.is_empty() && self.segments.len() <= other.segments.len();
        self.host == other.host
            && (self.segments.len() == other.segments.len() || is_below)
            && own.all(|(own, other)| own.to_lowercase() == other.to_lowercase())
    }

    /// The sites above a subsite, nearest first, each with the next segment below it. A library or a folder that was taken for
    /// a subsite is found through them, because the path alone does not tell the two apart.
    pub fn above(&self) -> impl Iterator<Item = (Self, &str)> {
        let first = browser_address::first_subsite(&self.segments);
        let below = self.segments.iter().enumerate().skip(first).rev();
        below.map(|(depth, name)| {
            let above = Self {
                host: self.host.clone(),
                segments: self.segments.iter().take(depth).cloned().collect(),
            };
            (above, name.as_str())
        })
    }
}

impl TryFrom<String> for SiteAddress {
    type Error = InvalidValue;

    fn try_from(text: String) -> Result<Self, InvalidValue> {
        let url = url_of(&text)?;
        let (host, name) = on_sharepoint(&url).ok_or(GENERAL)?;
        if name.ends_with("-my") {
            return Err(browser_address::PERSONAL);
        }
        if name.ends_with("-admin") {
            return Err(InvalidValue::new(
                "is the SharePoint admin center; give the address of a SharePoint site",
            ));
        }
        Ok(Self {
            host: host.to_owned(),
            segments: browser_address::segments(&url)?,
        })
    }
}

impl<'de> Deserialize<'de> for SiteAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = |text: &str| {
            let url = url_of(text)?;
            let (host, _) = on_sharepoint(&url).ok_or(GENERAL)?;
            Ok(Self {
                host: host.to_owned(),
                segments: browser_address::decoded(&url)?,
            })
        };
        let text = String::deserialize(deserializer)?;
        written(&text).map_err(|error: InvalidValue| de::Error::custom(error))
    }
}

fn url_of(text: &str) -> Result<Url, InvalidValue> {
    let text = text.trim();
    // Browsers read a backslash as a slash; here it is only ever a mistake or a trick.
    if text.len() > 2_048 || text.contains('\\') || text.chars().any(is_deceptive) {
        return Err(GENERAL);
    }
    Url::parse(text).map_err(|_| GENERAL)
}

/// The host of a plain https address on SharePoint, and its name before the ending.
fn on_sharepoint(url: &Url) -> Option<(&str, &str)> {
    let plain = url.scheme() == "https"
        && url.username().is_empty()
        && url.password().is_none()
        && url.port().is_none();
    let host = url.host_str().filter(|_| plain)?;
    let host = host.strip_suffix(PROXY).unwrap_or(host);
    let name = SUFFIXES
        .iter()
        .find_map(|suffix| host.strip_suffix(suffix))
        .filter(|labels| is_name_of_host(labels))?;
    Some((host, name))
}

fn is_name_of_host(labels: &str) -> bool {
    !labels.is_empty()
        && labels.split('.').all(|label| {
            !label.is_empty()
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
}

impl fmt::Display for SiteAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "https://{}", self.host)?;
        match self.path() {
            Some(path) => write!(formatter, "/{path}"),
            None => Ok(()),
        }
    }
}

impl From<SiteAddress> for String {
    fn from(address: SiteAddress) -> Self {
        address.to_string()
    }
}

#[cfg(test)]
#[path = "site_address/tests.rs"]
mod tests;
