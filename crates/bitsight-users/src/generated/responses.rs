// Written by `cargo xtask regen` from spec/openapi.yaml. Do not edit.

use crate::rules::{Field, Kind, Object};
///What a `AccessGroup` must be like.
pub(crate) static ACCESS_GROUP: Object = Object {
    min_fields: 0,
    fields: &[
        Field {
            name: "guid",
            required: true,
            nullable: false,
            kind: Kind::String {
                min_length: 0,
                format: None,
            },
        },
        Field {
            name: "name",
            required: true,
            nullable: false,
            kind: Kind::String {
                min_length: 0,
                format: None,
            },
        },
        Field {
            name: "user_count",
            required: false,
            nullable: true,
            kind: Kind::Integer {
                minimum: i64::MIN,
                maximum: i64::MAX,
            },
        },
        Field {
            name: "company_count",
            required: false,
            nullable: true,
            kind: Kind::Integer {
                minimum: i64::MIN,
                maximum: i64::MAX,
            },
        },
        Field {
            name: "all_companies",
            required: false,
            nullable: true,
            kind: Kind::Boolean,
        },
        Field {
            name: "is_default",
            required: false,
            nullable: true,
            kind: Kind::Boolean,
        },
        Field {
            name: "subscription_types",
            required: false,
            nullable: true,
            kind: Kind::Any,
        },
    ],
};
///What a `AccessGroups` must be like.
pub(crate) static ACCESS_GROUPS: Object = Object {
    min_fields: 0,
    fields: &[
        Field {
            name: "groups",
            required: true,
            nullable: false,
            kind: Kind::Array {
                items: &Kind::Object(&ACCESS_GROUP),
                min: 0,
                max: usize::MAX,
            },
        },
        Field {
            name: "default_group",
            required: false,
            nullable: true,
            kind: Kind::String {
                min_length: 0,
                format: None,
            },
        },
    ],
};
///What a `CompanyViews` must be like.
pub(crate) static COMPANY_VIEWS: Object = Object {
    min_fields: 0,
    fields: &[
        Field {
            name: "most_recently_viewed",
            required: true,
            nullable: false,
            kind: Kind::Array {
                items: &Kind::Object(&VIEWED_COMPANY),
                min: 0,
                max: usize::MAX,
            },
        },
        Field {
            name: "top_viewed",
            required: true,
            nullable: false,
            kind: Kind::Array {
                items: &Kind::Object(&VIEWED_COMPANY),
                min: 0,
                max: usize::MAX,
            },
        },
    ],
};
///What a `Feature` must be like.
pub(crate) static FEATURE: Object = Object {
    min_fields: 0,
    fields: &[
        Field {
            name: "slug",
            required: true,
            nullable: false,
            kind: Kind::String {
                min_length: 0,
                format: None,
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
                        min_length: 0,
                        format: None,
                    },
                ],
            ),
        },
        Field {
            name: "can_update",
            required: true,
            nullable: false,
            kind: Kind::Boolean,
        },
    ],
};
///What a `PageLinks` must be like.
pub(crate) static PAGE_LINKS: Object = Object {
    min_fields: 0,
    fields: &[
        Field {
            name: "next",
            required: false,
            nullable: true,
            kind: Kind::String {
                min_length: 0,
                format: None,
            },
        },
        Field {
            name: "previous",
            required: false,
            nullable: true,
            kind: Kind::String {
                min_length: 0,
                format: None,
            },
        },
    ],
};
///What a `User` must be like.
pub(crate) static USER: Object = Object {
    min_fields: 0,
    fields: &[
        Field {
            name: "guid",
            required: true,
            nullable: false,
            kind: Kind::String {
                min_length: 0,
                format: None,
            },
        },
        Field {
            name: "friendly_name",
            required: true,
            nullable: false,
            kind: Kind::String {
                min_length: 0,
                format: None,
            },
        },
        Field {
            name: "formal_name",
            required: true,
            nullable: false,
            kind: Kind::String {
                min_length: 0,
                format: None,
            },
        },
        Field {
            name: "email",
            required: true,
            nullable: false,
            kind: Kind::String {
                min_length: 0,
                format: None,
            },
        },
        Field {
            name: "group",
            required: true,
            nullable: false,
            kind: Kind::Object(&USER_GROUP),
        },
        Field {
            name: "status",
            required: true,
            nullable: false,
            kind: Kind::String {
                min_length: 0,
                format: None,
            },
        },
        Field {
            name: "last_login_time",
            required: true,
            nullable: true,
            kind: Kind::String {
                min_length: 0,
                format: None,
            },
        },
        Field {
            name: "joined_time",
            required: true,
            nullable: false,
            kind: Kind::String {
                min_length: 0,
                format: None,
            },
        },
        Field {
            name: "roles",
            required: true,
            nullable: false,
            kind: Kind::Array {
                items: &Kind::Object(&USER_ROLE),
                min: 0,
                max: usize::MAX,
            },
        },
        Field {
            name: "is_available_for_contact",
            required: true,
            nullable: false,
            kind: Kind::Boolean,
        },
        Field {
            name: "is_company_api_token",
            required: true,
            nullable: false,
            kind: Kind::Boolean,
        },
        Field {
            name: "features",
            required: false,
            nullable: true,
            kind: Kind::Array {
                items: &Kind::Object(&FEATURE),
                min: 0,
                max: usize::MAX,
            },
        },
        Field {
            name: "landing_page",
            required: false,
            nullable: true,
            kind: Kind::String {
                min_length: 0,
                format: None,
            },
        },
        Field {
            name: "preferred_contact_for_entities",
            required: false,
            nullable: true,
            kind: Kind::Array {
                items: &Kind::String {
                    min_length: 0,
                    format: None,
                },
                min: 0,
                max: usize::MAX,
            },
        },
        Field {
            name: "mfa_status",
            required: false,
            nullable: true,
            kind: Kind::String {
                min_length: 0,
                format: None,
            },
        },
    ],
};
///What a `UserGroup` must be like.
pub(crate) static USER_GROUP: Object = Object {
    min_fields: 0,
    fields: &[
        Field {
            name: "guid",
            required: true,
            nullable: false,
            kind: Kind::String {
                min_length: 0,
                format: None,
            },
        },
        Field {
            name: "name",
            required: true,
            nullable: false,
            kind: Kind::String {
                min_length: 0,
                format: None,
            },
        },
    ],
};
///What a `UserPage` must be like.
pub(crate) static USER_PAGE: Object = Object {
    min_fields: 0,
    fields: &[
        Field {
            name: "links",
            required: true,
            nullable: false,
            kind: Kind::Object(&PAGE_LINKS),
        },
        Field {
            name: "count",
            required: true,
            nullable: false,
            kind: Kind::Integer {
                minimum: i64::MIN,
                maximum: i64::MAX,
            },
        },
        Field {
            name: "results",
            required: true,
            nullable: false,
            kind: Kind::Array {
                items: &Kind::Object(&USER),
                min: 0,
                max: usize::MAX,
            },
        },
    ],
};
///What a `UserQuota` must be like.
pub(crate) static USER_QUOTA: Object = Object {
    min_fields: 0,
    fields: &[
        Field {
            name: "active_user_count",
            required: true,
            nullable: false,
            kind: Kind::Integer {
                minimum: i64::MIN,
                maximum: i64::MAX,
            },
        },
        Field {
            name: "inactive_user_count",
            required: true,
            nullable: false,
            kind: Kind::Integer {
                minimum: i64::MIN,
                maximum: i64::MAX,
            },
        },
        Field {
            name: "total_user_count",
            required: true,
            nullable: false,
            kind: Kind::Integer {
                minimum: i64::MIN,
                maximum: i64::MAX,
            },
        },
        Field {
            name: "remaining_active_quota",
            required: true,
            nullable: false,
            kind: Kind::Integer {
                minimum: i64::MIN,
                maximum: i64::MAX,
            },
        },
        Field {
            name: "total_active_quota",
            required: true,
            nullable: false,
            kind: Kind::Integer {
                minimum: i64::MIN,
                maximum: i64::MAX,
            },
        },
    ],
};
///What a `UserRole` must be like.
pub(crate) static USER_ROLE: Object = Object {
    min_fields: 0,
    fields: &[
        Field {
            name: "name",
            required: true,
            nullable: false,
            kind: Kind::String {
                min_length: 0,
                format: None,
            },
        },
        Field {
            name: "slug",
            required: true,
            nullable: false,
            kind: Kind::String {
                min_length: 0,
                format: None,
            },
        },
    ],
};
///What a `ViewedCompany` must be like.
pub(crate) static VIEWED_COMPANY: Object = Object {
    min_fields: 0,
    fields: &[
        Field {
            name: "rating",
            required: true,
            nullable: false,
            kind: Kind::Integer {
                minimum: i64::MIN,
                maximum: i64::MAX,
            },
        },
        Field {
            name: "guid",
            required: true,
            nullable: false,
            kind: Kind::String {
                min_length: 0,
                format: None,
            },
        },
        Field {
            name: "name",
            required: true,
            nullable: false,
            kind: Kind::String {
                min_length: 0,
                format: None,
            },
        },
    ],
};
