//! Journeys of people, and of the runs that look again, over HTTP as by a browser without script.

pub(crate) mod access;
pub(crate) mod access_changes;
pub(crate) mod administrator;
pub(crate) mod asked_again;
pub(crate) mod colleagues;
pub(crate) mod each_check;
pub(crate) mod elsewhere;
pub(crate) mod every_tenant;
pub(crate) mod invitation;
pub(crate) mod many_sites;
pub(crate) mod not_connected;
pub(crate) mod pages;
pub(crate) mod reading_faults;
pub(crate) mod renames;
pub(crate) mod round_trips;
pub(crate) mod schedule;
pub(crate) mod sign_in_ends;
pub(crate) mod sites;
pub(crate) mod system_user;
pub(crate) mod system_user_token;
pub(crate) mod three_clicks;
pub(crate) mod two_customers;
pub(crate) mod user_access;
