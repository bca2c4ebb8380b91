//! The operations behind the routes: read the input, call the use case, show the result.

mod input;
mod verification;

use crate::{
    handler::{Deps, Success},
    requests::{Agreement, ChangeRegistration, CreateInvitation, CreateRegistration},
    responses::{AuditView, CheckView, EventsView, InvitationView, PageView, RegistrationView},
    route::Route,
};
use app::{
    access,
    api_key::Caller,
    events::{self, Poll},
    idempotent::{self, Begin, Replay, Ticket},
    registrations,
    repeatable::Repeatable,
};
use bootstrap::gateway::{self, Request};
use domain::{
    clock::Clock as _,
    customer::CustomerId,
    event::EventKind,
    ids::{InvitationId, RegistrationId},
    support_code::SupportCode,
    verification::catalogue::CATALOGUE,
};
use input::Query;
use serde::Serialize;
use std::{pin::Pin, sync::Arc};
use web::problem::{Problem, ProblemType};

/// One authenticated request.
pub(crate) struct Operation<'a> {
    pub(crate) deps: &'a Deps,
    pub(crate) caller: &'a Caller,
    pub(crate) request: &'a Request,
}

/// `GET /problems/{type}`: what a problem type means.
pub(crate) fn problem_type(slug: &str) -> Result<Success, Problem> {
    let kind = ProblemType::from_slug(slug).ok_or_else(|| Problem::new(ProblemType::NotFound))?;
    success(200, &kind.description())
}

/// Carries out what the route asks for.
pub(crate) async fn carry_out(operation: &Operation<'_>, route: Route) -> Result<Success, Problem> {
    match route {
        Route::CreateRegistration => {
            operation
                .creating(|again| Box::pin(create_registration(operation, again)))
                .await
        }
        Route::ListRegistrations => list_registrations(operation).await,
        Route::ReadRegistration(id) => read_registration(operation, id).await,
        Route::ChangeRegistration(id) => change_registration(operation, id).await,
        Route::Approve(id) => {
            operation
                .creating(|_| Box::pin(approve(operation, id)))
                .await
        }
        Route::Reject(id) => {
            operation
                .creating(|_| Box::pin(reject(operation, id)))
                .await
        }
        Route::CreateInvitation(id) => {
            operation
                .creating(|again| Box::pin(create_invitation(operation, id, again)))
                .await
        }
        Route::ReadInvitation(id, invitation) => read_invitation(operation, id, invitation).await,
        Route::WithdrawInvitation(id, invitation) => {
            withdraw_invitation(operation, id, invitation).await
        }
        Route::CreateVerification(id) => {
            Box::pin(verification::create_verification(operation, id)).await
        }
        Route::ListVerifications(id) => verification::list_verifications(operation, id).await,
        Route::ListAudit(id) => list_audit(operation, id).await,
        Route::ReadVerification(id, which) => {
            verification::read_verification(operation, id, which).await
        }
        Route::Checks => checks(operation),
        Route::Events => list_events(operation).await,
        Route::Healthz | Route::ProblemType(_) => Err(Problem::new(ProblemType::NotFound)),
    }
}

fn success(status: u16, body: &impl Serialize) -> Result<Success, Problem> {
    let body = serde_json::to_string(body).map_err(|error| {
        tracing::error!(outcome = "failed", error = %error, "an answer cannot be written");
        Problem::new(ProblemType::InternalError)
    })?;
    Ok(Success { status, body })
}

