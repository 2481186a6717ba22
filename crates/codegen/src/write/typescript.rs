//! Writes the methods of the npm package's client class.

use std::collections::BTreeSet;

use bitsight_users_openapi::Pointer;
use heck::ToLowerCamelCase;

use crate::model::{Api, Field, Kind, Object, Operation, Success, Type};

pub(crate) fn write(api: &Api) -> String {
    let mut text = String::from(
        "import type { PagePromise, ResponsePromise } from \"../response.js\";\n\
         import type { RequestOptions } from \"../options.js\";\n\
         import type { components, operations } from \"./schema.js\";\n\n\
         type Schema<Name extends keyof components[\"schemas\"]> = components[\"schemas\"][Name];\n\n\
         /** The operations of the API, each of which one method calls. */\n\
         export type OperationName =\n",
    );
    for operation in &api.operations {
        text.push_str(&format!("  | \"{}\"\n", operation.id));
    }
    text.push_str(
        ";\n\n/** What an operation is called with; path parameters by their names in the document. */\n\
         export interface Arguments {\n  path?: object;\n  query?: unknown;\n  body?: unknown;\n}\n\n\
         /** One method per operation of the API. */\n\
         export abstract class Operations {\n  \
         /** @internal */\n  protected abstract call<T>(\n    operation: OperationName,\n    \
         given: Arguments,\n    options: RequestOptions | undefined,\n  ): ResponsePromise<T>;\n\n  \
         /** @internal */\n  protected abstract pages<P, T>(\n    \
         operation: OperationName,\n    query: unknown,\n    \
         options: RequestOptions | undefined,\n  ): PagePromise<P, T>;\n",
    );
    for operation in &api.operations {
        text.push_str(&method(api, operation));
    }
    text.push_str("}\n");
    // The types of query parameters, under the names of their Rust counterparts.
    for operation in &api.operations {
        if let Some(query) = &operation.query {
            text.push_str(&query_type(api, operation, query));
        }
    }
    for each in api.types.in_order() {
        if let Some(component) = &each.component {
            text.push_str(&alias(each, &format!("Schema<{component:?}>")));
        }
    }
    text.push_str(&inline(api));
    text
}

/// The inline types that methods take or return.
fn inline(api: &Api) -> String {
    let mut text = String::new();
    let mut names = BTreeSet::new();
    for operation in &api.operations {
        for name in [
            &operation.paginated,
            &operation.body,
            &success(operation).cloned(),
        ] {
            let each = name.as_deref().and_then(|name| api.types.get(name));
            let Some(each) = each.filter(|each| each.component.is_none()) else {
                continue;
            };
            if names.insert(&each.name)
                && let Some(definition) = place(&each.schema.pointer, operation)
            {
                text.push_str(&alias(each, &definition));
            }
        }
    }
    text
}

/// The type that an operation returns, if it returns one.
fn success(operation: &Operation) -> Option<&String> {
    match &operation.success {
        Success::Body { name, .. } => Some(name),
        Success::Nothing => None,
    }
}

/// The type of the schema at a place of the document, as an index into the types of openapi-typescript. None if
/// those can't be indexed so far, as with one of several alternatives.
fn place(pointer: &Pointer, operation: &Operation) -> Option<String> {
    let steps: Vec<_> = pointer.steps().collect();
    let steps: Vec<_> = steps.iter().map(AsRef::as_ref).collect();
    let json = "[\"content\"][\"application/json\"]";
    let id = &operation.documented_id;
    let (mut text, mut rest) = match steps.as_slice() {
        ["paths", _, _, "requestBody", _, _, _, rest @ ..] => (
            format!("NonNullable<operations[{id:?}][\"requestBody\"]>{json}"),
            rest,
        ),
        ["paths", _, _, "responses", status, _, _, _, rest @ ..] => (
            format!("operations[{id:?}][\"responses\"][{status}]{json}"),
            rest,
        ),
        ["components", "schemas", name, rest @ ..] => (format!("Schema<{name:?}>"), rest),
        ["components", part, name, "content", _, _, rest @ ..] => {
            (format!("components[{part:?}][{name:?}]{json}"), rest)
        }
        _ => return None,
    };
    while !rest.is_empty() {
        rest = match rest {
            ["properties", name, rest @ ..] => {
                text = format!("NonNullable<{text}>[{name:?}]");
                rest
            }
            ["items", rest @ ..] => {
                text = format!("NonNullable<{text}>[number]");
                rest
            }
            // The only part: one of several has no type of its own.
            ["allOf" | "anyOf" | "oneOf", "0", rest @ ..] => rest,
            _ => return None,
        };
    }
    Some(format!("NonNullable<{text}>"))
}

