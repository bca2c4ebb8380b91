//! Checks that addresses of Microsoft's portals are built in this crate alone.

use domain::cloud::Cloud;
use std::path::Path;
use wording::portal::{my_roles_page, sign_in_logs_page};

const PORTALS: [&str; 3] = ["entra.microsoft.", "admin.microsoft.", "portal.azure."];

#[test]
fn no_other_crate_names_a_portal() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = package.ancestors().nth(2).unwrap();
    let mut naming = Vec::new();
    for folder in ["functions", "shared"] {
        find(&root.join(folder), package, &mut naming);
    }
    assert!(naming.is_empty(), "{naming:#?}");
}

/// Finds the sources below a folder that name a portal; tests may name one.
fn find(folder: &Path, except: &Path, naming: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path == except || path.file_stem().is_some_and(|stem| stem == "tests") {
            continue;
        }
        if path.is_dir() {
            find(&path, except, naming);
        } else if path
            .extension()
            .is_some_and(|ending| ending == "rs" || ending == "html")
        {
            let text = std::fs::read_to_string(&path).unwrap();
            if PORTALS.iter().any(|portal| text.contains(portal)) {
                naming.push(path.display().to_string());
            }
        }
    }
}

#[test]
fn each_cloud_has_its_own_portal() {
    for (cloud, portal) in [
        (Cloud::Global, "https://entra.microsoft.com/#view/"),
        (Cloud::UsGov, "https://entra.microsoft.us/#view/"),
        (Cloud::UsGovDod, "https://entra.microsoft.us/#view/"),
        (Cloud::China, "https://portal.azure.cn/#view/"),
    ] {
        assert!(sign_in_logs_page(&cloud).starts_with(portal), "{cloud:?}");
        assert!(my_roles_page(&cloud).starts_with(portal), "{cloud:?}");
    }
}
