//! Last page of the journey through each tenant of the emulator, in the gallery.

use crate::{
    journeys::every_tenant::table,
    support::{
        browser::{Browser, DESK},
        figures,
        gallery::{Gallery, in_language},
        stack::Stack,
        walked::walk,
    },
};
use futures_util::{StreamExt as _, lock::Mutex, stream};
use serde_json::{Value, json};
use url::Url;

/// Number of tests that share the tenants; each has a browser.
const PARTS: usize = 3;
/// Number of tenants that are walked without a browser while the browser shows another.
const AT_ONCE: usize = 3;

/// Script that returns the height of the page and the start of each filled button, in pixels.
const GLANCE: &str = "return [
    document.documentElement.scrollHeight,
    [...document.querySelectorAll('main :is(button, .button):not(.second, .text, [hidden])')]
        .filter((button) => button.checkVisibility())
        .map((button) => Math.round(button.getBoundingClientRect().top + scrollY)),
    document.querySelectorAll('section.state.good').length,
    document.querySelectorAll('[data-verdict=fail]').length,
    document.querySelectorAll('section.state').length,
];";
/// Width and height of a screen; the lowest start of the button; the greatest height of a page with one problem, and of one
/// without.
const GLANCES: [(u32, u32, i64, i64, i64); 3] = [
    (1280, 900, 700, 1500, 1200),
    (360, 800, 900, 2600, 2600),
    (NARROWEST, 640, 900, 2600, 2600),
];
/// Width of the narrowest screen.
const NARROWEST: u32 = 320;
/// Checks that the next step is one button on the first screen, and that the page is short (`pages.md` section 2). Returns the
/// deviations.
async fn glance(browser: &Browser, key: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    // What fits on the narrowest page in every language fits on the wider ones as it does in English.
    let widths = GLANCES.iter().copied();
    let widths = widths.filter(|(width, ..)| key.ends_with(" in en") || *width == NARROWEST);
    for (width, height, lowest, with_a_problem, in_order) in widths {
        browser.resize(width, height).await;
        let seen = browser.script(GLANCE).await.expect("a page");
        let number = |position: usize| seen[position].as_i64().expect("a number");
        let buttons = seen[1].as_array().expect("buttons");
        let figure = json!({"height": seen[0], "filled_buttons_at": buttons});
        figures::keep(&format!("tenant-{key}"), &format!("at-{width}"), &figure);
        let is_in_order = number(2) == 1;
        let is_one = buttons.len() == 1 || is_in_order && buttons.is_empty();
        let is_seen = |button: &Value| button.as_i64().is_some_and(|top| top <= lowest);
        let most = if is_in_order {
            in_order
        } else {
            with_a_problem
        };
        let is_result = number(4) == 1;
        let is_short = !is_result || number(3) > 1 || number(0) < most;
        if !(is_one && buttons.iter().all(is_seen) && is_short) {
            wrong.push(format!("{key} at {width}: {seen}"));
        }
    }
    wrong
}

async fn show(part: usize) {
    let stack = Stack::load();
    let base = Url::parse(&stack.api_url).expect("an address");
    let browser = &Browser::start(DESK).await;
    let wrong = &Mutex::new(Vec::new());
    let gallery = &Mutex::new(Gallery::brief(&base));
    let keys = table().into_keys().skip(part).step_by(PARTS);
    stream::iter(keys)
        .for_each_concurrent(AT_ONCE, async |key| {
            let walked = walk(stack, key).await;
            walked.at_rest().await;
            let mut gallery = gallery.lock().await;
            // The schedule may have seen more while another tenant was looked at.
            let page = walked.at_rest().await;
            browser.become_of(&walked.person, &walked.link).await;
            let open = async |language: &'static str| {
                browser.open(&in_language(&walked.link, language)).await;
                if language == "en" {
                    assert_eq!(browser.text("h1").await, page.heading(), "{key}");
                }
                let seen = glance(browser, &format!("{key} in {language}")).await;
                wrong.lock().await.extend(seen);
            };
            gallery
                .show_after(browser, &format!("tenant-{key}"), open)
                .await;
        })
        .await;
    gallery.lock().await.finish();
    let wrong = wrong.lock().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_first_third_of_the_tenants() {
    show(0).await;
}

#[tokio::test]
async fn a_second_third_of_the_tenants() {
    show(1).await;
}

#[tokio::test]
async fn a_last_third_of_the_tenants() {
    show(2).await;
}
