//! Mutations of the documentation and of the listed contradictions.

use serde_json::json;

use super::{Case, Inputs, assert_each_is_caught, respond_with};
use crate::contradictions::Contradiction;
use crate::documentation::{AttributeRow, ParameterRow};
use crate::finding::Kind;

fn row<'a>(inputs: &'a mut Inputs, operation: &str, name: &str) -> &'a mut ParameterRow {
    let rows = &mut inputs.page(operation).parameters;
    rows.iter_mut()
        .find(|row| row.name == name)
        .expect("the table has this row")
}

fn entry<'a>(inputs: &'a mut Inputs, id: &str) -> &'a mut Contradiction {
    inputs
        .entries
        .iter_mut()
        .find(|entry| entry.id == id)
        .expect("there is such an entry")
}

#[test]
fn examples_have_to_satisfy_the_schemas() {
    assert_each_is_caught(&[
        Case {
            mutation: "a field added to an example response",
            mutate: |inputs| {
                inputs.response("create_user", |user| user["nickname"] = json!("Arnie"))
            },
            causes: &["create_user example-field-unknown $.nickname"],
            line: "User",
        },
        Case {
            mutation: "a field added deep inside an example response, with an odd name",
            mutate: |inputs| {
                inputs.response("list_users", |page| {
                    page["results"][0]["group"]["a b"] = json!(1)
                })
            },
            causes: &["list_users example-field-unknown $.results[0].group[\"a b\"]"],
            line: "UserGroup",
        },
        Case {
            mutation: "a field removed from an example response",
            mutate: |inputs| {
                inputs.response("list_users", |page| {
                    page.as_object_mut().map(|page| page.shift_remove("count"));
                });
            },
            causes: &[
                "list_users example-response-invalid $.count",
                "list_users schema-undocumented $.count",
            ],
            line: "count",
        },
        Case {
            mutation: "a field of an example response retyped",
            mutate: |inputs| {
                inputs.response("list_company_views", |views| {
                    views["top_viewed"][0]["rating"] = json!("490")
                })
            },
            causes: &["list_company_views example-response-invalid $.top_viewed[0].rating"],
            line: "rating",
        },
        Case {
            mutation: "null in an example where none is allowed",
            mutate: |inputs| inputs.response("list_users", |page| page["count"] = json!(null)),
            causes: &["list_users example-response-invalid $.count"],
            line: "count",
        },
        Case {
            mutation: "a null that makes a listed one documented",
            mutate: |inputs| {
                inputs.response("list_users", |page| page["links"]["next"] = json!(null))
            },
            causes: &["stale list-no-next-page"],
            line: "",
        },
        Case {
            mutation: "an unlisted value in an example",
            mutate: |inputs| {
                inputs.response("create_user", |user| {
                    user["features"][0]["slug"] = json!("teleport")
                })
            },
            causes: &["create_user example-value-unlisted $.features[0].slug"],
            line: "enum",
        },
        Case {
            mutation: "a time with fractions in an example",
            mutate: |inputs| {
                inputs.response("create_user", |user| {
                    user["joined_time"] = json!("2020-02-02T20:20:20.5Z")
                })
            },
            causes: &["create_user form-undocumented $.joined_time"],
            line: "joined_time",
        },
        Case {
            mutation: "a guid in an example that is no UUID",
            mutate: |inputs| {
                inputs.response("list_access_groups", |all| {
                    all["groups"][0]["guid"] = json!("my-group")
                })
            },
            causes: &["list_access_groups guid-not-uuid $.groups[0].guid"],
            line: "guid",
        },
        Case {
            mutation: "a field added to an example request",
            mutate: |inputs| {
                let request = inputs.page("edit_user").request.as_mut();
                let value = request.and_then(|request| request.value.as_mut());
                value.expect("the page shows a request")["status"] = json!("Deactivated");
            },
            causes: &["edit_user example-field-unknown $.status"],
            line: "UserChanges",
        },
        Case {
            mutation: "an example in a table that isn't valid",
            mutate: |inputs| {
                row(inputs, "create_user", "roles").example = Some(json!([{"slug": 7}]))
            },
            causes: &["create_user example-request-invalid $.roles[0].slug"],
            line: "anyOf",
        },
        Case {
            mutation: "an example response that isn't JSON",
            mutate: |inputs| respond_with(inputs.page("create_user"), "response.txt", "<html>"),
            causes: &[
                "list_users nullable-undocumented $.results[].last_login_time",
                "create_user example-not-json $",
                "create_user nullable-undocumented $.last_login_time",
                "get_current_user nullable-undocumented $.last_login_time",
                "edit_current_user nullable-undocumented $.last_login_time",
                "get_user nullable-undocumented $.last_login_time",
            ],
            line: "nullable",
        },
        Case {
            mutation: "a response for an operation without one",
            mutate: |inputs| respond_with(inputs.page("reset_mfa"), "response.json", "{}"),
            causes: &["reset_mfa example-response-invalid $"],
            line: "post",
        },
    ]);
}

