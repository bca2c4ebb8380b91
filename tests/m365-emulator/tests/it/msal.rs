//! Microsoft's own libraries, unmodified, against the emulator over TLS: the emulator answers all their requests to Entra, and
//! the tests see the results as applications do.
//!
//! `cargo dev test` installs them, pinned: MSAL for Python into `target/dev/venv`, MSAL for Node into `target/dev/msal`.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use reqwest::StatusCode;
use serde_json::{Value, json};
use test_case::test_case;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::net::TcpStream;
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::browser::Browser;
use crate::client_authentication::{Signer, signer};
use crate::stand::{
    CLIENT, CONTOSO, DEFAULT_SCOPE, REDIRECT, SECRET, Stand, app, claims, read, text,
};

const ADMIN: &str = "admin@contoso.example";
/// The administrator of `mfa-outside-office` and of its copies.
const OF_THE_OFFICE: &str = "admin@parnell.example";
const SCOPE: &str = "User.Read";

/// One of Microsoft's libraries.
#[derive(Clone, Copy)]
enum Library {
    Python,
    Node,
}

/// An application built on a library, as a process of its own.
struct Application {
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    _process: Child,
}

impl Library {
    /// Starts the library's process; it trusts the emulator by the ordinary variable, and makes no connection beyond this
    /// machine.
    fn run(self, stand: &Stand) -> Application {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let installed = package.join("../../target/dev");
        let (program, script) = match self {
            Self::Python => (installed.join("venv/bin/python"), "client.py"),
            Self::Node => (PathBuf::from("node"), "client.cjs"),
        };
        let path = std::env::var_os("PATH").unwrap();
        let mut process = Command::new(&program)
            .arg(package.join("msal").join(script))
            .env_clear()
            .env("PATH", path)
            .env("NODE_PATH", installed.join("msal/node_modules"))
            .env("REQUESTS_CA_BUNDLE", stand.authority())
            .env("NODE_EXTRA_CA_CERTS", stand.authority())
            .env("HTTPS_PROXY", "http://127.0.0.1:9")
            .env("NO_PROXY", "127.0.0.1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| {
                let program = program.display();
                panic!("{program}: {error}; `cargo dev test` installs it")
            });
        Application {
            input: process.stdin.take().unwrap(),
            output: BufReader::new(process.stdout.take().unwrap()).lines(),
            _process: process,
        }
    }
}

impl Application {
    /// Sends one request to the application and returns its outcome.
    async fn ask(&mut self, request: Value) -> Value {
        let line = format!("{request}\n");
        self.input.write_all(line.as_bytes()).await.unwrap();
        let line = self.output.next_line().await.unwrap();
        let line = line.unwrap_or_else(|| {
            panic!("the library ended at {request}: its own words are above; `cargo dev test` installs it")
        });
        serde_json::from_str(&line).unwrap()
    }

    /// Starts the application with a secret.
    async fn start(&mut self, stand: &Stand, tenant: &str) {
        let authority = stand.login(&format!("/{tenant}"));
        let request =
            json!({ "do": "start", "authority": authority, "client_id": CLIENT, "secret": SECRET });
        self.ask(request).await;
    }

    async fn app_token(&mut self) -> Value {
        self.ask(json!({ "do": "app_token", "scope": DEFAULT_SCOPE }))
            .await
    }

    /// Signs a person in and redeems the code; `more` are parameters of the authorize request.
    async fn sign_in(&mut self, browser: &Browser, more: Value) -> Value {
        let mut request = json!({ "do": "begin", "scope": SCOPE, "redirect_uri": REDIRECT });
        let (fields, more) = (
            request.as_object_mut().unwrap(),
            more.as_object().unwrap().clone(),
        );
        fields.extend(more);
        let begun = self.ask(request).await;
        let mut page = browser.open(&text(&begun["url"]).parse().unwrap()).await;
        for label in [ADMIN, OF_THE_OFFICE, "Approve", "Accept"] {
            if page.returned.is_none() && page.body.contains(&format!(">{label}</button>")) {
                page = page.press(label).await;
            }
        }
        assert!(page.returned.is_some(), "{} {}", page.status, page.body);
        let answer: serde_json::Map<String, Value> = page
            .returned
            .unwrap()
            .query_pairs()
            .map(|(name, value)| (name.into_owned(), value.into_owned().into()))
            .collect();
        self.ask(json!({ "do": "finish", "answer": answer })).await
    }

