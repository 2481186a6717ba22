//! The step that checks the rules of the house: no import circles, and what a file may hold and where.

mod files;

use anyhow::{Context, Result, ensure};
use import_circles::{circles, of_crate};
use xshell::cmd;

use crate::run::step::{Step, Task};

/// The step.
pub const STEP: Step = Step {
    name: "architecture",
    about: "no import circles; where code may be, and how much of it in a file",
    needs: &[],
    run: check,
};

/// The root modules of the crates whose imports are checked.
const ROOTS: [&str; 13] = [
    "crates/bitsight-users/src/lib.rs",
    "crates/cli/src/lib.rs",
    "crates/codegen/src/lib.rs",
    "crates/import-circles/src/lib.rs",
    "crates/step-runner/src/lib.rs",
    "crates/mock-server/src/lib.rs",
    "crates/openapi/src/lib.rs",
    "crates/provision-client/src/lib.rs",
    "crates/provision/src/lib.rs",
    "crates/spec-check/src/lib.rs",
    "tests/bench/report/src/lib.rs",
    "tests/bench/runner/src/main.rs",
    "xtask/src/lib.rs",
];

fn check(task: &Task) -> Result<String> {
    let root = task.project.root();
    let mut problems = Vec::new();
    let mut modules = 0;
    for file in ROOTS {
        let crate_root = root.join(file);
        let imports = of_crate(&crate_root).with_context(|| file.to_owned())?;
        modules += imports.len();
        let source = crate_root.parent().unwrap_or(root);
        let name = |path: &std::path::PathBuf| {
            path.strip_prefix(source)
                .unwrap_or(path)
                .display()
                .to_string()
        };
        for circle in circles(&imports) {
            let mut lines = format!("{file}: modules import each other in a circle");
            for (from, path, to) in circle {
                lines += &format!("\n    {} uses {} of {}", name(&from), path, name(&to));
            }
            problems.push(lines);
        }
    }
    let listed = task.log.output(cmd!(task.project.sh, "git ls-files -z"))?;
    let names: Vec<&str> = listed.split('\0').filter(|name| !name.is_empty()).collect();
    problems.extend(files::problems(root, &names)?);
    ensure!(problems.is_empty(), "{}", problems.join("\n"));
    Ok(format!(
        "{modules} modules without a circle, {} files",
        names.len()
    ))
}
