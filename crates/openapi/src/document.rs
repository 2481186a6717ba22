//! The OpenAPI document: its text, its JSON form, and where each part stands in the file.

use std::{fmt, path::Path};

use openapiv3::OpenAPI;
use serde_json::Value;

use crate::{
    Pointer, Position,
    yaml::{self, Positions},
};

/// Why a document can't be used, and where.
#[derive(Clone, Debug)]
pub struct DocumentError {
    /// The file, as given to [`Document::load`].
    pub file: String,
    /// Where in the file, if that is known.
    pub position: Option<Position>,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Some(Position { line, column }) => {
                write!(f, "{}:{line}:{column}: {}", self.file, self.message)
            }
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for DocumentError {}

/// A parsed OpenAPI 3.0 document.
#[derive(Clone, Debug)]
pub struct Document {
    file: String,
    text: String,
    value: Value,
    positions: Positions,
    openapi: OpenAPI,
}

impl Document {
    /// Reads and parses the file at `path`.
    ///
    /// # Errors
    /// When the file can't be read, isn't YAML, or isn't an OpenAPI 3.0 document.
    pub fn load(path: &Path) -> Result<Self, DocumentError> {
        let file = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&file, text),
            Err(error) => Err(DocumentError {
                file,
                position: None,
                message: error.to_string(),
            }),
        }
    }

    /// Parses `text`; `file` is only used in messages.
    ///
    /// # Errors
    /// When the text isn't YAML, or isn't an OpenAPI 3.0 document.
    pub fn parse(file: &str, text: impl Into<String>) -> Result<Self, DocumentError> {
        let (file, text) = (file.to_owned(), text.into());
        let (value, positions) = match yaml::parse(&text) {
            Ok(parsed) => parsed,
            Err((position, message)) => {
                return Err(DocumentError {
                    file,
                    position,
                    message,
                });
            }
        };
        let version = value
            .get("openapi")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if !version.starts_with("3.0.") {
            let position = positions.get("/openapi").copied();
            let message = format!("`openapi` must be 3.0.x, is `{version}`");
            return Err(DocumentError {
                file,
                position,
                message,
            });
        }
        match serde_json::from_value(value.clone()) {
            Ok(openapi) => Ok(Self {
                file,
                text,
                value,
                positions,
                openapi,
            }),
            Err(error) => {
                let (pointer, reason) =
                    culprit(&value).unwrap_or((Pointer::root(), error.to_string()));
                let message = format!("not a valid OpenAPI 3.0 document: {reason}, at {pointer}");
                let position = locate(&positions, &pointer);
                Err(DocumentError {
                    file,
                    position,
                    message,
                })
            }
        }
    }

    /// The file's name, as given.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The text as it was read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The document as JSON, with its keys in the order of the text.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The document as `openapiv3` reads it.
    pub fn openapi(&self) -> &OpenAPI {
        &self.openapi
    }

    /// Where the node at a JSON pointer such as `/components/schemas/User` stands, or else its
    /// nearest ancestor that exists.
    pub fn locate(&self, pointer: &str) -> Option<Position> {
        locate(&self.positions, pointer)
    }

    /// An error about the node at `pointer`.
    pub fn error_at(&self, pointer: &str, message: impl Into<String>) -> DocumentError {
        DocumentError {
            file: self.file.clone(),
            position: self.locate(pointer),
            message: message.into(),
        }
    }

    /// The node at a JSON pointer, following a `$ref` that stands there.
    pub fn get(&self, pointer: &str) -> Option<&Value> {
        self.value.pointer(pointer).map(|node| self.resolve(node))
    }

    /// The pointer itself, or where the chain of `$ref`s that begins there ends.
    pub fn target(&self, mut pointer: Pointer) -> Pointer {
        for _ in 0..MAX_REFERENCES {
            let node = self.value.pointer(&pointer);
            let reference = node.and_then(|node| node.get("$ref")?.as_str());
            match reference.and_then(Pointer::of_reference) {
                Some(next) => pointer = next,
                None => break,
            }
        }
        pointer
    }

    /// Follows `$ref`s inside the document; a node without one, or with one that leads nowhere,
    /// is returned as it is.
    pub fn resolve<'a>(&'a self, mut node: &'a Value) -> &'a Value {
        for _ in 0..MAX_REFERENCES {
            let reference = node.get("$ref").and_then(Value::as_str);
            let target = reference.and_then(Pointer::of_reference);
            match target.and_then(|target| self.value.pointer(&target)) {
                Some(next) => node = next,
                None => break,
            }
        }
        node
    }
}

