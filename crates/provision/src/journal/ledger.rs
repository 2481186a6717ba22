//! The ledger: what earlier runs did that the account alone doesn't show.

use crate::prelude::*;

use super::run::{Run, Trace};
use crate::{Key, Timestamp, order::Index, outcome::OutcomeKind, plan::Action};

/// What earlier runs did that the account alone doesn't show: whom they created (the list may not
/// show them yet, or not any more), and whom they
/// wrote to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// Users whom a run created, or may have created.
    pub created: Vec<Created>,
    by_key: Index,
    /// When activation emails were sent again, and by guid which of these times is a user's last.
    resent: Vec<Timestamp>,
    last_resent: Index,
    mfa_required: Index,
}

/// A user whom a run created, or may have created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created {
    /// The address.
    pub key: Key,
    /// The guid, if it is known.
    pub guid: Option<String>,
    /// When the request was sent or answered.
    pub at: Timestamp,
}

impl Ledger {
    pub(super) fn of(runs: &[Run]) -> Self {
        let mut ledger = Self::default();
        for run in runs {
            for (item, trace) in run.plan.items.iter().zip(&run.items) {
                let (at, outcome) = match trace {
                    Trace::Untouched => continue,
                    Trace::Intended(at) => (*at, None),
                    Trace::Done(at, outcome) => (*at, Some(outcome)),
                };
                let kind = outcome.map_or(OutcomeKind::Unresolved, |outcome| outcome.outcome);
                if !matches!(kind, OutcomeKind::Done | OutcomeKind::Unresolved) {
                    continue;
                }
                match item.action {
                    Some(Action::Create) => {
                        let guid = outcome.and_then(|outcome| outcome.guid.clone());
                        ledger.add(Created {
                            key: item.key(),
                            guid,
                            at,
                        });
                    }
                    Some(Action::ResendActivation) => {
                        let place = ledger.resent.len();
                        ledger.resent.push(at);
                        if let Some(guid) = &item.guid {
                            ledger.last_resent.insert(guid.clone(), place);
                        }
                    }
                    Some(Action::RequireMfa) => {
                        if let Some(guid) = &item.guid {
                            ledger.mfa_required.insert(guid.clone(), 0);
                        }
                    }
                    _ => {}
                }
            }
        }
        ledger
    }

    /// The same without the creations, as if they had been made elsewhere.
    #[cfg(feature = "simulate")]
    pub(crate) fn without_creations(mut self) -> Self {
        self.created.clear();
        self.by_key = Index::default();
        self
    }

    /// Adds a creation.
    pub fn add(&mut self, created: Created) {
        let key = created.key.as_str().to_owned();
        self.by_key.insert(key, self.created.len());
        self.created.push(created);
    }

    /// The last creation of somebody with this address.
    pub(crate) fn last_created(&self, key: &Key) -> Option<&Created> {
        self.created.get(self.by_key.get(key.as_str())?)
    }

    /// Whether the user was made to set up two-factor authentication. Until that is done, the
    /// account may show the user as before.
    pub(crate) fn has_required_mfa(&self, guid: &str) -> bool {
        self.mfa_required.contains(guid)
    }

    /// When the user last got the activation email again.
    pub(crate) fn last_resent(&self, guid: &str) -> Option<Timestamp> {
        self.resent.get(self.last_resent.get(guid)?).copied()
    }
}
