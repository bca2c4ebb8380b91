//! Figures of the pages, in `target/dev/pages.json`: the measurements of the tests, page by page. They are only reported,
//! because seconds depend on the machine.

use crate::support::browser::pictures;
use serde_json::{Map, Value};
use std::{fs, io, path::Path};

/// Stores a figure beside the pictures of a page, and writes all figures into one file.
pub(crate) fn keep(page: &str, name: &str, figure: &Value) {
    let folder = pictures().join(page);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(format!("{name}.json")), figure.to_string()).expect("a figure");
    let all = Value::Object(collected(&pictures()).expect("the figures"));
    let file = crate::support::stack::checkout().join("target/dev/pages.json");
    // Tests run side by side, so it appears at once or not at all.
    let draft = file.with_extension(std::process::id().to_string());
    fs::write(&draft, format!("{all:#}\n")).expect("a file");
    fs::rename(draft, file).expect("a file");
}

fn collected(folder: &Path) -> io::Result<Map<String, Value>> {
    let mut pages = Map::new();
    for page in fs::read_dir(folder)? {
        let page = page?.path();
        if !page.is_dir() {
            continue;
        }
        let mut figures = Map::new();
        for file in fs::read_dir(&page)? {
            let file = file?.path();
            if let Some(name) = named(&file, "json") {
                // Another test may be writing it.
                if let Ok(figure) = serde_json::from_slice(&fs::read(&file)?) {
                    figures.insert(name, figure);
                }
            }
        }
        if let Some(name) = named(&page, "").filter(|_| !figures.is_empty()) {
            pages.insert(name, Value::Object(figures));
        }
    }
    Ok(pages)
}

/// Name of a file with this ending, without the ending.
fn named(file: &Path, ending: &str) -> Option<String> {
    let has_it = file.extension().unwrap_or_default() == ending;
    Some(file.file_stem()?.to_str()?.to_owned()).filter(|_| has_it)
}
