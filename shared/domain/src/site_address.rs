//! The address of a SharePoint site, read from what people paste: with or without a library, a page, a query or a sharing
//! prefix, on `/sites/…`, `/teams/…` or the root site. What counts is the host and the site's path; the rest is dropped.
//!
//! An address is compared, shown and named to Graph as host and path; it is never fetched (`security.md` T43).
//! <https://learn.microsoft.com/en-us/graph/api/site-getbypath>,
//! <https://learn.microsoft.com/en-us/sharepoint/modern-experience-sharing-permissions>

use crate::customer::{InvalidValue, is_deceptive};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use std::fmt;
use url::Url;

/// What SharePoint hosts end in, by cloud.
/// <https://learn.microsoft.com/en-us/microsoft-365/enterprise/urls-and-ip-address-ranges>
const SUFFIXES: [&str; 4] = [
    ".sharepoint.com",
    ".sharepoint.us",
    ".sharepoint-mil.us",
    ".sharepoint.cn",
];
/// Below these a site collection has one more segment.
const MANAGED_PATHS: [&str; 2] = ["sites", "teams"];
/// What must not stand bare in a path segment (RFC 3986 section 3.3), nor in a quoted `OData` literal.
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

/// A site: `https://contoso.sharepoint.com`, or one site collection below it, such as
/// `https://contoso.sharepoint.com/sites/projects`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SiteAddress {
    host: String,
    /// The managed path and the site's name, decoded; `None` is the root site.
    below: Option<(&'static str, String)>,
}

impl SiteAddress {
    /// The host, in lower case.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The site's server-relative path, percent-encoded, without a leading slash; `None` is the root site.
    pub fn path(&self) -> Option<String> {
        self.below
            .as_ref()
            .map(|(managed, name)| format!("{managed}/{}", utf8_percent_encode(name, SEGMENT)))
    }
}

impl TryFrom<String> for SiteAddress {
    type Error = InvalidValue;

    fn try_from(text: String) -> Result<Self, InvalidValue> {
        let general = InvalidValue(
            "must be the https address of a SharePoint site, such as https://contoso.sharepoint.com/sites/projects",
        );
        let text = text.trim();
        // Browsers read a backslash as a slash; here it is only ever a mistake or a trick.
        if text.len() > 2_048 || text.contains('\\') || text.chars().any(is_deceptive) {
            return Err(general);
        }
        let url = Url::parse(text).map_err(|_| general.clone())?;
        let plain = url.scheme() == "https"
            && url.username().is_empty()
            && url.password().is_none()
            && url.port().is_none();
        let host = url.host_str().unwrap_or_default();
        let labels = SUFFIXES
            .iter()
            .find_map(|suffix| host.strip_suffix(suffix))
            .filter(|labels| is_name_of_host(labels));
        let Some(name) = labels.filter(|_| plain) else {
            return Err(general);
        };
        if name.ends_with("-my") {
            return Err(InvalidValue(
                "is a personal OneDrive; give the address of a SharePoint site",
            ));
        }
        if name.ends_with("-admin") {
            return Err(InvalidValue(
                "is the SharePoint admin center; give the address of a SharePoint site",
            ));
        }
        Ok(Self {
            host: host.to_owned(),
            below: below(&url)?,
        })
    }
}

