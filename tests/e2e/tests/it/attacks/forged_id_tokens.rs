//! Id tokens that Microsoft would never issue, through the whole path: the emulator signs or spoils them, the callback
//! receives one for its code, and no person is signed in.

use crate::{
    attacks::callback::held_sign_in,
    journeys::administrator::{CONTINUE, begin},
    support::{person::Person, stack::Stack, tenant::Tenant},
};
use serde_json::{Value, json};

const STRANGER: &str = "7e000000-0000-4000-8000-00000000dead";

#[tokio::test]
async fn t08_t11_t12_t13_t14_t16_t72_a_forged_id_token_signs_nobody_in() {
    let stack = Stack::load();
    let tenant = Tenant::like(stack, "all-well").await;
    let host_app = stack.host_app();
    let (id, link) = tenant.register(&host_app).await;
    let path = format!("/v1/registrations/{id}");
    let forgeries: [Value; 11] = [
        json!("unsigned"),
        json!("changed"),
        json!("unknown_key"),
        json!("consumer_key"),
        json!("expired"),
        json!("not_yet_valid"),
        json!({"tenant": STRANGER}),
        json!({"issuer": STRANGER}),
        json!({"audience": "c0ffee00-0000-4000-8000-00000000dead"}),
        json!({"nonce": "another"}),
        json!({"nonce": ""}),
    ];
    // The person's own consent, which Microsoft asks for once.
    held_sign_in(&mut Person::new(stack), &link, &tenant).await;
    for forgery in &forgeries {
        let mut person = Person::new(stack);
        let start = person.open(&link).await;
        let accounts = begin(&mut person, &start).await;
        let callback = person
            .press_until_callback(&accounts, &tenant.administrator)
            .await;
        tenant.forge(forgery).await;
        let page = person.open(&callback).await;
        assert_eq!(
            (page.status.as_u16(), &page.url),
            (200, &link),
            "{forgery}: {}",
            page.text()
        );
        assert!(
            page.find_form(CONTINUE).is_none(),
            "{forgery}: {}",
            page.text()
        );
        let seen = host_app.get(&path).await.expect(200);
        assert_eq!(seen["lifecycle"]["stage"], "invited", "{forgery}");
    }
    // The same link and the same account, with a token as it is.
    let mut person = Person::new(stack);
    let start = person.open(&link).await;
    let accounts = begin(&mut person, &start).await;
    person.press(&accounts, &tenant.administrator).await;
    let page = person.open(&link).await;
    assert!(page.find_form(CONTINUE).is_some(), "{}", page.text());
}
