//! Failures, for people and for programs: the failure, its reason, and the next step.

use std::{fmt::Write as _, io};

use bitsight_users::{Code, Effect, Error};
use bitsight_users_provision::{PlanError, PolicyError, ReadError, StartError};
use bitsight_users_provision_client::RunError;
use serde_json::{Map, Value, json};

use crate::exit::Exit;

/// Why a command ends without success.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The exit code.
    pub exit: Exit,
    // Results are small, failures are seldom.
    parts: Box<Parts>,
}

#[derive(Debug)]
struct Parts {
    /// The kind of failure, for programs.
    code: String,
    what: String,
    why: Option<String>,
    next: Option<String>,
    request_id: Option<String>,
    /// More members of the JSON form.
    details: Map<String, Value>,
    /// The place in a file, drawn for people.
    excerpt: Option<String>,
}

/// The result of a command.
pub(crate) type Result<T, E = Failure> = std::result::Result<T, E>;

/// The code of the failure that isn't one: the reader of the output has left.
const CLOSED_PIPE: &str = "closed_pipe";

impl Failure {
    /// A failure of this kind.
    pub(crate) fn new(exit: Exit, code: &str, what: impl Into<String>) -> Self {
        let parts = Parts {
            code: code.to_owned(),
            what: what.into(),
            why: None,
            next: None,
            request_id: None,
            details: Map::new(),
            excerpt: None,
        };
        Self {
            exit,
            parts: Box::new(parts),
        }
    }

    /// Wrong usage.
    pub(crate) fn usage(what: impl Into<String>) -> Self {
        Self::new(Exit::Usage, "usage", what)
    }

    /// A file that can't be read or written. The file is named by its purpose and its path.
    pub(crate) fn file(what: impl Into<String>, error: &io::Error) -> Self {
        Self::new(Exit::Error, "file", what).why(error.to_string())
    }

    /// A command that can't run in Node.js.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn needs_native(what: &str) -> Self {
        let what = format!("only the native program offers {what}");
        Self::new(Exit::Usage, "needs_native_program", what)
            .why("this one runs in Node.js")
            .next("install it: `cargo install bitsight-users-cli`, or `pip install bitsight-users`")
    }

    /// The reason.
    pub(crate) fn why(mut self, why: impl Into<String>) -> Self {
        self.parts.why = Some(why.into());
        self
    }

    /// The next step.
    pub(crate) fn next(mut self, next: impl Into<String>) -> Self {
        self.parts.next = Some(next.into());
        self
    }

    /// A member of the JSON form.
    pub(crate) fn detail(mut self, name: &str, value: Value) -> Self {
        self.parts.details.insert(name.to_owned(), value);
        self
    }

    /// The failure to write a result, which has an exit code of its own. That code says more than this failure's,
    /// unless it is success.
    pub(crate) fn hiding(mut self, result: Exit) -> Self {
        if result != Exit::Done {
            self.exit = result;
        }
        self
    }

    /// The place in a file, drawn for people.
    pub(crate) fn excerpt(mut self, excerpt: String) -> Self {
        self.parts.excerpt = Some(excerpt);
        self
    }

    /// Whether there is nothing to report: the reader of the output has left.
    pub(crate) fn is_silent(&self) -> bool {
        self.parts.code == CLOSED_PIPE
    }

    /// A few lines for people, with escape sequences for colours.
    pub(crate) fn to_text(&self) -> String {
        let mut text = match &self.parts.excerpt {
            Some(excerpt) => format!("{excerpt}\n"),
            None => format!(
                "\u{1b}[1;31merror\u{1b}[0m: {}\n",
                printable(&self.parts.what)
            ),
        };
        let lines = [("why", &self.parts.why), ("next", &self.parts.next)];
        for (name, line) in lines {
            if let Some(line) = line {
                // Writing into memory can't fail.
                let _ = writeln!(text, "  {name}: {}", printable(line));
            }
        }
        let _ = write!(text, "  code: {}", self.parts.code);
        if let Some(id) = &self.parts.request_id {
            let _ = write!(text, ", request {}", printable(id));
        }
        text.push('\n');
        text
    }

    /// One line of JSON.
    pub(crate) fn to_json(&self) -> String {
        let mut error = json!({
            "code": self.parts.code,
            "exit": self.exit as u8,
            "what": self.parts.what,
            "why": self.parts.why,
            "next": self.parts.next,
            "request_id": self.parts.request_id,
        });
        if let Some(members) = error.as_object_mut() {
            members.retain(|_, value| !value.is_null());
            members.extend(self.parts.details.clone());
        }
        json!({ "error": error }).to_string()
    }
}

