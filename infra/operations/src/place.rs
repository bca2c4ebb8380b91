//! A stage that a command works on: where it is, who works on it, and the audit of that.

use crate::shown::Shown;
use anyhow::{Context, Result, bail};
use app::new_id;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_sdk_sts::error::DisplayErrorContext;
use bootstrap::{clock::SystemClock, random::SystemRandomSource};
use domain::{clock::Clock as _, key_mode::KeyMode};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use std::io::{BufRead as _, IsTerminal as _, Write as _};
use std::path::PathBuf;
use store::{
    Operation, OperationOutcome, Store, StoreError, secrets::Secrets, system_users::TokenStore,
};
use tooling::{layout::Layout, stage};
use uuid::Uuid;

/// Name of the stage that `cargo dev` runs on this machine.
const LOCAL: &str = "local";

/// A stage, with the operator's access to it.
pub(crate) struct Place {
    /// Its name.
    pub(crate) stage: String,
    /// Settings of the AWS clients.
    pub(crate) aws: SdkConfig,
    /// The table.
    pub(crate) store: Store,
    /// The secrets.
    pub(crate) secrets: Secrets,
    /// The API keys that it takes.
    pub(crate) key_mode: KeyMode,
    /// The store that new refresh tokens of system users are kept in.
    pub(crate) system_user_tokens: TokenStore,
    /// The source of ids and keys.
    pub(crate) random: SystemRandomSource,
    /// The operator's principal.
    by: String,
    is_confirmed: bool,
}

/// Addresses and names of the stack on this machine, from `env.json`.
#[derive(Deserialize)]
struct LocalStack {
    aws_endpoint_url: String,
    region: String,
    system_user_tokens: String,
}

impl Place {
    /// Opens a stage with the operator's credentials.
    ///
    /// # Errors
    /// When the stage is not described, the stack on this machine does not run, or the credentials are none or of another account.
    pub(crate) async fn open(layout: &Layout, name: &str, is_confirmed: bool) -> Result<Self> {
        if name == LOCAL {
            let stack = local_stack(layout)?;
            let credentials = Credentials::new("test", "test", None, None, "cargo dev");
            let aws = aws_config::defaults(BehaviorVersion::latest())
                .region(Region::new(stack.region))
                .endpoint_url(stack.aws_endpoint_url)
                .credentials_provider(credentials)
                .load()
                .await;
            let (by, _) = identity(&aws)
                .await
                .context("The stack on this machine does not answer; `cargo dev up` starts it.")?;
            let tokens = token_store(Some(&stack.system_user_tokens))?;
            let modes = (KeyMode::Test, tokens);
            return Ok(Self::new(name, aws, modes, by, is_confirmed));
        }
        let described = stage::load(layout, name)?;
        let parameters = stage::parameters(layout, name, &described)?;
        let key_mode = parameters.get("KeyMode");
        let key_mode = key_mode
            .and_then(|word| KeyMode::from_word(word))
            .context("KeyMode of the stage is neither `live` nor `test`.")?;
        let tokens = token_store(parameters.get("SystemUserTokens"))?;
        let aws = aws_config::defaults(BehaviorVersion::latest())
            .region(Region::new(described.region))
            .load()
            .await;
        let (by, account) = identity(&aws).await?;
        if account != described.account {
            bail!(
                "These credentials are of the AWS account {account}, and the stage's file names {}.",
                described.account
            );
        }
        let modes = (key_mode, tokens);
        Ok(Self::new(name, aws, modes, by, is_confirmed))
    }

    fn new(
        stage: &str,
        aws: SdkConfig,
        (key_mode, system_user_tokens): (KeyMode, TokenStore),
        by: String,
        is_confirmed: bool,
    ) -> Self {
        Self {
            stage: stage.to_owned(),
            store: Store::new(&aws, format!("cooperlink-registration-{stage}")),
            secrets: Secrets::new(&aws, format!("cooperlink-registration/{stage}")),
            aws,
            key_mode,
            system_user_tokens,
            random: SystemRandomSource::new(),
            by,
            is_confirmed,
        }
    }

