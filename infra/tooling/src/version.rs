//! Version of what a deployment makes: its code and its settings.
//!
//! A published version of a Lambda function keeps both, so both are in the name: a digest tells any two deployments apart, and the
//! commit says where the code is from. The digest comes first, because SAM publishes a new version of a function when the first ten
//! characters change. <https://github.com/aws/serverless-application-model>, `logical_id_generator.py`.

use crate::command;
use crate::functions;
use crate::hexadecimal;
use crate::layout::Layout;
use anyhow::{Context, Result};
use aws_lc_rs::digest::{Context as Digest, SHA256};
use std::collections::BTreeMap;

/// Name of the template's parameter.
pub const VERSION: &str = "Version";

/// Bytes of the digest that a version begins with.
const DIGEST_BYTES: usize = 5;
/// Characters that the template takes.
const LONGEST: usize = 64;

/// The version of the functions that are built, with the parameters that they are deployed with.
///
/// # Errors
/// When a file cannot be read.
pub async fn of(layout: &Layout, parameters: &BTreeMap<String, String>) -> Result<String> {
    let mut files = Vec::new();
    let code = functions::NAMES.map(|name| layout.built_functions().join(name).join("bootstrap"));
    for file in [layout.template()].iter().chain(&code) {
        let bytes =
            std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        files.push(bytes);
    }
    let commit = commit(layout).await;
    // Another commit with the same code is a version too: it is published, and its name is answered.
    files.push(commit.clone().into_bytes());
    Ok(named(&digest(parameters, &files)?, &commit))
}

/// Digits of a digest of settings and code.
fn digest(parameters: &BTreeMap<String, String>, files: &[Vec<u8>]) -> Result<String> {
    let mut digest = Digest::new(&SHA256);
    for (name, value) in parameters.iter().filter(|(name, _)| *name != VERSION) {
        digest.update(&serde_json::to_vec(&(name, value))?);
    }
    for file in files {
        digest.update(&file.len().to_be_bytes());
        digest.update(file);
    }
    let mut digits = hexadecimal::of(digest.finish().as_ref());
    digits.truncate(2 * DIGEST_BYTES);
    Ok(digits)
}

/// The commit that is checked out, as `git describe` names it; a folder that is no repository has none.
async fn commit(layout: &Layout) -> String {
    let mut git = command::program(layout.root(), "git");
    git.args(["describe", "--tags", "--always", "--dirty"]);
    let described = git.output().await.ok();
    described
        .filter(|described| described.status.success())
        .map(|described| String::from_utf8_lossy(&described.stdout).trim().to_owned())
        .unwrap_or_default()
}

/// A version of the characters that the template takes.
fn named(digest: &str, commit: &str) -> String {
    let plain = |character: char| match character {
        '0'..='9' | 'A'..='Z' | 'a'..='z' | '.' => character,
        _ => '-',
    };
    let version = match commit {
        "" => digest.to_owned(),
        commit => format!("{digest}-{commit}"),
    };
    version.chars().map(plain).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use bootstrap::config::Environment;

    #[test]
    fn another_setting_or_other_code_is_another_version() {
        let of = |parameters: &[(&str, &str)], files: &[&str]| {
            let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
            let parameters = parameters.iter().map(own).collect();
            let files: Vec<_> = files.iter().map(|file| file.as_bytes().to_vec()).collect();
            digest(&parameters, &files).unwrap()
        };
        let version = of(&[("A", "1"), ("B", "")], &["x", "y"]);
        assert_eq!(version.len(), 2 * DIGEST_BYTES);
        for same in [
            of(&[("B", ""), ("A", "1")], &["x", "y"]),
            of(&[("A", "1"), ("B", ""), (VERSION, "z")], &["x", "y"]),
        ] {
            assert_eq!(same, version);
        }
        for other in [
            of(&[("A", "2"), ("B", "")], &["x", "y"]),
            of(&[("A", ""), ("B", "1")], &["x", "y"]),
            of(&[("A", "1"), ("B", "")], &["xy", ""]),
            of(&[("A", "1"), ("B", "")], &["x", "z"]),
        ] {
            assert_ne!(other, version);
        }
    }

    #[test]
    fn a_version_is_taken_whatever_a_tag_is_called() {
        for (commit, expected) in [
            ("4514bd4-dirty", "0123456789-4514bd4-dirty"),
            (
                "releases/1.2-3-g4514bd4",
                "0123456789-releases-1.2-3-g4514bd4",
            ),
            ("Übergabe_1", "0123456789--bergabe-1"),
            ("", "0123456789"),
        ] {
            let version = named("0123456789", commit);
            assert_eq!(version, expected);
            let environment = Environment::from_lookup(|_| Some(version.clone()));
            assert_eq!(environment.version().unwrap(), version);
        }
        assert_eq!(named("0123456789", &"x".repeat(200)).len(), LONGEST);
    }
}
