//! A person with a browser without script, who follows redirects and `Refresh`, keeps cookies per host, and presses buttons by
//! their label.

use crate::support::stack::Stack;
use reqwest::{Method, StatusCode, header};
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeMap;
use url::Url;

/// A page that the person sees.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) url: Url,
    pub(crate) status: StatusCode,
    pub(crate) headers: header::HeaderMap,
    pub(crate) html: String,
}

/// A form of a page, ready to be sent.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) method: Method,
    pub(crate) action: Url,
    pub(crate) fields: Vec<(String, String)>,
}

impl Page {
    /// Text that a person reads.
    pub(crate) fn text(&self) -> String {
        let document = Html::parse_document(&self.html);
        let body = select(&document, "body");
        let words: Vec<_> = body
            .iter()
            .flat_map(ElementRef::text)
            .flat_map(str::split_whitespace)
            .collect();
        words.join(" ")
    }

    /// The form behind the button with this label.
    pub(crate) fn form(&self, label: &str) -> Form {
        self.find_form(label).unwrap_or_else(|| {
            panic!(
                "no button {label:?} on {}: {}",
                self.url.path(),
                self.text()
            )
        })
    }

    /// The form behind the button with this label, if there is one.
    pub(crate) fn find_form(&self, label: &str) -> Option<Form> {
        let document = Html::parse_document(&self.html);
        select(&document, "form").into_iter().find_map(|form| {
            let button = within(form, "button").into_iter().find(|button| {
                button
                    .text()
                    .collect::<String>()
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
                    == label
            })?;
            // A box that is not ticked is not sent.
            let mut fields: Vec<(String, String)> = within(form, "input")
                .into_iter()
                .filter(|input| input.attr("type") != Some("checkbox"))
                .filter_map(|input| {
                    Some((
                        input.attr("name")?.to_owned(),
                        input.attr("value").unwrap_or_default().to_owned(),
                    ))
                })
                .collect();
            if let Some(name) = button.attr("name") {
                fields.push((
                    name.to_owned(),
                    button.attr("value").unwrap_or_default().to_owned(),
                ));
            }
            let method = match form.attr("method").map(str::to_ascii_lowercase).as_deref() {
                Some("post") => Method::POST,
                _ => Method::GET,
            };
            let action = self
                .url
                .join(form.attr("action").unwrap_or_default())
                .ok()?;
            Some(Form {
                method,
                action,
                fields,
            })
        })
    }

    /// Address of the link with this text.
    fn link(&self, label: &str) -> Url {
        let document = Html::parse_document(&self.html);
        let link = select(&document, "a")
            .into_iter()
            .find(|link| link.text().collect::<String>().trim() == label)
            .and_then(|link| self.url.join(link.attr("href")?).ok());
        link.unwrap_or_else(|| panic!("no link {label:?} on {}: {}", self.url.path(), self.text()))
    }

    /// The value of the first field of that name.
    pub(crate) fn field(&self, name: &str) -> Option<String> {
        let document = Html::parse_document(&self.html);
        let inputs = select(&document, "input");
        let input = inputs
            .into_iter()
            .find(|input| input.attr("name") == Some(name))?;
        Some(input.attr("value").unwrap_or_default().to_owned())
    }

    /// The value of the first button of that name.
    pub(crate) fn button_value(&self, name: &str) -> Option<String> {
        let document = Html::parse_document(&self.html);
        let buttons = select(&document, "button");
        let mut named = buttons
            .iter()
            .filter(|button| button.attr("name") == Some(name));
        Some(named.next()?.attr("value")?.to_owned())
    }

    /// Values of the boxes of that name, and values of the ticked ones.
    pub(crate) fn boxes(&self, name: &str) -> (Vec<String>, Vec<String>) {
        let document = Html::parse_document(&self.html);
        let boxes = select(&document, "input[type=checkbox]");
        let of = |is_ticked: bool| {
            let boxes = boxes
                .iter()
                .filter(|input| input.attr("name") == Some(name));
            boxes
                .filter(|input| !is_ticked || input.attr("checked").is_some())
                .filter_map(|input| input.attr("value").map(str::to_owned))
                .collect()
        };
        (of(false), of(true))
    }

    /// The text of the heading.
    pub(crate) fn heading(&self) -> String {
        let document = Html::parse_document(&self.html);
        let text: String = select(&document, "h1")
            .iter()
            .flat_map(ElementRef::text)
            .collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Checks on the page: id and class of the verdict of each.
    pub(crate) fn verdicts(&self) -> BTreeMap<String, String> {
        let document = Html::parse_document(&self.html);
        select(&document, "[data-verdict]")
            .iter()
            .filter_map(|check| {
                let verdict = check.attr("data-verdict")?;
                Some((check.value().id()?.to_owned(), verdict.to_owned()))
            })
            .collect()
    }

    /// Address of `Refresh: 0`.
    fn departure(&self) -> Option<Url> {
        let refresh = self.headers.get(header::REFRESH)?.to_str().ok()?;
        let (seconds, url) = refresh.split_once(";url=")?;
        if seconds.trim() == "0" {
            self.url.join(url).ok()
        } else {
            None
        }
    }
}

fn select<'a>(document: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    document
        .select(&Selector::parse(selector).expect("a selector"))
        .collect()
}

