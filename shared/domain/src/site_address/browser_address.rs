//! Site in the path of an address that was copied from a browser.
//!
//! A path does not show the end of the site and the beginning of its content. The walk starts at the site collection and ends
//! before the first segment that only content has: a library that every site has, `Forms` with the views of a library before
//! it, a segment of SharePoint itself such as `_layouts`, a page or a file. If there is none, the rest counts as subsites:
//! `/sites/projects/plans` is taken for a subsite. The verification detects a wrong guess: it looks for a site that it did not
//! find as a library of the [sites above](super::SiteAddress::above).
//!
//! A link to a file or folder is read the other way: if there is none, the rest counts as a library of the site collection
//! with its folders, the usual case of sharing. For a library of a subsite this yields the collection; the verification then
//! finds that the collection has no such library, and lists the libraries that it has.

use super::MANAGED_PATHS;
use crate::{
    default_library,
    text::{InvalidValue, is_deceptive},
};
use percent_encoding::percent_decode_str;
use url::Url;

pub(super) const PERSONAL: InvalidValue =
    InvalidValue::new("is a personal OneDrive; give the address of a SharePoint site");
const NO_NAME: InvalidValue =
    InvalidValue::new("names no site: after /sites/ or /teams/ comes the name of the site");
const NOT_A_NAME: InvalidValue = InvalidValue::new("is not the name of a SharePoint site");
const UNNAMED_LINK: InvalidValue = InvalidValue::new(
    "is a sharing link that does not name its site; open it and copy the address of the site from the browser",
);
const PAGE: InvalidValue = InvalidValue::new(
    "is a page of SharePoint that belongs to no single site; open the site and copy its address from the browser",
);
const PORTAL: InvalidValue = InvalidValue::new(
    "is the video portal, which is no site; give the address of a SharePoint site",
);
const SEARCH: InvalidValue = InvalidValue::new(
    "is the search of SharePoint, which is no site; give the address of a SharePoint site",
);
const STORAGE: InvalidValue = InvalidValue::new(
    "is the storage of an app, such as Loop, which is no site; give the address of a SharePoint site",
);

const TOO_DEEP: InvalidValue = InvalidValue::new(
    "names more than 8 sites, one below the other; give the address of the site alone",
);

/// Largest number of names in the path of a site: its own, and those of the sites above it.
const MOST_NAMES: usize = 8;
/// Libraries and lists that sites are created with, by their addresses in lower case, beside the
/// [default library](default_library) of each language.
const USUAL_CONTENT: [&str; 14] = [
    "formservertemplates",
    "lists",
    "pages",
    "paginas",
    "publishingimages",
    "seiten",
    "site assets",
    "site pages",
    "siteassets",
    "sitecollectiondocuments",
    "sitecollectionimages",
    "sitepages",
    "style library",
    "wiki pages",
];
/// Pages that show a list or its forms, and that lie in the list.
const VIEWS: [&str; 6] = [
    "allitems.aspx",
    "dispform.aspx",
    "editform.aspx",
    "newform.aspx",
    "upload.aspx",
    "webfldr.aspx",
];
/// Pages below `_layouts` that show the root site, when they are opened there.
const PAGES_OF_ROOT: [&str; 7] = [
    "doc.aspx",
    "doc2.aspx",
    "people.aspx",
    "settings.aspx",
    "user.aspx",
    "viewlsts.aspx",
    "wopiframe.aspx",
];
/// Endings of pages and files, which lie in a library.
const ENDINGS: [&str; 40] = [
    "asp", "aspx", "bmp", "csv", "dgn", "doc", "docm", "docx", "dwg", "dxf", "eml", "gif", "htm",
    "html", "ifc", "jpeg", "jpg", "json", "mov", "mp4", "mpp", "msg", "nwd", "odp", "ods", "odt",
    "pdf", "png", "ppt", "pptm", "pptx", "rtf", "rvt", "svg", "tif", "txt", "vsdx", "xls", "xlsx",
    "zip",
];
/// Parameters of pages below `_layouts` with the address from which the person came, or to which the person wanted to go.
const SOURCES: [&str; 3] = ["source", "sourceurl", "returnurl"];
/// Parameters with the path of a file or folder.
const ITEMS: [&str; 2] = ["id", "rootfolder"];

