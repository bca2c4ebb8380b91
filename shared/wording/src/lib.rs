//! Words of the checks in every language: the question, the finding and the repair of each check, with the addresses of
//! Microsoft's portals. Each check has a folder in `checks` and a row in `folder.rs`.
//!
//! This crate must not know how facts are read, stored or sent, nor how a page looks.

pub mod check;
mod folder;
pub mod guidance;
pub mod markdown;
pub mod place;
pub mod portal;
pub mod texts;
