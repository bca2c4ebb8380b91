//! What a tenant is before anything happens to it: one readable TOML file each, in `tenants/`.

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

/// The key of the tenant that owns our app registration.
pub(crate) const HOME_KEY: &str = "home";

/// A tenant as its file describes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about a tenant, named in its file"
)]
pub(crate) struct Description {
    /// Short name, the file's name.
    pub(crate) key: String,
    /// Under which heading the front page shows it.
    #[serde(default)]
    pub(crate) heading: Heading,
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
    /// Who is assigned right after the tenant-wide consent: user principal names, and names of groups.
    #[serde(default)]
    pub(crate) assigned_after_consent: Vec<String>,
    /// The AADSTS number that the tenant is gone with: 90002, 900023 or 5000224.
    #[serde(default)]
    pub(crate) gone: Option<u32>,
    /// Graph writes GUIDs in capital letters.
    #[serde(default)]
    pub(crate) capital_ids: bool,
    /// Guests see their own account alone
    /// (<https://learn.microsoft.com/en-us/entra/identity/users/users-restrict-guest-permissions>).
    #[serde(default)]
    pub(crate) restricts_guests: bool,
    /// Whether the tenant has Microsoft Entra ID P1 or P2, without which no group can be assigned
    /// (<https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/assign-user-or-group-access-portal>).
    #[serde(default = "yes")]
    pub(crate) premium: bool,
    /// Consent becomes visible late.
    #[serde(default)]
    pub(crate) consent_delay: Option<ConsentDelay>,
    /// Permissions that somebody in the tenant adds tenant-wide right after the tenant-wide consent.
    #[serde(default)]
    pub(crate) granted_besides: Extra,
    /// The tenant's SharePoint host; absent: it never had one.
    #[serde(default)]
    pub(crate) sharepoint_host: Option<String>,
    /// Whether the tenant has SharePoint Online.
    #[serde(default = "yes")]
    pub(crate) sharepoint: bool,
    /// Whether the tenant has Exchange Online.
    #[serde(default = "yes")]
    pub(crate) exchange: bool,
    /// How SharePoint refuses a person without permission.
    #[serde(default)]
    pub(crate) sharepoint_refuses_with: RefusesWith,
    /// Libraries on one page of a site's list.
    #[serde(default = "usual_page")]
    pub(crate) drives_page: usize,
    #[serde(default)]
    pub(crate) sites: Vec<Site>,
    /// What an invitation to this tenant names; absent: "Documents" of `sites/projects`.
    #[serde(default)]
    pub(crate) invite_sites: Option<Vec<InviteSite>>,
    /// Conditional Access policies.
    #[serde(default)]
    pub(crate) policies: Vec<Policy>,
    /// The places that the tenant trusts.
    #[serde(default)]
    pub(crate) trusted_places: Vec<Place>,
    /// Refusals that the browser is sent back to the application with.
    #[serde(default)]
    pub(crate) redirect_errors: Vec<RedirectError>,
    /// What goes wrong on the wire.
    #[serde(default)]
    pub(crate) faults: Vec<Fault>,
    pub(crate) users: Vec<User>,
    #[serde(default)]
    pub(crate) groups: Vec<Group>,
    /// So many people more that were not brought into being yet (`generated.rs`).
    #[serde(default)]
    pub(crate) generated_users: usize,
    /// So many groups more, likewise.
    #[serde(default)]
    pub(crate) generated_groups: usize,
}

/// The default of what is there unless a file says otherwise.
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

/// The status of SharePoint's refusals: it uses both (<https://learn.microsoft.com/en-us/graph/errors>).
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

/// A site that an invitation names.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct InviteSite {
    /// Below the tenant's SharePoint host.
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

impl Description {
    /// The domain to invite with: the one named for it, else the default domain.
    pub(crate) fn domain_to_expect(&self) -> Option<&str> {
        match &self.invitation_domain {
            Some(domain) => Some(domain.as_str()).filter(|domain| !domain.is_empty()),
            None => self.verified_domains.first().map(String::as_str),
        }
    }

    /// What an invitation names, with the address of each site.
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

    /// Another user principal name for people wherever the description names them, but in their own entries.
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

    /// The user with this object id, user principal name or account at home (compared without case).
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
