//! Journeys over HTTP against the deployed stack; everything is in `tests/it`.
