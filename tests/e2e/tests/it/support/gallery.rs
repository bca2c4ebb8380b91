//! Pictures of every page: in each language, light and dark, on a desk and on a phone; in English also in forced colours and
//! at 200 %. `target/dev/screenshots/index.html` shows them side by side. Each page is also checked: it must meet the
//! accessibility rules, fit a screen of 320 pixels and text of twice the size, lose nothing in forced colours, and leave the
//! console empty.

use crate::support::{
    browser::{Browser, pictures},
    figures,
};
use serde_json::{Value, json};
use std::{fmt::Write as _, fs, io::Read as _, path::Path};
use url::Url;

/// Languages that a link can request by `lang`.
pub(crate) const LANGUAGES: [&str; 4] = ["en", "fr", "nl", "de"];
const SCHEMES: [&str; 2] = ["light", "dark"];
/// Sizes of screens; 320 pixels: <https://www.w3.org/WAI/WCAG22/Understanding/reflow.html>.
const SIZES: [(&str, u32, u32); 2] = [("desk", 1200, 900), ("phone", 320, 800)];
/// Scheme and size in which the rules are applied, so that both of each occur. The rule of contrast is applied in one
/// language.
const AUDITED: [(&str, &str); 2] = [("light", "desk"), ("dark", "phone")];
/// Script that tells whether all elements fit the screen.
const FITS: &str = "return document.documentElement.scrollWidth <= innerWidth";
/// Size of a desk at 200 %: half as many pixels of CSS. <https://www.w3.org/WAI/WCAG22/Understanding/reflow.html>
const ZOOMED: (u32, u32) = (640, 450);
/// Script that doubles the size of text at the same width of the page.
/// <https://www.w3.org/WAI/WCAG22/Understanding/resize-text.html>
const LARGE_TEXT: &str = "document.documentElement.style.fontSize = '200%'";
const USUAL_TEXT: &str = "document.documentElement.style.fontSize = ''";
/// Script that finds sentences in a column with room for only a word or two.
const SQUEEZED: &str = "
    const isSqueezed = (element) => {
        const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
        const length = own.map((node) => node.data.trim()).join('').length;
        return length > 24 && element.clientWidth > 1
            && element.clientWidth < 5 * parseFloat(getComputedStyle(element).fontSize);
    };
    return [...document.querySelectorAll('body *')].filter((element) => element.checkVisibility())
        .filter(isSqueezed).map((element) => element.outerHTML.slice(0, 80));
";
/// Script that returns the bytes of the page and its resources as received: compressed, without headers, and without the
/// page's own polling.
const BYTES: &str = "
    const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    return entries.filter((entry) => entry.initiatorType !== 'xmlhttprequest')
        .reduce((sum, entry) => sum + entry.encodedBodySize, 0);
";
/// Script that remembers the elements with a background of their own.
const NOTE_PAINTED: &str = "
    window.painted = [...document.querySelectorAll('body *')].filter((element) => {
        const style = getComputedStyle(element);
        return element.checkVisibility({visibilityProperty: true})
            && (style.backgroundColor !== 'rgba(0, 0, 0, 0)' || style.backgroundImage !== 'none');
    });
";
/// Script that finds elements lost in forced colours, which remove backgrounds: an element that had one needs a border, and
/// the filled button a background that differs from the page's.
const LOST: &str = "
    const sides = ['Top', 'Right', 'Bottom', 'Left'];
    const page = getComputedStyle(document.body).backgroundColor;
    const isLost = (element) => {
        const style = getComputedStyle(element);
        const isFilled = element.matches(':is(button, .button):not(.second, .text)');
        const hasBorder = sides.some((side) =>
            style[`border${side}Style`] !== 'none' && parseFloat(style[`border${side}Width`]) > 0);
        return !hasBorder || isFilled && [page, style.color].includes(style.backgroundColor);
    };
    return (window.painted ?? []).filter(isLost).map((element) => element.outerHTML.slice(0, 80));
";
/// Further pictures of a page, in English alone.
const MORE: [&str; 3] = ["forced-colours", "zoomed", "large-text"];
const HEAD: &str = include_str!("gallery.html");

/// The pictures of a test, and the faults of its pages.
pub(crate) struct Gallery {
    /// A page of ours.
    ours: Url,
    /// Whether only two pictures are kept: light on a desk and dark on a phone, instead of both schemes on both sizes.
    is_brief: bool,
    wrong: Vec<String>,
}

