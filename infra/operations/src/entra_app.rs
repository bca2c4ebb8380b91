//! `cargo ops entra-app`: the Entra application of a stage, as Microsoft Graph takes it
//! (<https://learn.microsoft.com/en-us/graph/api/resources/application>). What it declares is the permission manifest; what
//! it redirects to is the one callback. `infra/entra-app/README.md` says what to do with it.

use crate::shown::Shown;
use anyhow::{Context, Result, bail};
use clap::Args;
use domain::permission::{Kind, Manifest};
use serde::Serialize;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tooling::layout::Layout;
use tooling::stage::{self, Stage};

/// Microsoft Graph, in every tenant.
const MICROSOFT_GRAPH: &str = "00000003-0000-0000-c000-000000000000";

#[derive(Args, Serialize)]
pub(crate) struct Options {
    /// A certificate in PEM, without its key; twice while one takes the other's place
    #[arg(long, value_name = "FILE")]
    certificate: Vec<PathBuf>,
}

/// Writes the application to `target/dev/entra-app-NAME.json`.
///
/// # Errors
/// When the stage is not described, lacks what the application needs, or a certificate cannot be read.
pub(crate) fn run(layout: &Layout, name: &str, options: &Options) -> Result<Shown> {
    let stage = stage::load(layout, name)?;
    let certificates = options
        .certificate
        .iter()
        .map(|file| certificate(file))
        .collect::<Result<Vec<_>>>()?;
    let application = application(&stage, &certificates)?;
    let file = layout.dev().join(format!("entra-app-{name}.json"));
    std::fs::create_dir_all(layout.dev())?;
    std::fs::write(&file, format!("{application:#}\n"))
        .with_context(|| format!("cannot write {}", file.display()))?;
    let mut shown = Shown::new(json!({"file": file, "application": application}));
    shown.line(format!("Written: {}", file.display()));
    if options.certificate.is_empty() {
        shown.line(
            "It names no certificate; add one with --certificate, or give the application a client secret.",
        );
    }
    shown.line("infra/entra-app/README.md says what to do with it.");
    Ok(shown)
}

fn application(stage: &Stage, certificates: &[Value]) -> Result<Value> {
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
                Kind::Application => "Role",
                Kind::Delegated => "Scope",
            };
            json!({"id": permission.id.to_string(), "type": kind})
        })
        .collect();
    let app_name = Some(text("AppName"))
        .filter(|name| !name.is_empty())
        .unwrap_or("Cooperlink Cloud");
    let mut application = json!({
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
    });
    // An empty list would take the certificates away that the application has.
    if !certificates.is_empty() {
        application["keyCredentials"] = certificates.into();
    }
    Ok(application)
}

/// A certificate as a key credential: the public part alone.
fn certificate(file: &Path) -> Result<Value> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read the certificate {}", file.display()))?;
    if text.contains("PRIVATE KEY") {
        bail!(
            "{} holds a private key; give the certificate alone.",
            file.display()
        );
    }
    let body = text
        .split_once("-----BEGIN CERTIFICATE-----")
        .and_then(|(_, rest)| rest.split_once("-----END CERTIFICATE-----"))
        .map(|(body, _)| body.split_whitespace().collect::<String>())
        .with_context(|| format!("{} is no certificate in PEM", file.display()))?;
    let name = file
        .file_stem()
        .and_then(|name| name.to_str())
        .unwrap_or("certificate");
    Ok(json!({
        "type": "AsymmetricX509Cert",
        "usage": "Verify",
        "displayName": name,
        "key": body,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Value {
        let stage = stage::load(&Layout::of_this_checkout().unwrap(), "example").unwrap();
        application(&stage, &[]).unwrap()
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
                let kind = if permission.kind == Kind::Application {
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
        let text = application(&stage, &[]).unwrap().to_string();
        assert!(text.contains("7ab1d382-f21e-4acd-a863-ba3e13f7da61"));
        assert!(!text.contains("e383f46e-2787-4529-855e-0e479a3ffac0"));
        set(&mut stage, "PermissionsAdded", "Everything.All");
        assert!(application(&stage, &[]).is_err());
    }

    #[test]
    fn without_a_certificate_those_that_are_there_stay() {
        assert!(example().get("keyCredentials").is_none());
        let stage = stage::load(&Layout::of_this_checkout().unwrap(), "example").unwrap();
        let with = application(&stage, &[json!({"key": "x"})]).unwrap();
        assert_eq!(with["keyCredentials"][0]["key"], "x");
    }

    #[test]
    fn a_private_key_is_refused() {
        let folder = std::env::temp_dir().join(format!("cooperlink-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("both.pem");
        std::fs::write(
            &file,
            "-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----\n",
        )
        .unwrap();
        assert!(
            certificate(&file)
                .unwrap_err()
                .to_string()
                .contains("private key")
        );
        std::fs::write(
            &file,
            "-----BEGIN CERTIFICATE-----\nYWJj\nZGVm\n-----END CERTIFICATE-----\n",
        )
        .unwrap();
        assert_eq!(certificate(&file).unwrap()["key"], "YWJjZGVm");
        std::fs::remove_dir_all(folder).unwrap();
    }
}
