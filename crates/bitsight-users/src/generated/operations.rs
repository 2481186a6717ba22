// Written by `cargo xtask regen` from spec/openapi.yaml. Do not edit.

use super::client::types;
use super::{requests, responses, rules};
use crate::{Client, Error, Response, arguments::{Arguments, Body, Query}};
use crate::operation::{Operation, Retry, Success};
use crate::rules::Kind;
///`GET /v2/users`
pub(crate) static LIST_USERS: Operation = Operation {
    id: "list_users",
    method: "GET",
    path: "/v2/users",
    retry: Retry::Safe,
    path_parameters: &[],
    query: Some(&rules::LIST_USERS_QUERY),
    query_names: &[
        ("email", "email"),
        ("email_q", "email_q"),
        ("formal_name_q", "formal_name_q"),
        ("group_guid", "group.guid"),
        ("guid", "guid"),
        ("is_available_for_contact", "is_available_for_contact"),
        ("is_company_api_token", "is_company_api_token"),
        ("limit", "limit"),
        ("offset", "offset"),
        ("q", "q"),
        ("roles_slug", "roles.slug"),
        ("sort", "sort"),
        ("status", "status"),
    ],
    body: None,
    success: Success::Body(&Kind::Object(&responses::USER_PAGE)),
    send: |client, _| Box::pin(async move { client.list_users().await }),
};
///`POST /v2/users`
pub(crate) static CREATE_USER: Operation = Operation {
    id: "create_user",
    method: "POST",
    path: "/v2/users",
    retry: Retry::Lookup,
    path_parameters: &[],
    query: None,
    query_names: &[],
    body: Some(&rules::NEW_USER),
    success: Success::Body(&Kind::Object(&responses::USER)),
    send: |client, input| Box::pin(async move { client.create_user(input.body()).await }),
};
///`GET /v2/users/{user_guid}`
pub(crate) static GET_USER: Operation = Operation {
    id: "get_user",
    method: "GET",
    path: "/v2/users/{user_guid}",
    retry: Retry::Safe,
    path_parameters: &["user_guid"],
    query: None,
    query_names: &[],
    body: None,
    success: Success::Body(&Kind::Object(&responses::USER)),
    send: |client, input| Box::pin(async move {
        client.get_user(input.segment(0usize)).await
    }),
};
///`PATCH /v2/users/{user_guid}`
pub(crate) static EDIT_USER: Operation = Operation {
    id: "edit_user",
    method: "PATCH",
    path: "/v2/users/{user_guid}",
    retry: Retry::Idempotent,
    path_parameters: &["user_guid"],
    query: None,
    query_names: &[],
    body: Some(&rules::USER_CHANGES),
    success: Success::BodyOrNothing(&Kind::Object(&responses::USER)),
    send: |client, input| Box::pin(async move {
        client.edit_user(input.segment(0usize), input.body()).await
    }),
};
///`DELETE /v2/users/{user_guid}`
pub(crate) static DELETE_USER: Operation = Operation {
    id: "delete_user",
    method: "DELETE",
    path: "/v2/users/{user_guid}",
    retry: Retry::Idempotent,
    path_parameters: &["user_guid"],
    query: None,
    query_names: &[],
    body: None,
    success: Success::Nothing,
    send: |client, input| Box::pin(async move {
        client.delete_user(input.segment(0usize)).await
    }),
};
///`POST /v2/users/{user_guid}/require-mfa`
pub(crate) static REQUIRE_MFA: Operation = Operation {
    id: "require_mfa",
    method: "POST",
    path: "/v2/users/{user_guid}/require-mfa",
    retry: Retry::Idempotent,
    path_parameters: &["user_guid"],
    query: None,
    query_names: &[],
    body: None,
    success: Success::Nothing,
    send: |client, input| Box::pin(async move {
        client.require_mfa(input.segment(0usize)).await
    }),
};
///`POST /v2/users/{user_guid}/reset-mfa`
pub(crate) static RESET_MFA: Operation = Operation {
    id: "reset_mfa",
    method: "POST",
    path: "/v2/users/{user_guid}/reset-mfa",
    retry: Retry::Idempotent,
    path_parameters: &["user_guid"],
    query: None,
    query_names: &[],
    body: None,
    success: Success::Nothing,
    send: |client, input| Box::pin(async move {
        client.reset_mfa(input.segment(0usize)).await
    }),
};
///`POST /v2/users/{user_guid}/resend-activation-email`
pub(crate) static RESEND_ACTIVATION_EMAIL: Operation = Operation {
    id: "resend_activation_email",
    method: "POST",
    path: "/v2/users/{user_guid}/resend-activation-email",
    retry: Retry::Once,
    path_parameters: &["user_guid"],
    query: None,
    query_names: &[],
    body: None,
    success: Success::Nothing,
    send: |client, input| Box::pin(async move {
        client.resend_activation_email(input.segment(0usize)).await
    }),
};
///`GET /v1/users/quota`
pub(crate) static GET_USER_QUOTA: Operation = Operation {
    id: "get_user_quota",
    method: "GET",
    path: "/v1/users/quota",
    retry: Retry::Safe,
    path_parameters: &[],
    query: None,
    query_names: &[],
    body: None,
    success: Success::Body(&Kind::Object(&responses::USER_QUOTA)),
    send: |client, _| Box::pin(async move { client.get_user_quota().await }),
};
///`GET /v1/users/{user_guid}/company-views`
pub(crate) static LIST_COMPANY_VIEWS: Operation = Operation {
    id: "list_company_views",
    method: "GET",
    path: "/v1/users/{user_guid}/company-views",
    retry: Retry::Safe,
    path_parameters: &["user_guid"],
    query: Some(&rules::LIST_COMPANY_VIEWS_QUERY),
    query_names: &[("days_back", "days_back"), ("folder", "folder"), ("limit", "limit")],
    body: None,
    success: Success::Body(&Kind::Object(&responses::COMPANY_VIEWS)),
    send: |client, input| Box::pin(async move {
        client.list_company_views(input.segment(0usize)).await
    }),
};
///`GET /v1/access-groups`
pub(crate) static LIST_ACCESS_GROUPS: Operation = Operation {
    id: "list_access_groups",
    method: "GET",
    path: "/v1/access-groups",
    retry: Retry::Safe,
    path_parameters: &[],
    query: None,
    query_names: &[],
    body: None,
    success: Success::Body(&Kind::Object(&responses::ACCESS_GROUPS)),
    send: |client, _| Box::pin(async move { client.list_access_groups().await }),
};
static ALL: &[&Operation] = &[
    &LIST_USERS,
    &CREATE_USER,
    &GET_USER,
    &EDIT_USER,
    &DELETE_USER,
    &REQUIRE_MFA,
    &RESET_MFA,
    &RESEND_ACTIVATION_EMAIL,
    &GET_USER_QUOTA,
    &LIST_COMPANY_VIEWS,
    &LIST_ACCESS_GROUPS,
];
/// An operation by its name, for the bindings.
pub fn operation(id: &str) -> Option<&'static Operation> {
    ALL.iter().copied().find(|operation| operation.id == id)
}
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
        let arguments = Arguments {
            query: Some(Query::of(&LIST_USERS, query)),
            ..Arguments::default()
        };
        self.send(&LIST_USERS, &arguments).await.and_then(Response::decode)
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
        let arguments = Arguments {
            body: Some(Body::of(&CREATE_USER, body)),
            ..Arguments::default()
        };
        crate::recovery::create_user(self, &CREATE_USER, &arguments, Response::decode)
            .await
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
        let arguments = Arguments {
            path: vec![user_guid.to_owned()],
            ..Arguments::default()
        };
        self.send(&GET_USER, &arguments).await.and_then(Response::decode)
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
        let arguments = Arguments {
            path: vec![user_guid.to_owned()],
            body: Some(Body::of(&EDIT_USER, body)),
            ..Arguments::default()
        };
        self.send(&EDIT_USER, &arguments).await.and_then(Response::decode_optional)
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
        let arguments = Arguments {
            path: vec![user_guid.to_owned()],
            ..Arguments::default()
        };
        self.send(&DELETE_USER, &arguments).await.map(|response| response.with_value(()))
    }
    /**Require two-factor authentication

Makes one user set up two-factor authentication. Only an Admin may do this. Answers 400 for a user who has
it already.

Documented by Bitsight in "POST: Require a User to Implement 2FA".

Sends `POST /v2/users/{user_guid}/require-mfa`.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn require_mfa(&self, user_guid: &str) -> Result<Response<()>, Error> {
        let arguments = Arguments {
            path: vec![user_guid.to_owned()],
            ..Arguments::default()
        };
        self.send(&REQUIRE_MFA, &arguments).await.map(|response| response.with_value(()))
    }
    /**Reset two-factor authentication

Forgets a user's second factor, so that somebody who lost theirs can set up a new one. Only an Admin may do
this. Answers 400 for a user who has two-factor authentication switched off.

Documented by Bitsight in "POST: Reset 2FA for a User".

Sends `POST /v2/users/{user_guid}/reset-mfa`.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn reset_mfa(&self, user_guid: &str) -> Result<Response<()>, Error> {
        let arguments = Arguments {
            path: vec![user_guid.to_owned()],
            ..Arguments::default()
        };
        self.send(&RESET_MFA, &arguments).await.map(|response| response.with_value(()))
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
        let arguments = Arguments {
            path: vec![user_guid.to_owned()],
            ..Arguments::default()
        };
        self.send(&RESEND_ACTIVATION_EMAIL, &arguments)
            .await
            .map(|response| response.with_value(()))
    }
    /**Get the user quota

How many users the account has, and how many more it may activate.

Documented by Bitsight in "GET: User Quota".

Sends `GET /v1/users/quota`.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn get_user_quota(&self) -> Result<Response<types::UserQuota>, Error> {
        let arguments = Arguments::default();
        self.send(&GET_USER_QUOTA, &arguments).await.and_then(Response::decode)
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
        let arguments = Arguments {
            path: vec![user_guid.to_owned()],
            query: Some(Query::of(&LIST_COMPANY_VIEWS, query)),
            ..Arguments::default()
        };
        self.send(&LIST_COMPANY_VIEWS, &arguments).await.and_then(Response::decode)
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
        let arguments = Arguments::default();
        self.send(&LIST_ACCESS_GROUPS, &arguments).await.and_then(Response::decode)
    }
}
impl Client {
    ///All entries of [`list_users`](Self::list_users), requested page by page as they are needed: each once, also if the list changes on the way. `limit` is the size of a page, `offset` where to begin.
    pub fn list_users_stream(
        &self,
        query: &requests::ListUsersQuery,
    ) -> crate::pagination::Paginated<types::UserPage> {
        let query = serde_json::to_value(query).unwrap_or_default();
        crate::pagination::Paginated::new(self, &LIST_USERS, query)
    }
}
impl crate::pagination::Page for types::UserPage {
    type Item = types::User;
    fn read(answer: Response<crate::body::Raw>) -> Result<Response<Self>, Error> {
        answer.decode()
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
