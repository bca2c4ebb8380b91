//! Permissions of the roles on the system users' refresh tokens in the table (T61).

use super::{resources, set, template, texts};
use std::collections::{BTreeMap, BTreeSet};
use yaml_rust2::Yaml;

/// The statements of all roles about a key, each with its role.
fn statements<'a>(template: &'a Yaml, key: &str) -> Vec<(&'a str, &'a Yaml)> {
    let mut found = Vec::new();
    for (role, properties) in resources(template, "AWS::IAM::Role") {
        for policy in properties["Policies"].as_vec().unwrap() {
            for statement in policy["PolicyDocument"]["Statement"].as_vec().unwrap() {
                if texts(&statement["Resource"]).iter().any(|on| on == key) {
                    found.push((role, statement));
                }
            }
        }
    }
    found
}

#[test]
fn t61_the_callback_seals_and_never_opens_and_no_other_role_has_the_key() {
    let template = template();
    let mut granted: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for (role, statement) in statements(&template, "SystemUsersKey.Arn") {
        let actions = granted.entry(role).or_default();
        actions.extend(texts(&statement["Action"]));
    }
    let both = || set(["kms:Decrypt", "kms:GenerateDataKey"]);
    let expected = BTreeMap::from([
        ("OauthCallbackRole", set(["kms:GenerateDataKey"])),
        ("VerifyApiRole", both()),
        ("VerifyWorkerRole", both()),
    ]);
    assert_eq!(granted, expected);
}

#[test]
fn t61_the_key_of_the_system_users_is_used_for_the_own_stage_alone() {
    let template = template();
    for (role, statement) in statements(&template, "SystemUsersKey.Arn") {
        let choice = statement["Condition"].as_vec().unwrap();
        let [local, none, condition] = choice.as_slice() else {
            panic!("{role}: {choice:?}");
        };
        assert_eq!(local.as_str(), Some("IsLocal"), "{role}");
        assert_eq!(none.as_str(), Some("AWS::NoValue"), "{role}");
        let stage = &condition["StringEquals"]["kms:EncryptionContext:stage"];
        let prefix = &template["Globals"]["Function"]["Environment"]["Variables"]["SECRET_PREFIX"];
        assert_eq!(stage, prefix, "{role}");
    }
}

#[test]
fn t61_the_other_key_opens_nothing_but_through_table_and_secrets() {
    let template = template();
    let found = statements(&template, "Key.Arn");
    assert!(!found.is_empty());
    for (role, statement) in found {
        let service = &statement["Condition"]["StringEquals"]["kms:ViaService"];
        let service = service.as_str().unwrap_or_default();
        let named = ["dynamodb.", "secretsmanager."];
        assert!(
            named.iter().any(|name| service.starts_with(name)),
            "{role}: {service}"
        );
    }
}

#[test]
fn the_functions_that_keep_read_or_remove_tokens_know_where_they_are() {
    let template = template();
    for variable in ["SYSTEM_USER_TOKENS", "SYSTEM_USERS_KEY_ARN"] {
        let knowing: BTreeSet<_> = resources(&template, "AWS::Serverless::Function")
            .into_iter()
            .filter(|(_, function)| !function["Environment"]["Variables"][variable].is_badvalue())
            .map(|(name, _)| name.to_owned())
            .collect();
        assert_eq!(
            knowing,
            set(["EraseWorker", "OauthCallback", "VerifyApi", "VerifyWorker"]),
            "{variable}"
        );
    }
    let parameter = &template["Parameters"]["SystemUserTokens"];
    assert_eq!(parameter["Default"].as_str(), Some("secrets-manager"));
    assert_eq!(
        texts(&parameter["AllowedValues"]),
        ["secrets-manager", "table"]
    );
}

/// Without its key no function can read a token in the table.
#[test]
fn the_keys_are_kept_and_told_of_when_they_are_in_danger() {
    let template = template();
    let keys = resources(&template, "AWS::KMS::Key");
    let rule = &template["Resources"]["KeyInDangerRule"]["Properties"]["EventPattern"];
    let watched = texts(&rule["detail"]["requestParameters"]["keyId"]);
    for (name, _) in &keys {
        let key = &template["Resources"][*name];
        for policy in ["DeletionPolicy", "UpdateReplacePolicy"] {
            assert!(
                key[policy].as_str().unwrap().starts_with("Retain"),
                "{name}"
            );
        }
        for wanted in [(*name).to_owned(), format!("{name}.Arn")] {
            assert!(watched.contains(&wanted), "{wanted}");
        }
    }
    assert_eq!(watched.len(), 2 * keys.len());
}
