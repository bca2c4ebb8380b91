//! Parts of documents that tests write.

use crate::layout::Layout;
use anyhow::{Context, Result, bail};

/// Compares a part of a document with the text that it must have. The part stands between two comments with its name. Where
/// `UPDATE_GENERATED` is set, a part that is old is written anew.
///
/// # Errors
/// When the document or the part is not there, or the part is old.
#[expect(
    clippy::disallowed_methods,
    reason = "the developer says that it is to be written"
)]
pub fn compare(layout: &Layout, document: &str, part: &str, text: &str) -> Result<()> {
    let file = layout.root().join(document);
    let found =
        std::fs::read_to_string(&file).with_context(|| format!("cannot read {document}"))?;
    let begin = format!("<!-- {part}, written by UPDATE_GENERATED=1 -->\n");
    let end = format!("<!-- end of {part} -->");
    let (before, written, after) = found
        .split_once(&begin)
        .and_then(|(before, rest)| {
            let (written, after) = rest.split_once(&end)?;
            Some((before, written, after))
        })
        .with_context(|| format!("{document} has no part \"{part}\""))?;
    if written == text {
        return Ok(());
    }
    if std::env::var("UPDATE_GENERATED").is_err() {
        bail!("{document} is old: run this test with UPDATE_GENERATED=1, which writes it");
    }
    std::fs::write(file, format!("{before}{begin}{text}{end}{after}"))?;
    Ok(())
}
