//! The steps that use the npm package as its users do: installed from the packed tarball.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use xshell::{Cmd, cmd};

use crate::install::chromium;
use crate::install::npm;
use crate::run::log::Server;
use crate::run::step::{CannotRun, Step, Task};
use crate::tasks::consumer;
use crate::tasks::create;
use crate::tasks::demo;
use crate::tasks::{mock, native};

/// A test that takes longer hangs: the slowest file, on a busy machine, takes two minutes.
const TEST_TIMEOUT_MS: &str = "300000";

/// In the order in which they run.
pub const STEPS: [Step; 6] = [
    Step {
        name: "size",
        about: "what a browser downloads, against its budget",
        needs: &["build"],
        run: size,
    },
    Step {
        name: "node",
        about: "the package in Node.js",
        needs: &["consumer"],
        run: node,
    },
    Step {
        name: "types",
        about: "the package's types",
        needs: &["consumer"],
        run: types,
    },
    Step {
        name: "prism",
        about: "the clients against Prism",
        needs: &["consumer"],
        run: prism,
    },
    Step {
        name: "browser",
        about: "the example page and its proxy in Chromium",
        needs: &["consumer", "chromium"],
        run: browser,
    },
    Step {
        name: "examples",
        about: "the Rust and the Node.js example",
        needs: &["consumer"],
        run: examples,
    },
];

fn size(task: &Task) -> Result<String> {
    let node = cmd!(task.project.sh, "node bindings/npm/scripts/size.mjs");
    let sizes = task.log.output(node)?;
    Ok(sizes.lines().collect::<Vec<_>>().join(", "))
}

fn node(task: &Task) -> Result<String> {
    let build = |program: native::Program| program.build(task.project, &task.log);
    let node = node_test(task, "tests/node")?
        .env("BITSIGHT_USERS_MOCK", build(native::MOCK)?)
        .env("BITSIGHT_USERS_NETWORK", build(native::NETWORK)?)
        .env("BITSIGHT_USERS_ROUND_TRIP", build(native::ROUND_TRIP)?);
    report(task, in_consumer(task, node))
}

/// Compiles every file of tests/types the ways TypeScript can resolve the package.
fn types(task: &Task) -> Result<String> {
    let folder = consumer::folder(task.project);
    let tsc = npm::program(task.project, "tests", "typescript/bin/tsc");
    let type_roots = npm::program(task.project, "tests", "@types");
    for (module, resolution) in [("node16", "node16"), ("esnext", "bundler")] {
        let sources = sources(&folder.join("tests/types"), resolution)?;
        let tsc = cmd!(
            task.project.sh,
            "node {tsc} --strict --noEmit --target es2022 --lib es2022,dom --module {module}"
        );
        let tsc = tsc
            .args(["--moduleResolution", resolution, "--types", "node"])
            .args(["--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess"])
            .arg("--typeRoots")
            .arg(&type_roots)
            .args(sources);
        task.log.run(in_consumer(task, tsc)).with_context(|| {
            format!("tests/types don't compile with moduleResolution {resolution}")
        })?;
    }
    Ok("right calls compile, wrong ones don't".into())
}

fn prism(task: &Task) -> Result<String> {
    let (_prism, url) = serve_prism(task)?;
    let rust =
        create::from_rust(task, &url, mock::TOKEN).context("Prism and the Rust client disagree")?;
    ensure!(!rust.trim().is_empty(), "the Rust example printed nothing");
    let cargo = cmd!(
        task.project.sh,
        "cargo test --features bitsight-users-tests/prism --test prism"
    );
    let output = task.log.output(cargo.env("PRISM_URL", &url))?;
    let rust = output
        .lines()
        .find_map(|line| line.strip_prefix("test result: ok. ")?.split(' ').next())
        .context("the Rust tests printed no summary")?;
    let node = node_test(task, "tests/prism")?.env("PRISM_URL", &url);
    let javascript = report(task, in_consumer(task, node))?;
    Ok(format!("Rust: {rust} tests passed, Node.js: {javascript}"))
}

