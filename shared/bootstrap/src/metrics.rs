//! Metrics that are embedded in log lines, from which `CloudWatch` extracts them
//! (<https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html>).
//!
//! A line counts if the name of its event is in [`MEASURED`]: its numbers are the metrics, its texts the dimensions. AWS charges
//! for every combination of values as a metric, so a dimension takes the values of its list and no id. A line with another value
//! counts only in the sum.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

/// Metrics of one kind of line. Each is kept as a sum over all lines, and by its dimensions.
#[derive(Debug, Clone, Copy)]
pub struct MetricSet {
    /// Name of the event.
    pub event: &'static str,
    /// Fields that the metrics are kept by.
    pub dimensions: &'static [Dimension],
    /// Fields that are metrics, where a line has them.
    pub metrics: &'static [Metric],
}

/// A field with few values.
#[derive(Debug, Clone, Copy)]
pub struct Dimension {
    /// Name of the field.
    pub name: &'static str,
    /// All its values.
    pub values: &'static [&'static str],
}

/// A field with a number.
#[derive(Debug, Clone, Copy)]
pub struct Metric {
    /// Name of the field.
    pub name: &'static str,
    /// Its unit, as `CloudWatch` calls it.
    pub unit: &'static str,
}

const fn count(name: &'static str) -> Metric {
    Metric {
        name,
        unit: "Count",
    }
}

const fn milliseconds(name: &'static str) -> Metric {
    Metric {
        name,
        unit: "Milliseconds",
    }
}

const TRIGGER: Dimension = Dimension {
    name: "trigger",
    values: &["scheduled", "interactive", "requested"],
};

/// All metrics that our log lines hold.
pub const MEASURED: &[MetricSet] = &[
    // Verification runs, by how much of the tenant they saw.
    MetricSet {
        event: "run",
        dimensions: &[
            TRIGGER,
            Dimension {
                name: "outcome",
                values: &[
                    "complete",
                    "partial",
                    "could_not_look",
                    "superseded",
                    "not_verifiable",
                    "not_found",
                    "run_failed",
                ],
            },
        ],
        metrics: &[count("runs")],
    },
    // Their time, their lag behind the due time, and of those that looked at a tenant 1 for each that a disturbance hid something
    // from, else 0: the average is the share.
    MetricSet {
        event: "run",
        dimensions: &[TRIGGER],
        metrics: &[
            milliseconds("duration_ms"),
            milliseconds("lag_ms"),
            count("disturbed"),
        ],
    },
    // Ends of what a person came for.
    MetricSet {
        event: "journey",
        dimensions: &[Dimension {
            name: "outcome",
            values: &["completed", "declined", "refused", "failed"],
        }],
        metrics: &[count("journeys")],
    },
    // Attempts to deliver an event to an endpoint of the host app.
    MetricSet {
        event: "delivery",
        dimensions: &[Dimension {
            name: "outcome",
            values: &[
                "delivered",
                "delivery_waiting",
                "delivery_late",
                "delivery_failed",
            ],
        }],
        metrics: &[count("deliveries")],
    },
    // Refusals by Microsoft's token endpoint, by whom they are about.
    MetricSet {
        event: "refusal",
        dimensions: &[Dimension {
            name: "class",
            values: &["account", "tenant", "ours", "microsoft", "unexplained"],
        }],
        metrics: &[count("refusals")],
    },
    // Whole days until the credential in use ends; below zero once it has.
    MetricSet {
        event: "credential",
        dimensions: &[],
        metrics: &[Metric {
            name: "credential_days_left",
            unit: "None",
        }],
    },
];

/// Namespace of this stage's metrics.
#[derive(Debug, Clone)]
pub(crate) struct Namespace(pub(crate) String);

impl Namespace {
    /// Adds the metrics of a log line to it, if lines of that event are counted.
    pub(crate) fn count(&self, event: &str, line: &mut Map<String, Value>, now: Timestamp) {
        let measured = MEASURED.iter().filter(|measured| measured.event == event);
        let directives: Vec<Value> = measured
            .map(|measured| self.directive(measured, line))
            .collect();
        if !directives.is_empty() {
            let metadata =
                json!({"Timestamp": now.as_millisecond(), "CloudWatchMetrics": directives});
            line.insert("_aws".to_owned(), metadata);
        }
    }

