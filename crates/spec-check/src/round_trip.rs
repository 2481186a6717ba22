//! The samples for a round trip: each documented response has to come back unchanged from an implementation
//! that reads it and writes it again.

use bitsight_users_openapi::Document;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::compare::validity;
use crate::contradictions::Contradiction;
use crate::document::operations::{self, Operation};
use crate::documentation::{PARAMETERS, Page, Pages};
use crate::finding::Kind;
use crate::path;

/// One documented response, and the call that it answers.
#[derive(Debug, Serialize)]
pub struct Sample {
    /// The operation's id.
    pub operation: String,
    method: String,
    /// The path with its parameters filled in.
    path: String,
    /// The values of the path parameters, in the order of the path.
    path_arguments: Vec<String>,
    /// The request body, if the operation has one.
    body: Option<Value>,
    /// The documented success status.
    status: u16,
    /// The documented response.
    pub(crate) response: String,
    /// The listed contradiction because of which the response may be refused.
    exempt: Option<String>,
}

/// The result of a sample in one implementation.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It came back as it was.
    Same,
    /// It came back as something else.
    Differs(String),
    /// It was refused, or the call failed.
    Refused(String),
}

impl Answer {
    /// The answer for a sample of which a program gave that result: `None` if it has no type for the
    /// operation, otherwise the response as it wrote it after reading it, or the reason for a refusal.
    pub fn of(sample: &Sample, result: Option<Result<String, String>>) -> Self {
        let written = match result {
            Some(Ok(written)) => written,
            Some(Err(reason)) => return Self::Refused(reason),
            None => return Self::Differs("the client has no type for this response".to_owned()),
        };
        let parsed: (Result<Value, _>, Result<Value, _>) = (
            serde_json::from_str(&sample.response),
            serde_json::from_str(&written),
        );
        match parsed {
            (Ok(sent), Ok(back)) => match difference(&sent, &back, "$") {
                None => Self::Same,
                Some(difference) => Self::Differs(difference),
            },
            (Err(error), _) => {
                Self::Differs(format!("it isn't JSON and was read all the same ({error})"))
            }
            (_, Err(error)) => Self::Differs(format!("what came back isn't JSON ({error})")),
        }
    }
}

/// The judgement of an answer.
#[derive(Clone, Debug)]
pub(crate) enum Verdict {
    /// It came back as it was.
    Same,
    /// It was refused, which a listed contradiction allows.
    Exempt {
        contradiction: String,
        reason: String,
    },
    /// It didn't come back as it should.
    Failed(String),
}

/// One sample for each operation that documents a response. A response that can't become a sample is a
/// problem.
pub(crate) fn samples(
    document: &Document,
    pages: &Pages,
    entries: &[Contradiction],
    problems: &mut Vec<String>,
) -> Vec<Sample> {
    let mut samples = Vec::new();
    for operation in operations::all(document) {
        let Some(page) = pages.get(&operation.id) else {
            continue;
        };
        match sample(document, &operation, page, entries) {
            Ok(Some(sample)) => samples.push(sample),
            Ok(None) => {}
            Err(reason) => problems.push(format!(
                "{}: the documented response can't be sent through generated code: {reason}",
                operation.id
            )),
        }
    }
    samples
}

/// Compares the answers, one for each sample, with the expected ones.
pub(crate) fn judge<'a>(samples: &'a [Sample], answers: &[Answer]) -> Vec<(&'a str, Verdict)> {
    let mut verdicts = Vec::new();
    for (index, sample) in samples.iter().enumerate() {
        let verdict = match (answers.get(index), &sample.exempt) {
            (Some(Answer::Same), _) => Verdict::Same,
            (Some(Answer::Refused(reason)), Some(contradiction)) => Verdict::Exempt {
                contradiction: contradiction.clone(),
                reason: reason.clone(),
            },
            (Some(Answer::Refused(reason)), None) => Verdict::Failed(format!("refused: {reason}")),
            // An exemption covers a refusal only: a response that is read has to be read in full.
            (Some(Answer::Differs(difference)), _) => Verdict::Failed(difference.clone()),
            (None, _) => Verdict::Failed("no answer".to_owned()),
        };
        verdicts.push((sample.operation.as_str(), verdict));
    }
    verdicts
}

