//! One browser attempt and its trips to Microsoft.

use crate::{
    access::AccessNotice,
    customer::Language,
    directory_role,
    ids::{RegistrationId, TenantId, TokenHash},
    invitation::Purpose,
    registration::{Lifecycle, Observation, Pinning, Registration, Tenant},
    verification::facts::Organization,
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Lifetime of a flow: 30 minutes.
pub const FLOW_LIFETIME: SignedDuration = SignedDuration::from_mins(30);

/// Lifetime of a leg: 10 minutes, equal to the lifetime of Entra's codes.
pub const LEG_LIFETIME: SignedDuration = SignedDuration::from_mins(10);

/// Time after which Microsoft may have kept the person on a page of its own: 1 minute. Going back with the browser takes less.
const KEPT_AFTER: SignedDuration = SignedDuration::from_mins(1);

/// A value encrypted under the deployment's sealing key; only `app` can open it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SealedValue(pub String);

/// One browser attempt, found by the hash of its cookie. A new cookie value makes a new flow, so an old value is dead at
/// once (T22).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// SHA-256 of the cookie's value.
    pub cookie_hash: TokenHash,
    /// SHA-256 of the cookie of the first in a chain of flows that this browser began, one after the other. The limit on what
    /// a browser may start counts by it, so that a new start gives no new budget (T81).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub first_cookie_hash: Option<TokenHash>,
    /// The invitation through which the browser came.
    pub invitation_hash: TokenHash,
    /// The registration it acts on.
    pub registration_id: RegistrationId,
    /// The invitation's token, used to lead the browser back to the page from which it came.
    pub invitation_token: SealedValue,
    /// The tenant that the customer's domain pinned, if it pinned one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub pinned_tenant: Option<TenantId>,
    /// The person who signed in, after a sign-in.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub signed_in: Option<SignedIn>,
    /// Notice for the person on the next page.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub notice: Option<Notice>,
    /// The trip that produced the notice; `None` in rows from before this was kept.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub notice_of: Option<TripStart>,
    /// The newest trip to Microsoft after a sign-in, until its answer arrives or a form is sent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub departed: Option<TripStart>,
    /// Whether an assignment is to be required, if the access leg was begun to change that: the browser then returns to the
    /// review of that change.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub asked_to_require: Option<bool>,
    /// Instant of this browser's last change to the access: it no longer sees anything that was read before.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub access_changed_at: Option<Timestamp>,
    /// Notice for the person on the access page.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub access_notice: Option<AccessNotice>,
    /// Instant at which this browser last asked for a verification that the page waits for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub verification_asked_at: Option<Timestamp>,
    /// Number of silent proofs in a row that failed without a reason.
    #[serde(default)]
    pub silent_failures: u8,
    /// The language that the person chose, if any.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub language: Option<Language>,
    /// Instant at which it started.
    pub created_at: Timestamp,
    /// Instant at which it ends, by our clock.
    pub expires_at: Timestamp,
}

impl Flow {
    /// Hash of the cookie by which the chain of flows of this browser is counted.
    pub fn first_cookie_hash(&self) -> &TokenHash {
        self.first_cookie_hash.as_ref().unwrap_or(&self.cookie_hash)
    }

    /// The notice, unless the aim of its trip has been reached since.
    pub fn current_notice(&self, registration: &Registration) -> Option<&Notice> {
        let is_over = self
            .notice_of
            .is_some_and(|trip| self.has_reached(registration, trip));
        self.notice.as_ref().filter(|_| !is_over)
    }

    /// The trip from which the browser has not come back. A flow without a sign-in began with one.
    pub fn open_trip(&self, registration: &Registration) -> Option<TripStart> {
        let first = TripStart {
            purpose: LegPurpose::SignIn,
            at: self.created_at,
        };
        let is_first = self.signed_in.is_none() && self.notice_of.is_none();
        let trip = self.departed.or(is_first.then_some(first))?;
        (!self.has_reached(registration, trip)).then_some(trip)
    }

