//! Reads the schemas that have names.

use bitsight_users_openapi::{Document, DocumentError, Pointer};
use serde_json::{Map, Value};

use super::{
    names::{self, Names},
    refusal::Result,
    schemas::Schemas,
};

/// Reads `#/components/schemas`. All names are given before any schema is read, so that none depends on the order.
pub(crate) fn read(document: &Document) -> Result<Schemas<'_>> {
    let place = |key: &str| Pointer::root().keys(["components", "schemas", key]);
    let components = document.value().pointer("/components/schemas");
    let empty = Map::new();
    let components = components.and_then(Value::as_object).unwrap_or(&empty);
    let mut names = Names::new(document);
    for key in components.keys() {
        let refuse =
            |reason: String| Err::<(), DocumentError>(document.error_at(&place(key), reason));
        if names::ident(key).is_none() {
            refuse(format!(
                "schema `{key}` can't be generated: it can't name a type"
            ))?;
        }
        let name = names::type_name(key);
        if let Err(other) = names.set(&place(key), &name) {
            let other = other.steps().last().unwrap_or_default().into_owned();
            refuse(format!(
                "schema `{key}` can't be generated: it and `{other}` would both be the type `{name}`"
            ))?;
        }
    }
    let mut schemas = Schemas::new(document, names);
    for key in components.keys() {
        schemas.component(key, &place(key));
    }
    Ok(schemas)
}
