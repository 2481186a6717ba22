//! Lists as JSON: `{"version": 1, "policy": {}, "users": []}`.

use std::{cell::Cell, collections::HashSet, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::{Value, value::RawValue};

use super::{
    limits::{MAX_CELL, MAX_ROWS, columns},
    problem::{ListError, Place, Problem, ProblemCode, Problems, place_after},
    row::{self, EMAIL, Raw, Row, RowBuilder},
};
use crate::{Policy, nearest};

/// The rows, the policy and the warnings of a list.
pub(super) type Parts = (Vec<Row>, Option<Policy>, Vec<Problem>);

/// The version of the format.
const VERSION: u64 = 1;

pub(super) fn read(text: &str) -> Result<Parts, ListError> {
    let source = Source {
        text,
        checkpoint: Cell::new((0, (1, 1))),
    };
    let document: Members<'_> = source.parse(text)?;
    let mut problems = Problems::default();
    document.check_keys(&["version", "policy", "users"], &source, &mut problems);

    match document
        .get("version")
        .map(|raw| (raw, source.parse::<Value>(raw.get())))
    {
        None => problems.error(
            ProblemCode::MissingKey,
            (1, 1),
            Some("version"),
            "\"version\": 1 is missing",
        ),
        Some((raw, version)) => {
            let version = version?;
            if version != VERSION {
                let message = format!(
                    "version {version} of the format can't be read; this library reads version {VERSION}"
                );
                problems.error(
                    ProblemCode::UnsupportedVersion,
                    source.place(raw.get()),
                    Some("version"),
                    message,
                );
            }
        }
    }
    let policy = match document.get("policy") {
        None => None,
        Some(raw) => match Policy::from_json(&source.parse::<Value>(raw.get())?) {
            Ok(policy) => Some(policy),
            Err(error) => {
                problems.error(
                    ProblemCode::InvalidPolicy,
                    source.place(raw.get()),
                    Some("policy"),
                    error.to_string(),
                );
                None
            }
        },
    };
    let Some(users) = document.get("users") else {
        problems.error(
            ProblemCode::MissingKey,
            (1, 1),
            Some("users"),
            "\"users\" is missing",
        );
        problems.finish()?;
        return Ok((Vec::new(), policy, Vec::new()));
    };
    let rows = read_users(users, &source, &mut problems)?;
    Ok((rows, policy, problems.finish()?))
}

fn read_users(
    users: &RawValue,
    source: &Source<'_>,
    problems: &mut Problems,
) -> Result<Vec<Row>, ListError> {
    if !users.get().starts_with('[') {
        problems.error(
            ProblemCode::WrongType,
            source.place(users.get()),
            Some("users"),
            "must be an array",
        );
        return Ok(Vec::new());
    }
    let entries: Vec<&RawValue> = source.parse(users.get())?;
    if entries.is_empty() {
        problems.error(
            ProblemCode::NoRows,
            source.place(users.get()),
            Some("users"),
            "the list has no users",
        );
    }
    if let Some(first_beyond) = entries.get(MAX_ROWS) {
        let message = format!("the list has more than {} users", MAX_ROWS);
        return Err(Problems::only(
            ProblemCode::TooManyRows,
            source.place(first_beyond.get()),
            None,
            message,
        ));
    }
    let mut rows = Vec::with_capacity(entries.len());
    for user in entries {
        source.set_checkpoint(user.get());
        rows.extend(read_user(user, source, problems)?);
    }
    Ok(row::check(rows, problems))
}

fn read_user(
    user: &RawValue,
    source: &Source<'_>,
    problems: &mut Problems,
) -> Result<Option<row::Placed>, ListError> {
    if !user.get().starts_with('{') {
        problems.error(
            ProblemCode::WrongType,
            source.place(user.get()),
            Some("users"),
            "must be an object",
        );
        return Ok(None);
    }
    let members: Members<'_> = source.parse(user.get())?;
    members.check_keys(&columns(), source, problems);
    let mut builder = RowBuilder::new(source.place(user.get()));
    let mut email_given = false;
    for (name, raw) in &members.0 {
        let text = raw.get();
        let place = || source.place(text);
        if text.len() > MAX_CELL {
            let message = format!(
                "the value has {} bytes; at most {} are taken",
                text.len(),
                MAX_CELL
            );
            problems.error(ProblemCode::CellTooLong, place(), Some(name), message);
            return Ok(None);
        }
        let value: Value = source.parse(text)?;
        // As an empty cell: not managed here.
        if value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty()) {
            continue;
        }
        email_given |= name == EMAIL;
        builder.take(name, &Raw::Json(&value), &place, problems);
    }
    Ok(builder.finish(email_given, problems))
}

/// The text of the whole list, which knows the place of each part of it.
struct Source<'a> {
    text: &'a str,
    /// An offset whose place is known. Counting from the start of the text for each user would
    /// take quadratic time.
    checkpoint: Cell<(usize, Place)>,
}

impl<'a> Source<'a> {
    /// Parses a part of the text.
    fn parse<'p, T: Deserialize<'p>>(&self, part: &'p str) -> Result<T, ListError> {
        serde_json::from_str(part).map_err(|error| {
            let (line, column) = self.place(part);
            let (inner_line, inner_column) = (error.line() as u64, error.column() as u64);
            // A column of the part's first line counts from where the part starts.
            let column = if inner_line <= 1 {
                column + inner_column.saturating_sub(1)
            } else {
                inner_column
            };
            let place = (line + inner_line.saturating_sub(1), column.max(1));
            let code = if error.is_data() {
                ProblemCode::WrongType
            } else {
                ProblemCode::InvalidJson
            };
            let message = error.to_string();
            // The place within the part, which the whole list's place replaces.
            let message = message
                .rsplit_once(" at line ")
                .map_or(message.clone(), |(text, _)| text.to_owned());
            Problems::only(code, place, None, message)
        })
    }

    /// The place of a part, which is a slice of the text.
    fn place(&self, part: &str) -> Place {
        let offset = self.offset(part);
        let (at, (line, column)) = self.checkpoint.get();
        match self.text.get(at..offset) {
            None => place_after(self.text.get(..offset).unwrap_or_default()),
            Some(between) => {
                let (lines, columns) = place_after(between);
                if lines == 1 {
                    (line, column + columns - 1)
                } else {
                    (line + lines - 1, columns)
                }
            }
        }
    }

    /// Makes the places of parts that follow this one cheap to find.
    fn set_checkpoint(&self, part: &str) {
        let place = self.place(part);
        self.checkpoint.set((self.offset(part), place));
    }

    fn offset(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }
}

/// The members of an object, in order and with repetitions, each as the text that it is.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'a> Members<'a> {
    fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, raw)| *raw)
    }

    /// Reports keys that nothing is known about and keys that stand there twice.
    fn check_keys(&self, known: &[&str], source: &Source<'_>, problems: &mut Problems) {
        let mut seen = HashSet::new();
        for (name, raw) in &self.0 {
            let place = || source.place(raw.get());
            if !known.contains(&name.as_str()) {
                let hint = match nearest::of(name, known.iter().copied()) {
                    Some(near) => format!("did you mean {near:?}?"),
                    None => format!("the keys are {}", known.join(", ")),
                };
                let message = format!("unknown key {name:?}; {hint}");
                problems.error(ProblemCode::UnknownKey, place(), Some(name), message);
            } else if !seen.insert(name) {
                let message = format!("the key {name:?} stands there twice");
                problems.error(ProblemCode::DuplicateKey, place(), Some(name), message);
            }
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Vec<(String, &'de RawValue)>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(Collect).map(Members)
    }
}
