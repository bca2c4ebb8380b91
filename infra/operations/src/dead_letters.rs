//! `cargo ops dead-letters`: messages that failed five times. `infra/RUNBOOK.md` says what each queue's mean.

use crate::output::{CommandOutput, or_dash};
use crate::place::Place;
use anyhow::{Context, Result};
use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;
use serde_json::json;
use store::DeadLetters;

/// Characters of a body that are shown; ours are shorter.
const SHOWN_OF_BODY: usize = 512;
/// Messages that one command shows.
const MOST_SHOWN: usize = 100;

#[derive(Subcommand, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum DeadLettersCommand {
    /// Shows the oldest hundred at most. Changes nothing: they show to others again at once
    Show(DeadLettersOptions),
    /// Sends all that are there now to the queue that they came from, where they are tried five times more
    Redrive(DeadLettersOptions),
    /// Deletes all that are there now, which cannot be undone
    Drop(DeadLettersOptions),
}

#[derive(Args, Serialize)]
pub(crate) struct DeadLettersOptions {
    /// Queue that they came from
    #[arg(long)]
    queue: QueueName,
}

/// A queue of the stage.
#[derive(Clone, Copy, ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum QueueName {
    /// Scheduled verifications
    Sweep,
    /// Verifications that a person waits for
    Interactive,
    /// Removals
    Erase,
    /// Deliveries to the host application
    Delivery,
}

impl QueueName {
    /// Name as the template has it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sweep => "sweep",
            Self::Interactive => "interactive",
            Self::Erase => "erase",
            Self::Delivery => "delivery",
        }
    }

    /// Its dead letters.
    pub(crate) async fn dead_letters(self, place: &Place) -> Result<DeadLetters> {
        let full_name = format!("{}-{}", place.stack, self.name());
        let letters = DeadLetters::of_queue(&place.aws, &full_name).await;
        letters.with_context(|| format!("The dead letters of {full_name} cannot be read"))
    }
}

/// Carries out one of the commands.
///
/// # Errors
/// When the operator does not mean it, or SQS refuses.
pub(crate) async fn run(place: &Place, command: DeadLettersCommand) -> Result<CommandOutput> {
    let (DeadLettersCommand::Show(DeadLettersOptions { queue })
    | DeadLettersCommand::Redrive(DeadLettersOptions { queue })
    | DeadLettersCommand::Drop(DeadLettersOptions { queue })) = command;
    let name = queue.name();
    let letters = queue.dead_letters(place).await?;
    let count = letters.count().await?;
    match command {
        DeadLettersCommand::Show(_) => show(&letters, name, count).await,
        DeadLettersCommand::Redrive(_) => {
            let moved = letters.move_back(count).await.with_context(|| {
                format!("A part may have been sent to {name}; the operator's role has to be OperatorRoleArn of the stage")
            })?;
            let mut shown = CommandOutput::new(json!({"queue": name, "moved": moved}));
            shown.line(format!("{moved} sent to {name} again."));
            Ok(shown)
        }
        DeadLettersCommand::Drop(_) => {
            if count > 0 {
                place.confirm(&format!(
                    "{count} dead letters of {name} are deleted for good."
                ))?;
            }
            let dropped = letters.discard(count).await?;
            let mut shown = CommandOutput::new(json!({"queue": name, "dropped": dropped}));
            shown.line(format!("{dropped} dead letters of {name} are deleted."));
            Ok(shown)
        }
    }
}

async fn show(letters: &DeadLetters, name: &str, count: usize) -> Result<CommandOutput> {
    let seen = letters.peek(count.min(MOST_SHOWN)).await?;
    let messages: Vec<_> = seen
        .iter()
        .map(|letter| {
            let body: String = letter.body.chars().take(SHOWN_OF_BODY).collect();
            json!({"id": letter.id, "sent_at": letter.sent_at, "body": body})
        })
        .collect();
    let mut shown =
        CommandOutput::new(json!({"queue": name, "count": count, "messages": messages}));
    shown.line(format!("{count} dead letters of {name}"));
    for letter in &seen {
        let body: String = letter.body.chars().take(SHOWN_OF_BODY).collect();
        let sent_at = or_dash(letter.sent_at.map(|at| format!("{at:.0}")));
        shown.line(format!("{sent_at}  {}  {body}", letter.id));
    }
    Ok(shown)
}
