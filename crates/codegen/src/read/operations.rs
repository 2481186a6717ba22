//! Reads the operations of the document, and with them everything else.

use std::collections::BTreeMap;

use bitsight_users_openapi::{Document, Pointer};
use heck::ToUpperCamelCase;
use serde_json::{Map, Value};

use super::{
    components, names, pages, parameters, references,
    refusal::{Result, Subject},
    requests::Collector,
    responses,
    schemas::Schemas,
    successes,
};
use crate::model::{Api, Kind, Object, Operation, Requests, Retry};

/// Reads a document.
///
/// # Errors
/// When a part of it can't be generated from.
pub(crate) fn read(document: &Document) -> Result<Api> {
    references::check(document)?;
    let mut reader = Reader {
        document,
        schemas: components::read(document)?,
        requests: Requests::default(),
        ids: BTreeMap::new(),
    };
    let mut operations = Vec::new();
    let empty = Map::new();
    let paths = document.value().get("paths").and_then(Value::as_object);
    for (path, item) in paths.unwrap_or(&empty) {
        for (method, node) in item.as_object().unwrap_or(&empty) {
            const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];
            if METHODS.contains(&method.as_str()) {
                operations.push(reader.operation(path, method, node)?);
            }
        }
    }
    let api = Api {
        operations,
        types: reader.schemas.types,
        requests: reader.requests,
    };
    responses::check(document, &api)?;
    Ok(api)
}

/// What was read so far.
struct Reader<'a> {
    document: &'a Document,
    schemas: Schemas<'a>,
    requests: Requests,
    /// The ids of operations in Rust and in the document.
    ids: BTreeMap<String, String>,
}

impl Reader<'_> {
    fn operation(&mut self, path: &str, method: &str, node: &Value) -> Result<Operation> {
        let mut subject = Subject {
            document: self.document,
            operation: format!("{} {path}", method.to_uppercase()),
            pointer: Pointer::root().keys(["paths", path, method]),
        };
        let Some(documented_id) = node.get("operationId").and_then(Value::as_str) else {
            return subject.refuse("it has no `operationId`");
        };
        subject.operation = documented_id.to_owned();
        let (subject, schemas) = (&subject, &mut self.schemas);
        let (Some(id), Some(ident)) = (names::snake(documented_id), names::ident(documented_id))
        else {
            return subject.refuse("its `operationId` can't be named in Rust");
        };
        if let Some(other) = self.ids.insert(id.clone(), documented_id.to_owned()) {
            let reason = format!("another operation has the `operationId` `{other}`");
            return subject.refuse(reason);
        }
        if RESERVED.contains(&id.as_str()) {
            return subject
                .refuse("the client has a method of its own with the name of its `operationId`");
        }
        let retry = match node.get("x-retry").and_then(Value::as_str) {
            Some("safe") => Retry::Safe,
            Some("idempotent") => Retry::Idempotent,
            Some("once") => Retry::Once,
            Some("lookup") => Retry::Lookup,
            // Whether an operation may be repeated is a decision, so there is no default.
            _ => {
                return subject
                    .refuse("`x-retry` must be `safe`, `idempotent`, `once` or `lookup`");
            }
        };

        let parameters = parameters::read(subject, schemas, path)?;
        let body = body(subject, schemas, node)?;
        if retry == Retry::Lookup && body.is_none() {
            return subject.refuse("`x-retry: lookup` needs a request body to look for");
        }
        let (success, statuses) = successes::read(subject, schemas)?;
        let is_paginated = node.get("x-paginated") == Some(&Value::Bool(true));
        let paginated = match is_paginated {
            true => Some(pages::read(
                subject,
                &schemas.types,
                &success,
                &parameters.query,
            )?),
            false => None,
        };

        let mut found = Collector {
            subject,
            types: &schemas.types,
            requests: &mut self.requests,
        };
        for field in &parameters.path {
            found.parameter(&field.wire, &field.schema)?;
        }
        let name = format!("{}Query", id.to_upper_camel_case());
        let query = (!parameters.query.is_empty()).then(|| Object {
            name,
            docs: format!("The query parameters of [`Client::{ident}`](crate::Client::{ident})."),
            min_properties: 0,
            refused: Vec::new(),
            is_strict: true,
            is_plain: true,
            fields: parameters.query,
        });
        if let Some(query) = &query {
            let place = subject.pointer.clone().key("parameters");
            if schemas.names.set(&place, &query.name).is_err() {
                let reason = format!("a schema has the name of its parameters, `{}`", query.name);
                return subject.refuse(reason);
            }
            found.add(query)?;
        }
        if let Some(body) = &body {
            found.body(body)?;
        }
        Ok(Operation {
            id,
            ident,
            documented_id: documented_id.to_owned(),
            pointer: subject.pointer.clone(),
            method: method.to_uppercase(),
            path: path.to_owned(),
            docs: docs(node),
            tag: text(node, "/tags/0").map(str::to_owned),
            summary: text(node, "/summary").unwrap_or_default().to_owned(),
            command: text(node, "/x-command").map(str::to_owned),
            retry,
            paginated,
            path_parameters: parameters.path,
            query: query.map(|query| query.name),
            body,
            success,
            statuses,
        })
    }
}

/// Names of methods that the clients have by themselves, in Rust or in JavaScript.
const RESERVED: [&str; 7] = [
    "builder",
    "call",
    "constructor",
    "from_env",
    "new",
    "pages",
    "request",
];

/// The name of the object that is the request body, if there is a body.
fn body(subject: &Subject<'_>, schemas: &mut Schemas<'_>, node: &Value) -> Result<Option<String>> {
    if node.get("requestBody").is_none() {
        return Ok(None);
    }
    let place = subject.pointer.clone().key("requestBody");
    let place = subject.document.target(place);
    let schema = place
        .clone()
        .keys(["content", "application/json", "schema"]);
    if subject.document.value().pointer(&schema).is_none() {
        return subject.refuse_at(&place, "its request body isn't `application/json`");
    }
    let schema = schemas.read(&schema);
    match &schemas.types.resolve(&schema).kind {
        Kind::Object(object) => Ok(Some(object.name.clone())),
        _ => subject.refuse_at(
            &schema.pointer,
            "its request body isn't an object with properties",
        ),
    }
}

/// The text at a place below an operation.
fn text<'a>(operation: &'a Value, place: &str) -> Option<&'a str> {
    operation
        .pointer(place)
        .and_then(Value::as_str)
        .map(str::trim)
}

fn docs(operation: &Value) -> String {
    let documented_in = text(operation, "/x-documented-in")
        .map(|title| format!("Documented by Bitsight in \"{title}\"."));
    let seen_in = text(operation, "/x-seen-in")
        .map(|title| format!("Not documented by Bitsight; seen in the {title}."));
    let parts = [
        text(operation, "/summary"),
        text(operation, "/description"),
        documented_in.as_deref(),
        seen_in.as_deref(),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("\n\n")
}
