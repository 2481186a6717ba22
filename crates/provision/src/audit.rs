//! Who needs attention: two-factor authentication, activation, long absence, power.

use crate::prelude::*;

use serde_json::Value;

use crate::{
    Account, List, ListError, Policy, Timestamp, User,
    account::Mfa,
    field::Fields,
    json::{ToValue, members_written, object, serialize},
    list::{EMAIL, NOTE, RowState, STATE},
    order::{self, Index},
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
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The user.
    pub guid: String,
    /// The address.
    pub email: String,
    /// What was found.
    pub kind: FindingKind,
}

/// What can be found about a user.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq)]
pub struct Audit {
    /// The findings, in the order of the account's users.
    pub findings: Vec<Finding>,
    /// Why the account may have users who aren't covered.
    pub incomplete: Option<String>,
}

members_written!(Audit {
    required findings,
    optional incomplete,
});

impl ToValue for Finding {
    fn to_value(&self) -> Value {
        let days = |days: &Option<i64>| Some(("days", days.map_or(Value::Null, Value::from)));
        let (finding, more) = match &self.kind {
            FindingKind::NoMfa { pending } => ("no_mfa", Some(("pending", pending.to_value()))),
            FindingKind::MfaUnknown => ("mfa_unknown", None),
            FindingKind::NeverActivated { days: since } => ("never_activated", days(since)),
            FindingKind::Idle { days: since } => ("idle", days(since)),
            FindingKind::Admin => ("admin", None),
            FindingKind::CompanyToken => ("company_token", None),
        };
        let members = [
            ("guid", self.guid.to_value()),
            ("email", self.email.to_value()),
            ("finding", finding.into()),
        ];
        Value::Object(object(members.into_iter().chain(more)))
    }
}

serialize!(Finding);

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
        let mut places = Index::default();
        let mut rows: Vec<(&str, Proposed)> = Vec::new();
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
            let place = places.get(&finding.email).unwrap_or(rows.len());
            if place == rows.len() {
                places.insert(finding.email.as_str(), place);
                rows.push((&finding.email, Proposed::default()));
            }
            let Some((_, row)) = rows.get_mut(place) else {
                continue;
            };
            row.state = state.or(row.state);
            row.notes.push(note);
        }
        if rows.is_empty() {
            return Ok(None);
        }
        let rows = order::of(&rows, &|(one, _), (other, _)| one.cmp(other));
        let rows: Vec<Fields> = rows
            .into_iter()
            .map(|(email, row)| row.cells(email))
            .collect();
        List::from_csv(write_csv(&rows).as_bytes()).map(|list| Some((list, policy)))
    }
}

/// The row that is proposed for a user.
#[derive(Default)]
struct Proposed {
    state: Option<RowState>,
    notes: Vec<&'static str>,
}

impl Proposed {
    fn cells(&self, email: &str) -> Fields {
        let mut cells = Fields::new();
        cells.insert(EMAIL.to_owned(), email.into());
        if let Some(state) = self.state {
            cells.insert(STATE.to_owned(), state.as_str().into());
        }
        cells.insert(NOTE.to_owned(), self.notes.join(", ").into());
        cells
    }
}
