//! Tokens of the functions' roles, which stand in for a stored credential towards Entra (T63, T64).

use super::{resources, roles_that_may, set, template, texts};
use domain::cloud::Cloud;
use std::collections::BTreeSet;
use tooling::layout::Layout;
use yaml_rust2::Yaml;

/// Action by which a role asks for its token.
pub(super) const ACTION: &str = "sts:GetWebIdentityToken";
/// Longest name of a role: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
const LONGEST_NAME: usize = 64;
const LONGEST_STAGE: &str = "a-stage-of-20-chars0";
const LONGEST_REGION: &str = "us-isof-south-1";

#[test]
fn t64_the_functions_that_have_a_credential_for_entra_may_prove_their_role_to_it_and_no_other() {
    let template = template();
    let may = roles_that_may(&template, ACTION, "");
    let readers = roles_that_may(&template, "secretsmanager:GetSecretValue", "EntraAppSecret");
    assert_eq!(may, readers);
    let script = std::fs::read_to_string(Layout::of_this_checkout().unwrap().aws_script());
    // The names by which the operator has each of them tried.
    let asked = r#"for function in ("oauth-callback", "verify-api", "verify-worker"):"#;
    assert!(script.unwrap().contains(asked));
    let named = set(["OauthCallbackRole", "VerifyApiRole", "VerifyWorkerRole"]);
    assert_eq!(may, named);
}

#[test]
fn t64_a_token_of_a_role_is_for_entra_alone_and_ends_within_minutes() {
    let template = template();
    let clouds = [Cloud::Global, Cloud::UsGov, Cloud::UsGovDod, Cloud::China];
    let audiences: BTreeSet<_> = clouds
        .iter()
        .map(|cloud| cloud.token_exchange_audience().to_owned())
        .collect();
    let mut found = 0;
    for (role, properties) in resources(&template, "AWS::IAM::Role") {
        for policy in properties["Policies"].as_vec().unwrap() {
            for statement in policy["PolicyDocument"]["Statement"].as_vec().unwrap() {
                if texts(&statement["Action"]) != [ACTION] {
                    continue;
                }
                found += 1;
                let choice = statement["Condition"].as_vec().unwrap();
                let [local, none, condition] = choice.as_slice() else {
                    panic!("{role}: {choice:?}");
                };
                assert_eq!(local.as_str(), Some("IsLocal"), "{role}");
                assert_eq!(none.as_str(), Some("AWS::NoValue"), "{role}");
                assert_eq!(condition.as_hash().unwrap().len(), 3, "{role}");
                let values = &condition["ForAllValues:StringEquals"]["sts:IdentityTokenAudience"];
                let named: BTreeSet<_> = texts(values).into_iter().collect();
                assert_eq!(named, audiences, "{role}");
                let algorithm = &condition["StringEquals"]["sts:SigningAlgorithm"];
                assert_eq!(algorithm.as_str(), Some("RS256"), "{role}");
                let seconds = &condition["NumericLessThanEquals"]["sts:DurationSeconds"];
                assert_eq!(seconds.as_i64(), Some(300), "{role}");
            }
        }
    }
    assert_eq!(found, 3);
}

/// Entra knows a role by its name: one that AWS chose would be another after the stack was made anew.
#[test]
fn a_role_that_proves_itself_to_entra_has_a_name_of_its_own_in_each_stage_and_region() {
    let template = template();
    let proving = roles_that_may(&template, ACTION, "");
    let mut names = BTreeSet::new();
    for (role, properties) in resources(&template, "AWS::IAM::Role") {
        let name = properties["RoleName"].as_str();
        assert_eq!(name.is_some(), proving.contains(role), "{role}");
        assert_eq!(properties["Path"], Yaml::BadValue, "{role}");
        let Some(name) = name else {
            continue;
        };
        for part in ["${Stage}", "${AWS::Region}"] {
            assert!(name.contains(part), "{role}");
        }
        let longest = name
            .replace("${Stage}", LONGEST_STAGE)
            .replace("${AWS::Region}", LONGEST_REGION);
        assert!(longest.len() <= LONGEST_NAME, "{longest}");
        assert!(names.insert(longest), "{role}");
    }
    assert_eq!(names.len(), 3);
}
