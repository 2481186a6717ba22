//! What became of an item of a plan.

use serde::{Deserialize, Serialize};

use crate::{plan::Status, request::Effect};

/// What became of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeKind {
    /// It was done.
    Done,
    /// Nothing was to be done.
    Unchanged,
    /// The user isn't listed.
    Unmanaged,
    /// The user is outside of the policy's scope.
    OutOfScope,
    /// The policy says to leave the user alone.
    Ignored,
    /// The policy protects the user from this.
    Protected,
    /// Somebody has to do it by hand.
    Manual,
    /// A guard forbade it.
    Blocked,
    /// The list contradicts the account.
    Conflict,
    /// A limit forbade it for now.
    Deferred,
    /// The user was changed by somebody else since the plan was made.
    Drifted,
    /// The service refused it, or it failed too often.
    Failed,
    /// Nobody knows whether it took effect.
    Unresolved,
    /// The run stopped before it.
    NotStarted,
}

impl OutcomeKind {
    /// Whether the row is to be done again.
    pub(crate) fn is_rest(self) -> bool {
        matches!(
            self,
            Self::Blocked
                | Self::Conflict
                | Self::Deferred
                | Self::Drifted
                | Self::Failed
                | Self::Unresolved
                | Self::NotStarted
        )
    }
}

impl From<Status> for OutcomeKind {
    fn from(status: Status) -> Self {
        match status {
            Status::Planned => Self::NotStarted,
            Status::Unchanged => Self::Unchanged,
            Status::Unmanaged => Self::Unmanaged,
            Status::OutOfScope => Self::OutOfScope,
            Status::Ignored => Self::Ignored,
            Status::Protected => Self::Protected,
            Status::Manual => Self::Manual,
            Status::Blocked => Self::Blocked,
            Status::Conflict => Self::Conflict,
            Status::Deferred => Self::Deferred,
        }
    }
}

/// What became of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The outcome.
    pub outcome: OutcomeKind,
    /// The user's guid, where it is known only now.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub guid: Option<String>,
    /// Why, as the code of a failure, of a guard, or of a circumstance.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub code: Option<String>,
    /// Whether the request took effect, where the outcome alone doesn't say.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub effect: Option<Effect>,
}

impl Outcome {
    pub(crate) fn new(outcome: OutcomeKind) -> Self {
        Self {
            outcome,
            guid: None,
            code: None,
            effect: None,
        }
    }

    pub(crate) fn with_code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    pub(crate) fn with_guid(mut self, guid: Option<String>) -> Self {
        self.guid = guid;
        self
    }

    pub(crate) fn with_effect(mut self, effect: Effect) -> Self {
        self.effect = Some(effect);
        self
    }
}
