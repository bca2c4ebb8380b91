//! Refusals by Microsoft's token endpoint, told to the log and counted by whom they are about.

use domain::{
    aadsts::Cause,
    ids::TenantId,
    verification::{facts::AppRefusal, verdict::Unobserved},
};
use entra::EntraRefusal;

/// Party that a refusal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RefusalClass {
    /// The account that signs in.
    Account,
    /// The tenant, which refuses our application.
    Tenant,
    /// Our own credential.
    Ours,
    /// Microsoft, whose service is disturbed.
    Microsoft,
    /// Not known.
    Unexplained,
}

impl RefusalClass {
    /// Class of a refusal that says nothing of a person, once it was attributed.
    pub(crate) fn of(attributed: &Result<AppRefusal, Unobserved>, refusal: &EntraRefusal) -> Self {
        match (attributed, refusal.fault()) {
            (Ok(_), _) => Self::Tenant,
            (Err(Unobserved::OperatorFault), _) => Self::Ours,
            (Err(Unobserved::MicrosoftUnavailable), _)
            | (_, Some(Cause::Passing | Cause::MicrosoftFault)) => Self::Microsoft,
            (Err(_), _) => Self::Unexplained,
        }
    }

    /// Class of a refusal of a person's code.
    pub(crate) fn of_code(refusal: &EntraRefusal) -> Self {
        match refusal.fault() {
            Some(Cause::Passing | Cause::MicrosoftFault) => Self::Microsoft,
            Some(_) => Self::Ours,
            None if refusal.is_client_refused() => Self::Ours,
            None => Self::Account,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Tenant => "tenant",
            Self::Ours => "ours",
            Self::Microsoft => "microsoft",
            Self::Unexplained => "unexplained",
        }
    }
}

/// Tells of a refusal with the ids that find it at Microsoft.
pub(crate) fn tell(class: RefusalClass, tenant: Option<TenantId>, refusal: &EntraRefusal) {
    tracing::warn!(
        name: "refusal",
        tid = tenant.map(tracing::field::display),
        outcome = match class {
            RefusalClass::Unexplained => "refused_unexplained",
            _ => "refused",
        },
        class = class.name(),
        refusals = 1,
        code = refusal.error_code(),
        ms_trace_id = refusal.trace_id.as_deref(),
        ms_correlation_id = refusal.correlation_id,
        "the token endpoint refused"
    );
}
