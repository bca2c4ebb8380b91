//! What becomes an HTTP response: pages, problems, headers, cookies; and what a request says, read strictly.
//!
//! This crate must not know Lambda, storage or Microsoft's protocols.

pub mod assets;
pub mod calendar;
pub mod cookie;
pub mod headers;
pub mod page;
pub mod page_style;
pub mod problem;
pub mod rate_limit;
pub mod redirect;
pub mod request;
pub mod words;
