//! Lists as JSON: `{"version": 1, "policy": {}, "users": []}`.

use crate::prelude::*;

use core::cell::Cell;

use serde_json::Value;

use super::{
    limits::{MAX_CELL, MAX_ROWS, columns},
    problem::{ListError, Place, Problem, ProblemCode, Problems, place_after},
    row::{self, EMAIL, Raw, Row, RowBuilder},
};
use crate::{Policy, nearest, order::Index, text::Quoted};

/// The rows, the policy and the warnings of a list.
pub(super) type Parts = (Vec<Row>, Option<Policy>, Vec<Problem>);

/// The version of the format.
const VERSION: u64 = 1;

pub(super) fn read(text: &str) -> Result<Parts, ListError> {
    let source = Source {
        text,
        checkpoint: Cell::new((0, (1, 1))),
    };
    source.check()?;
    if !source.text().starts_with('{') {
        return Err(Problems::only(
            ProblemCode::WrongType,
            source.place(source.text()),
            None,
            "the list must be an object",
        ));
    }
    let document = Members::of(source.text());
    let mut problems = Problems::default();
    document.check_keys(&["version", "policy", "users"], &source, &mut problems);

    match document.get("version") {
        None => problems.error(
            ProblemCode::MissingKey,
            (1, 1),
            Some("version"),
            "\"version\": 1 is missing",
        ),
        Some(raw) => {
            let version = value(raw);
            if version != VERSION {
                let message = format!(
                    "version {raw} of the format can't be read; this library reads version {VERSION}"
                );
                problems.error(
                    ProblemCode::UnsupportedVersion,
                    source.place(raw),
                    Some("version"),
                    message,
                );
            }
        }
    }
    let policy = match document.get("policy") {
        None => None,
        Some(raw) => match Policy::from_json(&value(raw)) {
            Ok(policy) => Some(policy),
            Err(error) => {
                problems.error(
                    ProblemCode::InvalidPolicy,
                    source.place(raw),
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
    users: &str,
    source: &Source<'_>,
    problems: &mut Problems,
) -> Result<Vec<Row>, ListError> {
    if !users.starts_with('[') {
        problems.error(
            ProblemCode::WrongType,
            source.place(users),
            Some("users"),
            "must be an array",
        );
        return Ok(Vec::new());
    }
    let entries = parts(users);
    if entries.is_empty() {
        problems.error(
            ProblemCode::NoRows,
            source.place(users),
            Some("users"),
            "the list has no users",
        );
    }
    if let Some(first_beyond) = entries.get(MAX_ROWS) {
        let message = format!("the list has more than {} users", MAX_ROWS);
        return Err(Problems::only(
            ProblemCode::TooManyRows,
            source.place(first_beyond),
            None,
            message,
        ));
    }
    let mut rows = Vec::with_capacity(entries.len());
    for user in entries {
        source.set_checkpoint(user);
        rows.extend(read_user(user, source, problems));
    }
    Ok(row::check(rows, problems))
}

fn read_user(user: &str, source: &Source<'_>, problems: &mut Problems) -> Option<row::Placed> {
    if !user.starts_with('{') {
        problems.error(
            ProblemCode::WrongType,
            source.place(user),
            Some("users"),
            "must be an object",
        );
        return None;
    }
    let members = Members::of(user);
    members.check_keys(&columns(), source, problems);
    let mut builder = RowBuilder::new(source.place(user));
    let mut email_given = false;
    for (name, text) in &members.0 {
        let place = || source.place(text);
        if text.len() > MAX_CELL {
            let message = format!(
                "the value has {} bytes; at most {} are taken",
                text.len(),
                MAX_CELL
            );
            problems.error(ProblemCode::CellTooLong, place(), Some(name), message);
            return None;
        }
        let value = value(text);
        // As an empty cell: not managed here.
        if value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty()) {
            continue;
        }
        email_given |= name == EMAIL;
        builder.take(name, &Raw::Json(&value), &place, problems);
    }
    builder.finish(email_given, problems)
}

/// The text of the whole list, which knows the place of each part of it.
struct Source<'a> {
    text: &'a str,
    /// An offset whose place is known. Counting from the start of the text for each user would
    /// take quadratic time.
    checkpoint: Cell<(usize, Place)>,
}

impl<'a> Source<'a> {
    /// The list without white space around it.
    fn text(&self) -> &'a str {
        self.text.trim()
    }

    /// Refuses a text that is no JSON. What follows relies on it.
    fn check(&self) -> Result<(), ListError> {
        let Err(error) = serde_json::from_str::<Value>(self.text) else {
            return Ok(());
        };
        // serde_json counts bytes.
        let lines = self.text.split('\n');
        let line = lines.take(error.line()).last().unwrap_or_default();
        let before = line.as_bytes().iter().take(error.column().max(1) - 1);
        let characters = before.filter(|byte| !is_continuation(**byte)).count();
        let number = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let place = (number(error.line()), number(characters) + 1);
        let message = error.to_string();
        // The place comes with the problem.
        let end = format!(" at line {} column {}", error.line(), error.column());
        let message = message.strip_suffix(&end).unwrap_or(&message);
        Err(Problems::only(
            ProblemCode::InvalidJson,
            place,
            None,
            message,
        ))
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

/// Whether the byte is not the first of a character in UTF-8.
fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

/// The value of a part of a text that is valid JSON.
fn value(part: &str) -> Value {
    serde_json::from_str(part).unwrap_or_default()
}

/// The texts of the values directly in an array, or of the keys and values in an object, of valid JSON.
fn parts(container: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = container.get(1..).unwrap_or_default();
    loop {
        rest = rest.trim_start_matches([',', ':', ' ', '\t', '\n', '\r']);
        match rest.split_at_checked(length(rest)) {
            Some((part, after)) if !part.is_empty() => {
                parts.push(part);
                rest = after;
            }
            _ => return parts,
        }
    }
}

/// How long the value is that a text begins with; 0 at the end of an array or object.
fn length(text: &str) -> usize {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => {
                quoted = !quoted;
                if !quoted && depth == 0 {
                    return at + 1;
                }
            }
            _ if quoted => {}
            b'[' | b'{' => depth += 1,
            b']' | b'}' if depth > 1 => depth -= 1,
            b']' | b'}' => return at + depth,
            b',' | b':' | b' ' | b'\t' | b'\n' | b'\r' if depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}

/// The members of an object, in order and with repetitions, each as the text that it is.
struct Members<'a>(Vec<(String, &'a str)>);

impl<'a> Members<'a> {
    fn of(object: &'a str) -> Self {
        let parts = parts(object);
        let pairs = parts.chunks_exact(2).filter_map(|pair| match pair {
            [key, text] => Some((value(key).as_str()?.to_owned(), *text)),
            _ => None,
        });
        Self(pairs.collect())
    }

    fn get(&self, name: &str) -> Option<&'a str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, raw)| *raw)
    }

    /// Reports keys that nothing is known about and keys that stand there twice.
    fn check_keys(&self, known: &[&str], source: &Source<'_>, problems: &mut Problems) {
        let mut seen = Index::default();
        for (index, (name, raw)) in self.0.iter().enumerate() {
            let place = || source.place(raw);
            if !known.contains(&name.as_str()) {
                let hint = match nearest::of(name, &mut known.iter().copied()) {
                    Some(near) => format!("did you mean \"{near}\"?"),
                    None => format!("the keys are {}", known.join(", ")),
                };
                let message = format!("unknown key {}; {hint}", Quoted(name));
                problems.error(ProblemCode::UnknownKey, place(), Some(name), message);
            } else if seen.insert(name.as_str(), index).is_some() {
                let message = format!("the key {} stands there twice", Quoted(name));
                problems.error(ProblemCode::DuplicateKey, place(), Some(name), message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Values of every kind, with texts that look like the structure of JSON.
    fn values() -> impl Strategy<Value = Value> {
        let text = "[\\[\\]{},:\"\\\\ \n\u{e9}\u{1f600}a]{0,6}";
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i32>().prop_map(Value::from),
            (-1e9..1e9).prop_map(|number: f64| Value::from(number)),
            text.prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 4, move |inner| {
            let members = prop::collection::vec((text, inner.clone()), 0..4);
            prop_oneof![
                prop::collection::vec(inner, 0..4).prop_map(Value::from),
                members.prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn the_parts_are_those_that_serde_json_reads(
            all in prop::collection::vec(values(), 0..6),
            pretty: bool,
        ) {
            let array = Value::from(all);
            let text = if pretty { format!("{array:#}") } else { array.to_string() };
            let read: Vec<Value> = parts(&text).into_iter().map(value).collect();
            prop_assert_eq!(&Value::from(read), &array);
            let object = serde_json::json!({"a": array.clone(), "b\"": 1, "": array});
            let text = if pretty { format!("{object:#}") } else { object.to_string() };
            let members = Members::of(&text).0.into_iter();
            let read = members.map(|(name, part)| (name, value(part))).collect();
            prop_assert_eq!(Value::Object(read), object);
        }
    }

    #[test]
    fn the_parts_of_arrays_and_objects_are_found() {
        assert_eq!(parts("[ ]"), [""; 0]);
        assert_eq!(
            parts("[1, \"]\\\",\" ,[2,{}],{\"a\":[3]} ]"),
            ["1", "\"]\\\",\"", "[2,{}]", "{\"a\":[3]}"]
        );
        assert_eq!(
            parts("{\"a\\\\\" : null,\"b\":-1e5}"),
            ["\"a\\\\\"", "null", "\"b\"", "-1e5"]
        );
    }
}
