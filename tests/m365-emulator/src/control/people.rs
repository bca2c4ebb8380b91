//! People of a tenant: their accounts, licences and errors.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use http::StatusCode;
use serde::Deserialize;
use uuid::Uuid;

use super::tenants::described;
use super::{Answer, named};
use crate::aadsts::Aadsts;
use crate::clock::random_guid;
use crate::licence;
use crate::login::interaction::Person;
use crate::login::token_response::{self, Issue};
use crate::permission;
use crate::scope::Scopes;
use crate::user::{Mailbox, User, UserType};
use crate::world::{Shared, World};

/// Body of `POST /control/tenants/{tenant}/users/{user}`; absent members stay unchanged.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    user_principal_name: Option<String>,
    display_name: Option<String>,
    mail: Option<String>,
    account_enabled: Option<bool>,
    roles: Option<Vec<String>>,
    /// AADSTS number; 0 ends it.
    token_error: Option<u32>,
    user_type: Option<UserType>,
    licences: Option<Vec<String>>,
    plans_off: Option<BTreeSet<String>>,
    plans_pending: Option<BTreeSet<String>>,
    plans_without_status: Option<BTreeSet<String>>,
    mailbox: Option<Mailbox>,
    no_second_factor: Option<bool>,
}

impl Change {
    fn check(&self) -> Result<(), (StatusCode, String)> {
        let number = self
            .token_error
            .filter(|number| *number != 0 && Aadsts::of_sign_in(*number).is_none())
            .map(|number| format!("AADSTS{number} is not emulated"));
        let role = unknown_role(self.roles.iter().flatten());
        let licence = self
            .licences
            .iter()
            .flatten()
            .find(|name| licence::find_product(name).is_none())
            .map(|name| format!("contract/licences.json has no product {name}"));
        let plan = self
            .plans_off
            .iter()
            .chain(&self.plans_pending)
            .chain(&self.plans_without_status)
            .flatten()
            .find(|name| !licence::knows_plan(name))
            .map(|name| format!("contract/licences.json has no service plan {name}"));
        match number.or(role).or(licence).or(plan) {
            Some(message) => Err((StatusCode::BAD_REQUEST, message)),
            None => Ok(()),
        }
    }
}

impl Change {
    fn apply(self, user: &mut User) {
        fn set<T>(field: &mut T, value: Option<T>) {
            if let Some(value) = value {
                *field = value;
            }
        }
        user.generated = false;
        set(&mut user.user_principal_name, self.user_principal_name);
        set(&mut user.display_name, self.display_name);
        user.mail = self.mail.or(user.mail.take());
        set(&mut user.account_enabled, self.account_enabled);
        set(&mut user.roles, self.roles);
        if let Some(number) = self.token_error {
            user.token_error = Some(number).filter(|number| *number != 0);
        }
        set(&mut user.user_type, self.user_type);
        set(&mut user.licences, self.licences);
        set(&mut user.plans_off, self.plans_off);
        set(&mut user.plans_pending, self.plans_pending);
        set(&mut user.plans_without_status, self.plans_without_status);
        set(&mut user.mailbox, self.mailbox);
        set(&mut user.no_second_factor, self.no_second_factor);
    }
}

/// Sentence about the first of these directory roles that does not exist.
fn unknown_role<'a>(mut roles: impl Iterator<Item = &'a String>) -> Option<String> {
    roles
        .find(|role| permission::find_role_template(role).is_none())
        .map(|role| format!("there is no directory role {role}"))
}

/// The body of `POST /control/tenants/{tenant}/users`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Create {
    user_principal_name: String,
    display_name: String,
    #[serde(default)]
    roles: Vec<String>,
}

/// `POST /control/tenants/{tenant}/users`: adds a person with a mailbox.
pub(super) async fn create(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Json(create): Json<Create>,
) -> Answer {
    if let Some(message) = unknown_role(create.roles.iter()) {
        return Err((StatusCode::BAD_REQUEST, message));
    }
    let mut world = shared.world();
    let id = named(&world, &name)?;
    if let Some(tenant) = world.tenant(id) {
        let description = &mut tenant.description;
        if description.find_user(&create.user_principal_name).is_some() {
            let message = format!("{} is there already", create.user_principal_name);
            return Err((StatusCode::CONFLICT, message));
        }
        description.users.push(User {
            roles: create.roles,
            ..User::ordinary(
                random_guid(),
                create.user_principal_name,
                create.display_name,
            )
        });
    }
    described(&mut world, id).map(Json)
}

