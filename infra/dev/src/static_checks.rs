//! Static checks of the template as AWS gets it: cfn-lint, checkov, and every policy compared with AWS's documentation of its
//! actions, resources and conditions. `infra/accepted-findings.toml` lists the findings that were looked at and stay.

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::path::Path;
use tooling::command;
use tooling::layout::Layout;
use tooling::progress::Step;

/// Makes all static checks.
///
/// # Errors
/// When a checker finds something that is not accepted, when it no longer finds an accepted finding, or when a checker fails.
pub(crate) async fn check(layout: &Layout) -> Result<()> {
    let step = Step::start("static checks of the template");
    let findings = find(layout, &step, &layout.template()).await?;
    let accepted = read_accepted(layout)?;
    let unaccepted = unaccepted(&findings, &accepted);
    let stale = stale(&findings, &accepted);
    if !(unaccepted.is_empty() && stale.is_empty()) {
        bail!("{}", [unaccepted, stale].concat().join("\n"));
    }
    step.done_with(&format!("{} findings, all accepted", findings.len()));
    Ok(())
}

/// One finding of a checker.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Finding {
    tool: String,
    rule: String,
    /// Type of the resource; empty for a finding about another part of the template.
    r#type: String,
    /// Name of the resource, or of another part.
    resource: String,
    message: String,
}

async fn find(layout: &Layout, step: &Step, template: &Path) -> Result<Vec<Finding>> {
    let folder = template.with_extension("variants");
    let folder = layout.dev().join(folder.file_name().context("no file")?);
    std::fs::create_dir_all(&folder)?;
    let mut find = command::program(layout.root(), layout.python_program("python"));
    find.arg(layout.root().join("infra/dev/findings.py"))
        .arg(template)
        .arg(layout.checkov_environment().join("bin/checkov"))
        .arg(&folder)
        .env("PYTHONDONTWRITEBYTECODE", "1");
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let printed = command::run(step, &layout.log(&name), find, &[]).await?;
    Ok(serde_json::from_str(&printed)?)
}

/// The list of accepted findings.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AcceptedList {
    accepted: Vec<Accepted>,
}

/// A kind of finding that stays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Accepted {
    tool: String,
    rule: String,
    /// Names of resources, and types.
    on: Vec<String>,
    reason: String,
}