/// A chain of references longer than this is a cycle.
const MAX_REFERENCES: usize = 32;

fn locate(positions: &Positions, mut pointer: &str) -> Option<Position> {
    loop {
        if let Some(position) = positions.get(pointer) {
            return Some(*position);
        }
        (pointer, _) = pointer.rsplit_once('/')?;
    }
}

/// The smallest part that can't be read by itself, with the reader's reason: the error about the
/// whole document doesn't say where it is.
fn culprit(document: &Value) -> Option<(Pointer, String)> {
    let schemas = Pointer::from("/components/schemas");
    let schemas = children(document.pointer(&schemas), &schemas);
    if let Some(found) = schemas.iter().find_map(unreadable::<openapiv3::Schema>) {
        return Some(found);
    }
    let paths = Pointer::from("/paths");
    for (path, item) in children(document.pointer(&paths), &paths) {
        for (pointer, operation) in children(Some(item), &path) {
            let parameters = pointer.clone().key("parameters");
            let parameters = children(operation.get("parameters"), &parameters);
            if let Some(found) = parameters
                .iter()
                .find_map(unreadable::<openapiv3::Parameter>)
            {
                return Some(found);
            }
            let is_operation = operation.get("responses").is_some();
            let found =
                is_operation.then(|| unreadable::<openapiv3::Operation>(&(pointer, operation)));
            if let Some(found) = found.flatten() {
                return Some(found);
            }
        }
    }
    None
}

/// The members of an object or the elements of an array, with their pointers.
fn children<'a>(node: Option<&'a Value>, at: &Pointer) -> Vec<(Pointer, &'a Value)> {
    match node {
        Some(Value::Object(object)) => object
            .iter()
            .map(|(key, value)| (at.clone().key(key), value))
            .collect(),
        Some(Value::Array(items)) => items
            .iter()
            .enumerate()
            .map(|(index, value)| (at.clone().index(index), value))
            .collect(),
        _ => Vec::new(),
    }
}

/// Why a node isn't a `T` or a reference to one, if it isn't.
fn unreadable<T: serde::de::DeserializeOwned>(
    (pointer, node): &(Pointer, &Value),
) -> Option<(Pointer, String)> {
    let error = serde_json::from_value::<openapiv3::ReferenceOr<T>>((*node).clone()).err()?;
    Some((pointer.clone(), error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        r#"{"openapi": "3.0.3", "info": {"title": "\ud83d\ude00", "version": "1"}, "paths": {}}"#;

    #[test]
    fn json_with_pairs_of_surrogates_is_read_and_located() {
        let document = Document::parse("a.json", TEXT);
        let document = document.map_err(|error| error.to_string());
        let title = document.as_ref().map(|d| d.value().pointer("/info/title"));
        assert_eq!(title, Ok(Some(&Value::from("\u{1f600}"))));
        let version = document.map(|document| document.locate("/info/version"));
        let column = TEXT.find("\"1\"").map(|index| index + 1);
        assert_eq!(
            version,
            Ok(column.map(|column| Position { line: 1, column }))
        );
    }

    #[test]
    fn a_lone_surrogate_is_refused_with_its_place() {
        let error = Document::parse("a.json", TEXT.replace("\\ude00", ""));
        let error = error
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default();
        assert!(error.starts_with("a.json:1:"), "{error}");
    }
}
