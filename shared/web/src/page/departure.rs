//! Page that leaves for Microsoft. It is the answer to a form, because `form-action` would block a redirect.

use super::{Frame, respond};
use crate::headers::Surface;
use askama::Template;
use http::{HeaderValue, Response, StatusCode, header::REFRESH};
use url::Url;

/// Page that leaves for Microsoft.
pub struct DeparturePage<'a> {
    /// Common parts of every page.
    pub frame: Frame<'a>,
    /// Address at Microsoft.
    pub location: &'a Url,
}

#[derive(Template)]
#[template(path = "departure.html")]
struct View<'a> {
    frame: Frame<'a>,
    location: &'a str,
    origin: String,
}

impl DeparturePage<'_> {
    /// The response with this page.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let view = View {
            frame: self.frame,
            location: self.location.as_str(),
            origin: self.location.origin().ascii_serialization(),
        };
        let mut response = respond(
            self.frame.style,
            &view,
            Surface::Page,
            StatusCode::OK,
            request_id,
        );
        if let Ok(value) = HeaderValue::from_str(&format!("0;url={}", self.location)) {
            response.headers_mut().insert(REFRESH, value);
        }
        response
    }
}
