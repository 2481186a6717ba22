//! What is asked of the service, and what comes back.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A request that the host is to send.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "operation", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Request {
    /// A page of users.
    ListUsers {
        /// Users per page.
        limit: u32,
        /// How many users come before the page.
        offset: u64,
        /// Only users with this address.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        email: Option<String>,
        /// The filter `is_company_api_token`; not sent if absent.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        is_company_api_token: Option<bool>,
        /// The filter `is_available_for_contact`; not sent if absent.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        is_available_for_contact: Option<bool>,
    },
    /// One user.
    GetUser {
        /// The user.
        user_guid: String,
    },
    /// The user whom the token belongs to.
    GetCurrentUser,
    /// The access groups.
    ListAccessGroups,
    /// The account's seats.
    GetUserQuota,
    /// Creates a user. Not to be sent again by the host.
    CreateUser {
        /// The body.
        body: Map<String, Value>,
    },
    /// Changes a user.
    EditUser {
        /// The user.
        user_guid: String,
        /// The body.
        body: Map<String, Value>,
    },
    /// Deletes a user.
    DeleteUser {
        /// The user.
        user_guid: String,
    },
    /// Makes a user set up two-factor authentication.
    RequireMfa {
        /// The user.
        user_guid: String,
    },
    /// Sends the activation email again.
    ResendActivationEmail {
        /// The user.
        user_guid: String,
    },
}

impl Request {
    /// Whether the request only reads, so that sending it again does no harm.
    pub fn is_read(&self) -> bool {
        matches!(
            self,
            Self::ListUsers { .. }
                | Self::GetUser { .. }
                | Self::GetCurrentUser
                | Self::ListAccessGroups
                | Self::GetUserQuota
        )
    }
}

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Answer {
    /// The service did it.
    Success {
        /// The body, if it is JSON.
        #[serde(default)]
        body: Option<Value>,
    },
    /// It failed, or nobody knows.
    Failure(Failure),
}

/// A failed request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The status, if there was an answer.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub status: Option<u16>,
    /// The client's code for the failure, such as `rate_limited`.
    pub code: String,
    /// Whether the request took effect.
    pub effect: Effect,
    /// How long the service asks to wait.
    #[serde(
        with = "crate::time::milliseconds::optional",
        rename = "retry_after_ms",
        default
    )]
    pub retry_after: Option<Duration>,
}

/// Whether a request took effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// It didn't.
    None,
    /// It may have.
    Possible,
}

impl Failure {
    /// Whether the service asks to slow down.
    pub(crate) fn is_rate_limit(&self) -> bool {
        self.status == Some(429)
    }

    /// Whether no request with this token can succeed.
    pub(crate) fn is_unauthorized(&self) -> bool {
        self.status == Some(401)
    }

    /// Whether the same request may succeed a little later: the connection or the service failed,
    /// or the service asks to slow down.
    pub(crate) fn is_passing(&self) -> bool {
        match self.status {
            Some(status) => status >= 500 || status == 408 || self.is_rate_limit(),
            // Refused by the client, which does so every time.
            None => self.code != "invalid_argument",
        }
    }
}
