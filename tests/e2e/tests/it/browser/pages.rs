//! Every page of the journey and every page that stands alone, in the gallery. Pages of failing tenants are in
//! `browser_tenants`.

use crate::{
    journeys::administrator::{CONTINUE, START, begin, connect, connect_after_sign_in, sign_in},
    support::{
        browser::{Browser, DESK},
        full::sign_in_as,
        gallery::{Gallery, in_language},
        person::Person,
        stack::{HostApp, Stack, poll},
        tenant::Tenant,
        walked::{at_rest, connect_system_user},
    },
};
use reqwest::Method;
use serde_json::json;
use thirtyfour::By;
use url::Url;

/// Selector of the button of a page's main form.
const MAIN_BUTTON: &str = "main form button";

/// A browser for the pages of a test, with tenants like the one in which all is well.
struct Studio {
    stack: &'static Stack,
    host_app: HostApp,
    browser: Browser,
    gallery: Gallery,
    base: Url,
}

impl Studio {
    async fn open() -> Self {
        let stack = Stack::load();
        let base = Url::parse(&stack.api_url).expect("an address");
        Self {
            stack,
            host_app: stack.host_app(),
            browser: Browser::start(DESK).await,
            gallery: Gallery::new(&base),
            base,
        }
    }

    /// Takes pictures of an address in this person's session.
    async fn show_to(&mut self, person: &Person, name: &str, url: &Url) {
        self.browser.become_of(person, url).await;
        self.gallery.show(&self.browser, name, url).await;
    }

    /// Takes pictures of an address without a session.
    async fn show(&mut self, name: &str, url: &Url) {
        self.show_to(&Person::new(self.stack), name, url).await;
    }

    /// Takes pictures of the page after its main button was pressed, without a session.
    async fn show_pressed(&mut self, name: &str, url: &Url) {
        let stranger = Person::new(self.stack);
        self.browser.become_of(&stranger, url).await;
        let browser = &self.browser;
        let press = async |language| {
            browser.open(&in_language(url, language)).await;
            press_main(browser).await;
        };
        self.gallery.show_after(browser, name, press).await;
    }

    async fn close(self) {
        self.browser.finish(&self.base).await;
        self.gallery.finish();
    }
}

async fn press_main(browser: &Browser) {
    let button = browser.driver.find(By::Css(MAIN_BUTTON)).await;
    let button = button.expect("a button");
    button.click().await.expect("a click");
}

/// A page below a link.
fn below(link: &Url, page: &str) -> Url {
    let mut address = link.clone();
    let mut segments = address.path_segments_mut().expect("a path");
    segments.push(page);
    drop(segments);
    address
}

#[tokio::test]
async fn pages_of_the_administrator() {
    let mut studio = Studio::open().await;
    let tenant = Tenant::like(studio.stack, "all-well").await;
    let (_, link) = studio
        .host_app
        .register(&tenant.registration_in_full())
        .await;
    studio.show("page-start", &link).await;
    studio
        .show("page-permissions", &below(&link, "permissions"))
        .await;
    let mut person = Person::new(studio.stack);
    let start = person.open(&link).await;
    begin(&mut person, &start).await;
    studio
        .show_to(&person, "page-back-without-an-answer", &link)
        .await;
    let mut person = Person::new(studio.stack);
    sign_in(&mut person, &link, &tenant.administrator).await;
    studio.show_to(&person, "page-confirm", &link).await;
    let mut person = Person::new(studio.stack);
    connect(&mut person, &link, &tenant.administrator).await;
    at_rest(&person, &link).await;
    studio
        .show_to(&person, "page-connected-so-far", &link)
        .await;
    studio.show("page-start-of-a-connected-one", &link).await;
    studio
        .show_to(&person, "page-report", &below(&link, "report"))
        .await;

    // Nobody said whose tenant it has to be: the host app has to agree.
    let (_, link) = studio.host_app.register(&tenant.unpinned()).await;
    let other = Tenant::like(studio.stack, "all-well").await;
    let mut person = Person::new(studio.stack);
    connect(&mut person, &link, &other.administrator).await;
    studio
        .show_to(&person, "page-waiting-for-the-host-app", &link)
        .await;
    studio.close().await;
}

