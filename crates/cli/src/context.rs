//! The context of a command: its configuration, its client, and its messages.

use std::{fs, io::Write, path::Path};

use bitsight_users::{Client, Event, Observer};
use clap::ArgMatches;

use crate::{
    failure::{Failure, Result, printable},
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
    pub(crate) fn client(&self) -> Result<(Client, &'static str)> {
        let found = token::find(self.matches)?;
        let mut builder = Client::builder()
            .token(found.token)
            .user_agent(concat!("bitsight-users-cli/", env!("CARGO_PKG_VERSION")));
        if let Some(base_url) = &self.settings.base_url {
            builder = builder.base_url(base_url);
        }
        if let Some(path) = &self.settings.ca_bundle {
            let pem = fs::read(path)
                .map_err(|error| Failure::file("the file of certificates can't be read", &error))?;
            builder = builder.ca_bundle(pem);
        }
        if self.verbose {
            builder = builder.observer(Trace);
        }
        Ok((builder.build()?, found.source))
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
    let _ = writeln!(anstream::stderr(), "{}", printable(text));
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
