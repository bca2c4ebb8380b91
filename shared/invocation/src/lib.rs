//! One invocation as Lambda delivers it: a request of the gateway or a batch of queue messages, a guard around its handler,
//! and the answer in the form that Lambda expects.
//!
//! This crate must not know the meaning of a request, nor how pages, problems or messages look.

pub mod batch;
pub mod gateway;
pub mod last_resort;
pub mod trial;
