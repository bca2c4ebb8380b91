//! `cargo ops entra-app`: the Entra application of a stage, as Microsoft Graph takes it
//! (<https://learn.microsoft.com/en-us/graph/api/resources/application>). What it declares is the permission manifest; what
//! it redirects to is the one callback. `infra/entra-app/README.md` says what to do with it.

use crate::output::CommandOutput;
use anyhow::{Context, Result, bail};
use domain::permission::{Manifest, PermissionKind};
use serde_json::{Value, json};
use tooling::layout::Layout;
use tooling::stage::{self, Stage};

/// Microsoft Graph, in every tenant.
const MICROSOFT_GRAPH: &str = "00000003-0000-0000-c000-000000000000";

/// Writes the application to `target/dev/entra-app-NAME.json`.
///
/// # Errors
/// When the stage is not described, or lacks what the application needs.
pub(crate) fn run(layout: &Layout, name: &str) -> Result<CommandOutput> {
    let stage = stage::load(layout, name)?;
    let application = application(&stage)?;
    let file = layout.dev().join(format!("entra-app-{name}.json"));
    std::fs::create_dir_all(layout.dev())?;
    std::fs::write(&file, format!("{application:#}\n"))
        .with_context(|| format!("cannot write {}", file.display()))?;
    let mut shown = CommandOutput::new(json!({"file": file, "application": application}));
    shown.line(format!("Written: {}", file.display()));
    shown.line("infra/entra-app/README.md says what to do with it.");
    Ok(shown)
}

fn application(stage: &Stage) -> Result<Value> {
    let text = |name: &str| {
        stage
            .parameters
            .get(name)
            .map(String::as_str)
            .unwrap_or_default()
    };
    let domain_name = text("DomainName");
    if domain_name.is_empty() {
        bail!("The stage has no DomainName; Entra needs the one address that it redirects to.");
    }
    let list = |name: &str| -> Vec<String> {
        text(name)
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (added, dropped) = (list("PermissionsAdded"), list("PermissionsDropped"));
    let manifest = Manifest::adjusted(
        added.iter().map(String::as_str),
        dropped.iter().map(String::as_str),
    )?;
    let access: Vec<Value> = manifest
        .permissions()
        .map(|permission| {
            let kind = match permission.kind {
                PermissionKind::Application => "Role",
                PermissionKind::Delegated => "Scope",
            };
            json!({"id": permission.id.to_string(), "type": kind})
        })
        .collect();
    let app_name = Some(text("AppName"))
        .filter(|name| !name.is_empty())
        .unwrap_or("Cooperlink Cloud");
    // It names no certificate, so that those which the application has stay.
    Ok(json!({
        "displayName": app_name,
        "signInAudience": "AzureADMultipleOrgs",
        "isFallbackPublicClient": false,
        "api": {"requestedAccessTokenVersion": 2},
        "web": {
            "homePageUrl": format!("https://{domain_name}"),
            "redirectUris": [format!("https://{domain_name}/callback")],
            "implicitGrantSettings": {
                "enableAccessTokenIssuance": false,
                "enableIdTokenIssuance": false,
            },
        },
        "requiredResourceAccess": [{"resourceAppId": MICROSOFT_GRAPH, "resourceAccess": access}],
        // The best value for `login_hint` of later legs.
        "optionalClaims": {"idToken": [{"name": "login_hint", "essential": false}]},
        // No customer can add credentials to the application's instance in its tenant.
        "servicePrincipalLockConfiguration": {"isEnabled": true, "allProperties": true},
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Value {
        let stage = stage::load(&Layout::of_this_checkout().unwrap(), "example").unwrap();
        application(&stage).unwrap()
    }

    #[test]
    fn t26_t27_it_redirects_to_the_one_callback_over_https_alone() {
        let redirects = &example()["web"]["redirectUris"];
        assert_eq!(*redirects, json!(["https://connect.example.com/callback"]));
        for kind in ["spa", "publicClient"] {
            assert!(example()[kind].is_null(), "{kind}");
        }
    }

    #[test]
    fn it_declares_the_permission_manifest_and_nothing_else() {
        let declared: Vec<_> = example()["requiredResourceAccess"][0]["resourceAccess"]
            .as_array()
            .unwrap()
            .iter()
            .map(|access| (access["id"].clone(), access["type"].clone()))
            .collect();
        let expected: Vec<_> = Manifest::default()
            .permissions()
            .map(|permission| {
                let kind = if permission.kind == PermissionKind::Application {
                    "Role"
                } else {
                    "Scope"
                };
                (json!(permission.id.to_string()), json!(kind))
            })
            .collect();
        assert_eq!(declared, expected);
    }

    #[test]
    fn a_stage_adds_and_drops_permissions() {
        let mut stage = stage::load(&Layout::of_this_checkout().unwrap(), "example").unwrap();
        let set = |stage: &mut Stage, name: &str, value: &str| {
            stage.parameters.insert(name.to_owned(), value.to_owned());
        };
        set(&mut stage, "PermissionsAdded", "Directory.Read.All");
        set(
            &mut stage,
            "PermissionsDropped",
            "Mail.Send, Mail.ReadWrite",
        );
        let text = application(&stage).unwrap().to_string();
        assert!(text.contains("7ab1d382-f21e-4acd-a863-ba3e13f7da61"));
        assert!(!text.contains("e383f46e-2787-4529-855e-0e479a3ffac0"));
        set(&mut stage, "PermissionsAdded", "Everything.All");
        assert!(application(&stage).is_err());
    }

    #[test]
    fn certificates_that_are_there_stay() {
        assert!(example().get("keyCredentials").is_none());
    }
}
