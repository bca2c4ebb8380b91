//! The forms of a link's pages: a row for each, with its path, the budget against which it counts, and the function that carries
//! it out. A new form is a row and its function.

mod administrator;
mod system_user;

use crate::{access, form::SentForm};
use app::limits::PageKind;
use http::Response;
use std::pin::Pin;
use web::page::Message;

/// A form of a link's pages.
#[derive(Debug)]
pub(crate) struct LinkForm {
    /// Path below the link.
    pub(crate) path: &'static str,
    /// Budget against which it counts.
    pub(crate) kind: PageKind,
    /// Function that carries it out.
    pub(crate) carry_out: CarryOut,
}

/// Function that carries out a form.
type CarryOut = for<'a> fn(&'a SentForm<'a>) -> Answer<'a>;

/// Answer to a form. It is on the heap, because forms differ in size.
type Answer<'a> = Pin<Box<dyn Future<Output = Result<Response<String>, Message>> + 'a>>;

/// All forms.
pub(crate) static FORMS: [LinkForm; 16] = [
    start("start", |form| Box::pin(administrator::sign_in(form))),
    other("consent", |form| Box::pin(administrator::consent(form))),
    other("check", |form| Box::pin(administrator::check(form))),
    other("look", |form| Box::pin(administrator::look(form))),
    start("request", |form| {
        Box::pin(administrator::request_link(form))
    }),
    other("sign-out", |form| Box::pin(administrator::sign_out(form))),
    other("disconnect/check", |form| {
        Box::pin(administrator::check_removal(form))
    }),
    start("system-user", |form| Box::pin(system_user::connect(form))),
    other("system-user/check", |form| {
        Box::pin(system_user::check(form))
    }),
    other("system-user/link", |form| {
        Box::pin(system_user::make_link(form))
    }),
    other("access/sign-in", |form| Box::pin(access::sign_in(form))),
    other("access/find", |form| Box::pin(access::find(form))),
    other("access/assign", |form| Box::pin(access::assign(form))),
    other("access/review", |form| Box::pin(access::review(form))),
    other("access/change", |form| Box::pin(access::change(form))),
    other("access/finish", |form| Box::pin(access::finish(form))),
];

/// A form that starts something, so it has a budget of its own.
const fn start(path: &'static str, carry_out: CarryOut) -> LinkForm {
    LinkForm {
        path,
        kind: PageKind::Start,
        carry_out,
    }
}

/// A form that counts like any other request.
const fn other(path: &'static str, carry_out: CarryOut) -> LinkForm {
    LinkForm {
        path,
        kind: PageKind::Other,
        carry_out,
    }
}

impl LinkForm {
    /// The form at that path below the link.
    pub(crate) fn find(path: &str) -> Option<&'static Self> {
        FORMS.iter().find(|form| form.path == path)
    }

    /// Path below the link of the page that contains the form.
    pub(crate) fn page(&self) -> &'static str {
        if self.path.starts_with("access/") {
            "/access"
        } else {
            ""
        }
    }
}
