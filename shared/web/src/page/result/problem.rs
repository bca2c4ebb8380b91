//! A problem as the result page shows it: what is wrong as the title, why it matters, and one button that leads to the repair.

use super::cause::cause;
use crate::{
    page::{Frame, check_line::CheckLine, mail::mail},
    words,
};
use domain::{
    aadsts::Actor,
    verification::{
        catalogue::{Severity, find_check},
        report::Report,
        verdict::{Finding, Verdict},
    },
};
use url::Url;
use wording::markdown::{self, Block, Span};

/// A problem, with the failures that it explains.
pub(super) struct Problem {
    pub(super) title: String,
    /// What else was found, where the title does not say it.
    pub(super) finding: Option<String>,
    pub(super) blocks: bool,
    /// The severity in words.
    pub(super) badge: String,
    /// The first sentences of why it matters.
    pub(super) why: Vec<Span>,
    /// The checks that fail for the same reason.
    pub(super) also: Vec<CheckLine>,
    pub(super) action: Action,
    /// A ready mail to somebody who can repair it, where the customer can.
    pub(super) send: Option<String>,
    pub(super) line: CheckLine,
}

impl Problem {
    /// Whether nobody who reads the page can do more than look again.
    pub(super) fn is_only_looked_at(&self) -> bool {
        matches!(self.action, Action::Look)
    }
}

/// The shortest way to the repair.
pub(super) enum Action {
    /// Approve once more at Microsoft.
    Approve,
    /// Sign in as the system user.
    SystemUser,
    /// Our own page of who may use the app.
    Access,
    /// A page of Microsoft's, for that very object.
    Open { address: String, label: String },
    /// A message to Cooperlink, with everything filled in.
    Tell { address: String },
    /// Nothing but to look again.
    Look,
}

/// The problems of a report, those that block first, each cause once.
pub(super) fn problems(
    frame: &Frame<'_>,
    address: &Url,
    report: &Report,
    lines: &mut Vec<CheckLine>,
) -> Vec<Problem> {
    let (failing, others): (Vec<_>, Vec<_>) =
        lines.drain(..).partition(|line| line.class == "fail");
    *lines = others;
    let (explained, own): (Vec<_>, Vec<_>) = failing
        .into_iter()
        .partition(|line| cause(report, &line.check).is_some());
    let mut explained = explained;
    let mut problems: Vec<Problem> = own
        .into_iter()
        .filter_map(|line| {
            let also = explained
                .extract_if(.., |other| root(report, &other.check) == line.check)
                .collect();
            problem(frame, address, report, line, also)
        })
        .collect();
    problems.sort_by_key(|problem| !problem.blocks);
    problems
}

/// The check that explains a failure in the end.
fn root<'a>(report: &Report, check: &'a str) -> &'a str {
    let mut root = check;
    while let Some(cause) = cause(report, root) {
        root = cause;
    }
    root
}

fn problem(
    frame: &Frame<'_>,
    address: &Url,
    report: &Report,
    line: CheckLine,
    also: Vec<CheckLine>,
) -> Option<Problem> {
    let check = find_check(&line.check)?;
    let Verdict::Fail(finding) = &report.result(&line.check)?.verdict else {
        return None;
    };
    let (title, rest) = title(frame, finding, &line);
    let blocks = check.severity == Severity::Blocking;
    let badge = if blocks {
        "problem-blocks"
    } else {
        "problem-recommended"
    };
    Some(Problem {
        blocks,
        badge: frame.say(badge),
        why: markdown::why(&line.guidance).to_vec(),
        also,
        action: action(frame, check.id, finding, &line),
        send: may_be_sent(finding)
            .then(|| mail_to_colleague(frame, address, (&title, blocks), &line)),
        title,
        finding: rest,
        line,
    })
}

/// The problem in one sentence, and what else the finding says.
fn title(frame: &Frame<'_>, finding: &Finding, line: &CheckLine) -> (String, Option<String>) {
    let own = frame
        .words
        .find(&format!("problem-{}", finding.code), [("app", frame.app)]);
    match (own, &line.finding) {
        (Some(title), rest) => (title, rest.clone()),
        (None, Some(text)) => {
            let (first, rest) = text.split_once(". ").unwrap_or((text, ""));
            let first = first.strip_suffix('.').unwrap_or(first).to_owned();
            let rest = (!rest.is_empty()).then(|| rest.to_owned());
            (words::name(&first), rest)
        }
        (None, None) => (line.title.clone(), None),
    }
}

