//! Reading an account, and the time.

use std::{sync::OnceLock, time::Instant};

use bitsight_users::Client;
use bitsight_users_provision::{Account, AccountReader, Now, ReadError, ReadStep, Timestamp};
use tokio::{task::JoinSet, time::sleep};

use crate::send;

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