/// Takes pictures of pages that reload by themselves: before the first report, and while the approval spreads in Microsoft's
/// cloud.
#[tokio::test]
async fn pages_that_wait() {
    let mut studio = Studio::open().await;
    let tenant = Tenant::like(studio.stack, "all-well").await;
    let (_, link) = tenant.register(&studio.host_app).await;
    let mut person = Person::new(studio.stack);
    let confirm = sign_in(&mut person, &link, &tenant.administrator).await;
    let late = json!({"host": "graph", "kind": "late", "milliseconds": 60_000});
    tenant.fault(&late).await;
    let consent = person.press(&confirm, CONTINUE).await;
    person.press(&consent, "Accept").await;
    studio.show_to(&person, "page-checking", &link).await;
    tenant.no_faults().await;

    let tenant = Tenant::like(studio.stack, "all-well").await;
    let (id, link) = tenant.register(&studio.host_app).await;
    let late = json!({"milliseconds": 600_000});
    tenant.command("POST", "/delay", &late).await;
    let mut person = Person::new(studio.stack);
    connect(&mut person, &link, &tenant.administrator).await;
    let path = format!("/v1/registrations/{id}/verifications/latest");
    poll("a report that waits", || async {
        let answer = studio.host_app.get(&path).await;
        if answer.text.contains(r#""waiting""#) {
            Ok(())
        } else {
            Err(answer.text)
        }
    })
    .await;
    studio.show_to(&person, "page-spreading", &link).await;
    studio.close().await;
}

#[tokio::test]
async fn pages_of_the_system_user() {
    let mut studio = Studio::open().await;
    let tenant = Tenant::like(studio.stack, "all-well").await;
    let (id, link) = studio
        .host_app
        .register(&tenant.registration_in_full())
        .await;
    let (_, own_link) = studio.host_app.invite(&id, "system_user").await;
    studio.show("system-user-before-approval", &own_link).await;
    let mut administrator = Person::new(studio.stack);
    connect(&mut administrator, &link, &tenant.administrator).await;
    at_rest(&administrator, &link).await;
    studio.show("system-user-start", &own_link).await;
    let mut holder = Person::new(studio.stack);
    let page = holder.open(&own_link).await;
    sign_in_as(&mut holder, &page, START, &tenant.account("pat")).await;
    studio
        .show_to(&holder, "system-user-another-account", &own_link)
        .await;
    let page = administrator.open(&link).await;
    connect_system_user(&mut administrator, &page, &tenant).await;
    at_rest(&administrator, &link).await;
    studio
        .show_to(&administrator, "page-connected", &link)
        .await;
    let (_, own_link) = studio.host_app.invite(&id, "system_user").await;
    let page = holder.open(&own_link).await;
    sign_in_as(&mut holder, &page, START, &tenant.system_user).await;
    studio.show_to(&holder, "system-user-done", &own_link).await;

    let tenant = Tenant::like(studio.stack, "assignment-required").await;
    let (id, link) = studio
        .host_app
        .register(&tenant.registration_in_full())
        .await;
    connect_after_sign_in(&mut administrator, &link, &tenant.administrator).await;
    at_rest(&administrator, &link).await;
    let (_, own_link) = studio.host_app.invite(&id, "system_user").await;
    studio.show("system-user-not-assigned", &own_link).await;
    studio.close().await;
}

