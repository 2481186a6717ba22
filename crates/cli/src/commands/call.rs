//! Runs the commands of single operations.

use std::path::Path;

use bitsight_users::{Client, Code, Error};
use clap::ArgMatches;
use serde_json::{Map, Value};

use super::{
    flags::{LIMIT, USER, positional},
    look_up, source,
};
use crate::{
    ask,
    context::Context,
    exit::Exit,
    failure::{Failure, Result},
    generated::calls,
    host::{self, ALL},
    operation::{Arguments, Operation, Parameter, Reply},
    output::{Format, Output},
};

/// The size of a page, unless fewer entries are wanted: the service's default.
const PAGE: i64 = 100;

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
        return list(context, &client, operation, arguments, &output, most).await;
    }
    let call = calls::call(&client, operation.id, arguments);
    let reply = match operation.reads {
        true => call.await,
        false => or_interrupt(call).await?,
    };
    let reply = reply.map_err(|error| explained(operation, error))?;
    if reply.recovered {
        context.note("the answer was lost; a look-up has found the result");
    }
    let result = reply.body.clone();
    write(context, operation, &output, reply).map_err(|failure| match operation.reads {
        true => failure,
        false => unwritten(failure, result),
    })?;
    Ok(Exit::Done)
}

/// The failure to write the result of a request that took effect. The result is in the message: nobody should have to
/// send the request again for it.
fn unwritten(failure: Failure, result: Option<Value>) -> Failure {
    let result = result.unwrap_or_default();
    let guid = result.get("guid").and_then(Value::as_str);
    let of_whom = guid
        .map(|guid| format!(" (guid {guid})"))
        .unwrap_or_default();
    failure
        .next(format!(
            "the request took effect{of_whom}: don't run it again"
        ))
        .detail("result", result)
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

/// Writes the entries of a list: all that can be read, also if others can't or a page fails.
async fn list(
    context: &Context<'_>,
    client: &Client,
    operation: &Operation,
    arguments: Arguments,
    output: &Output,
    most: u64,
) -> Result<Exit> {
    let mut rows = output.rows(operation.columns);
    let mut broken = Ok(());
    let mut left = most;
    let (mut any, mut unreadable) = (false, 0);
    let mut each = |entry| {
        any = true;
        left = left.saturating_sub(1);
        match entry {
            Ok(entry) => broken = rows.push(entry),
            Err(error) => {
                unreadable += 1;
                context.note(&unread(&error));
            }
        }
        broken.is_ok() && left > 0
    };
    let read = calls::list(client, operation.id, arguments, &mut each).await;
    broken?;
    if any || read.is_ok() {
        rows.finish()?;
    }
    read.map_err(|error| explained(operation, error))?;
    match unreadable {
        0 => Ok(Exit::Done),
        number => Err(Failure::new(
            Exit::Error,
            Code::Decode.as_str(),
            format!("{number} entries can't be read; all others are shown"),
        )),
    }
}

/// A message for an entry that can't be read, with the entry.
fn unread(error: &Error) -> String {
    format!("warning: {error}\n  {}", error.body().unwrap_or_default())
}

/// A failure that names the flag of an invalid argument.
fn explained(operation: &Operation, error: Error) -> Failure {
    let similar = error.to_string().contains("did you mean");
    let field = error.field().unwrap_or_default();
    let name = field.split(['[', '.']).next().unwrap_or_default();
    let mut parameters = operation.query.iter().chain(operation.body);
    let flag = parameters.find(|parameter| parameter.name == name);
    let failure = Failure::from(error);
    match flag.map(|parameter| parameter.flag) {
        Some(flag) if similar => failure.next(format!(
            "correct `--{flag}`; `--allow-similar-values` sends it as it is"
        )),
        Some(flag) => failure.next(format!("correct `--{flag}`; `--help` describes it")),
        None => failure,
    }
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