/// Address of a page in this language.
pub(crate) fn in_language(url: &Url, language: &str) -> Url {
    let mut url = url.clone();
    let others: Vec<_> = url
        .query_pairs()
        .filter(|(name, _)| name != "lang")
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    url.query_pairs_mut()
        .clear()
        .extend_pairs(others)
        .append_pair("lang", language);
    url
}

impl Gallery {
    pub(crate) fn new(ours: &Url) -> Self {
        Self {
            ours: ours.clone(),
            is_brief: false,
            wrong: Vec::new(),
        }
    }

    /// A gallery for pages that other tests show completely: light on a desk and dark on a phone.
    pub(crate) fn brief(ours: &Url) -> Self {
        Self {
            is_brief: true,
            ..Self::new(ours)
        }
    }

    /// Keeps pictures of the page at an address.
    pub(crate) async fn show(&mut self, browser: &Browser, name: &str, url: &Url) {
        self.show_after(browser, name, async |language| {
            browser.open(&in_language(url, language)).await;
        })
        .await;
    }

    /// Stores pictures of the page to which `open` brings the browser, once for each language.
    pub(crate) async fn show_after(
        &mut self,
        browser: &Browser,
        name: &str,
        open: impl AsyncFn(&'static str),
    ) {
        let folder = pictures().join(name);
        fs::create_dir_all(&folder).expect("a folder");
        for language in LANGUAGES {
            speak(browser, language).await;
            open(language).await;
            self.show_once(browser, &folder, name, language).await;
        }
        write_index(&pictures());
    }

    async fn show_once(&mut self, browser: &Browser, folder: &Path, name: &str, language: &str) {
        let spoken = browser.script("return document.documentElement.lang").await;
        if spoken != Ok(json!(language)) {
            self.wrong
                .push(format!("{name} is in {spoken:?} in place of {language}"));
        }
        for (size, width, height) in SIZES {
            browser.resize(width, height).await;
            let kept = |scheme: &&str| !self.is_brief || AUDITED.contains(&(*scheme, size));
            for scheme in SCHEMES.into_iter().filter(kept) {
                browser.colour(scheme).await;
                let what = format!("{name}, {language}, {scheme}, {size}");
                let (picture, _) = browser.picture().await;
                let file = folder.join(format!("{language}-{scheme}-{size}.png"));
                fs::write(file, picture).expect("the picture is kept");
                if AUDITED.contains(&(scheme, size)) {
                    let found = if language == LANGUAGES[0] {
                        browser.audit().await
                    } else {
                        browser.audit_words().await
                    };
                    self.wrong
                        .extend(found.iter().map(|found| format!("{what}: {found}")));
                }
            }
            if browser.script(FITS).await != Ok(json!(true)) {
                self.wrong
                    .push(format!("{name}, {language}, {size}: sticks out"));
            }
        }
        // A brief gallery shows pages that others show too, with other words of the same length.
        if !self.is_brief || language == LANGUAGES[0] {
            self.show_magnified(browser, folder, name, language).await;
        }
        if language == LANGUAGES[0] {
            self.show_forced(browser, folder, name).await;
            let bytes = browser.script(BYTES).await.expect("script");
            figures::keep(name, "bytes", &bytes);
        }
        for complaint in browser.complaints(&self.ours).await {
            self.wrong
                .push(format!("{name}, {language}, the console: {complaint}"));
        }
    }

    /// Shows the page at 200 %, with everything or text alone enlarged, and checks that all fits.
    async fn show_magnified(
        &mut self,
        browser: &Browser,
        folder: &Path,
        name: &str,
        language: &str,
    ) {
        let (_, width, height) = SIZES[0];
        browser.colour(SCHEMES[0]).await;
        for (how, (width, height), text) in [
            ("zoomed", ZOOMED, USUAL_TEXT),
            ("large-text", (width, height), LARGE_TEXT),
        ] {
            browser.resize(width, height).await;
            browser.script(text).await.expect("script");
            if browser.script(FITS).await != Ok(json!(true)) {
                self.wrong
                    .push(format!("{name}, {language}, {how}: sticks out"));
            }
            let squeezed = browser.script(SQUEEZED).await.expect("script");
            let squeezed = squeezed.as_array().into_iter().flatten();
            let what = format!("{name}, {language}, {how}, squeezed");
            self.wrong
                .extend(squeezed.map(|text: &Value| format!("{what}: {text}")));
            if language == LANGUAGES[0] {
                keep(browser, folder, how).await;
            }
        }
        browser.script(USUAL_TEXT).await.expect("script");
    }

    /// Shows the page in forced colours, and checks that nothing is lost.
    async fn show_forced(&mut self, browser: &Browser, folder: &Path, name: &str) {
        browser.script(NOTE_PAINTED).await.expect("script");
        browser.force_colours().await;
        let lost = browser.script(LOST).await.expect("script");
        let lost = lost.as_array().into_iter().flatten();
        self.wrong
            .extend(lost.map(|lost: &Value| format!("{name}, lost in forced colours: {lost}")));
        keep(browser, folder, MORE[0]).await;
    }

    /// Ends the test; fails if any page had a fault.
    pub(crate) fn finish(&self) {
        let wrong = &self.wrong;
        assert!(
            wrong.is_empty(),
            "{} faults:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
    }
}

/// Stores one more picture of a page.
async fn keep(browser: &Browser, folder: &Path, how: &str) {
    let (picture, _) = browser.picture().await;
    fs::write(folder.join(format!("{how}.png")), picture).expect("the picture is kept");
}

/// Sets the browser's preferred language, for a page without `lang` in its address.
async fn speak(browser: &Browser, language: &str) {
    browser.tell("Network.enable", json!({})).await;
    let headers = json!({"headers": {"Accept-Language": language}});
    browser.tell("Network.setExtraHTTPHeaders", headers).await;
}

/// Writes the page that shows all pictures. Tests run side by side, so the file appears at once or not at all.
fn write_index(folder: &Path) {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    let mut page = HEAD.to_owned();
    for name in names.iter().filter(|name| folder.join(name).is_dir()) {
        write_row(&mut page, name, folder);
    }
    page.push_str("<section><h2>On the way</h2>\n");
    for name in names.iter().filter(|name| name.contains(".png")) {
        writeln!(
            page,
            "<figure><img loading=lazy src=\"{name}\" alt=\"\"><figcaption>{name}</figcaption></figure>"
        )
        .expect("text");
    }
    page.push_str("</section>\n");
    let draft = folder.join(format!("index-{}.html", std::process::id()));
    fs::write(&draft, page).expect("a page");
    fs::rename(draft, folder.join("index.html")).expect("a page");
}

/// Width and height of a PNG, from its header, so that the page does not move while the pictures load.
/// <https://www.w3.org/TR/png-3/#11IHDR>
pub(crate) fn measured(png: &[u8]) -> Option<[u32; 2]> {
    let number = |from: usize| {
        let bytes = png.get(from..from + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(bytes))
    };
    Some([number(16)?, number(20)?])
}

/// Width and height of a PNG file.
fn measured_in(file: &Path) -> Option<[u32; 2]> {
    let mut header = [0; 24];
    fs::File::open(file).ok()?.read_exact(&mut header).ok()?;
    measured(&header)
}

fn write_row(page: &mut String, name: &str, folder: &Path) {
    writeln!(
        page,
        "<section id=\"{name}\"><h2><a href=\"#{name}\">{name}</a></h2>"
    )
    .expect("text");
    for (size, ..) in SIZES {
        for scheme in SCHEMES {
            write!(page, "<div class=\"{size} {scheme}\">").expect("text");
            for language in LANGUAGES {
                let file = format!("{name}/{language}-{scheme}-{size}.png");
                let what = format!("{language} {scheme} {size}");
                write_figure(page, folder, &file, language, &what);
            }
            page.push_str("</div>\n");
        }
    }
    page.push_str("<div class=\"more\">");
    for how in MORE {
        write_figure(page, folder, &format!("{name}/{how}.png"), how, how);
    }
    page.push_str("</div>\n</section>\n");
}

/// Writes a picture, if it exists.
fn write_figure(page: &mut String, folder: &Path, file: &str, class: &str, what: &str) {
    if let Some([width, height]) = measured_in(&folder.join(file)) {
        write!(
            page,
            "<figure class={class}><a href=\"{file}\"><img loading=lazy width={width} height={height} src=\"{file}\" alt=\"\"></a><figcaption>{what}</figcaption></figure>"
        )
        .expect("text");
    }
}
