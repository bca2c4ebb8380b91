//! A stage that a command works on: its address, its operator, and the audit of their commands.

use crate::output::CommandOutput;
use anyhow::{Context, Result, bail};
use app::secrets::{credential::Home, new_id};
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_sdk_sts::error::DisplayErrorContext;
use bootstrap::{
    clock::SystemClock,
    config::{self, Environment},
    parts,
    random::SystemRandomSource,
};
use domain::{
    clock::{Clock as _, Machine},
    key_mode::KeyMode,
};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead as _, IsTerminal as _, Write as _};
use std::path::PathBuf;
use store::{
    CommandOutcome, OperatorCommand, Store, StoreError,
    secrets::Secrets,
    system_users::{SystemUsers, TokenSettings, TokenStore},
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
    /// Table of the stage.
    pub(crate) store: Store,
    /// Secrets of the stage.
    pub(crate) secrets: Secrets,
    /// Mode of the API keys that the stage takes.
    pub(crate) key_mode: KeyMode,
    /// The store that new refresh tokens of system users are kept in.
    pub(crate) system_user_tokens: TokenStore,
    /// The source of ids and keys.
    pub(crate) random: SystemRandomSource,
    /// Name of the stage's stack, and of its own table.
    pub(crate) stack: String,
    /// Name of the table that the functions use: the stage's own, or one that was restored.
    pub(crate) table: String,
    /// Address that browsers come to, if the functions do not name it.
    pub(crate) address: Option<String>,
    /// Settings by which Python's AWS library finds the stage.
    pub(crate) environment: Vec<(&'static str, String)>,
    /// Settings of the functions that name Microsoft's addresses, our application and our tenant.
    microsoft: BTreeMap<&'static str, String>,
    /// The operator's principal.
    by: String,
    is_confirmed: bool,
}

/// Addresses and names of the stack on this machine, from `env.json`.
#[derive(Deserialize)]
struct LocalStack {
    api_url: String,
    aws_endpoint_url: String,
    region: String,
    table: String,
    microsoft_url: String,
    graph_url: String,
    client_id: String,
    home_tenant_id: String,
    system_user_tokens: String,
}

/// Clients, names and settings of a stage, as they were found.
struct Found {
    aws: SdkConfig,
    key_mode: KeyMode,
    system_user_tokens: TokenStore,
    table: String,
    address: Option<String>,
    environment: Vec<(&'static str, String)>,
    microsoft: BTreeMap<&'static str, String>,
}

impl Place {
    /// Opens a stage with the operator's credentials.
    ///
    /// # Errors
    /// When the stage is not described, the stack on this machine does not run, or the credentials are none or of another account.
    pub(crate) async fn open(layout: &Layout, name: &str, is_confirmed: bool) -> Result<Self> {
        if name == LOCAL {
            let found = local(local_stack(layout)?).await?;
            let (by, _) = identity(&found.aws)
                .await
                .context("The stack on this machine does not answer; `cargo dev up` starts it.")?;
            return Ok(Self::new(name, found, by, is_confirmed));
        }
        let described = stage::load(layout, name)?;
        let parameters = stage::parameters(layout, name, &described)?;
        let key_mode = parameters.get("KeyMode");
        let key_mode = key_mode
            .and_then(|word| KeyMode::from_word(word))
            .context("KeyMode of the stage is neither `live` nor `test`.")?;
        let ending = parameters.get("TableEnding").map_or("", String::as_str);
        let aws = aws_config::defaults(BehaviorVersion::latest())
            .region(Region::new(described.region.clone()))
            .load()
            .await;
        let (by, account) = identity(&aws).await?;
        if account != described.account {
            bail!(
                "These credentials are of the AWS account {account}, and the stage's file names {}.",
                described.account
            );
        }
        let setting = |name: &str| parameters.get(name).cloned().unwrap_or_default();
        let found = Found {
            microsoft: BTreeMap::from([
                (config::MICROSOFT_CLOUD, setting("MicrosoftCloud")),
                (config::ENTRA_CLIENT_ID, setting("EntraClientId")),
                (config::ENTRA_HOME_TENANT_ID, setting("EntraHomeTenantId")),
            ]),
            aws,
            key_mode,
            system_user_tokens: token_store(parameters.get("SystemUserTokens"))?,
            table: format!("cooperlink-registration-{name}{ending}"),
            address: None,
            environment: vec![("AWS_DEFAULT_REGION", described.region)],
        };
        Ok(Self::new(name, found, by, is_confirmed))
    }

    fn new(stage: &str, found: Found, by: String, is_confirmed: bool) -> Self {
        Self {
            stage: stage.to_owned(),
            stack: format!("cooperlink-registration-{stage}"),
            store: Store::new(&found.aws, found.table.clone()),
            secrets: Secrets::new(&found.aws, format!("cooperlink-registration/{stage}")),
            aws: found.aws,
            table: found.table,
            key_mode: found.key_mode,
            system_user_tokens: found.system_user_tokens,
            address: found.address,
            environment: found.environment,
            microsoft: found.microsoft,
            random: SystemRandomSource::new(),
            by,
            is_confirmed,
        }
    }

    /// The Entra application (its client id) and the token endpoint of the tenant that owns it.
    ///
    /// # Errors
    /// When the settings of the stage cannot be used.
    pub(crate) fn entra_app(&self) -> Result<(String, Home)> {
        let environment = self.microsoft();
        let entra = parts::entra(&environment, &environment.cloud()?)?;
        let application = environment.application()?;
        let home = Home::new(entra, application.home_tenant);
        Ok((application.client_id.to_string(), home))
    }

    /// Audience of the tokens with which a function's role proves itself to Entra.
    ///
    /// # Errors
    /// When the settings of the stage cannot be used.
    pub(crate) fn token_exchange_audience(&self) -> Result<&'static str> {
        Ok(self.microsoft().cloud()?.token_exchange_audience())
    }

    /// The settings of Microsoft.
    fn microsoft(&self) -> Environment<'_> {
        Environment::from_lookup(|name| self.microsoft.get(name).cloned())
    }

    /// Whether it is the stack on this machine.
    pub(crate) fn is_local(&self) -> bool {
        self.stage == LOCAL
    }

    /// System users' sign-ins, with new ones in the stage's own store.
    pub(crate) fn system_users(&self) -> SystemUsers {
        self.system_users_of(&self.store, self.system_user_tokens)
    }

    /// Alias of the stage's key for table and secrets.
    pub(crate) fn key_alias(&self) -> String {
        format!("alias/cooperlink-registration/{}", self.stage)
    }

    /// System users' sign-ins, with new ones in the store `home`.
    pub(crate) fn system_users_in(&self, home: TokenStore) -> SystemUsers {
        self.system_users_of(&self.store, home)
    }

    /// The system users' sign-ins of a table, with that store for new ones.
    pub(crate) fn system_users_of(&self, table: &Store, home: TokenStore) -> SystemUsers {
        let settings = TokenSettings {
            home,
            prefix: format!("cooperlink-registration/{}", self.stage),
            key: format!("{}/system-users", self.key_alias()),
        };
        SystemUsers::new(&self.aws, table.clone(), settings)
    }

    /// The present instant.
    #[expect(clippy::unused_self, reason = "the time is asked of the place too")]
    pub(crate) fn now(&self) -> Timestamp {
        SystemClock.now()
    }

    /// The operator's machine, as far as a use case asks it.
    pub(crate) fn machine(&self) -> Machine<'_> {
        Machine {
            clock: &SystemClock,
            random: &self.random,
        }
    }

    /// A new id, made from the present instant.
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

    /// Records in the audit that a command begins; gives the id of the record.
    ///
    /// # Errors
    /// When the record cannot be kept: then the command must do nothing.
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

    /// Records in the audit how a command ended, and passes its result on.
    pub(crate) async fn end(
        &self,
        operation: Uuid,
        result: Result<CommandOutput>,
    ) -> Result<CommandOutput> {
        let outcome = outcome(&result);
        if let Err(error) = self.store.end_operation(operation, outcome).await {
            eprintln!("The audit does not tell how this command ended: {error}");
        }
        result
    }

    /// Records a command that has ended. A stage that was never deployed has no audit, so the record is left out.
    pub(crate) async fn record_ended(
        &self,
        command: Value,
        result: &Result<CommandOutput>,
    ) -> Result<()> {
        let operation = self.operation(command, Some(outcome(result)))?;
        match self.store.record_operation(&operation).await {
            Err(StoreError::Refused(code)) if code == "ResourceNotFoundException" => Ok(()),
            recorded => recorded.context("The audit does not tell of this command"),
        }
    }

    fn operation(
        &self,
        command: Value,
        outcome: Option<CommandOutcome>,
    ) -> Result<OperatorCommand> {
        Ok(OperatorCommand {
            id: self.new_id()?,
            began_at: self.now(),
            by: self.by.clone(),
            command,
            outcome,
        })
    }
}

