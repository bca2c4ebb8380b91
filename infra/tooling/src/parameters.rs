//! The template's parameters, every one with the value that it gets.
//!
//! `CloudFormation` keeps the value of the deployment before where a parameter is not named, so that a setting could never be taken
//! back by taking it out of the stage's file. Therefore each parameter is named, with its default where a stage says nothing of it.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Parameter.html>

#[cfg(test)]
mod readme;

use crate::layout::Layout;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use yaml_rust2::{Yaml, YamlLoader};

/// Values of all parameters of the template, by their names.
///
/// # Errors
/// When a name is none of the template's, or one that has no default is not given.
pub fn resolve(
    layout: &Layout,
    given: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>> {
    let file = layout.template();
    let text = std::fs::read_to_string(&file)
        .with_context(|| format!("cannot read {}", file.display()))?;
    resolve_of(&text, given)
}

fn resolve_of(
    template: &str,
    given: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>> {
    let documents = YamlLoader::load_from_str(template).context("the template is no YAML")?;
    let declared = documents
        .first()
        .and_then(|document| document["Parameters"].as_hash())
        .context("the template has no parameters")?;
    let declared: BTreeMap<&str, Option<String>> = declared
        .iter()
        .filter_map(|(name, parameter)| Some((name.as_str()?, text(&parameter["Default"]))))
        .collect();
    let unknown: Vec<_> = given
        .keys()
        .map(String::as_str)
        .filter(|name| !declared.contains_key(name))
        .collect();
    if !unknown.is_empty() {
        let names: Vec<_> = declared.keys().copied().collect();
        bail!(
            "The template has no parameter {}. Its parameters are: {}.",
            unknown.join(", "),
            names.join(", ")
        );
    }
    let (mut values, mut missing) = (BTreeMap::new(), Vec::new());
    for (name, default) in declared {
        match given.get(name).cloned().or(default) {
            Some(value) => {
                values.insert(name.to_owned(), value);
            }
            None => missing.push(name),
        }
    }
    if !missing.is_empty() {
        bail!(
            "Below [parameters], the stage's file has to name: {}.",
            missing.join(", ")
        );
    }
    Ok(values)
}

/// A default as `CloudFormation` takes it: text, whatever it is in YAML.
fn text(value: &Yaml) -> Option<String> {
    match value {
        Yaml::String(text) | Yaml::Real(text) => Some(text.clone()),
        Yaml::Integer(number) => Some(number.to_string()),
        Yaml::Boolean(value) => Some(value.to_string()),
        Yaml::Array(_) | Yaml::Hash(_) | Yaml::Alias(_) | Yaml::Null | Yaml::BadValue => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = r#"
Parameters:
  Stage: { Type: String }
  Days: { Type: Number, Default: 60 }
  Name: { Type: String, Default: Cooperlink Cloud }
  Address: { Type: String, Default: "" }
"#;

    fn given(values: &[(&str, &str)]) -> BTreeMap<String, String> {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        values.iter().map(own).collect()
    }

    #[test]
    fn a_parameter_that_a_stage_does_not_name_gets_its_default() {
        let values = resolve_of(TEMPLATE, &given(&[("Stage", "example")])).unwrap();
        let expected = [
            ("Address", ""),
            ("Days", "60"),
            ("Name", "Cooperlink Cloud"),
            ("Stage", "example"),
        ];
        assert_eq!(values, given(&expected));
    }

    #[test]
    fn a_value_is_taken_as_it_is_written() {
        for value in [
            "",
            " Example  Ltd ",
            "A=B C=D",
            "a,b, c",
            r#""quoted" and 'quoted'"#,
            r"back\ slash \",
            "Ünïcödé GmbH & Söhne",
            "$(x) `y` ${Z}",
        ] {
            let values = resolve_of(TEMPLATE, &given(&[("Stage", "s"), ("Name", value)])).unwrap();
            assert_eq!(values["Name"], value);
        }
    }

    #[test]
    fn a_name_that_the_template_does_not_have_is_said() {
        let error = resolve_of(TEMPLATE, &given(&[("Stage", "s"), ("Nmae", "x")])).unwrap_err();
        let error = error.to_string();
        assert!(
            error.contains("no parameter Nmae") && error.contains("Name"),
            "{error}"
        );
    }

    #[test]
    fn a_parameter_without_a_default_has_to_be_given() {
        let error = resolve_of(TEMPLATE, &given(&[])).unwrap_err();
        assert!(
            error.to_string().ends_with("has to name: Stage."),
            "{error}"
        );
    }
}
