#![doc = include_str!("../README.md")]

/// The code of the guide is tested with this crate.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/provisioning.md")]
mod guide {}

mod journal;
mod run;
mod send;

use std::{fmt, io, sync::OnceLock, time::Instant};

use bitsight_users::Client;
use bitsight_users_provision::{
    Account, AccountReader, JournalError, Now, ReadError, ReadStep, StartError, Timestamp,
};
use tokio::{task::JoinSet, time::sleep};

pub use journal::JournalFile;
pub use run::{Interrupt, Run};

/// The time on both clocks of this program.
pub fn now() -> Now {
    static START: OnceLock<Instant> = OnceLock::new();
    let start = START.get_or_init(Instant::now);
    Now {
        wall: Timestamp::now(),
        monotonic: start.elapsed(),
    }
}

/// Reads an account completely, with three requests at once.
///
/// # Errors
/// When the users can't be read. An account that may be incomplete is no error: it says so, and
/// the guards refuse what needs a complete one.
pub async fn read_account(client: &Client) -> Result<Account, ReadError> {
    let client = send::without_retries(client);
    let mut reader = AccountReader::new(client.base_url());
    let mut requests = JoinSet::new();
    let mut answer = None;
    loop {
        match reader.next(now(), answer.take())? {
            ReadStep::Send { id, request } => {
                let client = client.clone();
                requests.spawn(async move { (id, send::send(&client, &request).await) });
            }
            ReadStep::Wait(longest) => tokio::select! {
                Some(Ok(answered)) = requests.join_next() => answer = Some(answered),
                () = sleep(longest.unwrap_or_default()), if longest.is_some() => {}
                else => {}
            },
            ReadStep::Done(account) => return Ok(*account),
        }
    }
}

/// Why a plan couldn't be applied.
#[derive(Debug)]
#[non_exhaustive]
pub enum RunError {
    /// The plan or the journal doesn't allow it. Nothing was sent.
    Start(StartError),
    /// The journal file can't be opened, locked, read or written.
    File(io::Error),
    /// The journal's content is damaged.
    Journal(JournalError),
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start(error) => error.fmt(f),
            Self::File(error) => write!(f, "the journal file: {error}"),
            Self::Journal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for RunError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Start(error) => Some(error),
            Self::File(error) => Some(error),
            Self::Journal(error) => Some(error),
        }
    }
}

impl From<StartError> for RunError {
    fn from(error: StartError) -> Self {
        Self::Start(error)
    }
}

impl From<io::Error> for RunError {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}
