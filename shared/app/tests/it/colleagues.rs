//! A colleague of the administrator: signed in from the connected tenant, without a role that may consent. Whatever form such a
//! person sends, nothing begins and nothing changes.

mod late;

use crate::{
    browser::signed_in,
    samples::{OTHER_TENANT, TENANT, consented, invitation, start, tenant},
    world::World,
};
use app::{
    access::{self, AccessError},
    browser::{
        BrowserError, look_again,
        sign_out::sign_out,
        system_user_link::{LinkError, SystemUserLink, make_system_user_link},
    },
    legs::{self, BeginError, Form, sign_in::Wish, system_user::AccountHint},
    secrets::{secret_token, secret_token::TokenPurpose},
};
use domain::{
    clock::Clock as _,
    customer::Language,
    flow::LegPurpose,
    invitation::{Invitation, Maker, Purpose, Status},
    registration::{Approval, Lifecycle, Registration, Tenant},
};
use jiff::SignedDuration;
use secrecy::{ExposeSecret as _, SecretString};
use test_case::test_case;

const APPROVER: &str = "0b1ec700-0000-4000-8000-000000000009";
const GLOBAL_ADMINISTRATOR: &str = "62e90394-69f5-4237-9190-012177145e10";
const USER_ADMINISTRATOR: &str = "fe930be7-5e62-47db-91af-98c3a49a38b1";
const REPORTS_READER: &str = "4a5d8f65-41da-4de4-8968-e035b65339cf";

fn connected(approved_elsewhere: bool) -> Registration {
    Registration {
        system_user: Some("cooperlink@contoso.example".to_owned().try_into().unwrap()),
        language: Language::Fr,
        lifecycle: Lifecycle::Connected {
            tenant: Tenant {
                administrator: APPROVER.parse().unwrap(),
                approved_elsewhere,
                ..tenant(TENANT)
            },
            approval: Approval::NotNeeded,
            consented_at: start(),
            connected_at: start(),
        },
        ..consented(1)
    }
}

/// A person in a browser, whose sign-in showed these roles.
pub(crate) struct Person {
    pub(crate) world: World,
    token: SecretString,
    cookie: SecretString,
    form_token: String,
}

impl Person {
    async fn of(registration: Registration, link: Invitation, roles: Option<&[&str]>) -> Self {
        let world = World::watched().await;
        let (token, cookie) = signed_in(&world, &registration, link, TENANT).await;
        let hash = secret_token::hash_secret(TokenPurpose::Cookie, &cookie);
        let flow = world.store.find_flow(&hash, world.clock.now()).await;
        let mut flow = flow.unwrap().unwrap();
        let shown = flow.signed_in.as_mut().unwrap();
        shown.directory_roles = roles.map(|roles| roles.iter().map(|id| (*id).into()).collect());
        world.store.save_flow(&flow).await.unwrap();
        Self {
            form_token: secret_token::form_token(cookie.expose_secret()),
            world,
            token,
            cookie,
        }
    }

    async fn with(roles: Option<&[&str]>) -> Self {
        Self::of(connected(false), invitation(1), roles).await
    }

