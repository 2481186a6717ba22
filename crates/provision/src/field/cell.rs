//! Values in the cells of a CSV and in the members of a JSON list.

use crate::prelude::*;

use core::fmt;

use serde_json::{Map, Value};

use super::{
    kind::{Field, Kind},
    value::setting_text,
};
use crate::{
    json::{canonical, object},
    order,
    text::{Quoted, has, is_invisible, length},
};

/// Why the value of a cell can't be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CellError {
    /// Neither `true` nor `false`.
    Boolean,
    /// No whole number.
    Integer,
    /// None of the texts that the field can have; with the nearest of them.
    Choice(Option<&'static str>),
    /// Shorter than the service accepts.
    TooShort(usize),
    /// Not of the form `name=value;name=value`.
    Setting(String),
    /// A setting that stands there twice.
    SettingTwice(String),
    /// A JSON value of the wrong type; with the right one.
    Type(&'static str),
    /// A control character or another one that can't be seen.
    Invisible(char),
}

impl fmt::Display for CellError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean => f.write_str("is neither true nor false"),
            Self::Integer => f.write_str("is no whole number"),
            Self::Choice(Some(nearest)) => {
                write!(f, "is not a known value; did you mean \"{nearest}\"?")
            }
            Self::Choice(None) => f.write_str("is not a known value"),
            Self::TooShort(length) => write!(f, "is shorter than {length} characters"),
            Self::Setting(part) => write!(f, "has a part that is not name=value: {}", Quoted(part)),
            Self::SettingTwice(name) => write!(f, "sets {} twice", Quoted(name)),
            Self::Type(expected) => write!(f, "must be {expected}"),
            Self::Invisible(c) => write!(
                f,
                "contains the invisible character U+{:04X}",
                u32::from(*c)
            ),
        }
    }
}

impl Field {
    /// The wanted value that a cell states. The cell isn't empty.
    ///
    /// # Errors
    /// What is wrong with the cell.
    pub fn parse_cell(&self, text: &str) -> Result<Value, CellError> {
        let text = text.trim();
        if let Some(c) = text.chars().find(|c| is_invisible(*c)) {
            return Err(CellError::Invisible(c));
        }
        match &self.kind {
            Kind::Text { min_length } if length(text) < *min_length => {
                Err(CellError::TooShort(*min_length))
            }
            Kind::Choice { known, open: false } if !known.contains(&text) => Err(
                CellError::Choice(crate::nearest::of(text, &mut known.iter().copied())),
            ),
            Kind::Text { .. } | Kind::Choice { .. } | Kind::Reference | Kind::One { .. } => {
                Ok(Value::from(text))
            }
            Kind::Boolean => boolean(text).map(Value::from).ok_or(CellError::Boolean),
            Kind::Integer => text
                .parse::<i64>()
                .map(Value::from)
                .map_err(|_| CellError::Integer),
            Kind::Settings { .. } => settings(text),
        }
    }

    /// The wanted value that a member of a JSON list states. The value isn't null.
    ///
    /// # Errors
    /// What is wrong with the value.
    pub fn parse_json(&self, value: &Value) -> Result<Value, CellError> {
        match (&self.kind, value) {
            (Kind::Boolean, Value::Bool(_)) => Ok(value.clone()),
            (Kind::Boolean, _) => Err(CellError::Type("true or false")),
            (Kind::Integer, Value::Number(number)) if number.is_i64() => Ok(value.clone()),
            (Kind::Integer, _) => Err(CellError::Type("a whole number")),
            (Kind::Settings { .. }, Value::Object(settings)) => {
                let bad = settings
                    .values()
                    .any(|setting| !setting.is_boolean() && !setting.is_string());
                if bad {
                    return Err(CellError::Type("an object of booleans and texts"));
                }
                Ok(value.clone())
            }
            (Kind::Settings { .. }, _) => Err(CellError::Type("an object of booleans and texts")),
            (_, Value::String(text)) => self.parse_cell(text),
            _ => Err(CellError::Type("a text")),
        }
    }

    /// The cell that states a wanted value, the inverse of [`parse_cell`](Self::parse_cell).
    pub fn cell(&self, wanted: &Value) -> String {
        match wanted {
            Value::String(text) => text.clone(),
            Value::Object(settings) => {
                // In one order, whatever that of the map is: a feature of serde_json decides on it.
                let parts: Vec<_> = settings
                    .iter()
                    .map(|(name, setting)| format!("{name}={}", setting_text(setting)))
                    .collect();
                let parts = order::of(&parts, &Ord::cmp);
                let parts: Vec<&str> = parts.into_iter().map(String::as_str).collect();
                parts.join(";")
            }
            other => canonical(other),
        }
    }

