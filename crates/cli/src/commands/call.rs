//! Commands of single operations, built from the generated table.

use std::path::Path;

use bitsight_users::Client;
use clap::{
    Arg, ArgAction, ArgMatches, Command, builder::PossibleValuesParser, builder::TypedValueParser,
};
use serde_json::{Map, Value};

use super::{look_up, source};
use crate::{
    ask,
    context::Context,
    exit::Exit,
    failure::{Failure, Result},
    generated::calls,
    host::{self, ALL},
    operation::{Arguments, Kind, Operation, Parameter, Reply},
    output::{self, Format, Output},
};

/// The path parameter that can be given as an email address.
const USER: &str = "user_guid";
/// The query parameter of the size of a page. As a flag it bounds the number of entries instead.
const LIMIT: &str = "limit";
/// The size of a page, unless fewer entries are wanted: the service's default.
const PAGE: i64 = 100;

/// The command of an operation.
pub(super) fn command(operation: &'static Operation) -> Command {
    let mut command = Command::new(operation.command)
        .about(operation.summary)
        .long_about(operation.docs)
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

fn positional(parameter: &Parameter) -> String {
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

/// Calls the operation and writes its result.
pub(super) async fn run(context: &Context<'_>, operation: &'static Operation) -> Result<Exit> {
    let matches = context.matches;
    let mut arguments = arguments(operation, matches).await?;
    let (client, _) = context.client().await?;
    let user = resolve(&client, operation, &mut arguments).await?;
    if operation.method == "DELETE" {
        confirm(matches, &client, operation, &arguments, user).await?;
    }
    let output = Output::of(matches);
    if operation.paginated {
        let most = matches.try_get_one::<Value>(LIMIT).ok().flatten();
        let most = most.and_then(Value::as_u64).unwrap_or(u64::MAX);
        return list(&client, operation, arguments, &output, most).await;
    }
    let call = calls::call(&client, operation.id, arguments);
    let reply = match operation.reads {
        true => call.await?,
        false => or_interrupt(call).await??,
    };
    if reply.recovered {
        context.note("the answer was lost; a look-up has found the result");
    }
    write(context, operation, &output, reply)?;
    Ok(Exit::Done)
}

/// Ends at Ctrl-C. Nobody knows then whether the request took effect.
async fn or_interrupt<T>(call: impl Future<Output = T>) -> Result<T> {
    tokio::select! {
        result = call => Ok(result),
        _ = host::interrupt() => Err(
            Failure::new(Exit::Interrupted, "interrupted", "interrupted; the request may have taken effect")
                .next("check the account before running it again"),
        ),
    }
}

async fn arguments(operation: &Operation, matches: &ArgMatches) -> Result<Arguments> {
    let path = operation.path.iter().map(|parameter| {
        let text = matches.get_one::<String>(&positional(parameter));
        text.cloned().unwrap_or_default()
    });
    let path = path.collect();
    let mut query = values(operation.query, matches);
    if operation.paginated
        && let Some(limit) = query.get(LIMIT).and_then(Value::as_i64)
    {
        query.insert(LIMIT.to_owned(), limit.min(PAGE).into());
    }
    let mut body = Map::new();
    if let Ok(Some(file)) = matches.try_get_one::<String>("body") {
        body = read_body(file, matches).await?;
    }
    if let Ok(Some(cleared)) = matches.try_get_many::<String>("clear") {
        body.extend(cleared.map(|field| (field.clone(), Value::Null)));
    }
    body.extend(values(operation.body, matches));
    Ok(Arguments {
        path,
        query: Value::Object(query),
        body: Value::Object(body),
    })
}

/// The values of the flags that are set.
fn values(parameters: &'static [Parameter], matches: &ArgMatches) -> Map<String, Value> {
    let mut values = Map::new();
    for parameter in parameters {
        let Some(mut given) = matches.get_many::<Value>(parameter.flag) else {
            continue;
        };
        let value = match parameter.kind.is_repeated() {
            true => Some(Value::Array(given.cloned().collect())),
            false => given.next_back().cloned(),
        };
        values.extend(value.map(|value| (parameter.name.to_owned(), value)));
    }
    values
}

async fn read_body(file: &str, matches: &ArgMatches) -> Result<Map<String, Value>> {
    let text = match file {
        "-" => source::stdin(matches).await?,
        path => host::read(Path::new(path), ALL)
            .map_err(|error| Failure::file(format!("{path} can't be read"), &error))?,
    };
    serde_json::from_slice(&text).map_err(|error| {
        Failure::usage(format!("{file} isn't a JSON object")).why(error.to_string())
    })
}

/// Replaces an email address in the path by the guid of its user, who is returned.
async fn resolve(
    client: &Client,
    operation: &Operation,
    arguments: &mut Arguments,
) -> Result<Option<Value>> {
    let index = operation.path.iter().position(|each| each.name == USER);
    let Some(given) = index.and_then(|index| arguments.path.get_mut(index)) else {
        return Ok(None);
    };
    if !given.contains('@') {
        return Ok(None);
    }
    let user = look_up::by_email(client, given).await?;
    if let Some(guid) = user.get("guid").and_then(Value::as_str) {
        *given = guid.to_owned();
    }
    Ok(Some(user))
}

/// Shows the user or object that is to be deleted, and asks.
async fn confirm(
    matches: &ArgMatches,
    client: &Client,
    operation: &Operation,
    arguments: &Arguments,
    user: Option<Value>,
) -> Result<()> {
    let given = arguments.path.last().cloned().unwrap_or_default();
    let is_user = operation.path.iter().any(|each| each.name == USER);
    let user = match user {
        None if is_user && !matches.get_flag("yes") => {
            Some(look_up::by_guid(client, &given).await?)
        }
        user => user,
    };
    let member = |name: &str| user.as_ref()?.get(name)?.as_str().map(str::to_owned);
    let name = member("email").filter(|email| !email.is_empty());
    let who = match (&name, member("formal_name")) {
        (Some(email), Some(formal)) => format!("{formal} <{email}>, guid {given}"),
        _ => given.clone(),
    };
    // The first paragraph is the summary; the second is the effect.
    let effect = operation
        .docs
        .split("\n\n")
        .nth(1)
        .unwrap_or(operation.summary);
    let warning = format!("{}: {who}\n{effect} It can't be undone.", operation.summary);
    ask::type_in(matches, &warning, &name.unwrap_or(given)).await
}

async fn list(
    client: &Client,
    operation: &Operation,
    arguments: Arguments,
    output: &Output,
    most: u64,
) -> Result<Exit> {
    let mut rows = output.rows(operation.columns);
    let mut broken = Ok(());
    let mut left = most;
    let mut each = |entry: Value| {
        left = left.saturating_sub(1);
        broken = rows.push(entry);
        broken.is_ok() && left > 0
    };
    let read = calls::list(client, operation.id, arguments, &mut each).await;
    broken?;
    read?;
    rows.finish()?;
    Ok(Exit::Done)
}

fn write(
    context: &Context<'_>,
    operation: &Operation,
    output: &Output,
    reply: Reply,
) -> Result<()> {
    let Some(body) = reply.body else {
        context.note(&format!("{}: done", operation.summary));
        return Ok(());
    };
    if output.format == Format::Json || operation.columns.is_empty() {
        return output.json(&body);
    }
    if !body.is_array() && operation.lists.is_empty() {
        return output.object(operation.columns, body);
    }
    let mut columns = operation.columns.to_vec();
    if operation.lists.len() > 1 {
        columns.insert(0, "list");
    }
    let mut rows = output.rows(&columns);
    if let Value::Array(entries) = body {
        for entry in entries {
            rows.push(entry)?;
        }
        return Ok(rows.finish()?);
    }
    for list in operation.lists {
        let entries = body.get(*list).and_then(Value::as_array);
        for entry in entries.into_iter().flatten() {
            let mut entry = entry.clone();
            if let Some(members) = entry.as_object_mut().filter(|_| operation.lists.len() > 1) {
                members.insert("list".to_owned(), (*list).into());
            }
            rows.push(entry)?;
        }
    }
    Ok(rows.finish()?)
}
