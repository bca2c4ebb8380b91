//! A visit to Microsoft's pages: what was asked for, and who is signing in.

use url::Url;
use uuid::Uuid;

use super::authority::Authority;
use super::claims::ClaimsRequest;
use super::session::SignedIn;
use crate::aadsts::{Aadsts, Trace};
use crate::scope::Scopes;
use crate::world::World;

/// A person, by tenant and object id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) tenant: Uuid,
    pub(crate) user: Uuid,
}

/// One visit, from the request of the application to the redirect back.
#[derive(Debug, Clone)]
pub(crate) struct Interaction {
    pub(crate) authority: Authority,
    pub(crate) redirect_uri: Url,
    pub(crate) state: Option<String>,
    pub(crate) purpose: Purpose,
    /// Who signed in during this visit.
    pub(crate) person: Option<Person>,
    /// That person gave a second factor.
    pub(crate) multifactor: bool,
}

/// What the application asked for.
#[derive(Debug, Clone)]
pub(crate) enum Purpose {
    /// The authorization code flow.
    Authorize(Authorize),
    /// Tenant-wide consent.
    AdminConsent(Scopes),
}

/// The parameters of an authorize request.
#[derive(Debug, Clone)]
pub(crate) struct Authorize {
    pub(crate) scopes: Scopes,
    pub(crate) nonce: Option<String>,
    pub(crate) code_challenge: String,
    pub(crate) prompt: Prompt,
    pub(crate) login_hint: Option<String>,
    pub(crate) form_post: bool,
    pub(crate) claims: ClaimsRequest,
}

/// The `prompt` parameter; no other value exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Prompt {
    /// Not given: single sign-on where possible.
    Absent,
    None,
    Login,
    Consent,
    SelectAccount,
}

impl Interaction {
    /// The visit with somebody of the browser's session, or with nobody.
    pub(crate) fn signed_in(self, known: Option<&SignedIn>) -> Self {
        Self {
            person: known.map(|signed_in| signed_in.person),
            multifactor: known.is_some_and(|signed_in| signed_in.multifactor),
            ..self
        }
    }

    /// The claims that the application asks for.
    pub(crate) fn claims(&self) -> ClaimsRequest {
        match &self.purpose {
            Purpose::Authorize(authorize) => authorize.claims.clone(),
            Purpose::AdminConsent(_) => ClaimsRequest::default(),
        }
    }

    /// The answer with these parameters: where the browser goes.
    pub(crate) fn answer(&self, fields: Vec<(&'static str, String)>) -> Answer {
        let state = self.state.iter().map(|state| ("state", state.clone()));
        let fields: Vec<_> = fields.into_iter().chain(state).collect();
        let form_post =
            matches!(&self.purpose, Purpose::Authorize(authorize) if authorize.form_post);
        if form_post {
            return Answer::FormPost {
                action: self.redirect_uri.clone(),
                fields,
            };
        }
        let mut target = self.redirect_uri.clone();
        target.query_pairs_mut().extend_pairs(fields);
        Answer::Redirect(target)
    }

    /// The person gave the sign-in up: the documented answer, without a number
    /// (<https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow>).
    pub(crate) fn cancelled_sign_in(&self) -> Answer {
        self.answer(vec![
            ("error", "access_denied".to_owned()),
            (
                "error_description",
                "the user canceled the authentication".to_owned(),
            ),
        ])
    }

    /// The person went back from "Need admin approval": no number, and no description. Observed:
    /// <https://learn.microsoft.com/en-us/partner-center/customers/gdap-faq>.
    pub(crate) fn went_back(&self) -> Answer {
        let mut fields = vec![
            ("error", "access_denied".to_owned()),
            ("error_subcode", "cancel".to_owned()),
        ];
        if let Purpose::AdminConsent(_) = self.purpose {
            fields.push(("admin_consent", "True".to_owned()));
        }
        self.answer(fields)
    }

    /// An error for the application; `admin_consent=True` comes with errors too
    /// (<https://learn.microsoft.com/en-us/entra/identity-platform/v2-admin-consent>).
    pub(crate) fn refuse(&self, world: &World, error: &Aadsts) -> Answer {
        let trace = Trace::new(world.clock.now());
        let mut fields = vec![
            ("error", error.error.to_owned()),
            ("error_description", error.description(&trace)),
        ];
        fields.extend(error.claims.iter().map(|claims| ("claims", claims.clone())));
        if let Purpose::AdminConsent(_) = self.purpose {
            fields.push(("admin_consent", "True".to_owned()));
        }
        self.answer(fields)
    }
}

/// How the browser goes back to the application.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    Redirect(Url),
    FormPost {
        action: Url,
        fields: Vec<(&'static str, String)>,
    },
}
