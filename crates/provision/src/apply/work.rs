//! Where an item of the plan stands.

use crate::prelude::*;

use core::time::Duration;

use crate::{Outcome, User};

/// Where an item of the plan stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Work {
    /// There is nothing to do.
    None,
    /// It hasn't been done.
    Waiting {
        /// When it may be sent, on the monotonic clock.
        not_before: Duration,
    },
    /// The user is read before the delete.
    Checking,
    /// The journal is about to hold the intent.
    Intended,
    /// The request is under way.
    Sent,
    /// It is being looked for.
    Looking(Look),
    /// The user is read to see whether the request had an effect.
    Comparing,
    /// The request may have had an effect, and this run doesn't find out.
    Unknown,
    /// It is known what became of it.
    Final(Outcome),
}

/// The search for a user who may have been created.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Look {
    /// When the search ends, on the monotonic clock.
    pub(crate) until: Duration,
    /// From when on the requests of this round were sent.
    pub(crate) started: Duration,
    /// How many times it was looked.
    pub(crate) rounds: u32,
    /// Answers of this round that haven't come.
    pub(crate) outstanding: usize,
    /// Why the answers of this round don't show everybody: the code of a request that failed, or
    /// `incomplete`.
    pub(crate) fault: Option<String>,
    /// The user.
    pub(crate) found: Option<Box<User>>,
    /// Whether the service said that it created the user.
    pub(crate) reported: bool,
    /// Whether to send the creation again if nobody is found.
    pub(crate) resend: bool,
}

impl Work {
    pub(crate) const WAITING: Self = Self::Waiting {
        not_before: Duration::ZERO,
    };

    pub(crate) fn outcome(&self) -> Option<&Outcome> {
        match self {
            Self::Final(outcome) => Some(outcome),
            _ => None,
        }
    }

    /// Whether something is under way for it.
    pub(crate) fn is_active(&self) -> bool {
        matches!(
            self,
            Self::Checking | Self::Intended | Self::Sent | Self::Looking(_) | Self::Comparing
        )
    }
}
