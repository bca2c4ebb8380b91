//! Rules for connecting a customer's Microsoft 365: the registration, its transitions, its schedule, and the verdicts of its
//! checks over facts that another crate has read.
//!
//! This crate must not know how data is stored, fetched, shown or timed: no async, no I/O, no environment, no clock. Instants
//! and random numbers come in as values.

pub mod aadsts;
pub mod access;
pub mod api_key;
pub mod attempt;
mod authority;
pub mod binding;
pub mod brand;
pub mod claims;
pub mod clock;
pub mod cloud;
pub mod customer;
pub mod default_library;
pub mod directory_role;
pub mod drives;
pub mod erasure;
pub mod event;
pub mod flow;
pub mod ids;
pub mod invitation;
pub mod key_mode;
pub mod next_action;
pub mod pace;
pub mod permission;
pub mod registration;
pub mod responsible;
pub mod schedule;
mod service;
pub mod site_address;
pub mod standing;
pub mod support_code;
mod text;
pub mod usability;
pub mod verification;
pub mod webhook;
