//! The words of the checks in every language: what a check asks, what it found and how it is put right, with the addresses of
//! Microsoft's portals. Each check has a folder in `checks` and a row in `folder.rs`.
//!
//! This crate must not know how anything is read, stored or sent, nor what a page looks like.

pub mod check;
mod folder;
pub mod guidance;
pub mod markdown;
pub mod place;
pub mod portal;
pub mod texts;