#[test]
fn tables_have_to_be_in_the_document() {
    assert_each_is_caught(&[
        Case {
            mutation: "a row added to a table of attributes",
            mutate: |inputs| {
                let row = AttributeRow {
                    seen: false,
                    path: "roles[].level".to_owned(),
                    kind: Some("Integer".to_owned()),
                };
                inputs.page("create_user").attributes.push(row);
            },
            causes: &["create_user row-missing-in-schema $.roles[].level"],
            line: "UserRole",
        },
        Case {
            mutation: "a row removed from a table of attributes",
            mutate: |inputs| {
                let rows = &mut inputs.page("list_access_groups").attributes;
                rows.retain(|row| row.path != "groups[].is_default");
            },
            causes: &[
                "list_access_groups schema-undocumented $.groups[].is_default",
                "stale access-groups-with-gaps",
            ],
            line: "is_default",
        },
        Case {
            mutation: "a row renamed in a table of parameters",
            mutate: |inputs| "full_text".clone_into(&mut row(inputs, "list_users", "q").name),
            causes: &[
                "list_users row-missing-in-schema query.full_text",
                "list_users schema-undocumented query.q",
            ],
            line: "get",
        },
        Case {
            mutation: "another type in a table",
            mutate: |inputs| {
                row(inputs, "create_user", "features").kind = Some("Object".to_owned())
            },
            causes: &["create_user row-type-differs $.features"],
            line: "array",
        },
        Case {
            mutation: "another required mark in a table",
            mutate: |inputs| row(inputs, "edit_user", "email").required = true,
            causes: &["edit_user row-required-differs $.email"],
            line: "email",
        },
        Case {
            mutation: "another default in a table",
            mutate: |inputs| {
                row(inputs, "list_company_views", "days_back").default = Some(json!(30))
            },
            causes: &["list_company_views row-default-differs query.days_back"],
            line: "schema",
        },
        Case {
            mutation: "other values in a table",
            mutate: |inputs| {
                row(inputs, "list_users", "status").values = Some(vec![json!("Activated")])
            },
            causes: &["list_users row-values-differ query.status"],
            line: "enum",
        },
        Case {
            mutation: "a folder missing",
            mutate: |inputs| {
                inputs.pages.remove("reset_mfa");
            },
            causes: &["reset_mfa operation-undocumented $"],
            line: "post",
        },
        Case {
            mutation: "a folder too many",
            mutate: |inputs| {
                let page = inputs.page("reset_mfa").clone();
                inputs.pages.insert("forget_mfa".to_owned(), page);
            },
            causes: &["forget_mfa operation-missing $"],
            line: "paths",
        },
        Case {
            mutation: "another method and title in a source",
            mutate: |inputs| {
                let source = &mut inputs.page("delete_user").source;
                "POST".clone_into(&mut source.method);
                "POST: Delete a User".clone_into(&mut source.title);
            },
            causes: &[
                "delete_user source-differs source.method",
                "delete_user source-differs source.title",
            ],
            line: "delete",
        },
    ]);
}

#[test]
fn contradictions_have_to_be_listed_and_to_exist() {
    assert_each_is_caught(&[
        Case {
            mutation: "an entry removed",
            mutate: |inputs| {
                inputs
                    .entries
                    .retain(|entry| entry.id != "list-offset-starts-at-zero")
            },
            causes: &["list_users row-default-differs query.offset"],
            line: "\"default\": 0",
        },
        Case {
            mutation: "an entry for something that isn't so",
            mutate: |inputs| {
                let mut entry = inputs.entries[0].clone();
                "invented".clone_into(&mut entry.id);
                entry.kind = Kind::RowTypeDiffers;
                inputs.entries.push(entry);
            },
            causes: &["stale invented"],
            line: "",
        },
        Case {
            mutation: "an entry with another path",
            mutate: |inputs| "$.email".clone_into(&mut entry(inputs, "create-one-role").path),
            causes: &[
                "create_user array-size-limited $.roles",
                "stale create-one-role",
            ],
            line: "maxItems",
        },
        Case {
            mutation: "an entry for another operation",
            mutate: |inputs| {
                "get_user".clone_into(&mut entry(inputs, "create-group-guid-or-object").operation)
            },
            causes: &[
                "create_user request-response-differ $.group",
                "stale create-group-guid-or-object",
            ],
            line: "group",
        },
        Case {
            mutation: "a mistake of the documentation corrected there",
            mutate: |inputs| {
                inputs.response("get_user", |user| {
                    user["roles"][0] =
                        json!({"name": "Group Admin", "slug": "customer_group_admin"});
                });
            },
            causes: &["stale get-example-slug-with-space-unknown"],
            line: "",
        },
        Case {
            mutation: "an example turned into JSON",
            mutate: |inputs| {
                let page = inputs.page("get_user_quota");
                let text = page
                    .response
                    .as_ref()
                    .map(|response| response.text.replace(", }", " }"));
                respond_with(page, "response.json", &text.unwrap_or_default());
            },
            causes: &["stale quota-example-not-json"],
            line: "",
        },
    ]);
}
