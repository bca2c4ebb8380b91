//! Authentication of the client that asks for a token.
//!
//! Sources: <https://learn.microsoft.com/en-us/entra/identity-platform/certificate-credentials>,
//! <https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-client-creds-grant-flow>.

use aws_lc_rs::signature::{
    RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, RsaParameters, UnparsedPublicKey,
};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use http::{HeaderMap, header};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::authority::Authority;
use super::federated_identity::{self, IssuerKeys};
use crate::aadsts::Aadsts;
use crate::keys::claims_of;
use crate::parameters::Parameters;
use crate::world::World;

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// Largest accepted difference of clocks, in seconds.
pub(super) const SKEW: i64 = 300;

/// Authenticates the client: secret in the form, secret in HTTP Basic, an assertion signed with a certificate, or one of another
/// issuer.
///
/// # Errors
///
/// 9002326 with an `Origin` header, 700016 for another client, 7000218 without a credential, 7000215 for a wrong secret,
/// 700027, 700024 and 50012 for an assertion that is wrong, untimely or without an id; see [`federated_identity::check`] for one of
/// another issuer.
pub(crate) fn authenticate(
    world: &World,
    headers: &HeaderMap,
    parameters: &Parameters,
    authority: Authority,
    login_url: &str,
    issuer_keys: &IssuerKeys,
) -> Result<(), Aadsts> {
    if headers.contains_key(header::ORIGIN) {
        let text = "Cross-origin token redemption is permitted only for the 'Single-Page \
            Application' client-type.";
        return Err(Aadsts::new(9_002_326, "invalid_request", text));
    }
    let (basic_client, basic_secret) = basic_credential(headers).unzip();
    let client = parameters
        .take("client_id")
        .or(basic_client)
        .unwrap_or_default();
    if client != world.app.client_id.to_string() {
        let text = format!(
            "Application with identifier '{client}' was not found in the directory. This can \
                happen if the application has not been installed by the administrator of the \
                tenant or consented to by any user in the tenant. You may have sent your \
                authentication request to the wrong tenant."
        );
        return Err(Aadsts::new(700_016, "unauthorized_client", text));
    }
    if let Some(assertion) = parameters.get("client_assertion") {
        if parameters.get("client_assertion_type") != Some(ASSERTION_TYPE) {
            return Err(Aadsts::invalid_client(
                50012,
                "The client assertion type is not supported.",
            ));
        }
        // An assertion of our own names the certificate that signed it.
        return if federated_identity::is_of_another_issuer(assertion) {
            federated_identity::check(world, assertion, issuer_keys)
        } else {
            check_assertion(world, assertion, authority, login_url)
        };
    }
    let secret = parameters
        .take("client_secret")
        .or(basic_secret)
        .ok_or_else(|| {
            Aadsts::invalid_client(
                7_000_218,
                "The request body must contain the following \
            parameter: 'client_assertion' or 'client_secret'.",
            )
        })?;
    if world.app.secrets.contains(&secret) {
        return Ok(());
    }
    let text = format!(
        "Invalid client secret provided. Ensure the secret being sent in the request is the \
            client secret value, not the client secret ID, for a secret added to app \
            '{client}'."
    );
    Err(Aadsts::invalid_client(7_000_215, text))
}

/// Credential of HTTP Basic, both halves form-encoded (RFC 6749 section 2.3.1).
fn basic_credential(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .strip_prefix("Basic ")?;
    let text = String::from_utf8(STANDARD.decode(value).ok()?).ok()?;
    let (client, secret) = text.split_once(':')?;
    let decode = |part: &str| {
        let part = part.replace('+', " ");
        percent_decode_str(&part)
            .decode_utf8()
            .map(std::borrow::Cow::into_owned)
            .ok()
    };
    Some((decode(client)?, decode(secret)?))
}

