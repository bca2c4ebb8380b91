//! Report to print or keep: the lines of the result, all open, with their evidence.

use super::{
    Frame, Moment, TenantLine,
    check_line::{self, CheckLine},
    respond,
    result::{ResultState, approver},
    steps::Journey,
};
use crate::words;
use askama::Template;
use domain::{permission::Manifest, registration::Tenant, verification::report::Report};
use http::{HeaderValue, Response, StatusCode, header::CONTENT_DISPOSITION};
use jiff::Timestamp;
use wording::place::GuidanceTenant;

/// Report to print or keep.
pub struct ReportPage<'a> {
    /// Common parts of every page.
    pub frame: Frame<'a>,
    /// The invitation's token, for the way back.
    pub token: &'a str,
    /// The registration and its progress.
    pub journey: Journey<'a>,
    /// The report.
    pub report: &'a Report,
    /// Tenant of the sign-in.
    pub tenant: &'a Tenant,
    /// Name of the account that approved.
    pub approved_by: Option<&'a str>,
    /// Instant of the last run.
    pub checked_at: Option<Timestamp>,
    /// Our application in the tenant, for links into its portal.
    pub place: GuidanceTenant<'a>,
    /// Permissions that the app asks for.
    pub manifest: &'a Manifest,
    /// Whether it is to be kept as one self-contained file.
    pub is_file: bool,
}

#[derive(Template)]
#[template(path = "report.html")]
struct View<'a> {
    frame: Frame<'a>,
    token: &'a str,
    is_file: bool,
    state: String,
    customer: String,
    tenant: TenantLine,
    approved_by: Option<String>,
    moments: Vec<(String, Moment)>,
    system_user: Option<String>,
    lines: Vec<CheckLine>,
    permissions: Vec<(String, &'static str)>,
}

impl ReportPage<'_> {
    /// The response with this page, or with this file.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let registration = self.journey.registration;
        let state = ResultState::of(registration, Some(self.report));
        let moments = [
            ("result-approved-at", registration.lifecycle.consented_at()),
            ("checked-at", self.checked_at),
        ];
        // A file is kept by itself: nobody signs out from it.
        let frame = Frame {
            account: self.frame.account.filter(|_| !self.is_file),
            ..self.frame
        };
        let view = View {
            frame,
            token: self.token,
            is_file: self.is_file,
            state: self.frame.say(&format!("result-{}-heading", state.id())),
            customer: words::name(registration.customer.name.as_str()),
            tenant: TenantLine::of(self.tenant),
            approved_by: approver(&self.frame, registration, self.approved_by),
            moments: moments
                .into_iter()
                .filter_map(|(label, at)| Some((self.frame.say(label), self.frame.moment(at?))))
                .collect(),
            system_user: registration.system_user_name().map(words::name),
            lines: check_line::lines(&self.frame, &self.place, registration, self.report),
            permissions: self
                .manifest
                .permissions()
                .map(|permission| {
                    let line = self.frame.permission(permission);
                    (line.what, line.name)
                })
                .collect(),
        };
        let mut response = respond(
            self.frame.style,
            &view,
            frame.surface(),
            StatusCode::OK,
            request_id,
        );
        let name = self.frame.say("report-file-name");
        if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}.html\""))
            && self.is_file
        {
            response.headers_mut().insert(CONTENT_DISPOSITION, value);
        }
        response
    }
}
