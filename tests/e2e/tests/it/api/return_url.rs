//! Address to which a finished administrator is sent back: within the deployment's list, or none.

use crate::{
    api::routes::fields,
    journeys::administrator::connect,
    support::{person::Person, stack::Stack, tenant::Tenant},
};
use serde_json::json;

/// The list of the emulated deployment.
const ALLOWED: &str = "https://app.cooperlink.example/";

/// Addresses that lead elsewhere, or that two readers understand differently. `OURS` stands for the allowed host.
#[rustfmt::skip]
const HOSTILE: [&str; 100] = [
    // Other schemes.
    "http://OURS/", "HTTP://OURS/", "ftp://OURS/", "ws://OURS/", "wss://OURS/",
    "file:///etc/passwd", "file://OURS/", "data:text/html,x", "data:text/html;base64,PHNjcmlwdD4=",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "javascript://OURS/%0aalert(1)",
    "vbscript:msgbox(1)", "blob:https://OURS/x", "about:blank", "mailto:a@evil.example",
    "intent://OURS/#Intent;end", "view-source:https://OURS/", "https:evil.example",
    "https:/evil.example", "httpss://OURS/", "x-https://OURS/",
    // No scheme.
    "", " ", "/", "//evil.example", "///evil.example", "//OURS", "/\\evil.example",
    "\\\\evil.example", "\\/evil.example", "/%2f/evil.example", "%2f%2fevil.example", "OURS",
    "evil.example", "?x", "#x", "..",
    // A user's name before the host, or the host as a user's name.
    "https://OURS@evil.example/", "https://OURS:443@evil.example/", "https://user@OURS/",
    "https://user:password@OURS/", "https://:password@OURS/", "https://OURS%40evil.example/",
    "https://OURS%2f@evil.example/", "https://OURS%5c@evil.example/", "https://evil.example#@OURS/",
    "https://evil.example?@OURS/", "https://evil.example\\@OURS/", "https://OURS&@evil.example/",
    "https://OURS;@evil.example/", "https://OURS,@evil.example/",
    // Other hosts.
    "https://evil.example/", "https://evil.example/https://OURS/", "https://OURS.evil.example/",
    "https://OURSevil.example/", "https://evilOURS/", "https://evil.OURS/", "https://OURS./",
    "https://OURS../", "https://.OURS/", "https://x.OURS/", "https://OURS%00/",
    "https://OURS%00.evil.example/", "https://OURS%2eevil.example/",
    "https://OURS%252f.evil.example/", "https://OURS .evil.example/", "https://OURS.com/",
    "https://app-cooperlink.example/", "https://appcooperlink.example/",
    "https://app.cooperlink.exampl/", "https://cooperlink.example/",
    // Look-alikes: dots, slashes and letters of other scripts, their punycode, a changed direction.
    "https://OURS\u{ff0e}evil.example/", "https://evil.example\u{ff0f}OURS/",
    "https://\u{430}pp.cooperlink.example/", "https://app.c\u{3bf}\u{3bf}perlink.example/",
    "https://xn--pp-7kc.cooperlink.example/", "https://evil.example\u{3002}OURS/",
    "https://evil.example\u{2044}OURS/", "https://\u{202e}elpmaxe.knilrepooc.ppa/",
    // Numbers.
    "https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/", "https://[::1]/",
    "https://[::ffff:127.0.0.1]/", "https://169.254.169.254/latest/", "https://localhost/",
    "https://0/",
    // Ports.
    "https://OURS:80/", "https://OURS:8443/", "https://OURS:0/", "https://OURS:99999/",
    "https://OURS:443.evil.example/",
    // Read as ours by a strict reader, as another by a lax one.
    "https:\\\\OURS\\@evil.example", "https://OURS\\.evil.example/", "https://OURS/\\evil.example",
    "https://OURS//evil.example/", "https://OURS?@evil.example/", "https://OURS#@evil.example/",
    "https:///OURS/",
];

#[tokio::test]
async fn t19_no_hostile_address_is_ever_returned_to() {
    let stack = Stack::load();
    let host_app = stack.host_app();
    let tenant = Tenant::like(stack, "all-well").await;
    let mut refused = 0;
    for vector in HOSTILE {
        let address = vector.replace("OURS", "app.cooperlink.example");
        let mut sent = tenant.registration();
        sent["return_url"] = json!(address);
        let answer = host_app.post("/v1/registrations", &sent).await;
        if answer.status == 422 {
            assert_eq!(fields(&answer), ["return_url"], "{address:?}");
            refused += 1;
        } else {
            // What a strict reader takes for an address of ours is kept as that and nothing else.
            let kept = answer.expect(201)["return_url"].clone();
            assert!(
                kept.as_str().is_some_and(|kept| kept.starts_with(ALLOWED)),
                "{address:?} became {kept}"
            );
        }
    }
    assert!(refused >= 90, "{refused} were refused");
}

#[tokio::test]
async fn an_address_of_ours_is_offered_at_the_end() {
    let stack = Stack::load();
    let host_app = stack.host_app();
    let tenant = Tenant::like(stack, "all-well").await;
    let address = format!("{ALLOWED}customers/4711?tab=microsoft");
    let mut sent = tenant.registration();
    sent["return_url"] = json!(address);
    let (_, link) = host_app.register(&sent).await;
    let page = connect(&mut Person::new(stack), &link, &tenant.administrator).await;
    assert!(
        page.html.contains(&format!(r#"href="{address}""#)),
        "{}",
        page.html
    );
}