    /// Now.
    #[expect(clippy::unused_self, reason = "the time is asked of the place too")]
    pub(crate) fn now(&self) -> Timestamp {
        SystemClock.now()
    }

    /// A new id of now.
    pub(crate) fn new_id(&self) -> Result<Uuid> {
        Ok(new_id::generate(self.now(), &self.random)?)
    }

    /// Asks the operator before something that cannot be undone.
    ///
    /// # Errors
    /// When the operator does not say yes, or cannot be asked and did not say it beforehand.
    pub(crate) fn confirm(&self, question: &str) -> Result<()> {
        if self.is_confirmed {
            return Ok(());
        }
        let input = std::io::stdin();
        if !input.is_terminal() {
            bail!(
                "{question} It was not done: there is no terminal to ask at. Say --yes if that is meant."
            );
        }
        eprint!("{question} Type yes to do it: ");
        std::io::stderr().flush()?;
        let mut answer = String::new();
        input.lock().read_line(&mut answer)?;
        if answer.trim() == "yes" {
            Ok(())
        } else {
            bail!("Nothing was done.")
        }
    }

    /// Keeps in the audit that a command begins; gives its id.
    ///
    /// # Errors
    /// When that cannot be kept: then nothing may be done.
    pub(crate) async fn begin(&self, command: Value) -> Result<Uuid> {
        let operation = self.operation(command, None)?;
        let recorded = self.store.record_operation(&operation).await;
        recorded.with_context(|| {
            format!(
                "Nothing was done: the audit of {} cannot be written",
                self.stage
            )
        })?;
        Ok(operation.id)
    }

    /// Keeps in the audit how a command ended, and passes its result on.
    pub(crate) async fn end(&self, operation: Uuid, result: Result<Shown>) -> Result<Shown> {
        let outcome = outcome(&result);
        if let Err(error) = self.store.end_operation(operation, outcome).await {
            eprintln!("The audit does not tell how this command ended: {error}");
        }
        result
    }

    /// Keeps a command that has ended. A stage that was never deployed has no audit.
    pub(crate) async fn record_ended(&self, command: Value, result: &Result<Shown>) -> Result<()> {
        let operation = self.operation(command, Some(outcome(result)))?;
        match self.store.record_operation(&operation).await {
            Err(StoreError::Refused(code)) if code == "ResourceNotFoundException" => Ok(()),
            recorded => recorded.context("The audit does not tell of this command"),
        }
    }

    fn operation(&self, command: Value, outcome: Option<OperationOutcome>) -> Result<Operation> {
        Ok(Operation {
            id: self.new_id()?,
            began_at: self.now(),
            by: self.by.clone(),
            command,
            outcome,
        })
    }
}

fn outcome(result: &Result<Shown>) -> OperationOutcome {
    match result {
        Ok(_) => OperationOutcome::Done,
        Err(_) => OperationOutcome::Failed,
    }
}

fn token_store(word: Option<&String>) -> Result<TokenStore> {
    word.and_then(|word| TokenStore::from_word(word))
        .context("SystemUserTokens of the stage is neither `secrets-manager` nor `table`.")
}

/// The stack that `cargo dev` runs, as its file describes it.
fn local_stack(layout: &Layout) -> Result<LocalStack> {
    let file = std::env::var_os("COOPERLINK_ENV_JSON")
        .map_or_else(|| layout.dev().join("env.json"), PathBuf::from);
    let text = std::fs::read(&file).with_context(|| {
        format!(
            "No stack was started on this machine ({} is not there); `cargo dev up` starts one.",
            file.display()
        )
    })?;
    serde_json::from_slice(&text).with_context(|| format!("{} cannot be read", file.display()))
}

/// Principal and account of the credentials.
async fn identity(aws: &SdkConfig) -> Result<(String, String)> {
    let asked = aws_sdk_sts::Client::new(aws).get_caller_identity().send();
    let found = asked.await.map_err(|error| {
        anyhow::anyhow!(
            "AWS does not say whose credentials these are: {}",
            DisplayErrorContext(&error)
        )
    })?;
    Ok((
        found.arn.context("AWS names no principal")?,
        found.account.context("AWS names no account")?,
    ))
}
