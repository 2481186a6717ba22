//! Writes the table from which the command line builds a command for each operation.

use std::collections::BTreeMap;

use bitsight_users_openapi::{Document, DocumentError};
use heck::{ToKebabCase, ToSnakeCase};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

pub(crate) use super::calls::write as calls;
use crate::model::{Api, Field, Kind, Object, Operation, Retry, Schema, Success, Types};

/// Flags that commands have by themselves. A field with such a name gets a prefix.
const TAKEN: [&str; 18] = [
    "base-url",
    "body",
    "ca-bundle",
    "clear",
    "config",
    "csv",
    "help",
    "json",
    "jsonl",
    "no-header",
    "quiet",
    "token",
    "token-file",
    "token-stdin",
    "tsv",
    "verbose",
    "version",
    "yes",
];

/// The table of the operations, and the descriptions of their groups.
pub(crate) fn table(document: &Document, api: &Api) -> Result<TokenStream, DocumentError> {
    let mut names = BTreeMap::new();
    let mut rows = Vec::new();
    for operation in &api.operations {
        let place = operation.pointer.as_str();
        let id = &operation.documented_id;
        let Some(tag) = &operation.tag else {
            let message = format!("`{id}` has no tag, which names the group of its command");
            return Err(document.error_at(place, message));
        };
        let group = tag.to_kebab_case();
        let command = command(operation, &group);
        if let Some(other) = names.insert((group.clone(), command.clone()), id) {
            let message = format!(
                "the command `{group} {command}` of `{id}` is that of `{other}` as well; set `x-command`"
            );
            return Err(document.error_at(place, message));
        }
        rows.push(row(document, api, operation, (&group, &command)));
    }
    let tags = document.get("/tags").and_then(Value::as_array);
    let groups = tags.into_iter().flatten().filter_map(|tag| {
        let name = tag.get("name")?.as_str()?.to_kebab_case();
        let docs = tag.get("description").and_then(Value::as_str);
        let docs = docs.unwrap_or_default().trim();
        Some(quote!((#name, #docs)))
    });
    Ok(quote! {
        use crate::operation::{Kind, Operation, Parameter};

        /// The operations of the document, each of which is a command.
        pub(crate) static OPERATIONS: &[Operation] = &[#(#rows),*];

        /// The groups of commands, with their descriptions.
        pub(crate) static GROUPS: &[(&str, &str)] = &[#(#groups),*];
    })
}

/// `list` for the operation `list_users` of the group `users`.
fn command(operation: &Operation, group: &str) -> String {
    if let Some(command) = &operation.command {
        return command.clone();
    }
    let group = group.to_snake_case();
    let singular = group.strip_suffix('s').unwrap_or(&group);
    let shorter = [&group, singular]
        .iter()
        .find_map(|noun| operation.id.strip_suffix(noun)?.strip_suffix('_'));
    shorter
        .filter(|shorter| !shorter.is_empty())
        .unwrap_or(&operation.id)
        .to_kebab_case()
}

fn row(
    document: &Document,
    api: &Api,
    operation: &Operation,
    (group, command): (&str, &str),
) -> TokenStream {
    let Operation {
        id,
        method,
        summary,
        docs,
        ..
    } = operation;
    let fields = |name: &Option<String>| {
        let object = name.as_deref().and_then(|name| api.requests.get(name));
        object.map_or(&[][..], |object| object.fields.as_slice())
    };
    let mut flags: Vec<String> = TAKEN.map(str::to_owned).to_vec();
    let mut parameters = |fields: &[Field], prefix: &str| -> Vec<TokenStream> {
        let parameters = fields.iter().map(|field| {
            let mut flag = flag(&api.types, field);
            if flags.contains(&flag) {
                flag = format!("{prefix}-{flag}");
            }
            flags.push(flag.clone());
            parameter(&api.types, field, &flag)
        });
        parameters.collect()
    };
    let query = parameters(fields(&operation.query), "query");
    let body = parameters(fields(&operation.body), "body");
    let path = operation
        .path_parameters
        .iter()
        .map(|field| parameter(&api.types, field, &field.name.to_kebab_case()));
    let reads = operation.retry == Retry::Safe;
    let paginated = operation.paginated.is_some();
    let (lists, columns) = result(api, operation);
    let example =
        operation
            .pointer
            .clone()
            .keys(["requestBody", "content", "application/json", "example"]);
    let example = document.get(example.as_str()).map(Value::to_string);
    let example = example.unwrap_or_default();
    quote! {
        Operation {
            id: #id, group: #group, command: #command, method: #method,
            summary: #summary, docs: #docs, reads: #reads, paginated: #paginated,
            path: &[#(#path),*], query: &[#(#query),*], body: &[#(#body),*],
            lists: &[#(#lists),*], columns: &[#(#columns),*], example: #example,
        }
    }
}

fn parameter(types: &Types, field: &Field, flag: &str) -> TokenStream {
    let (name, required) = (&field.name, field.required);
    let nullable = types.is_nullable(&field.schema);
    let docs = types.docs(&field.schema).trim().replace('\n', " ");
    let kind = kind(types, &field.schema);
    quote! {
        Parameter {
            name: #name, flag: #flag, docs: #docs, required: #required, nullable: #nullable,
            kind: #kind,
        }
    }
}

/// `role` for the array of one `roles` and for the filter `roles.slug`; otherwise the name itself.
fn flag(types: &Types, field: &Field) -> String {
    let singular = |name: &str| name.strip_suffix('s').unwrap_or(name).to_kebab_case();
    let identifier = [".slug", ".guid"]
        .iter()
        .find_map(|suffix| field.wire.strip_suffix(suffix));
    if let Some(owner) = identifier {
        return singular(owner);
    }
    match &types.resolve(&field.schema).kind {
        Kind::Array { items, .. } if matches!(types.resolve(items).kind, Kind::Object(_)) => {
            singular(&field.name)
        }
        _ => field.name.to_kebab_case(),
    }
}

/// How the values of a flag become JSON.
fn kind(types: &Types, schema: &Schema) -> TokenStream {
    match &types.resolve(schema).kind {
        Kind::String { .. } | Kind::Timestamp => quote!(Kind::Text(&[])),
        Kind::OpenEnum { known, .. } => {
            let known = known_values(types, known);
            quote!(Kind::Text(&[#(#known),*]))
        }
        Kind::Boolean => quote!(Kind::Boolean),
        Kind::Integer { .. } => quote!(Kind::Integer),
        Kind::Number => quote!(Kind::Number),
        Kind::Enum { values, .. } => quote!(Kind::Choice(&[#(#values),*])),
        Kind::Union { .. } => quote!(Kind::Scalar),
        Kind::Array { items, max, .. } => match &types.resolve(items).kind {
            Kind::Object(object) => match (object.fields.as_slice(), max) {
                ([member], Some(1)) => {
                    let (name, kind) = (&member.wire, kind(types, &member.schema));
                    quote!(Kind::One { member: #name, kind: &#kind })
                }
                ([name, value], _) => {
                    let (name, value) = (&name.wire, &value.wire);
                    quote!(Kind::Settings { name: #name, value: #value })
                }
                _ => quote!(Kind::Json),
            },
            Kind::Array { .. } | Kind::Map(_) | Kind::Any { .. } => quote!(Kind::Json),
            _ => {
                let items = kind(types, items);
                quote!(Kind::List(&#items))
            }
        },
        _ => quote!(Kind::Json),
    }
}

fn known_values<'a>(types: &'a Types, name: &str) -> &'a [String] {
    match types.get(name).map(|each| &each.schema.kind) {
        Some(Kind::Enum { values, .. }) => values,
        _ => &[],
    }
}

/// The fields of the success whose entries are the rows of a table, and the columns of the table.
fn result<'a>(api: &'a Api, operation: &'a Operation) -> (Vec<&'a str>, Vec<&'a str>) {
    let object = |schema: &'a Schema| match &api.types.resolve(schema).kind {
        Kind::Object(object) => Some(object),
        _ => None,
    };
    let named = |name: &str| api.types.get(name).map(|each| &each.schema);
    let Success::Body { name, .. } = &operation.success else {
        return (Vec::new(), Vec::new());
    };
    let name = operation.paginated.as_ref().unwrap_or(name);
    let Some(schema) = named(name) else {
        return (Vec::new(), Vec::new());
    };
    if let Kind::Array { items, .. } = &api.types.resolve(schema).kind {
        let entry = object(items);
        let columns = entry.map(|entry| columns(&api.types, entry));
        return (Vec::new(), columns.unwrap_or_default());
    }
    let Some(whole) = object(schema) else {
        return (Vec::new(), Vec::new());
    };
    // An object with an identity is one row; another one may only hold lists.
    let is_resource = whole.fields.iter().any(|field| field.wire == "guid");
    let lists = whole.fields.iter().filter_map(|field| {
        let Kind::Array { items, .. } = &api.types.resolve(&field.schema).kind else {
            return None;
        };
        Some((field.wire.as_str(), object(items)?))
    });
    let lists: Vec<_> = lists.filter(|_| !is_resource).collect();
    match lists.first() {
        Some((_, entry)) => (
            lists.iter().map(|(name, _)| *name).collect(),
            columns(&api.types, entry),
        ),
        None => (Vec::new(), columns(&api.types, whole)),
    }
}

/// The fields of an entry: those that identify it first, and those that are read least last.
fn columns<'a>(types: &'a Types, object: &'a Object) -> Vec<&'a str> {
    let rank = |field: &&Field| match types.resolve(&field.schema).kind {
        _ if field.required => 0,
        Kind::Timestamp => 3,
        Kind::Boolean => 2,
        _ => 1,
    };
    let mut fields: Vec<&Field> = object.fields.iter().collect();
    fields.sort_by_key(rank);
    fields.iter().map(|field| field.wire.as_str()).collect()
}
