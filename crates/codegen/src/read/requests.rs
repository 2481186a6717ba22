//! Collects what callers fill in, and refuses what can't be checked before it is sent.

use super::refusal::{Result, Subject};
use crate::model::{Field, Format, Kind, Object, Requests, Schema, Types};

/// Collects the requests of one operation.
pub(crate) struct Collector<'a> {
    pub subject: &'a Subject<'a>,
    pub types: &'a Types,
    pub requests: &'a mut Requests,
}

impl Collector<'_> {
    /// Adds an object and the objects within it.
    pub fn add(&mut self, object: &Object) -> Result<()> {
        self.object(object, &mut Vec::new())
    }

    /// Adds the request body and the objects within it.
    pub fn body(&mut self, name: &str) -> Result<()> {
        match self.types.get(name) {
            Some(body) => self.schema(&body.schema, "the body", &mut Vec::new()),
            None => Ok(()),
        }
    }

    /// Checks the schema of a parameter.
    pub fn parameter(&mut self, wire: &str, schema: &Schema) -> Result<()> {
        self.schema(schema, &format!("parameter `{wire}`"), &mut Vec::new())
    }

    /// `within` are the objects around this one.
    fn object(&mut self, object: &Object, within: &mut Vec<String>) -> Result<()> {
        if self.requests.get(&object.name).is_some() {
            return Ok(());
        }
        within.push(object.name.clone());
        let mut idents: Vec<&str> = Vec::new();
        for field in &object.fields {
            let what = match self.types.get(&object.name) {
                Some(_) => format!("property `{}.{}`", object.name, field.wire),
                None => format!("parameter `{}`", field.wire),
            };
            let ident = self.ident(field, &what)?;
            if idents.contains(&ident) {
                let reason = format!("{what} would be named `{ident}` in Rust, as another one");
                return self.subject.refuse_at(&field.schema.pointer, reason);
            }
            idents.push(ident);
            self.schema(&field.schema, &what, within)?;
        }
        within.pop();
        self.requests.add(object.clone());
        Ok(())
    }

    fn ident<'f>(&self, field: &'f Field, what: &str) -> Result<&'f str> {
        match &field.ident {
            Some(ident) => Ok(ident),
            None => {
                let reason = format!("{what} can't be named in Rust");
                self.subject.refuse_at(&field.schema.pointer, reason)
            }
        }
    }

    /// `what` is the parameter or property with this schema.
    fn schema(&mut self, schema: &Schema, what: &str, within: &mut Vec<String>) -> Result<()> {
        let resolved = self.types.resolve(schema);
        let refuse = |reason: String| {
            let reason = format!("{reason} in a request, of {what}");
            self.subject.refuse_at(&schema.pointer, reason)
        };
        match &resolved.kind {
            Kind::String {
                has_pattern: true, ..
            } => refuse("`pattern`, which isn't checked before sending,".to_owned()),
            Kind::String {
                format: Some(Format::Unknown(format)),
                ..
            }
            | Kind::OpenEnum {
                format: Some(Format::Unknown(format)),
                ..
            } => refuse(format!("the unknown format `{format}`")),
            Kind::Map(_) => refuse("an object without named properties".to_owned()),
            Kind::Any { reason } => refuse(reason.clone()),
            Kind::Array { items, .. } => self.schema(items, what, within),
            Kind::Union { alternatives, .. } => alternatives
                .iter()
                .try_for_each(|each| self.schema(each, what, within)),
            Kind::Object(object) if within.contains(&object.name) => {
                refuse(format!("`{}`, which holds itself,", object.name))
            }
            Kind::Object(object) if !object.is_strict => refuse(format!(
                "`{}` without `additionalProperties: false`, so that misspelt fields wouldn't be noticed,",
                object.name
            )),
            Kind::Object(object) if RESERVED.contains(&object.name.as_str()) => refuse(format!(
                "an object named `{}`, which names something else in the generated code,",
                object.name
            )),
            Kind::Object(object) => self.object(object, within),
            Kind::String { .. }
            | Kind::Boolean
            | Kind::Integer { .. }
            | Kind::Number
            | Kind::Named(_)
            | Kind::Timestamp
            | Kind::Enum { .. }
            | Kind::OpenEnum { .. } => Ok(()),
        }
    }
}

/// What the generated `requests.rs` uses by these names.
const RESERVED: [&str; 9] = [
    "Default", "Members", "Open", "Option", "Patch", "String", "Vec", "View", "Viewed",
];
