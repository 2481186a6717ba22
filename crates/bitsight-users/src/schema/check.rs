//! The check of a request against its schema.

use std::fmt::{Arguments, Write};

use super::{
    table::{Field, Kind, Object, Violation},
    view::{self, Members, View, Viewed},
};

impl Object {
    /// Checks a whole object.
    pub fn check(&self, value: &dyn Viewed) -> Result<(), Violation> {
        let whole = format_args!("");
        match value.view().unwrap_or(View::Null) {
            View::Object(object) => self.check_at(object, whole, ""),
            other => wrong_type("an object", &other, whole),
        }
    }

    /// Paths are formatted only for a violation. `dot` separates the path from the name of a field.
    fn check_at(
        &self,
        object: &dyn Members,
        path: Arguments<'_>,
        dot: &str,
    ) -> Result<(), Violation> {
        if let Some(name) = object.unknown_field(self) {
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
                field
                    .kind
                    .check(&value, format_args!("{path}{dot}{name}"))?;
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
            let near = |field: &&Field| is_within_two_edits(&plain(field.name), &wanted);
            self.fields.iter().find(near)
        };
        same.or_else(near).map(|field| field.name)
    }
}

impl Kind {
    fn check(&self, value: &View<'_>, path: Arguments<'_>) -> Result<(), Violation> {
        match (self, value) {
            (_, View::Json(value)) => self.check(&view::json(value), path),
            (Self::OneOf(kinds), value) => {
                if kinds.iter().any(|kind| kind.check(value, path).is_ok()) {
                    return Ok(());
                }
                let names: Vec<_> = kinds.iter().map(Self::name).collect();
                wrong_type(&names.join(" or "), value, path)
            }
            (Self::String { .. } | Self::Enum(_), View::Listed(_)) => Ok(()),
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
                violation(path, format!("must be one of {}", values.join(", ")))
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
                    items.check(&item, format_args!("{path}[{index}]"))
                })
            }
            (Self::Object(rules), View::Object(object)) => rules.check_at(*object, path, "."),
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
            Self::String { .. } | Self::Enum(_) => "a string",
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
    Err(Violation {
        field: field.to_string(),
        problem: problem.into(),
    })
}

fn wrong_type(wanted: &str, value: &View<'_>, path: Arguments<'_>) -> Result<(), Violation> {
    violation(path, format!("must be {wanted}, is {}", value.name()))
}

/// Whether `a` becomes `b` by inserting, deleting or replacing at most two characters, by trying.
fn is_within_two_edits(a: &str, b: &str) -> bool {
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
    a.len().abs_diff(b.len()) <= 2 && within(a.as_bytes(), b.as_bytes(), 2)
}
