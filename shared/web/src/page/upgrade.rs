//! The pages of a link for newer permissions: only what is new and why. Before a sign-in they name the customer, the app and what
//! it asks for, and nothing of the tenant (`security.md` T28).

use super::{Frame, confirm::RolesLine, forward::Forward, permissions::PermissionLine, respond};
use crate::{headers::Surface, words};
use askama::Template;
use domain::{
    cloud::Cloud,
    flow::SignedIn,
    permission::{Kind, Manifest, Permission},
    registration::Registration,
};
use http::{Response, StatusCode};
use url::Url;

/// The page that asks for newer permissions.
pub struct UpgradePage<'a> {
    /// The frame of every page.
    pub frame: Frame<'a>,
    /// The invitation's token, for the forms' addresses.
    pub token: &'a str,
    /// The page's full address, to send on.
    pub address: &'a Url,
    /// The registration that it is asked for.
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
        /// Ties the forms to the flow.
        form_token: &'a str,
        /// The account and its roles.
        signed_in: &'a SignedIn,
        /// Where the portals are.
        cloud: &'a Cloud,
    },
    /// After an approval that a run is looking for.
    Checking {
        /// Seconds until the page looks again.
        look_again: u32,
    },
}

#[derive(Template)]
#[template(path = "upgrade.html")]
struct View<'a> {
    frame: Frame<'a>,
    token: &'a str,
    /// Ties the form of the approval to the flow, once somebody signed in.
    form_token: Option<&'a str>,
    heading: String,
    customer: String,
    requester: Option<String>,
    newer: Vec<PermissionLine>,
    earlier: Vec<PermissionLine>,
    look_again: Option<u32>,
    /// The doubt whether the account's roles are enough, if there is one.
    roles: Option<RolesLine>,
    forward: Forward,
}

impl UpgradePage<'_> {
    /// The answer with this page; while an approval is on its way it looks again, with script and without.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let frame = self.frame;
        let customer = self.registration.customer.name.as_str();
        let earlier = [Kind::Delegated, Kind::Application].into_iter();
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

/// The page of such a link once nothing is left to approve.
pub struct UpgradeDonePage<'a> {
    /// The frame of every page.
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
    /// The answer with this page.
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
