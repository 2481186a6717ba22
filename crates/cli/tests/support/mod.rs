//! A mock of the service, a folder of its own, and the program.

// Each test file uses a part of it.
#![allow(dead_code)]

use std::{
    ffi::{OsStr, OsString},
    fs,
    path::PathBuf,
    process::{Command, Output, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use bitsight_users_mock::{Fault, MockServer, Seed};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// The token of the mock, under a name that can be searched for.
pub const TOKEN: &str = "tok-3f9a-SECRET-77b1";
/// The environment variable that names another program to test.
const PROGRAM: &str = "BITSIGHT_USERS_PROGRAM";
/// The address that transcripts show in place of the mock's.
const SHOWN_URL: &str = "http://127.0.0.1:4010/ratings";

/// Everything that a command line needs.
pub struct Desk {
    pub server: MockServer,
    pub folder: TempDir,
    _runtime: Runtime,
}

impl Desk {
    /// A desk with an account.
    pub fn new(seed: Seed) -> Self {
        let runtime = Runtime::new().unwrap();
        let server = MockServer::builder()
            .seed(seed)
            .token(TOKEN)
            .read_only_token("read-only-token")
            .start();
        let server = runtime.block_on(server).unwrap();
        Self {
            server,
            folder: tempfile::tempdir().unwrap(),
            _runtime: runtime,
        }
    }

    /// A desk with the small example account.
    pub fn example() -> Self {
        Self::new(Seed::example().unwrap())
    }

    /// Makes the next requests fail.
    pub fn fault(&self, fault: &str) {
        self.server.inject(fault.parse::<Fault>().unwrap());
    }

    /// Writes a file into the folder.
    pub fn file(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    /// The program, with the token in its environment and nothing else there.
    pub fn program(&self, arguments: &[&str]) -> Command {
        let mut command = self.clean(program());
        command.args(arguments);
        command
    }

    /// A program in the folder, with an environment that holds no surprises.
    pub fn clean(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("BITSIGHT_API_TOKEN", TOKEN)
            .env("BITSIGHT_BASE_URL", self.server.url())
            .env("COLUMNS", "100")
            .env("PATH", path())
            .stdin(Stdio::null());
        // Windows and coverage tools don't work without these.
        for name in ["SystemRoot", "TEMP", "LLVM_PROFILE_FILE"] {
            if let Ok(value) = std::env::var(name) {
                command.env(name, value);
            }
        }
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.program(arguments).output().unwrap())
    }

    /// Runs a line of a shell. Returns its output on both streams, in order, and its exit code.
    pub fn shell(&self, line: &str) -> (String, i32) {
        let output = self
            .clean("/bin/sh")
            .args(["-c", &format!("exec 2>&1; {line}")])
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let text = text.replace(&self.server.url(), SHOWN_URL);
        (without_numbers(&text), output.status.code().unwrap())
    }

    /// How many users have the address.
    pub fn count(&self, email: &str) -> usize {
        let users = self.server.users();
        users.iter().filter(|user| user["email"] == email).count()
    }
}

/// The program under test: the native one, or another one with the same behaviour, which `BITSIGHT_USERS_PROGRAM` names.
pub fn program() -> PathBuf {
    std::env::var_os(PROGRAM).map_or(env!("CARGO_BIN_EXE_bitsight-users").into(), PathBuf::from)
}

/// Whether the program under test is the one of the npm package.
pub fn is_npm() -> bool {
    std::env::var_os(PROGRAM).is_some()
}

/// The folders of the program under test, of the shell's programs, and of Node.js if it runs there.
fn path() -> OsString {
    let mut folders: Vec<PathBuf> = program().parent().map(PathBuf::from).into_iter().collect();
    if is_npm() {
        let path = std::env::var_os("PATH").unwrap_or_default();
        folders.extend(std::env::split_paths(&path));
    }
    folders.extend(["/usr/bin", "/bin"].map(PathBuf::from));
    std::env::join_paths(folders).unwrap()
}

/// The text with all requests of the mock numbered alike: how many a command sends is no matter of transcripts.
fn without_numbers(text: &str) -> String {
    const ID: &str = "mock-";
    const DIGITS: usize = 6;
    let mut parts = text.split(ID);
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_id = part.bytes().take_while(u8::is_ascii_digit).count() == DIGITS;
        let rest = if is_id { &part[DIGITS..] } else { part };
        shown += ID;
        shown += if is_id { "000001" } else { "" };
        shown += rest;
    }
    shown
}

/// How a program ended.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// A list of people at example.com.
pub fn people(count: usize) -> String {
    let rows = (1..=count)
        .map(|n| format!("person{n}@example.com,Person {n},P{n},customer_user\n"))
        .collect::<String>();
    format!("email,formal_name,friendly_name,role\n{rows}")
}

/// Long enough for a program to do its part on a busy machine.
pub const START: Duration = Duration::from_secs(60);

/// Waits until something is so.
pub fn wait(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        // A creation that a kill left unknown is looked for during half a minute.
        assert!(begun.elapsed() < START, "{what} never happened");
        sleep(Duration::from_millis(5));
    }
}