    /// The cell that asks for the live value; `None` if no cell can, so that it must stay empty.
    pub(crate) fn export(&self, live: &Value) -> Option<String> {
        let wanted = match (&self.kind, live) {
            (Kind::One { .. }, _) => {
                let mut slugs = super::value::slugs(live);
                let slug = slugs.next()?;
                // A request carries one: a list can't ask for several.
                if slugs.next().is_some() {
                    return None;
                }
                Value::from(slug)
            }
            (Kind::Settings { .. }, Value::Object(settings)) => {
                let writable = settings.iter().filter(|(name, setting)| {
                    let pair = format!("{name}={}", setting_text(setting));
                    settings_pair(&pair).is_some_and(|(n, s)| {
                        n == name.as_str() && setting_text(&s) == setting_text(setting)
                    })
                });
                let writable = writable.map(|(name, setting)| (name.as_str(), setting.clone()));
                Value::Object(object(writable))
            }
            _ => live.clone(),
        };
        if wanted.is_null() {
            return None;
        }
        let cell = self.cell(&wanted);
        let reads_back = self
            .parse_cell(&cell)
            .is_ok_and(|parsed| self.matches(&parsed, live));
        (reads_back && !cell.trim().is_empty()).then_some(cell)
    }

    /// A value that is taken although it isn't a known one, with the nearest known one: the service
    /// decides about those.
    pub(crate) fn unknown<'a>(&self, wanted: &'a Value) -> Option<(&'a str, Option<&'static str>)> {
        match (&self.kind, wanted) {
            (Kind::One { known, .. } | Kind::Choice { known, open: true }, Value::String(text)) => {
                (!known.contains(&text.as_str())).then(|| {
                    (
                        text.as_str(),
                        crate::nearest::of(text, &mut known.iter().copied()),
                    )
                })
            }
            (Kind::Settings { known, .. }, Value::Object(settings)) => settings
                .keys()
                .find(|name| !known.contains(&name.as_str()))
                .map(|name| {
                    (
                        name.as_str(),
                        crate::nearest::of(name, &mut known.iter().copied()),
                    )
                }),
            _ => None,
        }
    }
}

/// `true` or `false`, in any case: spreadsheets write TRUE and FALSE.
pub(crate) fn boolean(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// `name=value;name=value`.
fn settings(text: &str) -> Result<Value, CellError> {
    let mut settings = Map::new();
    for part in text
        .split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let (name, setting) =
            settings_pair(part).ok_or_else(|| CellError::Setting(part.to_owned()))?;
        if settings.insert(name.to_owned(), setting).is_some() {
            return Err(CellError::SettingTwice(name.to_owned()));
        }
    }
    if settings.is_empty() {
        return Err(CellError::Setting(text.to_owned()));
    }
    Ok(Value::Object(settings))
}

/// `name=value`, where the value is a boolean if it reads like one.
fn settings_pair(part: &str) -> Option<(&str, Value)> {
    let (name, setting) = part.split_once('=')?;
    let (name, setting) = (name.trim(), setting.trim());
    if name.is_empty() || setting.is_empty() || has(part, b';') || part.chars().any(is_invisible) {
        return None;
    }
    let setting = boolean(setting).map_or_else(|| Value::from(setting), Value::from);
    Some((name, setting))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn settings_are_read_and_written() {
        let features = Field::by_column("features").unwrap();
        let wanted = features
            .parse_cell("wfh-ro=TRUE; fq-access = limited;")
            .unwrap();
        assert_eq!(wanted, json!({"wfh-ro": true, "fq-access": "limited"}));
        assert_eq!(features.cell(&wanted), "fq-access=limited;wfh-ro=true");
        for (text, error) in [
            ("wfh-ro", CellError::Setting("wfh-ro".into())),
            ("=true", CellError::Setting("=true".into())),
            (";", CellError::Setting(";".into())),
            ("a=1;a=2", CellError::SettingTwice("a".into())),
        ] {
            assert_eq!(features.parse_cell(text), Err(error), "{text}");
        }
    }

    #[test]
    fn what_no_cell_can_ask_for_is_not_exported() {
        let export = |column, live: Value| Field::by_column(column).unwrap().export(&live);
        assert_eq!(export("role", json!(["a", "b"])), None);
        assert_eq!(export("formal_name", json!("a\u{0}b")), None);
        assert_eq!(export("formal_name", json!("  ")), None);
        assert_eq!(
            export("features", json!({"a;b": true, "c": false})),
            Some("c=false".into())
        );
        assert_eq!(export("contact", json!(false)), Some("false".into()));
    }
}
