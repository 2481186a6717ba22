//! Results, on stdout: as a table for people, or in a form for programs.

mod cell;
mod format;
mod rows;

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::Value;

pub(crate) use self::{format::Format, rows::Rows};
use crate::{
    failure::Result,
    host::{self, Stream},
};

/// The form of a command's result.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    /// The form.
    pub format: Format,
    header: bool,
}

/// The flags, with their forms and their help.
const FORMATS: [(&str, Format, &str); 5] = [
    (
        "table",
        Format::Table,
        "Aligned columns, the default on a terminal",
    ),
    (
        "tsv",
        Format::Tsv,
        "Values separated by tabs, the default in a pipe",
    ),
    ("csv", Format::Csv, "Comma-separated values"),
    (
        "json",
        Format::Json,
        "JSON, with the fields as the service names them",
    ),
    ("jsonl", Format::Jsonl, "A JSON value on each line"),
];

/// The command with the flags that choose a form.
pub(crate) fn with_flags(command: Command) -> Command {
    let flags = FORMATS.map(|(name, _, help)| {
        Arg::new(name)
            .long(name)
            .help(help)
            .action(ArgAction::SetTrue)
            .group("format")
            .help_heading("Output")
    });
    command.args(flags).arg(
        Arg::new("no-header")
            .long("no-header")
            .help("Leave out the line with the names of the columns")
            .action(ArgAction::SetTrue)
            .help_heading("Output"),
    )
}

impl Output {
    /// The form that the flags choose.
    pub(crate) fn of(matches: &ArgMatches) -> Self {
        let chosen = FORMATS.iter().find(|(name, ..)| matches.get_flag(name));
        let format = match chosen {
            Some((_, format, _)) => *format,
            None if host::is_terminal(Stream::Out) => Format::Table,
            None => Format::Tsv,
        };
        Self {
            format,
            header: !matches.get_flag("no-header"),
        }
    }

    /// Begins to write rows.
    pub(crate) fn rows(&self, columns: &[&str]) -> Rows {
        Rows::new(self.format, self.header, columns)
    }

    /// Writes one object: in JSON the object itself, otherwise a single row.
    pub(crate) fn object(&self, columns: &[&str], object: Value) -> Result<()> {
        let mut rows = match self.format {
            Format::Table => return Ok(rows::write_fields(columns, &object)?),
            Format::Json => return self.json(&object),
            _ => self.rows(columns),
        };
        rows.push(object)?;
        Ok(rows.finish()?)
    }

    /// Writes a JSON value over several lines.
    pub(crate) fn json(&self, value: &Value) -> Result<()> {
        Ok(rows::write_json(value)?)
    }
}
