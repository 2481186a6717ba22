//! What the tests share: a server with a client that talks to it.

use std::time::{Duration, Instant};

use bitsight_users_mock::{Builder, DEFAULT_TOKEN, MockServer, Seed};
use reqwest::{Client, Method, Response, StatusCode};
use serde_json::{Value, json};

/// A running server and a client.
pub struct Mock {
    pub server: MockServer,
    pub http: Client,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub text: String,
    pub response: Value,
}

impl Answer {
    /// The problem's text.
    pub fn detail(&self) -> &str {
        self.response["detail"].as_str().unwrap_or_default()
    }
}

pub async fn start(builder: Builder) -> Mock {
    // No pool: each request gets a connection of its own, so that faults can't meet stale ones.
    let http = Client::builder()
        .no_proxy()
        .pool_max_idle_per_host(0)
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client");
    let server = builder.start().await.expect("a server");
    Mock { server, http }
}

pub async fn empty() -> Mock {
    start(MockServer::builder()).await
}

pub async fn with_users(count: usize) -> Mock {
    start(MockServer::builder().seed(Seed::numbered(count))).await
}

/// Waits until something is true, which it soon is.
pub async fn eventually(mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(10), "still not so");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

pub fn new_user(email: &str) -> Value {
    json!({
        "friendly_name": "Test",
        "formal_name": "Test Person",
        "email": email,
        "roles": [{ "slug": "customer_user" }],
    })
}

impl Mock {
    /// Sends a request, without waiting for the body of the answer.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> reqwest::Result<Response> {
        let url = format!("{}{path}", self.server.url());
        let mut request = self
            .http
            .request(method, url)
            .basic_auth(DEFAULT_TOKEN, Some(""));
        if let Some(body) = body {
            request = request.json(body);
        }
        request.send().await
    }

    pub async fn call(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        read(self.send(method, path, body).await.expect("an answer")).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.call(Method::POST, path, Some(body)).await
    }

    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.call(Method::PATCH, path, Some(body)).await
    }

    /// Creates a user; gives the guid.
    pub async fn create(&self, email: &str) -> String {
        let answer = self.post("/v2/users", &new_user(email)).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.response["guid"].as_str().expect("a guid").to_owned()
    }

    /// Posts to an admin route.
    pub async fn admin(&self, path: &str, body: &Value) -> Answer {
        let url = format!("{}{path}", self.server.admin_url());
        read(
            self.http
                .post(url)
                .json(body)
                .send()
                .await
                .expect("an answer"),
        )
        .await
    }

    pub async fn admin_get(&self, path: &str) -> Value {
        let url = format!("{}{path}", self.server.admin_url());
        read(self.http.get(url).send().await.expect("an answer"))
            .await
            .response
    }
}

pub async fn read(response: Response) -> Answer {
    let status: StatusCode = response.status();
    let text = response.text().await.expect("a body");
    Answer {
        status: status.as_u16(),
        response: serde_json::from_str(&text).unwrap_or_default(),
        text,
    }
}
