//! Users and groups to choose from, found by text or read by id. <https://learn.microsoft.com/en-us/graph/api/user-list>,
//! <https://learn.microsoft.com/en-us/graph/api/group-list>, <https://learn.microsoft.com/en-us/graph/api/user-get>,
//! <https://learn.microsoft.com/en-us/graph/api/group-get>

use super::{
    object::{GROUP, ObjectBody, USER},
    search::{Mark, mark_of, query, searched},
};
use crate::{
    entra::Entra,
    graph::{
        Graph, Unread,
        batch::Part,
        reading::{Reading, observed},
    },
};
use domain::{
    access::{AssigneeKind, Candidate, CandidatePage, Candidates},
    clock::Clock,
    ids::ObjectId,
    verification::{
        facts::{Evidence, Observed},
        verdict::Unobserved,
    },
};
use secrecy::SecretString;
use serde::Deserialize;

/// Search of an administrator. If one of the two marks is given, only that list continues.
#[derive(Clone, Copy, Default)]
pub struct CandidateSearch<'a> {
    /// The typed text; empty for all users and groups. Its first 64 characters count.
    pub text: &'a str,
    /// Mark of the previous page of users, [`CandidatePage::next`].
    pub users_after: Option<&'a str>,
    /// Mark of the previous page of groups.
    pub groups_after: Option<&'a str>,
}

#[derive(Deserialize)]
struct PageBody {
    value: Vec<ObjectBody>,
    #[serde(rename = "@odata.nextLink")]
    next_link: Option<String>,
}

/// Task of a search for users, or for groups.
enum Turn {
    /// Read a page.
    Read(Part),
    /// Read nothing, because only the other list continues.
    Skipped,
    /// Read nothing, because the mark is not one of Graph's.
    Unreadable,
}

impl Entra {
    /// Finds users and groups, 20 of each, by the beginnings of their names and addresses. If only one of the two lists
    /// continues, only that one is read, and the other is an empty page without a status in its evidence. A mark that cannot
    /// be one of Graph's makes its part [`Unobserved::Unreadable`] without a request. One round trip.
    ///
    /// A search reads an index that may lag behind. <https://learn.microsoft.com/en-us/graph/aad-advanced-queries>
    pub async fn find_candidates(
        &self,
        token: &SecretString,
        search: &CandidateSearch<'_>,
        clock: &dyn Clock,
    ) -> Candidates {
        self.graph_as(token, clock).find(search).await
    }

    /// Reads users and groups by their ids, in the given order; `None` inside if Graph has no object with that id and kind.
    /// One round trip for each 20, side by side.
    pub async fn name_candidates(
        &self,
        token: &SecretString,
        chosen: &[(AssigneeKind, ObjectId)],
        clock: &dyn Clock,
    ) -> Vec<Observed<Option<Candidate>>> {
        let graph = self.graph_as(token, clock);
        let parts: Vec<Part> = chosen
            .iter()
            .enumerate()
            .map(|(position, (kind, id))| {
                let path = format!("{}/{id}", collection(*kind));
                let select = match kind {
                    AssigneeKind::User => USER,
                    AssigneeKind::Group => GROUP,
                };
                Part::get(chosen_name(position), path, format!("?{select}"))
            })
            .collect();
        let mut readings = graph.read_batch(&parts).await;
        chosen
            .iter()
            .enumerate()
            .map(|(position, (kind, id))| {
                observed(candidate(readings.take(&chosen_name(position)), *kind, *id))
            })
            .collect()
    }
}

impl Graph<'_> {
    async fn find(&self, search: &CandidateSearch<'_>) -> Candidates {
        let text = searched(search.text);
        let goes_on = search.users_after.is_some() || search.groups_after.is_some();
        let turn = |kind, after: Option<&str>| match (after, after.map(Mark::parse)) {
            (None, _) if goes_on => Turn::Skipped,
            (_, Some(None)) => Turn::Unreadable,
            (_, mark) => {
                let part = Part::get(
                    collection(kind).trim_start_matches('/'),
                    collection(kind),
                    query(kind, &text, mark.flatten()),
                );
                let is_search = !text.is_empty();
                Turn::Read(if is_search { part.advanced() } else { part })
            }
        };
        let users = turn(AssigneeKind::User, search.users_after);
        let groups = turn(AssigneeKind::Group, search.groups_after);
        let parts: Vec<Part> = [&users, &groups]
            .into_iter()
            .filter_map(|turn| match turn {
                Turn::Read(part) => Some(part.clone()),
                Turn::Skipped | Turn::Unreadable => None,
            })
            .collect();
        let mut readings = self.read_batch(&parts).await;
        let mut page = |kind, turn| match turn {
            Turn::Read(_) => {
                let name = collection(kind).trim_start_matches('/');
                observed(page(readings.take(name), kind))
            }
            Turn::Skipped => Observed::Seen {
                value: CandidatePage::default(),
                evidence: self.evidence(format!("GET /v1.0{}", collection(kind)), None),
            },
            Turn::Unreadable => Observed::unseen(Unobserved::Unreadable),
        };
        Candidates {
            users: page(AssigneeKind::User, users),
            groups: page(AssigneeKind::Group, groups),
        }
    }
}

/// Path of the collection of users, or of groups.
fn collection(kind: AssigneeKind) -> &'static str {
    match kind {
        AssigneeKind::User => "/users",
        AssigneeKind::Group => "/groups",
    }
}

fn chosen_name(position: usize) -> String {
    format!("chosen-{position}")
}

fn page(reading: Reading, kind: AssigneeKind) -> Result<(CandidatePage, Evidence), Unread> {
    let (page, evidence) = reading.typed::<PageBody>()?;
    let page = CandidatePage {
        candidates: page
            .value
            .into_iter()
            .map(|body| body.candidate(kind))
            .collect(),
        next: page.next_link.as_deref().and_then(mark_of),
    };
    Ok((page, evidence))
}

fn candidate(
    reading: Reading,
    kind: AssigneeKind,
    id: ObjectId,
) -> Result<(Option<Candidate>, Evidence), Unread> {
    if let Reading::Absent(evidence) = reading {
        return Ok((None, evidence));
    }
    let (body, evidence) = reading.typed::<ObjectBody>()?;
    if body.id != id {
        return Err(Unread::new(Unobserved::Unreadable, evidence));
    }
    Ok((Some(body.candidate(kind)), evidence))
}
