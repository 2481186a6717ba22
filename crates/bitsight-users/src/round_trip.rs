//! For the project's own check: a documented body through its type and back.

use serde::{Serialize, de::DeserializeOwned};

use crate::list::{entries, page::Page};

/// Reads `json` as a `T`, and writes it again.
pub(crate) fn through<T: Serialize + DeserializeOwned>(json: &str) -> Result<String, String> {
    let value: T = crate::call::tolerant::from_str(json).map_err(|error| error.to_string())?;
    serde_json::to_string(&value).map_err(|error| error.to_string())
}

/// The same for a page, whose entries are decoded one by one.
pub(crate) fn page<P>(json: &str) -> Result<String, String>
where
    P: Page + Serialize + DeserializeOwned,
    P::Item: DeserializeOwned,
{
    let (page, _): (P, _) = entries::decode(json).map_err(|error| error.to_string())?;
    serde_json::to_string(&page).map_err(|error| error.to_string())
}