    /// Whether the aim of a trip has been reached since it began, in another tab or by another person of the tenant.
    pub fn has_reached(&self, registration: &Registration, trip: TripStart) -> bool {
        let signed_in = self.signed_in.as_ref();
        let is_of_tenant = signed_in.is_none_or(|own| registration.lifecycle.is_of(own.tenant.id));
        let reached_at = match trip.purpose {
            LegPurpose::SignIn | LegPurpose::Consent => registration.lifecycle.consented_at(),
            LegPurpose::Proof => {
                let scopes = registration.observations.delegated_scopes.as_ref();
                scopes.map(|scopes| scopes.evidence.at)
            }
            LegPurpose::SystemUser => {
                let connection = registration.system_user_connection.as_ref();
                connection.map(|connection| connection.connected_at)
            }
            // The flow goes on under another cookie then.
            LegPurpose::Access => None,
        };
        is_of_tenant && reached_at.is_some_and(|reached_at| reached_at > trip.at)
    }

    /// Stores the outcome of a trip and ends it. A trip that another tab began later stays open.
    pub fn end_trip(&mut self, leg: &Leg, notice: Option<Notice>) {
        self.notice = notice;
        self.notice_of = Some(leg.departed());
        self.departed.take_if(|trip| trip.at <= leg.created_at);
    }

    /// Continues in the chosen language, if there is one. Returns whether that changes the flow.
    pub fn choose_language(&mut self, chosen: Option<Language>) -> bool {
        let changes = chosen.is_some() && chosen != self.language;
        if changes {
            self.language = chosen;
        }
        changes
    }
}

/// A trip to Microsoft that a browser began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TripStart {
    /// The purpose of the trip.
    pub purpose: LegPurpose,
    /// The instant at which it began.
    pub at: Timestamp,
}

impl TripStart {
    /// Whether the browser left long enough ago that Microsoft may keep the person on a page of its own.
    pub fn may_be_kept(&self, now: Timestamp) -> bool {
        now >= self.at + KEPT_AFTER
    }
}

/// Person who signed in during a flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// The tenant, from the validated id token.
    pub tenant: Tenant,
    /// Pinning of the tenant by a domain of the customer.
    pub pinned: Pinning,
    /// Sealed `login_hint` for later legs of the same person.
    pub login_hint: SealedValue,
    /// Template ids of the directory roles that Graph showed for this person; `None` if they could not be read.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub directory_roles: Option<Vec<String>>,
    /// The organisation as this person's sign-in showed it.
    pub organization: Observation<Organization>,
    /// Whether all permissions had been approved elsewhere at that time. A hint: it skips the consent page, and the proof leg
    /// checks again.
    #[serde(default)]
    pub is_approved: bool,
}

impl SignedIn {
    /// Whether the sign-in showed a role that may consent for the tenant. A role that is only eligible, or held through a
    /// group, does not show.
    pub fn may_consent(&self) -> bool {
        let roles = self.directory_roles.iter().flatten();
        directory_role::may_consent(roles.map(String::as_str))
    }

    /// Whether the person is a colleague: of the tenant whose approval is recorded, but neither the administrator who approved
    /// nor with a role that may consent. A colleague sees whether the connection works, and changes nothing
    /// (T18). Before an approval every person may try.
    pub fn is_colleague(&self, lifecycle: &Lifecycle) -> bool {
        let own = lifecycle.approver();
        own.filter(|approver| approver.id == self.tenant.id)
            .is_some_and(|approver| {
                let has_approved = !approver.approved_elsewhere
                    && approver.administrator == self.tenant.administrator;
                !has_approved && !self.may_consent()
            })
    }

    /// Whether the person may act on a registration through a link for this purpose: every person may, except a colleague. A link for newer
    /// permissions leaves that to Microsoft's own page, and does nothing else.
    pub fn may_act(&self, lifecycle: &Lifecycle, through: Purpose) -> bool {
        through == Purpose::Upgrade || !self.is_colleague(lifecycle)
    }

    /// Whether the sign-in showed a role that may assign users and groups to the app.
    pub fn may_assign(&self) -> bool {
        let roles = self.directory_roles.iter().flatten();
        directory_role::may_assign(roles.map(String::as_str))
    }
}

