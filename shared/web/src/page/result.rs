//! Result page: the state of the connection, the one next step, and every check in its group.

mod cause;
mod group;
mod problem;
mod service;
mod state;

use self::{
    cause::is_told,
    group::{Group, groups},
    problem::{Repair, ResultProblem, problems},
    service::Services,
};
pub(super) use self::{
    problem::ask,
    state::{ResultState, wanted},
};
use super::{
    Frame, JourneyStep, Moment, TenantLine,
    check_line::{self, CheckLine},
    mail::ReadyMessage,
    notice::{self, NoticeLine},
    respond,
    steps::{Journey, StepLine},
    system_user_card::{CardLine, SystemUserCard, SystemUserTrip},
    waiting::WaitingPage,
};
use crate::{headers::Surface, words};
use app::browser::AwaitedRun;
use askama::Template;
use domain::{
    flow::Notice,
    registration::{Registration, Tenant},
    verification::{report::Report, verdict::Verdict},
};
use http::{Response, StatusCode};
use jiff::Timestamp;
use url::Url;
use wording::place::GuidanceTenant;

/// Page that shows what works.
pub struct ResultPage<'a> {
    /// Common parts of every page.
    pub frame: Frame<'a>,
    /// The invitation's token, for the forms' addresses.
    pub token: &'a str,
    /// Address of the page, for mails that name it.
    pub address: &'a Url,
    /// Token that ties the forms to the flow.
    pub form_token: &'a str,
    /// The registration and its progress, with the newest report if a run was made since the approval.
    pub journey: Journey<'a>,
    /// The run for which this browser asked.
    pub run: AwaitedRun,
    /// Whether the system user's sign-in began in this browser and has not come back.
    pub has_left_as_system_user: bool,
    /// Whether Microsoft may be keeping the person on that trip by now.
    pub is_kept: bool,
    /// Tenant of the sign-in.
    pub tenant: &'a Tenant,
    /// Name of the account that approved.
    pub approved_by: Option<&'a str>,
    /// Instant of the last run; a run that changed nothing keeps no report of its own.
    pub checked_at: Option<Timestamp>,
    /// Instant since which a change of health is held back, if one is.
    pub held_since: Option<Timestamp>,
    /// Notice to show, if any.
    pub notice: Option<&'a Notice>,
    /// Our application in the tenant, for links into its portal.
    pub place: GuidanceTenant<'a>,
    /// The current time.
    pub now: Timestamp,
}

#[derive(Template)]
#[template(path = "result.html")]
struct View<'a> {
    frame: Frame<'a>,
    token: &'a str,
    form_token: &'a str,
    steps: Vec<StepLine>,
    /// Seconds until the page reloads, if it does.
    look_again: Option<u32>,
    state: StateLine,
    /// Sentence above the last findings that a newer run is coming, or late.
    checking: Option<String>,
    /// Sentence that many customers show the same failure, so that the fault may be ours.
    held: Option<String>,
    is_finished: bool,
    customer: String,
    tenant: TenantLine,
    approved_by: Option<String>,
    checked: Option<Moment>,
    moments: Vec<(String, Moment)>,
    return_url: Option<&'a str>,
    /// The problem that stands first, if one blocks.
    first: Option<ResultProblem>,
    others: Vec<ResultProblem>,
    groups: Vec<Group>,
    system_user: Option<CardLine>,
    /// Next step for which the page asks, if no problem stands first.
    asks: Option<Asks>,
    /// A message to Cooperlink that asks for a missing value, if that is the next step.
    ask: Option<ReadyMessage>,
    /// Sentence about the access.
    access: Option<String>,
    access_page: Option<String>,
    /// Whether no group of checks is about the access.
    is_access_alone: bool,
    notice: Option<NoticeLine>,
    /// Details for support.
    details: ReadyMessage,
}

/// Next step of a reader who has nothing to fix.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asks {
    ForSystemUser,
    ToCheck,
}

impl View<'_> {
    fn asks_for_system_user(&self) -> bool {
        self.asks == Some(Asks::ForSystemUser)
    }

    fn asks_to_check(&self) -> bool {
        self.asks == Some(Asks::ToCheck)
    }
}

struct StateLine {
    heading: String,
    text: String,
    class: &'static str,
    symbol: &'static str,
}

