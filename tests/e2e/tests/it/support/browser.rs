//! A browser, with script and without, on a phone and on a desk. Its pictures are written to `target/dev/screenshots`.
//! Differences between Chromium and Firefox are in `chromium` and `firefox`.

mod chromium;
mod firefox;

use crate::support::{figures, stack::poll};
use serde_json::{Value, json};
use std::{
    cell::Cell,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use thirtyfour::{By, WebDriver};
use url::Url;

/// Kind of browser.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Engine {
    Chromium,
    Firefox,
}

/// Device on which a person views pages.
#[derive(Clone, Copy)]
pub(crate) struct Device {
    name: &'static str,
    engine: Engine,
    width: u32,
    height: u32,
    dark: bool,
    script: bool,
}

impl Device {
    /// The device under another name, with which the names of its pictures begin.
    pub(crate) const fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }
}

/// A desk with a large screen.
pub(crate) const DESK: Device = Device {
    name: "desk",
    engine: Engine::Chromium,
    width: 1100,
    height: 1000,
    dark: false,
    script: true,
};
/// A desk on which scripts are not allowed.
pub(crate) const DESK_WITHOUT_SCRIPT: Device = Device {
    name: "desk-without-script",
    script: false,
    ..DESK
};
/// A desk with Firefox.
pub(crate) const FIREFOX: Device = Device {
    name: "firefox",
    engine: Engine::Firefox,
    ..DESK
};
/// A desk with Firefox on which scripts are not allowed.
pub(crate) const FIREFOX_WITHOUT_SCRIPT: Device = Device {
    name: "firefox-without-script",
    script: false,
    ..FIREFOX
};
/// A small phone.
pub(crate) const PHONE: Device = Device {
    name: "phone-dark",
    engine: Engine::Chromium,
    width: 360,
    height: 740,
    dark: true,
    script: true,
};

/// Folder for pictures.
pub(crate) fn pictures() -> PathBuf {
    crate::support::stack::checkout().join("target/dev/screenshots")
}

/// A browser and its driver, ended with the test.
pub(crate) struct Browser {
    pub(crate) driver: WebDriver,
    process: Child,
    port: u16,
    profile: PathBuf,
    device: Device,
    shots: u32,
    pressed_at: Cell<Instant>,
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The client's own goodbye would wait minutes for a test that failed.
        drop(self.driver.clone().leak());
        drop(self.end_session());
        drop(self.process.kill());
        drop(self.process.wait());
        drop(std::fs::remove_dir_all(&self.profile));
    }
}

/// A driver that was started, and the port that it chose, which its output gives after these words.
fn started(mut driver: Command, before_port: &str) -> Option<(Child, u16)> {
    let mut process = driver
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the driver starts; `cargo dev test` installs it");
    let mut output = BufReader::new(process.stdout.take().expect("its output"));
    let port = output
        .by_ref()
        .lines()
        .map_while(Result::ok)
        .find_map(|line| {
            let (_, port) = line.split_once(before_port)?;
            port.trim_end_matches('.').parse().ok()
        });
    if port.is_none() {
        drop(process.kill());
        drop(process.wait());
    }
    // Firefox's driver ends when nobody reads what it says.
    std::thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
    Some((process, port?))
}

impl Browser {
    /// Asks the driver to end the browser.
    fn end_session(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        let session = self.driver.session_id();
        write!(
            stream,
            "DELETE /session/{session} HTTP/1.1\r\nhost: 127.0.0.1:{}\r\nconnection: close\r\n\r\n",
            self.port
        )?;
        stream.read_to_end(&mut Vec::new()).map(drop)
    }

    /// Starts a browser and its driver.
    pub(crate) async fn start(device: Device) -> Self {
        let name = format!("cooperlink-journey-{}", crate::support::stack::fresh_id());
        let profile = std::env::temp_dir().join(name);
        std::fs::create_dir(&profile).expect("a folder");
        let (driver, before_port): (fn() -> Command, _) = match device.engine {
            Engine::Chromium => (chromium::driver, chromium::BEFORE_PORT),
            Engine::Firefox => (firefox::driver, firefox::BEFORE_PORT),
        };
        let capabilities = match device.engine {
            Engine::Chromium => chromium::capabilities(device, &profile),
            Engine::Firefox => firefox::capabilities(device, &profile),
        };
        // A free port of the one address family may be taken in the other; then the driver ends.
        let mut drivers = std::iter::repeat_with(|| started(driver(), before_port)).take(5);
        let (process, port) = drivers
            .find_map(|started| started)
            .expect("the driver names its port");
        let driver = WebDriver::new(&format!("http://127.0.0.1:{port}"), capabilities)
            .await
            .expect("the browser starts");
        let browser = Self {
            driver,
            process,
            port,
            profile,
            device,
            shots: 0,
            pressed_at: Cell::new(Instant::now()),
        };
        browser.wear(device).await;
        browser
    }

