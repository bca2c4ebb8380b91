//! Pages of a link for newer permissions: only the new ones with their reasons. Before a sign-in they name the customer, the
//! app and its permissions, and nothing of the tenant (T28).

use super::{Frame, confirm::RolesLine, forward::Forward, permissions::PermissionLine, respond};
use crate::{headers::Surface, words};
use askama::Template;
use domain::{
    cloud::Cloud,
    flow::SignedIn,
    permission::{Manifest, Permission, PermissionKind},
    registration::Registration,
};
use http::{Response, StatusCode};
use url::Url;

/// Page that asks for newer permissions.
pub struct UpgradePage<'a> {
    /// Common parts of every page.
    pub frame: Frame<'a>,
    /// The invitation's token, for the forms' addresses.
    pub token: &'a str,
    /// The page's full address, to send on.
    pub address: &'a Url,
    /// Registration of the link.
    pub registration: &'a Registration,
    /// The newer permissions.
    pub newer: &'a [Permission],
    /// Permissions that the tenant approved before.
    pub earlier: &'a Manifest,
    /// Progress of the reader.
    pub stand: UpgradeStand<'a>,
}

/// Progress of the reader of the page.
#[derive(Clone, Copy)]
pub enum UpgradeStand<'a> {
    /// Before a sign-in.
    Stranger,
    /// An account of the tenant signed in.
    SignedIn {
        /// Token that ties the forms to the flow.
        form_token: &'a str,
        /// The account and its roles.
        signed_in: &'a SignedIn,
        /// Cloud of the portals' addresses.
        cloud: &'a Cloud,
    },
    /// A run is looking for the approval.
    Checking {
        /// Seconds until the page reloads.
        look_again: u32,
    },
}

#[derive(Template)]
#[template(path = "upgrade.html")]
struct View<'a> {
    frame: Frame<'a>,
    token: &'a str,
    /// Token that ties the approval's form to the flow, after a sign-in.
    form_token: Option<&'a str>,
    heading: String,
    customer: String,
    requester: Option<String>,
    newer: Vec<PermissionLine>,
    earlier: Vec<PermissionLine>,
    look_again: Option<u32>,
    /// Doubt whether the account's roles suffice, if there is one.
    roles: Option<RolesLine>,
    forward: Forward,
}

impl UpgradePage<'_> {
    /// The response with this page. While an approval is on its way the page reloads, with script and without.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let frame = self.frame;
        let customer = self.registration.customer.name.as_str();
        let earlier = [PermissionKind::Delegated, PermissionKind::Application].into_iter();
        let (form_token, roles) = match self.stand {
            UpgradeStand::SignedIn {
                form_token,
                signed_in,
                cloud,
            } => (
                Some(form_token),
                Some(RolesLine::of(&frame, cloud, signed_in)).filter(|roles| roles.is_doubtful),
            ),
            UpgradeStand::Stranger | UpgradeStand::Checking { .. } => (None, None),
        };
        let view = View {
            frame,
            token: self.token,
            form_token,
            heading: frame.words.count("upgrade-heading", self.newer.len()),
            customer: words::name(customer),
            requester: self
                .registration
                .requester
                .as_ref()
                .map(|requester| words::name(requester.as_str())),
            newer: self
                .newer
                .iter()
                .map(|permission| frame.permission(permission))
                .collect(),
            earlier: earlier
                .flat_map(|kind| frame.permissions(self.earlier, kind))
                .collect(),
            look_again: match self.stand {
                UpgradeStand::Checking { look_again } => Some(look_again),
                UpgradeStand::Stranger | UpgradeStand::SignedIn { .. } => None,
            },
            roles,
            forward: Forward::new(&frame, self.address, customer),
        };
        respond(
            self.frame.style,
            &view,
            Surface::PageWithForm,
            StatusCode::OK,
            request_id,
        )
    }
}

/// Page of such a link once every permission is approved.
pub struct UpgradeDonePage<'a> {
    /// Common parts of every page.
    pub frame: Frame<'a>,
    /// The customer's name.
    pub customer: &'a str,
}

#[derive(Template)]
#[template(path = "upgrade_done.html")]
struct DoneView<'a> {
    frame: Frame<'a>,
    customer: String,
}

impl UpgradeDonePage<'_> {
    /// The response with this page.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let view = DoneView {
            frame: self.frame,
            customer: words::name(self.customer),
        };
        respond(
            self.frame.style,
            &view,
            self.frame.surface(),
            StatusCode::OK,
            request_id,
        )
    }
}
