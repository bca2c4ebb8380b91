//! The alias by which everything invokes a function, and how new code gets there.

use super::{function_of, grants, resources, set, template};
use std::collections::BTreeSet;
use yaml_rust2::{Yaml, YamlLoader};

fn functions(template: &Yaml) -> BTreeSet<String> {
    let functions = resources(template, "AWS::Serverless::Function");
    functions
        .into_iter()
        .map(|(name, _)| name.to_owned())
        .collect()
}

#[test]
fn each_deployment_publishes_a_version_of_each_function_and_says_which() {
    let template = template();
    let globals = &template["Globals"]["Function"];
    assert_eq!(globals["AutoPublishAlias"].as_str(), Some("live"));
    let variables = &globals["Environment"]["Variables"];
    assert_eq!(variables["VERSION"].as_str(), Some("Version"));
    for (name, function) in resources(&template, "AWS::Serverless::Function") {
        // Without it SAM would publish none where a parameter alone is another.
        let published_by = function["AutoPublishCodeSha256"].as_str();
        assert_eq!(published_by, Some("Version"), "{name}");
        for own in ["AutoPublishAlias", "DeploymentPreference"] {
            assert!(function[own].is_badvalue(), "{name} has {own} of its own");
        }
        let own = &function["Environment"]["Variables"]["VERSION"];
        assert!(own.is_badvalue(), "{name}");
    }
}

#[test]
fn new_code_gets_a_tenth_first_and_goes_back_on_alarms_that_tell_of_it() {
    let template = template();
    let preference = &template["Globals"]["Function"]["DeploymentPreference"];
    assert_eq!(preference["Enabled"].as_str(), Some("GradualDeployment"));
    assert_eq!(preference["Type"].as_str(), Some("Canary10Percent5Minutes"));
    assert_eq!(preference["Role"].as_str(), Some("DeploymentRole.Arn"));
    let alarms =
        YamlLoader::load_from_str("[IsCloud, [NewVersionAlarm, ApiErrorAlarm], [AWS::NoValue]]");
    assert_eq!(preference["Alarms"], alarms.unwrap()[0]);
    let gradual = &template["Parameters"]["GradualDeployment"];
    assert_eq!(gradual["Default"].as_str(), Some("true"));

    // Errors of the version before must not stop the one that mends them.
    let alarm = &template["Resources"]["NewVersionAlarm"]["Properties"];
    let mut watched = BTreeSet::new();
    for entry in alarm["Metrics"].as_vec().unwrap() {
        let dimensions = &entry["MetricStat"]["Metric"]["Dimensions"];
        let Some(dimensions) = dimensions.as_vec() else {
            continue;
        };
        let value = |name: &str| {
            let found = dimensions
                .iter()
                .find(|one| one["Name"].as_str() == Some(name));
            found.unwrap()["Value"].as_str().unwrap().to_owned()
        };
        let function = value("FunctionName");
        assert_eq!(value("Resource"), format!("${{{function}}}:live"));
        assert_eq!(
            value("ExecutedVersion"),
            format!("{function}.Version.Version")
        );
        let period = entry["MetricStat"]["Period"].as_i64();
        assert!(period <= Some(60), "the deployment has five minutes");
        watched.insert(function);
    }
    assert_eq!(watched, functions(&template));
}

#[test]
fn the_emulator_publishes_at_once() {
    let rule = &template()["Rules"]["LocalPublishesAtOnce"];
    let local = YamlLoader::load_from_str("[Stage, local]")
        .unwrap()
        .remove(0);
    assert_eq!(rule["RuleCondition"], local);
    let at_once = YamlLoader::load_from_str("[GradualDeployment, \"false\"]");
    assert_eq!(rule["Assertions"][0]["Assert"], at_once.unwrap()[0]);
}

/// Each text of a part of the template, with the keys that lead to it.
fn walk(value: &Yaml, path: &str, found: &mut Vec<(String, String)>) {
    match value {
        Yaml::String(text) => found.push((path.to_owned(), text.clone())),
        Yaml::Array(values) => {
            for value in values {
                walk(value, path, found);
            }
        }
        Yaml::Hash(members) => {
            for (name, value) in members {
                let name = name.as_str().unwrap_or_default();
                walk(value, &format!("{path}/{name}"), found);
            }
        }
        _ => {}
    }
}

/// Whether a text names a function: by its name, an attribute, or within a longer text.
fn names(text: &str, function: &str) -> bool {
    let attribute = text.strip_prefix(function);
    attribute.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        || text.contains(&format!("${{{function}}}"))
        || text.contains(&format!("${{{function}."))
}

