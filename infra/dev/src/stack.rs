//! One running copy of the service: its ports, its folder, the addresses that follow from them.

use crate::ports::{Ports, free};
use anyhow::Result;
use serde::Serialize;
use std::path::{Path, PathBuf};
use tooling::layout::Layout;
use tooling::local::{REGION, STACK_NAME};

/// Access key and secret key that the AWS emulator takes for its owner: every other key is held to IAM policies.
pub(crate) const ROOT_KEY: &str = "test";
/// The id that the emulator is asked to give the HTTP API, so that its address is known before it exists.
pub(crate) const API_ID: &str = "c00be711";

/// One running copy of the service.
pub(crate) struct Stack {
    pub(crate) ports: Ports,
    /// Seconds between two scheduled verifications of a registration.
    pub(crate) verify_interval_seconds: u32,
    /// Seconds after which a first failure is looked at again.
    pub(crate) confirm_after_seconds: u32,
    /// Seconds in which a registration is verified on request at most once.
    pub(crate) verify_now_seconds: u32,
    /// Store of the system users' refresh tokens, as the parameter `SystemUserTokens` names it.
    pub(crate) system_user_tokens: String,
    folder: PathBuf,
}

/// Store that a stage has by default.
pub(crate) const SECRETS_MANAGER: &str = "secrets-manager";

impl Stack {
    /// The stack of `cargo dev up`, with a schedule that is quick enough to be watched.
    pub(crate) fn to_play_with(layout: &Layout, port_base: u16) -> Self {
        Self {
            ports: Ports::from_base(port_base),
            verify_interval_seconds: 60,
            confirm_after_seconds: 10,
            verify_now_seconds: 5,
            system_user_tokens: SECRETS_MANAGER.to_owned(),
            folder: layout.dev(),
        }
    }

    /// The stack of `cargo dev test`, on ports of its own beside other running stacks.
    ///
    /// # Errors
    /// When none of its ports is free.
    pub(crate) fn to_test_with(layout: &Layout) -> Result<Self> {
        Ok(Self {
            ports: free()?,
            // As on AWS: runs that no test looks at would take the processor from those that one does.
            verify_interval_seconds: 21_600,
            confirm_after_seconds: 1,
            verify_now_seconds: 5,
            system_user_tokens: SECRETS_MANAGER.to_owned(),
            folder: layout.dev().join("test"),
        })
    }

    /// The stack of `cargo dev bench`, with a schedule that stays out of the way.
    ///
    /// # Errors
    /// When none of its ports is free.
    pub(crate) fn to_measure_with(layout: &Layout) -> Result<Self> {
        Ok(Self {
            ports: free()?,
            verify_interval_seconds: 21_600,
            confirm_after_seconds: 300,
            verify_now_seconds: 60,
            system_user_tokens: SECRETS_MANAGER.to_owned(),
            folder: layout.dev().join("bench"),
        })
    }

    /// Folder of this stack's files.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Files of the AWS emulator of this stack.
    pub(crate) fn aws_state(&self) -> LocalState {
        LocalState {
            folder: self.folder.join("aws"),
        }
    }

    /// File with the output of a process of this stack.
    pub(crate) fn log(&self, process: &str) -> PathBuf {
        self.folder.join("logs").join(format!("{process}.log"))
    }

    /// File with the list of the running processes.
    pub(crate) fn processes_file(&self) -> PathBuf {
        self.folder.join("processes.json")
    }

    /// File with the description that tests and scripts read.
    pub(crate) fn environment_file(&self) -> PathBuf {
        self.folder.join("env.json")
    }

    /// File with the addresses and the key as variables of a shell, for the commands of the guides.
    pub(crate) fn shell_file(&self) -> PathBuf {
        self.folder.join("env.sh")
    }

    /// Host and port of the pages and the API.
    pub(crate) fn api_authority(&self) -> String {
        format!("localhost:{}", self.ports.pages)
    }

    /// Host and port by which the emulated API Gateway is called.
    pub(crate) fn gateway_authority(&self) -> String {
        format!("{API_ID}.execute-api.localhost:{}", self.ports.aws)
    }

    /// Origin of the pages and the API.
    pub(crate) fn api_url(&self) -> String {
        format!("http://{}", self.api_authority())
    }

