//! Guidance with the links and commands of one tenant. In the text, `{portal:Permissions}` is a page of our application in
//! the Entra admin center, `{service-principal}` and `{tenant}` are ids. A line whose values are not known is left out, so
//! that nobody is sent to a page that does not exist. The portal's addresses are not a documented contract; each stands
//! beside its path in words.

use crate::{
    cloud::Cloud,
    ids::{ClientId, ObjectId, TenantId},
};

/// The tenant that guidance speaks of.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    admin_center: &'static str,
    client_id: ClientId,
    tenant: TenantId,
    service_principal: Option<ObjectId>,
}

impl Place {
    /// Our application in a tenant; `service_principal` as last read.
    pub fn new(
        cloud: &Cloud,
        client_id: ClientId,
        tenant: TenantId,
        service_principal: Option<ObjectId>,
    ) -> Self {
        Self {
            admin_center: cloud.admin_center_origin(),
            client_id,
            tenant,
            service_principal,
        }
    }

    fn fill(&self, line: &str) -> String {
        let line = line.replace("{tenant}", &self.tenant.to_string());
        let Some(service_principal) = self.service_principal else {
            return line;
        };
        let line = line.replace("{service-principal}", &service_principal.to_string());
        let Some((before, rest)) = line.split_once("{portal:") else {
            return line;
        };
        let Some((page, after)) = rest.split_once('}') else {
            return line;
        };
        format!(
            "{before}{}/{}/#view/Microsoft_AAD_IAM/ManagedAppMenuBlade/~/{page}/objectId/{service_principal}/appId/{}{after}",
            self.admin_center, self.tenant, self.client_id
        )
    }
}

/// Guidance as Markdown, for one tenant or for all.
pub fn guidance(text: &str, place: Option<&Place>) -> String {
    let mut filled = String::new();
    for line in text.lines() {
        let line = place.map_or_else(|| line.to_owned(), |place| place.fill(line));
        // A line that was left out leaves no gap.
        let is_gap = line.is_empty() && filled.ends_with("\n\n");
        if !line.contains(['{', '}']) && !is_gap {
            filled.push_str(&line);
            filled.push('\n');
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verification::catalogue::CATALOGUE;
    use uuid::Uuid;

    fn place(service_principal: Option<u128>) -> Place {
        Place::new(
            &Cloud::Global,
            ClientId::from_uuid(Uuid::from_u128(1)),
            TenantId::from_uuid(Uuid::from_u128(2)),
            service_principal.map(|id| ObjectId::from_uuid(Uuid::from_u128(id))),
        )
    }

    #[test]
    fn links_and_commands_name_the_tenants_own_ids() {
        let text = "1. Do it.\n- {portal:Users}\n    Do-It {service-principal}\n";
        assert_eq!(
            guidance(text, Some(&place(Some(3)))),
            "1. Do it.\n- https://entra.microsoft.com/00000000-0000-0000-0000-000000000002/#view/Microsoft_AAD_IAM/\
             ManagedAppMenuBlade/~/Users/objectId/00000000-0000-0000-0000-000000000003/appId/\
             00000000-0000-0000-0000-000000000001\n    Do-It 00000000-0000-0000-0000-000000000003\n"
        );
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let text = "1. Do it.\n- {portal:Users}\n";
        assert_eq!(guidance(text, Some(&place(None))), "1. Do it.\n");
        assert_eq!(guidance(text, None), "1. Do it.\n");
        let gap = "1. Do it.\n\n- {portal:Users}\n\n## Next\n";
        assert_eq!(guidance(gap, None), "1. Do it.\n\n## Next\n");
    }

    #[test]
    fn every_value_that_guidance_names_is_known() {
        for check in &CATALOGUE {
            let lines = |text: &str| text.lines().count();
            let filled = guidance(check.guidance, Some(&place(Some(3))));
            assert_eq!(lines(&filled), lines(check.guidance), "{}", check.id);
        }
    }
}
