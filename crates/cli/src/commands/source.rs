//! Reads a list or a plan from a file or stdin, and shows where a list is wrong.

use std::{ops::Range, path::Path};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use bitsight_users_provision::{List, ListError, Plan, Problem};
use clap::{Arg, ArgMatches};
use serde_json::Value;

use crate::{
    exit::Exit,
    failure::{Failure, Result},
    host::{self, ALL},
};

/// How many faults are drawn; the figure of the others is given.
const DRAWN: usize = 5;

/// The argument that names the file.
pub(super) fn argument(help: &'static str) -> Arg {
    Arg::new("file").value_name("FILE").help(help)
}

/// A list or a plan.
pub(super) enum Input {
    /// A list of people.
    List(Box<List>),
    /// A plan.
    Plan(Box<Plan>),
}

/// Reads a list or a plan.
pub(super) async fn read(matches: &ArgMatches, file: &str) -> Result<Input> {
    let bytes = match file {
        "-" => stdin(matches).await?,
        path => host::read(Path::new(path), ALL)
            .map_err(|error| Failure::file(format!("{path} can't be read"), &error))?,
    };
    let name = if file == "-" { "stdin" } else { file };
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let is_json = matches!(text.trim_ascii_start(), [b'{' | b'[', ..]);
    let is_plan = || {
        let value: Option<Value> = serde_json::from_slice(text).ok();
        value.is_some_and(|value| value.get("items").is_some() && value.get("hash").is_some())
    };
    if is_json && is_plan() {
        let plan = Plan::from_json(&String::from_utf8_lossy(text))?;
        return Ok(Input::Plan(Box::new(plan)));
    }
    let list = match is_json {
        true => List::from_json(&bytes),
        false => List::from_csv(&bytes),
    };
    list.map(|list| Input::List(Box::new(list)))
        .map_err(|error| faults(&error, name, &bytes))
}

/// All of stdin, unless the token is read from it.
pub(super) async fn stdin(matches: &ArgMatches) -> Result<Vec<u8>> {
    if matches.get_flag("token-stdin") {
        return Err(Failure::usage(
            "stdin can't hold both the token and the input",
        ));
    }
    let bytes = host::stdin(ALL).await;
    bytes.map_err(|error| Failure::file("stdin can't be read", &error))
}

/// The failure of a list: each fault with its line, and a mark below the cell.
pub(super) fn faults(error: &ListError, name: &str, bytes: &[u8]) -> Failure {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    let drawn: Vec<String> = error
        .problems
        .iter()
        .take(DRAWN)
        .map(|problem| draw(problem, name, text))
        .collect();
    let total = error.problems.len() + error.more;
    let mut excerpt = drawn.join("\n\n");
    if total > drawn.len() {
        excerpt += &format!("\n\nand {} more", total - drawn.len());
    }
    let what = match total {
        1 => format!("{name} has a fault"),
        total => format!("{name} has {total} faults"),
    };
    Failure::new(Exit::Error, "list", what)
        .next("nothing was sent; correct the list")
        .detail(
            "problems",
            serde_json::to_value(&error.problems).unwrap_or_default(),
        )
        .excerpt(excerpt)
}

fn draw(problem: &Problem, name: &str, text: &str) -> String {
    let number = usize::try_from(problem.line).unwrap_or(1);
    let line = text
        .lines()
        .nth(number.saturating_sub(1))
        .unwrap_or_default();
    let label = problem.field.as_deref().unwrap_or_default();
    let annotation = AnnotationKind::Primary
        .span(cell(line, problem.column))
        .label(label);
    let snippet = Snippet::source(line)
        .line_start(number)
        .path(name)
        .annotation(annotation);
    let title = Level::ERROR.primary_title(problem.message.as_str());
    Renderer::styled().render(&[title.element(snippet)])
}

/// The bytes of the cell that begins at a character of the line.
fn cell(line: &str, column: u64) -> Range<usize> {
    let skipped = usize::try_from(column.saturating_sub(1)).unwrap_or(usize::MAX);
    let start = line
        .char_indices()
        .nth(skipped)
        .map_or(line.len(), |(at, _)| at);
    let rest = line.get(start..).unwrap_or_default();
    let end = match rest.strip_prefix('"') {
        Some(quoted) => quoted.find('"').map(|at| at + 2),
        None => rest.find(','),
    };
    start..start + end.unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_marked_whole() {
        let of = |line: &'static str, column| line.get(cell(line, column)).unwrap();
        assert_eq!(of("a@b.us,wizard,x", 8), "wizard");
        assert_eq!(of("ä@b.us,\"a, b\",x", 8), "\"a, b\"");
        assert_eq!(of("a,b", 3), "b");
        assert_eq!(of("a,b", 99), "");
        assert_eq!(of("a,\"b", 3), "\"b");
    }

    #[test]
    fn a_fault_shows_line_column_and_text() {
        let bytes = b"email,role,state\narnold@actorsfilms.us,customer_user,gone\n";
        let error = List::from_csv(bytes).unwrap_err();
        let text = faults(&error, "people.csv", bytes).to_text();
        assert!(text.contains("people.csv:2:37"), "{text}");
        assert!(
            text.contains("arnold@actorsfilms.us,customer_user,gone"),
            "{text}"
        );
        assert!(text.contains("^^^^"), "{text}");
    }
}
