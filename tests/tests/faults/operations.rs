//! The operations as the matrix calls them, and how the server's state shows that they were done.

use bitsight_users::{Client, Error, Response, UserChanges, types};
use bitsight_users_mock::MockServer;
use bitsight_users_tests::new_user;
use serde_json::{Value, json};

/// The default group of the mock.
const GROUP: &str = "bbbbbbbb-2222-bbbb-2222-bbbbbbbbbbbb";

/// Calls an operation about a user, whom a create gives the fields in `asked` as well; how many requests
/// it took, and whether it was recovered.
pub async fn call(
    client: &Client,
    operation: &str,
    subject: &str,
    asked: &Value,
) -> Result<(u32, bool), Error> {
    fn facts<T>(response: Response<T>) -> (u32, bool) {
        (response.attempts(), response.recovered())
    }
    match operation {
        "list_users" => client
            .list_users(&types::ListUsersQuery::new())
            .await
            .map(facts),
        "create_user" => {
            let mut user = json!({ "email": subject });
            for (name, value) in asked.as_object().into_iter().flatten() {
                user[name] = value.clone();
            }
            client.create_user(&new_user(user)).await.map(facts)
        }
        "get_user" => client.get_user(subject).await.map(facts),
        "edit_user" => {
            let changes = UserChanges::new().friendly_name("After");
            client.edit_user(subject, &changes).await.map(facts)
        }
        "delete_user" => client.delete_user(subject).await.map(facts),
        "require_mfa" => client.require_mfa(subject).await.map(facts),
        "reset_mfa" => client.reset_mfa(subject).await.map(facts),
        "resend_activation_email" => client.resend_activation_email(subject).await.map(facts),
        "get_user_quota" => client.get_user_quota().await.map(facts),
        "list_company_views" => {
            let query = types::ListCompanyViewsQuery::new();
            client.list_company_views(subject, &query).await.map(facts)
        }
        "list_access_groups" => client.list_access_groups().await.map(facts),
        "get_current_user" => client.get_current_user().await.map(facts),
        "edit_current_user" => {
            let changes = UserChanges::new().friendly_name("After");
            client.edit_current_user(&changes).await.map(facts)
        }
        "query_users" => {
            let query = types::UserQuery::builder().guid([subject]).build();
            client.query_users(&query).await.map(facts)
        }
        "reset_pending_mfa" => client.reset_pending_mfa(subject).await.map(facts),
        "get_access_group" => {
            let query = types::GetAccessGroupQuery::new();
            client.get_access_group(GROUP, &query).await.map(facts)
        }
        other => panic!("no such operation: {other}"),
    }
}

pub fn is_read(operation: &str) -> bool {
    ["list_", "get_", "query_"]
        .iter()
        .any(|verb| operation.starts_with(verb))
}

/// How often an operation took effect.
pub fn times_done(mock: &MockServer, operation: &str, subject: &str) -> usize {
    let users = mock.users();
    let is = |key: &'static str, value: &str| {
        let value = Value::from(value);
        let subject = users.iter().find(move |user| user["guid"] == subject);
        usize::from(subject.is_some_and(|user| user[key] == value))
    };
    match operation {
        "create_user" => users.iter().filter(|user| user["email"] == subject).count(),
        "edit_user" | "edit_current_user" => is("friendly_name", "After"),
        "delete_user" => usize::from(!users.iter().any(|user| user["guid"] == subject)),
        "require_mfa" => is("mfa_status", "Pending"),
        "reset_mfa" | "reset_pending_mfa" => is("mfa_status", "Not Enabled"),
        // Emails leave no trace in the users.
        "resend_activation_email" => {
            let sent = mock
                .requests()
                .into_iter()
                .filter(|request| request.status == Some(200));
            sent.map(|request| request.delivered as usize).sum()
        }
        _ => 0,
    }
}
