//! Places of an event, and wrong bytes and types for them.

use crate::event::Event;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};

/// A changed event.
pub struct Case {
    /// Name of the change.
    pub what: String,
    /// The event as Lambda delivers it.
    pub text: String,
    /// Whether the change is in a place that our code never reads: the answer must then equal that of the unchanged event.
    pub is_foreign: bool,
}

/// Headers that our code reads.
const READ: [&str; 6] = [
    "accept-language",
    "authorization",
    "content-type",
    "idempotency-key",
    "origin",
    "sec-fetch-site",
];

/// Headers that our code does not read.
const UNREAD: [&str; 10] = [
    "accept",
    "forwarded",
    "host",
    "referer",
    "user-agent",
    "x-amzn-trace-id",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-port",
    "x-forwarded-proto",
];

/// All 256 bytes as a gateway gives them that decodes Latin-1, the character that decoding UTF-8 leaves of a bad byte, and
/// some deceptive characters.
fn characters() -> impl Iterator<Item = char> {
    (0..=u8::MAX)
        .map(char::from)
        .chain(['\u{fffd}', '\u{202e}', '\u{2028}', '\u{1f600}'])
}

/// Cases with each of the 256 bytes, and some characters, in each place of an event; in all foreign places at once.
pub fn every_byte(event: &Event) -> Vec<Case> {
    let (own, foreign): (Vec<Place>, _) = places().into_iter().partition(|place| !place.is_foreign);
    let mut cases = Vec::new();
    for character in characters() {
        for place in &own {
            let mut changed = event.0.clone();
            (place.put)(&mut changed, character);
            cases.push(Case {
                what: format!("{character:?} in {}", place.name),
                text: changed.to_string(),
                is_foreign: false,
            });
        }
        let mut changed = event.0.clone();
        for place in &foreign {
            (place.put)(&mut changed, character);
        }
        cases.push(Case {
            what: format!("{character:?} in every foreign place"),
            text: changed.to_string(),
            is_foreign: true,
        });
    }
    for byte in 0..=u8::MAX {
        let mut changed = event.0.clone();
        changed["body"] = json!(STANDARD.encode([&body(event)[..], &[byte]].concat()));
        changed["isBase64Encoded"] = json!(true);
        cases.push(Case {
            what: format!("byte {byte} in the body in base64"),
            text: changed.to_string(),
            is_foreign: false,
        });
    }
    cases
}

/// The body of an event, decoded.
fn body(event: &Event) -> Vec<u8> {
    let text = event.0["body"].as_str().unwrap_or_default();
    if event.0["isBase64Encoded"] == json!(true) {
        STANDARD.decode(text).unwrap()
    } else {
        text.as_bytes().to_vec()
    }
}

/// Function that puts a character in its place in an event.
type Put = dyn Fn(&mut Value, char);

/// A place of an event.
struct Place {
    name: String,
    /// Whether our code never reads it.
    is_foreign: bool,
    put: Box<Put>,
}

impl Place {
    fn own(name: &str, put: impl Fn(&mut Value, char) + 'static) -> Self {
        Self {
            name: name.to_owned(),
            is_foreign: false,
            put: Box::new(put),
        }
    }

    fn foreign(name: &str, put: impl Fn(&mut Value, char) + 'static) -> Self {
        Self {
            is_foreign: true,
            ..Self::own(name, put)
        }
    }
}

fn places() -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for header in READ {
        places.push(Place::own(header, move |event, character| {
            insert(&mut event["headers"][header], character);
        }));
    }
    for pointer in [
        "/rawPath",
        "/rawQueryString",
        "/body",
        "/requestContext/domainName",
        "/requestContext/http/method",
        "/requestContext/http/sourceIp",
    ] {
        places.push(Place::own(pointer, move |event, character| {
            if pointer == "/body" && event.get("body").is_none() {
                event["body"] = json!("a=b");
            }
            insert(event.pointer_mut(pointer).unwrap(), character);
        }));
    }
    places.extend(foreign_places());
    places
}

fn foreign_places() -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for header in UNREAD {
        places.push(Place::foreign(header, move |event, character| {
            insert(&mut event["headers"][header], character);
        }));
    }
    for pointer in [
        "/requestContext/http/path",
        "/requestContext/http/protocol",
        "/requestContext/http/userAgent",
        "/requestContext/requestId",
        "/requestContext/stage",
        "/requestContext/time",
        "/routeKey",
        "/version",
    ] {
        places.push(Place::foreign(pointer, move |event, character| {
            insert(event.pointer_mut(pointer).unwrap(), character);
        }));
    }
    for (name, value) in [
        ("x-a@b", "y"),
        ("@", "y"),
        ("x-value", "a@b"),
        ("x-only", "@"),
    ] {
        places.push(Place::foreign(name, move |event, character| {
            let with = |text: &str| text.replace('@', &character.to_string());
            event["headers"][with(name)] = json!(with(value));
        }));
    }
    for pair in ["other=a@b", "a@b=other", "@", "other=@; more=@"] {
        places.push(Place::foreign(pair, move |event, character| {
            let pair = json!(pair.replace('@', &character.to_string()));
            event["headers"]["cookie"] = pair.clone();
            event["cookies"].as_array_mut().unwrap().insert(0, pair);
        }));
    }
    places
}

/// Puts a character into the middle of a text.
fn insert(text: &mut Value, character: char) {
    let old = text.as_str().unwrap_or_default();
    let mut middle = old.len() / 2;
    while !old.is_char_boundary(middle) {
        middle += 1;
    }
    let (before, after) = old.split_at(middle);
    *text = json!(format!("{before}{character}{after}"));
}

/// Cases with each member of an event absent, and of every other type.
pub fn every_type(event: &Event) -> Vec<Case> {
    let mut pointers = Vec::new();
    collect(&event.0, "", &mut pointers);
    let values = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(1e300),
        json!(""),
        json!("text"),
        json!([]),
        json!([null, 1, ["a"], {}]),
        json!({}),
        json!({ "": null, "a": ["b"], "c": { "d": 1 } }),
    ];
    let mut cases = Vec::new();
    for pointer in pointers {
        for value in &values {
            let mut changed = event.0.clone();
            *changed.pointer_mut(&pointer).unwrap() = value.clone();
            cases.push((format!("{pointer} is {value}"), changed));
        }
        let mut changed = event.0.clone();
        remove(&mut changed, &pointer);
        cases.push((format!("{pointer} is absent"), changed));
    }
    let cases = cases.into_iter().map(|(what, event)| Case {
        what,
        text: event.to_string(),
        is_foreign: false,
    });
    let whole = [
        "",
        "null",
        "[]",
        "{}",
        "\"text\"",
        "{",
        "{\"rawPath\":\"\\ud800\"}",
    ];
    let whole = whole.map(|text| Case {
        what: format!("the event is {text}"),
        text: text.to_owned(),
        is_foreign: false,
    });
    cases.chain(whole).collect()
}

fn collect(value: &Value, pointer: &str, pointers: &mut Vec<String>) {
    let members: Map<String, Value> = match value {
        Value::Object(members) => members.clone(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(position, item)| (position.to_string(), item.clone()))
            .collect(),
        _ => return,
    };
    for (name, value) in &members {
        let pointer = format!("{pointer}/{name}");
        pointers.push(pointer.clone());
        collect(value, &pointer, pointers);
    }
}

fn remove(event: &mut Value, pointer: &str) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match event.pointer_mut(parent).unwrap() {
        Value::Object(members) => drop(members.remove(name)),
        Value::Array(items) => drop(items.remove(name.parse().unwrap())),
        _ => panic!("{pointer} is below no object"),
    }
}
