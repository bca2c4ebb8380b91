//! Front page, where a person begins.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::catalogue;
use crate::clock::random_guid;
use crate::directory::Tenant;
use crate::login::page::render;
use crate::tenant::{Description, Heading, Press};
use crate::world::{Shared, World};

/// Buttons beside the consent link: path segment and label.
const ACTIONS: [(&str, &str); 6] = [
    ("revoke", "Revoke consent"),
    ("delete", "Delete app"),
    ("give-back", "Give back"),
    ("faults-off", "Faults off"),
    ("faults-on", "Faults on"),
    ("reset", "Start over"),
];

/// The headings in their order.
const HEADINGS: [(Heading, &str); 4] = [
    (Heading::Registration, "Registration"),
    (Heading::SystemUser, "System user"),
    (Heading::LicenceAndMailbox, "Licence and mailbox"),
    (Heading::SitesAndLibraries, "Sites and libraries"),
];

/// Tenants to try first: one in which all is well, one that an administrator repairs, one that the host app repairs.
const FIRST: [&str; 3] = ["all-well", "assignment-required", "library-missing"];

/// Parameters of the front page.
#[derive(Deserialize)]
struct Wanted {
    /// Words that a tenant's row must contain, in any case.
    #[serde(default)]
    q: String,
    /// Whether copies of tenants are listed too.
    #[serde(default)]
    copies: bool,
}

/// The front page and its buttons.
pub(crate) fn router() -> Router<Arc<Shared>> {
    Router::new()
        .route("/", get(show))
        .route("/favicon.ico", get(|| async { StatusCode::NO_CONTENT }))
        .route("/try/{tenant}", post(open_consent_link))
        .route("/tenants/{tenant}/{action}", post(act))
}

#[derive(Template)]
#[template(path = "front.html")]
struct Page {
    app: String,
    q: String,
    first: Vec<Line>,
    groups: Vec<Group>,
    /// Number of copies that are not listed.
    copies: usize,
}

/// The tenants under one heading.
struct Group {
    title: &'static str,
    tenants: Vec<Line>,
}

#[derive(Clone)]
struct Line {
    key: String,
    id: Uuid,
    display_name: String,
    you_will_see: String,
    account: String,
    system_user: String,
    press: &'static str,
    others: String,
    domains: String,
    state: String,
    actions: Vec<(&'static str, &'static str)>,
}

async fn show(State(shared): State<Arc<Shared>>, Query(wanted): Query<Wanted>) -> Response {
    let mut world = shared.world();
    let app = world.app.display_name.clone();
    let groups = HEADINGS.map(|(heading, title)| {
        let of_heading = |tenant: &&Tenant| tenant.description.heading == heading;
        let ids = world.tenants.iter().filter(of_heading).map(Tenant::id);
        let mut tenants = Vec::new();
        for id in ids.collect::<Vec<Uuid>>() {
            let faults = world.faults.list(Some(id)).len();
            tenants.extend(world.settled(id).map(|tenant| line(tenant, faults)));
        }
        Group { title, tenants }
    });
    let mut groups = Vec::from(groups);
    let is_copy = |line: &Line| !catalogue::has(&line.key);
    let lines = groups.iter().flat_map(|group| &group.tenants);
    let copies = lines.filter(|line| is_copy(line)).count();
    let words = wanted.q.to_lowercase();
    for group in &mut groups {
        group.tenants.retain(|line| {
            (wanted.copies || !is_copy(line)) && words.split_whitespace().all(|word| line.has(word))
        });
    }
    let first = if words.is_empty() {
        let lines = groups.iter().flat_map(|group| &group.tenants);
        let mut first: Vec<_> = lines
            .filter(|line| FIRST.contains(&&*line.key))
            .cloned()
            .collect();
        first.sort_by_key(|line| FIRST.iter().position(|key| *key == line.key));
        first
    } else {
        Vec::new()
    };
    let page = Page {
        app,
        q: wanted.q,
        first,
        groups,
        copies: if wanted.copies { 0 } else { copies },
    };
    render(&page, StatusCode::OK)
}

impl Line {
    /// Whether the row contains a word in lower case.
    fn has(&self, word: &str) -> bool {
        let parts = [
            &self.key,
            &self.display_name,
            &self.you_will_see,
            &self.account,
            &self.system_user,
        ];
        parts.iter().any(|part| part.to_lowercase().contains(word))
    }
}

fn line(tenant: &Tenant, faults: usize) -> Line {
    let description = &tenant.description;
    let others = description
        .users
        .iter()
        .filter(|user| !user.generated)
        .map(|user| user.sign_in_name().to_owned());
    let named = [&description.account, &description.system_user];
    let mut others: Vec<_> = others
        .filter(|name| named.iter().all(|named| *named != name))
        .collect();
    let (generated, _) = description.generated();
    if generated > 0 {
        others.push(format!("{generated} generated people"));
    }
    Line {
        key: description.key.clone(),
        id: tenant.id(),
        display_name: description.display_name.clone(),
        you_will_see: description.you_will_see.clone(),
        account: description.account.clone(),
        system_user: description.system_user.clone(),
        press: if description.presses == Press::Accept {
            "Accept"
        } else {
            "Cancel"
        },
        others: if others.is_empty() {
            "none".to_owned()
        } else {
            others.join(", ")
        },
        domains: description.verified_domains.join(", "),
        state: state(tenant, faults),
        actions: ACTIONS
            .into_iter()
            .filter(|(action, _)| useful(action, description))
            .collect(),
    }
}

