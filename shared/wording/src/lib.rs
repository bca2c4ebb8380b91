//! The words of the checks: one folder a check in `checks`, with its texts in every language.
