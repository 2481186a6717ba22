//! Checks that an operation with `x-paginated` returns pages of the form that the generated code reads.

use super::refusal::{Result, Subject};
use crate::model::{Field, Kind, Object, Schema, Success, Types};

/// Returns the type of an entry.
pub(crate) fn read(
    subject: &Subject<'_>,
    types: &Types,
    success: &Success,
    query: &[Field],
) -> Result<String> {
    for name in ["limit", "offset"] {
        let parameter = query.iter().find(|field| field.wire == name);
        let is_integer = parameter
            .is_some_and(|field| matches!(types.resolve(&field.schema).kind, Kind::Integer { .. }));
        if !is_integer {
            let reason = format!("`x-paginated` needs an integer query parameter `{name}`");
            return subject.refuse(reason);
        }
    }
    let Success::Body {
        name,
        may_be_empty: false,
    } = success
    else {
        return subject.refuse("`x-paginated` needs a success that always has a body");
    };
    let Some(page) = types.get(name) else {
        return subject.refuse("`x-paginated` needs a success with a body");
    };
    let reading = Reading { subject, types };
    let page = reading.object(&page.schema, "a page")?;
    let count = reading.required(page, "count")?;
    reading.expect(
        count,
        "an integer",
        matches!(reading.kind(count), Kind::Integer { .. }),
    )?;

    let links = reading.required(page, "links")?;
    let links_object = reading.object(links, "`links`")?;
    let Some(next) = links_object
        .fields
        .iter()
        .find(|field| field.wire == "next")
    else {
        return reading.missing(links_object, "next");
    };
    reading.expect(
        &next.schema,
        "a string, and nullable or optional: the last page has none",
        matches!(reading.kind(&next.schema), Kind::String { .. })
            && (!next.required || types.is_nullable(&next.schema)),
    )?;

    let results = reading.required(page, "results")?;
    let Kind::Array { items, .. } = reading.kind(results) else {
        return subject.refuse_at(
            &results.pointer,
            "`x-paginated` needs `results` to be a list",
        );
    };
    let entry = reading.object(items, "an entry of `results`")?;
    // The stream tells entries apart by their guids: an entry that moves to another page is returned once.
    let guid = reading.required(entry, "guid")?;
    reading.expect(
        guid,
        "a string",
        matches!(reading.kind(guid), Kind::String { .. }),
    )?;
    Ok(entry.name.clone())
}

struct Reading<'a> {
    subject: &'a Subject<'a>,
    types: &'a Types,
}

impl<'a> Reading<'a> {
    fn kind(&self, schema: &'a Schema) -> &'a Kind {
        &self.types.resolve(schema).kind
    }

    fn object(&self, schema: &'a Schema, what: &str) -> Result<&'a Object> {
        match self.kind(schema) {
            Kind::Object(object) => Ok(object),
            _ => {
                let reason = format!("`x-paginated` needs {what} to be an object with properties");
                self.subject.refuse_at(&schema.pointer, reason)
            }
        }
    }

    /// The schema of a property that is always there, and never null.
    fn required(&self, object: &'a Object, name: &str) -> Result<&'a Schema> {
        let field = object.fields.iter().find(|field| field.wire == name);
        let Some(field) = field else {
            return self.missing(object, name);
        };
        if !field.required || self.types.is_nullable(&field.schema) {
            let reason = format!(
                "`x-paginated` needs `{}.{name}` to be required and not nullable",
                object.name
            );
            return self.subject.refuse_at(&field.schema.pointer, reason);
        }
        Ok(&field.schema)
    }

    fn missing<T>(&self, object: &Object, name: &str) -> Result<T> {
        let reason = format!("`x-paginated` needs `{}` to have `{name}`", object.name);
        match self.types.get(&object.name) {
            Some(each) => self.subject.refuse_at(&each.schema.pointer, reason),
            None => self.subject.refuse(reason),
        }
    }

    fn expect(&self, schema: &Schema, what: &str, is_so: bool) -> Result<()> {
        if is_so {
            return Ok(());
        }
        let name = schema
            .pointer
            .steps()
            .last()
            .unwrap_or_default()
            .into_owned();
        let reason = format!("`x-paginated` needs `{name}` to be {what}");
        self.subject.refuse_at(&schema.pointer, reason)
    }
}
