//! The endpoint of an operation, for errors and traces.

/// An endpoint of the API.
#[derive(Debug)]
pub struct Endpoint {
    /// The operation's name, `create_user`.
    pub id: &'static str,
    /// The method, `POST`.
    pub method: &'static str,
    /// The path with its parameters in braces. Errors and traces show it so, since a filled-in path
    /// holds guids.
    pub path: &'static str,
    /// Whether the operation changes nothing.
    pub reads: bool,
}
