// Written by `cargo xtask regen` from spec/openapi.yaml. Do not edit.

use crate::operation::{
    Endpoint, Expected, Operation, PathKind, PathParameter, Retry, Success,
};
use super::schemas;
///`GET /v2/users`
pub(crate) static LIST_USERS: Operation = Operation {
    endpoint: Endpoint {
        id: "list_users",
        method: "GET",
        path: "/v2/users",
        reads: true,
    },
    retry: Retry::Safe,
    path_parameters: &[],
    query: Some(&schemas::LIST_USERS_QUERY),
    query_names: &[
        ("email", "email"),
        ("email_q", "email_q"),
        ("formal_name_q", "formal_name_q"),
        ("group_guid", "group.guid"),
        ("guid", "guid"),
        ("is_available_for_contact", "is_available_for_contact"),
        ("is_company_api_token", "is_company_api_token"),
        ("is_preferred_contact", "is_preferred_contact"),
        ("limit", "limit"),
        ("offset", "offset"),
        ("q", "q"),
        ("roles_slug", "roles.slug"),
        ("sort", "sort"),
        ("status", "status"),
    ],
    body: None,
    success: Success {
        statuses: &[200u16],
        body: Expected::Json,
    },
};
///`POST /v2/users`
pub(crate) static CREATE_USER: Operation = Operation {
    endpoint: Endpoint {
        id: "create_user",
        method: "POST",
        path: "/v2/users",
        reads: false,
    },
    retry: Retry::Lookup,
    path_parameters: &[],
    query: None,
    query_names: &[],
    body: Some(&schemas::NEW_USER),
    success: Success {
        statuses: &[201u16, 200u16],
        body: Expected::JsonOrNothing,
    },
};
///`GET /v2/users/current`
pub(crate) static GET_CURRENT_USER: Operation = Operation {
    endpoint: Endpoint {
        id: "get_current_user",
        method: "GET",
        path: "/v2/users/current",
        reads: true,
    },
    retry: Retry::Safe,
    path_parameters: &[],
    query: None,
    query_names: &[],
    body: None,
    success: Success {
        statuses: &[200u16],
        body: Expected::Json,
    },
};
///`PATCH /v2/users/current`
pub(crate) static EDIT_CURRENT_USER: Operation = Operation {
    endpoint: Endpoint {
        id: "edit_current_user",
        method: "PATCH",
        path: "/v2/users/current",
        reads: false,
    },
    retry: Retry::Idempotent,
    path_parameters: &[],
    query: None,
    query_names: &[],
    body: Some(&schemas::USER_CHANGES),
    success: Success {
        statuses: &[200u16],
        body: Expected::JsonOrNothing,
    },
};
///`POST /v2/users/query`
pub(crate) static QUERY_USERS: Operation = Operation {
    endpoint: Endpoint {
        id: "query_users",
        method: "POST",
        path: "/v2/users/query",
        reads: true,
    },
    retry: Retry::Safe,
    path_parameters: &[],
    query: None,
    query_names: &[],
    body: Some(&schemas::USER_QUERY),
    success: Success {
        statuses: &[200u16],
        body: Expected::Json,
    },
};
///`GET /v2/users/{user_guid}`
pub(crate) static GET_USER: Operation = Operation {
    endpoint: Endpoint {
        id: "get_user",
        method: "GET",
        path: "/v2/users/{user_guid}",
        reads: true,
    },
    retry: Retry::Safe,
    path_parameters: &[
        PathParameter {
            name: "user_guid",
            kind: PathKind::String,
        },
    ],
    query: None,
    query_names: &[],
    body: None,
    success: Success {
        statuses: &[200u16],
        body: Expected::Json,
    },
};
///`PATCH /v2/users/{user_guid}`
pub(crate) static EDIT_USER: Operation = Operation {
    endpoint: Endpoint {
        id: "edit_user",
        method: "PATCH",
        path: "/v2/users/{user_guid}",
        reads: false,
    },
    retry: Retry::Idempotent,
    path_parameters: &[
        PathParameter {
            name: "user_guid",
            kind: PathKind::String,
        },
    ],
    query: None,
    query_names: &[],
    body: Some(&schemas::USER_CHANGES),
    success: Success {
        statuses: &[200u16],
        body: Expected::JsonOrNothing,
    },
};
///`DELETE /v2/users/{user_guid}`
pub(crate) static DELETE_USER: Operation = Operation {
    endpoint: Endpoint {
        id: "delete_user",
        method: "DELETE",
        path: "/v2/users/{user_guid}",
        reads: false,
    },
    retry: Retry::Idempotent,
    path_parameters: &[
        PathParameter {
            name: "user_guid",
            kind: PathKind::String,
        },
    ],
    query: None,
    query_names: &[],
    body: None,
    success: Success {
        statuses: &[204u16],
        body: Expected::Nothing,
    },
};
///`POST /v2/users/{user_guid}/require-mfa`
pub(crate) static REQUIRE_MFA: Operation = Operation {
    endpoint: Endpoint {
        id: "require_mfa",
        method: "POST",
        path: "/v2/users/{user_guid}/require-mfa",
        reads: false,
    },
    retry: Retry::Idempotent,
    path_parameters: &[
        PathParameter {
            name: "user_guid",
            kind: PathKind::String,
        },
    ],
    query: None,
    query_names: &[],
    body: None,
    success: Success {
        statuses: &[200u16],
        body: Expected::Nothing,
    },
};
///`POST /v2/users/{user_guid}/reset-mfa`
pub(crate) static RESET_MFA: Operation = Operation {
    endpoint: Endpoint {
        id: "reset_mfa",
        method: "POST",
        path: "/v2/users/{user_guid}/reset-mfa",
        reads: false,
    },
    retry: Retry::Idempotent,
    path_parameters: &[
        PathParameter {
            name: "user_guid",
            kind: PathKind::String,
        },
    ],
    query: None,
    query_names: &[],
    body: None,
    success: Success {
        statuses: &[200u16],
        body: Expected::Nothing,
    },
};
///`POST /v2/users/{user_guid}/reset-pending-mfa`
pub(crate) static RESET_PENDING_MFA: Operation = Operation {
    endpoint: Endpoint {
        id: "reset_pending_mfa",
        method: "POST",
        path: "/v2/users/{user_guid}/reset-pending-mfa",
        reads: false,
    },
    retry: Retry::Idempotent,
    path_parameters: &[
        PathParameter {
            name: "user_guid",
            kind: PathKind::String,
        },
    ],
    query: None,
    query_names: &[],
    body: None,
    success: Success {
        statuses: &[200u16],
        body: Expected::Nothing,
    },
};
///`POST /v2/users/{user_guid}/resend-activation-email`
pub(crate) static RESEND_ACTIVATION_EMAIL: Operation = Operation {
    endpoint: Endpoint {
        id: "resend_activation_email",
        method: "POST",
        path: "/v2/users/{user_guid}/resend-activation-email",
        reads: false,
    },
    retry: Retry::Once,
    path_parameters: &[
        PathParameter {
            name: "user_guid",
            kind: PathKind::String,
        },
    ],
    query: None,
    query_names: &[],
    body: None,
    success: Success {
        statuses: &[200u16],
        body: Expected::Nothing,
    },
};
///`GET /v1/users/quota`
pub(crate) static GET_USER_QUOTA: Operation = Operation {
    endpoint: Endpoint {
        id: "get_user_quota",
        method: "GET",
        path: "/v1/users/quota",
        reads: true,
    },
    retry: Retry::Safe,
    path_parameters: &[],
    query: None,
    query_names: &[],
    body: None,
    success: Success {
        statuses: &[200u16],
        body: Expected::Json,
    },
};
///`GET /v1/users/{user_guid}/company-views`
pub(crate) static LIST_COMPANY_VIEWS: Operation = Operation {
    endpoint: Endpoint {
        id: "list_company_views",
        method: "GET",
        path: "/v1/users/{user_guid}/company-views",
        reads: true,
    },
    retry: Retry::Safe,
    path_parameters: &[
        PathParameter {
            name: "user_guid",
            kind: PathKind::String,
        },
    ],
    query: Some(&schemas::LIST_COMPANY_VIEWS_QUERY),
    query_names: &[("days_back", "days_back"), ("folder", "folder"), ("limit", "limit")],
    body: None,
    success: Success {
        statuses: &[200u16],
        body: Expected::Json,
    },
};
///`GET /v1/access-groups`
pub(crate) static LIST_ACCESS_GROUPS: Operation = Operation {
    endpoint: Endpoint {
        id: "list_access_groups",
        method: "GET",
        path: "/v1/access-groups",
        reads: true,
    },
    retry: Retry::Safe,
    path_parameters: &[],
    query: None,
    query_names: &[],
    body: None,
    success: Success {
        statuses: &[200u16],
        body: Expected::Json,
    },
};
///`GET /v1/access-groups/{group_guid}`
pub(crate) static GET_ACCESS_GROUP: Operation = Operation {
    endpoint: Endpoint {
        id: "get_access_group",
        method: "GET",
        path: "/v1/access-groups/{group_guid}",
        reads: true,
    },
    retry: Retry::Safe,
    path_parameters: &[
        PathParameter {
            name: "group_guid",
            kind: PathKind::String,
        },
    ],
    query: Some(&schemas::GET_ACCESS_GROUP_QUERY),
    query_names: &[("expand", "expand")],
    body: None,
    success: Success {
        statuses: &[200u16],
        body: Expected::Json,
    },
};
