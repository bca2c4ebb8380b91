//! Types of problems: a table.

/// Stable types. Each has a page at `/problems/{slug}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemType {
    /// The object does not exist, or the key does not reach it.
    NotFound,
    /// The API key is missing or not valid.
    Unauthorized,
    /// A field or parameter cannot be used.
    ValidationFailed,
    /// The request contradicts itself.
    MalformedRequest,
    /// The body is not JSON.
    MalformedJson,
    /// The body is too large.
    PayloadTooLarge,
    /// The body has another media type.
    UnsupportedMediaType,
    /// The path does not allow the method.
    MethodNotAllowed,
    /// The API key lacks the right that the call needs.
    InsufficientScope,
    /// A creating call carries no `Idempotency-Key`.
    IdempotencyKeyRequired,
    /// The `Idempotency-Key` is malformed.
    IdempotencyKeyMalformed,
    /// The `Idempotency-Key` was used with another body before.
    IdempotencyKeyReused,
    /// The answer for the `Idempotency-Key` cannot be given again.
    IdempotencyAnswerGone,
    /// The first request with the `Idempotency-Key` is still running.
    RequestInProgress,
    /// Another request changed the same object.
    Conflict,
    /// The registration's stage does not allow the request.
    NotPossibleNow,
    /// The tenant belongs to another customer.
    TenantTaken,
    /// The customer has a registration of the same tenant.
    RegistrationExists,
    /// The registration is erased, or is being erased.
    Erased,
    /// The caller sent too many requests.
    RateLimited,
    /// This service, or one on which it depends, cannot answer now.
    TemporarilyUnavailable,
    /// A fault of ours.
    InternalError,
    /// The cursor is not one of ours.
    InvalidCursor,
    /// The registration changed since the caller read it.
    PreconditionFailed,
    /// The registration has the largest allowed number of active links.
    TooManyActiveInvitations,
    /// The registration has no report yet.
    NoVerificationYet,
    /// The cursor is older than the oldest kept event.
    CursorExpired,
}

impl ProblemType {
    /// Every type.
    pub const ALL: [Self; 27] = [
        Self::NotFound,
        Self::Unauthorized,
        Self::ValidationFailed,
        Self::MalformedRequest,
        Self::MalformedJson,
        Self::PayloadTooLarge,
        Self::UnsupportedMediaType,
        Self::MethodNotAllowed,
        Self::InsufficientScope,
        Self::IdempotencyKeyRequired,
        Self::IdempotencyKeyMalformed,
        Self::IdempotencyKeyReused,
        Self::IdempotencyAnswerGone,
        Self::RequestInProgress,
        Self::Conflict,
        Self::NotPossibleNow,
        Self::TenantTaken,
        Self::RegistrationExists,
        Self::Erased,
        Self::RateLimited,
        Self::TemporarilyUnavailable,
        Self::InternalError,
        Self::InvalidCursor,
        Self::PreconditionFailed,
        Self::TooManyActiveInvitations,
        Self::NoVerificationYet,
        Self::CursorExpired,
    ];

