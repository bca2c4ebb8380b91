//! Subjects that are measured side by side: a program, and the work that it gets.

use super::bootstrap;
use super::event;
use super::world::{Work, World};
use crate::runtime::Function;
use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tooling::functions::REFERENCE;
use tooling::layout::Layout;

/// Column of the reference shape.
pub(super) const OF_REFERENCE: &str = "reference";
/// Column of the worker with the peers' work.
pub(super) const OF_WORKER: &str = "worker";
/// Column of the worker with everything configured.
pub(super) const OF_FULL: &str = "full";
/// Column of the API.
pub(super) const OF_API: &str = "api";
/// Column of the peer.
pub(super) const OF_PEER: &str = "node-peer";

/// Form of an order to verify.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asks {
    /// A message of the queue.
    Queue,
    /// `POST …/verifications`.
    Api,
}

/// A program and its work.
pub(super) struct Subject {
    pub(super) name: &'static str,
    pub(super) work: Work,
    program: PathBuf,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
    asks: Asks,
    api_key: String,
    authority: String,
}

impl Subject {
    fn function(layout: &Layout, world: &World, name: &'static str, function: &str) -> Self {
        Self {
            name,
            work: Work::Peers,
            program: bootstrap(layout, function),
            arguments: Vec::new(),
            environment: world.environment_of(function),
            asks: Asks::Queue,
            api_key: world.credentials.api_key.clone(),
            authority: world.authority.clone(),
        }
    }

    /// The worker with the peers' work.
    pub(super) fn worker(layout: &Layout, world: &World) -> Self {
        Self::function(layout, world, OF_WORKER, "verify-worker")
    }

    /// The API, asked to verify.
    pub(super) fn api(layout: &Layout, world: &World) -> Self {
        Self {
            asks: Asks::Api,
            ..Self::function(layout, world, OF_API, "verify-api")
        }
    }

    /// All subjects; the peer among them if there is a folder with its packages.
    ///
    /// # Errors
    /// When there is no Node for the peer.
    pub(super) fn all(layout: &Layout, world: &World, peer: Option<&Path>) -> Result<Vec<Self>> {
        let reference = Self::function(layout, world, OF_REFERENCE, REFERENCE);
        let application = Self {
            name: "application",
            work: Work::Application,
            ..Self::worker(layout, world)
        };
        let full = Self {
            name: OF_FULL,
            work: Work::Full,
            ..Self::worker(layout, world)
        };
        let mut all = vec![
            reference,
            Self::worker(layout, world),
            application,
            full,
            Self::api(layout, world),
        ];
        if let Some(folder) = peer {
            all.push(Self::peer(layout, world, folder)?);
        }
        Ok(all)
    }

    /// The Node function, laid beside the packages of the folder.
    fn peer(layout: &Layout, world: &World, folder: &Path) -> Result<Self> {
        for name in ["function.mjs", "runtime.mjs"] {
            std::fs::copy(
                layout.root().join("tests/node-peer").join(name),
                folder.join(name),
            )?;
        }
        let path = std::env::var_os("PATH").unwrap_or_default();
        let node = std::env::split_paths(&path)
            .map(|folder| folder.join("node"))
            .find(|program| program.is_file())
            .context("there is no node")?;
        Ok(Self {
            program: node,
            arguments: vec![folder.join("runtime.mjs").to_string_lossy().into_owned()],
            ..Self::function(layout, world, OF_PEER, OF_PEER)
        })
    }

    /// Starts a new process of the program.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(super) async fn start(&self) -> Result<Function> {
        let arguments: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        Function::start(&self.program, &arguments, &self.environment).await
    }

    /// Asks for the verification of registrations and gives the time until the answer. The API takes one at a time.
    ///
    /// # Errors
    /// When the call fails, or a registration was not verified.
    pub(super) async fn verify(
        &self,
        function: &mut Function,
        registrations: &[&str],
    ) -> Result<Duration> {
        let slot = event::slot();
        let event = match (self.asks, registrations) {
            (Asks::Queue, _) => event::messages(registrations, slot),
            (Asks::Api, [registration]) => self.request(registration, slot),
            (Asks::Api, _) => bail!("the API verifies one registration at a time"),
        };
        let begun = Instant::now();
        let answer = function.ask(event).await?;
        let elapsed = begun.elapsed();
        let answer = answer.map_err(|error| anyhow::anyhow!("{} failed: {error}", self.name))?;
        let read: Value = serde_json::from_str(&answer)?;
        let is_done = match self.asks {
            Asks::Queue => read["batchItemFailures"]
                .as_array()
                .is_some_and(Vec::is_empty),
            Asks::Api => read["statusCode"] == 201,
        };
        ensure!(is_done, "{} did not verify: {answer}", self.name);
        Ok(elapsed)
    }

    fn request(&self, registration: &str, number: i64) -> String {
        let headers = json!({
            "authorization": format!("Bearer {}", self.api_key),
            "idempotency-key": format!("bench-{number}"),
        });
        let path = format!("/v1/registrations/{registration}/verifications");
        event::api(&self.authority, "POST", (&path, ""), &headers)
    }
}
