// Written by `cargo xtask regen` from spec/openapi.yaml. Do not edit.

use crate::call::route::Route;
use super::operations;
///`GET /v2/users`
pub(crate) static LIST_USERS: Route = Route {
    operation: &operations::LIST_USERS,
    send: |client, _| Box::pin(async move { client.list_users().await }),
};
///`POST /v2/users`
pub(crate) static CREATE_USER: Route = Route {
    operation: &operations::CREATE_USER,
    send: |client, input| Box::pin(async move { client.create_user(input.body()).await }),
};
///`GET /v2/users/current`
pub(crate) static GET_CURRENT_USER: Route = Route {
    operation: &operations::GET_CURRENT_USER,
    send: |client, _| Box::pin(async move { client.get_current_user().await }),
};
///`PATCH /v2/users/current`
pub(crate) static EDIT_CURRENT_USER: Route = Route {
    operation: &operations::EDIT_CURRENT_USER,
    send: |client, input| Box::pin(async move {
        client.edit_current_user(input.body()).await
    }),
};
///`POST /v2/users/query`
pub(crate) static QUERY_USERS: Route = Route {
    operation: &operations::QUERY_USERS,
    send: |client, input| Box::pin(async move { client.query_users(input.body()).await }),
};
///`GET /v2/users/{user_guid}`
pub(crate) static GET_USER: Route = Route {
    operation: &operations::GET_USER,
    send: |client, input| Box::pin(async move {
        client.get_user(input.segment(0usize)).await
    }),
};
///`PATCH /v2/users/{user_guid}`
pub(crate) static EDIT_USER: Route = Route {
    operation: &operations::EDIT_USER,
    send: |client, input| Box::pin(async move {
        client.edit_user(input.segment(0usize), input.body()).await
    }),
};
///`DELETE /v2/users/{user_guid}`
pub(crate) static DELETE_USER: Route = Route {
    operation: &operations::DELETE_USER,
    send: |client, input| Box::pin(async move {
        client.delete_user(input.segment(0usize)).await
    }),
};
///`POST /v2/users/{user_guid}/require-mfa`
pub(crate) static REQUIRE_MFA: Route = Route {
    operation: &operations::REQUIRE_MFA,
    send: |client, input| Box::pin(async move {
        client.require_mfa(input.segment(0usize)).await
    }),
};
///`POST /v2/users/{user_guid}/reset-mfa`
pub(crate) static RESET_MFA: Route = Route {
    operation: &operations::RESET_MFA,
    send: |client, input| Box::pin(async move {
        client.reset_mfa(input.segment(0usize)).await
    }),
};
///`POST /v2/users/{user_guid}/reset-pending-mfa`
pub(crate) static RESET_PENDING_MFA: Route = Route {
    operation: &operations::RESET_PENDING_MFA,
    send: |client, input| Box::pin(async move {
        client.reset_pending_mfa(input.segment(0usize)).await
    }),
};
///`POST /v2/users/{user_guid}/resend-activation-email`
pub(crate) static RESEND_ACTIVATION_EMAIL: Route = Route {
    operation: &operations::RESEND_ACTIVATION_EMAIL,
    send: |client, input| Box::pin(async move {
        client.resend_activation_email(input.segment(0usize)).await
    }),
};
///`GET /v1/users/quota`
pub(crate) static GET_USER_QUOTA: Route = Route {
    operation: &operations::GET_USER_QUOTA,
    send: |client, _| Box::pin(async move { client.get_user_quota().await }),
};
///`GET /v1/users/{user_guid}/company-views`
pub(crate) static LIST_COMPANY_VIEWS: Route = Route {
    operation: &operations::LIST_COMPANY_VIEWS,
    send: |client, input| Box::pin(async move {
        client.list_company_views(input.segment(0usize)).await
    }),
};
///`GET /v1/access-groups`
pub(crate) static LIST_ACCESS_GROUPS: Route = Route {
    operation: &operations::LIST_ACCESS_GROUPS,
    send: |client, _| Box::pin(async move { client.list_access_groups().await }),
};
///`GET /v1/access-groups/{group_guid}`
pub(crate) static GET_ACCESS_GROUP: Route = Route {
    operation: &operations::GET_ACCESS_GROUP,
    send: |client, input| Box::pin(async move {
        client.get_access_group(input.segment(0usize)).await
    }),
};
static ALL: &[&Route] = &[
    &LIST_USERS,
    &CREATE_USER,
    &GET_CURRENT_USER,
    &EDIT_CURRENT_USER,
    &QUERY_USERS,
    &GET_USER,
    &EDIT_USER,
    &DELETE_USER,
    &REQUIRE_MFA,
    &RESET_MFA,
    &RESET_PENDING_MFA,
    &RESEND_ACTIVATION_EMAIL,
    &GET_USER_QUOTA,
    &LIST_COMPANY_VIEWS,
    &LIST_ACCESS_GROUPS,
    &GET_ACCESS_GROUP,
];
/// The route of the operation with this name, for the bindings.
pub fn route(id: &str) -> Option<&'static Route> {
    ALL.iter().copied().find(|route| route.operation.endpoint.id == id)
}
