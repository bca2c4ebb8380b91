//! The reader of a page with the language, and the answers that need no more than these.

use crate::deps::Deps;
use app::{
    browser::Departure,
    legs::LinkPage,
    secrets::secret_token::{self, TokenPurpose},
};
use bootstrap::gateway::Request;
use domain::{customer::Language, registration::Registration, support_code::SupportCode};
use http::{Method, Response, header::SET_COOKIE};
use secrecy::{ExposeSecret as _, SecretString};
use web::{
    cookie,
    page::{DeparturePage, Frame, Message, MessagePage},
    redirect::{page_address, redirect},
    request,
    words::Words,
};

/// The reader of a page: a browser's request and the language chosen for the answer.
pub(crate) struct Visitor<'a> {
    pub(crate) deps: &'a Deps,
    pub(crate) request_id: &'a str,
    /// The language chosen in the query of the address.
    pub(crate) chosen: Option<Language>,
    /// Request, whose headers carry the browser's preferred languages.
    pub(crate) request: &'a Request,
    /// Path at which a GET shows the page again: empty for the same address, else the link that a form belongs to.
    path: Option<String>,
}

impl<'a> Visitor<'a> {
    /// The visitor of a request. `page` is the path of the page that contains the form, if the request sends one.
    pub(crate) fn new(
        deps: &'a Deps,
        request: &'a Request,
        request_id: &'a str,
        page: Option<String>,
    ) -> Self {
        let pairs = request::parse_query(request.query()).unwrap_or_default();
        let path = if [Method::GET, Method::HEAD].contains(request.method()) {
            Some(String::new())
        } else {
            page
        };
        Self {
            deps,
            request_id,
            chosen: request::chosen_language(&pairs),
            request,
            path,
        }
    }

    /// The cookie of this browser's flow of a link, if it has one.
    pub(crate) fn flow_cookie(
        &self,
        token: &SecretString,
    ) -> Result<Option<SecretString>, Message> {
        let invitation = secret_token::hash_secret(TokenPurpose::Invitation, token);
        cookie::find(self.request.cookies(), &invitation).map_err(|_| Message::FormNotUsable)
    }

    pub(crate) fn frame<'b>(&'b self, registration: Option<&'b Registration>) -> Frame<'b> {
        self.frame_of(registration.map(|of| (&of.support_code, of.language)))
    }

    fn frame_of<'b>(&'b self, registration: Option<(&'b SupportCode, Language)>) -> Frame<'b> {
        let otherwise = registration.map(|(_, language)| language);
        let language = self
            .chosen
            .unwrap_or_else(|| request::language(&[], self.request.headers(), otherwise));
        Frame {
            words: Words::of(language),
            is_chosen: self.chosen.is_some(),
            path: self.path.as_deref(),
            style: &self.deps.style,
            app: &self.deps.style.brand.app,
            addresses: &self.deps.outbound_addresses,
            support_code: registration.map(|(code, _)| code),
            left_through: None,
            account: None,
        }
    }

    pub(crate) fn message(&self, message: Message) -> Response<String> {
        self.message_of(message, None)
    }

    /// A message. `link` is one that works: the page then shows the way back to it and the support code too.
    pub(crate) fn message_of(
        &self,
        message: Message,
        link: Option<(&SecretString, &Registration)>,
    ) -> Response<String> {
        let mut frame = self.frame(link.map(|(_, registration)| registration));
        if message == Message::LinkNotUsable && frame.path.is_some_and(|path| !path.is_empty()) {
            // A form's answer names no link that may not be there (T30).
            frame.path = None;
        }
        let page = MessagePage {
            frame,
            message,
            token: link.map(|(token, _)| token.expose_secret()),
        };
        page.respond(self.request_id)
    }

    /// The page of a link that has ended, from which its holder may ask for a new one.
    pub(crate) fn ended(&self, message: Message, token: Option<&SecretString>) -> Response<String> {
        let page = MessagePage {
            frame: self.frame(None),
            message,
            token: token.map(SecretString::expose_secret),
        };
        page.respond(self.request_id)
    }

    /// Redirects to the link's first page, and ends the cookie of this browser's flow.
    pub(crate) fn signed_out(&self, token: &SecretString) -> Result<Response<String>, Message> {
        let mut response = self.back(token, LinkPage::Journey, "signed-out")?;
        let invitation = secret_token::hash_secret(TokenPurpose::Invitation, token);
        let header = cookie::end(&invitation).ok_or(Message::TemporarilyUnavailable)?;
        response.headers_mut().append(SET_COOKIE, header);
        Ok(response)
    }

    /// Leaves for Microsoft.
    pub(crate) fn leave(&self, departure: Departure) -> Result<Response<String>, Message> {
        let page = DeparturePage {
            frame: self.frame_of(Some((&departure.support_code, departure.language))),
            location: &departure.location,
        };
        let mut response = page.respond(self.request_id);
        if let Some(new) = departure.cookie {
            let header = cookie::set(&new).ok_or(Message::TemporarilyUnavailable)?;
            response.headers_mut().append(SET_COOKIE, header);
        }
        Ok(response)
    }

    /// Redirects to one of the link's pages, at a line of it, after a form that made no trip to Microsoft.
    pub(crate) fn back(
        &self,
        token: &SecretString,
        page: LinkPage,
        line: &str,
    ) -> Result<Response<String>, Message> {
        let mut page = page_address(&self.deps.public_base_url, token, page, self.chosen);
        if !line.is_empty() {
            page.push('#');
            page.push_str(line);
        }
        redirect(&page, self.request_id).ok_or(Message::TemporarilyUnavailable)
    }
}
