//! What a plan may do, and to whom.

use crate::prelude::*;

use core::fmt;

use serde_json::Value;

use crate::{
    Key,
    json::{FromValue, Members, members_written},
    nearest,
    order::Index,
    text::{Quoted, lower},
};

/// What a plan may do, and to whom. Every field has a default, which is the careful choice.
///
/// It stands in a JSON list under `policy`, in a file beside a CSV, or is put together from the
/// options of a program; the names are the same everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Whom a plan may touch. Users outside are neither edited nor deleted, only counted.
    pub scope: Scope,
    /// Email addresses or guids of users to leave alone.
    pub ignore: Vec<String>,
    /// Email addresses or guids of users who may be edited, but never deleted or demoted.
    pub protect: Vec<String>,
    /// Guids of company tokens that the list may edit or delete. Without it they are never touched.
    pub company_tokens: Vec<String>,
    /// Whether listed users without two-factor authentication are made to set it up.
    pub require_mfa: bool,
    /// After how many days users who haven't activated their account get the email again.
    pub resend_activation_after: Option<u32>,
    /// The most users that may be deleted, at most 10 % of those in scope in any case.
    pub allow_deletes: u32,
    /// The largest part of the matched users that may be edited, in percent.
    pub max_edits_percent: u32,
    /// The fewest activated administrators that must remain.
    pub min_admins: u32,
    /// The most users that may be created in a calendar month, UTC.
    pub max_creates_per_month: u32,
    /// Whether deletes are done although something before them failed.
    pub delete_after_failures: bool,
}

/// Whom a plan may touch. A user is in scope if every list here that isn't empty names something
/// of the user's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Domains of email addresses, such as `example.com`. Subdomains are domains of their own.
    pub domains: Vec<String>,
    /// Access groups, by guid or by name.
    pub groups: Vec<String>,
    /// Roles, by slug.
    pub roles: Vec<String>,
}

members_written!(Policy {
    required scope,
    required ignore,
    required protect,
    required company_tokens,
    required require_mfa,
    required resend_activation_after,
    required allow_deletes,
    required max_edits_percent,
    required min_admins,
    required max_creates_per_month,
    required delete_after_failures,
});

members_written!(Scope {
    required domains,
    required groups,
    required roles,
});

impl FromValue for Policy {
    /// Members that are absent have their default.
    fn from_value(value: &Value) -> Result<Self, String> {
        let mut members = Members::known(value, &Self::KEYS)?;
        let mut policy = Self::default();
        members.fill_if_there("scope", &mut policy.scope);
        members.fill_if_there("ignore", &mut policy.ignore);
        members.fill_if_there("protect", &mut policy.protect);
        members.fill_if_there("company_tokens", &mut policy.company_tokens);
        members.fill_if_there("require_mfa", &mut policy.require_mfa);
        members.fill_if_there(
            "resend_activation_after",
            &mut policy.resend_activation_after,
        );
        members.fill_if_there("allow_deletes", &mut policy.allow_deletes);
        members.fill_if_there("max_edits_percent", &mut policy.max_edits_percent);
        members.fill_if_there("min_admins", &mut policy.min_admins);
        members.fill_if_there("max_creates_per_month", &mut policy.max_creates_per_month);
        members.fill_if_there("delete_after_failures", &mut policy.delete_after_failures);
        members.finish(policy)
    }
}

impl FromValue for Scope {
    /// Members that are absent have their default.
    fn from_value(value: &Value) -> Result<Self, String> {
        let mut members = Members::known(value, &Self::KEYS)?;
        let mut scope = Self::default();
        members.fill_if_there("domains", &mut scope.domains);
        members.fill_if_there("groups", &mut scope.groups);
        members.fill_if_there("roles", &mut scope.roles);
        members.finish(scope)
    }
}

impl Scope {
    const KEYS: [&str; 3] = ["domains", "groups", "roles"];

    /// Whether everybody is in scope.
    pub fn is_everybody(&self) -> bool {
        self.domains.is_empty() && self.groups.is_empty() && self.roles.is_empty()
    }

