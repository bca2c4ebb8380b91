//! Addresses of pages in Microsoft's portals. They are not a documented contract, so guidance gives each together with its
//! path in words.

use domain::{
    cloud::Cloud,
    ids::{ObjectId, TenantId},
};

/// The origin of the Entra admin center. For China Microsoft documents the Azure portal alone, which has the same views.
fn admin_center(cloud: &Cloud) -> &'static str {
    match cloud {
        Cloud::Global | Cloud::Emulated { .. } => "https://entra.microsoft.com",
        Cloud::UsGov | Cloud::UsGovDod => "https://entra.microsoft.us",
        Cloud::China => "https://portal.azure.cn",
    }
}

/// The Entra admin center, in a tenant.
pub(crate) fn tenant_home(cloud: &Cloud, tenant: TenantId) -> String {
    format!("{}/{tenant}", admin_center(cloud))
}

/// The Microsoft 365 admin center. Each cloud has its own: those of the US Government are named in Microsoft's documentation
/// of volume licensing, that of China in its documentation of Microsoft 365 by 21Vianet.
pub(crate) fn microsoft_365_admin_center(cloud: &Cloud) -> &'static str {
    match cloud {
        Cloud::Global | Cloud::Emulated { .. } => "https://admin.microsoft.com/adminportal/home",
        Cloud::UsGov => "https://portal.office365.us/adminportal/home",
        Cloud::UsGovDod => "https://portal.apps.mil/adminportal/home",
        Cloud::China => "https://portal.partner.microsoftonline.cn/adminportal",
    }
}

/// A view of a tenant in the Entra admin center.
pub(crate) fn tenant_page(cloud: &Cloud, tenant: TenantId, view: &str) -> String {
    format!("{}/{tenant}/#view/{view}", admin_center(cloud))
}

/// The sign-in logs in the Entra admin center, of the tenant in which the reader is signed in.
pub fn sign_in_logs_page(cloud: &Cloud) -> String {
    format!(
        "{}/#view/Microsoft_AAD_IAM/SignInLogsList.ReactView/timeRangeType/last24hours/showApplicationSignIns~/true",
        admin_center(cloud)
    )
}

/// The page of the Entra admin center on which a person activates an eligible role (Privileged Identity Management).
pub fn my_roles_page(cloud: &Cloud) -> String {
    format!(
        "{}/#view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/aadmigratedroles",
        admin_center(cloud)
    )
}

/// A user's licences in the Microsoft 365 admin center. The address is known for the worldwide cloud alone; the others have
/// Microsoft 365 admin centers of their own.
pub(crate) fn licences_page(cloud: &Cloud, user: ObjectId) -> Option<String> {
    match cloud {
        Cloud::Global | Cloud::Emulated { .. } => Some(format!(
            "https://admin.microsoft.com/Adminportal/Home#/users/:/UserDetails/{user}/LicensesAndApps"
        )),
        Cloud::UsGov | Cloud::UsGovDod | Cloud::China => None,
    }
}
