//! The system user's mailbox.

use super::*;

const MAILBOX: &str = "mailbox";

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(MAILBOX, "reachable", Kind::Pass, |_, _| {}),
        case(
            MAILBOX,
            "none",
            Kind::Fail("mailbox-missing"),
            |facts, _| {
                facts.mailbox = seen(Mailbox::NotEnabled);
            },
        ),
        case(
            MAILBOX,
            "restricted",
            Kind::Fail("mailbox-restricted"),
            |facts, _| {
                facts.mailbox = seen(Mailbox::Restricted);
            },
        ),
        case(
            MAILBOX,
            "refused, without a licence for it",
            Kind::Fail("mailbox-missing"),
            |facts, _| {
                facts.mailbox = seen(Mailbox::Restricted);
                facts.licences = seen(Vec::new());
            },
        ),
        case(
            MAILBOX,
            "refused in other words, its plan switched off",
            Kind::Fail("mailbox-missing"),
            |facts, _| {
                facts.mailbox = Observed::unseen(Unobserved::Refused);
                facts.licences = seen(licences::business_basic("Disabled", "Success"));
            },
        ),
        case(
            MAILBOX,
            "refused in other words, with a licence",
            Kind::Unknown("refused"),
            |facts, _| {
                facts.mailbox = Observed::unseen(Unobserved::Refused);
            },
        ),
        case(
            MAILBOX,
            "refused, licences unread",
            Kind::Fail("mailbox-restricted"),
            |facts, _| {
                facts.mailbox = seen(Mailbox::Restricted);
                facts.licences = down();
            },
        ),
        case(
            MAILBOX,
            "no answer",
            Kind::Unknown("microsoft-unavailable"),
            |facts, _| {
                facts.mailbox = down();
            },
        ),
        case(
            MAILBOX,
            "none named",
            Kind::NotApplicable("no-system-user"),
            |_, setting| {
                setting.system_user = None;
            },
        ),
    ]
}
