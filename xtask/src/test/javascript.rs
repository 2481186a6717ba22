//! The steps that use the npm package as its users do: installed from the packed tarball.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::install::chromium;
use crate::install::npm;
use crate::run::log::Server;
use crate::run::step::{CannotRun, Step, Task};
use crate::tasks::consumer;
use crate::tasks::create;
use crate::tasks::demo;
use crate::tasks::mock;

/// A test that takes longer hangs: the slowest one starts a browser.
const TEST_TIMEOUT_MS: u32 = 120_000;

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
    let mut node = task.project.command("node");
    let sizes = task.log.output(node.arg("bindings/npm/scripts/size.mjs"))?;
    Ok(sizes.lines().collect::<Vec<_>>().join(", "))
}

fn node(task: &Task) -> Result<String> {
    let mut command = node_test(task, "tests/node")?;
    command.env(
        "BITSIGHT_USERS_MOCK",
        mock::program(task.project, &task.log)?,
    );
    report(task, &mut command)
}

/// Compiles every file of tests/types the ways TypeScript can resolve the package.
fn types(task: &Task) -> Result<String> {
    let folder = consumer::folder(task.project);
    let ways = [("node16", "node16"), ("esnext", "bundler")];
    for (module, resolution) in ways {
        let mut tsc = task.project.command("node");
        tsc.arg(npm::program(task.project, "tests", "typescript/bin/tsc"));
        tsc.args([
            "--strict",
            "--noEmit",
            "--target",
            "es2022",
            "--lib",
            "es2022,dom",
        ]);
        tsc.args(["--module", module, "--moduleResolution", resolution]);
        tsc.args(["--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess"]);
        tsc.arg("--typeRoots")
            .arg(npm::program(task.project, "tests", "@types"));
        tsc.args(["--types", "node"]);
        for file in sources(&folder.join("tests/types"), resolution)? {
            tsc.arg(file);
        }
        task.log.run(tsc.current_dir(&folder)).with_context(|| {
            format!("tests/types don't compile with moduleResolution {resolution}")
        })?;
    }
    Ok("right calls compile, wrong ones don't".into())
}

fn prism(task: &Task) -> Result<String> {
    let (_prism, url) = serve_prism(task)?;
    let rust =
        create::from_rust(task, &url, mock::TOKEN).context("Prism and the Rust client disagree")?;
    anyhow::ensure!(!rust.trim().is_empty(), "the Rust example printed nothing");
    let mut cargo = task.project.cargo();
    cargo.args(["test", "--package", "bitsight-users-tests"]);
    cargo.args(["--features", "prism", "--test", "prism"]);
    let output = task.log.output(cargo.env("PRISM_URL", &url))?;
    let rust = output
        .lines()
        .find_map(|line| line.strip_prefix("test result: ok. ")?.split(' ').next())
        .context("the Rust tests printed no summary")?;
    let mut command = node_test(task, "tests/prism")?;
    command.env("PRISM_URL", &url);
    let javascript = report(task, &mut command)?;
    Ok(format!("Rust: {rust} tests passed, Node.js: {javascript}"))
}

fn browser(task: &Task) -> Result<String> {
    let chromium = chromium::find()?.ok_or_else(|| CannotRun("no Chromium".into()))?;
    let (_server, page) = demo::serve(task)?;
    // Not in the consumer's folder: playwright-core is a package of tests/.
    let mut command = task.project.command("node");
    command.args(["--test", "--test-reporter=tap"]);
    command.arg(format!("--test-timeout={TEST_TIMEOUT_MS}"));
    command.args(test_files(&task.project.path("tests/browser"))?);
    command
        .env("BITSIGHT_USERS_ROOT", task.project.root())
        .env(
            "BITSIGHT_USERS_MOCK",
            mock::program(task.project, &task.log)?,
        )
        .env("BITSIGHT_USERS_PAGE", page)
        .env("BITSIGHT_USERS_PACKAGES", consumer::folder(task.project))
        .env("BITSIGHT_USERS_CHROMIUM", chromium)
        .env(
            "BITSIGHT_USERS_ARTIFACTS",
            task.project.target("xtask/browser"),
        );
    report(task, &mut command)
}

fn examples(task: &Task) -> Result<String> {
    // A second user with the documented email would be a conflict: each gets its own mock.
    for create in [create::from_rust, create::from_node] {
        let mock = mock::start(task.project, &task.log)?;
        let said = create(task, &mock.url, mock::TOKEN)?;
        create::expect_documented_user(&said)?;
    }
    Ok("each creates the documented user".into())
}

/// `node --test` on a folder of the consumer.
fn node_test(task: &Task, folder: &str) -> Result<Command> {
    let consumer = consumer::folder(task.project);
    let mut command = task.project.command("node");
    command.args(["--test", "--test-reporter=tap"]);
    command.arg(format!("--test-timeout={TEST_TIMEOUT_MS}"));
    command
        .args(test_files(&consumer.join(folder))?)
        .current_dir(&consumer);
    command.env("BITSIGHT_USERS_ROOT", task.project.root());
    // A developer's own account has nothing to do with the tests.
    command
        .env_remove("BITSIGHT_API_TOKEN")
        .env_remove("BITSIGHT_BASE_URL");
    Ok(command)
}

/// Runs `node --test` and says how many tests passed; none, or one left out, is a failure.
fn report(task: &Task, command: &mut Command) -> Result<String> {
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
    anyhow::ensure!(passed > 0, "no test ran");
    anyhow::ensure!(count("# skipped ") == Some(0), "tests were skipped");
    anyhow::ensure!(
        count("# todo ") == Some(0),
        "tests are marked as still to do"
    );
    Ok(format!("{passed} tests passed"))
}

/// Prism, answering only requests that satisfy the document.
fn serve_prism(task: &Task) -> Result<(Server, String)> {
    let mut command = task.project.command("node");
    command.arg(npm::program(
        task.project,
        "tests",
        "@stoplight/prism-cli/dist/index.js",
    ));
    command.args(["mock", "--errors", "--host", "127.0.0.1", "--port", "0"]);
    command.arg("spec/openapi.yaml").env("NO_COLOR", "1");
    task.log
        .serve(&mut command, Duration::from_secs(60), |line| {
            let (_, url) = line.split_once("Prism is listening on ")?;
            Some(url.trim().trim_end_matches('/').to_owned())
        })
}

fn test_files(folder: &std::path::Path) -> Result<Vec<PathBuf>> {
    let files = files(folder, &[".test.mjs", ".test.cjs"])?;
    anyhow::ensure!(!files.is_empty(), "{} holds no test", folder.display());
    Ok(files)
}

/// `.cts` is a CommonJS module, which only Node's own resolution can judge.
fn sources(folder: &std::path::Path, resolution: &str) -> Result<Vec<PathBuf>> {
    let endings: &[&str] = if resolution == "bundler" {
        &[".ts"]
    } else {
        &[".ts", ".cts"]
    };
    let files = files(folder, endings)?;
    anyhow::ensure!(!files.is_empty(), "{} holds no source", folder.display());
    Ok(files)
}

fn files(folder: &std::path::Path, endings: &[&str]) -> Result<Vec<PathBuf>> {
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
