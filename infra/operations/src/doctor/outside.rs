//! The stack as AWS has it, and the address that browsers come to, as `infra/dev/doctor.py` saw them.

use super::check::DoctorLine;
use crate::place::Place;
use crate::quota::{Room, Shortage};
use anyhow::{Context, Result};
use bootstrap::clock::SystemClock;
use domain::clock::Clock as _;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use tooling::{command, layout::Layout, progress::Step, python};

/// A certificate or credential that ends sooner is to be replaced now.
pub(super) const SOON_DAYS: i64 = 30;

/// One thing that was looked at.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Fact<T> {
    /// It was seen.
    Seen(T),
    /// It was not: why.
    Failed(String),
}

/// Everything that was looked at from outside.
#[derive(Deserialize)]
pub(super) struct Outside {
    /// Origin of the pages and the API.
    pub(super) address: String,
    /// Settings of a function.
    pub(super) variables: Fact<BTreeMap<String, String>>,
    stack: Fact<Stack>,
    drift: Fact<Drift>,
    host: Fact<Host>,
    target: Option<Fact<Host>>,
    certificate: Option<Fact<Certificate>>,
    switched_off: Fact<Vec<String>>,
    alarms: Fact<Vec<Alarm>>,
    subscriptions: Fact<BTreeMap<String, Vec<bool>>>,
    queues: Fact<BTreeMap<String, u64>>,
    executions: Fact<Room>,
}

#[derive(Deserialize)]
struct Stack {
    status: String,
    domain_target: Option<String>,
}

#[derive(Deserialize)]
struct Drift {
    status: String,
    reason: Option<String>,
    changed: Vec<String>,
}

#[derive(Deserialize)]
struct Host {
    names: Vec<String>,
    addresses: Vec<String>,
}

#[derive(Deserialize)]
struct Certificate {
    ends_at: Option<i64>,
    refused: Option<String>,
}

#[derive(Deserialize)]
struct Alarm {
    name: String,
    state: String,
    is_muted: bool,
}

/// Judges what was seen; what was not is an unknown with its reason.
fn judged<T>(name: &str, fact: &Fact<T>, judge: impl FnOnce(&T) -> DoctorLine) -> DoctorLine {
    match fact {
        Fact::Seen(seen) => judge(seen),
        Fact::Failed(error) => DoctorLine::unknown(
            name,
            format!("it cannot be seen ({error})"),
            "look whether the operator's role may read it, and try again",
        ),
    }
}

impl Outside {
    /// Looks at the stage.
    ///
    /// # Errors
    /// When Python or the script does not run.
    pub(super) async fn look(layout: &Layout, place: &Place) -> Result<Self> {
        python::prepare(layout).await?;
        let step = Step::start(format!("Looking at {}", place.stack));
        let mut look = command::program(layout.root(), layout.python_program("python"));
        look.arg(layout.root().join("infra/dev/doctor.py"))
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .envs(place.environment.clone());
        let wanted = json!({"stack": place.stack, "address": place.address});
        let wanted = serde_json::to_vec(&wanted)?;
        let printed = command::run(&step, &layout.log("doctor"), look, &wanted).await?;
        step.done();
        serde_json::from_str(&printed).context("the look from outside did not say what it saw")
    }

    /// A check of each thing. The emulated AWS has no addresses of its own, sends no mail and judges no alarm.
    /// `got_through` is whether the registration that was tried reached the stage by its address.
    pub(super) fn checks(&self, is_local: bool, got_through: bool) -> Vec<DoctorLine> {
        vec![
            self.dns(got_through),
            self.certificate(),
            judged("stack", &self.stack, stack),
            judged("stack-drift", &self.drift, drift),
            judged("running", &self.switched_off, |off| running(off)),
            judged("alarms", &self.alarms, |found| alarms(found, is_local)),
            judged("alarm-address", &self.subscriptions, |found| {
                addresses(found, is_local)
            }),
            judged("queues", &self.queues, queues),
            judged("quotas", &self.executions, executions),
        ]
    }

