//! The AWS clients, built once. Their own limits are short: a call that has not come within two seconds is tried
//! again, three times in all (T46).

pub use aws_config::SdkConfig;
use aws_config::{BehaviorVersion, retry::RetryConfig, timeout::TimeoutConfig};
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};
use std::time::Duration;

/// Loads the shared AWS settings: region and credentials as Lambda gives them, `AWS_ENDPOINT_URL` where it is set. All clients
/// made from them share one HTTP client: its roots are read once, and a host's connection is opened once.
pub async fn aws() -> SdkConfig {
    let http = Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
        .build_https();
    aws_config::defaults(BehaviorVersion::latest())
        .http_client(http)
        .timeout_config(timeouts())
        .retry_config(
            RetryConfig::standard()
                .with_max_attempts(3)
                .with_initial_backoff(Duration::from_millis(50)),
        )
        .load()
        .await
}

fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(1))
        .operation_attempt_timeout(Duration::from_secs(2))
        .operation_timeout(Duration::from_secs(6))
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t46_no_aws_service_holds_a_request_for_longer_than_six_seconds() {
        let timeouts = timeouts();
        let seconds = |limit: Option<Duration>| limit.unwrap().as_secs();
        assert_eq!(seconds(timeouts.connect_timeout()), 1);
        assert_eq!(seconds(timeouts.operation_attempt_timeout()), 2);
        assert_eq!(seconds(timeouts.operation_timeout()), 6);
    }
}
