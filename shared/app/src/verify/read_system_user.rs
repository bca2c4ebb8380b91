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

use crate::{
    refusal::{self, RefusalClass},
    verify::read_tenant::{TenantReader, refusal_evidence, token_evidence, undecided_evidence},
};
use domain::{
    claims::ClaimsRequest,
    clock::Clock,
    ids::TenantId,
    registration::{Registration, SystemUserConnection},
    verification::{
        facts::{DelegatedScopes, Evidence, Observed, SiteFacts, SystemUserAccess},
        verdict::{Identity, Unobserved},
    },
};
use entra::{
    EntraRefusal, ExpectedRefresh, Freshness, IdTokenError, SystemUserFacts, TokenAnswer,
    TokenError, UndecidedAnswer, UploadSessions, UserToken,
};
use jiff::Timestamp;
use secrecy::SecretString;
use store::system_users::{
    ReadSignIn, StoredSignIn, SystemUserSecret, SystemUsers, SystemUsersError,
};

/// The request for the keys that sign id tokens.
const SIGNING_KEYS: &str = "GET /organizations/discovery/v2.0/keys";

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

/// An access token of the connected account, and the values that came with it.
struct Entered {
    token: UserToken,
    scopes: DelegatedScopes,
    refresh_token: Option<SecretString>,
    is_elsewhere: bool,
}

/// Microsoft's answer to a stored refresh token, and whether that was found in another store than the deployment's own.
struct Redeemed {
    answer: TokenAnswer,
    is_elsewhere: bool,
}

/// The reason why there is no access token, and the claims that the account's next sign-in has to bring.
struct NotEntered {
    access: Observed<SystemUserAccess>,
    claims: Option<Box<ClaimsRequest>>,
}

