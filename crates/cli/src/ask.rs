//! Questions to the person at the terminal. Where nobody can answer, `--yes` is required.

use clap::{Arg, ArgAction, ArgMatches};

use crate::{
    exit::Exit,
    failure::{Failure, Result},
    host,
};

/// The flag that answers all questions.
pub(crate) fn yes() -> Arg {
    Arg::new("yes")
        .long("yes")
        .short('y')
        .help("Do it without asking; required where nobody can answer")
        .action(ArgAction::SetTrue)
}

/// Asks whether to go on.
pub(crate) async fn confirm(matches: &ArgMatches, question: &str) -> Result<()> {
    if matches.get_flag("yes") {
        return Ok(());
    }
    somebody(question)?;
    match host::confirm(question).await {
        Some(true) => Ok(()),
        Some(false) => Err(declined()),
        None => Err(unanswered()),
    }
}

/// Asks to type a text, before an action that can't be undone.
pub(crate) async fn type_in(matches: &ArgMatches, warning: &str, expected: &str) -> Result<()> {
    if matches.get_flag("yes") {
        return Ok(());
    }
    somebody(warning)?;
    crate::context::say(warning);
    let typed = host::line(&format!("Type {expected} to go on")).await;
    let typed = typed.ok_or_else(unanswered)?;
    if typed.trim().eq_ignore_ascii_case(expected) {
        Ok(())
    } else {
        Err(declined())
    }
}

fn somebody(question: &str) -> Result<()> {
    if host::can_ask() {
        return Ok(());
    }
    Err(Failure::usage("nobody can be asked here, so that `--yes` is required").why(question))
}

fn declined() -> Failure {
    Failure::new(Exit::Error, "declined", "nothing was done, as you decided")
}

/// Ctrl-C, or a terminal that is gone.
fn unanswered() -> Failure {
    Failure::new(
        Exit::Interrupted,
        "interrupted",
        "nothing was done: the question was not answered",
    )
}
