//! The menu of the project's tasks.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use xtask::registry;
use xtask::run::project::Project;
use xtask::run::step::Task;
use xtask::run::steps::causes;
use xtask::tasks::{
    audit, bench, build, demo, matrix, mock, notices, quickstart, regen, simulate, size,
};

/// The project's tasks
#[derive(Parser)]
#[command(bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Menu {
    #[command(subcommand)]
    chosen: Choice,
}

#[derive(Subcommand)]
enum Choice {
    /// Everything once: set up, regenerate, check and build; apply a list of people by the command line,
    /// and create the documented user from Rust, from Node.js and from a browser page
    Quickstart,
    /// Install what is missing (into target/tools where possible)
    Setup,
    /// Write everything that derives from spec/openapi.yaml
    Regen {
        /// Only compare it with what is there
        #[arg(long)]
        check: bool,
    },
    /// Prove that document, documentation and code agree
    Check,
    /// Build the wasm modules and pack the npm package into target/npm
    Build {
        /// Build even if nothing changed
        #[arg(long)]
        force: bool,
    },
    /// Write the licences of the code that the wasm modules contain
    Notices,
    /// Licences, sources and known weaknesses of all dependencies (compiles cargo-deny; says which
    /// databases can't be reached)
    Audit,
    /// What a browser downloads, and where the wasm modules' bytes are
    Size,
    /// Run the stand-in for the API (--help lists its options)
    #[command(disable_help_flag = true)]
    Mock(Rest),
    /// Serve the example page, with a mock of many users behind it, until Ctrl-C
    Demo {
        /// The number of example users
        #[arg(long, default_value_t = 57)]
        users: usize,
        /// The account in this file instead (crates/mock-server/README.md)
        #[arg(long, conflicts_with = "users")]
        seed: Option<PathBuf>,
    },
    /// Build the reference of the crates, the package and the API into target/docs
    Docs,
    /// The package in every environment that runs JavaScript; writes docs/environments.md
    ///
    /// `--only CELL`, repeatable, runs some of them; `--check` only compares the page.
    #[command(disable_help_flag = true)]
    Matrix(Rest),
    /// Measure the project against what people would use instead; writes docs/benchmarks
    ///
    /// `--quick` measures less; `--only PART`, repeatable, measures some parts; `--report` only writes the
    /// chart and the page of earlier results; `--check` only compares them.
    #[command(disable_help_flag = true)]
    Bench(Rest),
    /// Play provisioning against a simulated service that fails and a program that is killed
    Simulate {
        /// How many runs, with the seeds from 0 on
        #[arg(long, default_value_t = 10_000)]
        seeds: u64,
        /// Print the trace of the run with this seed instead
        #[arg(long, conflicts_with = "seeds")]
        seed: Option<u64>,
    },
    /// Compare instructions and sizes with the accepted ones (tests/bench/guard.json)
    Guard {
        /// Accept the new ones
        #[arg(long)]
        accept: bool,
    },
    /// Every test of the project, or only some of its steps
    Test {
        /// The name of a step; repeatable
        #[arg(long, value_name = "STEP")]
        only: Vec<String>,
        /// Print the names of the steps
        #[arg(long)]
        list: bool,
    },
}

/// Arguments that another program reads.
#[derive(Args)]
struct Rest {
    #[arg(
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "OPTIONS"
    )]
    words: Vec<String>,
}

fn main() -> ExitCode {
    match run(Menu::parse().chosen) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Not `{error:?}`: a backtrace of this program helps nobody.
            eprintln!("\nerror: {}", causes(&error));
            ExitCode::FAILURE
        }
    }
}

fn run(choice: Choice) -> Result<()> {
    let project = Project::find()?;
    let steps = registry::steps();
    let run = |names: &[&str]| steps.run(&project, names);
    match choice {
        Choice::Quickstart => quickstart::run(&project, &steps),
        Choice::Setup => run(&["setup"]),
        Choice::Regen { check: false } => run(&["regen"]),
        Choice::Regen { check: true } => regen::run(project.root(), true),
        Choice::Check => run(&["check"]),
        Choice::Build { force } => {
            if force {
                build::forget(&project)?;
            }
            run(&["build"])
        }
        Choice::Notices => notices::run(&Task::new(&project, "notices")?, false),
        Choice::Audit => audit::run(&Task::new(&project, "audit")?),
        Choice::Size => size::run(&project, &steps),
        Choice::Mock(rest) => mock::run(&project, &rest.words),
        Choice::Demo { users, seed } => demo::run(&project, &steps, users, seed),
        Choice::Docs => run(&["reference"]),
        Choice::Matrix(rest) => matrix::run(&project, &steps, &rest.words),
        Choice::Bench(rest) => bench::run(&project, &rest.words),
        Choice::Simulate { seeds, seed } => simulate::run(&project, seeds, seed),
        Choice::Guard { accept: false } => run(&["guard"]),
        Choice::Guard { accept: true } => bench::accept(&project, &steps),
        Choice::Test { list: true, .. } => {
            steps.list();
            Ok(())
        }
        Choice::Test { only, .. } if only.is_empty() => run(&registry::full_test()),
        Choice::Test { only, .. } => run(&only.iter().map(String::as_str).collect::<Vec<_>>()),
    }
}
