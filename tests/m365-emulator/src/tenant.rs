//! Initial state of a tenant: one readable TOML file each, in `tenants/`.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::{Uuid, uuid};

use crate::clock::random_guid;
use crate::fault::Fault;
use crate::group::Group;
use crate::login::redirect_error::RedirectError;
use crate::policy::{Place, Policy};
use crate::site::Site;
use crate::user::User;

/// The tenant of personal Microsoft accounts
/// (<https://learn.microsoft.com/en-us/entra/identity-platform/id-token-claims-reference>, claim `tid`).
pub(crate) const CONSUMER_TENANT: Uuid = uuid!("9188040d-6c67-4c5b-b112-36a304b66dad");

/// Key of the tenant that owns our app registration.
pub(crate) const HOME_KEY: &str = "home";

/// A tenant as its file describes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about a tenant, named in its file"
)]
pub(crate) struct Description {
    /// Short name, which is the file's name.
    pub(crate) key: String,
    /// Heading under which the front page shows it.
    #[serde(default)]
    pub(crate) heading: Heading,
    /// The directory's id.
    pub(crate) tenant_id: Uuid,
    pub(crate) display_name: String,
    /// Result that a person who tries it will see, in one sentence.
    pub(crate) you_will_see: String,
    /// Verified domains; the first is the default one. Empty for personal accounts.
    pub(crate) verified_domains: Vec<String>,
    /// Domain in an invitation to this tenant, if it is not the default domain; empty for none.
    #[serde(default)]
    pub(crate) invitation_domain: Option<String>,
    /// Account to press at sign-in.
    pub(crate) account: String,
    /// Account that the service uses unattended.
    pub(crate) system_user: String,
    /// Button that the person presses on the consent page.
    #[serde(default)]
    pub(crate) presses: Press,
    /// Setting for users' own consent.
    #[serde(default)]
    pub(crate) user_consent: UserConsent,
    /// Whether sign-ins of this tenant go through its own identity provider.
    #[serde(default)]
    pub(crate) own_identity_provider: bool,
    /// Whether an administrator of the tenant requires assigned users right after the tenant-wide consent.
    #[serde(default)]
    pub(crate) assignment_required_after_consent: bool,
    /// Principals that are assigned right after the tenant-wide consent: user principal names, and names of groups.
    #[serde(default)]
    pub(crate) assigned_after_consent: Vec<String>,
    /// AADSTS number of a tenant that is gone: 90002, 900023 or 5000224.
    #[serde(default)]
    pub(crate) gone: Option<u32>,
    /// Whether Graph writes GUIDs in capital letters.
    #[serde(default)]
    pub(crate) capital_ids: bool,
    /// Whether guests see their own account alone
    /// (<https://learn.microsoft.com/en-us/entra/identity/users/users-restrict-guest-permissions>).
    #[serde(default)]
    pub(crate) restricts_guests: bool,
    /// Whether the tenant has Microsoft Entra ID P1 or P2, without which no group can be assigned
    /// (<https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/assign-user-or-group-access-portal>).
    #[serde(default = "yes")]
    pub(crate) premium: bool,
    /// Delay until a consent becomes visible.
    #[serde(default)]
    pub(crate) consent_delay: Option<ConsentDelay>,
    /// Permissions that an administrator adds tenant-wide right after the tenant-wide consent.
    #[serde(default)]
    pub(crate) granted_besides: Extra,
    /// The tenant's SharePoint host; `None` if it never had one.
    #[serde(default)]
    pub(crate) sharepoint_host: Option<String>,
    /// Whether the tenant has SharePoint Online.
    #[serde(default = "yes")]
    pub(crate) sharepoint: bool,
    /// Whether the tenant has Exchange Online.
    #[serde(default = "yes")]
    pub(crate) exchange: bool,
    /// Status with which SharePoint refuses a person without permission.
    #[serde(default)]
    pub(crate) sharepoint_refuses_with: RefusesWith,
    /// Number of libraries on one page of a site's list.
    #[serde(default = "usual_page")]
    pub(crate) drives_page: usize,
    #[serde(default)]
    pub(crate) sites: Vec<Site>,
    /// Sites in an invitation to this tenant; absent: "Documents" of `sites/projects`.
    #[serde(default)]
    pub(crate) invite_sites: Option<Vec<InviteSite>>,
    /// Conditional Access policies.
    #[serde(default)]
    pub(crate) policies: Vec<Policy>,
    /// Places that the tenant trusts.
    #[serde(default)]
    pub(crate) trusted_places: Vec<Place>,
    /// Refusals with which the browser returns to the application.
    #[serde(default)]
    pub(crate) redirect_errors: Vec<RedirectError>,
    /// Faults on the wire.
    #[serde(default)]
    pub(crate) faults: Vec<Fault>,
    pub(crate) users: Vec<User>,
    #[serde(default)]
    pub(crate) groups: Vec<Group>,
    /// Number of further people who have not been generated yet (`generated.rs`).
    #[serde(default)]
    pub(crate) generated_users: usize,
    /// Number of further groups that have not been generated yet.
    #[serde(default)]
    pub(crate) generated_groups: usize,
}

