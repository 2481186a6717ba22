//! The policy of a plan: flags before the list or the configuration file.

use bitsight_users_provision::{List, Policy};
use clap::{Arg, ArgAction, ArgMatches, Command, parser::ValueSource};
use serde_json::{Map, Value};

use crate::{
    context::Context,
    failure::{Failure, Result},
};

/// How the value of a flag becomes the value of an option.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Number,
    Switch,
    Texts,
}

/// The flags, with the options that they set. A dot leads into `scope`.
const FLAGS: [(&str, &str, Form, &str); 13] = [
    (
        "allow-deletes",
        "allow_deletes",
        Form::Number,
        "The most users that may be deleted [default: 0]",
    ),
    (
        "max-edits-percent",
        "max_edits_percent",
        Form::Number,
        "The largest part of the matched users that may be edited [default: 30]",
    ),
    (
        "min-admins",
        "min_admins",
        Form::Number,
        "Activated administrators that must remain [default: 2]",
    ),
    (
        "max-creates-per-month",
        "max_creates_per_month",
        Form::Number,
        "The most users created in a calendar month [default: 300]",
    ),
    (
        "resend-activation-after",
        "resend_activation_after",
        Form::Number,
        "Days after which the activation email is sent again [default: never]",
    ),
    (
        "require-mfa",
        "require_mfa",
        Form::Switch,
        "Make listed people set up two-factor authentication",
    ),
    (
        "delete-after-failures",
        "delete_after_failures",
        Form::Switch,
        "Delete although something before has failed",
    ),
    (
        "scope-domain",
        "scope.domains",
        Form::Texts,
        "Only people with addresses of this domain; can be repeated",
    ),
    (
        "scope-group",
        "scope.groups",
        Form::Texts,
        "Only people of this access group, by guid or name",
    ),
    (
        "scope-role",
        "scope.roles",
        Form::Texts,
        "Only people with this role",
    ),
    (
        "ignore",
        "ignore",
        Form::Texts,
        "Leave this user alone, by email or guid",
    ),
    (
        "protect",
        "protect",
        Form::Texts,
        "Never delete or demote this user, by email or guid",
    ),
    (
        "company-token",
        "company_tokens",
        Form::Texts,
        "The guid of a company token that the list may edit or delete",
    ),
];

/// The command with the flags.
pub(super) fn with_flags(command: Command) -> Command {
    command.args(FLAGS.map(|(name, _, form, help)| {
        let flag = Arg::new(name).long(name).help(help).help_heading("Policy");
        match form {
            Form::Number => flag
                .value_name("NUMBER")
                .value_parser(clap::value_parser!(u32)),
            Form::Switch => flag.action(ArgAction::SetTrue),
            Form::Texts => flag.value_name("TEXT").action(ArgAction::Append),
        }
    }))
}

/// The first flag of the policy that the arguments hold.
pub(super) fn given(matches: &ArgMatches) -> Option<&'static str> {
    let is_given = |name: &str| matches.value_source(name) == Some(ValueSource::CommandLine);
    FLAGS
        .iter()
        .map(|(name, ..)| *name)
        .find(|name| is_given(name))
}

/// The policy for a list.
///
/// # Errors
/// When two places set one, or an option is invalid.
pub(super) fn of(context: &Context<'_>, list: &List) -> Result<Policy> {
    let matches = context.matches;
    let mut options = match (&list.policy, &context.settings.policy) {
        (Some(_), Some(_)) => {
            return Err(
                Failure::usage("the list and the configuration file both hold a policy")
                    .next("keep one of them"),
            );
        }
        (Some(policy), None) => match serde_json::to_value(policy) {
            Ok(Value::Object(options)) => options,
            _ => Map::new(),
        },
        (None, policy) => policy.clone().unwrap_or_default(),
    };
    for (name, option, form, _) in FLAGS {
        let value = match form {
            Form::Number => matches
                .get_one::<u32>(name)
                .map(|number| Value::from(*number)),
            Form::Switch => matches.get_flag(name).then_some(Value::Bool(true)),
            Form::Texts => matches
                .get_many::<String>(name)
                .map(|texts| texts.cloned().collect()),
        };
        let Some(value) = value else { continue };
        match option.split_once('.') {
            None => _ = options.insert(option.to_owned(), value),
            Some((scope, option)) => {
                let scope = options
                    .entry(scope)
                    .or_insert_with(|| Value::Object(Map::new()));
                if let Some(scope) = scope.as_object_mut() {
                    scope.insert(option.to_owned(), value);
                }
            }
        }
    }
    Ok(Policy::from_json(&Value::Object(options))?)
}
