//! Lists, plans and journals: whatever the bytes, an error or a value, and what is read is written
//! in a form that reads the same.

#![no_main]

use bitsight_users_provision::{Apply, ApplyOptions, Format, Journal, List, Now, Plan, Timestamp};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((kind, bytes)) = data.split_first() else {
        return;
    };
    match kind % 4 {
        0 => {
            if let Ok(list) = List::read(bytes, Format::Csv) {
                assert!(list.rows.len() <= List::MAX_ROWS);
                for row in &list.rows {
                    assert!(row.cells().contains_key("email"));
                }
            }
        }
        1 => drop(List::read(bytes, Format::Json)),
        2 => {
            let text = String::from_utf8_lossy(bytes);
            if let Ok(plan) = Plan::from_json(&text) {
                assert_eq!(Plan::from_json(&plan.to_json()).ok(), Some(plan));
            }
        }
        _ => {
            if let Ok(journal) = Journal::read(bytes) {
                let _ = journal.ledger();
            }
            let now = Now {
                wall: Timestamp::UNIX_EPOCH,
                monotonic: std::time::Duration::ZERO,
            };
            let _ = Apply::resume("https://example.com", bytes, ApplyOptions::default(), now);
        }
    }
});
