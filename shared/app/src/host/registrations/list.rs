//! Lists of registrations.
//!
//! 1. The customers that the caller may see are walked through one after the other, each one's registrations oldest first; a
//!    caller that reaches all customers walks through all registrations, oldest first.
//! 2. Each is read with how it stands, so that an item says the same as a read, and is kept if the filter lets it through.
//! 3. A page ends when it is full, and also when so many were looked at that a call would take long. It then has few items or
//!    none, and goes on behind the last one that was looked at.

use super::RegistrationError;
use crate::host::api_key::Caller;
use domain::{
    customer::CustomerId,
    permission::{Manifest, Upgrade},
    registration::Registration,
    standing::Health,
    usability::{ServiceAnswer, Usability, Usable},
};
use jiff::Timestamp;
use store::{ListPlace, Store, StoredRegistration};

/// Registrations that one page looks at, at most.
pub const MOST_EXAMINED: usize = 1_000;
/// Queries that one page makes, at most.
const MOST_QUERIES: usize = 20;
/// Registrations that are read at once where a filter drops some of them.
const READ_AHEAD: usize = 200;

/// Conditions that an item of a list meets, all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this customer.
    pub customer: Option<CustomerId>,
    /// In this health.
    pub health: Option<Health>,
    /// In this stage, by the name that [`domain::registration::Lifecycle::stage`] gives.
    pub stage: Option<&'static str>,
    /// With this answer for SharePoint or for mail.
    pub usable: Option<Usable>,
    /// With this answer for SharePoint.
    pub usable_sharepoint: Option<Usable>,
    /// With this answer for mail.
    pub usable_mail: Option<Usable>,
    /// Changed at this instant or later: the registration itself, or an answer.
    pub changed_since: Option<Timestamp>,
    /// Of a tenant that can approve more of what this manifest asks for than it did.
    pub behind: Option<Manifest>,
}

impl Filter {
    /// Whether a registration meets the conditions at an instant.
    pub fn lets_through(&self, loaded: &StoredRegistration, now: Timestamp) -> bool {
        let Self {
            customer,
            health,
            stage,
            usable,
            usable_sharepoint,
            usable_mail,
            changed_since,
            behind,
        } = self;
        let StoredRegistration {
            registration,
            standing,
            ..
        } = loaded;
        let Usability { sharepoint, mail } = Usability::of(registration, standing, now);
        let changed_at = registration
            .updated_at
            .max(sharepoint.since)
            .max(mail.since);
        let is = |wanted: &Option<Usable>, service: &ServiceAnswer| {
            wanted.is_none_or(|wanted| wanted == service.answer)
        };
        customer
            .as_ref()
            .is_none_or(|customer| *customer == registration.customer.id)
            && stage.is_none_or(|stage| stage == registration.lifecycle.stage())
            && (is(usable, &sharepoint) || is(usable, &mail))
            && is(usable_sharepoint, &sharepoint)
            && is(usable_mail, &mail)
            && behind
                .as_ref()
                .is_none_or(|manifest| is_behind(registration, manifest))
            && changed_since.is_none_or(|since| changed_at >= since)
            && health.is_none_or(|health| health == standing.at(now).health)
    }

    /// Whether some registrations of a customer may not meet the conditions.
    fn is_selective(&self) -> bool {
        let of_customer = Self {
            customer: self.customer.clone(),
            ..Self::default()
        };
        *self != of_customer
    }
}

fn is_behind(registration: &Registration, manifest: &Manifest) -> bool {
    registration.lifecycle.connected_tenant().is_some()
        && registration
            .observations
            .permissions
            .state(manifest)
            .upgrade
            == Upgrade::Behind
}

/// The place where a list goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The customer that is walked through; `None` where all are walked through together.
    customer: Option<CustomerId>,
    /// The registration that it goes on behind; `None` at the beginning.
    after: Option<ListPlace>,
}

