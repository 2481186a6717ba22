//! Node.js: an object of the npm package does what the standard library can't do in WebAssembly.

use std::{
    cell::RefCell,
    io::{self, ErrorKind, LineWriter, Write},
    path::Path,
};

use anstream::{AutoStream, ColorChoice};
use bitsight_users::{BodyId, CallOptions, Client, ClientBuilder};
use bitsight_users_provision_client::{JournalFile, RunError};
use indicatif::{ProgressDrawTarget, TermLike};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use super::parts::{Readers, Stream};
use crate::failure::{Failure, Result};

#[wasm_bindgen]
extern "C" {
    /// The object of the npm package: `bindings/npm/src/cli/host.ts`. Its errors have a code and a message.
    #[derive(Clone)]
    pub type Host;
    #[wasm_bindgen(method)]
    fn variable(this: &Host, name: &str) -> Option<String>;
    #[wasm_bindgen(method, js_name = isTerminal)]
    fn is_terminal(this: &Host, stream: u32) -> bool;
    #[wasm_bindgen(method)]
    fn width(this: &Host) -> Option<u32>;
    #[wasm_bindgen(method, catch)]
    fn print(this: &Host, stream: u32, bytes: &[u8]) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn read(this: &Host, path: &str, most: f64) -> Result<Uint8Array, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn write(this: &Host, path: &str, bytes: &[u8], private: bool) -> Result<(), JsValue>;
    #[wasm_bindgen(method, js_name = isSameFile)]
    fn is_same_file(this: &Host, one: &str, other: &str) -> bool;
    #[wasm_bindgen(method, catch)]
    async fn stdin(this: &Host, most: f64) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn confirm(this: &Host, question: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn line(this: &Host, prompt: &str, shown: bool) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn interrupt(this: &Host) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch, js_name = openJournal)]
    async fn open_journal(this: &Host, path: &str) -> Result<JsValue, JsValue>;

    /// A journal that is open and locked.
    type JsJournal;
    #[wasm_bindgen(method, catch)]
    fn content(this: &JsJournal) -> Result<Uint8Array, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn append(this: &JsJournal, text: &str, durable: bool) -> Result<(), JsValue>;
}

thread_local! {
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
}

/// Sets the object that everything here calls.
pub fn install(host: Host) {
    HOST.set(Some(host));
}

fn host() -> io::Result<Host> {
    let host = HOST.with_borrow(Clone::clone);
    host.ok_or_else(|| io::Error::new(ErrorKind::Unsupported, "there is no host"))
}

/// An environment variable. An empty one counts as not set: shells easily export one.
pub(crate) fn variable(name: &str) -> Option<String> {
    let value = host().ok()?.variable(name);
    value.filter(|text| !text.trim().is_empty())
}

/// Whether the stream is a terminal.
pub(crate) fn is_terminal(stream: Stream) -> bool {
    host().is_ok_and(|host| host.is_terminal(stream as u32))
}

/// The width of the terminal, if there is one.
pub(crate) fn terminal_width() -> Option<usize> {
    host().ok()?.width().map(|width| width as usize)
}

/// The width of help texts: that which clap finds in native programs.
pub(crate) fn help_width() -> Option<usize> {
    /// clap's own width for output that goes to no terminal.
    const WIDTH: usize = 100;
    let columns = || variable("COLUMNS")?.parse().ok();
    Some(terminal_width().or_else(columns).unwrap_or(WIDTH))
}

/// Stdout. Escape sequences are removed where nobody wants them.
pub(crate) fn stdout() -> impl Write {
    coloured(Stream::Out)
}

/// Stderr. Escape sequences are removed where nobody wants them.
pub(crate) fn stderr() -> impl Write {
    coloured(Stream::Err)
}

/// Stdout, for bytes that are written as they are.
pub(crate) fn raw_stdout() -> impl Write {
    LineWriter::new(Printer(Stream::Out))
}