fn outcome(result: &Result<CommandOutput>) -> CommandOutcome {
    match result {
        Ok(_) => CommandOutcome::Done,
        Err(_) => CommandOutcome::Failed,
    }
}

/// The stack on this machine, as its owner sees it.
async fn local(stack: LocalStack) -> Result<Found> {
    let credentials = Credentials::new("test", "test", None, None, "cargo dev");
    let aws = aws_config::defaults(BehaviorVersion::latest())
        .region(Region::new(stack.region.clone()))
        .endpoint_url(stack.aws_endpoint_url.clone())
        .credentials_provider(credentials)
        .load()
        .await;
    Ok(Found {
        aws,
        key_mode: KeyMode::Test,
        system_user_tokens: token_store(Some(&stack.system_user_tokens))?,
        table: stack.table,
        address: Some(stack.api_url),
        microsoft: BTreeMap::from([
            (config::MICROSOFT_CLOUD, "emulated".to_owned()),
            (config::MICROSOFT_LOGIN_URL, stack.microsoft_url),
            (config::MICROSOFT_GRAPH_URL, stack.graph_url),
            (config::ENTRA_CLIENT_ID, stack.client_id),
            (config::ENTRA_HOME_TENANT_ID, stack.home_tenant_id),
        ]),
        environment: vec![
            ("AWS_ACCESS_KEY_ID", "test".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "test".to_owned()),
            ("AWS_DEFAULT_REGION", stack.region),
            ("AWS_ENDPOINT_URL", stack.aws_endpoint_url),
        ],
    })
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
