//! Choice of the page that a visitor sees.

mod people;
mod result;
mod stay;
mod upgrade;

pub(crate) use people::{account, system_user_link};

use self::stay::Stay;
use crate::{deps::Deps, view::RequestedPage, visitor::Visitor};
use app::{browser::Visit, legs::LinkPage, secrets::secret_token};
use domain::{
    clock::Clock as _,
    customer::Requester,
    flow::{LegPurpose, Notice, SignedIn},
    invitation::Purpose,
    registration::{Lifecycle, Registration},
    verification::{catalogue::find_check, report::Report},
};
use http::Response;
use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;
use web::{
    calendar,
    page::{
        ConfirmPage, DisconnectPage, FailurePage, Frame, Journey, Message, PermissionsPage, Stand,
        StartPage, SupportMeeting,
    },
};
use wording::place::GuidanceTenant;

/// Whether a page of the registration has a line of that name: a check, and optionally a colon and a number.
pub(crate) fn is_line(name: &str) -> bool {
    let (check, number) = name.split_once(':').unwrap_or((name, "1"));
    find_check(check).is_some() && number.parse::<u8>().is_ok()
}

/// Facts that were read for a page.
#[derive(Clone, Copy)]
pub(crate) struct LinkFacts<'a> {
    /// The link and its registration.
    pub(crate) visit: &'a Visit,
    /// The newest report since the approval.
    pub(crate) report: Option<&'a Report>,
    /// Whether the tenant that consented has become another customer's.
    pub(crate) is_taken: bool,
    /// Whether another connection needs the app that this one no longer does.
    pub(crate) is_shared: bool,
}

/// An opened link, with the facts that its pages show.
struct Opened<'a> {
    visitor: &'a Visitor<'a>,
    token: &'a SecretString,
    visit: &'a Visit,
    report: Option<&'a Report>,
    frame: Frame<'a>,
    /// The trip on which Microsoft may keep the person.
    kept_on: Option<LegPurpose>,
    /// The page's full address.
    address: Url,
}

