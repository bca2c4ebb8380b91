//! Robot administrator, `POST /control/robot`: follows a link of the service to its end, as a person with a browser without
//! script would, so that the tests of a host app reach every state of a registration in seconds. It presses the buttons of our
//! own pages and of the emulated Microsoft's, and knows nothing else about the service. It opens addresses on this machine
//! alone.

mod browser;
mod page;
mod walk;

use std::net::IpAddr;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use url::{Host, Url};

use crate::world::Shared;

/// The body of `POST /control/robot`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Errand {
    link: Url,
    account: String,
    #[serde(default)]
    answers: Answers,
}

/// Answers of the robot on its way; by default it accepts.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Answers {
    sign_in: Choice,
    second_factor: Choice,
    person: Choice,
    organization: Choice,
    /// Account of the second sign-in; without one that sign-in is left out.
    system_user: Option<String>,
}

/// An answer on one of Microsoft's pages.
#[derive(Deserialize, Clone, Copy, Default, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Choice {
    /// Continues.
    #[default]
    Accept,
    /// Presses Cancel.
    Decline,
    /// Leaves the page open and does nothing more.
    Keep,
}

/// Reason for the end of a walk.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Ending {
    /// The page has no more button to press.
    Finished,
    /// The robot was told to stop there.
    Kept,
    /// Microsoft's page leads nowhere.
    StoppedByMicrosoft,
    /// Microsoft's page does not offer the account.
    AccountNotOffered,
    /// The next address is not on this machine and was not opened.
    LeadsElsewhere,
    /// The walk did not end within the largest number of pages.
    TooLong,
}

/// `POST /control/robot`.
pub(crate) async fn walk(
    State(shared): State<Arc<Shared>>,
    Json(errand): Json<Errand>,
) -> Result<Json<Value>, (StatusCode, String)> {
    if !is_on_this_machine(&errand.link) {
        let text =
            "the robot opens links of this machine only: http, and localhost or a loopback address";
        return Err((StatusCode::BAD_REQUEST, text.to_owned()));
    }
    let walk = walk::Walk::new(&shared, errand.account, errand.answers);
    let walked = walk.from(errand.link).await;
    let walked = walked.map_err(|error| (StatusCode::BAD_GATEWAY, error.to_string()))?;
    Ok(Json(json!(walked)))
}

/// Whether an address is `http` and on this machine, by a name that needs no resolver.
fn is_on_this_machine(url: &Url) -> bool {
    let is_loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::from(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::from(address).is_loopback(),
        None => false,
    };
    url.scheme() == "http" && is_loopback && url.username().is_empty() && url.password().is_none()
}
