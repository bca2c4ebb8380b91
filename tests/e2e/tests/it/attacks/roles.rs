//! Denied actions of the functions' roles, tried on the emulated AWS, which enforces their policies.

use crate::support::{aws::Queue, full::Full, stack::Stack};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const FUNCTIONS: [&str; 7] = [
    "consent-start",
    "erase-worker",
    "event-deliver",
    "oauth-callback",
    "verify-api",
    "verify-dispatch",
    "verify-worker",
];

/// Functions that present our credential to Entra.
const PRESENTING: [&str; 3] = ["oauth-callback", "verify-api", "verify-worker"];

fn read_secret(name: &str) -> Value {
    let id = format!("cooperlink-registration/local/{name}");
    json!(["secretsmanager", "get_secret_value", {"SecretId": id}])
}

fn is_denied(code: &str) -> bool {
    code.starts_with("AccessDenied")
}

#[tokio::test]
async fn t64_each_secret_opens_for_the_functions_that_need_it_and_for_no_other() {
    let aws = Stack::load().aws();
    let secrets = [
        ("entra-app", &PRESENTING[..]),
        ("api-keys", &["verify-api"]),
        ("webhook-endpoints", &["event-deliver"]),
        (
            "sealing-keys",
            &["consent-start", "oauth-callback", "verify-api"],
        ),
        // Nobody's: who may read it is told that it is not there.
        ("system-users/nobody", &["verify-api", "verify-worker"]),
    ];
    let calls: Vec<_> = secrets.iter().map(|(name, _)| read_secret(name)).collect();
    for function in FUNCTIONS {
        let codes = aws.try_as(function, &calls);
        for ((secret, readers), code) in secrets.iter().zip(codes) {
            if readers.contains(&function) {
                let found = if secret.ends_with("/nobody") {
                    "ResourceNotFoundException"
                } else {
                    ""
                };
                assert_eq!(code, found, "{function} reads {secret}");
            } else {
                assert!(is_denied(&code), "{function} reads {secret}: {code:?}");
            }
        }
    }
}

/// The refresh tokens: the callback writes and never reads, the two functions that verify read, renew and remove one, the erase
/// worker removes one, and the others do nothing.
#[tokio::test]
async fn t61_each_function_does_with_refresh_tokens_what_it_must_and_no_more() {
    let stack = Stack::load();
    let aws = stack.aws();
    let full = Full::healthy(stack).await;
    let id = |name: &str| format!("cooperlink-registration/local/system-users/{name}");
    let (own, nobody) = (id(&full.id), id("nobody"));
    let calls = [
        json!(["secretsmanager", "get_secret_value", {"SecretId": own}]),
        json!(["secretsmanager", "put_secret_value", {"SecretId": nobody, "SecretString": "{}"}]),
        json!(["secretsmanager", "restore_secret", {"SecretId": nobody}]),
        json!(["secretsmanager", "batch_get_secret_value", {"SecretIdList": [own]}]),
        json!(["secretsmanager", "list_secret_version_ids", {"SecretId": own}]),
        json!(["secretsmanager", "delete_secret", {"SecretId": nobody}]),
    ];
    // What was allowed is told that nobody has no such secret.
    let (read, write, restore, delete) = (0, 1, 2, 5);
    for (function, allowed) in [
        ("consent-start", &[][..]),
        ("erase-worker", &[delete]),
        ("oauth-callback", &[write, restore]),
        ("verify-api", &[read, write, delete]),
        ("verify-dispatch", &[]),
        ("event-deliver", &[]),
        ("verify-worker", &[read, write, delete]),
    ] {
        let codes = aws.try_as(function, &calls);
        for (position, (call, code)) in calls.iter().zip(codes).enumerate() {
            if !allowed.contains(&position) {
                assert!(is_denied(&code), "{function}: {call}: {code:?}");
            } else if position == read && stack.system_user_tokens != "table" {
                assert_eq!(code, "", "{function}: {call}");
            } else {
                assert_eq!(code, "ResourceNotFoundException", "{function}: {call}");
            }
        }
    }
    // The callback may make one; it is not tried, because it would be there.
    let create = json!(["secretsmanager", "create_secret", {"Name": id("made-by-a-test"), "SecretString": "{}"}]);
    for function in FUNCTIONS.iter().filter(|name| **name != "oauth-callback") {
        let codes = aws.try_as(function, std::slice::from_ref(&create));
        assert!(is_denied(&codes[0]), "{function}: {codes:?}");
    }
}