    /// Gives the window the device's size and colours.
    async fn wear(&self, device: Device) {
        match device.engine {
            Engine::Chromium => {
                self.resize(device.width, device.height).await;
                self.colour(if device.dark { "dark" } else { "light" })
                    .await;
            }
            // It was started in its colours.
            Engine::Firefox => self.fit(device).await,
        }
    }

    /// Shows the page on another device, with or without script as before.
    pub(crate) async fn turn_into(&mut self, device: Device) {
        self.device = Device {
            script: self.device.script,
            ..device
        };
        self.wear(self.device).await;
    }

    /// Result of a script of the driver on this page.
    pub(crate) async fn script(&self, script: &str) -> Result<Value, String> {
        let given = self.driver.execute(script, Vec::new()).await;
        let given = given.map_err(|error| error.to_string())?;
        Ok(given.json().clone())
    }

    /// Opens an address.
    pub(crate) async fn open(&self, url: &Url) {
        self.driver.goto(url.as_str()).await.expect("the page");
    }

    /// Address of the page.
    pub(crate) async fn url(&self) -> Url {
        self.driver.current_url().await.expect("an address")
    }

    /// Whether the page has such an element.
    pub(crate) async fn has(&self, selector: &str) -> bool {
        let found = self.driver.find_all(By::Css(selector)).await;
        !found.expect("elements").is_empty()
    }

    /// Text of the first such element, once there is one.
    pub(crate) async fn text(&self, selector: &str) -> String {
        poll(selector, || self.read(selector)).await
    }

    /// Text of the first such element now, or the reason why it cannot be read: a page that reloads by itself may disappear
    /// meanwhile.
    pub(crate) async fn read(&self, selector: &str) -> Result<String, String> {
        let element = self.driver.find(By::Css(selector)).await;
        let element = element.map_err(|error| error.to_string())?;
        element.text().await.map_err(|error| error.to_string())
    }

    /// Waits for the page with this heading. Without script the driver cannot query the page, so it is read through the DOM
    /// alone.
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
                self.pressed_at.set(Instant::now());
                button.click().await.expect("a click");
                return;
            }
        }
        panic!(
            "no button {label:?} on {}",
            self.driver.current_url().await.expect("an address")
        );
    }

    /// Stores the seconds since a button was last pressed among the figures of a page, to a tenth, for this device.
    pub(crate) fn keep_seconds(&self, page: &str, since: &str) {
        let seconds = self.pressed_at.get().elapsed().as_secs_f64();
        let name = format!("seconds-since-{since}-{}", self.device.name);
        figures::keep(page, &name, &json!((seconds * 10.0).round() / 10.0));
    }

    /// Stores a picture of the whole page.
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

    /// The whole page as PNG, and its width.
    pub(crate) async fn picture(&self) -> (Vec<u8>, f64) {
        match self.device.engine {
            Engine::Chromium => self.picture_of_chromium().await,
            Engine::Firefox => self.picture_of_firefox().await,
        }
    }

    /// Messages of the console about our pages since it was last read, including violations of their Content-Security-Policy.
    /// The console also reports pages with an error status, which does not count.
    pub(crate) async fn complaints(&self, ours: &Url) -> Vec<String> {
        match self.device.engine {
            Engine::Chromium => self.console_of_chromium(ours).await,
            Engine::Firefox => self.console_of_firefox(ours).await,
        }
    }

    /// Ends the browser; on our pages the console must have stayed empty.
    pub(crate) async fn finish(self, ours: &Url) {
        let complaints = self.complaints(ours).await;
        assert!(complaints.is_empty(), "{complaints:?}");
        self.driver.clone().quit().await.expect("the end");
    }
}

/// Checks that either browser reports a page whose request violates its Content-Security-Policy.
#[tokio::test]
async fn a_violation_of_the_policy_is_a_complaint_in_either_browser() {
    let stack = crate::support::stack::Stack::load();
    let page = Url::parse(&stack.api_url).expect("an address");
    let page = page.join("/nothing").expect("an address");
    for device in [DESK, FIREFOX] {
        let browser = Browser::start(device).await;
        browser.open(&page).await;
        let nothing = browser.complaints(&page).await;
        assert!(nothing.is_empty(), "{nothing:?}");
        let forbidden =
            "document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9/'}))";
        browser.script(forbidden).await.expect("script");
        let seen = &browser;
        let found = poll("a complaint", || async {
            let found = seen.complaints(&page).await;
            if found.is_empty() {
                Err("none".to_owned())
            } else {
                Ok(found.join("\n"))
            }
        });
        assert!(found.await.contains("Security"), "{}", device.name);
    }
}