    /// Asks for a token without the person; `refresh` bypasses the cache.
    async fn silent(&mut self, refresh: bool) -> Value {
        self.ask(json!({ "do": "silent", "scope": SCOPE, "refresh": refresh }))
            .await
    }
}

/// Tenant and kind of the token in an outcome.
fn subject(outcome: &Value) -> Value {
    let token = outcome["token"].as_str();
    let claims = claims(token.unwrap_or_else(|| panic!("{outcome}")));
    json!([claims["tid"], claims["idtyp"]])
}

/// Fails if a library made a request that the emulator does not know.
async fn assert_all_was_known(stand: &Stand) {
    let log = stand.control_get("/requests").await;
    assert_eq!(log["totals"]["unknown"], 0, "{log}");
}

#[test_case(Library::Python, "msal-secret-python"; "python")]
#[test_case(Library::Node, "msal-secret-node"; "node")]
#[tokio::test]
async fn a_secret_gets_a_token_that_the_library_keeps(library: Library, folder: &str) {
    let stand = Stand::start_over_tls(app(), folder).await;
    let mut application = library.run(&stand);
    application.start(&stand, "contoso.example").await;
    let refused = application.app_token().await;
    assert_eq!(refused["number"], 7_000_229, "{refused}");
    stand.control("/tenants/all-well/consent", json!({})).await;

    application.start(&stand, "contoso.example").await;
    let first = application.app_token().await;
    assert_eq!(subject(&first), json!([CONTOSO, "app"]));
    assert_eq!(application.app_token().await, first);

    let wrong = json!({
        "do": "start", "authority": stand.login(&format!("/{CONTOSO}")), "client_id": CLIENT, "secret": "wrong",
    });
    application.ask(wrong).await;
    let refused = application.app_token().await;
    assert_eq!(refused["error"], "invalid_client");
    assert_eq!(refused["number"], 7_000_215);
    assert_all_was_known(&stand).await;
}

/// Checks PS256 with the certificate and its SHA-256, as libraries use it today, and RS256 with its SHA-1, as they used it
/// before.
#[test_case(Library::Python, "sha256"; "python, PS256")]
#[test_case(Library::Python, "sha1"; "python, RS256")]
#[test_case(Library::Node, "sha256"; "node, PS256")]
#[test_case(Library::Node, "sha1"; "node, RS256")]
#[tokio::test]
async fn a_certificate_is_good_for_the_application_and_for_a_person(
    library: Library,
    thumbprint: &str,
) {
    let signer = signer();
    let mut registered = app();
    registered.secrets.clear();
    registered.certificates_pem.push(signer.pem.clone());
    let folder = format!("msal-certificate-{}-{thumbprint}", library as u8);
    let stand = Stand::start_over_tls(registered, &folder).await;
    stand.control("/tenants/all-well/consent", json!({})).await;
    let mut application = library.run(&stand);
    let Signer { pem, key_pem, .. } = &signer;
    let request = json!({
        "do": "start", "authority": stand.login(&format!("/{CONTOSO}")), "client_id": CLIENT,
        "certificate": { "pem": pem, "key": key_pem, thumbprint: signer.hex(thumbprint) },
    });
    application.ask(request).await;

    assert_eq!(
        subject(&application.app_token().await),
        json!([CONTOSO, "app"])
    );
    let person = application.sign_in(&stand.browser(), json!({})).await;
    assert_eq!(subject(&person), json!([CONTOSO, "user"]));
    // The same assertion once more, and once more: libraries keep it until it ends.
    for _ in 0..2 {
        let refreshed = application.silent(true).await;
        assert_eq!(subject(&refreshed), json!([CONTOSO, "user"]));
    }
    assert_all_was_known(&stand).await;
}

