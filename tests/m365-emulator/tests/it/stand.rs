//! A started emulator with an application, and shortcuts through its HTTP API.

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use m365_emulator::{AppRegistration, Emulator, Options};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use url::Url;

use crate::browser::Browser;

pub(crate) const CLIENT: &str = "c1000000-0000-4000-8000-000000000001";
pub(crate) const SECRET: &str = "a secret with + and /";
pub(crate) const REDIRECT: &str = "http://127.0.0.1:9/callback";
pub(crate) const VERIFIER: &str = "a-code-verifier-of-more-than-forty-three-characters";
pub(crate) const DEFAULT_SCOPE: &str = "https://graph.microsoft.com/.default";
pub(crate) const CONTOSO: &str = "e0000000-0000-4000-8000-000000000001";
pub(crate) const CONTOSO_ADMIN: &str = "e0010000-0000-4000-8000-000000000001";

/// The emulator and a client that follows no redirects.
pub(crate) struct Stand {
    pub(crate) emulator: Emulator,
    pub(crate) http: reqwest::Client,
    authority: Option<PathBuf>,
}

/// The application of these tests.
pub(crate) fn app() -> AppRegistration {
    serde_json::from_value(json!({
        "client_id": CLIENT,
        "home_tenant_id": "e0000000-0000-4000-8000-0000000000aa",
        "display_name": "Cooperlink Cloud",
        "publisher": { "name": "Cooperlink", "verified": true },
        "secrets": [SECRET],
        "certificates_pem": [],
        "redirect_uris": [REDIRECT],
        "declared": {
            "delegated": ["openid", "profile", "offline_access", "User.Read", "Sites.ReadWrite.All", "Mail.Send"],
            "application": ["Application.Read.All"],
        },
        "host_app": null,
    }))
    .unwrap()
}

/// A client that follows no redirects and trusts only that authority.
fn client(authority: Option<&Path>) -> reqwest::ClientBuilder {
    let client = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none());
    match authority {
        None => client,
        Some(file) => {
            let pem = std::fs::read(file).unwrap();
            client.tls_certs_only([reqwest::Certificate::from_pem(&pem).unwrap()])
        }
    }
}

impl Stand {
    pub(crate) async fn start() -> Self {
        Self::start_with(app()).await
    }

    pub(crate) async fn start_with(app: AppRegistration) -> Self {
        Self::start_as(Options::new(app), None).await
    }

    /// Starts an emulator whose three origins use TLS; the folder belongs to this test alone.
    pub(crate) async fn start_over_tls(app: AppRegistration, folder: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        let mut options = Options::new(app);
        options.tls_folder = Some(folder.clone());
        Self::start_as(options, Some(folder.join("authority.pem"))).await
    }

    async fn start_as(options: Options, authority: Option<PathBuf>) -> Self {
        let emulator = Emulator::start(options).await.unwrap();
        let http = client(authority.as_deref()).build().unwrap();
        Self {
            emulator,
            http,
            authority,
        }
    }

    /// The file by which clients trust the emulator.
    pub(crate) fn authority(&self) -> &Path {
        self.authority.as_deref().unwrap()
    }

    /// A browser that trusts the emulator.
    pub(crate) fn browser(&self) -> Browser {
        Browser::with(client(self.authority.as_deref()))
    }

    pub(crate) fn login(&self, path: &str) -> String {
        format!("{}{path}", self.emulator.login_url())
    }

    pub(crate) async fn control(&self, path: &str, body: Value) -> Value {
        let answer = self
            .http
            .post(self.login(&format!("/control{path}")))
            .json(&body)
            .send()
            .await
            .unwrap();
        read(answer, StatusCode::OK).await
    }

    pub(crate) async fn control_get(&self, path: &str) -> Value {
        let answer = self
            .http
            .get(self.login(&format!("/control{path}")))
            .send()
            .await
            .unwrap();
        read(answer, StatusCode::OK).await
    }

    pub(crate) async fn control_delete(&self, path: &str) -> Value {
        let answer = self
            .http
            .delete(self.login(&format!("/control{path}")))
            .send()
            .await
            .unwrap();
        read(answer, StatusCode::OK).await
    }

    pub(crate) async fn post_token(&self, tenant: &str, form: &[(&str, &str)]) -> Response {
        let url = self.login(&format!("/{tenant}/oauth2/v2.0/token"));
        self.http.post(url).form(form).send().await.unwrap()
    }

    /// Makes a token request that must succeed, with the client's secret.
    pub(crate) async fn token(&self, tenant: &str, form: &[(&str, &str)]) -> Value {
        let answer = self.post_token(tenant, &with_secret(form)).await;
        read(answer, StatusCode::OK).await
    }

    /// Makes a token request that must fail; returns status, `error`, AADSTS number.
    pub(crate) async fn refused(&self, tenant: &str, form: &[(&str, &str)]) -> (u16, String, u64) {
        refusal(self.post_token(tenant, &with_secret(form)).await).await
    }

