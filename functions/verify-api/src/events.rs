//! Events: what the host app is told of, and the endpoints that they are delivered to.

pub(crate) mod list;
pub(crate) mod view;
