//! A visit to Microsoft's pages: the application's request, and the person who is signing in.

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
    /// Person who signed in during this visit.
    pub(crate) person: Option<Person>,
    /// Whether that person gave a second factor.
    pub(crate) multifactor: bool,
}

/// Request of the application.
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
    /// Whether the answer has to name the account, as Microsoft's libraries ask.
    pub(crate) client_info: bool,
}

/// Values of the `prompt` parameter; no others exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Prompt {
    /// Not given: single sign-on if possible.
    Absent,
    None,
    Login,
    Consent,
    SelectAccount,
}

impl Interaction {
    /// The visit with a person of the browser's session, or without one.
    pub(crate) fn signed_in(self, known: Option<&SignedIn>) -> Self {
        Self {
            person: known.map(|signed_in| signed_in.person),
            multifactor: known.is_some_and(|signed_in| signed_in.multifactor),
            ..self
        }
    }

    /// Claims for which the application asks.
    pub(crate) fn claims(&self) -> ClaimsRequest {
        match &self.purpose {
            Purpose::Authorize(authorize) => authorize.claims.clone(),
            Purpose::AdminConsent(_) => ClaimsRequest::default(),
        }
    }

    /// Answer with these parameters, by which the browser returns.
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

    /// Answer after the person cancelled the sign-in: as documented, without a number
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

    /// Answer after the person went back from "Need admin approval": no number, and no description. Observed:
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

    /// Answer with an error for the application; `admin_consent=True` accompanies errors too
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

/// Way of the browser back to the application.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    Redirect(Url),
    FormPost {
        action: Url,
        fields: Vec<(&'static str, String)>,
    },
}
