//! Users as lists show them while lists lag behind the writes.

use std::{collections::VecDeque, time::Duration};

use tokio::time::Instant;

use super::user::User;

/// What lists show, and the changes that they don't show yet.
#[derive(Clone, Debug, Default)]
pub(super) struct Lag {
    shown: Vec<User>,
    /// In the order they were made, each with the time from which lists show it.
    pending: VecDeque<(Instant, Change)>,
}

/// A change to a user.
#[derive(Clone, Debug)]
pub(super) enum Change {
    /// The user was created or edited.
    Put(User),
    /// The user with this guid was deleted.
    Remove(String),
}

impl Lag {
    /// Lists show these users, and nothing is pending.
    pub(super) fn start(users: &[User]) -> Self {
        Self {
            shown: users.to_vec(),
            pending: VecDeque::new(),
        }
    }

    /// Notes a change that lists show after `delay`.
    pub(super) fn note(&mut self, change: Change, delay: Duration) {
        self.pending.push_back((Instant::now() + delay, change));
    }

    /// The users as lists show them now.
    pub(super) fn shown(&mut self) -> &[User] {
        let now = Instant::now();
        while self.pending.front().is_some_and(|(due, _)| *due <= now) {
            if let Some((_, change)) = self.pending.pop_front() {
                change.apply(&mut self.shown);
            }
        }
        &self.shown
    }

    /// Moves the first `count` users to the end of the lists.
    pub(super) fn rotate(&mut self, count: usize) {
        rotate(&mut self.shown, count);
    }
}

impl Change {
    /// Makes the change. New users are added at the end.
    pub(super) fn apply(self, users: &mut Vec<User>) {
        match self {
            Self::Put(user) => match users.iter_mut().find(|other| other.guid() == user.guid()) {
                Some(other) => *other = user,
                None => users.push(user),
            },
            Self::Remove(guid) => users.retain(|user| user.guid() != guid),
        }
    }
}

/// Moves the first `count` users to the end.
pub(super) fn rotate(users: &mut [User], count: usize) {
    if !users.is_empty() {
        users.rotate_left(count % users.len());
    }
}
