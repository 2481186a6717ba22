//! The project's folders, and how programs are started in them.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use xshell::{Cmd, Shell};

/// The project.
#[derive(Clone)]
pub struct Project {
    root: PathBuf,
    /// Starts programs in the root of the work tree.
    pub sh: Shell,
    /// Whether `CI=true`. Then nothing may be left out.
    pub ci: bool,
}

impl Project {
    /// The project from whose folder Cargo built this program.
    pub fn find() -> Result<Self> {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
        let root = crates.and_then(Path::parent);
        let root = root.context("the folder of this crate has no parent folders")?;
        if !root.join("Cargo.lock").is_file() {
            bail!(
                "{} isn't the project any more: was the folder moved? Run `cargo clean -p step-runner`.",
                root.display()
            );
        }
        let sh = Shell::new()?;
        sh.change_dir(root);
        Ok(Self {
            root: root.to_owned(),
            sh,
            ci: matches!(std::env::var("CI").as_deref(), Ok("true" | "1")),
        })
    }

    /// The root of the work tree.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path under the root.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A path for results, which `cargo clean` may remove. Always in the work tree, even when
    /// CARGO_TARGET_DIR points elsewhere: the tools belong to the project.
    pub fn target(&self, relative: &str) -> PathBuf {
        self.root.join("target").join(relative)
    }

    /// The command, started in another folder of the project.
    pub fn at(&self, folder: impl AsRef<Path>, command: Cmd<'_>) -> Command {
        let mut command = Command::from(command);
        command.current_dir(self.root.join(folder));
        command
    }

    /// The command, started in the workspace of the wasm crate, which builds into the same target folder.
    pub fn at_wasm(&self, command: Cmd<'_>) -> Command {
        self.at(
            "bindings/wasm",
            command.env("CARGO_TARGET_DIR", self.target("")),
        )
    }
}

/// The file of that name in a folder of PATH.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
}
