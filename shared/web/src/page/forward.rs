//! "Not you? Send it on": the page's address to copy, and a ready mail in each language.

use super::{Frame, mail::mail};
use crate::words::{self, Words};
use domain::customer::Language;
use url::Url;

/// Offer for a reader who may not approve.
pub(super) struct Forward {
    /// Address of the page.
    pub(super) address: String,
    pub(super) mails: Vec<Mail>,
    /// The mail in the reader's language.
    pub(super) own: String,
}

/// A ready mail, as a link that opens the reader's own mail program (RFC 6068).
pub(super) struct Mail {
    pub(super) tag: &'static str,
    pub(super) language: String,
    pub(super) link: String,
}

impl Forward {
    /// Offer for the page at that address. Each mail names it with its own language.
    pub(super) fn new(frame: &Frame<'_>, address: &Url, customer: &str) -> Self {
        let customer = words::name(customer);
        let mails: Vec<_> = Language::ALL
            .into_iter()
            .map(|language| {
                let words = Words::of(language);
                let mut address = address.clone();
                address
                    .query_pairs_mut()
                    .clear()
                    .append_pair("lang", words.tag());
                let values = [
                    ("app", frame.app),
                    ("customer", customer.as_str()),
                    ("address", address.as_str()),
                ];
                let subject = words.say_with("mail-subject", values);
                let body = words.say_with("mail-body", values);
                Mail {
                    tag: language.tag(),
                    language: words.say("language-name"),
                    link: mail(words, "", &subject, &body),
                }
            })
            .collect();
        let own = mails.iter().find(|mail| mail.tag == frame.words.tag());
        Self {
            address: address.to_string(),
            own: own.map(|mail| mail.link.clone()).unwrap_or_default(),
            mails,
        }
    }
}