#[test_case(Library::Python, "common"; "python, any account")]
#[test_case(Library::Python, "organizations"; "python, any tenant")]
#[test_case(Library::Python, CONTOSO; "python, one tenant")]
#[test_case(Library::Node, "common"; "node, any account")]
#[test_case(Library::Node, "organizations"; "node, any tenant")]
#[test_case(Library::Node, CONTOSO; "node, one tenant")]
#[tokio::test]
async fn a_person_signs_in_and_stays_signed_in(library: Library, tenant: &str) {
    let folder = format!("msal-person-{}-{tenant}", library as u8);
    let stand = Stand::start_over_tls(app(), &folder).await;
    let mut application = library.run(&stand);
    application.start(&stand, tenant).await;
    let browser = stand.browser();
    let first = application
        .sign_in(&browser, json!({ "prompt": "select_account" }))
        .await;
    assert_eq!(subject(&first), json!([CONTOSO, "user"]));

    let kept = application.silent(false).await;
    assert_eq!(kept["account"], ADMIN);
    let person = claims(&text(&first["token"]));
    assert_eq!(kept["home"], format!("{}.{CONTOSO}", text(&person["oid"])));
    assert_eq!(kept["token"], first["token"]);
    let refreshed = application.silent(true).await;
    assert_eq!(subject(&refreshed), json!([CONTOSO, "user"]));
    assert_ne!(refreshed["token"], first["token"]);

    let again = application
        .sign_in(
            &browser,
            json!({ "login_hint": ADMIN, "domain_hint": "contoso.example" }),
        )
        .await;
    assert_eq!(subject(&again), json!([CONTOSO, "user"]));
    let silent = json!({ "login_hint": ADMIN, "prompt": "none" });
    let nobody = application.sign_in(&stand.browser(), silent).await;
    assert_eq!(nobody["error"], "login_required");
    assert_all_was_known(&stand).await;
}

/// Checks one error of each kind, with each suberror, that stops a refresh.
#[test_case(Library::Python, "msal-silent-python"; "python")]
#[test_case(Library::Node, "msal-silent-node"; "node")]
#[tokio::test]
async fn what_stops_a_refresh_reaches_the_application(library: Library, folder: &str) {
    let stand = Stand::start_over_tls(app(), folder).await;
    let mut application = library.run(&stand);
    application.start(&stand, CONTOSO).await;
    let browser = stand.browser();
    for (number, error, suberror) in [
        (50034, "invalid_grant", json!("bad_token")),
        (50055, "invalid_grant", json!("user_password_expired")),
        (50057, "invalid_grant", Value::Null),
        (50076, "interaction_required", json!("basic_action")),
        (50173, "invalid_grant", json!("bad_token")),
        (53000, "invalid_grant", json!("additional_action")),
        (53003, "invalid_grant", json!("message_only")),
        (65001, "invalid_grant", json!("consent_required")),
        (70043, "invalid_grant", json!("token_expired")),
    ] {
        // A new refresh token each time: MSAL for Python does not send within seconds what was refused.
        let signed_in = application.sign_in(&browser, json!({})).await;
        assert_eq!(subject(&signed_in), json!([CONTOSO, "user"]));
        let user = format!("/tenants/all-well/users/{ADMIN}");
        stand.control(&user, json!({ "token_error": number })).await;
        let refused = application.silent(true).await;
        assert_eq!(refused["error"], error, "{number}: {refused}");
        assert_eq!(refused["number"], number, "{refused}");
        assert_eq!(refused["suberror"], suberror, "{number}: {refused}");
        stand.control(&user, json!({ "token_error": 0 })).await;
    }
    assert_all_was_known(&stand).await;
}

