//! Services that a tenant's service plans include, if they are enabled. Read with `Organization.Read.All`.
//! <https://learn.microsoft.com/en-us/graph/api/organization-get>,
//! <https://learn.microsoft.com/en-us/graph/api/resources/assignedplan>

use super::{Unread, batch::Part, reading::Reading};
use domain::{
    ids::{ServicePlanId, TenantId},
    verification::{
        facts::{Evidence, TenantServices},
        verdict::Unobserved,
    },
};
use serde::Deserialize;

/// Plans that carry a service's name without including it: the foundation and the archive include no mailbox; personal drives
/// alone, Office for the web, storage and Project include no sites. All other plans with the name include the service.
/// <https://learn.microsoft.com/en-us/entra/identity/users/licensing-service-plan-reference>
const NOT_THE_SERVICE: [u128; 24] = [
    // EXCHANGE_S_FOUNDATION
    0x113f_eb6c_3fe4_4440_bddc_54d7_74bf_0318,
    // EXCHANGE_S_FOUNDATION_GOV
    0x922b_a911_5694_4e99_a794_73ae_d9bf_eec8,
    // EXCHANGE_S_ARCHIVE
    0xda04_0e0a_b393_4bea_bb76_928b_3fa1_cf5a,
    // EXCHANGE_S_ARCHIVE_ADDON
    0x176a_09a6_7ec5_4039_ac02_b279_1c6b_a793,
    // EXCHANGE_ANALYTICS
    0x34c0_d7a0_a70f_4668_9238_47f9_fc20_8882,
    // EXCHANGE_ANALYTICS_GOV
    0x2081_20d1_9adb_4daf_8c22_816b_d5d2_37e7,
    // EXCHANGEONLINE_MULTIGEO
    0x897d_51f1_2cfa_4848_9b30_4691_49f5_e68e,
    // ONEDRIVESTANDARD
    0x1369_6edf_5a08_49f6_8134_0308_3ed8_ba30,
    // ONEDRIVEENTERPRISE
    0xafca_fa6a_d966_4462_918c_ec0b_4e0f_e642,
    // ONEDRIVE_BASIC
    0xda79_2a53_cbc0_4184_a10d_e544_dd34_b3c1,
    // ONEDRIVE_BASIC_P2
    0x4495_894f_534f_41ca_9d3b_0ebf_1220_a423,
    // ONEDRIVE_BASIC_GOV
    0x9870_9c2e_96b5_4244_95f5_a0eb_e139_fb8a,
    // ONEDRIVELITE_IW
    0xb4ac_11a0_32ff_4e78_982d_e039_fa80_3dec,
    // ONEDRIVECLIPCHAMP
    0xf7e5_b77d_f293_410a_bae8_f941_f19f_e680,
    // SHAREPOINTWAC
    0xe95b_ec33_7c88_4a70_8e19_b10b_d9d0_c014,
    // SHAREPOINTWAC_EDU
    0xe03c_7e47_402c_463c_ab25_9490_79be_db21,
    // SHAREPOINTWAC_GOV
    0x8f9f_0f3b_ca90_406c_a842_9557_9171_f8ec,
    // SHAREPOINTWAC_DEVELOPER
    0x527f_7cdd_0e86_4c47_b879_f5fd_357a_3ac6,
    // SHAREPOINTSTORAGE
    0xbe5a_7ed5_c598_4fcd_a061_5e67_24c6_8a58,
    // SHAREPOINTSTORAGE_GOV
    0xe5bb_877f_6ac9_4461_9e43_ca58_1543_ab16,
    // SHAREPOINTONLINE_MULTIGEO
    0x735c_1d98_dd3f_4818_b4ed_c805_2e18_e62d,
    // SHAREPOINT_PROJECT
    0xfe71_d6c3_a2ea_4499_9778_da04_2bf0_8063,
    // SHAREPOINT_PROJECT_EDU
    0x664a_2fed_6c7a_468e_af35_d617_40f0_ec90,
    // SHAREPOINT_PROJECT_GOV
    0xe57a_fa78_1f19_4542_ba13_b32c_d4d8_f472,
];

#[derive(Deserialize)]
struct Organizations {
    value: Vec<OrganizationBody>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OrganizationBody {
    id: TenantId,
    assigned_plans: Vec<AssignedPlan>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AssignedPlan {
    service: Option<String>,
    service_plan_id: Option<ServicePlanId>,
    capability_status: Option<String>,
}

/// Part of a batch that reads the plans.
pub(super) fn part(id: &'static str) -> Part {
    Part::get(id, "/organization", "?$select=id,assignedPlans")
}

/// Services of the token's tenant, from the reading of that part. Without the permission the plans are null, which makes them
/// unread.
pub(super) fn read(
    reading: Reading,
    tenant: TenantId,
) -> Result<(TenantServices, Evidence), Unread> {
    let (organizations, evidence) = reading.typed::<Organizations>()?;
    let [body] = <[OrganizationBody; 1]>::try_from(organizations.value)
        .map_err(|_| Unread::new(Unobserved::Unreadable, evidence.clone()))?;
    if body.id != tenant {
        return Err(Unread::new(Unobserved::Unreadable, evidence));
    }
    let has = |service| body.assigned_plans.iter().any(|plan| plan.brings(service));
    let services = TenantServices {
        sharepoint: has("sharepoint"),
        exchange: has("exchange"),
    };
    Ok((services, evidence))
}

impl AssignedPlan {
    /// Whether the plan includes the service and works. `Warning` is the period after the end of a subscription in which
    /// everything still works.
    fn brings(&self, service: &str) -> bool {
        let is_of_service = self
            .service
            .as_deref()
            .is_some_and(|name| name.eq_ignore_ascii_case(service));
        let works = matches!(
            self.capability_status.as_deref(),
            Some("Enabled" | "Warning")
        );
        is_of_service
            && works
            && self
                .service_plan_id
                .is_none_or(|id| !NOT_THE_SERVICE.contains(&id.as_uuid().as_u128()))
    }
}
