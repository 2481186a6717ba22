//! Times are read in the forms in which the service sends them.

use bitsight_users::{Timestamp, jiff};
use serde_json::Value;

#[test]
fn times_are_read_in_every_form_that_occurs() {
    let cases: Vec<(String, Option<String>)> =
        serde_json::from_str(include_str!("../../times.json")).unwrap();
    for (text, expected) in cases {
        let time = Timestamp::from(text.as_str()).parse().ok();
        // As precise as JavaScript's times.
        let time = time.map(|time| time.as_millisecond());
        let expected = expected.map(|expected| {
            let expected: jiff::Timestamp = expected.parse().unwrap();
            expected.as_millisecond()
        });
        assert_eq!(time, expected, "{:?}", Value::from(text));
    }
}
