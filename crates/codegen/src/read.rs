//! Reads the document's operations into the model, or says which of them can't be generated, and why.

use std::{cell::RefCell, collections::BTreeSet};

use bitsight_users_openapi::{Document, DocumentError, Pointer};
use heck::{ToSnakeCase, ToUpperCamelCase};
use serde_json::{Map, Value};

use crate::{
    model::{Api, Field, Object, Operation, Retry, Shape, Success},
    references,
    shapes::{is_name, open_enum, schema_name, shape, text},
};

pub(crate) type Result<T> = std::result::Result<T, DocumentError>;

impl Api {
    pub fn read(document: &Document) -> Result<Self> {
        references::check(document)?;
        let mut api = Self::default();
        let mut ids = BTreeSet::new();
        let empty = Map::new();
        let schemas = document
            .value()
            .pointer("/components/schemas")
            .and_then(Value::as_object);
        for name in schemas.unwrap_or(&empty).keys() {
            if !is_name(name) {
                let pointer = Pointer::root().keys(["components", "schemas", name]);
                return Err(document.error_at(&pointer, format!("`{name}` can't name a type")));
            }
        }
        api.open_enums = schemas
            .unwrap_or(&empty)
            .values()
            .filter_map(|schema| open_enum(document, schema.get("anyOf")?.as_array()?))
            .collect();
        api.open_enums.sort();
        api.open_enums.dedup();
        let paths = document
            .value()
            .get("paths")
            .and_then(Value::as_object)
            .unwrap_or(&empty);
        for (path, item) in paths {
            for (method, operation) in item.as_object().unwrap_or(&empty) {
                const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];
                if METHODS.contains(&method.as_str()) {
                    let at = Reader {
                        document,
                        pointer: Pointer::root().keys(["paths", path, method]),
                        within: RefCell::default(),
                    };
                    let operation = read_operation(&mut api, &at, path, method, operation, item)?;
                    if !ids.insert(operation.id.clone()) {
                        let reason = "another operation has the same `operationId`";
                        return at.fail(&operation.id, reason);
                    }
                    api.operations.push(operation);
                }
            }
        }
        Ok(api)
    }
}

/// The document, and the operation that is being read, for messages.
pub(crate) struct Reader<'a> {
    pub document: &'a Document,
    pub pointer: Pointer,
    /// The schemas of requests that are being read, one within the other.
    pub within: RefCell<Vec<String>>,
}

impl Reader<'_> {
    pub fn fail<T>(&self, operation: &str, reason: impl std::fmt::Display) -> Result<T> {
        let message = format!("operation `{operation}` can't be generated: {reason}");
        Err(self.document.error_at(&self.pointer, message))
    }
}

fn read_operation(
    api: &mut Api,
    at: &Reader<'_>,
    path: &str,
    method: &str,
    operation: &Value,
    item: &Value,
) -> Result<Operation> {
    let label = format!("{} {path}", method.to_uppercase());
    let Some(id) = operation.get("operationId").and_then(Value::as_str) else {
        return at.fail(&label, "it has no `operationId`");
    };
    if id != id.to_snake_case() || !is_name(id) {
        return at.fail(id, "`operationId` must be in snake_case");
    }

    let retry = match operation.get("x-retry").and_then(Value::as_str) {
        Some("safe") => Retry::Safe,
        Some("idempotent") => Retry::Idempotent,
        Some("once") => Retry::Once,
        Some("lookup") => Retry::Lookup,
        // Whether an operation may be repeated is a decision, so there is no default.
        _ => {
            return at.fail(
                id,
                "`x-retry` must be `safe`, `idempotent`, `once` or `lookup`",
            );
        }
    };

    let mut path_parameters = Vec::new();
    let mut query_fields = Vec::new();
    for parameter in [item, operation]
        .iter()
        .filter_map(|node| node.get("parameters").and_then(Value::as_array))
        .flatten()
    {
        let parameter = at.document.resolve(parameter);
        let wire = parameter
            .get("name")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let Some(schema) = parameter.get("schema") else {
            return at.fail(id, format!("parameter `{wire}` has no `schema`"));
        };
        let shape = shape(api, at, id, schema).map_err(|error| {
            at.document.error_at(
                &at.pointer,
                format!("{}, of parameter `{wire}`", error.message),
            )
        })?;
        let field = Field {
            wire: wire.to_owned(),
            name: wire.replace('.', "_").to_snake_case(),
            docs: text(parameter, "description"),
            required: parameter.get("required") == Some(&Value::Bool(true)),
            nullable: false,
            shape,
        };
        if !is_name(&field.name) {
            return at.fail(id, format!("parameter `{wire}` can't be named in Rust"));
        }
        match parameter.get("in").and_then(Value::as_str) {
            Some("path") if matches!(field.shape, Shape::String { .. }) => {
                path_parameters.push(field);
            }
            Some("path") => return at.fail(id, format!("path parameter `{wire}` isn't a string")),
            Some("query") => query_fields.push(query_field(at, id, field, parameter)?),
            other => {
                let place = other.unwrap_or("nothing");
                return at.fail(
                    id,
                    format!("parameter `{wire}` is in `{place}`, not path or query"),
                );
            }
        }
    }
    // Progenitor takes path parameters in the order of the path.
    path_parameters.sort_by_key(|field| path.find(&format!("{{{}}}", field.wire)));

    let query_names: Vec<_> = query_fields
        .iter()
        .map(|field| (field.wire.clone(), field.name.clone()))
        .collect();
    let query = (!query_fields.is_empty()).then(|| {
        let name = format!("{}Query", id.to_upper_camel_case());
        api.add(Object {
            name: name.clone(),
            docs: format!("What [`Client::{id}`](crate::Client::{id}) filters by and returns."),
            min_properties: 0,
            fields: query_fields,
        });
        name
    });

    let body = match operation.pointer("/requestBody") {
        None => None,
        Some(body) => Some(read_body(api, at, id, at.document.resolve(body))?),
    };
    if retry == Retry::Lookup && body.is_none() {
        return at.fail(id, "`x-retry: lookup` needs a request body to look for");
    }

    let success = read_success(at, id, operation)?;
    let paginated = match operation.get("x-paginated") {
        Some(Value::Bool(true)) => Some(read_page(at, id, &success, &query_names)?),
        _ => None,
    };

    Ok(Operation {
        id: id.to_owned(),
        method: method.to_uppercase(),
        path: path.to_owned(),
        docs: operation_docs(operation),
        retry,
        paginated,
        path_parameters,
        query,
        query_names,
        body,
        success,
    })
}