fn check_assertion(
    world: &World,
    assertion: &str,
    authority: Authority,
    login_url: &str,
) -> Result<(), Aadsts> {
    let refused = |text: &str| {
        Aadsts::invalid_client(
            700_027,
            format!(
                "The certificate with identifier used to sign the client assertion is not \
                    registered on application, or the assertion is wrong: {text}."
            ),
        )
    };
    let claims = verify(world, assertion)
        .ok_or_else(|| refused("no registered certificate made this PS256 or RS256 signature"))?;
    let client = world.app.client_id.to_string();
    if claims["iss"] != client.as_str() || claims["sub"] != client.as_str() {
        return Err(refused("iss and sub must be the client id"));
    }
    let audience = claims["aud"].as_str().unwrap_or_default();
    if audience_of(world, audience, login_url) != Some(authority) {
        return Err(refused(
            "aud must be the token endpoint or the issuer of the authority that is called",
        ));
    }
    // The whole seconds: MSAL for Python writes fractions.
    let time =
        |claim: &str| -> Option<i64> { claims[claim].to_string().split('.').next()?.parse().ok() };
    let now = world.clock.seconds();
    let expired = time("exp").is_none_or(|exp| exp <= now - SKEW);
    let early = time("nbf").is_some_and(|nbf| nbf > now + SKEW);
    if expired || early {
        return Err(Aadsts::invalid_client(
            700_024,
            "Client assertion is not within its valid time range.",
        ));
    }
    // An id is asked for and may come again: MSAL for JavaScript and for Python send an assertion until it has expired.
    if claims["jti"].as_str().is_some_and(|id| !id.is_empty()) {
        return Ok(());
    }
    Err(Aadsts::invalid_client(
        50012,
        "Authentication failed: the client assertion has no jti.",
    ))
}

/// The authority in an assertion's `aud`: by its token endpoint, or by its issuer, through any name of the tenant
/// (<https://learn.microsoft.com/en-us/entra/identity-platform/certificate-credentials>).
fn audience_of(world: &World, audience: &str, login_url: &str) -> Option<Authority> {
    let path = audience.strip_prefix(login_url)?.strip_prefix('/')?;
    let (segment, rest) = path.split_once('/')?;
    matches!(rest, "oauth2/v2.0/token" | "v2.0")
        .then(|| Authority::find(world, segment).ok())
        .flatten()
}

fn verify(world: &World, assertion: &str) -> Option<Value> {
    let (signed, signature) = assertion.rsplit_once('.')?;
    let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
    let header = URL_SAFE_NO_PAD.decode(signed.split('.').next()?).ok()?;
    let header: Value = serde_json::from_slice(&header).ok()?;
    if header["typ"] != "JWT" {
        return None;
    }
    // Each of Microsoft's libraries pairs them so; MSAL for Python pads the thumbprint. A chain in `x5c` proves nothing by
    // itself: the certificate is registered.
    let (algorithm, thumbprint): (&RsaParameters, &str) = match header["alg"].as_str()? {
        "PS256" => (&RSA_PSS_2048_8192_SHA256, header["x5t#S256"].as_str()?),
        "RS256" => (&RSA_PKCS1_2048_8192_SHA256, header["x5t"].as_str()?),
        _ => return None,
    };
    let thumbprint = thumbprint.trim_end_matches('=');
    let certificates = world.app.certificates().ok()?;
    let certificate = certificates
        .iter()
        .find(|known| known.sha256 == thumbprint || known.sha1 == thumbprint)?;
    let now = world.clock.seconds();
    let spreading = world.spreading.get(&certificate.sha256);
    // AADSTS700027 names an expired key as one of its reasons
    // (<https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes>).
    if certificate.ends < now || spreading.is_some_and(|spreading| !spreading.is_known(now)) {
        return None;
    }
    UnparsedPublicKey::new(algorithm, &certificate.public_key)
        .verify(signed.as_bytes(), &signature)
        .ok()?;
    claims_of(assertion)
}
