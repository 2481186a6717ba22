//! Writes what responses must be like: tables for Rust, and the same as predicates for JavaScript.
//!
//! Only types are looked at, and not the values of enums, since there may be more of them.

use std::collections::BTreeSet;

use heck::{ToShoutySnakeCase, ToUpperCamelCase};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use crate::{
    Document,
    model::{Api, Success},
    shapes::open_enum,
};

/// An object that a success can hold.
struct Object {
    name: String,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    required: bool,
    nullable: bool,
    kind: Kind,
}

enum Kind {
    String,
    Boolean,
    Integer,
    Array(Box<Kind>),
    Object(String),
    OneOf(Vec<Kind>),
    Any,
}

/// The tables, as Rust.
pub(crate) fn tables(document: &Document, api: &Api) -> TokenStream {
    let tables = objects(document, api).into_iter().map(|object| {
        let (name, docs) = (
            constant(&object.name),
            format!("What a `{}` must be like.", object.name),
        );
        let fields = object.fields.iter().map(|field| {
            let Field {
                name,
                required,
                nullable,
                kind,
            } = field;
            let kind = tokens(kind);
            quote!(Field { name: #name, required: #required, nullable: #nullable, kind: #kind })
        });
        quote! {
            #[doc = #docs]
            pub(crate) static #name: Object = Object { min_fields: 0, fields: &[#(#fields),*] };
        }
    });
    quote! {
        use crate::rules::{Field, Kind, Object};

        #(#tables)*
    }
}

/// The predicates, as TypeScript.
pub(crate) fn predicates(document: &Document, api: &Api) -> String {
    let mut text = String::from(PRELUDE);
    for object in objects(document, api) {
        text.push_str(&format!(
            "\nconst {} = (value: Json): boolean =>\n  object(value)",
            predicate(&object.name)
        ));
        for field in &object.fields {
            let place = format!("value[{:?}]", field.name);
            let is = expression(&field.kind, &place);
            let is = match (field.required, field.nullable) {
                (true, false) => is,
                (true, true) => format!("({place} === null || {is})"),
                // What isn't there is `undefined`.
                (false, _) => format!("({place} == null || {is})"),
            };
            text.push_str(&format!(" &&\n  {is}"));
        }
        text.push_str(";\n");
    }
    text.push_str(
        "\n/** Whether a success of an operation is as documented. */\n\
         export const answers: Partial<Record<string, (value: unknown) => boolean>> = {\n",
    );
    for operation in &api.operations {
        if let Success::Body { schema, .. } = &operation.success {
            text.push_str(&format!("  {}: {},\n", operation.id, predicate(schema)));
        }
    }
    text.push_str("};\n");
    text
}

const PRELUDE: &str = "\
// What `JSON.parse` returned.
type Json = any;

const string = (value: Json): boolean => typeof value === \"string\";
const boolean = (value: Json): boolean => typeof value === \"boolean\";
const integer = (value: Json): boolean => Number.isSafeInteger(value);
const list = (value: Json, is: (item: Json) => boolean): boolean => Array.isArray(value) && value.every((item) => is(item));
const object = (value: Json): boolean => typeof value === \"object\" && value !== null && !Array.isArray(value);
";

/// All objects that a success can hold, by name.
fn objects(document: &Document, api: &Api) -> Vec<Object> {
    let mut names = BTreeSet::new();
    for operation in &api.operations {
        if let Success::Body { schema, .. } = &operation.success {
            collect(document, schema, &mut names);
        }
    }
    names
        .into_iter()
        .map(|name| {
            let fields = fields(document, &name);
            Object { name, fields }
        })
        .collect()
}

fn fields(document: &Document, name: &str) -> Vec<Field> {
    let schema = document
        .get(&format!("/components/schemas/{name}"))
        .unwrap_or(&Value::Null);
    let required = schema.get("required").and_then(Value::as_array);
    let properties = schema.get("properties").and_then(Value::as_object);
    let field = |(name, property): (&String, &Value)| {
        let required = required.is_some_and(|names| names.iter().any(|other| other == name));
        // What isn't required is read as absent when it is null, as everywhere.
        let nullable =
            !required || document.resolve(property).get("nullable") == Some(&Value::Bool(true));
        Field {
            name: name.clone(),
            required,
            nullable,
            kind: kind(document, property),
        }
    };
    properties.into_iter().flatten().map(field).collect()
}

/// Adds a schema, and the object schemas that it refers to.
fn collect(document: &Document, name: &str, names: &mut BTreeSet<String>) {
    if !names.insert(name.to_owned()) {
        return;
    }
    let schema = document.get(&format!("/components/schemas/{name}"));
    let mut nodes: Vec<&Value> = schema.into_iter().collect();
    while let Some(node) = nodes.pop() {
        match node {
            Value::Object(object) => nodes.extend(object.values()),
            Value::Array(items) => nodes.extend(items),
            Value::String(text) => {
                let target = text.strip_prefix("#/components/schemas/");
                if let Some(target) = target.filter(|target| is_object(document, target)) {
                    collect(document, target, names);
                }
            }
            _ => {}
        }
    }
}

fn is_object(document: &Document, name: &str) -> bool {
    document
        .get(&format!("/components/schemas/{name}"))
        .is_some_and(|schema| schema.get("properties").is_some())
}

fn kind(document: &Document, schema: &Value) -> Kind {
    let list = |key: &str| schema.get(key).and_then(Value::as_array);
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        let name = name.trim_start_matches("#/components/schemas/");
        // By name, so that each object has one table.
        return match is_object(document, name) {
            true => Kind::Object(name.to_owned()),
            false => kind(document, document.resolve(schema)),
        };
    }
    if let Some([part]) = list("allOf").map(Vec::as_slice) {
        return kind(document, part);
    }
    if let Some(parts) = list("anyOf").or_else(|| list("oneOf")) {
        return match open_enum(document, parts) {
            Some(_) => Kind::String,
            None => Kind::OneOf(parts.iter().map(|part| kind(document, part)).collect()),
        };
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("string") => Kind::String,
        Some("boolean") => Kind::Boolean,
        Some("integer") => Kind::Integer,
        Some("array") => {
            let items = schema.get("items").unwrap_or(&Value::Null);
            Kind::Array(Box::new(kind(document, items)))
        }
        _ => Kind::Any,
    }
}

fn tokens(kind: &Kind) -> TokenStream {
    match kind {
        Kind::String => quote!(Kind::String {
            min_length: 0,
            format: None
        }),
        Kind::Boolean => quote!(Kind::Boolean),
        Kind::Integer => quote!(Kind::Integer {
            minimum: i64::MIN,
            maximum: i64::MAX
        }),
        Kind::Array(items) => {
            let items = tokens(items);
            quote!(Kind::Array { items: &#items, min: 0, max: usize::MAX })
        }
        Kind::Object(name) => {
            let name = constant(name);
            quote!(Kind::Object(&#name))
        }
        Kind::OneOf(kinds) => {
            let kinds = kinds.iter().map(tokens);
            quote!(Kind::OneOf(&[#(#kinds),*]))
        }
        Kind::Any => quote!(Kind::Any),
    }
}

/// Whether what is in a place is of a kind.
fn expression(kind: &Kind, place: &str) -> String {
    match kind {
        Kind::String => format!("string({place})"),
        Kind::Boolean => format!("boolean({place})"),
        Kind::Integer => format!("integer({place})"),
        Kind::Array(items) => {
            let is = match &**items {
                Kind::String => "string".to_owned(),
                Kind::Object(name) => predicate(name),
                items => format!("(item) => {}", expression(items, "item")),
            };
            format!("list({place}, {is})")
        }
        Kind::Object(name) => format!("{}({place})", predicate(name)),
        Kind::OneOf(kinds) => {
            let kinds: Vec<_> = kinds.iter().map(|kind| expression(kind, place)).collect();
            format!("({})", kinds.join(" || "))
        }
        // There is no way to be wrong, but for not being there.
        Kind::Any => format!("{place} !== undefined"),
    }
}

fn predicate(name: &str) -> String {
    format!("is{}", name.to_upper_camel_case())
}

fn constant(name: &str) -> proc_macro2::Ident {
    format_ident!("{}", name.to_shouty_snake_case())
}
