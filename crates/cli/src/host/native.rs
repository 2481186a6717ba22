//! The native program: the standard library, tokio's signals, and dialoguer's questions.

use std::{
    fs::{self, OpenOptions},
    io::{self, IsTerminal, Read, Write},
    path::Path,
};

use bitsight_users::{Client, ClientBuilder};
use bitsight_users_provision_client::{JournalFile, RunError};
use indicatif::ProgressDrawTarget;

use super::parts::{Readers, Stream};
use crate::failure::{Failure, Result};

/// An environment variable. An empty one counts as not set: shells easily export one.
pub(crate) fn variable(name: &str) -> Option<String> {
    let value = std::env::var(name).ok();
    value.filter(|text| !text.trim().is_empty())
}

/// Whether the stream is a terminal.
pub(crate) fn is_terminal(stream: Stream) -> bool {
    match stream {
        Stream::In => io::stdin().is_terminal(),
        Stream::Out => io::stdout().is_terminal(),
        Stream::Err => io::stderr().is_terminal(),
    }
}

/// The width of the terminal, if there is one.
pub(crate) fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}

/// The width of help texts; `None` lets clap find it.
pub(crate) fn help_width() -> Option<usize> {
    None
}

/// Stdout. Escape sequences are removed where nobody wants them.
pub(crate) fn stdout() -> impl Write {
    anstream::stdout()
}

/// Stderr. Escape sequences are removed where nobody wants them.
pub(crate) fn stderr() -> impl Write {
    anstream::stderr()
}

/// Stdout, for bytes that are written as they are.
pub(crate) fn raw_stdout() -> impl Write {
    io::stdout()
}

/// Where progress is drawn: on stderr, if that is a terminal.
pub(crate) fn progress() -> ProgressDrawTarget {
    ProgressDrawTarget::stderr()
}

/// Reads a file, up to a number of bytes.
pub(crate) fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes a file, in the place of an earlier one.
pub(crate) fn write(path: &Path, bytes: &[u8], readers: Readers) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    if readers == Readers::Owner {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    // Windows has no such mode: folders of a user are private there.
    #[cfg(not(unix))]
    let _ = readers;
    options.open(path)?.write_all(bytes)
}

/// Whether two paths lead to one file, by whatever names and links.
pub(crate) fn is_same_file(one: &Path, other: &Path) -> bool {
    // A file that doesn't exist yet has no canonical path; its folder has.
    let canonical = |path: &Path| {
        path.canonicalize().ok().or_else(|| {
            let folder = match path.parent()? {
                none if none.as_os_str().is_empty() => Path::new("."),
                folder => folder,
            };
            Some(folder.canonicalize().ok()?.join(path.file_name()?))
        })
    };
    canonical(one).is_some_and(|one| Some(one) == canonical(other))
}

/// Reads stdin to its end, up to a number of bytes.
pub(crate) async fn stdin(most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Asks a question for yes or no; without a word of the answer, no. `None` if there was no answer.
pub(crate) async fn confirm(question: &str) -> Option<bool> {
    // Not by `dialoguer::Confirm`, which takes the first key for the answer, and leaves the cursor hidden after Ctrl-C.
    let answer = line(&format!("{question} [y/N]")).await?;
    let answer = answer.trim();
    Some(answer.eq_ignore_ascii_case("y") || answer.eq_ignore_ascii_case("yes"))
}

/// Asks for a line of text; `None` if there was no answer.
pub(crate) async fn line(prompt: &str) -> Option<String> {
    let input = dialoguer::Input::new()
        .with_prompt(prompt)
        .allow_empty(true);
    input.interact_text().ok()
}

/// Asks for a text that isn't shown; `None` if there was no answer.
pub(crate) async fn secret(prompt: &str) -> Option<String> {
    dialoguer::Password::new()
        .with_prompt(prompt)
        .interact()
        .ok()
}

/// Waits for Ctrl-C. From the first call on, Ctrl-C ends the program no longer.
pub(crate) async fn interrupt() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}

/// Opens and locks the journal.
pub(crate) async fn open_journal(path: &Path) -> Result<JournalFile, RunError> {
    JournalFile::open(path)
}

/// Makes the client. A bundle of certificates is trusted beside those of the system.
pub(crate) fn client(builder: ClientBuilder, ca_bundle: Option<&Path>) -> Result<Client> {
    let builder = match ca_bundle {
        None => builder,
        Some(path) => builder
            .ca_bundle(fs::read(path).map_err(|error| {
                Failure::file("the file of certificates can't be read", &error)
            })?),
    };
    Ok(builder.build()?)
}