    fn directive(&self, measured: &MetricSet, line: &Map<String, Value>) -> Value {
        let has_value = |dimension: &Dimension| {
            let value = line.get(dimension.name).and_then(Value::as_str);
            value.is_some_and(|value| dimension.values.contains(&value))
        };
        let names = measured.dimensions.iter().map(|dimension| dimension.name);
        let mut sets = vec![Vec::new()];
        if !measured.dimensions.is_empty() && measured.dimensions.iter().all(has_value) {
            sets.push(names.collect());
        }
        let metrics = measured.metrics.iter();
        let metrics: Vec<Value> = metrics
            .filter(|metric| line.get(metric.name).is_some_and(Value::is_number))
            .map(|metric| json!({"Name": metric.name, "Unit": metric.unit}))
            .collect();
        json!({"Namespace": self.0, "Dimensions": sets, "Metrics": metrics})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn counted(event: &str, line: Value) -> Value {
        let Value::Object(mut line) = line else {
            panic!("an object");
        };
        let now = Timestamp::from_millisecond(1_750_000_000_123).unwrap();
        Namespace("Stage".to_owned()).count(event, &mut line, now);
        line.remove("_aws").unwrap_or_default()
    }

    #[test]
    fn a_run_is_counted_by_trigger_and_outcome_and_by_no_id() {
        let line = json!({
            "registration_id": "01930000-0000-7000-8000-00000000002f", "trigger": "scheduled", "outcome": "partial",
            "runs": 1, "duration_ms": 12, "lag_ms": 40, "disturbed": 1,
        });
        let milliseconds = |name: &str| json!({"Name": name, "Unit": "Milliseconds"});
        let count = |name: &str| json!({"Name": name, "Unit": "Count"});
        let expected = json!({
            "Timestamp": 1_750_000_000_123_i64,
            "CloudWatchMetrics": [
                {"Namespace": "Stage", "Dimensions": [[], ["trigger", "outcome"]], "Metrics": [count("runs")]},
                {"Namespace": "Stage", "Dimensions": [[], ["trigger"]],
                 "Metrics": [milliseconds("duration_ms"), milliseconds("lag_ms"), count("disturbed")]},
            ],
        });
        assert_eq!(counted("run", line), expected);
    }

    #[test]
    fn what_a_line_does_not_have_is_no_metric_of_it() {
        let line = json!({"trigger": "requested", "outcome": "complete", "runs": 1, "duration_ms": 1, "disturbed": 0});
        let directives = &counted("run", line)["CloudWatchMetrics"];
        let names: Vec<_> = directives[1]["Metrics"]
            .as_array()
            .unwrap()
            .iter()
            .collect();
        assert_eq!(names.len(), 2, "{names:?}");
        assert_eq!(counted("another event", json!({"runs": 1})), Value::Null);
    }

    #[test]
    fn a_value_that_no_list_has_makes_no_metric_of_its_own() {
        for outcome in [
            json!("01930000-0000-7000-8000-00000000002f"),
            json!(7),
            json!(null),
        ] {
            let counted = counted("delivery", json!({"outcome": outcome, "deliveries": 1}));
            let directive = &counted["CloudWatchMetrics"][0];
            assert_eq!(directive["Dimensions"], json!([[]]), "{outcome}");
        }
    }

    /// Limit of the number of metrics. Each costs 0.30 USD a month (<https://aws.amazon.com/cloudwatch/pricing/>).
    #[test]
    fn there_are_few_metrics_whatever_happens() {
        let all = MEASURED.iter().map(|measured| {
            let values = measured.dimensions.iter();
            let combinations: usize = values.map(|dimension| dimension.values.len()).product();
            let sets = 1 + usize::from(!measured.dimensions.is_empty()) * combinations;
            measured.metrics.len() * sets
        });
        assert!(all.sum::<usize>() <= 60);
        let dimensions = MEASURED.iter().flat_map(|measured| measured.dimensions);
        let names: BTreeSet<_> = dimensions.map(|dimension| dimension.name).collect();
        assert_eq!(names, BTreeSet::from(["class", "outcome", "trigger"]));
    }

    /// The members that a directive names stand on the line itself, at most 30 dimensions and 100 metrics.
    #[test]
    fn directives_keep_within_the_specification() {
        for measured in MEASURED {
            assert!(measured.dimensions.len() <= 30 && measured.metrics.len() <= 100);
            for dimension in measured.dimensions {
                let fits = |value: &&str| !value.is_empty() && value.len() <= 1024;
                assert!(dimension.values.iter().all(fits), "{}", dimension.name);
            }
        }
    }
}
