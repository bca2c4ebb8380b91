//! Client assertions of another issuer, which a federated identity credential of the application trusts.
//!
//! Sources: <https://learn.microsoft.com/en-us/entra/workload-id/workload-identity-federation>,
//! <https://learn.microsoft.com/en-us/entra/workload-id/workload-identity-federation-considerations>. Numbers and words of the
//! refusals as observed: <https://github.com/Azure/azure-workload-identity/issues/1200> (issuer),
//! <https://github.com/Azure/login/issues/482> (subject), <https://github.com/Azure/login/issues/515> (its case).

use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use reqwest::{Client, redirect::Policy};
use serde_json::Value;

use super::client_authentication::SKEW;
use crate::aadsts::Aadsts;
use crate::app_registration::is_on_this_machine;
use crate::keys::claims_of;
use crate::parameters::Parameters;
use crate::world::{Shared, World};

/// Keys that the issuer of an assertion publishes; none for an issuer that no credential names.
#[derive(Debug, Default)]
pub(crate) struct IssuerKeys(Vec<Value>);

impl IssuerKeys {
    /// Fetches the keys of the assertion's issuer by its discovery document, if a credential names the issuer. What cannot be
    /// fetched is no key.
    pub(crate) async fn fetch(shared: &Shared, parameters: &Parameters) -> Self {
        let issuer = parameters.get("client_assertion").and_then(|assertion| {
            let issuer = issuer_of(assertion)?;
            let world = shared.world();
            let mut known = world.app.federated_identity_credentials.iter();
            known
                .find(|credential| credential.issuer == issuer)
                .map(|credential| credential.issuer.clone())
        });
        let Some(issuer) = issuer else {
            return Self::default();
        };
        Self(keys_of(&issuer).await.unwrap_or_default())
    }

    /// The key that an assertion's header names.
    fn named(&self, id: &Value) -> Option<RsaPublicKeyComponents<Vec<u8>>> {
        let key = self.0.iter().find(|key| key["kid"] == *id)?;
        let number = |name: &str| URL_SAFE_NO_PAD.decode(key[name].as_str()?).ok();
        Some(RsaPublicKeyComponents {
            n: number("n")?,
            e: number("e")?,
        })
    }
}

async fn keys_of(issuer: &str) -> Option<Vec<Value>> {
    let document = get(&format!("{issuer}/.well-known/openid-configuration")).await?;
    let keys = get(document["jwks_uri"].as_str()?).await?;
    keys["keys"].as_array().cloned()
}

async fn get(address: &str) -> Option<Value> {
    if !is_on_this_machine(address) {
        return None;
    }
    let client = Client::builder()
        .redirect(Policy::none())
        .no_proxy()
        .timeout(std::time::Duration::from_secs(5))
        .build()
        .ok()?;
    let answer = client.get(address).send().await.ok()?;
    answer.json().await.ok()
}

fn issuer_of(assertion: &str) -> Option<String> {
    claims_of(assertion)?["iss"].as_str().map(str::to_owned)
}

fn header_of(assertion: &str) -> Option<Value> {
    let header = URL_SAFE_NO_PAD.decode(assertion.split('.').next()?).ok()?;
    serde_json::from_slice(&header).ok()
}

/// Whether an assertion names no certificate, as those do that the application signs itself.
pub(crate) fn is_of_another_issuer(assertion: &str) -> bool {
    header_of(assertion)
        .is_some_and(|header| header["x5t"].is_null() && header["x5t#S256"].is_null())
}

/// Checks an assertion of another issuer: a credential that names its issuer, subject and audience, and its RS256 signature and
/// time.
///
/// # Errors
///
/// 700211, 700213 (7002138 where only the case differs) and 700212 where no credential has the issuer, the subject or the
/// audience; 700027 for a signature that is none of the issuer's, 700024 for an assertion out of its time.
pub(crate) fn check(world: &World, assertion: &str, keys: &IssuerKeys) -> Result<(), Aadsts> {
    let claims = claims_of(assertion).unwrap_or_default();
    let text = |name: &str| claims[name].as_str().unwrap_or_default();
    let (issuer, subject, audience) = (text("iss"), text("sub"), text("aud"));
    let credentials = &world.app.federated_identity_credentials;
    let of_issuer: Vec<_> = credentials
        .iter()
        .filter(|credential| credential.issuer == issuer)
        .collect();
    if of_issuer.is_empty() {
        return Err(unmatched(700_211, "issuer", issuer, ""));
    }
    let mut each = of_issuer.iter();
    let Some(credential) = each.find(|credential| credential.subject == subject) else {
        let differs_in_case = of_issuer
            .iter()
            .any(|credential| credential.subject.eq_ignore_ascii_case(subject));
        return Err(if differs_in_case {
            let hint = " The subject matches with case-insensitive comparison, but not with case-sensitive comparison.";
            unmatched(7_002_138, "subject", subject, hint)
        } else {
            unmatched(700_213, "subject", subject, "")
        });
    };
    if credential.audiences[0] != audience {
        return Err(unmatched(700_212, "audience", audience, ""));
    }
    if !is_signed(assertion, keys) {
        return Err(Aadsts::invalid_client(
            700_027,
            "Client assertion failed signature validation.",
        ));
    }
    let now = world.clock.seconds();
    let time = |name: &str| claims[name].as_i64();
    let is_over = time("exp").is_none_or(|end| end <= now - SKEW);
    if is_over || time("nbf").is_some_and(|begin| begin > now + SKEW) {
        return Err(Aadsts::invalid_client(
            700_024,
            "Client assertion is not within its valid time range.",
        ));
    }
    Ok(())
}

fn is_signed(assertion: &str, keys: &IssuerKeys) -> bool {
    let checked = || {
        let header = header_of(assertion).filter(|header| header["alg"] == "RS256")?;
        let (signed, signature) = assertion.rsplit_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        keys.named(&header["kid"])?
            .verify(&RSA_PKCS1_2048_8192_SHA256, signed.as_bytes(), &signature)
            .ok()
    };
    checked().is_some()
}

fn unmatched(number: u32, claim: &str, value: &str, hint: &str) -> Aadsts {
    let text = format!(
        "No matching federated identity record found for presented assertion {claim} '{value}'.{hint} Check your federated \
            identity credential Subject, Audience and Issuer against the presented assertion. \
            https://learn.microsoft.com/entra/workload-id/workload-identity-federation"
    );
    Aadsts::invalid_client(number, text)
}
