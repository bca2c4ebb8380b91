//! Means of the tests: the running stack, the emulated AWS and Microsoft 365, a person, a browser, pictures.

pub(crate) mod access_page;
pub(crate) mod aws;
pub(crate) mod browser;
pub(crate) mod figures;
pub(crate) mod full;
pub(crate) mod gallery;
pub(crate) mod hurry;
pub(crate) mod person;
pub(crate) mod put_back;
pub(crate) mod stack;
pub(crate) mod tenant;
pub(crate) mod walked;
