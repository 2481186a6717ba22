//! Reading an account, and the time.

use std::sync::OnceLock;

use bitsight_users::{
    Client,
    clock::{Instant, now_unix, sleep},
};
use bitsight_users_provision::{Account, AccountReader, Now, ReadError, ReadStep, Timestamp};

use crate::{platform::Requests, send};

/// The time on both clocks of this program.
pub fn now() -> Now {
    static START: OnceLock<Instant> = OnceLock::new();
    let start = START.get_or_init(Instant::now);
    Now {
        wall: Timestamp::from_millisecond(
            i64::try_from(now_unix().as_millis()).unwrap_or(i64::MAX),
        ),
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
    let mut requests = Requests::new();
    let mut answer = None;
    loop {
        match reader.next(now(), answer.take())? {
            ReadStep::Send { id, request } => {
                let client = client.clone();
                requests.begin(async move { (id, send::send(&client, &request).await) });
            }
            ReadStep::Wait(longest) => tokio::select! {
                Some(answered) = requests.next() => answer = Some(answered),
                () = sleep(longest.unwrap_or_default()), if longest.is_some() => {}
                else => {}
            },
            ReadStep::Done(account) => return Ok(*account),
        }
    }
}
