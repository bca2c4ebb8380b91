//! The federated credential: no stored value, but a token that AWS signs for a function's role
//! (<https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound.html>), which Entra trusts by a federated identity
//! credential (<https://learn.microsoft.com/en-us/entra/workload-id/workload-identity-federation>). Only the function can have it, so the
//! functions present it where it is to be tried.

use super::own;
use crate::change::change;
use crate::output::CommandOutput;
use crate::place::Place;
use crate::stack;
use anyhow::{Context as _, Result, bail};
use app::secrets::credential::CredentialAnswer;
use entra::FEDERATED;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use store::secrets::{EntraApp, Entries};
use tooling::layout::Layout;
use tooling::python;

/// The account's federation, as `aws.py federation` prints it.
#[derive(Deserialize)]
struct Federation {
    /// Signs the tokens; `None` while the account has not enabled it.
    issuer: Option<String>,
    /// ARN of each function's role, by the function's name.
    roles: BTreeMap<String, String>,
}

/// Answer of Entra to one function, as `aws.py try-federated` prints it.
#[derive(Deserialize)]
struct Tried {
    function: String,
    at_home: String,
    reason: Option<String>,
}

/// Enables federation, stores the kind and says what Entra needs.
///
/// # Errors
/// When AWS refuses, or the secret cannot be changed.
pub(super) async fn run(layout: &Layout, place: &Place) -> Result<CommandOutput> {
    let (app, _) = place.entra_app()?;
    let audience = place.token_exchange_audience()?;
    let Federation { issuer, roles } = federation(layout, place, &["enable"]).await?;
    let issuer = issuer.context("AWS names no issuer although it enabled federation")?;
    // A version that does not know the kind could read none of the credentials any more.
    let tried = ask_each(layout, place, &roles).await;
    let is_answer = |one: &Tried| ["taken", "refused"].contains(&one.at_home.as_str());
    if !tried.is_ok_and(|tried| tried.iter().all(is_answer)) {
        bail!(
            "Not every function says what Entra answers to its token. Deploy this version everywhere first (no traffic may be left on the version before), and try again while Entra can be reached."
        );
    }
    let order = change(place, |entries: &mut Entries<EntraApp>| {
        if own(entries).iter().all(|own| own.id != FEDERATED) {
            entries.add_federated()?;
        }
        let order = own(entries).into_iter().map(|own| own.id);
        Ok(order.collect::<Vec<_>>())
    })
    .await?;
    let credentials: Vec<_> = roles
        .iter()
        .map(|(function, role)| body(function, &issuer, role, audience))
        .collect();
    let stage = &place.stage;
    let mut shown = CommandOutput::new(json!({
        "issuer": issuer,
        "order": order,
        "federated_identity_credentials": credentials,
    }));
    shown.line(format!("The functions present: {}", order.join(", then ")));
    shown.line(format!("Issuer of their tokens: {issuer}"));
    shown.line("Entra has to trust each of their roles. As an Application Administrator of the home tenant:");
    shown.line("");
    for credential in &credentials {
        shown.line(format!(
            "az ad app federated-credential create --id {app} --parameters '{credential}'"
        ));
    }
    shown.line("");
    shown.line("By hand: Entra admin center, App registrations, Certificates & secrets, Federated credentials, Other issuer.");
    shown.line("Entra checks none of it now: a mistake shows in the trial, and a new one may be refused for some minutes.");
    shown.line(format!("Try it: cargo ops credential list --stage {stage}"));
    shown.line(
        "It stays behind the others. The trial that infra/README.md describes puts it first, on a stage for tests:",
    );
    shown.line(format!(
        "cargo ops credential put-first {FEDERATED} --stage {stage}"
    ));
    Ok(shown)
}

/// A federated identity credential, as Microsoft Graph takes it
/// (<https://learn.microsoft.com/en-us/graph/api/application-post-federatedidentitycredentials>).
fn body(function: &str, issuer: &str, role: &str, audience: &str) -> Value {
    json!({"name": function, "issuer": issuer, "subject": role, "audiences": [audience]})
}

