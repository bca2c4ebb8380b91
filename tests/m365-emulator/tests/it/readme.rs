//! Parts of `README.md` that are made from the emulator itself. `UPDATE_GENERATED=1` writes them anew.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fmt::Write as _, path::Path};

use crate::stand::{CONTOSO, Stand, text};

/// Headings of the tenants, as their files name them.
const HEADINGS: [(&str, &str); 4] = [
    ("registration", "Registration"),
    ("system_user", "System user"),
    ("licence_and_mailbox", "Licence and mailbox"),
    ("sites_and_libraries", "Sites and libraries"),
];

/// A file of the package.
fn read_file(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// Compares a part of the README with its text, or writes it.
#[expect(
    clippy::disallowed_methods,
    reason = "the developer says that it is to be written"
)]
fn compare(part: &str, expected: &str) {
    let readme = read_file("README.md");
    let begin = format!("<!-- {part}, written by UPDATE_GENERATED=1 -->\n");
    let end = format!("<!-- end of {part} -->");
    let (before, rest) = readme.split_once(&begin).unwrap();
    let (written, after) = rest.split_once(&end).unwrap();
    if std::env::var("UPDATE_GENERATED").is_ok() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
        std::fs::write(file, format!("{before}{begin}{expected}{end}{after}")).unwrap();
    } else {
        assert_eq!(written, expected, "UPDATE_GENERATED=1 writes it");
    }
}

/// One test for all parts: each is written into the same file.
#[tokio::test]
async fn the_readme_shows_the_example_the_tenants_and_the_paths_of_graph() {
    let stand = Stand::start().await;
    let example = read_file("examples/quick_start.rs");
    let (_, code) = example.split_once("\n\n").unwrap();
    compare("quick start", &format!("\n```rust\n{code}```\n"));
    compare("tenants", &tenants(&stand).await);
    compare("graph", &paths(&stand).await);
}

async fn tenants(stand: &Stand) -> String {
    let answer = stand.control_get("/tenants").await;
    let tenants = answer["tenants"].as_array().unwrap();
    let mut table = String::new();
    for (heading, title) in HEADINGS {
        let columns = "Id ends in | Domain | Signs in | What goes wrong |\n|---|---|---|---|---|";
        writeln!(table, "\n| {title} | {columns}").unwrap();
        let of_heading = |tenant: &&Value| tenant["heading"] == heading;
        for tenant in tenants.iter().filter(of_heading) {
            let id = text(&tenant["tenant_id"]);
            writeln!(
                table,
                "| `{}` | `{}` | {} | `{}` | {} |",
                text(&tenant["key"]),
                &id[id.len() - 4..],
                tenant["verified_domains"][0].as_str().unwrap_or("none"),
                text(&tenant["account"]),
                text(&tenant["you_will_see"]),
            )
            .unwrap();
        }
    }
    table
}

/// Addresses of the contract that are answered: not with 501 for the path.
async fn paths(stand: &Stand) -> String {
    stand
        .control(&format!("/tenants/{CONTOSO}/consent"), Value::Null)
        .await;
    let token = stand.app_only(CONTOSO).await;
    let contract = ["graph-v1.0-subset.json", "additions.json"].map(|name| {
        serde_json::from_str::<Value>(&read_file(&format!("contract/{name}"))).unwrap()
    });
    let described: BTreeSet<_> = contract
        .iter()
        .flat_map(|contract| contract["paths"].as_object().unwrap().keys())
        .collect();
    let mut table = String::from("\n| Path | Methods |\n|---|---|\n");
    for path in described {
        let mut methods = Vec::new();
        for method in [Method::GET, Method::POST, Method::PATCH, Method::DELETE] {
            let name = format!("`{method}`");
            let body = json!({});
            let address = path.replace("{site-id}", "root");
            let (status, answer) = stand.change_graph(method, &token, &address, &body).await;
            let unknown = answer["unknown"].as_str().unwrap_or_default();
            if status != StatusCode::NOT_IMPLEMENTED.as_u16() || !unknown.starts_with("path ") {
                methods.push(name);
            }
        }
        if !methods.is_empty() {
            writeln!(table, "| `{path}` | {} |", methods.join(", ")).unwrap();
        }
    }
    table
}

#[test]
fn the_readme_has_every_command_of_the_control_api_and_no_other() {
    let readme = read_file("README.md");
    let (_, control) = readme.split_once("\n## Control API\n").unwrap();
    let (control, _) = control.split_once("\n## ").unwrap();
    let rows = control.lines().filter_map(|line| line.strip_prefix("| "));
    let told: BTreeSet<_> = rows
        .filter_map(|row| row.split(" |").next())
        .flat_map(told_commands)
        .collect();
    assert_eq!(told, routed_commands(&read_file("src/control.rs")));
}

/// Commands of a row's first cell, such as "`GET`, `POST /faults?tenant=`".
fn told_commands(cell: &str) -> Vec<String> {
    let (mut commands, mut methods) = (Vec::new(), Vec::new());
    for quoted in cell.split('`').skip(1).step_by(2) {
        let (method, path) = quoted.split_once(' ').unwrap_or((quoted, ""));
        methods.push(method);
        if let Some(path) = path.split('?').next().filter(|path| !path.is_empty()) {
            let path = nameless(path);
            commands.extend(methods.drain(..).map(|method| format!("{method} {path}")));
        }
    }
    commands
}

/// Commands of the router, as its source has them.
fn routed_commands(source: &str) -> BTreeSet<String> {
    let mut commands = BTreeSet::new();
    for route in source.split(".route(").skip(1) {
        let mut quoted = route.splitn(3, '"').skip(1);
        let path = quoted.next().unwrap().strip_prefix("/control").unwrap();
        let handlers = quoted.next().unwrap();
        for method in ["get", "post", "delete"] {
            if handlers.contains(&format!("{method}(")) {
                commands.insert(format!("{} {}", method.to_uppercase(), nameless(path)));
            }
        }
    }
    commands
}

/// A path without the names of its parameters.
fn nameless(path: &str) -> String {
    let segments = path.split('/');
    let segments = segments.map(|segment| {
        if segment.starts_with('{') {
            "{}"
        } else {
            segment
        }
    });
    segments.collect::<Vec<_>>().join("/")
}