    fn form(&self) -> Form<'_> {
        Form {
            token: &self.token,
            cookie: Some(&self.cookie),
            form_token: Some(&self.form_token),
            language: None,
        }
    }

    async fn leave(&self, leg: LegPurpose) -> Result<(), BeginError> {
        let (browser, machine) = (&self.world.browser, self.world.machine());
        let form = self.form();
        let departure = match leg {
            LegPurpose::SignIn => {
                let (token, wish) = (&self.token, Wish::OtherAccount);
                let address = "192.0.2.1";
                legs::sign_in::begin(browser, machine, token, None, None, address, wish).await
            }
            LegPurpose::Consent => legs::consent::begin(browser, machine, &form).await,
            LegPurpose::Proof => legs::proof::begin(browser, machine, &form).await,
            LegPurpose::SystemUser => {
                let address = "192.0.2.1";
                legs::system_user::begin(browser, machine, &form, AccountHint::Named, address).await
            }
            LegPurpose::Access => legs::access::begin(browser, machine, &form, None).await,
        };
        departure.map(drop)
    }

    async fn opens_access(&self) -> bool {
        let (browser, clock) = (&self.world.browser, &self.world.clock);
        let shown = access::open(browser, clock, &self.token, Some(&self.cookie));
        let shown = Box::pin(shown).await;
        let form = Box::pin(access::open_with_form(browser, clock, &self.form())).await;
        for opened in [&shown, &form] {
            assert!(matches!(opened, Ok(_) | Err(AccessError::NotSignedIn)));
        }
        assert_eq!(shown.is_ok(), form.is_ok());
        shown.is_ok()
    }

    async fn link(&self, turn: &str) -> Result<SystemUserLink, LinkError> {
        let World {
            browser, verifier, ..
        } = &self.world;
        let manifest = verifier.reader.manifest();
        let clock = &self.world.clock;
        Box::pin(make_system_user_link(
            browser,
            manifest,
            clock,
            &self.form(),
            turn,
        ))
        .await
    }

    /// Lets the flow last for two days.
    async fn stays_signed_in(&self) {
        let world = &self.world;
        let now = world.clock.now();
        let hash = secret_token::hash_secret(TokenPurpose::Cookie, &self.cookie);
        let mut flow = world.store.find_flow(&hash, now).await.unwrap().unwrap();
        flow.expires_at = now + SignedDuration::from_hours(48);
        world.store.save_flow(&flow).await.unwrap();
    }

    async fn links(&self) -> Vec<Invitation> {
        let id = consented(1).id;
        let listed = self.world.store.list_invitations(id, None, 90).await;
        listed.unwrap().items
    }
}

#[test_case(Some(&[]), false; "no role")]
#[test_case(Some(&[REPORTS_READER]), false; "a role that may not")]
#[test_case(None, false; "roles that were not read")]
#[test_case(Some(&[GLOBAL_ADMINISTRATOR]), true; "a role that may")]
#[tokio::test]
async fn t18_a_colleague_begins_nothing_and_changes_nothing(roles: Option<&[&str]>, may: bool) {
    let person = Person::with(roles).await;
    let World {
        browser,
        clock,
        queue,
        ..
    } = &person.world;
    let before = person.world.behind.dump();
    for leg in [
        LegPurpose::Consent,
        LegPurpose::Proof,
        LegPurpose::SystemUser,
        LegPurpose::Access,
    ] {
        let begun = person.leave(leg).await;
        assert_eq!(begun.is_ok(), may, "{leg:?}");
        assert!(matches!(begun, Ok(()) | Err(BeginError::NotSignedIn)));
    }
    let looked = look_again::for_administrator(browser, queue, clock, &person.form()).await;
    assert_eq!(looked.is_ok(), may);
    assert_eq!(person.opens_access().await, may);
    assert_eq!(person.link("1").await.is_ok(), may);
    assert_eq!(person.links().await.len(), 1 + usize::from(may));
    if !may {
        // That the page was shown is the one note.
        let opened = person.links().await[0].opened_at;
        assert!(opened.is_some());
        assert_eq!(
            before.matches("LEG#").count(),
            person.world.behind.dump().matches("LEG#").count()
        );
        assert!(person.world.server.asked("SendMessage").is_empty());
    }
    // Another account, or a role that was activated since, begins anew.
    assert!(person.leave(LegPurpose::SignIn).await.is_ok());
}

#[tokio::test]
async fn t18_who_approved_is_no_colleague_and_who_came_after_an_approval_elsewhere_is() {
    let by = |approved_elsewhere| {
        let mut registration = connected(approved_elsewhere);
        let own = Tenant {
            approved_elsewhere,
            ..tenant(TENANT)
        };
        registration.lifecycle = Lifecycle::Connected {
            tenant: own,
            approval: Approval::NotNeeded,
            consented_at: start(),
            connected_at: start(),
        };
        registration
    };
    for (approved_elsewhere, may) in [(false, true), (true, false)] {
        let person = Person::of(by(approved_elsewhere), invitation(1), Some(&[])).await;
        assert_eq!(person.leave(LegPurpose::Proof).await.is_ok(), may);
    }
}

#[tokio::test]
async fn t18_a_role_that_may_assign_opens_the_access_page_and_nothing_else() {
    let person = Person::with(Some(&[USER_ADMINISTRATOR])).await;
    assert!(person.opens_access().await);
    assert!(person.leave(LegPurpose::Access).await.is_ok());
    assert!(person.leave(LegPurpose::SystemUser).await.is_err());
    assert!(person.link("1").await.is_err());
}

