//! One invocation as Lambda hands it over: a request of the gateway or a batch of queue messages, a guard round what handles
//! it, and the answer in the form that Lambda expects.
//!
//! This crate must not know what is asked for, nor how pages, problems or messages look.

pub mod batch;
pub mod gateway;
pub mod last_resort;
