//! Careful code by hand for these two endpoints: the limit.
//!
//! Without retries and checks, and without fields that the types don't have.

use std::hint::black_box;

use reqwest::Client;
use serde::{Deserialize, Serialize};

use super::{PAGE, Subject};
use crate::TOKEN;

/// The client.
pub struct HandWritten {
    http: Client,
    url: String,
    user: NewUser,
}

#[derive(Serialize)]
struct NewUser {
    friendly_name: String,
    formal_name: String,
    email: String,
    roles: Vec<NewRole>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<String>,
}

#[derive(Serialize)]
struct NewRole {
    slug: String,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "decoding the fields is what is measured")]
struct User {
    guid: String,
    friendly_name: String,
    formal_name: String,
    email: String,
    group: Group,
    status: String,
    last_login_time: Option<String>,
    joined_time: String,
    roles: Vec<Role>,
    is_available_for_contact: bool,
    is_company_api_token: bool,
    features: Option<Vec<Feature>>,
    landing_page: Option<String>,
    preferred_contact_for_entities: Option<Vec<String>>,
    mfa_status: Option<String>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "as above")]
struct Group {
    guid: String,
    name: String,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "as above")]
struct Role {
    name: String,
    slug: String,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "as above")]
struct Feature {
    slug: String,
    value: bool,
    can_update: bool,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "as above")]
struct Page {
    links: Links,
    count: i64,
    results: Vec<User>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "as above")]
struct Links {
    next: Option<String>,
    previous: Option<String>,
}

impl HandWritten {
    /// A client of this server.
    pub fn new(base_url: &str) -> Self {
        Self {
            http: Client::new(),
            url: format!("{base_url}/v2/users"),
            user: NewUser {
                friendly_name: "Arnold".to_owned(),
                formal_name: "Arnold Brown".to_owned(),
                email: "arnold@actorsfilms.us".to_owned(),
                roles: vec![NewRole {
                    slug: "customer_user".to_owned(),
                }],
                status: None,
                group: None,
            },
        }
    }

    async fn page(&self, query: &[(&str, u32)]) -> reqwest::Result<Page> {
        let request = self.http.get(&self.url).query(query);
        let response = request.basic_auth(TOKEN, Some("")).send().await?;
        response.error_for_status()?.json().await
    }

    async fn post(&self) -> reqwest::Result<User> {
        let request = self.http.post(&self.url).json(&self.user);
        let response = request.basic_auth(TOKEN, Some("")).send().await?;
        response.error_for_status()?.json().await
    }
}

impl Subject for HandWritten {
    async fn create(&self) {
        let user = self.post().await.expect("it is created");
        black_box(user.guid.len());
    }

    async fn list(&self, limit: u32) {
        let page = self.page(&[("limit", limit)]).await.expect("it is listed");
        assert_eq!(page.results.len(), limit as usize);
        black_box(page.results.len());
    }

    async fn stream(&self) -> usize {
        let mut count = 0;
        loop {
            let offset = u32::try_from(count).expect("there are not so many");
            let page = self.page(&[("limit", PAGE), ("offset", offset)]).await;
            let page = page.expect("it is listed");
            for user in page.results {
                black_box(user.email.len());
                count += 1;
            }
            if page.links.next.is_none() {
                return count;
            }
        }
    }
}