#[tokio::test]
async fn before_an_approval_and_at_a_link_for_newer_permissions_nobody_is_kept_from_trying() {
    let unapproved = Registration {
        lifecycle: Lifecycle::SignedIn {
            tenant: tenant(TENANT),
            signed_in_at: start(),
        },
        ..consented(1)
    };
    let person = Person::of(unapproved, invitation(1), Some(&[])).await;
    assert!(person.leave(LegPurpose::Consent).await.is_ok());
    let upgrade = Invitation {
        purpose: Purpose::Upgrade,
        ..invitation(1)
    };
    let person = Person::of(connected(false), upgrade, Some(&[])).await;
    assert!(person.leave(LegPurpose::Consent).await.is_ok());
    assert!(person.leave(LegPurpose::SystemUser).await.is_err());
    assert!(person.link("1").await.is_err());
}

#[tokio::test]
async fn t28_an_administrator_makes_a_link_for_the_system_user_that_works_and_is_audited() {
    let person = Person::with(Some(&[GLOBAL_ADMINISTRATOR])).await;
    let world = &person.world;
    let made = person.link("1").await.ok().unwrap();
    assert_eq!(made.language(), Language::Fr);
    assert_eq!(made.invitation.purpose, Purpose::SystemUser);
    assert_eq!(made.invitation.created_by, Maker::Administrator);
    let lives = SignedDuration::from_hours(7 * 24);
    assert_eq!(made.invitation.expires_at, world.clock.now() + lives);
    let visit = world.browser.visit(&world.clock, &made.token, None).await;
    assert_eq!(visit.ok().unwrap().invitation, made.invitation);
    let audit = world.store.list_audit(consented(1).id, None, 10).await;
    let audit = audit.unwrap().items;
    assert_eq!(audit.len(), 1);
    assert_eq!(audit[0].invitation_id, Some(made.invitation.id));
    assert_eq!(audit[0].actor, tenant(TENANT).administrator);
    assert_eq!(audit[0].occurred_at, world.clock.now());
    assert!(audit[0].changes.is_empty());
    // Nothing of the token is stored (T28), and the connection takes it along.
    assert!(!world.behind.dump().contains(made.token.expose_secret()));
    let now = world.clock.now();
    let ended = world.store.withdraw_invitations(consented(1).id, now, now);
    ended.await.unwrap();
    let visit = world.browser.visit(&world.clock, &made.token, None).await;
    assert!(matches!(visit.err(), Some(BrowserError::Ended { .. })));
}

#[tokio::test]
async fn the_same_form_twice_makes_one_link_and_another_one_takes_its_place() {
    let person = Person::with(Some(&[GLOBAL_ADMINISTRATOR])).await;
    let (one, other) = tokio::join!(person.link("1"), person.link("1"));
    let (one, other) = (one.ok().unwrap(), other.ok().unwrap());
    assert_eq!(one.token.expose_secret(), other.token.expose_secret());
    assert_eq!(person.links().await.len(), 2);
    person.world.clock.advance(SignedDuration::from_secs(1));
    let newer = person.link("2").await.ok().unwrap();
    assert_ne!(newer.token.expose_secret(), one.token.expose_secret());
    let again = person.link("1").await;
    assert!(matches!(again, Err(LinkError::Ended)), "of the form before");
    let links = person.links().await;
    let replaced = links.iter().find(|link| link.id == one.invitation.id);
    assert!(replaced.unwrap().is_replaced);
}

#[tokio::test]
async fn an_administrators_link_never_ends_one_of_the_host_app() {
    let person = Person::with(Some(&[GLOBAL_ADMINISTRATOR])).await;
    let of_host_app = Invitation {
        registration_id: consented(1).id,
        purpose: Purpose::SystemUser,
        ..invitation(2)
    };
    let created = person.world.store.create_invitation(&of_host_app).await;
    created.unwrap();
    person.link("1").await.ok().unwrap();
    let read = person.world.store.find_invitation(&of_host_app.token_hash);
    assert_eq!(read.await.unwrap().unwrap().status, Status::Open);
}

#[tokio::test]
async fn t81_a_registration_gets_five_such_links_a_day() {
    let person = Person::with(Some(&[GLOBAL_ADMINISTRATOR])).await;
    for turn in 1..=5 {
        person.world.clock.advance(SignedDuration::from_secs(1));
        assert!(person.link(&turn.to_string()).await.is_ok(), "{turn}");
    }
    assert!(matches!(person.link("6").await, Err(LinkError::TooMany)));
    assert!(person.link("5").await.is_ok(), "the same form again");
    let links = person.links().await;
    let open = links.iter().filter(|link| link.status == Status::Open);
    assert_eq!(open.count(), 2, "the page's own, and the newest");
}