/// `POST /control/tenants/{tenant}/users/{user}`.
pub(super) async fn change(
    State(shared): State<Arc<Shared>>,
    Path((name, user)): Path<(String, String)>,
    Json(change): Json<Change>,
) -> Answer {
    change.check()?;
    let mut world = shared.world();
    let person = find(&mut world, &name, &user)?;
    if let Some(tenant) = world.tenant(person.tenant) {
        let description = &mut tenant.description;
        let mut users = description.users.iter_mut();
        let before = users.find(|user| user.id == person.user).map(|user| {
            let before = user.user_principal_name.clone();
            change.apply(user);
            (before, user.user_principal_name.clone())
        });
        if let Some((before, name)) = before {
            description.rename_people(|other| {
                let same = other.eq_ignore_ascii_case(&before);
                if same { name.clone() } else { other.to_owned() }
            });
        }
    }
    described(&mut world, person.tenant).map(Json)
}

/// `DELETE /control/tenants/{tenant}/users/{user}`: removes the account, so that its tokens belong to no person.
pub(super) async fn delete(
    State(shared): State<Arc<Shared>>,
    Path((name, user)): Path<(String, String)>,
) -> Answer {
    let mut world = shared.world();
    let person = find(&mut world, &name, &user)?;
    for people in world.sessions.values_mut() {
        people.retain(|other| other.person != person);
    }
    if let Some(tenant) = world.tenant(person.tenant) {
        let description = &mut tenant.description;
        description.users.retain(|user| user.id != person.user);
        for group in &mut description.groups {
            group.members.remove(&person.user);
        }
        if let Some(installed) = &mut tenant.installed {
            installed
                .assigned
                .retain(|assignment| assignment.principal != person.user);
        }
    }
    described(&mut world, person.tenant).map(Json)
}

/// `POST /control/tenants/{tenant}/users/{user}/revoke-sessions`.
pub(super) async fn revoke_sessions(
    State(shared): State<Arc<Shared>>,
    Path((name, user)): Path<(String, String)>,
) -> Answer {
    let mut world = shared.world();
    let person = find(&mut world, &name, &user)?;
    world.revoke_sessions(person);
    described(&mut world, person.tenant).map(Json)
}

/// `POST /control/tenants/{tenant}/users/{user}/end-browser-sessions`: makes every browser forget the person, whose refresh
/// tokens stay valid.
pub(super) async fn end_browser_sessions(
    State(shared): State<Arc<Shared>>,
    Path((name, user)): Path<(String, String)>,
) -> Answer {
    let mut world = shared.world();
    let person = find(&mut world, &name, &user)?;
    for people in world.sessions.values_mut() {
        people.retain(|other| other.person != person);
    }
    described(&mut world, person.tenant).map(Json)
}

/// The body of `POST /control/tenants/{tenant}/users/{user}/sign-in`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SignIn {
    scope: String,
}

/// `POST /control/tenants/{tenant}/users/{user}/sign-in`: returns the tokens of a sign-in, without its pages.
pub(super) async fn sign_in(
    State(shared): State<Arc<Shared>>,
    Path((name, user)): Path<(String, String)>,
    Json(sign_in): Json<SignIn>,
) -> Answer {
    let scopes = Scopes::parse(&sign_in.scope, &shared.addresses.graph)
        .map_err(|_| (StatusCode::BAD_REQUEST, "an unknown scope".to_owned()))?;
    let mut world = shared.world();
    let issued = Issue {
        person: find(&mut world, &name, &user)?,
        identity: scopes.clone(),
        consented: scopes.clone(),
        scopes,
        multifactor: false,
    };
    let login_url = &shared.addresses.login;
    Ok(Json(token_response::for_person(
        &mut world, login_url, issued, None,
    )))
}

fn find(world: &mut World, tenant: &str, user: &str) -> Result<Person, (StatusCode, String)> {
    let tenant: Uuid = named(world, tenant)?;
    let found = world
        .tenant(tenant)
        .and_then(|tenant| tenant.description.find_user(user))
        .map(|user| user.id);
    found.map_or_else(
        || Err((StatusCode::NOT_FOUND, format!("there is no user {user}"))),
        |user| Ok(Person { tenant, user }),
    )
}
