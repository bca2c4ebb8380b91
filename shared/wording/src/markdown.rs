//! The small subset of Markdown in which guidance is written: headings, paragraphs, numbered steps, links, commands, bold. All
//! else is text.

/// A piece of guidance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading of the second level.
    Heading(String),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// Numbered steps.
    Steps(Vec<Vec<Span>>),
    /// Addresses for further reading.
    Links(Vec<String>),
    /// A command to copy.
    Command(String),
    /// A message to send.
    Message(String),
}

/// A run of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The text.
    pub text: String,
    /// Whether it is a label of Microsoft's portal, set in bold.
    pub bold: bool,
}

/// Reads guidance.
pub fn parse(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<String> = None;
    for line in text.lines().chain([""]) {
        let starts_item = numbered(line).is_some()
            || ["- ", "## ", "> "]
                .iter()
                .any(|mark| line.starts_with(mark));
        let command = line
            .strip_prefix("    ")
            .filter(|_| !line.trim().is_empty());
        // A command stands for itself: what was open before it ends there.
        if (line.trim().is_empty() || starts_item || command.is_some())
            && let Some(finished) = open.take()
        {
            push(&mut blocks, &finished);
        }
        if line.trim().is_empty() {
            continue;
        }
        if let Some(command) = command {
            blocks.push(Block::Command(command.to_owned()));
            continue;
        }
        match &mut open {
            Some(open) => {
                open.push(' ');
                open.push_str(line.trim());
            }
            None => open = Some(line.trim().to_owned()),
        }
    }
    blocks
}

/// Reason why a finding matters: the first paragraph of the second part.
pub fn why(guidance: &[Block]) -> &[Span] {
    match part(guidance, 1).first() {
        Some(Block::Paragraph(spans)) => spans,
        _ => &[],
    }
}

/// Steps of the repair: the third part, without its heading.
pub fn steps(guidance: &[Block]) -> &[Block] {
    part(repair(guidance), 2)
}

/// Blocks below the heading of that number, counted from 0, to the end.
fn part(guidance: &[Block], number: usize) -> &[Block] {
    let blocks = guidance.iter().enumerate();
    let mut headings = blocks.filter(|(_, block)| matches!(block, Block::Heading(_)));
    let start = headings
        .nth(number)
        .map_or(guidance.len(), |(position, _)| position + 1);
    guidance.split_at(start).1
}

/// Parts for the repair: all but the last two.
pub fn repair(guidance: &[Block]) -> &[Block] {
    guidance.split_at(start_of_support(guidance)).0
}

/// The last two parts: the message to support, and further reading.
pub fn support(guidance: &[Block]) -> &[Block] {
    guidance.split_at(start_of_support(guidance)).1
}

fn start_of_support(guidance: &[Block]) -> usize {
    let headings = guidance.iter().enumerate();
    let mut headings = headings.filter(|(_, block)| matches!(block, Block::Heading(_)));
    headings
        .nth_back(1)
        .map_or(guidance.len(), |(position, _)| position)
}

fn numbered(line: &str) -> Option<&str> {
    let (number, rest) = line.split_once(". ")?;
    number.parse::<u8>().ok().map(|_| rest)
}

fn push(blocks: &mut Vec<Block>, text: &str) {
    if let Some(heading) = text.strip_prefix("## ") {
        blocks.push(Block::Heading(heading.to_owned()));
    } else if let Some(message) = text.strip_prefix("> ") {
        blocks.push(Block::Message(message.to_owned()));
    } else if let Some(step) = numbered(text) {
        match blocks.last_mut() {
            Some(Block::Steps(steps)) => steps.push(spans(step)),
            _ => blocks.push(Block::Steps(vec![spans(step)])),
        }
    } else if let Some(link) = text
        .strip_prefix("- ")
        .filter(|link| link.starts_with("https://"))
    {
        match blocks.last_mut() {
            Some(Block::Links(links)) => links.push(link.to_owned()),
            _ => blocks.push(Block::Links(vec![link.to_owned()])),
        }
    } else {
        blocks.push(Block::Paragraph(spans(text)));
    }
}

