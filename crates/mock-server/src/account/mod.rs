//! The account: its users, groups and companies, and what the operations do to them.

mod changes;
mod documented;
mod lifecycle;
mod list;
mod user;
mod views;

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use crate::{
    clock::Clock,
    reply::{Problem, Reply},
    seed::{Seed, SeedError},
};

pub(crate) use lifecycle::Event;
pub(crate) use list::ListQuery;
pub(crate) use user::User;

/// How many users may be created in a calendar month, as documented.
pub(crate) const MONTHLY_LIMIT: u32 = 300;

/// How an account behaves, as opposed to what is in it.
#[derive(Clone, Debug)]
pub(crate) struct Behaviour {
    /// Whether the documented request gives the documented response.
    pub(crate) documented: bool,
    pub(crate) monthly_limit: u32,
    pub(crate) clock: Clock,
}

/// One account.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    behaviour: Behaviour,
    /// In the order they were added.
    users: Vec<User>,
    groups: Vec<Map<String, Value>>,
    default_group: String,
    companies: Vec<Map<String, Value>>,
    total_active_quota: u64,
    /// How many users were ever created, for guids that aren't used twice.
    created: u64,
    /// The month of the last creation, and how many there were in it.
    this_month: (String, u32),
}

impl Account {
    /// An account with what `seed` says.
    pub(crate) fn new(seed: &Seed, behaviour: Behaviour) -> Result<Self, SeedError> {
        let mut account = Self {
            behaviour,
            users: Vec::new(),
            groups: seed.groups(),
            default_group: seed.default_group(),
            companies: seed.companies.clone(),
            total_active_quota: seed.total_active_quota,
            created: 0,
            this_month: (String::new(), 0),
        };
        account
            .group(None)
            .map_err(|_| SeedError::new("default_group: there is no such access group"))?;
        for (index, fields) in seed.users.iter().enumerate() {
            let at = |message| SeedError::new(format!("users[{index}]: {message}"));
            let user = account.seeded(index, fields.clone()).map_err(at)?;
            if account.position(user.guid()).is_some() {
                return Err(at(format!("a second user has the guid {}", user.guid())));
            }
            account.users.push(user);
        }
        Ok(account)
    }

    /// The same account with what another seed says.
    pub(crate) fn reseeded(&self, seed: &Seed) -> Result<Self, SeedError> {
        Self::new(seed, self.behaviour.clone())
    }

    /// All users in full, as `list_users` shows them.
    pub(crate) fn snapshot(&self) -> Vec<Value> {
        self.users.iter().map(User::listed).collect()
    }

    pub(crate) fn set_clock(&mut self, clock: Clock) {
        self.behaviour.clock = clock;
    }

    pub(crate) fn get(&self, guid: &str) -> Result<Reply, Problem> {
        Ok(Reply::ok(self.find(guid)?.single()))
    }

    pub(crate) fn create(&mut self, mut fields: Map<String, Value>) -> Result<Reply, Problem> {
        let email = fields
            .get("email")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let pinned = documented::pinned(email)
            .filter(|(guid, _)| self.behaviour.documented && self.position(guid).is_none());
        let (guid, joined_time) = match pinned {
            Some((guid, time)) => (guid.to_owned(), time.to_owned()),
            // Recognisable, and still a UUID in form.
            None => (
                format!("c0de0000-0000-4000-8000-{:012x}", self.created + 1),
                self.behaviour.clock.now(),
            ),
        };
        let mut user = User::new(guid, joined_time, self.group(None)?);
        if let Some(status) = fields.shift_remove("status") {
            user.set("status", status);
        }
        self.change(&mut user, fields)?;
        self.count_creation()?;
        let reply = Reply {
            status: StatusCode::CREATED,
            body: Some(user.single()),
        };
        self.users.push(user);
        Ok(reply)
    }

    pub(crate) fn edit(
        &mut self,
        guid: &str,
        changes: Map<String, Value>,
    ) -> Result<Reply, Problem> {
        // On a copy, so that a change that fails half-way changes nothing.
        let mut user = self.find(guid)?.clone();
        self.change(&mut user, changes)?;
        let reply = Reply::ok(user.single());
        *self.find_mut(guid)? = user;
        Ok(reply)
    }

    pub(crate) fn delete(&mut self, guid: &str) -> Result<Reply, Problem> {
        let index = self
            .position(guid)
            .ok_or_else(|| Problem::not_found("User"))?;
        self.users.remove(index);
        Ok(Reply::empty(StatusCode::NO_CONTENT))
    }

    pub(crate) fn quota(&self) -> Reply {
        let total = self.users.len();
        let is_active = |user: &&User| user.text("status") == lifecycle::ACTIVATED;
        let active = self.users.iter().filter(is_active).count();
        let quota = self.total_active_quota;
        Reply::ok(json!({
            "active_user_count": active,
            "inactive_user_count": total - active,
            "total_user_count": total,
            "remaining_active_quota": quota.saturating_sub(active as u64),
            "total_active_quota": quota,
        }))
    }

    fn position(&self, guid: &str) -> Option<usize> {
        self.users.iter().position(|user| user.guid() == guid)
    }

    fn find(&self, guid: &str) -> Result<&User, Problem> {
        let found = self.users.iter().find(|user| user.guid() == guid);
        found.ok_or_else(|| Problem::not_found("User"))
    }

    fn find_mut(&mut self, guid: &str) -> Result<&mut User, Problem> {
        let found = self.users.iter_mut().find(|user| user.guid() == guid);
        found.ok_or_else(|| Problem::not_found("User"))
    }

    /// Refuses an email address that another user than `owner` has.
    fn free_email(&self, email: &str, owner: Option<&str>) -> Result<(), Problem> {
        let mut others = self.users.iter().filter(|user| Some(user.guid()) != owner);
        if others.any(|user| user.has_email(email)) {
            return Err(Problem::conflict("email: another user has this address"));
        }
        Ok(())
    }

    fn count_creation(&mut self) -> Result<(), Problem> {
        let month = self.behaviour.clock.month();
        if self.this_month.0 != month {
            self.this_month = (month, 0);
        }
        if self.this_month.1 >= self.behaviour.monthly_limit {
            let limit = self.behaviour.monthly_limit;
            let detail = format!("This month's limit of {limit} created users is reached.");
            return Err(Problem::new(StatusCode::PAYMENT_REQUIRED, detail));
        }
        self.this_month.1 += 1;
        self.created += 1;
        self.behaviour.clock.tick();
        Ok(())
    }
}
