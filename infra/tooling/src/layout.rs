//! Places of files in this checkout.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// A file that every checkout has, and no other folder.
const LANDMARK: &str = "infra/dev/Cargo.toml";

/// The checkout and the folders that this tool fills, all below `target`.
pub struct Layout {
    root: PathBuf,
}

impl Layout {
    /// The checkout in which cargo runs this tool, or the one around the current folder. The checkout in which the tool was
    /// compiled may be another one, if a checkout was copied or moved together with its `target`.
    ///
    /// # Errors
    /// When there is no checkout around either.
    pub fn of_this_checkout() -> Result<Self> {
        let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let current = std::env::current_dir().ok();
        let folders = package.iter().chain(&current);
        let root = folders
            .flat_map(|folder| folder.ancestors())
            .find(|folder| folder.join(LANDMARK).is_file())
            .context("This is no checkout of the project; go to its folder and try again.")?;
        Ok(Self {
            root: root.to_owned(),
        })
    }

    /// The folder of the workspace's `Cargo.toml`.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of all built files.
    pub fn target(&self) -> PathBuf {
        self.root.join("target")
    }

    /// Folder of the files that this tool keeps between two runs.
    pub fn dev(&self) -> PathBuf {
        self.target().join("dev")
    }

    /// The private virtual environment of Python programs.
    pub fn virtual_environment(&self) -> PathBuf {
        self.dev().join("venv")
    }

    /// A program of the virtual environment.
    pub fn python_program(&self, name: &str) -> PathBuf {
        self.virtual_environment().join("bin").join(name)
    }

    /// The virtual environment of checkov, which needs other versions than the programs of the other one.
    pub fn checkov_environment(&self) -> PathBuf {
        self.dev().join("checkov")
    }

    /// A program of the workspace, built for this machine without optimisation.
    pub fn debug_program(&self, name: &str) -> PathBuf {
        self.target().join("debug").join(name)
    }

    /// The folder that holds one folder with a `bootstrap` for each function; `cargo lambda build` fills it too.
    pub fn built_functions(&self) -> PathBuf {
        self.target().join("lambda")
    }

    /// The SAM template.
    pub fn template(&self) -> PathBuf {
        self.root.join("infra/template.yaml")
    }

    /// The script through which this tool talks to AWS.
    pub fn aws_script(&self) -> PathBuf {
        self.root.join("infra/dev/aws.py")
    }

    /// File with the output of a step.
    pub fn log(&self, step: &str) -> PathBuf {
        self.dev().join("logs").join(format!("{step}.log"))
    }
}
