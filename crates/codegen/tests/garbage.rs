//! Documents that make no sense end in an error, and never in a panic or a loop.

use bitsight_users_codegen::{Document, rust, typescript};

/// A document with one of everything.
const SMALL: &str = include_str!("../../../fuzz/seeds/documents/small.yaml");

fn generate(text: &str) -> Result<(), String> {
    let document = Document::parse("small.yaml", text).map_err(|error| error.to_string())?;
    rust(&document).map_err(|error| error.to_string())?;
    typescript(&document).map_err(|error| error.to_string())?;
    Ok(())
}

#[test]
fn the_small_document_is_fine() {
    assert_eq!(generate(SMALL), Ok(()));
}

#[test]
fn a_response_may_hold_others_of_its_kind() {
    for inviter in [
        "{ $ref: \"#/components/schemas/User\" }",
        "{ type: array, items: { $ref: \"#/components/schemas/User\" } }",
    ] {
        let text = SMALL.replace("inviter: { type: string }", &format!("inviter: {inviter}"));
        assert_ne!(text, SMALL);
        assert_eq!(generate(&text), Ok(()));
    }
}

#[test]
fn what_has_no_end_or_no_name_is_refused() {
    let value = "Value: { oneOf: [{ type: boolean }, { type: string }] }";
    let page = "items: { $ref: \"#/components/schemas/User\" }";
    for (from, to, problem) in [
        (
            value,
            "Value: { $ref: \"#/components/schemas/Value\" }",
            "leads back to itself",
        ),
        (
            value,
            "Value: { allOf: [{ $ref: \"#/components/schemas/Value\" }] }",
            "leads back to itself",
        ),
        (
            value,
            "Value: { oneOf: [{ type: boolean }, { $ref: \"#/components/schemas/Value\" }] }",
            "leads back to itself",
        ),
        (
            value,
            "Value: { type: array, items: { $ref: \"#/components/schemas/Value\" } }",
            "leads back to itself",
        ),
        (
            page,
            "items: { $ref: \"#/components/schemas/Nobody\" }",
            "leads nowhere",
        ),
        (
            page,
            "items: { $ref: \"other.yaml#/User\" }",
            "leads nowhere",
        ),
        (
            "roles: {",
            "again: { $ref: \"#/components/schemas/Changes\" }\n        roles: {",
            "holds itself",
        ),
        (
            "schemas/Changes\" }",
            "schemas/Changes/properties/name\" }",
            "isn't an object",
        ),
        (
            "    Known:",
            "    1st: { type: object }\n    Known:",
            "can't name a type",
        ),
        ("        name: {", "        \"1\": {", "can't be named"),
        ("        name: {", "        \"\": {", "can't be named"),
        ("name: limit", "name: \"?\"", "can't be named"),
        (
            "operationId: edit_user",
            "operationId: \"\"",
            "can't be named",
        ),
        (
            "operationId: edit_user",
            "operationId: 1_edit",
            "can't be named",
        ),
    ] {
        let text = SMALL.replace(from, to);
        assert_ne!(text, SMALL, "{to}");
        let error = generate(&text).unwrap_err();
        assert!(error.contains(problem), "{to}: {error}");
        assert!(error.starts_with("small.yaml:"), "{error}");
    }
}
