//! The steps that build the Rust crate the ways its users will: without the generator, and from
//! the packages that would be published.

use anyhow::{Result, ensure};
use xshell::cmd;

use crate::run::fingerprint;
use crate::run::step::{Step, Task};

/// The format in which `cargo tree` prints a package: its name and version.
const PACKAGE_ID: &str = "{p}";
const CRATE: &str = "bitsight-users";
/// What a registry would get, each before the ones that need it.
const PUBLISHED: [&str; 7] = [
    "bitsight-users-openapi",
    "bitsight-users-codegen",
    "bitsight-users-mock",
    CRATE,
    "bitsight-users-provision",
    "bitsight-users-provision-client",
    "bitsight-users-cli",
];

/// In the order in which they run.
pub const STEPS: [Step; 2] = [
    Step {
        name: "no-codegen",
        about: "the crate without its generator",
        needs: &[],
        run: without_generator,
    },
    Step {
        name: "package",
        about: "the crates from their own packages",
        needs: &[],
        run: package,
    },
];

fn without_generator(task: &Task) -> Result<String> {
    let sh = &task.project.sh;
    let features = ["--package", CRATE, "--no-default-features"];
    task.log.run(cmd!(sh, "cargo build {features...}"))?;
    let tree = cmd!(
        sh,
        "cargo tree --edges normal,build --prefix none --format {PACKAGE_ID} {features...}"
    );
    let tree = task.log.output(tree)?;
    let found = generators(&tree);
    ensure!(
        found.is_empty(),
        "without the feature `codegen`, {CRATE} still depends on {}",
        found.join(" and ")
    );
    Ok("builds, no generator in its tree".into())
}

fn package(task: &Task) -> Result<String> {
    let packages = PUBLISHED.iter().flat_map(|name| ["--package", *name]);
    // While one works on the code, there are always changes that aren't committed.
    let dirty = (!task.project.ci).then_some("--allow-dirty");
    let target = own_target(task)?;
    let cargo = cmd!(
        task.project.sh,
        "cargo package --target-dir {target} {packages...} {dirty...}"
    );
    // As in the workspace's own profile, which the packages don't have: then crates that are compiled
    // already needn't be compiled once more.
    task.log
        .run(cargo.env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only"))?;
    Ok("each builds from its package".into())
}

/// A name for the `target` folder that stands for the state of the crates.
///
/// cargo keeps the unpacked packages in its home folder, by the path of the target folder and the
/// packages' versions, and takes them for unchangeable. With one path for all states, a crate would be
/// compiled against the packages of an earlier state. It is a link, so that the dependencies that are
/// compiled already needn't be compiled once more.
fn own_target(task: &Task) -> Result<String> {
    let sh = &task.project.sh;
    let inputs = ["Cargo.toml", "Cargo.lock", "crates"];
    let state = fingerprint::of(task.project.root(), &inputs, &[])?;
    let names = task.project.target("verify");
    sh.remove_path(&names)?;
    sh.create_dir(&names)?;
    let name = names.join(state);
    task.log.run(cmd!(sh, "ln -s .. {name}"))?;
    Ok(name.display().to_string())
}

/// Packages that generate code. `progenitor-client` is the run time of what was generated.
fn generators(tree: &str) -> Vec<&str> {
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    let mut found: Vec<&str> = names
        .filter(|name| {
            name.starts_with("progenitor") && *name != "progenitor-client"
                || name.starts_with("typify")
                || ["bitsight-users-codegen", "bitsight-users-openapi"].contains(name)
        })
        .collect();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::generators;

    #[test]
    fn the_generator_is_told_from_its_run_time() {
        let tree = "bitsight-users v0.1.0 (/somewhere)\nprogenitor-client v0.15.1\nserde v1.0.0\n";
        assert!(generators(tree).is_empty());
        let tree = format!("{tree}progenitor v0.15.1\nprogenitor-impl v0.15.1\n");
        assert_eq!(generators(&tree), ["progenitor", "progenitor-impl"]);
    }
}
