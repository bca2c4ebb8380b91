//! The API's own description, as the running stack serves it, held against the API: requests are generated from it, and clients in
//! two languages, which walk the main story (`tests/clients`).

use crate::node::Packages;
use crate::stack::{Stack, StackFacts};
use anyhow::{Context, Result, bail};
use hyper::Method;
use std::path::{Path, PathBuf};
use tokio::process::Command;
use tooling::command;
use tooling::http::{LocalRequest, send};
use tooling::layout::Layout;
use tooling::progress::Step;

/// Requests follow from it: a failure is seen again with the same one.
const SEED: &str = "12";
/// Seconds in which requests are generated.
const SECONDS: &str = "60";

/// A description that was fetched, and where what is made from it is kept.
pub(crate) struct Description<'a> {
    layout: &'a Layout,
    environment: &'a StackFacts,
    folder: PathBuf,
}

impl<'a> Description<'a> {
    /// Fetches the description of a running stack.
    ///
    /// # Errors
    /// When the API does not serve one.
    pub(crate) async fn fetch(
        layout: &'a Layout,
        stack: &Stack,
        environment: &'a StackFacts,
    ) -> Result<Self> {
        let (status, document) = send(LocalRequest {
            port: stack.ports.pages,
            authority: &stack.api_authority(),
            method: Method::GET,
            path: "/openapi.json",
            headers: &[],
            body: Vec::new(),
        })
        .await?;
        if !status.is_success() {
            bail!("GET /openapi.json: the API answered {status}.");
        }
        let description = Self {
            layout,
            environment,
            folder: layout.dev().join("clients"),
        };
        // What was generated from another description would be found beside this one's.
        if description.folder.exists() {
            std::fs::remove_dir_all(&description.folder)?;
        }
        std::fs::create_dir_all(description.folder.join("python"))?;
        std::fs::write(description.file(), document)?;
        Ok(description)
    }

    fn file(&self) -> PathBuf {
        self.folder.join("openapi.json")
    }

    fn source(&self, name: &str) -> PathBuf {
        self.layout.root().join("tests/clients").join(name)
    }

    /// Sends requests that are generated from the description for a minute, right and wrong ones.
    ///
    /// # Errors
    /// When an answer is not as described, or the service failed.
    pub(crate) async fn try_requests(&self) -> Result<()> {
        let mut schemathesis = self.program(self.layout.python_program("schemathesis"));
        schemathesis
            .arg("--config-file")
            .arg(self.source("schemathesis.toml"))
            .args(["run", &format!("{}/openapi.json", self.environment.api_url)])
            .arg("--header")
            .arg(format!(
                "Authorization: Bearer {}",
                self.environment.api_key
            ))
            .args(["--seed", SEED, "--max-time", SECONDS])
            .args(["--generation-database", "none", "--no-color"]);
        self.run("schemathesis", schemathesis).await
    }

    /// Generates a Python client and walks the story with it.
    ///
    /// # Errors
    /// When the client cannot be generated, or does not reach the end.
    pub(crate) async fn tell_in_python(&self) -> Result<()> {
        let mut generate = self.program(self.layout.python_program("openapi-python-client"));
        generate
            .args(["generate", "--meta", "none", "--overwrite", "--path"])
            .arg(self.file())
            .arg("--output-path")
            .arg(self.folder.join("python/cooperlink_client"))
            .arg("--config")
            .arg(self.source("openapi-python-client.yml"));
        self.run("python client", generate).await?;
        let mut story = self.program(self.layout.python_program("python"));
        story
            .arg(self.source("story.py"))
            .env("PYTHONPATH", self.folder.join("python"))
            .env("PYTHONDONTWRITEBYTECODE", "1");
        self.run("story in Python", story).await
    }

    /// Generates a TypeScript client, compiles the story with it, and walks it.
    ///
    /// # Errors
    /// When the client cannot be generated, the story does not fit it, or does not reach the end.
    pub(crate) async fn tell_in_typescript(&self) -> Result<()> {
        let folder = Packages::Clients.folder(self.layout);
        for name in ["story.ts", "tsconfig.json"] {
            std::fs::copy(self.source(name), folder.join(name))
                .with_context(|| format!("cannot copy tests/clients/{name}"))?;
        }
        let program = |name| self.program(folder.join("node_modules/.bin").join(name));
        let mut generate = program("openapi-typescript");
        generate
            .arg(self.file())
            .arg("--output")
            .arg(folder.join("api.d.ts"));
        self.run("typescript client", generate).await?;
        let mut compile = program("tsc");
        compile.arg("--project").arg(&folder);
        self.run("tsc", compile).await?;
        let mut story = self.program("node");
        story.arg(folder.join("story.js"));
        self.run("story in TypeScript", story).await
    }

    /// A program that knows where the stack is.
    fn program(&self, program: impl AsRef<Path>) -> Command {
        let mut command = command::program(self.layout.root(), program.as_ref());
        command
            .current_dir(&self.folder)
            .env("API", &self.environment.api_url)
            .env("KEY", &self.environment.api_key)
            .env("MICROSOFT", &self.environment.microsoft_url);
        command
    }

    async fn run(&self, name: &str, command: Command) -> Result<()> {
        let step = Step::start(name);
        let log = self.layout.log(&name.replace(' ', "-"));
        command::run(&step, &log, command, &[]).await?;
        step.done();
        Ok(())
    }
}
