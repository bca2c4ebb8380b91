//! The result of the checks: the page, and the report to keep.

use super::Opened;
use crate::view::ReportFormat;
use domain::{
    clock::Clock as _,
    flow::{LegPurpose, Notice, SignedIn},
    registration::Lifecycle,
    verification::report::Report,
};
use http::Response;
use secrecy::ExposeSecret as _;
use web::page::{ReportPage, ResultPage};

impl Opened<'_> {
    /// The page with the result.
    pub(super) fn result(
        &self,
        signed_in: &SignedIn,
        form_token: &str,
        notice: Option<&Notice>,
    ) -> Response<String> {
        let clock = &self.deps().clock;
        let page = ResultPage {
            frame: self.frame,
            token: self.token.expose_secret(),
            address: &self.address,
            form_token,
            journey: self.journey(),
            run: self.visit.awaited_run(clock),
            has_left_as_system_user: self.has_left_as_system_user(),
            is_kept: self.kept_on == Some(LegPurpose::SystemUser),
            tenant: &signed_in.tenant,
            approved_by: approved_by(&self.registration().lifecycle),
            checked_at: self.visit.loaded.standing.checked_at,
            held_since: self
                .visit
                .loaded
                .standing
                .held
                .as_ref()
                .map(|held| held.since),
            notice,
            place: self.place(signed_in),
            now: clock.now(),
        };
        page.respond(self.visitor.request_id)
    }

    /// Whether the system user's sign-in began in this browser and has not come back, however long ago.
    fn has_left_as_system_user(&self) -> bool {
        let flow = self.visit.flow.as_ref();
        let trip = flow.and_then(|flow| flow.open_trip(self.registration()));
        trip.is_some_and(|trip| trip.purpose == LegPurpose::SystemUser)
    }

    /// The report to print or to keep.
    pub(super) fn kept_report(
        &self,
        signed_in: &SignedIn,
        report: &Report,
        kept: ReportFormat,
    ) -> Response<String> {
        let page = ReportPage {
            frame: self.frame,
            token: self.token.expose_secret(),
            journey: self.journey(),
            report,
            tenant: &signed_in.tenant,
            approved_by: approved_by(&self.registration().lifecycle),
            checked_at: self.visit.loaded.standing.checked_at,
            place: self.place(signed_in),
            manifest: &self.deps().manifest,
            is_file: kept == ReportFormat::File,
        };
        page.respond(self.visitor.request_id)
    }
}

/// Account that approved, by its name.
fn approved_by(lifecycle: &Lifecycle) -> Option<&str> {
    match lifecycle {
        Lifecycle::Consented { tenant, .. } | Lifecycle::Connected { tenant, .. } => {
            tenant.administrator_name.as_deref()
        }
        Lifecycle::Invited
        | Lifecycle::SignedIn { .. }
        | Lifecycle::Disconnected { .. }
        | Lifecycle::Erased { .. } => None,
    }
}
