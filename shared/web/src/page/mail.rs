//! Ready messages: a mail, as a link that opens the reader's own mail program (RFC 6068), and the same text to copy.
//!
//! Mail programs on Windows cut or refuse a link of more than about 2,048 characters, so none here is longer than [`LONGEST`]:
//! a longer mail is shortened by whole lines with a note, and the page has its whole text to copy. The essential parts of a
//! mail stand in its first lines.

use super::Frame;
use crate::words::Words;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use unicode_segmentation::UnicodeSegmentation as _;

/// Length of the longest link, in characters.
pub(super) const LONGEST: usize = 1_999;
/// Room for a subject and for a line of a shortened mail, in characters of the link; longer names are cut.
const SUBJECT: usize = 250;
const LINE: usize = 650;

/// All characters but the unreserved ones of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A message that is ready to send.
pub(super) struct ReadyMessage {
    /// The mail, as a link; `None` if its recipient has no mail address.
    pub(super) mail: Option<String>,
    /// The whole text.
    pub(super) text: String,
}

/// A mail to a recipient; with an empty `recipient` the reader fills it in.
pub(super) fn mail(words: Words, recipient: &str, subject: &str, text: &str) -> String {
    let subject = encoded(&brief(subject, SUBJECT));
    let start = format!("mailto:{recipient}?subject={subject}&body=");
    let room = LONGEST.saturating_sub(start.len());
    let whole = encoded(text);
    if whole.len() <= room {
        return start + &whole;
    }
    let end = encoded(&format!("\n{}", words.say("ready-shortened")));
    let room = room.saturating_sub(end.len());
    let mut body = String::new();
    for line in text.lines() {
        let line = encoded(&format!("{}\n", brief(line, LINE)));
        if body.len() + line.len() > room {
            break;
        }
        body.push_str(&line);
    }
    start + &body + &end
}

impl Frame<'_> {
    /// A message to Cooperlink, with a mail if its contact is a mail address.
    pub(super) fn message_to_support(&self, subject: &str, text: String) -> ReadyMessage {
        let contact = self.support_link();
        let recipient = contact
            .as_deref()
            .and_then(|contact| contact.strip_prefix("mailto:"));
        ReadyMessage {
            mail: recipient.map(|recipient| mail(self.words, recipient, subject, &text)),
            text,
        }
    }

    /// A mail to Cooperlink with its text; the address of the contact page, if the contact is a page.
    pub(super) fn mail_to_support(&self, subject: &str, text: &str) -> Option<String> {
        let message = self.message_to_support(subject, text.to_owned());
        message.mail.or_else(|| self.support_link())
    }

    /// Details for support: the support code, then these lines.
    pub(super) fn details(&self, lines: impl IntoIterator<Item = String>) -> ReadyMessage {
        let code = self.support_code.map(ToString::to_string);
        let text: Vec<_> = code.into_iter().chain(lines).collect();
        self.message_to_support(&self.help_subject(), text.join("\n"))
    }

    /// The page of Cooperlink's contact, if it is a page.
    pub(super) fn contact_page(&self) -> Option<String> {
        self.support_link()
            .filter(|link| link.starts_with("https:"))
    }

    /// A mail to Cooperlink that names the connection; the address of the contact page, if the contact is a page.
    pub(super) fn help_link(&self) -> Option<String> {
        match self.support_code {
            Some(_) => self.mail_to_support(&self.help_subject(), ""),
            None => self.support_link(),
        }
    }

    /// Subject of a question about the connection.
    fn help_subject(&self) -> String {
        let code = self.support_code.map(ToString::to_string);
        let values = [
            ("app", self.app),
            ("code", code.as_deref().unwrap_or_default()),
        ];
        self.words.say_with("footer-help-subject", values)
    }
}

/// The text in the encoding of a link. A line of a mail ends with CR LF.
fn encoded(text: &str) -> String {
    utf8_percent_encode(&text.replace('\n', "\r\n"), RESERVED).to_string()
}

/// The text, cut between characters if it needs more room in a link.
fn brief(text: &str, room: usize) -> String {
    if encoded(text).len() <= room {
        return text.to_owned();
    }
    let end = "…";
    let mut left = room.saturating_sub(encoded(end).len());
    let fitting = text.graphemes(true).take_while(|grapheme| {
        let rest = left.checked_sub(encoded(grapheme).len());
        left = rest.unwrap_or_default();
        rest.is_some()
    });
    fitting.collect::<String>() + end
}
