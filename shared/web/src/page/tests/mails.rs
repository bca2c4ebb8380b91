//! Ready mails: no link is longer than mail programs on Windows accept, and each stands beside its whole text.

use super::{
    buttons::{Case, cases},
    *,
};
use crate::page::mail::LONGEST;

const _: () = assert!(LONGEST < 2_000, "what Windows takes");

/// The longest names: of a host, and of other things that people name, in the script that needs most room in a link.
fn longest() -> (String, String) {
    let label = "a".repeat(63);
    let host = format!("{label}.{label}.{label}.{}", "b".repeat(61));
    assert_eq!(host.len(), 253);
    (host, "漢".repeat(256))
}

/// The page at the longest host.
fn far_address() -> &'static Url {
    let address = format!("https://{}/connect/{TOKEN}", longest().0);
    Box::leak(Box::new(address.parse().unwrap()))
}

/// Common parts of a page whose contact is a mail address of the greatest length.
fn far(language: Language, style: &'static PageStyle) -> Frame<'static> {
    Frame {
        words: Words::of(language),
        style,
        ..frame()
    }
}

fn style_of(support: String) -> &'static PageStyle {
    let brand = Brand { support, ..brand() };
    Box::leak(Box::new(PageStyle::new(brand)))
}

/// The mails of a page, as links.
fn mails(body: &str) -> Vec<String> {
    let links = body.split("href=\"mailto:").skip(1);
    let links = links.map(|rest| rest.split('"').next().unwrap());
    links.map(|link| link.replace("&#38;", "&")).collect()
}

/// The texts of a page to copy.
fn texts(body: &str) -> Vec<String> {
    let texts = body.split("<textarea readonly").skip(1);
    let texts = texts.map(|rest| rest.split_once(">\n").unwrap().1);
    let text = |rest: &str| {
        let text = rest.split("</textarea>").next().unwrap();
        let signs = [
            ("&#60;", "<"),
            ("&#62;", ">"),
            ("&#34;", "\""),
            ("&#39;", "'"),
        ];
        let plain = |text: String, (escaped, sign): (&str, &str)| text.replace(escaped, sign);
        signs
            .into_iter()
            .fold(text.to_owned(), plain)
            .replace("&#38;", "&")
    };
    texts.map(text).collect()
}

/// The text of a mail's body.
fn body_of(mail: &str) -> String {
    let (_, body) = mail.split_once("body=").unwrap();
    let body = percent_encoding::percent_decode_str(body);
    body.decode_utf8().unwrap().replace("\r\n", "\n")
}

#[test]
fn no_mail_of_any_finding_is_longer_than_mail_programs_take() {
    let (host, name) = longest();
    let style = style_of(format!("{}@{}", "s".repeat(64), &host[64..]));
    let address = far_address();
    let site = format!("https://{host}/sites/{name}");
    let arguments = [
        "account",
        "domain",
        "places",
        "permissions",
        "services",
        "licences",
        "licence",
        "similar",
        "library",
    ];
    for Case { check, finding, .. } in cases() {
        let finding = arguments.iter().fold(finding, |finding, argument| {
            let value = if *argument == "domain" { &host } else { &name };
            finding.with(argument, value.as_str())
        });
        let finding = finding.with("site", &site).with("above", &site);
        for language in Language::ALL {
            let body = with_page(check, &finding, |page| {
                page.frame = far(language, style);
                page.address = address;
            });
            let here = format!("{language:?} {}", finding.code);
            assert!(!mails(&body).is_empty(), "{here}");
            for mail in mails(&body) {
                assert!("mailto:".len() + mail.len() <= LONGEST, "{here}: {mail}");
                let text = body_of(&mail);
                // A mail to a colleague leads to the page.
                let is_colleague = mail.starts_with('?');
                assert!(
                    !is_colleague || text.contains(address.as_str()),
                    "{here}: {text}"
                );
            }
        }
    }
}

#[test]
fn a_mail_that_sends_the_page_on_is_never_too_long_and_names_its_address() {
    let address = far_address();
    for customer in ["漢".repeat(256), CUSTOMER.to_owned()] {
        for language in Language::ALL {
            let frame = far(language, &STYLE);
            let forward = crate::page::forward::Forward::new(&frame, address, &customer);
            for mail in &forward.mails {
                assert!(mail.link.len() <= LONGEST, "{}", mail.link);
                assert!(body_of(&mail.link).contains(address.as_str()));
            }
        }
    }
}

