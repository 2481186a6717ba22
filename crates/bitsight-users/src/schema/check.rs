//! The check of a request against its schema.

use std::fmt::{Arguments, Write};

use crate::{client::settings::ALLOW_SIMILAR_VALUES, platform::option_name, types::joined::joined};

use super::{
    table::{Field, Kind, Object, Violation},
    view::{self, Members, View, Viewed},
};

impl Object {
    /// Checks a whole object.
    pub fn check(&self, value: &dyn Viewed) -> Result<(), Violation> {
        self.check_whole(value, false)
    }

    /// The same, and allows values that look like misspelt known ones.
    pub fn check_allowing_similar(&self, value: &dyn Viewed) -> Result<(), Violation> {
        self.check_whole(value, true)
    }

    fn check_whole(&self, value: &dyn Viewed, allow_similar: bool) -> Result<(), Violation> {
        let whole = format_args!("");
        match value.view().unwrap_or(View::Null) {
            View::Object(object) => self.check_at(object, whole, "", allow_similar),
            other => wrong_type("an object", &other, whole),
        }
    }

    /// Paths are formatted only for a violation. `dot` separates the path from the name of a field.
    fn check_at(
        &self,
        object: &dyn Members,
        path: Arguments<'_>,
        dot: &str,
        allow_similar: bool,
    ) -> Result<(), Violation> {
        if let Some(name) = object.unknown_field(self) {
            if let Some((_, reason)) = self.refused.iter().find(|(refused, _)| *refused == name) {
                return violation(format_args!("{path}{dot}{name}"), *reason);
            }
            let mut problem = "is not a known field".to_owned();
            if let Some(near) = self.nearest(name) {
                let _ = write!(problem, "; did you mean `{near}`?");
            }
            return violation(format_args!("{path}{dot}{name}"), problem);
        }
        let mut set = 0;
        for (number, field) in self.fields.iter().enumerate() {
            let name = field.name;
            let Some(value) = object.member(number, name) else {
                if field.required {
                    return violation(format_args!("{path}{dot}{name}"), "is required");
                }
                continue;
            };
            set += 1;
            if !(field.nullable && matches!(value, View::Null)) {
                let place = format_args!("{path}{dot}{name}");
                field.kind.check(&value, place, allow_similar)?;
            }
        }
        if set < self.min_fields {
            return violation(
                path,
                format!("at least {} field must be set", self.min_fields),
            );
        }
        Ok(())
    }

    /// The known field with the name most like `name`.
    fn nearest(&self, name: &str) -> Option<&'static str> {
        let plain = |name: &str| name.replace(['_', '-', '.'], "").to_ascii_lowercase();
        let wanted = plain(name);
        // `friendlyName` for `friendly_name`, `roles.slug` for `roles_slug`: the same but for style.
        let same = self.fields.iter().find(|field| plain(field.name) == wanted);
        // More than two slips are another word.
        let near = || {
            let near = |field: &&Field| is_within(&plain(field.name), &wanted, 2);
            self.fields.iter().find(near)
        };
        same.or_else(near).map(|field| field.name)
    }
}

