//! Present directory of a tenant: the service principal of our app and all grants to it.
//!
//! Sources: <https://learn.microsoft.com/en-us/graph/api/resources/serviceprincipal>,
//! <https://learn.microsoft.com/en-us/graph/api/resources/oauth2permissiongrant>,
//! <https://learn.microsoft.com/en-us/graph/api/resources/approleassignment>.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::clock::{random_guid, random_text};
use crate::directory_delay::DirectoryDelay;
use crate::tenant::{ConsentDelay, Description};
use crate::user::User;

/// A tenant: its description and the present state of our app in it.
#[derive(Debug)]
pub(crate) struct Tenant {
    pub(crate) description: Description,
    /// The initial description.
    original: Description,
    /// The app as it is visible now.
    pub(crate) installed: Option<ServicePrincipal>,
    /// The deleted app, restorable for 30 days
    /// (<https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/restore-application>).
    pub(crate) deleted: Option<ServicePrincipal>,
    /// Delay of the next consents.
    pub(crate) consent_delay: Option<ConsentDelay>,
    /// Reads that show a change late.
    pub(crate) directory_delay: DirectoryDelay,
    spreading: Option<(TenantConsent, Release)>,
}

#[derive(Debug)]
struct TenantConsent {
    scopes: BTreeSet<String>,
    /// Application permissions; `None` leaves them unchanged.
    roles: Option<BTreeSet<String>>,
    at: Timestamp,
}

#[derive(Debug)]
enum Release {
    AfterTokenRequests(u32),
    At(Timestamp),
}

/// Our app inside a tenant ("enterprise application").
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four switches that Microsoft keeps apart"
)]
pub(crate) struct ServicePrincipal {
    /// Object id, a new one each time it is created.
    pub(crate) id: Uuid,
    pub(crate) account_enabled: bool,
    pub(crate) app_role_assignment_required: bool,
    pub(crate) is_disabled: bool,
    pub(crate) disabled_by_microsoft: bool,
    pub(crate) grants: Vec<Grant>,
    pub(crate) roles: Vec<RoleGrant>,
    pub(crate) assigned: Vec<Assignment>,
}

/// An `oauth2PermissionGrant` for Microsoft Graph.
#[derive(Debug, Clone)]
pub(crate) struct Grant {
    pub(crate) id: String,
    /// The user of the grant; `None` for the whole tenant (`AllPrincipals`).
    pub(crate) principal: Option<Uuid>,
    pub(crate) scopes: BTreeSet<String>,
}

/// A granted application permission: an `appRoleAssignment` whose principal is our service principal.
#[derive(Debug, Clone)]
pub(crate) struct RoleGrant {
    pub(crate) id: String,
    /// The permission's name.
    pub(crate) name: String,
    pub(crate) created_at: Timestamp,
}

/// A user or group assigned to our app.
#[derive(Debug, Clone)]
pub(crate) struct Assignment {
    pub(crate) id: String,
    pub(crate) principal: Uuid,
    pub(crate) created_at: Timestamp,
}

impl Tenant {
    /// The tenant in the state that its file describes, without our app.
    pub(crate) fn new(mut description: Description) -> Self {
        let consent_delay = description.consent_delay;
        for site in &mut description.sites {
            site.number_libraries(description.tenant_id);
        }
        Self {
            original: description.clone(),
            description,
            installed: None,
            deleted: None,
            consent_delay,
            directory_delay: DirectoryDelay::default(),
            spreading: None,
        }
    }

    /// The tenant in its initial state.
    pub(crate) fn renewed(&self) -> Self {
        Self::new(self.original.clone())
    }

    /// Id of the tenant, as in the issuer's path.
    pub(crate) fn id(&self) -> Uuid {
        self.description.tenant_id
    }

    /// Object id of Microsoft Graph's own service principal, which differs from tenant to tenant.
    pub(crate) fn graph_service_principal_id(&self) -> Uuid {
        Uuid::from_u128(self.id().as_u128() ^ (0x0003_c000_u128 << 96))
    }

    /// Returns the service principal, and creates it if it is absent.
    pub(crate) fn install(&mut self) -> &mut ServicePrincipal {
        self.installed.get_or_insert_with(ServicePrincipal::new)
    }

    /// Consents tenant-wide to exactly these permissions. They replace the earlier tenant-wide grants, and users' own grants
    /// stay (<https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/grant-admin-consent>).
    pub(crate) fn consent(
        &mut self,
        scopes: BTreeSet<String>,
        roles: Option<BTreeSet<String>>,
        now: Timestamp,
    ) {
        let consent = TenantConsent {
            scopes,
            roles,
            at: now,
        };
        let release = self.consent_delay.map(|delay| match delay {
            ConsentDelay::TokenRequests(count) => Release::AfterTokenRequests(count),
            ConsentDelay::Milliseconds(count) => {
                let wait = SignedDuration::from_millis(count.into());
                Release::At(now.saturating_add(wait).unwrap_or(now))
            }
        });
        match release {
            None => self.take_effect(consent),
            Some(release) => self.spreading = Some((consent, release)),
        }
    }

    fn take_effect(&mut self, consent: TenantConsent) {
        let required = self.description.assignment_required_after_consent;
        let besides = self.description.granted_besides.clone();
        let names = &self.description.assigned_after_consent;
        let assigned: Vec<Uuid> = names
            .iter()
            .filter_map(|name| self.description.find_principal(name))
            .collect();
        let installed = self.install();
        installed.app_role_assignment_required |= required;
        installed.grants.retain(|grant| grant.principal.is_some());
        installed.grant_to(None, &consent.scopes);
        installed.grant_to(None, &besides.delegated);
        for principal in assigned {
            installed.assign(principal, consent.at);
        }
        if let Some(roles) = consent.roles {
            let roles = roles
                .union(&besides.application)
                .map(|name| RoleGrant::new(name.clone(), consent.at));
            installed.roles = roles.collect();
        }
    }

