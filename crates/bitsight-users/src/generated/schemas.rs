// Written by `cargo xtask regen` from spec/openapi.yaml. Do not edit.

use crate::schema::{Field, Format, Kind, Object};
///The schema of `ListUsersQuery`.
pub static LIST_USERS_QUERY: Object = Object {
    min_fields: 0usize,
    fields: &[
        Field {
            name: "limit",
            required: false,
            nullable: false,
            kind: Kind::Integer {
                minimum: 1i64,
                maximum: 4294967295i64,
            },
        },
        Field {
            name: "offset",
            required: false,
            nullable: false,
            kind: Kind::Integer {
                minimum: 0i64,
                maximum: 4294967295i64,
            },
        },
        Field {
            name: "q",
            required: false,
            nullable: false,
            kind: Kind::String {
                min_length: 1usize,
                format: None,
            },
        },
        Field {
            name: "sort",
            required: false,
            nullable: false,
            kind: Kind::Array {
                items: &Kind::String {
                    min_length: 1usize,
                    format: Some(Format::SortKey),
                },
                min: 1usize,
                max: usize::MAX,
            },
        },
        Field {
            name: "email",
            required: false,
            nullable: false,
            kind: Kind::String {
                min_length: 1usize,
                format: None,
            },
        },
        Field {
            name: "email_q",
            required: false,
            nullable: false,
            kind: Kind::String {
                min_length: 1usize,
                format: None,
            },
        },
        Field {
            name: "formal_name_q",
            required: false,
            nullable: false,
            kind: Kind::String {
                min_length: 1usize,
                format: None,
            },
        },
        Field {
            name: "guid",
            required: false,
            nullable: false,
            kind: Kind::Array {
                items: &Kind::String {
                    min_length: 1usize,
                    format: None,
                },
                min: 1usize,
                max: usize::MAX,
            },
        },
        Field {
            name: "group_guid",
            required: false,
            nullable: false,
            kind: Kind::Array {
                items: &Kind::String {
                    min_length: 1usize,
                    format: None,
                },
                min: 1usize,
                max: usize::MAX,
            },
        },
        Field {
            name: "roles_slug",
            required: false,
            nullable: false,
            kind: Kind::Array {
                items: &Kind::Open {
                    known: &[
                        "customer_user",
                        "customer_admin",
                        "customer_group_admin",
                        "customer_portfolio_manager",
                        "vrm_admin",
                        "vrm_operations",
                        "vrm_view_only",
                        "vrm_internal_business_user",
                        "vulnerability_response_outreach",
                    ],
                    names: &[
                        ("User", "customer_user"),
                        ("Admin", "customer_admin"),
                        ("Group Admin", "customer_group_admin"),
                        ("Portfolio Manager", "customer_portfolio_manager"),
                    ],
                },
                min: 1usize,
                max: usize::MAX,
            },
        },
        Field {
            name: "status",
            required: false,
            nullable: false,
            kind: Kind::Array {
                items: &Kind::Open {
                    known: &["Activated", "Created", "Deactivated"],
                    names: &[],
                },
                min: 1usize,
                max: usize::MAX,
            },
        },
        Field {
            name: "is_available_for_contact",
            required: false,
            nullable: false,
            kind: Kind::Boolean,
        },
        Field {
            name: "is_company_api_token",
            required: false,
            nullable: false,
            kind: Kind::Boolean,
        },
        Field {
            name: "is_preferred_contact",
            required: false,
            nullable: false,
            kind: Kind::Boolean,
        },
    ],
    refused: &[],
};
///The schema of `RoleAssignment`.
pub static ROLE_ASSIGNMENT: Object = Object {
    min_fields: 0usize,
    fields: &[
        Field {
            name: "slug",
            required: true,
            nullable: false,
            kind: Kind::Open {
                known: &[
                    "customer_user",
                    "customer_admin",
                    "customer_group_admin",
                    "customer_portfolio_manager",
                    "vrm_admin",
                    "vrm_operations",
                    "vrm_view_only",
                    "vrm_internal_business_user",
                    "vulnerability_response_outreach",
                ],
                names: &[
                    ("User", "customer_user"),
                    ("Admin", "customer_admin"),
                    ("Group Admin", "customer_group_admin"),
                    ("Portfolio Manager", "customer_portfolio_manager"),
                ],
            },
        },
    ],
    refused: &[],
};
///The schema of `FeatureSetting`.
pub static FEATURE_SETTING: Object = Object {
    min_fields: 0usize,
    fields: &[
        Field {
            name: "slug",
            required: true,
            nullable: false,
            kind: Kind::Open {
                known: &["wfh-ro", "fq-access"],
                names: &[],
            },
        },
        Field {
            name: "value",
            required: true,
            nullable: false,
            kind: Kind::OneOf(
                &[
                    Kind::Boolean,
                    Kind::String {
                        min_length: 0usize,
                        format: None,
                    },
                ],
            ),
        },
    ],
    refused: &[],
};
///The schema of `NewUser`.
pub static NEW_USER: Object = Object {
    min_fields: 0usize,
    fields: &[
        Field {
            name: "friendly_name",
            required: true,
            nullable: false,
            kind: Kind::String {
                min_length: 1usize,
                format: None,
            },
        },
        Field {
            name: "formal_name",
            required: true,
            nullable: false,
            kind: Kind::String {
                min_length: 1usize,
                format: None,
            },
        },
        Field {
            name: "email",
            required: true,
            nullable: false,
            kind: Kind::String {
                min_length: 1usize,
                format: Some(Format::Email),
            },
        },
        Field {
            name: "roles",
            required: true,
            nullable: false,
            kind: Kind::Array {
                items: &Kind::Object(&ROLE_ASSIGNMENT),
                min: 1usize,
                max: 1usize,
            },
        },
        Field {
            name: "status",
            required: false,
            nullable: false,
            kind: Kind::Enum(&["Activated", "Created", "Deactivated"]),
        },
        Field {
            name: "group",
            required: false,
            nullable: false,
            kind: Kind::String {
                min_length: 0usize,
                format: None,
            },
        },
        Field {
            name: "is_company_api_token",
            required: false,
            nullable: false,
            kind: Kind::Boolean,
        },
        Field {
            name: "is_available_for_contact",
            required: false,
            nullable: false,
            kind: Kind::Boolean,
        },
        Field {
            name: "features",
            required: false,
            nullable: false,
            kind: Kind::Array {
                items: &Kind::Object(&FEATURE_SETTING),
                min: 0usize,
                max: usize::MAX,
            },
        },
        Field {
            name: "landing_page",
            required: false,
            nullable: false,
            kind: Kind::Open {
                known: &["DEFAULT", "SPM", "TPRM"],
                names: &[],
            },
        },
        Field {
            name: "preferred_contact_for_entities",
            required: false,
            nullable: false,
            kind: Kind::Array {
                items: &Kind::String {
                    min_length: 1usize,
                    format: None,
                },
                min: 0usize,
                max: usize::MAX,
            },
        },
    ],
    refused: &[],
};
///The schema of `UserChanges`.
pub static USER_CHANGES: Object = Object {
    min_fields: 1usize,
    fields: &[
        Field {
            name: "friendly_name",
            required: false,
            nullable: true,
            kind: Kind::String {
                min_length: 1usize,
                format: None,
            },
        },
        Field {
            name: "formal_name",
            required: false,
            nullable: true,
            kind: Kind::String {
                min_length: 1usize,
                format: None,
            },
        },
        Field {
            name: "email",
            required: false,
            nullable: true,
            kind: Kind::String {
                min_length: 1usize,
                format: Some(Format::Email),
            },
        },
        Field {
            name: "roles",
            required: false,
            nullable: true,
            kind: Kind::Array {
                items: &Kind::Object(&ROLE_ASSIGNMENT),
                min: 1usize,
                max: 1usize,
            },
        },
        Field {
            name: "group",
            required: false,
            nullable: true,
            kind: Kind::String {
                min_length: 0usize,
                format: None,
            },
        },
        Field {
            name: "is_company_api_token",
            required: false,
            nullable: true,
            kind: Kind::Boolean,
        },
        Field {
            name: "is_available_for_contact",
            required: false,
            nullable: true,
            kind: Kind::Boolean,
        },
        Field {
            name: "features",
            required: false,
            nullable: true,
            kind: Kind::Array {
                items: &Kind::Object(&FEATURE_SETTING),
                min: 0usize,
                max: usize::MAX,
            },
        },
        Field {
            name: "landing_page",
            required: false,
            nullable: false,
            kind: Kind::Open {
                known: &["DEFAULT", "SPM", "TPRM"],
                names: &[],
            },
        },
        Field {
            name: "preferred_contact_for_entities",
            required: false,
            nullable: true,
            kind: Kind::Array {
                items: &Kind::String {
                    min_length: 1usize,
                    format: None,
                },
                min: 0usize,
                max: usize::MAX,
            },
        },
    ],
    refused: &[
        (
            "status",
            "can't be changed by the API: it has no known way to deactivate or reactivate a user. Use the web interface, or delete the user",
        ),
    ],
};
///The schema of `UserQuery`.
pub static USER_QUERY: Object = Object {
    min_fields: 0usize,
    fields: &[
        Field {
            name: "guid",
            required: true,
            nullable: false,
            kind: Kind::Array {
                items: &Kind::String {
                    min_length: 1usize,
                    format: None,
                },
                min: 1usize,
                max: usize::MAX,
            },
        },
    ],
    refused: &[],
};
///The schema of `ListCompanyViewsQuery`.
pub static LIST_COMPANY_VIEWS_QUERY: Object = Object {
    min_fields: 0usize,
    fields: &[
        Field {
            name: "days_back",
            required: false,
            nullable: false,
            kind: Kind::Integer {
                minimum: 1i64,
                maximum: 365i64,
            },
        },
        Field {
            name: "folder",
            required: false,
            nullable: false,
            kind: Kind::String {
                min_length: 1usize,
                format: None,
            },
        },
        Field {
            name: "limit",
            required: false,
            nullable: false,
            kind: Kind::Integer {
                minimum: 1i64,
                maximum: 4294967295i64,
            },
        },
    ],
    refused: &[],
};
///The schema of `GetAccessGroupQuery`.
pub static GET_ACCESS_GROUP_QUERY: Object = Object {
    min_fields: 0usize,
    fields: &[
        Field {
            name: "expand",
            required: false,
            nullable: false,
            kind: Kind::Open {
                known: &["users"],
                names: &[],
            },
        },
    ],
    refused: &[],
};
