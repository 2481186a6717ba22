//! The operations that the mock server implements, and their routes.

use axum::http::Method;

/// The path that the API's base URL ends in.
pub(crate) const API_ROOT: &str = "/ratings";

/// One operation of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // The names say it; `id` ties each to the document.
pub enum Operation {
    ListUsers,
    CreateUser,
    GetUser,
    EditUser,
    DeleteUser,
    RequireMfa,
    ResetMfa,
    ResendActivationEmail,
    GetUserQuota,
    ListCompanyViews,
    ListAccessGroups,
    GetCurrentUser,
    EditCurrentUser,
    QueryUsers,
    ResetPendingMfa,
    GetAccessGroup,
}

impl Operation {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::ListUsers,
        Self::CreateUser,
        Self::GetUser,
        Self::EditUser,
        Self::DeleteUser,
        Self::RequireMfa,
        Self::ResetMfa,
        Self::ResendActivationEmail,
        Self::GetUserQuota,
        Self::ListCompanyViews,
        Self::ListAccessGroups,
        Self::GetCurrentUser,
        Self::EditCurrentUser,
        Self::QueryUsers,
        Self::ResetPendingMfa,
        Self::GetAccessGroup,
    ];

    /// The document's `operationId`, which faults and recorded requests use too.
    pub fn id(self) -> &'static str {
        match self {
            Self::ListUsers => "list_users",
            Self::CreateUser => "create_user",
            Self::GetUser => "get_user",
            Self::EditUser => "edit_user",
            Self::DeleteUser => "delete_user",
            Self::RequireMfa => "require_mfa",
            Self::ResetMfa => "reset_mfa",
            Self::ResendActivationEmail => "resend_activation_email",
            Self::GetUserQuota => "get_user_quota",
            Self::ListCompanyViews => "list_company_views",
            Self::ListAccessGroups => "list_access_groups",
            Self::GetCurrentUser => "get_current_user",
            Self::EditCurrentUser => "edit_current_user",
            Self::QueryUsers => "query_users",
            Self::ResetPendingMfa => "reset_pending_mfa",
            Self::GetAccessGroup => "get_access_group",
        }
    }

    /// The path's template, as in the document.
    pub fn path(self) -> &'static str {
        match self {
            Self::ListUsers | Self::CreateUser => "/v2/users",
            Self::GetUser | Self::EditUser | Self::DeleteUser => "/v2/users/{user_guid}",
            Self::RequireMfa => "/v2/users/{user_guid}/require-mfa",
            Self::ResetMfa => "/v2/users/{user_guid}/reset-mfa",
            Self::ResendActivationEmail => "/v2/users/{user_guid}/resend-activation-email",
            Self::GetUserQuota => "/v1/users/quota",
            Self::ListCompanyViews => "/v1/users/{user_guid}/company-views",
            Self::ListAccessGroups => "/v1/access-groups",
            Self::GetCurrentUser | Self::EditCurrentUser => "/v2/users/current",
            Self::QueryUsers => "/v2/users/query",
            Self::ResetPendingMfa => "/v2/users/{user_guid}/reset-pending-mfa",
            Self::GetAccessGroup => "/v1/access-groups/{group_guid}",
        }
    }

    /// The HTTP method.
    pub fn method(self) -> Method {
        match self {
            Self::ListUsers
            | Self::GetUser
            | Self::GetUserQuota
            | Self::ListCompanyViews
            | Self::ListAccessGroups
            | Self::GetCurrentUser
            | Self::GetAccessGroup => Method::GET,
            Self::CreateUser
            | Self::RequireMfa
            | Self::ResetMfa
            | Self::ResetPendingMfa
            | Self::ResendActivationEmail
            | Self::QueryUsers => Method::POST,
            Self::EditUser | Self::EditCurrentUser => Method::PATCH,
            Self::DeleteUser => Method::DELETE,
        }
    }

    /// Whether it changes anything, which takes an admin's token.
    pub fn writes(self) -> bool {
        // The guids of a query travel in a body.
        self.method() != Method::GET && self != Self::QueryUsers
    }

    /// The operation with this method and path template.
    pub(crate) fn find(method: &Method, path: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|operation| operation.path() == path && operation.method() == *method)
    }

    /// The operation with this id.
    pub(crate) fn by_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.id() == id)
    }
}
