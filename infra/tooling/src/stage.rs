//! Stages: `infra/stages/NAME.toml`, a file for each deployment on AWS.

use crate::functions::Architecture;
use crate::layout::Layout;
use crate::parameters;
use crate::version::VERSION;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::BTreeMap;

/// `infra/stages/NAME.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Account of AWS that the stage is in: other credentials are refused.
    pub account: String,
    /// Region of AWS.
    pub region: String,
    #[serde(default = "arm")]
    /// Instruction set that the functions are built for.
    pub architecture: Architecture,
    /// Parameters of the template.
    pub parameters: BTreeMap<String, String>,
}

fn arm() -> Architecture {
    Architecture::Arm64
}

/// The settings of a stage.
///
/// # Errors
/// When it is not described, or is the emulator's.
pub fn load(layout: &Layout, name: &str) -> Result<Stage> {
    if name == "local" {
        bail!("Stage `local` is the emulator's; choose another name.");
    }
    let file = layout
        .root()
        .join("infra/stages")
        .join(format!("{name}.toml"));
    let text = std::fs::read_to_string(&file).with_context(|| {
        format!(
            "Stage `{name}` is not described; copy infra/stages/example.toml to {}",
            file.display()
        )
    })?;
    toml::from_str(&text).with_context(|| format!("{} cannot be read", file.display()))
}

/// Every parameter of the template as the stage wants it.
///
/// # Errors
/// When one is none of the template's, is missing, or follows from the rest of the stage's file or from what is built.
pub fn parameters(layout: &Layout, name: &str, stage: &Stage) -> Result<BTreeMap<String, String>> {
    let own = [("Stage", name), ("Architecture", stage.architecture.name())];
    let follows = own.map(|(name, _)| name).into_iter().chain([VERSION]);
    if let Some(taken) = follows
        .into_iter()
        .find(|name| stage.parameters.contains_key(*name))
    {
        bail!("{taken} is no parameter of the stage's file: it follows from the rest of it.");
    }
    let own = own.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut given = stage.parameters.clone();
    given.extend(own);
    parameters::resolve(layout, &given)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_stage_is_complete() {
        let layout = Layout::of_this_checkout().unwrap();
        let stage = load(&layout, "example").unwrap();
        let parameters = parameters(&layout, "example", &stage).unwrap();

        assert_eq!(parameters["Stage"], "example");
        assert_eq!(parameters["Architecture"], "arm64");
        assert_eq!(parameters["AppPublisher"], "Example Ltd");
        assert_eq!(parameters["LogRetentionDays"], "60");
        assert_eq!(parameters["PermissionsDropped"], "");
    }

    #[test]
    fn what_follows_from_the_stage_is_not_set_beside_it() {
        let layout = Layout::of_this_checkout().unwrap();
        for name in ["Stage", "Architecture", "Version"] {
            let mut stage = load(&layout, "example").unwrap();
            stage.parameters.insert(name.to_owned(), "one".to_owned());
            let error = parameters(&layout, "example", &stage).unwrap_err();
            let error = error.to_string();
            assert!(error.starts_with(&format!("{name} is no")), "{error}");
        }
    }

    #[test]
    fn t68_the_stage_of_the_emulator_is_never_deployed() {
        let error = load(&Layout::of_this_checkout().unwrap(), "local")
            .err()
            .unwrap();
        assert!(error.to_string().contains("emulator"), "{error}");
    }
}
