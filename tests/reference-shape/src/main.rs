//! Smallest possible verification with a system user and one site, by whose times `cargo dev bench` divides the worker's. It
//! makes the worker's calls in the fewest links, with the same libraries, and does nothing else: no checks, no standing, no
//! schedule, and only its connections are held from one run to the next. Clients and our secret are made in init.
//!
//! Links in a row: the tenant's row, both tokens, both batches, the result.

use aws_config::BehaviorVersion;
use aws_sdk_dynamodb::types::AttributeValue;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use serde_json::{Value, json};
use std::collections::HashMap;
use url::form_urlencoded::Serializer;

const GRAPH_APPLICATION: &str = "00000003-0000-0000-c000-000000000000";
const SCOPE: &str = "https://graph.microsoft.com/.default";

struct Deps {
    table: aws_sdk_dynamodb::Client,
    http: reqwest::Client,
    secret: String,
    settings: Settings,
}

struct Settings {
    login: String,
    graph: String,
    client: String,
    table: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let aws = aws_config::load_defaults(BehaviorVersion::latest()).await;
    let secret = aws_sdk_secretsmanager::Client::new(&aws)
        .get_secret_value()
        .secret_id(format!("{}/entra-app", setting("SECRET_PREFIX")?))
        .send()
        .await?;
    let secret: Value = serde_json::from_str(secret.secret_string().unwrap_or_default())?;
    let deps = &Deps {
        table: aws_sdk_dynamodb::Client::new(&aws),
        http: reqwest::Client::builder().no_proxy().build()?,
        secret: text(&secret, "/credentials/0/secret")?,
        settings: Settings {
            login: setting("MICROSOFT_LOGIN_URL")?,
            graph: setting("MICROSOFT_GRAPH_URL")?,
            client: setting("ENTRA_CLIENT_ID")?,
            table: setting("TABLE_NAME")?,
        },
    };
    lambda_runtime::run(service_fn(|event| handle(deps, event))).await
}

#[expect(clippy::disallowed_methods, reason = "it has no configuration to read")]
fn setting(name: &str) -> Result<String, Error> {
    Ok(std::env::var(name)?)
}

async fn handle(deps: &Deps, event: LambdaEvent<Value>) -> Result<Value, Error> {
    for record in event.payload["Records"].as_array().into_iter().flatten() {
        let message: Value = serde_json::from_str(record["body"].as_str().unwrap_or_default())?;
        verify(deps, &text(&message, "/registration_id")?).await?;
    }
    Ok(json!({"batchItemFailures": []}))
}

async fn verify(deps: &Deps, registration: &str) -> Result<(), Error> {
    let key = HashMap::from([
        (
            "PK".to_owned(),
            AttributeValue::S(format!("REFERENCE#{registration}")),
        ),
        ("SK".to_owned(), AttributeValue::S("STATE".to_owned())),
    ]);
    let table = &deps.settings.table;
    let get = deps.table.get_item().table_name(table);
    let row = get.set_key(Some(key.clone())).send().await?;
    let row = row.item.ok_or("there is no such row")?;
    let column = |name: &str| row.get(name).and_then(|value| value.as_s().ok());
    let tenant = column("tenant").ok_or("a row has no tenant")?;
    let refresh_token = column("refresh_token").ok_or("a row has no refresh token")?;
    let site = column("site").ok_or("a row has no site")?;
    let of_user = [
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh_token),
        ("scope", &format!("{SCOPE} openid profile offline_access")),
    ];
    let (app, user) = tokio::try_join!(
        token(
            deps,
            tenant,
            &[("grant_type", "client_credentials"), ("scope", SCOPE)]
        ),
        token(deps, tenant, &of_user),
    )?;
    tokio::try_join!(
        batch(deps, &app, app_reads(&deps.settings.client)),
        batch(deps, &user, user_reads(site)),
    )?;
    let update = deps.table.update_item().table_name(table);
    update
        .set_key(Some(key))
        .update_expression("SET passed = :passed")
        .expression_attribute_values(":passed", AttributeValue::Bool(true))
        .send()
        .await?;
    Ok(())
}

async fn token(deps: &Deps, tenant: &str, grant: &[(&str, &str)]) -> Result<String, Error> {
    let Settings { login, client, .. } = &deps.settings;
    let body = Serializer::new(String::new())
        .append_pair("client_id", client)
        .append_pair("client_secret", &deps.secret)
        .extend_pairs(grant)
        .finish();
    let request = deps
        .http
        .post(format!("{login}/{tenant}/oauth2/v2.0/token"))
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    text(&answer(request.body(body)).await?, "/access_token")
}

async fn batch(deps: &Deps, token: &str, reads: Vec<String>) -> Result<(), Error> {
    let count = reads.len();
    let parts: Vec<Value> = (0..count)
        .zip(reads)
        .map(|(id, url)| json!({"id": id.to_string(), "method": "GET", "url": url}))
        .collect();
    let request = deps
        .http
        .post(format!("{}/v1.0/$batch", deps.settings.graph))
        .header(CONTENT_TYPE, "application/json")
        .header(AUTHORIZATION, format!("Bearer {token}"));
    let answer = answer(request.body(json!({"requests": parts}).to_string())).await?;
    let answers = answer["responses"].as_array().into_iter().flatten();
    if answers.filter(|answer| answer["status"] == 200).count() == count {
        Ok(())
    } else {
        Err(format!("a read failed: {answer}").into())
    }
}

async fn answer(request: reqwest::RequestBuilder) -> Result<Value, Error> {
    let response = request.send().await?.error_for_status()?;
    Ok(serde_json::from_slice(&response.bytes().await?)?)
}

fn app_reads(client: &str) -> Vec<String> {
    let own = format!("/servicePrincipals(appId='{client}')");
    vec![
        format!(
            "{own}?$select=id,appId,accountEnabled,appRoleAssignmentRequired,\
             appOwnerOrganizationId,disabledByMicrosoftStatus,isDisabled"
        ),
        format!("{own}/appRoleAssignments?$top=999"),
        format!("{own}/appRoleAssignedTo?$top=999"),
        format!("/servicePrincipals(appId='{GRAPH_APPLICATION}')?$select=id"),
    ]
}

fn user_reads(site: &str) -> Vec<String> {
    vec![
        "/me?$select=id,userPrincipalName,userType,accountEnabled".to_owned(),
        "/me/licenseDetails".to_owned(),
        "/me/memberOf?$select=id".to_owned(),
        "/me/mailFolders/inbox?$select=id".to_owned(),
        "/organization?$select=id,displayName,verifiedDomains".to_owned(),
        "/sites?search=*&$select=id,webUrl&$top=50".to_owned(),
        format!("/sites/{site}?$select=id,webUrl"),
        format!("/sites/{site}:/drives?$select=id,name,driveType,webUrl,quota,system"),
    ]
}

fn text(value: &Value, pointer: &str) -> Result<String, Error> {
    let found = value.pointer(pointer).and_then(Value::as_str);
    Ok(found.ok_or_else(|| format!("no {pointer}"))?.to_owned())
}
