//! Executions at once that an account allows, beside those that the functions of a stage keep for themselves.

use crate::place::Place;
use crate::stack;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::BTreeMap;
use tooling::functions;
use tooling::layout::Layout;

/// Executions of an account that AWS lets no function keep.
/// <https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html>
const NEVER_KEPT: u64 = 100;
/// Executions that AWS gives an account that is no longer new.
const USUAL: u64 = 1_000;

/// Executions at once of an account.
#[derive(Deserialize)]
pub(crate) struct Room {
    /// All that it may have.
    pub(crate) allowed: u64,
    /// Concurrent executions that no function reserves.
    unreserved: u64,
    /// Concurrent executions that the functions of this stage reserve already.
    pub(crate) kept: u64,
}

/// Reason why executions do not fit into an account, and the remedy.
#[derive(Debug)]
pub(crate) struct Shortage {
    /// The observation.
    pub(crate) says: String,
    /// The remedy.
    pub(crate) to_do: String,
}

/// Looks whether the account has room for what the functions of a stage keep. Returns why that could not be seen, if so: then
/// AWS itself refuses what does not fit.
///
/// # Errors
/// When the account has no room, then with how to ask AWS for more.
pub(crate) async fn check(
    layout: &Layout,
    place: &Place,
    parameters: &BTreeMap<String, String>,
) -> Result<Option<String>> {
    let names = functions::NAMES.map(|name| format!("{}-{name}", place.stack));
    let arguments: Vec<_> = ["room"]
        .into_iter()
        .chain(names.iter().map(String::as_str))
        .collect();
    conclude(
        stack::ask(layout, place, &arguments, &[]).await,
        wanted(parameters)?,
    )
}

fn conclude(seen: Result<Room>, wanted: u64) -> Result<Option<String>> {
    match seen {
        Ok(room) => match room.suffices(wanted) {
            Ok(()) => Ok(None),
            Err(Shortage { says, to_do }) => bail!("{says}. {to_do}"),
        },
        Err(error) => Ok(Some(format!(
            "AWS did not say whether the account has room for {wanted} executions at once: {error:#}"
        ))),
    }
}

/// Executions that the parameters ask to keep.
fn wanted(parameters: &BTreeMap<String, String>) -> Result<u64> {
    let counts = parameters
        .iter()
        .filter(|(name, _)| name.ends_with("Concurrency"))
        .map(|(name, value)| {
            let count = value.parse::<u64>();
            count.with_context(|| format!("{name} is no number"))
        });
    counts.sum()
}

impl Room {
    /// Checks that the stage may keep this number of executions. An account of which nothing is left beside them and what AWS
    /// keeps free is well.
    pub(crate) fn suffices(&self, wanted: u64) -> Result<(), Shortage> {
        let free = (self.unreserved + self.kept).saturating_sub(NEVER_KEPT);
        if wanted <= free {
            return Ok(());
        }
        let ask_for = USUAL.max(self.allowed + wanted - free);
        Err(Shortage {
            says: format!(
                "The functions keep {wanted} executions at once (the parameters that end in Concurrency), and the account has room for {free}: \
                 it allows {} in all, others keep some of them, and AWS leaves {NEVER_KEPT} to all",
                self.allowed
            ),
            to_do: format!(
                "Ask AWS for more: \
                 aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value {ask_for}. \
                 Until it is granted, set those parameters to \"0\" in the stage's file."
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case(1_000, 1_000, 0, 146, true; "an account of its own")]
    #[test_case(1_000, 854, 146, 146, true; "the next deployment")]
    #[test_case(1_000, 854, 146, 900, true; "all that may be kept")]
    #[test_case(1_000, 100, 900, 900, true; "nothing left beside them")]
    #[test_case(1_000, 854, 146, 901, false; "one more")]
    #[test_case(1_000, 200, 0, 146, false; "others keep too much")]
    #[test_case(10, 10, 0, 0, true; "a new account of which nothing is kept")]
    #[test_case(10, 10, 0, 1, false; "a new account")]
    fn what_is_kept_fits_into_the_account(
        allowed: u64,
        unreserved: u64,
        kept: u64,
        wanted: u64,
        fits: bool,
    ) {
        let room = Room {
            allowed,
            unreserved,
            kept,
        };
        let said = conclude(Ok(room), wanted).map_err(|error| error.to_string());
        assert_eq!(said.is_ok(), fits, "{said:?}");
        match said {
            Ok(unseen) => assert_eq!(unseen, None),
            Err(said) => assert!(
                said.contains("request-service-quota-increase") && said.contains("set those"),
                "{said}"
            ),
        }
    }

    #[test]
    fn room_that_could_not_be_seen_is_told_and_stops_nothing() {
        let told = conclude(Err(anyhow::anyhow!("AccessDenied")), 146).unwrap();
        assert!(told.unwrap().contains("AccessDenied"));
    }

    #[test]
    fn every_function_of_the_template_is_counted() {
        let layout = Layout::of_this_checkout().unwrap();
        let stage = tooling::stage::load(&layout, "example").unwrap();
        let parameters = tooling::stage::parameters(&layout, "example", &stage).unwrap();
        let kept = parameters
            .keys()
            .filter(|name| name.ends_with("Concurrency"));
        assert_eq!(kept.count(), functions::NAMES.len());
        assert_eq!(wanted(&parameters).unwrap(), 146);
    }
}