/// The text without characters that could control a terminal; line breaks stay.
pub(crate) fn printable(text: &str) -> String {
    let shown = |c: char| {
        if c.is_control() && c != '\n' {
            '\u{fffd}'
        } else {
            c
        }
    };
    text.chars().map(shown).collect()
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::new(Exit::Done, CLOSED_PIPE, "");
        }
        Self::file("the output can't be written", &error)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let mut failure = Self::new(exit(&error), error.code().as_str(), error.to_string())
            .why(error.code().meaning())
            .next(next(&error));
        failure.parts.request_id = error.request_id().map(str::to_owned);
        let members = [
            ("operation", error.operation().map(Value::from)),
            ("status", error.status().map(Value::from)),
            ("field", error.field().map(Value::from)),
            ("detail", error.detail().map(Value::from)),
            (
                "effect",
                Some(Value::from(effect(&error))).filter(|_| error.attempts() > 0),
            ),
            (
                "existing_user",
                error
                    .existing_user_json()
                    .and_then(|user| serde_json::from_str(user).ok()),
            ),
        ];
        for (name, value) in members {
            if let Some(value) = value {
                failure = failure.detail(name, value);
            }
        }
        let guids: Vec<String> = error
            .matches_json()
            .iter()
            .filter_map(|each| guid(each))
            .collect();
        if guids.is_empty() {
            return failure;
        }
        failure
            .next(format!("name one by its guid: {}", guids.join(" or ")))
            .detail("guids", guids.into())
    }
}

/// The guid of an object in JSON.
fn guid(object: &str) -> Option<String> {
    let object: Value = serde_json::from_str(object).ok()?;
    object.get("guid")?.as_str().map(str::to_owned)
}

fn exit(error: &Error) -> Exit {
    match error.code() {
        Code::InvalidArgument | Code::InvalidConfiguration => Exit::Usage,
        Code::Authentication => Exit::Unauthenticated,
        Code::RateLimited | Code::RequestFailed => Exit::Deferred,
        _ if error.effect() == Effect::Possible => Exit::Unresolved,
        _ => Exit::Error,
    }
}

fn effect(error: &Error) -> &'static str {
    match error.effect() {
        Effect::None => "none",
        Effect::Possible => "possible",
    }
}

fn next(error: &Error) -> &'static str {
    if error.may_have_taken_effect() {
        return "check the account before running it again: `bitsight-users users list --email ADDRESS`";
    }
    match error.code() {
        Code::InvalidArgument => "`--help` describes every flag",
        Code::InvalidConfiguration => {
            "correct the flag, the environment variable or the configuration file"
        }
        Code::Authentication => {
            "set BITSIGHT_API_TOKEN to a valid token; a new token of a user ends the one before"
        }
        Code::Permission => "use the token of an Admin; `bitsight-users whoami` shows whose it is",
        Code::Ambiguous => "name one of them by its guid",
        Code::NotFound => "`bitsight-users users list` shows all users and their guids",
        Code::Conflict => "look at what exists: `bitsight-users users list --email ADDRESS`",
        Code::Validation => "correct the values; `--help` describes them",
        Code::RateLimited => "wait a minute and run it again",
        Code::RequestFailed => "`bitsight-users quota get` shows how many users are left",
        Code::Connection => "check the network, the proxy and the base URL, and run it again",
        _ => "run it again later; with `--verbose`, every request is shown",
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        let exit = match error.failure.status {
            Some(401) => Exit::Unauthenticated,
            Some(402 | 429) => Exit::Deferred,
            _ => Exit::Error,
        };
        let next = match exit {
            Exit::Unauthenticated => "set BITSIGHT_API_TOKEN to a valid token",
            Exit::Deferred => "wait a minute and run it again",
            _ if error.failure.status == Some(403) => {
                "use the token of an Admin; `bitsight-users whoami` shows whose it is"
            }
            _ => "nothing was changed; run it again later",
        };
        let failure = Self::new(exit, &error.failure.code, error.to_string()).next(next);
        match error.failure.status {
            Some(status) => failure.detail("status", status.into()),
            None => failure,
        }
    }
}

