//! Notices in words: what happened, what it means, what to do now.

use super::Frame;
use crate::words;
use domain::{aadsts::Cause, flow::Notice};

/// A notice as a page shows it.
pub(super) struct NoticeLine {
    pub(super) heading: String,
    pub(super) text: String,
    pub(super) what_to_do: String,
    /// Microsoft's own number and correlation id, for a person who investigates.
    pub(super) reference: Option<String>,
    /// Accounts that the notice mentions, each with its role.
    pub(super) accounts: Vec<AccountLine>,
    pub(super) is_grave: bool,
    /// Address of the sign-in logs, for looking up a rule that stopped a sign-in.
    pub(super) sign_in_logs: Option<String>,
    /// Addresses that a rule has to let in, if a rule stopped the sign-in.
    pub(super) addresses: Option<AddressLine>,
}

/// Our server's addresses as a page shows them.
pub(super) struct AddressLine {
    pub(super) label: String,
    pub(super) addresses: Vec<String>,
}

impl AddressLine {
    /// Addresses for a rule. If our server itself was refused, they are named or asked for; otherwise they may be the subject
    /// of the rule.
    fn of(frame: &Frame<'_>, notice: &Notice) -> Option<Self> {
        let is_known = !frame.addresses.is_empty();
        let label = match (is_at_server(notice), is_known) {
            (true, true) => "failure-server-addresses",
            (true, false) => "failure-no-addresses",
            (false, true) if remedy(notice) == Remedy::Policy => "failure-addresses",
            (false, _) => return None,
        };
        Some(Self {
            label: frame.say(label),
            addresses: frame.addresses.to_vec(),
        })
    }
}

/// An account as a page shows it.
pub(super) struct AccountLine {
    pub(super) label: String,
    pub(super) name: String,
}

impl NoticeLine {
    pub(super) fn of(frame: &Frame<'_>, notice: &Notice, sign_in_logs: String) -> Self {
        let id = words_id(notice);
        Self {
            heading: frame.say(&format!("notice-{id}-heading")),
            text: text(frame, notice),
            what_to_do: frame.say(&format!("notice-{id}-what-to-do")),
            reference: reference(notice),
            accounts: accounts(frame, notice),
            is_grave: is_grave(notice),
            sign_in_logs: (remedy(notice) == Remedy::Policy).then_some(sign_in_logs),
            addresses: AddressLine::of(frame, notice),
        }
    }
}

/// Id of the words: a refusal has the words of its cause, if the number is known.
fn words_id(notice: &Notice) -> String {
    match cause(notice) {
        Some(cause) if !is_at_server(notice) => format!("refused-{}", cause.id()),
        Some(_) | None => id(notice).to_owned(),
    }
}

/// Sentence about what happened. If our server was refused, the rule itself comes first.
fn text(frame: &Frame<'_>, notice: &Notice) -> String {
    let text = frame.say(&format!("notice-{}-text", words_id(notice)));
    match cause(notice).filter(|_| is_at_server(notice)) {
        Some(cause) => {
            let rule = frame.say(&format!("notice-refused-{}-text", cause.id()));
            format!("{rule} {text}")
        }
        None => text,
    }
}

fn is_at_server(notice: &Notice) -> bool {
    matches!(notice, Notice::RefusedAtServer { .. })
}

fn cause(notice: &Notice) -> Option<Cause> {
    match notice {
        Notice::Refused {
            code: Some(code), ..
        }
        | Notice::RefusedAtServer {
            code: Some(code), ..
        } => code.parse().ok().and_then(Cause::of),
        _ => None,
    }
}

pub(super) fn id(notice: &Notice) -> &'static str {
    match notice {
        Notice::Declined => "declined",
        Notice::WentBack => "went-back",
        Notice::WrongTenant => "wrong-tenant",
        Notice::PersonalAccount => "personal-account",
        Notice::OutsideAccount => "outside-account",
        Notice::TenantTaken => "tenant-taken",
        Notice::TenantRejected => "tenant-rejected",
        Notice::TenantMismatch => "tenant-mismatch",
        Notice::ApprovalRequired => "approval-required",
        Notice::ProofPending => "proof-pending",
        Notice::MicrosoftUnavailable => "microsoft-unavailable",
        Notice::OurFault => "our-fault",
        Notice::Refused { .. } => "refused",
        Notice::RefusedAtServer { .. } => "refused-at-server",
        Notice::OtherAccount { .. } => "other-account",
        Notice::AccountElsewhere => "account-elsewhere",
        Notice::GuestAccount => "guest-account",
        Notice::NotKeptSignedIn => "not-kept-signed-in",
        Notice::ReplacementNotAgreed => "replacement-not-agreed",
        Notice::NotSaved => "not-saved",
        Notice::StartAgain => "start-again",
    }
}