fn method(api: &Api, operation: &Operation) -> String {
    let camel = operation.camel();
    let mut parameters = Vec::new();
    let mut path = Vec::new();
    let mut given = Vec::new();
    for field in &operation.path_parameters {
        let name = parameter(field);
        let kind = match &api.types.resolve(&field.schema).kind {
            Kind::Integer { .. } => "number".to_owned(),
            Kind::Enum { values, .. } => {
                let values: Vec<_> = values.iter().map(|value| format!("{value:?}")).collect();
                values.join(" | ")
            }
            _ => "string".to_owned(),
        };
        parameters.push(format!("{name}: {kind}"));
        path.push(format!("{:?}: {name}", field.name));
    }
    if !path.is_empty() {
        given.push(format!("path: {{ {} }}", path.join(", ")));
    }
    if let Some(query) = &operation.query {
        let query_object = api.requests.get(query);
        let is_required = query_object.is_some_and(|query| query.fields.iter().any(|f| f.required));
        parameters.push(match (is_required, &operation.body) {
            (true, _) => format!("query: {query}"),
            (false, None) => format!("query?: {query}"),
            // An optional parameter can't stand before a required one.
            (false, Some(_)) => format!("query: {query} | undefined"),
        });
        given.push("query".to_owned());
    }
    if let Some(body) = &operation.body {
        parameters.push(format!("body: {body}"));
        given.push("body".to_owned());
    }
    parameters.push("options?: RequestOptions".to_owned());
    let docs = comment(&docs(operation));
    let parameters = parameters.join(", ");
    if let Some(item) = &operation.paginated {
        let page = match &operation.success {
            Success::Body { name, .. } => name,
            Success::Nothing => "void",
        };
        return format!(
            "\n{docs}  {camel}({parameters}): PagePromise<{page}, {item}> {{\n    \
             return this.pages(\"{}\", query, options);\n  }}\n",
            operation.id
        );
    }
    let result = match &operation.success {
        Success::Nothing => "void".to_owned(),
        Success::Body { name, may_be_empty } if *may_be_empty && !operation.is_looked_up() => {
            format!("{name} | undefined")
        }
        Success::Body { name, .. } => name.clone(),
    };
    let given = match given.is_empty() {
        true => "{}".to_owned(),
        false => format!("{{ {} }}", given.join(", ")),
    };
    format!(
        "\n{docs}  {camel}({parameters}): ResponsePromise<{result}> {{\n    \
         return this.call(\"{}\", {given}, options);\n  }}\n",
        operation.id,
    )
}

/// The name of a path parameter in JavaScript.
fn parameter(field: &Field) -> String {
    // Reserved words, and the names of a method's other parameters.
    const TAKEN: [&str; 51] = [
        "arguments",
        "await",
        "body",
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "debugger",
        "default",
        "delete",
        "do",
        "else",
        "enum",
        "eval",
        "export",
        "extends",
        "false",
        "finally",
        "for",
        "function",
        "if",
        "implements",
        "import",
        "in",
        "instanceof",
        "interface",
        "let",
        "new",
        "null",
        "options",
        "package",
        "private",
        "protected",
        "public",
        "query",
        "return",
        "static",
        "super",
        "switch",
        "this",
        "throw",
        "true",
        "try",
        "typeof",
        "var",
        "void",
        "while",
        "with",
        "yield",
    ];
    let name = field.name.to_lower_camel_case();
    match TAKEN.contains(&name.as_str()) {
        true => format!("{name}_"),
        false => name,
    }
}

