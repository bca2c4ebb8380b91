//! Properties that `infra/template.yaml` keeps however it grows: here those of roles, secrets and the emulated cloud.

mod alarms;
mod aliases;
mod cost;
mod federation;
mod queries;
mod queues;
mod routes;
mod seeing;
mod system_users;
mod way_out;

use std::collections::BTreeSet;
use yaml_rust2::{Yaml, YamlLoader};

/// The template without functions such as `!Ref`; their arguments stay.
fn template() -> Yaml {
    let file = tooling::layout::Layout::of_this_checkout()
        .unwrap()
        .template();
    let text = std::fs::read_to_string(file).unwrap();
    YamlLoader::load_from_str(&text).unwrap().remove(0)
}

/// The resources of a type, each with its name and properties.
fn resources<'a>(template: &'a Yaml, kind: &str) -> Vec<(&'a str, &'a Yaml)> {
    let found: Vec<_> = template["Resources"]
        .as_hash()
        .unwrap()
        .iter()
        .filter(|(_, resource)| resource["Type"].as_str() == Some(kind))
        .map(|(name, resource)| (name.as_str().unwrap(), &resource["Properties"]))
        .collect();
    assert!(!found.is_empty(), "no resource of type {kind}");
    found
}

/// Name of the function whose alias a queue is mapped to.
fn function_of(mapping: &Yaml) -> &str {
    let alias = mapping["FunctionName"].as_str().unwrap();
    alias.strip_suffix(".Alias").unwrap()
}

/// Texts of a value: itself, or each item of a list.
fn texts(value: &Yaml) -> Vec<String> {
    let text = |value: &Yaml| value.as_str().map(str::to_owned).unwrap();
    value.as_vec().map_or_else(
        || vec![text(value)],
        |values| values.iter().map(text).collect(),
    )
}

/// Every permission of every role, as role, action and resource.
fn grants(template: &Yaml) -> Vec<(String, String, String)> {
    let mut grants = Vec::new();
    for (role, properties) in resources(template, "AWS::IAM::Role") {
        // `way_out` has the tests of the first. AWS's own for X-Ray knows no resources, and is there only where a stage has that
        // switched on.
        let others = [
            "[HasFixedWayOut, NetworkInterfacesPolicy, AWS::NoValue]",
            "[Traces, 'arn:${AWS::Partition}:iam::aws:policy/AWSXRayDaemonWriteAccess', AWS::NoValue]",
        ];
        let others = others.map(|other| YamlLoader::load_from_str(other).unwrap().remove(0));
        let managed = properties["ManagedPolicyArns"].as_vec();
        assert!(
            managed.is_none_or(|managed| managed.iter().all(|policy| others.contains(policy))),
            "{role} has policies of others"
        );
        for policy in properties["Policies"].as_vec().unwrap() {
            for statement in policy["PolicyDocument"]["Statement"].as_vec().unwrap() {
                assert_eq!(statement["Effect"].as_str(), Some("Allow"), "{role}");
                for action in texts(&statement["Action"]) {
                    for resource in texts(&statement["Resource"]) {
                        grants.push((role.to_owned(), action.clone(), resource));
                    }
                }
            }
        }
    }
    grants
}

/// Roles that may do `action` on a resource whose name contains a text.
fn roles_that_may(template: &Yaml, action: &str, resource: &str) -> BTreeSet<String> {
    grants(template)
        .into_iter()
        .filter(|(_, granted, on)| granted == action && on.contains(resource))
        .map(|(role, ..)| role)
        .collect()
}

fn set<const N: usize>(names: [&str; N]) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

/// A restored table is used by everything at once: by functions, roles and alarms.
#[test]
fn whatever_uses_the_table_uses_the_one_with_the_ending() {
    let file = tooling::layout::Layout::of_this_checkout().unwrap();
    let text = std::fs::read_to_string(file.template()).unwrap();
    for line in text.lines() {
        let bare = [
            "!GetAtt Table.",
            "!Ref Table\n",
            "!Ref Table }",
            "!Ref Table,",
        ];
        let line = format!("{line}\n");
        assert!(!bare.iter().any(|bare| line.contains(bare)), "{line}");
        for table in ["${Table}", "${Table.Arn}"] {
            let uses = line.matches(table).count();
            assert_eq!(
                uses,
                line.matches(&format!("{table}${{TableEnding}}")).count(),
                "{line}"
            );
        }
    }
}

#[test]
fn t64_no_role_has_a_wildcard_but_for_the_system_users_secrets() {
    for (role, action, resource) in grants(&template()) {
        assert!(!action.contains('*'), "{role} may {action}");
        // What CodeDeploy may is in a test of its own, and so is the token of a role, which AWS limits to no resource.
        if role == "DeploymentRole" || action == federation::ACTION {
            continue;
        }
        let named = resource
            .strip_suffix("/system-users/*")
            .unwrap_or(&resource);
        assert!(!named.contains('*'), "{role} may {action} on {resource}");
    }
}

