//! The build time that the crate adds to a program: fresh programs are built with nothing compiled before.

use std::collections::BTreeSet;
use std::fs;
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::Value;

use bitsight_users_bench_report::{OURS, Row, Table, median};
use xshell::cmd;
use xtask::run::files;
use xtask::run::step::Task;

/// The baseline.
const BY_HAND: &str = "reqwest + serde_json";
/// The target for the crate without its generator, as a ratio to the baseline.
const TARGET: f64 = 1.25;

/// A program, and its dependencies beyond tokio.
struct Program {
    id: &'static str,
    title: &'static str,
    /// `{crate}` stands for the folder of the crate.
    dependencies: &'static str,
    main: &'static str,
    target: Option<f64>,
}

/// The limit: the least dependencies for the two operations, with the same TLS.
const LIMIT: Program = Program {
    id: "by-hand",
    title: "reqwest with rustls, serde and serde_json",
    dependencies: r#"reqwest = { version = "0.13", default-features = false, features = ["json", "query", "rustls"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1""#,
    main: r#"#[derive(serde::Serialize)]
struct NewUser { email: String }
#[derive(Debug, serde::Deserialize)]
struct User { guid: String }

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let user = NewUser { email: "arnold@actorsfilms.us".into() };
    let request = reqwest::Client::new().post("http://127.0.0.1:9/v2/users").json(&user);
    let user: User = request.send().await?.error_for_status()?.json().await?;
    println!("{} {}", user.guid, serde_json::json!({}));
    Ok(())
}
"#,
    target: None,
};

const OURS_MAIN: &str = r#"use bitsight_users::{Client, NewUser, types::KnownRole};

#[tokio::main]
async fn main() -> Result<(), bitsight_users::Error> {
    let user = NewUser::builder()
        .friendly_name("Arnold")
        .formal_name("Arnold Brown")
        .email("arnold@actorsfilms.us")
        .roles([KnownRole::CustomerUser])
        .build();
    println!("{}", Client::from_env()?.create_user(&user).await?.guid);
    Ok(())
}
"#;

/// Ours: the comparison first, then each feature by itself.
const PROGRAMS: [Program; 5] = [
    Program {
        id: "codegen-off",
        title: "without `codegen`",
        dependencies: r#"bitsight-users = { path = "{crate}", default-features = false, features = ["tls", "tracing"] }"#,
        main: OURS_MAIN,
        target: Some(TARGET),
    },
    Program {
        id: "codegen-on",
        title: "with all default features",
        dependencies: r#"bitsight-users = { path = "{crate}" }"#,
        main: OURS_MAIN,
        target: None,
    },
    Program {
        id: "no-features",
        title: "without any feature",
        dependencies: r#"bitsight-users = { path = "{crate}", default-features = false }"#,
        main: OURS_MAIN,
        target: None,
    },
    Program {
        id: "only-tls",
        title: "with `tls` only",
        dependencies: r#"bitsight-users = { path = "{crate}", default-features = false, features = ["tls"] }"#,
        main: OURS_MAIN,
        target: None,
    },
    Program {
        id: "only-tracing",
        title: "with `tracing` only",
        dependencies: r#"bitsight-users = { path = "{crate}", default-features = false, features = ["tracing"] }"#,
        main: OURS_MAIN,
        target: None,
    },
];

/// Seconds and crates. It takes minutes, so a quick run leaves it out.
pub fn tables(task: &Task, quick: bool) -> Result<Vec<Table>> {
    if quick {
        return Ok(Vec::new());
    }
    const ROUNDS: usize = 3;
    let programs: Vec<&Program> = [&LIMIT].into_iter().chain(&PROGRAMS).collect();
    for program in &programs {
        write(task, program)?;
    }
    let mut samples = vec![Vec::new(); programs.len()];
    let mut crates = vec![0_u32; programs.len()];
    for _ in 0..ROUNDS {
        for (index, program) in programs.iter().enumerate() {
            let (seconds, count) = build(task, program)?;
            samples[index].push(seconds);
            crates[index] = count;
        }
    }
    let seconds: Vec<f64> = samples.iter().map(|samples| median(samples)).collect();
    let mut rows = Vec::new();
    for (index, program) in programs.iter().enumerate().skip(1) {
        let row = |id: &str, unit, target, limit: f64, ours: f64| {
            let medians = vec![(BY_HAND.into(), limit), (OURS.into(), ours)];
            Row::new(id, program.title, unit, target, BY_HAND, medians)
        };
        rows.push(row(
            program.id,
            "s",
            program.target,
            seconds[0],
            seconds[index],
        ));
        let id = format!("{}-crates", program.id);
        let (limit, ours) = (crates[0].into(), crates[index].into());
        rows.push(row(&id, "crates", None, limit, ours));
    }
    Ok(vec![Table {
        id: "build".into(),
        title: "Building a program that depends on it".into(),
        method: format!(
            "`cargo build` of a fresh program, nothing compiled before, the sources downloaded \
             already. Medians of {ROUNDS} rounds, one program after the other. Both have tokio \
             and the same versions of what they share; by hand is {}.",
            LIMIT.title
        ),
        baseline: BY_HAND.into(),
        rows,
    }])
}

/// The folder of a program.
fn folder(task: &Task, program: &Program) -> std::path::PathBuf {
    task.project.target("bench/cost").join(program.id)
}

/// Writes a program, and downloads its dependencies.
fn write(task: &Task, program: &Program) -> Result<()> {
    let folder = folder(task, program);
    fs::create_dir_all(folder.join("src"))?;
    let path = task
        .project
        .path("crates/bitsight-users")
        .display()
        .to_string();
    let manifest = format!(
        "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         {}\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n\n\
         [workspace]\n",
        program.dependencies.replace("{crate}", &path)
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("src/main.rs"), program.main)?;
    // All programs use the project's versions.
    fs::copy(task.project.path("Cargo.lock"), folder.join("Cargo.lock"))?;
    let fetch = cmd!(task.project.sh, "cargo fetch");
    task.log.run(task.project.at(&folder, fetch))
}

/// Builds a program from nothing: seconds, and how many crates were compiled.
fn build(task: &Task, program: &Program) -> Result<(f64, u32)> {
    let folder = folder(task, program);
    let target = folder.join("target");
    files::remove(&target)?;
    let cargo = cmd!(
        task.project.sh,
        "cargo build --offline --message-format json --target-dir {target}"
    );
    let start = Instant::now();
    let output = task.log.output(task.project.at(&folder, cargo))?;
    let seconds = start.elapsed().as_secs_f64();
    files::remove(&target)?;
    let crates: BTreeSet<String> = output
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter_map(|message| Some(message.get("package_id")?.as_str()?.to_owned()))
        .collect();
    let count = u32::try_from(crates.len()).context("more crates than there are")?;
    Ok((seconds, count))
}
