//! Writes the checks of response bodies for JavaScript. In Rust, serde checks them.
//!
//! Only types are checked, not the values of enums, since the service may add some. An optional field of another
//! type than documented is removed, as in Rust: it must not make the rest of the body unreadable.

use std::collections::BTreeSet;

use heck::ToUpperCamelCase;

use crate::model::{Api, Field, Kind, Object, Schema, Success, Types};

/// The checks of response bodies, as TypeScript.
pub(crate) fn predicates(api: &Api) -> String {
    let mut checks = String::new();
    let pages = pages(api);
    for object in objects(api) {
        checks.push_str(&format!(
            "\nconst {} = (value: Json): Problem =>\n  object(value)",
            check_name(&object.name)
        ));
        for field in &object.fields {
            // The entries of a page are checked one by one.
            let is_entries = pages.contains(object.name.as_str()) && field.wire == "results";
            if is_entries {
                checks.push_str(" ||\n  at(\".results\", array(value[\"results\"], () => false))");
            } else if let Some(check) = field_check(&api.types, field) {
                checks.push_str(&format!(" ||\n  {check}"));
            }
        }
        checks.push_str(";\n");
    }
    let mut bodies = String::new();
    for operation in &api.operations {
        if let Success::Body { name, .. } = &operation.success
            && let Some(body) = api.types.get(name)
        {
            let check = item_check(&api.types, &body.schema, "body");
            bodies.push_str(&format!("  {}: {check},\n", operation.id));
        }
    }
    let mut entries = String::new();
    for operation in &api.operations {
        if let Some(item) = api.entry_of(operation) {
            entries.push_str(&format!("  {}: {},\n", operation.id, check_name(item)));
        }
    }
    format!(
        "{PRELUDE}{}{checks}\nconst bodies: Partial<Record<string, (value: Json) => Problem>> = {{\n{bodies}{PROBLEM_OF}\n\
         const entries: Partial<Record<string, (value: Json) => Problem>> = {{\n{entries}{UNREADABLE}",
        functions(&format!("{checks}{bodies}"))
    )
}

/// The names of the types of pages.
fn pages(api: &Api) -> BTreeSet<&str> {
    let paginated = api
        .operations
        .iter()
        .filter(|each| each.paginated.is_some());
    let names = paginated.filter_map(|operation| match &operation.success {
        Success::Body { name, .. } => Some(name.as_str()),
        Success::Nothing => None,
    });
    names.collect()
}

/// The functions that checks call. TypeScript refuses those that nobody calls.
fn functions(checks: &str) -> String {
    // Between quotes there are names of properties.
    let code = checks.split('"').step_by(2);
    let words = code.flat_map(|code| code.split(|c: char| !c.is_ascii_alphanumeric() && c != '_'));
    let words: BTreeSet<_> = words.collect();
    let used = FUNCTIONS
        .iter()
        .filter(|(name, _)| words.contains(name) || (*name == "object" && words.contains("map")));
    let functions: String = used.map(|(_, function)| *function).collect();
    let not = if functions.contains("not(") || words.contains("not") {
        NOT
    } else {
        ""
    };
    format!("{not}{functions}")
}

const PRELUDE: &str = r#"import { isTooDeep, type Parsed } from "../module/json.js";

// A value that was parsed from JSON.
type Json = any;

// What is wrong with a value: its path, as `.roles[0].slug`, and the problem. `false` if nothing is.
type Problem = string | false;

"#;

const NOT: &str = r#"const not = (value: Json, kind: string): Problem => (value === undefined ? " is missing" : ` must be ${kind}`);
"#;