impl Operation<'_> {
    /// A call that creates: carried out once for each `Idempotency-Key`, its answer kept for 24 hours, with the refusals
    /// that say how things stand. What says how the request is wrong, or to try again, is not kept; a fault of ours leaves
    /// the key to the next attempt at the same. Callers box what is carried out: it is large, and would be held twice.
    async fn creating<'a>(
        &'a self,
        carry_out: impl FnOnce(Arc<Repeatable>) -> CarriedOut<'a>,
    ) -> Result<Success, Problem> {
        match self.begin(None).await? {
            Begin::Replay(replay) => self.replay(replay).await,
            Begin::First(ticket) => {
                let result = carry_out(ticket.repeatable()).await;
                self.end(ticket, result).await
            }
        }
    }

    /// Begins a creating call. `report_of` is the registration whose report it makes, if it makes one.
    async fn begin(&self, report_of: Option<RegistrationId>) -> Result<Begin, Problem> {
        let request = idempotent::Request {
            route: &format!("{} {}", self.request.method(), self.request.path()),
            key: input::idempotency_key(self.request)?,
            body: input::body(self.request)?,
            report_of,
        };
        let store = &self.deps.verifier.store;
        let (clock, random) = (&self.deps.clock, &self.deps.random);
        let begun = idempotent::begin(store, clock, random, self.caller, request).await;
        begun.map_err(|error| Problem::from(&error))
    }

    /// The answer to a repeat.
    async fn replay(&self, replay: Replay) -> Result<Success, Problem> {
        match replay {
            Replay::Answer { status, body } => Ok(Success { status, body }),
            Replay::Report(kept) => {
                let store = &self.deps.verifier.store;
                let loaded = registrations::load(store, self.caller, kept.registration_id)
                    .await
                    .map_err(|error| Problem::from(&error))?;
                verification::made(self.deps, &loaded, kept.id, &kept.report)
            }
        }
    }

    /// Ends a creating call: keeps its answer.
    async fn end(
        &self,
        ticket: Ticket,
        result: Result<Success, Problem>,
    ) -> Result<Success, Problem> {
        let (store, random) = (&self.deps.verifier.store, &self.deps.random);
        let (result, kept) = match result {
            Ok(success) => {
                let kept = ticket.finish(store, random, success.status, &success.body);
                let kept = kept.await;
                (Ok(success), kept)
            }
            Err(problem) if problem.is_lasting() => {
                let problem = problem.at(&self.deps.public_base_url, self.request_id());
                let body = problem.to_json();
                let kept = ticket.finish(store, random, problem.status(), &body);
                let kept = kept.await;
                (Err(problem), kept)
            }
            Err(problem) if problem.status() >= 500 => (Err(problem), ticket.release(store).await),
            Err(problem) => (Err(problem), ticket.abandon(store).await),
        };
        if let Err(error) = kept {
            tracing::error!(
                outcome = "failed",
                error = %app::Chain(&error),
                "the answer could not be kept for its Idempotency-Key"
            );
        }
        result
    }

    fn request_id(&self) -> &str {
        gateway::of(self.request).request_id
    }
}

/// A creating call under way.
type CarriedOut<'a> = Pin<Box<dyn Future<Output = Result<Success, Problem>> + Send + 'a>>;

async fn create_registration(
    operation: &Operation<'_>,
    again: Arc<Repeatable>,
) -> Result<Success, Problem> {
    let request: CreateRegistration = input::json(operation.request)?;
    let deps = operation.deps;
    let (loaded, issued) = registrations::create(
        &deps.verifier.store,
        &*again,
        &*again,
        operation.caller,
        request.into(),
        &deps.return_url_prefixes,
    )
    .await
    .map_err(|error| Problem::from(&error))?;
    success(
        201,
        &RegistrationView::of(&loaded, deps.clock.now())
            .with_invitation(&issued, &deps.public_base_url),
    )
}

async fn list_registrations(operation: &Operation<'_>) -> Result<Success, Problem> {
    let known = ["cursor", "limit", "customer_id", "support_code"];
    let query = Query::read(operation.request, &known)?;
    let customer = query.parsed("customer_id", |text| text.try_into().ok())?;
    if let Some(code) = query.parsed("support_code", |text| text.parse().ok())? {
        return find_registration(operation, &query, code, customer.as_ref()).await;
    }
    let page = registrations::list(
        &operation.deps.verifier.store,
        operation.caller,
        customer.as_ref(),
        query.text("cursor"),
        query.limit()?,
    )
    .await
    .map_err(|error| Problem::from(&error))?;
    let items = page
        .items
        .iter()
        .map(RegistrationView::of_registration)
        .collect();
    success(
        200,
        &PageView {
            items,
            next_cursor: page.next,
        },
    )
}

/// The list of the one registration that a support code names, or of none.
async fn find_registration(
    operation: &Operation<'_>,
    query: &Query,
    code: SupportCode,
    customer: Option<&CustomerId>,
) -> Result<Success, Problem> {
    query.limit()?;
    if query.text("cursor").is_some() {
        // Such a list has one page, so nobody got a cursor for it.
        return Err(Problem::invalid_cursor());
    }
    let store = &operation.deps.verifier.store;
    let found = registrations::find_by_support_code(store, operation.caller, code, customer)
        .await
        .map_err(|error| Problem::from(&error))?;
    let now = operation.deps.clock.now();
    let items = found
        .iter()
        .map(|loaded| RegistrationView::of(loaded, now))
        .collect();
    success(
        200,
        &PageView {
            items,
            next_cursor: None,
        },
    )
}

async fn read_registration(
    operation: &Operation<'_>,
    id: RegistrationId,
) -> Result<Success, Problem> {
    let deps = operation.deps;
    let loaded = registrations::load(&deps.verifier.store, operation.caller, id)
        .await
        .map_err(|error| Problem::from(&error))?;
    success(200, &RegistrationView::of(&loaded, deps.clock.now()))
}

