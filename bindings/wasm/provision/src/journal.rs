//! What journals and plans say.

use alloc::string::{String, ToString};

use bitsight_users_provision::{Journal, Plan};
use wasm_bindgen::prelude::*;

use crate::{error, text};

/// The plan of the journal's run that isn't over, as JSON; nothing if there is none.
#[wasm_bindgen]
pub fn unfinished(journal: &[u8]) -> Result<Option<String>, JsValue> {
    let journal = Journal::read(journal).map_err(|cause| error::journal(&cause))?;
    Ok(journal.unfinished().map(|run| run.plan.to_json()))
}

/// A plan as a table for people.
#[wasm_bindgen]
pub fn describe(plan: &str) -> Result<String, JsValue> {
    text::reserve(plan.len().saturating_mul(text::VALUES_OF_JSON));
    let plan = Plan::from_json(plan).map_err(|cause| error::plan(&cause))?;
    Ok(plan.to_string())
}