/// Asks each function to present its role's token at home. A function that could not be asked gives no answer: [`CredentialAnswer::Unknown`].
pub(crate) async fn trial(layout: &Layout, place: &Place) -> CredentialAnswer {
    let tried = async {
        let Federation { issuer, roles } = federation(layout, place, &[]).await?;
        if issuer.is_none() {
            let reason = "outbound federation is not enabled for the AWS account";
            return anyhow::Ok(CredentialAnswer::Refused(reason.to_owned()));
        }
        Ok(judge(ask_each(layout, place, &roles).await?, &roles))
    };
    tried
        .await
        .unwrap_or_else(|error| CredentialAnswer::Unknown(format!("{error:#}")))
}

/// The answers of Entra to each function that presents its role's token at home.
async fn ask_each(
    layout: &Layout,
    place: &Place,
    roles: &BTreeMap<String, String>,
) -> Result<Vec<Tried>> {
    let names = roles.keys().map(String::as_str);
    let arguments: Vec<_> = ["try-federated"].into_iter().chain(names).collect();
    stack::ask(layout, place, &arguments, &[]).await
}

/// One answer of those of all functions: a refusal counts more than what is not known.
fn judge(tried: Vec<Tried>, roles: &BTreeMap<String, String>) -> CredentialAnswer {
    let mut judged = CredentialAnswer::Taken;
    for one in tried {
        let subject = roles.get(&one.function).map_or("?", String::as_str);
        let reason = one.reason.unwrap_or_default();
        let text = format!("{}: {reason}, its subject is {subject}", one.function);
        match one.at_home.as_str() {
            "taken" => {}
            "refused" => return CredentialAnswer::Refused(text),
            _ => judged = CredentialAnswer::Unknown(text),
        }
    }
    judged
}

async fn federation(layout: &Layout, place: &Place, options: &[&str]) -> Result<Federation> {
    python::prepare(layout).await?;
    let arguments = [&["federation", place.stack.as_str()], options].concat();
    stack::ask(layout, place, &arguments, &[]).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case(&[("a", "taken"), ("b", "taken")], "taken"; "each is taken")]
    #[test_case(&[("a", "taken"), ("b", "refused")], "refused"; "one is refused")]
    #[test_case(&[("a", "unknown"), ("b", "refused")], "refused"; "a refusal counts more")]
    #[test_case(&[("a", "unknown"), ("b", "taken")], "unknown"; "one is not known")]
    #[test_case(&[("a", "something new")], "unknown"; "an answer of another version")]
    fn a_stage_is_taken_where_each_function_is(answers: &[(&str, &str)], expected: &str) {
        let roles = BTreeMap::from([("b".to_owned(), "arn:b".to_owned())]);
        let tried = answers.iter().map(|(function, at_home)| Tried {
            function: (*function).to_owned(),
            at_home: (*at_home).to_owned(),
            reason: Some("AADSTS700213".to_owned()),
        });
        let judged = judge(tried.collect(), &roles);
        assert_eq!(judged.word(), expected);
        if expected == "refused" {
            let reason = judged.reason().unwrap();
            assert_eq!(reason, "b: AADSTS700213, its subject is arn:b");
        }
    }

    #[test]
    fn a_credential_for_entra_has_a_name_that_entra_takes() {
        // 3 to 120 characters: https://learn.microsoft.com/en-us/graph/api/resources/federatedidentitycredential
        let function = "cooperlink-registration-a-stage-of-20-chars-oauth-callback";
        let body = body(
            function,
            "https://i.example",
            "arn:aws:iam::1:role/x",
            "api://x",
        );
        assert!(body["name"].as_str().unwrap().len() <= 120);
        assert_eq!(body["audiences"].as_array().unwrap().len(), 1);
    }
}
