//! Runs: applying a plan, step by step.

use alloc::{
    string::{String, ToString},
    vec,
};

use bitsight_users_provision::{
    Answer, Apply, ApplyOptions, Event, Plan,
    json::{ToValue, canonical},
};
use serde_json::Value;
use wasm_bindgen::prelude::*;

use crate::{error, text};

/// A run. The methods that take what happened return the next step as JSON.
#[wasm_bindgen]
pub struct Run(Apply);

#[wasm_bindgen]
impl Run {
    /// Begins to apply a plan, or goes on with it if the journal's last run is one of this plan.
    pub fn start(
        plan: &str,
        host: &str,
        journal: &[u8],
        resend_unresolved: bool,
        wall: f64,
        monotonic: f64,
    ) -> Result<Run, JsValue> {
        text::reserve(plan.len().saturating_mul(text::VALUES_OF_JSON));
        let plan = Plan::from_json(plan).map_err(|cause| error::plan(&cause))?;
        let options = ApplyOptions {
            resend_unresolved,
            ..ApplyOptions::default()
        };
        let apply = Apply::start(plan, host, journal, options, text::now(wall, monotonic));
        apply.map(Self).map_err(|cause| error::start(&cause))
    }

    /// Goes on with the journal's run that isn't over.
    pub fn resume(
        host: &str,
        journal: &[u8],
        resend_unresolved: bool,
        settle_only: bool,
        wall: f64,
        monotonic: f64,
    ) -> Result<Run, JsValue> {
        let options = ApplyOptions {
            resend_unresolved,
            settle_only,
        };
        let apply = Apply::resume(host, journal, options, text::now(wall, monotonic));
        apply.map(Self).map_err(|cause| error::start(&cause))
    }

    /// Nothing happened but that time went by.
    pub fn next(&mut self, wall: f64, monotonic: f64) -> Result<String, JsValue> {
        self.step(wall, monotonic, Event::Continue)
    }

    /// The journal holds what it was to hold, or couldn't be written.
    pub fn written(&mut self, wall: f64, monotonic: f64, failed: bool) -> Result<String, JsValue> {
        let event = match failed {
            true => Event::WriteFailed,
            false => Event::Written,
        };
        self.step(wall, monotonic, event)
    }

    /// Somebody wants the run to stop.
    pub fn interrupt(&mut self, wall: f64, monotonic: f64) -> Result<String, JsValue> {
        self.step(wall, monotonic, Event::Interrupt)
    }

    /// A request succeeded.
    pub fn answered(
        &mut self,
        wall: f64,
        monotonic: f64,
        id: u32,
        body: Option<String>,
    ) -> Result<String, JsValue> {
        self.answer(wall, monotonic, id, text::success(body))
    }

    /// A request failed.
    pub fn failed(
        &mut self,
        wall: f64,
        monotonic: f64,
        id: u32,
        failure: &str,
    ) -> Result<String, JsValue> {
        self.answer(wall, monotonic, id, text::failure(failure)?)
    }

    /// The items whose outcome became known since the last call, as JSON: numbers and outcomes.
    pub fn news(&mut self) -> String {
        let news = self.0.take_news().into_iter();
        let news = news.map(|(item, outcome)| Value::Array(vec![item.into(), outcome.to_value()]));
        canonical(&Value::Array(news.collect()))
    }

    /// The plan as JSON.
    pub fn plan(&self) -> String {
        self.0.plan().to_json()
    }

    /// The report as a table for people, and the rows to do again as CSV, as JSON.
    pub fn summary(&self) -> String {
        let report = self.0.report();
        let rest = report.rest_csv().map_or(Value::Null, Value::String);
        text::object(&mut [("text", report.to_string().into()), ("rest", rest)])
    }
}

impl Run {
    fn answer(
        &mut self,
        wall: f64,
        monotonic: f64,
        id: u32,
        answer: Answer,
    ) -> Result<String, JsValue> {
        let id = u64::from(id);
        self.step(wall, monotonic, Event::Answered { id, answer })
    }

    fn step(&mut self, wall: f64, monotonic: f64, event: Event) -> Result<String, JsValue> {
        let step = self.0.next(text::now(wall, monotonic), event);
        Ok(canonical(&step.to_value()))
    }
}
