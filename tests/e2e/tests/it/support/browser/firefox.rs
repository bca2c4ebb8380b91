//! Firefox, through geckodriver (<https://firefox-source-docs.mozilla.org/testing/geckodriver/>). Its colours and scripting
//! are set when it starts; a window takes any width except the narrow one of a phone.

use super::{Browser, Device};
use crate::support::stack::checkout;
use reqwest::Method;
use serde_json::json;
use std::{path::Path, process::Command};
use thirtyfour::{
    Capabilities, DesiredCapabilities, RequestData, SessionId, common::command::FormatRequestData,
    extensions::addons::firefox::FirefoxTools,
};
use url::Url;

/// Words before the driver's port in its output.
pub(super) const BEFORE_PORT: &str = "Listening on 127.0.0.1:";

/// Script that returns the errors in the browser's console and empties it: the driver's own log has no violations of a policy.
const CONSOLE: &str = "
    const messages = Services.console.getMessageArray().filter(it => it instanceof Ci.nsIScriptError);
    Services.console.reset();
    return messages.filter(it => !(it.flags & it.warningFlag))
        .map(it => `${it.sourceName}: ${it.errorMessage}`);
";

/// Its driver.
pub(super) fn driver() -> Command {
    let mut driver = Command::new(checkout().join("target/dev/geckodriver/bin/geckodriver"));
    // Its second port is 9222 where nothing is said, for every one of them. The console is the system's.
    driver.args([
        "--port",
        "0",
        "--websocket-port",
        "0",
        "--allow-system-access",
    ]);
    driver
}

/// Settings with which it starts.
pub(super) fn capabilities(device: Device, profile: &Path) -> Capabilities {
    let mut capabilities = Capabilities::from(DesiredCapabilities::firefox());
    let options = json!({
        "args": ["-headless", "-profile", profile],
        "prefs": {
            "javascript.enabled": device.script,
            "layout.css.prefers-color-scheme.content-override": i32::from(!device.dark),
            "ui.prefersReducedMotion": 1,
        },
    });
    capabilities
        .set("moz:firefoxOptions", options)
        .expect("settings");
    capabilities
}

/// Place in which scripts of the driver run: the page, or the browser itself.
#[derive(Debug)]
struct Context(&'static str);

impl FormatRequestData for Context {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let address = format!("/session/{session}/moz/context");
        RequestData::new(Method::POST, address).add_body(json!({"context": self.0}))
    }
}

impl Browser {
    /// Gives the window the device's size.
    pub(super) async fn fit(&self, device: Device) {
        let fitted = self
            .driver
            .set_window_rect(0, 0, device.width, device.height);
        fitted.await.expect("a size");
    }

    /// See [`Browser::picture`].
    pub(super) async fn picture_of_firefox(&self) -> (Vec<u8>, f64) {
        let tools = FirefoxTools::new(self.driver.handle().clone());
        let picture = tools.full_screenshot_as_png().await.expect("a picture");
        let [width, _] = crate::support::gallery::measured(&picture).expect("a PNG");
        (picture, f64::from(width))
    }

    /// See [`Browser::complaints`].
    pub(super) async fn console_of_firefox(&self, ours: &Url) -> Vec<String> {
        self.turn_to("chrome").await;
        let messages = self.script(CONSOLE).await.expect("the console");
        self.turn_to("content").await;
        let host = ours.host_str().expect("a host");
        let messages = messages.as_array().into_iter().flatten();
        messages
            .filter_map(|message| message.as_str().map(str::to_owned))
            .filter(|message| message.contains(host))
            .collect()
    }

    async fn turn_to(&self, context: &'static str) {
        let turned = self.driver.cmd(Context(context)).await;
        turned.expect("the context");
    }
}
