//! The page has everything that the description has, and nothing of third parties.

use crate::tests::{ask, function};
use hostile_events::Event;
use serde_json::Value;
use web::problem::{ErrorCode, ProblemType};

async fn page(path: &str) -> (String, String) {
    let answer = ask(&function().await, &Event::new("GET", path, "").text()).await;
    assert_eq!(answer.status(), 200, "{path}");
    let kind = answer.headers()["content-type"]
        .to_str()
        .unwrap()
        .to_owned();
    (kind, answer.into_body())
}

#[tokio::test]
async fn the_page_shows_every_route_object_member_problem_and_code() {
    let (kind, page) = page("/docs").await;
    assert_eq!(kind, "text/html; charset=utf-8");
    let document: Value = serde_json::from_str(crate::openapi::DOCUMENT).unwrap();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            let shown = format!("<code>{} {path}</code>", method.to_uppercase());
            assert!(page.contains(&shown), "{shown}");
        }
    }
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        assert!(page.contains(&format!("id=\"{name}\"")), "{name}");
        for member in schema["properties"].as_object().into_iter().flatten() {
            assert!(
                page.contains(&format!("<code>{}</code>", member.0)),
                "{name}.{}",
                member.0
            );
        }
    }
    let sections: Vec<_> = page.split("<section class=\"card\" id=\"").collect();
    for item in document["paths"].as_object().unwrap().values() {
        for operation in item.as_object().unwrap().values() {
            let id = operation["operationId"].as_str().unwrap();
            let section = sections.iter().find(|section| section.starts_with(id));
            assert!(
                section.unwrap().contains("/problems/internal-error"),
                "{id}"
            );
        }
    }
    assert!(!page.contains("<dd></dd>") && !page.contains('`'), "{page}");
    for kind in ProblemType::ALL {
        assert!(page.contains(&format!("href=\"/problems/{}\"", kind.slug())));
    }
    for code in ErrorCode::ALL {
        assert!(page.contains(&format!("<code>{}</code>", code.name())));
    }
}

#[tokio::test]
async fn every_link_of_the_page_leads_somewhere_of_our_own() {
    let (_, page) = page("/docs").await;
    for link in page.split("href=\"").skip(1) {
        let link = link.split('"').next().unwrap();
        match link.strip_prefix('#') {
            Some(anchor) => assert!(page.contains(&format!("id=\"{anchor}\"")), "{link}"),
            None => assert!(link.starts_with('/') && !link.starts_with("//"), "{link}"),
        }
    }
    assert!(!page.contains("<script") && !page.contains("src="));
}

#[tokio::test]
async fn a_problem_is_a_page_for_browsers_and_json_for_programs() {
    for problem in ProblemType::ALL {
        let path = format!("/problems/{}", problem.slug());
        let (kind, text) = page(&path).await;
        assert_eq!(kind, "text/html; charset=utf-8");
        assert!(
            text.contains(problem.title()) && text.contains("request_id"),
            "{text}"
        );
        let program = Event::new("GET", &path, "").header("accept", "*/*");
        let answer = ask(&function().await, &program.text()).await;
        assert_eq!(
            answer.headers()["content-type"],
            "application/json; charset=utf-8"
        );
        assert_eq!(answer.headers()["vary"], "Accept");
        let described: Value = serde_json::from_str(answer.body()).unwrap();
        assert_eq!(described["slug"], problem.slug());
        assert_eq!(described["example"]["status"], problem.status());
    }
}
