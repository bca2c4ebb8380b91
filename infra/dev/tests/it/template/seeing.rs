//! Dashboard, metrics and traces: every metric on the dashboard exists, and every metric of ours is on it.

use super::{alarms::sources, resources, template, texts};
use bootstrap::metrics::MEASURED;
use serde_json::Value;
use std::collections::BTreeSet;
use test_case::test_case;
use yaml_rust2::Yaml;

const OUR_NAMESPACE: &str = "CooperlinkRegistration/${Stage}";

/// Metrics of AWS by the type of the resource that they are about: the namespace, the dimension that names the resource, and the
/// names that AWS documents for each service.
const OF_AWS: [(&str, &str, &str, &[&str]); 4] = [
    (
        "AWS::Serverless::Function",
        "AWS/Lambda",
        "FunctionName",
        &[
            "ConcurrentExecutions",
            "Duration",
            "Errors",
            "Invocations",
            "Throttles",
        ],
    ),
    (
        "AWS::SQS::Queue",
        "AWS/SQS",
        "QueueName",
        &[
            "ApproximateAgeOfOldestMessage",
            "ApproximateNumberOfMessagesVisible",
        ],
    ),
    (
        "AWS::ApiGatewayV2::Api",
        "AWS/ApiGateway",
        "ApiId",
        &["4xx", "5xx", "Count", "IntegrationLatency", "Latency"],
    ),
    (
        "AWS::DynamoDB::Table",
        "AWS/DynamoDB",
        "TableName",
        &[
            "ConsumedReadCapacityUnits",
            "ConsumedWriteCapacityUnits",
            "ReadThrottleEvents",
            "WriteThrottleEvents",
        ],
    ),
];

fn widgets(template: &Yaml) -> Vec<Value> {
    let (_, dashboard) = resources(template, "AWS::CloudWatch::Dashboard")[0];
    let body: Value = serde_json::from_str(dashboard["DashboardBody"].as_str().unwrap()).unwrap();
    body["widgets"].as_array().unwrap().clone()
}

/// A metric as a dashboard names it: namespace, name, and dimensions with their values.
struct Shown {
    namespace: String,
    name: String,
    dimensions: Vec<(String, String)>,
}

fn shown(entry: &Value) -> Shown {
    let texts: Vec<_> = entry
        .as_array()
        .unwrap()
        .iter()
        .map_while(Value::as_str)
        .collect();
    let [namespace, name, dimensions @ ..] = texts.as_slice() else {
        panic!("{entry}");
    };
    let pairs = dimensions.chunks(2);
    let pairs = pairs.map(|pair| (pair[0].to_owned(), pair[1].to_owned()));
    Shown {
        namespace: (*namespace).to_owned(),
        name: (*name).to_owned(),
        dimensions: pairs.collect(),
    }
}

/// Whether our log lines hold the metric, or a filter counts it.
fn is_ours(template: &Yaml, shown: &Shown) -> bool {
    let is_counted = resources(template, "AWS::Logs::MetricFilter")
        .iter()
        .any(|(_, filter)| {
            let counted = &filter["MetricTransformations"][0]["MetricName"];
            counted.as_str() == Some(&*shown.name)
        });
    let is_embedded = MEASURED.iter().any(|measured| {
        let names = measured.dimensions.iter().map(|dimension| dimension.name);
        let names: BTreeSet<_> = names.collect();
        let shown_names: BTreeSet<_> = shown.dimensions.iter().map(|(name, _)| &**name).collect();
        let has_values = shown.dimensions.iter().all(|(name, value)| {
            let mut dimensions = measured.dimensions.iter();
            dimensions.any(|known| known.name == name && known.values.contains(&&**value))
        });
        measured
            .metrics
            .iter()
            .any(|metric| metric.name == shown.name)
            && (shown_names.is_empty() || names == shown_names)
            && has_values
    });
    is_embedded || (is_counted && shown.dimensions.is_empty())
}

