//! The subjects that `cargo xtask bench` compares, and the tools that measure them.

pub mod answers;
#[cfg(feature = "compare")]
pub mod compare;
pub mod ours;

use bitsight_users_bench_report::{Row, Table};

/// The token that all of them send.
pub const TOKEN: &str = "0123456789abcdef";
/// The number of users of the server.
pub const USERS: usize = 10_000;
/// The number of users whose lists the server sends late: as many as in the benchmark of the npm package.
pub const LATE_USERS: usize = 3_000;

/// A row of these figures, one for each subject. The ratios are to the first of them.
pub fn row(id: &str, title: &str, unit: &str, target: Option<f64>, figures: &[(&str, f64)]) -> Row {
    let baseline = figures.first().map_or("", |(subject, _)| subject);
    let owned = figures
        .iter()
        .map(|(subject, figure)| ((*subject).to_owned(), *figure));
    Row::new(id, title, unit, target, baseline, owned.collect())
}

/// Prints tables, which the runner of the benchmarks reads.
pub fn print(tables: &[Table]) {
    let text = serde_json::to_string(tables).expect("tables are JSON");
    println!("{text}");
}
