//! Journey by keyboard alone: Tab, Enter and Space. On our pages the focus is always visible, follows the order of the page,
//! and is never trapped.

use crate::{
    browser::administrator::stopped,
    support::{
        browser::{Browser, DESK},
        stack::{Stack, poll},
        tenant::Tenant,
    },
};
use serde_json::{Value, json};
use thirtyfour::Key;
use url::Url;

/// Largest number of places on a page where the focus stops.
const MOST_STOPS: usize = 150;
/// Selector of the button of a page's main form.
const MAIN_BUTTON: &str = "main form button";
const CHECK_AGAIN: &str = "form[action*='/check'] button";
/// Selector of a closed repair.
const CLOSED_REPAIR: &str = "details:not([open]) > summary";

/// A person who uses only the keyboard.
pub(crate) struct Typist {
    pub(crate) browser: Browser,
    /// An address of ours.
    pub(crate) ours: Url,
}

impl Typist {
    pub(crate) async fn press(&self, key: char) {
        let keys = self.browser.driver.action_chain();
        let press = keys.send_keys(key.to_string()).perform().await;
        press.expect("a key");
    }

    /// Waits for a page that has such an element.
    pub(crate) async fn arrive(&self, selector: &str) {
        poll(selector, async || {
            if self.browser.has(selector).await {
                Ok(())
            } else {
                self.browser.read("body").await.and_then(Err)
            }
        })
        .await;
        if self.is_ours().await {
            let focus = self.focus("*").await;
            assert_ne!(
                focus["is_hidden"], true,
                "the focus is on nothing that shows: {focus}"
            );
        }
    }

    async fn is_ours(&self) -> bool {
        self.browser.url().await.origin() == self.ours.origin()
    }

    /// Place of the focus; null if no particular element has it, as after opening a page.
    async fn focus(&self, wanted: &str) -> Value {
        let script = format!(
            "const at = document.activeElement;
            if (!at || at === document.body) return null;
            const style = getComputedStyle(at), box = at.getBoundingClientRect();
            const isDrawn = style.outlineStyle !== 'none' && style.outlineWidth !== '0px';
            return {{
                what: at.outerHTML.slice(0, 200),
                text: at.innerText.trim(),
                is_wanted: at.matches({}),
                is_outlined: isDrawn && parseFloat(style.outlineWidth) >= 2 && style.outlineColor !== 'rgba(0, 0, 0, 0)',
                is_hidden: box.width === 0 || box.height === 0 || style.visibility !== 'visible',
                is_on_screen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
                place: [...document.querySelectorAll('*')].indexOf(at),
            }}",
            json!(wanted)
        );
        self.browser.script(&script).await.expect("script")
    }

    /// Presses Tab until the focus is on the first element that matches.
    pub(crate) async fn go_to(&self, wanted: &str) {
        self.find(wanted, |focus| focus["is_wanted"] == true).await;
    }

    /// Presses Tab until the focus is on the element with this text.
    pub(crate) async fn go_to_label(&self, label: &str) {
        self.find(label, |focus| focus["text"] == label).await;
    }

    async fn find(&self, wanted: &str, is_there: impl Fn(&Value) -> bool) {
        let is_ours = self.is_ours().await;
        let selector = if is_ours { wanted } else { "*" };
        let mut last = -1;
        for _ in 0..MOST_STOPS {
            self.press(Key::Tab.value()).await;
            let focus = self.focus(selector).await;
            if focus.is_null() {
                // Past the end of the page, in the browser's own controls.
                last = -1;
                continue;
            }
            if is_ours {
                for holds in ["is_outlined", "is_on_screen"] {
                    assert_eq!(focus[holds], true, "{holds}: {focus}");
                }
                assert_eq!(focus["is_hidden"], false, "{focus}");
                let place = focus["place"].as_i64().expect("a place");
                assert!(place > last, "against the order of the page: {focus}");
                last = place;
            }
            if is_there(&focus) {
                return;
            }
        }
        panic!("no way to {wanted} by keyboard");
    }
}

#[tokio::test]
async fn the_whole_journey_by_keyboard_alone() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "assignment-required").await;
    let (_, link) = tenant.register(&stack.host_app()).await;
    let browser = Browser::start(DESK.named("keyboard")).await;
    browser.open(&link).await;
    let typist = Typist {
        browser,
        ours: link.clone(),
    };
    let enter = Key::Enter.value();

    typist.go_to(MAIN_BUTTON).await;
    typist.press(enter).await;
    typist.arrive("button, a").await;
    // Back, because Microsoft showed an error: the account is chosen at the sign-in page now, so that we know it when it is refused
    // later.
    typist.browser.open(&stopped(&link)).await;
    typist.go_to(MAIN_BUTTON).await;
    typist.press(enter).await;
    typist.arrive("button, a").await;
    typist.go_to_label(&tenant.administrator).await;
    typist.press(enter).await;
    typist.arrive("form").await;
    typist.go_to_label("Accept").await;
    typist.press(' ').await;
    // Microsoft's page for the organisation.
    typist.arrive("h2").await;
    typist.go_to_label("Accept").await;
    typist.press(enter).await;

    // What has to be mended: its repair opens, and closes again.
    typist.arrive(".fail").await;
    typist.go_to(CLOSED_REPAIR).await;
    for is_open in [true, false] {
        typist.press(if is_open { enter } else { ' ' }).await;
        let state = "return document.activeElement.parentElement.open";
        assert_eq!(typist.browser.script(state).await, Ok(json!(is_open)));
    }
    let mend = json!({"app_role_assignment_required": false});
    tenant.command("POST", "/app", &mend).await;
    typist.go_to(CHECK_AGAIN).await;
    typist.press(enter).await;
    poll("nothing to be mended", async || {
        let browser = &typist.browser;
        let at_rest = browser.url().await.origin() == link.origin();
        if at_rest && browser.has(CHECK_AGAIN).await && !browser.has(".fail").await {
            Ok(())
        } else {
            browser.read("body").await.and_then(Err)
        }
    })
    .await;
    typist.arrive(CHECK_AGAIN).await;
    typist.go_to(CHECK_AGAIN).await;
    typist.browser.finish(&link).await;
}