/// Takes pictures of the pages for a colleague of the administrator, for the holder of the system user's account, and of a
/// link that has ended.
#[tokio::test]
async fn pages_of_people_beside_the_administrator() {
    let mut studio = Studio::open().await;
    let tenant = Tenant::like(studio.stack, "all-well").await;
    let (id, link) = studio
        .host_app
        .register(&tenant.registration_in_full())
        .await;
    let mut administrator = Person::new(studio.stack);
    connect(&mut administrator, &link, &tenant.administrator).await;
    at_rest(&administrator, &link).await;
    let mut colleague = Person::new(studio.stack);
    sign_in(&mut colleague, &link, &tenant.account("pat")).await;
    studio.show_to(&colleague, "colleague", &link).await;
    let (invitation, own_link) = studio.host_app.invite(&id, "system_user").await;
    let invitation = invitation["id"].as_str().expect("an id");
    let path = format!("/v1/registrations/{id}/invitations/{invitation}");
    studio.host_app.delete(&path).await.expect(204);
    studio.show("link-withdrawn", &own_link).await;
    let mut holder = Person::new(studio.stack);
    let ended = holder.open(&own_link).await;
    holder.press(&ended, "Ask for a new link").await;
    studio.show("link-requested", &own_link).await;
    studio.close().await;
}

#[tokio::test]
async fn messages_at_an_address() {
    let mut studio = Studio::open().await;
    let unknown = "/connect/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    let form = format!("{unknown}/start");
    for (name, path) in [
        ("message-link-not-usable", unknown),
        ("message-answer-not-usable", "/callback?state=x"),
        ("message-not-found", "/nothing"),
        ("message-method-not-allowed", &form),
    ] {
        let url = studio.base.join(path).expect("an address");
        studio.show(name, &url).await;
    }
    // The answer of Microsoft in a browser that did not begin.
    let stack = studio.stack;
    let (browser, host_app) = (&studio.browser, &studio.host_app);
    let elsewhere = async |_| {
        let tenant = Tenant::like(stack, "all-well").await;
        let (_, link) = tenant.register(host_app).await;
        let mut person = Person::new(stack);
        let start = person.open(&link).await;
        let accounts = person.press(&start, START).await;
        let consent = person.press(&accounts, &tenant.administrator).await;
        browser
            .open(&person.press_until_callback(&consent, "Accept").await)
            .await;
    };
    studio
        .gallery
        .show_after(browser, "message-other-browser", elsewhere)
        .await;
    studio.close().await;
}

#[tokio::test]
async fn messages_in_answer_to_a_form() {
    let mut studio = Studio::open().await;
    let tenant = Tenant::like(studio.stack, "all-well").await;
    let mut body = tenant.registration();
    body["expected_domain"] = json!("nobody-has-it.example");
    let (_, link) = studio.host_app.register(&body).await;
    studio.show_pressed("message-unknown-domain", &link).await;

    let (_, link) = tenant.register(&studio.host_app).await;
    let down = json!({"host": "login", "kind": "status", "status": 503});
    tenant.fault(&down).await;
    studio
        .show_pressed("message-microsoft-unavailable", &link)
        .await;
    tenant.no_faults().await;

    let mut person = Person::new(studio.stack);
    sign_in(&mut person, &link, &tenant.administrator).await;
    studio.browser.become_of(&person, &link).await;
    let browser = &studio.browser;
    let old = async |language| {
        browser.open(&in_language(&link, language)).await;
        let change =
            "document.querySelector('main form input[type=hidden]').value = 'x'.repeat(43)";
        browser.script(change).await.expect("a form token");
        press_main(browser).await;
    };
    let show = studio
        .gallery
        .show_after(browser, "message-form-not-usable", old);
    show.await;

    let start = Url::parse(&format!("{link}/start")).expect("an address");
    let origin = link.origin().ascii_serialization();
    poll("the limit", || async {
        let mut person = Person::new(studio.stack);
        let begin = person.once(Method::POST, start.clone(), Some(&[]), Some(&origin));
        let status = begin.await.status;
        if status == 429 {
            Ok(())
        } else {
            Err(status.to_string())
        }
    })
    .await;
    studio.show_pressed("message-too-many", &link).await;
    studio.close().await;
}
