//! The program `wasm-bindgen-test-runner`, with which Cargo runs tests of wasm modules.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}
