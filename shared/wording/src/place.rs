//! The tenant of a guidance text, with the portal's pages about it.

use crate::portal;
use domain::{
    cloud::Cloud,
    ids::{ClientId, ObjectId, RegistrationId, TenantId},
};

/// The tenant of a guidance text.
#[derive(Debug, Clone, Copy)]
pub struct GuidanceTenant<'a> {
    cloud: &'a Cloud,
    client_id: ClientId,
    tenant: TenantId,
    service_principal: Option<ObjectId>,
    system_user: Option<ObjectId>,
    registration: Option<RegistrationId>,
    support: Option<&'a str>,
    outbound_addresses: &'a [String],
}

impl<'a> GuidanceTenant<'a> {
    /// Our application in a tenant; `service_principal` as last read.
    pub fn new(
        cloud: &'a Cloud,
        client_id: ClientId,
        tenant: TenantId,
        service_principal: Option<ObjectId>,
    ) -> Self {
        Self {
            cloud,
            client_id,
            tenant,
            service_principal,
            system_user: None,
            registration: None,
            support: None,
            outbound_addresses: &[],
        }
    }

    /// The place with the addresses from which our servers ask; empty if they are not fixed.
    #[must_use]
    pub fn with_outbound_addresses(self, outbound_addresses: &'a [String]) -> Self {
        Self {
            outbound_addresses,
            ..self
        }
    }

    /// The place with the system user, once it was connected.
    #[must_use]
    pub fn with_system_user(self, system_user: Option<ObjectId>) -> Self {
        Self {
            system_user,
            ..self
        }
    }

    /// The place with the values for support, and the way to support: an address of any kind, as configured.
    #[must_use]
    pub fn with_support(self, registration: RegistrationId, contact: &'a str) -> Self {
        Self {
            registration: Some(registration),
            support: Some(contact),
            ..self
        }
    }

    /// Page of our application in the Entra admin center with its users; `None` until the service principal is known.
    pub fn users_page(&self) -> Option<String> {
        self.application_page("Users")
    }

    /// Page of our application in the Entra admin center on which it is deleted; `None` until the service principal is known.
    pub fn properties_page(&self) -> Option<String> {
        self.application_page("Properties")
    }

    /// Page of our application in the Entra admin center with its permissions; `None` until the service principal is known.
    pub fn permissions_page(&self) -> Option<String> {
        self.application_page("Permissions")
    }

    /// PowerShell commands that delete our application from the tenant, by its application id.
    pub fn removal_commands(&self) -> String {
        let (tenant, app) = (self.tenant, self.client_id);
        let environment = self.cloud.powershell_environment();
        format!(
            "Connect-MgGraph -TenantId '{tenant}' -Environment {environment} -Scopes 'Application.ReadWrite.All'\n\
             Get-MgServicePrincipal -Filter \"appId eq '{app}'\" | \
             ForEach-Object {{ Remove-MgServicePrincipal -ServicePrincipalId $_.Id }}"
        )
    }

    /// The Entra admin center, in the tenant.
    pub fn entra_admin_center(&self) -> String {
        portal::tenant_home(self.cloud, self.tenant)
    }

    /// The Microsoft 365 admin center.
    pub fn microsoft_365_admin_center(&self) -> &'static str {
        portal::microsoft_365_admin_center(self.cloud)
    }

    /// The tenant's sign-in logs.
    pub fn sign_in_logs_page(&self) -> String {
        portal::sign_in_logs_page(self.cloud)
    }

    /// Value of a name that guidance gives in braces, if it is known.
    pub(crate) fn value(&self, name: &str) -> Option<String> {
        match name {
            "tenant" => Some(self.tenant.to_string()),
            "app" => Some(self.client_id.to_string()),
            "service-principal" => self.service_principal.map(|id| id.to_string()),
            "user" => self.system_user.map(|id| id.to_string()),
            "registration" => self.registration.map(|id| id.to_string()),
            "support" => self.support.map(str::to_owned),
            "outbound-addresses" => {
                let addresses = self.outbound_addresses.join(", ");
                (!addresses.is_empty()).then_some(addresses)
            }
            "user-page" => self.system_user.map(|id| {
                self.tenant_page(&format!(
                    "Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/{id}"
                ))
            }),
            "licences-page" => portal::licences_page(self.cloud, self.system_user?),
            "conditional-access" => {
                Some(self.tenant_page(
                    "Microsoft_AAD_ConditionalAccess/ConditionalAccessBlade/~/Policies",
                ))
            }
            name => self.application_page(name.strip_prefix("portal:")?),
        }
    }

    /// A page of our application in the Entra admin center.
    fn application_page(&self, page: &str) -> Option<String> {
        let id = self.service_principal?;
        Some(self.tenant_page(&format!(
            "Microsoft_AAD_IAM/ManagedAppMenuBlade/~/{page}/objectId/{id}/appId/{}",
            self.client_id
        )))
    }

    fn tenant_page(&self, view: &str) -> String {
        portal::tenant_page(self.cloud, self.tenant, view)
    }
}
