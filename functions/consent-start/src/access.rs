//! The access page, on which an administrator manages the users and groups that may use the app, and its forms.

mod fields;
mod review;

use self::fields::{chosen, confirmed, required, reviewed};
use crate::{
    deps::Deps, form::SentForm, message::browser_message, pages, view::AccessView, visitor::Visitor,
};
use app::{
    access::{
        self, AccessError, AccessPageFacts, AccessVisit, AdministratorFacts, CandidateQuery,
        Confirmation, SystemUserAssignment,
    },
    legs::{self, Form, LinkPage},
    secrets::secret_token,
};
use domain::{
    access::{
        AccessChange, AccessNotice, AssigneeKind, Candidate, Candidates, MOST_CHANGES,
        SWITCH_PERMISSION,
    },
    clock::Clock as _,
    flow::{LegPurpose, TripStart},
    ids::ObjectId,
};
use http::{Method, Response};
use secrecy::{ExposeSecret as _, SecretString};
use web::page::{
    AccessPage, AccessScript, AccessStand, Closed, Frame, History, Journey, Message, Open, Search,
    SystemUserCover,
};

/// One request for the access page.
struct Call<'a> {
    visitor: &'a Visitor<'a>,
    token: &'a SecretString,
    cookie: &'a SecretString,
}

/// Shows a view of the access page to a browser in which an account of the registration's tenant has signed in. Another browser
/// is redirected to the link's first page, where a sign-in begins.
pub(crate) async fn show(
    visitor: &Visitor<'_>,
    token: &SecretString,
    view: AccessView,
) -> Result<Response<String>, Message> {
    let deps = visitor.deps;
    let cookie = visitor.flow_cookie(token)?;
    let opened = access::open(&deps.browser, &deps.clock, token, cookie.as_ref()).await;
    let (opened, cookie) = match (opened, &cookie) {
        (Ok(opened), Some(cookie)) => (opened, cookie),
        (Err(AccessError::NotSignedIn), _) | (Ok(_), None) => {
            return visitor.back(token, LinkPage::Journey, "");
        }
        (Err(error), _) => return Err(message(&error)),
    };
    let call = Call {
        visitor,
        token,
        cookie,
    };
    match view {
        AccessView::Page => call.show(opened).await,
        AccessView::Review => Box::pin(call.show_review(opened)).await,
        AccessView::Script => Ok(call.script(&opened)),
    }
}

/// Leaves for Microsoft, to obtain the rights that the page needs at Graph.
pub(crate) async fn sign_in(sent: &SentForm<'_>) -> Result<Response<String>, Message> {
    let (_, form) = Call::of(sent)?;
    let requires = required(&sent.fields)?;
    let deps = sent.deps();
    let departure = legs::access::begin(&deps.browser, deps.machine(), &form, requires);
    sent.leave(departure.await)
}

/// Looks for users and groups.
pub(crate) async fn find(sent: &SentForm<'_>) -> Result<Response<String>, Message> {
    let (call, form) = Call::of(sent)?;
    let opened = call.opened(&form).await?;
    let mut chosen = chosen(&sent.fields)?;
    let is_too_many = chosen.len() > MOST_CHANGES;
    chosen.truncate(MOST_CHANGES);
    let text = |name| {
        let value = sent.field(name)?;
        Ok(value.filter(|value| !value.is_empty()).map(str::to_owned))
    };
    let wanted = CandidateQuery {
        text: text("find")?.unwrap_or_default(),
        users_after: text("users_after")?,
        groups_after: text("groups_after")?,
        chosen,
    };
    call.page(&opened, Some((&wanted, is_too_many))).await
}

/// Assigns the users and groups that were ticked.
pub(crate) async fn assign(sent: &SentForm<'_>) -> Result<Response<String>, Message> {
    let (call, form) = Call::of(sent)?;
    let change = AccessChange::Assign(chosen(&sent.fields)?);
    call.change(&form, change, &Confirmation::default()).await
}