/// The page for the state of the registration and the sign-in of this browser. Names of the tenant and findings show only after a
/// sign-in of that tenant in this browser (T28).
pub(crate) fn choose<'a>(
    visitor: &'a Visitor<'a>,
    view: RequestedPage,
    (token, cookie): (&'a SecretString, Option<&SecretString>),
    looked: LinkFacts<'a>,
) -> Result<Response<String>, Message> {
    let LinkFacts {
        visit,
        report,
        is_taken,
        is_shared,
    } = looked;
    let deps = visitor.deps;
    let mut address = deps.public_base_url.clone();
    address.set_path(&format!("/connect/{}", token.expose_secret()));
    let registration = &visit.loaded.registration;
    let flow = visit.flow.as_ref();
    let stay = Stay::of(visit, view, deps.clock.now());
    let form_token = cookie.map(|cookie| secret_token::form_token(cookie.expose_secret()));
    let signed_in = flow.and_then(|flow| flow.signed_in.as_ref());
    let signed_in = signed_in.zip(form_token.as_deref());
    let opened = Opened {
        visitor,
        token,
        visit,
        report,
        frame: Frame {
            left_through: stay.may_say_so.then(|| token.expose_secret()),
            account: signed_in.map(|(who, form_token)| account(token, who, form_token)),
            ..visitor.frame(Some(registration))
        },
        kept_on: stay.on,
        address,
    };
    let went_back = stay.is_told_as_went_back(visit.invitation.purpose);
    let notice = flow
        .and_then(|flow| flow.current_notice(registration))
        .filter(|_| matches!(view, RequestedPage::Here | RequestedPage::Stopped))
        .or(went_back.then_some(&Notice::WentBack));
    match (view, visit.invitation.purpose) {
        (RequestedPage::Permissions, _) => return Ok(opened.permissions()),
        (RequestedPage::Meeting, _) => return opened.meeting(),
        (RequestedPage::Prepare, Purpose::Connect | Purpose::Reconnect) => {
            return Ok(opened.start());
        }
        (_, Purpose::SystemUser) => return Ok(opened.for_system_user(notice)),
        (_, Purpose::Disconnect) => return opened.for_disconnect(is_shared),
        (RequestedPage::Report(_), Purpose::Upgrade) => {
            return visitor.back(token, LinkPage::Journey, "");
        }
        (_, Purpose::Upgrade) => return Ok(opened.for_upgrade(signed_in, notice)),
        (
            RequestedPage::Here
            | RequestedPage::Status
            | RequestedPage::Stopped
            | RequestedPage::Report(_),
            Purpose::Connect | Purpose::Reconnect,
        ) => {}
    }
    let Some((signed_in, form_token)) = signed_in else {
        return Ok(match (notice, view) {
            (Some(notice), _) => opened.failure(notice, Stand::Stranger),
            (None, RequestedPage::Report(_)) => return visitor.back(token, LinkPage::Journey, ""),
            (None, _) => opened.start(),
        });
    };
    let lifecycle = &registration.lifecycle;
    if signed_in.is_colleague(lifecycle) {
        return match view {
            RequestedPage::Report(_) => visitor.back(token, LinkPage::Journey, ""),
            _ => Ok(opened.colleague(signed_in)),
        };
    }
    let has_approved = has_approved(lifecycle, signed_in);
    // Only where that page would be shown: it leads back here otherwise.
    let has_access_page = has_approved && lifecycle.settled_tenant().is_some();
    Ok(match (view, report, notice) {
        (RequestedPage::Report(kept), Some(report), _) if has_approved => {
            opened.kept_report(signed_in, report, kept)
        }
        (RequestedPage::Report(_), ..) => return visitor.back(token, LinkPage::Journey, ""),
        (RequestedPage::Here | RequestedPage::Stopped, ..) if has_approved && is_taken => {
            opened.failure(&Notice::TenantTaken, Stand::SignedIn { form_token })
        }
        _ if has_access_page && stay.on == Some(LegPurpose::Access) => {
            return visitor.back(token, LinkPage::Access, "");
        }
        _ if has_approved => opened.result(signed_in, form_token, notice),
        (_, _, Some(notice)) => opened.failure(notice, Stand::SignedIn { form_token }),
        _ => opened.confirm(signed_in, form_token),
    })
}