fn spans(text: &str) -> Vec<Span> {
    text.split("**")
        .enumerate()
        .filter(|(_, part)| !part.is_empty())
        .map(|(position, part)| Span {
            text: part.to_owned(),
            bold: position % 2 == 1,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guidance::guidance;
    use domain::{
        customer::Language,
        verification::{catalogue::CATALOGUE, verdict::Finding},
    };

    /// The guidance of every check in every language.
    fn all() -> impl Iterator<Item = (String, Vec<Block>)> {
        CATALOGUE.iter().flat_map(|check| {
            Language::ALL.map(|language| {
                let text = guidance(check, language, None, None);
                (format!("{} {language:?}", check.id), parse(&text))
            })
        })
    }

    #[test]
    fn the_guidance_of_every_check_has_its_five_parts() {
        for (name, blocks) in all() {
            let headings = blocks
                .iter()
                .filter(|block| matches!(block, Block::Heading(_)))
                .count();
            let steps = blocks
                .iter()
                .any(|block| matches!(block, Block::Steps(steps) if steps.len() > 1));
            let links = blocks.iter().any(|block| matches!(block, Block::Links(_)));
            assert!(headings == 5 && steps && links, "{name}: {blocks:?}");
        }
    }

    #[test]
    fn guidance_is_built_alike_in_every_language() {
        /// Properties that must not differ between languages: the kinds of blocks, the number of steps, and the commands,
        /// letter by letter.
        fn shape(blocks: &[Block]) -> Vec<String> {
            blocks
                .iter()
                .map(|block| match block {
                    Block::Heading(_) => "heading".to_owned(),
                    Block::Paragraph(_) => "paragraph".to_owned(),
                    Block::Steps(steps) => format!("{} steps", steps.len()),
                    Block::Links(links) => format!("{} links", links.len()),
                    Block::Command(text) | Block::Message(text) => text.clone(),
                })
                .collect()
        }
        for check in &CATALOGUE {
            let of = |language| shape(&parse(&guidance(check, language, None, None)));
            for language in Language::ALL {
                assert_eq!(of(language), of(Language::En), "{} {language:?}", check.id);
            }
            for code in check.findings() {
                let finding = Finding::new(code);
                let of = |language| {
                    let text = guidance(check, language, None, Some(&finding));
                    shape(&parse(&text))
                };
                for language in Language::ALL {
                    assert_eq!(of(language), of(Language::En), "{code} {language:?}");
                }
            }
        }
    }

    #[test]
    fn what_support_needs_stands_apart_from_the_repair() {
        for check in &CATALOGUE {
            let blocks = parse(&guidance(check, Language::En, None, None));
            let heading = |text: &str| Block::Heading(text.to_owned());
            assert!(repair(&blocks).contains(&heading("How to fix it")));
            assert_eq!(support(&blocks)[0], heading("What to send to support"));
            assert!(support(&blocks).contains(&heading("References")));
        }
        assert!(repair(&[]).is_empty() && support(&[]).is_empty());
    }

    #[test]
    fn a_command_is_kept_as_it_is() {
        let blocks = parse("1. One.\n\n    Do-It **x** -Yes:$true\n\n## Next");
        assert_eq!(
            blocks[1],
            Block::Command("Do-It **x** -Yes:$true".to_owned())
        );
    }

    #[test]
    fn bold_and_continued_lines_are_read() {
        let blocks = parse("1. Press **Accept**\n   now.\n2. Done.");
        let Some(Block::Steps(steps)) = blocks.first() else {
            panic!("{blocks:?}")
        };
        assert_eq!(steps.len(), 2);
        assert_eq!(
            steps[0][1],
            Span {
                text: "Accept".to_owned(),
                bold: true
            }
        );
        assert_eq!(steps[0][2].text, " now.");
    }

    #[test]
    fn a_command_ends_what_was_open_before_it() {
        let blocks = parse("Run this:\n    Do-It\nand wait.");
        let words = |text: &str| {
            Block::Paragraph(vec![Span {
                text: text.to_owned(),
                bold: false,
            }])
        };
        let command = Block::Command("Do-It".to_owned());
        assert_eq!(blocks, [words("Run this:"), command, words("and wait.")]);
    }

    #[test]
    fn t34_fuzzed_markdown_shows_nothing_that_is_not_in_it() {
        let good = [
            "## What it means\n\nA **bold** word\ncontinued.\n\n1. One.\n2. Two.\n\n    Do-It **x**\n\n- https://a.example/\n",
            "1. Open **Enterprise applications**.\n2. Press **Grant**.\n\n## References\n\n- https://a.example/\n- https://b.example/",
        ];
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        fuzz::text("markdown", &good, |text| {
            let whole = plain(text);
            let within = |shown: &str| whole.contains(&plain(shown));
            for block in parse(text) {
                match block {
                    Block::Heading(shown) | Block::Command(shown) | Block::Message(shown) => {
                        assert!(within(&shown));
                    }
                    Block::Paragraph(spans) => assert!(spans.iter().all(|span| within(&span.text))),
                    Block::Steps(steps) => {
                        assert!(steps.iter().flatten().all(|span| within(&span.text)));
                    }
                    Block::Links(links) => {
                        let safe = |link: &String| link.starts_with("https://") && within(link);
                        assert!(links.iter().all(safe));
                    }
                }
            }
            let blocks = parse(text);
            assert_eq!([repair(&blocks), support(&blocks)].concat(), blocks);
            true
        });
    }
}
