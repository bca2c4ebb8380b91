//! Cursors of lists, as answers give them and requests bring them back.

use crate::deps::Deps;
use app::{
    Chain,
    host::{api_key::Caller, cursor::Cursors},
    secrets::sealing::{Sealing, SealingError},
};
use domain::clock::Clock as _;
use std::error::Error;
use web::problem::{Problem, ProblemType};

/// Gives the position of a cursor, if there is one. `list` names the list with all its filters.
pub(crate) async fn open(
    deps: &Deps,
    caller: &Caller,
    list: &str,
    cursor: Option<&str>,
) -> Result<Option<String>, Problem> {
    let Some(cursor) = cursor else {
        return Ok(None);
    };
    let sealing = sealing(deps).await?;
    Ok(Some(Cursors::new(caller, list).open(&sealing, cursor)?))
}

/// Gives the cursor of a position, if the list goes on.
pub(crate) async fn seal(
    deps: &Deps,
    caller: &Caller,
    list: &str,
    position: Option<String>,
) -> Result<Option<String>, Problem> {
    let Some(position) = position else {
        return Ok(None);
    };
    let sealing = sealing(deps).await?;
    let sealed = Cursors::new(caller, list).seal(&sealing, &deps.random, &position);
    sealed
        .map(Some)
        .map_err(|error: SealingError| fault(&error))
}

async fn sealing(deps: &Deps) -> Result<Sealing, Problem> {
    let keys = deps.secrets.sealing_keys(deps.clock.now()).await;
    let keys = keys.map_err(|error| fault(&error))?;
    Sealing::of(&keys).map_err(|error| fault(&error))
}

fn fault(error: &(dyn Error + 'static)) -> Problem {
    tracing::error!(
        outcome = "operator_fault",
        error = %Chain(error),
        "a cursor cannot be sealed or opened"
    );
    Problem::new(ProblemType::TemporarilyUnavailable)
}