impl Position {
    /// The position as a text, for a cursor.
    pub fn to_text(&self) -> String {
        let customer = self.customer.as_ref().map_or("*", CustomerId::as_str);
        let after = self.after.as_ref().map_or("", ListPlace::as_str);
        format!("{customer} {after}")
    }

    /// Reads what [`Position::to_text`] gave.
    pub fn parse(text: &str) -> Option<Self> {
        let (customer, after) = text.split_once(' ')?;
        Some(Self {
            customer: match customer {
                "*" => None,
                customer => Some(customer.to_owned().try_into().ok()?),
            },
            after: match after {
                "" => None,
                after => Some(ListPlace::parse(after)?),
            },
        })
    }
}

/// An item of a list.
#[derive(Debug, Clone)]
pub struct ListItem {
    /// The registration and how it stands.
    pub loaded: StoredRegistration,
    /// The place behind it.
    pub position: Position,
}

impl From<StoredRegistration> for ListItem {
    fn from(loaded: StoredRegistration) -> Self {
        let position = Position {
            customer: None,
            after: Some(ListPlace::behind(&loaded.registration)),
        };
        Self { loaded, position }
    }
}

/// A page of a list.
#[derive(Debug, Clone, Default)]
pub struct List {
    /// The items, at most as many as were asked for.
    pub items: Vec<ListItem>,
    /// The place where it goes on, if it does.
    pub next: Option<Position>,
}

/// A page of the registrations that the caller reaches and the filter lets through.
///
/// # Errors
/// See [`RegistrationError`]; [`RegistrationError::InvalidCursor`] for a position of another list.
pub async fn list(
    store: &Store,
    caller: &Caller,
    filter: &Filter,
    from: Option<&Position>,
    limit: usize,
    now: Timestamp,
) -> Result<List, RegistrationError> {
    let customers = walked_through(caller, filter);
    let (begin, mut after) = match from {
        None => (0, None),
        Some(from) => {
            let is_there = |customer: &Option<CustomerId>| *customer == from.customer;
            let begin = customers.iter().position(is_there);
            let begin = begin.ok_or(RegistrationError::InvalidCursor)?;
            (begin, from.after.clone())
        }
    };
    let (mut queries, mut examined) = (0, 0);
    let mut items = Vec::new();
    for (number, customer) in customers.iter().enumerate().skip(begin) {
        loop {
            let at = |after| Position {
                customer: customer.clone(),
                after,
            };
            if queries == MOST_QUERIES || examined >= MOST_EXAMINED || items.len() == limit {
                let next = Some(at(after));
                return Ok(List { items, next });
            }
            let most = if filter.is_selective() {
                READ_AHEAD
            } else {
                limit - items.len()
            };
            let most = i32::try_from(most.min(MOST_EXAMINED - examined)).unwrap_or(i32::MAX);
            let page = store
                .list_registrations(customer.as_ref(), after.as_ref(), most)
                .await?;
            queries += 1;
            examined += page.registrations.len();
            let goes_on = page.next.is_some() || number + 1 < customers.len();
            let mut all = store
                .load_standings(page.registrations)
                .await?
                .into_iter()
                .filter(|loaded| filter.lets_through(loaded, now))
                .map(|loaded| ListItem {
                    position: at(Some(ListPlace::behind(&loaded.registration))),
                    loaded,
                });
            items.extend(all.by_ref().take(limit - items.len()));
            if all.next().is_some() {
                let next = items.last().map(|last: &ListItem| last.position.clone());
                return Ok(List { items, next });
            }
            if !goes_on {
                return Ok(List { items, next: None });
            }
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }
    Ok(List { items, next: None })
}

/// The customers that a list walks through; `None` stands for all together.
fn walked_through(caller: &Caller, filter: &Filter) -> Vec<Option<CustomerId>> {
    match (&filter.customer, &caller.customers) {
        (Some(customer), _) if caller.reaches(customer) => vec![Some(customer.clone())],
        (Some(_), _) => Vec::new(),
        (None, None) => vec![None],
        (None, Some(customers)) => customers.iter().cloned().map(Some).collect(),
    }
}
