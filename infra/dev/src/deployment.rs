//! The deployment to a running emulator, and the secrets' values.

use crate::stack::{API_ID, Stack};
use anyhow::Result;
use std::collections::BTreeMap;
use tooling::command;
use tooling::deployment::{Deployment, DeploymentTarget, aws, deploy};
use tooling::functions::Architecture;
use tooling::layout::Layout;
use tooling::local::{
    CLIENT_ID, HOME_TENANT_ID, LocalCredentials, REGION, SECRET_PREFIX, STACK_NAME,
};
use tooling::parameters;
use tooling::progress::Step;

const BUCKET: &str = "cooperlink-deployments";

/// Deploys the template to a running emulator and writes the secrets.
///
/// # Errors
/// When the template is refused or a secret cannot be written.
pub(crate) async fn to_emulator(
    layout: &Layout,
    stack: &Stack,
    credentials: &LocalCredentials,
) -> Result<()> {
    let step = Step::start("Deploying infra/template.yaml");
    let environment = stack.aws_environment();
    let mut bucket = aws(layout, &["bucket", BUCKET]);
    bucket.envs(environment.clone());
    command::run(&step, &layout.log("bucket"), bucket, &[]).await?;
    let place = DeploymentTarget {
        stack: STACK_NAME,
        region: REGION,
        bucket: Some(BUCKET),
        environment: environment.clone().into_iter().collect(),
    };
    let wanted = Deployment {
        parameters: emulator_parameters(layout, stack)?,
        tags: BTreeMap::new(),
        account: None,
        is_protected: false,
        is_plan: false,
    };
    deploy(layout, &step, &place, &wanted).await?;
    step.done();

    let step = Step::start("Writing the secrets");
    let mut secrets = aws(layout, &["secrets"]);
    secrets.envs(environment);
    let mut stored = credentials.secrets(SECRET_PREFIX);
    stored[format!("{SECRET_PREFIX}/webhook-endpoints")] =
        credentials.webhook_endpoints(&stack.webhooks_url());
    let values = serde_json::to_vec(&stored)?;
    command::run(&step, &layout.log("secrets"), secrets, &values).await?;
    step.done();
    Ok(())
}

/// Gives functions of a running emulator their new code.
///
/// # Errors
/// When the emulator does not take it.
pub(crate) async fn update_code(layout: &Layout, stack: &Stack, functions: &[&str]) -> Result<()> {
    if functions.is_empty() {
        return Ok(());
    }
    let step = Step::start(format!("Updating {}", functions.join(", ")));
    let mut update = aws(layout, &["update-code", BUCKET]);
    for name in functions {
        update.arg(format!("{STACK_NAME}-{name}"));
        update.arg(layout.built_functions().join(name).join("bootstrap"));
    }
    update.envs(stack.aws_environment());
    command::run(&step, &layout.log("update-code"), update, &[]).await?;
    step.done();
    Ok(())
}

/// The template's parameters for the emulator.
///
/// # Errors
/// When this machine is neither ARM nor x86.
pub(crate) fn emulator_parameters(
    layout: &Layout,
    stack: &Stack,
) -> Result<BTreeMap<String, String>> {
    let given = [
        ("Stage", "local".to_owned()),
        (
            "Architecture",
            Architecture::of_this_machine()?.name().to_owned(),
        ),
        ("GradualDeployment", "false".to_owned()),
        ("EmulatedApiId", API_ID.to_owned()),
        ("PublicBaseUrl", stack.api_url()),
        ("MicrosoftCloud", "emulated".to_owned()),
        ("MicrosoftLoginUrl", stack.login_url()),
        ("MicrosoftGraphUrl", stack.graph_url()),
        ("EntraClientId", CLIENT_ID.to_owned()),
        ("EntraHomeTenantId", HOME_TENANT_ID.to_owned()),
        ("AppPublisher", "Cooperlink SA".to_owned()),
        ("SupportContact", "support@cooperlink.example".to_owned()),
        (
            "BookingUrl",
            "https://booking.cooperlink.example/support".to_owned(),
        ),
        ("OutboundAddresses", "192.0.2.10".to_owned()),
        (
            "PrivacyUrl",
            "https://www.cooperlink.example/privacy".to_owned(),
        ),
        (
            "SecurityUrl",
            "https://www.cooperlink.example/security".to_owned(),
        ),
        (
            "ReturnUrlPrefixes",
            "https://app.cooperlink.example/".to_owned(),
        ),
        (
            "VerifyIntervalSeconds",
            stack.verify_interval_seconds.to_string(),
        ),
        (
            "ConfirmAfterSeconds",
            stack.confirm_after_seconds.to_string(),
        ),
        ("KeyMode", "test".to_owned()),
        ("VerifyNowSeconds", stack.verify_now_seconds.to_string()),
        ("SystemUserTokens", stack.system_user_tokens.clone()),
    ];
    let given = given.map(|(name, value)| (name.to_owned(), value));
    parameters::resolve(layout, &BTreeMap::from(given))
}
