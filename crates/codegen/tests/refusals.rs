//! What the generator can't express is refused by an error that names the operation, the reason and
//! the place, and never by a panic.

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
            "operationId: getUser\n",
            &["`getUser`", "snake_case"],
        ),
        (
            "operationId: get_user\n",
            "operationId: list_users\n",
            &["`list_users`", "another operation"],
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
            &["`list_users`", "group.guid", "explode"],
        ),
        (
            "            format: sort-key\n",
            "            format: uuid\n",
            &["`list_users`", "`uuid`", "sort"],
        ),
        (
            "            format: sort-key\n",
            "            pattern: \"^a\"\n",
            &["`list_users`", "pattern"],
        ),
        (
            "          schema:\n            type: integer\n            minimum: 1\n            default: 100\n",
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
            "        is_company_api_token:\n          type: number\n          description: Whether the account is to be",
            &["`create_user`", "`number`", "NewUser.is_company_api_token"],
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
