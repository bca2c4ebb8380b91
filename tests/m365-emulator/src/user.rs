//! A person of a tenant, as its file or a command describes them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

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
    /// User principal name of the account at home, for a guest or a partner.
    #[serde(default)]
    pub(crate) signs_in_as: Option<String>,
    #[serde(default = "crate::tenant::yes")]
    pub(crate) account_enabled: bool,
    /// An AADSTS number that unattended sign-ins of this person answer with; a sign-in on Microsoft's pages does not.
    #[serde(default)]
    pub(crate) token_error: Option<u32>,
    /// Products by `skuPartNumber`, of those in `contract/licences.json`.
    #[serde(default)]
    pub(crate) licences: Vec<String>,
    /// Service plans by name that are switched off for this person.
    #[serde(default)]
    pub(crate) plans_off: BTreeSet<String>,
    /// Service plans by name that are still being set up for this person.
    #[serde(default)]
    pub(crate) plans_pending: BTreeSet<String>,
    /// Service plans by name whose state is not told.
    #[serde(default)]
    pub(crate) plans_without_status: BTreeSet<String>,
    #[serde(default)]
    pub(crate) mailbox: Mailbox,
    /// The address of the mailbox, where it is not the user principal name.
    #[serde(default)]
    pub(crate) mail: Option<String>,
    /// No second factor is registered yet: the person is asked to do that where one is asked for.
    #[serde(default)]
    pub(crate) no_second_factor: bool,
    /// One of the many that no file names and no command changed.
    #[serde(skip)]
    pub(crate) generated: bool,
}

/// The mailbox that a person has beside what the licences say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Mailbox {
    /// A mailbox of its own as soon as a licence contains one.
    #[default]
    Normal,
    /// A shared mailbox, which needs no licence
    /// (<https://learn.microsoft.com/en-us/microsoft-365/admin/email/about-shared-mailboxes>).
    Shared,
    /// `EwsApplicationAccessPolicy` of the organisation or of the mailbox keeps the app out; it holds for REST and for
    /// delegated access too (<https://learn.microsoft.com/en-us/powershell/module/exchangepowershell/set-casmailbox>).
    Restricted,
    /// Licensed, but 404 `MailboxNotSupportedForRESTAPI`.
    Unsupported,
    /// Licensed, but 404 `ResourceNotFound`. Observed: <https://github.com/microsoftgraph/microsoft-graph-docs/issues/10481>.
    Undiscovered,
    /// None in the cloud whatever the licences say: on premises, inactive, or deleted.
    None,
}

/// Member of the directory, guest in it, or neither.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) enum UserType {
    #[default]
    Member,
    Guest,
    /// Administers the tenant for a partner (granular delegated admin privileges), without an object in its directory.
    Partner,
}

impl User {
    /// A member with Business Basic and without a role.
    pub(crate) fn ordinary(id: Uuid, user_principal_name: String, display_name: String) -> Self {
        Self {
            id,
            user_principal_name,
            display_name,
            roles: Vec::new(),
            user_type: UserType::Member,
            signs_in_as: None,
            account_enabled: true,
            token_error: None,
            licences: vec!["O365_BUSINESS_ESSENTIALS".to_owned()],
            plans_off: BTreeSet::new(),
            plans_pending: BTreeSet::new(),
            plans_without_status: BTreeSet::new(),
            mailbox: Mailbox::Normal,
            mail: None,
            no_second_factor: false,
            generated: false,
        }
    }

    /// The name that the person types to sign in.
    pub(crate) fn sign_in_name(&self) -> &str {
        self.signs_in_as
            .as_deref()
            .unwrap_or(&self.user_principal_name)
    }

    /// Whether one of the roles is held.
    pub(crate) fn holds(&self, roles: &[&str]) -> bool {
        self.roles.iter().any(|role| roles.contains(&role.as_str()))
    }
}