/// Unwanted outcome of a trip; the page has the words for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    /// The person declined on Microsoft's consent page.
    Declined,
    /// The person went back from a page of Microsoft without an answer, or the account may not approve.
    #[serde(alias = "sign_in_cancelled")]
    WentBack,
    /// The account belongs to another tenant than the one the customer's domain names.
    WrongTenant,
    /// A personal Microsoft account.
    PersonalAccount,
    /// The account may not read the organisation that it signed in to: a guest, or a partner.
    OutsideAccount,
    /// The tenant is connected for another customer.
    TenantTaken,
    /// The host app refused to connect the tenant since the link was made.
    TenantRejected,
    /// Microsoft's answer named another tenant than the one of the sign-in.
    TenantMismatch,
    /// Microsoft asks for the approval of a person with more rights.
    ApprovalRequired,
    /// The silent proof did not succeed; the consent may still be spreading.
    ProofPending,
    /// Microsoft could not be reached, or answered with a fault of its own.
    MicrosoftUnavailable,
    /// Our own configuration is at fault; the operator has been told.
    OurFault,
    /// Microsoft refused the sign-in for a reason of the tenant or the account.
    Refused {
        /// The `AADSTS` number, digits only, if Microsoft gave one.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        code: Option<String>,
        /// Microsoft's correlation id, if it gave one.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        correlation_id: Option<String>,
    },
    /// Microsoft let the person in but refused the tokens to our server: it applied a rule of the tenant to the server's
    /// address.
    RefusedAtServer {
        /// The `AADSTS` number, digits only, if Microsoft gave one.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        code: Option<String>,
        /// Microsoft's correlation id, if it gave one.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        correlation_id: Option<String>,
    },
    /// An account signed in that is not the one that the registration names as its system user.
    OtherAccount {
        /// Name of the account that signed in.
        signed_in_as: String,
        /// The account that has to sign in.
        expected: String,
    },
    /// The account that signed in as the system user belongs to another organisation.
    AccountElsewhere,
    /// The account that signed in as the system user is a guest of the organisation.
    GuestAccount,
    /// Microsoft gave no refresh token, so the system user would not stay connected.
    NotKeptSignedIn,
    /// Another account is connected as the system user; the host app has to agree before it is replaced.
    ReplacementNotAgreed,
    /// The sign-in succeeded but could not be stored just now; nothing was changed.
    NotSaved,
    /// The answer could not be used: a code that was used before, an expired attempt, or an invalid id token.
    StartAgain,
}

/// Purpose of a trip to Microsoft. The stored purpose alone decides which answers are allowed (T04).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegPurpose {
    /// Identifies the administrator and the tenant.
    SignIn,
    /// Asks for the tenant-wide grant; its answer proves nothing.
    Consent,
    /// Fetches a fresh delegated token of the same person, silently.
    Proof,
    /// Signs the system user in once, so that Cooperlink stays connected.
    SystemUser,
    /// Fetches a token with the administrator's own rights, to change the access.
    Access,
}

impl LegPurpose {
    /// Whether the answer to this leg carries an authorization code; the admin consent endpoint's carries none.
    pub fn expects_code(self) -> bool {
        match self {
            Self::SignIn | Self::Proof | Self::SystemUser | Self::Access => true,
            Self::Consent => false,
        }
    }
}

/// Parameters for making a leg with a code once more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeat {
    /// The scopes, separated by spaces.
    pub scope: String,
    /// Sealed `login_hint`; without one the person chooses the account.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub login_hint: Option<SealedValue>,
    /// Whether the trip is silent: if Microsoft needs the person, it is made once more on the sign-in page.
    #[serde(default)]
    pub is_silent: bool,
}

impl Leg {
    /// The trip of this leg.
    pub fn departed(&self) -> TripStart {
        TripStart {
            purpose: self.purpose,
            at: self.created_at,
        }
    }
}

/// One trip to Microsoft, found by the hash of its `state`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    /// SHA-256 of `state`.
    pub state_hash: TokenHash,
    /// The flow it belongs to, by its cookie's hash.
    pub cookie_hash: TokenHash,
    /// The registration it acts on.
    pub registration_id: RegistrationId,
    /// Its purpose.
    pub purpose: LegPurpose,
    /// The tenant in the authority's path; `None` means `organizations`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub authority_tenant: Option<TenantId>,
    /// The OpenID Connect nonce, for legs with a code.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub nonce: Option<SealedValue>,
    /// The PKCE code verifier (RFC 7636), for legs with a code.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub code_verifier: Option<SealedValue>,
    /// Parameters for making the leg once more, if Microsoft asks more of the sign-in than this one brings. The leg that
    /// brings it has none. A silent leg goes to the sign-in page first, so that no leg is made a fourth time.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub repeat: Option<Repeat>,
    /// Instant at which it was made.
    pub created_at: Timestamp,
    /// Instant at which it ends, by our clock.
    pub expires_at: Timestamp,
}
