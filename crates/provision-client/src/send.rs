//! Requests of the logic as calls of the client, and responses of the client as answers.

use bitsight_users::{Client, CustomRequest, Error};
use bitsight_users_provision::{Answer, Effect, Failure, Request};
use serde_json::Value;

use crate::platform::call_options;

/// A client that sends each request once: when to send again is the logic's decision, and it looks
/// first whether the first request took effect.
pub(crate) fn without_retries(client: &Client) -> Client {
    client.with_options(call_options().max_retries(0))
}

/// Sends a request.
pub(crate) async fn send(client: &Client, request: &Request) -> Answer {
    let Some(call) = call(client, request) else {
        return unsupported();
    };
    match call.send().await {
        Ok(response) => Answer::Success {
            body: response.into_inner(),
        },
        Err(error) => Answer::Failure(failure(&error)),
    }
}

/// The call. It is made by path, because the client's methods for these operations do more than
/// send: they repeat and look up by rules of their own.
fn call(client: &Client, request: &Request) -> Option<CustomRequest> {
    let user = |guid: &str, action: &str| format!("/v2/users/{}{action}", segment(guid));
    let body = |body: &serde_json::Map<String, Value>| Value::Object(body.clone());
    Some(match request {
        Request::ListUsers {
            limit,
            offset,
            email,
            is_company_api_token,
            is_available_for_contact,
        } => {
            let mut call = client
                .request("GET", "/v2/users")
                .query("limit", limit.to_string())
                .query("offset", offset.to_string());
            if let Some(email) = email {
                call = call.query("email", email);
            }
            if let Some(flag) = is_company_api_token {
                call = call.query("is_company_api_token", flag.to_string());
            }
            if let Some(flag) = is_available_for_contact {
                call = call.query("is_available_for_contact", flag.to_string());
            }
            call
        }
        Request::GetUser { user_guid } => client.request("GET", &user(user_guid, "")),
        Request::GetCurrentUser => client.request("GET", "/v2/users/current"),
        Request::ListAccessGroups => client.request("GET", "/v1/access-groups"),
        Request::GetUserQuota => client.request("GET", "/v1/users/quota"),
        Request::CreateUser { body: fields } => {
            client.request("POST", "/v2/users").body(body(fields))
        }
        Request::EditUser {
            user_guid,
            body: fields,
        } => client
            .request("PATCH", &user(user_guid, ""))
            .body(body(fields)),
        Request::DeleteUser { user_guid } => client.request("DELETE", &user(user_guid, "")),
        Request::RequireMfa { user_guid } => {
            client.request("POST", &user(user_guid, "/require-mfa"))
        }
        Request::ResendActivationEmail { user_guid } => {
            client.request("POST", &user(user_guid, "/resend-activation-email"))
        }
        _ => return None,
    })
}

/// A guid as a part of a path: it comes from the service and can hold anything.
fn segment(guid: &str) -> String {
    let mut segment = String::with_capacity(guid.len());
    for byte in guid.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            segment.push(char::from(byte));
        } else {
            segment.push_str(&format!("%{byte:02X}"));
        }
    }
    segment
}

fn failure(error: &Error) -> Failure {
    Failure {
        status: error.status(),
        code: error.code().to_string(),
        effect: match error.effect() {
            bitsight_users::Effect::None => Effect::None,
            _ => Effect::Possible,
        },
        retry_after: error.retry_after(),
    }
}

/// A request of a newer logic. It isn't sent.
fn unsupported() -> Answer {
    Answer::Failure(Failure {
        status: None,
        code: "unsupported".to_owned(),
        effect: Effect::None,
        retry_after: None,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_guid_cannot_lead_to_another_path() {
        assert_eq!(super::segment("james123-4567"), "james123-4567");
        assert_eq!(super::segment("../a?b#c/d%"), "..%2Fa%3Fb%23c%2Fd%25");
    }
}
