//! The step that builds the npm package in a second folder, and compares the two byte by byte.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use crate::run::step::{Step, Task};
use crate::tasks::build;
use crate::test::changed::copy_sources;

/// The step.
pub const STEP: Step = Step {
    name: "reproducible",
    about: "the package, built in two folders, byte by byte",
    needs: &["build"],
    run: compare,
};

fn compare(task: &Task) -> Result<String> {
    let project = task.project;
    let copy = project.target("reproducible/sources");
    copy_sources(project, &task.log, &copy)?;
    build::package(task, &copy, &project.target("reproducible/target"))?;
    let dist = "bindings/npm/dist";
    let different = different(&project.path(dist), &copy.join(dist))?;
    ensure!(
        different.is_empty(),
        "two builds differ in {}",
        different.join(", ")
    );
    let tarball = build::tarball(project)?;
    let name = tarball.file_name().unwrap_or_default();
    let second = project.target("reproducible/target/npm").join(name);
    ensure!(
        fs::read(&tarball)? == fs::read(second)?,
        "two builds have the same files in dist, but other packages"
    );
    Ok("two builds are equal".into())
}

/// The files that are not equal in two folders.
fn different(one: &Path, other: &Path) -> Result<Vec<String>> {
    let mut names = BTreeSet::new();
    for folder in [one, other] {
        list(folder, Path::new(""), &mut names)?;
    }
    let differs = |name: &PathBuf| fs::read(one.join(name)).ok() != fs::read(other.join(name)).ok();
    let different = names.into_iter().filter(differs);
    Ok(different.map(|name| name.display().to_string()).collect())
}

fn list(root: &Path, folder: &Path, names: &mut BTreeSet<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let name = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            list(root, &name, names)?;
        } else {
            names.insert(name);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_bytes_and_missing_files_are_differences() {
        let root = std::env::temp_dir().join(format!("reproducible-{}", std::process::id()));
        for (name, text) in [
            ("one/same", "a"),
            ("other/same", "a"),
            ("one/in/changed", "a"),
            ("other/in/changed", "b"),
            ("one/missing", "a"),
        ] {
            let file = root.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let found = different(&root.join("one"), &root.join("other")).unwrap();
        assert_eq!(found, ["in/changed", "missing"]);
        fs::remove_dir_all(root).unwrap();
    }
}
