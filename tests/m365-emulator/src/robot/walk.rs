//! The walk: from each page to the next button.

use std::time::Duration;

use serde::Serialize;
use url::Url;

use super::browser::{Arrival, Browser};
use super::page::{Form, Page};
use super::{Answers, Choice, Ending};
use crate::world::Shared;

/// Largest number of pages: those of the longest journey, twice over.
const MOST_PAGES: usize = 60;
/// Longest time that the robot spends on pages that reload by themselves.
const PATIENCE: Duration = Duration::from_mins(1);
/// Steps of our pages that it presses once each, the most advanced first.
const STEPS: [&str; 2] = ["consent", "start"];
const SYSTEM_USER: &str = "system-user";

/// A walk under way.
pub(super) struct Walk<'a> {
    shared: &'a Shared,
    browser: Browser<'a>,
    /// Account for sign-ins at Microsoft.
    account: String,
    answers: Answers,
    /// Whether a request was declined: the page that reports it is then the end.
    has_declined: bool,
    /// Steps of our pages that were pressed.
    pressed: Vec<&'static str>,
    waited: Duration,
    steps: Vec<Step>,
}

/// A finished walk with its last page, and all pages.
#[derive(Serialize)]
pub(super) struct Walked {
    ended: Ending,
    #[serde(flatten)]
    last: Step,
    steps: Vec<Step>,
}

/// One page of a walk, and the robot's action there.
#[derive(Serialize, Clone, Default)]
struct Step {
    stage: Stage,
    title: String,
    heading: String,
    status: u16,
    /// Origin and path: codes and other parameters are left out.
    url: String,
    pressed: Option<String>,
}

/// Kind of a page.
#[derive(Serialize, Clone, Copy, Default, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Stage {
    AccountPage,
    SecondFactorPage,
    PersonConsentPage,
    OrganizationConsentPage,
    IdentityProviderPage,
    /// Page of Microsoft's on the way back by a form.
    WayBack,
    /// Page of Microsoft's that leads nowhere.
    MicrosoftErrorPage,
    /// Page of ours that shows what works.
    ResultPage,
    /// Any other page of ours.
    #[default]
    ServicePage,
}

/// Next move on a page.
enum Move {
    Press { form: usize, button: usize },
    Follow(Url),
    Wait(Duration),
    End(Ending),
}

impl<'a> Walk<'a> {
    pub(super) fn new(shared: &'a Shared, account: String, answers: Answers) -> Self {
        Self {
            shared,
            browser: Browser::new(&shared.http),
            account,
            answers,
            has_declined: false,
            pressed: Vec::new(),
            waited: Duration::ZERO,
            steps: Vec::new(),
        }
    }

    /// Walks from a link to the end.
    ///
    /// # Errors
    ///
    /// When a host does not answer.
    pub(super) async fn from(mut self, link: Url) -> Result<Walked, reqwest::Error> {
        let mut arrival = self.browser.open(link).await?;
        for _ in 0..MOST_PAGES {
            let page = match arrival {
                Arrival::Page(page) => page,
                Arrival::Elsewhere(url) => return Ok(self.left(&url)),
            };
            let next = self.decide(&page);
            self.note(&page, &next);
            arrival = match next {
                Move::End(ending) => return Ok(self.end(ending)),
                Move::Follow(url) => self.browser.open(url).await?,
                Move::Wait(time) => {
                    wait(time).await;
                    self.browser.open(page.url).await?
                }
                Move::Press { form, button } => match page.forms.get(form) {
                    Some(form) => self.browser.send(&page, form, button).await?,
                    None => return Ok(self.end(Ending::Finished)),
                },
            };
        }
        Ok(self.end(Ending::TooLong))
    }

    fn decide(&mut self, page: &Page) -> Move {
        let stage = self.stage(page);
        self.has_declined |= self.choice(stage) == Some(Choice::Decline);
        match stage {
            Stage::AccountPage => self.choose_account(page),
            Stage::SecondFactorPage => answer(page, self.answers.second_factor, "approve"),
            Stage::PersonConsentPage => answer(page, self.answers.person, "accept"),
            Stage::OrganizationConsentPage => answer(page, self.answers.organization, "accept"),
            Stage::IdentityProviderPage | Stage::WayBack => Move::Press { form: 0, button: 0 },
            Stage::MicrosoftErrorPage => self.give_up(page),
            Stage::ResultPage | Stage::ServicePage => self.go_on(page),
        }
    }

    /// The answer that was prepared for a page.
    fn choice(&self, stage: Stage) -> Option<Choice> {
        match stage {
            Stage::AccountPage => Some(self.answers.sign_in),
            Stage::SecondFactorPage => Some(self.answers.second_factor),
            Stage::PersonConsentPage => Some(self.answers.person),
            // Microsoft shows its error page to an account that may not consent.
            Stage::OrganizationConsentPage | Stage::MicrosoftErrorPage => {
                Some(self.answers.organization)
            }
            Stage::IdentityProviderPage
            | Stage::WayBack
            | Stage::ResultPage
            | Stage::ServicePage => None,
        }
    }