async fn change_registration(
    operation: &Operation<'_>,
    id: RegistrationId,
) -> Result<Success, Problem> {
    let request: ChangeRegistration = input::json(operation.request)?;
    let deps = operation.deps;
    let loaded = registrations::change(
        &deps.verifier.store,
        &deps.verifier.system_users,
        &deps.interactive_queue,
        (&deps.clock, &deps.random),
        operation.caller,
        id,
        &request.into(),
    )
    .await
    .map_err(|error| Problem::from(&error))?;
    success(200, &RegistrationView::of(&loaded, deps.clock.now()))
}

async fn approve(operation: &Operation<'_>, id: RegistrationId) -> Result<Success, Problem> {
    let agreement: Agreement = input::json_or_empty(operation.request)?;
    let deps = operation.deps;
    let loaded = registrations::approve(
        &deps.verifier.store,
        &deps.interactive_queue,
        &deps.clock,
        operation.caller,
        (id, agreement.tenant_id),
    )
    .await
    .map_err(|error| Problem::from(&error))?;
    success(200, &RegistrationView::of(&loaded, deps.clock.now()))
}

async fn reject(operation: &Operation<'_>, id: RegistrationId) -> Result<Success, Problem> {
    let agreement: Agreement = input::json_or_empty(operation.request)?;
    let deps = operation.deps;
    let which = (id, agreement.tenant_id);
    let store = &deps.verifier.store;
    let users = &deps.verifier.system_users;
    let loaded = registrations::reject(store, users, &deps.clock, operation.caller, which)
        .await
        .map_err(|error| Problem::from(&error))?;
    success(200, &RegistrationView::of(&loaded, deps.clock.now()))
}

async fn create_invitation(
    operation: &Operation<'_>,
    id: RegistrationId,
    again: Arc<Repeatable>,
) -> Result<Success, Problem> {
    let request: CreateInvitation = input::json(operation.request)?;
    let deps = operation.deps;
    let issued = registrations::invite(
        &deps.verifier.store,
        &*again,
        &*again,
        operation.caller,
        id,
        request.purpose,
        request.expires_in_days,
    )
    .await
    .map_err(|error| Problem::from(&error))?;
    success(201, &InvitationView::issued(&issued, &deps.public_base_url))
}

async fn read_invitation(
    operation: &Operation<'_>,
    id: RegistrationId,
    invitation: InvitationId,
) -> Result<Success, Problem> {
    let store = &operation.deps.verifier.store;
    let invitation = registrations::load_invitation(store, operation.caller, id, invitation)
        .await
        .map_err(|error| Problem::from(&error))?;
    success(200, &InvitationView::of(&invitation))
}

async fn withdraw_invitation(
    operation: &Operation<'_>,
    id: RegistrationId,
    invitation: InvitationId,
) -> Result<Success, Problem> {
    let store = &operation.deps.verifier.store;
    let clock = &operation.deps.clock;
    registrations::withdraw(store, clock, operation.caller, id, invitation)
        .await
        .map_err(|error| Problem::from(&error))?;
    Ok(Success {
        status: 204,
        body: String::new(),
    })
}

async fn list_audit(operation: &Operation<'_>, id: RegistrationId) -> Result<Success, Problem> {
    let query = Query::read(operation.request, &["cursor", "limit"])?;
    let store = &operation.deps.verifier.store;
    let (cursor, limit) = (query.text("cursor"), query.limit()?);
    let listed = access::list_audit(store, operation.caller, id, cursor, limit).await;
    let audit = listed.map_err(|error| Problem::from(&error))?;
    success(200, &AuditView::from(&audit))
}

fn checks(operation: &Operation<'_>) -> Result<Success, Problem> {
    Query::read(operation.request, &[])?;
    let items: Vec<_> = CATALOGUE.iter().map(CheckView::of).collect();
    success(
        200,
        &PageView {
            items,
            next_cursor: None,
        },
    )
}

async fn list_events(operation: &Operation<'_>) -> Result<Success, Problem> {
    let known = ["after", "types", "registration_id", "limit"];
    let query = Query::read(operation.request, &known)?;
    let after = query
        .text("after")
        .map(|text| text.parse().map_err(|_| Problem::invalid_after()))
        .transpose()?;
    let poll = Poll {
        after,
        kinds: query
            .parsed("types", |text| kinds(&text))?
            .unwrap_or_default(),
        registration_id: query.parsed("registration_id", |text| text.parse().ok())?,
        limit: u16::try_from(query.limit()?).unwrap_or(1),
    };
    let deps = operation.deps;
    let store = &deps.verifier.store;
    let polled = events::poll(store, &deps.clock, operation.caller, &poll)
        .await
        .map_err(|error| Problem::from(&error))?;
    success(200, &EventsView::of(&polled, &deps.public_base_url))
}

/// Kinds of events, separated by commas.
fn kinds(text: &str) -> Option<Vec<EventKind>> {
    text.split(',').map(EventKind::find).collect()
}
