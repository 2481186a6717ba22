// Written by `cargo xtask regen` from spec/openapi.yaml. Do not edit.

use super::client::types;
use super::{operations, requests, transport};
use crate::{
    call::answer::Answer, client::Client, error::Error,
    list::{entries, page::Page, stream::Paginated},
    operation::{Arguments, Body, Query},
    types::response::Response,
};
impl Client {
    /**List users

Lists the account's users page by page. A user is listed if every filter matches. One source says that company
tokens and users who are available for contact are left out unless a filter asks for them.

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
            query: Some(Query::of(&operations::LIST_USERS, query)),
            ..Arguments::default()
        };
        self.perform(&transport::LIST_USERS, &arguments, <types::UserPage as Page>::read)
            .await
    }
    /**Create a user

Adds a user to the account. Only an Admin may do this.

An account may create up to 300 users a month. For more, ask Bitsight's support or wait for the next month. No
operation tells how many are left: `get_user_quota` reads another limit.

A success can come without a body. The new user's guid is then found by its email address (`list_users` with
`email`). After a lost response, the same look-up shows whether the user was created; without it, sending the
request again can create a second user or fail with a conflict.

Documented by Bitsight in "POST: Create a New User".

Sends `POST /v2/users`.

# When an answer is lost

After a time-out, a broken connection, a 5xx, or a success that isn't the documented one, nobody knows
whether the user exists. The user is then looked up by email, in lists of every kind of user and on every
page, until it is found or the settle time has passed since the request ended (15 s, unless set by
[`settle_time`](crate::ClientBuilder::settle_time)):

- Found, with everything that was asked for: that user is the result, and
  [`recovered`](crate::Response::recovered) is true.
- Found, and different: [`Code::Conflict`](crate::Code::Conflict), with the user as
  [`existing_user`](crate::Error::existing_user).
- Absent from complete lists for the whole settle time: the request is sent again, as often as
  `max_retries` allows. If that is refused, the user is looked up once more.
- Otherwise the first failure is returned, with [`Effect::Possible`](crate::Effect::Possible) and what the
  look-ups saw.

What a look-up can't tell: a user who existed before with the same data is taken for the one that was to be
created. And a service that creates a user later than the settle time after the request ended, and allows
two users with one email, can end up with two.

A success with an empty body is followed by the same look-ups.

# When the email is taken

After a 409, one request looks for the user with the email, unless
[`look_up_conflicts`](crate::ClientBuilder::look_up_conflicts) is off. The error then has the
[`existing_user`](crate::Error::existing_user).

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.

[`Code::CreatedButUnreadable`](crate::Code::CreatedButUnreadable) when the service reported success and
the user could not be read back: look for the user before you create it again.*/
    pub async fn create_user(
        &self,
        body: &requests::NewUser,
    ) -> Result<Response<types::User>, Error> {
        let arguments = Arguments {
            body: Some(Body::of(&operations::CREATE_USER, body)),
            ..Arguments::default()
        };
        self.perform(&transport::CREATE_USER, &arguments, Answer::json).await
    }
    /**Get the user whom the token belongs to

Reads the user whom the token belongs to. The response has the field `email_preferences`, which other users
lack. What the service returns for a company token, which belongs to nobody, is unknown.

Not documented by Bitsight; seen in the OpenAPI description of the service.

Sends `GET /v2/users/current`.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn get_current_user(&self) -> Result<Response<types::User>, Error> {
        let arguments = Arguments::default();
        self.perform(&transport::GET_CURRENT_USER, &arguments, Answer::json).await
    }
    /**Edit the user whom the token belongs to

Changes the user whom the token belongs to: sets the fields that are sent, and leaves all others as they are.
Which of them a user who isn't an Admin can change is unknown.

Not documented by Bitsight; seen in the OpenAPI description of the service.

Sends `PATCH /v2/users/current`.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn edit_current_user(
        &self,
        body: &requests::UserChanges,
    ) -> Result<Response<Option<types::User>>, Error> {
        let arguments = Arguments {
            body: Some(Body::of(&operations::EDIT_CURRENT_USER, body)),
            ..Arguments::default()
        };
        self.perform(&transport::EDIT_CURRENT_USER, &arguments, Answer::optional_json)
            .await
    }
    /**Get several users by guid

Reads the users with the given guids. The guids are in the request body, so there can be more than fit into a
URL. The operation changes nothing, although its method is POST.

Not documented by Bitsight; seen in the OpenAPI description of the service.

Sends `POST /v2/users/query`.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn query_users(
        &self,
        body: &requests::UserQuery,
    ) -> Result<Response<types::UserPage>, Error> {
        let arguments = Arguments {
            body: Some(Body::of(&operations::QUERY_USERS, body)),
            ..Arguments::default()
        };
        self.perform(
                &transport::QUERY_USERS,
                &arguments,
                <types::UserPage as Page>::read,
            )
            .await
    }
    /**Get a user

Reads one user.

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
        self.perform(&transport::GET_USER, &arguments, Answer::json).await
    }
    /**Edit a user

Changes the fields that are sent and leaves all others as they are. Only an Admin may do this.

The account status can't be edited: there is no known way to deactivate or reactivate a user by the API. The
response body isn't documented, so it can be the edited user or empty.

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
            body: Some(Body::of(&operations::EDIT_USER, body)),
            ..Arguments::default()
        };
        self.perform(&transport::EDIT_USER, &arguments, Answer::optional_json).await
    }
    /**Delete a user

Removes a user for good, together with the folders that the user created and shared. Only an Admin may do this.

It can't be undone. Move such folders to another owner first. Company tokens are in lists of users and can
be deleted in the same way, the one in use included; every program that uses a deleted token stops working.

Documented by Bitsight in "DELETE: Delete a User".

Sends `DELETE /v2/users/{user_guid}`.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn delete_user(&self, user_guid: &str) -> Result<Response<()>, Error> {
        let arguments = Arguments {
            path: vec![user_guid.to_owned()],
            ..Arguments::default()
        };
        self.perform(&transport::DELETE_USER, &arguments, Answer::nothing).await
    }
    /**Require two-factor authentication

Requires a user to set up two-factor authentication. Only an Admin may do this. The response is 400 if the user
has it already.

Documented by Bitsight in "POST: Require a User to Implement 2FA".

Sends `POST /v2/users/{user_guid}/require-mfa`.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn require_mfa(&self, user_guid: &str) -> Result<Response<()>, Error> {
        let arguments = Arguments {
            path: vec![user_guid.to_owned()],
            ..Arguments::default()
        };
        self.perform(&transport::REQUIRE_MFA, &arguments, Answer::nothing).await
    }
    /**Reset two-factor authentication

Removes a user's second factor, so that a user who lost it can set up a new one. Only an Admin may do this. The
response is 400 if the user has two-factor authentication switched off.

Documented by Bitsight in "POST: Reset 2FA for a User".

Sends `POST /v2/users/{user_guid}/reset-mfa`.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn reset_mfa(&self, user_guid: &str) -> Result<Response<()>, Error> {
        let arguments = Arguments {
            path: vec![user_guid.to_owned()],
            ..Arguments::default()
        };
        self.perform(&transport::RESET_MFA, &arguments, Answer::nothing).await
    }
    /**Reset a pending enrolment in two-factor authentication

Removes a second factor that a user has begun to set up, so that the user can start again. For a factor that is
set up there is `reset_mfa`.

Not documented by Bitsight; seen in the OpenAPI description of the service.

Sends `POST /v2/users/{user_guid}/reset-pending-mfa`.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn reset_pending_mfa(
        &self,
        user_guid: &str,
    ) -> Result<Response<()>, Error> {
        let arguments = Arguments {
            path: vec![user_guid.to_owned()],
            ..Arguments::default()
        };
        self.perform(&transport::RESET_PENDING_MFA, &arguments, Answer::nothing).await
    }
    /**Resend the activation email

Sends the welcome email with the activation link again. Every call sends an email. The response is 400 if the
user is active already. The documentation doesn't say which roles may do this.

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
        self.perform(&transport::RESEND_ACTIVATION_EMAIL, &arguments, Answer::nothing)
            .await
    }
    /**Get the user quota

Reads how many users the account has, and how many more it may activate.

The quota counts active users. That an account may create up to 300 users a month is another limit, and no
operation tells how many of them are left.

Documented by Bitsight in "GET: User Quota".

Sends `GET /v1/users/quota`.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn get_user_quota(&self) -> Result<Response<types::UserQuota>, Error> {
        let arguments = Arguments::default();
        self.perform(&transport::GET_USER_QUOTA, &arguments, Answer::json).await
    }
    /**List the companies that a user viewed

Lists the companies that a user viewed most recently, and those viewed most often.

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
            query: Some(Query::of(&operations::LIST_COMPANY_VIEWS, query)),
            ..Arguments::default()
        };
        self.perform(&transport::LIST_COMPANY_VIEWS, &arguments, Answer::json).await
    }
    /**List access control groups

Lists the account's access control groups, and names the default one. The field `group` of a new or edited user
is the guid of a group.

Documented by Bitsight in "GET: Access Control Groups".

Sends `GET /v1/access-groups`.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn list_access_groups(
        &self,
    ) -> Result<Response<types::AccessGroups>, Error> {
        let arguments = Arguments::default();
        self.perform(&transport::LIST_ACCESS_GROUPS, &arguments, Answer::json).await
    }
    /**Get an access control group

Reads one access control group. With `expand`, its members are added.

Not documented by Bitsight; seen in the OpenAPI description of the service.

Sends `GET /v1/access-groups/{group_guid}`.

# Errors

[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.*/
    pub async fn get_access_group(
        &self,
        group_guid: &str,
        query: &requests::GetAccessGroupQuery,
    ) -> Result<Response<types::AccessGroup>, Error> {
        let arguments = Arguments {
            path: vec![group_guid.to_owned()],
            query: Some(Query::of(&operations::GET_ACCESS_GROUP, query)),
            ..Arguments::default()
        };
        self.perform(&transport::GET_ACCESS_GROUP, &arguments, Answer::json).await
    }
}
impl Client {
    ///All entries of [`list_users`](Self::list_users), requested page by page as they are needed: each once, also if the list changes on the way. `limit` is the size of a page, `offset` where to begin.
    pub fn list_users_stream(
        &self,
        query: &requests::ListUsersQuery,
    ) -> Paginated<types::UserPage> {
        let query = serde_json::to_value(query).unwrap_or_default();
        Paginated::new(self, &transport::LIST_USERS, query)
    }
}
impl Page for types::UserPage {
    type Item = types::User;
    fn read(answer: Answer) -> Result<Response<Self>, Error> {
        entries::read(answer)
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
        "list_users" => Some(crate::round_trip::page::<types::UserPage>(json)),
        "create_user" => Some(crate::round_trip::through::<types::User>(json)),
        "get_current_user" => Some(crate::round_trip::through::<types::User>(json)),
        "edit_current_user" => Some(crate::round_trip::through::<types::User>(json)),
        "query_users" => Some(crate::round_trip::page::<types::UserPage>(json)),
        "get_user" => Some(crate::round_trip::through::<types::User>(json)),
        "edit_user" => Some(crate::round_trip::through::<types::User>(json)),
        "get_user_quota" => Some(crate::round_trip::through::<types::UserQuota>(json)),
        "list_company_views" => {
            Some(crate::round_trip::through::<types::CompanyViews>(json))
        }
        "list_access_groups" => {
            Some(crate::round_trip::through::<types::AccessGroups>(json))
        }
        "get_access_group" => {
            Some(crate::round_trip::through::<types::AccessGroup>(json))
        }
        _ => None,
    }
}
