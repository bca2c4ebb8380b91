//! Alarms: what each watches, whom it tells, and its heading in the runbook.

use super::{resources, set, template, texts};
use crate::documentation::rust_files;
use std::collections::BTreeSet;
use yaml_rust2::Yaml;

#[test]
fn every_dead_letter_queue_raises_an_alarm() {
    let template = template();
    let watched: BTreeSet<_> = resources(&template, "AWS::CloudWatch::Alarm")
        .iter()
        .filter(|(_, alarm)| {
            alarm["MetricName"].as_str() == Some("ApproximateNumberOfMessagesVisible")
        })
        .map(|(_, alarm)| alarm["Dimensions"][0]["Value"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(
        watched,
        set([
            "EraseDeadLetterQueue.QueueName",
            "DeliveryDeadLetterQueue.QueueName",
            "InteractiveDeadLetterQueue.QueueName",
            "SweepDeadLetterQueue.QueueName"
        ])
    );
}

#[test]
fn every_alarm_tells_somebody_when_it_begins_and_when_it_is_over() {
    for (name, alarm) in resources(&template(), "AWS::CloudWatch::Alarm") {
        let told = texts(&alarm["AlarmActions"]);
        assert!(told == ["AlarmTopic"] || told == ["NoticeTopic"], "{name}");
        assert_eq!(texts(&alarm["OKActions"]), told, "{name}");
    }
}

/// The headings of the runbook for alarms of a topic, between the heading of that part and the next.
fn headings(runbook: &str, part: &str) -> BTreeSet<String> {
    let (_, rest) = runbook.split_once(&format!("\n## {part}\n")).unwrap();
    let (text, _) = rest.split_once("\n## ").unwrap_or((rest, ""));
    text.lines()
        .filter_map(|line| line.strip_prefix("### "))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_alarm_has_its_heading_in_the_runbook_and_links_to_it() {
    let template = template();
    let layout = tooling::layout::Layout::of_this_checkout().unwrap();
    let runbook = std::fs::read_to_string(layout.root().join("infra/RUNBOOK.md")).unwrap();
    let mut alarms = Vec::new();
    for (_, alarm) in resources(&template, "AWS::CloudWatch::Alarm") {
        let name = alarm["AlarmName"].as_str().unwrap().to_owned();
        alarms.push((
            name,
            &alarm["AlarmDescription"],
            texts(&alarm["AlarmActions"]),
        ));
    }
    for (_, rule) in resources(&template, "AWS::Events::Rule") {
        let name = rule["Name"].as_str().unwrap().to_owned();
        alarms.push((
            name,
            &rule["Description"],
            texts(&rule["Targets"][0]["Arn"]),
        ));
    }
    for (topic, part) in [
        ("AlarmTopic", "Alarms that wake somebody"),
        ("NoticeTopic", "Alarms for tomorrow"),
    ] {
        let of_topic = alarms.iter().filter(|(_, _, told)| told == &[topic]);
        let named: BTreeSet<String> = of_topic
            .map(|(name, description, _)| {
                let name = name
                    .strip_prefix("cooperlink-registration-${Stage}-")
                    .unwrap();
                let link = format!("infra/RUNBOOK.md#{name}");
                assert!(description.as_str().unwrap().ends_with(&link), "{name}");
                name.to_owned()
            })
            .collect();
        assert_eq!(named, headings(&runbook, part), "{topic}");
    }
}

#[test]
fn no_link_within_the_runbook_leads_nowhere() {
    let layout = tooling::layout::Layout::of_this_checkout().unwrap();
    let runbook = std::fs::read_to_string(layout.root().join("infra/RUNBOOK.md")).unwrap();
    let links: Vec<_> = runbook
        .split("](#")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .collect();
    assert!(!links.is_empty());
    for (link, _) in links {
        let leads_to = |line: &str| {
            let heading = line.trim_start_matches('#').trim_start();
            line.starts_with("##") && heading.to_lowercase().replace(' ', "-") == link
        };
        assert!(runbook.lines().any(leads_to), "{link}");
    }
}

/// Resources and names of them that an expression of metrics counts: each metric with its one dimension.
fn counted<'a>(alarm: &'a Yaml, metric: &str) -> BTreeSet<&'a str> {
    alarm["Metrics"]
        .as_vec()
        .into_iter()
        .flatten()
        .map(|entry| &entry["MetricStat"]["Metric"])
        .filter(|counted| counted["MetricName"].as_str() == Some(metric))
        .filter_map(|counted| counted["Dimensions"].as_vec()?.last()?["Value"].as_str())
        .collect()
}

#[test]
fn every_function_and_every_index_is_watched_for_having_no_room() {
    let template = template();
    let alarms = resources(&template, "AWS::CloudWatch::Alarm");
    let alarm = |name: &str| alarms.iter().find(|(found, _)| *found == name).unwrap().1;
    let functions: BTreeSet<_> = resources(&template, "AWS::Serverless::Function")
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(counted(alarm("ThrottledAlarm"), "Throttles"), functions);
    let tables = resources(&template, "AWS::DynamoDB::Table");
    let (table, properties) = tables[0];
    let indexes = properties["GlobalSecondaryIndexes"].as_vec().unwrap();
    let names = indexes
        .iter()
        .map(|index| index["IndexName"].as_str().unwrap());
    let in_use = format!("${{{table}}}${{TableEnding}}");
    let watched: BTreeSet<_> = names.chain([in_use.as_str()]).collect();
    for metric in ["ReadThrottleEvents", "WriteThrottleEvents"] {
        assert_eq!(counted(alarm("TableThrottledAlarm"), metric), watched);
    }
}

#[test]
fn every_queue_that_work_waits_in_is_watched_for_its_oldest_message() {
    let template = template();
    let watched: BTreeSet<_> = resources(&template, "AWS::CloudWatch::Alarm")
        .iter()
        .filter(|(_, alarm)| alarm["MetricName"].as_str() == Some("ApproximateAgeOfOldestMessage"))
        .map(|(_, alarm)| alarm["Dimensions"][0]["Value"].as_str().unwrap().to_owned())
        .collect();
    // An event's own age is watched instead of that of its message: `deliveries-late`.
    assert_eq!(
        watched,
        set([
            "EraseQueue.QueueName",
            "InteractiveQueue.QueueName",
            "SweepQueue.QueueName"
        ])
    );
}

#[test]
fn what_alarms_listen_for_is_what_the_functions_say() {
    let template = template();
    let alarms: BTreeSet<_> = resources(&template, "AWS::CloudWatch::Alarm")
        .iter()
        .flat_map(|(_, alarm)| {
            let parts = alarm["Metrics"].as_vec().into_iter().flatten();
            let parts = parts.map(|entry| &entry["MetricStat"]["Metric"]["MetricName"]);
            parts.chain([&alarm["MetricName"]]).filter_map(Yaml::as_str)
        })
        .map(str::to_owned)
        .collect();
    let sources = sources();
    for (name, filter) in resources(&template, "AWS::Logs::MetricFilter") {
        let pattern = filter["FilterPattern"].as_str().unwrap();
        let outcome = pattern
            .strip_prefix("{ $.outcome = ")
            .and_then(|rest| rest.strip_suffix(" }"))
            .unwrap();
        assert!(
            [
                "outcome = ",
                "ProcessOutcome::Verified => ",
                "ProcessOutcome::Postponed => "
            ]
            .iter()
            .any(|before| sources.contains(&format!("{before}{outcome}"))),
            "{name}: nobody says {outcome}"
        );
        let metric = filter["MetricTransformations"][0]["MetricName"]
            .as_str()
            .unwrap();
        assert!(alarms.contains(metric), "{name}: nobody looks at {metric}");
    }
}

#[test]
fn a_fault_of_ours_is_counted_in_every_function() {
    let template = template();
    let counted: BTreeSet<_> = resources(&template, "AWS::Logs::MetricFilter")
        .into_iter()
        .filter(|(_, filter)| {
            let pattern = filter["FilterPattern"].as_str().unwrap();
            pattern.contains("operator_fault")
        })
        .map(|(_, filter)| filter["LogGroupName"].as_str().unwrap().to_owned())
        .collect();
    let functions = resources(&template, "AWS::Serverless::Function");
    let logs = functions.iter().map(|(name, _)| format!("{name}Logs"));
    assert_eq!(counted, logs.collect());
}

/// The Rust sources of what the functions are made of.
pub(super) fn sources() -> String {
    let files = rust_files().into_iter();
    let deployed =
        files.filter(|(path, _)| path.starts_with("shared/") || path.starts_with("functions/"));
    deployed.map(|(_, text)| text).collect()
}
