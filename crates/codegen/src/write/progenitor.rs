//! Runs progenitor, and turns its panics into errors.

use std::{
    any::Any,
    cell::Cell,
    panic::{self, AssertUnwindSafe},
    sync::Once,
};

use ::progenitor::{GenerationSettings, Generator};
use openapiv3::OpenAPI;
use proc_macro2::TokenStream;

thread_local! {
    /// Whether this thread is running progenitor.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Generates the client. The error is progenitor's own, or the message of its panic: it panics on some documents that
/// it can't express.
pub(crate) fn generate(
    document: &OpenAPI,
    settings: &GenerationSettings,
) -> Result<TokenStream, String> {
    // The panic becomes an error, so the panic hook of the process must not print it.
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let hook = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !INSIDE.get() {
                hook(panic);
            }
        }));
    });
    INSIDE.set(true);
    let run = || Generator::new(settings).generate_tokens(document);
    let result = panic::catch_unwind(AssertUnwindSafe(run));
    INSIDE.set(false);
    match result {
        Ok(Ok(tokens)) => Ok(tokens),
        Ok(Err(error)) => Err(error.to_string()),
        Err(panic) => Err(message(&*panic)),
    }
}

/// The message of a panic, in one line.
fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("it panicked");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
