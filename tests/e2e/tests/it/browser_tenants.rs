//! Where the journey through each tenant of the emulator ends, in the gallery.

use crate::{
    browser::{Browser, DESK},
    every_tenant::table,
    gallery::{Gallery, in_language},
    stack::Stack,
    walked::walk,
};
use futures_util::{StreamExt as _, lock::Mutex, stream};
use url::Url;

/// So many tests share the tenants; each has a browser.
const PARTS: usize = 3;
/// So many tenants are walked, without a browser, while the browser looks at another.
const AT_ONCE: usize = 3;

async fn show(part: usize) {
    let stack = Stack::load();
    let base = Url::parse(&stack.api_url).expect("an address");
    let browser = &Browser::start(DESK).await;
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
            browser.open(&in_language(&walked.link, "en")).await;
            assert_eq!(browser.text("h1").await, page.heading(), "{key}");
            gallery
                .show(browser, &format!("tenant-{key}"), &walked.link)
                .await;
        })
        .await;
    gallery.lock().await.finish();
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
