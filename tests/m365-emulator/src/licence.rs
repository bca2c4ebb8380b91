//! Products and their service plans: a person's `licenseDetails` and mailbox.
//!
//! Sources: <https://learn.microsoft.com/en-us/entra/identity/users/licensing-service-plan-reference>,
//! <https://learn.microsoft.com/en-us/graph/api/resources/serviceplaninfo>; the data is `contract/licences.json`.

use std::sync::LazyLock;

use serde::Deserialize;
use uuid::Uuid;

use crate::user::{Mailbox, User, UserType};

/// A product.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Product {
    pub(crate) sku_part_number: String,
    pub(crate) sku_id: Uuid,
    pub(crate) service_plans: Vec<Plan>,
}

/// A service plan inside a product.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Plan {
    pub(crate) service_plan_id: Uuid,
    pub(crate) service_plan_name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    mailbox_plans: Vec<String>,
    skus: Vec<Product>,
}

static FILE: LazyLock<File> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../contract/licences.json")).unwrap_or(File {
        mailbox_plans: Vec::new(),
        skus: Vec::new(),
    })
});

/// The product with this `skuPartNumber`.
pub(crate) fn find_product(sku_part_number: &str) -> Option<&'static Product> {
    FILE.skus
        .iter()
        .find(|product| product.sku_part_number == sku_part_number)
}

/// Whether one of the products has this service plan.
pub(crate) fn knows_plan(name: &str) -> bool {
    let mut plans = FILE.skus.iter().flat_map(|product| &product.service_plans);
    plans.any(|plan| plan.service_plan_name == name)
}

impl Plan {
    /// `provisioningStatus` for this person; `None` if Graph does not tell it.
    pub(crate) fn status(&self, user: &User) -> Option<&'static str> {
        if user.plans_without_status.contains(&self.service_plan_name) {
            return None;
        }
        Some(if user.plans_off.contains(&self.service_plan_name) {
            "Disabled"
        } else if user.plans_pending.contains(&self.service_plan_name) {
            "PendingProvisioning"
        } else {
            "Success"
        })
    }

    /// `appliesTo`: the foundation plans belong to the tenant, all others to the person.
    pub(crate) fn applies_to(&self) -> &'static str {
        if self.service_plan_name.contains("FOUNDATION") {
            "Company"
        } else {
            "User"
        }
    }
}

impl User {
    /// Products of this person.
    pub(crate) fn products(&self) -> impl Iterator<Item = &'static Product> {
        self.licences.iter().filter_map(|name| find_product(name))
    }

    /// Whether the person has a mailbox in the cloud: a shared one, or one by a licence. Guests have none
    /// (<https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/405>).
    pub(crate) fn has_mailbox(&self) -> bool {
        let licensed = self
            .products()
            .flat_map(|product| &product.service_plans)
            .any(|plan| {
                FILE.mailbox_plans.contains(&plan.service_plan_name)
                    && plan.status(self).is_none_or(|status| status == "Success")
            });
        self.user_type == UserType::Member
            && match self.mailbox {
                Mailbox::Normal
                | Mailbox::Restricted
                | Mailbox::Unsupported
                | Mailbox::Undiscovered => licensed,
                Mailbox::Shared => true,
                Mailbox::None => false,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_file_has_the_products_of_the_tenants() {
        let basic = find_product("O365_BUSINESS_ESSENTIALS").unwrap();
        assert_eq!(
            basic.sku_id.to_string(),
            "3b555118-da6a-4418-894f-7df1e2096870"
        );
        assert!(knows_plan("SHAREPOINTSTANDARD") && knows_plan("EXCHANGE_S_FOUNDATION"));
        assert!(find_product("NOTHING").is_none());
    }
}