/// Who can repair it, as the finding says.
fn acts(finding: &Finding) -> Option<&str> {
    finding.arguments.get("acts").map(String::as_str)
}

/// Whether somebody of the customer can repair it.
fn may_be_sent(finding: &Finding) -> bool {
    let not_theirs = [Actor::Operator, Actor::HostApp, Actor::Retry].map(Actor::id);
    acts(finding).is_none_or(|acts| !not_theirs.contains(&acts))
}

fn action(frame: &Frame<'_>, check: &str, finding: &Finding, line: &CheckLine) -> Action {
    let repair = markdown::repair(&line.guidance);
    let acts = acts(finding);
    if acts == Some(Actor::Retry.id()) {
        return Action::Look;
    }
    let is_told = acts == Some(Actor::HostApp.id())
        || acts == Some(Actor::Operator.id())
        || finding.code == "site-of-another-organisation";
    if is_told {
        let message = repair.iter().find_map(|block| match block {
            Block::Message(text) => Some(text.as_str()),
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::Steps(_)
            | Block::Links(_)
            | Block::Command(_) => None,
        });
        return tell(frame, message, line);
    }
    let is_approval = matches!(
        check,
        "app-registered"
            | "application-permissions"
            | "delegated-permissions"
            | "permission-upgrade"
    );
    if is_approval && !matches!(&*finding.code, "tenant-gone" | "app-of-another-owner") {
        return Action::Approve;
    }
    if check == "user-access" {
        return Action::Access;
    }
    if acts == Some(Actor::User.id()) || finding.code == "sign-in-security-defaults" {
        return Action::SystemUser;
    }
    let page = repair.iter().find_map(|block| match block {
        Block::Links(links) => links.first(),
        Block::Heading(_)
        | Block::Paragraph(_)
        | Block::Steps(_)
        | Block::Command(_)
        | Block::Message(_) => None,
    });
    page.map_or(Action::Look, |address| {
        let label = frame.link_label(address);
        Action::Open {
            label: if label == *address {
                frame.say("next-open-site")
            } else {
                label
            },
            address: address.clone(),
        }
    })
}

/// A message to Cooperlink: the one of the guidance, else what names the problem.
fn tell(frame: &Frame<'_>, message: Option<&str>, line: &CheckLine) -> Action {
    let code = frame.support_code.map(ToString::to_string);
    let named = [code.as_deref(), Some(&line.check), line.code.as_deref()];
    let named = named.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let message = message.unwrap_or(&named);
    let mail = frame.mail_to_support(&frame.say("next-tell-subject"), message);
    mail.map_or(Action::Look, |address| Action::Tell { address })
}

/// The way to ask Cooperlink for what nobody has named.
pub(super) fn ask(frame: &Frame<'_>) -> Option<String> {
    let code = frame.support_code.map(ToString::to_string);
    frame.mail_to_support(&frame.say("next-ask-subject"), &code.unwrap_or_default())
}

/// A mail that says what is wrong, how it is repaired, and where it shows.
fn mail_to_colleague(
    frame: &Frame<'_>,
    address: &Url,
    (title, blocks): (&str, bool),
    line: &CheckLine,
) -> String {
    let steps: Vec<String> = markdown::repair(&line.guidance)
        .iter()
        .filter_map(|block| match block {
            Block::Steps(steps) => Some(steps),
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::Links(_)
            | Block::Command(_)
            | Block::Message(_) => None,
        })
        .flatten()
        .enumerate()
        .map(|(position, step)| {
            let text: String = step.iter().map(|span| span.text.as_str()).collect();
            format!("{}. {text}", position + 1)
        })
        .collect();
    let steps = steps.join("\n");
    let values = [
        ("app", frame.app),
        ("title", title),
        ("steps", steps.as_str()),
        ("address", address.as_str()),
    ];
    let subject = frame.words.say_with("next-send-subject", values);
    let body = if blocks {
        "next-send-body"
    } else {
        "next-send-advice"
    };
    let body = frame.words.say_with(body, values);
    mail("", &subject, &body)
}