impl ResultPage<'_> {
    /// The response with this page. While a result is still coming the page reloads, with script and without.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let registration = self.journey.registration;
        let report = self.journey.report;
        let lifecycle = &registration.lifecycle;
        let (state, look_again) =
            ResultState::of(registration, report).on_page(lifecycle, self.run, self.now);
        if state == ResultState::AwaitingApproval {
            let waiting = WaitingPage {
                frame: self.frame,
                registration,
                tenant: self.tenant,
            };
            return waiting.respond(request_id);
        }
        let mut lines = report
            .map(|report| check_line::lines(&self.frame, &self.place, registration, report))
            .unwrap_or_default();
        let details = self.details(&lines);
        let mut others = report
            .map(|report| problems(self, report, &mut lines))
            .unwrap_or_default();
        let above = problem::above(&others);
        let is_repair = state == ResultState::Repair;
        let things = others.iter().filter(|problem| problem.blocks).count();
        let first = (is_repair && !others.is_empty()).then(|| others.remove(0));
        let current = match (state, self.journey.after_approval()) {
            (ResultState::Verifying | ResultState::Late | ResultState::Spreading, _) => {
                Some(JourneyStep::Approve)
            }
            // Every step was made, and something keeps it from working: the reader is not done.
            (ResultState::Repair, JourneyStep::Done) => None,
            (_, step) => Some(step),
        };
        // While the approval spreads, Microsoft would keep the account on its own page: "Need admin approval".
        let has_spread = report.is_some_and(has_spread);
        // Nobody's account is connected for a tenant that the host app has not agreed to.
        let system_user = SystemUserCard::of(registration)
            .filter(|_| has_spread && registration.lifecycle.settled_tenant().is_some())
            .map(|card| {
                let trip = SystemUserTrip::of(self.has_left_as_system_user, self.is_kept);
                card.line(&self.frame, report, self.notice, trip)
            });
        let asks_for_system_user = state == ResultState::ConnectedPartly
            && system_user.as_ref().is_some_and(|card| !card.is_done);
        let groups = groups(&self.frame, lines, &above);
        let asks = match state {
            ResultState::ConnectedPartly if asks_for_system_user => Some(Asks::ForSystemUser),
            // Nothing was found to be wrong, and not everything was seen.
            ResultState::ConnectedPartly | ResultState::Unclear | ResultState::Late => {
                Some(Asks::ToCheck)
            }
            _ => None,
        };
        let view = View {
            frame: self.frame,
            token: self.token,
            form_token: self.form_token,
            steps: self.journey.lines(&self.frame, current),
            look_again,
            state: self.state_line(
                state,
                things,
                system_user.as_ref().filter(|_| asks_for_system_user),
            ),
            checking: report.and(checking(self.run)).map(|id| self.frame.say(id)),
            held: self.held_since.map(|_| self.frame.say("result-held")),
            is_finished: state == ResultState::Connected,
            customer: words::name(registration.customer.name.as_str()),
            tenant: TenantLine::of(self.tenant),
            approved_by: approver(&self.frame, registration, self.approved_by),
            checked: report.and(self.checked_at).map(|at| self.frame.moment(at)),
            moments: self.moments(state),
            return_url: registration.return_url.as_deref(),
            first,
            others,
            is_access_alone: !groups.iter().any(|group| group.id == "access"),
            groups,
            system_user,
            asks,
            ask: wanted(state).map(|wanted| ask(&self.frame, wanted)),
            access: report
                .filter(|_| has_spread)
                .map(|report| self.frame.say(access(report))),
            access_page: self.place.users_page(),
            notice: self
                .notice
                .filter(|notice| is_news(notice, state, report))
                .map(|notice| NoticeLine::of(&self.frame, notice, self.place.sign_in_logs_page())),
            details,
        };
        respond(
            self.frame.style,
            &view,
            Surface::PageWithForm,
            StatusCode::OK,
            request_id,
        )
    }

    /// State of the connection, in one sentence with its reason. If problems have to be fixed, it also tells what works
    /// nevertheless.
    fn state_line(
        &self,
        state: ResultState,
        things: usize,
        asks_for: Option<&CardLine>,
    ) -> StateLine {
        let services = Services::of(self.journey.registration, self.journey.report);
        let is_kept = asks_for.is_some_and(|card| card.is_kept);
        let is_told = asks_for.is_some_and(CardLine::may_be_looked_up)
            || asks_for.is_some() && self.notice.is_some();
        let id = match asks_for {
            Some(_) => "one-step",
            None => state.id(),
        };
        StateLine {
            heading: match state {
                ResultState::Repair => self.frame.count(services.heading(), things),
                _ if is_kept => self.frame.say("system-user-kept-heading"),
                _ => self.frame.say(&format!("result-{id}-heading")),
            },
            text: match state {
                ResultState::Repair => services.text(&self.frame),
                // The card, or what was told above it, speaks for itself.
                _ if is_kept || is_told => String::new(),
                ResultState::Verifying if self.is_read_anew() => self.frame.say("result-anew-text"),
                _ => self.frame.say(&format!("result-{id}-text")),
            },
            class: state.class(),
            symbol: state.symbol(),
        }
    }

    /// Details for support, one line each: Microsoft's answer to the reader, and the checks that are not in order, with their
    /// requests to Microsoft.
    fn details(&self, lines: &[CheckLine]) -> ReadyMessage {
        let told = self.notice.and_then(notice::details);
        let lines = lines
            .iter()
            .filter(|line| matches!(line.class, "fail" | "waiting" | "unknown"));
        let lines = lines.map(CheckLine::details);
        self.frame.details(told.into_iter().chain(lines))
    }

    /// Whether the reader changed something after the report, so that it no longer describes the present state.
    fn is_read_anew(&self) -> bool {
        let consented_at = self.journey.registration.lifecycle.consented_at();
        self.journey.report.is_none() && consented_at.is_some() && self.checked_at >= consented_at
    }

    /// Labelled instants: of the approval, and of the start of a held change.
    fn moments(&self, state: ResultState) -> Vec<(String, Moment)> {
        let consented_at = self.journey.registration.lifecycle.consented_at();
        let approved = match state {
            ResultState::Verifying | ResultState::Spreading => "result-since",
            _ => "result-approved-at",
        };
        let held_since = self.held_since;
        [(approved, consented_at), ("result-held-since", held_since)]
            .into_iter()
            .filter_map(|(label, at)| Some((self.frame.say(label), self.frame.moment(at?))))
            .collect()
    }
}

