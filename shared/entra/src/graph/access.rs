//! Access to the app, read and changed with the token of the administrator who signed in, never with the app's own.
//!
//! The token was issued some time ago and is never renewed, so a 401 means that the sign-in has ended: such a read is
//! [`Refused`](domain::verification::verdict::Unobserved::Refused), with the status in its evidence.

mod find;
mod members;
mod object;
mod read;
mod search;
mod write;

pub use find::CandidateSearch;
pub use read::AccessFacts;
pub use write::AccessWrite;

use super::Graph;
use crate::entra::Entra;
use domain::clock::Clock;
use secrecy::SecretString;

impl Entra {
    /// Graph as the owner of the token sees it.
    fn graph_as<'a>(&'a self, token: &'a SecretString, clock: &'a dyn Clock) -> Graph<'a> {
        Graph {
            entra: self,
            token,
            token_is_fresh: false,
            clock,
        }
    }
}
