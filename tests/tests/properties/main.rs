//! Properties of the client that hold for any input.

mod queries;
mod users;