/// The functions that checks call, by their names.
const FUNCTIONS: [(&str, &str); 9] = [
    (
        "string",
        r#"const string = (value: Json): Problem => typeof value !== "string" && not(value, "a string");
"#,
    ),
    (
        "boolean",
        r#"const boolean = (value: Json): Problem => typeof value !== "boolean" && not(value, "a boolean");
"#,
    ),
    (
        "integer",
        r#"const integer = (value: Json): Problem => !Number.isSafeInteger(value) && not(value, "an integer");
"#,
    ),
    (
        "number",
        r#"const number = (value: Json): Problem => typeof value !== "number" && not(value, "a number");
"#,
    ),
    (
        "map",
        r#"const map = (value: Json, check: (item: Json) => Problem): Problem => {
  if (object(value)) return object(value);
  for (const key of Object.keys(value)) {
    const problem = check(value[key]);
    if (problem) return `[${JSON.stringify(key)}]${problem}`;
  }
  return false;
};
"#,
    ),
    (
        "object",
        r#"const object = (value: Json): Problem =>
  (typeof value !== "object" || value === null || Array.isArray(value)) && not(value, "an object");
"#,
    ),
    (
        "array",
        r#"const array = (value: Json, check: (item: Json) => Problem): Problem => {
  if (!Array.isArray(value)) return not(value, "an array");
  for (let index = 0; index < value.length; index += 1) {
    const problem = check(value[index]);
    if (problem) return `[${index}]${problem}`;
  }
  return false;
};
"#,
    ),
    (
        "optional",
        r#"// Removes a field of another type, so that it reads as absent. Its value is passed beside its name: engines read
// a property whose name is constant several times as fast.
const optional = (object: Json, name: string, value: Json, check: (value: Json) => Problem): false => {
  if (value != null && check(value)) delete object[name];
  return false;
};
"#,
    ),
    (
        "at",
        r#"const at = (path: string, problem: Problem): Problem => problem && path + problem;
"#,
    ),
];

const PROBLEM_OF: &str = r#"};

/**
 * What is wrong with the body of an operation's success, such as `results[3].guid must be a string`. Undefined if
 * the body matches its schema, or the operation documents none. Optional fields that don't match are removed.
 */
export function problemOf(operation: string, { value, isDeep }: Parsed): string | undefined {
  // The entries of a page are checked one by one.
  const own = () => (entries[operation] === undefined ? value : { ...(value as object), results: undefined });
  const problem = isDeep && isTooDeep(own()) ? " is nested too deeply" : bodies[operation]?.(value);
  if (!problem) return undefined;
  return named(problem, "the body");
}

const named = (problem: string, whole: string): string =>
  problem.startsWith(" ") ? whole + problem : problem.replace(/^\./, "");
"#;

const UNREADABLE: &str = r#"};

/** An entry of a list that does not match its schema, because it lacks what identifies it or is no object. */
export interface UnreadableEntry {
  /** Its position on the page, counted from 0. */
  readonly index: number;
  /** The entry as the service sent it. */
  readonly value: unknown;
  /** What is wrong with it, such as `guid is missing`. */
  readonly problem: string;
}

/** The entries of an operation's page that do not match their schema. Optional fields that don't match are removed. */
export function unreadableEntries(operation: string, { value: page, isDeep }: Parsed): UnreadableEntry[] {
  const check = entries[operation];
  const results = (page as Json)?.results;
  const unreadable: UnreadableEntry[] = [];
  if (check === undefined || !Array.isArray(results)) return unreadable;
  results.forEach((value, index) => {
    const problem = isDeep && isTooDeep(value) ? " is nested too deeply" : check(value);
    if (problem) unreadable.push({ index, value, problem: named(problem, "the entry") });
  });
  return unreadable;
}
"#;