/// Whether AWS has the metric of a resource of the template.
fn is_of_aws(template: &Yaml, shown: &Shown) -> bool {
    OF_AWS.iter().any(|(kind, namespace, dimension, names)| {
        let [(first, value), others @ ..] = shown.dimensions.as_slice() else {
            return false;
        };
        // A restored table has another name, and the same indexes.
        let resource = value
            .trim_end_matches("${TableEnding}")
            .strip_prefix("${")
            .and_then(|rest| rest.strip_suffix('}'));
        let resource = resource.unwrap_or_default().trim_end_matches(".QueueName");
        let known = resources(template, kind);
        let of_resource = known.iter().find(|(found, _)| *found == resource);
        let is_index = others.iter().all(|(name, index)| {
            let indexes = of_resource.map(|(_, table)| &table["GlobalSecondaryIndexes"]);
            let mut indexes = indexes.and_then(Yaml::as_vec).into_iter().flatten();
            name == "GlobalSecondaryIndexName"
                && indexes.any(|found| found["IndexName"].as_str() == Some(index))
        });
        shown.namespace == *namespace
            && first == dimension
            && names.contains(&&*shown.name)
            && of_resource.is_some()
            && is_index
    })
}

#[test]
fn every_metric_of_the_dashboard_is_one_that_there_is() {
    let template = template();
    let widgets = widgets(&template);
    let metrics: Vec<_> = widgets
        .iter()
        .filter_map(|widget| widget["properties"]["metrics"].as_array())
        .flatten()
        .map(shown)
        .collect();
    assert!(metrics.len() > 60, "{}", metrics.len());
    for shown in &metrics {
        let is_known = if shown.namespace == OUR_NAMESPACE {
            is_ours(&template, shown)
        } else {
            is_of_aws(&template, shown)
        };
        assert!(
            is_known,
            "{} {} {:?}",
            shown.namespace, shown.name, shown.dimensions
        );
    }
    // The other way round: what is paid for is shown, and so is every function and queue that works.
    for measured in MEASURED {
        for metric in measured.metrics {
            assert!(
                metrics.iter().any(|shown| shown.name == metric.name),
                "{}",
                metric.name
            );
        }
    }
    for (function, _) in resources(&template, "AWS::Serverless::Function") {
        for name in ["Duration", "Errors", "Throttles"] {
            let is_it = |shown: &Shown| {
                shown.name == name && shown.dimensions[0].1 == format!("${{{function}}}")
            };
            assert!(metrics.iter().any(is_it), "{name} of {function}");
        }
    }
    for (queue, _) in resources(&template, "AWS::SQS::Queue") {
        let value = format!("${{{queue}.QueueName}}");
        let is_it = |shown: &Shown| shown.dimensions.iter().any(|(_, named)| *named == value);
        assert!(metrics.iter().any(is_it), "{queue}");
    }
}

#[test_case("runs", &[("trigger", "scheduled"), ("outcome", "complete")], true; "all dimensions")]
#[test_case("runs", &[], true; "the sum")]
#[test_case("runs", &[("trigger", "scheduled")], false; "one dimension of two")]
#[test_case("runs", &[("trigger", "scheduled"), ("outcome", "well")], false; "a value that nobody says")]
#[test_case("Runs", &[], false; "another name")]
#[test_case("Due", &[], true; "a filter's")]
#[test_case("Due", &[("trigger", "scheduled")], false; "a filter's by something")]
fn a_metric_that_nothing_makes_is_found(name: &str, dimensions: &[(&str, &str)], expected: bool) {
    let dimensions = dimensions.iter();
    let shown = Shown {
        namespace: OUR_NAMESPACE.to_owned(),
        name: name.to_owned(),
        dimensions: dimensions
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
    };
    assert_eq!(is_ours(&template(), &shown), expected);
}

#[test]
fn widgets_of_the_dashboard_lie_side_by_side() {
    let widgets = widgets(&template());
    let mut taken = BTreeSet::new();
    for widget in &widgets {
        let of = |name: &str| widget[name].as_u64().unwrap();
        assert!(of("x") + of("width") <= 24);
        for x in of("x")..of("x") + of("width") {
            for y in of("y")..of("y") + of("height") {
                assert!(taken.insert((x, y)), "{}", widget["properties"]["title"]);
            }
        }
    }
}

