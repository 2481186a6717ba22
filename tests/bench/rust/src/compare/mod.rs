//! The subjects of the comparison behind one trait, and the server that they talk to.

mod hand_written;
mod plain;
mod server;

use bitsight_users::{Client, NewUser};

use crate::{USERS, ours};

pub use hand_written::HandWritten;
pub use plain::Plain;
pub use server::Server;

/// The service's default page size.
pub const PAGE: u32 = 100;

/// The names of the subjects, the baseline first.
pub const SUBJECTS: [&str; 3] = ["reqwest + serde by hand", "bitsight-users", "progenitor"];

/// A subject of the comparison.
#[allow(async_fn_in_trait, reason = "nobody else uses it")]
pub trait Subject {
    /// Creates a user.
    async fn create(&self);
    /// Fetches the first page of this size.
    async fn list(&self, limit: u32);
    /// Reads all users, page by page; returns their number.
    async fn stream(&self) -> usize;
}

/// The work of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// One user is created.
    Create,
    /// A page of this size is fetched.
    List(u32),
    /// All users are read, in pages of a hundred.
    Stream,
    /// Three users are created at once.
    CreateThree,
}

impl Work {
    /// All rows.
    pub const ALL: [Self; 5] = [
        Self::Create,
        Self::List(PAGE),
        Self::List(1000),
        Self::Stream,
        Self::CreateThree,
    ];

    /// Its id.
    pub fn id(self) -> String {
        match self {
            Self::Create => "create".to_owned(),
            Self::List(limit) => format!("list-{limit}"),
            Self::Stream => "stream-10000".to_owned(),
            Self::CreateThree => "create-3".to_owned(),
        }
    }

    /// Its heading.
    pub fn title(self) -> String {
        match self {
            Self::Create => "create one user".to_owned(),
            Self::List(limit) => format!("list {limit}"),
            Self::Stream => "stream of 10,000 users".to_owned(),
            Self::CreateThree => "3 creates at once".to_owned(),
        }
    }

    /// Does it once.
    pub async fn run(self, subject: &impl Subject) {
        match self {
            Self::Create => subject.create().await,
            Self::List(limit) => subject.list(limit).await,
            Self::Stream => assert_eq!(subject.stream().await, USERS),
            Self::CreateThree => {
                tokio::join!(subject.create(), subject.create(), subject.create());
            }
        }
    }
}

/// bitsight-users.
pub struct Ours {
    client: Client,
    user: NewUser,
}

impl Ours {
    /// A client of this server.
    pub fn new(base_url: &str) -> Self {
        Self {
            client: ours::client(base_url),
            user: ours::new_user(),
        }
    }
}

impl Subject for Ours {
    async fn create(&self) {
        ours::create(&self.client, &self.user).await;
    }

    async fn list(&self, limit: u32) {
        ours::list(&self.client, limit).await;
    }

    async fn stream(&self) -> usize {
        ours::stream(&self.client).await
    }
}