    /// Address to which the AWS SDKs send their calls.
    pub(crate) fn aws_endpoint_url(&self) -> String {
        loopback(self.ports.aws)
    }

    /// Origin of the emulated sign-in and front page of the emulated Microsoft 365.
    pub(crate) fn login_url(&self) -> String {
        loopback(self.ports.login)
    }

    /// Origin of the emulated Microsoft Graph.
    pub(crate) fn graph_url(&self) -> String {
        loopback(self.ports.graph)
    }

    /// Address at which the receiver of webhooks takes deliveries and shows them.
    pub(crate) fn webhooks_url(&self) -> String {
        format!("{}/hooks", loopback(self.ports.webhooks))
    }

    /// Address of one of the queues.
    pub(crate) fn queue_url(&self, queue: &str) -> String {
        format!(
            "{}/000000000000/{STACK_NAME}-{queue}",
            self.aws_endpoint_url()
        )
    }

    /// Variables by which an AWS client acts as the owner of the emulated account.
    pub(crate) fn aws_environment(&self) -> [(&'static str, String); 4] {
        [
            ("AWS_ACCESS_KEY_ID", ROOT_KEY.to_owned()),
            ("AWS_SECRET_ACCESS_KEY", ROOT_KEY.to_owned()),
            ("AWS_DEFAULT_REGION", REGION.to_owned()),
            ("AWS_ENDPOINT_URL", self.aws_endpoint_url()),
        ]
    }
}

/// The files of the AWS emulator.
pub(crate) struct LocalState {
    folder: PathBuf,
}

impl LocalState {
    /// State that the emulator reads when it starts and writes when it ends.
    pub(crate) fn current(&self) -> PathBuf {
        self.folder.join("state")
    }

    /// The state right after a deployment.
    fn deployed(&self) -> PathBuf {
        self.folder.join("deployed")
    }

    /// File with the hashes of the sources of the deployed state.
    pub(crate) fn fingerprint(&self) -> PathBuf {
        self.folder.join("deployed.sha256")
    }

    /// The emulator's temporary files, the unpacked functions among them.
    pub(crate) fn temporary(&self) -> PathBuf {
        self.folder.join("tmp")
    }

    /// Deletes all of its files.
    pub(crate) fn clear(&self) -> std::io::Result<()> {
        if self.folder.exists() {
            std::fs::remove_dir_all(&self.folder)?;
        }
        std::fs::create_dir_all(&self.folder)
    }

    /// Makes the current state the deployed one, and the current one a copy of it.
    pub(crate) fn set_aside(&self) -> std::io::Result<()> {
        std::fs::rename(self.current(), self.deployed())?;
        self.restore()
    }

    /// Makes the current state a copy of the deployed one.
    pub(crate) fn restore(&self) -> std::io::Result<()> {
        if self.current().exists() {
            std::fs::remove_dir_all(self.current())?;
        }
        copy_folder(&self.deployed(), &self.current())
    }
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

fn loopback(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

impl StackFacts {
    /// Text of `env.sh`: variables that a shell takes with `. target/dev/env.sh`.
    pub(crate) fn for_a_shell(&self) -> String {
        format!(
            "export API={}\nexport KEY={}\nexport MICROSOFT={}\n",
            self.api_url, self.api_key, self.microsoft_url
        )
    }
}

/// `env.json`: facts about a running stack that tests and scripts need.
#[derive(Serialize)]
pub(crate) struct StackFacts {
    pub(crate) api_url: String,
    pub(crate) api_key: String,
    pub(crate) consent_url: String,
    pub(crate) registration_id: String,
    pub(crate) microsoft_url: String,
    pub(crate) graph_url: String,
    pub(crate) client_id: &'static str,
    pub(crate) home_tenant_id: &'static str,
    pub(crate) webhooks_url: String,
    pub(crate) aws_endpoint_url: String,
    pub(crate) region: &'static str,
    pub(crate) table: &'static str,
    pub(crate) sweep_queue_url: String,
    pub(crate) interactive_queue_url: String,
    pub(crate) verify_now_seconds: u32,
    pub(crate) system_user_tokens: String,
}