    pub(crate) fn has_domain(&self, key: &Key) -> bool {
        let named = |domain: &String| lower(domain.trim_start_matches('@')) == key.domain();
        self.domains.is_empty() || self.domains.iter().any(named)
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            scope: Scope::default(),
            ignore: Vec::new(),
            protect: Vec::new(),
            company_tokens: Vec::new(),
            require_mfa: false,
            resend_activation_after: None,
            allow_deletes: 0,
            max_edits_percent: 30,
            min_admins: 2,
            // What the service's documentation states for an account.
            max_creates_per_month: 300,
            delete_after_failures: false,
        }
    }
}

impl Policy {
    /// The names of all options.
    const KEYS: [&str; 11] = [
        "scope",
        "ignore",
        "protect",
        "company_tokens",
        "require_mfa",
        "resend_activation_after",
        "allow_deletes",
        "max_edits_percent",
        "min_admins",
        "max_creates_per_month",
        "delete_after_failures",
    ];

    /// Reads a policy.
    ///
    /// # Errors
    /// An option that doesn't exist, with the nearest one, or a value that it can't have.
    pub fn from_json(value: &Value) -> Result<Self, PolicyError> {
        if !value.is_object() {
            return Err(PolicyError("a policy must be an object".to_owned()));
        }
        let unknown = |value: &Value, known: &[&str], within: &str| {
            let object = value.as_object()?;
            let name = object.keys().find(|name| !known.contains(&name.as_str()))?;
            let hint = match nearest::of(name, &mut known.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("the options are {}", known.join(", ")),
            };
            Some(PolicyError(format!(
                "unknown option {}{within}; {hint}",
                Quoted(name)
            )))
        };
        if let Some(error) = unknown(value, &Self::KEYS, "") {
            return Err(error);
        }
        let scope = value.get("scope").unwrap_or(&Value::Null);
        if let Some(error) = unknown(scope, &Scope::KEYS, " in \"scope\"") {
            return Err(error);
        }
        let policy = Self::from_value(value).map_err(PolicyError)?;
        if policy.max_edits_percent > 100 {
            return Err(PolicyError(
                "\"max_edits_percent\" is more than 100".to_owned(),
            ));
        }
        Ok(policy)
    }
}

/// Email addresses and guids of a policy, for quick look-up.
pub(crate) struct Names(Index);

impl Names {
    pub(crate) fn new(entries: &[String]) -> Self {
        let mut names = Index::default();
        for (place, entry) in entries.iter().enumerate() {
            names.insert(entry.trim(), place);
            names.insert(lower(entry.trim()), place);
        }
        Self(names)
    }

    /// Whether the address or the guid is among them.
    pub(crate) fn contain(&self, key: &Key, guid: Option<&str>) -> bool {
        self.0.contains(key.as_str()) || guid.is_some_and(|guid| self.0.contains(guid))
    }
}

/// Why a policy can't be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError(String);

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::error::Error for PolicyError {}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_names_of_the_options_are_those_of_the_fields() {
        let written = serde_json::to_value(Policy::default()).unwrap();
        let mut names: Vec<_> = written
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        let mut keys = Policy::KEYS.to_vec();
        names.sort_unstable();
        keys.sort_unstable();
        assert_eq!(names, keys);
    }

    #[test]
    fn a_misspelt_option_names_the_nearest_one() {
        let error = Policy::from_json(&json!({"allow_delete": 3})).unwrap_err();
        assert_eq!(
            error.to_string(),
            "unknown option \"allow_delete\"; did you mean \"allow_deletes\"?"
        );
        let error = Policy::from_json(&json!({"scope": {"domain": []}})).unwrap_err();
        assert!(error.to_string().contains("\"domains\""), "{error}");
        assert!(Policy::from_json(&json!({"allow_deletes": -1})).is_err());
        assert!(Policy::from_json(&json!([])).is_err());
    }
}
