//! Reads the facts about the system user that one run needs, with the system user's own sign-in.
//!
//! 1. Reads the refresh token from its store: the version to which the registration points. It may have been read at the same
//!    time as the registration; it is used only if it is that version.
//! 2. Gets a fresh access token for it; at the same time reads all facts with an access token that is already held, if there is
//!    one. Libraries are tried at once by the drives that an earlier run found.
//! 3. Checks the account of the fresh token: an account other than the connected one is not the system user, and its token is
//!    dropped (T23).
//! 4. Reads all facts with the fresh token, if there was no held one or Graph refused it.
//!
//! The upload sessions that these reads opened are always part of the result: the caller abandons them.
//!
//! A refused refresh token is read and redeemed once more before the refusal counts (`SECURITY.md`, Failures): a newer one may
//! have been written since. A refusal of our own credential is never the account's.

mod enter;

use crate::verify::read_tenant::{TenantReader, token_evidence};
use domain::{
    claims::ClaimsRequest,
    clock::Clock,
    ids::TenantId,
    registration::{Registration, SystemUserConnection},
    verification::{
        facts::{DelegatedScopes, Observed, SiteFacts, SystemUserAccess},
        verdict::{Identity, Unobserved},
    },
};
use enter::{Entry, NoEntry};
use entra::{SystemUserFacts, TokenFreshness, UploadSessions, UserToken};
use jiff::Timestamp;
use secrecy::SecretString;
use store::system_users::{StoredSignIn, SystemUsers, SystemUsersError};

/// Facts that were read with the system user's own sign-in.
pub struct SystemUserReading {
    /// Answer of Microsoft to the question whether it still lets the account in without a person at the keyboard.
    pub access: Observed<SystemUserAccess>,
    /// Facts that the account's token showed, or the reason why none were read.
    pub facts: Result<SystemUserFacts, Unobserved>,
    /// Claims that the account's next sign-in has to bring, if Microsoft refused the refresh token and asked for them.
    pub claims: Option<ClaimsRequest>,
    /// The newest refresh token, if Microsoft returned one.
    pub refresh_token: Option<SecretString>,
    /// Upload sessions at SharePoint that the caller has to abandon.
    pub upload_sessions: UploadSessions,
    /// Whether the stored sign-in was found in a store other than the deployment's own.
    pub is_elsewhere: bool,
}

impl SystemUserReading {
    fn without(access: Observed<SystemUserAccess>) -> Self {
        let reason = match &access {
            Observed::Seen { .. } => Unobserved::NotReached,
            Observed::Unseen { reason, .. } => reason.clone(),
        };
        Self {
            access,
            facts: Err(reason),
            claims: None,
            refresh_token: None,
            upload_sessions: UploadSessions::default(),
            is_elsewhere: false,
        }
    }
}

/// Reads with the system users' sign-ins. Keeps none of their refresh tokens in memory.
pub struct SystemUserReader {
    users: SystemUsers,
}

/// Answer of the secret store that was read at the same time as the registration.
pub(crate) type ReadCurrent = Result<Option<StoredSignIn>, SystemUsersError>;

/// Request for a reading with a system user's sign-in.
pub(crate) struct SystemUserRequest<'a> {
    /// The registration that points to the sign-in.
    pub(crate) registration: &'a Registration,
    /// Its tenant.
    pub(crate) tenant: TenantId,
    /// Answer of the secret store, if it was read together with the registration.
    pub(crate) current: Option<ReadCurrent>,
    /// [`TokenFreshness::Fresh`] while a grant may be spreading: a token made before the grant never gains it.
    pub(crate) freshness: TokenFreshness,
    /// Oldest trial of writing that is not repeated.
    pub(crate) trials_since: Timestamp,
}

/// The sign-in that is read, with its registration.
struct Subject<'a> {
    reader: &'a TenantReader,
    clock: &'a dyn Clock,
    registration: &'a Registration,
    connection: &'a SystemUserConnection,
    tenant: TenantId,
    trials_since: Timestamp,
}

impl SystemUserReader {
    /// Wraps the secret store; nothing is read yet.
    pub fn new(users: SystemUsers) -> Self {
        Self { users }
    }

    /// The secret store, for writing a newer token.
    pub(crate) fn users(&self) -> &SystemUsers {
        &self.users
    }

