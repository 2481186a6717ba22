// Written by `cargo xtask regen` from spec/openapi.yaml. Do not edit.

use super::client::types;
use super::{requests, rules};
use crate::{Client, Error, Response, body::Raw, request::to_json};
use serde_json::Value;
use crate::operation::{Operation, Retry};
///`GET /v2/users`
pub(crate) static LIST_USERS: Operation = Operation {
    id: "list_users",
    method: "GET",
    path: "/v2/users",
    retry: Retry::Safe,
};
///`POST /v2/users`
pub(crate) static CREATE_USER: Operation = Operation {
    id: "create_user",
    method: "POST",
    path: "/v2/users",
    retry: Retry::Lookup,
};
///`GET /v2/users/{user_guid}`
pub(crate) static GET_USER: Operation = Operation {
    id: "get_user",
    method: "GET",
    path: "/v2/users/{user_guid}",
    retry: Retry::Safe,
};
///`PATCH /v2/users/{user_guid}`
pub(crate) static EDIT_USER: Operation = Operation {
    id: "edit_user",
    method: "PATCH",
    path: "/v2/users/{user_guid}",
    retry: Retry::Idempotent,
};
///`DELETE /v2/users/{user_guid}`
pub(crate) static DELETE_USER: Operation = Operation {
    id: "delete_user",
    method: "DELETE",
    path: "/v2/users/{user_guid}",
    retry: Retry::Idempotent,
};
///`POST /v2/users/{user_guid}/require-mfa`
pub(crate) static REQUIRE_MFA: Operation = Operation {
    id: "require_mfa",
    method: "POST",
    path: "/v2/users/{user_guid}/require-mfa",
    retry: Retry::Idempotent,
};
///`POST /v2/users/{user_guid}/reset-mfa`
pub(crate) static RESET_MFA: Operation = Operation {
    id: "reset_mfa",
    method: "POST",
    path: "/v2/users/{user_guid}/reset-mfa",
    retry: Retry::Idempotent,
};
///`POST /v2/users/{user_guid}/resend-activation-email`
pub(crate) static RESEND_ACTIVATION_EMAIL: Operation = Operation {
    id: "resend_activation_email",
    method: "POST",
    path: "/v2/users/{user_guid}/resend-activation-email",
    retry: Retry::Once,
};
///`GET /v1/users/quota`
pub(crate) static GET_USER_QUOTA: Operation = Operation {
    id: "get_user_quota",
    method: "GET",
    path: "/v1/users/quota",
    retry: Retry::Safe,
};
///`GET /v1/users/{user_guid}/company-views`
pub(crate) static LIST_COMPANY_VIEWS: Operation = Operation {
    id: "list_company_views",
    method: "GET",
    path: "/v1/users/{user_guid}/company-views",
    retry: Retry::Safe,
};
///`GET /v1/access-groups`
pub(crate) static LIST_ACCESS_GROUPS: Operation = Operation {
    id: "list_access_groups",
    method: "GET",
    path: "/v1/access-groups",
    retry: Retry::Safe,
};
impl Client {
    /**List users

One page of the account's users, company tokens included. Every filter that is given has to match.

A page can hold fewer entries than `limit`, even none, and still not be the last one: go on until
`links.next` is null. `count` is the number of matches on all pages together.

Documented by Bitsight in "GET: Users".

Sends `GET /v2/users`. Returns one page; for all of them see [`Client::list_users_stream`](crate::Client::list_users_stream).

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn list_users(
        &self,
        query: &requests::ListUsersQuery,
    ) -> Result<Response<types::UserPage>, Error> {
        self.list_users_raw(&to_json(query)?).await.and_then(Response::decode)
    }
    ///For the bindings: [`list_users`](Self::list_users), with neither side's JSON decoded.
    #[doc(hidden)]
    pub async fn list_users_raw(&self, query: &Value) -> Result<Response<Raw>, Error> {
        let call = self.call(&LIST_USERS);
        let query = call.query(&rules::LIST_USERS_QUERY, query)?;
        let query = &query;
        call.run(move |client| async move {
                client
                    .list_users(
                        query.get("email"),
                        query.get("email_q"),
                        query.get("formal_name_q"),
                        query.get("group_guid"),
                        query.get("guid"),
                        query.get("is_available_for_contact"),
                        query.get("is_company_api_token"),
                        query.get("limit"),
                        query.get("offset"),
                        query.get("q"),
                        query.get("roles_slug"),
                        query.get("sort"),
                        query.get("status"),
                    )
                    .await
            })
            .await
    }
    /**Create a user

Adds a user to the account. Only an Admin may do this.

An account may create up to 300 users a month. Whoever needs more waits for the next month or asks Bitsight
support.

A success can come without a body. The new user's guid then has to be found by its email address
(`list_users` with `email`). The same look-up is the way to learn what became of a request whose answer
never arrived; sending it again blindly can use up quota or meet a conflict.

Documented by Bitsight in "POST: Create a New User".

Sends `POST /v2/users`.

# When an answer is lost

After a time-out, a broken connection or a 5xx, nobody knows whether the user exists. Nothing is sent
again before a look-up by email:

- Found, with everything that was asked for: that user is the result, and
  [`recovered`](crate::Response::recovered) is true.
- Found, and different: [`Code::Conflict`](crate::Code::Conflict), with the user as
  [`existing_user`](crate::Error::existing_user).
- Not found: the request is sent again, as often as `max_retries` allows. A 409 to that is looked up in
  the same way.
- The look-up fails too: the first failure is returned, with
  [`Effect::Possible`](crate::Effect::Possible).

What a look-up can't tell: a user who was there before with the very same data is taken for the one that
was to be created. A request that is still on its way when the look-up is made isn't seen either; if it
takes effect before the next one, that one meets a 409.

A success whose body is empty or can't be read is followed by the same look-up.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.

[`Code::CreatedButUnreadable`](crate::Code::CreatedButUnreadable) when the service reported success and
the user could not be read back: the account has the user, so don't create it again.*/
    pub async fn create_user(
        &self,
        body: &requests::NewUser,
    ) -> Result<Response<types::User>, Error> {
        self.create_user_raw(&to_json(body)?).await.and_then(Response::decode)
    }
    ///For the bindings: [`create_user`](Self::create_user), with neither side's JSON decoded.
    #[doc(hidden)]
    pub async fn create_user_raw(&self, body: &Value) -> Result<Response<Raw>, Error> {
        crate::recovery::create_user(self, body).await
    }
    /// One sending of the operation, with no look-up.
    pub(crate) async fn create_user_once(
        &self,
        body: &Value,
    ) -> Result<Response<Raw>, Error> {
        let call = self.call(&CREATE_USER);
        let body = call.body(&rules::NEW_USER, body)?;
        let body = &body;
        call.run(move |client| async move { client.create_user(body).await }).await
    }
    /**Get a user

Everything the API tells about one user.

Documented by Bitsight in "GET: User Details".

Sends `GET /v2/users/{user_guid}`.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn get_user(
        &self,
        user_guid: &str,
    ) -> Result<Response<types::User>, Error> {
        self.get_user_raw(user_guid).await.and_then(Response::decode)
    }
    ///For the bindings: [`get_user`](Self::get_user), with neither side's JSON decoded.
    #[doc(hidden)]
    pub async fn get_user_raw(&self, user_guid: &str) -> Result<Response<Raw>, Error> {
        let call = self.call(&GET_USER);
        call.path_segment("user_guid", user_guid)?;
        call.run(move |client| async move { client.get_user(user_guid).await }).await
    }
    /**Edit a user

Changes the fields that are sent and leaves all others as they are. Only an Admin may do this.

The account status can't be edited here: it is not among the documented fields. What the answer's body
looks like isn't documented either, so it can be the edited user or nothing.

Documented by Bitsight in "PATCH: Edit a User".

Sends `PATCH /v2/users/{user_guid}`.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn edit_user(
        &self,
        user_guid: &str,
        body: &requests::UserChanges,
    ) -> Result<Response<Option<types::User>>, Error> {
        self.edit_user_raw(user_guid, &to_json(body)?)
            .await
            .and_then(Response::decode_optional)
    }
    ///For the bindings: [`edit_user`](Self::edit_user), with neither side's JSON decoded.
    #[doc(hidden)]
    pub async fn edit_user_raw(
        &self,
        user_guid: &str,
        body: &Value,
    ) -> Result<Response<Raw>, Error> {
        let call = self.call(&EDIT_USER);
        call.path_segment("user_guid", user_guid)?;
        let body = call.body(&rules::USER_CHANGES, body)?;
        let body = &body;
        call.run(move |client| async move { client.edit_user(user_guid, body).await })
            .await
    }
    /**Delete a user

Removes a user for good. Only an Admin may do this.

There is no way back, and the folders that this user created and shared are deleted along with the account.
Hand such folders to another owner first.

Documented by Bitsight in "DELETE: Delete a User".

Sends `DELETE /v2/users/{user_guid}`.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn delete_user(&self, user_guid: &str) -> Result<Response<()>, Error> {
        self.delete_user_raw(user_guid).await.map(|response| response.with_value(()))
    }
    ///For the bindings: [`delete_user`](Self::delete_user), with neither side's JSON decoded.
    #[doc(hidden)]
    pub async fn delete_user_raw(
        &self,
        user_guid: &str,
    ) -> Result<Response<Raw>, Error> {
        let call = self.call(&DELETE_USER);
        call.path_segment("user_guid", user_guid)?;
        call.run(move |client| async move { client.delete_user(user_guid).await }).await
    }
    /**Require two-factor authentication

Makes one user set up two-factor authentication. Only an Admin may do this. Answers 400 for a user who has
it already.

Documented by Bitsight in "POST: Require a User to Implement 2FA".

Sends `POST /v2/users/{user_guid}/require-mfa`.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn require_mfa(&self, user_guid: &str) -> Result<Response<()>, Error> {
        self.require_mfa_raw(user_guid).await.map(|response| response.with_value(()))
    }
    ///For the bindings: [`require_mfa`](Self::require_mfa), with neither side's JSON decoded.
    #[doc(hidden)]
    pub async fn require_mfa_raw(
        &self,
        user_guid: &str,
    ) -> Result<Response<Raw>, Error> {
        let call = self.call(&REQUIRE_MFA);
        call.path_segment("user_guid", user_guid)?;
        call.run(move |client| async move { client.require_mfa(user_guid).await }).await
    }
    /**Reset two-factor authentication

Forgets a user's second factor, so that somebody who lost theirs can set up a new one. Only an Admin may do
this. Answers 400 for a user who has two-factor authentication switched off.

Documented by Bitsight in "POST: Reset 2FA for a User".

Sends `POST /v2/users/{user_guid}/reset-mfa`.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn reset_mfa(&self, user_guid: &str) -> Result<Response<()>, Error> {
        self.reset_mfa_raw(user_guid).await.map(|response| response.with_value(()))
    }
    ///For the bindings: [`reset_mfa`](Self::reset_mfa), with neither side's JSON decoded.
    #[doc(hidden)]
    pub async fn reset_mfa_raw(&self, user_guid: &str) -> Result<Response<Raw>, Error> {
        let call = self.call(&RESET_MFA);
        call.path_segment("user_guid", user_guid)?;
        call.run(move |client| async move { client.reset_mfa(user_guid).await }).await
    }
    /**Resend the activation email

Sends the welcome email with the activation link once more, to a user who didn't get it or lost it. Every
call sends an email. Answers 400 for a user who is active already. Which roles may do this isn't
documented.

Documented by Bitsight in "POST: Resend User Activation Email".

Sends `POST /v2/users/{user_guid}/resend-activation-email`.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn resend_activation_email(
        &self,
        user_guid: &str,
    ) -> Result<Response<()>, Error> {
        self.resend_activation_email_raw(user_guid)
            .await
            .map(|response| response.with_value(()))
    }
    ///For the bindings: [`resend_activation_email`](Self::resend_activation_email), with neither side's JSON decoded.
    #[doc(hidden)]
    pub async fn resend_activation_email_raw(
        &self,
        user_guid: &str,
    ) -> Result<Response<Raw>, Error> {
        let call = self.call(&RESEND_ACTIVATION_EMAIL);
        call.path_segment("user_guid", user_guid)?;
        call.run(move |client| async move {
                client.resend_activation_email(user_guid).await
            })
            .await
    }
    /**Get the user quota

How many users the account has, and how many more it may activate.

Documented by Bitsight in "GET: User Quota".

Sends `GET /v1/users/quota`.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn get_user_quota(&self) -> Result<Response<types::UserQuota>, Error> {
        self.get_user_quota_raw().await.and_then(Response::decode)
    }
    ///For the bindings: [`get_user_quota`](Self::get_user_quota), with neither side's JSON decoded.
    #[doc(hidden)]
    pub async fn get_user_quota_raw(&self) -> Result<Response<Raw>, Error> {
        let call = self.call(&GET_USER_QUOTA);
        call.run(move |client| async move { client.get_user_quota().await }).await
    }
    /**List the companies a user looked at

The companies that a user opened most recently, and those opened most often.

Documented by Bitsight in "GET: Your Company Views".

Sends `GET /v1/users/{user_guid}/company-views`.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn list_company_views(
        &self,
        user_guid: &str,
        query: &requests::ListCompanyViewsQuery,
    ) -> Result<Response<types::CompanyViews>, Error> {
        self.list_company_views_raw(user_guid, &to_json(query)?)
            .await
            .and_then(Response::decode)
    }
    ///For the bindings: [`list_company_views`](Self::list_company_views), with neither side's JSON decoded.
    #[doc(hidden)]
    pub async fn list_company_views_raw(
        &self,
        user_guid: &str,
        query: &Value,
    ) -> Result<Response<Raw>, Error> {
        let call = self.call(&LIST_COMPANY_VIEWS);
        call.path_segment("user_guid", user_guid)?;
        let query = call.query(&rules::LIST_COMPANY_VIEWS_QUERY, query)?;
        let query = &query;
        call.run(move |client| async move {
                client
                    .list_company_views(
                        user_guid,
                        query.get("days_back"),
                        query.get("folder"),
                        query.get("limit"),
                    )
                    .await
            })
            .await
    }
    /**List access control groups

The account's access control groups and which of them is the default. A group's guid is what `group` takes
when a user is created or edited.

Documented by Bitsight in "GET: Access Control Groups".

Sends `GET /v1/access-groups`.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn list_access_groups(
        &self,
    ) -> Result<Response<types::AccessGroups>, Error> {
        self.list_access_groups_raw().await.and_then(Response::decode)
    }
    ///For the bindings: [`list_access_groups`](Self::list_access_groups), with neither side's JSON decoded.
    #[doc(hidden)]
    pub async fn list_access_groups_raw(&self) -> Result<Response<Raw>, Error> {
        let call = self.call(&LIST_ACCESS_GROUPS);
        call.run(move |client| async move { client.list_access_groups().await }).await
    }
}
impl Client {
    ///All entries of [`list_users`](Self::list_users), requested page by page as they are needed: each once, also if the list changes on the way. `limit` is the size of a page, `offset` where to begin.
    pub fn list_users_stream(
        &self,
        query: &requests::ListUsersQuery,
    ) -> crate::pagination::Paginated<types::UserPage> {
        crate::pagination::Paginated::new(self, to_json(query).unwrap_or_default())
    }
}
impl crate::pagination::Page for types::UserPage {
    type Item = types::User;
    const PATH: &'static str = "/v2/users";
    fn fetch(client: Client, query: Value) -> crate::pagination::Fetching<Self> {
        Box::pin(async move { client.list_users_raw(&query).await?.decode() })
    }
    fn count(&self) -> i64 {
        self.count
    }
    fn next(&self) -> Option<&str> {
        self.links.next.as_deref()
    }
    fn keys(&self) -> Vec<&str> {
        self.results.iter().map(|item| item.guid.as_str()).collect()
    }
    fn into_items(self) -> Vec<Self::Item> {
        self.results
    }
}
impl crate::pagination::Outlined for types::UserPage {
    fn fetch_outline(
        client: Client,
        query: Value,
    ) -> crate::pagination::Fetching<crate::pagination::Outline<Self>> {
        Box::pin(async move {
            let page = client.list_users_raw(&query).await?;
            page.checked(&super::responses::USER_PAGE, false)?.decode()
        })
    }
}
/// Reads a success body of an operation into its type and writes it again. `None` if there
/// is no such operation, or it has no body.
#[cfg(feature = "documented")]
pub fn round_trip(operation_id: &str, json: &str) -> Option<Result<String, String>> {
    match operation_id {
        "list_users" => Some(crate::documented::through::<types::UserPage>(json)),
        "create_user" => Some(crate::documented::through::<types::User>(json)),
        "get_user" => Some(crate::documented::through::<types::User>(json)),
        "edit_user" => Some(crate::documented::through::<types::User>(json)),
        "get_user_quota" => Some(crate::documented::through::<types::UserQuota>(json)),
        "list_company_views" => {
            Some(crate::documented::through::<types::CompanyViews>(json))
        }
        "list_access_groups" => {
            Some(crate::documented::through::<types::AccessGroups>(json))
        }
        _ => None,
    }
}
