//! Microsoft's service plans for Exchange Online and SharePoint Online. Licences are many and new ones appear often; plans are
//! few, and a plan inside a licence can be switched off for a user, so only plans are judged.
//!
//! Names and ids are Microsoft's, from its download "Product names and service plan identifiers for licensing"
//! (<https://learn.microsoft.com/en-us/entra/identity/users/licensing-service-plan-reference>), as kept in
//! `KelvinTegelaar/CIPP-API`, `Config/ConversionTable.csv`, commit `adf32422` of 2026-08-08. The assignment of plans to
//! services is this project's reading of the names.

use super::facts::LicensedPlan;
use crate::ids::ServicePlanId;

/// Service that a plan gives a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gives {
    /// A mailbox in Exchange Online.
    Mailbox,
    /// Sites in SharePoint Online.
    Sites,
    /// Neither, although its name refers to one of the two services.
    Neither,
}

/// Service that a plan gives; `None` for a plan that is not known here.
pub(super) fn gives(plan: ServicePlanId) -> Option<Gives> {
    let holds = |ids: &[u128]| ids.contains(&plan.as_uuid().as_u128());
    if holds(&MAILBOX) {
        Some(Gives::Mailbox)
    } else if holds(&SITES) {
        Some(Gives::Sites)
    } else if holds(&NEITHER) {
        Some(Gives::Neither)
    } else {
        None
    }
}

/// Whether a plan is set up and not switched off; `provisioningStatus` is an open list.
pub(super) fn is_usable(plan: &LicensedPlan) -> bool {
    plan.status == "Success"
}

/// Plans with a mailbox.
const MAILBOX: [u128; 10] = [
    0x9aaf_7827_d63c_4b61_89c3_182f_06f8_2e5c, // EXCHANGE_S_STANDARD
    0xefb8_7545_963c_4e0d_99df_69c6_916d_9eb0, // EXCHANGE_S_ENTERPRISE
    0x4a82_b400_a79f_41a4_b4e2_e94f_5787_b113, // EXCHANGE_S_DESKLESS
    0x1126_bef5_da20_4f07_b45e_ad25_d258_1aa8, // EXCHANGE_S_ESSENTIALS
    0xd42b_dbd6_c335_4231_ab3d_c8f3_48d5_aff5, // EXCHANGE_L_STANDARD
    0x9092_7877_dcff_4af6_b346_2332_c0b1_5bb7, // EXCHANGE_B_STANDARD
    0xfc52_cc4b_ed7d_472d_bbe7_b081_c23e_cc56, // EXCHANGE_S_STANDARD_MIDMARKET
    0xe9b4_930a_925f_45e2_ac2a_3f77_88ca_6fdd, // EXCHANGE_S_STANDARD_GOV
    0x8c30_69c0_ccdb_44be_ab77_9862_03a6_7df2, // EXCHANGE_S_ENTERPRISE_GOV
    0x88f4_d7ef_a73b_4246_8047_5160_2214_4c9f, // EXCHANGE_S_DESKLESS_GOV
];

/// Plans with sites.
const SITES: [u128; 11] = [
    0xc769_9d2e_19aa_44de_8edf_1736_da08_8ca1, // SHAREPOINTSTANDARD
    0x5dbe_027f_2339_4123_9542_606e_4d34_8a72, // SHAREPOINTENTERPRISE
    0x902b_47e5_dcb2_4fdc_858b_c63a_90a2_bdb9, // SHAREPOINTDESKLESS
    0x6b5b_6a67_fc72_4a1f_a2b5_beec_f05d_e761, // SHAREPOINTENTERPRISE_MIDMARKET
    0xa1f3_d0a8_84c0_4ae0_bae4_6859_17b8_ab48, // SHAREPOINTLITE
    0x0a49_83bb_d3e5_4a09_95d8_b2d0_127b_3df5, // SHAREPOINTSTANDARD_EDU
    0x6303_8b2c_28d0_45f6_bc36_3306_2963_b498, // SHAREPOINTENTERPRISE_EDU
    0x153f_85dd_d912_4762_af6c_d6e0_fb4f_6692, // SHAREPOINTENTERPRISE_GOV
    0xb1ae_b897_3a19_46e2_8c27_a609_413c_f193, // SHAREPOINTDESKLESS_GOV
    0xf9c4_3823_deb4_46a8_aa65_8b55_1f0c_4f8a, // SharePoint Plan 1G
    0xa361_d6e2_509e_4e25_a8ad_9500_6006_4ef4, // SHAREPOINT_S_DEVELOPER
];

