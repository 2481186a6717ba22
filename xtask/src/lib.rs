//! The project's tasks, as a library: `main.rs` is the menu, and the runner of the benchmarks uses the same steps.

pub mod install;
pub mod registry;
pub mod tasks;
pub mod test;

pub use step_runner as run;
