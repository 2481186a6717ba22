//! Writes the schemas of response bodies: tables for Rust, and checks for JavaScript.
//!
//! Only types are checked, not the values of enums, since the service may add some.

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

/// The checks of response bodies, as TypeScript.
pub(crate) fn predicates(document: &Document, api: &Api) -> String {
    let mut text = String::from(PRELUDE);
    for object in objects(document, api) {
        text.push_str(&format!(
            "\nconst {} = (value: Json): Problem =>\n  object(value)",
            check_name(&object.name)
        ));
        for field in object.fields.iter().filter(|field| field.can_be_wrong()) {
            text.push_str(&format!(" ||\n  {}", field.check()));
        }
        text.push_str(";\n");
    }
    text.push_str("\nconst bodies: Partial<Record<string, (value: Json) => Problem>> = {\n");
    for operation in &api.operations {
        if let Success::Body { schema, .. } = &operation.success {
            text.push_str(&format!("  {}: {},\n", operation.id, check_name(schema)));
        }
    }
    text.push_str(POSTLUDE);
    text
}

const PRELUDE: &str = r#"// A value that `JSON.parse` returned.
type Json = any;

// What is wrong with a value: its path, as `.roles[0].slug`, and the problem. `false` if nothing is.
type Problem = string | false;

const not = (value: Json, kind: string): Problem => (value === undefined ? " is missing" : ` must be ${kind}`);
const string = (value: Json): Problem => typeof value !== "string" && not(value, "a string");
const boolean = (value: Json): Problem => typeof value !== "boolean" && not(value, "a boolean");
const integer = (value: Json): Problem => !Number.isSafeInteger(value) && not(value, "an integer");
const object = (value: Json): Problem =>
  (typeof value !== "object" || value === null || Array.isArray(value)) && not(value, "an object");
const array = (value: Json, check: (item: Json) => Problem): Problem => {
  if (!Array.isArray(value)) return not(value, "an array");
  for (let index = 0; index < value.length; index += 1) {
    const problem = check(value[index]);
    if (problem) return `[${index}]${problem}`;
  }
  return false;
};
const at = (path: string, problem: Problem): Problem => problem && path + problem;
"#;

const POSTLUDE: &str = r#"};

/**
 * What is wrong with the body of an operation's success, such as `results[3].roles[0].slug must be a string`.
 * Undefined if the body matches its schema, or the operation documents none.
 */
export function problemOf(operation: string, value: unknown): string | undefined {
  const problem = bodies[operation]?.(value);
  if (!problem) return undefined;
  return problem.startsWith(" ") ? `the body${problem}` : problem.replace(/^\./, "");
}
"#;

impl Field {
    /// Whether there is a value that the field refuses, its absence included.
    fn can_be_wrong(&self) -> bool {
        (self.required && !self.nullable) || !matches!(self.kind, Kind::Any)
    }

    /// The check of the field in the object `value`.
    fn check(&self) -> String {
        let value = format!("value[{:?}]", self.name);
        let path = match self
            .name
            .contains(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        {
            false => format!(".{}", self.name),
            true => format!("[{:?}]", self.name),
        };
        let check = format!("at({path:?}, {})", check(&self.kind, &value));
        match (self.required, self.nullable) {
            (true, false) => check,
            (true, true) => format!("({value} !== null && {check})"),
            // An absent field is `undefined`.
            (false, _) => format!("({value} != null && {check})"),
        }
    }
}

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

/// The check of an expression against a kind.
fn check(kind: &Kind, value: &str) -> String {
    match kind {
        Kind::String => format!("string({value})"),
        Kind::Boolean => format!("boolean({value})"),
        Kind::Integer => format!("integer({value})"),
        Kind::Array(items) => {
            let item = match &**items {
                Kind::String => "string".to_owned(),
                Kind::Object(name) => check_name(name),
                items => format!("(item) => {}", check(items, "item")),
            };
            format!("array({value}, {item})")
        }
        Kind::Object(name) => format!("{}({value})", check_name(name)),
        // Wrong if each of them finds a problem; then the problem is that none fits.
        Kind::OneOf(kinds) => {
            let checks: Vec<_> = kinds.iter().map(|kind| check(kind, value)).collect();
            let names: Vec<_> = kinds.iter().map(noun).collect();
            let names = names.join(" or ");
            format!("{} && not({value}, {names:?})", checks.join(" && "))
        }
        // Every value fits, but there has to be one.
        Kind::Any => format!("{value} === undefined && not({value}, \"any value\")"),
    }
}

fn noun(kind: &Kind) -> &'static str {
    match kind {
        Kind::String => "a string",
        Kind::Boolean => "a boolean",
        Kind::Integer => "an integer",
        Kind::Array(_) => "an array",
        Kind::Object(_) => "an object",
        Kind::OneOf(_) | Kind::Any => "another value",
    }
}

fn check_name(name: &str) -> String {
    format!("check{}", name.to_upper_camel_case())
}

fn constant(name: &str) -> proc_macro2::Ident {
    format_ident!("{}", name.to_shouty_snake_case())
}
