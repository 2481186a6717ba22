//! Faults as data: failures of a request or its answer, and the requests that they strike.
//! `http::strike` carries them out.

mod check;
mod constructors;
mod fault;
mod json;
mod kind;
mod queue;

pub(crate) use check::check;
pub use fault::{Fault, When};
pub use kind::{EchoForm, FaultKind};
pub(crate) use queue::FaultQueue;
