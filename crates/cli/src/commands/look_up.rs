//! Finds a user by email address or guid.

use bitsight_users::{Client, Code};
use serde_json::Value;

use crate::{
    exit::Exit,
    failure::{Failure, Result},
    generated::calls,
    operation::{Arguments, Reply},
};

/// The one user who has the address.
///
/// # Errors
/// When nobody has it, or several users do.
pub(super) async fn by_email(client: &Client, email: &str) -> Result<Value> {
    let found = match client.user_by_email(email.trim()).await {
        Ok(found) if found.is_some() => Reply::of(found),
        Ok(_) => {
            let what = format!("no user has the address {}", email.trim());
            return Err(Failure::new(Exit::Error, Code::NotFound.as_str(), what)
                .next("`bitsight-users users list` shows all users"));
        }
        Err(error) => return Err(error.into()),
    };
    Ok(found.body.unwrap_or_default())
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
