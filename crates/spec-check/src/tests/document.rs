//! Mutations of the document: types, marks, defaults, values and limits.

use serde_json::json;

use super::{Case, assert_each_is_caught};

#[test]
fn types_and_marks_have_to_be_the_documented_ones() {
    assert_each_is_caught(&[
        Case {
            mutation: "a response field retyped",
            mutate: |inputs| {
                inputs.set(
                    "/components/schemas/UserQuota/properties/active_user_count",
                    "type",
                    json!("string"),
                );
            },
            causes: &[
                "get_user_quota example-response-invalid $.active_user_count",
                "get_user_quota row-type-differs $.active_user_count",
                "get_user_quota document-example-invalid $.active_user_count",
            ],
            line: "active_user_count",
        },
        Case {
            mutation: "a nested response field retyped",
            mutate: |inputs| {
                inputs.set(
                    "/components/schemas/UserRole/properties/name",
                    "type",
                    json!("integer"),
                )
            },
            causes: &[
                "list_users example-response-invalid $.results[0].roles[0].name",
                "create_user example-response-invalid $.roles[0].name",
                "create_user row-type-differs $.roles[].name",
                "get_current_user row-type-differs $.roles[].name",
                "edit_current_user row-type-differs $.roles[].name",
                "get_user example-response-invalid $.roles[0].name",
                "get_user row-type-differs $.roles[].name",
            ],
            line: "name",
        },
        Case {
            mutation: "a request field retyped",
            mutate: |inputs| {
                inputs.set(
                    "/components/schemas/NewUser/properties/is_company_api_token",
                    "type",
                    json!("string"),
                );
            },
            causes: &[
                "create_user row-type-differs $.is_company_api_token",
                "create_user request-response-differ $.is_company_api_token",
            ],
            line: "\"type\": \"string\"",
        },
        Case {
            mutation: "a query parameter retyped",
            mutate: |inputs| {
                inputs.set(
                    "/paths/~1v1~1users~1{user_guid}~1company-views/get/parameters/0/schema",
                    "type",
                    json!("string"),
                )
            },
            causes: &["list_company_views row-type-differs query.days_back"],
            line: "\"type\": \"string\"",
        },
        Case {
            mutation: "a request field made required",
            mutate: |inputs| inputs.push("/components/schemas/NewUser/required", json!("group")),
            causes: &[
                "create_user row-required-differs $.group",
                "create_user example-request-invalid $.group",
                "create_user document-example-invalid $.group",
            ],
            line: "group",
        },
        Case {
            mutation: "a request field made optional",
            mutate: |inputs| inputs.take("/components/schemas/NewUser/required", "email"),
            causes: &["create_user row-required-differs $.email"],
            line: "email",
        },
        Case {
            mutation: "a response field made required that examples don't have",
            mutate: |inputs| inputs.push("/components/schemas/User/required", json!("mfa_status")),
            causes: &[
                "list_users example-response-invalid $.results[0].mfa_status",
                "create_user example-response-invalid $.mfa_status",
                "get_user example-response-invalid $.mfa_status",
            ],
            line: "mfa_status",
        },
        Case {
            mutation: "a query parameter made required",
            mutate: |inputs| {
                inputs.set(
                    "/paths/~1v1~1users~1{user_guid}~1company-views/get/parameters/0",
                    "required",
                    json!(true),
                )
            },
            causes: &["list_company_views row-required-differs query.days_back"],
            line: "required",
        },
        Case {
            mutation: "null refused where an example has it",
            mutate: |inputs| {
                inputs.remove(
                    "/components/schemas/User/properties/last_login_time",
                    "nullable",
                );
            },
            causes: &["create_user example-response-invalid $.last_login_time"],
            line: "last_login_time",
        },
        Case {
            mutation: "null accepted where nothing shows it",
            mutate: |inputs| {
                inputs.set(
                    "/components/schemas/User/properties/email",
                    "nullable",
                    json!(true),
                )
            },
            causes: &[
                "list_users nullable-undocumented $.results[].email",
                "create_user nullable-undocumented $.email",
                "get_current_user nullable-undocumented $.email",
                "get_user nullable-undocumented $.email",
            ],
            line: "nullable",
        },
    ]);
}

