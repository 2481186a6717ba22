//! A user of the account, as far as provisioning looks at one.

use crate::prelude::*;

use serde_json::{Map, Value};

use crate::{
    Key, Timestamp,
    field::{ADMIN, Field, Fields, GROUP, ROLE, slugs},
    json::ToValue,
};

/// A user of the account, as far as provisioning looks at one.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// Identifies the user to the service.
    pub guid: String,
    /// The email address, as the service stores it.
    pub email: String,
    /// The same as a key.
    pub key: Key,
    /// The status as the service writes it: `Created`, `Activated`, `Deactivated`, or one that
    /// isn't documented.
    pub status: String,
    /// Whether it is a company token and no person.
    pub company_token: bool,
    /// When the user was created.
    pub joined: Option<Timestamp>,
    /// When the user last logged in; `None` also if the service sent something unreadable.
    pub last_login: Option<Timestamp>,
    /// Where the user stands with two-factor authentication, as the service writes it.
    pub mfa_status: Option<String>,
    /// The managed fields, by column, reduced to what can be compared.
    pub fields: Fields,
}

/// Where a user stands with two-factor authentication. The spelling of the service isn't
/// documented, so that it is recognised by its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mfa {
    On,
    Pending,
    Off,
    Unknown,
}

impl User {
    /// Reads a user of the service. Anything may be missing but the guid.
    pub fn from_json(value: &Value) -> Option<Self> {
        let user = value.as_object()?;
        let guid = user
            .get("guid")?
            .as_str()
            .filter(|guid| !guid.is_empty())?
            .to_owned();
        let email = text(user, "email").unwrap_or_default();
        let time = |name| user.get(name)?.as_str()?.parse().ok();
        let mut fields = Fields::new();
        for field in Field::all() {
            fields.insert(field.column.to_owned(), field.live(user));
        }
        Some(Self {
            key: Key::new(&email),
            guid,
            email,
            status: text(user, "status").unwrap_or_default(),
            company_token: user.get("is_company_api_token") == Some(&Value::Bool(true)),
            joined: time("joined_time"),
            last_login: time("last_login_time"),
            mfa_status: text(user, "mfa_status"),
            fields,
        })
    }

    /// The slugs of the user's roles.
    pub fn roles(&self) -> impl Iterator<Item = &str> {
        slugs(self.field(ROLE))
    }

    /// The guid of the user's access group.
    pub fn group(&self) -> Option<&str> {
        self.field(GROUP).as_str()
    }

    pub(crate) fn field(&self, column: &str) -> &Value {
        self.fields.get(column).unwrap_or(&Value::Null)
    }

    /// Whether the user is an administrator.
    pub fn is_admin(&self) -> bool {
        self.roles().any(|slug| slug == ADMIN)
    }

    /// Whether the user is an administrator who can log in: company tokens are none.
    pub fn is_active_admin(&self) -> bool {
        self.is_admin() && self.is_activated() && !self.company_token
    }

    /// Whether the user has activated the account and isn't switched off.
    pub fn is_activated(&self) -> bool {
        self.status == "Activated"
    }

    /// Whether the account waits for the user to activate it.
    pub fn is_waiting(&self) -> bool {
        self.status == "Created"
    }

    /// Whether the user is switched off.
    pub fn is_deactivated(&self) -> bool {
        self.status == "Deactivated"
    }

    pub(crate) fn mfa(&self) -> Mfa {
        let letters = |text: &String| {
            text.chars()
                .filter(char::is_ascii_alphabetic)
                .collect::<String>()
        };
        match self
            .mfa_status
            .as_ref()
            .map(letters)
            .unwrap_or_default()
            .to_ascii_lowercase()
            .as_str()
        {
            "enabled" => Mfa::On,
            "pending" | "required" => Mfa::Pending,
            "notenabled" | "disabled" => Mfa::Off,
            _ => Mfa::Unknown,
        }
    }

    /// What the hash of a snapshot covers.
    pub(super) fn digest(&self) -> Value {
        Value::Array(vec![
            self.guid.to_value(),
            self.email.to_value(),
            self.status.to_value(),
            self.company_token.to_value(),
            self.mfa_status.to_value(),
            self.fields.to_value(),
        ])
    }
}

fn text(user: &Map<String, Value>, name: &str) -> Option<String> {
    user.get(name)?.as_str().map(str::to_owned)
}