    fn stage(&self, page: &Page) -> Stage {
        let at = |origin: &str| {
            Url::parse(origin).is_ok_and(|origin| origin.origin() == page.url.origin())
        };
        if at(&self.shared.addresses.identity_provider) && page.form_below("/adfs/ls/").is_some() {
            return Stage::IdentityProviderPage;
        }
        if !at(&self.shared.addresses.login) && !at(&self.shared.addresses.identity_provider) {
            return if page.is_result {
                Stage::ResultPage
            } else {
                Stage::ServicePage
            };
        }
        if page.form_below("/signin/").is_some() {
            return Stage::AccountPage;
        }
        if page.form_below("/second-factor/").is_some() {
            return Stage::SecondFactorPage;
        }
        if page.form_below("/consent/").is_some() {
            let for_all = |heading: &String| heading == "Review for your organization";
            return if page.headings.iter().any(for_all) {
                Stage::OrganizationConsentPage
            } else {
                Stage::PersonConsentPage
            };
        }
        if page.forms.len() == 1 {
            Stage::WayBack
        } else {
            Stage::MicrosoftErrorPage
        }
    }

    fn choose_account(&self, page: &Page) -> Move {
        let wanted = match self.answers.sign_in {
            Choice::Keep => return Move::End(Ending::Kept),
            Choice::Decline => "Cancel",
            Choice::Accept => &self.account,
        };
        if let Some(found) = find_button(page, |label, _| label.eq_ignore_ascii_case(wanted)) {
            return found;
        }
        others(page).map_or(Move::End(Ending::AccountNotOffered), Move::Follow)
    }

    /// Move on a page of Microsoft's without a way forward: a robot that declines returns without consent.
    fn give_up(&self, page: &Page) -> Move {
        let back = page
            .links
            .iter()
            .find(|link| link.path().starts_with("/return/"))
            .filter(|_| self.answers.organization == Choice::Decline);
        back.map_or(Move::End(Ending::StoppedByMicrosoft), |link| {
            Move::Follow(link.clone())
        })
    }

    /// Move on a page of ours: the most advanced step, then the system user's sign-in, then waiting.
    fn go_on(&mut self, page: &Page) -> Move {
        if self.has_declined {
            return Move::End(Ending::Finished);
        }
        for step in STEPS {
            if !self.pressed.contains(&step)
                && let Some(form) = page.form_of_step(step)
            {
                self.pressed.push(step);
                return press(page, form);
            }
        }
        // A link of the system user's offers nothing else.
        let wanted = self.answers.system_user.is_some() || self.pressed.is_empty();
        if wanted
            && !self.pressed.contains(&SYSTEM_USER)
            && let Some(form) = page.form_of_step(SYSTEM_USER)
        {
            self.pressed.push(SYSTEM_USER);
            if let Some(account) = &self.answers.system_user {
                self.account.clone_from(account);
            }
            return press(page, form);
        }
        match page.looks_again_after.map(Duration::from_secs) {
            Some(time) if self.waited + time <= PATIENCE => {
                self.waited += time;
                Move::Wait(time)
            }
            _ => Move::End(Ending::Finished),
        }
    }

    fn note(&mut self, page: &Page, next: &Move) {
        let pressed = match next {
            Move::Press { form, button } => page
                .forms
                .get(*form)
                .and_then(|form| form.buttons.get(*button))
                .map(|button| button.label.clone()),
            Move::Follow(_) | Move::Wait(_) | Move::End(_) => None,
        };
        let step = Step {
            stage: self.stage(page),
            title: page.title.clone(),
            heading: page.heading.clone(),
            status: page.status,
            url: without_query(&page.url),
            pressed,
        };
        self.steps.push(step);
    }

    fn end(self, ended: Ending) -> Walked {
        Walked {
            ended,
            last: self.steps.last().cloned().unwrap_or_default(),
            steps: self.steps,
        }
    }

    fn left(self, url: &Url) -> Walked {
        let mut walked = self.end(Ending::LeadsElsewhere);
        walked.last.url = without_query(url);
        walked
    }
}

/// The answer on a page of Microsoft's that asks for a decision.
fn answer(page: &Page, choice: Choice, yes: &str) -> Move {
    let value = match choice {
        Choice::Keep => return Move::End(Ending::Kept),
        Choice::Decline => "cancel",
        Choice::Accept => yes,
    };
    find_button(page, |_, given| given == value).unwrap_or(Move::End(Ending::StoppedByMicrosoft))
}

/// The first button by label and value.
fn find_button(page: &Page, wanted: impl Fn(&str, &str) -> bool) -> Option<Move> {
    let mut forms = page.forms.iter().enumerate();
    forms.find_map(|(form, of)| {
        let mut buttons = of.buttons.iter();
        let button = buttons.position(|button| wanted(&button.label, &button.value))?;
        Some(Move::Press { form, button })
    })
}

fn press(page: &Page, wanted: &Form) -> Move {
    let form = page
        .forms
        .iter()
        .position(|form| std::ptr::eq(form, wanted));
    form.map_or(Move::End(Ending::Finished), |form| Move::Press {
        form,
        button: 0,
    })
}

/// The link "Use another account", unless the page shows all accounts already.
fn others(page: &Page) -> Option<Url> {
    let shows_all = |url: &Url| url.query() == Some("everyone=1");
    let link = page.links.iter().find(|link| shows_all(link));
    link.filter(|_| !shows_all(&page.url)).cloned()
}

fn without_query(url: &Url) -> String {
    format!("{}{}", url.origin().ascii_serialization(), url.path())
}

#[expect(
    clippy::disallowed_methods,
    reason = "a browser without script waits as long as the page says"
)]
async fn wait(time: Duration) {
    tokio::time::sleep(time).await;
}