    /// Reads with the system user's sign-in. Never fails: the result names the reason for each fact that could not be read.
    pub(crate) async fn read(
        &self,
        reader: &TenantReader,
        clock: &dyn Clock,
        request: SystemUserRequest<'_>,
    ) -> SystemUserReading {
        let SystemUserRequest {
            registration,
            tenant,
            current,
            freshness,
            trials_since,
        } = request;
        let Some(connection) = &registration.system_user_connection else {
            return SystemUserReading::without(Observed::unseen(Unobserved::IdentityAbsent {
                identity: Identity::SystemUser,
            }));
        };
        let subject = Subject {
            reader,
            clock,
            registration,
            connection,
            tenant,
            trials_since,
        };
        let held = match freshness {
            TokenFreshness::Fresh => None,
            TokenFreshness::Cached => {
                reader
                    .entra()
                    .held_user_token(tenant, connection.object_id, clock)
            }
        };
        let (entered, early) = tokio::join!(self.enter(&subject, current), async {
            match held {
                Some(held) => Some(subject.look(&held).await),
                None => None,
            }
        });
        conclude(&subject, entered, early).await
    }
}

/// Combines both results: the facts of a held token count unless Graph refused it, or Microsoft no longer lets the account in.
async fn conclude(
    subject: &Subject<'_>,
    entered: Result<Entry, NoEntry>,
    early: Option<(SystemUserFacts, UploadSessions)>,
) -> SystemUserReading {
    let (early, mut upload_sessions) = early.unzip();
    let entered = match entered {
        Ok(entered) => entered,
        Err(NoEntry { access, claims }) => {
            let mut reading = SystemUserReading::without(access);
            reading.claims = claims.map(|claims| *claims);
            // Shown by another run and not by this one, the same facts would seem to come and go; so they are kept only
            // where nobody could say whether the account is let in.
            if let (Observed::Unseen { .. }, Some(facts)) = (&reading.access, early) {
                reading.facts = Ok(facts);
            }
            reading.upload_sessions = upload_sessions.unwrap_or_default();
            return reading;
        }
    };
    let facts = match early {
        Some(facts) if !is_refused(&facts) => facts,
        Some(_) | None => {
            let (facts, opened) = subject.look(&entered.token).await;
            upload_sessions.get_or_insert_default().append(opened);
            facts
        }
    };
    let facts = covered(facts, &entered.scopes);
    SystemUserReading {
        access: Observed::Seen {
            value: SystemUserAccess::Granted(entered.scopes),
            evidence: token_evidence(subject.tenant, subject.clock.now()),
        },
        facts: Ok(facts),
        claims: None,
        refresh_token: entered.refresh_token,
        upload_sessions: upload_sessions.unwrap_or_default(),
        is_elsewhere: entered.is_elsewhere,
    }
}

/// The facts without those that the token's scopes do not reach: if a scope is missing, neither the account nor the place is at
/// fault, and the check of the permissions reports it.
fn covered(mut facts: SystemUserFacts, scopes: &DelegatedScopes) -> SystemUserFacts {
    if !scopes.reach_mail() {
        facts.mailbox = Observed::unseen(Unobserved::NotReached);
    }
    if !scopes.reach_sites() {
        for site in &mut facts.sites {
            *site = SiteFacts::unseen(site.libraries.len(), &Unobserved::NotReached);
        }
        facts.other_sites = Observed::unseen(Unobserved::NotReached);
    }
    facts
}

/// Whether a fresh token may show more. A site that refuses the account is an answer, so it does not count.
fn is_refused(facts: &SystemUserFacts) -> bool {
    let SystemUserFacts {
        user,
        groups,
        licences,
        mailbox,
        organization,
        sites: _,
        // Search is refused at times whoever asks.
        other_sites: _,
        drives: _,
        write_trials: _,
        is_token_refused,
    } = facts;
    *is_token_refused
        || user.is_refused()
        || groups.is_refused()
        || licences.is_refused()
        || mailbox.is_refused()
        || organization.is_refused()
}

impl Subject<'_> {
    async fn look(&self, token: &UserToken) -> (SystemUserFacts, UploadSessions) {
        let Registration {
            sites,
            observations,
            ..
        } = self.registration;
        let entra = self.reader.entra();
        entra
            .read_system_user(
                token,
                sites,
                &observations.libraries(self.trials_since),
                self.clock,
            )
            .await
    }
}