/// Checks that a person in the office is not asked for a second factor, while our server outside of the office needs one.
#[test_case(Library::Python, "msal-claims-python"; "python")]
#[test_case(Library::Node, "msal-claims-node"; "node")]
#[tokio::test]
async fn a_claims_challenge_is_answered_by_another_sign_in(library: Library, folder: &str) {
    let stand = Stand::start_over_tls(app(), folder).await;
    let mut application = library.run(&stand);
    // An application that says that it can answer challenges: the libraries merge that with the claims.
    let request = json!({
        "do": "start", "authority": stand.login("/parnell.example"), "client_id": CLIENT, "secret": SECRET,
        "capabilities": ["CP1"],
    });
    application.ask(request).await;
    let browser = stand.browser();
    let refused = application.sign_in(&browser, json!({})).await;
    assert_eq!(refused["error"], "interaction_required");
    assert_eq!(refused["number"], 50076, "{refused}");
    assert_eq!(refused["suberror"], "basic_action");
    assert!(text(&refused["claims"]).contains("capolids"), "{refused}");
    let challenged = json!({ "claims": refused["claims"] });
    let signed_in = application.sign_in(&browser, challenged).await;
    assert_eq!(subject(&signed_in)[1], "user");
    assert_eq!(subject(&application.silent(true).await)[1], "user");
    assert_all_was_known(&stand).await;
}

/// Checks that a later policy stops the refresh.
#[test_case(Library::Python, "msal-policy-python"; "python")]
#[test_case(Library::Node, "msal-policy-node"; "node")]
#[tokio::test]
async fn a_challenge_of_a_refresh_is_answered_too(library: Library, folder: &str) {
    let stand = Stand::start_over_tls(app(), folder).await;
    let mut application = library.run(&stand);
    application.start(&stand, CONTOSO).await;
    let browser = stand.browser();
    application.sign_in(&browser, json!({})).await;
    let policy = json!({
        "id": "e0010000-0000-4000-8000-000000000201", "demands": "multifactor",
        "except_from_trusted_places": true,
    });
    let change = json!({ "policies": [policy], "trusted_places": ["browser"] });
    stand.control("/tenants/all-well/policies", change).await;
    let refused = application.silent(true).await;
    assert_eq!(refused["number"], 50076, "{refused}");
    let challenged = json!({ "claims": text(&refused["claims"]) });
    let signed_in = application.sign_in(&browser, challenged).await;
    assert_eq!(subject(&signed_in), json!([CONTOSO, "user"]));
    assert_eq!(
        subject(&application.silent(true).await),
        json!([CONTOSO, "user"])
    );
    assert_all_was_known(&stand).await;
}

/// Checks that a library trusts an unknown host once Microsoft's own host vouches for it.
#[test_case(Library::Python, "msal-discovery-python"; "python")]
#[test_case(Library::Node, "msal-discovery-node"; "node")]
#[tokio::test]
async fn instance_discovery_vouches_for_the_host(library: Library, folder: &str) {
    let stand = Stand::start_over_tls(app(), folder).await;
    let mut application = library.run(&stand);
    let request = json!({
        "do": "start", "authority": stand.login("/organizations"), "client_id": CLIENT, "secret": SECRET,
        "discovery": stand.emulator.login_url(),
    });
    application.ask(request).await;
    let person = application.sign_in(&stand.browser(), json!({})).await;
    assert_eq!(subject(&person), json!([CONTOSO, "user"]));
    assert_eq!(
        subject(&application.silent(true).await),
        json!([CONTOSO, "user"])
    );
    let log = stand.control_get("/requests").await;
    let paths: Vec<_> = log["requests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["path"])
        .collect();
    assert!(
        paths.contains(&&json!("/common/discovery/instance")),
        "{paths:?}"
    );
    assert_all_was_known(&stand).await;
}

/// Checks that a client which does not trust the authority gets no connection, and that a silent client delays no other.
#[tokio::test]
async fn the_three_origins_speak_tls() {
    let stand = Stand::start_over_tls(app(), "three-origins").await;
    let emulator = &stand.emulator;
    let mut silent = Vec::new();
    for origin in [
        emulator.login_url(),
        emulator.graph_url(),
        emulator.identity_provider_url(),
    ] {
        let address = origin.trim_start_matches("https://");
        silent.push(TcpStream::connect(address).await.unwrap());
        let url = format!("{origin}/nothing");
        let answer = stand.http.get(&url).send().await.unwrap();
        read(answer, StatusCode::NOT_IMPLEMENTED).await;
        let plain = Stand::start().await;
        plain.http.get(&url).send().await.unwrap_err();
    }
}
