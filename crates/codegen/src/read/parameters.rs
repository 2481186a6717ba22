//! Reads the parameters of an operation.

use bitsight_users_openapi::Pointer;
use serde_json::Value;

use super::{
    names,
    refusal::{Result, Subject},
    schemas::Schemas,
};
use crate::model::{Field, Kind, Types};

/// The parameters of an operation, by where they are sent.
#[derive(Default)]
pub(crate) struct Parameters {
    pub path: Vec<Field>,
    pub query: Vec<Field>,
}

/// Reads the parameters that a path item and its operation list.
pub(crate) fn read(
    subject: &Subject<'_>,
    schemas: &mut Schemas<'_>,
    path: &str,
) -> Result<Parameters> {
    let mut parameters = Parameters::default();
    let item = subject.pointer.parent().unwrap_or_default();
    for list in [item, subject.pointer.clone()] {
        let list = list.key("parameters");
        let count = subject.document.value().pointer(&list);
        let count = count.and_then(Value::as_array).map_or(0, Vec::len);
        for index in 0..count {
            let place = subject.document.target(list.clone().index(index));
            parameter(subject, schemas, path, &place, &mut parameters)?;
        }
    }
    // Progenitor takes path parameters in the order of the path.
    parameters
        .path
        .sort_by_key(|field| path.find(&format!("{{{}}}", field.wire)));
    Ok(parameters)
}

fn parameter(
    subject: &Subject<'_>,
    schemas: &mut Schemas<'_>,
    path: &str,
    place: &Pointer,
    parameters: &mut Parameters,
) -> Result<()> {
    let node = subject.document.value().pointer(place);
    let text = |key: &str| node.and_then(|node| node.get(key)?.as_str());
    let flag = |key: &str| node.and_then(|node| node.get(key)?.as_bool());
    let wire = text("name").unwrap_or_default();
    let refuse = |reason: String| subject.refuse_at(place, reason);
    if node.is_none_or(|node| node.get("schema").is_none()) {
        return refuse(format!("parameter `{wire}` has no `schema`"));
    }
    let (Some(name), Some(mut ident)) = (names::snake(wire), names::ident(wire)) else {
        return refuse(format!("parameter `{wire}` can't be named in Rust"));
    };
    let mut schema = schemas.read(&place.clone().key("schema"));
    schema.docs = text("description").unwrap_or_default().trim().to_owned();
    schema.nullable = false;
    let kind = &schemas.types.resolve(&schema).kind;
    let is_path = text("in") == Some("path");
    let list = match text("in") {
        Some("path") if !path.contains(&format!("{{{wire}}}")) => {
            return refuse(format!(
                "path parameter `{wire}` isn't in the path `{path}`"
            ));
        }
        Some("path")
            if matches!(
                kind,
                Kind::String { .. }
                    | Kind::Timestamp
                    | Kind::Enum { .. }
                    | Kind::OpenEnum { .. }
                    | Kind::Integer { .. }
            ) =>
        {
            &mut parameters.path
        }
        Some("path") => {
            let reason = format!("path parameter `{wire}` is neither a string nor an integer");
            return refuse(reason);
        }
        Some("query") => {
            query(&schemas.types, kind, flag("explode"))
                .or_else(|problem| refuse(format!("query parameter `{wire}` {problem}")))?;
            &mut parameters.query
        }
        other => {
            let place = other.unwrap_or("nothing");
            return refuse(format!(
                "parameter `{wire}` is in `{place}`, not path or query"
            ));
        }
    };
    if let Kind::Array { items, min, max } = schemas.types.resolve(&schema).kind.clone() {
        // An empty list would be written as no text, and silently select everything.
        let min = min.max(1);
        schema.kind = Kind::Array { items, min, max };
    }
    // The other parameters of the generated method.
    if is_path && ["body", "query"].contains(&ident.as_str()) {
        ident.push('_');
    }
    // The operation's parameter replaces that of its path.
    list.retain(|other| other.wire != wire);
    list.push(Field {
        wire: wire.to_owned(),
        name,
        ident: Some(ident),
        required: flag("required") == Some(true),
        schema,
    });
    Ok(())
}

/// Says what a query parameter has that can't be written in a query.
fn query(
    types: &Types,
    kind: &Kind,
    explode: Option<bool>,
) -> std::result::Result<(), &'static str> {
    match kind {
        Kind::Array { items, max, .. } => {
            if !is_scalar(types, &types.resolve(items).kind) {
                return Err("is a list of other things than scalars");
            }
            // One value is written alike with commas and with repeated keys.
            match (explode, max) {
                (Some(false), _) | (_, Some(1)) => Ok(()),
                _ => Err(
                    "is a list, which must have `explode: false` (comma-separated) or `maxItems: 1`",
                ),
            }
        }
        kind if is_scalar(types, kind) => Ok(()),
        _ => Err("is neither a scalar nor a list of scalars"),
    }
}

/// Whether a value is written as one text. What a request can't hold at all is refused later, by its own reason.
fn is_scalar(types: &Types, kind: &Kind) -> bool {
    match kind {
        Kind::Array { .. } | Kind::Map(_) | Kind::Object(_) => false,
        Kind::Union { alternatives, .. } => alternatives
            .iter()
            .all(|each| is_scalar(types, &types.resolve(each).kind)),
        _ => true,
    }
}
