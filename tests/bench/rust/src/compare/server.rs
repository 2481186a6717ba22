//! The server of the comparison, in its own process.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

/// A running server; stopped when this is dropped.
pub struct Server {
    child: Child,
    /// Its base URL.
    pub base_url: String,
}

impl Server {
    /// Starts the program `bench-server`, which Cargo puts beside this one.
    pub fn start() -> Self {
        let program = std::env::current_exe().expect("this program has a path");
        let mut child = Command::new(program.with_file_name("bench-server"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("`bench-server` is built");
        let mut base_url = String::new();
        let stdout = child.stdout.take().expect("stdout is piped");
        let read = BufReader::new(stdout).read_line(&mut base_url);
        read.expect("the server prints its URL");
        Self {
            child,
            base_url: base_url.trim().to_owned(),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