#[tokio::test]
async fn t81_of_two_forms_at_the_same_time_one_makes_the_last_link_of_the_day() {
    let link = Invitation {
        expires_at: start() + SignedDuration::from_hours(48),
        ..invitation(1)
    };
    let person = Person::of(connected(false), link, Some(&[GLOBAL_ADMINISTRATOR])).await;
    person.stays_signed_in().await;
    for turn in 1..=4 {
        person.world.clock.advance(SignedDuration::from_secs(1));
        assert!(person.link(&turn.to_string()).await.is_ok(), "{turn}");
    }
    person.world.gate.let_two_meet(person.world.clock.clone());
    let (one, other) = tokio::join!(person.link("5"), person.link("6"));
    person.world.gate.open();
    let outcomes = [&one, &other].map(|made| matches!(made, Err(LinkError::TooMany)));
    assert_eq!(outcomes.iter().filter(|refused| **refused).count(), 1);
    assert!(one.is_ok() || other.is_ok());
    assert!(matches!(person.link("7").await, Err(LinkError::TooMany)));
    // A day after the first one there is room for one again.
    let rest = SignedDuration::from_hours(24) - SignedDuration::from_secs(4);
    person.world.clock.advance(rest);
    let made = person.link("8").await;
    assert!(made.is_ok(), "{:?}", made.err());
    assert!(matches!(person.link("9").await, Err(LinkError::TooMany)));
}

#[tokio::test]
async fn t81_a_link_that_was_not_written_uses_up_nothing() {
    let person = Person::with(Some(&[GLOBAL_ADMINISTRATOR])).await;
    person.world.gate.watch(|_, request| {
        let is_write = request.target.ends_with("transactwriteitems");
        is_write.then(|| (500, r#"{"__type": "InternalServerError"}"#.to_owned()))
    });
    for turn in 1..=6 {
        assert!(person.link(&turn.to_string()).await.is_err(), "{turn}");
    }
    person.world.gate.open();
    for turn in 1..=5 {
        person.world.clock.advance(SignedDuration::from_secs(1));
        assert!(person.link(&turn.to_string()).await.is_ok(), "{turn}");
    }
    assert!(matches!(person.link("6").await, Err(LinkError::TooMany)));
}

#[test_case(|_: &mut Registration| {}, OTHER_TENANT; "of another tenant")]
#[test_case(|of| of.system_user = None, TENANT; "no system user is named")]
#[test_case(|of| of.lifecycle = Lifecycle::Consented {
    tenant: tenant(TENANT), approval: Approval::Waiting, consented_at: start(),
}, TENANT; "the host app has not agreed")]
#[tokio::test]
async fn t18_no_link_is_made_where_there_is_nobody_to_connect(
    change: impl Fn(&mut Registration),
    of: &str,
) {
    let mut registration = connected(false);
    if let Lifecycle::Connected { tenant, .. } = &mut registration.lifecycle {
        tenant.id = of.parse().unwrap();
    }
    change(&mut registration);
    let person = Person::of(registration, invitation(1), Some(&[GLOBAL_ADMINISTRATOR])).await;
    assert!(matches!(person.link("1").await, Err(LinkError::Form(_))));
    assert_eq!(person.links().await.len(), 1);
}

#[tokio::test]
async fn t22_t35_signing_out_ends_the_flow_and_takes_a_form_of_its_own() {
    let person = Person::with(Some(&[GLOBAL_ADMINISTRATOR])).await;
    let browser = &person.world.browser;
    let foreign = Form {
        form_token: Some("other"),
        ..person.form()
    };
    let refused = sign_out(browser, &foreign).await;
    assert!(matches!(refused, Err(BrowserError::ForeignForm)));
    assert!(person.leave(LegPurpose::Proof).await.is_ok());
    for _ in 0..2 {
        sign_out(browser, &person.form()).await.unwrap();
        let left = person.leave(LegPurpose::Proof).await;
        assert!(matches!(
            left,
            Err(BeginError::Browser(BrowserError::NoFlow))
        ));
    }
    assert!(!person.world.behind.dump().contains("FLOW#"));
}
