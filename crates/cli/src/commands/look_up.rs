//! Finds a user by email address or guid.

use bitsight_users::Client;
use serde_json::{Value, json};

use crate::{
    exit::Exit,
    failure::{Failure, Result},
    generated::calls,
    operation::Arguments,
};

/// Filters that together show every kind of user: lists may leave out company tokens and contacts unless they
/// are asked for.
const KINDS: [&[&str]; 4] = [
    &[],
    &["is_company_api_token"],
    &["is_available_for_contact"],
    &["is_company_api_token", "is_available_for_contact"],
];

/// The one user who has the address.
///
/// # Errors
/// When nobody has it, or several users do.
pub(super) async fn by_email(client: &Client, email: &str) -> Result<Value> {
    let email = email.trim();
    let mut found: Vec<Value> = Vec::new();
    for kind in KINDS {
        let mut query = json!({ "email": email });
        if let Some(query) = query.as_object_mut() {
            query.extend(kind.iter().map(|name| ((*name).to_owned(), true.into())));
        }
        let arguments = Arguments {
            query,
            ..Arguments::default()
        };
        let mut unreadable = None;
        let mut each = |user| {
            let user: Value = match user {
                Ok(user) => user,
                Err(error) => {
                    unreadable = Some(error);
                    return false;
                }
            };
            let text = |name: &str| user.get(name).and_then(Value::as_str);
            // A service may ignore the filter.
            let is_named =
                text("email").is_some_and(|it| it.trim().to_lowercase() == email.to_lowercase());
            let is_new = found
                .iter()
                .all(|other| other.get("guid") != user.get("guid"));
            if is_named && is_new && text("guid").is_some() {
                found.push(user);
            }
            true
        };
        calls::list(client, "list_users", arguments, &mut each).await?;
        // It can be the user.
        unreadable.map_or(Ok(()), Err)?;
    }
    match (found.pop(), found.is_empty()) {
        (Some(user), true) => Ok(user),
        (None, _) => Err(Failure::new(
            Exit::Error,
            "not_found",
            format!("no user has the address {email}"),
        )
        .next("`bitsight-users users list` shows all users")),
        (Some(last), false) => {
            found.push(last);
            let guids: Vec<&str> = found
                .iter()
                .filter_map(|user| user.get("guid")?.as_str())
                .collect();
            let what = format!("{} users have the address {email}", guids.len());
            Err(Failure::new(Exit::Error, "ambiguous", what)
                .next(format!("name one by its guid: {}", guids.join(" or "))))
        }
    }
}

/// The user with the guid.
pub(super) async fn by_guid(client: &Client, guid: &str) -> Result<Value> {
    let arguments = Arguments {
        path: vec![guid.to_owned()],
        ..Arguments::default()
    };
    let reply = calls::call(client, "get_user", arguments).await?;
    Ok(reply.body.unwrap_or_default())
}