/// The managed path and the site's name, from the path of whatever page was copied.
fn below(url: &Url) -> Result<Option<(&'static str, String)>, InvalidValue> {
    let mut segments = url
        .path_segments()
        .into_iter()
        .flatten()
        .map(|segment| percent_decode_str(segment).decode_utf8())
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| InvalidValue("must be percent-encoded UTF-8"))?
        .into_iter()
        .filter(|segment| !segment.is_empty());
    let mut first = segments.next();
    // A sharing link begins with the kind of thing shared, such as `:f:`, and with how its path is written.
    if first.as_deref().is_some_and(is_sharing_kind) {
        first = match segments.next().as_deref() {
            Some("r") => segments.next(),
            Some("s") => Some("sites".into()),
            Some("t") => Some("teams".into()),
            _ => {
                return Err(InvalidValue(
                    "is a sharing link that does not name its site; copy the address of the site from the browser",
                ));
            }
        };
    }
    let managed = MANAGED_PATHS.into_iter().find(|managed| {
        first
            .as_deref()
            .is_some_and(|first| first.eq_ignore_ascii_case(managed))
    });
    let Some(managed) = managed else {
        if first
            .as_deref()
            .is_some_and(|first| first.eq_ignore_ascii_case("personal"))
        {
            return Err(InvalidValue(
                "is a personal OneDrive; give the address of a SharePoint site",
            ));
        }
        return Ok(None);
    };
    let name = segments.next().ok_or(InvalidValue(
        "names no site: after /sites/ or /teams/ comes the name of the site",
    ))?;
    let is_name = name.chars().count() <= 128
        && !name
            .chars()
            .any(|character| is_deceptive(character) || "\"#%*:<>?/\\|".contains(character))
        && name.chars().any(|character| character != '.');
    if is_name {
        Ok(Some((managed, name.into_owned())))
    } else {
        Err(InvalidValue("is not the name of a SharePoint site"))
    }
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

