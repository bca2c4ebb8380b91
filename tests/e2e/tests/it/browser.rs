//! Journeys and pages in real browsers, with the gallery of pictures.

pub(crate) mod access;
pub(crate) mod administrator;
pub(crate) mod axe;
pub(crate) mod keyboard;
pub(crate) mod leaving;
pub(crate) mod names;
pub(crate) mod pages;
pub(crate) mod results;
pub(crate) mod system_user;
pub(crate) mod tenants;
