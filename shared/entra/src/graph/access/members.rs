//! Direct members of groups. A group whose members could not all be read is left out of the answer: unknown, never empty.
//! <https://learn.microsoft.com/en-us/graph/api/group-list-members>

use super::object::{ObjectBody, sort};
use crate::graph::{
    Graph,
    batch::{PARTS, Part, Readings},
    collection::CollectionPaths,
};
use domain::{
    access::{AssigneeKind, Members},
    ids::ObjectId,
};
use futures_util::future::join_all;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Largest number of groups whose members are read, in ten batches side by side; further groups count as unknown.
const GROUPS: usize = 200;
/// Largest number of members that all parts of one batch return together: about 1.3 MB, which fits into the size limit of an
/// answer.
const MEMBERS_OF_BATCH: usize = 7_000;
/// Largest number of members of one page: <https://learn.microsoft.com/en-us/graph/api/group-list-members>.
const LARGEST_PAGE: usize = 999;

#[derive(Deserialize)]
struct VisibilityBody {
    visibility: Option<String>,
}

impl Graph<'_> {
    /// Members of the groups that could be read completely. One round trip, with more only for further pages and for groups
    /// that appear empty.
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
                let place = CollectionPaths::members(*group);
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

    /// Groups among these that may have hidden members.
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

/// Name of a group's part in a batch.
fn name(group: ObjectId) -> String {
    format!("group-{group}")
}

/// Users and groups of a list of members; `None` if the kind of one is missing. Devices, contacts and applications are left
/// out, because they do not use the app.
fn members(items: Vec<ObjectBody>) -> Option<Members> {
    let mut members = Members::default();
    for item in items {
        match item.kind.as_deref()? {
            "#microsoft.graph.user" => members.people.push(item.principal(AssigneeKind::User)),
            "#microsoft.graph.group" => members.groups.push(item.principal(AssigneeKind::Group)),
            _ => {}
        }
    }
    sort(&mut members.people);
    sort(&mut members.groups);
    Some(members)
}