    /// Last part of the type's address.
    pub fn slug(self) -> &'static str {
        self.row().0
    }

    /// The type of that slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    /// Slug, status, title, and what to do.
    #[expect(clippy::too_many_lines, reason = "a table with one row a type")]
    pub(super) fn row(self) -> (&'static str, u16, &'static str, &'static str) {
        match self {
            Self::NotFound => (
                "not-found",
                404,
                "Not found",
                "There is nothing here, or the API key does not reach it. Check the path and the id.",
            ),
            Self::Unauthorized => (
                "unauthorized",
                401,
                "The API key is missing or not valid",
                "Send a valid key in the header Authorization: Bearer <key>. Keys end; ask the operator for a new one.",
            ),
            Self::ValidationFailed => (
                "validation-failed",
                422,
                "Something in the request cannot be used",
                "Correct what is named in errors, all of it at once, and send the request again.",
            ),
            Self::MalformedRequest => (
                "malformed-request",
                400,
                "The request cannot be read",
                "Send each header once.",
            ),
            Self::MalformedJson => (
                "malformed-json",
                400,
                "The body is not JSON",
                "Send one JSON object in UTF-8.",
            ),
            Self::PayloadTooLarge => (
                "payload-too-large",
                413,
                "The body is too large",
                "A body may have at most 64 KiB.",
            ),
            Self::UnsupportedMediaType => (
                "unsupported-media-type",
                415,
                "The body is of another type",
                "Send Content-Type: application/json.",
            ),
            Self::MethodNotAllowed => (
                "method-not-allowed",
                405,
                "This path knows other methods",
                "Use one of the methods in the header Allow.",
            ),
            Self::InsufficientScope => (
                "insufficient-scope",
                403,
                "The API key lacks a scope",
                "Use a key with the scope that the header WWW-Authenticate names, or ask the operator to add it to this key. GET /v1/me lists the scopes of a key.",
            ),
            Self::IdempotencyKeyRequired => (
                "idempotency-key-required",
                400,
                "An Idempotency-Key is required",
                "Send a fresh Idempotency-Key (1 to 128 visible ASCII characters, such as a UUID) with each new request, and the same one when you repeat it.",
            ),
            Self::IdempotencyKeyMalformed => (
                "idempotency-key-malformed",
                400,
                "The Idempotency-Key is malformed",
                "Send one Idempotency-Key of 1 to 128 visible ASCII characters without spaces, such as a UUID.",
            ),
            Self::IdempotencyKeyReused => (
                "idempotency-key-reused",
                422,
                "The Idempotency-Key was used with another body",
                "Use a fresh Idempotency-Key for another request. A repeat has the same bytes: other white space or another order of members is another body.",
            ),
            Self::IdempotencyAnswerGone => (
                "idempotency-answer-gone",
                422,
                "The answer cannot be given again",
                "The request with this Idempotency-Key was begun, and the keys that sealed its answer were replaced since. List the registrations to see what it did, and send what is still wanted with a fresh Idempotency-Key.",
            ),
            Self::RequestInProgress => (
                "request-in-progress",
                409,
                "The same request is still running",
                "Wait the seconds in Retry-After and send it again.",
            ),
            Self::Conflict => (
                "conflict",
                409,
                "It changed at the same moment",
                "Read it again and repeat the request if it is still wanted.",
            ),
            Self::NotPossibleNow => (
                "not-possible-now",
                409,
                "Not possible in this stage",
                "Read the registration's lifecycle to see what has to happen first.",
            ),
            Self::TenantTaken => (
                "tenant-taken",
                409,
                "The tenant belongs to another customer",
                "Nothing was changed. Reject the tenant, or erase the other customer's registration to free it.",
            ),
            Self::RegistrationExists => (
                "registration-exists",
                409,
                "The customer has a registration of this tenant",
                "Use the one in existing_registration_id; a link for purpose reconnect connects it again. For one more, send additional: true.",
            ),
            Self::Erased => (
                "erased",
                410,
                "Erased",
                "The registration and its data are erased, or are being erased: see state. Forget its id. To connect the customer again, create another registration.",
            ),
            Self::RateLimited => (
                "rate-limited",
                429,
                "Too many requests",
                "Wait the seconds in Retry-After. The stored state can be read at any time.",
            ),
            Self::TemporarilyUnavailable => (
                "temporarily-unavailable",
                503,
                "Temporarily unavailable",
                "Nothing was lost. Wait the seconds in Retry-After and repeat the request with the same Idempotency-Key.",
            ),
            Self::InternalError => (
                "internal-error",
                500,
                "A fault of ours",
                "It is recorded under the request id. Repeat the request with the same Idempotency-Key, or ask support with the request id.",
            ),
            Self::InvalidCursor => (
                "invalid-cursor",
                400,
                "The cursor is not valid",
                "Use next_cursor of an earlier answer as it is, with the same filters, or leave it out to begin anew.",
            ),
            Self::TooManyActiveInvitations => (
                "too-many-active-invitations",
                409,
                "The registration has 20 active links",
                "Make the link with \"replace\": true, which takes back the earlier ones of its purpose, or withdraw some.",
            ),
            Self::NoVerificationYet => (
                "no-verification-yet",
                404,
                "No verification was made yet",
                "The registration is there and has no report. Verify once an administrator has approved, or read this again after the first run.",
            ),
            Self::CursorExpired => (
                "cursor-expired",
                410,
                "The cursor is older than what is kept",
                "Events are kept for 400 days and some that followed the cursor are gone. Read each registration once for its present state, then poll without after.",
            ),
            Self::PreconditionFailed => (
                "precondition-failed",
                412,
                "It changed since you read it",
                "Read it again and repeat the request with the new ETag in If-Match if it is still wanted.",
            ),
        }
    }

    /// The HTTP status.
    pub fn status(self) -> u16 {
        self.row().1
    }

    /// A short English title.
    pub fn title(self) -> &'static str {
        self.row().2
    }

    /// One or two English sentences about what to do.
    pub fn what_to_do(self) -> &'static str {
        self.row().3
    }
}
