//! Progenitor's own client, generated from the document.

use std::{hint::black_box, num::NonZeroU64};

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};

use super::{PAGE, Subject};

#[allow(
    missing_docs,
    dead_code,
    unused_imports,
    mismatched_lifetime_syntaxes,
    clippy::all,
    reason = "generated"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/plain.rs"));
}

use generated::types;

/// The client.
pub struct Plain {
    client: generated::Client,
    user: types::NewUser,
}

impl Plain {
    /// A client of this server.
    pub fn new(base_url: &str) -> Self {
        // Its authentication has to be added from outside. This is `TOKEN` as a user name.
        let authorization = HeaderValue::from_static("Basic MDEyMzQ1Njc4OWFiY2RlZjo=");
        let headers = HeaderMap::from_iter([(AUTHORIZATION, authorization)]);
        let http = reqwest::Client::builder().default_headers(headers);
        let http = http.build().expect("the settings are right");
        let user = serde_json::json!({
            "friendly_name": "Arnold",
            "formal_name": "Arnold Brown",
            "email": "arnold@actorsfilms.us",
            "roles": [{ "slug": "customer_user" }],
        });
        Self {
            client: generated::Client::new_with_client(base_url, http),
            user: serde_json::from_value(user).expect("it is a user"),
        }
    }

    async fn page(&self, limit: u32, offset: Option<u32>) -> types::UserPage {
        let limit = NonZeroU64::new(limit.into());
        // In alphabetical order; the two are `limit` and `offset`.
        let page = self.client.list_users(
            None, None, None, None, None, None, None, None, limit, offset, None, None, None, None,
        );
        page.await.expect("it is listed").into_inner()
    }
}

impl Subject for Plain {
    async fn create(&self) {
        let user = self.client.create_user(&self.user).await;
        black_box(user.expect("it is created").into_inner().guid.len());
    }

    async fn list(&self, limit: u32) {
        let page = self.page(limit, None).await;
        assert_eq!(page.results.len(), limit as usize);
        black_box(page.results.len());
    }

    async fn stream(&self) -> usize {
        let mut count = 0;
        loop {
            let page = self.page(PAGE, Some(count as u32)).await;
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
