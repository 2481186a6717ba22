//! Reading a fault from JSON.

use std::{fmt::Display, str::FromStr};

use serde_json::Value;

use super::{check::check, fault::Fault};
use crate::config_error::ConfigError;

impl Fault {
    /// Reads a fault. Misspelt fields are refused here, because serde can't refuse them where one
    /// type is flattened into another.
    pub(crate) fn from_json(json: &Value) -> Result<Self, ConfigError> {
        let bad = |error: &dyn Display| ConfigError::new(format!("fault: {error}"));
        let fault: Self = serde_json::from_value(json.clone()).map_err(|error| bad(&error))?;
        let known = serde_json::to_value(&fault).map_err(|error| bad(&error))?;
        let mut names = json
            .as_object()
            .into_iter()
            .flat_map(|fields| fields.keys());
        if let Some(name) = names.find(|name| known.get(name).is_none()) {
            return Err(bad(&format!("{name}: is not a field of this kind")));
        }
        check(&fault).map_err(|error| bad(&error))?;
        Ok(fault)
    }
}

impl FromStr for Fault {
    type Err = ConfigError;

    /// Reads a fault from its JSON form.
    fn from_str(text: &str) -> Result<Self, ConfigError> {
        let json = serde_json::from_str(text);
        let json = json.map_err(|error| ConfigError::new(format!("fault: {error}")))?;
        Self::from_json(&json)
    }
}
