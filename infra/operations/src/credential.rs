//! `cargo ops credential`: our credentials towards Entra. They are presented in the order they are stored in; where Entra refuses
//! one, the functions present the next.

pub(crate) mod federated;
mod put_first;
mod rotate;

use crate::change::change;
use crate::output::{CommandOutput, or_dash};
use crate::place::Place;
use anyhow::{Context as _, Result, bail};
use app::secrets::credential::{CredentialAnswer, CredentialKind, Home, Presentable};
use bootstrap::clock::SystemClock;
use clap::{Args, Subcommand};
use entra::{ClientCredential, FEDERATED};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::json;
use std::time::Duration;
use store::secrets::{Credential, EntraApp, Entries, HELD};
use tokio::time::{Instant, interval, timeout_at};
use tooling::layout::Layout;

/// Entra has many servers, and a new certificate reaches one after the other: so many answers in a row are taken for all of them.
/// A server that does not know it yet costs one request more, because the functions then present the next.
const IN_A_ROW: u32 = 3;
/// Time between two trials.
const PACE: Duration = Duration::from_secs(2);
/// Longest time for the trials of a credential that is in use.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Subcommand, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum CredentialCommand {
    /// Shows each credential: kind, id, end, place in the order, and whether Entra takes it at home. Changes nothing
    List,
    /// Makes a certificate, says what to upload to Entra, and puts it first once Entra takes it. Goes on where it was stopped.
    /// Changes the secret `entra-app`
    Rotate(rotate::RotateOptions),
    /// Lets the functions prove themselves to Entra by their roles, without a stored credential: enables outbound federation of the
    /// whole AWS account, adds the kind to the secret `entra-app` behind the others, and says what Entra needs
    Federate,
    /// Puts a credential first, once Entra takes it. Changes the secret `entra-app`; the functions follow within five minutes
    PutFirst(CredentialArgument),
    /// Removes a credential from the secret, which cannot be undone; refused unless Entra takes another one
    Remove(CredentialArgument),
}

#[derive(Args, Serialize)]
pub(crate) struct CredentialArgument {
    /// Id of the credential, as `list` shows it
    #[arg(value_name = "ID", value_parser = id)]
    id: String,
}

/// A pasted secret or key is refused before it reaches the audit.
fn id(text: &str) -> Result<String, String> {
    let is_of_id = |byte: u8| byte.is_ascii_alphanumeric() || b"-[]".contains(&byte);
    if (8..=40).contains(&text.len()) && text.bytes().all(is_of_id) {
        Ok(text.to_owned())
    } else {
        Err(
            "must be an id as `list` shows it: a thumbprint, secret-…, federated or credentials[…]"
                .into(),
        )
    }
}

/// Carries out one of the commands.
///
/// # Errors
/// When what is asked for cannot be, or Secrets Manager or Entra refuses.
pub(crate) async fn run(
    layout: &Layout,
    place: &Place,
    command: CredentialCommand,
) -> Result<CommandOutput> {
    match command {
        CredentialCommand::List => Box::pin(list(layout, place)).await,
        CredentialCommand::Rotate(options) => Box::pin(rotate::run(place, &options)).await,
        CredentialCommand::Federate => federated::run(layout, place).await,
        CredentialCommand::PutFirst(named) => {
            Box::pin(put_first::run(layout, place, &named.id)).await
        }
        CredentialCommand::Remove(named) => Box::pin(remove(layout, place, &named.id)).await,
    }
}

/// One entry of the secret.
struct Own {
    /// Its id; the place in the list where it cannot be used.
    id: String,
    /// The certificate alone, PEM.
    certificate_pem: Option<String>,
    presentable: Option<Presentable>,
}

impl Own {
    fn begins_at(&self) -> Option<Timestamp> {
        self.presentable.as_ref()?.begins_at()
    }

    fn ends_at(&self) -> Option<Timestamp> {
        self.presentable.as_ref()?.ends_at()
    }
}

