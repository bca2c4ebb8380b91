//! Rules of what is written about the code: documentation comments and the READMEs.
//!
//! Examples in documentation comments would be tests of their own, each a program to be linked. There are none, so no step of
//! `cargo dev test` runs them, and this keeps it so. A file that a README names is there.

use std::path::{Path, PathBuf};
use tooling::layout::Layout;

/// READMEs that name files of the code, from the root of the checkout.
const READMES: [&str; 7] = [
    "README.md",
    "functions/README.md",
    "functions/verify-api/README.md",
    "infra/README.md",
    "shared/README.md",
    "shared/DECISIONS.md",
    "tests/README.md",
];

#[test]
fn the_files_that_a_readme_names_are_there() {
    let layout = Layout::of_this_checkout().unwrap();
    let root = layout.root();
    let mut files = Vec::new();
    for folder in FOLDERS {
        list(&root.join(folder), &mut files);
    }
    let mut missing = Vec::new();
    let mut count = 0;
    for readme in READMES {
        let text = std::fs::read_to_string(root.join(readme)).unwrap();
        for name in named(&text) {
            count += 1;
            if !files.iter().any(|file| file.ends_with(name)) {
                missing.push(format!("{readme}: {name}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(count > 20, "{count} files are named");
}

/// The links of the READMEs to other files of the checkout lead somewhere.
#[test]
fn the_links_of_a_readme_lead_somewhere() {
    let layout = Layout::of_this_checkout().unwrap();
    let mut broken = Vec::new();
    for readme in READMES {
        let file = layout.root().join(readme);
        let text = std::fs::read_to_string(&file).unwrap();
        for link in text.split("](").skip(1) {
            let target = link.split_once(')').unwrap().0;
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            if path.starts_with("http") {
                continue;
            }
            let there = if path.is_empty() {
                file.clone()
            } else {
                file.with_file_name(path)
            };
            let is_there =
                std::fs::read_to_string(&there).is_ok_and(|text| has_heading(&text, anchor));
            if !is_there && !(there.is_dir() && anchor.is_empty()) {
                broken.push(format!("{readme}: {target}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

/// Whether a heading of the text has that anchor, as GitHub makes it; each text has the empty one.
fn has_heading(text: &str, anchor: &str) -> bool {
    let anchor_of = |line: &str| {
        let heading = line.trim_start_matches('#').trim().to_lowercase();
        heading.replace(' ', "-").replace(
            |letter: char| !letter.is_alphanumeric() && letter != '-',
            "",
        )
    };
    let mut headings = text.lines().filter(|line| line.starts_with('#'));
    anchor.is_empty() || headings.any(|line| anchor_of(line) == anchor)
}

/// The names in code quotes that end like a file of Rust's; each is the end of a path.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted.filter(|name| name.ends_with(".rs") && !name.contains(['*', '{', ' ']))
}

const FOLDERS: [&str; 4] = ["functions", "infra", "shared", "tests"];

#[test]
fn no_documentation_comment_holds_an_example_that_nobody_would_run() {
    let layout = Layout::of_this_checkout().unwrap();
    let mut files = Vec::new();
    for folder in FOLDERS {
        list(&layout.root().join(folder), &mut files);
    }
    files.retain(|file| holds_example(&std::fs::read_to_string(file).unwrap()));
    assert!(files.is_empty(), "{files:#?}");
}

/// Adds the files of Rust below a folder.
fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("node_modules") {
            list(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
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
