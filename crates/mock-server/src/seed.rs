//! What an account holds at the start: from a file, from code, or made up.

use std::{fmt, path::Path};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The group that every account has unless its seed says otherwise: the one in the documented
/// response of creating a user.
const ALL_COMPANIES: (&str, &str) = ("bbbbbbbb-2222-bbbb-2222-bbbbbbbbbbbb", "All Companies");

const EXAMPLE: &str = include_str!("../seed/example.json");

/// The contents of an account. The README describes the JSON form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Seed {
    /// Users, as `list_users` shows them. Fields that are left out get the usual values; fields
    /// that the API doesn't know are kept.
    pub users: Vec<Map<String, Value>>,
    /// Access groups, each with at least `guid` and `name`. Without any there is "All Companies".
    pub groups: Vec<Map<String, Value>>,
    /// The guid of the group that users join when none is given; by default the first.
    pub default_group: Option<String>,
    /// Companies that users have looked at: `guid`, `name` and `rating`, which are shown, and
    /// `folder`, `days_ago` and `views`, which filter and order them.
    pub companies: Vec<Map<String, Value>>,
    /// How many users may be active, as the quota says. The server doesn't enforce it.
    pub total_active_quota: u64,
}

impl Default for Seed {
    fn default() -> Self {
        Self {
            users: Vec::new(),
            groups: Vec::new(),
            default_group: None,
            companies: Vec::new(),
            total_active_quota: 1000,
        }
    }
}

/// Why a seed can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedError(String);

impl SeedError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for SeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "seed: {}", self.0)
    }
}

impl std::error::Error for SeedError {}

impl Seed {
    /// No users, and the group "All Companies".
    pub fn empty() -> Self {
        Self::default()
    }

    /// The small fictional account that ships with the crate, `seed/example.json`.
    ///
    /// # Errors
    /// Never, as a test makes sure.
    pub fn example() -> Result<Self, SeedError> {
        Self::parse(EXAMPLE)
    }

    /// `count` users, `user1@example.com` and so on, of all states, roles and three groups.
    pub fn numbered(count: usize) -> Self {
        const STATUS: [&str; 4] = ["Activated", "Activated", "Created", "Deactivated"];
        const ROLES: [&str; 3] = ["customer_user", "customer_group_admin", "customer_admin"];
        let (guid, name) = ALL_COMPANIES;
        let groups = [
            (guid, name),
            ("eeeeeeee-0001-4000-8000-000000000001", "Group One"),
            ("eeeeeeee-0002-4000-8000-000000000002", "Group Two"),
        ];
        let mut seed = Self::empty();
        for (guid, name) in groups {
            seed = seed.group(guid, name);
        }
        // The lists have different lengths, so that states, roles and groups mix.
        let status = STATUS.iter().cycle();
        let roles = ROLES.iter().cycle();
        let groups = groups.iter().cycle().step_by(2);
        for (number, ((status, role), (group, _))) in (1..=count).zip(status.zip(roles).zip(groups))
        {
            let logged_in = (*status == "Activated").then_some("2021-01-29T20:44:53.879238Z");
            seed = seed.user(json!({
                "friendly_name": format!("User {number}"),
                "formal_name": format!("Numbered User {number:05}"),
                "email": format!("user{number}@example.com"),
                "group": group,
                "status": status,
                "last_login_time": logged_in,
                "roles": [{ "slug": role }],
            }));
        }
        seed
    }

    /// Reads a seed file.
    ///
    /// # Errors
    /// When the file can't be read or isn't a seed.
    pub fn load(path: &Path) -> Result<Self, SeedError> {
        let at = |error: &dyn fmt::Display| SeedError::new(format!("{}: {error}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|error| at(&error))?;
        serde_json::from_str(&text).map_err(|error| at(&error))
    }

    /// Reads a seed from JSON.
    ///
    /// # Errors
    /// When the text isn't a seed.
    pub fn parse(json: &str) -> Result<Self, SeedError> {
        serde_json::from_str(json).map_err(|error| SeedError::new(error.to_string()))
    }

    /// Adds a user; see [`Seed::users`].
    ///
    /// # Panics
    /// When `fields` isn't a JSON object.
    #[must_use]
    pub fn user(mut self, fields: Value) -> Self {
        match fields {
            Value::Object(fields) => self.users.push(fields),
            other => panic!("a user is a JSON object, not {other}"),
        }
        self
    }

    /// Adds an access group.
    #[must_use]
    pub fn group(mut self, guid: &str, name: &str) -> Self {
        self.groups.push(group(guid, name));
        self
    }

    /// The groups, at least one.
    pub(crate) fn groups(&self) -> Vec<Map<String, Value>> {
        if self.groups.is_empty() {
            let (guid, name) = ALL_COMPANIES;
            return vec![group(guid, name)];
        }
        self.groups.clone()
    }

    pub(crate) fn default_group(&self) -> String {
        let first = || {
            self.groups()
                .first()?
                .get("guid")?
                .as_str()
                .map(str::to_owned)
        };
        self.default_group
            .clone()
            .or_else(first)
            .unwrap_or_default()
    }
}

fn group(guid: &str, name: &str) -> Map<String, Value> {
    let fields = [("guid", guid), ("name", name)];
    fields
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value.into()))
        .collect()
}
