//! Requests of the host app, and what it is told: registrations, keys, events and their delivery.

pub mod api_key;
pub mod api_key_uses;
pub mod cursor;
pub mod deliver_event;
pub mod dispatch_events;
pub mod dispatch_removals;
pub mod domain_lookup;
pub mod events;
pub mod expire_invitations;
pub mod idempotent;
pub(crate) mod invitation_event;
pub mod registrations;
pub mod removal;
pub mod repeatable;
pub mod verifications;
pub mod webhook_endpoints;
