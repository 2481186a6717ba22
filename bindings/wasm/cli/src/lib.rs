//! The command line for Node.js: the commands of `bitsight-users-cli`, with an object of the npm package that reads files,
//! asks questions and writes output. The program `bitsight-users` of the npm package loads this module.

use bitsight_users_cli::Host;
use wasm_bindgen::prelude::*;

/// Runs the command that the arguments name, of which the first is the program's name. Returns the exit code.
#[wasm_bindgen]
pub async fn run(host: Host, arguments: Vec<String>) -> u8 {
    bitsight_users_cli::install(host);
    bitsight_users_cli::report_panics();
    let arguments = arguments.into_iter().map(Into::into).collect();
    bitsight_users_cli::run(arguments).await
}
