//! The context of a command: its configuration, its client, and its messages.

use std::{io::Write, path::Path};

use bitsight_users::{Client, Event, Observer};
use clap::ArgMatches;

use crate::{
    failure::{Result, printable},
    host,
    settings::Settings,
    token,
};

/// The context of a command.
pub(crate) struct Context<'a> {
    /// The arguments of the command.
    pub matches: &'a ArgMatches,
    /// The configuration.
    pub settings: Settings,
    quiet: bool,
    verbose: bool,
}

impl<'a> Context<'a> {
    /// Reads the configuration.
    pub(crate) fn new(matches: &'a ArgMatches) -> Result<Self> {
        Ok(Self {
            matches,
            settings: Settings::read(matches)?,
            quiet: matches.get_flag("quiet"),
            verbose: matches.get_flag("verbose"),
        })
    }

    /// A client with the token, and a few words on where the token was found.
    pub(crate) async fn client(&self) -> Result<(Client, &'static str)> {
        let found = token::find(self.matches, &self.settings).await?;
        let mut builder = Client::builder()
            .token(found.token)
            .allow_similar_values(self.matches.get_flag("allow-similar-values"))
            .user_agent(concat!("bitsight-users-cli/", env!("CARGO_PKG_VERSION")));
        if let Some(base_url) = &self.settings.base_url {
            builder = builder.base_url(base_url);
        }
        if self.verbose {
            builder = builder.observer(Trace);
        }
        let client = host::client(builder, self.settings.ca_bundle.as_deref())?;
        Ok((client, found.source))
    }

    /// A message for people, on stderr.
    pub(crate) fn note(&self, text: &str) {
        if !self.quiet {
            say(text);
        }
    }

    /// Whether progress may be drawn.
    pub(crate) fn draws(&self) -> bool {
        !self.quiet && !self.verbose
    }

    /// The journal.
    pub(crate) fn journal(&self) -> &Path {
        &self.settings.journal
    }
}

/// Writes a line to stderr. A stderr that is closed is nobody's failure.
pub(crate) fn say(text: &str) {
    let _ = writeln!(host::stderr(), "{}", printable(text));
}

/// Reports a panic by its place alone: its message could hold anything that the program has read.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location();
        let place = place.map(ToString::to_string).unwrap_or_default();
        say(&format!("error: a defect of this program, at {place}"));
    }));
}

/// Shows every request and response. Events hold neither the token nor data of users.
struct Trace;

impl Observer for Trace {
    fn event(&self, event: &Event<'_>) {
        match event {
            Event::Request {
                operation,
                method,
                path,
                attempt,
            } => say(&format!(
                "> {method} {path} ({operation}, attempt {attempt})"
            )),
            Event::Response {
                operation,
                status,
                request_id,
                code,
                duration,
                ..
            } => {
                let status = status.map_or("no answer".to_owned(), |status| status.to_string());
                let code = code.map(|code| format!(", {code}")).unwrap_or_default();
                let id = request_id
                    .map(|id| format!(", request {id}"))
                    .unwrap_or_default();
                let duration = duration.as_millis();
                say(&format!(
                    "< {status}{code} after {duration} ms{id} ({operation})"
                ));
            }
            Event::Retry {
                operation,
                code,
                delay,
                ..
            } => say(&format!(
                "! {code}; sending {operation} again in {:.1} s",
                delay.as_secs_f64()
            )),
            Event::LookUp { operation, code } => say(&format!(
                "! {code}; looking up whether {operation} took effect"
            )),
            _ => {}
        }
    }
}
