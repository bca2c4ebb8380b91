//! A meeting as a calendar file (RFC 5545), which any calendar can import.

use crate::headers::{Surface, headers};
use http::{HeaderValue, Response, header::CONTENT_DISPOSITION};
use jiff::{SignedDuration, Timestamp};

/// Length of a meeting: half an hour.
pub const DURATION: SignedDuration = SignedDuration::from_mins(30);
/// Octets of a line before it is folded (RFC 5545 section 3.1).
const LINE: usize = 75;

/// A meeting.
pub struct Meeting<'a> {
    /// Permanent id of the meeting, so that a second download replaces the first: the registration's id.
    pub id: &'a str,
    /// Instant at which it begins.
    pub at: Timestamp,
    /// Instant at which the file is made.
    pub now: Timestamp,
    /// Subject, in one line.
    pub subject: &'a str,
    /// Description.
    pub description: &'a str,
    /// Address of the page, which is also the place.
    pub address: &'a str,
    /// The organiser's name, and mail address if it has one.
    pub organiser: (&'a str, Option<&'a str>),
}

impl Meeting<'_> {
    /// The file.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let time = |at: Timestamp| at.strftime("%Y%m%dT%H%M%SZ").to_string();
        let lines = [
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            "PRODID:-//Cooperlink//Registration for Microsoft 365//EN".to_owned(),
            "METHOD:PUBLISH".to_owned(),
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}@cooperlink", self.id),
            format!("DTSTAMP:{}", time(self.now)),
            format!("DTSTART:{}", time(self.at)),
            format!("DTEND:{}", time(self.at + DURATION)),
            format!("SUMMARY:{}", escaped(self.subject)),
            format!("DESCRIPTION:{}", escaped(self.description)),
            format!("LOCATION:{}", escaped(self.address)),
            format!("URL:{}", self.address),
            self.organiser(),
            "BEGIN:VALARM".to_owned(),
            "ACTION:DISPLAY".to_owned(),
            "TRIGGER:-PT15M".to_owned(),
            format!("DESCRIPTION:{}", escaped(self.subject)),
            "END:VALARM".to_owned(),
            "END:VEVENT".to_owned(),
            "END:VCALENDAR".to_owned(),
        ];
        let mut text = String::new();
        for line in &lines {
            fold(line, &mut text);
        }
        let mut response = Response::new(text);
        *response.headers_mut() = headers(Surface::Calendar, request_id);
        response.headers_mut().insert(
            CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"meeting.ics\""),
        );
        response
    }
}

impl Meeting<'_> {
    /// The organiser (RFC 5545 section 3.8.4.3). A quoted name may contain any character but quotes and line breaks.
    fn organiser(&self) -> String {
        let (name, address) = self.organiser;
        let name: String = name
            .chars()
            .filter(|character| *character != '"' && !character.is_control())
            .collect();
        match address {
            Some(address) => format!("ORGANIZER;CN=\"{name}\":mailto:{address}"),
            None => format!("CONTACT:{}", escaped(&name)),
        }
    }
}

/// A text value (RFC 5545 section 3.3.11).
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            character if character.is_control() => {}
            character => escaped.push(character),
        }
    }
    escaped
}

/// Appends the line with its end, in pieces of at most 75 octets that do not split a character.
fn fold(line: &str, text: &mut String) {
    let mut length = 0;
    for character in line.chars() {
        if length + character.len_utf8() > LINE {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(character);
        length += character.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::header::CONTENT_TYPE;

    fn file(subject: &str, description: &str) -> Response<String> {
        let meeting = Meeting {
            id: "registration-1",
            at: "2026-12-01T09:00:00Z".parse().unwrap(),
            now: "2026-11-24T12:00:00Z".parse().unwrap(),
            subject,
            description,
            address: "https://registration.example/connect/token",
            organiser: ("Cooperlink", Some("support@cooperlink.example")),
        };
        meeting.respond("request-1")
    }

    #[test]
    fn a_meeting_is_a_calendar_file() {
        let file = file("Connect", "One; two, three\nfour");
        assert_eq!(file.headers()[CONTENT_TYPE], "text/calendar; charset=utf-8");
        let body = file.body();
        for line in [
            "BEGIN:VCALENDAR",
            "UID:registration-1@cooperlink",
            "DTSTART:20261201T090000Z",
            "DTEND:20261201T093000Z",
            "DESCRIPTION:One\\; two\\, three\\nfour",
            "LOCATION:https://registration.example/connect/token",
            "ORGANIZER;CN=\"Cooperlink\":mailto:support@cooperlink.example",
            "BEGIN:VALARM",
            "TRIGGER:-PT15M",
            "END:VCALENDAR",
        ] {
            assert!(body.contains(&format!("{line}\r\n")), "{line}\n{body}");
        }
    }

    #[test]
    fn t37_no_name_becomes_a_property_of_the_calendar() {
        let plain = file("Connect", "Text").into_body();
        let names = |text: &str| -> Vec<String> {
            let unfolded = text.replace("\r\n ", "");
            let lines = unfolded.split_terminator("\r\n");
            lines
                .map(|line| line.split([':', ';']).next().unwrap_or_default().to_owned())
                .collect()
        };
        for end in [
            "\r\n", "\n", "\r", "\u{85}", "\u{2028}", "\\n", "\u{b}", "\0",
        ] {
            let hostile = format!("x{end}ATTACH:file:///a{end}BEGIN:VALARM{end}=1+1");
            let body = file(&hostile, &hostile).into_body();
            assert_eq!(names(&body), names(&plain), "{end:?}");
        }
        let escaped = file("a;b,c\\d", "Text").into_body();
        assert!(escaped.contains("SUMMARY:a\\;b\\,c\\\\d\r\n"), "{escaped}");
    }

    #[test]
    fn t36_a_name_cannot_add_a_line_and_long_lines_are_folded() {
        let long = "é".repeat(200);
        let file = file("x\r\nATTENDEE:mailto:evil@x.example", &long);
        let body = file.body();
        assert!(!body.contains("\r\nATTENDEE"));
        assert!(body.split("\r\n").all(|line| line.len() <= 75), "{body}");
        assert!(body.replace("\r\n ", "").contains(&long));
    }
}
