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
    /// AADSTS number with which this person's unattended sign-ins are refused; sign-ins on Microsoft's pages succeed.
    #[serde(default)]
    pub(crate) token_error: Option<u32>,
    /// Products by `skuPartNumber`, of those in `contract/licences.json`.
    #[serde(default)]
    pub(crate) licences: Vec<String>,
    /// Names of service plans that are switched off for this person.
    #[serde(default)]
    pub(crate) plans_off: BTreeSet<String>,
    /// Names of service plans that are still being set up for this person.
    #[serde(default)]
    pub(crate) plans_pending: BTreeSet<String>,
    /// Names of service plans whose state Graph does not tell.
    #[serde(default)]
    pub(crate) plans_without_status: BTreeSet<String>,
    #[serde(default)]
    pub(crate) mailbox: Mailbox,
    /// Address of the mailbox, if it is not the user principal name.
    #[serde(default)]
    pub(crate) mail: Option<String>,
    /// Whether the person has no second factor yet, and registers one when asked for it.
    #[serde(default)]
    pub(crate) no_second_factor: bool,
    /// Whether it is a generated person, whom no file names and no command has changed.
    #[serde(skip)]
    pub(crate) generated: bool,
}

/// Kind of a person's mailbox, apart from the licences.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Mailbox {
    /// A mailbox of its own, if a licence contains one.
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
    /// No mailbox in the cloud, whatever the licences: on premises, inactive, or deleted.
    None,
}

/// Relation to the directory: member, guest, or neither.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) enum UserType {
    #[default]
    Member,
    Guest,
    /// Administrator of the tenant for a partner (granular delegated admin privileges), without an object in its directory.
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

    /// Name that the person types to sign in.
    pub(crate) fn sign_in_name(&self) -> &str {
        self.signs_in_as
            .as_deref()
            .unwrap_or(&self.user_principal_name)
    }

    /// Whether the person holds one of the roles.
    pub(crate) fn holds(&self, roles: &[&str]) -> bool {
        self.roles.iter().any(|role| roles.contains(&role.as_str()))
    }
}
