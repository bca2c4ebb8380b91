//! Examples in documentation comments would be tests of their own, each a program to be linked. There are none, so no step of
//! `cargo dev test` runs them, and this keeps it so.

use crate::layout::Layout;
use std::path::Path;

#[test]
fn no_documentation_comment_holds_an_example_that_nobody_would_run() {
    let layout = Layout::of_this_checkout();
    let mut examples = Vec::new();
    for folder in ["functions", "infra", "shared", "tests"] {
        find(&layout.root().join(folder), &mut examples);
    }
    assert!(examples.is_empty(), "{examples:#?}");
}

fn find(folder: &Path, examples: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("node_modules") {
            find(&path, examples);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let holds = text.lines().any(|line| {
                let line = line.trim_start();
                line.starts_with("/// ```") || line.starts_with("//! ```")
            });
            if holds {
                examples.push(path.display().to_string());
            }
        }
    }
}