fn browser(task: &Task) -> Result<String> {
    let project = task.project;
    let chromium = chromium::find()?.ok_or_else(|| CannotRun("no Chromium".into()))?;
    let (_server, page) = demo::serve(task)?;
    let mock = native::MOCK.build(project, &task.log)?;
    // Not in the consumer's folder: playwright-core is a package of tests/.
    let files = test_files(&project.path("tests/browser"))?;
    let node = test_runner(task, &files)
        .env("BITSIGHT_USERS_MOCK", mock)
        .env("BITSIGHT_USERS_PAGE", page)
        .env("BITSIGHT_USERS_PACKAGES", consumer::folder(project))
        .env("BITSIGHT_USERS_CHROMIUM", chromium)
        .env("BITSIGHT_USERS_ARTIFACTS", project.target("xtask/browser"));
    report(task, node)
}

fn examples(task: &Task) -> Result<String> {
    // A second user with the documented email would be a conflict: each gets its own mock.
    for create in [create::from_rust, create::from_node] {
        let mock = mock::start(task.project, &task.log)?;
        let output = create(task, &mock.url, mock::TOKEN)?;
        create::expect_documented_user(&output)?;
    }
    Ok("each creates the documented user".into())
}

/// `node --test` on a folder of the consumer.
fn node_test<'a>(task: &'a Task, folder: &str) -> Result<Cmd<'a>> {
    let files = test_files(&consumer::folder(task.project).join(folder))?;
    // A developer's own account has nothing to do with the tests.
    Ok(test_runner(task, &files)
        .env_remove("BITSIGHT_API_TOKEN")
        .env_remove("BITSIGHT_BASE_URL"))
}

fn test_runner<'a>(task: &'a Task, files: &[PathBuf]) -> Cmd<'a> {
    cmd!(
        task.project.sh,
        "node --test --test-reporter=tap --test-timeout={TEST_TIMEOUT_MS} {files...}"
    )
    .env("BITSIGHT_USERS_ROOT", task.project.root())
}

fn in_consumer(task: &Task, command: Cmd) -> Command {
    task.project.at(consumer::folder(task.project), command)
}

/// Runs `node --test` and returns the number of tests that passed. None, or one left out, is a failure.
fn report(task: &Task, command: impl Into<Command>) -> Result<String> {
    let output = match task.log.output(command) {
        Ok(output) => output,
        Err(error) => {
            let log = std::fs::read_to_string(task.log.path())?;
            let failed: Vec<&str> = log
                .lines()
                .filter(|line| line.trim_start().starts_with("not ok"))
                .collect();
            return Err(error.context(failed.join("\n")));
        }
    };
    let count = |what: &str| {
        let line = output
            .lines()
            .rev()
            .find_map(|line| line.strip_prefix(what));
        line.and_then(|number| number.trim().parse::<u32>().ok())
    };
    let passed = count("# pass ").context("`node --test` printed no summary")?;
    ensure!(passed > 0, "no test ran");
    ensure!(count("# skipped ") == Some(0), "tests were skipped");
    ensure!(
        count("# todo ") == Some(0),
        "tests are marked as still to do"
    );
    Ok(format!("{passed} tests passed"))
}

/// Prism, which answers only requests that satisfy the document.
fn serve_prism(task: &Task) -> Result<(Server, String)> {
    let prism = npm::program(task.project, "tests", "@stoplight/prism-cli/dist/index.js");
    let prism = cmd!(
        task.project.sh,
        "node {prism} mock --errors --host 127.0.0.1 --port 0 spec/openapi.yaml"
    );
    task.log.serve(
        prism.env("NO_COLOR", "1"),
        Duration::from_secs(60),
        |line| {
            let (_, url) = line.split_once("Prism is listening on ")?;
            Some(url.trim().trim_end_matches('/').to_owned())
        },
    )
}

fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let files = files(folder, &[".test.mjs", ".test.cjs"])?;
    ensure!(!files.is_empty(), "{} holds no test", folder.display());
    Ok(files)
}

/// `.cts` is a CommonJS module, which only Node's own resolution can judge.
fn sources(folder: &Path, resolution: &str) -> Result<Vec<PathBuf>> {
    let endings: &[&str] = if resolution == "bundler" {
        &[".ts"]
    } else {
        &[".ts", ".cts"]
    };
    let files = files(folder, endings)?;
    ensure!(!files.is_empty(), "{} holds no source", folder.display());
    Ok(files)
}

fn files(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.to_string_lossy();
        if endings.iter().any(|ending| name.ends_with(ending)) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
