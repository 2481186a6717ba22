//! What the generator can't express is refused by an error that names the operation, the reason and the place.

use bitsight_users_codegen::{Document, rust, typescript};

const DOCUMENT: &str = include_str!("../../../spec/openapi.yaml");

fn refusal(text: &str) -> Result<(), String> {
    let document = Document::parse("openapi.yaml", text).map_err(|error| error.to_string())?;
    rust(&document).map_err(|error| error.to_string())?;
    typescript(&document).map_err(|error| error.to_string())?;
    Ok(())
}

#[test]
fn the_document_is_not_refused() {
    assert_eq!(refusal(DOCUMENT), Ok(()));
}

#[test]
fn refusals_name_operation_reason_and_place() {
    // Replaced, by what, and parts of the message.
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "      operationId: create_user\n",
            "",
            &["POST /v2/users", "operationId"],
        ),
        (
            "operationId: get_user\n",
            "operationId: listUsers\n",
            &["`listUsers`", "another operation", "`list_users`"],
        ),
        (
            "operationId: get_user\n",
            "operationId: request\n",
            &["`request`", "a method of its own"],
        ),
        ("      x-retry: lookup\n", "", &["`create_user`", "x-retry"]),
        (
            "      x-retry: safe\n      x-paginated: true\n",
            "      x-retry: sometimes\n",
            &["`list_users`", "x-retry"],
        ),
        (
            "          explode: false\n",
            "",
            &["`list_users`", "sort", "explode"],
        ),
        (
            "          format: sort-key\n",
            "          format: ipv6\n",
            &["`list_users`", "`ipv6`", "sort"],
        ),
        (
            "          description: Free text, searched for in all searchable attributes of a user.\n          schema:\n",
            "          schema:\n            pattern: \"^a\"\n",
            &["`list_users`", "pattern"],
        ),
        (
            "          schema:\n            type: integer\n            minimum: 1\n            maximum: 4294967295 # the clients count in 32 bits\n            default: 100\n",
            "",
            &["OpenAPI", "/paths/~1v2~1users/get/parameters/0"],
        ),
        (
            "          in: query\n          description: Free text",
            "          in: cookie\n          description: Free text",
            &["`list_users`", "`q`", "cookie"],
        ),
        (
            "      description: A user to create.\n      additionalProperties: false\n",
            "      description: A user to create.\n",
            &["`create_user`", "NewUser", "additionalProperties"],
        ),
        (
            "            $ref: \"#/components/schemas/FeatureSetting\"\n",
            "            type: object\n",
            &["`create_user`", "name"],
        ),
        (
            "        is_company_api_token:\n          type: boolean\n          description: Whether the account is to be",
            "        is_company_api_token:\n          type: object\n          description: Whether the account is to be",
            &[
                "`create_user`",
                "without named properties",
                "NewUser.is_company_api_token",
            ],
        ),
        ("openapi: 3.0.3", "openapi: 3.1.0", &["3.0", "3.1.0"]),
    ];
    for (from, to, parts) in cases {
        assert!(DOCUMENT.contains(from), "the document has changed: {from}");
        let message = refusal(&DOCUMENT.replacen(from, to, 1)).expect_err(from);
        for part in *parts {
            assert!(message.contains(part), "{message}\nlacks {part}");
        }
        assert!(
            message.starts_with("openapi.yaml:"),
            "no place in: {message}"
        );
    }
}

/// A document with an operation that returns pages.
const SMALL: &str = include_str!("../../../fuzz/seeds/documents/small.yaml");

