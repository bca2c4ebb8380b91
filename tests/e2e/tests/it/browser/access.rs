//! The access page in a real browser: with script, without it, and by keyboard alone; and all its states in the gallery.

use crate::{
    browser::keyboard::Typist,
    support::{
        access_page::Access,
        browser::{Browser, DESK, DESK_WITHOUT_SCRIPT, Device},
        gallery::{Gallery, in_language},
        stack::poll,
    },
};
use serde_json::{Value, json};
use thirtyfour::{By, Key, WebElement};
use url::Url;

const FIND: &str = "#find";
const RESULTS: &str = "#found input[name=add]";
const ASSIGN: &str = "button[formaction*='/access/assign']";
const OUTCOME: &str = "#outcome";
const REMOVE: &str = "#assigned button[name=remove]";

/// An administrator with the rights of the access page, in this browser.
async fn in_browser(device: Device, key: &str) -> (Access, Browser) {
    let (access, _) = Access::opened(key, true).await;
    let browser = Browser::start(device).await;
    browser.become_of(&access.person, &access.link).await;
    browser.open(&access.address()).await;
    (access, browser)
}

async fn element(browser: &Browser, selector: &str) -> WebElement {
    let found = poll(selector, async || {
        let found = browser.driver.find(By::Css(selector)).await;
        found.map_err(|error| error.to_string())
    });
    found.await
}

async fn click(browser: &Browser, selector: &str) {
    let element = element(browser, selector).await;
    element.scroll_into_view().await.expect("a place");
    element.click().await.expect("a click");
}

async fn type_into(browser: &Browser, selector: &str, text: &str) {
    let field = element(browser, selector).await;
    field.clear().await.expect("an empty field");
    field.send_keys(text).await.expect("keys");
}

/// Waits until the page has this text.
async fn says(browser: &Browser, selector: &str, words: &str) {
    poll(words, async || {
        let text = browser.read(selector).await?;
        if text.contains(words) {
            Ok(())
        } else {
            Err(text)
        }
    })
    .await;
}

#[tokio::test]
async fn with_script_typing_searches_and_ticks_stay() {
    let (access, browser) = in_browser(DESK.named("access-script"), "many-people").await;
    type_into(&browser, FIND, "pat reed").await;
    says(&browser, "#found", "Pat Reed").await;
    let place = "return document.activeElement.id";
    assert_eq!(
        browser.script(place).await,
        Ok(json!("find")),
        "the caret stays"
    );
    assert_eq!(browser.url().await, access.address(), "nothing was left");
    click(&browser, RESULTS).await;
    type_into(&browser, FIND, "cooperlink users").await;
    says(&browser, "#found", "Cooperlink users").await;
    let ticked = "return [...document.querySelectorAll('#found input[name=add]:checked')].length";
    assert_eq!(
        browser.script(ticked).await,
        Ok(json!(1)),
        "what was ticked stays so"
    );
    click(&browser, "#found input[name=add]:not(:checked)").await;
    let heard = "return document.getElementById('live').textContent";
    let heard = browser.script(heard).await.expect("script");
    assert!(
        heard.as_str().is_some_and(|text| !text.is_empty()),
        "announced"
    );
    click(&browser, ASSIGN).await;
    says(&browser, OUTCOME, "Pat Reed is assigned.").await;
    assert_eq!(access.assigned().await, ["Cooperlink users", "Pat Reed"]);
    browser.finish(&access.link).await;
}

