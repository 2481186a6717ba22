//! Filling an account from a seed.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::{
    options::Options,
    store::Account,
    user::{User, role},
};
use crate::{
    clock::Clock,
    seed::{Seed, SeedError},
};

impl Account {
    /// An account that holds the seed.
    pub(crate) fn new(
        seed: &Seed,
        options: Options,
        clock: Clock,
        roles: Arc<[String]>,
    ) -> Result<Self, SeedError> {
        let mut account = Self::empty(options, clock, roles);
        account.groups = seed.groups();
        account.default_group = seed.default_group();
        account.companies.clone_from(&seed.companies);
        account.total_active_quota = seed.total_active_quota;
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
        account.show_everybody();
        Ok(account)
    }

    /// The same account with another seed.
    pub(crate) fn reseeded(&self, seed: &Seed) -> Result<Self, SeedError> {
        let (options, clock) = (self.options.clone(), self.clock.clone());
        Self::new(seed, options, clock, self.roles.clone())
    }

    /// A user with the seed's values, and the usual values for the fields that the seed leaves out. As
    /// in requests, `group` may be a guid and roles may lack their names.
    fn seeded(&self, index: usize, mut fields: Map<String, Value>) -> Result<User, String> {
        let number = index + 1;
        let joined_time = match fields.get("joined_time") {
            Some(_) => String::new(),
            None => self.clock.now(),
        };
        if let Some(Value::String(guid)) = fields.get("group") {
            let group = self.group(Some(guid)).map_err(|problem| problem.detail)?;
            fields.insert("group".to_owned(), group);
        }
        if let Some(Value::Array(roles)) = fields.get_mut("roles") {
            for given in roles {
                let slug = given.get("slug").and_then(Value::as_str).map(str::to_owned);
                if let (Some(slug), None) = (slug, given.get("name")) {
                    *given = role(&slug);
                }
            }
        }
        let group = self.group(None).map_err(|problem| problem.detail)?;
        let guid = format!("5eed0000-0000-4000-8000-{number:012x}");
        let mut user = User::new(guid, joined_time, group);
        user.set("friendly_name", format!("User {number}"));
        user.set("formal_name", format!("Seeded User {number}"));
        user.set("email", format!("user{number}@example.com"));
        for (field, value) in fields {
            user.set(&field, value);
        }
        if user.guid().is_empty() {
            return Err("the guid must be a non-empty string".to_owned());
        }
        Ok(user)
    }
}
