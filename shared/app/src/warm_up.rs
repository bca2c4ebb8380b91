//! The start of a function, when Lambda gives it a whole processor: it reads our own secrets, which every event
//! needs, and meanwhile begins to open the connections that the first event will need.
//!
//! Nothing but the secrets is waited for, and they not for long: whatever is silent, a start takes less than three seconds.
//! What fails is asked for again, and told of, by the first event that needs it. Connections are opened in tasks of their own,
//! which Lambda may freeze before they are done. An event that comes then waits for none of them; only who needs the signing
//! keys while they are read waits for that one try, which has three seconds.

use entra::Entra;
use std::time::Duration;
use store::Store;

/// The longest that a start waits.
const LONGEST: Duration = Duration::from_secs(2);

/// Waits for the secrets, and no longer than two seconds.
pub async fn wait_for<F: Future>(secrets: F) {
    let _ = tokio::time::timeout(LONGEST, secrets).await;
}

/// Begins to open the connection to the table.
pub(crate) fn open_table(store: &Store) {
    let store = store.clone();
    tokio::spawn(async move { store.open_connection().await });
}

/// Begins to open the connections to the identity platform, reading the signing keys, and to Graph.
pub(crate) fn open_microsoft(entra: &Entra, clock: impl domain::clock::Clock + 'static) {
    let login = entra.clone();
    tokio::spawn(async move { login.open_login(&clock).await });
    let graph = entra.clone();
    tokio::spawn(async move { graph.open_graph().await });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn t46_a_start_does_not_wait_for_ever_for_what_is_silent() {
        wait_for(std::future::pending::<()>()).await;
    }
}
