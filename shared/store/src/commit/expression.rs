//! An update expression, and the number of the newest event in it.

use aws_sdk_dynamodb::types::AttributeValue;
use domain::event::Event;
use std::collections::HashMap;

/// An update expression with its names and values.
pub(super) struct Expression {
    pub(super) update: String,
    pub(super) condition: String,
    pub(super) names: HashMap<String, String>,
    pub(super) values: HashMap<String, AttributeValue>,
}

impl Expression {
    /// Sets the number of the registration's newest event to that of the last of these events, if the stored number is the one
    /// before the first. The attribute's name is short, so that the standing stays within one write unit.
    pub(super) fn number(&mut self, events: &[Event]) {
        let (Some(first), Some(last)) = (events.first(), events.last()) else {
            return;
        };
        let number = |sequence: u64| AttributeValue::N(sequence.to_string());
        let set = "SET told = :sequence";
        let rest = self.update.strip_prefix("SET").unwrap_or_default();
        self.update = if rest.is_empty() {
            set.to_owned()
        } else {
            format!("{set},{rest}")
        };
        self.condition
            .push_str(" AND (attribute_not_exists(told) OR told = :sequence_before)");
        let before = first.registration.sequence.saturating_sub(1);
        self.values
            .insert(":sequence_before".to_owned(), number(before));
        self.values
            .insert(":sequence".to_owned(), number(last.registration.sequence));
    }
}
