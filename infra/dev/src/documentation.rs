//! Examples in documentation comments would be tests of their own, each a program to be linked. There are none, so no step of
//! `cargo dev test` runs them, and this keeps it so.

use std::path::Path;
use tooling::layout::Layout;

#[test]
fn no_documentation_comment_holds_an_example_that_nobody_would_run() {
    let layout = Layout::of_this_checkout().unwrap();
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
            if holds_example(&text) {
                examples.push(path.display().to_string());
            }
        }
    }
}

/// Whether a documentation comment has a block of code that is not said to be in another language than Rust.
fn holds_example(text: &str) -> bool {
    let mut blocks = text.lines().filter_map(|line| {
        let comment = line.trim_start();
        let comment = comment
            .strip_prefix("///")
            .or_else(|| comment.strip_prefix("//!"))?;
        comment.trim_start().strip_prefix("```")
    });
    let mut is_open = false;
    blocks.any(|language| {
        is_open = !is_open;
        is_open && !["sh", "text", "toml"].contains(&language)
    })
}