#[test]
fn nothing_reaches_a_function_but_by_its_alias() {
    let template = template();
    let functions = functions(&template);
    let mut by_alias = 0;
    for (name, resource) in template["Resources"].as_hash().unwrap() {
        let name = name.as_str().unwrap();
        let mut found = Vec::new();
        walk(&resource["Properties"], name, &mut found);
        for (path, text) in found {
            assert!(!text.contains("$LATEST"), "{path}: {text}");
            let Some(function) = functions.iter().find(|one| names(&text, one)) else {
                continue;
            };
            if text == format!("{function}.Alias") {
                by_alias += 1;
                continue;
            }
            // Metrics of all versions together, and those of the new one; and what CodeDeploy moves.
            let is_counted = path.ends_with("/Dimensions/Value") || name == "Dashboard";
            assert!(is_counted || name == "DeploymentRole", "{path}: {text}");
        }
    }
    assert!(by_alias >= 12, "{by_alias}");
}

#[test]
fn whatever_invokes_a_function_may_invoke_its_alias() {
    let template = template();
    let functions = functions(&template);
    let aliases: BTreeSet<_> = functions
        .iter()
        .map(|name| format!("{name}.Alias"))
        .collect();
    let of = |kind: &str, member: &str| -> BTreeSet<String> {
        let found = resources(&template, kind);
        found
            .iter()
            .map(|(_, properties)| properties[member].as_str().unwrap().to_owned())
            .collect()
    };
    let integrations = of("AWS::ApiGatewayV2::Integration", "IntegrationUri");
    assert_eq!(
        integrations,
        of("AWS::Lambda::Permission", "FunctionName"),
        "the gateway may invoke what it is told to"
    );
    let mapped: BTreeSet<_> = resources(&template, "AWS::Lambda::EventSourceMapping")
        .iter()
        .map(|(_, mapping)| format!("{}.Alias", function_of(mapping)))
        .collect();
    let scheduled: BTreeSet<_> = resources(&template, "AWS::Scheduler::Schedule")
        .iter()
        .map(|(_, schedule)| schedule["Target"]["Arn"].as_str().unwrap().to_owned())
        .collect();
    let invoked: BTreeSet<_> = grants(&template)
        .into_iter()
        .filter(|(_, action, _)| action == "lambda:InvokeFunction")
        .map(|(_, _, resource)| resource)
        .collect();
    assert_eq!(invoked, scheduled);
    let all: BTreeSet<_> = integrations
        .into_iter()
        .chain(mapped)
        .chain(scheduled)
        .collect();
    assert_eq!(all, aliases, "each function is invoked by something");
}

#[test]
fn t64_codedeploy_moves_the_aliases_and_does_nothing_else() {
    let template = template();
    let role = &template["Resources"]["DeploymentRole"]["Properties"];
    let trusted = &role["AssumeRolePolicyDocument"]["Statement"];
    assert_eq!(trusted.as_vec().map(Vec::len), Some(1));
    let service = &trusted[0]["Principal"]["Service"];
    assert_eq!(service.as_str(), Some("codedeploy.amazonaws.com"));
    let of_role: Vec<_> = grants(&template)
        .into_iter()
        .filter(|(role, ..)| role == "DeploymentRole")
        .collect();
    let actions: BTreeSet<_> = of_role
        .iter()
        .map(|(_, action, _)| action.clone())
        .collect();
    assert_eq!(
        actions,
        set([
            "cloudwatch:DescribeAlarms",
            "lambda:GetAlias",
            "lambda:GetProvisionedConcurrencyConfig",
            "lambda:UpdateAlias",
            "s3:GetObject",
            "s3:GetObjectVersion",
        ])
    );
    let on = |action: &str| -> BTreeSet<String> {
        let granted = of_role.iter().filter(|(_, granted, _)| granted == action);
        granted.map(|(_, _, resource)| resource.clone()).collect()
    };
    let moved: BTreeSet<_> = functions(&template)
        .iter()
        .flat_map(|name| [format!("{name}.Arn"), format!("${{{name}.Arn}}:live")])
        .collect();
    assert_eq!(on("lambda:UpdateAlias"), moved);
    assert_eq!(on("cloudwatch:DescribeAlarms"), set(["*"]));
    let handed_over = set(["arn:${AWS::Partition}:s3:::*/CodeDeploy/*"]);
    assert_eq!(on("s3:GetObject"), handed_over);
}
