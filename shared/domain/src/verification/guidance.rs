//! Guidance with the links and commands of one tenant, and the repair of one finding.
//!
//! In the text, `{portal:Permissions}` is a page of our application in the Entra admin center, `{user-page}` the system
//! user's, `{licences-page}` its licences in the Microsoft 365 admin center, `{conditional-access}` the tenant's policies,
//! `{site}` the site that the finding speaks of; `{service-principal}`, `{app}`, `{user}`, `{tenant}` and `{registration}`
//! are ids, `{support}` is the way to support, `{outbound-addresses}` the addresses that our servers ask from, and `{finding}`
//! the finding's code. A line whose values are not known is left
//! out, so that nobody is sent to a page that does not exist. The portals' addresses are not a documented contract; each
//! stands beside its path in words. No value of a command holds a quote, so that it can stand in quotes there: they are ids, and
//! addresses that are percent-encoded. `{above}` is the site above a subsite; `{domain}` is the customer's domain; `{library}`,
//! `{similar}` and `{found}` are names of libraries, which people chose, so no command has them. A line that begins with `>` is a message to send.
//!
//! A heading of the third level lists the codes of the findings that the steps below it repair. Where a finding is given,
//! the other findings' steps are left out.

use super::verdict::Finding;
use crate::{
    cloud::Cloud,
    customer::{Language, is_deceptive},
    ids::{ClientId, ObjectId, RegistrationId, TenantId},
};

/// What repairs each cause of a refused sign-in; two checks share it, by a line `{sign-in-causes}`.
const SIGN_IN_CAUSES: Guidance = Guidance {
    en: include_str!("checks/sign_in_causes.md"),
    fr: include_str!("checks/fr/sign_in_causes.md"),
    nl: include_str!("checks/nl/sign_in_causes.md"),
    de: include_str!("checks/de/sign_in_causes.md"),
};

/// A check's guidance in every language, as Markdown. English stands beside the check, the others in a folder each, with the
/// labels that Microsoft's portals show in that language.
#[derive(Debug)]
pub struct Guidance {
    /// English.
    pub en: &'static str,
    /// French.
    pub fr: &'static str,
    /// Dutch.
    pub nl: &'static str,
    /// German.
    pub de: &'static str,
}

impl Guidance {
    /// The text of a language.
    pub fn of(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Fr => self.fr,
            Language::Nl => self.nl,
            Language::De => self.de,
        }
    }
}

/// The tenant that guidance speaks of.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    cloud: &'a Cloud,
    client_id: ClientId,
    tenant: TenantId,
    service_principal: Option<ObjectId>,
    system_user: Option<ObjectId>,
    registration: Option<RegistrationId>,
    support: Option<&'a str>,
    outbound_addresses: &'a [String],
}

impl<'a> Place<'a> {
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

    /// With the addresses that our servers ask from; none where they are not fixed.
    #[must_use]
    pub fn with_outbound_addresses(self, outbound_addresses: &'a [String]) -> Self {
        Self {
            outbound_addresses,
            ..self
        }
    }

    /// With the system user, once it was connected.
    #[must_use]
    pub fn with_system_user(self, system_user: Option<ObjectId>) -> Self {
        Self {
            system_user,
            ..self
        }
    }

    /// With what support wants to know, and the way to support: an address of any kind, as configured.
    #[must_use]
    pub fn with_support(self, registration: RegistrationId, contact: &'a str) -> Self {
        Self {
            registration: Some(registration),
            support: Some(contact),
            ..self
        }
    }

    /// The page of our application in the Entra admin center that says who may use it; once the service principal is known.
    pub fn users_page(&self) -> Option<String> {
        self.value("portal:Users")
    }

    /// The page of our application in the Entra admin center on which it is deleted; once the service principal is known.
    pub fn properties_page(&self) -> Option<String> {
        self.value("portal:Properties")
    }

