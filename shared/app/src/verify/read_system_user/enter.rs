//! Entry of the connected account: from its stored refresh token to an access token that Microsoft issued just now.

use super::{ReadCurrent, Subject, SystemUserReader};
use crate::{
    refusal::{self, RefusalClass},
    verify::read_tenant::{refusal_evidence, token_evidence, undecided_evidence},
};
use domain::{
    claims::ClaimsRequest,
    verification::{
        facts::{DelegatedScopes, Evidence, Observed, SystemUserAccess},
        verdict::Unobserved,
    },
};
use entra::{
    EntraRefusal, ExpectedRefresh, IdTokenError, TokenAnswer, TokenError, UndecidedAnswer,
    UserToken,
};
use secrecy::SecretString;
use store::system_users::{ReadSignIn, SystemUserAccount, SystemUserSecret};

/// The request for the keys that sign id tokens.
const SIGNING_KEYS: &str = "GET /organizations/discovery/v2.0/keys";

/// An access token of the connected account, and the values that came with it.
pub(super) struct Entry {
    pub(super) token: UserToken,
    pub(super) scopes: DelegatedScopes,
    pub(super) refresh_token: Option<SecretString>,
    pub(super) is_elsewhere: bool,
}

/// The reason why there is no access token, and the claims that the account's next sign-in has to bring.
pub(super) struct NoEntry {
    pub(super) access: Observed<SystemUserAccess>,
    pub(super) claims: Option<Box<ClaimsRequest>>,
}

impl From<Observed<SystemUserAccess>> for NoEntry {
    fn from(access: Observed<SystemUserAccess>) -> Self {
        Self {
            access,
            claims: None,
        }
    }
}

/// Microsoft's answer to a stored refresh token, and whether that was found in another store than the deployment's own.
struct Redemption {
    answer: TokenAnswer,
    is_elsewhere: bool,
}

/// Reason why a refresh token gave no access token.
enum NoToken {
    /// Microsoft refused the sign-in itself.
    SignIn(NoEntry),
    /// Any other reason.
    Access(Observed<SystemUserAccess>),
}

impl SystemUserReader {
    /// A fresh access token of the connected account.
    pub(super) async fn enter(
        &self,
        subject: &Subject<'_>,
        current: Option<ReadCurrent>,
    ) -> Result<Entry, NoEntry> {
        let keys = subject.reader.entra().signing_keys(subject.clock);
        let (redeemed, keys) = tokio::join!(self.redeem(subject, current), keys);
        let Redemption {
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
        Ok(Entry {
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
    ) -> Result<Redemption, NoEntry> {
        let stored = self.stored(subject, current).await?;
        let redeemed = |answer, is_elsewhere| Redemption {
            answer,
            is_elsewhere,
        };
        match subject.redeem(&stored.secret).await {
            Err(NoToken::SignIn(_)) => {}
            Err(NoToken::Access(access)) => return Err(access.into()),
            Ok(answer) => return Ok(redeemed(answer, stored.is_elsewhere)),
        }
        let stored = self.stored(subject, None).await?;
        let answer = subject.redeem(&stored.secret).await;
        let answer = answer.map_err(|failed| match failed {
            NoToken::SignIn(not_entered) => not_entered,
            NoToken::Access(access) => access.into(),
        })?;
        Ok(redeemed(answer, stored.is_elsewhere))
    }

    async fn stored(
        &self,
        subject: &Subject<'_>,
        current: Option<ReadCurrent>,
    ) -> Result<ReadSignIn, Observed<SystemUserAccess>> {
        let version = &subject.connection.secret_version;
        let account = SystemUserAccount {
            tenant_id: subject.tenant,
            object_id: subject.connection.object_id,
        };
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

impl Subject<'_> {
    /// Redeems a refresh token.
    async fn redeem(&self, stored: &SystemUserSecret) -> Result<TokenAnswer, NoToken> {
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
            NoToken::Access(Observed::unseen(Unobserved::OperatorFault))
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

    fn undecided(&self, reason: Unobserved, answer: Option<UndecidedAnswer>) -> NoToken {
        let now = self.clock.now();
        NoToken::Access(Observed::Unseen {
            reason,
            evidence: Some(undecided_evidence(self.tenant, answer, now)),
        })
    }

    /// Attributes a refusal: to the account, to our application in this tenant, or to ourselves.
    async fn refused(&self, refusal: &EntraRefusal) -> NoToken {
        let evidence = refusal_evidence(self.tenant, refusal, self.clock.now());
        if let Some(refused) = refusal.sign_in_refusal() {
            refusal::tell(RefusalClass::Account, Some(self.tenant), refusal);
            let access = Observed::Seen {
                value: SystemUserAccess::Refused(refused),
                evidence,
            };
            return NoToken::SignIn(NoEntry {
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
        NoToken::Access(Observed::Unseen {
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
