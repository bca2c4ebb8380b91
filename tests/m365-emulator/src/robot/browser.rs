//! A browser without script: cookies by host, redirects, `Refresh`, forms.

use std::collections::BTreeMap;

use http::{HeaderMap, Method, header};
use url::{Url, form_urlencoded};

use super::is_on_this_machine;
use super::page::{Form, Page};

/// Largest number of redirects in a row that a browser follows.
const MOST_REDIRECTS: usize = 20;

/// The browser; a new one has no sessions.
pub(super) struct Browser<'a> {
    http: &'a reqwest::Client,
    /// Cookies by host and name, regardless of the port.
    cookies: BTreeMap<(String, String), String>,
}

/// End of the redirects after opening an address or sending a form.
pub(super) enum Arrival {
    Page(Page),
    /// The address is not on this machine and was not opened.
    Elsewhere(Url),
}

impl<'a> Browser<'a> {
    pub(super) fn new(http: &'a reqwest::Client) -> Self {
        Self {
            http,
            cookies: BTreeMap::new(),
        }
    }

    /// Opens an address and follows its redirects.
    pub(super) async fn open(&mut self, url: Url) -> Result<Arrival, reqwest::Error> {
        self.go(Method::GET, url, None).await
    }

    /// Sends a form by one of its buttons and follows the redirects.
    pub(super) async fn send(
        &mut self,
        page: &Page,
        form: &Form,
        button: usize,
    ) -> Result<Arrival, reqwest::Error> {
        let fields = form.fields_with(button);
        let text = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        if form.is_post {
            let origin = page.url.origin().ascii_serialization();
            return self
                .go(Method::POST, form.action.clone(), Some((text, origin)))
                .await;
        }
        let mut url = form.action.clone();
        url.set_query(Some(&text));
        self.open(url).await
    }

    async fn go(
        &mut self,
        method: Method,
        url: Url,
        form: Option<(String, String)>,
    ) -> Result<Arrival, reqwest::Error> {
        let (mut method, mut url, mut form) = (method, url, form);
        let mut page = None;
        for _ in 0..MOST_REDIRECTS {
            if !is_on_this_machine(&url) {
                return Ok(Arrival::Elsewhere(url));
            }
            let (headers, arrived) = self.ask(method, url, form.take()).await?;
            let Some(next) = leads_to(&headers, &arrived) else {
                return Ok(Arrival::Page(arrived));
            };
            (method, url) = (Method::GET, next);
            page = Some(arrived);
        }
        Ok(page.map_or_else(|| Arrival::Elsewhere(url), Arrival::Page))
    }

    async fn ask(
        &mut self,
        method: Method,
        url: Url,
        form: Option<(String, String)>,
    ) -> Result<(HeaderMap, Page), reqwest::Error> {
        let host = url.host_str().unwrap_or_default().to_owned();
        let mut request = self.http.request(method, url.clone());
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .filter(|((of, _), _)| *of == host)
            .map(|((_, name), value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some((text, origin)) = form {
            request = request
                .header(header::ORIGIN, origin)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(text);
        }
        let answer = request.send().await?;
        for cookie in answer.headers().get_all(header::SET_COOKIE) {
            self.keep(&host, cookie.to_str().unwrap_or_default());
        }
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let html = answer.text().await?;
        Ok((headers, Page::read(url, status, &html)))
    }

    fn keep(&mut self, host: &str, cookie: &str) {
        let mut parts = cookie.split(';');
        let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else {
            return;
        };
        let key = (host.to_owned(), name.trim().to_owned());
        if parts.any(|part| part.trim().eq_ignore_ascii_case("max-age=0")) {
            self.cookies.remove(&key);
        } else {
            self.cookies.insert(key, value.trim().to_owned());
        }
    }
}

/// Address to which an answer sends a browser at once: `Location` of a redirect, or `Refresh` without a wait.
fn leads_to(headers: &HeaderMap, page: &Page) -> Option<Url> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if (300..400).contains(&page.status) {
        return page.url.join(text(header::LOCATION)?).ok();
    }
    let (seconds, url) = text(header::REFRESH)?.split_once(';')?;
    let url = url.trim().strip_prefix("url=")?;
    (seconds.trim() == "0").then(|| page.url.join(url).ok())?
}
