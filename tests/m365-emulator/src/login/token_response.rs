//! Tokens of a response.
//!
//! Sources: <https://learn.microsoft.com/en-us/entra/identity-platform/id-token-claims-reference>,
//! <https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference>.

use std::collections::BTreeSet;

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use uuid::Uuid;

use super::grant::RefreshToken;
use super::interaction::Person;
use crate::clock::{random_long_text, random_text};
use crate::forgery::Forgery;
use crate::scope::Scopes;
use crate::tenant::CONSUMER_TENANT;
use crate::world::World;

/// Audience of Graph tokens in this emulator; clients must treat the tokens as opaque.
pub(crate) const GRAPH_AUDIENCE: &str = "https://graph.microsoft.com";
/// Lifetime of ID tokens, in seconds: an hour.
const ID_TOKEN_SECONDS: i64 = 3_600;

/// Input of a person's token response.
#[derive(Debug)]
pub(crate) struct Issue {
    pub(crate) person: Person,
    /// Scopes of this request.
    pub(crate) scopes: Scopes,
    /// Scopes of the sign-in, which decide about the refresh token.
    pub(crate) consented: Scopes,
    /// Scopes that decide about the ID token: those of the sign-in, or those of the refresh.
    pub(crate) identity: Scopes,
    /// Whether the person gave a second factor.
    pub(crate) multifactor: bool,
}

/// `client_info`: the account by object id and tenant, under which Microsoft's libraries keep its tokens (`ClientInfo` of MSAL
/// for JavaScript).
pub(crate) fn client_info(person: Person) -> String {
    let info = json!({ "uid": person.user, "utid": person.tenant });
    URL_SAFE_NO_PAD.encode(info.to_string())
}

/// Response to `client_credentials`: all granted app roles, possibly none.
pub(crate) fn app_only(world: &mut World, login_url: &str, tenant_id: Uuid) -> Value {
    let client = world.app.client_id;
    let tenant = world.tenant(tenant_id);
    let installed = tenant.and_then(|tenant| tenant.installed.clone());
    let roles: Vec<_> = installed
        .iter()
        .flat_map(|app| &app.roles)
        .map(|role| &role.name)
        .collect();
    let object = installed.as_ref().map(|app| app.id);
    let mut claims = access_claims(world, login_url, tenant_id);
    claims["oid"] = json!(object);
    claims["sub"] = json!(object);
    claims["idtyp"] = json!("app");
    claims["appid"] = json!(client);
    if !roles.is_empty() {
        claims["roles"] = json!(roles);
    }
    json!({
        "token_type": "Bearer",
        "expires_in": world.access_token_seconds,
        "ext_expires_in": world.access_token_seconds,
        "access_token": world.keys.organizations.sign(&claims),
    })
}

/// Response for a person: the access token, and the other requested tokens.
pub(crate) fn for_person(
    world: &mut World,
    login_url: &str,
    issue: Issue,
    nonce: Option<String>,
) -> Value {
    let Issue {
        person,
        scopes,
        consented,
        identity,
        multifactor,
    } = issue;
    let granted = world
        .tenant(person.tenant)
        .map(|tenant| tenant.scopes_of(person.user));
    let granted = in_force(granted.unwrap_or_default(), &scopes);
    let access_token = access_token(world, login_url, person, &granted);
    let mut body = json!({
        "token_type": "Bearer",
        "scope": scopes.answer(&granted),
        "expires_in": world.access_token_seconds,
        "ext_expires_in": world.access_token_seconds,
        "access_token": access_token,
    });
    if consented.wants("offline_access") {
        let token = format!("1.{}", random_long_text());
        let record = RefreshToken::new(person, consented.clone(), multifactor, world.clock.now());
        world.refresh_tokens.insert(token.clone(), record);
        body["refresh_token"] = token.into();
    }
    if identity.wants("openid") {
        body["id_token"] = id_token(world, login_url, person, &identity, nonce).into();
    }
    body
}

/// Scopes of a token: with `.default` all granted ones, otherwise the requested ones that are granted. OpenID Connect scopes
/// are never among them.
fn in_force(granted: BTreeSet<String>, scopes: &Scopes) -> BTreeSet<String> {
    let openid = crate::permission::OPENID_SCOPES;
    granted
        .into_iter()
        .filter(|scope| !openid.contains(&scope.as_str()))
        .filter(|scope| scopes.default || scopes.named.contains(scope))
        .collect()
}

fn access_token(
    world: &mut World,
    login_url: &str,
    person: Person,
    granted: &BTreeSet<String>,
) -> String {
    let roles: Vec<_> = world
        .role_templates(person)
        .iter()
        .map(|role| role.template_id)
        .collect();
    let mut claims = access_claims(world, login_url, person.tenant);
    claims["oid"] = json!(person.user);
    claims["sub"] = json!(pairwise(world, person));
    claims["idtyp"] = json!("user");
    claims["appid"] = json!(world.app.client_id);
    claims["scp"] = json!(granted.iter().cloned().collect::<Vec<_>>().join(" "));
    claims["wids"] = json!(roles);
    world.keys.organizations.sign(&claims)
}

fn access_claims(world: &World, login_url: &str, tenant: Uuid) -> Value {
    let now = world.clock.seconds();
    json!({
        "aud": GRAPH_AUDIENCE,
        "iss": format!("{login_url}/{tenant}/v2.0"),
        "tid": tenant,
        "iat": now,
        "nbf": now,
        "exp": now + world.access_token_seconds,
        "uti": random_text(),
        "ver": "1.0",
    })
}

fn id_token(
    world: &mut World,
    login_url: &str,
    person: Person,
    identity: &Scopes,
    nonce: Option<String>,
) -> String {
    let now = world.clock.seconds();
    let mut claims = json!({
        "aud": world.app.client_id,
        "iss": format!("{login_url}/{}/v2.0", person.tenant),
        "tid": person.tenant,
        "sub": pairwise(world, person),
        "iat": now,
        "nbf": now,
        "exp": now + ID_TOKEN_SECONDS,
        "uti": random_text(),
        "ver": "2.0",
    });
    let tenant = world.tenant(person.tenant);
    let user = tenant.and_then(|tenant| tenant.description.find_user(&person.user.to_string()));
    // `oid`, `name` and `preferred_username` need the `profile` scope.
    if let Some(user) = user.filter(|_| identity.wants("profile")) {
        claims["oid"] = json!(user.id);
        claims["name"] = json!(user.display_name);
        claims["preferred_username"] = json!(user.sign_in_name());
    }
    if let Some(nonce) = nonce {
        claims["nonce"] = nonce.into();
    }
    let of_tenant =
        |(tenant, _): &(Option<Uuid>, Forgery)| tenant.is_none_or(|id| id == person.tenant);
    if let Some(next) = world.forgeries.iter().position(of_tenant) {
        let (_, forgery) = world.forgeries.remove(next);
        return forgery
            .forge(claims, &world.keys, login_url)
            .unwrap_or_default();
    }
    let personal = person.tenant == CONSUMER_TENANT;
    let consumers = world.keys.consumers().ok().filter(|_| personal);
    consumers.unwrap_or(&world.keys.organizations).sign(&claims)
}

/// `sub`, which is constant for this person and application, and differs for any other application.
fn pairwise(world: &World, person: Person) -> String {
    let text = format!("{}/{}/{}", world.app.client_id, person.tenant, person.user);
    URL_SAFE_NO_PAD.encode(digest(&SHA256, text.as_bytes()))
}
