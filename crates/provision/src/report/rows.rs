//! A report, made of a plan and of where its items stand.

use crate::prelude::*;

use serde_json::Value;

use crate::{
    Action, Effect, OutcomeKind, Plan, Status, Timestamp,
    apply::{Stop, Work},
    field::Fields,
    json::{ToValue, canonical, members_written, object},
};

/// What became of every row of a list and of everybody else in the account.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The version of the format.
    pub version: u32,
    /// The hash of the plan.
    pub plan: String,
    /// Whether the run is over. If it isn't, the same command goes on with it.
    pub finished: bool,
    /// Why it stopped early.
    pub stopped: Option<Stop>,
    /// How many rows have which outcome.
    pub counts: Counts,
    /// The rows, in the order of the plan.
    pub rows: Vec<ReportRow>,
    /// The rows of the list that are to be done again.
    pub(super) rest: Vec<Fields>,
}

members_written!(Report {
    required version,
    required plan,
    required finished,
    optional stopped,
    required counts,
    required rows,
});

/// What became of one row, or of a user who isn't listed.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportRow {
    /// The line of the list.
    pub line: Option<u64>,
    /// The email address.
    pub email: String,
    /// The user's guid, if there is one.
    pub guid: Option<String>,
    /// What was done, or would have been.
    pub action: Option<Action>,
    /// What became of it.
    pub outcome: OutcomeKind,
    /// Why.
    pub code: String,
    /// Whether a request took effect, where the outcome doesn't say.
    pub effect: Option<Effect>,
    /// When it can be planned again, if it was deferred.
    pub until: Option<Timestamp>,
    /// More for people.
    pub message: Option<String>,
}

members_written!(ReportRow {
    optional line,
    required email,
    optional guid,
    optional action,
    required outcome,
    required code,
    optional effect,
    optional until,
    optional message,
});

/// How many rows have which outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(Vec<(OutcomeKind, usize)>);

impl Counts {
    fn of(rows: &[ReportRow]) -> Self {
        let mut counts = Vec::new();
        for outcome in OutcomeKind::all() {
            let count = rows.iter().filter(|row| row.outcome == *outcome).count();
            if count > 0 {
                counts.push((*outcome, count));
            }
        }
        Self(counts)
    }

    /// How many rows have this outcome.
    pub fn get(&self, outcome: OutcomeKind) -> usize {
        let mut counts = self.0.iter();
        let found = counts.find(|(counted, _)| *counted == outcome);
        found.map_or(0, |(_, count)| *count)
    }

    /// The outcomes that any row has, in order, with the number of rows.
    pub fn iter(&self) -> impl Iterator<Item = (OutcomeKind, usize)> {
        self.0.iter().copied()
    }
}

impl ToValue for Counts {
    fn to_value(&self) -> Value {
        let counts = self.iter();
        Value::Object(object(
            counts.map(|(outcome, count)| (outcome.word(), count.to_value())),
        ))
    }
}

impl Report {
    /// The version of the format.
    pub const VERSION: u32 = 1;

    pub(crate) fn of_run(plan: &Plan, work: &[Work], stop: Option<&Stop>, finished: bool) -> Self {
        let mut report = Self {
            version: Self::VERSION,
            plan: plan.hash.clone(),
            finished,
            stopped: stop.cloned(),
            counts: Counts::default(),
            rows: Vec::with_capacity(plan.items.len()),
            rest: Vec::new(),
        };
        for (item, work) in plan.items.iter().zip(work) {
            let mut row = ReportRow {
                line: item.line,
                email: item.email.clone(),
                guid: item.guid.clone(),
                action: item.action,
                outcome: item.status.into(),
                code: item.reason.word().to_owned(),
                effect: None,
                until: item.until,
                message: item.message.clone(),
            };
            match work {
                Work::None => {}
                Work::Final(outcome) => {
                    row.outcome = outcome.outcome;
                    row.guid = row.guid.or_else(|| outcome.guid.clone());
                    if let Some(code) = &outcome.code {
                        row.code.clone_from(code);
                    }
                    row.effect = outcome.effect;
                }
                Work::Waiting { .. } | Work::Checking | Work::Intended => {
                    row.outcome = OutcomeKind::NotStarted;
                    row.code = stop.map_or("not_started", Stop::as_str).to_owned();
                }
                Work::Sent | Work::Looking(_) | Work::Comparing | Work::Unknown => {
                    row.outcome = OutcomeKind::Unresolved;
                    row.code = stop.map_or("under_way", Stop::as_str).to_owned();
                    row.effect = Some(Effect::Possible);
                }
            }
            // The plan's message about an action says what it leads to, which isn't true of one that wasn't done.
            let acts = matches!(item.status, Status::Planned | Status::Blocked);
            if acts && row.outcome != OutcomeKind::Done {
                row.message = None;
            }
            // A row can have several items; it is done again once.
            if row.outcome.is_rest()
                && !item.row.is_empty()
                && report.rest.last() != Some(&item.row)
            {
                report.rest.push(item.row.clone());
            }
            report.rows.push(row);
        }
        report.counts = Counts::of(&report.rows);
        report
    }

    /// The report of a plan that isn't applied.
    pub fn of_plan(plan: &Plan) -> Self {
        let work = plan.items.iter().map(|item| match item.status {
            Status::Planned => Work::WAITING,
            _ => Work::None,
        });
        Self::of_run(plan, &work.collect::<Vec<_>>(), None, false)
    }

    /// How many rows have this outcome.
    pub fn count(&self, outcome: OutcomeKind) -> usize {
        self.counts.get(outcome)
    }

    /// The report as JSON.
    pub fn to_json(&self) -> String {
        canonical(&self.to_value())
    }

    /// The rows as JSON, one a line.
    pub fn to_json_lines(&self) -> String {
        let lines = self
            .rows
            .iter()
            .map(|row| canonical(&row.to_value()) + "\n");
        lines.collect()
    }
}