/// Kind of object to which a path leads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    /// A site, or an object in it.
    Anything,
    /// A file or folder: the segment after the site is its library.
    Item,
}

/// The site's path, decoded.
pub(super) fn segments(url: &Url) -> Result<Vec<String>, InvalidValue> {
    let path = decoded(url)?;
    let own = site(&path, Target::Anything);
    if !path.iter().any(|segment| segment.starts_with('_')) {
        return own;
    }
    match (own, source(url)) {
        // A source elsewhere is only the way back.
        (Ok(own), Some(source)) if !source.starts_with(&own) => Ok(own),
        (_, Some(source)) => Ok(source),
        (own, None) => own,
    }
}

/// The number of segments before the first subsite.
pub(super) fn first_subsite(path: &[String]) -> usize {
    match path.first() {
        Some(first) if managed_path(first).is_some() => 2,
        Some(_) | None => 0,
    }
}

pub(super) fn decoded(url: &Url) -> Result<Vec<String>, InvalidValue> {
    url.path_segments()
        .into_iter()
        .flatten()
        .filter(|segment| !segment.is_empty())
        .map(|segment| percent_decode_str(segment).decode_utf8())
        .map(|segment| segment.map(std::borrow::Cow::into_owned))
        .collect::<Result<_, _>>()
        .map_err(|_| InvalidValue::new("must be percent-encoded UTF-8"))
}

/// The site from which or for which a page was opened, on the same host.
fn source(url: &Url) -> Option<Vec<String>> {
    url.query_pairs().find_map(|(name, value)| {
        let is_one_of = |names: &[&str]| names.iter().any(|one| name.eq_ignore_ascii_case(one));
        let target = if is_one_of(&SOURCES) {
            Target::Anything
        } else if is_one_of(&ITEMS) {
            Target::Item
        } else {
            return None;
        };
        if !value.starts_with(['/', 'h', 'H']) {
            return None;
        }
        let source = url.join(&value).ok()?;
        if source.origin() != url.origin() {
            return None;
        }
        site(&decoded(&source).ok()?, target).ok()
    })
}

fn site(path: &[String], target: Target) -> Result<Vec<String>, InvalidValue> {
    match path {
        [kind, rest @ ..] if is_sharing_kind(kind) => shared(rest),
        path => walk(path, target),
    }
}

/// The site of a sharing link. The link begins with the kind of the shared object, such as `:f:`, and with the form of its
/// path: `r` for the path of the item, `s` and `t` for the name of a site or team and a token.
fn shared(rest: &[String]) -> Result<Vec<String>, InvalidValue> {
    let Some((form, rest)) = rest.split_first() else {
        return Err(UNNAMED_LINK);
    };
    let managed = match form.to_ascii_lowercase().as_str() {
        "r" if !rest.is_empty() => return walk(rest, Target::Item),
        "s" => "sites",
        "t" => "teams",
        "g" if rest.len() < 2 => return Err(UNNAMED_LINK),
        "g" | "p" => return Err(PERSONAL),
        _ => return Err(UNNAMED_LINK),
    };
    let named = match rest.split_last() {
        Some((_token, named)) if !named.is_empty() => named,
        Some(_) | None => rest,
    };
    let path: Vec<_> = [managed.to_owned()]
        .into_iter()
        .chain(named.iter().cloned())
        .collect();
    walk(&path, Target::Anything)
}

