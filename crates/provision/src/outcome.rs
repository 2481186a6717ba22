//! What became of an item of a plan.

use crate::prelude::*;

use crate::{
    json::{members_written, words},
    plan::Status,
    request::Effect,
};

words! {
    /// What became of something.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum OutcomeKind {
        /// It was done.
        Done = "done",
        /// Nothing was to be done.
        Unchanged = "unchanged",
        /// The user isn't listed.
        Unmanaged = "unmanaged",
        /// The user is outside of the policy's scope.
        OutOfScope = "out_of_scope",
        /// The policy says to leave the user alone.
        Ignored = "ignored",
        /// The policy protects the user from this.
        Protected = "protected",
        /// Somebody has to do it by hand.
        Manual = "manual",
        /// A guard forbade it.
        Blocked = "blocked",
        /// The list contradicts the account.
        Conflict = "conflict",
        /// A limit forbade it for now.
        Deferred = "deferred",
        /// The user was changed by somebody else since the plan was made.
        Drifted = "drifted",
        /// The service refused it, or it failed too often.
        Failed = "failed",
        /// Nobody knows whether it took effect.
        Unresolved = "unresolved",
        /// The run stopped before it.
        NotStarted = "not_started",
    }
}

impl OutcomeKind {
    /// All of them, in order.
    pub(crate) fn all() -> &'static [Self] {
        Self::ALL
    }

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The outcome.
    pub outcome: OutcomeKind,
    /// The user's guid, where it is known only now.
    pub guid: Option<String>,
    /// Why, as the code of a failure, of a guard, or of a circumstance.
    pub code: Option<String>,
    /// Whether the request took effect, where the outcome alone doesn't say.
    pub effect: Option<Effect>,
}

members_written!(Outcome {
    required outcome,
    optional guid,
    optional code,
    optional effect,
});

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
