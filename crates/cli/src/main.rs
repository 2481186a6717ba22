//! The native program.

use std::process::ExitCode;

fn main() -> ExitCode {
    bitsight_users_cli::report_panics();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    match runtime {
        Ok(runtime) => {
            let exit = runtime.block_on(bitsight_users_cli::run(std::env::args_os().collect()));
            ExitCode::from(exit)
        }
        Err(error) => {
            eprintln!("error: the program can't be started: {error}");
            ExitCode::FAILURE
        }
    }
}
