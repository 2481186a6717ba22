//! What is generated from the document: by `build.rs`, or read from the committed copy.
//!
//! Nothing here is written by hand but this file.

macro_rules! generated {
    ($file:literal) => {
        #[cfg(feature = "codegen")]
        include!(concat!(env!("OUT_DIR"), "/", $file));
        #[cfg(not(feature = "codegen"))]
        include!(concat!("generated/", $file));
    };
}

/// Progenitor's client: the calls, and the types of responses.
#[allow(
    missing_docs,
    dead_code,
    clippy::all,
    clippy::indexing_slicing,
    clippy::unwrap_used
)]
// Its constructor, which isn't used, unwraps.
pub(crate) mod client {
    /// Progenitor's methods make their URLs with this: a text, all of which would be parsed for every
    /// request. Its beginning was parsed when the client was made, and is empty in here.
    macro_rules! format {
        ($path:literal, $client:ident $($values:tt)*) => {
            $client.inner.url(format_args!($path, $client $($values)*))
        };
    }

    generated!("client.rs");
}

/// The types that callers fill in.
pub(crate) mod requests {
    generated!("requests.rs");
}

/// The tables by which responses are checked where they aren't decoded.
pub(crate) mod responses {
    generated!("responses.rs");
}

/// The methods of `Client`.
pub(crate) mod operations {
    generated!("operations.rs");
}

/// The tables by which requests are checked.
pub(crate) mod rules {
    generated!("rules.rs");
}