#[test]
fn pages_that_the_generated_code_could_not_read_are_refused() {
    let entry = "required: [guid]";
    let guid = "guid: { type: string }";
    let page = "required: [count, links, results]";
    let mut wrong = Vec::new();
    // Replaced, by what, and where and why it is refused.
    for (from, to, place, reason) in [
        (
            guid,
            "id: { type: string }",
            "37:7",
            "`User` to have `guid`",
        ),
        (
            guid,
            "guid: { type: integer }",
            "41:15",
            "`guid` to be a string",
        ),
        (
            guid,
            "guid: { type: string, nullable: true }",
            "41:15",
            "`User.guid` to be required",
        ),
        (
            guid,
            "guid: { type: array, items: { type: string } }",
            "41:15",
            "`guid` to be a string",
        ),
        (entry, "required: []", "41:15", "`User.guid` to be required"),
        (
            "items: { $ref: \"#/components/schemas/User\" }",
            "items: { type: string }",
            "50:40",
            "an entry",
        ),
        (
            page,
            "required: [links, results]",
            "48:16",
            "`Page.count` to be required",
        ),
        (
            page,
            "required: [count, results]",
            "49:16",
            "`Page.links` to be required",
        ),
        (
            page,
            "required: [count, links]",
            "50:18",
            "`Page.results` to be required",
        ),
        (
            "count: { type: integer }",
            "count: { type: string }",
            "48:16",
            "`count` to be an integer",
        ),
        (
            "next: { type: string, nullable: true }",
            "next: { type: integer }",
            "49:52",
            "`next` to be",
        ),
        (
            "next: { type: string, nullable: true }",
            "previous: { type: string }",
            "49:16",
            "to have `next`",
        ),
        (
            "results: { type: array,",
            "results: { type: object,",
            "50:18",
            "`results` to be a list",
        ),
        (
            "name: offset, in: query",
            "name: start, in: query",
            "8:7",
            "`offset`",
        ),
        (
            "name: limit, in: query, schema: { type: integer, minimum: 1 }",
            "name: limit, in: query, schema: { type: string }",
            "8:7",
            "`limit`",
        ),
    ] {
        let text = SMALL.replace(from, to);
        assert_ne!(text, SMALL, "the document has changed: {from}");
        let message = refusal(&text).expect_err(to);
        let start = format!("openapi.yaml:{place}: operation `list_users` ");
        if !(message.starts_with(&start) && message.contains(reason)) {
            wrong.push(format!("{to}: {message}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}",
        wrong.join(
            "
"
        )
    );
}

#[test]
fn what_would_not_be_rust_names_operation_and_place() {
    // Replaced, by what, and where and why it is refused.
    for (from, to, start, reason) in [
        (
            "enum: [a, b-c]",
            "enum: [a_b, a-b]",
            "25:12: operation `list_users` ",
            "Failed to make unique variant names",
        ),
        (
            "value: { $ref: \"#/components/schemas/Value\" }\n        inviter",
            "a-b: { type: string }\n        a_b: { type: string }\n        inviter",
            "43:14: operation `list_users` ",
            "would be the field `a_b`",
        ),
        (
            "inviter: {",
            "extra: {",
            "43:16: operation `list_users` ",
            "would be the field `extra`",
        ),
        (
            "  /users/{user_guid}:",
            "  /users/{user_guid}/{:",
            "8:7: operation `list_users` ",
            "progenitor",
        ),
        (
            "    Known:",
            "    Unused: { type: string, enum: [a_b, a-b] }\n    Known:",
            "25:13: schema `Unused` ",
            "Failed to make unique variant names",
        ),
    ] {
        let text = SMALL.replace(from, to);
        assert_ne!(text, SMALL, "the document has changed: {from}");
        let message = refusal(&text).expect_err(to);
        assert!(
            message.starts_with(&format!("openapi.yaml:{start}")),
            "{message}"
        );
        assert!(message.contains(reason), "{message}\nlacks {reason}");
        assert!(!message.contains('\n'), "{message}");
    }
}

#[test]
fn references_that_lead_nowhere_name_operation_and_place() {
    for (from, to, start) in [
        (
            "schema: { $ref: \"#/components/schemas/Page\" }",
            "schema: { $ref: \"#/components/schemas/Nobody\" }",
            "16:73: operation `list_users` can't be generated: ",
        ),
        (
            "items: { $ref: \"#/components/schemas/User\" }",
            "items: { $ref: \"#/components/schemas/Nobody\" }",
            "50:40: operation `list_users` can't be generated: ",
        ),
        (
            "    Known:",
            "    Unused: { type: array, items: { $ref: \"other.yaml#/User\" } }\n    Known:",
            "25:35: `Unused` can't be generated: ",
        ),
    ] {
        let text = SMALL.replace(from, to);
        assert_ne!(text, SMALL, "the document has changed: {from}");
        let message = refusal(&text).expect_err(to);
        assert!(
            message.starts_with(&format!("openapi.yaml:{start}")),
            "{message}"
        );
        assert!(message.contains("leads nowhere"), "{message}");
    }
}

#[test]
fn two_schemas_of_one_name_in_rust_are_refused() {
    let text = SMALL.replace(
        "    Known:",
        "    role: { type: string }\n    user_: { type: string }\n    Known:",
    );
    let message = refusal(&text).expect_err("two names that are one");
    assert!(message.contains("would both be the type"), "{message}");
    assert!(message.starts_with("openapi.yaml:"), "{message}");
}

#[test]
fn an_object_that_travels_both_ways_is_refused() {
    let text = SMALL.replace(
        "inviter: { type: string }",
        "inviter: { $ref: \"#/components/schemas/Changes\" }",
    );
    let message = refusal(&text).expect_err("both ways");
    let start = "openapi.yaml:29:7: operation `list_users` ";
    assert!(message.starts_with(start), "{message}");
    assert!(message.contains("part of a request"), "{message}");
}

#[test]
fn different_success_bodies_are_refused() {
    let text = DOCUMENT.replacen(
        "        \"200\":\n          description: The user was created (means the same as 201).\n          x-may-be-empty: true\n          content:\n            application/json:\n              schema:\n                $ref: \"#/components/schemas/User\"\n",
        "        \"200\":\n          description: Nothing.\n",
        1,
    );
    assert_ne!(text, DOCUMENT);
    let message = refusal(&text).expect_err("two kinds of success");
    assert!(
        message.contains("`create_user`") && message.contains("different bodies"),
        "{message}"
    );
}

#[test]
fn garbage_is_refused_with_its_place() {
    for (text, part) in [
        ("", "exactly one"),
        ("a: [1", "openapi.yaml:"),
        ("openapi: 3.0.3\ninfo: 5\npaths: {}", "OpenAPI"),
        ("openapi: 3.0.3\n--- \na: 1", "exactly one"),
        ("[]", "3.0"),
        ("&a [*a]", "openapi.yaml"),
    ] {
        let message = refusal(text).expect_err(text);
        assert!(message.contains(part), "{message}");
    }
}