/// Plans of the same services that include neither: foundations, archives, `OneDrive` or Office for the web alone, add-ons.
const NEITHER: [u128; 24] = [
    0x113f_eb6c_3fe4_4440_bddc_54d7_74bf_0318, // EXCHANGE_S_FOUNDATION
    0x922b_a911_5694_4e99_a794_73ae_d9bf_eec8, // EXCHANGE_S_FOUNDATION_GOV
    0xda04_0e0a_b393_4bea_bb76_928b_3fa1_cf5a, // EXCHANGE_S_ARCHIVE
    0x176a_09a6_7ec5_4039_ac02_b279_1c6b_a793, // EXCHANGE_S_ARCHIVE_ADDON
    0x34c0_d7a0_a70f_4668_9238_47f9_fc20_8882, // EXCHANGE_ANALYTICS
    0x2081_20d1_9adb_4daf_8c22_816b_d5d2_37e7, // EXCHANGE_ANALYTICS_GOV
    0x897d_51f1_2cfa_4848_9b30_4691_49f5_e68e, // EXCHANGEONLINE_MULTIGEO
    0x1369_6edf_5a08_49f6_8134_0308_3ed8_ba30, // ONEDRIVESTANDARD
    0xafca_fa6a_d966_4462_918c_ec0b_4e0f_e642, // ONEDRIVEENTERPRISE
    0xda79_2a53_cbc0_4184_a10d_e544_dd34_b3c1, // ONEDRIVE_BASIC
    0x4495_894f_534f_41ca_9d3b_0ebf_1220_a423, // ONEDRIVE_BASIC_P2
    0x9870_9c2e_96b5_4244_95f5_a0eb_e139_fb8a, // ONEDRIVE_BASIC_GOV
    0xb4ac_11a0_32ff_4e78_982d_e039_fa80_3dec, // ONEDRIVELITE_IW
    0xf7e5_b77d_f293_410a_bae8_f941_f19f_e680, // ONEDRIVECLIPCHAMP
    0xe95b_ec33_7c88_4a70_8e19_b10b_d9d0_c014, // SHAREPOINTWAC
    0xe03c_7e47_402c_463c_ab25_9490_79be_db21, // SHAREPOINTWAC_EDU
    0x8f9f_0f3b_ca90_406c_a842_9557_9171_f8ec, // SHAREPOINTWAC_GOV
    0x527f_7cdd_0e86_4c47_b879_f5fd_357a_3ac6, // SHAREPOINTWAC_DEVELOPER
    0xbe5a_7ed5_c598_4fcd_a061_5e67_24c6_8a58, // SHAREPOINTSTORAGE
    0xe5bb_877f_6ac9_4461_9e43_ca58_1543_ab16, // SHAREPOINTSTORAGE_GOV
    0x735c_1d98_dd3f_4818_b4ed_c805_2e18_e62d, // SHAREPOINTONLINE_MULTIGEO
    0xfe71_d6c3_a2ea_4499_9778_da04_2bf0_8063, // SHAREPOINT_PROJECT
    0x664a_2fed_6c7a_468e_af35_d617_40f0_ec90, // SHAREPOINT_PROJECT_EDU
    0xe57a_fa78_1f19_4542_ba13_b32c_d4d8_f472, // SHAREPOINT_PROJECT_GOV
];

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;
    use uuid::Uuid;

    #[test_case(0x9aaf_7827_d63c_4b61_89c3_182f_06f8_2e5c, Some(Gives::Mailbox); "EXCHANGE_S_STANDARD")]
    #[test_case(0x4a82_b400_a79f_41a4_b4e2_e94f_5787_b113, Some(Gives::Mailbox); "EXCHANGE_S_DESKLESS")]
    #[test_case(0x113f_eb6c_3fe4_4440_bddc_54d7_74bf_0318, Some(Gives::Neither); "EXCHANGE_S_FOUNDATION")]
    #[test_case(0xc769_9d2e_19aa_44de_8edf_1736_da08_8ca1, Some(Gives::Sites); "SHAREPOINTSTANDARD")]
    #[test_case(0xe95b_ec33_7c88_4a70_8e19_b10b_d9d0_c014, Some(Gives::Neither); "SHAREPOINTWAC")]
    #[test_case(0x1369_6edf_5a08_49f6_8134_0308_3ed8_ba30, Some(Gives::Neither); "ONEDRIVESTANDARD")]
    #[test_case(1, None; "unknown")]
    fn a_plan_gives_what_its_id_says(plan: u128, expected: Option<Gives>) {
        assert_eq!(
            gives(ServicePlanId::from_uuid(Uuid::from_u128(plan))),
            expected
        );
    }
}
