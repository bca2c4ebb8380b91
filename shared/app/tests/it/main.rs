//! Use cases against a DynamoDB in this process and servers of this test for everything else that is asked.

#![expect(
    clippy::unwrap_used,
    reason = "clippy frees test functions alone, and the shortcuts of these tests fail the test they serve"
)]

extern crate cooperlink_app as app;

mod access;
mod access_safer;
mod agreement;
mod authority;
mod brake;
mod browser;
mod changing;
mod colleagues;
mod consent_first;
mod creating;
mod credentials;
mod deliveries;
mod directory;
mod disconnecting;
mod dispatch;
mod dispatch_night;
mod disturbance;
mod duplicates;
mod elsewhere;
mod ended;
mod erasing;
mod every_call;
mod expiring;
mod federated;
mod feed;
mod fleet;
mod gate;
mod grants;
mod growing;
mod halfway;
mod inviting;
mod kept;
mod key_uses;
mod legs;
mod libraries;
mod limits;
mod listing;
mod look_again;
mod moving;
mod not_asked;
mod outage;
mod patching;
mod people;
mod repeats;
mod rescheduled;
mod samples;
mod secret_types;
mod server;
mod signing_out;
mod system_user;
mod taken;
mod turns;
mod usable;
mod verdicts;
mod verification;
mod world;