/// Shows the effects of a change before it is made.
pub(crate) async fn review(sent: &SentForm<'_>) -> Result<Response<String>, Message> {
    let (call, form) = Call::of(sent)?;
    Box::pin(call.review(&form, reviewed(&sent.fields)?)).await
}

/// Makes the change that was shown.
pub(crate) async fn change(sent: &SentForm<'_>) -> Result<Response<String>, Message> {
    let (call, form) = Call::of(sent)?;
    let confirmed = confirmed(&sent.fields)?;
    call.change(&form, reviewed(&sent.fields)?, &confirmed)
        .await
}

/// Gives the page's rights at Graph back.
pub(crate) async fn finish(sent: &SentForm<'_>) -> Result<Response<String>, Message> {
    let (_, form) = Call::of(sent)?;
    let deps = sent.deps();
    let finished = access::finish(&deps.browser, &deps.interactive_queue, &deps.clock, &form);
    Box::pin(finished).await.map_err(|error| message(&error))?;
    sent.back()
}

impl<'a> Call<'a> {
    /// The request that sent a form, from the browser of a flow.
    fn of(sent: &'a SentForm<'a>) -> Result<(Self, Form<'a>), Message> {
        let form = sent.of_flow()?;
        let call = Self {
            visitor: sent.visitor,
            token: sent.token,
            cookie: form.cookie.ok_or(Message::FormNotUsable)?,
        };
        Ok((call, form))
    }

    fn deps(&self) -> &'a Deps {
        self.visitor.deps
    }

    fn form_token(&self) -> String {
        secret_token::form_token(self.cookie.expose_secret())
    }

    fn frame<'b>(&'b self, opened: &'b AccessVisit, form_token: &'b str) -> Frame<'b> {
        Frame {
            account: Some(pages::account(self.token, &opened.signed_in, form_token)),
            ..self.visitor.frame(Some(&opened.visit.loaded.registration))
        }
    }

    async fn opened(&self, form: &Form<'_>) -> Result<AccessVisit, Message> {
        access::open_with_form(&self.deps().browser, &self.deps().clock, form)
            .await
            .map_err(|error| message(&error))
    }

    async fn show(&self, mut opened: AccessVisit) -> Result<Response<String>, Message> {
        if *self.visitor.request.method() == Method::HEAD {
            // The headers are the page's; nobody reads what Graph would show.
            opened.rights = None;
        }
        self.page(&opened, None).await
    }

    /// The script with the steps of the access page, made for this tenant.
    fn script(&self, opened: &AccessVisit) -> Response<String> {
        let deps = self.deps();
        let script = AccessScript {
            frame: self.visitor.frame(Some(&opened.visit.loaded.registration)),
            tenant: opened.signed_in.tenant.id,
            client_id: deps.client_id,
            cloud: &deps.cloud,
        };
        script.respond(self.visitor.request_id)
    }

    /// The access page; `wanted` is the search for users and groups whose results it also shows.
    async fn page(
        &self,
        opened: &AccessVisit,
        wanted: Option<(&CandidateQuery, bool)>,
    ) -> Result<Response<String>, Message> {
        let deps = self.deps();
        let found = async {
            match wanted {
                Some((wanted, _)) => access::find(&deps.browser, &deps.clock, opened, wanted).await,
                None => None,
            }
        };
        let (looked, report, found) = tokio::join!(
            Box::pin(access::look(&deps.browser, &deps.clock, opened)),
            deps.browser.newest_report(&deps.clock, &opened.visit),
            Box::pin(found),
        );
        let looked = looked.map_err(|error| message(&error))?;
        let report = report.map_err(|error| browser_message(&error))?;
        let registration = &opened.visit.loaded.registration;
        let name = registration.system_user_name().unwrap_or_default();
        let too_many = AccessNotice::TooManyAtOnce;
        let trip = opened.flow.open_trip(registration);
        let may_be_kept = |trip: TripStart| {
            trip.purpose == LegPurpose::Access && trip.may_be_kept(deps.clock.now())
        };
        let notice = match wanted {
            Some((_, true)) => Some(&too_many),
            Some(_) | None if trip.is_some_and(may_be_kept) => Some(&AccessNotice::Kept),
            Some(_) | None => opened.flow.access_notice.as_ref(),
        };
        let (candidates, chosen) = match &found {
            Some(found) => (Some(&found.candidates), found.chosen.as_slice()),
            None => (None, [].as_slice()),
        };
        let stand = match (&looked.seen, &opened.rights) {
            (Some(seen), Some(rights)) => {
                let search = wanted.zip(candidates);
                let search = search.map(|((wanted, _), found)| search_of(wanted, found));
                let session = &rights.session;
                let can_switch = session.has_scope(SWITCH_PERMISSION);
                AccessStand::Open(Box::new(Open {
                    can_switch,
                    ends_at: session.ends_at,
                    ..open((seen, session.person), name, search, chosen)
                }))
            }
            _ => AccessStand::Closed(Closed {
                summary: report.as_ref().and_then(|report| report.access),
                seen_at: report.as_ref().map(|report| report.checked_at),
                verdict: report
                    .as_ref()
                    .and_then(|report| report.result("user-access")),
                roles: opened.signed_in.directory_roles.as_deref(),
            }),
        };
        let AccessPageFacts {
            entries,
            has_more_entries,
            pending,
            ..
        } = &looked;
        let form_token = self.form_token();
        let page = AccessPage {
            frame: self.frame(opened, &form_token),
            token: self.token.expose_secret(),
            form_token: &form_token,
            journey: Journey {
                registration,
                report: report.as_ref(),
            },
            tenant: &opened.signed_in.tenant,
            notice,
            history: may_see_history(opened).then_some(History {
                entries,
                has_more: *has_more_entries,
                pending: pending.as_ref(),
            }),
            place: pages::place(deps, &opened.visit, &opened.signed_in),
            stand,
        };
        Ok(page.respond(self.visitor.request_id))
    }
}

