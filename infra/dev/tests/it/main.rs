//! Rules for what no compiler reads: `infra/template.yaml`, and the documents and comments of the tree.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy frees test functions alone, and the shortcuts of these tests fail the test they serve"
)]

mod documentation;
mod template;
