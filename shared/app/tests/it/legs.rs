//! Legs for which Microsoft asks more, that a person leaves, or that end with an error.

mod named_domain;
mod once_more;
mod silent_proof;

use crate::{
    browser::{self, signed_in},
    people::{Grant, USER},
    samples::{TENANT, consented, invitation},
    world::World,
};
use app::{
    browser::Visit,
    legs::{
        self, Arrival, AuthorizationResponse, BeginError, CallbackError, Form, NextStop,
        sign_in::Wish, system_user::AccountHint,
    },
    secrets::secret_token::{self, TokenPurpose},
};
use domain::{
    access::AccessNotice,
    attempt::Attempt,
    clock::Clock as _,
    customer::UserPrincipalName,
    flow::{Flow, LegPurpose, Notice},
    invitation::{Invitation, Purpose},
    registration::Registration,
};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;
use std::sync::atomic::Ordering;
use test_case::test_case;
use url::Url;

/// The administrator who signed in.
pub(crate) const ADMINISTRATOR: &str = "00000000-0000-0000-0000-000000000009";

const CLAIMS: &str = r#"{"access_token":{"capolids":{"essential":true,"values":["policy"]}}}"#;

const SECOND_FACTOR: &str =
    r#"{"access_token":{"acr":{"essential":true,"values":["urn:microsoft:policies:mfa"]}}}"#;

const CODE_LEGS: [LegPurpose; 4] = [
    LegPurpose::SignIn,
    LegPurpose::Proof,
    LegPurpose::SystemUser,
    LegPurpose::Access,
];

/// A browser with a link, at Microsoft and back.
pub(crate) struct Traveller {
    pub(crate) world: World,
    pub(crate) token: SecretString,
    pub(crate) cookie: SecretString,
}

pub(crate) fn value(url: &Url, name: &str) -> Option<String> {
    let mut pairs = url.query_pairs();
    let found = pairs.find(|(key, _)| key == name);
    found.map(|(_, value)| value.into_owned())
}

/// A registration whose administrator consented, and which names a system user.
pub(crate) fn registration() -> Registration {
    let name = "cooperlink@contoso.example".to_owned();
    Registration {
        system_user: Some(UserPrincipalName::try_from(name).unwrap()),
        ..consented(1)
    }
}

impl Traveller {
    /// A browser in which an administrator signed in.
    pub(crate) async fn new(registration: &Registration) -> Self {
        Self::with_link(registration, Purpose::Connect).await
    }

    /// A browser in which an administrator signed in, with a link for the given purpose.
    pub(crate) async fn with_link(registration: &Registration, purpose: Purpose) -> Self {
        let world = World::watched().await;
        let link = Invitation {
            purpose,
            ..invitation(1)
        };
        let (token, cookie) = signed_in(&world, registration, link, TENANT).await;
        *world.tenant.people.named.lock().unwrap() = USER;
        *world.tenant.people.more_scopes.lock().unwrap() = "Application.Read.All AppRoleAssignment.ReadWrite.All User.ReadBasic.All GroupMember.Read.All";
        Self {
            world,
            token,
            cookie,
        }
    }

    /// Leaves for Microsoft; the cookie is the flow's from then on.
    pub(crate) async fn leave(&mut self, purpose: LegPurpose) -> Url {
        self.try_to_leave(purpose).await.unwrap()
    }

    /// Leaves like [`Self::leave`], or returns the error.
    pub(crate) async fn try_to_leave(&mut self, purpose: LegPurpose) -> Result<Url, BeginError> {
        let world = &self.world;
        let form_token = secret_token::form_token(self.cookie.expose_secret());
        let form = Form {
            token: &self.token,
            cookie: Some(&self.cookie),
            form_token: Some(&form_token),
            language: None,
        };
        let (browser, machine) = (&world.browser, world.machine());
        let departure = match purpose {
            LegPurpose::SignIn => return self.sign_in(Wish::OtherAccount).await,
            LegPurpose::Consent => legs::consent::begin(browser, machine, &form).await,
            LegPurpose::Proof => legs::proof::begin(browser, machine, &form).await,
            LegPurpose::SystemUser => {
                let address = "192.0.2.1";
                legs::system_user::begin(browser, machine, &form, AccountHint::Named, address).await
            }
            LegPurpose::Access => legs::access::begin(browser, machine, &form, None).await,
        };
        let departure = departure?;
        if let Some(new) = departure.cookie {
            self.cookie = new.value;
        }
        Ok(departure.location)
    }