/// The documentation of a method: the document's description, and the client's behaviour.
fn docs(operation: &Operation) -> String {
    let mut docs = operation.docs.clone();
    if operation.paginated.is_some() {
        docs.push_str(PAGINATED);
    }
    if operation.is_looked_up() {
        docs.push_str(LOOKED_UP);
        docs.push_str(CONFLICT);
    }
    docs.push_str(ERRORS);
    docs
}

const PAGINATED: &str = "

Awaited, the first page as the service sent it. Iterated with `for await`, all entries, requested page by
page as they are needed, each once.";

const LOOKED_UP: &str = "

**When an answer is lost** (time-out, broken connection, 5xx), the user is looked up by email before
anything is sent again. Found with everything that was asked for: that is the result, and
`withResponse()` says `recovered: true`. Found but different: `ConflictError` with `existingUser`. Not
found in complete lists until the settle time has passed: the request is sent again. What a look-up can't tell: a user who was there before with the very
same data is taken for the one that was to be created. A success without a body is followed by the same
look-up; if that fails, the error is a `CreatedButUnreadableError`.";

const CONFLICT: &str = "

**When the email is taken** (409), one request looks for the user who has it, unless the option
`lookUpConflicts` is false: `ConflictError` then has the `existingUser`.";

const ERRORS: &str = "

@throws {InvalidArgumentError} before anything is sent, when an argument can't be right; `field` names it.
@throws {BitsightError} of the class that stands for what happened; see `code`.";

fn query_type(api: &Api, operation: &Operation, name: &str) -> String {
    let mut text = format!(
        "\n/** The query parameters of `{}`. */\nexport interface {name} {{\n",
        operation.camel()
    );
    for field in api
        .requests
        .get(name)
        .into_iter()
        .flat_map(|object| &object.fields)
    {
        text.push_str(&comment(api.types.docs(&field.schema)));
        text.push_str(&format!(
            "  {}{}: NonNullable<operations[\"{}\"][\"parameters\"][\"query\"]>[\"{}\"];\n",
            field.name,
            if field.required { "" } else { "?" },
            operation.documented_id,
            field.wire
        ));
    }
    text.push_str("}\n");
    text
}

/// A named type. Objects are interfaces: the compiler, editors and TypeDoc show the name of an interface, and the
/// definition of an alias. The compiler shows that of an interface without own members as well, so each repeats its first
/// member.
fn alias(each: &Type, definition: &str) -> String {
    let (name, docs) = (&each.name, &each.schema.docs);
    let members = match &each.schema.kind {
        Kind::Object(object) if object.is_plain => Some(first_member(object, definition)),
        Kind::Map(_) => Some(String::new()),
        _ => None,
    };
    // An interface can't extend a union, and a nullable type is one.
    let members = members.filter(|_| !each.schema.nullable);
    let (tag, definition) = if let Some(members) = members {
        (
            "",
            format!("export interface {name} extends {definition} {{{members}}}"),
        )
    } else {
        // For TypeDoc, which would show `Schema<...>` instead of the values.
        (
            "\n\n@useDeclaredType",
            format!("export type {name} = {definition};"),
        )
    };
    let docs = comment(&format!("{docs}{tag}"))
        .replace("\n   *", "\n *")
        .replacen("  /**", "/**", 1);
    format!("\n{docs}{definition}\n")
}

/// The first member of an interface, as its definition has it.
fn first_member(object: &Object, definition: &str) -> String {
    let member = object.fields.first().map(|field| {
        let (name, mark) = (&field.wire, if field.required { "" } else { "?" });
        format!("\n  {name:?}{mark}: Required<{definition}>[{name:?}];\n")
    });
    member.unwrap_or_default()
}

/// A documentation comment, indented for a class.
fn comment(docs: &str) -> String {
    let mut text = String::from("  /**\n");
    for line in docs.replace("*/", "*\u{200b}/").lines() {
        text.push_str(format!("   * {line}").trim_end());
        text.push('\n');
    }
    text.push_str("   */\n");
    text
}
