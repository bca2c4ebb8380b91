//! A problem on the result page: the fault as the title, the reason why it matters, and one button that leads to the repair.

use super::{ResultPage, cause::cause};
use crate::{
    page::{
        Frame,
        check_line::CheckLine,
        mail::{ReadyMessage, mail},
    },
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
pub(super) struct ResultProblem {
    pub(super) title: String,
    /// Rest of the finding that the title does not contain.
    pub(super) finding: Option<String>,
    pub(super) blocks: bool,
    /// Severity in words.
    pub(super) badge: String,
    /// First sentences about why it matters.
    pub(super) why: Vec<Span>,
    /// Checks that fail for the same reason.
    pub(super) also: Vec<CheckLine>,
    pub(super) action: Repair,
    /// A message to a person who can repair it, if the customer can.
    pub(super) send: Option<ReadyMessage>,
    pub(super) line: CheckLine,
}

impl ResultProblem {
    /// Whether a reader of the page can only reload it.
    pub(super) fn is_only_looked_at(&self) -> bool {
        matches!(self.action, Repair::Look)
    }
}

/// Shortest way to the repair.
pub(super) enum Repair {
    /// Approve once more at Microsoft.
    Approve,
    /// Sign in as the system user.
    SystemUser,
    /// Open our own access page.
    Access,
    /// Open a page of Microsoft's for the object concerned.
    Open { address: String, label: String },
    /// Send a message to Cooperlink, with everything filled in.
    Tell(ReadyMessage),
    /// Reload the page.
    Look,
}

/// A failing check and the problem that stands for it.
#[derive(Clone)]
pub(super) struct Above {
    pub(super) check: String,
    /// The check to which the problem belongs.
    pub(super) problem: String,
    pub(super) title: String,
}

/// Failing checks of the problems, in their order.
pub(super) fn above(problems: &[ResultProblem]) -> Vec<Above> {
    let of = |problem: &ResultProblem| {
        let checks = [&problem.line].into_iter().chain(&problem.also);
        let of = |line: &CheckLine| Above {
            check: line.check.clone(),
            problem: problem.line.check.clone(),
            title: problem.title.clone(),
        };
        checks.map(of).collect::<Vec<_>>()
    };
    problems.iter().flat_map(of).collect()
}

/// Problems of a report, those that block first, each cause once.
pub(super) fn problems(
    page: &ResultPage<'_>,
    report: &Report,
    lines: &mut Vec<CheckLine>,
) -> Vec<ResultProblem> {
    let (failing, others): (Vec<_>, Vec<_>) =
        lines.drain(..).partition(|line| line.class == "fail");
    *lines = others;
    let (explained, own): (Vec<_>, Vec<_>) = failing
        .into_iter()
        .partition(|line| cause(report, &line.check).is_some());
    let mut explained = explained;
    let mut problems: Vec<ResultProblem> = own
        .into_iter()
        .filter_map(|line| {
            let also = explained
                .extract_if(.., |other| root(report, &other.check) == line.check)
                .collect();
            problem(page, report, line, also)
        })
        .collect();
    problems.sort_by_key(|problem| !problem.blocks);
    problems
}

/// The check that finally explains a failure.
fn root<'a>(report: &Report, check: &'a str) -> &'a str {
    let mut root = check;
    while let Some(cause) = cause(report, root) {
        root = cause;
    }
    root
}

fn problem(
    page: &ResultPage<'_>,
    report: &Report,
    line: CheckLine,
    also: Vec<CheckLine>,
) -> Option<ResultProblem> {
    let check = find_check(&line.check)?;
    let Verdict::Fail(finding) = &report.result(&line.check)?.verdict else {
        return None;
    };
    let frame = &page.frame;
    let (title, rest) = title(frame, finding, &line);
    let blocks = check.severity == Severity::Blocking;
    let badge = if blocks {
        "problem-blocks"
    } else {
        "problem-recommended"
    };
    Some(ResultProblem {
        blocks,
        badge: frame.say(badge),
        why: markdown::why(&line.guidance).to_vec(),
        also,
        action: action(page, check.id, finding, &line),
        send: may_be_sent(finding)
            .then(|| message_to_colleague(frame, page.address, &title, blocks, &line)),
        title,
        finding: rest,
        line,
    })
}

