//! Whom a policy's scope holds.

use crate::prelude::*;

use crate::{
    Account, Key, Policy,
    field::{Fields, GROUP, ROLE, slugs},
    order::Index,
};

/// A scope whose groups are guids.
pub(super) struct ResolvedScope<'a> {
    policy: &'a Policy,
    groups: Index,
}

impl<'a> ResolvedScope<'a> {
    pub(super) fn new(account: &'a Account, policy: &'a Policy) -> Self {
        let named = &policy.scope.groups;
        let known = account.groups.as_deref().unwrap_or_default().iter();
        let by_name = known
            .filter(|group| named.contains(&group.name))
            .map(|group| group.guid.as_str());
        Self {
            policy,
            groups: Index::of(by_name.chain(named.iter().map(String::as_str))),
        }
    }

    /// Whether somebody with this address and these fields is in scope. A field may hold a wanted
    /// or a live value.
    pub(super) fn holds(&self, key: &Key, fields: &Fields) -> bool {
        let scope = &self.policy.scope;
        if !scope.has_domain(key) {
            return false;
        }
        let group = fields.get(GROUP).and_then(|group| group.as_str());
        if !scope.groups.is_empty() && !group.is_some_and(|group| self.groups.contains(group)) {
            return false;
        }
        let Some(role) = fields.get(ROLE).filter(|_| !scope.roles.is_empty()) else {
            return scope.roles.is_empty();
        };
        let named = |slug: &str| scope.roles.iter().any(|role| role == slug);
        // All roles: somebody who is an administrator besides isn't in a scope of users.
        let mut slugs = slugs(role).peekable();
        role.as_str().is_some_and(named) || (slugs.peek().is_some() && slugs.all(named))
    }
}
