//! The people of the tenant as Microsoft shows them, and a secret store with their secrets.

use crate::{
    samples::{CLIENT, SCOPES, TENANT},
    server::Request,
    world::refusal_body,
};
use aws_lc_rs::{
    rand::SystemRandom,
    rsa::KeySize,
    signature::{KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use std::{
    collections::VecDeque,
    sync::{
        LazyLock, Mutex,
        atomic::{AtomicU16, AtomicUsize, Ordering},
    },
};

/// The system user's account, and another one.
pub(crate) const USER: &str = "0b1ec700-0000-4000-8000-000000000001";
pub(crate) const STRANGER: &str = "0b1ec700-0000-4000-8000-000000000002";
/// The library of every site, and its drive.
pub(crate) const LIBRARY: &str = "Documents";
pub(crate) const DRIVE: &str = "b!documents";

static KEY: LazyLock<RsaKeyPair> =
    LazyLock::new(|| RsaKeyPair::generate(KeySize::Rsa2048).unwrap());

/// Answer of the token endpoint to a person's code or refresh token.
#[derive(Debug, Clone)]
pub(crate) enum Grant {
    /// Tokens of this account. The nonce is that of the trip, for codes.
    Tokens {
        account: &'static str,
        refresh_token: Option<&'static str>,
        nonce: Option<String>,
        issued_at: i64,
    },
    Refused(&'static str),
    /// A refusal with this body.
    RefusedWith(String),
}

#[derive(Default)]
pub(crate) struct People {
    /// Origin at which Microsoft answers.
    pub(crate) origin: Mutex<String>,
    /// Answers of the token endpoint in turn; the last one stays.
    grants: Mutex<VecDeque<Grant>>,
    /// The account that has the name of the system user; empty for none.
    pub(crate) named: Mutex<&'static str>,
    /// The verified domain of the tenant; empty for `contoso.example`.
    pub(crate) domain: Mutex<&'static str>,
    /// The tenant of id tokens; empty for the ordinary one.
    pub(crate) tenant: Mutex<&'static str>,
    /// The template id of the directory role that a person's sign-in shows; empty for none.
    pub(crate) directory_role: Mutex<&'static str>,
    /// The account whose token reads.
    pub(crate) reads: Mutex<&'static str>,
    /// Scopes of a person's token in place of the ordinary ones, unless empty.
    pub(crate) scopes: Mutex<&'static str>,
    /// Scopes that a person's token has beside the ordinary ones.
    pub(crate) more_scopes: Mutex<&'static str>,
    /// The status with which Graph keeps the organisation from people; 0 for none.
    pub(crate) organization: AtomicU16,
    /// Reads of the account itself that are still refused.
    pub(crate) refused_reads: AtomicUsize,
    /// Versions of the one secret, oldest first.
    pub(crate) secrets: Mutex<Vec<(String, String)>>,
}

impl People {
    pub(crate) fn answer_with(&self, grants: impl IntoIterator<Item = Grant>) {
        *self.grants.lock().unwrap() = grants.into_iter().collect();
    }

    /// Answer to a request that concerns the people; `None` for every other request.
    pub(crate) fn answer(&self, request: &Request) -> Option<(u16, String)> {
        if request.line.contains("/keys") {
            return Some((
                200,
                json!({"keys": [published(&self.origin())]}).to_string(),
            ));
        }
        let is_persons = request.body.contains("grant_type=refresh_token")
            || request.body.contains("grant_type=authorization_code");
        if request.line.contains("/token") && is_persons {
            return Some(self.grant());
        }
        request
            .body
            .contains("system-users/")
            .then(|| self.secret(request))
    }

    fn origin(&self) -> String {
        self.origin.lock().unwrap().clone()
    }

    fn grant(&self) -> (u16, String) {
        let mut grants = self.grants.lock().unwrap();
        let grant = if grants.len() > 1 {
            grants.pop_front().unwrap()
        } else {
            grants.front().unwrap().clone()
        };
        match grant {
            Grant::Refused(refusal) => (400, refusal_body(refusal)),
            Grant::RefusedWith(body) => (400, body),
            Grant::Tokens {
                account,
                refresh_token,
                nonce,
                issued_at,
            } => {
                let tenant = match *self.tenant.lock().unwrap() {
                    "" => TENANT,
                    tenant => tenant,
                };
                let claims = json!({
                    "iss": format!("{}/{tenant}/v2.0", self.origin()), "aud": CLIENT, "exp": issued_at + 3600,
                    "nbf": issued_at, "iat": issued_at, "nonce": nonce.unwrap_or_default(),
                    "tid": tenant, "oid": account, "sub": format!("subject-of-{account}"),
                    "ver": "2.0",
                });
                let scopes = match *self.scopes.lock().unwrap() {
                    "" => SCOPES,
                    scopes => scopes,
                };
                let body = json!({
                    "token_type": "Bearer", "expires_in": 3599, "access_token": "user-token",
                    "refresh_token": refresh_token, "id_token": sign(&claims),
                    "scope": format!("openid profile {scopes} {}", self.more_scopes.lock().unwrap()),
                });
                (200, body.to_string())
            }
        }
    }

    fn secret(&self, request: &Request) -> (u16, String) {
        let asked: Value = serde_json::from_str(&request.body).unwrap();
        let mut secrets = self.secrets.lock().unwrap();
        let text = |name: &str| asked[name].as_str().map(str::to_owned);
        let absent = (
            400,
            json!({"__type": "ResourceNotFoundException"}).to_string(),
        );
        if request.target.ends_with("getsecretvalue") {
            let found = match text("VersionId") {
                Some(version) => secrets.iter().find(|(id, _)| *id == version),
                None => secrets.last(),
            };
            return found.map_or(absent, |(id, text)| {
                let body = json!({"VersionId": id, "SecretString": text});
                (200, body.to_string())
            });
        }
        if request.target.ends_with("deletesecret") {
            assert_eq!(asked["ForceDeleteWithoutRecovery"], true);
            secrets.clear();
            return (200, json!({}).to_string());
        }
        if request.target.ends_with("putsecretvalue") && secrets.is_empty() {
            return absent;
        }
        let version = text("ClientRequestToken").unwrap();
        secrets.push((version.clone(), text("SecretString").unwrap()));
        (200, json!({"VersionId": version}).to_string())
    }

    /// A part of a batch that a person reads; `None` for those of the application.
    pub(crate) fn part(&self, part: &Value) -> Option<Value> {
        let reads = *self.reads.lock().unwrap();
        let id = part["id"].as_str().unwrap();
        let url = part["url"].as_str().unwrap();
        let fewer = |left: usize| left.checked_sub(1);
        let order = Ordering::Relaxed;
        if id == "me" && self.refused_reads.fetch_update(order, order, fewer).is_ok() {
            let error = json!({"error": {"code": "Authorization_RequestDenied"}});
            return Some(json!({"id": id, "status": 403, "headers": {}, "body": error}));
        }
        let organization = self.organization.load(Ordering::Relaxed);
        if id == "organization" && organization != 0 {
            let error = json!({"error": {"code": "Authorization_RequestDenied"}});
            return Some(json!({"id": id, "status": organization, "headers": {}, "body": error}));
        }
        let body = match id {
            _ if url.ends_with("/createUploadSession") => json!({
                "uploadUrl": format!("{}/_sharepoint/contoso.sharepoint.com/upload", self.origin()),
            }),
            _ if id.starts_with("site-") => json!({"id": "site"}),
            _ if id.starts_with("drives-") => json!({"value": [{
                "id": DRIVE, "name": LIBRARY, "driveType": "documentLibrary",
            }]}),
            "me" => json!({
                "id": reads, "userPrincipalName": format!("{reads}@contoso.example"),
                "userType": "Member", "accountEnabled": true,
            }),
            "named" => {
                let named = *self.named.lock().unwrap();
                if named.is_empty() {
                    let error = json!({"error": {"code": "Request_ResourceNotFound"}});
                    return Some(
                        json!({"id": "named", "status": 404, "headers": {}, "body": error}),
                    );
                }
                json!({"id": named})
            }
            "roles" if url.starts_with("/me/memberOf") => {
                let role = *self.directory_role.lock().unwrap();
                let roles = Some(role).filter(|role| !role.is_empty());
                let named = roles.map(|role| json!({"roleTemplateId": role, "displayName": role}));
                json!({"value": named.into_iter().collect::<Vec<_>>()})
            }
            "mailbox" => json!({"id": "inbox"}),
            "organization" => {
                let domain = match *self.domain.lock().unwrap() {
                    "" => "contoso.example",
                    domain => domain,
                };
                json!({"value": [{
                    "id": TENANT, "displayName": "Contoso",
                    "verifiedDomains": [{"name": domain, "isDefault": true}],
                }]})
            }
            _ => return None,
        };
        Some(json!({"id": part["id"], "status": 200, "headers": {}, "body": body}))
    }
}

fn published(origin: &str) -> Value {
    let der = KEY.public_key().as_ref();
    // The modulus of a 2048-bit key in its PKCS#1 DER.
    let modulus = URL_SAFE_NO_PAD.encode(&der[9..265]);
    let issuer = format!("{origin}/{{tenantid}}/v2.0");
    json!({"kty": "RSA", "use": "sig", "kid": "k1", "n": modulus, "e": "AQAB", "issuer": issuer})
}

fn sign(claims: &Value) -> String {
    let header = json!({"typ": "JWT", "alg": "RS256", "kid": "k1"});
    let signed = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(header.to_string()),
        URL_SAFE_NO_PAD.encode(claims.to_string())
    );
    let mut signature = vec![0; KEY.public_modulus_len()];
    KEY.sign(
        &RSA_PKCS1_SHA256,
        &SystemRandom::new(),
        signed.as_bytes(),
        &mut signature,
    )
    .unwrap();
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}
