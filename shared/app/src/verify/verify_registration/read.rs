//! Reading of the tenant for one run, with both identities, together with the stored state that takes no longer to load.

use super::{
    Keep, RunRequest, Verifier, availability::Availability, facts, link::Link, reading::Reading,
};
use crate::{
    access,
    verify::read_system_user::{ReadCurrent, SystemUserRequest},
};
use domain::{
    clock::Clock,
    drives::TRIAL_HOLDS,
    ids::TenantId,
    registration::Registration,
    verification::{SPREADING, report::Report},
};
use entra::TokenFreshness;
use jiff::Timestamp;
use std::mem::take;
use store::{StoreError, StoredRegistration, Trigger};

/// The facts that a run read, and the stored state that was loaded with them.
pub(super) struct Visit {
    /// Begin of the reading.
    pub(super) started_at: Timestamp,
    pub(super) reading: Reading,
    /// The link through which an administrator consented.
    pub(super) link: Link,
    /// Availability of the tenant.
    pub(super) tenant: Availability,
    /// The report kept before, if it was certain to be needed.
    pub(super) previous: Option<Report>,
}

impl Verifier {
    /// Reads the tenant. The upload sessions that the reading opened are abandoned before it returns, whatever the outcome.
    pub(super) async fn visit(
        &self,
        clock: &dyn Clock,
        loaded: &StoredRegistration,
        tenant: TenantId,
        sign_in: Option<ReadCurrent>,
        request: RunRequest,
    ) -> Result<Visit, StoreError> {
        let registration = &loaded.registration;
        let started_at = clock.now();
        let freshness = freshness(loaded, started_at, request.trigger);
        let permissions = &registration.observations.permissions;
        let approved = permissions.required(self.reader.manifest());
        let user = SystemUserRequest {
            registration,
            tenant,
            current: sign_in,
            freshness,
            trials_since: trials_since(registration, request.keep, started_at),
        };
        // On the heap: both together are large.
        let (link, availability, previous, app, mut user) = tokio::join!(
            self.link(registration),
            self.availability(registration),
            Box::pin(self.previous_at_once(loaded, request.keep)),
            Box::pin(self.reader.read(clock, tenant, &approved, freshness)),
            Box::pin(self.system_users.read(&self.reader, clock, user)),
        );
        let sessions = take(&mut user.upload_sessions);
        let left = self.reader.entra().abandon(sessions, clock).await;
        facts::note_left_open(registration, &mut user, &left);
        if request.trigger == Trigger::Interactive {
            // An administrator may just have changed who uses the app, and not been answered.
            let (store, now) = (&self.store, clock.now());
            access::pending::settle_after_run(store, tenant, &app.facts, started_at, now).await;
        }
        Ok(Visit {
            started_at,
            reading: Reading { app, user },
            link: link?,
            tenant: availability?,
            previous: previous?,
        })
    }
}

/// Freshness of the tokens for a run. They are fresh if a person waits for the run, or if the grant was not seen since a
/// recent consent: a token from before the grant does not have it.
fn freshness(loaded: &StoredRegistration, now: Timestamp, trigger: Trigger) -> TokenFreshness {
    let consented_at = loaded.registration.lifecycle.consented_at();
    let is_awaited = consented_at.is_some_and(|consented_at| {
        let settled = loaded.standing.settled_since(consented_at);
        now < consented_at + SPREADING && !settled.contains(&"application-permissions")
    });
    match trigger {
        Trigger::Interactive => TokenFreshness::Fresh,
        Trigger::Scheduled | Trigger::Requested if is_awaited => TokenFreshness::Fresh,
        Trigger::Scheduled | Trigger::Requested => TokenFreshness::Cached,
    }
}

/// Oldest trial of writing on which a run relies. A requested run tries again; scheduled runs, and later attempts at a
/// requested one, repeat no trial of the last hours, unless the connection or the consent is newer.
fn trials_since(registration: &Registration, keep: Keep, now: Timestamp) -> Timestamp {
    match keep {
        Keep::WhenChanged => {
            let connection = registration.system_user_connection.as_ref();
            let changes = [
                connection.map(|connection| connection.connected_at),
                registration.lifecycle.consented_at(),
            ];
            let changed_at = changes.into_iter().flatten().max();
            changed_at.map_or(now - TRIAL_HOLDS, |at| at.max(now - TRIAL_HOLDS))
        }
        Keep::Always | Keep::Under(_) => Timestamp::MAX,
    }
}