/// Default of features that a tenant has unless its file says otherwise.
pub(crate) fn yes() -> bool {
    true
}

fn usual_page() -> usize {
    200
}

/// A heading of the front page, in its order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Heading {
    #[default]
    Registration,
    SystemUser,
    LicenceAndMailbox,
    SitesAndLibraries,
}

/// Permissions by name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Extra {
    #[serde(default)]
    pub(crate) delegated: BTreeSet<String>,
    #[serde(default)]
    pub(crate) application: BTreeSet<String>,
}

/// Status of SharePoint's refusals, which uses both (<https://learn.microsoft.com/en-us/graph/errors>).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "u16", into = "u16")]
pub(crate) enum RefusesWith {
    Unauthorized,
    #[default]
    Forbidden,
}

impl TryFrom<u16> for RefusesWith {
    type Error = String;

    fn try_from(status: u16) -> Result<Self, Self::Error> {
        match status {
            401 => Ok(Self::Unauthorized),
            403 => Ok(Self::Forbidden),
            other => Err(format!("SharePoint refuses with 401 or 403, not {other}")),
        }
    }
}

impl From<RefusesWith> for u16 {
    fn from(refuses: RefusesWith) -> Self {
        match refuses {
            RefusesWith::Unauthorized => 401,
            RefusesWith::Forbidden => 403,
        }
    }
}

/// A site in an invitation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct InviteSite {
    /// Path below the tenant's SharePoint host.
    pub(crate) path: String,
    pub(crate) libraries: Vec<String>,
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
    /// Only administrators may consent.
    Off,
    /// Users may consent to basic sign-in permissions.
    #[default]
    LowImpact,
    /// Users may consent to all permissions that do not need an administrator.
    All,
}

/// Delay until a granted consent takes effect.
#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ConsentDelay {
    /// Number of requests to the token endpoint of this tenant that see the old state.
    TokenRequests(u32),
    /// Time in milliseconds, by the emulator's clock.
    Milliseconds(u32),
}

impl Description {
    /// Domain for an invitation: the one named for it, or else the default domain.
    pub(crate) fn domain_to_expect(&self) -> Option<&str> {
        match &self.invitation_domain {
            Some(domain) => Some(domain.as_str()).filter(|domain| !domain.is_empty()),
            None => self.verified_domains.first().map(String::as_str),
        }
    }

    /// Sites in an invitation, with their addresses and libraries.
    pub(crate) fn sites_to_expect(&self) -> Vec<(String, Vec<String>)> {
        let usual = || {
            vec![InviteSite {
                path: "sites/projects".to_owned(),
                libraries: vec!["Documents".to_owned()],
            }]
        };
        let host = self.sharepoint_host.iter();
        host.flat_map(|host| {
            let sites = self.invite_sites.clone().unwrap_or_else(usual);
            sites
                .into_iter()
                .map(move |site| (format!("https://{host}/{}", site.path), site.libraries))
        })
        .collect()
    }

