//! Limits of requests for the pages of links (`security.md` (b), T30, T81): counted in memory, because nothing is written.

use crate::{
    browser::{Browser, BrowserError},
    limits::{AddressPrefix, Rate, RateLimiter},
    secret_token::{self, Kind},
};
use domain::{clock::Clock, ids::TokenHash};
use secrecy::SecretString;

/// Requests from one address prefix, and from all.
const OF_ONE_PREFIX: Rate = Rate::per_minute(60);
const OF_ALL: Rate = Rate::per_minute(600).with_burst(200);

/// Starts from one address prefix, and from all, whatever the invitation.
const STARTS_OF_ONE_PREFIX: Rate = Rate::per_minute(10);
const STARTS_OF_ALL: Rate = Rate::per_minute(300).with_burst(50);

/// Requests of one browser that holds a flow, beyond what its address is allowed.
const OF_ONE_BROWSER: Rate = Rate::per_minute(120);

/// Purpose of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// A trip to Microsoft that needs no flow, which makes a new one.
    Start,
    /// Anything else of a link.
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

/// Limits requests for the pages of links, each limit as [`RateLimiter`] promises it.
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
            everybody: secret_token::hash(Kind::Address, "everybody"),
        }
    }
}

impl PageRequests {
    /// Whether a request is to be served. It is when its address prefix and all together are within their rates; then nothing
    /// is read. A browser that holds a flow of this very invitation is served beyond these rates too, because others fill
    /// them: only then the flow is looked up.
    ///
    /// # Errors
    /// A fault of ours.
    pub async fn admits(
        &self,
        browser: &Browser,
        clock: &dyn Clock,
        request: &PageRequest<'_>,
    ) -> Result<bool, BrowserError> {
        if self.admits_anybody(clock, request) {
            return Ok(true);
        }
        if request.cookie.is_none() {
            return Ok(false);
        }
        match browser.visit(clock, request.token, request.cookie).await {
            Ok(visit) => Ok(visit.flow.is_some_and(|flow| {
                self.of_one_browser
                    .admits(flow.first_cookie_hash(), clock.now())
            })),
            Err(BrowserError::NotUsable) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn admits_anybody(&self, clock: &dyn Clock, request: &PageRequest<'_>) -> bool {
        let now = clock.now();
        let prefix = AddressPrefix::of(request.address);
        if prefix.is_of_this_machine() {
            return true;
        }
        let prefix = prefix.hash();
        let limiters = match request.kind {
            PageKind::Start => [&self.starts_of_one_prefix, &self.starts_of_all],
            PageKind::Other => [&self.of_one_prefix, &self.of_all],
        };
        // In this order: what one prefix is refused uses up nothing of what all share.
        let [of_one, of_all] = limiters;
        of_one.admits(&prefix, now) && of_all.admits(&self.everybody, now)
    }
}
