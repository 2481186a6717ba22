//! `completions` and `man`: help for shells and for `man`.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::{Arg, ArgMatches, Command, value_parser};
use clap_complete::Shell;

use crate::{
    exit::Exit,
    failure::{Failure, Result},
    host::{self, Readers},
};

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  bitsight-users completions bash > ~/.local/share/bash-completion/completions/bitsight-users
  bitsight-users completions zsh > ~/.zfunc/_bitsight-users
  bitsight-users completions fish > ~/.config/fish/completions/bitsight-users.fish
  bitsight-users completions powershell >> $PROFILE";
const MAN_EXAMPLES: &str = "\
Examples:
  bitsight-users man | man -l -
  bitsight-users man --out ~/.local/share/man/man1      a page for each command";

/// Both commands.
pub(super) fn commands() -> [Command; 2] {
    [
        Command::new("completions")
            .about("Write the completions for a shell")
            .after_help(COMPLETIONS_EXAMPLES)
            .arg(
                Arg::new("shell")
                    .value_name("SHELL")
                    .value_parser(value_parser!(Shell))
                    .required(true)
                    .help("The shell"),
            ),
        Command::new("man")
            .about("Write the manual pages")
            .after_help(MAN_EXAMPLES)
            .arg(
                Arg::new("out")
                    .long("out")
                    .short('o')
                    .value_name("FOLDER")
                    .value_parser(value_parser!(PathBuf))
                    .help("Write a page for each command into this folder"),
            ),
    ]
}

/// Writes completions or manual pages of all commands.
pub(super) fn run(name: &str, matches: &ArgMatches, mut command: Command) -> Result<Exit> {
    let mut text = Vec::new();
    if name == "completions" {
        if let Some(shell) = matches.get_one::<Shell>("shell") {
            clap_complete::generate(*shell, &mut command, "bitsight-users", &mut text);
        }
    } else if let Some(folder) = matches.get_one::<PathBuf>("out") {
        let mut command = command.disable_help_subcommand(true);
        command.build();
        pages(&command, folder)
            .map_err(|error| Failure::file("the manual pages can't be written", &error))?;
    } else {
        clap_mangen::Man::new(command).render(&mut text)?;
    }
    let mut out = host::raw_stdout();
    out.write_all(&text)?;
    out.flush()?;
    Ok(Exit::Done)
}

/// Writes a manual page for a command, and for each below it.
fn pages(command: &Command, folder: &Path) -> io::Result<()> {
    for command in command.get_subcommands().filter(|each| !each.is_hide_set()) {
        pages(command, folder)?;
    }
    let page = clap_mangen::Man::new(command.clone());
    let mut text = Vec::new();
    page.render(&mut text)?;
    host::write(&folder.join(page.get_filename()), &text, Readers::Default)
}