    /// A copy with ids, domains and a SharePoint host of its own.
    pub(crate) fn copied(&self) -> Self {
        let mut copy = self.clone();
        let mark = &random_guid().simple().to_string()[..8];
        let (users, groups) = (self.users.iter(), self.groups.iter());
        let ids: BTreeMap<Uuid, Uuid> = users
            .map(|user| user.id)
            .chain(groups.map(|group| group.id))
            .map(|id| (id, random_guid()))
            .collect();
        let own = |id: &Uuid| ids.get(id).copied();
        copy.tenant_id = random_guid();
        copy.key = format!("{}-{mark}", self.key);
        let moved = |name: &str| match name.split_once('.') {
            Some((first, rest)) => format!("{first}-{mark}.{rest}"),
            None => format!("{name}-{mark}"),
        };
        let renamed = |name: &str| match name.split_once('@') {
            Some((local, domain)) => format!("{local}@{}", moved(domain)),
            None => name.to_owned(),
        };
        copy.verified_domains = self
            .verified_domains
            .iter()
            .map(|domain| moved(domain))
            .collect();
        copy.sharepoint_host = self.sharepoint_host.as_deref().map(moved);
        copy.rename_people(|name| {
            let home = self
                .find_user(name)
                .and_then(|user| user.signs_in_as.as_deref());
            if home == Some(name) {
                name.to_owned()
            } else {
                renamed(name)
            }
        });
        for user in &mut copy.users {
            user.id = own(&user.id).unwrap_or(user.id);
            user.user_principal_name = renamed(&user.user_principal_name);
            user.mail = user.mail.as_deref().map(renamed);
        }
        for group in &mut copy.groups {
            group.id = own(&group.id).unwrap_or(group.id);
            group.mail = group.mail.as_deref().map(renamed);
            group.members = group.members.iter().filter_map(own).collect();
            group.groups = group.groups.iter().filter_map(own).collect();
        }
        for policy in &mut copy.policies {
            policy.id = random_guid();
        }
        let sites = copy.sites.iter_mut();
        for library in sites.flat_map(|site| &mut site.libraries) {
            library.id = Uuid::nil();
        }
        copy
    }

    /// Gives people another user principal name in all places of the description except their own entries.
    pub(crate) fn rename_people(&mut self, renamed: impl Fn(&str) -> String) {
        let policies = self.policies.iter_mut();
        let excluded = policies.flat_map(|policy| &mut policy.excluded_users);
        let people = [&mut self.account, &mut self.system_user];
        for name in people
            .into_iter()
            .chain(&mut self.assigned_after_consent)
            .chain(excluded)
        {
            *name = renamed(name);
        }
        for site in &mut self.sites {
            site.rename_people(&renamed);
        }
    }

    /// The user with this object id, user principal name or name at home, regardless of case.
    pub(crate) fn find_user(&self, id_or_name: &str) -> Option<&User> {
        let id = Uuid::try_parse(id_or_name).ok();
        self.users.iter().find(|user| {
            Some(user.id) == id
                || user.user_principal_name.eq_ignore_ascii_case(id_or_name)
                || user.sign_in_name().eq_ignore_ascii_case(id_or_name)
        })
    }

    /// The group with this object id or name.
    pub(crate) fn find_group(&self, id_or_name: &str) -> Option<&Group> {
        let id = Uuid::try_parse(id_or_name).ok();
        self.groups
            .iter()
            .find(|group| Some(group.id) == id || group.display_name == id_or_name)
    }

    /// The object id of the person or group with this object id or name.
    pub(crate) fn find_principal(&self, id_or_name: &str) -> Option<Uuid> {
        let user = self.find_user(id_or_name).map(|user| user.id);
        user.or_else(|| self.find_group(id_or_name).map(|group| group.id))
    }
}
