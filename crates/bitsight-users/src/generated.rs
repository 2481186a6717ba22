//! The code that is generated from the document: by `build.rs`, or taken from the committed copy.

macro_rules! generated {
    ($file:literal) => {
        #[cfg(feature = "codegen")]
        include!(concat!(env!("OUT_DIR"), "/", $file));
        #[cfg(not(feature = "codegen"))]
        include!(concat!("generated/", $file));
    };
}

/// Progenitor's client, and the types of responses.
#[allow(
    missing_docs,
    dead_code,
    clippy::all,
    clippy::indexing_slicing,
    clippy::unwrap_used
)]
// Its constructor, which isn't used, unwraps.
pub(crate) mod client {
    generated!("client.rs");
}

/// The types that callers fill in.
pub(crate) mod requests {
    generated!("requests.rs");
}

/// The tables of the operations.
pub(crate) mod operations {
    generated!("operations.rs");
}

/// How each operation is sent.
pub(crate) mod transport {
    generated!("transport.rs");
}

/// The methods of `Client`.
pub(crate) mod methods {
    generated!("methods.rs");
}

/// The schemas of requests.
pub(crate) mod schemas {
    generated!("schemas.rs");
}
