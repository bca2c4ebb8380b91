//! The access page's changes as a PowerShell script for one tenant and one application. Its code contains only parsed ids and
//! names of our own; words are in comments alone.

use super::super::{Frame, respond};
use crate::headers::Surface;
use askama::Template;
use domain::{
    access::MOST_CHANGES,
    cloud::Cloud,
    ids::{ClientId, TenantId},
};
use http::{HeaderValue, Response, StatusCode, header::CONTENT_DISPOSITION};

/// Byte order mark, without which Windows PowerShell reads a file in the machine's own code page.
const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// A PowerShell script that shows and changes the access.
pub struct AccessScript<'a> {
    /// Words for its comments.
    pub frame: Frame<'a>,
    /// The one tenant in which it works.
    pub tenant: TenantId,
    /// The one application whose access it changes.
    pub client_id: ClientId,
    /// Cloud of the tenant.
    pub cloud: &'a Cloud,
}

#[derive(Template)]
#[template(path = "access.ps1", escape = "none")]
struct View<'a> {
    frame: Frame<'a>,
    tenant: TenantId,
    client_id: ClientId,
    environment: &'static str,
    most: usize,
}

impl View<'_> {
    /// A text on one line, so that it cannot leave its comment.
    fn comment(&self, id: &str) -> String {
        let text = self.frame.access(id);
        text.chars()
            .map(
                |character| {
                    if ends_line(character) { ' ' } else { character }
                },
            )
            .collect()
    }
}

/// Whether an editor or interpreter may end a line at this character.
fn ends_line(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}

impl AccessScript<'_> {
    /// The response with this script, as a file.
    pub fn respond(&self, request_id: &str) -> Response<String> {
        let app: String = self.frame.app.chars().filter(|c| is_plain(*c)).collect();
        let view = View {
            frame: Frame {
                app: &app,
                ..self.frame
            },
            tenant: self.tenant,
            client_id: self.client_id,
            environment: self.cloud.powershell_environment(),
            most: MOST_CHANGES,
        };
        let mut response = respond(
            self.frame.style,
            &view,
            Surface::PowerShell,
            StatusCode::OK,
            request_id,
        );
        response.body_mut().insert(0, BYTE_ORDER_MARK);
        response.headers_mut().insert(
            CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"cooperlink-access.ps1\""),
        );
        response
    }
}

/// Whether a character of the app's name may stand in a script.
fn is_plain(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, ' ' | '-' | '.' | '_')
}