    /// The PowerShell commands that delete our application from the tenant, by its application id.
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
        format!("{}/{}", self.cloud.admin_center_origin(), self.tenant)
    }

    /// The Microsoft 365 admin center.
    pub fn microsoft_365_admin_center(&self) -> &'static str {
        self.cloud.microsoft_365_admin_center()
    }

    /// The tenant's sign-in logs.
    pub fn sign_in_logs_page(&self) -> String {
        self.cloud.sign_in_logs_page()
    }

    fn value(&self, name: &str) -> Option<String> {
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
                self.in_admin_center(&format!(
                    "Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/{id}"
                ))
            }),
            "licences-page" => self.licences_page(),
            "conditional-access" => Some(self.in_admin_center(
                "Microsoft_AAD_ConditionalAccess/ConditionalAccessBlade/~/Policies",
            )),
            name => {
                let page = name.strip_prefix("portal:")?;
                let id = self.service_principal?;
                Some(self.in_admin_center(&format!(
                    "Microsoft_AAD_IAM/ManagedAppMenuBlade/~/{page}/objectId/{id}/appId/{}",
                    self.client_id
                )))
            }
        }
    }

    fn in_admin_center(&self, view: &str) -> String {
        let origin = self.cloud.admin_center_origin();
        format!("{origin}/{}/#view/{view}", self.tenant)
    }

    /// Known for the worldwide cloud alone; the others have Microsoft 365 admin centers of their own.
    fn licences_page(&self) -> Option<String> {
        let user = self.system_user?;
        match self.cloud {
            Cloud::Global | Cloud::Emulated { .. } => Some(format!(
                "https://admin.microsoft.com/Adminportal/Home#/users/:/UserDetails/{user}/LicensesAndApps"
            )),
            Cloud::UsGov | Cloud::UsGovDod | Cloud::China => None,
        }
    }
}

/// Guidance as Markdown, for one tenant or for all, for one finding or for all.
pub fn guidance(
    guidance: &Guidance,
    language: Language,
    place: Option<&Place<'_>>,
    finding: Option<&Finding>,
) -> String {
    chosen(&whole(guidance, language), place, finding)
}

/// The text of a language, with the causes that it shares with another check.
fn whole(guidance: &Guidance, language: Language) -> String {
    let causes = SIGN_IN_CAUSES.of(language);
    guidance.of(language).replace("{sign-in-causes}\n", causes)
}

fn chosen(text: &str, place: Option<&Place<'_>>, finding: Option<&Finding>) -> String {
    let value = |name: &str| match (name, finding) {
        ("finding", finding) => finding.map(|finding| finding.code.clone()),
        ("site" | "above" | "library" | "similar" | "found" | "domain", finding) => {
            finding?.arguments.get(name).map(|value| visible(value))
        }
        (name, _) => place?.value(name),
    };
    let mut filled = String::new();
    let mut is_of_other = false;
    for line in text.lines() {
        if let Some(codes) = line.strip_prefix("### ")
            && let Some(finding) = finding
        {
            is_of_other = codes.split(", ").all(|code| code != finding.code);
            continue;
        }
        if line.starts_with("## ") {
            is_of_other = false;
        }
        // A line that was left out leaves no gap.
        let is_gap = line.is_empty() && filled.ends_with("\n\n");
        if !is_of_other
            && !is_gap
            && let Some(line) = fill(line, value)
        {
            filled.push_str(&line);
            filled.push('\n');
        }
    }
    filled
}

/// A name that people gave, without characters that could disguise it or break the line.
fn visible(value: &str) -> String {
    let visible = value.chars().filter(|character| !is_deceptive(*character));
    visible.collect()
}

/// The line with its values; `None` where one is not known. Other braces are PowerShell's own.
fn fill(line: &str, value: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut filled = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let named = after.split_once('}').filter(|(name, _)| {
            name.bytes()
                .all(|byte| byte.is_ascii_alphabetic() || b"-:".contains(&byte))
        });
        if let Some((name, after)) = named {
            filled.push_str(&value(name)?);
            rest = after;
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled.push_str(rest);
    Some(filled)
}

#[cfg(test)]
#[path = "guidance/tests.rs"]
mod tests;
