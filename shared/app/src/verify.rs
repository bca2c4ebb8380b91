//! Runs that look at a customer: who is due, what one queue message leads to, what is read and what is concluded.

pub mod access_gone;
pub mod dispatch_due;
pub mod process_message;
pub mod read_system_user;
pub mod read_tenant;
pub mod reschedule_lost;
pub mod verify_registration;
