//! For the project's own check: a documented body through its type and back.

use serde::{Serialize, de::DeserializeOwned};

/// Reads `json` as a `T`, and writes it again.
pub(crate) fn through<T: Serialize + DeserializeOwned>(json: &str) -> Result<String, String> {
    let value: T = serde_json::from_str(json).map_err(|error| error.to_string())?;
    serde_json::to_string(&value).map_err(|error| error.to_string())
}