/// The credentials as they are stored, in their order.
fn own(entries: &Entries<EntraApp>) -> Vec<Own> {
    let credentials = entries.credentials().into_iter().enumerate();
    let each = credentials.map(|(number, stored)| {
        let presentable = stored
            .as_ref()
            .and_then(|stored| Presentable::of(stored).ok());
        Own {
            id: presentable
                .as_ref()
                .map_or_else(|| format!("credentials[{number}]"), Presentable::id),
            certificate_pem: stored.and_then(Credential::certificate_pem),
            presentable,
        }
    });
    each.collect()
}

/// Place of the credential with that id.
fn find(entries: &Entries<EntraApp>, id: &str) -> Result<usize> {
    let mut own = own(entries).into_iter();
    own.position(|own| own.id == id).with_context(|| {
        format!("There is no credential {id}; `cargo ops credential list` shows them.")
    })
}

/// Answer of Entra to a credential that is not in use yet, or has been.
async fn try_out(
    layout: &Layout,
    place: &Place,
    home: &Home,
    own: &Own,
) -> Option<CredentialAnswer> {
    let presentable = own.presentable.as_ref()?;
    Some(match presentable.stored() {
        Some(stored) => home.try_out(stored, &SystemClock).await,
        None => federated::trial(layout, place).await,
    })
}

/// Checks that Entra takes a credential, several times in a row where its servers may differ.
///
/// # Errors
/// The last answer, when it does not.
async fn is_taken(layout: &Layout, place: &Place, home: &Home, own: &Own) -> Result<(), String> {
    let presentable = own.presentable.as_ref().ok_or("it cannot be used")?;
    if let Some(stored) = presentable.stored() {
        return taken_within(home, stored, PATIENCE).await;
    }
    let mut trials = interval(PACE);
    for _ in 0..IN_A_ROW {
        trials.tick().await;
        match federated::trial(layout, place).await {
            CredentialAnswer::Taken => {}
            CredentialAnswer::Refused(answer) | CredentialAnswer::Unknown(answer) => {
                return Err(answer);
            }
        }
    }
    Ok(())
}

async fn list(layout: &Layout, place: &Place) -> Result<CommandOutput> {
    let (_, home) = place.entra_app()?;
    let now = place.now();
    let (mut listed, mut lines) = (Vec::new(), Vec::new());
    for (number, own) in own(&place.secrets.entries().await?).iter().enumerate() {
        let kind = own
            .presentable
            .as_ref()
            .map(|presentable| match presentable.kind() {
                CredentialKind::Certificate => "certificate",
                CredentialKind::Federated => "federated",
                CredentialKind::Secret => "secret",
            });
        let trial = try_out(layout, place, &home, own).await;
        let answer = trial.as_ref().map_or("unusable", CredentialAnswer::word);
        let reason = trial.as_ref().and_then(CredentialAnswer::reason);
        let no_end = if own.id == FEDERATED {
            "no end"
        } else {
            "no known end"
        };
        let days_left = own.ends_at().map(|end| days(end.duration_since(now)));
        lines.push(format!(
            "{} {:<11} {:<40} {:<20} {:>6} days  {answer} {}",
            number + 1,
            kind.unwrap_or("malformed"),
            own.id,
            own.ends_at()
                .map_or_else(|| no_end.to_owned(), |end| format!("{end:.0}")),
            or_dash(days_left),
            reason.unwrap_or_default(),
        ));
        listed.push(json!({
            "place": number + 1,
            "id": own.id,
            "kind": kind,
            "begins_at": own.begins_at(),
            "ends_at": own.ends_at(),
            "days_left": days_left,
            "at_home": answer,
            "reason": reason,
        }));
    }
    let mut shown = CommandOutput::new(json!({"credentials": listed}));
    for line in &lines {
        shown.line(line);
    }
    if lines.is_empty() {
        shown.line("There is no credential; `cargo ops credential rotate` makes one.");
    }
    Ok(shown)
}

