//! Starts an emulated Microsoft 365, has the administrator of a customer's tenant consent, and asks Graph with the app's own
//! token: `cargo run --example quick_start`.

use m365_emulator::{AppRegistration, Emulator, Options};
use serde_json::{Value, json};
use std::{error::Error, io::Write as _};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let (client_id, secret) = ("c1000000-0000-4000-8000-000000000001", "a secret");
    let app: AppRegistration = serde_json::from_value(json!({
        "client_id": client_id, "home_tenant_id": "e0000000-0000-4000-8000-0000000000aa",
        "display_name": "My app", "publisher": {"name": "My company", "verified": true},
        "secrets": [secret], "redirect_uris": ["http://127.0.0.1:9/callback"],
        "declared": {"delegated": ["User.Read"], "application": ["Application.Read.All"]},
    }))?;
    let emulator = Emulator::start(Options::new(app)).await?;
    let http = reqwest::Client::builder().no_proxy().build()?;

    let tenant = format!("{}/control/tenants/all-well", emulator.login_url());
    http.post(format!("{tenant}/consent"))
        .send()
        .await?
        .error_for_status()?;

    let token = format!("{}/contoso.example/oauth2/v2.0/token", emulator.login_url());
    let grant = [
        ("grant_type", "client_credentials"),
        ("scope", "https://graph.microsoft.com/.default"),
        ("client_id", client_id),
        ("client_secret", secret),
    ];
    let token: Value = http.post(token).form(&grant).send().await?.json().await?;
    let graph = format!(
        "{}/v1.0/servicePrincipals(appId='{client_id}')",
        emulator.graph_url()
    );
    let asked = http
        .get(graph)
        .bearer_auth(token["access_token"].as_str().unwrap_or_default());
    let seen: Value = asked.send().await?.json().await?;
    writeln!(std::io::stdout(), "{seen:#}")?;
    Ok(())
}
