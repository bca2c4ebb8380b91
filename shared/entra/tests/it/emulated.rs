//! The emulated Microsoft 365, and the token of a person who signed in there.

use crate::setting::{CLIENT, cloud};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::access::{ASSIGN_PERMISSIONS, SWITCH_PERMISSION};
use entra::{Entra, Limits};
use http::header;
use m365_emulator::{AppRegistration, Emulator, Options};
use reqwest::{Client, RequestBuilder, Response};
use secrecy::SecretString;
use serde_json::{Value, json};
use url::{Url, form_urlencoded};

const REDIRECT: &str = "http://127.0.0.1:9/callback";
const SECRET: &str = "canary-client-secret";
const VERIFIER: &str = "a-code-verifier-of-more-than-forty-three-characters";

pub(crate) struct Emulated {
    emulator: Emulator,
    http: Client,
    pub(crate) entra: Entra,
    /// Key of the tenant, by which commands address it.
    tenant: &'static str,
}

impl Emulated {
    /// Starts the emulator, and consents to the app in this tenant.
    pub(crate) async fn start(tenant: &'static str) -> Self {
        let app: AppRegistration = serde_json::from_value(json!({
            "client_id": CLIENT,
            "home_tenant_id": "e0000000-0000-4000-8000-0000000000aa",
            "display_name": "Cooperlink Cloud",
            "publisher": { "name": "Cooperlink", "verified": true },
            "secrets": [SECRET],
            "redirect_uris": [REDIRECT],
            "declared": { "delegated": ["openid", "User.Read"], "application": [] },
        }))
        .unwrap();
        let emulator = Emulator::start(Options::new(app)).await.unwrap();
        let cloud = cloud(emulator.login_url(), emulator.graph_url());
        let http = entra::http_client_builder(&cloud).build().unwrap();
        let client = entra::http_client(&cloud).unwrap();
        let client_id = CLIENT.parse().unwrap();
        let emulated = Self {
            entra: Entra::with_limits(client, cloud, client_id, Limits::default()),
            emulator,
            http,
            tenant,
        };
        emulated.control("/consent", &json!({})).await;
        let delegated = [&ASSIGN_PERMISSIONS[..], &[SWITCH_PERMISSION]].concat();
        let grant = json!({ "delegated": delegated });
        emulated.control("/grant", &grant).await;
        emulated
    }

    fn login(&self, path: &str) -> String {
        format!("{}{path}", self.emulator.login_url())
    }

    /// Sends a command about the tenant; returns its state.
    pub(crate) async fn control(&self, command: &str, body: &Value) -> Value {
        let url = self.login(&format!("/control/tenants/{}{command}", self.tenant));
        let request = self
            .http
            .post(url)
            .header(header::CONTENT_TYPE, "application/json")
            .body(body.to_string());
        parsed(request.send().await.unwrap()).await
    }

    /// Count of this name in the tenant's log.
    pub(crate) async fn total(&self, name: &str) -> u64 {
        let url = self.login(&format!("/control/requests?tenant={}", self.tenant));
        let log = parsed(self.http.get(url).send().await.unwrap()).await;
        log["totals"][name].as_u64().unwrap()
    }

    /// Clears the tenant's log.
    pub(crate) async fn forget_requests(&self) {
        let url = self.login(&format!("/control/requests?tenant={}", self.tenant));
        let answer = self.http.delete(url).send().await.unwrap();
        assert!(answer.status().is_success());
    }

    /// Makes the tenant's requests go wrong in this way.
    pub(crate) async fn fault(&self, fault: &Value) {
        let url = self.login(&format!("/control/faults?tenant={}", self.tenant));
        let request = self.http.post(url);
        let request = request.header(header::CONTENT_TYPE, "application/json");
        let answer = request.body(fault.to_string()).send().await.unwrap();
        assert!(answer.status().is_success());
    }