    pub(crate) async fn sign_in(&mut self, wish: Wish<'_>) -> Result<Url, BeginError> {
        let world = &self.world;
        let departure = legs::sign_in::begin(
            &world.browser,
            world.machine(),
            &self.token,
            None,
            None,
            "192.0.2.1",
            wish,
        )
        .await?;
        self.cookie = departure.cookie.unwrap().value;
        Ok(departure.location)
    }

    /// Comes back from Microsoft with this answer.
    pub(crate) async fn comes_back(
        &mut self,
        from: &Url,
        answer: AuthorizationResponse,
    ) -> Result<NextStop, CallbackError> {
        let answer = AuthorizationResponse {
            state: value(from, "state").map(SecretString::from),
            ..answer
        };
        let world = &self.world;
        let cookie = self.cookie.clone();
        let callback = browser::callback(world);
        let cookie_of = |_: &_| Some(cookie.clone());
        let came = legs::complete(&callback, world.machine(), &answer, "192.0.2.1", &cookie_of);
        let Arrival { next, cookie } = Box::pin(came).await.map_err(|failed| failed.error)?;
        if let Some(new) = cookie {
            self.cookie = new.value;
        }
        Ok(next)
    }

    /// Comes back with a code to which the token endpoint gives this answer.
    pub(crate) async fn comes_back_with(&mut self, from: &Url, grant: Grant) -> NextStop {
        self.try_to_come_back_with(from, grant).await.unwrap()
    }

    async fn try_to_come_back_with(
        &mut self,
        from: &Url,
        grant: Grant,
    ) -> Result<NextStop, CallbackError> {
        self.world.tenant.people.answer_with([grant]);
        let code = AuthorizationResponse {
            code: Some(SecretString::from("code")),
            ..AuthorizationResponse::default()
        };
        self.comes_back(from, code).await
    }

    /// Comes back with a code that is worth this account's tokens.
    pub(crate) async fn comes_back_as(&mut self, from: &Url, account: &'static str) -> NextStop {
        self.try_to_come_back_as(from, account).await.unwrap()
    }

    /// Comes back like [`Self::comes_back_as`], or returns the error.
    pub(crate) async fn try_to_come_back_as(
        &mut self,
        from: &Url,
        account: &'static str,
    ) -> Result<NextStop, CallbackError> {
        *self.world.tenant.people.reads.lock().unwrap() = account;
        let grant = Grant::Tokens {
            account,
            refresh_token: Some("refresh"),
            nonce: value(from, "nonce"),
            issued_at: self.world.clock.now().as_second(),
        };
        self.try_to_come_back_with(from, grant).await
    }

    /// Comes back with an error.
    pub(crate) async fn comes_back_refused(
        &mut self,
        from: &Url,
        error: &str,
        aadsts: Option<u32>,
    ) -> NextStop {
        let answer = AuthorizationResponse {
            error: Some(error.to_owned()),
            aadsts,
            ..AuthorizationResponse::default()
        };
        self.comes_back(from, answer).await.unwrap()
    }

    pub(crate) async fn flow(&self) -> Flow {
        let hash = secret_token::hash_secret(TokenPurpose::Cookie, &self.cookie);
        let found = self
            .world
            .store
            .find_flow(&hash, self.world.clock.now())
            .await;
        found.unwrap().unwrap()
    }

    /// The page of the link, in this browser.
    pub(crate) async fn visit(&self) -> Visit {
        let World { browser, clock, .. } = &self.world;
        let visit = browser.visit(clock, &self.token, Some(&self.cookie)).await;
        visit.unwrap()
    }

    pub(crate) async fn notice(&self) -> Option<Notice> {
        self.flow().await.notice
    }
}

/// The address at Microsoft, if the browser is sent there.
pub(crate) fn at_microsoft(next: NextStop) -> Option<Url> {
    match next {
        NextStop::Microsoft(url) => Some(url),
        NextStop::Page { .. } => None,
    }
}

/// A refusal of a policy.
fn refusal(number: u32, claims: &serde_json::Value) -> Grant {
    let body = json!({
        "error": "invalid_grant", "suberror": "basic_action", "error_codes": [number],
        "error_description": "AADSTS", "claims": claims, "correlation_id": "correlation-1",
    });
    Grant::RefusedWith(body.to_string())
}

