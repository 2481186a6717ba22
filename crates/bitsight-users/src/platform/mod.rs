//! The parts that differ between native programs and JavaScript: time, random numbers, base64, and the
//! HTTP client below. The rest of the crate is the same for both.
//!
//! Everything that waits goes through here, so that tests can stop the clock.

mod parts;

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(any(test, target_arch = "wasm32"))]
mod one_thread;
#[cfg(target_arch = "wasm32")]
mod wasm;

/// Semaphores, locks and channels that tasks wait for.
pub(crate) mod sync {
    #[cfg(target_arch = "wasm32")]
    pub(crate) use super::one_thread::{
        Mutex, MutexGuard, Receiver, Semaphore, SemaphorePermit, channel,
    };
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) use tokio::sync::{
        Mutex, MutexGuard, Semaphore, SemaphorePermit,
        oneshot::{Receiver, channel},
    };
}

pub(crate) use self::parts::{BodyEnd, HttpSettings, NotSent, ReadBody};

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use self::native::{
    BoxFuture, base64, cause_of, find, http_client, lowercase, not_sent, option_name, parse_date,
    random, read_body, sleep_until, spawn,
};
#[cfg(not(target_arch = "wasm32"))]
pub use self::native::{Instant, now_unix, sleep};
#[cfg(target_arch = "wasm32")]
pub(crate) use self::wasm::{
    BoxFuture, base64, cause_of, find, http_client, lowercase, not_sent, option_name, parse_date,
    random, read_body, sleep_until, spawn,
};
#[cfg(target_arch = "wasm32")]
pub use self::wasm::{Instant, now_unix, sleep};