    pub(crate) async fn app_only(&self, tenant: &str) -> String {
        let form = [
            ("grant_type", "client_credentials"),
            ("scope", DEFAULT_SCOPE),
        ];
        text(&self.token(tenant, &form).await["access_token"])
    }

    pub(crate) async fn get_graph(&self, token: &str, path: &str) -> Response {
        let url = format!("{}/v1.0{path}", self.emulator.graph_url());
        self.http.get(url).bearer_auth(token).send().await.unwrap()
    }

    pub(crate) async fn graph(&self, token: &str, path: &str) -> Value {
        read(self.get_graph(token, path).await, StatusCode::OK).await
    }

    /// Makes a call of Graph that must fail; returns status and code.
    pub(crate) async fn graph_error(&self, token: &str, path: &str) -> (u16, String) {
        let answer = self.get_graph(token, path).await;
        let status = answer.status().as_u16();
        let body: Value = answer.json().await.unwrap();
        assert!(
            body["error"]["innerError"]["request-id"].is_string(),
            "{body}"
        );
        (status, text(&body["error"]["code"]))
    }

    /// Makes an advanced query of Graph, or follows a link to its next page; returns status and body.
    pub(crate) async fn search_graph(&self, token: &str, path: &str) -> (u16, Value) {
        let root = format!("{}/v1.0", self.emulator.graph_url());
        let path = path.strip_prefix(&root).unwrap_or(path);
        let answer = self
            .http
            .get(format!("{root}{path}"))
            .bearer_auth(token)
            .header("ConsistencyLevel", "eventual")
            .send()
            .await
            .unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    /// Makes a call of Graph that changes something; returns the status, and the body if there is one.
    pub(crate) async fn change_graph(
        &self,
        method: Method,
        token: &str,
        path: &str,
        body: &Value,
    ) -> (u16, Value) {
        let url = format!("{}/v1.0{path}", self.emulator.graph_url());
        let request = self.http.request(method, url).bearer_auth(token);
        let answer = request.json(body).send().await.unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap_or_default())
    }

    /// The address of an authorize request.
    pub(crate) fn authorize(&self, tenant: &str, scope: &str, more: &[(&str, &str)]) -> Url {
        let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, VERIFIER.as_bytes()));
        let mut url = Url::parse(&self.login(&format!("/{tenant}/oauth2/v2.0/authorize"))).unwrap();
        url.query_pairs_mut()
            .append_pair("client_id", CLIENT)
            .append_pair("response_type", "code")
            .append_pair("redirect_uri", REDIRECT)
            .append_pair("scope", scope)
            .append_pair("state", "the state")
            .append_pair("nonce", "the nonce")
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256")
            .extend_pairs(more);
        url
    }

    pub(crate) fn admin_consent(&self, tenant: &str, scope: &str) -> Url {
        let mut url = Url::parse(&self.login(&format!("/{tenant}/v2.0/adminconsent"))).unwrap();
        url.query_pairs_mut()
            .append_pair("client_id", CLIENT)
            .append_pair("redirect_uri", REDIRECT)
            .append_pair("scope", scope)
            .append_pair("state", "the state");
        url
    }

    /// Signs in, presses Accept if asked, and returns the code.
    pub(crate) async fn code(
        &self,
        browser: &Browser,
        tenant: &str,
        account: &str,
        scope: &str,
    ) -> String {
        let url = self.authorize(tenant, scope, &[("prompt", "select_account")]);
        let mut page = browser.open(&url).await.press(account).await;
        if page.returned.is_none() {
            page = page.press("Accept").await;
        }
        page.parameter("code")
    }

    pub(crate) async fn redeem(&self, tenant: &str, code: &str) -> Value {
        self.token(tenant, &redemption(code)).await
    }
}

pub(crate) fn redemption(code: &str) -> [(&'static str, &str); 4] {
    [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", REDIRECT),
        ("code_verifier", VERIFIER),
    ]
}

pub(crate) fn with_secret<'a>(form: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [&[("client_id", CLIENT), ("client_secret", SECRET)], form].concat()
}

pub(crate) async fn read(answer: Response, expected: StatusCode) -> Value {
    let status = answer.status();
    let body = answer.text().await.unwrap();
    assert_eq!(status, expected, "{body}");
    serde_json::from_str(&body).unwrap()
}

pub(crate) async fn refusal(answer: Response) -> (u16, String, u64) {
    let status = answer.status().as_u16();
    let body: Value = answer.json().await.unwrap();
    let number = body["error_codes"][0].as_u64().unwrap();
    let description = text(&body["error_description"]);
    assert!(
        description.starts_with(&format!("AADSTS{number}: ")),
        "{description}"
    );
    for part in ["Trace ID: ", "Correlation ID: ", "Timestamp: "] {
        assert!(description.contains(part), "{description}");
    }
    assert!(body["trace_id"].is_string() && body["correlation_id"].is_string());
    (status, text(&body["error"]), number)
}

pub(crate) fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"))
        .to_owned()
}

pub(crate) fn claims(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}
