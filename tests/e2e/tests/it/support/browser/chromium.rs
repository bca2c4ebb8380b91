//! Chromium, through its driver and a protocol of its own (<https://chromedevtools.github.io/devtools-protocol/>).

use super::{Browser, Device};
use crate::support::person::Person;
use base64::Engine as _;
use serde_json::{Value, json};
use std::{path::Path, process::Command};
use thirtyfour::{
    Capabilities, ChromiumLikeCapabilities as _, DesiredCapabilities, LoggingPrefsLogLevel,
};
use url::Url;

/// Words before the driver's port in its output.
pub(super) const BEFORE_PORT: &str = "started successfully on port ";

/// Its driver.
pub(super) fn driver() -> Command {
    let mut driver = Command::new("chromedriver");
    driver.arg("--port=0");
    driver
}

/// Settings with which it starts.
pub(super) fn capabilities(device: Device, profile: &Path) -> Capabilities {
    let mut capabilities = DesiredCapabilities::chrome();
    for argument in [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        &format!("--user-data-dir={}", profile.display()),
        &format!("--window-size={},{}", device.width, device.height),
    ] {
        capabilities.add_arg(argument).expect("an argument");
    }
    if !device.script {
        let settings = json!({"profile.managed_default_content_settings.javascript": 2});
        capabilities
            .add_experimental_option("prefs", settings)
            .expect("a setting");
    }
    capabilities
        .set_browser_log_level(LoggingPrefsLogLevel::All)
        .expect("a setting");
    capabilities.into()
}

impl Browser {
    /// A command of Chromium's own protocol.
    pub(crate) async fn tell(&self, command: &str, parameters: Value) -> Value {
        let told = self.driver.cdp().send_raw(command, parameters).await;
        told.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// Gives the window another size; a narrow window behaves as a phone.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500,
        });
        self.tell("Emulation.setDeviceMetricsOverride", metrics)
            .await;
    }

    /// Prefers `light` or `dark` colours, and no movement, so that the page changes at once.
    pub(crate) async fn colour(&self, scheme: &str) {
        self.prefer("prefers-color-scheme", scheme).await;
    }

    /// Replaces the colours of pages by a few of the reader's own (<https://www.w3.org/TR/mediaqueries-5/#forced-colors>).
    pub(crate) async fn force_colours(&self) {
        self.prefer("forced-colors", "active").await;
    }

    async fn prefer(&self, feature: &str, value: &str) {
        let media = json!({"features": [
            {"name": feature, "value": value},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]});
        self.tell("Emulation.setEmulatedMedia", media).await;
    }

    /// Takes over the session of a person who walked without a browser: opens our pages with that person's cookies and no
    /// others.
    pub(crate) async fn become_of(&self, person: &Person, ours: &Url) {
        self.tell("Network.clearBrowserCookies", json!({})).await;
        let host = ours.host_str().unwrap_or_default();
        for ((of, name), value) in &person.cookies {
            if of == host {
                let cookie = json!({
                    "url": ours.as_str(), "name": name, "value": value, "path": "/", "secure": true,
                    "httpOnly": true, "sameSite": "Lax",
                });
                let set = self.tell("Network.setCookie", cookie).await;
                assert_eq!(set["success"], true, "{name}");
            }
        }
    }

    /// See [`Browser::picture`].
    pub(super) async fn picture_of_chromium(&self) -> (Vec<u8>, f64) {
        let metrics = self.tell("Page.getLayoutMetrics", json!({})).await;
        let size = &metrics["cssContentSize"];
        let whole = json!({
            "captureBeyondViewport": true, "optimizeForSpeed": true,
            "clip": {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1},
        });
        let picture = self.tell("Page.captureScreenshot", whole).await;
        let bytes = base64::engine::general_purpose::STANDARD
            .decode(picture["data"].as_str().expect("data"))
            .expect("base64");
        (bytes, size["width"].as_f64().expect("a width"))
    }

    /// See [`Browser::complaints`].
    pub(super) async fn console_of_chromium(&self, ours: &Url) -> Vec<String> {
        let log = self.driver.browser_log().await.expect("the console");
        let host = ours.host_str().expect("a host");
        let messages = log.into_iter().map(|entry| entry.message);
        messages
            .filter(|message| message.contains(host))
            .filter(|message| {
                let resource = message
                    .split_once(" - Failed to load resource")
                    .map(|it| it.0);
                resource.is_none_or(|resource| resource.contains("/connect/assets/"))
            })
            .collect()
    }
}