impl From<PolicyError> for Failure {
    fn from(error: PolicyError) -> Self {
        Self::new(Exit::Usage, "policy", format!("the policy: {error}"))
            .next("docs/provisioning.md lists the options")
    }
}

impl From<PlanError> for Failure {
    fn from(error: PlanError) -> Self {
        let (exit, code) = match &error {
            PlanError::EmptyAccount => (Exit::Guard, "empty_account"),
            PlanError::EmptyList => (Exit::Guard, "empty_list"),
            PlanError::DuplicateUsers { .. } => (Exit::Error, "duplicate_users"),
            PlanError::Changed => (Exit::Guard, "plan_changed"),
            _ => (Exit::Error, "plan"),
        };
        Self::new(exit, code, error.to_string())
    }
}

impl From<RunError> for Failure {
    fn from(error: RunError) -> Self {
        let what = error.to_string();
        match error {
            RunError::File(error) if error.kind() == io::ErrorKind::WouldBlock => Self::new(
                Exit::Error,
                "journal_locked",
                "another run uses the journal",
            )
            .why(error.to_string())
            .next("wait until the other run has ended: two runs could do the same thing twice"),
            RunError::File(error) | RunError::Unwritten { error, .. } => {
                Self::file("the journal can't be used", &error)
                    .next("nothing is sent without a journal; choose a place for it by `--journal`")
            }
            RunError::Start(error) => started(&error, what),
            RunError::Journal(_) | _ => Self::new(Exit::Error, "journal_damaged", what)
                .next("keep the file, and begin another one by `--journal`"),
        }
    }
}

fn started(error: &StartError, what: String) -> Failure {
    let (code, next) = match error {
        StartError::Used => ("plan_used", "plan again: `bitsight-users plan LIST`"),
        StartError::Expired => ("plan_expired", "plan again: `bitsight-users plan LIST`"),
        StartError::Unfinished { .. } => (
            "run_unfinished",
            "go on with the earlier run: `bitsight-users apply --resume`",
        ),
        StartError::NothingToResume => ("nothing_to_resume", "apply a plan or a list"),
        StartError::OtherHost { .. } => ("other_host", "set the base URL of the plan"),
        _ => ("journal_damaged", "keep the journal, and begin another one"),
    };
    Failure::new(Exit::Guard, code, what).next(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_has_two_forms() {
        let failure = Failure::new(Exit::Guard, "plan_used", "it was \u{1b}[2Jused")
            .why("once")
            .next("plan again");
        let text = failure.to_text();
        assert!(text.contains("it was \u{fffd}[2Jused\n  why: once\n  next: plan again\n"));
        let value: Value = serde_json::from_str(&failure.to_json()).unwrap();
        assert_eq!(value.pointer("/error/exit"), Some(&json!(3)));
        assert_eq!(value.pointer("/error/request_id"), None);
    }

    #[test]
    fn a_reader_that_left_is_no_failure() {
        let failure = Failure::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert!(failure.is_silent());
        assert_eq!(failure.exit, Exit::Done);
        assert!(!Failure::from(io::Error::from(io::ErrorKind::StorageFull)).is_silent());
    }
}
