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
    /// When activation emails were sent again, and by guid which of these times is a user's last.
    resent: Vec<Timestamp>,
    last_resent: Index,
    mfa_required: Index,
}

/// A user whom a run created, or may have created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created {
    /// The address of the service that the user was created at.
    pub host: String,
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
                            host: run.plan.host.clone(),
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
        self
    }

    /// Adds a creation.
    pub fn add(&mut self, created: Created) {
        self.created.push(created);
    }

    /// The last creation of somebody with this address, if it was after `since`.
    pub(crate) fn created_since(&self, since: Timestamp, key: &Key) -> Option<&Created> {
        // The time first: of thousands of creations, hardly any is so recent.
        let mut last = self.created.iter().rev();
        last.find(|created| created.at > since && created.key == *key)
    }

    /// The creations at this service: the same journal may hold runs against a mock.
    pub fn created_at<'a>(&'a self, host: &'a str) -> impl Iterator<Item = &'a Created> {
        let created = self.created.iter();
        created.filter(move |created| created.host == host)
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
