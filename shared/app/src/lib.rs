//! Use cases, one file each. A use case takes only what it uses and answers with a result or an error a caller can act on.
//!
//! This crate must not know HTTP, Lambda or the wording of pages.

pub mod access;
pub mod access_gone;
pub mod api_key;
pub mod api_key_uses;
pub mod browser;
mod chain;
mod consent;
pub mod credential;
pub mod cursor;
pub mod deliver_event;
pub mod dispatch_due;
pub mod dispatch_events;
pub mod dispatch_removals;
pub mod domain_lookup;
pub mod events;
pub mod expire_invitations;
mod granted;
pub mod idempotent;
mod in_log;
mod invitation_event;
pub mod left_sign_in;
pub mod legs;
pub mod limits;
pub mod look_again;
pub mod move_sign_in;
pub mod new_id;
pub mod process_message;
pub mod read_system_user;
pub mod read_tenant;
mod refusal;
pub mod registrations;
pub mod removal;
pub mod repeatable;
pub mod request_invitation;
pub mod reschedule_lost;
pub mod sealing;
pub mod secret_token;
pub mod sign_out;
pub mod system_user_link;
pub mod verifications;
pub mod verify_registration;
pub mod warm_up;
pub mod webhook_endpoints;

pub use chain::Chain;
