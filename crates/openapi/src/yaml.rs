//! YAML to JSON, remembering the line and column of every node.

use std::collections::BTreeMap;

use saphyr::{LoadableYamlNode, MarkedYaml, Marker, Scalar, YamlData};
use serde_json::{Map, Number, Value};

use crate::{Pointer, Position, surrogates::Joined};

/// Positions of nodes by their pointers.
pub(crate) type Positions = BTreeMap<Pointer, Position>;

/// Nesting beyond this is an error: the document needs about 15 levels, and the conversion recurses.
const MAX_DEPTH: usize = 100;

/// Converts the one YAML document in `text`.
pub(crate) fn parse(text: &str) -> Result<(Value, Positions), (Option<Position>, String)> {
    let text = Joined::new(text);
    let mut documents = MarkedYaml::load_from_str(&text.text).map_err(|error| {
        let position = position(&text, error.marker());
        (Some(position), error.info().to_owned())
    })?;
    let (Some(root), true) = (documents.pop(), documents.is_empty()) else {
        return Err((None, "expected exactly one YAML document".to_owned()));
    };
    let mut conversion = Conversion {
        text: &text,
        positions: Positions::new(),
    };
    let value = conversion.convert(&root, Pointer::root(), 0)?;
    Ok((value, conversion.positions))
}

struct Conversion<'t> {
    text: &'t Joined<'t>,
    positions: Positions,
}

impl Conversion<'_> {
    fn convert(
        &mut self,
        node: &MarkedYaml<'_>,
        pointer: Pointer,
        depth: usize,
    ) -> Result<Value, (Option<Position>, String)> {
        let position = position(self.text, &node.span.start);
        let refuse = |why: &str| Err((Some(position), format!("{pointer}: {why}")));
        if depth > MAX_DEPTH {
            return refuse("nested too deeply");
        }
        let value = match &node.data {
            YamlData::Value(scalar) => match scalar {
                Scalar::Null => Value::Null,
                Scalar::Boolean(boolean) => Value::Bool(*boolean),
                Scalar::Integer(integer) => Value::Number((*integer).into()),
                Scalar::FloatingPoint(float) => match Number::from_f64(float.into_inner()) {
                    Some(number) => Value::Number(number),
                    None => return refuse("JSON has no such number"),
                },
                Scalar::String(string) => Value::String(string.to_string()),
            },
            YamlData::Sequence(items) => items
                .iter()
                .enumerate()
                .map(|(index, item)| self.convert(item, pointer.clone().index(index), depth + 1))
                .collect::<Result<_, _>>()?,
            YamlData::Mapping(entries) => {
                let mut object = Map::new();
                for (key, item) in entries {
                    let key = match &key.data {
                        YamlData::Value(Scalar::String(key)) => key.to_string(),
                        // Response statuses are usually written as numbers.
                        YamlData::Value(Scalar::Integer(key)) => key.to_string(),
                        _ => return refuse("a key is neither a string nor an integer"),
                    };
                    let item = self.convert(item, pointer.clone().key(&key), depth + 1)?;
                    object.insert(key, item);
                }
                Value::Object(object)
            }
            _ => return refuse("aliases and tags are not supported"),
        };
        self.positions.insert(pointer, position);
        Ok(value)
    }
}

/// Where in the original text the parser's marker is.
fn position(text: &Joined<'_>, marker: &Marker) -> Position {
    text.original(Position {
        line: marker.line(),
        column: marker.col() + 1,
    })
}
