//! What tests can see of the server: the requests that came, and how many were in flight.

mod gauge;
mod recorder;

pub(crate) use gauge::{Gauge, InFlight};
pub use recorder::RecordedRequest;
pub(crate) use recorder::{Number, Recorder};
