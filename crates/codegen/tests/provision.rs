//! The table of the fields that a list of people can manage.

use std::path::Path;

use bitsight_users_codegen::{Document, provision};

/// The project's document, with this added to the properties of `NewUser` and of `UserChanges`.
fn with(new: &str, changes: &str) -> Result<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/openapi.yaml");
    let mut text = std::fs::read_to_string(path).expect("the project has a document");
    for (schema, added) in [("    NewUser:\n", new), ("    UserChanges:\n", changes)] {
        let schema = text.find(schema).expect("the document has the schema");
        let properties = "      properties:\n";
        let at =
            text[schema..].find(properties).expect("it has properties") + schema + properties.len();
        text.insert_str(at, added);
    }
    let document = Document::parse("openapi.yaml", text).map_err(|error| error.to_string())?;
    let files = provision(&document).map_err(|error| error.to_string())?;
    assert_eq!(files.len(), 2);
    let schema: serde_json::Value = serde_json::from_str(&files[1].text).expect("a schema is JSON");
    let columns = &schema["$defs"]["row"]["properties"];
    assert_eq!(
        columns.get("department").is_some(),
        files[0].text.contains("department")
    );
    Ok(files[0].text.clone())
}

#[test]
fn a_field_that_is_added_becomes_a_column() {
    let field = "        department:\n          type: string\n          minLength: 2\n";
    let table = with(field, field).expect("it can be generated from");
    let expected = "name: \"department\",\n        column: \"department\",\n        required: false,\n        kind: Kind::Text { min_length: 2usize }";
    assert!(table.contains(expected), "{table}");
    // A creation alone takes it: there is nothing to keep up to date.
    assert!(
        !with(field, "")
            .expect("it can be generated from")
            .contains("department")
    );
}

#[test]
fn a_column_can_be_named_and_left_out() {
    let field = |column: &str| {
        format!("        works_at:\n          type: boolean\n          x-column: {column}\n")
    };
    let table = with(&field("site"), &field("site")).expect("it can be generated from");
    assert!(
        table.contains("name: \"works_at\",\n        column: \"site\""),
        "{table}"
    );
    let table = with(&field("false"), &field("false")).expect("it can be generated from");
    assert!(!table.contains("works_at"), "{table}");
    let error = with(&field("7"), &field("7")).expect_err("a number is no name");
    assert!(
        error.contains("`x-column` must be the name of a column"),
        "{error}"
    );
}

#[test]
fn a_field_that_no_column_can_hold_is_refused() {
    let field =
        "        tags:\n          type: array\n          items:\n            type: string\n";
    let error = with(field, field).expect_err("a column holds no list of texts");
    assert!(
        error.contains("x-column: false") && error.contains("openapi.yaml:"),
        "{error}"
    );
}
