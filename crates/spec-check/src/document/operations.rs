//! The operations of the document, with the schemas that the comparisons look at.

use bitsight_users_openapi::{Document, Pointer};
use serde_json::Value;

use crate::document::schema::Schema;

/// The methods that a path of an OpenAPI document can have.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// One operation of the document.
pub(crate) struct Operation<'a> {
    pub(crate) id: String,
    /// Upper case, as HTTP writes it.
    pub(crate) method: String,
    pub(crate) path: &'a str,
    /// Where it stands.
    pub(crate) pointer: String,
    pub(crate) node: &'a Value,
    pub(crate) parameters: Vec<Parameter<'a>>,
    pub(crate) request: Option<Schema<'a>>,
    /// The schemas of its success statuses, without repetition.
    pub(crate) responses: Vec<Schema<'a>>,
    /// The first success status.
    pub(crate) status: Option<u16>,
    /// The media types that carry an example: request or response, and where it stands.
    pub(crate) media: Vec<(&'static str, String)>,
}

/// A path, query or header parameter.
pub(crate) struct Parameter<'a> {
    pub(crate) name: &'a str,
    pub(crate) place: &'a str,
    pub(crate) required: bool,
    /// Where it stands.
    pub(crate) pointer: String,
    pub(crate) schema: Schema<'a>,
}

/// Every operation, in the order of the document.
pub(crate) fn all(document: &Document) -> Vec<Operation<'_>> {
    let Some(Value::Object(paths)) = document.value().get("paths") else {
        return Vec::new();
    };
    let mut operations = Vec::new();
    for (path, item) in paths {
        for method in METHODS {
            if let Some(node) = item.get(method) {
                let pointer = Pointer::root().keys(["paths", path, method]).to_string();
                operations.push(operation(document, path, method, pointer, node));
            }
        }
    }
    operations
}

fn operation<'a>(
    document: &'a Document,
    path: &'a str,
    method: &str,
    pointer: String,
    node: &'a Value,
) -> Operation<'a> {
    let method = method.to_uppercase();
    // An operation without an id can't be generated; here it still has to be reported as something.
    let id = match node.get("operationId").and_then(Value::as_str) {
        Some(id) => id.to_owned(),
        None => format!("{method} {path}"),
    };
    let mut media = Vec::new();
    let body = format!("{pointer}/requestBody");
    let request = json_content(document, &body).and_then(|content| {
        media.push(("request", content.clone()));
        Schema::at(document, &format!("{content}/schema"))
    });
    let mut responses: Vec<Schema<'a>> = Vec::new();
    let mut status = None;
    if let Some(Value::Object(declared)) = node.get("responses") {
        for code in declared.keys().filter(|code| code.starts_with('2')) {
            // `2XX` is a range, of which the lowest number is taken.
            let number = code.to_lowercase().replace('x', "0").parse().ok();
            status = status.or(number);
            let response = format!("{pointer}/responses/{code}");
            let Some(content) = json_content(document, &response) else {
                continue;
            };
            let schema = Schema::at(document, &format!("{content}/schema"));
            media.push(("response", content));
            if let Some(schema) = schema
                && !responses
                    .iter()
                    .any(|other| other.pointer() == schema.pointer())
            {
                responses.push(schema);
            }
        }
    }
    let parameters = parameters(document, path, &pointer);
    Operation {
        id,
        method,
        path,
        pointer,
        node,
        parameters,
        request,
        responses,
        status,
        media,
    }
}

/// The parameters of the path and of the operation; the operation's win.
fn parameters<'a>(document: &'a Document, path: &str, operation: &str) -> Vec<Parameter<'a>> {
    let mut parameters: Vec<Parameter<'a>> = Vec::new();
    for list in [
        Pointer::root().keys(["paths", path, "parameters"]),
        Pointer::from(operation).key("parameters"),
    ] {
        let count = document
            .value()
            .pointer(&list)
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        for index in 0..count {
            let pointer = document.target(list.clone().index(index)).to_string();
            let Some(node) = document.value().pointer(&pointer) else {
                continue;
            };
            let text = |key| node.get(key).and_then(Value::as_str);
            let (Some(name), Some(place)) = (text("name"), text("in")) else {
                continue;
            };
            let Some(schema) = Schema::at(document, &format!("{pointer}/schema")) else {
                continue;
            };
            let required = node.get("required") == Some(&Value::Bool(true));
            parameters.retain(|other| (other.name, other.place) != (name, place));
            parameters.push(Parameter {
                name,
                place,
                required,
                pointer,
                schema,
            });
        }
    }
    parameters
}

/// Where the JSON content of a request body or a response stands.
fn json_content(document: &Document, pointer: &str) -> Option<String> {
    let content = document
        .target(Pointer::from(pointer))
        .keys(["content", "application/json"]);
    document
        .value()
        .pointer(&content)
        .map(|_| content.to_string())
}
