//! Metrics: a log line that AWS counts, in its embedded metric format
//! (<https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html>).

use crate::{
    clock::SystemClock,
    config::{self, ConfigError, Environment},
};
use domain::clock::Clock as _;
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use std::io::Write as _;

/// Namespace of our own metrics.
pub const NAMESPACE: &str = "CooperlinkRegistration";

/// Name of this deployment, the dimension of every metric.
///
/// # Errors
/// [`ConfigError::Missing`] when there is no prefix of secrets, which ends with it.
pub fn stage(environment: &Environment<'_>) -> Result<String, ConfigError> {
    let prefix = environment.text(config::SECRET_PREFIX)?;
    Ok(prefix.rsplit('/').next().unwrap_or_default().to_owned())
}

/// Writes values of metrics of now to the log, all with the same dimensions. A dimension never names a customer or a person.
pub fn emit(namespace: &str, dimensions: &[(&str, &str)], values: &[(&str, f64)]) {
    let line = line(namespace, dimensions, values, SystemClock.now());
    // A metric that cannot be written is nothing to fail for.
    let _written = writeln!(std::io::stdout().lock(), "{line}");
}

fn line(
    namespace: &str,
    dimensions: &[(&str, &str)],
    values: &[(&str, f64)],
    now: Timestamp,
) -> Value {
    let names: Vec<_> = dimensions.iter().map(|(name, _)| name).collect();
    let metrics: Vec<_> = values
        .iter()
        .map(|(name, _)| json!({"Name": name}))
        .collect();
    let mut members = Map::new();
    members.insert(
        "_aws".to_owned(),
        json!({
            "Timestamp": now.as_millisecond(),
            "CloudWatchMetrics": [
                {"Namespace": namespace, "Dimensions": [names], "Metrics": metrics},
            ],
        }),
    );
    for (name, value) in dimensions {
        members.insert((*name).to_owned(), json!(value));
    }
    for (name, value) in values {
        members.insert((*name).to_owned(), json!(value));
    }
    Value::Object(members)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_each_dimension_and_metric_and_has_its_value() {
        let now = Timestamp::from_second(1_800_000_000).unwrap();
        let values = [("CredentialDaysLeft", 12.0), ("Other", 0.5)];
        let line = line(NAMESPACE, &[("Stage", "production")], &values, now);
        assert_eq!(
            line,
            json!({
                "_aws": {
                    "Timestamp": 1_800_000_000_000_i64,
                    "CloudWatchMetrics": [{
                        "Namespace": "CooperlinkRegistration",
                        "Dimensions": [["Stage"]],
                        "Metrics": [{"Name": "CredentialDaysLeft"}, {"Name": "Other"}],
                    }],
                },
                "Stage": "production",
                "CredentialDaysLeft": 12.0,
                "Other": 0.5,
            })
        );
        assert!(!line.to_string().contains('\n'));
    }

    #[test]
    fn the_stage_is_the_end_of_the_prefix_of_secrets() {
        let environment = Environment::from_lookup(|name| {
            (name == config::SECRET_PREFIX).then(|| "cooperlink-registration/production".to_owned())
        });
        assert_eq!(stage(&environment).unwrap(), "production");
    }
}