    /// Access token of a person, for all permissions of the access leg.
    pub(crate) async fn token_of(&self, account: &str) -> SecretString {
        let scopes = format!("{} {SWITCH_PERMISSION}", ASSIGN_PERMISSIONS.join(" "));
        self.token_for(account, &scopes).await
    }

    /// Access token of a person for these permissions.
    pub(crate) async fn token_for(&self, account: &str, scopes: &str) -> SecretString {
        let state = self.control("/settle", &json!({})).await;
        let authority = state["tenant_id"].as_str().unwrap();
        let code = self.code_of(authority, account, scopes).await;
        let form = [
            ("client_id", CLIENT),
            ("client_secret", SECRET),
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", REDIRECT),
            ("code_verifier", VERIFIER),
        ];
        let url = self.login(&format!("/{authority}/oauth2/v2.0/token"));
        let request = form_of(self.http.post(url), form);
        let answer = parsed(request.send().await.unwrap()).await;
        answer["access_token"].as_str().unwrap().into()
    }

    async fn code_of(&self, authority: &str, account: &str, scopes: &str) -> String {
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, VERIFIER.as_bytes());
        let scope = format!("openid User.Read {scopes}");
        let authorize = self.login(&format!("/{authority}/oauth2/v2.0/authorize"));
        let authorize = Url::parse_with_params(
            &authorize,
            [
                ("client_id", CLIENT),
                ("response_type", "code"),
                ("redirect_uri", REDIRECT),
                ("scope", &scope),
                ("state", "the state"),
                ("nonce", "the nonce"),
                ("code_challenge", &URL_SAFE_NO_PAD.encode(digest)),
                ("code_challenge_method", "S256"),
                ("prompt", "select_account"),
            ],
        )
        .unwrap();
        let page = self.http.get(authorize.clone()).send().await.unwrap();
        let cookies: Vec<String> = page
            .headers()
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|cookie| cookie.to_str().unwrap().split(';').next())
            .map(str::to_owned)
            .collect();
        let page = page.text().await.unwrap();
        let (action, fields) = pressed(&page, account);
        let request = form_of(self.http.post(authorize.join(&action).unwrap()), fields)
            .header(header::COOKIE, cookies.join("; "));
        let answer = request.send().await.unwrap();
        let Some(location) = answer.headers().get(header::LOCATION).cloned() else {
            panic!("{}", answer.text().await.unwrap())
        };
        let location = Url::parse(location.to_str().unwrap()).unwrap();
        let (_, code) = location
            .query_pairs()
            .find(|(name, _)| name == "code")
            .unwrap();
        code.into_owned()
    }
}

async fn parsed(answer: Response) -> Value {
    let status = answer.status();
    let text = answer.text().await.unwrap();
    assert!(status.is_success(), "{text}");
    serde_json::from_str(&text).unwrap()
}

fn form_of<Name: AsRef<str>, Text: AsRef<str>>(
    request: RequestBuilder,
    fields: impl IntoIterator<Item = (Name, Text)>,
) -> RequestBuilder {
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    request
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(body)
}

/// Address and fields of the form with this button.
fn pressed(page: &str, label: &str) -> (String, Vec<(String, String)>) {
    let Some(end) = page.find(&format!(">{label}</button>")) else {
        panic!("no button {label} on {page}")
    };
    let before = &page[..end];
    let form = &before[before.rfind("<form").unwrap()..];
    let button = &form[form.rfind("<button").unwrap()..];
    let hidden = form
        .split("<input")
        .skip(1)
        .filter(|input| input.contains("type=\"hidden\""));
    let fields = hidden
        .chain([button])
        .filter_map(|element| Some((attribute(element, "name")?, attribute(element, "value")?)))
        .collect();
    (attribute(form, "action").unwrap(), fields)
}

fn attribute(text: &str, name: &str) -> Option<String> {
    let tag = &text[..text.find('>').unwrap_or(text.len())];
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let value = &tag[start..];
    let value = &value[..value.find('"')?];
    Some(value.replace("&#38;", "&").replace("&amp;", "&"))
}
