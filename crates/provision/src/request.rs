//! What is asked of the service, and what comes back.

use crate::prelude::*;

use core::time::Duration;

use serde_json::{Map, Value};

use crate::{
    json::{Members, ToValue, insert, insert_unless_empty, object, serialize, words},
    time,
};

/// A request that the host is to send.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Request {
    /// A page of users.
    ListUsers {
        /// Users per page.
        limit: u32,
        /// How many users come before the page.
        offset: u64,
        /// Only users with this address.
        email: Option<String>,
        /// The filter `is_company_api_token`; not sent if absent.
        is_company_api_token: Option<bool>,
        /// The filter `is_available_for_contact`; not sent if absent.
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

impl ToValue for Request {
    fn to_value(&self) -> Value {
        let (operation, user, body) = match self {
            Self::ListUsers { .. } => ("list_users", None, None),
            Self::GetUser { user_guid } => ("get_user", Some(user_guid), None),
            Self::GetCurrentUser => ("get_current_user", None, None),
            Self::ListAccessGroups => ("list_access_groups", None, None),
            Self::GetUserQuota => ("get_user_quota", None, None),
            Self::CreateUser { body } => ("create_user", None, Some(body)),
            Self::EditUser { user_guid, body } => ("edit_user", Some(user_guid), Some(body)),
            Self::DeleteUser { user_guid } => ("delete_user", Some(user_guid), None),
            Self::RequireMfa { user_guid } => ("require_mfa", Some(user_guid), None),
            Self::ResendActivationEmail { user_guid } => {
                ("resend_activation_email", Some(user_guid), None)
            }
        };
        let mut members = object([("operation", operation.into())]);
        if let Self::ListUsers {
            limit,
            offset,
            email,
            is_company_api_token,
            is_available_for_contact,
        } = self
        {
            let optional = [
                ("limit", limit.to_value()),
                ("offset", offset.to_value()),
                ("email", email.to_value()),
                ("is_company_api_token", is_company_api_token.to_value()),
                (
                    "is_available_for_contact",
                    is_available_for_contact.to_value(),
                ),
            ];
            for (name, value) in optional {
                insert_unless_empty(&mut members, name, value);
            }
        }
        if let Some(user) = user {
            insert(&mut members, "user_guid", user.to_value());
        }
        if let Some(body) = body {
            insert(&mut members, "body", Value::Object(body.clone()));
        }
        Value::Object(members)
    }
}

serialize!(Request);

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
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The service did it.
    Success {
        /// The body, if it is JSON.
        body: Option<Value>,
    },
    /// It failed, or nobody knows.
    Failure(Failure),
}

/// A failed request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The status, if there was an answer.
    pub status: Option<u16>,
    /// The client's code for the failure, such as `rate_limited`.
    pub code: String,
    /// Whether the request took effect.
    pub effect: Effect,
    /// How long the service asks to wait.
    pub retry_after: Option<Duration>,
}

words! {
    /// Whether a request took effect.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Effect {
        /// It didn't.
        None = "none",
        /// It may have.
        Possible = "possible",
    }
}

impl ToValue for Failure {
    fn to_value(&self) -> Value {
        let mut members = Map::new();
        insert_unless_empty(&mut members, "status", self.status.to_value());
        insert(&mut members, "code", self.code.to_value());
        insert(&mut members, "effect", self.effect.to_value());
        let retry_after = time::milliseconds(self.retry_after);
        insert(&mut members, "retry_after_ms", retry_after);
        Value::Object(members)
    }
}

serialize!(Failure);

impl Failure {
    /// Reads a failure: an object with `code`, `effect`, and perhaps `status` and `retry_after_ms`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn from_json(value: &Value) -> Result<Self, String> {
        let members = Members::of(value)?;
        let milliseconds: Option<u64> = members.read("retry_after_ms")?;
        Ok(Self {
            status: members.read("status")?,
            code: members.read("code")?,
            effect: members.read("effect")?,
            retry_after: milliseconds.map(Duration::from_millis),
        })
    }

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
