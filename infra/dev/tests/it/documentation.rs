//! Rules for what is written about the code, held over every Rust file of the tree and the READMEs.

mod circles;
mod citations;
mod names;
mod plain_words;
mod readmes;

use std::{ffi::OsStr, path::Path};
use tooling::layout::Layout;

/// Rejects examples in documentation comments: each would be a test and a program to be linked, and no step of
/// `cargo dev test` runs them.
#[test]
fn no_documentation_comment_holds_an_example_that_nobody_would_run() {
    let examples = rust_files()
        .into_iter()
        .filter(|(_, text)| holds_example(text))
        .map(|(path, _)| path)
        .collect::<Vec<_>>();
    assert!(examples.is_empty(), "{examples:#?}");
}

/// Path, relative to the checkout, and text of every Rust file that is written by hand.
pub(crate) fn rust_files() -> Vec<(String, String)> {
    files(&["rs"])
}

/// Path, relative to the checkout, and text of every file with one of these extensions.
fn files(extensions: &[&str]) -> Vec<(String, String)> {
    let layout = Layout::of_this_checkout().unwrap();
    let mut files = Vec::new();
    find(layout.root(), layout.root(), extensions, &mut files);
    files
}

fn find(root: &Path, folder: &Path, extensions: &[&str], files: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        if path.is_dir() {
            if ![".git", "node_modules", "target"]
                .map(OsStr::new)
                .contains(&name)
            {
                find(root, &path, extensions, files);
            }
        } else if extensions
            .iter()
            .any(|known| path.extension() == Some(OsStr::new(known)))
        {
            let text = std::fs::read_to_string(&path).unwrap();
            let relative = path.strip_prefix(root).unwrap();
            files.push((relative.display().to_string(), text));
        }
    }
}

/// Text of a line that belongs to a documentation comment.
fn comment(line: &str) -> Option<&str> {
    let line = line.trim_start();
    line.strip_prefix("///")
        .or_else(|| line.strip_prefix("//!"))
        .map(str::trim)
}

/// Whether a documentation comment has a block of code that is not said to be in another language than Rust.
fn holds_example(text: &str) -> bool {
    let mut blocks = text
        .lines()
        .filter_map(|line| comment(line)?.strip_prefix("```"));
    let mut is_open = false;
    blocks.any(|language| {
        is_open = !is_open;
        is_open && !["sh", "text", "toml"].contains(&language)
    })
}
