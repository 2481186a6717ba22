//! Where settings come from: flags before the environment before the configuration file.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod support;

use support::{Desk, Ran};

#[test]
fn flags_come_before_the_environment_and_that_before_the_file() {
    let [of_flag, of_variable, of_file] = [Desk::example(), Desk::example(), Desk::example()];
    let url = |desk: &Desk| desk.server.url();
    let desk = Desk::example();
    let text = format!("base_url = \"{}\"\n", url(&of_file));
    desk.file("bitsight-users.toml", &text);
    desk.file("other.toml", &text);
    let asked = |arguments: &[&str], variable: Option<&str>| {
        let mut program = desk.program(arguments);
        program.env_remove("BITSIGHT_BASE_URL");
        if let Some(url) = variable {
            program.env("BITSIGHT_BASE_URL", url);
        }
        let ran = Ran::of(program.output().unwrap());
        assert_eq!(ran.code, 0, "{ran:?}");
        let servers = [&of_flag, &of_variable, &of_file];
        let asked = servers.map(|desk| desk.server.requests().len());
        servers.iter().for_each(|desk| desk.server.reset());
        asked
    };
    let quota = ["quota", "get"];
    let flag = ["quota", "get", "--base-url", &url(&of_flag)];
    let variable = url(&of_variable);
    assert_eq!(asked(&flag, Some(&variable)), [1, 0, 0]);
    assert_eq!(asked(&quota, Some(&variable)), [0, 1, 0]);
    assert_eq!(asked(&quota, None), [0, 0, 1]);
    // Shells easily export an empty variable.
    assert_eq!(asked(&quota, Some(" ")), [0, 0, 1]);
    let config = ["quota", "get", "--config", "other.toml"];
    assert_eq!(asked(&config, None), [0, 0, 1]);
}
