//! A page as a browser without script sees it.

use scraper::{ElementRef, Html, Selector};
use url::Url;

/// A page that was opened.
pub(super) struct Page {
    pub(super) url: Url,
    pub(super) status: u16,
    pub(super) title: String,
    pub(super) heading: String,
    /// Headings of the second level.
    pub(super) headings: Vec<String>,
    pub(super) forms: Vec<Form>,
    pub(super) links: Vec<Url>,
    /// Whether it is the page that shows what works.
    pub(super) is_result: bool,
    /// Seconds after which the page reloads by itself.
    pub(super) looks_again_after: Option<u64>,
}

/// A form.
pub(super) struct Form {
    pub(super) action: Url,
    pub(super) is_post: bool,
    /// Whether a person has to type something first.
    pub(super) wants_text: bool,
    fields: Vec<(String, String)>,
    pub(super) buttons: Vec<Button>,
}

/// A button that sends its form.
pub(super) struct Button {
    pub(super) label: String,
    pub(super) name: Option<String>,
    pub(super) value: String,
}

impl Page {
    pub(super) fn read(url: Url, status: u16, html: &str) -> Self {
        let document = Html::parse_document(html);
        let texts = |selector| {
            let found = select(&document, selector);
            found.into_iter().map(text_of).collect::<Vec<_>>()
        };
        let first = |selector| texts(selector).into_iter().next().unwrap_or_default();
        let links = select(&document, "a[href]");
        let links = links
            .iter()
            .filter_map(|link| url.join(link.attr("href")?).ok())
            .collect();
        let forms = select(&document, "form");
        let forms = forms
            .into_iter()
            .filter_map(|form| Form::read(&url, form))
            .collect();
        Self {
            status,
            title: first("title"),
            heading: first("h1"),
            headings: texts("h2"),
            forms,
            links,
            is_result: !select(&document, "section.state").is_empty(),
            looks_again_after: looks_again_after(&document),
            url,
        }
    }

    /// The form whose action's path begins with this.
    pub(super) fn form_below(&self, path: &str) -> Option<&Form> {
        self.forms
            .iter()
            .find(|form| form.action.path().starts_with(path))
    }

    /// The form of one of our pages whose action ends in this step, without a field to fill in.
    pub(super) fn form_of_step(&self, step: &str) -> Option<&Form> {
        self.forms.iter().find(|form| {
            let path = form.action.path();
            path.starts_with("/connect/")
                && path.rsplit('/').next() == Some(step)
                && !form.wants_text
        })
    }
}

impl Form {
    fn read(page: &Url, form: ElementRef<'_>) -> Option<Self> {
        let inputs = within(form, "input");
        let hidden = inputs
            .iter()
            .filter(|input| input.attr("type") == Some("hidden"));
        let fields = hidden.filter_map(|input| {
            let value = input.attr("value").unwrap_or_default();
            Some((input.attr("name")?.to_owned(), value.to_owned()))
        });
        let buttons = within(form, "button").into_iter().map(|button| Button {
            label: text_of(button),
            name: button.attr("name").map(str::to_owned),
            value: button.attr("value").unwrap_or_default().to_owned(),
        });
        Some(Self {
            action: page.join(form.attr("action").unwrap_or_default()).ok()?,
            is_post: form
                .attr("method")
                .is_some_and(|method| method.eq_ignore_ascii_case("post")),
            wants_text: inputs.iter().any(|input| input.attr("required").is_some()),
            fields: fields.collect(),
            buttons: buttons.collect(),
        })
    }

    /// Fields that are sent when this button is pressed.
    pub(super) fn fields_with(&self, button: usize) -> Vec<(String, String)> {
        let pressed = self.buttons.get(button);
        let pressed = pressed.and_then(|button| Some((button.name.clone()?, button.value.clone())));
        self.fields.iter().cloned().chain(pressed).collect()
    }
}

/// Seconds of a page's `<meta http-equiv="refresh">`, including the one for browsers without script, whose contents a parser
/// takes for text.
fn looks_again_after(document: &Html) -> Option<u64> {
    let without_script = select(document, "noscript").into_iter();
    let without_script = without_script.map(|element| {
        let text: String = element.text().collect();
        refresh_of(&Html::parse_fragment(&text))
    });
    std::iter::once(refresh_of(document))
        .chain(without_script)
        .flatten()
        .next()
}

fn refresh_of(document: &Html) -> Option<u64> {
    let metas = select(document, "meta[content]");
    let refresh = metas.iter().find(|meta| {
        meta.attr("http-equiv")
            .is_some_and(|name| name.eq_ignore_ascii_case("refresh"))
    })?;
    let content = refresh.attr("content")?;
    content.split(';').next()?.trim().parse().ok()
}

fn select<'a>(document: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).ok();
    let found = selector
        .iter()
        .flat_map(|selector| document.select(selector));
    found.collect()
}

fn within<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).ok();
    let found = selector
        .iter()
        .flat_map(|selector| element.select(selector));
    found.collect()
}

fn text_of(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