fn is_sharing_kind(segment: &str) -> bool {
    segment
        .strip_prefix(':')
        .and_then(|rest| rest.strip_suffix(':'))
        .is_some_and(|kind| kind.len() == 1 && kind.bytes().all(|byte| byte.is_ascii_lowercase()))
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
mod tests {
    use super::*;
    use proptest::prelude::*;
    use test_case::test_case;

    fn parse(text: &str) -> Result<SiteAddress, InvalidValue> {
        SiteAddress::try_from(text.to_owned())
    }

    #[test_case("https://contoso.sharepoint.com/sites/projects", "https://contoso.sharepoint.com/sites/projects"; "site")]
    #[test_case(" https://contoso.sharepoint.com/sites/projects/ ", "https://contoso.sharepoint.com/sites/projects"; "closing slash and blanks")]
    #[test_case("https://CONTOSO.SharePoint.com/Sites/Projects", "https://contoso.sharepoint.com/sites/Projects"; "upper case")]
    #[test_case("https://contoso.sharepoint.com/teams/site-office/Shared%20Documents/Forms/AllItems.aspx?id=1#x", "https://contoso.sharepoint.com/teams/site-office"; "library of a team")]
    #[test_case("https://contoso.sharepoint.com/sites/projects/SitePages/Home.aspx", "https://contoso.sharepoint.com/sites/projects"; "page")]
    #[test_case("https://contoso.sharepoint.com/:f:/r/sites/projects/Shared%20Documents/Plans?csf=1&web=1", "https://contoso.sharepoint.com/sites/projects"; "link to a folder")]
    #[test_case("https://contoso.sharepoint.com/:w:/s/projects/EaBcDeF?e=x", "https://contoso.sharepoint.com/sites/projects"; "sharing link")]
    #[test_case("https://contoso.sharepoint.com/:x:/t/site-office/EaBcDeF", "https://contoso.sharepoint.com/teams/site-office"; "sharing link of a team")]
    #[test_case("https://contoso.sharepoint.com", "https://contoso.sharepoint.com"; "root site")]
    #[test_case("https://contoso.sharepoint.com/", "https://contoso.sharepoint.com"; "root site with slash")]
    #[test_case("https://contoso.sharepoint.com/Shared%20Documents/Forms/AllItems.aspx", "https://contoso.sharepoint.com"; "library of the root site")]
    #[test_case("https://contoso.sharepoint.com/_layouts/15/sharepoint.aspx", "https://contoso.sharepoint.com"; "page of the root site")]
    #[test_case("https://contoso.sharepoint.com/sites/%C3%89quipe%20b%C3%A2timent", "https://contoso.sharepoint.com/sites/%C3%89quipe%20b%C3%A2timent"; "encoded letters")]
    #[test_case("https://contoso.sharepoint.com/sites/Équipe", "https://contoso.sharepoint.com/sites/%C3%89quipe"; "bare letters")]
    #[test_case("https://contoso.sharepoint.com/sites/o'hara", "https://contoso.sharepoint.com/sites/o%27hara"; "apostrophe")]
    #[test_case("https://contoso.sharepoint.us/sites/a", "https://contoso.sharepoint.us/sites/a"; "government")]
    fn an_address_as_people_paste_it_names_its_site(text: &str, expected: &str) {
        assert_eq!(parse(text).unwrap().to_string(), expected);
    }

    #[test_case("http://contoso.sharepoint.com/sites/a"; "not https")]
    #[test_case("https://sharepoint.com.evil.example/sites/a"; "foreign host")]
    #[test_case("https://contoso.sharepoint.com.evil.example/sites/a"; "foreign suffix")]
    #[test_case("https://evil.example/contoso.sharepoint.com/sites/a"; "host in the path")]
    #[test_case("https://a@contoso.sharepoint.com/sites/a"; "userinfo")]
    #[test_case("https://contoso.sharepoint.com:8443/sites/a"; "port")]
    #[test_case("https://contoso.sharepoint.com@evil.example/sites/a"; "host as userinfo")]
    #[test_case("https://evil.example\\.sharepoint.com/sites/a"; "backslash")]
    #[test_case("https://169.254.169.254/latest/meta-data"; "metadata address")]
    #[test_case("https://2852039166/"; "decimal address")]
    #[test_case("https://[::ffff:169.254.169.254]/"; "mapped address")]
    #[test_case("https://.sharepoint.com/sites/a"; "no tenant")]
    #[test_case("https://sharepoint.com/sites/a"; "suffix alone")]
    #[test_case("https://contoso-my.sharepoint.com/personal/a_contoso_com"; "personal")]
    #[test_case("https://contoso-admin.sharepoint.com/"; "admin center")]
    #[test_case("https://contoso.sharepoint.com/sites/"; "no site")]
    #[test_case("https://contoso.sharepoint.com/sites/a%2F..%2Fb"; "encoded slash")]
    #[test_case("https://contoso.sharepoint.com/sites/a%0d%0ab"; "encoded line break")]
    #[test_case("https://contoso.sharepoint.com/sites/a%3A/b"; "encoded colon")]
    #[test_case("https://contoso.sharepoint.com/:f:/g/EaBcDeF"; "sharing link without site")]
    #[test_case("file:///etc/passwd"; "file")]
    fn t43_what_names_no_sharepoint_site_is_refused(text: &str) {
        assert!(parse(text).is_err(), "{:?}", parse(text));
    }

    proptest! {
        #[test]
        fn t43_an_accepted_address_stays_on_sharepoint(text in "https://[a-z.@:]{0,12}sharepoint\\.com[/\\\\a-zA-Z0-9%:.é' -]{0,40}") {
            if let Ok(address) = parse(&text) {
                let again = Url::parse(&address.to_string()).unwrap();
                prop_assert_eq!(again.scheme(), "https");
                prop_assert!(again.host_str().unwrap().ends_with(".sharepoint.com"));
                prop_assert_eq!(again.host_str().unwrap(), address.host());
                prop_assert_eq!(parse(&address.to_string()).unwrap(), address);
            }
        }
    }

    #[test]
    fn t43_fuzzed_addresses_stay_on_sharepoint_and_are_read_again_alike() {
        let good = [
            "https://contoso.sharepoint.com",
            "https://contoso.sharepoint.com/sites/projects",
            "https://contoso.sharepoint.us/teams/a%20b/Shared%20Documents/Forms/AllItems.aspx?id=%2Fx#y",
            "https://contoso.sharepoint.com/:f:/r/sites/projects/Documents?csf=1",
        ];
        fuzz::text("site address", &good, |text| {
            let Ok(address) = SiteAddress::try_from(text.to_owned()) else {
                return false;
            };
            let written = String::from(address.clone());
            let url = Url::parse(&written).unwrap();
            assert_eq!(url.host_str(), Some(address.host()));
            assert!(
                SUFFIXES
                    .iter()
                    .any(|suffix| address.host().ends_with(suffix))
            );
            assert!(url.username().is_empty() && url.port().is_none() && url.query().is_none());
            let segments = address.path().map_or(0, |path| path.split('/').count());
            assert!(matches!(segments, 0 | 2), "{written}");
            assert_eq!(SiteAddress::try_from(written).unwrap(), address);
            true
        });
    }
}
