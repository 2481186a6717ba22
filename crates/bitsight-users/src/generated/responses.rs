// Written by `cargo xtask regen` from spec/openapi.yaml. Do not edit.

use crate::rules::{Field, Kind, Object};
static ACCESS_GROUP_OBJECT: Object = Object {
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
///What a `AccessGroup` must be like.
pub static ACCESS_GROUP: Kind = Kind::Object(&ACCESS_GROUP_OBJECT);
static ACCESS_GROUPS_OBJECT: Object = Object {
    min_fields: 0,
    fields: &[
        Field {
            name: "groups",
            required: true,
            nullable: false,
            kind: Kind::Array {
                items: &Kind::Object(&ACCESS_GROUP_OBJECT),
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
///What a `AccessGroups` must be like.
pub static ACCESS_GROUPS: Kind = Kind::Object(&ACCESS_GROUPS_OBJECT);
static COMPANY_VIEWS_OBJECT: Object = Object {
    min_fields: 0,
    fields: &[
        Field {
            name: "most_recently_viewed",
            required: true,
            nullable: false,
            kind: Kind::Array {
                items: &Kind::Object(&VIEWED_COMPANY_OBJECT),
                min: 0,
                max: usize::MAX,
            },
        },
        Field {
            name: "top_viewed",
            required: true,
            nullable: false,
            kind: Kind::Array {
                items: &Kind::Object(&VIEWED_COMPANY_OBJECT),
                min: 0,
                max: usize::MAX,
            },
        },
    ],
};
///What a `CompanyViews` must be like.
pub static COMPANY_VIEWS: Kind = Kind::Object(&COMPANY_VIEWS_OBJECT);
static FEATURE_OBJECT: Object = Object {
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
///What a `Feature` must be like.
pub static FEATURE: Kind = Kind::Object(&FEATURE_OBJECT);
static PAGE_LINKS_OBJECT: Object = Object {
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
///What a `PageLinks` must be like.
pub static PAGE_LINKS: Kind = Kind::Object(&PAGE_LINKS_OBJECT);
static USER_OBJECT: Object = Object {
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
            kind: Kind::Object(&USER_GROUP_OBJECT),
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
                items: &Kind::Object(&USER_ROLE_OBJECT),
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
                items: &Kind::Object(&FEATURE_OBJECT),
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
///What a `User` must be like.
pub static USER: Kind = Kind::Object(&USER_OBJECT);
static USER_GROUP_OBJECT: Object = Object {
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
///What a `UserGroup` must be like.
pub static USER_GROUP: Kind = Kind::Object(&USER_GROUP_OBJECT);
static USER_PAGE_OBJECT: Object = Object {
    min_fields: 0,
    fields: &[
        Field {
            name: "links",
            required: true,
            nullable: false,
            kind: Kind::Object(&PAGE_LINKS_OBJECT),
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
                items: &Kind::Object(&USER_OBJECT),
                min: 0,
                max: usize::MAX,
            },
        },
    ],
};
///What a `UserPage` must be like.
pub static USER_PAGE: Kind = Kind::Object(&USER_PAGE_OBJECT);
static USER_QUOTA_OBJECT: Object = Object {
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
///What a `UserQuota` must be like.
pub static USER_QUOTA: Kind = Kind::Object(&USER_QUOTA_OBJECT);
static USER_ROLE_OBJECT: Object = Object {
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
///What a `UserRole` must be like.
pub static USER_ROLE: Kind = Kind::Object(&USER_ROLE_OBJECT);
static VIEWED_COMPANY_OBJECT: Object = Object {
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
///What a `ViewedCompany` must be like.
pub static VIEWED_COMPANY: Kind = Kind::Object(&VIEWED_COMPANY_OBJECT);
