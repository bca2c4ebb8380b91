//! Where things are in this checkout.

use std::path::{Path, PathBuf};

/// The checkout and the folders that this tool fills, all below `target`.
pub(crate) struct Layout {
    root: PathBuf,
}

impl Layout {
    /// The checkout that this tool was compiled in.
    pub(crate) fn of_this_checkout() -> Self {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self {
            root: package.ancestors().nth(2).unwrap_or(package).to_owned(),
        }
    }

    /// The folder of the workspace's `Cargo.toml`.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// What this tool keeps between two runs.
    pub(crate) fn dev(&self) -> PathBuf {
        self.root.join("target/dev")
    }

    /// The private virtual environment of Python programs.
    pub(crate) fn virtual_environment(&self) -> PathBuf {
        self.dev().join("venv")
    }

    /// A program of the virtual environment.
    pub(crate) fn python_program(&self, name: &str) -> PathBuf {
        self.virtual_environment().join("bin").join(name)
    }

    /// The folder that `cargo lambda build` fills: one folder with a `bootstrap` for each function.
    pub(crate) fn built_functions(&self) -> PathBuf {
        self.root.join("target/lambda")
    }

    /// The SAM template.
    pub(crate) fn template(&self) -> PathBuf {
        self.root.join("infra/template.yaml")
    }

    /// The script through which this tool talks to AWS.
    pub(crate) fn aws_script(&self) -> PathBuf {
        self.root.join("infra/dev/aws.py")
    }

    /// What a step printed.
    pub(crate) fn log(&self, step: &str) -> PathBuf {
        self.dev().join("logs").join(format!("{step}.log"))
    }
}
