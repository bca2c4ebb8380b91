//! The tables of parameters in `infra/README.md`, made from the template.

use crate::{generated, layout::Layout};
use std::{collections::BTreeSet, fmt::Write as _};
use yaml_rust2::{Yaml, YamlLoader};

/// Label of the group whose parameters no stage's file sets.
const GIVEN: &str = "Given by cargo dev and cargo ops";

#[test]
fn the_readme_has_the_parameters_of_the_template() {
    let layout = Layout::of_this_checkout().unwrap();
    let template = std::fs::read_to_string(layout.template()).unwrap();
    let template = YamlLoader::load_from_str(&template).unwrap().remove(0);
    let parameters = &template["Parameters"];
    let groups = &template["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"];
    let (mut table, mut grouped) = (String::new(), Vec::new());
    for group in groups.as_vec().unwrap() {
        let label = group["Label"]["default"].as_str().unwrap();
        let names: Vec<_> = texts(&group["Parameters"]).collect();
        if label != GIVEN {
            let head = "Default | Values | Meaning |\n|---|---|---|---|";
            writeln!(table, "\n| {label} | {head}").unwrap();
            for name in &names {
                table += &row(name, &parameters[name.as_str()]);
            }
        }
        grouped.extend(names);
    }
    let declared: Vec<_> = parameters.as_hash().unwrap().keys().collect();
    let distinct: BTreeSet<_> = grouped.iter().map(String::as_str).collect();
    assert_eq!(distinct.len(), grouped.len(), "a parameter in two groups");
    let declared: BTreeSet<_> = declared.iter().filter_map(|name| name.as_str()).collect();
    assert_eq!(
        distinct, declared,
        "parameters of the groups, and of the template"
    );
    generated::compare(&layout, "infra/README.md", "parameters", &table).unwrap();
}

fn row(name: &str, parameter: &Yaml) -> String {
    let default = match super::text(&parameter["Default"]) {
        None => "to be set".to_owned(),
        Some(value) if value.is_empty() => "empty".to_owned(),
        Some(value) => format!("`{value}`"),
    };
    let allowed: Vec<_> = texts(&parameter["AllowedValues"])
        .map(|value| format!("`{value}`"))
        .collect();
    let values = if !allowed.is_empty() {
        allowed.join(", ")
    } else if let Some(constraint) = parameter["ConstraintDescription"].as_str() {
        constraint.to_owned()
    } else if let Some(least) = super::text(&parameter["MinValue"]) {
        format!("at least {least}")
    } else {
        "text".to_owned()
    };
    let meaning = parameter["Description"].as_str().unwrap();
    format!("| `{name}` | {default} | {values} | {meaning} |\n")
}

/// Members of a list, as text.
fn texts(list: &Yaml) -> impl Iterator<Item = String> {
    let members = list.as_vec().into_iter().flatten();
    members.filter_map(super::text)
}
