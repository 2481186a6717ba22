//! A plan as data: reading, writing and sealing it.

use crate::prelude::*;

use core::fmt;

use serde_json::Value;

use super::{
    guards::Refusal,
    hash,
    item::{Item, Status},
};
use crate::{
    Key, ListError, Policy, Timestamp,
    json::{FromValue, ToValue, canonical, canonical_without, members},
};

/// What is to be done, and for everybody else why nothing is.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The version of the format.
    pub version: u32,
    /// The service's address.
    pub host: String,
    /// The guid of the user whom the token belongs to, if the service says.
    pub account: Option<String>,
    /// The hash of the list.
    pub input: String,
    /// The hash of the account's snapshot.
    pub snapshot: String,
    /// When it was made.
    pub created: Timestamp,
    /// When it can't be applied any more.
    pub expires: Timestamp,
    /// The policy that it was made with, which guards it again when it is applied.
    pub policy: Policy,
    /// How many people were in scope.
    pub in_scope: usize,
    /// The items: rows in the order of the list, then users who aren't listed.
    pub items: Vec<Item>,
    /// The guards that refused something.
    pub refusals: Vec<Refusal>,
    /// What looked odd.
    pub warnings: Vec<String>,
    /// The hash of all of the above.
    pub hash: String,
}

members!(Plan from Plan::blank(), {
    required version,
    required host,
    required account,
    required input,
    required snapshot,
    required created,
    required expires,
    required policy,
    required in_scope,
    required items,
    required refusals,
    required warnings,
    required hash,
});

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlanError {
    /// The account has no users, which no account can have: somebody made the token.
    EmptyAccount,
    /// The list has no rows.
    EmptyList,
    /// Two users of the account have one address.
    DuplicateUsers {
        /// The address.
        key: Key,
        /// The guids of both.
        guids: [String; 2],
        /// The line of the list that names the address, if one does.
        line: Option<u64>,
    },
    /// Rows that contradict the policy.
    List(ListError),
    /// A plan that can't be read.
    Unreadable(String),
    /// A plan whose content isn't what its hash says.
    Changed,
    /// A version of the format that this library can't read.
    UnsupportedVersion(u64),
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyAccount => f.write_str("the account has no users at all, so that it was probably not read rightly; nothing is planned"),
            Self::EmptyList => f.write_str("the list has no rows; nothing is planned"),
            Self::DuplicateUsers { key, guids: [one, other], line } => {
                write!(f, "two users of the account have the address {key}: {one} and {other}")?;
                match line {
                    Some(line) => write!(f, " (line {line} of the list)"),
                    None => Ok(()),
                }
            }
            Self::List(error) => error.fmt(f),
            Self::Unreadable(error) => write!(f, "the plan can't be read: {error}"),
            Self::Changed => f.write_str("the plan was changed after it was made: its hash doesn't fit; plan again"),
            Self::UnsupportedVersion(version) => {
                write!(f, "version {version} of the plan's format can't be read; this library reads version {}", Plan::VERSION)
            }
        }
    }
}

impl core::error::Error for PlanError {}

impl Plan {
    /// The version of the format that is written and read.
    pub const VERSION: u32 = 1;
    /// How long a plan can be applied, in seconds: a day. Older ones describe another account.
    pub const LIFETIME: i64 = 24 * 60 * 60;

    /// Reads a plan and checks its hash.
    ///
    /// # Errors
    /// When it is no plan, or not the one that was written.
    pub fn from_json(text: &str) -> Result<Self, PlanError> {
        let unreadable = |error: serde_json::Error| PlanError::Unreadable(error.to_string());
        let value: Value = serde_json::from_str(text).map_err(unreadable)?;
        Self::checked(&value)
    }

    /// What reading one begins with.
    fn blank() -> Self {
        Self {
            version: 0,
            host: String::new(),
            account: None,
            input: String::new(),
            snapshot: String::new(),
            created: Timestamp::UNIX_EPOCH,
            expires: Timestamp::UNIX_EPOCH,
            policy: Policy::default(),
            in_scope: 0,
            items: Vec::new(),
            refusals: Vec::new(),
            warnings: Vec::new(),
            hash: String::new(),
        }
    }

    pub(crate) fn checked(value: &Value) -> Result<Self, PlanError> {
        let version = value.get("version").and_then(Value::as_u64);
        if let Some(version) = version.filter(|version| *version != u64::from(Self::VERSION)) {
            return Err(PlanError::UnsupportedVersion(version));
        }
        let plan: Self = FromValue::from_value(value).map_err(PlanError::Unreadable)?;
        if plan.hash == content_hash(value) {
            Ok(plan)
        } else {
            Err(PlanError::Changed)
        }
    }

    /// The plan as canonical JSON.
    pub fn to_json(&self) -> String {
        canonical(&self.to_value())
    }

    /// The items that are to be done, with their numbers.
    pub fn actions(&self) -> impl Iterator<Item = (usize, &Item)> {
        self.items
            .iter()
            .enumerate()
            .filter(|(_, item)| item.status == Status::Planned)
    }

    /// How many items have this status.
    pub fn count(&self, status: Status) -> usize {
        self.items
            .iter()
            .filter(|item| item.status == status)
            .count()
    }

    /// Whether nothing is to be done.
    pub fn is_empty(&self) -> bool {
        self.count(Status::Planned) == 0
    }

    pub(super) fn seal(mut self) -> Self {
        self.hash = content_hash(&self.to_value());
        self
    }
}

/// The hash of a plan without its hash.
fn content_hash(plan: &Value) -> String {
    hash::of(canonical_without(plan, "hash").as_bytes())
}