#[test_case("invalid_grant 70002 50132", Some("50132"); "revoked session")]
#[test_case("invalid_grant 50020", Some("50020"); "account of another organisation")]
#[test_case("invalid_grant 50105", Some("50105"); "not assigned")]
#[test_case("invalid_grant 54005", None; "code used before")]
#[test_case("invalid_grant", None; "no number")]
#[tokio::test]
async fn a_known_reason_of_a_refused_code_is_told(refusal: &'static str, code: Option<&str>) {
    let mut traveller = Traveller::new(&registration()).await;
    let first = traveller.leave(LegPurpose::SignIn).await;
    let next = traveller
        .comes_back_with(&first, Grant::Refused(refusal))
        .await;
    assert!(at_microsoft(next).is_none());
    let expected = match code {
        Some(code) => Notice::Refused {
            code: Some(code.to_owned()),
            correlation_id: None,
        },
        None => Notice::StartAgain,
    };
    assert_eq!(traveller.notice().await, Some(expected));
}

#[tokio::test]
async fn the_number_of_a_redirect_decides_whatever_the_error_says() {
    let refused = |number: u32| Notice::Refused {
        code: Some(number.to_string()),
        correlation_id: None,
    };
    for purpose in [
        LegPurpose::SignIn,
        LegPurpose::SystemUser,
        LegPurpose::Consent,
    ] {
        for error in [
            "access_denied",
            "invalid_request",
            "server_error",
            "interaction_required",
        ] {
            for number in [50_020, 65_005, 50_105, 53_003, 50_076, 90_094] {
                let mut traveller = Traveller::new(&registration()).await;
                let first = traveller.leave(purpose).await;
                traveller
                    .comes_back_refused(&first, error, Some(number))
                    .await;
                let notice = traveller.notice().await;
                assert_eq!(notice, Some(refused(number)), "{purpose:?} {error}");
            }
        }
    }
}

#[tokio::test]
async fn going_back_and_declining_are_told_apart_on_every_leg() {
    for purpose in [
        LegPurpose::SignIn,
        LegPurpose::Consent,
        LegPurpose::Proof,
        LegPurpose::SystemUser,
        LegPurpose::Access,
    ] {
        let went_back = AuthorizationResponse {
            error: Some("access_denied".to_owned()),
            is_cancelled: true,
            ..AuthorizationResponse::default()
        };
        let declined = AuthorizationResponse {
            error: Some("consent_required".to_owned()),
            aadsts: Some(65_004),
            ..AuthorizationResponse::default()
        };
        for (answer, expected) in [(went_back, Notice::WentBack), (declined, Notice::Declined)] {
            let mut traveller = Traveller::new(&registration()).await;
            let first = traveller.leave(purpose).await;
            let next = traveller.comes_back(&first, answer).await.unwrap();
            assert!(at_microsoft(next).is_none(), "{purpose:?}");
            let flow = traveller.flow().await;
            let told = traveller.world.loaded(1).await.last_attempt;
            if purpose == LegPurpose::Access {
                assert_eq!(flow.access_notice, Some(AccessNotice::Cancelled));
                assert_eq!(told, None, "no attempt to connect");
            } else {
                let attempt = Attempt::of(&expected, traveller.world.clock.now());
                assert_eq!(flow.notice, Some(expected), "{purpose:?}");
                // By then the approval was given.
                let attempt = attempt.filter(|_| purpose != LegPurpose::Proof);
                assert_eq!(told, attempt, "{purpose:?}");
            }
        }
    }
}

#[test_case(401, Notice::OutsideAccount)]
#[test_case(403, Notice::OutsideAccount)]
#[test_case(404, Notice::OutsideAccount)]
#[test_case(400, Notice::MicrosoftUnavailable)]
#[test_case(503, Notice::MicrosoftUnavailable)]
#[tokio::test]
async fn an_account_that_may_not_read_the_organisation_comes_from_outside(
    status: u16,
    expected: Notice,
) {
    let mut traveller = Traveller::new(&registration()).await;
    let organization = &traveller.world.tenant.people.organization;
    organization.store(status, Ordering::Relaxed);
    let first = traveller.leave(LegPurpose::SignIn).await;
    traveller.comes_back_as(&first, ADMINISTRATOR).await;
    assert_eq!(traveller.notice().await, Some(expected));
}
