//! Plays simulated runs: `simulate FROM TO` counts what happened, `simulate SEED` prints the trace
//! of one run.

use bitsight_users_provision::simulate::{Statistics, run, trace};

fn main() {
    if let Err(error) = simulate() {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

fn simulate() -> Result<(), Box<dyn std::error::Error>> {
    let numbers: Vec<u64> = std::env::args()
        .skip(1)
        .map(|argument| argument.parse())
        .collect::<Result<_, _>>()?;
    match numbers.as_slice() {
        [seed] => {
            let (lines, result) = trace(*seed, None);
            for line in lines {
                println!("{line}");
            }
            println!("{:?}", result?);
        }
        [from, to] => {
            let started = std::time::Instant::now();
            let mut sum = Statistics::default();
            for seed in *from..*to {
                match run(seed, None) {
                    Ok(statistics) => sum += statistics,
                    Err(violation) => return Err(violation.to_string().into()),
                }
            }
            println!("{} runs in {:.1?}: {sum:?}", to - from, started.elapsed());
        }
        _ => return Err("give a seed, or the first seed and the one after the last".into()),
    }
    Ok(())
}