/// The check of a property of the object `value`; none if the property may be absent and may have any value.
fn field_check(types: &Types, field: &Field) -> Option<String> {
    let nullable = types.is_nullable(&field.schema);
    let kind = &types.resolve(&field.schema).kind;
    if (!field.required || nullable) && matches!(kind, Kind::Any { .. }) {
        return None;
    }
    let name = &field.wire;
    if !field.required {
        let check = function(kind)
            .unwrap_or_else(|| format!("(field) => {}", check(types, &field.schema, "field")));
        return Some(format!(
            "optional(value, {name:?}, value[{name:?}], {check})"
        ));
    }
    let value = format!("value[{name:?}]");
    let path = match name.contains(|c: char| !c.is_ascii_alphanumeric() && c != '_') {
        false => format!(".{name}"),
        true => format!("[{name:?}]"),
    };
    let check = format!("at({path:?}, {})", check(types, &field.schema, &value));
    Some(match nullable {
        false => check,
        true => format!("({value} !== null && {check})"),
    })
}

/// All objects that success bodies are made of, sorted by name.
fn objects(api: &Api) -> Vec<&Object> {
    let bodies = api
        .operations
        .iter()
        .filter_map(|operation| match &operation.success {
            Success::Body { name, .. } => Some(name.as_str()),
            Success::Nothing => None,
        });
    let names: BTreeSet<_> = api.types.closure(bodies);
    let types = names.into_iter().filter_map(|name| api.types.get(name));
    types
        .filter_map(|each| match &each.schema.kind {
            Kind::Object(object) => Some(object),
            _ => None,
        })
        .collect()
}

/// The check of an expression against a schema.
fn check(types: &Types, schema: &Schema, value: &str) -> String {
    let kind = &types.resolve(schema).kind;
    if let Some(function) = function(kind) {
        return format!("{function}({value})");
    }
    match kind {
        Kind::Array { items, .. } => {
            format!("array({value}, {})", item_check(types, items, "item"))
        }
        Kind::Map(Some(values)) => {
            format!("map({value}, {})", item_check(types, values, "item"))
        }
        // A problem if every alternative has one.
        Kind::Union { alternatives, .. } => {
            let checks: Vec<_> = alternatives
                .iter()
                .map(|each| check(types, each, value))
                .collect();
            let names: Vec<_> = alternatives.iter().map(|each| noun(types, each)).collect();
            let names = names.join(" or ");
            format!("{} && not({value}, {names:?})", checks.join(" && "))
        }
        // Any value is right, but there must be one.
        _ => format!("{value} === undefined && \" is missing\""),
    }
}

/// A function that checks a value against a schema. `name` is its parameter, if it is an inline function.
fn item_check(types: &Types, schema: &Schema, name: &str) -> String {
    // An element may be null where its schema says so.
    let nullable = types.is_nullable(schema);
    match function(&types.resolve(schema).kind) {
        Some(function) if !nullable => function,
        _ if nullable => format!(
            "({name}) => {name} !== null && {}",
            check(types, schema, name)
        ),
        _ => format!("({name}) => {}", check(types, schema, name)),
    }
}

/// The name of the function that checks values of a kind, if there is a single one.
fn function(kind: &Kind) -> Option<String> {
    match kind {
        Kind::String { .. } | Kind::Timestamp | Kind::Enum { .. } | Kind::OpenEnum { .. } => {
            Some("string".to_owned())
        }
        Kind::Boolean => Some("boolean".to_owned()),
        Kind::Integer { .. } => Some("integer".to_owned()),
        Kind::Number => Some("number".to_owned()),
        Kind::Map(None) => Some("object".to_owned()),
        Kind::Object(object) => Some(check_name(&object.name)),
        _ => None,
    }
}

fn noun(types: &Types, schema: &Schema) -> &'static str {
    match &types.resolve(schema).kind {
        Kind::String { .. } | Kind::Timestamp | Kind::Enum { .. } | Kind::OpenEnum { .. } => {
            "a string"
        }
        Kind::Boolean => "a boolean",
        Kind::Integer { .. } => "an integer",
        Kind::Number => "a number",
        Kind::Array { .. } => "an array",
        Kind::Object(_) | Kind::Map(_) => "an object",
        Kind::Union { .. } | Kind::Named(_) | Kind::Any { .. } => "another value",
    }
}

fn check_name(name: &str) -> String {
    format!("check{}", name.to_upper_camel_case())
}
