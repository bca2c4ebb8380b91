//! What a tenant is before anything happens to it: one readable TOML file each, in `tenants/`.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use uuid::{Uuid, uuid};

use crate::fault::Fault;

/// The tenant of personal Microsoft accounts
/// (<https://learn.microsoft.com/en-us/entra/identity-platform/id-token-claims-reference>, claim `tid`).
pub(crate) const CONSUMER_TENANT: Uuid = uuid!("9188040d-6c67-4c5b-b112-36a304b66dad");

/// The key of the tenant that owns our app registration.
pub(crate) const HOME_KEY: &str = "home";

/// A tenant as its file describes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Description {
    /// Short name, the file's name.
    pub(crate) key: String,
    /// The directory's id.
    pub(crate) tenant_id: Uuid,
    pub(crate) display_name: String,
    /// What a person who tries it will see, in one sentence.
    pub(crate) you_will_see: String,
    /// Verified domains; the first is the default one. Empty for personal accounts.
    pub(crate) verified_domains: Vec<String>,
    /// The domain that an invitation to this tenant names, when it is not the default domain; empty for none.
    #[serde(default)]
    pub(crate) invitation_domain: Option<String>,
    /// The account to press at sign-in.
    pub(crate) account: String,
    /// The account that the service uses unattended.
    pub(crate) system_user: String,
    /// What the person presses on the consent page.
    #[serde(default)]
    pub(crate) presses: Press,
    /// Who may consent for himself.
    #[serde(default)]
    pub(crate) user_consent: UserConsent,
    /// Sign-ins of this tenant go through its own identity provider.
    #[serde(default)]
    pub(crate) own_identity_provider: bool,
    /// Somebody in the tenant demands assigned users right after the tenant-wide consent.
    #[serde(default)]
    pub(crate) assignment_required_after_consent: bool,
    /// Consent becomes visible late.
    #[serde(default)]
    pub(crate) consent_delay: Option<ConsentDelay>,
    /// What goes wrong on the wire.
    #[serde(default)]
    pub(crate) faults: Vec<Fault>,
    pub(crate) users: Vec<User>,
    #[serde(default)]
    pub(crate) groups: Vec<Group>,
}

/// A button of the consent page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) enum Press {
    #[default]
    Accept,
    Cancel,
}

/// The tenant's setting for user consent
/// (<https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/configure-user-consent>).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum UserConsent {
    /// Nobody but administrators.
    Off,
    /// Basic sign-in permissions only.
    #[default]
    LowImpact,
    /// Whatever does not need an administrator.
    All,
}

/// When a granted consent takes effect.
#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ConsentDelay {
    /// After so many requests to the token endpoint of this tenant saw the old state.
    TokenRequests(u32),
    /// After so many milliseconds by the emulator's clock.
    Milliseconds(u32),
}

/// A person of a tenant.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the names are Microsoft's")]
pub(crate) struct User {
    /// Object id.
    pub(crate) id: Uuid,
    pub(crate) user_principal_name: String,
    pub(crate) display_name: String,
    #[serde(default)]
    pub(crate) roles: Vec<String>,
    #[serde(default)]
    pub(crate) user_type: UserType,
    #[serde(default = "enabled")]
    pub(crate) account_enabled: bool,
    /// An AADSTS number that unattended sign-ins of this person answer with.
    #[serde(default)]
    pub(crate) token_error: Option<u32>,
}

fn enabled() -> bool {
    true
}

/// Member of the directory or guest in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) enum UserType {
    #[default]
    Member,
    Guest,
}

/// A security group.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Group {
    pub(crate) id: Uuid,
    pub(crate) display_name: String,
    /// Object ids of the direct members.
    #[serde(default)]
    pub(crate) members: BTreeSet<Uuid>,
}

impl User {
    /// Whether one of the roles is held.
    pub(crate) fn holds(&self, roles: &[&str]) -> bool {
        self.roles.iter().any(|role| roles.contains(&role.as_str()))
    }
}

impl Description {
    /// The domain to invite with: the one named for it, else the default domain.
    pub(crate) fn domain_to_expect(&self) -> Option<&str> {
        match &self.invitation_domain {
            Some(domain) => Some(domain.as_str()).filter(|domain| !domain.is_empty()),
            None => self.verified_domains.first().map(String::as_str),
        }
    }

    /// The user with this object id or user principal name (compared without case).
    pub(crate) fn find_user(&self, id_or_name: &str) -> Option<&User> {
        let id = Uuid::try_parse(id_or_name).ok();
        self.users.iter().find(|user| {
            Some(user.id) == id || user.user_principal_name.eq_ignore_ascii_case(id_or_name)
        })
    }
}