impl From<Observed<SystemUserAccess>> for NotEntered {
    fn from(access: Observed<SystemUserAccess>) -> Self {
        Self {
            access,
            claims: None,
        }
    }
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
    /// `freshness` is [`Freshness::Fresh`] while a grant may be spreading, because a token made before the grant never gains
    /// it. `current` is the answer of the secret store that was read together with the registration. Trials of writing that are
    /// at least as new as `trials_since` are not repeated.
    pub(crate) async fn read(
        &self,
        reader: &TenantReader,
        clock: &dyn Clock,
        (registration, current): (&Registration, Option<ReadCurrent>),
        tenant: TenantId,
        (freshness, trials_since): (Freshness, Timestamp),
    ) -> SystemUserReading {
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
            Freshness::Fresh => None,
            Freshness::Cached => {
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

    /// A fresh access token of the connected account.
    async fn enter(
        &self,
        subject: &Subject<'_>,
        current: Option<ReadCurrent>,
    ) -> Result<Entered, NotEntered> {
        let keys = subject.reader.entra().signing_keys(subject.clock);
        let (redeemed, keys) = tokio::join!(self.redeem(subject, current), keys);
        let Redeemed {
            answer,
            is_elsewhere,
        } = redeemed?;
        let keys = keys.map_err(|_| subject.without_keys())?;
        let id_token = answer
            .id_token
            .as_ref()
            .ok_or_else(|| subject.unreadable())?;
        // A key that appeared since the last read is asked for once (T15).
        let entra = subject.reader.entra();
        let keys = entra
            .signing_keys_for(secret_text(id_token), keys, subject.clock)
            .await;
        let expected = ExpectedRefresh {
            tenant: subject.tenant,
            object_id: subject.connection.object_id,
            subject: &subject.connection.subject,
            now: subject.clock.now(),
        };
        entra
            .validate_refreshed_id_token(&keys, secret_text(id_token), &expected)
            .map_err(|error| subject.not_the_account(error))?;
        let token = entra.hold_user_token(
            subject.tenant,
            subject.connection.object_id,
            &answer.access_token,
            answer.expires_in,
            subject.clock,
        );
        Ok(Entered {
            token,
            scopes: DelegatedScopes(answer.scopes),
            refresh_token: answer.refresh_token,
            is_elsewhere,
        })
    }

    /// Redeems the stored refresh token; if it is refused, reads and redeems it once more.
    async fn redeem(
        &self,
        subject: &Subject<'_>,
        current: Option<ReadCurrent>,
    ) -> Result<Redeemed, NotEntered> {
        let stored = self.stored(subject, current).await?;
        let redeemed = |answer, is_elsewhere| Redeemed {
            answer,
            is_elsewhere,
        };
        match subject.redeem(&stored.secret).await {
            Err(Failed::SignIn(_)) => {}
            Err(Failed::Access(access)) => return Err(access.into()),
            Ok(answer) => return Ok(redeemed(answer, stored.is_elsewhere)),
        }
        let stored = self.stored(subject, None).await?;
        let answer = subject.redeem(&stored.secret).await;
        let answer = answer.map_err(|failed| match failed {
            Failed::SignIn(not_entered) => not_entered,
            Failed::Access(access) => access.into(),
        })?;
        Ok(redeemed(answer, stored.is_elsewhere))
    }

    async fn stored(
        &self,
        subject: &Subject<'_>,
        current: Option<ReadCurrent>,
    ) -> Result<ReadSignIn, Observed<SystemUserAccess>> {
        let version = &subject.connection.secret_version;
        let account = (subject.tenant, subject.connection.object_id);
        let current = current
            .transpose()
            .map(|current| current.flatten()?.into_secret(version, account));
        let read = match current {
            Ok(None) => {
                let id = subject.registration.id;
                self.users.read(id, version, account).await
            }
            known => known.map(|secret| {
                secret.map(|secret| ReadSignIn {
                    secret,
                    is_elsewhere: false,
                })
            }),
        };
        match read {
            Ok(Some(stored)) => Ok(stored),
            Ok(None) => {
                tracing::error!(
                    registration_id = %subject.registration.id,
                    outcome = "token_lost",
                    "the stored sign-in of a system user is gone"
                );
                Err(Observed::Seen {
                    value: SystemUserAccess::TokenLost,
                    // The request that was to be made.
                    evidence: undecided_evidence(subject.tenant, None, subject.clock.now()),
                })
            }
            Err(error) => {
                tracing::error!(
                    registration_id = %subject.registration.id,
                    outcome = "operator_fault",
                    error = %crate::Chain(&error),
                    "the stored sign-in of a system user cannot be read"
                );
                Err(Observed::unseen(Unobserved::OperatorFault))
            }
        }
    }
}

/// Combines both results: the facts of a held token count unless Graph refused it, or Microsoft no longer lets the account in.
async fn conclude(
    subject: &Subject<'_>,
    entered: Result<Entered, NotEntered>,
    early: Option<(SystemUserFacts, UploadSessions)>,
) -> SystemUserReading {
    let (early, mut upload_sessions) = early.unzip();
    let entered = match entered {
        Ok(entered) => entered,
        Err(NotEntered { access, claims }) => {
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

/// Reason why a refresh token gave no access token.
enum Failed {
    /// Microsoft refused the sign-in itself.
    SignIn(NotEntered),
    /// Any other reason.
    Access(Observed<SystemUserAccess>),
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

    /// Redeems a refresh token.
    async fn redeem(&self, stored: &SystemUserSecret) -> Result<TokenAnswer, Failed> {
        let entra = self.reader.entra();
        let answer = self
            .reader
            .credentials()
            .present(self.clock, |credential| async move {
                let token = &stored.refresh_token;
                let refreshed = entra.refresh(&credential, self.tenant, token, self.clock);
                refreshed.await
            });
        let answer = Box::pin(answer).await.map_err(|error| {
            tracing::error!(
                outcome = "operator_fault",
                error = %crate::Chain(&error),
                "the client credential cannot be used"
            );
            Failed::Access(Observed::unseen(Unobserved::OperatorFault))
        })?;
        match answer {
            Ok(answer) => Ok(answer),
            Err(TokenError::Refused(refusal)) => Err(self.refused(&refusal).await),
            Err(TokenError::Throttled { answer, .. }) => {
                Err(self.undecided(Unobserved::MicrosoftUnavailable, Some(answer)))
            }
            Err(TokenError::Unavailable(answer)) => {
                Err(self.undecided(Unobserved::MicrosoftUnavailable, answer))
            }
            Err(TokenError::Unreadable(answer)) => {
                Err(self.undecided(Unobserved::Unreadable, answer))
            }
        }
    }

    fn undecided(&self, reason: Unobserved, answer: Option<UndecidedAnswer>) -> Failed {
        let now = self.clock.now();
        Failed::Access(Observed::Unseen {
            reason,
            evidence: Some(undecided_evidence(self.tenant, answer, now)),
        })
    }

    /// Attributes a refusal: to the account, to our application in this tenant, or to ourselves.
    async fn refused(&self, refusal: &EntraRefusal) -> Failed {
        let evidence = refusal_evidence(self.tenant, refusal, self.clock.now());
        if let Some(refused) = refusal.sign_in_refusal() {
            refusal::tell(RefusalClass::Account, Some(self.tenant), refusal);
            let access = Observed::Seen {
                value: SystemUserAccess::Refused(refused),
                evidence,
            };
            return Failed::SignIn(NotEntered {
                access,
                claims: refusal.claims_for_another_sign_in().map(Box::new),
            });
        }
        let attributed = self.reader.attribute_refusal(self.clock, refusal).await;
        let class = RefusalClass::of(&attributed, refusal);
        refusal::tell(class, Some(self.tenant), refusal);
        let reason = match attributed {
            // The tenant refuses our application, whoever signs in; the checks of the application say so.
            Ok(_) => Unobserved::NotReached,
            Err(reason) => reason,
        };
        Failed::Access(Observed::Unseen {
            reason,
            evidence: Some(evidence),
        })
    }

    /// Meaning of a rejected id token: it belongs to another account, or nothing is known.
    fn not_the_account(&self, error: IdTokenError) -> Observed<SystemUserAccess> {
        tracing::error!(
            registration_id = %self.registration.id,
            outcome = "id_token_refused",
            code = error.reason(),
            "the id token of a refreshed sign-in was refused"
        );
        match error {
            IdTokenError::OtherAccount
            | IdTokenError::OtherTenant
            | IdTokenError::ConsumerTenant
            | IdTokenError::Audience
            | IdTokenError::Issuer => Observed::Seen {
                value: SystemUserAccess::OtherAccount,
                evidence: token_evidence(self.tenant, self.clock.now()),
            },
            _ => self.unreadable(),
        }
    }

    /// A token whose id token is missing or cannot be validated.
    fn unreadable(&self) -> Observed<SystemUserAccess> {
        Observed::Unseen {
            reason: Unobserved::Unreadable,
            evidence: Some(token_evidence(self.tenant, self.clock.now())),
        }
    }

    /// A token whose id token cannot be judged, because the signing keys could not be read.
    fn without_keys(&self) -> Observed<SystemUserAccess> {
        Observed::Unseen {
            reason: Unobserved::MicrosoftUnavailable,
            evidence: Some(Evidence {
                request: SIGNING_KEYS.to_owned(),
                status: None,
                ..token_evidence(self.tenant, self.clock.now())
            }),
        }
    }
}

fn secret_text(secret: &SecretString) -> &str {
    use secrecy::ExposeSecret as _;
    secret.expose_secret()
}