/// Walks a path to the end of its site.
fn walk(path: &[String], target: Target) -> Result<Vec<String>, InvalidValue> {
    let start = start(path)?;
    let content = path
        .iter()
        .enumerate()
        .skip(start)
        .find_map(|(position, segment)| Some((position, Content::of(segment, position > start)?)));
    let end = match content {
        None if target == Target::Item => start,
        None => path.len(),
        Some((0, Content::OfSharePoint)) if !is_of_root(path) => return Err(PAGE),
        Some((position, Content::OfSharePoint | Content::Usual | Content::Home)) => position,
        Some((position, Content::InList)) => start.max(position.saturating_sub(1)),
        Some((_, Content::InLibrary)) => start,
    };
    let names = path.get(..end).unwrap_or_default();
    let (managed, names) = names.split_at(start.min(1));
    if names.len() > MOST_NAMES {
        return Err(TOO_DEEP);
    }
    if !names.iter().all(|name| is_name(name)) {
        return Err(NOT_A_NAME);
    }
    let managed = managed.iter().map(|managed| managed.to_ascii_lowercase());
    Ok(managed.chain(names.iter().cloned()).collect())
}

/// The number of segments that name the site collection.
fn start(path: &[String]) -> Result<usize, InvalidValue> {
    let Some(first) = path.first() else {
        return Ok(0);
    };
    match first.to_ascii_lowercase().as_str() {
        "personal" | "my" => Err(PERSONAL),
        "portals" => Err(PORTAL),
        "search" => Err(SEARCH),
        "contentstorage" => Err(STORAGE),
        _ if managed_path(first).is_none() => Ok(0),
        _ => match path.get(1) {
            Some(name) if !name.starts_with('_') && !name.to_lowercase().ends_with(".aspx") => {
                Ok(2)
            }
            Some(_) | None => Err(NO_NAME),
        },
    }
}

fn managed_path(first: &str) -> Option<&'static str> {
    MANAGED_PATHS
        .into_iter()
        .find(|managed| first.eq_ignore_ascii_case(managed))
}

/// Kind of a segment that is not a subsite.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    /// A path of SharePoint itself, such as `_layouts` or `_api`.
    OfSharePoint,
    /// Content that every site has.
    Usual,
    /// The home page of a site.
    Home,
    /// A view of the list or library before it, or the folder of its views.
    InList,
    /// A page or a file.
    InLibrary,
}

impl Content {
    /// Kind of the segment. `is_below` tells that another segment of the site's content, or a subsite, stands before it.
    fn of(segment: &str, is_below: bool) -> Option<Self> {
        let name = segment.to_lowercase();
        let is_in = |names: &[&str]| names.contains(&name.as_str());
        let ending = name.rsplit_once('.').map(|(_, ending)| ending);
        if name.starts_with('_') {
            Some(Self::OfSharePoint)
        } else if is_in(&USUAL_CONTENT) || default_library::is_default(&name) {
            Some(Self::Usual)
        } else if name == "default.aspx" {
            Some(Self::Home)
        } else if (name == "forms" && is_below) || is_in(&VIEWS) {
            Some(Self::InList)
        } else if ending.is_some_and(|ending| ENDINGS.contains(&ending)) {
            Some(Self::InLibrary)
        } else {
            None
        }
    }
}

/// Whether a path below `_layouts` shows the root site.
fn is_of_root(path: &[String]) -> bool {
    path.last()
        .is_some_and(|page| PAGES_OF_ROOT.contains(&page.to_ascii_lowercase().as_str()))
}

fn is_name(name: &str) -> bool {
    name.chars().count() <= 128
        && !name
            .chars()
            .any(|character| is_deceptive(character) || "\"#%*:<>?/\\|".contains(character))
        && name.chars().any(|character| character != '.')
}

/// Whether a segment is the kind of a shared object: one to three letters between colons.
fn is_sharing_kind(segment: &str) -> bool {
    segment
        .strip_prefix(':')
        .and_then(|rest| rest.strip_suffix(':'))
        .is_some_and(|kind| {
            (1..=3).contains(&kind.len()) && kind.bytes().all(|byte| byte.is_ascii_alphabetic())
        })
}
