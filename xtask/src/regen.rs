//! Writes everything that derives from the document, or compares it with what is there.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};
use bitsight_users_codegen as codegen;
use bitsight_users_openapi::Document;
use similar::TextDiff;

/// The command that mends a stale file.
const COMMAND: &str = "cargo xtask regen";

/// Writes the generated files that are not as they should be; with `check`, fails instead, and
/// shows the differences.
///
/// # Errors
/// When the document can't be generated from, or a file can't be written, or is stale.
pub fn run(root: &Path, check: bool) -> Result<()> {
    let document = Document::load(&root.join("spec/openapi.yaml"))?;
    let files = generate(root, &document)?;
    let stale = files
        .iter()
        .filter(|(path, text)| !is_same(&root.join(path), text));
    let stale: Vec<_> = stale.collect();
    let strays = strays(root, &files)?;

    if check {
        for (path, text) in &stale {
            println!("{}", difference(root, path, text));
        }
        for path in &strays {
            println!("{}: nothing generates this file any more", path.display());
        }
        if stale.is_empty() && strays.is_empty() {
            println!("{} generated files are fresh", files.len());
            return Ok(());
        }
        bail!(
            "{} generated files are stale; `{COMMAND}` writes them",
            stale.len() + strays.len()
        );
    }

    for (path, text) in &stale {
        let to = root.join(path);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&to, text).with_context(|| format!("{} can't be written", to.display()))?;
        println!("wrote {}", path.display());
    }
    for path in &strays {
        fs::remove_file(root.join(path))?;
        println!("removed {}", path.display());
    }
    println!(
        "{} generated files, {} changed",
        files.len(),
        stale.len() + strays.len()
    );
    Ok(())
}

/// Every generated file: its path in the project, and its text.
fn generate(root: &Path, document: &Document) -> Result<Vec<(PathBuf, String)>> {
    let rust = Path::new("crates/bitsight-users/src/generated");
    let npm = Path::new("bindings/npm/src/generated");
    let mut files: Vec<_> = codegen::rust(document)?
        .into_iter()
        .map(|file| (rust.join(file.name), file.text))
        .collect();
    let types = codegen::typescript(document)?.into_iter();
    files.extend(types.map(|file| (npm.join(file.name), file.text)));
    files.push((npm.join("schema.ts"), typescript_types(root)?));
    Ok(files)
}

/// The TypeScript types of the document, by openapi-typescript.
fn typescript_types(root: &Path) -> Result<String> {
    let script = root.join("bindings/npm/scripts/types.mjs");
    let output = Command::new("node")
        .arg(&script)
        .arg(root.join("spec/openapi.yaml"))
        .output()
        .context("`node` can't be run; Node.js 20 or newer is needed")?;
    if !output.status.success() {
        bail!(
            "`node {}` failed (does `cargo xtask setup` run through?):\n{}",
            script.display(),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn is_same(path: &Path, text: &str) -> bool {
    fs::read_to_string(path).is_ok_and(|existing| existing == text)
}

fn difference(root: &Path, path: &Path, text: &str) -> String {
    let existing = fs::read_to_string(root.join(path)).unwrap_or_default();
    let name = path.display().to_string();
    TextDiff::from_lines(&existing, text)
        .unified_diff()
        .header(&name, &format!("{name} (as `{COMMAND}` would write it)"))
        .to_string()
}

/// Files in the generated folders that nothing generates.
fn strays(root: &Path, files: &[(PathBuf, String)]) -> Result<Vec<PathBuf>> {
    let folders: BTreeSet<_> = files.iter().filter_map(|(path, _)| path.parent()).collect();
    let mut strays = Vec::new();
    for folder in folders {
        let Ok(entries) = fs::read_dir(root.join(folder)) else {
            continue;
        };
        for entry in entries {
            let path = folder.join(entry?.file_name());
            if !files.iter().any(|(known, _)| *known == path) {
                strays.push(path);
            }
        }
    }
    Ok(strays)
}

#[cfg(test)]
mod tests;
