//! The journey in Chromium, with script and without, on a phone and on a desk. What it saw lands in
//! `target/dev/screenshots`.

use crate::{
    administrator::{CONTINUE, START},
    stack::{Stack, fresh_id, poll},
    tenant::Tenant,
};
use base64::Engine as _;
use serde_json::json;
use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};
use thirtyfour::{
    By, ChromiumLikeCapabilities as _, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver,
};
use url::Url;

/// How somebody looks at pages.
#[derive(Clone, Copy)]
pub(crate) struct Device {
    name: &'static str,
    width: u32,
    height: u32,
    dark: bool,
    script: bool,
}

/// A desk with a large screen.
pub(crate) const DESK: Device = Device {
    name: "desk",
    width: 1100,
    height: 1000,
    dark: false,
    script: true,
};
const DESK_WITHOUT_SCRIPT: Device = Device {
    name: "desk-without-script",
    script: false,
    ..DESK
};
const PHONE: Device = Device {
    name: "phone-dark",
    width: 360,
    height: 740,
    dark: true,
    script: true,
};

/// Chromium and its driver, ended with the test.
pub(crate) struct Browser {
    pub(crate) driver: WebDriver,
    process: Child,
    profile: PathBuf,
    device: Device,
    shots: u32,
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver ends its browser; both are our own children.
        drop(self.process.kill());
        drop(self.process.wait());
        drop(std::fs::remove_dir_all(&self.profile));
    }
}

impl Browser {
    /// Starts them.
    pub(crate) async fn start(device: Device) -> Self {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts (Debian: apt install chromium chromium-driver)");
        let output = process.stdout.take().expect("its output");
        let port = BufReader::new(output)
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                let (_, port) = line.split_once("started successfully on port ")?;
                port.trim_end_matches('.').parse::<u16>().ok()
            })
            .expect("the driver names its port");
        let profile = std::env::temp_dir().join(format!("cooperlink-journey-{}", fresh_id()));
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
            "--host-resolver-rules=MAP *.localhost 127.0.0.1",
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
        let driver = WebDriver::new(&format!("http://127.0.0.1:{port}"), capabilities)
            .await
            .expect("Chromium starts");
        let tools = driver.cdp();
        let metrics = json!({
            "width": device.width, "height": device.height, "deviceScaleFactor": 1, "mobile": device.width < 500,
        });
        tools
            .send_raw("Emulation.setDeviceMetricsOverride", metrics)
            .await
            .expect("a size");
        let scheme = if device.dark { "dark" } else { "light" };
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        tools
            .send_raw("Emulation.setEmulatedMedia", media)
            .await
            .expect("a scheme");
        Self {
            driver,
            process,
            profile,
            device,
            shots: 0,
        }
    }

    /// The page, once its heading is as expected. Without script the driver cannot ask the page, so it is asked through
    /// the DOM alone.
    async fn see(&mut self, heading: &str) {
        let driver = &self.driver;
        poll(heading, || async {
            let element = driver
                .find(By::Tag("h1"))
                .await
                .map_err(|error| error.to_string())?;
            let text = element.text().await.map_err(|error| error.to_string())?;
            if text == heading { Ok(()) } else { Err(text) }
        })
        .await;
        self.keep(heading).await;
    }

    async fn press(&self, label: &str) {
        for button in self
            .driver
            .find_all(By::Css("button, a"))
            .await
            .expect("buttons")
        {
            if button.text().await.expect("a label") == label {
                button.click().await.expect("a click");
                return;
            }
        }
        panic!(
            "no button {label:?} on {}",
            self.driver.current_url().await.expect("an address")
        );
    }

    /// A picture of the whole page.
    async fn keep(&mut self, name: &str) {
        self.shots += 1;
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/dev/screenshots");
        std::fs::create_dir_all(&folder).expect("a folder");
        let words: String = name
            .to_lowercase()
            .chars()
            .map(|character| {
                if character.is_ascii_alphanumeric() {
                    character
                } else {
                    '-'
                }
            })
            .collect();
        let file = format!(
            "{}-{:02}-{}.png",
            self.device.name,
            self.shots,
            words.trim_matches('-')
        );
        let tools = self.driver.cdp();
        let metrics = tools
            .send_raw("Page.getLayoutMetrics", json!({}))
            .await
            .expect("a layout");
        let size = &metrics["cssContentSize"];
        let picture = tools
            .send_raw(
                "Page.captureScreenshot",
                json!({"captureBeyondViewport": true, "clip": {
                    "x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1,
                }}),
            )
            .await
            .expect("a picture");
        let bytes = base64::engine::general_purpose::STANDARD
            .decode(picture["data"].as_str().expect("data"))
            .expect("base64");
        std::fs::write(folder.join(file), bytes).expect("the picture is kept");
        let width = size["width"].as_f64().expect("a width");
        assert!(
            width <= f64::from(self.device.width),
            "{name} scrolls sideways: {width}"
        );
    }

    /// Ends the browser; on our pages the console must have stayed empty.
    async fn finish(self, ours: &Url) {
        let log = self.driver.browser_log().await.expect("the console");
        let host = ours.host_str().expect("a host");
        let complaints: Vec<_> = log
            .iter()
            .filter(|entry| entry.message.contains(host))
            .collect();
        assert!(complaints.is_empty(), "{complaints:?}");
        self.driver.clone().quit().await.expect("the end");
    }
}

