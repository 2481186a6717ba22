//! How the service behaves for every request: the points that its documentation leaves open, and the
//! behaviours that a client must survive.

use std::fmt::Display;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::config_error::ConfigError;

/// How many users may be created in a calendar month, as documented.
const MONTHLY_LIMIT: u32 = 300;

/// How the service behaves. The default is the documented service; every option combines with every
/// other and with every fault. In JSON, in `--option` and here the names are the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Options {
    /// Answer the documented request with the documented response.
    pub documented: bool,
    /// How many users may be created in a calendar month.
    pub monthly_limit: u32,
    /// A list without `is_company_api_token` or `is_available_for_contact` is filtered as if the
    /// absent one were `false`.
    pub hide_by_default: bool,
    /// With `true`, these two filters also show the users who have `false`, instead of selecting
    /// those who have `true`.
    pub flags_include: bool,
    /// Lists show a change to a user only so many milliseconds after it was made.
    pub list_lag_ms: u64,
    /// Reading a single user lags as lists do.
    pub get_lags: bool,
    /// Filters and other query parameters of lists that are accepted and have no effect.
    pub ignored_parameters: Vec<String>,
    /// A page never has more results than this, whatever `limit` asks for.
    pub page_cap: Option<usize>,
    /// Added to the `count` of every list.
    pub count_error: i64,
    /// `links.next` is always null.
    pub no_next_link: bool,
    /// Every page of a list is its first, and its `links.next` always leads on.
    pub repeat_first_page: bool,
    /// Two users may not have the same email address.
    pub unique_emails: bool,
    /// The status that refuses an email address that another user has.
    pub taken_status: u16,
    /// The `detail` of that refusal.
    pub taken_detail: String,
    /// Roles that the document doesn't list can be given to users.
    pub unknown_roles: bool,
    /// Names are stored without the white space around them.
    pub trim_names: bool,
    /// Fields that answers about users leave out, such as `last_login_time` or `features.can_update`.
    pub omit_fields: Vec<String>,
    /// Fields that are null in answers about users.
    pub null_fields: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            documented: false,
            monthly_limit: MONTHLY_LIMIT,
            hide_by_default: false,
            flags_include: false,
            list_lag_ms: 0,
            get_lags: false,
            ignored_parameters: Vec::new(),
            page_cap: None,
            count_error: 0,
            no_next_link: false,
            repeat_first_page: false,
            unique_emails: true,
            taken_status: 409,
            taken_detail: "email: another user has this address".to_owned(),
            unknown_roles: false,
            trim_names: false,
            omit_fields: Vec::new(),
            null_fields: Vec::new(),
        }
    }
}

impl Options {
    /// Sets an option from a text such as `list_lag_ms=500`. The value is JSON, or else a string.
    ///
    /// # Errors
    /// When there is no such option, or it can't have that value.
    pub fn set(&mut self, assignment: &str) -> Result<(), ConfigError> {
        let Some((name, text)) = assignment.split_once('=') else {
            let error = format!("options: `{assignment}` is not of the form NAME=VALUE");
            return Err(ConfigError::new(error));
        };
        let value = serde_json::from_str(text).unwrap_or_else(|_| Value::from(text));
        *self = self.changed(&json!({ name: value }))?;
        Ok(())
    }

    /// These options, with the fields of a JSON object changed.
    pub(crate) fn changed(&self, changes: &Value) -> Result<Self, ConfigError> {
        let bad = |error: &dyn Display| ConfigError::new(format!("options: {error}"));
        let options = serde_json::to_value(self).map_err(|error| bad(&error))?;
        let (Value::Object(mut options), Some(changes)) = (options, changes.as_object()) else {
            return Err(bad(&"must be a JSON object"));
        };
        for (name, value) in changes {
            options.insert(name.clone(), value.clone());
        }
        let options: Self =
            serde_json::from_value(Value::Object(options)).map_err(|error| bad(&error))?;
        options.check()?;
        Ok(options)
    }

    /// Refuses values that an option can't have.
    pub(crate) fn check(&self) -> Result<(), ConfigError> {
        if !(400..600).contains(&self.taken_status) {
            return Err(ConfigError::new(
                "options: taken_status: must be from 400 to 599",
            ));
        }
        if self.page_cap == Some(0) {
            return Err(ConfigError::new("options: page_cap: must be at least 1"));
        }
        Ok(())
    }

    /// Leaves fields out of a user that is about to be shown, or makes them null.
    pub(super) fn show(&self, mut user: Value) -> Value {
        for path in &self.omit_fields {
            change_at(&mut user, path, &|fields, name| {
                fields.shift_remove(name);
            });
        }
        for path in &self.null_fields {
            change_at(&mut user, path, &|fields, name| {
                fields.insert(name.to_owned(), Value::Null);
            });
        }
        user
    }
}

/// Changes the field at a path such as `features.can_update`, which goes into each element of an array.
fn change_at(
    value: &mut Value,
    path: &str,
    change: &dyn Fn(&mut serde_json::Map<String, Value>, &str),
) {
    match value {
        Value::Array(elements) => {
            for element in elements {
                change_at(element, path, change);
            }
        }
        Value::Object(fields) => match path.split_once('.') {
            Some((first, rest)) => {
                if let Some(inner) = fields.get_mut(first) {
                    change_at(inner, rest, change);
                }
            }
            None => change(fields, path),
        },
        _ => {}
    }
}
