//! The page of a link for newer permissions.

use super::{Opened, has_approved};
use app::browser::AwaitedRun;
use domain::{
    flow::{Notice, SignedIn},
    verification::verdict::Verdict,
};
use http::Response;
use secrecy::ExposeSecret as _;
use web::page::{Stand, UpgradeDonePage, UpgradePage, UpgradeStand};

impl Opened<'_> {
    /// The page of a link for newer permissions; once nothing is left to approve, that nothing is. What Microsoft shows of an
    /// approval comes with the run that follows it.
    pub(super) fn for_upgrade(
        &self,
        signed_in: Option<(&SignedIn, &str)>,
        notice: Option<&Notice>,
    ) -> Response<String> {
        let deps = self.deps();
        let permissions = &self.registration().observations.permissions;
        let newer = permissions.state(&deps.manifest).to_approve;
        if newer.is_empty() {
            let page = UpgradeDonePage {
                frame: self.frame,
                customer: self.registration().customer.name.as_str(),
            };
            return page.respond(self.visitor.request_id);
        }
        let signed_in = signed_in
            .filter(|(signed_in, _)| has_approved(&self.registration().lifecycle, signed_in));
        if let Some(notice) = notice {
            let stand = signed_in.map_or(Stand::Stranger, |(_, form_token)| Stand::SignedIn {
                form_token,
            });
            return self.failure(notice, stand);
        }
        let page = UpgradePage {
            frame: self.frame,
            token: self.token.expose_secret(),
            address: &self.address,
            registration: self.registration(),
            newer: &newer,
            earlier: &permissions.required(&deps.manifest),
            stand: match (signed_in, self.looks_for_upgrade()) {
                (Some(_), Some(look_again)) => UpgradeStand::Checking { look_again },
                (Some((signed_in, form_token)), None) => UpgradeStand::SignedIn {
                    form_token,
                    signed_in,
                    cloud: &deps.cloud,
                },
                (None, _) => UpgradeStand::Stranger,
            },
        };
        page.respond(self.visitor.request_id)
    }

    /// Seconds until the page looks again for an approval through this link: a run was asked for, or what the last one found
    /// missing may still be spreading. `None` where nothing is on its way.
    fn looks_for_upgrade(&self) -> Option<u32> {
        if self.visit.awaited_run(&self.deps().clock) == AwaitedRun::Coming {
            return Some(3);
        }
        let consented_at = self.registration().lifecycle.consented_at();
        let is_through_link = consented_at >= Some(self.visit.invitation.created_at);
        let report = self.report.filter(|_| is_through_link);
        let result = report.and_then(|report| report.result("permission-upgrade"))?;
        matches!(result.verdict, Verdict::Waiting(_)).then_some(20)
    }
}
