//! Collections and their further pages. A next link is a text of Graph's and is sent with our token, so it is followed only
//! within the same origin, version and collection (T44), and only for a limited number of pages (T47).
//! <https://learn.microsoft.com/en-us/graph/paging>

use super::{Graph, Unread, reading::Reading};
use crate::transport::NoReply;
use domain::{
    ids::ObjectId,
    verification::{facts::Evidence, verdict::Unobserved},
};
use http::Method;
use reqwest::Request;
use serde::{Deserialize, de::DeserializeOwned};
use std::collections::HashSet;
use url::Url;

#[derive(Deserialize)]
struct Page<T> {
    value: Vec<T>,
    #[serde(rename = "@odata.nextLink")]
    next_link: Option<String>,
}

/// Place of a collection.
pub(super) struct CollectionPaths {
    /// Paths at which it may be read, beginning with a slash, below the version.
    paths: Vec<String>,
}

impl CollectionPaths {
    /// A collection with one path.
    pub(super) fn at(path: String) -> Self {
        Self { paths: vec![path] }
    }

    /// This collection, which may also be read at another path.
    pub(super) fn or(mut self, path: String) -> Self {
        self.paths.push(path);
        self
    }

    /// A relation of the owner of the token. Graph may write its next links with the object id.
    pub(super) fn of_account(relation: &str, account: ObjectId) -> Self {
        Self::at(format!("/me/{relation}"))
            .or(format!("/users/{account}/{relation}"))
            .or(format!("/users('{account}')/{relation}"))
    }

    /// Direct members of a group.
    pub(super) fn members(group: ObjectId) -> Self {
        Self::at(format!("/groups/{group}/members")).or(format!("/groups('{group}')/members"))
    }

    /// A relation of a service principal that is addressed by its application id. Graph may write its next links with the
    /// object id.
    pub(super) fn relation(path: String, owner: Option<ObjectId>, relation: &str) -> Self {
        let place = Self::at(path);
        match owner {
            Some(owner) => place
                .or(format!("/servicePrincipals/{owner}/{relation}"))
                .or(format!("/servicePrincipals('{owner}')/{relation}")),
            None => place,
        }
    }
}

impl Graph<'_> {
    /// All items of a collection whose first page has been read. The evidence is that of the first page.
    pub(super) async fn collect<T: DeserializeOwned>(
        &self,
        first: Reading,
        place: &CollectionPaths,
    ) -> Result<(Vec<T>, Evidence), Unread> {
        let limits = self.entra.transport().limits;
        let (page, evidence) = first.typed::<Page<T>>()?;
        let unreadable = || Unread::new(Unobserved::Unreadable, evidence.clone());
        let mut items = page.value;
        let mut next = page.next_link;
        let mut seen = HashSet::new();
        let mut pages = 1;
        while let Some(link) = next {
            let url = self.own_link(&link, place).ok_or_else(unreadable)?;
            pages += 1;
            if pages > limits.pages || !seen.insert(link) {
                return Err(unreadable());
            }
            let page: Page<T> = self.read_page(&url).await?;
            items.extend(page.value);
            if items.len() > limits.items {
                return Err(unreadable());
            }
            next = page.next_link;
        }
        if items.len() > limits.items {
            return Err(unreadable());
        }
        Ok((items, evidence))
    }

    async fn read_page<T: DeserializeOwned>(&self, url: &Url) -> Result<Page<T>, Unread> {
        let transport = self.entra.transport();
        let limits = transport.limits;
        let build = || {
            let mut request = Request::new(Method::GET, url.clone());
            self.authorize(&mut request);
            request
        };
        let reply = transport
            .read_again(build, limits.read, limits.body_bytes)
            .await;
        let evidence = self.evidence(format!("GET {}", url.path()), reply.as_ref().ok());
        let reading = match reply {
            Ok(reply) => self.judge(reply.status.as_u16(), reply.body, evidence),
            Err(NoReply::Unavailable) => {
                Reading::Unread(Unread::new(Unobserved::MicrosoftUnavailable, evidence))
            }
            Err(NoReply::Unreadable) => {
                Reading::Unread(Unread::new(Unobserved::Unreadable, evidence))
            }
        };
        reading.typed().map(|(page, _)| page)
    }

    /// Address of a next link, if it stays in the collection's place.
    fn own_link(&self, link: &str, place: &CollectionPaths) -> Option<Url> {
        let url = Url::parse(link).ok()?;
        let own = self.entra.addresses().graph("");
        let stays = url.origin() == own.origin()
            && url.username().is_empty()
            && url.password().is_none()
            && url.fragment().is_none()
            && place.paths.iter().any(|path| {
                // Compared as addresses, so that the same path in another spelling of its quotes, commas and ids is the same.
                let spelt = |path: &str| {
                    let path = path.replace("%27", "'").replace("%2C", ",");
                    path.to_ascii_lowercase()
                };
                spelt(self.entra.addresses().graph(path).path()) == spelt(url.path())
            });
        stays.then_some(url)
    }
}
