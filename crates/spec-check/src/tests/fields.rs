//! Mutations of the document: fields and operations.

use serde_json::json;

use super::{Case, assert_each_is_caught};

#[test]
fn fields_of_the_document_have_to_be_the_documented_ones() {
    assert_each_is_caught(&[
        Case {
            mutation: "a request field dropped",
            mutate: |inputs| {
                inputs.remove("/components/schemas/NewUser/properties", "friendly_name");
                inputs.take("/components/schemas/NewUser/required", "friendly_name");
            },
            causes: &[
                "create_user row-missing-in-schema $.friendly_name",
                "create_user example-field-unknown $.friendly_name",
                "create_user document-example-invalid $.friendly_name",
            ],
            line: "NewUser",
        },
        Case {
            mutation: "a response field dropped",
            mutate: |inputs| {
                inputs.remove("/components/schemas/ViewedCompany/properties", "rating");
            },
            causes: &[
                "list_company_views example-field-unknown $.most_recently_viewed[0].rating",
                "list_company_views example-field-unknown $.top_viewed[0].rating",
                "list_company_views row-missing-in-schema $.most_recently_viewed[].rating",
                "list_company_views row-missing-in-schema $.top_viewed[].rating",
                "stale views-with-gaps",
                "stale views-with-gaps",
            ],
            line: "ViewedCompany",
        },
        Case {
            mutation: "a response field renamed",
            mutate: |inputs| {
                let field = inputs.remove(
                    "/components/schemas/UserQuota/properties",
                    "total_user_count",
                );
                inputs.set(
                    "/components/schemas/UserQuota/properties",
                    "user_count",
                    field,
                );
            },
            causes: &[
                "get_user_quota example-field-unknown $.total_user_count",
                "get_user_quota row-missing-in-schema $.total_user_count",
                "get_user_quota schema-undocumented $.user_count",
                "stale quota-with-gaps",
            ],
            line: "UserQuota",
        },
        Case {
            mutation: "an undocumented field added",
            mutate: |inputs| {
                inputs.set(
                    "/components/schemas/AccessGroup/properties",
                    "colour",
                    json!({"type": "string"}),
                );
            },
            causes: &[
                "list_access_groups schema-undocumented $.groups[].colour",
                "get_access_group schema-undocumented $.colour",
            ],
            line: "colour",
        },
        Case {
            mutation: "an operation dropped",
            mutate: |inputs| {
                inputs.remove("/paths/~1v2~1users~1{user_guid}", "delete");
            },
            causes: &["delete_user operation-missing $"],
            line: "paths",
        },
        Case {
            mutation: "an operation renamed",
            mutate: |inputs| {
                inputs.set(
                    "/paths/~1v1~1users~1quota/get",
                    "operationId",
                    json!("get_quota"),
                )
            },
            causes: &[
                "get_quota operation-undocumented $",
                "get_user_quota operation-missing $",
                "stale quota-example-not-json",
                "stale quota-with-gaps",
                "stale quota-with-gaps",
                "stale quota-with-gaps",
                "stale quota-with-gaps",
                "stale quota-with-gaps",
            ],
            line: "get",
        },
        Case {
            mutation: "a query parameter renamed",
            mutate: |inputs| {
                inputs.set(
                    "/paths/~1v1~1users~1{user_guid}~1company-views/get/parameters/1",
                    "name",
                    json!("directory"),
                );
            },
            causes: &[
                "list_company_views row-missing-in-schema query.folder",
                "list_company_views schema-undocumented query.directory",
            ],
            line: "get",
        },
        Case {
            mutation: "an operation moved to another path",
            mutate: |inputs| {
                let item = inputs.remove("/paths", "/v1/access-groups");
                inputs.set("/paths", "/v2/access-groups", item);
            },
            causes: &["list_access_groups source-differs source.path"],
            line: "get",
        },
    ]);
}