#[test]
fn t64_each_secret_has_the_readers_of_the_design_and_no_other() {
    let template = template();
    let readers = |secret| roles_that_may(&template, "secretsmanager:GetSecretValue", secret);

    assert_eq!(
        readers("/system-users/"),
        set(["VerifyApiRole", "VerifyWorkerRole"])
    );
    assert_eq!(
        readers("SealingKeysSecret"),
        set(["ConsentStartRole", "OauthCallbackRole", "VerifyApiRole"])
    );
    assert_eq!(readers("ApiKeysSecret"), set(["VerifyApiRole"]));
    assert_eq!(readers("WebhookEndpointsSecret"), set(["EventDeliverRole"]));
    assert_eq!(
        readers("EntraAppSecret"),
        set(["OauthCallbackRole", "VerifyApiRole", "VerifyWorkerRole"])
    );
    let makers = roles_that_may(&template, "secretsmanager:CreateSecret", "");
    assert_eq!(makers, set(["OauthCallbackRole"]));
    let writers = roles_that_may(&template, "secretsmanager:PutSecretValue", "");
    assert_eq!(
        writers,
        set(["OauthCallbackRole", "VerifyApiRole", "VerifyWorkerRole"])
    );
    let removers = roles_that_may(&template, "secretsmanager:DeleteSecret", "");
    assert_eq!(
        removers,
        set(["EraseWorkerRole", "VerifyApiRole", "VerifyWorkerRole"])
    );
    for (role, action, resource) in grants(&template) {
        let makes_or_changes = ["Create", "Delete", "Put", "Restore", "Tag"]
            .iter()
            .any(|verb| action.starts_with(&format!("secretsmanager:{verb}")));
        assert!(
            !makes_or_changes || resource.contains("/system-users/"),
            "{role} may {action} on {resource}"
        );
    }
}

#[test]
fn t83_rows_of_a_registration_are_deleted_by_the_erase_worker_alone() {
    let template = template();
    for (role, properties) in resources(&template, "AWS::IAM::Role") {
        for policy in properties["Policies"].as_vec().unwrap() {
            for statement in policy["PolicyDocument"]["Statement"].as_vec().unwrap() {
                if !texts(&statement["Action"]).contains(&"dynamodb:DeleteItem".to_owned()) {
                    continue;
                }
                let keys = &statement["Condition"]["ForAllValues:StringLike"];
                let keys = texts(&keys["dynamodb:LeadingKeys"]);
                for kept in [
                    "REG#*",
                    "INV#*",
                    "LEG#*",
                    "SUPPORT#*",
                    "CLAIM#*",
                    "TENANT#*",
                ] {
                    let deletes = keys.iter().any(|key| key == kept);
                    assert_eq!(deletes, role == "EraseWorkerRole", "{role}: {kept}");
                }
                assert!(!keys.iter().any(|key| key.starts_with("EVENTS")), "{role}");
            }
        }
    }
}

#[test]
fn t64_each_function_sends_to_the_queue_it_has_the_address_of_and_to_no_other() {
    let template = template();
    for (queue, variable) in [
        ("SweepQueue", "SWEEP_QUEUE_URL"),
        ("InteractiveQueue", "INTERACTIVE_QUEUE_URL"),
        ("EraseQueue", "ERASE_QUEUE_URL"),
        ("DeliveryQueue", "DELIVERY_QUEUE_URL"),
    ] {
        let addressed: BTreeSet<_> = resources(&template, "AWS::Serverless::Function")
            .into_iter()
            .filter(|(_, function)| !function["Environment"]["Variables"][variable].is_badvalue())
            .map(|(name, _)| format!("{name}Role"))
            .collect();
        assert_eq!(
            roles_that_may(&template, "sqs:SendMessage", queue),
            addressed,
            "{queue}"
        );
    }
}