#[test]
fn a_mail_is_the_text_beside_it_or_says_that_it_is_shortened() {
    let mut shortened = 0;
    for Case { check, finding, .. } in cases() {
        for language in Language::ALL {
            let words = Words::of(language);
            let body = with_page(check, &finding, |page| page.frame.words = words);
            let texts = texts(&body);
            let sent = mails(&body)
                .into_iter()
                .filter(|mail| mail.starts_with('?'));
            for mail in sent {
                let mail = body_of(&mail);
                let end = words.say("ready-shortened");
                // Each line of a shortened mail is one of the text, or the beginning of one.
                let is_part = |text: &String| match mail.strip_suffix(&end) {
                    Some(start) => {
                        start
                            .trim_end()
                            .lines()
                            .zip(text.lines())
                            .all(|(line, whole)| {
                                whole.starts_with(line.strip_suffix('…').unwrap_or(line))
                            })
                    }
                    None => *text == mail,
                };
                shortened += usize::from(mail.ends_with(&end));
                assert!(
                    texts.iter().any(is_part),
                    "{language:?} {}: {mail}\n{texts:?}",
                    finding.code
                );
            }
        }
    }
    assert!(shortened > 0, "long guidance is shortened");
}

#[test]
fn a_mail_names_the_command_that_its_steps_speak_of() {
    let finding = Finding::new("app-disabled").acts(Actor::Administrator);
    let body = with_page("app-enabled", &finding, |_| ());
    let mail = mails(&body).into_iter().find(|mail| mail.starts_with('?'));
    let mail = body_of(&mail.unwrap());
    for part in [
        "1. Open the Microsoft Entra admin center",
        "Or use PowerShell:\nUpdate-MgServicePrincipal -ServicePrincipalId",
        "every step and the commands to copy",
    ] {
        assert!(mail.contains(part), "{part}: {mail}");
    }
}

#[test]
fn a_contact_that_is_a_page_gets_its_message_copied_first() {
    let style = style_of("https://help.cooperlink.example/contact".to_owned());
    let finding = Finding::new("app-deactivated").acts(Actor::Operator);
    let told = with_page("app-enabled", &finding, |page| page.frame.style = style);
    let (tenant, pass) = (tenant(), all_pass());
    let unnamed = Registration {
        return_url: None,
        ..registration(connected(), None)
    };
    let mut page = result(&unnamed, &tenant, Some(&pass));
    page.frame.style = style;
    for body in [told, page.respond("r").into_body()] {
        let (_, card) = body.split_once("<section class=\"card state").unwrap();
        let (card, _) = card.split_once("</section>").unwrap();
        let (before, after) = card
            .split_once("<summary class=\"button\">Copy the message")
            .unwrap();
        assert!(!before.contains("class=\"button") && !after.contains("class=\"button\""));
        assert!(
            texts(card).iter().any(|text| text.contains("7K3M-9Q2P")),
            "{card}"
        );
        assert!(
            after.contains("<a href=\"https://help.cooperlink.example/contact\" target=\"_blank\"")
        );
        assert!(!card.contains("href=\"mailto:support"));
    }
}

#[test]
fn a_message_to_cooperlink_holds_what_support_asks_for() {
    let finding = Finding::new("app-deactivated").acts(Actor::Operator);
    let body = with_page("app-enabled", &finding, |_| ());
    let link = "support@cooperlink.example?";
    let sent: Vec<_> = mails(&body)
        .into_iter()
        .filter(|mail| mail.starts_with(link))
        .collect();
    let told = sent.iter().map(|mail| body_of(mail));
    let told: Vec<_> = told.filter(|text| !text.is_empty()).collect();
    assert_eq!(told.len(), 2, "the button's, and the details'");
    for text in told {
        for part in [
            "7K3M-9Q2P",
            "app-enabled · app-deactivated",
            "request-id request-7",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}

#[test]
fn every_page_with_a_support_code_names_it_in_a_mail() {
    let (registration, tenant) = (registration(connected(), None), tenant());
    let pages = [
        start(frame(), &registration),
        confirm(frame(), &registration, None),
        result(&registration, &tenant, None)
            .respond("r")
            .into_body(),
        failures::page(frame(), &Notice::Declined, Stand::Stranger),
    ];
    for body in pages {
        let (_, foot) = body.split_once("<footer>").unwrap();
        assert!(foot.contains("href=\"mailto:support@cooperlink.example?subject=Cooperlink%20Cloud%3A%20question%20about%207K3M-9Q2P"), "{foot}");
        assert!(foot.contains("data-copy=\"support-code\""));
    }
}