    /// Records a user's own consent, and creates the service principal if it is absent.
    pub(crate) fn consent_for(&mut self, user: Uuid, scopes: &BTreeSet<String>) {
        let installed = self.install();
        installed.grant_to(Some(user), scopes);
    }

    /// Puts a consent into effect that has spread for long enough.
    pub(crate) fn settle(&mut self, now: Timestamp) {
        let due = match &self.spreading {
            Some((_, Release::At(instant))) => *instant <= now,
            Some((_, Release::AfterTokenRequests(left))) => *left == 0,
            None => false,
        };
        if due {
            self.settle_at_once();
        }
    }

    /// Puts a spreading consent into effect at once.
    pub(crate) fn settle_at_once(&mut self) {
        if let Some((consent, _)) = self.spreading.take() {
            self.take_effect(consent);
        }
    }

    /// Whether a consent was given that is not visible yet.
    pub(crate) fn is_spreading(&self) -> bool {
        self.spreading.is_some()
    }

    /// Counts one finished request to the token endpoint.
    pub(crate) fn count_token_request(&mut self, now: Timestamp) {
        if let Some((_, Release::AfterTokenRequests(left))) = &mut self.spreading {
            *left = left.saturating_sub(1);
        }
        self.settle(now);
    }

    /// Deletes the app from the tenant; it can be restored.
    pub(crate) fn delete_app(&mut self) {
        self.spreading = None;
        self.directory_delay.forget();
        if let Some(installed) = self.installed.take() {
            self.deleted = Some(installed);
        }
    }

    /// Restores a deleted app with all its settings. Returns `false` if there is none.
    pub(crate) fn restore_app(&mut self) -> bool {
        let restorable = self.installed.is_none();
        if let (true, Some(deleted)) = (restorable, self.deleted.take()) {
            self.installed = Some(deleted);
            return true;
        }
        false
    }

    /// Whether this user may use the app: no assignment is required, or the user is assigned directly or is a direct member of
    /// an assigned group; nested groups do not count
    /// (<https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/assign-user-or-group-access-portal>).
    pub(crate) fn admits(&self, user: &User) -> bool {
        let Some(installed) = &self.installed else {
            return true;
        };
        let groups = self.description.groups.iter();
        let groups: BTreeSet<_> = groups
            .filter(|group| group.members.contains(&user.id))
            .map(|group| group.id)
            .collect();
        !installed.app_role_assignment_required
            || installed.assigned.iter().any(|assignment| {
                assignment.principal == user.id || groups.contains(&assignment.principal)
            })
    }

    /// Remembers the app's assignments before a change through Graph.
    pub(crate) fn remember_assignments(&mut self) {
        if let Some(installed) = &self.installed {
            self.directory_delay.remember(installed);
        }
    }

    /// The app as one read of the directory shows it: in its earlier state while the directory answers late.
    pub(crate) fn read_app(&mut self) -> Option<ServicePrincipal> {
        let installed = self.installed.clone()?;
        Some(self.directory_delay.read(installed))
    }

    /// Scopes in force for this user: granted tenant-wide or by the user.
    pub(crate) fn scopes_of(&self, user: Uuid) -> BTreeSet<String> {
        let grants = self
            .installed
            .iter()
            .flat_map(|installed| &installed.grants);
        grants
            .filter(|grant| grant.principal.is_none_or(|principal| principal == user))
            .flat_map(|grant| grant.scopes.iter().cloned())
            .collect()
    }
}

impl ServicePrincipal {
    fn new() -> Self {
        Self {
            id: random_guid(),
            account_enabled: true,
            app_role_assignment_required: false,
            is_disabled: false,
            disabled_by_microsoft: false,
            grants: Vec::new(),
            roles: Vec::new(),
            assigned: Vec::new(),
        }
    }

    /// Whether Entra issues tokens for the app.
    pub(crate) fn is_usable(&self) -> bool {
        self.account_enabled && !self.is_disabled && !self.disabled_by_microsoft
    }

    /// Adds scopes for a user, or for the whole tenant.
    pub(crate) fn grant_to(&mut self, principal: Option<Uuid>, scopes: &BTreeSet<String>) {
        let found = self
            .grants
            .iter_mut()
            .find(|grant| grant.principal == principal);
        if let Some(grant) = found {
            grant.scopes.extend(scopes.iter().cloned());
        } else {
            let scopes = scopes.clone();
            self.grants.push(Grant {
                id: random_text(),
                principal,
                scopes,
            });
        }
    }

    /// Removes scopes from all grants; a grant without scopes disappears.
    pub(crate) fn revoke_scopes(&mut self, scopes: &BTreeSet<String>) {
        for grant in &mut self.grants {
            grant.scopes.retain(|scope| !scopes.contains(scope));
        }
        self.grants.retain(|grant| !grant.scopes.is_empty());
    }

    /// Assigns a user or group; a second time has no effect.
    pub(crate) fn assign(&mut self, principal: Uuid, now: Timestamp) {
        if !self
            .assigned
            .iter()
            .any(|assignment| assignment.principal == principal)
        {
            self.assigned.push(Assignment {
                id: random_text(),
                principal,
                created_at: now,
            });
        }
    }
}

impl RoleGrant {
    /// A fresh grant of the application permission of that name.
    pub(crate) fn new(name: String, now: Timestamp) -> Self {
        Self {
            id: random_text(),
            name,
            created_at: now,
        }
    }
}
