//! The table of all steps.

use crate::install::{chromium, npm, rust, tools, valgrind};
use crate::run::step::Step;
use crate::run::steps::Steps;
use crate::tasks::{bench, build, check, consumer, docs, document, matrix, native, regen};
use crate::test::{
    architecture, changed, fuzz, javascript, npx, package, reproducible, rust as rust_tests, wheel,
};

/// What `cargo xtask setup` installs.
const SETUP: [&str; 4] = ["wasm-target", "wasm-tools", "npm", "chromium"];

/// What may run at the same time: downloads, and compiling into folders of their own.
const CONCURRENT: [&str; 7] = [
    "wasm-target",
    "wasm-tools",
    "valgrind",
    "npm",
    "chromium",
    "native",
    "build",
];

/// All steps.
pub fn steps() -> Steps {
    let mut all = vec![
        rust::STEP,
        tools::STEP,
        valgrind::STEP,
        npm::STEP,
        chromium::STEP,
        regen::STEP,
        native::STEP,
        build::STEP,
        consumer::STEP,
        check::STEP,
    ];
    all.extend(tests());
    all.push(docs::STEP);
    Steps {
        all,
        groups: &[("setup", &SETUP)],
        concurrent: &CONCURRENT,
    }
}

/// The names of the steps of a full test run; the steps that they need come along.
pub fn full_test() -> Vec<&'static str> {
    let mut names = vec!["setup", native::STEP.name, check::STEP.name];
    names.extend(tests().iter().map(|step| step.name));
    names.push(docs::STEP.name);
    names
}

/// The steps that only test.
fn tests() -> Vec<Step> {
    let mut steps = vec![architecture::STEP];
    steps.extend(rust_tests::STEPS);
    steps.extend(package::STEPS);
    steps.extend([
        wheel::STEP,
        changed::STEP,
        reproducible::STEP,
        document::STEP,
        fuzz::STEP,
    ]);
    steps.extend(javascript::STEPS);
    steps.push(npx::STEP);
    steps.extend(matrix::STEPS);
    steps.extend([bench::GUARD, bench::STEP]);
    steps
}

#[cfg(test)]
mod table_tests {
    use super::*;

    #[test]
    fn every_need_and_group_member_is_a_step_that_runs_before() {
        let Steps {
            all,
            groups,
            concurrent,
        } = steps();
        let position = |name: &str| all.iter().position(|step| step.name == name);
        for (index, step) in all.iter().enumerate() {
            for need in step.needs {
                let before = position(need).unwrap_or_else(|| panic!("no step `{need}`"));
                assert!(
                    before < index,
                    "`{}` runs before its need `{need}`",
                    step.name
                );
            }
        }
        for name in concurrent {
            assert!(position(name).is_some(), "no step `{name}`");
        }
        for member in groups.iter().flat_map(|(_, members)| *members) {
            assert!(position(member).is_some(), "no step `{member}`");
        }
    }

    #[test]
    fn a_full_test_runs_every_step_but_those_that_are_only_needed() {
        let all = steps().all;
        let named = full_test();
        let left: Vec<&str> = all
            .iter()
            .map(|step| step.name)
            .filter(|name| !named.contains(name) && !SETUP.contains(name))
            .collect();
        assert_eq!(left, ["valgrind", "regen", "build", "consumer"]);
    }
}
