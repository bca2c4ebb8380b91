//! Rules for the READMEs: the files that they name are there, and their links lead somewhere.

use super::rust_files;
use std::path::Path;
use tooling::layout::Layout;

/// READMEs that name files of the code, from the root of the checkout.
const READMES: [&str; 11] = [
    "README.md",
    "functions/README.md",
    "functions/verify-api/README.md",
    "infra/README.md",
    "infra/RUNBOOK.md",
    "infra/entra-app/README.md",
    "shared/README.md",
    "shared/DECISIONS.md",
    "shared/SECURITY.md",
    "tests/README.md",
    "tests/m365-emulator/README.md",
];

#[test]
fn the_files_that_a_readme_names_are_there() {
    let layout = Layout::of_this_checkout().unwrap();
    let root = layout.root();
    let files = rust_files();
    let mut missing = Vec::new();
    let mut count = 0;
    for readme in READMES {
        let text = std::fs::read_to_string(root.join(readme)).unwrap();
        for name in named(&text) {
            count += 1;
            if !files
                .iter()
                .any(|(path, _)| Path::new(path).ends_with(name))
            {
                missing.push(format!("{readme}: {name}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(count > 20, "{count} files are named");
}

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
            let is_folder = there.is_dir() && anchor.is_empty();
            if !(is_there || is_folder) {
                broken.push(format!("{readme}: {target}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn a_crate_depends_only_on_rows_below_its_own() {
    let layout = Layout::of_this_checkout().unwrap();
    let folder = layout.root().join("shared");
    let readme = std::fs::read_to_string(folder.join("README.md")).unwrap();
    let (_, table) = readme.split_once("| Crate | Holds |").unwrap();
    let (table, _) = table.split_once("\n\n").unwrap();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `"));
    let crates: Vec<_> = rows.filter_map(|row| row.split('`').next()).collect();
    for (row, name) in crates.iter().enumerate() {
        let manifest = std::fs::read_to_string(folder.join(name).join("Cargo.toml")).unwrap();
        let manifest: toml::Table = manifest.parse().unwrap();
        let depends = |other: &str| manifest["dependencies"].get(other).is_some();
        let above = crates[..row].iter().find(|other| depends(other));
        assert_eq!(above, None, "{name} depends on it");
    }
    let packages = std::fs::read_dir(&folder).unwrap();
    let packages = packages.filter(|entry| entry.as_ref().unwrap().path().is_dir());
    assert_eq!(crates.len(), packages.count());
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

/// Names in code quotes that end like a Rust file; each is the end of a path.
fn named(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.split('`').skip(1).step_by(2);
    let is_rust = |name: &str| Path::new(name).extension() == Some("rs".as_ref());
    quoted.filter(move |name| is_rust(name) && !name.contains(['*', '{', ' ']))
}
