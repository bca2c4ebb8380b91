//! A form that was sent from one of our own pages: what all forms have in common, read once.

use crate::{deps::Deps, message::begin_message, visitor::Visitor};
use app::{
    browser::Departure,
    legs::{BeginError, Form, LinkPage},
};
use http::Response;
use secrecy::SecretString;
use web::{page::Message, request};

/// A form that was sent from one of our own pages.
pub(crate) struct SentForm<'a> {
    pub(crate) visitor: &'a Visitor<'a>,
    /// The token of the link.
    pub(crate) token: &'a SecretString,
    pub(crate) fields: Vec<(String, String)>,
    /// The cookie of this browser's flow. One that cannot be read is told of where it is needed.
    pub(crate) cookie: Result<Option<SecretString>, Message>,
}

impl<'a> SentForm<'a> {
    /// Reads the form of a request. A form from elsewhere is refused (T35).
    pub(crate) fn read(visitor: &'a Visitor<'a>, token: &'a SecretString) -> Result<Self, Message> {
        let request = visitor.request;
        if !request::is_own_form(request.headers(), &visitor.deps.public_base_url) {
            return Err(Message::FormNotUsable);
        }
        let body = request.body().ok_or(Message::FormNotUsable)?;
        let text = std::str::from_utf8(body).map_err(|_| Message::FormNotUsable)?;
        Ok(Self {
            visitor,
            token,
            fields: request::parse_query(text).map_err(|_| Message::FormNotUsable)?,
            cookie: visitor.flow_cookie(token),
        })
    }

    /// The dependencies of the function.
    pub(crate) fn deps(&self) -> &'a Deps {
        self.visitor.deps
    }

    /// The value of a field that is there at most once.
    pub(crate) fn field(&self, name: &str) -> Result<Option<&str>, Message> {
        request::single(&self.fields, name).map_err(|_| Message::FormNotUsable)
    }

    /// The form of a flow: with the browser's cookie and the value of the hidden field.
    pub(crate) fn of_flow(&self) -> Result<Form<'_>, Message> {
        Ok(Form {
            token: self.token,
            cookie: self.cookie.as_ref().map_err(|error| *error)?.as_ref(),
            form_token: self.field("form_token")?,
            language: self.visitor.chosen,
        })
    }

    /// Leaves for Microsoft, or tells why no trip begins.
    pub(crate) fn leave(
        &self,
        departure: Result<Departure, BeginError>,
    ) -> Result<Response<String>, Message> {
        self.visitor
            .leave(departure.map_err(|error| begin_message(&error))?)
    }

    /// Redirects to the link's first page, so that a reload there sends nothing again.
    pub(crate) fn back(&self) -> Result<Response<String>, Message> {
        self.visitor.back(self.token, LinkPage::Journey, "")
    }
}
