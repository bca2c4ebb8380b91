//! Parameters of a deployment: each arrives as it was written, and none is sent for a plan or for another account.

use crate::support::{aws::Aws, stack::fresh_id};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Values that a command line would cut, unquote or drop.
const VALUES: [(&str, &str); 10] = [
    ("Space", "Example Ltd"),
    ("Edges", "  two before, one behind "),
    ("Equals", "A=B Stage=production"),
    ("Commas", "a,b, c"),
    ("Double", r#""Example" Ltd"#),
    ("Wrapped", r#""Example""#),
    ("Single", "'it''s'"),
    ("Backslash", r#"back\slash \" \ end"#),
    ("Umlauts", "Müller & Söhne – Ünïcödé 株式会社"),
    ("Empty", ""),
];

/// A template that outputs its parameters; it names a bucket, as a packaged one does.
fn template() -> String {
    let parameters: BTreeMap<_, _> = VALUES
        .iter()
        .map(|(name, _)| {
            (
                *name,
                json!({ "Type": "String", "Default": "of the template" }),
            )
        })
        .collect();
    let outputs: BTreeMap<_, _> = VALUES
        .iter()
        .map(|(name, _)| (*name, json!({ "Value": { "Ref": name } })))
        .collect();
    json!({
        "Metadata": { "Packaged": "s3://cooperlink-deployments/code" },
        "Parameters": parameters,
        "Resources": {
            "Queue": {
                "Type": "AWS::SQS::Queue",
                "Properties": { "Tags": [{ "Key": "of", "Value": { "Ref": "Space" } }] },
            },
        },
        "Outputs": outputs,
    })
    .to_string()
}

fn wanted(parameters: &BTreeMap<&str, &str>) -> Value {
    json!({
        "parameters": parameters,
        "tags": {},
        "account": null,
        "is_protected": false,
        "is_plan": false,
    })
}

#[test]
fn a_parameter_arrives_as_it_was_written_at_each_deployment() {
    let stack = format!("parameters-{}", fresh_id());
    let mut parameters = BTreeMap::from(VALUES);
    let deployed = Aws::deploy(&stack, &template(), &wanted(&parameters)).expect("a deployment");
    assert_eq!(deployed["outputs"], json!(parameters));

    // Another value, an empty one and one that is again the default: none is that of the deployment before.
    parameters.extend([
        ("Space", "Other  Ltd"),
        ("Commas", ""),
        ("Double", "of the template"),
    ]);
    let deployed = Aws::deploy(&stack, &template(), &wanted(&parameters)).expect("a deployment");
    assert_eq!(deployed["outputs"], json!(parameters));
}

#[test]
fn a_plan_shows_the_changes_and_makes_none() {
    let stack = format!("plan-{}", fresh_id());
    let mut plan = wanted(&BTreeMap::from(VALUES));
    plan["is_plan"] = json!(true);
    for _ in 0..2 {
        let planned = Aws::deploy(&stack, &template(), &plan).expect("a plan");
        assert_eq!(planned["changes"], json!(["Add AWS::SQS::Queue Queue"]));
        assert_eq!(planned["outputs"], json!({}));
    }
}

#[test]
fn with_credentials_of_another_account_nothing_is_deployed() {
    let stack = format!("account-{}", fresh_id());
    let mut elsewhere = wanted(&BTreeMap::from(VALUES));
    elsewhere["account"] = json!("999999999999");
    let refused = Aws::deploy(&stack, &template(), &elsewhere).expect_err("a refusal");
    assert!(refused.contains("names 999999999999"), "{refused}");
    // It was not made: the first deployment makes it.
    let deployed = Aws::deploy(&stack, &template(), &wanted(&BTreeMap::from(VALUES)));
    assert_eq!(
        deployed.expect("a deployment")["changes"],
        json!(["Add AWS::SQS::Queue Queue"])
    );
}
