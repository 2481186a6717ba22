//! Support for the tests against unknown services: a mock and a client on one paused clock.
//!
//! The clock moves by itself to the next timer whenever nothing else can happen, so that waits of
//! minutes take no time, and elapsed times are exact. The requests themselves take no time at all.

use std::time::Duration;

use bitsight_users::{Client, ClientBuilder, Effect, Error, NewUser, Response, User};
use bitsight_users_mock::{Fault, MockServer, Options, Seed};
use bitsight_users_tests::new_user;
use serde_json::{Value, json};

use crate::support::{Record, observed};

pub const CREATE: &str = "create_user";
pub const LIST: &str = "list_users";
pub const EMAIL: &str = "lost@example.com";

/// The settle time unless set: how long a user must have been absent before that is believed.
pub const SETTLE: Duration = Duration::from_secs(15);

/// A service, and a client of it.
pub struct Stranger {
    pub mock: MockServer,
    pub client: Client,
    pub record: Record,
}

/// A service that allows two users with one email, so that a second create shows as a second user.
pub async fn stranger(seed: Seed, change: impl FnOnce(&mut Options)) -> Stranger {
    stranger_with(seed, change, |builder| builder).await
}

pub async fn stranger_with(
    seed: Seed,
    change: impl FnOnce(&mut Options),
    configure: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> Stranger {
    let builder = MockServer::builder().seed(seed);
    let builder = builder.options(|options| options.unique_emails = false);
    let mock = builder.options(change).start().await.unwrap();
    let (builder, record) = observed(&mock.url());
    let client = configure(builder).build().unwrap();
    Stranger {
        mock,
        client,
        record,
    }
}

/// A user who is asked for, with these fields beside the usual ones.
pub fn asked(fields: Value) -> NewUser {
    let mut user = json!({ "email": EMAIL });
    for (name, value) in fields.as_object().unwrap() {
        user[name] = value.clone();
    }
    new_user(user)
}

/// The ways in which a create that takes effect can lose its answer.
pub fn losses() -> Vec<Fault> {
    let mut losses = vec![Fault::reset(), Fault::garbage(), Fault::html_524()];
    losses.extend([500, 502, 503, 504].map(|status| Fault::status(status, Value::Null)));
    losses
}

impl Stranger {
    /// Creates the user while `fault` strikes the first create.
    pub async fn create(&self, fault: Fault) -> Result<Response<User>, Error> {
        self.create_as(json!({}), fault).await
    }

    pub async fn create_as(&self, fields: Value, fault: Fault) -> Result<Response<User>, Error> {
        self.mock.inject(fault.on(CREATE));
        let outcome = self.client.create_user(&asked(fields)).await;
        // Writes that are still under way count as well.
        while self.mock.requests().iter().any(|request| request.pending) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        outcome
    }

    /// How many users have the email.
    pub fn created(&self) -> usize {
        let users = self.mock.users();
        users.iter().filter(|user| user["email"] == EMAIL).count()
    }

    /// How often a create was sent.
    pub fn creates(&self) -> usize {
        let sent = self.record.sent();
        sent.iter().filter(|sent| **sent == CREATE).count()
    }

    /// The user was found after the first create, and there is no other.
    pub fn found(&self, what: &str, outcome: Result<Response<User>, Error>) {
        let user = outcome.unwrap_or_else(|error| panic!("{what}: {error}"));
        assert!(user.recovered(), "{what}");
        assert_eq!(user.email, EMAIL, "{what}");
        assert_eq!((self.created(), self.creates()), (1, 1), "{what}");
    }

    /// The call says that the create may have taken effect, and sent no second one.
    pub fn in_doubt(&self, what: &str, outcome: Result<Response<User>, Error>) -> Error {
        let error = outcome.err().unwrap_or_else(|| panic!("{what}: a success"));
        assert_eq!(error.effect(), Effect::Possible, "{what}: {error}");
        assert_eq!(error.operation(), Some(CREATE), "{what}: {error}");
        assert_eq!(self.creates(), 1, "{what}");
        error
    }
}
