//! An administrator with a browser without script. Requests for the service's pages go through the functions, those for
//! Microsoft's pages to the emulator's own port: only the functions speak TLS.

use crate::event;
use crate::runtime::Function;
use crate::world::World;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use tokio::net::TcpStream;

/// The browser, and the page that it shows.
pub(super) struct Administrator<'a> {
    world: &'a World,
    pages: Function,
    callback: Function,
    /// Values of cookies by origin and name.
    cookies: BTreeMap<(String, String), String>,
    origin: String,
    body: String,
}

/// Headers except cookies, then the cookies, then the body.
type Answer = (BTreeMap<String, String>, Vec<String>, String);

impl<'a> Administrator<'a> {
    /// A browser without cookies, before its first page.
    pub(super) fn new(world: &'a World, pages: Function, callback: Function) -> Self {
        Self {
            world,
            pages,
            callback,
            cookies: BTreeMap::new(),
            origin: String::new(),
            body: String::new(),
        }
    }

    /// The process that answers to `/callback`.
    pub(super) fn callback(&self) -> &Function {
        &self.callback
    }

    /// Waits until that process has started and asks for its first event.
    pub(super) async fn callback_is_ready(&mut self) {
        self.callback.init().await.unwrap();
    }

    /// Opens an address and follows where it leads.
    pub(super) async fn open(&mut self, url: &str) {
        self.go(Method::GET, url.to_owned(), String::new()).await;
    }

    /// Presses a button and follows where it leads.
    pub(super) async fn press(&mut self, label: &str) {
        let end = self.body.find(&format!(">{label}</button>"));
        let end = end.unwrap_or_else(|| panic!("no button {label} on {}", self.body));
        let before = &self.body[..end];
        let form = &before[before.rfind("<form").unwrap()..];
        let button = &form[form.rfind("<button").unwrap()..];
        let inputs = form.split("<input").skip(1);
        let fields = inputs.chain([button]).filter_map(|tag| {
            let encode = |text: String| {
                text.replace('%', "%25")
                    .replace('&', "%26")
                    .replace('+', "%2B")
            };
            Some(format!(
                "{}={}",
                attribute(tag, "name")?,
                encode(attribute(tag, "value")?)
            ))
        });
        let fields: Vec<String> = fields.collect();
        let action = self.absolute(&attribute(form, "action").unwrap());
        self.go(Method::POST, action, fields.join("&")).await;
    }

    async fn go(&mut self, mut method: Method, mut url: String, mut form: String) {
        for _ in 0..20 {
            let origin: String = url.split_inclusive('/').take(3).collect();
            let path = format!("/{}", &url[origin.len()..]);
            let from = std::mem::replace(&mut self.origin, origin.trim_end_matches('/').to_owned());
            let (headers, cookies, body) = if self.origin.ends_with(&self.world.authority) {
                self.ask_function(&method, &path, form, &from).await
            } else {
                self.ask_microsoft(&method, &path, form).await
            };
            for cookie in cookies {
                let (name, value) = cookie.split_once('=').unwrap();
                let value = value.split(';').next().unwrap_or_default();
                let key = (self.origin.clone(), name.to_owned());
                self.cookies.insert(key, value.to_owned());
            }
            self.body = body;
            let refresh = headers
                .get("refresh")
                .and_then(|text| text.strip_prefix("0;url="));
            let Some(next) = headers.get("location").map(String::as_str).or(refresh) else {
                return;
            };
            (method, url, form) = (Method::GET, self.absolute(next), String::new());
        }
        panic!("too many redirects");
    }

    async fn ask_function(
        &mut self,
        method: &Method,
        path: &str,
        form: String,
        from: &str,
    ) -> Answer {
        let headers = json!({
            "accept": "text/html", "origin": from, "content-type": "application/x-www-form-urlencoded",
        });
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let event = event::api(
            &self.world.authority,
            method.as_str(),
            (path, query),
            &headers,
        );
        let mut event: Value = serde_json::from_str(&event).unwrap();
        event["cookies"] = json!([self.cookies()]);
        event["body"] = form.into();
        let function = if path == "/callback" {
            &mut self.callback
        } else {
            &mut self.pages
        };
        let answer = function.ask(event.to_string()).await.unwrap().unwrap();
        let mut answer: Value = serde_json::from_str(&answer).unwrap();
        assert!(
            answer["statusCode"].as_u64().unwrap() < 400,
            "{path}: {answer}"
        );
        let mut part = |name: &str| answer[name].take();
        (
            serde_json::from_value(part("headers")).unwrap(),
            serde_json::from_value(part("cookies")).unwrap(),
            serde_json::from_value(part("body")).unwrap(),
        )
    }

    async fn ask_microsoft(&mut self, method: &Method, path: &str, form: String) -> Answer {
        let address = (Ipv4Addr::LOCALHOST, self.world.login_port);
        let stream = TcpStream::connect(address).await.unwrap();
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "localhost")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", self.cookies())
            .body(Full::new(Bytes::from(form)));
        let response = sender.send_request(request.unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let texts = |name: &str| -> Vec<String> {
            let values = parts.headers.get_all(name).into_iter();
            values
                .map(|value| value.to_str().unwrap().to_owned())
                .collect()
        };
        let headers = ["location"].into_iter();
        let headers = headers.filter_map(|name| Some((name.to_owned(), texts(name).pop()?)));
        let body = body.collect().await.unwrap().to_bytes();
        (
            headers.collect(),
            texts("set-cookie"),
            String::from_utf8_lossy(&body).into_owned(),
        )
    }

    fn cookies(&self) -> String {
        let own = self
            .cookies
            .iter()
            .filter(|((origin, _), _)| *origin == self.origin);
        let pairs: Vec<_> = own
            .map(|((_, name), value)| format!("{name}={value}"))
            .collect();
        pairs.join("; ")
    }

    fn absolute(&self, address: &str) -> String {
        if address.starts_with('/') {
            format!("{}{address}", self.origin)
        } else {
            address.to_owned()
        }
    }
}

fn attribute(text: &str, name: &str) -> Option<String> {
    let tag = &text[..text.find('>').unwrap_or(text.len())];
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let value = tag[start..].split('"').next()?;
    Some(value.replace("&#38;", "&").replace("&amp;", "&"))
}
