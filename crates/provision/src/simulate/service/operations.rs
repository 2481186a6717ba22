//! What the operations do.

use serde_json::{Map, Value, json};

use super::{Change, ChangeKind, Service, Stored};
use crate::{Answer, Effect, Failure, Key, Request, Timestamp, simulate::world::user};

impl Service {
    /// Activated administrators. Company tokens are none.
    pub(super) fn admins(&self) -> usize {
        let is_admin = |user: &Value| {
            user["status"] == "Activated"
                && user["is_company_api_token"] == false
                && user["roles"][0]["slug"] == "customer_admin"
        };
        self.users
            .iter()
            .filter(|stored| is_admin(&stored.user))
            .count()
    }

    pub(super) fn index(&self, guid: &str) -> Option<usize> {
        self.users
            .iter()
            .position(|stored| stored.user["guid"] == guid)
    }

    /// Whether there is a user with this address.
    pub(in crate::simulate) fn has(&self, key: &Key) -> bool {
        self.holder(key).is_some()
    }

    pub(super) fn holder(&self, key: &Key) -> Option<&Stored> {
        self.users
            .iter()
            .find(|stored| Key::new(stored.user["email"].as_str().unwrap_or_default()) == *key)
    }

    pub(super) fn perform(
        &mut self,
        request: &Request,
        at: u64,
        (sent, host_start): (u64, u64),
        wall: Timestamp,
    ) -> Answer {
        let admins = self.admins();
        let body = |value: Value| Answer::Success { body: Some(value) };
        let refuse = |status: u16| {
            let code = format!("status_{status}");
            Answer::Failure(Failure {
                status: Some(status),
                code,
                effect: Effect::None,
                retry_after: None,
            })
        };
        let (kind, guid, key, before, twin_since, answer) = match request {
            Request::ListUsers {
                limit,
                offset,
                email,
                is_company_api_token,
                is_available_for_contact,
            } => {
                return self.list(
                    at,
                    (*limit, *offset),
                    email.as_deref(),
                    (*is_company_api_token, *is_available_for_contact),
                );
            }
            Request::GetUser { user_guid } => {
                return self
                    .index(user_guid)
                    .and_then(|index| self.users.get(index))
                    .map_or(refuse(404), |stored| body(stored.user.clone()));
            }
            Request::GetCurrentUser => {
                return body(
                    json!({"guid": if self.other_account { "someone-else" } else { "g0" }}),
                );
            }
            Request::ListAccessGroups => {
                return body(json!({"groups": [{"guid": "group-1", "name": "One"}]}));
            }
            Request::GetUserQuota => {
                return body(
                    json!({"remaining_active_quota": self.seats, "total_active_quota": 99_999u64.min(self.seats + 100)}),
                );
            }
            Request::CreateUser { body: fields } => {
                let email = fields
                    .get("email")
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                let key = Key::new(email);
                let twin_since = self.holder(&key).map(|stored| stored.since);
                if twin_since.is_some() && self.traits.unique {
                    return refuse(409);
                }
                if self.seats == 0 {
                    return refuse(402);
                }
                if self.seats != 99_999 {
                    self.seats -= 1;
                }
                let email = if self.traits.lowers {
                    key.to_string()
                } else {
                    email.to_owned()
                };
                self.next_guid += 1;
                let guid = format!("c{}", self.next_guid);
                let mut created = user(&guid, &email, "", "Created", &wall.to_string());
                update(&mut created, fields, &email);
                self.users.push(Stored {
                    user: created.clone(),
                    since: at,
                    changed: None,
                });
                (
                    ChangeKind::Created,
                    guid,
                    key,
                    None,
                    twin_since,
                    body(created),
                )
            }
            Request::EditUser {
                user_guid,
                body: fields,
            } => {
                let Some(index) = self.index(user_guid) else {
                    return refuse(404);
                };
                let wanted = fields.get("email").and_then(Value::as_str);
                if let Some(email) = wanted
                    && self
                        .holder(&Key::new(email))
                        .is_some_and(|stored| stored.user["guid"] != user_guid.as_str())
                {
                    return refuse(409);
                }
                let Some(stored) = self.users.get_mut(index) else {
                    return refuse(404);
                };
                let before = stored.clone();
                let email = wanted.map(str::to_owned).unwrap_or_else(|| {
                    before.user["email"].as_str().unwrap_or_default().to_owned()
                });
                update(&mut stored.user, fields, &email);
                let answer = body(stored.user.clone());
                (
                    ChangeKind::Edited,
                    user_guid.clone(),
                    Key::new(&email),
                    Some(before),
                    None,
                    answer,
                )
            }
            Request::DeleteUser { user_guid } => {
                let Some(index) = self.index(user_guid) else {
                    return refuse(404);
                };
                let before = self.users.remove(index);
                let key = Key::new(before.user["email"].as_str().unwrap_or_default());
                (
                    ChangeKind::Deleted,
                    user_guid.clone(),
                    key,
                    Some(before),
                    None,
                    Answer::Success { body: None },
                )
            }
            Request::RequireMfa { user_guid } | Request::ResendActivationEmail { user_guid } => {
                let Some(stored) = self
                    .index(user_guid)
                    .and_then(|index| self.users.get_mut(index))
                else {
                    return refuse(404);
                };
                let before = stored.clone();
                let is_mfa = matches!(request, Request::RequireMfa { .. });
                let refused = if is_mfa {
                    stored.user["mfa_status"] == "Enabled"
                } else {
                    stored.user["status"] == "Activated"
                };
                if refused {
                    return refuse(400);
                }
                if is_mfa {
                    stored.user["mfa_status"] = json!("Pending");
                }
                let kind = if is_mfa {
                    ChangeKind::MfaRequired
                } else {
                    ChangeKind::Emailed
                };
                let key = Key::new(before.user["email"].as_str().unwrap_or_default());
                (
                    kind,
                    user_guid.clone(),
                    key,
                    Some(before),
                    None,
                    Answer::Success { body: None },
                )
            }
        };
        self.publish(at);
        let admins = (admins, self.admins());
        self.log.push(Change {
            sent,
            host_start,
            kind,
            guid,
            key,
            admins,
            before,
            twin_since,
            other_account: self.other_account,
        });
        answer
    }
}

/// Gives a user the fields of a request.
fn update(user: &mut Value, fields: &Map<String, Value>, email: &str) {
    for (name, value) in fields {
        user[name.as_str()] = match name.as_str() {
            "group" => json!({"guid": value, "name": "x"}),
            _ => value.clone(),
        };
    }
    user["email"] = json!(email);
}