#[tokio::test]
async fn without_script_the_whole_step_works() {
    let device = DESK_WITHOUT_SCRIPT.named("access-no-script");
    let (access, mut browser) = in_browser(device, "all-well").await;
    type_into(&browser, FIND, "pat").await;
    browser.press("Find").await;
    click(&browser, RESULTS).await;
    browser.press("Assign selected").await;
    says(&browser, OUTCOME, "Pat Reed is assigned.").await;
    browser.keep("assigned").await;
    assert_eq!(access.assigned().await, ["Pat Reed"]);
    // The switch, both ways; the system user and oneself are asked for twice.
    browser.press("Require assignment").await;
    says(&browser, "h1", "Require assignment?").await;
    click(&browser, "#without summary").await;
    for name in ["confirm_system_user", "confirm_oneself"] {
        click(&browser, &format!("input[name={name}]")).await;
    }
    browser.keep("mandatory").await;
    browser.press("Require assignment").await;
    says(&browser, OUTCOME, "Assignment is required.").await;
    assert!(access.is_required().await);
    browser.press("Let everyone in").await;
    says(&browser, "h1", "Let everyone in?").await;
    browser.press("Let everyone in").await;
    says(&browser, OUTCOME, "Everyone can use").await;
    assert!(!access.is_required().await);
    click(&browser, REMOVE).await;
    says(&browser, "main", "Nobody loses access").await;
    browser.press("Remove").await;
    says(&browser, OUTCOME, "The assignment of Pat Reed was removed.").await;
    assert!(access.assigned().await.is_empty());
    browser.press("Finish").await;
    poll("the result", async || {
        let url = browser.url().await;
        if url == access.link {
            Ok(())
        } else {
            Err(url.to_string())
        }
    })
    .await;
    browser.finish(&access.link).await;
}

#[tokio::test]
async fn by_keyboard_alone() {
    let (access, browser) = in_browser(DESK.named("access-keyboard"), "all-well").await;
    let typist = Typist {
        browser,
        ours: access.link.clone(),
    };
    let enter = Key::Enter.value();
    typist.go_to(FIND).await;
    for letter in "pat".chars() {
        typist.press(letter).await;
    }
    // Enter in the field searches; it assigns nobody.
    typist.press(enter).await;
    typist.arrive(RESULTS).await;
    assert!(access.assigned().await.is_empty());
    typist.go_to(RESULTS).await;
    typist.press(' ').await;
    typist.go_to(ASSIGN).await;
    typist.press(enter).await;
    typist.arrive(OUTCOME).await;
    assert_eq!(access.assigned().await, ["Pat Reed"]);
    typist.go_to(REMOVE).await;
    typist.press(enter).await;
    typist.arrive("input[name=state]").await;
    typist.go_to_label("Remove").await;
    typist.press(enter).await;
    typist.arrive(OUTCOME).await;
    assert!(access.assigned().await.is_empty());
    typist.browser.finish(&access.link).await;
}

/// Script that returns the start of each filled button, from the top of the page, and the focusable places that are hidden
/// behind the bar. The bar stays at the lower edge of the window: its button is in the first screen if it is in the window at
/// the top of the page.
const FIRST_SCREEN: &str = "return [...document.querySelectorAll('main :is(button, .button):not(.second, .text, [hidden])')]
    .filter((button) => button.checkVisibility())
    .map((button) => {
        const { top, bottom } = button.getBoundingClientRect();
        const stays = button.closest('.bar') && scrollY === 0 && bottom <= innerHeight;
        return { top: Math.round(top + scrollY), stays: Boolean(stays) };
    });";
const BEHIND: &str = "const bar = document.querySelector('.bar > div');
    return [...document.querySelectorAll('main form :is(input, summary):not([type=hidden])')]
    .filter((place) => place.checkVisibility() && !place.disabled).filter((place) => {
        place.focus();
        const own = place.getBoundingClientRect(), over = bar?.getBoundingClientRect();
        return over && own.bottom > over.top && own.top < over.bottom;
    }).length;";

/// Checks for one filled button in the first screen, on a desk and on a phone.
async fn glance(browser: &Browser, name: &str) {
    for (width, height, lowest) in [(1280, 900, 700), (360, 800, 900)] {
        browser.resize(width, height).await;
        let tops = browser.script(FIRST_SCREEN).await.expect("a page");
        let tops: Vec<Value> = serde_json::from_value(tops).expect("buttons");
        let is_high = |button: &Value| {
            let top = button["top"].as_i64().expect("a number");
            top <= lowest || button["stays"] == true
        };
        let is_seen = tops.len() == 1 && tops.iter().all(is_high);
        assert!(is_seen, "{name} at {width}: {tops:?}");
    }
}