    fn dns(&self, got_through: bool) -> DoctorLine {
        let name = "dns";
        judged(name, &self.host, |host| {
            if host.addresses.is_empty() {
                return DoctorLine::wrong(
                    name,
                    format!("{} has no address", self.address),
                    "make the DNS record of DomainName that points to the stack's output DomainTarget",
                );
            }
            judged(name, &self.stack, |stack| {
                let (Some(target), Some(gateway)) = (&stack.domain_target, &self.target) else {
                    return DoctorLine::not_applicable(
                        name,
                        "the stage has no host name of its own",
                    );
                };
                judged(name, gateway, |gateway| {
                    points_at(host, (target, gateway), got_through)
                })
            })
        })
    }

    fn certificate(&self) -> DoctorLine {
        let name = "tls-certificate";
        let Some(certificate) = &self.certificate else {
            return DoctorLine::not_applicable(name, format!("{} is not https", self.address));
        };
        judged(name, certificate, |certificate| match certificate {
            Certificate {
                refused: Some(why), ..
            } => DoctorLine::wrong(
                name,
                format!("clients refuse the certificate: {why}"),
                "give DomainName a valid certificate: infra/RUNBOOK.md, certificate-ending",
            ),
            Certificate {
                ends_at: Some(ends_at),
                ..
            } => match days_until(*ends_at, SystemClock.now()) {
                days if days < SOON_DAYS => DoctorLine::wrong(
                    name,
                    format!("it ends in {days} days"),
                    "find out why it is not renewed: infra/RUNBOOK.md, certificate-ending",
                ),
                days => DoctorLine::ok(name, format!("{days} days left")),
            },
            Certificate { .. } => {
                DoctorLine::unknown(name, "it does not say when it ends", "try again")
            }
        })
    }
}

/// Whole days until an instant, in seconds since 1970; negative once it is over.
pub(super) fn days_until(second: i64, now: Timestamp) -> i64 {
    (second - now.as_second()).div_euclid(86_400)
}

/// The addresses of the gateway change, and a CDN may stand in between: then the registration that was tried tells.
fn points_at(host: &Host, (target, gateway): (&str, &Host), got_through: bool) -> DoctorLine {
    let name = "dns";
    let is_named = host.names.iter().any(|name| *name == target.to_lowercase());
    if is_named
        || host
            .addresses
            .iter()
            .any(|one| gateway.addresses.contains(one))
    {
        return DoctorLine::ok(name, format!("it points to {target}"));
    }
    if got_through {
        let says = format!("it leads to {target} by way of other addresses, such as a CDN's");
        return DoctorLine::ok(name, says);
    }
    DoctorLine::wrong(
        name,
        format!(
            "it points to {}, not to {target}",
            host.addresses.join(", ")
        ),
        "let the DNS record of DomainName point to the stack's output DomainTarget, or to a CDN that forwards there",
    )
}

fn stack(stack: &Stack) -> DoctorLine {
    let (name, status) = ("stack", &stack.status);
    match status.as_str() {
        "CREATE_COMPLETE" | "UPDATE_COMPLETE" | "IMPORT_COMPLETE" => DoctorLine::ok(name, status),
        "UPDATE_ROLLBACK_COMPLETE" => DoctorLine::wrong(
            name,
            format!("{status}: the last deployment was taken back"),
            "read its reason in the stack's events, and deploy again",
        ),
        _ if status.ends_with("_IN_PROGRESS") => {
            DoctorLine::unknown(name, status, "wait until the deployment has ended")
        }
        _ => DoctorLine::wrong(name, status, "read the stack's events, and deploy again"),
    }
}

fn drift(drift: &Drift) -> DoctorLine {
    let name = "stack-drift";
    match drift.status.as_str() {
        "IN_SYNC" => DoctorLine::ok(name, "the resources are as they were deployed"),
        "DRIFTED" => DoctorLine::wrong(
            name,
            format!("changed by hand: {}", drift.changed.join(", ")),
            "change the template or the stage's file instead, and deploy",
        ),
        status => DoctorLine::unknown(
            name,
            drift.reason.as_deref().unwrap_or(status),
            "try again in a few minutes",
        ),
    }
}

fn running(off: &[String]) -> DoctorLine {
    let name = "running";
    if off.is_empty() {
        return DoctorLine::ok(name, "schedule, queues and functions are switched on");
    }
    DoctorLine::wrong(
        name,
        format!("switched off: {}", off.join(", ")),
        "switch on what nobody works on: cargo ops start, or infra/RUNBOOK.md, Stop and start",
    )
}

