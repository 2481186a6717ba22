// Written by `cargo xtask regen` from spec/openapi.yaml. Do not edit.

use bitsight_users::{Client, Error, Request as _, types};
use crate::operation::{Arguments, EachEntry, Reply, each_entry, unknown};
/// Calls an operation that returns no pages.
pub(crate) async fn call(
    client: &Client,
    operation: &str,
    arguments: Arguments,
) -> Result<Reply, Error> {
    match operation {
        "create_user" => {
            let body = types::NewUser::from_json(arguments.body.clone())?;
            Ok(Reply::of(client.create_user(&body).await?))
        }
        "get_current_user" => Ok(Reply::of(client.get_current_user().await?)),
        "edit_current_user" => {
            let body = types::UserChanges::from_json(arguments.body.clone())?;
            Ok(Reply::of(client.edit_current_user(&body).await?))
        }
        "query_users" => {
            let body = types::UserQuery::from_json(arguments.body.clone())?;
            Ok(Reply::of(client.query_users(&body).await?))
        }
        "get_user" => Ok(Reply::of(client.get_user(arguments.text(0usize)).await?)),
        "edit_user" => {
            let body = types::UserChanges::from_json(arguments.body.clone())?;
            Ok(Reply::of(client.edit_user(arguments.text(0usize), &body).await?))
        }
        "delete_user" => Ok(Reply::of(client.delete_user(arguments.text(0usize)).await?)),
        "require_mfa" => Ok(Reply::of(client.require_mfa(arguments.text(0usize)).await?)),
        "reset_mfa" => Ok(Reply::of(client.reset_mfa(arguments.text(0usize)).await?)),
        "reset_pending_mfa" => {
            Ok(Reply::of(client.reset_pending_mfa(arguments.text(0usize)).await?))
        }
        "resend_activation_email" => {
            Ok(Reply::of(client.resend_activation_email(arguments.text(0usize)).await?))
        }
        "get_user_quota" => Ok(Reply::of(client.get_user_quota().await?)),
        "list_company_views" => {
            let query = types::ListCompanyViewsQuery::from_json(
                arguments.query.clone(),
            )?;
            Ok(
                Reply::of(
                    client.list_company_views(arguments.text(0usize), &query).await?,
                ),
            )
        }
        "list_access_groups" => Ok(Reply::of(client.list_access_groups().await?)),
        "get_access_group" => {
            let query = types::GetAccessGroupQuery::from_json(arguments.query.clone())?;
            Ok(Reply::of(client.get_access_group(arguments.text(0usize), &query).await?))
        }
        _ => Err(unknown(operation)),
    }
}
/// Reads all pages of an operation, and passes on each entry until one is refused.
pub(crate) async fn list(
    client: &Client,
    operation: &str,
    arguments: Arguments,
    each: EachEntry<'_>,
) -> Result<(), Error> {
    match operation {
        "list_users" => {
            let query = types::ListUsersQuery::from_json(arguments.query.clone())?;
            each_entry(client.list_users_stream(&query), each).await
        }
        _ => Err(unknown(operation)),
    }
}
