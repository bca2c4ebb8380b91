//! The reference of a request at Microsoft, which support needs to find it.

use super::super::{Frame, Moment};
use crate::words;
use domain::verification::facts::Evidence;

/// Microsoft's id of a request and its time, for support.
pub(super) struct Reference {
    pub(super) id: String,
    pub(super) at: Moment,
}

impl Reference {
    pub(super) fn of(frame: &Frame<'_>, evidence: &Evidence) -> Option<Self> {
        Some(Self {
            id: words::name(evidence.request_id.as_deref()?),
            at: frame.moment(evidence.at),
        })
    }
}
