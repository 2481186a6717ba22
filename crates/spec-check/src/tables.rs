//! The tables of a page for administrators: operations and known values, out of the document.

use std::fmt::Write;

use anyhow::{Context, Result};
use bitsight_users_openapi::Document;
use serde_json::Value;

/// The text of the page with tables that agree with the document.
///
/// # Errors
/// When the page lacks a mark of a table, or the document has no paths or schemas.
pub fn with_tables(page: &str, document: &Document) -> Result<String> {
    let page = replaced(page, "operations", &operations(document)?)?;
    replaced(&page, "values", &values(document)?)
}

/// The text with another table between the marks of this name.
fn replaced(text: &str, name: &str, table: &str) -> Result<String> {
    let begin = format!("<!-- {name}: written by `cargo xtask regen` -->\n");
    let end = format!("<!-- end of {name} -->\n");
    let missing = || format!("the page lacks the mark of `{name}`");
    let (before, rest) = text.split_once(&begin).with_context(missing)?;
    let (_, after) = rest.split_once(&end).with_context(missing)?;
    Ok(format!("{before}{begin}{table}{end}{after}"))
}

fn operations(document: &Document) -> Result<String> {
    let paths = document.value()["paths"].as_object();
    let mut table = "| Rust | JavaScript | Request | What it does | After a lost response |\n\
                     | --- | --- | --- | --- | --- |\n"
        .to_owned();
    for (path, methods) in paths.context("the document has no paths")? {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let Some(id) = operation["operationId"].as_str() else {
                continue;
            };
            let repeat = match operation["x-retry"].as_str() {
                Some("safe") => "sent again",
                Some("idempotent") => "sent again: twice leaves the same as once",
                Some("lookup") => "the user is looked up by email first",
                _ => "not sent again",
            };
            writeln!(
                table,
                "| `{id}` | `{}` | `{} {path}` | {} | {repeat} |",
                camel_case(id),
                method.to_uppercase(),
                first_sentence(operation),
            )?;
        }
    }
    Ok(table)
}

/// The enums of the document.
fn values(document: &Document) -> Result<String> {
    let schemas = document
        .value()
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    let mut table = "| Type | Values that the client knows | |\n| --- | --- | --- |\n".to_owned();
    for (name, schema) in schemas.context("the document has no schemas")? {
        let Some(values) = schema["enum"].as_array() else {
            continue;
        };
        let values: Vec<String> = values
            .iter()
            .filter_map(Value::as_str)
            .map(|value| format!("`{value}`"))
            .collect();
        let description = schema["description"].as_str().unwrap_or_default();
        writeln!(
            table,
            "| `{name}` | {} | {} |",
            values.join(", "),
            cell(description)
        )?;
    }
    Ok(table)
}

/// The first sentence of an operation's description.
fn first_sentence(operation: &Value) -> String {
    let text = cell(operation["description"].as_str().unwrap_or_default());
    match text.split_once(". ") {
        Some((first, _)) => format!("{first}."),
        None => text,
    }
}

/// A text as the cell of a table.
fn cell(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace('|', "\\|")
}

/// `createUser` for `create_user`.
fn camel_case(id: &str) -> String {
    let mut words = id.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (initial, rest) = word.split_at(word.len().min(1));
        name + &initial.to_uppercase() + rest
    })
}

#[cfg(test)]
#[allow(clippy::expect_used)] // a test may fail loudly
mod tests {
    use super::*;

    #[test]
    fn the_tables_follow_the_document() {
        let document = Document::parse(
            "openapi.yaml",
            r##"
openapi: 3.0.3
info: { title: Small, version: "1" }
paths:
  /a/{id}:
    get:
      operationId: get_one_a
      description: Reads one | or none. And more.
      x-retry: safe
      responses: { "200": { description: It. } }
components:
  schemas:
    Size: { type: string, description: How large., enum: [small, large] }
    Other: { type: string }
"##,
        );
        let document = document.expect("a valid document");
        let operations = operations(&document).expect("a table");
        let row =
            "| `get_one_a` | `getOneA` | `GET /a/{id}` | Reads one \\| or none. | sent again |\n";
        assert!(operations.ends_with(row), "{operations}");
        let values = values(&document).expect("a table");
        let row = "| --- | --- | --- |\n| `Size` | `small`, `large` | How large. |\n";
        assert!(values.ends_with(row), "{values}");
        assert!(replaced("no marks", "values", "").is_err());
    }
}
