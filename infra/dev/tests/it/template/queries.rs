//! Saved queries of the logs: each asks for fields that there are.

use super::{alarms::sources, resources, template, texts};
use std::collections::BTreeSet;

/// Words of the query language.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html>
const WORDS: [&str; 15] = [
    "and",
    "as",
    "asc",
    "by",
    "count",
    "count_distinct",
    "desc",
    "fields",
    "filter",
    "ispresent",
    "limit",
    "or",
    "sort",
    "stats",
    "sum",
];

/// Names in a query that are no word of its language, no text and no name that the query itself gives.
fn names(query: &str) -> BTreeSet<&str> {
    // Every second part stands between quotation marks.
    let outside: Vec<_> = query.split('"').step_by(2).collect();
    let tokens: Vec<_> = outside
        .iter()
        .flat_map(|part| part.split(|c: char| !(c.is_alphanumeric() || "_@.".contains(c))))
        .filter(|token| !token.is_empty() && !token.starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    let given: BTreeSet<_> = tokens
        .windows(2)
        .filter(|pair| pair[0] == "as")
        .map(|pair| pair[1])
        .collect();
    let names = tokens.into_iter();
    names
        .filter(|name| !WORDS.contains(name) && !given.contains(name))
        .collect()
}

#[test]
fn names_of_a_query_are_its_fields_alone() {
    let query = "filter level = \"ERROR and more\" and ispresent(runs)\n| stats count(*) as times by outcome\n| sort times desc | limit 20";
    assert_eq!(names(query), BTreeSet::from(["level", "outcome", "runs"]));
}

/// The fields that a log line may have, as the tests of the logs list them.
fn fields() -> BTreeSet<String> {
    let layout = tooling::layout::Layout::of_this_checkout().unwrap();
    let file = layout.root().join("tests/e2e/tests/it/attacks/logs.rs");
    let text = std::fs::read_to_string(file).unwrap();
    let (_, rest) = text.split_once("const FIELDS: ").unwrap();
    let (list, _) = rest.split_once("];\n").unwrap();
    let names = list.split('"').skip(1).step_by(2);
    names.map(str::to_owned).collect()
}

#[test]
fn every_field_of_a_saved_query_is_one_that_log_lines_have() {
    let template = template();
    let (fields, sources) = (fields(), sources());
    // Given by the log itself and by CloudWatch.
    let of_log = ["@log", "@timestamp", "level", "message"];
    for (query, properties) in resources(&template, "AWS::Logs::QueryDefinition") {
        let text = properties["QueryString"].as_str().unwrap();
        assert!(
            text.lines().skip(1).all(|line| line.starts_with("| ")),
            "{query}"
        );
        let names = names(text);
        assert!(!names.is_empty(), "{query}");
        for name in names {
            if of_log.contains(&name) {
                continue;
            }
            assert!(fields.contains(name), "{query}: no line has {name}");
            let said = ["=", ","].iter().any(|after| {
                sources.contains(&format!(" {name} {after}"))
                    || sources.contains(&format!(" {name}{after}"))
            });
            assert!(
                said || sources.contains(&format!("record(\"{name}\"")),
                "{query}: nobody says {name}"
            );
        }
        assert!(
            properties["Name"]
                .as_str()
                .unwrap()
                .starts_with("cooperlink-registration-${Stage}/")
        );
    }
}

#[test]
fn saved_queries_look_at_every_function() {
    let template = template();
    let functions = resources(&template, "AWS::Serverless::Function").into_iter();
    let logs: BTreeSet<_> = functions.map(|(name, _)| format!("{name}Logs")).collect();
    for (query, properties) in resources(&template, "AWS::Logs::QueryDefinition") {
        let groups: BTreeSet<_> = texts(&properties["LogGroupNames"]).into_iter().collect();
        assert_eq!(groups, logs, "{query}");
    }
}

#[test]
fn the_runbook_names_every_saved_query() {
    let template = template();
    let layout = tooling::layout::Layout::of_this_checkout().unwrap();
    let runbook = std::fs::read_to_string(layout.root().join("infra/RUNBOOK.md")).unwrap();
    for (query, properties) in resources(&template, "AWS::Logs::QueryDefinition") {
        let name = properties["Name"].as_str().unwrap();
        let (_, name) = name.split_once('/').unwrap();
        assert!(runbook.contains(&format!("| `{name}` |")), "{query}");
    }
}