/// The key that seals refresh tokens in the table.
#[tokio::test]
async fn t61_each_function_uses_the_key_of_the_system_users_as_it_must_and_no_more() {
    let aws = Stack::load().aws();
    let key = "alias/cooperlink-registration/local/system-users";
    let calls = [
        json!(["kms", "generate_data_key", {"KeyId": key, "KeySpec": "AES_256"}]),
        json!(["kms", "decrypt", {"KeyId": key, "CiphertextBlob": "sealed by nobody"}]),
        json!(["kms", "encrypt", {"KeyId": key, "Plaintext": "x"}]),
        json!(["kms", "describe_key", {"KeyId": key}]),
        json!(["kms", "disable_key", {"KeyId": key}]),
    ];
    let (make, open) = (0, 1);
    for (function, allowed) in [
        ("consent-start", &[][..]),
        ("erase-worker", &[]),
        ("event-deliver", &[]),
        ("oauth-callback", &[make]),
        ("verify-api", &[make, open]),
        ("verify-dispatch", &[]),
        ("verify-worker", &[make, open]),
    ] {
        let codes = aws.try_as(function, &calls);
        for (position, (call, code)) in calls.iter().zip(codes).enumerate() {
            if !allowed.contains(&position) {
                assert!(is_denied(&code), "{function}: {call}: {code:?}");
            } else if position == open {
                assert_eq!(code, "InvalidCiphertextException", "{function}: {call}");
            } else {
                assert_eq!(code, "", "{function}: {call}");
            }
        }
    }
}

#[tokio::test]
async fn t64_no_function_can_do_what_it_has_no_use_for() {
    let aws = Stack::load().aws();
    let table = "cooperlink-registration-local";
    let send =
        |queue| json!(["sqs", "send_message", {"QueueUrl": aws.url(queue), "MessageBody": "{}"}]);
    let calls = [
        json!(["dynamodb", "scan", {"TableName": table}]),
        json!(["dynamodb", "delete_table", {"TableName": table}]),
        json!(["secretsmanager", "put_secret_value", {
            "SecretId": "cooperlink-registration/local/entra-app", "SecretString": "{}",
        }]),
        json!(["secretsmanager", "list_secrets", {}]),
        json!(["iam", "list_roles", {}]),
        json!(["lambda", "list_functions", {}]),
        json!(["logs", "describe_log_groups", {}]),
        // Not even with the policies of a role that sends: the queues name the roles themselves (T69).
        send(Queue::Sweep),
        send(Queue::Interactive),
        send(Queue::Erase),
    ];
    for function in FUNCTIONS {
        let codes = aws.try_as(function, &calls);
        for (call, code) in calls.iter().zip(codes) {
            assert!(is_denied(&code), "{function}: {call}: {code:?}");
        }
    }
    // That the probe can succeed at all.
    let own = json!(["dynamodb", "get_item", {
        "TableName": table, "Key": {"PK": {"S": "DISPATCH#ALL"}, "SK": {"S": "MARKS"}},
    }]);
    let answered: BTreeSet<_> = FUNCTIONS
        .iter()
        // Which reach events and endpoints, and what is of a registration.
        .filter(|function| !["event-deliver", "erase-worker"].contains(function))
        .flat_map(|function| aws.try_as(function, std::slice::from_ref(&own)))
        .collect();
    assert_eq!(answered, BTreeSet::from([String::new()]));
}

#[tokio::test]
async fn t64_a_role_proves_itself_to_entra_where_its_function_has_a_credential_and_nowhere_else() {
    let aws = Stack::load().aws();
    let asked = json!(["sts", "get_web_identity_token", {
        "Audience": ["api://AzureADTokenExchange"], "DurationSeconds": 300, "SigningAlgorithm": "RS256",
    }]);
    for function in FUNCTIONS {
        let codes = aws.try_as(function, std::slice::from_ref(&asked));
        let is_presenting = PRESENTING.contains(&function);
        assert_eq!(
            is_denied(&codes[0]),
            !is_presenting,
            "{function}: {codes:?}"
        );
    }
}
