//! Futures move between threads natively, and can't in JavaScript, where there is one.

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use std::marker::{Send, Sync};

#[cfg(target_arch = "wasm32")]
pub(crate) use self::wasm::{Send, Sync};

#[cfg(target_arch = "wasm32")]
mod wasm {
    /// Anything.
    pub(crate) trait Send {}
    impl<T> Send for T {}

    /// Anything.
    pub(crate) trait Sync {}
    impl<T> Sync for T {}
}