fn alarms(alarms: &[Alarm], is_local: bool) -> DoctorLine {
    let name = "alarms";
    let names = |chosen: &dyn Fn(&Alarm) -> bool| {
        let chosen = alarms.iter().filter(|alarm| chosen(alarm));
        chosen
            .map(|alarm| alarm.name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let raised = names(&|alarm| alarm.state == "ALARM");
    let muted = names(&|alarm| alarm.is_muted);
    let undecided = names(&|alarm| alarm.state != "ALARM" && alarm.state != "OK");
    if !raised.is_empty() {
        return DoctorLine::wrong(
            name,
            format!("raised: {raised}"),
            "infra/RUNBOOK.md has a heading for each",
        );
    }
    if !muted.is_empty() {
        let to_do = "switch their actions on again: aws cloudwatch enable-alarm-actions";
        return DoctorLine::wrong(name, format!("they tell nobody: {muted}"), to_do);
    }
    if alarms.is_empty() {
        return DoctorLine::wrong(name, "the stack has none", "deploy the stage");
    }
    if !undecided.is_empty() {
        if is_local {
            return DoctorLine::not_applicable(
                name,
                "the emulated AWS judges none, and none is raised",
            );
        }
        return DoctorLine::unknown(
            name,
            format!("AWS has not judged: {undecided}"),
            "try again in half an hour; after that, look whether their metric exists",
        );
    }
    DoctorLine::ok(name, format!("none of {} is raised", alarms.len()))
}

fn addresses(topics: &BTreeMap<String, Vec<bool>>, is_local: bool) -> DoctorLine {
    let name = "alarm-address";
    let of = |chosen: &dyn Fn(&[bool]) -> bool| {
        let chosen = topics.iter().filter(|(_, found)| chosen(found));
        chosen
            .map(|(topic, _)| topic.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let waiting = of(&|found| found.contains(&false));
    if !waiting.is_empty() {
        return DoctorLine::wrong(
            name,
            format!("an address of {waiting} was never confirmed and gets nothing"),
            "follow the link in the mail of AWS; after three days it has ended: then deploy without AlarmAddress and NoticeAddress, and with them again",
        );
    }
    let deaf = of(&<[bool]>::is_empty);
    if deaf.is_empty() && !topics.is_empty() {
        return DoctorLine::ok(name, "every address is confirmed");
    }
    if is_local {
        return DoctorLine::not_applicable(name, "nobody is told of the alarms of this machine");
    }
    DoctorLine::wrong(
        name,
        format!("nobody is told of {deaf}"),
        "set AlarmAddress in the stage's file and deploy, or subscribe to the topics",
    )
}

fn queues(queues: &BTreeMap<String, u64>) -> DoctorLine {
    let name = "queues";
    let told = |dead: bool| {
        let of = queues
            .iter()
            .filter(|(queue, count)| **count > 0 && queue.ends_with("-dead-letter") == dead);
        of.map(|(queue, count)| format!("{count} in {queue}"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (dead, waiting) = (told(true), told(false));
    if !dead.is_empty() {
        return DoctorLine::wrong(
            name,
            format!("messages failed five times: {dead}"),
            "cargo ops dead-letters show; infra/RUNBOOK.md says what each queue's mean",
        );
    }
    if queues.is_empty() {
        return DoctorLine::wrong(name, "the stack has none", "deploy the stage");
    }
    if waiting.is_empty() {
        return DoctorLine::ok(name, "nothing waits, and nothing has failed");
    }
    // One that waits for too long raises an alarm, which is a check of its own.
    DoctorLine::ok(name, format!("nothing has failed; under way: {waiting}"))
}

fn executions(room: &Room) -> DoctorLine {
    let name = "quotas";
    match room.suffices(room.kept) {
        Ok(()) => DoctorLine::ok(
            name,
            format!(
                "{} functions may run at once, {} of them are kept for functions of the stage",
                room.allowed, room.kept
            ),
        ),
        Err(Shortage { says, to_do }) => DoctorLine::wrong(name, says, to_do),
    }
}

#[cfg(test)]
mod tests;
