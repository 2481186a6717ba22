//! Writes everything that derives from the document, or compares it with the existing files.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use bitsight_users_codegen as codegen;
use bitsight_users_openapi::Document;
use bitsight_users_spec_check::with_tables;

use crate::run::files::{Derived, write_or_compare};
use crate::run::step::Step;

mod settings;

/// The step that writes.
pub const STEP: Step = Step {
    name: "regen",
    about: "write what derives from spec/openapi.yaml",
    needs: &["npm"],
    run: |task| run(task.project.root(), false).map(|()| "written".into()),
};

/// The command that writes the files.
const COMMAND: &str = "cargo xtask regen";

/// Writes the generated files of the project in `root` that are stale; with `check`, shows the
/// differences and fails instead.
pub fn run(root: &Path, check: bool) -> Result<()> {
    let document = Document::load(&root.join("spec/openapi.yaml"))?;
    let mut files = generate(root, &document)?;
    let stray = strays(root, &files)?;
    let page = PathBuf::from("docs/administrators.md");
    let text = fs::read_to_string(root.join(&page))?;
    files.push((page, Some(with_tables(&text, &document)?)));
    let count = files.len();
    files.extend(stray);
    let changed = write_or_compare(root, &files, COMMAND, check)?;
    if check {
        println!("{count} generated files are fresh");
    } else {
        println!("{count} generated files, {changed} changed");
    }
    Ok(())
}

/// Every generated file: its path in the project, and its text.
fn generate(root: &Path, document: &Document) -> Result<Derived> {
    let rust = Path::new("crates/bitsight-users/src/generated");
    let npm = Path::new("bindings/npm/src/generated");
    let mut files: Derived = codegen::rust(document)?
        .into_iter()
        .map(|file| (rust.join(file.name), Some(file.text)))
        .collect();
    let provision = Path::new("crates/provision/src/generated");
    let fields = codegen::provision(document)?;
    let list = fields.iter().find(|file| file.name == "list.schema.json");
    let list = list.context("the generator wrote no schema of lists")?;
    let types = printed(root, "provision-types.mjs", &[], &list.text)?;
    files.push((npm.join("provision.ts"), Some(types)));
    let fields = fields.into_iter();
    files.extend(fields.map(|file| (provision.join(file.name), Some(file.text))));
    let cli = Path::new("crates/cli/src/generated");
    let commands = codegen::cli(document)?.into_iter();
    files.extend(commands.map(|file| (cli.join(file.name), Some(file.text))));
    let types = codegen::typescript(document)?.into_iter();
    files.extend(types.map(|file| (npm.join(file.name), Some(file.text))));
    let document = root.join("spec/openapi.yaml");
    let types = printed(root, "types.mjs", &[&document], "")?;
    files.push((npm.join("schema.ts"), Some(types)));
    files.push((npm.join("settings.ts"), Some(settings::typescript())));
    Ok(files)
}

/// What a script of the npm package prints, given a text on its stdin.
fn printed(root: &Path, script: &str, arguments: &[&Path], input: &str) -> Result<String> {
    let script = root.join("bindings/npm/scripts").join(script);
    let mut node = Command::new("node")
        .arg(&script)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("`node` can't be run; Node.js 20 or newer is needed")?;
    if let Some(mut stdin) = node.stdin.take() {
        // A script that doesn't read its stdin may have ended; its status says whether it failed.
        let _ = stdin.write_all(input.as_bytes());
    }
    let output = node.wait_with_output()?;
    if !output.status.success() {
        bail!(
            "`node {}` failed (does `cargo xtask setup` run through?):\n{}",
            script.display(),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// The files in the generated folders that nothing generates.
fn strays(root: &Path, files: &Derived) -> Result<Derived> {
    let folders: BTreeSet<_> = files.iter().filter_map(|(path, _)| path.parent()).collect();
    let mut strays = Vec::new();
    for folder in folders {
        let Ok(entries) = fs::read_dir(root.join(folder)) else {
            continue;
        };
        for entry in entries {
            let path = folder.join(entry?.file_name());
            if !files.iter().any(|(known, _)| *known == path) {
                strays.push((path, None));
            }
        }
    }
    Ok(strays)
}
