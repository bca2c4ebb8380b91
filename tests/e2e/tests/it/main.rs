//! Journeys over HTTP against the deployed stack: the built functions behind the emulated AWS, with IAM enforced, and the
//! emulated Microsoft 365. Each journey has a module, and each test a tenant of its own, so that they run side by side.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "clippy frees test functions alone, and the shortcuts of these tests fail the test they serve"
)]

mod access;
mod access_changes;
mod administrator;
mod answers;
mod api;
mod api_keys;
mod asked_again;
mod aws;
mod axe;
mod browser;
mod browser_access;
mod browser_administrator;
mod browser_keyboard;
mod browser_leaving;
mod browser_names;
mod browser_pages;
mod browser_results;
mod browser_system_user;
mod browser_tenants;
mod callback;
mod colleagues;
mod correlation;
mod credential;
mod deployments;
mod doctor;
mod each_check;
mod elsewhere;
mod erasing;
mod erasing_by_command;
mod every_tenant;
mod figures;
mod floods;
mod forged_id_tokens;
mod full;
mod gallery;
mod guides;
mod headers;
mod history;
mod hurry;
mod idempotency;
mod invitation;
mod leaving;
mod limits;
mod logs;
mod moving_tokens;
mod operations;
mod other_origins;
mod pages;
mod person;
mod queues;
mod reading_faults;
mod renames;
mod restoring;
mod return_url;
mod roles;
mod rollback;
mod rotations;
mod round_trips;
mod schedule;
mod sign_in_ends;
mod sites;
mod stack;
mod system_user;
mod tenant;
mod three_clicks;
mod user_access;
mod walked;
mod webhooks;
