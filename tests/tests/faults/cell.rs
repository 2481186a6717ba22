//! One cell: a call under a fault, and the comparison of its result with the server's state.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use bitsight_users::{Client, Code, Effect, Error};
use bitsight_users_mock::{DEFAULT_TOKEN, Fault, MockServer, Options, Seed};
use serde_json::{Value, json};

use crate::operations;

pub struct Cell {
    pub plan: Arc<Value>,
    pub operation: String,
    pub fault: Value,
    pub strikes: Strikes,
}

/// Which requests a fault strikes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Strikes {
    /// The operation's first.
    Once,
    /// All of the operation.
    Always,
    /// All.
    Everything,
}

pub struct Outcome {
    pub operation: String,
    pub fault: String,
    pub strikes: Strikes,
    pub outcome: String,
    pub attempts: u32,
    /// The effect that the client reports.
    pub says: &'static str,
    /// How often it took effect.
    pub done: usize,
    /// In which ways the rule is broken.
    pub broken: Vec<String>,
}

/// tests/faults.json
pub fn plan() -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("faults.json");
    let text = std::fs::read_to_string(file).expect("faults.json");
    serde_json::from_str(&text).expect("faults.json is JSON")
}

impl Cell {
    pub async fn run(self) -> Outcome {
        let limit = |name: &str| Duration::from_millis(self.plan["limits"][name].as_u64().unwrap());
        let seed = Seed::parse(&self.plan["seed"].to_string()).expect("a seed");
        let mock = MockServer::builder()
            .seed(seed)
            .options(|options| self.set_options(options))
            .start()
            .await
            .expect("a mock");
        if let Some(fault) = self.fault() {
            mock.inject(fault);
        }
        let client = Client::builder()
            .token(DEFAULT_TOKEN)
            .base_url(mock.url())
            .timeout(limit("attempt_ms"))
            .total_timeout(limit("total_ms"))
            .settle_time(limit("settle_ms"))
            .max_retries(
                u32::try_from(self.plan["limits"]["max_retries"].as_u64().unwrap()).unwrap(),
            )
            .build()
            .expect("a client");

        let subject = self.plan["operations"][&self.operation]
            .as_str()
            .unwrap_or_default();
        let start = Instant::now();
        let result =
            operations::call(&client, &self.operation, subject, &self.fault["asked"]).await;
        let elapsed = start.elapsed();
        settled(&mock).await;

        let done = operations::times_done(&mock, &self.operation, subject);
        let mut broken = Vec::new();
        if elapsed > limit("total_ms") + limit("slack_ms") {
            broken.push(format!("it took {elapsed:?}"));
        }
        self.check(&result, done, &mut broken);
        let (outcome, attempts, says) = match &result {
            Ok((attempts, recovered)) => {
                let outcome = if *recovered { "ok, recovered" } else { "ok" };
                (outcome.to_owned(), *attempts, "done")
            }
            Err(error) => (
                error.code().to_string(),
                error.attempts(),
                words(error.effect()),
            ),
        };
        let expected = self.fault["expect"][&self.operation].as_str();
        if let Some(expected) = expected.filter(|_| self.strikes == Strikes::Once)
            && ![&*outcome, says].contains(&expected)
        {
            broken.push(format!("should be: {expected}"));
        }
        Outcome {
            operation: self.operation,
            fault: self.fault["name"].as_str().unwrap().to_owned(),
            strikes: self.strikes,
            outcome,
            attempts,
            says,
            done,
            broken,
        }
    }

    /// The fault of the row, which may have none: options alone can be what goes wrong.
    fn fault(&self) -> Option<Fault> {
        let mut fault = self.fault.get("fault")?.clone();
        if self.strikes != Strikes::Everything {
            fault["operation"] = json!(self.operation);
        }
        if self.strikes != Strikes::Once {
            fault["times"] = Value::Null;
        }
        Some(fault.to_string().parse().expect("a fault"))
    }

    /// Sets the options of the row.
    fn set_options(&self, options: &mut Options) {
        for (name, value) in self.fault["options"].as_object().into_iter().flatten() {
            options.set(&format!("{name}={value}")).expect("an option");
        }
    }

    fn check(&self, result: &Result<(u32, bool), Error>, done: usize, broken: &mut Vec<String>) {
        let is_read = operations::is_read(&self.operation);
        let mut breaks = |what: &str| broken.push(what.to_owned());
        if self.operation == "create_user" && done > 1 {
            breaks("created twice");
        }
        match result {
            Ok(_) if !is_read && done == 0 => breaks("reported as done, and is not"),
            Ok(_) => {}
            Err(error) => {
                if !Code::ALL.contains(&error.code()) || error.code() == Code::Internal {
                    breaks("no proper code");
                }
                // A request that was delivered twice, and is refused because it is done: the refusal
                // says how things are, though not who did it.
                let names_state = self.fault["fault"]["second_answer"] == true
                    && [Code::Conflict, Code::NotFound, Code::Validation].contains(&error.code());
                match error.effect() {
                    Effect::None if done > 0 && !names_state => breaks("done, and not told"),
                    Effect::None if is_read || done == 0 => {}
                    _ if is_read => breaks("a read with an effect"),
                    _ => {}
                }
            }
        }
    }
}

/// Waits for requests that take effect late, after the client has left.
async fn settled(mock: &MockServer) {
    while mock.requests().iter().any(|request| request.pending) {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

fn words(effect: Effect) -> &'static str {
    match effect {
        Effect::None => "not done",
        Effect::Possible => "maybe done",
    }
}
