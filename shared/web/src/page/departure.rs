//! The page that leaves for Microsoft: 200 with `Refresh` and a visible link. A redirect after a POST would be blocked by
//! `form-action 'self'`.

use super::{Frame, respond};
use crate::headers::Surface;
use askama::Template;
use http::{HeaderValue, Response, StatusCode, header::REFRESH};
use url::Url;

/// The page that leaves for Microsoft.
pub struct DeparturePage<'a> {
    /// What every page shows.
    pub frame: Frame<'a>,
    /// Where to.
    pub location: &'a Url,
}

#[derive(Template)]
#[template(path = "departure.html")]
struct View<'a> {
    frame: Frame<'a>,
    location: &'a str,
    host: &'a str,
}

impl DeparturePage<'_> {
    /// The answer with this page.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let view = View {
            frame: self.frame,
            location: self.location.as_str(),
            host: self.location.host_str().unwrap_or_default(),
        };
        let mut response = respond(&view, Surface::Page, StatusCode::OK, request_id);
        if let Ok(value) = HeaderValue::from_str(&format!("0;url={}", self.location)) {
            response.headers_mut().insert(REFRESH, value);
        }
        response
    }
}