fn open<'a>(
    (seen, person): (&'a AdministratorFacts, ObjectId),
    name: &'a str,
    search: Option<Search<'a>>,
    chosen: &'a [Candidate],
) -> Open<'a> {
    Open {
        access: &seen.facts.access,
        person,
        oneself: &seen.oneself,
        own_roles: seen.facts.own_roles.get().ok().map(Vec::as_slice),
        system_user: match (&seen.system_user, seen.system_user_id) {
            (SystemUserAssignment::NotNamed, _) => SystemUserCover::NotNamed,
            (SystemUserAssignment::NoAccount, _) => SystemUserCover::NoAccount { name },
            (SystemUserAssignment::Known(cover), Some(id)) => {
                SystemUserCover::Known { name, id, cover }
            }
            (SystemUserAssignment::Known(_), None) | (SystemUserAssignment::Unread, _) => {
                SystemUserCover::Unread { name }
            }
        },
        can_switch: false,
        ends_at: jiff::Timestamp::UNIX_EPOCH,
        search,
        chosen,
        is_over: seen.is_over,
    }
}

fn search_of<'a>(wanted: &'a CandidateQuery, found: &'a Candidates) -> Search<'a> {
    Search {
        text: &wanted.text,
        found,
        further: match (&wanted.users_after, &wanted.groups_after) {
            (Some(_), _) => Some(AssigneeKind::User),
            (None, Some(_)) => Some(AssigneeKind::Group),
            (None, None) => None,
        },
    }
}

/// Whether the page may show the person the history of changes: with rights at Graph, or with a role that may assign.
fn may_see_history(opened: &AccessVisit) -> bool {
    opened.rights.is_some() || opened.signed_in.may_assign()
}

fn message(error: &AccessError) -> Message {
    match error {
        AccessError::Browser(error) => browser_message(error),
        AccessError::NotSignedIn => Message::FormNotUsable,
        AccessError::TooMany => Message::TooFast,
    }
}
