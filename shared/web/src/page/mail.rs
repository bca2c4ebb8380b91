//! Ready mails, as links that open the reader's own mail program (RFC 6068).

use super::Frame;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// A mail to a recipient, or to nobody yet, with its text. A line of a mail ends with CR LF.
pub(super) fn mail(recipient: &str, subject: &str, body: &str) -> String {
    let encode =
        |text: &str| utf8_percent_encode(&text.replace('\n', "\r\n"), NON_ALPHANUMERIC).to_string();
    let (subject, body) = (encode(subject), encode(body));
    format!("mailto:{recipient}?subject={subject}&body={body}")
}

impl Frame<'_> {
    /// A mail to Cooperlink with its text; where its contact is a page, the address of that page.
    pub(super) fn mail_to_support(&self, subject: &str, body: &str) -> Option<String> {
        let contact = self.support_link()?;
        Some(match contact.strip_prefix("mailto:") {
            Some(recipient) => mail(recipient, subject, body),
            None => contact,
        })
    }
}