/// Whether an action is useful for a tenant: faults can be switched only if the tenant has some.
fn useful(action: &str, description: &Description) -> bool {
    !action.starts_with("faults") || !description.faults.is_empty()
}

fn state(tenant: &Tenant, faults: usize) -> String {
    let app = match &tenant.installed {
        None if tenant.deleted.is_some() => "the app was deleted".to_owned(),
        None => "the app is not there yet".to_owned(),
        Some(installed) => {
            let tenant_wide = installed
                .grants
                .iter()
                .any(|grant| grant.principal.is_none());
            let consent = if tenant_wide {
                "consented for the organisation"
            } else {
                "no consent for the organisation"
            };
            let enabled = if installed.is_usable() {
                ""
            } else {
                ", disabled"
            };
            format!("the app is there, {consent}{enabled}")
        }
    };
    let spreading = if tenant.is_spreading() {
        ", a consent is spreading"
    } else {
        ""
    };
    let faults = if faults == 0 {
        String::new()
    } else {
        format!(", {faults} faults on")
    };
    format!("Now: {app}{spreading}{faults}.")
}

async fn act(
    State(shared): State<Arc<Shared>>,
    Path((name, action)): Path<(String, String)>,
) -> Response {
    let mut world = shared.world();
    let Some(id) = world.find_tenant_id(&name) else {
        return (StatusCode::NOT_FOUND, format!("There is no tenant {name}.")).into_response();
    };
    if !carry_out(&mut world, id, &action) {
        return (
            StatusCode::NOT_FOUND,
            format!("There is no button {action}."),
        )
            .into_response();
    }
    Redirect::to(&format!("/#{name}")).into_response()
}

fn carry_out(world: &mut World, id: Uuid, action: &str) -> bool {
    let (now, declared) = (world.clock.now(), world.app.declared.clone());
    match action {
        "faults-off" => world.faults.clear(Some(id)),
        "faults-on" => world.faults_on(id),
        "reset" => world.reset_tenant(id),
        "revoke" => {
            if let Some(installed) = world
                .tenant(id)
                .and_then(|tenant| tenant.installed.as_mut())
            {
                installed.grants.clear();
                installed.roles.clear();
            }
        }
        "delete" => {
            if let Some(tenant) = world.tenant(id) {
                tenant.delete_app();
            }
        }
        "give-back" => {
            if let Some(tenant) = world.tenant(id)
                && !tenant.restore_app()
            {
                tenant.consent(declared.delegated, Some(declared.application), now);
            }
        }
        _ => return false,
    }
    true
}

/// `POST /try/{tenant}`: creates a registration through the host app's API, and redirects to its consent link.
async fn open_consent_link(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
) -> Response {
    let asked = {
        let mut world = shared.world();
        let host_app = world.app.host_app.clone();
        let id = world.find_tenant_id(&name);
        let description = id
            .and_then(|id| world.tenant(id))
            .map(|tenant| &tenant.description);
        host_app.zip(description.map(registration))
    };
    let Some((host_app, body)) = asked else {
        let text = "There is no such tenant, or the emulator was started without host_app: it \
            does not know where to create a registration.";
        return (StatusCode::NOT_FOUND, text).into_response();
    };
    let answer = shared
        .http
        .post(format!(
            "{}/v1/registrations",
            host_app.api_url.trim_end_matches('/')
        ))
        .bearer_auth(&host_app.api_key)
        .header("Idempotency-Key", random_guid().to_string())
        .json(&body)
        .send()
        .await;
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => {
            return (
                StatusCode::BAD_GATEWAY,
                format!("The API did not answer: {error}"),
            )
                .into_response();
        }
    };
    let status = answer.status();
    let text = answer.text().await.unwrap_or_default();
    let created: Value = serde_json::from_str(&text).unwrap_or_default();
    match created.pointer("/invitation/url").and_then(Value::as_str) {
        Some(url) if status == StatusCode::CREATED => Redirect::to(url).into_response(),
        _ => (
            StatusCode::BAD_GATEWAY,
            format!("The API answered {status}: {text}"),
        )
            .into_response(),
    }
}

fn registration(description: &Description) -> Value {
    let sites = description
        .sites_to_expect()
        .into_iter()
        .map(|(url, libraries)| json!({ "url": url, "libraries": libraries }));
    let mut body = json!({
        "customer_id": format!("try-{}", description.key),
        // Each press of the button makes one more.
        "additional": true,
        "customer_name": description.display_name,
        "plan": "BOOST",
        "language": "en",
        "system_user": description.system_user,
        "sites": sites.collect::<Vec<_>>(),
    });
    if let Some(domain) = description.domain_to_expect() {
        body["expected_domain"] = json!(domain);
    }
    body
}