impl Opened<'_> {
    fn deps(&self) -> &Deps {
        self.visitor.deps
    }

    fn registration(&self) -> &Registration {
        &self.visit.loaded.registration
    }

    fn journey(&self) -> Journey<'_> {
        Journey {
            registration: self.registration(),
            report: self.report,
        }
    }

    fn place<'b>(&'b self, signed_in: &SignedIn) -> GuidanceTenant<'b> {
        place(self.deps(), self.visit, signed_in)
    }

    fn start(&self) -> Response<String> {
        let deps = self.deps();
        let page = StartPage {
            frame: self.frame,
            token: self.token.expose_secret(),
            address: &self.address,
            journey: self.journey(),
            requester: self
                .registration()
                .requester
                .as_ref()
                .map(Requester::as_str),
            manifest: &deps.manifest,
            publisher: deps.publisher.as_deref(),
            login_origin: deps.cloud.login_origin(),
            meeting: SupportMeeting {
                booking: deps.booking_url.as_ref(),
                at: self.meeting_at(),
            },
            is_stuck: self.kept_on.is_some(),
            begins_with_consent: self.visit.begins_with_consent(),
            expires_at: Some(self.visit.invitation.expires_at)
                .filter(|_| !self.visit.invitation.stays()),
        };
        page.respond(self.visitor.request_id)
    }

    fn permissions(&self) -> Response<String> {
        let deps = self.deps();
        let page = PermissionsPage {
            frame: self.frame,
            token: self.token.expose_secret(),
            customer: self.registration().customer.name.as_str(),
            publisher: deps.publisher.as_deref(),
            client_id: deps.client_id,
            manifest: &deps.manifest,
        };
        page.respond(self.visitor.request_id)
    }

    /// Start of the meeting that the host app set; `None` once it is over.
    fn meeting_at(&self) -> Option<Timestamp> {
        let now = self.deps().clock.now();
        let at = self.registration().meeting_at?;
        (now < at + calendar::DURATION).then_some(at)
    }

    /// The company, and its mail address if support has one.
    fn organiser(&self) -> (&str, Option<&str>) {
        let brand = &self.deps().style.brand;
        let address = Some(brand.support.as_str()).filter(|support| support.contains('@'));
        (&brand.company, address)
    }

    /// The meeting as a calendar file, if the host app set one that is not over.
    fn meeting(&self) -> Result<Response<String>, Message> {
        let registration = self.registration();
        let at = self.meeting_at().ok_or(Message::NotFound)?;
        let values = [("app", self.frame.app), ("address", self.address.as_str())];
        let file = calendar::Meeting {
            id: &registration.id.to_string(),
            at,
            now: self.deps().clock.now(),
            subject: &self.frame.words.say_with("meeting-subject", values),
            description: &self.frame.words.say_with("meeting-description", values),
            address: self.address.as_str(),
            organiser: self.organiser(),
        };
        Ok(file.respond(self.visitor.request_id))
    }

    fn failure(&self, notice: &Notice, stand: Stand<'_>) -> Response<String> {
        let page = FailurePage {
            frame: self.frame,
            token: self.token.expose_secret(),
            address: &self.address,
            journey: self.journey(),
            notice,
            stand,
            cloud: &self.deps().cloud,
        };
        page.respond(self.visitor.request_id)
    }

    fn confirm(&self, signed_in: &SignedIn, form_token: &str) -> Response<String> {
        let page = ConfirmPage {
            frame: self.frame,
            token: self.token.expose_secret(),
            form_token,
            address: &self.address,
            journey: self.journey(),
            signed_in,
            cloud: &self.deps().cloud,
        };
        page.respond(self.visitor.request_id)
    }

    /// The page of a link for removing the app, while the connection is down.
    fn for_disconnect(&self, is_shared: bool) -> Result<Response<String>, Message> {
        let deps = self.deps();
        let registration = self.registration();
        let lifecycle = &registration.lifecycle;
        let now = deps.clock.now();
        let tenant = lifecycle
            .tenant()
            .filter(|_| lifecycle.disconnected_at().is_ok())
            .filter(|_| self.visit.invitation.gives_authority(lifecycle, now))
            .ok_or(Message::LinkNotUsable)?;
        let page = DisconnectPage {
            frame: self.frame,
            token: self.token.expose_secret(),
            customer: registration.customer.name.as_str(),
            place: GuidanceTenant::new(
                &deps.cloud,
                deps.client_id,
                tenant.id,
                self.visit.loaded.standing.service_principal_id,
            ),
            access_gone: lifecycle.access_gone(),
            is_looking: lifecycle.awaits_look(now),
            is_shared,
        };
        Ok(page.respond(self.visitor.request_id))
    }
}

/// Our application in the tenant of the person who signed in, for links into its portal.
pub(crate) fn place<'a>(
    deps: &'a Deps,
    visit: &'a Visit,
    signed_in: &SignedIn,
) -> GuidanceTenant<'a> {
    let registration = &visit.loaded.registration;
    let system_user = registration.system_user_connection.as_ref();
    GuidanceTenant::new(
        &deps.cloud,
        deps.client_id,
        signed_in.tenant.id,
        visit.loaded.standing.service_principal_id,
    )
    .with_system_user(system_user.map(|connection| connection.object_id))
    .with_support(registration.id, &deps.style.brand.support)
    .with_outbound_addresses(&deps.outbound_addresses)
}

/// Whether the tenant that signed in here is the one whose approval is recorded.
fn has_approved(lifecycle: &Lifecycle, signed_in: &SignedIn) -> bool {
    match lifecycle {
        Lifecycle::Consented { tenant, .. } | Lifecycle::Connected { tenant, .. } => {
            tenant.id == signed_in.tenant.id
        }
        Lifecycle::Invited
        | Lifecycle::SignedIn { .. }
        | Lifecycle::Disconnected { .. }
        | Lifecycle::Erased { .. } => false,
    }
}
