// Written by `cargo xtask regen` from spec/openapi.yaml. Do not edit.

use crate::field::{Field, Kind};
/// The fields that a list of people can manage.
pub(crate) static FIELDS: &[Field] = &[
    Field {
        name: "friendly_name",
        column: "friendly_name",
        required: true,
        kind: Kind::Text { min_length: 1usize },
    },
    Field {
        name: "formal_name",
        column: "formal_name",
        required: true,
        kind: Kind::Text { min_length: 1usize },
    },
    Field {
        name: "roles",
        column: "role",
        required: true,
        kind: Kind::One {
            member: "slug",
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
        },
    },
    Field {
        name: "group",
        column: "group",
        required: false,
        kind: Kind::Reference,
    },
    Field {
        name: "is_available_for_contact",
        column: "contact",
        required: false,
        kind: Kind::Boolean,
    },
    Field {
        name: "features",
        column: "features",
        required: false,
        kind: Kind::Settings {
            name: "slug",
            value: "value",
            known: &["wfh-ro", "fq-access"],
        },
    },
];