#[tokio::test]
async fn each_page_of_access_shows_its_one_button_in_the_first_screen() {
    let mut access = Access::connected("nested-groups").await;
    let browser = Browser::start(DESK.named("access-glance")).await;
    browser.become_of(&access.person, &access.link).await;
    browser.open(&access.address()).await;
    glance(&browser, "closed").await;
    let page = access.sign_in(true).await;
    browser.become_of(&access.person, &access.link).await;
    browser.open(&access.address()).await;
    says(&browser, "#now", "Assign the system user").await;
    glance(&browser, "system user not assigned").await;
    let system_user = access.tenant.system_user.clone();
    access.assign(&page, &[&system_user]).await;
    browser.open(&access.address()).await;
    says(&browser, OUTCOME, "is assigned.").await;
    glance(&browser, "everything right").await;
    type_into(&browser, FIND, "pat").await;
    says(&browser, "#found", "Pat Reed").await;
    browser.script("scrollTo(0, 0)").await.expect("the top");
    glance(&browser, "after a search").await;
    browser.resize(360, 800).await;
    assert_eq!(browser.script(BEHIND).await, Ok(json!(0)), "behind the bar");
    click(&browser, RESULTS).await;
    let number = "return document.querySelector('#bar [data-count]').textContent";
    assert_eq!(browser.script(number).await, Ok(json!("1")));
    browser.resize(1280, 900).await;
    click(&browser, "#switch button").await;
    element(&browser, "input[name=state]").await;
    glance(&browser, "review").await;
    browser.finish(&access.link).await;
}

/// Presses buttons on the page, in this language.
async fn pressed(browser: &Browser, address: &Url, language: &str, selectors: &[&str]) {
    browser.open(&in_language(address, language)).await;
    for selector in selectors {
        click(browser, selector).await;
    }
}

#[tokio::test]
async fn pages_of_who_may_use_it() {
    let mut access = Access::connected("nested-groups").await;
    let (ours, address) = (access.link.clone(), access.address());
    let browser = Browser::start(DESK).await;
    let mut gallery = Gallery::new(&ours);
    access.host_app.verify(&access.id).await;
    browser.become_of(&access.person, &ours).await;
    gallery.show(&browser, "access-closed", &address).await;
    let page = access.sign_in(true).await;
    browser.become_of(&access.person, &ours).await;
    gallery.show(&browser, "access-open", &address).await;
    let search = async |language| {
        browser.open(&in_language(&address, language)).await;
        type_into(&browser, FIND, "a").await;
        click(&browser, ".find button").await;
        element(&browser, RESULTS).await;
    };
    gallery.show_after(&browser, "access-search", search).await;
    let remove = async |language| {
        pressed(&browser, &address, language, &[REMOVE]).await;
        element(&browser, "input[name=state]").await;
    };
    gallery
        .show_after(&browser, "access-review-removal", remove)
        .await;
    let switch = async |language| {
        pressed(&browser, &address, language, &["#switch button"]).await;
        element(&browser, "input[name=state]").await;
    };
    gallery
        .show_after(&browser, "access-review-everybody", switch)
        .await;
    let unconfirmed = {
        let id = access.object_id("Everybody").await;
        let review = access.post(&page, "review", &[("remove", &id)]).await;
        access.agree(&review, &[("remove", &id)]).await
    };
    assert_eq!(unconfirmed.status, 200);
    gallery.show(&browser, "access-taken-away", &address).await;
    let fault = json!({"host": "graph", "kind": "status", "status": 503, "method": "POST", "batch_parts": true, "count": 1});
    access.tenant.fault(&fault).await;
    let pat = access.tenant.account("pat");
    access.assign(&unconfirmed, &[&pat]).await;
    gallery.show(&browser, "access-unknown", &address).await;
    let administrator = format!("/users/{}", access.tenant.administrator);
    let roles = json!({"roles": []});
    access.tenant.command("POST", &administrator, &roles).await;
    poll("what became of it", async || {
        let page = access.person.clone().open(&address).await;
        if page.html.contains("data-look-again") {
            Err(page.text())
        } else {
            Ok(())
        }
    })
    .await;
    access.assign(&unconfirmed, &["Cooperlink users"]).await;
    gallery
        .show(&browser, "access-role-missing", &address)
        .await;
    let unreadable = json!({"host": "graph", "kind": "status", "status": 503});
    access.tenant.fault(&unreadable).await;
    gallery.show(&browser, "access-unreadable", &address).await;
    access.tenant.no_faults().await;
    access.post(&unconfirmed, "finish", &[]).await;
    gallery.show(&browser, "access-finished", &address).await;
    let kept: Value = access.state().await;
    assert_eq!(
        kept["service_principal"]["app_role_assignment_required"],
        true
    );
    browser.finish(&ours).await;
    gallery.finish();
}
