//! Ten thousand runs with everything going wrong, and each protection taken away once.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::Mutex;

use bitsight_users_provision::simulate::{Protection, Statistics, run};

/// Plays the seeds on two threads; the first violation ends the test.
fn play(seeds: std::ops::Range<u64>) -> Statistics {
    let total = Mutex::new(Statistics::default());
    std::thread::scope(|scope| {
        for thread in 0..2 {
            let (total, seeds) = (&total, seeds.clone());
            scope.spawn(move || {
                let mut sum = Statistics::default();
                for seed in seeds.filter(|seed| seed % 2 == thread) {
                    match run(seed, None) {
                        Ok(statistics) => sum += statistics,
                        Err(violation) => panic!("{violation}"),
                    }
                }
                *total.lock().unwrap() += sum;
            });
        }
    });
    total.into_inner().unwrap()
}

#[test]
fn ten_thousand_seeds_hold() {
    let statistics = play(0..10_000);
    println!("{statistics:?}");
    // A simulation in which nothing happens would hold as well.
    assert!(statistics.created > 5000, "{statistics:?}");
    assert!(statistics.edited > 5000, "{statistics:?}");
    assert!(statistics.deleted > 500, "{statistics:?}");
    assert!(statistics.kills > 3000, "{statistics:?}");
    assert!(statistics.lost > 500, "{statistics:?}");
    assert!(statistics.unresolved > 100, "{statistics:?}");
    assert!(statistics.drifted > 200, "{statistics:?}");
    assert!(statistics.refused > 500, "{statistics:?}");
    assert!(statistics.idle > 2000, "{statistics:?}");
}

/// The seed that shows what happens without a protection.
fn caught(without: Protection) -> String {
    let violation = (0..1000).find_map(|seed| run(seed, Some(without)).err());
    let violation =
        violation.unwrap_or_else(|| panic!("without {without:?} nothing went wrong in 1,000 runs"));
    assert!(!violation.trace.is_empty());
    format!("seed {}: {}", violation.seed, violation.what)
}

macro_rules! caught_without {
    ($($name:ident: $protection:ident, $expected:expr;)*) => {$(
        #[test]
        fn $name() {
            let what = caught(Protection::$protection);
            println!("{what}");
            assert!($expected.iter().any(|expected: &&str| what.contains(expected)), "{what}");
        }
    )*};
}

caught_without! {
    without_settle_time: SettleTime, ["created twice", "and it was done"];
    without_waiting_for_the_unknown: NoBlindRepeat, ["created twice", "it was done"];
    without_all_kinds: AllKinds, ["could be seen"];
    without_key_folding: KeyFolding, ["could be seen"];
    without_durable_intent: DurableIntent, ["created twice", "would create"];
    without_email_once: EmailOnce, ["email twice"];
    without_drift: Drift, ["although the account had such a user", "created twice"];
    without_reading_before_a_delete: ReadBeforeDelete, ["changed the user since"];
    without_stopping_deletes_after_failures: DeletesAfterFailures, ["something before it failed"];
    without_confirming: ConfirmVisible, ["second run"];
    without_using_a_plan_once: PlanOnce, ["applied again"];
    without_a_new_line_after_a_cut: NewLine, ["journal"];
    without_identity: Identity, ["another account"];
    without_guard_complete_read: CompleteRead, ["although the account had such a user", "would create"];
    without_guard_deletes: Deletes, ["deleted, and"];
    without_guard_admins: Admins, ["administrators are left"];
    without_guard_own_user: OwnUser, ["own user"];
    without_guard_month: Month, ["this month"];
}
