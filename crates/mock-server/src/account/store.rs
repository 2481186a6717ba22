//! What an account holds, and how it is found and changed.

use std::{sync::Arc, time::Duration};

use serde_json::{Map, Value, json};

use super::{
    lag::{Change, Lag, rotate},
    options::Options,
    user::User,
};
use crate::{clock::Clock, reply::Problem};

/// One account.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(super) options: Options,
    pub(super) clock: Clock,
    /// The roles that users can be given; empty if any can.
    pub(super) roles: Arc<[String]>,
    /// In the order they were added.
    pub(super) users: Vec<User>,
    /// The users as lists show them, if lists lag.
    lag: Lag,
    pub(super) groups: Vec<Map<String, Value>>,
    pub(super) default_group: String,
    pub(super) companies: Vec<Map<String, Value>>,
    pub(super) total_active_quota: u64,
    /// How many users were ever created, for guids that aren't used twice.
    pub(super) created: u64,
    /// The month of the last creation, and how many there were in it.
    pub(super) this_month: (String, u32),
}

impl Account {
    /// An account without anything in it.
    pub(super) fn empty(options: Options, clock: Clock, roles: Arc<[String]>) -> Self {
        Self {
            options,
            clock,
            roles,
            users: Vec::new(),
            lag: Lag::default(),
            groups: Vec::new(),
            default_group: String::new(),
            companies: Vec::new(),
            total_active_quota: 0,
            created: 0,
            this_month: (String::new(), 0),
        }
    }

    /// All users in full, as they are now and as `list_users` formats them.
    pub(crate) fn snapshot(&self) -> Vec<Value> {
        self.users.iter().map(User::listed).collect()
    }

    pub(crate) fn set_clock(&mut self, clock: Clock) {
        self.clock = clock;
    }

    pub(crate) fn options(&self) -> &Options {
        &self.options
    }

    /// Changes how the service behaves. Lists that begin to lag show everybody who is there now.
    pub(crate) fn set_options(&mut self, options: Options) {
        if self.options.list_lag_ms == 0 {
            self.show_everybody();
        }
        self.options = options;
    }

    /// Lets lists show the users as they are now, even if lists lag.
    pub(super) fn show_everybody(&mut self) {
        self.lag = Lag::start(&self.users);
    }

    /// Moves the first `count` users to the end of all lists.
    pub(crate) fn shift(&mut self, count: usize) {
        rotate(&mut self.users, count);
        self.lag.rotate(count);
    }

    pub(super) fn position(&self, guid: &str) -> Option<usize> {
        self.users.iter().position(|user| user.guid() == guid)
    }

    pub(super) fn find(&self, guid: &str) -> Result<&User, Problem> {
        let found = self.users.iter().find(|user| user.guid() == guid);
        found.ok_or_else(|| Problem::not_found("User"))
    }

    /// Adds a user, or replaces the one with the same guid.
    pub(super) fn put(&mut self, user: User) {
        self.apply(Change::Put(user));
    }

    /// Removes a user.
    pub(super) fn remove(&mut self, guid: &str) {
        self.apply(Change::Remove(guid.to_owned()));
    }

    fn apply(&mut self, change: Change) {
        if self.options.list_lag_ms > 0 {
            let delay = Duration::from_millis(self.options.list_lag_ms);
            self.lag.note(change.clone(), delay);
        }
        change.apply(&mut self.users);
    }

    /// The users as lists show them now.
    pub(super) fn shown(&mut self) -> &[User] {
        if self.options.list_lag_ms > 0 {
            self.lag.shown()
        } else {
            &self.users
        }
    }

    /// The group with this guid, or the default group, as it stands in a user.
    pub(super) fn group(&self, guid: Option<&str>) -> Result<Value, Problem> {
        let guid = guid.unwrap_or(&self.default_group);
        let has_guid = |group: &&Map<String, Value>| group.get("guid") == Some(&guid.into());
        match self.groups.iter().find(has_guid) {
            Some(group) => Ok(json!({ "guid": guid, "name": group.get("name") })),
            None => Err(Problem::bad_request("group: there is no such access group")),
        }
    }
}