fn within<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    element
        .select(&Selector::parse(selector).expect("a selector"))
        .collect()
}

/// A person with a browser of their own.
#[derive(Clone)]
pub(crate) struct Person {
    client: reqwest::Client,
    /// Cookies by host and name.
    pub(crate) cookies: BTreeMap<(String, String), String>,
    /// Every address of the browser, newest last.
    pub(crate) trail: Vec<Url>,
    /// Path at which the browser stops without a request.
    stop_at: Option<&'static str>,
}

impl Person {
    pub(crate) fn new(stack: &Stack) -> Self {
        Self {
            client: stack.client(),
            cookies: BTreeMap::new(),
            trail: Vec::new(),
            stop_at: None,
        }
    }

    /// Presses a button and follows until Microsoft sends the browser back; returns the callback's address without requesting
    /// it.
    pub(crate) async fn press_until_callback(&mut self, page: &Page, label: &str) -> Url {
        self.stop_at = Some("/callback");
        let page = self.press(page, label).await;
        self.stop_at = None;
        assert_eq!(page.url.path(), "/callback", "{}", page.text());
        page.url
    }

    /// The one cookie of our host, by name and value.
    pub(crate) fn flow_cookie(&self) -> (String, String) {
        let mut flows = self
            .cookies
            .iter()
            .filter(|((_, name), _)| name.starts_with("__Host-f-"));
        let ((_, name), value) = flows.next().expect("a flow cookie");
        assert!(flows.next().is_none(), "one flow at a time");
        (name.clone(), value.clone())
    }

    /// Gives the flow cookie another value.
    pub(crate) fn set_flow_cookie(&mut self, value: &str) {
        for ((_, name), kept) in &mut self.cookies {
            if name.starts_with("__Host-f-") {
                value.clone_into(kept);
            }
        }
    }

    /// Opens an address and follows its redirects.
    pub(crate) async fn open(&mut self, url: &Url) -> Page {
        self.go(Method::GET, url.clone(), None, None).await
    }

    /// Presses a button and follows the redirects.
    pub(crate) async fn press(&mut self, page: &Page, label: &str) -> Page {
        let form = page.form(label);
        self.send(page, form).await
    }

    /// Follows a link by its text.
    pub(crate) async fn follow(&mut self, page: &Page, label: &str) -> Page {
        let url = page.link(label);
        self.open(&url).await
    }

    /// Sends a form and follows the redirects.
    pub(crate) async fn send(&mut self, page: &Page, form: Form) -> Page {
        if form.method == Method::GET {
            let mut url = form.action;
            url.query_pairs_mut().clear().extend_pairs(&form.fields);
            return self.go(Method::GET, url, None, None).await;
        }
        let origin = page.url.origin().ascii_serialization();
        self.go(Method::POST, form.action, Some(form.fields), Some(origin))
            .await
    }

    /// Makes one request, without following redirects.
    pub(crate) async fn once(
        &mut self,
        method: Method,
        url: Url,
        fields: Option<&[(String, String)]>,
        origin: Option<&str>,
    ) -> Page {
        self.trail.push(url.clone());
        let host = url.host_str().unwrap_or_default().to_owned();
        let mut request = self.client.request(method, url.clone());
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .filter(|((of, _), _)| *of == host)
            .map(|((_, name), value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some(origin) = origin {
            request = request.header(header::ORIGIN, origin);
        }
        if let Some(fields) = fields {
            request = request.form(fields);
        }
        let response = request.send().await.expect("the host answers");
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            self.keep(&host, cookie.to_str().expect("a cookie"));
        }
        Page {
            url,
            status: response.status(),
            headers: response.headers().clone(),
            html: response.text().await.expect("a body"),
        }
    }

    fn keep(&mut self, host: &str, cookie: &str) {
        let mut parts = cookie.split(';');
        let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else {
            return;
        };
        let gone = parts.any(|part| part.trim().eq_ignore_ascii_case("max-age=0"));
        let key = (host.to_owned(), name.trim().to_owned());
        if gone {
            self.cookies.remove(&key);
        } else {
            self.cookies.insert(key, value.to_owned());
        }
    }

    async fn go(
        &mut self,
        method: Method,
        url: Url,
        fields: Option<Vec<(String, String)>>,
        origin: Option<String>,
    ) -> Page {
        let mut page = self
            .once(method, url, fields.as_deref(), origin.as_deref())
            .await;
        for _ in 0..20 {
            let next = if page.status.is_redirection() {
                let location = page.headers.get(header::LOCATION).expect("a Location");
                page.url
                    .join(location.to_str().expect("an address"))
                    .expect("an address")
            } else if let Some(next) = page.departure() {
                next
            } else {
                return page;
            };
            if self.stop_at == Some(next.path()) {
                return Page { url: next, ..page };
            }
            page = self.once(Method::GET, next, None, None).await;
        }
        panic!("too many redirects: {:?}", self.trail);
    }
}