/// Code of the finding by which a report shows the same refusal.
pub(super) fn finding(notice: &Notice) -> Option<&'static str> {
    cause(notice).map(Cause::finding)
}

/// Details for support: the notice, with Microsoft's number and correlation id.
pub(super) fn details(notice: &Notice) -> Option<String> {
    let reference = reference(notice)?;
    Some(format!("{} · {reference}", id(notice)))
}

fn reference(notice: &Notice) -> Option<String> {
    let (Notice::Refused {
        code,
        correlation_id,
    }
    | Notice::RefusedAtServer {
        code,
        correlation_id,
    }) = notice
    else {
        return None;
    };
    let parts: Vec<String> = [
        code.as_ref().map(|code| format!("AADSTS{code}")),
        correlation_id.clone(),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn accounts(frame: &Frame<'_>, notice: &Notice) -> Vec<AccountLine> {
    let Notice::OtherAccount {
        signed_in_as,
        expected,
    } = notice
    else {
        return Vec::new();
    };
    [
        ("notice-signed-in-as", signed_in_as),
        ("notice-expected", expected),
    ]
    .map(|(label, name)| AccountLine {
        label: frame.say(label),
        name: words::name(name),
    })
    .into()
}

/// Most helpful remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remedy {
    /// Another attempt, now or later.
    Again,
    /// Another account.
    OtherAccount,
    /// The approval, by this person or another.
    Approve,
    /// A person with more rights.
    Approver,
    /// A repair in the organisation, which the words describe.
    Repair,
    /// The person responsible for the organisation's rules, who finds the rule in the sign-in logs.
    Policy,
    /// Cooperlink alone can help.
    Nothing,
}

/// Most helpful remedy for a notice.
pub(super) fn remedy(notice: &Notice) -> Remedy {
    match notice {
        Notice::Declined => Remedy::Approve,
        Notice::ApprovalRequired => Remedy::Approver,
        Notice::WrongTenant
        | Notice::PersonalAccount
        | Notice::OutsideAccount
        | Notice::TenantMismatch
        | Notice::OtherAccount { .. }
        | Notice::AccountElsewhere
        | Notice::GuestAccount => Remedy::OtherAccount,
        Notice::RefusedAtServer { .. } => Remedy::Policy,
        Notice::TenantTaken | Notice::TenantRejected | Notice::ReplacementNotAgreed => {
            Remedy::Nothing
        }
        Notice::WentBack
        | Notice::ProofPending
        | Notice::MicrosoftUnavailable
        | Notice::OurFault
        | Notice::NotKeptSignedIn
        | Notice::NotSaved
        | Notice::StartAgain => Remedy::Again,
        Notice::Refused { .. } => match cause(notice) {
            Some(Cause::ConsentMissing | Cause::Declined) => Remedy::Approver,
            Some(Cause::WrongAccount) => Remedy::OtherAccount,
            Some(Cause::Ours | Cause::Passing | Cause::MicrosoftFault | Cause::Again) => {
                Remedy::Again
            }
            Some(
                Cause::ServiceMissing
                | Cause::AppDisabled
                | Cause::NotAssigned
                | Cause::AccountMissing
                | Cause::AccountDisabled
                | Cause::LegalAge
                | Cause::IdentityProvider
                | Cause::ClaimsRule
                | Cause::PasswordWrong
                | Cause::PasswordExpired
                | Cause::Tenant,
            ) => Remedy::Repair,
            Some(_) | None => Remedy::Policy,
        },
    }
}

/// Whether another person may be able to continue.
pub(super) fn may_be_sent_on(notice: &Notice) -> bool {
    matches!(notice, Notice::WentBack | Notice::OutsideAccount)
        || matches!(remedy(notice), Remedy::Approver | Remedy::Approve)
}

/// Whether another account than the one that signed in would help.
pub(super) fn asks_for_another_account(notice: &Notice) -> bool {
    matches!(
        notice,
        Notice::OtherAccount { .. }
            | Notice::AccountElsewhere
            | Notice::GuestAccount
            | Notice::PersonalAccount
    )
}

/// Whether the notice stops the journey, so that the page shows it as an error.
fn is_grave(notice: &Notice) -> bool {
    match notice {
        Notice::WrongTenant
        | Notice::PersonalAccount
        | Notice::OutsideAccount
        | Notice::TenantTaken
        | Notice::TenantRejected
        | Notice::TenantMismatch
        | Notice::OurFault
        | Notice::OtherAccount { .. }
        | Notice::AccountElsewhere
        | Notice::GuestAccount
        | Notice::ReplacementNotAgreed
        | Notice::Refused { .. }
        | Notice::RefusedAtServer { .. } => true,
        Notice::Declined
        | Notice::WentBack
        | Notice::ApprovalRequired
        | Notice::ProofPending
        | Notice::MicrosoftUnavailable
        | Notice::NotKeptSignedIn
        | Notice::NotSaved
        | Notice::StartAgain => false,
    }
}
