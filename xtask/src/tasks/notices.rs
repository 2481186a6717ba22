//! `cargo xtask notices`: the licences of the code that the WebAssembly module contains.
//!
//! Of several licences that a crate offers, the first in `LICENSES` is taken. Crates that only run while
//! the module is compiled (procedural macros and their dependencies) are not in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;
use xshell::cmd;

use crate::install::rust::WASM;
use crate::run::files::write_or_compare;
use crate::run::step::Task;

/// The file, which the npm package contains.
const FILE: &str = "bindings/npm/THIRD-PARTY-NOTICES";
/// The command that writes it.
const COMMAND: &str = "cargo xtask notices";
/// The licences that are taken, and the names that their text may have in a crate.
const LICENSES: [(&str, &[&str]); 4] = [
    ("MIT", &["LICENSE-MIT", "LICENSE", "LICENSE.md"]),
    ("Apache-2.0", &["LICENSE-APACHE", "LICENSE"]),
    ("MPL-2.0", &["LICENSE"]),
    ("Unicode-3.0", &["LICENSE-UNICODE"]),
];
/// The texts of those licences that a crate may lack.
const TEXTS: [(&str, &str); 2] = [
    ("Apache-2.0", "LICENSE-APACHE"),
    ("MPL-2.0", "bindings/npm/licenses/MPL-2.0.txt"),
];
const HEAD: &str = "\
Third-party notices

The WebAssembly module in this package contains code of the projects below, compiled from their unmodified
sources, which their addresses lead to. Each list of projects is followed by the licence that applies to it.
";
const RULE: &str =
    "\n================================================================================\n\n";

/// The part of `cargo metadata` that is needed.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    repository: Option<String>,
    /// `None` for the project's own crates.
    source: Option<String>,
    manifest_path: PathBuf,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
    root: Option<String>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    /// `None` for a normal dependency.
    kind: Option<String>,
}

/// Writes the file if it is stale; with `check`, fails instead.
pub fn run(task: &Task, check: bool) -> Result<()> {
    let cargo = cmd!(
        task.project.sh,
        "cargo metadata --locked --format-version 1 --filter-platform {WASM}"
    );
    let metadata = task.log.output(task.project.at_wasm(cargo))?;
    let text = notices(task.project.root(), &serde_json::from_str(&metadata)?)?;
    let files = vec![(PathBuf::from(FILE), Some(text))];
    write_or_compare(task.project.root(), &files, COMMAND, check)?;
    Ok(())
}

fn notices(root: &Path, metadata: &Metadata) -> Result<String> {
    // By their text, since many crates share one.
    let mut projects: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in compiled(metadata)? {
        let (license, text) = license(root, package)
            .with_context(|| format!("the licence of {} {}", package.name, package.version))?;
        let Package { name, version, .. } = package;
        let address = package.repository.as_deref().unwrap_or_default();
        let project = format!("{name} {version}, {license}, {address}");
        projects.entry(text).or_default().push(project);
    }
    let apache = fs::read_to_string(root.join("LICENSE-APACHE"))?;
    let std = "The Rust standard library, Apache-2.0, https://github.com/rust-lang/rust";
    projects
        .entry(trimmed(&apache))
        .or_default()
        .push(std.to_owned());
    let mut sections: Vec<String> = projects
        .into_iter()
        .map(|(text, projects)| format!("{}\n\n{text}\n", projects.join("\n")))
        .collect();
    sections.sort();
    Ok(format!("{HEAD}{RULE}{}", sections.join(RULE)))
}

/// The packages of others whose code is in the module.
fn compiled(metadata: &Metadata) -> Result<Vec<&Package>> {
    let root = metadata.resolve.root.as_ref();
    let mut open = vec![root.context("the workspace has no root package")?];
    let mut reached = Vec::new();
    let mut packages = Vec::new();
    while let Some(id) = open.pop() {
        let package = metadata.packages.iter().find(|package| package.id == *id);
        let package = package.with_context(|| format!("no package {id}"))?;
        let is_macro = |target: &Target| target.kind.iter().any(|kind| kind == "proc-macro");
        if reached.contains(&id) || package.targets.iter().any(is_macro) {
            continue;
        }
        reached.push(id);
        if package.source.is_some() {
            packages.push(package);
        }
        let node = metadata.resolve.nodes.iter().find(|node| node.id == *id);
        let is_normal = |it: &&Dependency| it.dep_kinds.iter().any(|kind| kind.kind.is_none());
        let normal = node
            .into_iter()
            .flat_map(|node| &node.deps)
            .filter(is_normal);
        open.extend(normal.map(|dependency| &dependency.pkg));
    }
    packages.sort_by_key(|package| (&package.name, &package.version));
    Ok(packages)
}

/// The licences that are taken, and their texts.
fn license(root: &Path, package: &Package) -> Result<(String, String)> {
    let expression = package.license.as_deref().context("it names none")?;
    let folder = package.manifest_path.parent().context("it has no folder")?;
    let mut names = Vec::new();
    let mut texts = Vec::new();
    for part in expression.split(" AND ") {
        let offered: Vec<&str> = part.split([' ', '/', '(', ')']).collect();
        let taken = LICENSES.iter().find(|(name, _)| offered.contains(name));
        let (name, files) = taken.with_context(|| format!("`{part}` has none that is known"))?;
        let own = files
            .iter()
            .find_map(|file| fs::read_to_string(folder.join(file)).ok());
        let text = match own {
            Some(text) => text,
            None => {
                let file = TEXTS.iter().find(|(known, _)| known == name);
                let (_, file) = file.with_context(|| format!("it has no text of {name}"))?;
                fs::read_to_string(root.join(file))?
            }
        };
        names.push(*name);
        texts.push(trimmed(&text));
    }
    Ok((names.join(" and "), texts.join("\n\n")))
}

/// Without spaces at the ends of lines, in which copies of one text differ.
fn trimmed(text: &str) -> String {
    let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(license: &str) -> Package {
        Package {
            id: "id".into(),
            name: "name".into(),
            version: "1.0.0".into(),
            license: Some(license.into()),
            repository: None,
            source: Some("registry".into()),
            manifest_path: "/nowhere/Cargo.toml".into(),
            targets: Vec::new(),
        }
    }

    #[test]
    fn only_known_licences_with_a_text_are_taken() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let taken = |expression: &str| license(&root, &package(expression));
        assert_eq!(taken("MPL-2.0").unwrap().0, "MPL-2.0");
        assert_eq!(taken("Apache-2.0/BSL-1.0").unwrap().0, "Apache-2.0");
        // Without the copyright line of its crate, the text of MIT would be worth nothing.
        assert!(taken("Apache-2.0 OR MIT").is_err());
        assert!(taken("GPL-3.0-only").is_err());
        assert!(taken("(MIT OR Apache-2.0) AND Unicode-3.0").is_err());
    }
}