fn coloured(stream: Stream) -> impl Write {
    let raw: Box<dyn Write> = Box::new(LineWriter::new(Printer(stream)));
    let choice = match wants_colours(stream) {
        true => ColorChoice::AlwaysAnsi,
        false => ColorChoice::Never,
    };
    AutoStream::new(raw, choice)
}

/// Whether colours are wanted, by the variables and in the order of anstream, which can't read the environment here.
fn wants_colours(stream: Stream) -> bool {
    let is_on = |name| variable(name).map(|value| value != "0");
    if variable("NO_COLOR").is_some() {
        return false;
    }
    if is_on("CLICOLOR_FORCE") == Some(true) {
        return true;
    }
    let has_colours = match variable("TERM") {
        Some(name) => name != "dumb",
        // Terminals of Windows have no name.
        None => variable("OS").is_some_and(|name| name == "Windows_NT"),
    };
    match is_on("CLICOLOR") {
        Some(false) => false,
        on => is_terminal(stream) && (has_colours || on == Some(true) || variable("CI").is_some()),
    }
}

/// Writes at once.
struct Printer(Stream);

impl Write for Printer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        host()?.print(self.0 as u32, bytes).map_err(error)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Where progress is drawn: on stderr, if that is a terminal.
pub(crate) fn progress() -> ProgressDrawTarget {
    match is_terminal(Stream::Err) {
        true => ProgressDrawTarget::term_like(Box::new(Terminal)),
        false => ProgressDrawTarget::hidden(),
    }
}

/// The terminal of stderr.
#[derive(Debug)]
struct Terminal;

impl Terminal {
    /// Moves the cursor by the sequence that ends with this letter.
    fn move_cursor(&self, steps: usize, letter: char) -> io::Result<()> {
        match steps {
            // Terminals take 0 for 1.
            0 => Ok(()),
            steps => self.write_str(&format!("\u{1b}[{steps}{letter}")),
        }
    }
}

impl TermLike for Terminal {
    fn width(&self) -> u16 {
        terminal_width().map_or(80, |width| u16::try_from(width).unwrap_or(u16::MAX))
    }

    fn move_cursor_up(&self, steps: usize) -> io::Result<()> {
        self.move_cursor(steps, 'A')
    }

    fn move_cursor_down(&self, steps: usize) -> io::Result<()> {
        self.move_cursor(steps, 'B')
    }

    fn move_cursor_right(&self, steps: usize) -> io::Result<()> {
        self.move_cursor(steps, 'C')
    }

    fn move_cursor_left(&self, steps: usize) -> io::Result<()> {
        self.move_cursor(steps, 'D')
    }

    fn write_line(&self, text: &str) -> io::Result<()> {
        self.write_str(&format!("{text}\n"))
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        Printer(Stream::Err).write_all(text.as_bytes())
    }

    fn clear_line(&self) -> io::Result<()> {
        self.write_str("\r\u{1b}[2K")
    }

    fn flush(&self) -> io::Result<()> {
        Ok(())
    }
}

/// Reads a file, up to a number of bytes.
pub(crate) fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let bytes = host()?.read(&path.to_string_lossy(), most as f64);
    Ok(bytes.map_err(error)?.to_vec())
}

/// Writes a file, in the place of an earlier one.
pub(crate) fn write(path: &Path, bytes: &[u8], readers: Readers) -> io::Result<()> {
    let private = readers == Readers::Owner;
    let written = host()?.write(&path.to_string_lossy(), bytes, private);
    written.map_err(error)
}

/// Whether two paths lead to one file, by whatever names and links.
pub(crate) fn is_same_file(one: &Path, other: &Path) -> bool {
    host().is_ok_and(|host| host.is_same_file(&one.to_string_lossy(), &other.to_string_lossy()))
}

