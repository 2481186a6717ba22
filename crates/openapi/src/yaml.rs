//! YAML to JSON, remembering the line and column of every node.

use std::collections::BTreeMap;

use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};
use serde_json::{Map, Number, Value};

use crate::{Pointer, Position};

/// Positions of nodes by their pointers.
pub(crate) type Positions = BTreeMap<Pointer, Position>;

/// Nesting beyond this is an error: the document needs about 15 levels, and the conversion recurses.
const MAX_DEPTH: usize = 100;

/// Converts the one YAML document in `text`.
pub(crate) fn parse(text: &str) -> Result<(Value, Positions), (Option<Position>, String)> {
    let mut documents = MarkedYaml::load_from_str(text).map_err(|error| {
        let marker = error.marker();
        let position = Position {
            line: marker.line(),
            column: marker.col() + 1,
        };
        (Some(position), error.info().to_owned())
    })?;
    let (Some(root), true) = (documents.pop(), documents.is_empty()) else {
        return Err((None, "expected exactly one YAML document".to_owned()));
    };
    let mut positions = Positions::new();
    let value = convert(&root, Pointer::root(), 0, &mut positions)?;
    Ok((value, positions))
}

fn convert(
    node: &MarkedYaml<'_>,
    pointer: Pointer,
    depth: usize,
    positions: &mut Positions,
) -> Result<Value, (Option<Position>, String)> {
    let start = node.span.start;
    let position = Position {
        line: start.line(),
        column: start.col() + 1,
    };
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
            .map(|(index, item)| convert(item, pointer.clone().index(index), depth + 1, positions))
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
                let item = convert(item, pointer.clone().key(&key), depth + 1, positions)?;
                object.insert(key, item);
            }
            Value::Object(object)
        }
        _ => return refuse("aliases and tags are not supported"),
    };
    positions.insert(pointer, position);
    Ok(value)
}
