//! Refuses responses whose types could not be read, or would not compile.

use std::collections::BTreeSet;

use bitsight_users_openapi::Document;

use super::refusal::{Result, Subject};
use crate::model::{Api, Kind, Object, Success, Type};

/// Checks the types that successes are made of.
pub(crate) fn check(document: &Document, api: &Api) -> Result<()> {
    let mut checked = BTreeSet::new();
    for operation in &api.operations {
        let Success::Body { name, .. } = &operation.success else {
            continue;
        };
        let subject = Subject {
            document,
            operation: operation.documented_id.clone(),
            pointer: operation.pointer.clone(),
        };
        for name in api.types.closure([name.as_str()]) {
            if !checked.insert(name) {
                continue;
            }
            let Some(each) = api.types.get(name) else {
                continue;
            };
            // As a request it has to refuse unknown properties, and in a response to keep them.
            if api.requests.get(name).is_some() {
                let reason = format!("its response holds `{name}`, which is part of a request");
                return subject.refuse_at(&each.schema.pointer, reason);
            }
            if let Kind::Object(object) = &each.schema.kind {
                properties(&subject, each, object)?;
            }
        }
    }
    Ok(())
}

/// Progenitor makes a field of each property, without a look at whether their names stay different.
fn properties(subject: &Subject<'_>, each: &Type, object: &Object) -> Result<()> {
    // Keeps the properties that the document doesn't know.
    let mut idents = BTreeSet::from(["extra"]);
    for field in &object.fields {
        let Some(ident) = &field.ident else { continue };
        if !idents.insert(ident) {
            let reason = format!(
                "property `{}.{}` would be the field `{ident}` in Rust, which there is already",
                each.name, field.wire
            );
            return subject.refuse_at(&field.schema.pointer, reason);
        }
    }
    Ok(())
}
