//! The first page of the link: who asks, for whom, what will be asked and why. Before a sign-in of the bound tenant on this
//! computer it shows the customer's and the app's name and which steps are done, nothing else (`security.md` T28).

use super::{Frame, PermissionLine, notice::NoticeLine, respond};
use crate::{headers::Surface, words};
use askama::Template;
use domain::{
    flow::Notice,
    permission::{Kind, Manifest},
    registration::Lifecycle,
};
use http::{Response, StatusCode};

/// The first page of the link.
pub struct StartPage<'a> {
    /// What every page shows.
    pub frame: Frame<'a>,
    /// The invitation's token, for the form's address.
    pub token: &'a str,
    /// The customer's name.
    pub customer: &'a str,
    /// Where the registration stands.
    pub lifecycle: &'a Lifecycle,
    /// What is asked for.
    pub manifest: &'a Manifest,
    /// What went otherwise than hoped, if something did.
    pub notice: Option<&'a Notice>,
}

#[derive(Template)]
#[template(path = "start.html")]
struct View<'a> {
    frame: Frame<'a>,
    token: &'a str,
    customer: String,
    steps_done: String,
    application: Vec<PermissionLine>,
    delegated: Vec<PermissionLine>,
    notice: Option<NoticeLine>,
}

impl StartPage<'_> {
    /// The answer with this page.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let view = View {
            frame: self.frame,
            token: self.token,
            customer: words::name(self.customer),
            steps_done: self.frame.say(&format!(
                "steps-{}",
                self.lifecycle.stage().replace('_', "-")
            )),
            application: self.frame.permissions(self.manifest, Kind::Application),
            delegated: self.frame.permissions(self.manifest, Kind::Delegated),
            notice: self
                .notice
                .map(|notice| NoticeLine::of(&self.frame, notice)),
        };
        respond(&view, Surface::PageWithForm, StatusCode::OK, request_id)
    }
}