impl Kind {
    fn check(
        &self,
        value: &View<'_>,
        path: Arguments<'_>,
        allow_similar: bool,
    ) -> Result<(), Violation> {
        match (self, value) {
            (_, View::Json(value)) => self.check(&view::json(value), path, allow_similar),
            (Self::OneOf(kinds), value) => {
                let is_valid = |kind: &Self| kind.check(value, path, allow_similar).is_ok();
                if kinds.iter().any(is_valid) {
                    return Ok(());
                }
                let names: Vec<_> = kinds.iter().map(Self::name).collect();
                wrong_type(&joined(&names, " or "), value, path)
            }
            (Self::String { .. } | Self::Enum(_) | Self::Open { .. }, View::Listed(_)) => Ok(()),
            (Self::Open { known, names }, View::String(string)) => {
                if string.trim().is_empty() {
                    return violation(path, "must not be empty");
                }
                match similar(string, known, names) {
                    Some(near) if !allow_similar => Err(Violation {
                        is_similar: true,
                        ..Violation::new(
                            path.to_string(),
                            format!(
                                "is not a known value; did you mean `{near}`? The option \
                                 `{}` sends it as it is",
                                option_name(
                                    ALLOW_SIMILAR_VALUES.rust,
                                    Some(ALLOW_SIMILAR_VALUES.javascript)
                                )
                            ),
                        )
                    }),
                    _ => Ok(()),
                }
            }
            (Self::String { min_length, format }, View::String(string)) => {
                if string.trim().chars().take(*min_length).count() < *min_length {
                    return violation(path, "must not be empty");
                }
                match format.and_then(|format| format.problem(string)) {
                    Some(problem) => violation(path, problem),
                    None => Ok(()),
                }
            }
            (Self::Enum(values), View::String(string)) => {
                if values.contains(string) {
                    return Ok(());
                }
                violation(path, format!("must be one of {}", joined(values, ", ")))
            }
            (Self::Boolean, View::Boolean(_)) => Ok(()),
            (Self::Integer { minimum, maximum }, View::Integer(integer)) => {
                if (minimum..=maximum).contains(&integer) {
                    Ok(())
                } else {
                    violation(path, format!("must be from {minimum} to {maximum}"))
                }
            }
            (Self::Number, View::Integer(_)) => Ok(()),
            (Self::Number, View::Number(number)) if number.is_finite() => Ok(()),
            // JSON has no such numbers.
            (Self::Number, View::Number(_)) => violation(path, "must be finite"),
            (Self::Integer { .. }, View::Number(_)) => violation(path, "must be an integer"),
            (Self::Array { items, min, max }, View::Array(array)) => {
                let count = array.count();
                if count < *min || count > *max {
                    let wanted = match (min, max) {
                        (min, max) if min == max => format!("exactly {min}"),
                        (min, &usize::MAX) => format!("at least {min}"),
                        (min, max) => format!("{min} to {max}"),
                    };
                    let noun = match (min, max) {
                        (1, 1) => "element",
                        _ => "elements",
                    };
                    return violation(path, format!("must have {wanted} {noun}, has {count}"));
                }
                (0..count).try_for_each(|index| {
                    let item = array.element(index).unwrap_or(View::Null);
                    items.check(&item, format_args!("{path}[{index}]"), allow_similar)
                })
            }
            (Self::Object(rules), View::Object(object)) => {
                rules.check_at(*object, path, ".", allow_similar)
            }
            // An object of one field is easily mistaken for the field's value.
            (
                Self::Object(Object {
                    fields: [field], ..
                }),
                View::String(_),
            ) => {
                let wanted = format!(r#"an object such as {{"{}": "..."}}"#, field.name);
                wrong_type(&wanted, value, path)
            }
            (kind, value) => wrong_type(kind.name(), value, path),
        }
    }

    /// Its name in messages.
    fn name(&self) -> &'static str {
        match self {
            Self::String { .. } | Self::Enum(_) | Self::Open { .. } => "a string",
            Self::Boolean => "a boolean",
            Self::Integer { .. } => "an integer",
            Self::Number => "a number",
            Self::Array { .. } => "a list",
            Self::Object(_) => "an object",
            Self::OneOf(_) => "one of several types",
        }
    }
}

fn violation(field: Arguments<'_>, problem: impl Into<String>) -> Result<(), Violation> {
    Err(Violation::new(field.to_string(), problem))
}

fn wrong_type(wanted: &str, value: &View<'_>, path: Arguments<'_>) -> Result<(), Violation> {
    violation(path, format!("must be {wanted}, is {}", value.name()))
}

/// The known value that an unknown one is probably meant to be: the same but for case, the value with this name,
/// or one edit away.
fn similar(
    value: &str,
    known: &[&'static str],
    names: &[(&'static str, &'static str)],
) -> Option<&'static str> {
    if known.contains(&value) {
        return None;
    }
    let value = value.trim();
    let same = known.iter().find(|known| known.eq_ignore_ascii_case(value));
    let named = || {
        let mut names = names.iter();
        let found = names.find(|(name, _)| name.eq_ignore_ascii_case(value));
        found.map(|(_, value)| value)
    };
    let near = || {
        let value = value.to_ascii_lowercase();
        let is_near = |known: &&&str| is_within(&known.to_ascii_lowercase(), &value, 1);
        known.iter().find(is_near)
    };
    same.or_else(named).or_else(near).copied()
}

/// Whether `a` becomes `b` by inserting, deleting or replacing so many characters at most, by trying.
fn is_within(a: &str, b: &str, edits: u8) -> bool {
    fn within(a: &[u8], b: &[u8], edits: u8) -> bool {
        match (a.split_first(), b.split_first()) {
            (None, None) => true,
            (Some((x, a)), Some((y, b))) if x == y => within(a, b, edits),
            _ if edits == 0 => false,
            (Some((_, rest)), None) => within(rest, b, edits - 1),
            (None, Some((_, rest))) => within(a, rest, edits - 1),
            (Some((_, rest_a)), Some((_, rest_b))) => {
                within(rest_a, b, edits - 1)
                    || within(a, rest_b, edits - 1)
                    || within(rest_a, rest_b, edits - 1)
            }
        }
    }
    // A field's name is short; recursion goes as deep as the shorter of the two is long.
    a.len().abs_diff(b.len()) <= edits.into() && within(a.as_bytes(), b.as_bytes(), edits)
}
