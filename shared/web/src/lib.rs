//! HTTP responses: pages, problems, headers, cookies; and the strict reading of requests.
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
