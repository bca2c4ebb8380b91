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
struct Room {
    /// All that it may have.
    allowed: u64,
    /// Concurrent executions that no function reserves.
    unreserved: u64,
    /// Concurrent executions that the functions of this stage reserve already.
    kept: u64,
}

/// Looks whether the account has room for what the functions of a stage keep.
///
/// # Errors
/// When it has not, then with how to ask AWS for more; or AWS does not say.
pub(crate) async fn check(
    layout: &Layout,
    place: &Place,
    parameters: &BTreeMap<String, String>,
) -> Result<()> {
    let names =
        functions::NAMES.map(|name| format!("cooperlink-registration-{}-{name}", place.stage));
    let arguments: Vec<_> = ["room"]
        .into_iter()
        .chain(names.iter().map(String::as_str))
        .collect();
    let room: Room = stack::ask(layout, place, &arguments, &[]).await?;
    suffices(&room, wanted(parameters)?)
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

fn suffices(room: &Room, wanted: u64) -> Result<()> {
    let free = (room.unreserved + room.kept).saturating_sub(NEVER_KEPT);
    if wanted <= free {
        return Ok(());
    }
    let ask_for = USUAL.max(room.allowed + wanted - free);
    bail!(
        "The functions keep {wanted} executions at once (the parameters that end in Concurrency), and the account has room for {free}: \
        it allows {} in all, others keep some of them, and AWS leaves {NEVER_KEPT} to all. Ask AWS for more: \
        aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value {ask_for}. \
        Until it is granted, set those parameters to \"0\" in the stage's file.",
        room.allowed
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case(1_000, 1_000, 0, 146, true; "an account of its own")]
    #[test_case(1_000, 854, 146, 146, true; "the next deployment")]
    #[test_case(1_000, 854, 146, 900, true; "all that may be kept")]
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
        let said = suffices(&room, wanted).map_err(|error| error.to_string());
        assert_eq!(said.is_ok(), fits, "{said:?}");
        if let Err(said) = said {
            assert!(
                said.contains("request-service-quota-increase") && said.contains("set those"),
                "{said}"
            );
        }
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
