//! Microsoft's pages: account picker, consent, and pages on which a person is kept.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

use super::authority::Authority;
use super::interaction::{Answer, Interaction, Person, Purpose};
use crate::aadsts::{Aadsts, Trace};
use crate::user::User;
use crate::world::World;

/// Turns a template into an answer.
pub(crate) fn render(template: &impl Template, status: StatusCode) -> Response {
    match template.render() {
        Ok(text) => {
            let no_store = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
            (status, no_store, Html(text)).into_response()
        }
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// Response that leads back to the application: a redirect, or a form that is posted by script or by its button.
pub(crate) fn leave(answer: Answer) -> Response {
    match answer {
        Answer::Redirect(target) => {
            let location = HeaderValue::from_str(target.as_str());
            let location = location.unwrap_or(HeaderValue::from_static("/"));
            (StatusCode::FOUND, [(header::LOCATION, location)]).into_response()
        }
        Answer::FormPost { action, fields } => {
            let fields = fields
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect();
            render(
                &FormPost {
                    action: action.to_string(),
                    fields,
                },
                StatusCode::OK,
            )
        }
    }
}

/// A form that posts itself.
#[derive(Template)]
#[template(path = "form_post.html")]
pub(crate) struct FormPost {
    pub(crate) action: String,
    pub(crate) fields: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "stop.html")]
struct Stop {
    heading: &'static str,
    text: String,
    number: u32,
    correlation_id: String,
    at: String,
    interaction: Option<String>,
}

/// Microsoft's error page, from which the browser does not come back.
pub(crate) fn stop(world: &World, error: &Aadsts) -> Response {
    stop_page(
        world,
        "Sorry, but we're having trouble signing you in.",
        error,
        None,
    )
}

/// "Need admin approval": a page on which the person is kept, with links to another account and back without consent
/// (<https://learn.microsoft.com/en-us/entra/identity-platform/application-consent-experience>).
pub(crate) fn need_admin_approval(world: &World, id: &str) -> Response {
    let text = format!(
        "{} needs permission to access resources in your organization that only an admin can grant. Please ask an \
         admin to grant permission to this app before you can use it.",
        world.app.display_name
    );
    let error = Aadsts::new(90094, "access_denied", text);
    stop_page(world, "Need admin approval", &error, Some(id.to_owned()))
}

fn stop_page(
    world: &World,
    heading: &'static str,
    error: &Aadsts,
    interaction: Option<String>,
) -> Response {
    let Trace {
        correlation_id, at, ..
    } = Trace::new(world.clock.now());
    let (text, number) = (error.text.clone(), error.number);
    let page = Stop {
        heading,
        text,
        number,
        correlation_id,
        at,
        interaction,
    };
    render(&page, StatusCode::BAD_REQUEST)
}

#[derive(Template)]
#[template(path = "accounts.html")]
struct Accounts {
    interaction: String,
    app: String,
    groups: Vec<Group>,
    more: bool,
}

struct Group {
    tenant: String,
    accounts: Vec<Account>,
}

struct Account {
    value: String,
    user_principal_name: String,
    note: String,
}

/// The account picker: one button per account, labelled with the user principal name.
pub(crate) fn accounts(
    world: &mut World,
    id: &str,
    visit: &Interaction,
    everyone: bool,
) -> Response {
    let authority = if everyone {
        Authority::Common
    } else {
        visit.authority
    };
    let hint = match &visit.purpose {
        Purpose::Authorize(request) if !everyone => request.login_hint.as_deref(),
        Purpose::Authorize(_) | Purpose::AdminConsent(_) => None,
    };
    if let Some(tenant) = authority.tenant().filter(|_| hint.is_some()) {
        // Whoever is hinted at may be one of the many that are not there before somebody looks.
        world.tenant(tenant);
    }
    let mut groups = accounts_of(world, authority, hint);
    if groups.is_empty() {
        groups = accounts_of(world, authority, None);
    }
    let app = world.app.display_name.clone();
    let more = !everyone && (visit.authority.tenant().is_some() || hint.is_some());
    let page = Accounts {
        interaction: id.to_owned(),
        app,
        groups,
        more,
    };
    render(&page, StatusCode::OK)
}

fn accounts_of(world: &World, authority: Authority, hint: Option<&str>) -> Vec<Group> {
    let tenants = world
        .tenants
        .iter()
        .filter(|tenant| authority.admits(tenant.id()));
    let groups = tenants.map(|tenant| {
        // A page with thousands of buttons is of no use: a generated account shows up once it is hinted at.
        // Guests and partners sign in with an account of another tenant, which is listed there.
        let here = |user: &&User| user.signs_in_as.is_none() || authority.tenant().is_some();
        let users = tenant.description.users.iter().filter(here).filter(|user| {
            hint.map_or(!user.generated, |hint| {
                user.sign_in_name().eq_ignore_ascii_case(hint)
            })
        });
        let accounts = users.map(|user| Account {
            value: format!("{}/{}", tenant.id(), user.id),
            user_principal_name: user.sign_in_name().to_owned(),
            note: user.roles.join(", "),
        });
        Group {
            tenant: tenant.description.display_name.clone(),
            accounts: accounts.collect(),
        }
    });
    groups.filter(|group| !group.accounts.is_empty()).collect()
}

/// The value of an account button.
pub(crate) fn parse_account(value: &str) -> Option<Person> {
    let (tenant, user) = value.split_once('/')?;
    Some(Person {
        tenant: tenant.parse().ok()?,
        user: user.parse().ok()?,
    })
}

/// The consent page, for a person or for the whole organisation
/// (<https://learn.microsoft.com/en-us/entra/identity-platform/application-consent-experience>).
#[derive(Template)]
#[template(path = "consent.html")]
pub(crate) struct Consent {
    pub(crate) interaction: String,
    pub(crate) app: String,
    pub(crate) publisher: String,
    pub(crate) verified: bool,
    pub(crate) user_principal_name: String,
    pub(crate) tenant: String,
    pub(crate) lines: Vec<String>,
    pub(crate) for_organization: bool,
    pub(crate) may_extend: bool,
}
