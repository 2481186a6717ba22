//! Simulation: a service, people who use it besides, and a host that dies, all from a seed.
//!
//! A run makes a small account and a list, plans, applies while things go wrong, and plans again.
//! Answers are lost before and after taking effect, or the effect comes later than the failure;
//! the service answers with 5xx, HTML and 429; its list lags behind writes, hides company tokens
//! and contacts, and may leave people out; others create, change and delete users meanwhile; the
//! wall clock jumps; and the host is killed between any two steps and after any byte of the
//! journal, by a signal or by a power cut that takes what wasn't durable.
//!
//! After each run [`Violation`]s are looked for: somebody created twice, somebody deleted who
//! wasn't to be, an account without administrators, a result that was lost, a journal that can't
//! be read, a second run that would do something. The same seed plays the same run, so that a
//! failure comes with its trace.
//!
//! A [`Protection`] can be taken away. That the simulation then finds a violation shows that the
//! protection is needed, and that the simulation can find what it looks for.

mod check;
mod host;
mod service;
mod statistics;
mod world;

use std::fmt;

pub use crate::apply::Protection;
use host::Host;
pub use statistics::Statistics;

/// What went wrong in a simulated run.
#[derive(Clone, Debug)]
pub struct Violation {
    /// The seed that plays the run again.
    pub seed: u64,
    /// What went wrong.
    pub what: String,
    /// The run, one event a line.
    pub trace: Vec<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.trace {
            writeln!(f, "{line}")?;
        }
        write!(f, "seed {}: {}", self.seed, self.what)
    }
}

impl std::error::Error for Violation {}

/// Plays the run of a seed.
///
/// # Errors
/// The first violation, with the trace of the run.
pub fn run(seed: u64, without: Option<Protection>) -> Result<Statistics, Box<Violation>> {
    // Writing a trace takes longer than the run: it is written when a run is played again.
    let first = Host::new(seed, without, false).play();
    let Err(_) = first else {
        return first.map_err(|what| violation(seed, what, Vec::new()));
    };
    let mut host = Host::new(seed, without, true);
    let again = host.play().err();
    let what = again.unwrap_or_else(|| "the run differs when it is played again".to_owned());
    Err(violation(seed, what, host.into_trace()))
}

/// The run of a seed with its trace, whether it goes well or not.
pub fn trace(
    seed: u64,
    without: Option<Protection>,
) -> (Vec<String>, Result<Statistics, Box<Violation>>) {
    let mut host = Host::new(seed, without, true);
    let result = host
        .play()
        .map_err(|what| violation(seed, what, Vec::new()));
    (host.into_trace(), result)
}

fn violation(seed: u64, what: String, trace: Vec<String>) -> Box<Violation> {
    Box::new(Violation { seed, what, trace })
}
