//! Queues: their encryption, and when a message is shown again.

use super::{function_of, resources, roles_that_may, template, texts};
use std::collections::BTreeSet;

#[test]
fn t76_a_message_is_never_shown_again_while_its_run_may_be_alive() {
    let template = template();
    let mappings = resources(&template, "AWS::Lambda::EventSourceMapping");
    assert_eq!(mappings.len(), 4);
    for (name, mapping) in mappings {
        assert_eq!(
            texts(&mapping["FunctionResponseTypes"]),
            ["ReportBatchItemFailures"],
            "{name}"
        );
        let worker = &template["Resources"][function_of(mapping)]["Properties"];
        let timeout = worker["Timeout"].as_i64().unwrap();
        let queue = mapping["EventSourceArn"]
            .as_str()
            .unwrap()
            .trim_end_matches(".Arn");
        let queue = &template["Resources"][queue]["Properties"];
        assert!(
            queue["VisibilityTimeout"].as_i64().unwrap() >= 6 * timeout,
            "{name}"
        );
        assert_eq!(
            queue["RedrivePolicy"]["maxReceiveCount"].as_i64(),
            Some(5),
            "{name}"
        );
    }
}

#[test]
fn every_queue_is_encrypted_by_sqs() {
    for (name, queue) in resources(&template(), "AWS::SQS::Queue") {
        assert_eq!(
            queue["SqsManagedSseEnabled"].as_bool(),
            Some(true),
            "{name}"
        );
    }
}

#[test]
fn a_failed_tick_is_not_made_again_by_the_platform() {
    let template = template();
    let (_, dispatch) = resources(&template, "AWS::Serverless::Function")
        .into_iter()
        .find(|(name, _)| *name == "VerifyDispatch")
        .unwrap();
    let config = &dispatch["EventInvokeConfig"];
    assert_eq!(config["MaximumRetryAttempts"].as_i64(), Some(0));
    assert_eq!(config["MaximumEventAgeInSeconds"].as_i64(), Some(60));
}

/// AWS ends a chain of messages after 16 by default.
/// <https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html>
#[test]
fn a_function_that_sends_to_the_queue_it_is_fed_from_may_do_so() {
    let template = template();
    let may_loop: BTreeSet<_> = resources(&template, "AWS::Serverless::Function")
        .into_iter()
        .filter(|(_, function)| function["RecursiveLoop"].as_str() == Some("Allow"))
        .map(|(name, _)| name)
        .collect();
    let senders: BTreeSet<_> = resources(&template, "AWS::Lambda::EventSourceMapping")
        .into_iter()
        .filter(|(_, mapping)| {
            let queue = mapping["EventSourceArn"].as_str().unwrap();
            let role = format!("{}Role", function_of(mapping));
            roles_that_may(&template, "sqs:SendMessage", queue).contains(&role)
        })
        .map(|(_, mapping)| function_of(mapping))
        .collect();
    assert_eq!(may_loop, senders);
    assert_eq!(senders, BTreeSet::from(["VerifyWorker"]));
}