/// The problem in one sentence, and the rest of the finding.
fn title(frame: &Frame<'_>, finding: &Finding, line: &CheckLine) -> (String, Option<String>) {
    let own = wording::check::problem(finding, frame.app, frame.words.language());
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

/// Party that can repair it, as the finding says.
fn acts(finding: &Finding) -> Option<&str> {
    finding.arguments.get("acts").map(String::as_str)
}

/// Whether a person at the customer can repair it.
fn may_be_sent(finding: &Finding) -> bool {
    let not_theirs = [Actor::Operator, Actor::HostApp, Actor::Retry].map(Actor::id);
    acts(finding).is_none_or(|acts| !not_theirs.contains(&acts))
}

fn action(page: &ResultPage<'_>, check: &str, finding: &Finding, line: &CheckLine) -> Repair {
    let frame = &page.frame;
    let repair = markdown::repair(&line.guidance);
    let acts = acts(finding);
    if acts == Some(Actor::Retry.id()) {
        return Repair::Look;
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
    let is_refusal = matches!(
        &*finding.code,
        "sign-in-consent-missing" | "sign-in-declined"
    );
    if is_refusal || is_approval && finding.code != "tenant-gone" {
        return Repair::Approve;
    }
    if check == "user-access" || finding.code == "sign-in-not-assigned" {
        return Repair::Access;
    }
    if acts == Some(Actor::User.id()) || finding.code == "sign-in-security-defaults" {
        return Repair::SystemUser;
    }
    let page_of_steps = repair.iter().find_map(|block| match block {
        Block::Links(links) => links.first(),
        Block::Heading(_)
        | Block::Paragraph(_)
        | Block::Steps(_)
        | Block::Command(_)
        | Block::Message(_) => None,
    });
    let (label, address) = match (page_of_steps, &*finding.code) {
        (Some(address), _) => {
            let label = frame.link_label(address);
            let is_site = label == *address;
            let label = if is_site {
                frame.say("next-open-site")
            } else {
                label
            };
            (label, address.clone())
        }
        // Steps without a page of their own begin in an admin center.
        (None, "sign-in-cross-tenant-rule") => (
            frame.say("result-open-entra"),
            page.place.entra_admin_center(),
        ),
        (None, _) => {
            let address = page.place.microsoft_365_admin_center();
            (frame.say("result-open-microsoft-365"), address.to_owned())
        }
    };
    Repair::Open { address, label }
}

/// A message to Cooperlink: the guidance's own, then the details for support.
fn tell(frame: &Frame<'_>, message: Option<&str>, line: &CheckLine) -> Repair {
    let details = frame.details([line.details()]).text;
    let text = message.map_or_else(
        || details.clone(),
        |message| format!("{message}\n\n{details}"),
    );
    Repair::Tell(frame.message_to_support(&frame.say("next-tell-subject"), text))
}

/// A message that asks Cooperlink for a missing value.
pub(in crate::page) fn ask(frame: &Frame<'_>, wanted: &str) -> ReadyMessage {
    let details = frame.details([]).text;
    let text = format!("{}\n\n{details}", frame.say(wanted));
    frame.message_to_support(&frame.say("next-ask-subject"), text)
}

/// A message that tells the problem, the page that shows it, and the repair.
fn message_to_colleague(
    frame: &Frame<'_>,
    address: &Url,
    title: &str,
    blocks: bool,
    line: &CheckLine,
) -> ReadyMessage {
    let steps = plain(frame, markdown::steps(&line.guidance));
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
    let text = frame.words.say_with(body, values);
    ReadyMessage {
        mail: Some(mail(frame.words, "", &subject, &text)),
        text,
    }
}

/// Guidance as lines of a mail, with its links and commands.
fn plain(frame: &Frame<'_>, blocks: &[Block]) -> String {
    let text = |spans: &[Span]| spans.iter().map(|span| &*span.text).collect::<String>();
    let of = |block: &Block| match block {
        Block::Heading(text) => text.clone(),
        Block::Paragraph(spans) => text(spans),
        Block::Steps(steps) => {
            let numbered = steps.iter().zip(1..);
            let numbered = numbered.map(|(step, number)| format!("{number}. {}", text(step)));
            numbered.collect::<Vec<_>>().join("\n")
        }
        Block::Links(links) => links.join("\n"),
        Block::Command(command) => format!("{}\n{command}", frame.say("result-command")),
        Block::Message(message) => format!("{}\n{message}", frame.say("result-message")),
    };
    blocks.iter().map(of).collect::<Vec<_>>().join("\n")
}
