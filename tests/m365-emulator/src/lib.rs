//! Emulated Microsoft 365: login host, Microsoft Graph, and a tenant's own identity provider, over real HTTP.
//!
//! It is written from Microsoft's documentation and uses no part of the service under test, so it cannot share its mistakes.
//! It keeps state, signs its own tokens, obeys the commands of its control API (see the package's README), and answers 501 to
//! any request that it does not know. It listens on loopback only and makes no connections, except to the host app's API when
//! a person presses the button on its front page, and to the links on this machine that its robot is sent to.

mod aadsts;
mod app_registration;
mod catalogue;
mod certificate;
mod clock;
mod connection;
mod contract;
mod control;
mod directory;
mod directory_delay;
mod emulator;
mod fault;
mod forgery;
mod front;
mod generated;
mod graph;
mod group;
mod identity_provider;
mod inheritance;
mod keys;
mod licence;
mod login;
mod middleware;
mod own_requests;
mod parameters;
mod permission;
mod policy;
mod request_log;
mod robot;
mod scope;
mod site;
mod tenant;
mod unknown;
mod user;
mod world;

pub use app_registration::{
    AppRegistration, AppRegistrationError, Declared, FederatedIdentityCredential, HostApp,
    Publisher,
};
pub use catalogue::TenantFileError;
pub use certificate::{Certificate, CertificateError};
pub use emulator::{Emulator, Options, StartError};
pub use keys::KeyError;
