//! One callback under way, and where it leads the browser.

use super::{
    Arrival, AuthorizationResponse, Callback, CallbackError, LinkPage, NextStop, leg_end::LegEnd,
    trip::Trip,
};
use crate::browser::{BrowserError, Parts};
use domain::{
    claims::ClaimsRequest,
    flow::{Flow, Leg},
};
use entra::Prompt;
use jiff::SignedDuration;
use secrecy::{ExposeSecret as _, SecretString};
use store::VerificationMessage;

/// One callback under way.
pub(super) struct CallbackContext<'a> {
    pub(super) callback: &'a Callback,
    pub(super) parts: Parts<'a>,
    pub(super) flow: Flow,
    pub(super) leg: Leg,
    pub(super) answer: &'a AuthorizationResponse,
}

impl<'a> CallbackContext<'a> {
    /// Copy of the step with the given flow.
    pub(super) fn with_flow(&self, flow: Flow) -> CallbackContext<'a> {
        CallbackContext {
            flow,
            leg: self.leg.clone(),
            ..*self
        }
    }

    /// Whether the leg is silent: then it can be made again at the sign-in page.
    pub(super) fn is_silent(&self) -> bool {
        let repeat = self.leg.repeat.as_ref();
        repeat.is_some_and(|repeat| repeat.is_silent)
    }

    /// Continues after a leg that ended early: to the page that shows the reason, or to Microsoft again. The rights of the
    /// access page stay.
    pub(super) async fn go_on(&self, ended: LegEnd) -> Result<Arrival, CallbackError> {
        let mut flow = self.flow.clone();
        let page = match ended {
            // The page of a link that has ended says which end it was.
            LegEnd::Failed(CallbackError::Browser(BrowserError::NotUsable)) => {
                return self.arrive();
            }
            LegEnd::Failed(error) => return Err(error),
            LegEnd::Again(claims) => return self.leave_again(claims.as_ref()).await,
            LegEnd::Told(notice) => {
                flow.end_trip(&self.leg, Some(notice));
                // What was not found is asked for again.
                if let Some(signed_in) = &mut flow.signed_in {
                    signed_in.is_approved = false;
                }
                LinkPage::Journey
            }
            LegEnd::ToldOnAccess(notice) => {
                flow.access_notice = Some(notice);
                flow.asked_to_require = None;
                flow.departed.take_if(|trip| trip.at <= self.leg.created_at);
                LinkPage::Access
            }
        };
        self.callback.browser.store.save_flow(&flow).await?;
        self.arrive_at(page)
    }

    /// Makes the leg again, at the sign-in page, with a new state, nonce and code verifier. The new leg cannot repeat
    /// endlessly: with claims it has no repeat of its own, and without claims it is no longer silent.
    async fn leave_again(&self, claims: Option<&ClaimsRequest>) -> Result<Arrival, CallbackError> {
        let Some(repeat) = &self.leg.repeat else {
            return Err(CallbackError::NoLeg);
        };
        let open = |hint| self.parts.open(&self.leg.state_hash, "login_hint", hint);
        let hint = repeat.login_hint.as_ref().map(open).transpose()?;
        let browser = &self.callback.browser;
        let trip = Trip {
            purpose: self.leg.purpose,
            tenant: self.leg.authority_tenant,
            scope: &repeat.scope,
            // The account is the one of the first time, or the person chooses it again: Microsoft might take another one that
            // this computer is signed in with. After a silent leg it takes the only one there is, or shows them all.
            prompt: (hint.is_none() && !repeat.is_silent).then_some(Prompt::SelectAccount),
            login_hint: hint.as_ref().map(SecretString::expose_secret),
            claims,
        };
        let (leg, location) = browser.code_leg(&self.parts, &self.flow, &trip)?;
        let leg = Leg {
            repeat: leg.repeat.filter(|_| claims.is_none()),
            ..leg
        };
        browser.store.add_leg(&leg).await?;
        tracing::info!(
            registration_id = %self.leg.registration_id,
            outcome = "leg_repeated",
            "Microsoft wants more of the sign-in, and the leg is made once more"
        );
        Ok(Arrival {
            next: NextStop::Microsoft(location),
            cookie: None,
        })
    }

    /// Leads to the page of the flow's invitation, in the chosen language; the cookie stays.
    pub(super) fn arrive(&self) -> Result<Arrival, CallbackError> {
        self.arrive_at(LinkPage::Journey)
    }

    fn arrive_at(&self, page: LinkPage) -> Result<Arrival, CallbackError> {
        Ok(Arrival {
            next: NextStop::Page {
                token: self.invitation_token()?,
                page,
                language: self.flow.language,
            },
            cookie: None,
        })
    }

    /// Asks a worker to verify, `delay` from now. If the queue does not take the message, the schedule verifies a little later;
    /// the browser goes on in either case.
    pub(super) async fn ask_for_verification(&self, delay: SignedDuration) {
        let id = self.leg.registration_id;
        let message = VerificationMessage::interactive(id, self.parts.machine.now());
        if let Err(error) = self.callback.interactive_queue.send(&message, delay).await {
            tracing::error!(
                registration_id = %id,
                outcome = "queue_send_failed",
                error = %crate::Chain(&error),
                "the verification waits for the schedule"
            );
        }
    }

    pub(super) fn invitation_token(&self) -> Result<SecretString, CallbackError> {
        Ok(self.parts.open(
            &self.flow.cookie_hash,
            "invitation_token",
            &self.flow.invitation_token,
        )?)
    }
}
