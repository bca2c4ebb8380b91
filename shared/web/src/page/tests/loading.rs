//! Resources that a page makes the browser load.

use super::*;
use flate2::{Compression, write::GzEncoder};
use std::io::Write as _;

/// Weight on the wire, in bytes.
fn weight(text: &str) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap().len()
}

#[test]
fn pages_weigh_little() {
    let assets: usize = {
        let assets = frame().style.assets();
        let paths = [
            assets.style_path(),
            assets.script_path(),
            assets.icon_path(),
        ];
        let weigh = |path: &String| {
            let name = path.rsplit('/').next().unwrap();
            weight(assets.find(name, "r").unwrap().body())
        };
        paths.iter().map(weigh).sum()
    };
    let (registration, tenant, mixed) =
        (registration(connected(), None), tenant(), of_every_kind());
    for language in Language::ALL {
        let frame = Frame {
            words: Words::of(language),
            ..frame()
        };
        let mut page = result(&registration, &tenant, Some(&mixed));
        page.frame = frame;
        for body in [page.respond("r").into_body(), start(frame, &registration)] {
            let weight = weight(&body) + assets;
            assert!(weight < HEAVIEST, "{language:?}: {weight} bytes");
        }
    }
}

#[test]
fn t40_a_page_loads_nothing_from_elsewhere_but_the_logo() {
    let registration = registration(connected(), None);
    let (tenant, report) = (tenant(), all_pass());
    let policy = |style: &PageStyle| {
        let mut page = result(&registration, &tenant, Some(&report));
        page.frame.style = style;
        let answer = page.respond("r");
        let policy = answer.headers()["content-security-policy"].to_str();
        (policy.unwrap().to_owned(), answer.into_body())
    };
    let (plain, body) = policy(&PageStyle::new(brand()));
    assert!(plain.contains("img-src 'self';") && !body.contains("<img"));
    assert!(body.contains("<p class=\"name\">Cooperlink</p>"));

    let (with_logo, body) = policy(&PageStyle::new(Brand {
        logo: Some(
            "https://cdn.example:8443/a/logo.svg?v=1&w=2"
                .parse()
                .unwrap(),
        ),
        privacy: Some("https://www.example/privacy".parse().unwrap()),
        ..brand()
    }));
    assert!(with_logo.contains("img-src 'self' https://cdn.example:8443;"));
    assert_eq!(
        with_logo.replace(" https://cdn.example:8443", ""),
        plain,
        "nothing else"
    );
    assert!(
        body.contains("src=\"https://cdn.example:8443/a/logo.svg?v=1&#38;w=2\" alt=\"Cooperlink\"")
    );
    assert!(body.contains("href=\"https://www.example/privacy\"") && body.contains(">Privacy<"));
}