#[test]
fn defaults_values_and_limits_have_to_be_the_documented_ones() {
    assert_each_is_caught(&[
        Case {
            mutation: "a default of a request field changed",
            mutate: |inputs| {
                inputs.set(
                    "/components/schemas/NewUser/properties/status",
                    "default",
                    json!("Activated"),
                )
            },
            causes: &["create_user row-default-differs $.status"],
            line: "\"default\": \"Activated\"",
        },
        Case {
            mutation: "a default of a query parameter dropped",
            mutate: |inputs| {
                inputs.remove("/paths/~1v2~1users/get/parameters/0/schema", "default");
            },
            causes: &["list_users row-default-differs query.limit"],
            line: "schema",
        },
        Case {
            mutation: "a default that nothing documents",
            mutate: |inputs| {
                inputs.set(
                    "/components/schemas/NewUser/properties/group",
                    "default",
                    json!("x"),
                )
            },
            causes: &["create_user row-default-differs $.group"],
            line: "\"default\": \"x\"",
        },
        Case {
            mutation: "an enum value missing",
            mutate: |inputs| inputs.take("/components/schemas/AccountStatus/enum", "Deactivated"),
            causes: &[
                "list_users row-values-differ query.status",
                "create_user row-values-differ $.status",
            ],
            line: "enum",
        },
        Case {
            mutation: "an enum value too many",
            mutate: |inputs| {
                inputs.push("/components/schemas/AccountStatus/enum", json!("Suspended"))
            },
            causes: &[
                "list_users row-values-differ query.status",
                "create_user row-values-differ $.status",
            ],
            line: "enum",
        },
        Case {
            mutation: "a value of an open enumeration missing",
            mutate: |inputs| inputs.take("/components/schemas/KnownRole/enum", "customer_admin"),
            causes: &["list_users example-value-unlisted $.results[0].roles[0].slug"],
            line: "enum",
        },
        Case {
            mutation: "an enumeration closed without the documented value",
            mutate: |inputs| {
                let closed = json!({"type": "string", "enum": ["HOME"]});
                inputs.set("/components/schemas", "LandingPage", closed);
            },
            causes: &[
                "list_users example-response-invalid $.results[0].landing_page",
                "create_user row-values-differ $.landing_page",
                "edit_current_user row-values-differ $.landing_page",
                "edit_user row-values-differ $.landing_page",
            ],
            line: "enum",
        },
        Case {
            mutation: "the upper limit of an array dropped",
            mutate: |inputs| {
                inputs.remove("/components/schemas/NewUser/properties/roles", "maxItems");
            },
            causes: &[
                "create_user array-size-undocumented $.roles",
                "stale create-one-role",
            ],
            line: "minItems",
        },
        Case {
            mutation: "the lower limit of an array changed",
            mutate: |inputs| {
                inputs.set(
                    "/components/schemas/UserChanges/properties/roles",
                    "minItems",
                    json!(0),
                )
            },
            causes: &[
                "edit_current_user array-size-undocumented $.roles",
                "edit_user array-size-undocumented $.roles",
                "stale edit-one-role",
                "stale edit-current-one-role",
            ],
            line: "maxItems",
        },
        Case {
            mutation: "a limit that a documented example breaks",
            mutate: |inputs| {
                inputs.set(
                    "/components/schemas/NewUser/properties/friendly_name",
                    "maxLength",
                    json!(3),
                )
            },
            causes: &[
                "create_user example-request-invalid $.friendly_name",
                "create_user document-example-invalid $.friendly_name",
            ],
            line: "maxLength",
        },
        Case {
            mutation: "a request that accepts unknown fields",
            mutate: |inputs| {
                inputs.set(
                    "/components/schemas/FeatureSetting",
                    "additionalProperties",
                    json!(true),
                )
            },
            causes: &[
                "create_user request-open $.features[]",
                "edit_current_user request-open $.features[]",
                "edit_user request-open $.features[]",
            ],
            line: "additionalProperties",
        },
        Case {
            mutation: "a response that refuses unknown fields",
            mutate: |inputs| {
                inputs.set(
                    "/components/schemas/UserPage",
                    "additionalProperties",
                    json!(false),
                )
            },
            causes: &[
                "list_users response-closed $",
                "query_users response-closed $",
            ],
            line: "additionalProperties",
        },
        Case {
            mutation: "an example of the document without a required field",
            mutate: |inputs| {
                inputs.remove(
                    "/paths/~1v2~1users/post/requestBody/content/application~1json/example",
                    "roles",
                );
            },
            causes: &["create_user document-example-invalid $.roles"],
            line: "example",
        },
        Case {
            mutation: "an example of the document with a field too many",
            mutate: |inputs| {
                inputs.set(
                    "/paths/~1v2~1users/post/requestBody/content/application~1json/example",
                    "x",
                    json!(1),
                );
            },
            causes: &["create_user document-example-invalid $.x"],
            line: "example",
        },
    ]);
}
