//! The same as the page does, as a PowerShell script for one tenant and one application. Nothing is written into its code
//! but ids that were parsed and names of our own; words stand in comments alone.

use super::super::{Frame, respond};
use crate::headers::Surface;
use askama::Template;
use domain::{
    access::MOST_CHANGES,
    cloud::Cloud,
    ids::{ClientId, TenantId},
};
use http::{HeaderValue, Response, StatusCode, header::CONTENT_DISPOSITION};

/// Windows PowerShell reads a file without it in the machine's own code page.
const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// A PowerShell script that shows and changes who may use the app.
pub struct AccessScript<'a> {
    /// The words of its comments.
    pub frame: Frame<'a>,
    /// The tenant it works in, and in no other.
    pub tenant: TenantId,
    /// The application it is about, and no other.
    pub client_id: ClientId,
    /// Where the tenant lives.
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

/// Whether some editor or interpreter ends a line there.
fn ends_line(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}

impl AccessScript<'_> {
    /// The answer with this script, as a file.
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

/// What the app's name may hold in a script.
fn is_plain(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, ' ' | '-' | '.' | '_')
}