/// Lists travel comma-separated; an empty one would silently select everything.
fn query_field(at: &Reader<'_>, id: &str, mut field: Field, parameter: &Value) -> Result<Field> {
    if let Shape::Array { min, .. } = &mut field.shape {
        if parameter.get("explode") != Some(&Value::Bool(false)) {
            let wire = &field.wire;
            return at.fail(
                id,
                format!("list `{wire}` must have `explode: false` (comma-separated)"),
            );
        }
        *min = (*min).max(1);
    }
    Ok(field)
}

fn read_body(api: &mut Api, at: &Reader<'_>, id: &str, body: &Value) -> Result<String> {
    let Some(schema) = body.pointer("/content/application~1json/schema") else {
        return at.fail(id, "its request body isn't `application/json`");
    };
    match shape(api, at, id, schema)? {
        Shape::Object { name } => Ok(name),
        _ => at.fail(
            id,
            "its request body isn't an object schema under `#/components/schemas`",
        ),
    }
}

fn read_success(at: &Reader<'_>, id: &str, operation: &Value) -> Result<Success> {
    let empty = Map::new();
    let responses = operation
        .get("responses")
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    let mut bodies = Vec::new();
    let mut may_be_empty = false;
    for (_, response) in responses
        .iter()
        .filter(|(status, _)| status.starts_with('2'))
    {
        let response = at.document.resolve(response);
        may_be_empty |= response.get("x-may-be-empty") == Some(&Value::Bool(true));
        let schema = match response.get("content").and_then(Value::as_object) {
            None => None,
            Some(content) => {
                let schema = content
                    .get("application/json")
                    .and_then(|media| media.pointer("/schema/$ref"))
                    .and_then(Value::as_str)
                    .and_then(schema_name);
                let Some(schema) = schema else {
                    let reason = "a success body must be `application/json` with a `$ref` into `#/components/schemas`";
                    return at.fail(id, reason);
                };
                Some(schema.to_owned())
            }
        };
        bodies.push(schema);
    }
    let Some(first) = bodies.first() else {
        return at.fail(id, "it documents no success status (2xx)");
    };
    if bodies.iter().any(|body| body != first) {
        return at.fail(id, "its success statuses have different bodies");
    }
    Ok(match first {
        None => Success::Nothing,
        Some(schema) => Success::Body {
            schema: schema.clone(),
            may_be_empty,
        },
    })
}

/// The schema of the entries of a page, which must have the shape that `pagination` knows.
fn read_page(
    at: &Reader<'_>,
    id: &str,
    success: &Success,
    query: &[(String, String)],
) -> Result<String> {
    let Success::Body {
        schema,
        may_be_empty: false,
    } = success
    else {
        return at.fail(id, "`x-paginated` needs a success with a body");
    };
    if !["limit", "offset"]
        .iter()
        .all(|name| query.iter().any(|(wire, _)| wire == name))
    {
        return at.fail(
            id,
            "`x-paginated` needs the query parameters `limit` and `offset`",
        );
    }
    let page = format!("/components/schemas/{schema}/properties");
    let property = |name: &str| at.document.get(&format!("{page}/{name}"));
    let item = property("results").and_then(|results| results.pointer("/items/$ref")?.as_str());
    let item = item.and_then(schema_name);
    let next = property("links").and_then(|links| links.pointer("/properties/next"));
    match (item, next, property("count")) {
        (Some(item), Some(_), Some(_)) => Ok(item.to_owned()),
        _ => {
            let reason = format!(
                "`x-paginated` needs `{schema}` to have `links.next`, `count`, and `results` of a named schema"
            );
            at.fail(id, reason)
        }
    }
}

fn operation_docs(operation: &Value) -> String {
    let mut docs = text(operation, "summary");
    for part in [text(operation, "description"), documented_in(operation)] {
        if !part.is_empty() {
            docs.push_str("\n\n");
            docs.push_str(&part);
        }
    }
    docs
}

fn documented_in(operation: &Value) -> String {
    match text(operation, "x-documented-in") {
        title if title.is_empty() => String::new(),
        title => format!("Documented by Bitsight in \"{title}\"."),
    }
}
