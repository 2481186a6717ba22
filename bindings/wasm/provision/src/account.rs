//! Accounts: reading one, and what can be made of it.

use alloc::string::String;

use bitsight_users_provision::{
    AccountReader, Answer, Journal, List, Plan, Policy, ReadStep,
    audit::{self, AuditOptions},
    export,
    json::{ToValue, canonical},
};
use serde_json::Value;
use wasm_bindgen::prelude::*;

use crate::{error, text};

/// How many bytes planning takes for a row, as measured for a list with names.
const PLAN_OF_ROW: usize = 1000;

/// A snapshot of an account.
#[wasm_bindgen]
pub struct Account(bitsight_users_provision::Account);

#[wasm_bindgen]
impl Account {
    /// Reads a snapshot that was kept as JSON.
    pub fn read(snapshot: &str) -> Result<Account, JsValue> {
        let snapshot = text::read(snapshot)?;
        Ok(Self(bitsight_users_provision::Account::from_json(
            &snapshot,
        )))
    }

    /// Host, own guid, number of users, free seats and completeness, as JSON.
    pub fn summary(&self) -> String {
        let account = &self.0;
        let groups = account.groups.as_deref().unwrap_or_default().iter();
        let groups = groups.map(|group| {
            let (guid, name) = (group.guid.to_value(), group.name.to_value());
            text::members_of(&mut [("guid", guid), ("name", name)])
        });
        text::object(&mut [
            ("host", account.host.to_value()),
            ("own", account.own.to_value()),
            ("users", account.users.len().into()),
            ("groups", Value::Array(groups.collect())),
            ("seats", account.seats.to_value()),
            ("incomplete", account.incomplete.to_value()),
        ])
    }

    /// The plan that makes the account match a list, as JSON. The policy is JSON, or empty for that of the list or the
    /// careful default. Warnings about the list come with the plan.
    pub fn plan(
        &self,
        list: &[u8],
        is_json: bool,
        policy: &str,
        journal: &[u8],
        wall: f64,
    ) -> Result<String, JsValue> {
        let lines = list.iter().filter(|byte| **byte == b'\n').count();
        text::reserve(lines.min(List::MAX_ROWS).saturating_mul(PLAN_OF_ROW));
        let list = match is_json {
            true => List::from_json(list),
            false => List::from_csv(list),
        };
        let list = list.map_err(|cause| error::list(&cause))?;
        let policy = match policy {
            "" => list.policy.clone().unwrap_or_default(),
            policy => read_policy(policy)?,
        };
        self.planned(&list, &policy, journal, wall)
    }

    /// The account as a list, and the guids of users whom a list can't name, as JSON.
    pub fn export(&self) -> String {
        let export = export::export(&self.0);
        text::object(&mut [
            ("csv", export.csv.into()),
            ("omitted", export.omitted.to_value()),
        ])
    }

    /// Who needs attention, as JSON.
    pub fn audit(&self, idle_days: Option<u32>, wall: f64) -> String {
        canonical(&self.audited(idle_days, wall).to_value())
    }

    /// The plan that acts on what an audit finds; nothing if no finding can be acted on.
    pub fn audit_plan(
        &self,
        idle_days: Option<u32>,
        policy: &str,
        journal: &[u8],
        wall: f64,
    ) -> Result<Option<String>, JsValue> {
        let policy = match policy {
            "" => Policy::default(),
            policy => read_policy(policy)?,
        };
        let proposal = self.audited(idle_days, wall).proposal(&policy);
        match proposal.map_err(|cause| error::list(&cause))? {
            None => Ok(None),
            Some((list, policy)) => self.planned(&list, &policy, journal, wall).map(Some),
        }
    }
}

impl Account {
    fn planned(
        &self,
        list: &List,
        policy: &Policy,
        journal: &[u8],
        wall: f64,
    ) -> Result<String, JsValue> {
        let journal = Journal::read(journal).map_err(|cause| error::journal(&cause))?;
        let now = text::timestamp(wall);
        let plan = Plan::new(list, &self.0, policy, &journal.ledger(), now);
        let plan = plan.map_err(|cause| error::plan(&cause))?;
        Ok(plan.to_json())
    }

    fn audited(&self, idle_days: Option<u32>, wall: f64) -> audit::Audit {
        let options = AuditOptions { idle_days };
        audit::audit(&self.0, &options, text::timestamp(wall))
    }
}

fn read_policy(policy: &str) -> Result<Policy, JsValue> {
    let policy = text::read(policy)?;
    Policy::from_json(&policy).map_err(|cause| error::policy(&cause))
}

/// Reads an account, one step after the other.
#[wasm_bindgen]
pub struct Reader {
    reader: AccountReader,
    account: Option<Account>,
}

#[wasm_bindgen]
impl Reader {
    /// A reader that hasn't begun.
    #[wasm_bindgen(constructor)]
    pub fn new(host: String) -> Self {
        Self {
            reader: AccountReader::new(host),
            account: None,
        }
    }

    /// What to do next, as JSON: `send`, `wait` or `done`.
    pub fn next(&mut self, wall: f64, monotonic: f64) -> Result<String, JsValue> {
        self.step(wall, monotonic, None)
    }

    /// Takes a success.
    pub fn answered(
        &mut self,
        wall: f64,
        monotonic: f64,
        id: u32,
        body: Option<String>,
    ) -> Result<String, JsValue> {
        self.step(wall, monotonic, Some((id, text::success(body))))
    }

    /// Takes a failure.
    pub fn failed(
        &mut self,
        wall: f64,
        monotonic: f64,
        id: u32,
        failure: &str,
    ) -> Result<String, JsValue> {
        self.step(wall, monotonic, Some((id, text::failure(failure)?)))
    }

    /// The account, once it is read.
    pub fn account(&mut self) -> Option<Account> {
        self.account.take()
    }
}

impl Reader {
    fn step(
        &mut self,
        wall: f64,
        monotonic: f64,
        answer: Option<(u32, Answer)>,
    ) -> Result<String, JsValue> {
        let answer = answer.map(|(id, answer)| (u64::from(id), answer));
        let step = self.reader.next(text::now(wall, monotonic), answer);
        Ok(match step.map_err(|cause| error::account(&cause))? {
            ReadStep::Send { id, request } => text::object(&mut [
                ("step", "send".into()),
                ("id", id.into()),
                ("request", request.to_value()),
            ]),
            ReadStep::Wait(longest) => {
                let longest = longest.map(|longest| longest.as_millis() as u64);
                text::object(&mut [("step", "wait".into()), ("for_ms", longest.to_value())])
            }
            ReadStep::Done(account) => {
                self.account = Some(Account(*account));
                text::object(&mut [("step", "done".into())])
            }
        })
    }
}
