//! Chromium, with script and without, on a phone and on a desk. What it saw lands in `target/dev/screenshots`.

use crate::{
    person::Person,
    stack::{fresh_id, poll},
};
use base64::Engine as _;
use serde_json::{Value, json};
use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
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

impl Device {
    /// The same under another name, with which its pictures begin.
    pub(crate) const fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }
}

/// A desk with a large screen.
pub(crate) const DESK: Device = Device {
    name: "desk",
    width: 1100,
    height: 1000,
    dark: false,
    script: true,
};
/// The same for somebody who allows no script.
pub(crate) const DESK_WITHOUT_SCRIPT: Device = Device {
    name: "desk-without-script",
    script: false,
    ..DESK
};
/// A small phone.
pub(crate) const PHONE: Device = Device {
    name: "phone-dark",
    width: 360,
    height: 740,
    dark: true,
    script: true,
};

/// Where pictures are kept.
pub(crate) fn pictures() -> PathBuf {
    crate::stack::checkout().join("target/dev/screenshots")
}

/// Chromium and its driver, ended with the test.
pub(crate) struct Browser {
    pub(crate) driver: WebDriver,
    process: Child,
    port: u16,
    profile: PathBuf,
    device: Device,
    shots: u32,
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Asked to end, the driver ends its browser too; the client's own goodbye would wait minutes for a test that failed.
        drop(self.driver.clone().leak());
        drop(self.shut_down());
        drop(self.process.kill());
        drop(self.process.wait());
        drop(std::fs::remove_dir_all(&self.profile));
    }
}

/// The driver, and the port it chose.
fn start_driver() -> Option<(Child, u16)> {
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
            port.trim_end_matches('.').parse().ok()
        });
    if port.is_none() {
        drop(process.kill());
        drop(process.wait());
    }
    Some((process, port?))
}

impl Browser {
    fn shut_down(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream
            .write_all(b"GET /shutdown HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n")?;
        stream.read_to_end(&mut Vec::new()).map(drop)
    }

    /// Starts them.
    pub(crate) async fn start(device: Device) -> Self {
        // A free port of the one address family may be taken in the other; then the driver ends.
        let mut drivers = std::iter::repeat_with(start_driver).take(5);
        let (process, port) = drivers
            .find_map(|started| started)
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
        let browser = Self {
            driver,
            process,
            port,
            profile,
            device,
            shots: 0,
        };
        browser.wear(device).await;
        browser
    }

    /// Gives the window the device's size and colours.
    async fn wear(&self, device: Device) {
        self.resize(device.width, device.height).await;
        self.colour(if device.dark { "dark" } else { "light" })
            .await;
    }

    /// A command of Chromium's own protocol.
    pub(crate) async fn tell(&self, command: &str, parameters: Value) -> Value {
        let told = self.driver.cdp().send_raw(command, parameters).await;
        told.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// Gives the window another size; a narrow one is a phone's.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500,
        });
        self.tell("Emulation.setDeviceMetricsOverride", metrics)
            .await;
    }

    /// Prefers `light` or `dark`, and no movement, so that the page wears it at once.
    pub(crate) async fn colour(&self, scheme: &str) {
        let media = json!({"features": [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]});
        self.tell("Emulation.setEmulatedMedia", media).await;
    }

    /// The same page on another device, with script as before.
    pub(crate) async fn turn_into(&mut self, device: Device) {
        self.device = Device {
            script: self.device.script,
            ..device
        };
        self.wear(self.device).await;
    }

    /// What a script of the driver gives on this page.
    pub(crate) async fn script(&self, script: &str) -> Result<Value, String> {
        let given = self.driver.execute(script, Vec::new()).await;
        let given = given.map_err(|error| error.to_string())?;
        Ok(given.json().clone())
    }

    /// Makes this the browser of somebody who walked without one: at our pages, with their cookies and no others.
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

    /// Opens an address.
    pub(crate) async fn open(&self, url: &Url) {
        self.driver.goto(url.as_str()).await.expect("the page");
    }

    /// Where it is.
    pub(crate) async fn url(&self) -> Url {
        self.driver.current_url().await.expect("an address")
    }

    /// Whether the page has such an element.
    pub(crate) async fn has(&self, selector: &str) -> bool {
        let found = self.driver.find_all(By::Css(selector)).await;
        !found.expect("elements").is_empty()
    }

    /// What the first such element says, once there is one.
    pub(crate) async fn text(&self, selector: &str) -> String {
        poll(selector, || self.read(selector)).await
    }

    /// The same, or why not: a page that looks again by itself may be gone while it is read.
    pub(crate) async fn read(&self, selector: &str) -> Result<String, String> {
        let element = self.driver.find(By::Css(selector)).await;
        let element = element.map_err(|error| error.to_string())?;
        element.text().await.map_err(|error| error.to_string())
    }

    /// The page, once its heading is as expected. Without script the driver cannot ask the page, so it is asked through
    /// the DOM alone.
    pub(crate) async fn see(&mut self, heading: &str) {
        poll(heading, || async {
            let text = self.read("h1").await?;
            if text == heading { Ok(()) } else { Err(text) }
        })
        .await;
        self.keep(heading).await;
    }

    /// Presses a button or a link by its label.
    pub(crate) async fn press(&self, label: &str) {
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
    pub(crate) async fn keep(&mut self, name: &str) {
        self.shots += 1;
        let folder = pictures();
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
        let (bytes, width) = self.picture().await;
        std::fs::write(folder.join(file), bytes).expect("the picture is kept");
        assert!(
            width <= f64::from(self.device.width),
            "{name} scrolls sideways: {width}"
        );
        if self.device.script {
            let fits = "return document.documentElement.scrollWidth <= innerWidth";
            let fits = self.driver.execute(fits, Vec::new()).await.expect("script");
            assert_eq!(fits.json(), true, "{name} scrolls sideways");
        }
    }

    /// The whole page as PNG, and how wide it is.
    pub(crate) async fn picture(&self) -> (Vec<u8>, f64) {
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

    /// What the console said of pages of ours since it was last asked, violations of their Content-Security-Policy with it. A
    /// page that is an error says so there too; that is no complaint.
    pub(crate) async fn complaints(&self, ours: &Url) -> Vec<String> {
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

    /// Ends the browser; on our pages the console must have stayed empty.
    pub(crate) async fn finish(self, ours: &Url) {
        let complaints = self.complaints(ours).await;
        assert!(complaints.is_empty(), "{complaints:?}");
        self.driver.clone().quit().await.expect("the end");
    }
}
