//! Who needs attention: two-factor authentication, activation, long absence, power.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    Account, List, ListError, Policy, Timestamp, User,
    account::Mfa,
    list::{NOTE, RowState, STATE},
    report::write_csv,
    time,
};

/// What to look for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditOptions {
    /// Reports users who haven't logged in for so many days.
    pub idle_days: Option<u32>,
}

/// What was found about one user.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// The user.
    pub guid: String,
    /// The address.
    pub email: String,
    /// What was found.
    #[serde(flatten)]
    pub kind: FindingKind,
}

/// What can be found about a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
#[non_exhaustive]
pub enum FindingKind {
    /// Has no two-factor authentication.
    NoMfa {
        /// Whether the user was asked to set it up.
        pending: bool,
    },
    /// The service doesn't say, or in a word that isn't known, whether there is any.
    MfaUnknown,
    /// Hasn't activated the account.
    NeverActivated {
        /// For how many days, if the service says since when.
        days: Option<i64>,
    },
    /// Hasn't logged in for long.
    Idle {
        /// For how many days; `None` if never.
        days: Option<i64>,
    },
    /// Is an administrator.
    Admin,
    /// Is a company token, which has an administrator's permissions.
    CompanyToken,
}

/// What was found about an account.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Audit {
    /// The findings, in the order of the account's users.
    pub findings: Vec<Finding>,
    /// Why the account may have users who aren't covered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incomplete: Option<String>,
}

/// Looks through an account.
pub fn audit(account: &Account, options: &AuditOptions, now: Timestamp) -> Audit {
    let mut findings = Vec::new();
    for user in &account.users {
        let kinds = if user.company_token {
            vec![FindingKind::CompanyToken]
        } else {
            of_person(user, options, now)
        };
        findings.extend(kinds.into_iter().map(|kind| Finding {
            guid: user.guid.clone(),
            email: user.email.clone(),
            kind,
        }));
    }
    Audit {
        findings,
        incomplete: account.incomplete.clone(),
    }
}

fn of_person(user: &User, options: &AuditOptions, now: Timestamp) -> Vec<FindingKind> {
    let mut kinds = Vec::new();
    if user.is_admin() {
        kinds.push(FindingKind::Admin);
    }
    // Whoever is switched off needs neither a second factor nor a log-in.
    if user.is_deactivated() {
        return kinds;
    }
    match user.mfa() {
        Mfa::On => {}
        Mfa::Pending => kinds.push(FindingKind::NoMfa { pending: true }),
        Mfa::Off => kinds.push(FindingKind::NoMfa { pending: false }),
        Mfa::Unknown => kinds.push(FindingKind::MfaUnknown),
    }
    let since = |time: Timestamp| time::days_between(time, now);
    if user.is_waiting() {
        kinds.push(FindingKind::NeverActivated {
            days: user.joined.map(since),
        });
    } else if let Some(limit) = options.idle_days {
        // Who has never logged in counts from the day of joining.
        let days = user.last_login.or(user.joined).map(since);
        if days.is_none_or(|days| days >= i64::from(limit)) {
            kinds.push(FindingKind::Idle {
                days: user.last_login.map(since),
            });
        }
    }
    kinds
}

impl Audit {
    /// The findings as a list and a policy, from which [`Plan::new`](crate::Plan::new) makes a
    /// plan: users without two-factor authentication are to set it up, those who never activated
    /// get the email again, and those who are idle are to be deactivated, which is a manual step.
    /// `None` if no finding can be acted on.
    ///
    /// # Errors
    /// When a user's address is one that a list can't hold.
    pub fn proposal(&self, policy: &Policy) -> Result<Option<(List, Policy)>, ListError> {
        let mut policy = policy.clone();
        let mut rows: BTreeMap<&str, BTreeMap<String, String>> = BTreeMap::new();
        for finding in &self.findings {
            let (note, state) = match &finding.kind {
                FindingKind::NoMfa { pending: false } => {
                    policy.require_mfa = true;
                    ("no two-factor authentication", None)
                }
                FindingKind::NeverActivated { .. } => {
                    policy.resend_activation_after.get_or_insert(0);
                    ("never activated", None)
                }
                FindingKind::Idle { .. } => ("idle", Some(RowState::Deactivated)),
                _ => continue,
            };
            let row = rows.entry(&finding.email).or_insert_with(|| {
                BTreeMap::from([(crate::list::EMAIL.to_owned(), finding.email.clone())])
            });
            if let Some(state) = state {
                row.insert(STATE.to_owned(), state.as_str().to_owned());
            }
            let notes = row.entry(NOTE.to_owned()).or_default();
            if !notes.is_empty() {
                notes.push_str(", ");
            }
            notes.push_str(note);
        }
        if rows.is_empty() {
            return Ok(None);
        }
        let rows: Vec<_> = rows.into_values().collect();
        List::from_csv(write_csv(&rows).as_bytes()).map(|list| Some((list, policy)))
    }
}
