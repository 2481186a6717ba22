//! Decoding of answers: any bytes are read or refused, and what is read can be written and read
//! again with nothing lost.
#![no_main]

use bitsight_users::Timestamp;
use bitsight_users::types::{AccessGroups, CompanyViews, User, UserPage, UserQuota};
use libfuzzer_sys::fuzz_target;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

fuzz_target!(|data: &[u8]| {
    if let Some(user) = through::<User>(data) {
        let times = [&user.joined_time, &user.last_login_time];
        times.into_iter().flatten().for_each(parse);
    }
    through::<UserPage>(data);
    through::<UserQuota>(data);
    through::<CompanyViews>(data);
    through::<AccessGroups>(data);
});

/// Reads, writes and reads again.
fn through<T: DeserializeOwned + Serialize + PartialEq>(data: &[u8]) -> Option<T> {
    let value: T = serde_json::from_slice(data).ok()?;
    let written = serde_json::to_value(&value).expect("what was read can be written");
    let again: T = serde_json::from_value(written.clone()).expect("and read again");
    assert!(again == value, "and is then the same");
    let sent: Value = serde_json::from_slice(data).expect("it was read already");
    for (name, field) in sent.as_object().into_iter().flatten() {
        // A null where the field is optional means the same as its absence.
        assert!(
            field.is_null() || written.get(name).is_some(),
            "{name} is lost"
        );
    }
    Some(value)
}

/// A text that is no time is an error, and nothing worse.
fn parse(time: &Timestamp) {
    let _ = time.parse();
}
