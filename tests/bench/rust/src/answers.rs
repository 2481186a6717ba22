//! The answers of the server: users with every documented field, in pages.

use std::fmt::Write;

/// The text of the user of a create, which has to be the one that was asked for.
pub fn created() -> String {
    let user = user(0);
    user.replace("\"User 0\"", "\"Arnold\"")
        .replace("Numbered User 0", "Arnold Brown")
        .replace("user0@example.com", "arnold@actorsfilms.us")
}

/// The text of one user.
pub fn user(number: usize) -> String {
    // Spelt as in the documentation; a third of the users has never logged in.
    let login = match number % 3 {
        0 => "null".to_owned(),
        _ => format!("\"2020-05-18T17:57:{:02}.400803Z\"", number % 60),
    };
    format!(
        r#"{{"guid":"{number:08x}-aaaa-4111-aaaa-{number:012}","friendly_name":"User {number}","formal_name":"Numbered User {number}","email":"user{number}@example.com","group":{{"guid":"bbbbbbbb-2222-4bbb-2222-bbbbbbbbbbbb","name":"All Companies"}},"status":"Activated","last_login_time":{login},"joined_time":"2020-02-02T20:20:20Z","roles":[{{"name":"User","slug":"customer_user"}}],"is_available_for_contact":false,"is_company_api_token":false,"features":[{{"slug":"wfh-ro","value":true,"can_update":true}},{{"slug":"fq-access","value":false,"can_update":true}}],"landing_page":"DEFAULT","preferred_contact_for_entities":[],"mfa_status":"Enabled"}}"#
    )
}

/// The text of a page of an account with so many users.
pub fn page(users: usize, url: &str, limit: usize, offset: usize) -> String {
    let end = (offset + limit).min(users);
    let mut text = r#"{"links":{"next":"#.to_owned();
    if end < users {
        let _ = write!(text, r#""{url}?limit={limit}&offset={end}""#);
    } else {
        text.push_str("null");
    }
    let _ = write!(text, r#","previous":null}},"count":{users},"results":["#);
    for number in offset..end {
        if number > offset {
            text.push(',');
        }
        text.push_str(&user(number));
    }
    text.push_str("]}");
    text
}

/// A whole HTTP answer.
pub fn http(status: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\nx-request-id: 0123456789\r\n\
         content-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}