/// Reads stdin to its end, up to a number of bytes.
pub(crate) async fn stdin(most: u64) -> io::Result<Vec<u8>> {
    let bytes = host()?.stdin(most as f64).await.map_err(error)?;
    Ok(Uint8Array::new(&bytes).to_vec())
}

/// Asks a question for yes or no; `None` if there was no answer.
pub(crate) async fn confirm(question: &str) -> Option<bool> {
    host().ok()?.confirm(question).await.ok()?.as_bool()
}

/// Asks for a line of text; `None` if there was no answer.
pub(crate) async fn line(prompt: &str) -> Option<String> {
    host().ok()?.line(prompt, true).await.ok()?.as_string()
}

/// Asks for a text that isn't shown; `None` if there was no answer.
pub(crate) async fn secret(prompt: &str) -> Option<String> {
    host().ok()?.line(prompt, false).await.ok()?.as_string()
}

/// Waits for Ctrl-C. From the first call on, Ctrl-C ends the program no longer.
pub(crate) async fn interrupt() -> io::Result<()> {
    host()?.interrupt().await.map_err(error)?;
    Ok(())
}

/// Opens and locks the journal.
pub(crate) async fn open_journal(path: &Path) -> Result<JournalFile, RunError> {
    let journal = host()?.open_journal(&path.to_string_lossy()).await;
    let journal: JsJournal = journal.map_err(error)?.unchecked_into();
    let bytes = journal.content().map_err(error)?.to_vec();
    let append = move |text: &str, durable: bool| journal.append(text, durable).map_err(error);
    Ok(JournalFile::new(bytes, append))
}

/// As the native program names itself.
const USER_AGENT: &str = concat!(
    "bitsight-users-cli/",
    env!("CARGO_PKG_VERSION"),
    " bitsight-users/",
    env!("CARGO_PKG_VERSION")
);

/// Makes the client. It sends by the `fetch` of Node.js, which can only be given certificates when Node.js starts.
pub(crate) fn client(builder: ClientBuilder, ca_bundle: Option<&Path>) -> Result<Client> {
    if let Some(path) = ca_bundle
        && variable("NODE_EXTRA_CA_CERTS").is_none_or(|trusted| Path::new(&trusted) != path)
    {
        let what = "Node.js can only be given certificates by NODE_EXTRA_CA_CERTS";
        return Err(Failure::usage(what)
            .why("a file of certificates was named by `--ca-bundle`, BITSIGHT_CA_BUNDLE or the configuration file")
            .next("set NODE_EXTRA_CA_CERTS to the same file, or use the native program"));
    }
    // Else requests would quietly take another way than those of the native program.
    let proxy = ["HTTPS_PROXY", "https_proxy"]
        .into_iter()
        .find(|name| variable(name).is_some());
    if let (Some(proxy), None) = (proxy, variable("NODE_USE_ENV_PROXY")) {
        // A stderr that is closed is nobody's failure.
        let _ = writeln!(
            stderr(),
            "warning: Node.js doesn't use the proxy of {proxy}; from version 22.21 on it does with NODE_USE_ENV_PROXY=1"
        );
    }
    // `fetch` has no option for it.
    let builder = builder.header("user-agent", USER_AGENT);
    // The package's `fetch` bounds bodies, as the native client does.
    let options = CallOptions::new().body_id(BodyId::Validate);
    Ok(builder.build()?.with_options(options))
}

/// An error of the host.
fn error(value: JsValue) -> io::Error {
    let member = |name: &str| {
        let member = Reflect::get(&value, &name.into()).ok();
        member.and_then(|member| member.as_string())
    };
    let kind = match member("code").as_deref() {
        Some("ENOENT") => ErrorKind::NotFound,
        Some("EACCES" | "EPERM") => ErrorKind::PermissionDenied,
        Some("EPIPE") => ErrorKind::BrokenPipe,
        Some("journal_locked") => ErrorKind::WouldBlock,
        _ => ErrorKind::Other,
    };
    io::Error::new(kind, member("message").unwrap_or_default())
}
