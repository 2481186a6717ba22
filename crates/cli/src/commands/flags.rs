//! The command line of an operation, from the generated table: its arguments, its flags and its help.

use clap::{Arg, ArgAction, Command, builder::PossibleValuesParser, builder::TypedValueParser};
use serde_json::{Map, Value};

use crate::{
    ask,
    operation::{Kind, Operation, Parameter},
    output,
};

/// The path parameter that can be given as an email address.
pub(super) const USER: &str = "user_guid";
/// The query parameter of the size of a page. As a flag it bounds the number of entries instead.
pub(super) const LIMIT: &str = "limit";

/// The command of an operation.
pub(super) fn command(operation: &'static Operation) -> Command {
    let mut command = Command::new(operation.command)
        .about(operation.summary)
        .long_about(unwrapped(operation.docs))
        .after_help(examples(operation));
    for parameter in operation.path {
        let help = match parameter.name {
            USER => "The user, by email address or by guid".to_owned(),
            _ => help(parameter),
        };
        command = command.arg(
            Arg::new(positional(parameter))
                .value_name(parameter.flag.to_uppercase())
                .help(help)
                .required(true),
        );
    }
    for parameter in operation.query {
        let flag = flag(parameter).required(parameter.required);
        command = command.arg(match (operation.paginated, parameter.name) {
            (true, LIMIT) => flag.help("Read at most this many; without it, all"),
            _ => flag.help(help(parameter)),
        });
    }
    if !operation.body.is_empty() {
        command = command.args(body_flags(operation));
    }
    if operation.method == "DELETE" {
        command = command.arg(ask::yes());
    }
    output::with_flags(command)
}

fn body_flags(operation: &'static Operation) -> Vec<Arg> {
    let mut flags: Vec<Arg> = operation
        .body
        .iter()
        .map(|parameter| {
            let flag = flag(parameter).help(help(parameter));
            match parameter.required {
                true => flag.required_unless_present("body"),
                false => flag,
            }
        })
        .collect();
    flags.push(
        Arg::new("body")
            .long("body")
            .value_name("FILE")
            .help("Read the fields from a JSON file (`-`: stdin); flags replace its fields"),
    );
    let nullable = operation.body.iter().filter(|field| field.nullable);
    let nullable: Vec<&str> = nullable.map(|field| field.name).collect();
    if !nullable.is_empty() {
        flags.push(
            Arg::new("clear")
                .long("clear")
                .value_name("FIELD")
                .help("Clear this field; can be repeated")
                .action(ArgAction::Append)
                .value_parser(PossibleValuesParser::new(nullable)),
        );
    }
    flags
}

pub(super) fn positional(parameter: &Parameter) -> String {
    format!("path:{}", parameter.flag)
}

fn flag(parameter: &'static Parameter) -> Arg {
    let arg = Arg::new(parameter.flag)
        .long(parameter.flag)
        .value_name(match parameter.kind {
            Kind::Settings { .. } => "NAME=VALUE",
            Kind::Json => "JSON",
            Kind::Integer | Kind::Number => "NUMBER",
            _ => "VALUE",
        })
        // A sort key can begin with a hyphen, and a number with a sign.
        .allow_hyphen_values(true);
    let arg = match parameter.kind {
        Kind::List(_) => arg.action(ArgAction::Append).value_delimiter(','),
        kind if kind.is_repeated() => arg.action(ArgAction::Append),
        _ => arg,
    };
    let kind = parameter.kind;
    match kind {
        Kind::Boolean => arg.value_parser(
            PossibleValuesParser::new(["true", "false"]).map(|text| Value::Bool(text == "true")),
        ),
        Kind::Choice(values) => {
            arg.value_parser(PossibleValuesParser::new(values).map(Value::String))
        }
        _ => arg.value_parser(move |text: &str| kind.parse(text)),
    }
}

fn help(parameter: &Parameter) -> String {
    let kind = match &parameter.kind {
        Kind::List(kind) | Kind::One { kind, .. } => kind,
        kind => kind,
    };
    let known: &[&str] = match kind {
        Kind::Text(known) => known,
        _ => &[],
    };
    let docs = parameter.docs.trim_end_matches('.');
    match known {
        [] => docs.to_owned(),
        known => format!("{docs} [known: {}]", known.join(", ")),
    }
}

/// A text of the document with a line for each paragraph and each point of a list: the help wraps lines itself.
fn unwrapped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let begins = line.is_empty() || line.starts_with(['-', '*', ' ']);
        if !out.is_empty() {
            out.push(if begins || out.ends_with('\n') {
                '\n'
            } else {
                ' '
            });
        }
        out.push_str(line);
    }
    out
}

/// Command lines that work, from the document's example of a body.
fn examples(operation: &Operation) -> String {
    let mut line = format!("bitsight-users {} {}", operation.group, operation.command);
    for parameter in operation.path {
        match parameter.name {
            USER => line += " arnold@actorsfilms.us",
            _ => line += &format!(" {}", parameter.flag.to_uppercase()),
        }
    }
    let example: Map<String, Value> = serde_json::from_str(operation.example).unwrap_or_default();
    for parameter in operation.body {
        let text = match (example.get(parameter.name), parameter.kind) {
            (Some(Value::String(text)), _) => text.clone(),
            (Some(Value::Array(items)), Kind::One { member, .. }) => {
                let value = items.first().and_then(|item| item.get(member)?.as_str());
                value.unwrap_or_default().to_owned()
            }
            (Some(Value::Array(items)), Kind::List(_)) => {
                let items = items.iter().filter_map(Value::as_str);
                items.collect::<Vec<_>>().join(",")
            }
            (Some(other), _) => other.to_string(),
            (None, _) => continue,
        };
        let quote = if text.contains(' ') { "\"" } else { "" };
        line += &format!(" --{} {quote}{text}{quote}", parameter.flag);
    }
    let more = match operation {
        Operation {
            paginated: true, ..
        } => format!("\n  {line} --limit 10 --csv"),
        Operation {
            method: "DELETE", ..
        } => format!("\n  {line} --yes"),
        _ => String::new(),
    };
    match operation.reads {
        true => format!("Examples:\n  {line}\n  {line} --json{more}"),
        false => format!("Examples:\n  {line}{more}"),
    }
}

#[cfg(test)]
mod tests {
    use super::unwrapped;

    #[test]
    fn the_document_s_lines_are_joined_and_its_paragraphs_and_points_are_not() {
        let text = "One.\n\nTwo\nlines.\n\n- a\n- b\nand more";
        assert_eq!(unwrapped(text), "One.\n\nTwo lines.\n\n- a\n- b and more");
    }
}
