//! Typed text as Graph's `$search`, and the marks of further pages. Neither can change the request: the typed text is one
//! escaped literal, and both are values that are percent-encoded as a whole (T44, T45).
//! <https://learn.microsoft.com/en-us/graph/search-query-parameter>, <https://learn.microsoft.com/en-us/graph/paging>

use super::object::{GROUP, USER};
use domain::{access::AssigneeKind, customer::is_deceptive};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

/// Longest text of a search, in characters.
const TEXT: usize = 64;
/// Longest mark of a page, in bytes.
const MARK: usize = 4_096;

/// Characters that stay unencoded in a value: the unreserved characters of RFC 3986.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The mark of a page: the `$skiptoken` of Graph's next link. Opaque, short and printable.
#[derive(Clone, Copy)]
pub(super) struct Mark<'a>(&'a str);

impl<'a> Mark<'a> {
    /// A returned mark, if it can be one of Graph's.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let fits = (1..=MARK).contains(&text.len())
            && text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        fits.then_some(Self(text))
    }
}

/// Mark in a next link; `None` if the link has none, so that the list cannot be continued.
pub(super) fn mark_of(next_link: &str) -> Option<String> {
    let link = Url::parse(next_link).ok()?;
    let (_, mark) = link
        .query_pairs()
        .find(|(name, _)| name.eq_ignore_ascii_case("$skiptoken"))?;
    Mark::parse(&mark)?;
    Some(mark.into_owned())
}

/// Text for the search: at most 64 characters, without deceptive ones.
pub(super) fn searched(typed: &str) -> String {
    let text: String = typed
        .chars()
        .filter(|character| !is_deceptive(*character))
        .skip_while(|character| character.is_whitespace())
        .take(TEXT)
        .collect();
    text.trim_end().to_owned()
}

/// Query for one page of 20 users or groups; of all users or groups if the text is empty.
pub(super) fn query(kind: AssigneeKind, text: &str, after: Option<Mark<'_>>) -> String {
    let (select, properties): (_, &[&str]) = match kind {
        AssigneeKind::User => (USER, &["displayName", "userPrincipalName", "mail"]),
        AssigneeKind::Group => (GROUP, &["displayName", "mail"]),
    };
    let mut query = format!("?{select}&$top=20");
    if !text.is_empty() {
        let literal = text.replace('\\', r"\\").replace('"', "\\\"");
        let clauses: Vec<String> = properties
            .iter()
            .map(|property| format!("\"{property}:{literal}\""))
            .collect();
        let search = clauses.join(" OR ");
        query.push_str("&$count=true&$search=");
        query.extend(utf8_percent_encode(&search, KEPT));
    }
    if let Some(Mark(mark)) = after {
        query.push_str("&$skiptoken=");
        query.extend(utf8_percent_encode(mark, KEPT));
    }
    query
}

#[cfg(test)]
mod tests;
