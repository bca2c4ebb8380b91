//! Limits of requests for the pages of links (`SECURITY.md`, Limits; T30, T81): counted in memory, because nothing is written.

use crate::{
    browser::{Browser, BrowserError},
    limits::{AddressPrefix, Rate, RateLimiter},
    secrets::secret_token::{self, TokenPurpose},
};
use domain::{clock::Clock, ids::TokenHash};
use secrecy::SecretString;

/// Requests from one address prefix, and from all.
const OF_ONE_PREFIX: Rate = Rate::per_minute(60);
const OF_ALL: Rate = Rate::per_minute(600).with_burst(200);

/// Starts from one address prefix, and from all, over all invitations.
const STARTS_OF_ONE_PREFIX: Rate = Rate::per_minute(10);
const STARTS_OF_ALL: Rate = Rate::per_minute(300).with_burst(50);

/// Requests of one browser that holds a flow, beyond those allowed to its address.
const OF_ONE_BROWSER: Rate = Rate::per_minute(120);

/// Purpose of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// A trip to Microsoft that needs no flow, which makes a new one.
    Start,
    /// Any other request of a link.
    Other,
}

/// A request for a page of a link.
#[derive(Clone, Copy)]
pub struct PageRequest<'a> {
    /// Its purpose.
    pub kind: PageKind,
    /// The invitation's token, from the path.
    pub token: &'a SecretString,
    /// The value of the flow's cookie, if the browser sent one.
    pub cookie: Option<&'a SecretString>,
    /// The browser's address, as the gateway saw it.
    pub address: &'a str,
}

/// Limits requests for the pages of links, with the promises of [`RateLimiter`].
pub struct PageRequests {
    of_one_prefix: RateLimiter,
    of_all: RateLimiter,
    starts_of_one_prefix: RateLimiter,
    starts_of_all: RateLimiter,
    of_one_browser: RateLimiter,
    everybody: TokenHash,
}

impl Default for PageRequests {
    fn default() -> Self {
        Self {
            of_one_prefix: RateLimiter::new(OF_ONE_PREFIX),
            of_all: RateLimiter::new(OF_ALL),
            starts_of_one_prefix: RateLimiter::new(STARTS_OF_ONE_PREFIX),
            starts_of_all: RateLimiter::new(STARTS_OF_ALL),
            of_one_browser: RateLimiter::new(OF_ONE_BROWSER),
            everybody: secret_token::hash(TokenPurpose::Address, "everybody"),
        }
    }
}

impl PageRequests {
    /// Whether a request is to be served. It is when its address prefix and all prefixes together are within their rates; then
    /// nothing is read. Beyond them the link is looked up, so that requests without a link or a flow cannot shut out the holder
    /// of one:
    ///
    /// - Beyond the rate of all, a request of a working link is served; then the gateway's throttling is the ceiling of all.
    /// - Beyond the rate of its prefix, a browser that holds a flow of the same invitation is served, within a rate of its own.
    ///
    /// # Errors
    /// A fault of ours.
    pub async fn admits(
        &self,
        browser: &Browser,
        clock: &dyn Clock,
        request: &PageRequest<'_>,
    ) -> Result<bool, BrowserError> {
        let room = self.room(clock, request);
        if room == Room::ForAnybody || room == Room::OfFlowsAlone && request.cookie.is_none() {
            return Ok(room == Room::ForAnybody);
        }
        let visit = match browser.visit(clock, request.token, request.cookie).await {
            Ok(visit) => visit,
            Err(BrowserError::NotUsable | BrowserError::Ended { .. }) => return Ok(false),
            Err(error) => return Err(error),
        };
        let by_flow = visit.flow.is_some_and(|flow| {
            self.of_one_browser
                .admits(flow.first_cookie_hash(), clock.now())
        });
        Ok(room == Room::OfLinksAlone || by_flow)
    }

    fn room(&self, clock: &dyn Clock, request: &PageRequest<'_>) -> Room {
        let now = clock.now();
        let prefix = AddressPrefix::of(request.address);
        if prefix.is_of_this_machine() {
            return Room::ForAnybody;
        }
        let prefix = prefix.hash();
        let [of_one, of_all] = match request.kind {
            PageKind::Start => [&self.starts_of_one_prefix, &self.starts_of_all],
            PageKind::Other => [&self.of_one_prefix, &self.of_all],
        };
        // In this order: what one prefix is refused uses up nothing of what all share.
        if !of_one.admits(&prefix, now) {
            Room::OfFlowsAlone
        } else if !of_all.admits(&self.everybody, now) {
            Room::OfLinksAlone
        } else {
            Room::ForAnybody
        }
    }
}

/// Requests that are still served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    /// Any request.
    ForAnybody,
    /// Requests of a link that works.
    OfLinksAlone,
    /// Requests of a browser that holds a flow.
    OfFlowsAlone,
}
