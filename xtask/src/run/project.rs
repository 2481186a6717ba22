//! Where things are, and whether this is a CI run.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The project's folders, and the programs that come with the machine.
pub struct Project {
    root: PathBuf,
    ci: bool,
}

impl Project {
    /// Finds the project from the folder that Cargo built this program from.
    pub fn find() -> Result<Self> {
        let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = xtask.parent().context("xtask has no parent folder")?;
        if !root.join("Cargo.lock").is_file() {
            bail!(
                "{} isn't the project any more: was the folder moved? Run `cargo clean -p xtask`.",
                root.display()
            );
        }
        Ok(Self {
            root: root.to_owned(),
            ci: matches!(std::env::var("CI").as_deref(), Ok("true" | "1")),
        })
    }

    /// The root of the work tree.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether `CI=true`: then nothing may be left out.
    pub fn ci(&self) -> bool {
        self.ci
    }

    /// A path under the root.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Where things go that a `cargo clean` may remove. Always `target` in the work tree, even
    /// when CARGO_TARGET_DIR points elsewhere: the tools are the project's, not the build's.
    pub fn target(&self, relative: &str) -> PathBuf {
        self.root.join("target").join(relative)
    }

    /// `cargo`, the one that runs this program.
    pub fn cargo(&self) -> Command {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.current_dir(&self.root);
        command
    }

    /// The same for the workspace of the wasm crate, with the same folder for what is built.
    pub fn wasm_cargo(&self) -> Command {
        let mut command = self.cargo();
        command
            .current_dir(self.path("bindings/wasm"))
            .env("CARGO_TARGET_DIR", self.target(""));
        command
    }

    /// A program from PATH, started in the root.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }
}

/// The file of that name in a folder of PATH.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
}
