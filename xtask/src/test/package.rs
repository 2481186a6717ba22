//! The steps that build the Rust crate the ways its users will: without the generator, and from
//! the packages that would be published.

use anyhow::Result;

use crate::run::step::{Step, Task};

const CRATE: &str = "bitsight-users";
/// What a registry would get, each before the ones that need it.
const PUBLISHED: [&str; 4] = [
    "bitsight-users-openapi",
    "bitsight-users-codegen",
    "bitsight-users-mock",
    CRATE,
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
    let features = ["--package", CRATE, "--no-default-features"];
    task.log
        .run(task.project.cargo().arg("build").args(features))?;
    let tree = [
        "tree",
        "--edges",
        "normal,build",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ];
    let tree = task
        .log
        .output(task.project.cargo().args(tree).args(features))?;
    let found = generators(&tree);
    anyhow::ensure!(
        found.is_empty(),
        "without the feature `codegen`, {CRATE} still depends on {}",
        found.join(" and ")
    );
    Ok("builds, no generator in its tree".into())
}

fn package(task: &Task) -> Result<String> {
    let mut cargo = task.project.cargo();
    cargo.arg("package");
    for package in PUBLISHED {
        cargo.args(["--package", package]);
    }
    // As in the workspace's own profile, which the packages don't have: then what is compiled
    // already needn't be compiled once more.
    cargo.env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only");
    if !task.project.ci() {
        // While one works on the code, there are always changes that aren't committed.
        cargo.arg("--allow-dirty");
    }
    task.log.run(&mut cargo)?;
    Ok("each builds from its package".into())
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