#[test]
fn t69_nobody_sends_to_a_queue_but_the_roles_that_may() {
    let template = template();
    let policies = resources(&template, "AWS::SQS::QueuePolicy");
    for queue in [
        "SweepQueue",
        "InteractiveQueue",
        "EraseQueue",
        "DeliveryQueue",
    ] {
        let (_, policy) = policies
            .iter()
            .find(|(_, policy)| texts(&policy["Queues"]) == [queue])
            .unwrap();
        let statement = &policy["PolicyDocument"]["Statement"][0];
        assert_eq!(statement["Effect"].as_str(), Some("Deny"));
        assert_eq!(statement["Principal"].as_str(), Some("*"));
        assert_eq!(statement["Action"].as_str(), Some("sqs:SendMessage"));
        let spared = &statement["Condition"]["ArnNotLike"]["aws:PrincipalArn"];
        let spared = spared.as_vec().unwrap();
        // The operator's role, where the stage names one.
        let operator =
            YamlLoader::load_from_str("[HasOperatorRole, OperatorRoleArn, AWS::NoValue]");
        let others: Vec<_> = spared.iter().filter(|arn| arn.as_str().is_none()).collect();
        assert_eq!(others, [&operator.unwrap()[0]], "{queue}");
        let spared: BTreeSet<_> = spared
            .iter()
            .filter_map(|arn| arn.as_str()?.strip_suffix(".Arn"))
            .map(str::to_owned)
            .collect();
        assert_eq!(
            spared,
            roles_that_may(&template, "sqs:SendMessage", &format!("{queue}.Arn")),
            "{queue}"
        );
    }
}

#[test]
fn t64_the_function_that_delivers_reaches_events_and_endpoints_alone() {
    let template = template();
    for (role, action, resource) in grants(&template) {
        if role != "EventDeliverRole" {
            continue;
        }
        let is_microsofts = ["EntraApp", "/system-users/", "SealingKeys", "ApiKeys"]
            .iter()
            .any(|name| resource.contains(name));
        assert!(!is_microsofts, "{action} on {resource}");
        assert!(
            !action.ends_with("DeleteItem") && !action.ends_with("PutItem"),
            "{action}"
        );
    }
    let role = &template["Resources"]["EventDeliverRole"]["Properties"];
    let statements = &role["Policies"][0]["PolicyDocument"]["Statement"];
    let of_table = statements.as_vec().unwrap().iter().filter(|statement| {
        texts(&statement["Action"])
            .iter()
            .any(|action| action.starts_with("dynamodb:"))
    });
    for statement in of_table {
        let keys = &statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"];
        assert_eq!(texts(keys), ["EVENTS", "WEBHOOKS"]);
    }
}

#[test]
fn t64_the_functions_that_tidy_up_write_only_what_they_tidy() {
    let template = template();
    let writes = |role: &str, action: &str| -> BTreeSet<String> {
        let role = &template["Resources"][role]["Properties"];
        let statements = &role["Policies"][0]["PolicyDocument"]["Statement"];
        let statements = statements.as_vec().unwrap().iter();
        let granting = statements.filter(|statement| {
            texts(&statement["Action"]).contains(&format!("dynamodb:{action}"))
        });
        // One without a condition would reach the whole table, and has no list.
        let keys = |statement: &Yaml| {
            let condition = &statement["Condition"]["ForAllValues:StringLike"];
            texts(&condition["dynamodb:LeadingKeys"])
        };
        granting.flat_map(keys).collect()
    };
    let dispatch = "VerifyDispatchRole";
    assert_eq!(writes(dispatch, "PutItem"), set(["DISPATCH#*", "EVENTS"]));
    assert_eq!(writes(dispatch, "UpdateItem"), set(["INV#*", "REG#*"]));
    assert_eq!(writes(dispatch, "DeleteItem"), set([]));
    let erase = "EraseWorkerRole";
    assert_eq!(writes(erase, "PutItem"), set(["REG#*"]));
    assert_eq!(
        writes(erase, "UpdateItem"),
        set(["EVENTS", "EVENTS#*", "IDEMPOTENCY#*", "REG#*", "TENANT#*"])
    );
    assert_eq!(
        writes(erase, "GetItem"),
        set(["CHANGE#*", "REG#*", "TENANT#*"])
    );
}

#[test]
fn t64_no_two_functions_share_a_role() {
    let template = template();
    let functions = resources(&template, "AWS::Serverless::Function");
    let roles: BTreeSet<_> = functions
        .iter()
        .map(|(_, function)| function["Role"].as_str().unwrap())
        .collect();
    assert_eq!(roles.len(), functions.len());
}

#[test]
fn t68_the_emulated_cloud_is_refused_outside_the_local_stage() {
    let rule = &template()["Rules"]["EmulatedCloudIsLocal"];
    let outside_local = YamlLoader::load_from_str("[[Stage, local]]")
        .unwrap()
        .remove(0);
    let not_emulated = YamlLoader::load_from_str("[[MicrosoftCloud, emulated]]")
        .unwrap()
        .remove(0);

    assert_eq!(rule["RuleCondition"], outside_local);
    assert!(
        rule["Assertions"]
            .as_vec()
            .unwrap()
            .iter()
            .any(|assertion| assertion["Assert"] == not_emulated)
    );
}

#[test]
fn no_secret_has_a_value_in_the_template() {
    for (name, secret) in resources(&template(), "AWS::SecretsManager::Secret") {
        for property in ["SecretString", "GenerateSecretString"] {
            assert!(secret[property].is_badvalue(), "{name} has {property}");
        }
    }
}