async fn journey(device: Device) {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let mut browser = Browser::start(device).await;
    browser.driver.goto(link.as_str()).await.expect("the page");
    browser
        .see("Connect Cooperlink Cloud to your Microsoft 365")
        .await;
    browser.press(START).await;
    browser.see("Pick an account").await;
    browser.press(&tenant.administrator).await;
    browser.see("Permissions requested").await;
    browser.press("Accept").await;
    browser.see("Is this the right organisation?").await;
    browser.press(CONTINUE).await;
    browser.see("Permissions requested").await;
    browser.press("Accept").await;
    // The page looks again by itself, script or not.
    browser.see("Connected").await;
    let address = browser.driver.current_url().await.expect("an address");
    assert_eq!(address, link, "the last address holds no code");
    let cookies = browser.driver.get_all_cookies().await.expect("cookies");
    assert!(
        cookies
            .iter()
            .all(|cookie| cookie.name.starts_with("__Host-")),
        "{cookies:?}"
    );
    browser.press("Check again").await;
    browser.see("Connected").await;
    browser.finish(&link).await;
    host_app
        .wait_for(&id, "health", |seen| seen["health"]["status"] == "healthy")
        .await;
}

#[tokio::test]
async fn journey_on_a_desk() {
    journey(DESK).await;
}

#[tokio::test]
async fn journey_without_script() {
    journey(DESK_WITHOUT_SCRIPT).await;
}

#[tokio::test]
async fn journey_on_a_phone_in_the_dark() {
    journey(PHONE).await;
}

/// Microsoft's own page, the organisation's own identity provider and back: `form-action 'self'` must not stop it.
#[tokio::test]
async fn t35_form_action_self_does_not_stop_an_own_identity_provider() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "own-identity-provider").await;
    let (_, link) = tenant.register(&stack.host_app()).await;
    let mut browser = Browser::start(Device {
        name: "own-identity-provider",
        ..DESK
    })
    .await;
    browser.driver.goto(link.as_str()).await.expect("the page");
    browser.press(START).await;
    browser.see("Pick an account").await;
    browser.press(&tenant.administrator).await;
    browser.see(&tenant.name).await;
    browser
        .press(&format!("Sign in as {}", tenant.administrator))
        .await;
    browser.see("Permissions requested").await;
    browser.press("Accept").await;
    browser.see("Is this the right organisation?").await;
    browser.finish(&link).await;
}

/// A failure, its repair and the way back, as the administrator sees them.
#[tokio::test]
async fn repair_in_the_browser() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "assignment-required").await;
    let (_, link) = tenant.register(&stack.host_app()).await;
    let mut browser = Browser::start(Device {
        name: "repair",
        ..DESK
    })
    .await;
    browser.driver.goto(link.as_str()).await.expect("the page");
    browser.press(START).await;
    browser.see("Pick an account").await;
    browser.press(&tenant.administrator).await;
    browser.see("Permissions requested").await;
    browser.press("Accept").await;
    browser.see("Is this the right organisation?").await;
    browser.press(CONTINUE).await;
    browser.see("Permissions requested").await;
    browser.press("Accept").await;
    browser.see("Something has to be mended").await;
    tenant
        .command(
            "POST",
            "/app",
            &json!({"app_role_assignment_required": false}),
        )
        .await;
    browser.press("Check again").await;
    browser.see("Connected").await;
    browser.finish(&link).await;
}

/// The pages that stand alone, for looking at.
#[tokio::test]
async fn pages_that_stand_alone() {
    let stack = Stack::load();
    let base = Url::parse(&stack.api_url).expect("an address");
    let mut browser = Browser::start(Device {
        name: "alone",
        ..PHONE
    })
    .await;
    for (path, heading) in [
        ("/connect/hello", "This link cannot be used"),
        ("/callback?state=x", "This step is over"),
        ("/nothing", "There is no such page"),
    ] {
        browser
            .driver
            .goto(base.join(path).expect("an address").as_str())
            .await
            .expect("the page");
        browser.see(heading).await;
    }
    browser.driver.clone().quit().await.expect("the end");
}