#[test]
fn the_dashboard_shows_every_alarm() {
    let template = template();
    let widgets = widgets(&template);
    let shown: BTreeSet<_> = widgets
        .iter()
        .filter_map(|widget| widget["properties"]["alarms"].as_array())
        .flatten()
        .filter_map(|arn| arn.as_str()?.split_once(":alarm:"))
        .map(|(_, name)| name.to_owned())
        .collect();
    let alarms = resources(&template, "AWS::CloudWatch::Alarm").into_iter();
    let alarms = alarms.map(|(_, alarm)| alarm["AlarmName"].as_str().unwrap().to_owned());
    assert_eq!(shown, alarms.collect());
}

#[test]
fn every_alarm_on_a_metric_of_ours_listens_for_one_that_there_is() {
    let template = template();
    for (name, alarm) in resources(&template, "AWS::CloudWatch::Alarm") {
        let parts = alarm["Metrics"].as_vec().into_iter().flatten();
        let parts = parts.map(|entry| &entry["MetricStat"]["Metric"]);
        for metric in parts.chain([alarm]) {
            if metric["Namespace"].as_str() != Some(OUR_NAMESPACE) {
                continue;
            }
            let shown = Shown {
                namespace: OUR_NAMESPACE.to_owned(),
                name: metric["MetricName"].as_str().unwrap().to_owned(),
                dimensions: Vec::new(),
            };
            assert!(metric["Dimensions"].is_badvalue(), "{name}");
            assert!(is_ours(&template, &shown), "{name}: {}", shown.name);
        }
    }
}

#[test]
fn functions_count_in_the_namespace_that_dashboard_and_alarms_look_at() {
    let template = template();
    let globals = &template["Globals"]["Function"]["Environment"]["Variables"];
    assert_eq!(globals["METRIC_NAMESPACE"].as_str(), Some(OUR_NAMESPACE));
    // Lambda's text format, the default, hands every line on as it is.
    for (name, function) in resources(&template, "AWS::Serverless::Function") {
        assert!(
            function["LoggingConfig"]["LogFormat"].is_badvalue(),
            "{name}"
        );
    }
}

/// Every counted event, field and dimension value is logged by a function.
#[test]
fn what_is_measured_is_what_the_functions_say() {
    let sources = sources();
    for measured in MEASURED {
        let said = format!("name: \"{}\",", measured.event);
        assert!(sources.contains(&said), "{}", measured.event);
        for metric in measured.metrics {
            let said = format!("{} = ", metric.name);
            assert!(sources.contains(&said), "{}", metric.name);
        }
        for value in measured
            .dimensions
            .iter()
            .flat_map(|dimension| dimension.values)
        {
            // Once in the list of values, and once where it is said.
            let said = sources.matches(&format!("\"{value}\"")).count();
            assert!(said > 1, "nobody says {value}");
        }
    }
}

#[test]
fn invocations_are_traced_where_a_stage_asks_for_it_and_by_every_function() {
    let template = template();
    assert_eq!(
        template["Parameters"]["Tracing"]["Default"].as_str(),
        Some("off")
    );
    let mode = &template["Globals"]["Function"]["Tracing"];
    assert_eq!(texts(mode), ["Traces", "Active", "PassThrough"]);
    assert_eq!(texts(&template["Conditions"]["Traces"]), ["Tracing", "on"]);
    for (_, function) in resources(&template, "AWS::Serverless::Function") {
        let role =
            &template["Resources"][function["Role"].as_str().unwrap().trim_end_matches(".Arn")];
        let policies = role["Properties"]["ManagedPolicyArns"].as_vec();
        let is_for_tracing = |policy: &Yaml| policy[0].as_str() == Some("Traces");
        assert!(policies.unwrap().iter().any(is_for_tracing));
    }
}
