//! `cargo xtask notices`: the licences of the code that the WebAssembly modules contain.
//!
//! Of several licences that a crate offers, the first in `LICENSES` that has a text is taken. Crates that only run while
//! the module is compiled (procedural macros and their dependencies) are not in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xshell::cmd;

use crate::install::rust::{WASM, registries};
use crate::run::files::write_or_compare;
use crate::run::step::Task;

/// The file, which the npm package contains.
const FILE: &str = "bindings/npm/THIRD-PARTY-NOTICES";
/// The command that writes it.
const COMMAND: &str = "cargo xtask notices";
/// The licences that are taken, and the names that their text may have in a crate.
const LICENSES: [(&str, &[&str]); 5] = [
    ("MIT", &["LICENSE-MIT", "LICENSE", "LICENSE.md"]),
    ("Apache-2.0", &["LICENSE-APACHE", "LICENSE"]),
    ("MPL-2.0", &["LICENSE"]),
    ("Unicode-3.0", &["LICENSE-UNICODE"]),
    ("Zlib", &["LICENSE"]),
];
/// The texts of those licences that a crate may lack.
const TEXTS: [(&str, &str); 2] = [
    ("Apache-2.0", "LICENSE-APACHE"),
    ("MPL-2.0", "bindings/npm/licenses/MPL-2.0.txt"),
];
const HEAD: &str = "\
Third-party notices

The WebAssembly modules in this package contain code of the projects below, compiled from their unmodified
sources, which their addresses lead to. Each list of projects is followed by the licence that applies to it.
";
const RULE: &str =
    "\n================================================================================\n\n";
/// The line of a package in the output of `cargo tree`: its name and version, licences and repository.
const FORMAT: &str = "{p}|{l}|{r}";

/// Writes the file if it is stale; with `check`, fails instead.
pub fn run(task: &Task, check: bool) -> Result<()> {
    let tree = cmd!(
        task.project.sh,
        "cargo tree --workspace --locked --target {WASM} --edges normal,no-proc-macro --prefix none --format {FORMAT}"
    );
    let tree = task.log.output(task.project.at_wasm(tree))?;
    let text = notices(task.project.root(), &tree)?;
    let files = vec![(PathBuf::from(FILE), Some(text))];
    write_or_compare(task.project.root(), &files, COMMAND, check)?;
    Ok(())
}

fn notices(root: &Path, tree: &str) -> Result<String> {
    // A package that was shown before is marked, and a line is empty between two members of the workspace.
    let packages: BTreeSet<&str> = tree
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| line.trim_end_matches(" (*)"))
        .collect();
    // By their text, since many crates share one.
    let mut projects: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in packages {
        let mut fields = line.split('|');
        let mut field = || fields.next().unwrap_or_default();
        let (package, expression, address) = (field(), field(), field());
        // With a path: one of the project's own crates.
        if package.contains('(') {
            continue;
        }
        let package = package.replace(" v", " ");
        let folder = folder(&package)?;
        let (license, text) = license(root, &folder, expression)
            .with_context(|| format!("the licence of {package}"))?;
        let project = format!("{package}, {license}, {address}");
        projects.entry(text).or_default().push(project);
    }
    let apache = fs::read_to_string(root.join("LICENSE-APACHE"))?;
    let std = "The Rust standard library, Apache-2.0, https://github.com/rust-lang/rust";
    let apache = projects.entry(trimmed(&apache)).or_default();
    apache.push(std.to_owned());
    let mut sections: Vec<String> = projects
        .into_iter()
        .map(|(text, projects)| format!("{}\n\n{text}\n", projects.join("\n")))
        .collect();
    sections.sort();
    Ok(format!("{HEAD}{RULE}{}", sections.join(RULE)))
}

/// The folder with the source of a package.
fn folder(package: &str) -> Result<PathBuf> {
    let name = package.replace(' ', "-");
    let folders = registries()?
        .into_iter()
        .map(|registry| registry.join(&name));
    let mut found = folders.filter(|folder| folder.is_dir());
    found
        .next()
        .with_context(|| format!("the source of {package} isn't in cargo's registry"))
}

/// The licences that are taken, and their texts.
fn license(root: &Path, folder: &Path, expression: &str) -> Result<(String, String)> {
    let mut names = Vec::new();
    let mut texts = Vec::new();
    for part in expression.split(" AND ") {
        let offered: Vec<&str> = part.split([' ', '/', '(', ')']).collect();
        let mut known = LICENSES.iter().filter(|(name, _)| offered.contains(name));
        let taken = known.find_map(|(name, files)| Some((name, text(root, folder, name, files)?)));
        let (name, file) =
            taken.with_context(|| format!("`{part}` has none that is known and has a text"))?;
        names.push(*name);
        texts.push(trimmed(&fs::read_to_string(file)?));
    }
    Ok((names.join(" and "), texts.join("\n\n")))
}

/// The file with the text of a licence: the crate's own, or a copy of a text that is the same for all crates.
fn text(root: &Path, folder: &Path, name: &str, files: &[&str]) -> Option<PathBuf> {
    let mut own = files.iter().map(|file| folder.join(file));
    own.find(|file| file.is_file()).or_else(|| {
        let (_, file) = TEXTS.iter().find(|(known, _)| *known == name)?;
        Some(root.join(file))
    })
}

/// Without spaces at the ends of lines, in which copies of one text differ.
fn trimmed(text: &str) -> String {
    let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_licences_with_a_text_are_taken() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let taken = |expression: &str| license(&root, Path::new("/nowhere"), expression);
        assert_eq!(taken("MPL-2.0").unwrap().0, "MPL-2.0");
        assert_eq!(taken("Apache-2.0/BSL-1.0").unwrap().0, "Apache-2.0");
        // Without the copyright line of its crate, the text of MIT would be worth nothing.
        assert_eq!(taken("Apache-2.0 OR MIT").unwrap().0, "Apache-2.0");
        assert!(taken("MIT").is_err());
        assert!(taken("GPL-3.0-only").is_err());
        assert!(taken("(MPL-2.0 OR Apache-2.0) AND Unicode-3.0").is_err());
    }
}
