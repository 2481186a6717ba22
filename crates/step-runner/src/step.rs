//! A step: something that takes time and succeeds or fails as a whole.

use std::fmt;

use anyhow::Result;

use crate::log::Log;
use crate::project::Project;

/// One step.
pub struct Step {
    /// Its name for `--only`.
    pub name: &'static str,
    /// Its purpose, in a few words.
    pub about: &'static str,
    /// The steps that have to succeed before.
    pub needs: &'static [&'static str],
    /// Runs it, and returns a few words on the result.
    pub run: fn(&Task) -> Result<String>,
}

/// The context in which a step or a task runs.
pub struct Task<'a> {
    /// The project.
    pub project: &'a Project,
    /// The log that receives the output of its commands.
    pub log: Log,
}

impl<'a> Task<'a> {
    /// The context of that name, with an empty log.
    pub fn new(project: &'a Project, name: &str) -> Result<Self> {
        let log = Log::create(project.target(&format!("xtask/logs/{name}.log")))?;
        Ok(Self { project, log })
    }
}

/// The error of a step that this machine can't run. Under `CI=true` that is a failure.
#[derive(Debug)]
pub struct CannotRun(pub String);

impl fmt::Display for CannotRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CannotRun {}