fn sample(
    document: &Document,
    operation: &Operation<'_>,
    page: &Page,
    entries: &[Contradiction],
) -> Result<Option<Sample>, String> {
    let Some(example) = &page.response else {
        return Ok(None);
    };
    let exempt = entries.iter().find(|entry| {
        let excuses = match entry.kind {
            Kind::ExampleResponseInvalid => true,
            // Once its commas are removed, there is no reason left to refuse it.
            Kind::ExampleNotJson => example.value.is_none(),
            _ => false,
        };
        excuses && entry.operation == operation.id
    });
    // An example with trailing commas is sent without them, which the report says; what isn't
    // JSON in any reading is sent as it is, and has to be refused.
    let response = match (&example.not_json, &example.value) {
        (Some(_), Some(value)) => value.to_string(),
        _ => example.text.clone(),
    };
    let mut filled = operation.path.to_owned();
    let mut path_arguments = Vec::new();
    for name in operation
        .path
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
    {
        let Some(value) = page.source.example_path.get(name) else {
            return Err(format!("source.json has no example_path with a `{name}`"));
        };
        filled = filled.replace(&format!("{{{name}}}"), value);
        path_arguments.push(value.clone());
    }
    Ok(Some(Sample {
        operation: operation.id.clone(),
        method: operation.method.clone(),
        path: filled,
        path_arguments,
        body: body(document, operation, page)?,
        status: operation
            .status
            .ok_or("the operation has no success status")?,
        response,
        exempt: exempt.map(|entry| entry.id.clone()),
    }))
}

/// The documented request; what it lacks comes from the examples in the table.
fn body(
    document: &Document,
    operation: &Operation<'_>,
    page: &Page,
) -> Result<Option<Value>, String> {
    let Some(schema) = &operation.request else {
        return Ok(None);
    };
    let documented = page
        .request
        .as_ref()
        .and_then(|request| request.value.clone());
    let mut body = documented.unwrap_or(Value::Object(serde_json::Map::new()));
    if let Value::Object(fields) = &mut body {
        for row in &page.parameters {
            let needed = row.nested_in.is_none() && schema.requires(&row.name).is_some();
            if let (true, Some(example)) = (needed, &row.example)
                && !fields.contains_key(&row.name)
            {
                fields.insert(row.name.clone(), example.clone());
            }
        }
    }
    match validity::refusals(document, schema, &body, "$").first() {
        None => Ok(Some(body)),
        Some(refusal) => Err(format!(
            "the documented request isn't valid even with the examples of {}: {}: expected {}, \
             found {}",
            PARAMETERS, refusal.path, refusal.expected, refusal.found
        )),
    }
}

/// The first difference between two values, for people.
pub(crate) fn difference(sent: &Value, back: &Value, at: &str) -> Option<String> {
    match (sent, back) {
        (Value::Object(sent), Value::Object(back)) => {
            if let Some(name) = back.keys().find(|name| !sent.contains_key(*name)) {
                return Some(format!("{} was added", path::property(at, name)));
            }
            sent.iter().find_map(|(name, value)| {
                let inner = path::property(at, name);
                match back.get(name) {
                    Some(other) => difference(value, other, &inner),
                    // An optional field that is null reads as absent.
                    None if value.is_null() => None,
                    None => Some(format!("{inner} was lost")),
                }
            })
        }
        (Value::Array(sent), Value::Array(back)) if sent.len() == back.len() => sent
            .iter()
            .zip(back)
            .enumerate()
            .find_map(|(index, (sent, back))| difference(sent, back, &path::element(at, index))),
        _ if sent == back => None,
        _ => Some(format!(
            "{at} was {}, came back as {}",
            validity::shortened(sent),
            validity::shortened(back)
        )),
    }
}