/// Sentence about a newer run, above the last findings.
fn checking(run: AwaitedRun) -> Option<&'static str> {
    match run {
        AwaitedRun::None => None,
        AwaitedRun::Coming => Some("result-checking"),
        AwaitedRun::Late => Some("result-checking-late"),
    }
}

/// Name of the person who approved; a note that the person is unknown, if the approval was given elsewhere.
pub(super) fn approver(
    frame: &Frame<'_>,
    registration: &Registration,
    name: Option<&str>,
) -> Option<String> {
    let approver = registration.lifecycle.approver();
    let is_unknown = approver.is_some_and(|approver| approver.approved_elsewhere);
    if is_unknown {
        Some(frame.say("result-approved-elsewhere"))
    } else {
        name.map(words::name)
    }
}

/// Id of the page's sentence about the access.
fn access(report: &Report) -> &'static str {
    match report.result("user-access").map(|result| &result.verdict) {
        Some(Verdict::Pass) => "result-access-pass",
        Some(Verdict::Fail(_)) => "result-access-fail",
        _ => "result-access-open",
    }
}

/// Whether a notice says more than the lines below it. A notice about a pending confirmation is redundant once a line gives
/// the reason, and a refusal is redundant once a problem shows the same one.
fn is_news(notice: &Notice, state: ResultState, report: Option<&Report>) -> bool {
    let finding = notice::finding(notice);
    if let (Some(finding), Some(report)) = (finding, report)
        && is_told(report, finding)
    {
        return false;
    }
    match state {
        ResultState::Repair | ResultState::Connected => *notice != Notice::ProofPending,
        ResultState::Verifying
        | ResultState::Late
        | ResultState::Spreading
        | ResultState::AwaitingApproval
        | ResultState::ConnectedPartly
        | ResultState::WithoutSystemUser
        | ResultState::WithoutSites
        | ResultState::Unclear => true,
    }
}

/// Whether the approval has reached the tenant's application, as the last run saw it.
fn has_spread(report: &Report) -> bool {
    ["app-registered", "application-permissions"]
        .iter()
        .filter_map(|check| report.result(check))
        .all(|result| !matches!(result.verdict, Verdict::Waiting(_)))
}
