//! The direct members of groups. A group whose members could not all be read is left out of the answer: unknown, never empty.
//! <https://learn.microsoft.com/en-us/graph/api/group-list-members>

use super::object::{ObjectBody, sort};
use crate::graph::{
    Graph,
    batch::{PARTS, Part, Readings},
    collection::Place,
};
use domain::{
    access::{Kind, Members},
    ids::ObjectId,
};
use futures_util::future::join_all;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The most groups whose members are read, ten batches side by side; of those beyond nothing is known.
const GROUPS: usize = 200;
/// The most members that all parts of one batch show together: about 1.3 MB, which the limit of an answer's size has room for.
const MEMBERS_OF_BATCH: usize = 7_000;
/// The most members of one page: <https://learn.microsoft.com/en-us/graph/api/group-list-members>.
const LARGEST_PAGE: usize = 999;

#[derive(Deserialize)]
struct VisibilityBody {
    visibility: Option<String>,
}

impl Graph<'_> {
    /// The members of those groups that could be read whole. One round trip, more only for further pages and where a group
    /// shows nobody at all.
    pub(super) async fn members(&self, groups: &[ObjectId]) -> BTreeMap<ObjectId, Members> {
        let groups: Vec<ObjectId> = groups.iter().copied().take(GROUPS).collect();
        let page = MEMBERS_OF_BATCH / groups.len().clamp(1, PARTS);
        let query = format!(
            "?$select=id,displayName,userPrincipalName&$top={}",
            page.min(LARGEST_PAGE)
        );
        let parts: Vec<Part> = groups
            .iter()
            .map(|group| {
                let path = format!("/groups/{group}/members");
                Part::get(name(*group), path, query.clone())
            })
            .collect();
        let mut readings = self.read_batch(&parts).await;
        let read = groups.iter().map(|group| {
            let reading = readings.take(&name(*group));
            async move {
                let place = Place::members(*group);
                let (items, _) = self.collect::<ObjectBody>(reading, &place).await.ok()?;
                Some((*group, members(items)?))
            }
        });
        let mut read: BTreeMap<ObjectId, Members> =
            join_all(read).await.into_iter().flatten().collect();
        let empty: Vec<ObjectId> = read
            .iter()
            .filter(|(_, members)| **members == Members::default())
            .map(|(group, _)| *group)
            .collect();
        for hidden in self.hidden(&empty).await {
            read.remove(&hidden);
        }
        read
    }

    /// Those of these groups that may have members which they do not show to everybody.
    /// <https://learn.microsoft.com/en-us/graph/api/resources/group#group-visibility-options>
    async fn hidden(&self, groups: &[ObjectId]) -> Vec<ObjectId> {
        let parts: Vec<Part> = groups
            .iter()
            .map(|group| {
                let path = format!("/groups/{group}");
                Part::get(name(*group), path, "?$select=id,visibility")
            })
            .collect();
        let mut readings = self.read_batch(&parts).await;
        let shows_all = |group: ObjectId, readings: &mut Readings| {
            let body = readings.take(&name(group)).typed::<VisibilityBody>();
            body.is_ok_and(|(body, _)| {
                body.visibility
                    .is_none_or(|visibility| !visibility.eq_ignore_ascii_case("HiddenMembership"))
            })
        };
        groups
            .iter()
            .copied()
            .filter(|group| !shows_all(*group, &mut readings))
            .collect()
    }
}

/// The name of a group's part in a batch.
fn name(group: ObjectId) -> String {
    format!("group-{group}")
}

/// Users and groups of a list of members; `None` where it does not say of one what it is. Devices, contacts and
/// applications use nothing here.
fn members(items: Vec<ObjectBody>) -> Option<Members> {
    let mut members = Members::default();
    for item in items {
        match item.kind.as_deref()? {
            "#microsoft.graph.user" => members.people.push(item.principal(Kind::User)),
            "#microsoft.graph.group" => members.groups.push(item.principal(Kind::Group)),
            _ => {}
        }
    }
    sort(&mut members.people);
    sort(&mut members.groups);
    Some(members)
}
