//! Rules on single files: where code may be, and how much of it in a file.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// A file beyond this many lines has more than one subject.
const MOST_LINES: usize = 400;
/// Pages that are read in one go, and how many lines they may have.
const PAGES: [(&str, usize); 2] = [("README.md", 120), ("ARCHITECTURE.md", 150)];
/// The folder of what differs between native and wasm targets, in the client.
const PLATFORM: &str = "crates/bitsight-users/src/platform/";
/// The first line of generated files.
const GENERATED: &str = "// Written by `cargo xtask regen`";

/// The problems of the files of a project.
pub fn problems(root: &Path, names: &[&str]) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for name in names {
        let is_page = PAGES.iter().any(|(page, _)| page == name);
        // Listed, but deleted from the work tree.
        if !(is_code(name) || is_page) || !root.join(name).is_file() {
            continue;
        }
        let text =
            fs::read_to_string(root.join(name)).with_context(|| format!("can't read {name}"))?;
        problems.extend(
            of_file(name, &text)
                .into_iter()
                .map(|problem| format!("{name}: {problem}")),
        );
    }
    Ok(problems)
}

fn of_file(name: &str, text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let lines = text.lines().count();
    if let Some((_, most)) = PAGES.iter().find(|(page, _)| *page == name) {
        if lines > *most {
            problems.push(format!("{lines} lines, at most {most} are allowed"));
        }
        return problems;
    }
    let is_generated = text.starts_with(GENERATED);
    if is_generated != name.contains("/generated/") {
        let place = if is_generated { "outside" } else { "inside" };
        let what = if is_generated {
            "a generated"
        } else {
            "a hand-written"
        };
        problems.push(format!("{what} file {place} of a folder `generated`"));
    }
    if is_generated {
        return problems;
    }
    if lines > MOST_LINES {
        problems.push(format!("{lines} lines, at most {MOST_LINES} are allowed"));
    }
    let is_module = name.ends_with(".rs") && name.contains("/src/");
    let documented = ["//!", "#![doc = include_str!"];
    if is_module && !documented.iter().any(|start| text.starts_with(start)) {
        problems.push("doesn't begin with a `//!` line that says what it is for".to_owned());
    }
    let is_client = name.starts_with("crates/bitsight-users/src/");
    let may_differ = name.starts_with(PLATFORM);
    if is_client && !may_differ && text.contains("cfg(target_arch") {
        problems.push(format!(
            "`cfg(target_arch` is allowed under {PLATFORM} only"
        ));
    }
    problems
}

fn is_code(name: &str) -> bool {
    [".rs", ".ts", ".mts", ".cts", ".mjs", ".cjs", ".js"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_can_be_broken() {
        let long = "//! A module.\n".to_owned() + &"\n".repeat(MOST_LINES);
        let generated = format!("{GENERATED} from spec/openapi.yaml. Do not edit.\n");
        for (name, text, expected) in [
            ("xtask/src/a.rs", "//! A module.\n", ""),
            ("xtask/src/a.rs", "use b;\n", "doesn't begin with"),
            ("xtask/src/a.rs", long.as_str(), "401 lines"),
            ("bindings/npm/src/a.ts", &long, "401 lines"),
            ("crates/x/src/generated/a.rs", &generated, ""),
            ("crates/x/src/a.rs", &generated, "a generated file outside"),
            (
                "crates/x/src/generated/a.rs",
                "//! A module.\n",
                "a hand-written file inside",
            ),
            (
                "crates/bitsight-users/src/call/a.rs",
                "//! A module.\n#[cfg(target_arch = \"wasm32\")]\n",
                "`cfg(target_arch`",
            ),
            (
                "crates/bitsight-users/src/platform/a.rs",
                "//! A module.\n#[cfg(target_arch = \"wasm32\")]\n",
                "",
            ),
        ] {
            let problems = of_file(name, text).join("; ");
            assert_eq!(
                problems.is_empty(),
                expected.is_empty(),
                "{name}: {problems}"
            );
            assert!(problems.starts_with(expected), "{name}: {problems}");
        }
    }
}
