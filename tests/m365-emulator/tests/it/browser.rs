//! A browser without script: cookies, redirects, buttons of forms.

use std::sync::Arc;

use reqwest::StatusCode;
use reqwest::header::LOCATION;
use url::Url;

use crate::stand::REDIRECT;

/// The browser; a new one has no sessions.
#[derive(Clone)]
pub(crate) struct Browser(Arc<reqwest::Client>);

/// Present page of the browser.
pub(crate) struct Page {
    browser: Browser,
    pub(crate) url: Url,
    pub(crate) status: StatusCode,
    pub(crate) body: String,
    /// Address of the application to which the browser returned.
    pub(crate) returned: Option<Url>,
}

impl Browser {
    pub(crate) fn new() -> Self {
        let client = reqwest::Client::builder();
        Self::with(
            client
                .no_proxy()
                .redirect(reqwest::redirect::Policy::none()),
        )
    }

    /// A browser that connects as this client does.
    pub(crate) fn with(client: reqwest::ClientBuilder) -> Self {
        Self(Arc::new(client.cookie_store(true).build().unwrap()))
    }

    pub(crate) async fn open(&self, url: &Url) -> Page {
        self.follow(self.0.get(url.clone())).await
    }

    async fn follow(&self, request: reqwest::RequestBuilder) -> Page {
        let mut answer = request.send().await.unwrap();
        loop {
            let url = answer.url().clone();
            let status = answer.status();
            let Some(location) = answer.headers().get(LOCATION).cloned() else {
                let body = answer.text().await.unwrap();
                return Page {
                    browser: self.clone(),
                    url,
                    status,
                    body,
                    returned: None,
                };
            };
            let target = url.join(location.to_str().unwrap()).unwrap();
            if target.as_str().starts_with(REDIRECT) {
                let (browser, body) = (self.clone(), String::new());
                return Page {
                    browser,
                    url,
                    status,
                    body,
                    returned: Some(target),
                };
            }
            answer = self.0.get(target).send().await.unwrap();
        }
    }
}

impl Page {
    /// Presses the button with exactly this label.
    pub(crate) async fn press(&self, label: &str) -> Page {
        let end = self.body.find(&format!(">{label}</button>"));
        let end = end.unwrap_or_else(|| panic!("no button {label} on {}", self.body));
        let before = &self.body[..end];
        let form = &before[before.rfind("<form").unwrap()..];
        let action = attribute(form, "action").unwrap();
        let button = &form[form.rfind("<button").unwrap()..];
        let mut fields: Vec<(String, String)> = form
            .split("<input")
            .skip(1)
            .filter(|input| input.contains("type=\"hidden\""))
            .map(|input| {
                (
                    attribute(input, "name").unwrap(),
                    attribute(input, "value").unwrap(),
                )
            })
            .collect();
        if let Some(name) = attribute(button, "name") {
            fields.push((name, attribute(button, "value").unwrap()));
        }
        let target = self.url.join(&action).unwrap();
        if target.as_str().starts_with(REDIRECT) {
            let mut returned = target;
            returned.query_pairs_mut().extend_pairs(fields);
            let (browser, url) = (self.browser.clone(), self.url.clone());
            let status = StatusCode::OK;
            return Page {
                browser,
                url,
                status,
                body: String::new(),
                returned: Some(returned),
            };
        }
        self.browser
            .follow(self.browser.0.post(target).form(&fields))
            .await
    }

    /// Follows the link with this text.
    pub(crate) async fn follow_link(&self, text: &str) -> Page {
        let end = self.body.find(&format!(">{text}</a>")).unwrap();
        let link = &self.body[self.body[..end].rfind("<a ").unwrap()..];
        let target = self.url.join(&attribute(link, "href").unwrap()).unwrap();
        self.browser.open(&target).await
    }

    /// A parameter of the answer to the application.
    pub(crate) fn parameter(&self, name: &str) -> String {
        self.find_parameter(name)
            .unwrap_or_else(|| panic!("no {name}: {:?} {}", self.returned, self.body))
    }

    pub(crate) fn find_parameter(&self, name: &str) -> Option<String> {
        let pairs = self.returned.as_ref()?.query_pairs();
        pairs
            .into_iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    /// Asserts that Microsoft keeps the person on a page with this text.
    pub(crate) fn assert_kept(&self, shown: &str) {
        assert!(self.returned.is_none(), "{:?}", self.returned);
        assert!(self.body.contains(shown), "{}", self.body);
    }
}

fn attribute(text: &str, name: &str) -> Option<String> {
    let tag = &text[..text.find('>').unwrap_or(text.len())];
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let value = &tag[start..];
    Some(
        value[..value.find('"')?]
            .replace("&#38;", "&")
            .replace("&amp;", "&"),
    )
}
