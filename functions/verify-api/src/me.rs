//! `GET /v1/me`: the API key of the caller.

use crate::{
    answer::{ApiAnswer, Failure},
    input::Operation,
    instant::Instant,
    words::{LimitPer, open_word_lists, open_words},
};
use app::limits::{API_KEY, INVITATIONS, Limit, PINGS, verifications_now};
use domain::{api_key::Scope, key_mode::KeyMode};
use serde::Serialize;
use utoipa::ToSchema;

/// An API key, without its secret.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ApiKey)]
struct MeView {
    /// The id that stands in the key.
    key_id: String,
    /// The host application that holds the key. An `Idempotency-Key` is the owner's, so a retry may come with the owner's next
    /// API key.
    #[schema(example = "host-app")]
    owner: String,
    /// `live` or `test`.
    #[schema(schema_with = open_words::<KeyMode>)]
    mode: &'static str,
    /// Rights of the key: `read`, `write` (create, change, end), `verify` (ask for a verification). More may be added.
    #[schema(schema_with = open_word_lists::<Scope>)]
    scopes: Vec<&'static str>,
    /// The customers that the key reaches; null for all.
    customer_ids: Option<Vec<String>>,
    /// Time at which the key ends; null for never.
    expires_at: Option<Instant>,
    /// Limits of calls, by the names that the header `RateLimit` gives. More may be added.
    limits: Vec<LimitView>,
}

/// A limit of calls within fixed windows.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Limit)]
struct LimitView {
    /// Its name in `RateLimit` and `RateLimit-Policy`.
    #[schema(example = "invitations")]
    name: &'static str,
    /// The calls within a window.
    quota: u64,
    /// The length of a window.
    window_seconds: i64,
    /// Kind of object that has a count of its own.
    #[schema(schema_with = open_words::<LimitPer>)]
    per: &'static str,
}

impl LimitView {
    fn of(limit: Limit, per: &'static str) -> Self {
        Self {
            name: limit.name(),
            quota: limit.most(),
            window_seconds: limit.window().as_secs(),
            per,
        }
    }
}

/// The API key that the call is made with.
///
/// Needs no scope.
#[utoipa::path(
    get, path = "/v1/me", tag = "API key",
    responses((status = 200, description = "The key.", body = MeView)),
)]
pub(crate) async fn read_me(operation: Operation) -> Result<ApiAnswer, Failure> {
    let caller = &operation.caller;
    let customers = caller.customers.as_ref();
    let intervals = operation.deps.verifier.intervals;
    ApiAnswer::ok(&MeView {
        key_id: caller.key_id.clone(),
        owner: caller.owner.to_string(),
        mode: caller.mode.word(),
        scopes: caller.scopes.iter().copied().map(Scope::name).collect(),
        customer_ids: customers.map(|all| all.iter().map(ToString::to_string).collect()),
        expires_at: caller.expires_at.map(Instant::from),
        limits: vec![
            LimitView::of(API_KEY, "api_key"),
            LimitView::of(verifications_now(intervals), "registration"),
            LimitView::of(INVITATIONS, "customer"),
            LimitView::of(PINGS, "webhook_endpoint"),
        ],
    })
}
