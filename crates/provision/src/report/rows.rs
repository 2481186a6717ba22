//! A report, made of a plan and of where its items stand.

use std::collections::BTreeMap;

use serde::Serialize;

use super::word::word;
use crate::{
    Action, Effect, OutcomeKind, Plan, Status, Timestamp,
    apply::{Stop, Work},
};

/// What became of every row of a list and of everybody else in the account.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The version of the format.
    pub version: u32,
    /// The hash of the plan.
    pub plan: String,
    /// Whether the run is over. If it isn't, the same command goes on with it.
    pub finished: bool,
    /// Why it stopped early.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped: Option<Stop>,
    /// How many rows have which outcome.
    pub counts: BTreeMap<OutcomeKind, usize>,
    /// The rows, in the order of the plan.
    pub rows: Vec<ReportRow>,
    /// The rows of the list that are to be done again.
    #[serde(skip)]
    pub(super) rest: Vec<BTreeMap<String, String>>,
}

/// What became of one row, or of a user who isn't listed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReportRow {
    /// The line of the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// The email address.
    pub email: String,
    /// The user's guid, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guid: Option<String>,
    /// What was done, or would have been.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<Action>,
    /// What became of it.
    pub outcome: OutcomeKind,
    /// Why.
    pub code: String,
    /// Whether a request took effect, where the outcome doesn't say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
    /// When it can be planned again, if it was deferred.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// More for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
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
            counts: BTreeMap::new(),
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
                code: word(&item.reason),
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
            *report.counts.entry(row.outcome).or_default() += 1;
            // A row can have several items; it is done again once.
            if row.outcome.is_rest()
                && !item.row.is_empty()
                && report.rest.last() != Some(&item.row)
            {
                report.rest.push(item.row.clone());
            }
            report.rows.push(row);
        }
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
        self.counts.get(&outcome).copied().unwrap_or(0)
    }

    /// The report as JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The rows as JSON, one a line.
    pub fn to_json_lines(&self) -> String {
        let lines = self
            .rows
            .iter()
            .map(|row| serde_json::to_string(row).unwrap_or_default() + "\n");
        lines.collect()
    }
}
