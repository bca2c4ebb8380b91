//! Events: what the host app is told of.

pub(crate) mod list;