impl Accepted {
    fn is_of(&self, finding: &Finding, on: &str) -> bool {
        self.tool == finding.tool
            && self.rule == finding.rule
            && (on == finding.resource || on == finding.r#type)
    }
}

fn read_accepted(layout: &Layout) -> Result<Vec<Accepted>> {
    let file = layout.root().join("infra/accepted-findings.toml");
    let list: AcceptedList = toml::from_str(&std::fs::read_to_string(file)?)?;
    for entry in &list.accepted {
        ensure!(
            !entry.reason.is_empty() && !entry.on.is_empty(),
            "{} of {} is accepted without a reason or a resource.",
            entry.rule,
            entry.tool
        );
    }
    Ok(list.accepted)
}

fn unaccepted(findings: &[Finding], accepted: &[Accepted]) -> Vec<String> {
    let is_accepted = |finding: &&Finding| {
        accepted
            .iter()
            .any(|entry| entry.on.iter().any(|on| entry.is_of(finding, on)))
    };
    findings
        .iter()
        .filter(|finding| !is_accepted(finding))
        .map(|found| {
            let Finding {
                tool,
                rule,
                resource,
                message,
                ..
            } = found;
            format!("{tool} {rule} {resource}: {message}")
        })
        .collect()
}

fn stale(findings: &[Finding], accepted: &[Accepted]) -> Vec<String> {
    let mut stale = Vec::new();
    for entry in accepted {
        for on in &entry.on {
            if !findings.iter().any(|finding| entry.is_of(finding, on)) {
                let Accepted { tool, rule, .. } = entry;
                stale.push(format!(
                    "{tool} finds no {rule} on {on} any more; take it from infra/accepted-findings.toml."
                ));
            }
        }
    }
    stale
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Faults, each with the text that it replaces once, its replacement and the expected finding.
    const FAULTS: [(&str, &str, &str); 13] = [
        (
            "Resources:\n",
            "Resources:\n  Public:\n    Type: AWS::S3::Bucket\n    Properties: { AccessControl: PublicRead }\n",
            "checkov CKV_AWS_20 Public",
        ),
        (
            "      SSESpecification: {",
            "      Tags: []\n      # SSESpecification: {",
            "checkov CKV_AWS_119 Table",
        ),
        (
            "      GroupDescription: Functions that call Microsoft\n",
            "      GroupDescription: Functions\n      SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0 }]\n",
            "checkov CKV_AWS_24 WayOut",
        ),
        (
            "      VisibilityTimeout: 180\n",
            "      VisibilityTimeout: soon\n",
            "cfn-lint E3012 DeliveryQueue",
        ),
        (
            "      MessageRetentionPeriod: 3600\n",
            "      MessageRetention: 3600\n",
            "cfn-lint E3002 DeliveryQueue",
        ),
        (
            "                  - \"dynamodb:BatchGetItem\"\n",
            "                  - \"dynamodb:*\"\n",
            "policies wildcard-action ConsentStartRole",
        ),
        (
            "                  - \"sqs:ReceiveMessage\"\n",
            "                  - \"sqs:RecieveMessage\"\n",
            "policies unknown-action VerifyWorkerRole",
        ),
        (
            "Condition: { \"ForAllValues:StringLike\": { \"dynamodb:LeadingKeys\": [\"IDEMPOTENCY#*\"] } }",
            "Condition: { \"ForAllValues:StringLike\": { \"dynamodb:LeadingKey\": [\"IDEMPOTENCY#*\"] } }",
            "policies condition-key VerifyApiRole",
        ),
        (
            "Condition: { \"ForAllValues:StringLike\": { \"dynamodb:LeadingKeys\": [\"CHANGE#*\"] } }",
            "Condition: { StringLike: { \"dynamodb:LeadingKeys\": [\"CHANGE#*\"] } }",
            "policies condition-operator VerifyWorkerRole",
        ),
        (
            "Resource: !GetAtt EraseWorkerLogs.Arn",
            "Resource: !Sub \"${Table.Arn}${TableEnding}\"",
            "policies resource-of-action EraseWorkerRole",
        ),
        (
            "                Resource: !Sub \"${Table.Arn}${TableEnding}/index/due\"\n",
            "                Resource: \"*\"\n",
            "policies any-resource VerifyDispatchRole",
        ),
        (
            "            Effect: Deny\n            Principal: \"*\"\n",
            "            Effect: Allow\n            Principal: \"*\"\n",
            "policies anybody SweepQueuePolicy",
        ),
        (
            "ArnNotLike:",
            "ArnUnlike:",
            "policies condition-operator SweepQueuePolicy",
        ),
    ];

    #[tokio::test]
    async fn a_fault_of_each_kind_is_found() {
        let layout = Layout::of_this_checkout().unwrap();
        let mut template = std::fs::read_to_string(layout.template()).unwrap();
        for (right, wrong, expected) in FAULTS {
            assert!(template.contains(right), "{expected}: {right}");
            template = template.replacen(right, wrong, 1);
        }
        let faulty = layout.dev().join("faulty.yaml");
        std::fs::write(&faulty, template).unwrap();
        let findings = find(&layout, &Step::start("faults"), &faulty)
            .await
            .unwrap();
        let found = unaccepted(&findings, &read_accepted(&layout).unwrap());
        for (_, _, expected) in FAULTS {
            let expected = format!("{expected}: ");
            assert!(
                found.iter().any(|found| found.starts_with(&expected)),
                "{expected}{found:#?}"
            );
        }
    }

    fn finding(rule: &str, resource: &str) -> Finding {
        Finding {
            tool: "checkov".to_owned(),
            rule: rule.to_owned(),
            r#type: "AWS::SQS::Queue".to_owned(),
            resource: resource.to_owned(),
            message: "message".to_owned(),
        }
    }

    #[test]
    fn a_finding_is_accepted_on_its_resource_or_type_alone_and_a_stale_entry_is_named() {
        let accepted = |on: &str| {
            [Accepted {
                tool: "checkov".to_owned(),
                rule: "CKV_1".to_owned(),
                on: vec![on.to_owned()],
                reason: "a reason".to_owned(),
            }]
        };
        let findings = [finding("CKV_1", "First"), finding("CKV_1", "Second")];
        let of_first = accepted("First");
        assert_eq!(
            unaccepted(&findings, &of_first),
            ["checkov CKV_1 Second: message"]
        );
        assert!(stale(&findings, &of_first).is_empty());
        let of_type = accepted("AWS::SQS::Queue");
        assert!(unaccepted(&findings, &of_type).is_empty());
        let other = [finding("CKV_2", "First")];
        assert_eq!(unaccepted(&other, &of_type).len(), 1);
        assert_eq!(stale(&other, &of_type).len(), 1);
    }
}
