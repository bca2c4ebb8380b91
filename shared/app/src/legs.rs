//! The trips of a browser to Microsoft: each begins and ends in a room of its own, and what they share is beside.

pub mod access;
mod attempt;
mod begin;
mod callback;
mod change;
mod complete;
pub mod consent;
mod elsewhere;
mod leg_end;
pub mod proof;
mod redeem;
mod redirect;
mod renew;
pub mod sign_in;
mod step;
pub mod system_user;
mod trip;

pub use begin::{BeginError, Form};
pub use callback::{
    Arrival, AuthorizationResponse, Callback, CallbackError, CallbackFailure, LinkPage, NextStop,
};
pub use complete::complete;