async fn remove(layout: &Layout, place: &Place, id: &str) -> Result<CommandOutput> {
    let (app, home) = place.entra_app()?;
    let entries = place.secrets.entries().await?;
    find(&entries, id)?;
    let others: Vec<_> = own(&entries)
        .into_iter()
        .filter(|own| own.id != id)
        .collect();
    let mut taken = None;
    for other in &others {
        if is_taken(layout, place, &home, other).await.is_ok() {
            taken = Some(&other.id);
            break;
        }
    }
    let Some(taken) = taken else {
        bail!(
            "Entra takes no other credential {IN_A_ROW} times in a row, so {id} stays. `cargo ops credential list` shows what it answers."
        );
    };
    place.confirm(&format!(
        "The credential {id} and its key are removed from {}; Entra takes {taken}.",
        place.stage
    ))?;
    change(place, |entries: &mut Entries<EntraApp>| {
        let gone = find(entries, id)?;
        // The one that Entra takes may have been removed meanwhile.
        find(entries, taken)?;
        if entries.credentials().len() == 1 {
            bail!("{id} is the last credential by now, so it stays.");
        }
        entries.keep(|place| place != gone);
        Ok(())
    })
    .await?;
    let not_before = place.now() + HELD;
    let mut shown = CommandOutput::new(json!({
        "id": id,
        "taken": taken,
        "end_in_entra_not_before": not_before,
    }));
    shown.line(format!(
        "The credential {id} is removed. End it in Entra too, not before {not_before:.0}:"
    ));
    if id == FEDERATED {
        shown.line(format!("az ad app federated-credential list --id {app}"));
        shown.line(format!(
            "az ad app federated-credential delete --id {app} --federated-credential-id ID   # each of this stage"
        ));
        return Ok(shown);
    }
    shown.line(format!(
        "az ad app credential list --id {app} --cert   # the one with the thumbprint {id}"
    ));
    shown.line(format!(
        "az ad app credential delete --id {app} --cert --key-id KEY-ID"
    ));
    shown.line("A client secret: both commands without --cert.");
    Ok(shown)
}

/// Presents a credential again and again for that long, until Entra takes it several times in a row.
///
/// # Errors
/// The last answer of Entra, when it does not.
async fn taken_within(
    home: &Home,
    presented: &ClientCredential,
    patience: Duration,
) -> Result<(), String> {
    let ends = Instant::now() + patience;
    let mut last = "no answer".to_owned();
    let trials = async {
        let (mut pace, mut in_a_row) = (interval(PACE), 0);
        while in_a_row < IN_A_ROW {
            pace.tick().await;
            match home.try_out(presented, &SystemClock).await {
                CredentialAnswer::Taken => in_a_row += 1,
                CredentialAnswer::Refused(answer) | CredentialAnswer::Unknown(answer) => {
                    (in_a_row, last) = (0, answer);
                }
            }
        }
    };
    timeout_at(ends, trials).await.map_err(|_| last)
}

/// Whole days of a time.
fn days(time: SignedDuration) -> i64 {
    time.as_hours().div_euclid(24)
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case("AB12AB12AB12AB12AB12AB12AB12AB12AB12AB12", true; "a thumbprint")]
    #[test_case("secret-0a1b2c3d", true; "a secret's name")]
    #[test_case("credentials[0]", true; "a place")]
    #[test_case("federated", true; "the federated one")]
    #[test_case("q8~canary_client.secret~of-entra", false; "a secret")]
    #[test_case("x", false; "short")]
    fn t59_an_id_is_no_secret_that_was_pasted(text: &str, is_id: bool) {
        assert_eq!(id(text).is_ok(), is_id);
    }

    #[test]
    fn days_left_are_whole_and_below_zero_afterwards() {
        let hours = SignedDuration::from_hours;
        assert_eq!(
            [days(hours(47)), days(hours(0)), days(hours(-1))],
            [1, 0, -1]
        );
    }
}
