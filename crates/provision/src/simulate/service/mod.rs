//! The simulated service, and the other people who use it.

mod list;
mod network;
mod operations;
mod others;

use std::{collections::BTreeMap, rc::Rc};

use fastrand::Rng;
use serde_json::Value;

use super::world::{World, chance};
use crate::{Answer, Key, Request};

/// The service, whose time is in milliseconds since the start of the run.
pub(super) struct Service {
    pub(super) rng: Rng,
    pub(super) users: Vec<Stored>,
    /// What the list showed from when on.
    history: Vec<(u64, Rc<Vec<Value>>)>,
    pub(super) traits: Traits,
    pub(super) pending: Vec<Pending>,
    /// What our requests changed.
    pub(super) log: Vec<Change>,
    /// What other people will do, and when.
    others: Vec<(u64, Other)>,
    /// Whether anybody else changed anything.
    pub(super) disturbed: bool,
    /// Whether others deleted somebody, which shifts the pages of lists.
    pub(super) others_deleted: bool,
    seats: u64,
    next_guid: u32,
    /// Chance of a fault, in percent.
    pub(super) fault_percent: u32,
    /// Whether the token belongs to another account than before.
    pub(super) other_account: bool,
    pub(super) lost: usize,
    /// How many times in a row each request for a user by address has failed.
    failed_looks: BTreeMap<Look, u32>,
    /// Until when the list has shown what happened.
    shown: u64,
}

/// How this service behaves, as far as nobody knows how the real one does.
pub(super) struct Traits {
    /// How far the list lags behind at most, in milliseconds.
    pub(super) max_lag: u64,
    filter: Filter,
    /// Whether it refuses a second user with one address.
    unique: bool,
    /// Whether it stores addresses in lower case.
    lowers: bool,
    /// Whether its filter by address distinguishes case.
    exact_filter: bool,
    /// The most users on a page.
    page: u64,
    /// Whether pages leave people out.
    pub(super) partial: bool,
}

/// What the filters for company tokens and contacts mean.
#[derive(Clone, Copy)]
enum Filter {
    /// Users with that value; all if it isn't given.
    Equal,
    /// Users with that value, which is false if it isn't given.
    EqualOrFalse,
    /// All users with true; those without with anything else.
    Include,
}

/// A user with what only the service knows.
#[derive(Clone)]
pub(super) struct Stored {
    pub(super) user: Value,
    pub(super) since: u64,
    /// When somebody else last changed the role, the group or the status.
    pub(super) changed: Option<u64>,
}

/// A request under way.
pub(super) struct Pending {
    pub(super) id: u64,
    /// The host that sent it: a restarted one gets no answer to it.
    pub(super) host: u32,
    pub(super) request: Request,
    pub(super) sent: u64,
    /// When that host started.
    pub(super) host_start: u64,
    effect_at: Option<u64>,
    pub(super) answer_at: u64,
    fault: Fault,
    pub(super) answer: Option<Answer>,
}

#[derive(Clone, Copy, PartialEq)]
enum Fault {
    None,
    /// The answer never comes, or is one of the network in between.
    Lost(Option<u16>),
    /// Refused before it does anything.
    Refused(Option<u16>),
    /// Created, and the answer is empty.
    Empty,
}

/// A request for the users with an address: the address and the two filters.
type Look = (String, Option<bool>, Option<bool>);

/// A change that one of our requests made.
pub(super) struct Change {
    pub(super) sent: u64,
    pub(super) host_start: u64,
    pub(super) kind: ChangeKind,
    pub(super) guid: String,
    pub(super) key: Key,
    /// Activated administrators before and after.
    pub(super) admins: (usize, usize),
    /// The user as it was.
    pub(super) before: Option<Stored>,
    /// Since when there was another user with the same address.
    pub(super) twin_since: Option<u64>,
    pub(super) other_account: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum ChangeKind {
    Created,
    Edited,
    Deleted,
    Emailed,
    MfaRequired,
}

enum Other {
    Create(String),
    Delete(usize),
    Rename(usize),
    Promote(usize),
    Activate(usize),
}

impl Service {
    pub(super) fn new(mut rng: Rng, world: &World) -> Self {
        let filters = [Filter::Equal, Filter::EqualOrFalse, Filter::Include];
        let traits = Traits {
            max_lag: if chance(&mut rng, 60) {
                rng.u64(0..12_000)
            } else {
                0
            },
            filter: filters
                .get(rng.usize(0..3))
                .copied()
                .unwrap_or(Filter::Equal),
            unique: chance(&mut rng, 40),
            lowers: chance(&mut rng, 30),
            exact_filter: chance(&mut rng, 50),
            page: if chance(&mut rng, 30) {
                rng.u64(3..12)
            } else {
                100
            },
            partial: chance(&mut rng, 7),
        };
        let users: Vec<Stored> = world
            .users
            .iter()
            .map(|user| Stored {
                user: user.clone(),
                since: 0,
                changed: None,
            })
            .collect();
        let mut others = Vec::new();
        if chance(&mut rng, 40) {
            for _ in 0..rng.usize(1..6) {
                let latest = if rng.bool() { 5000 } else { 90_000 };
                let at = rng.u64(0..latest);
                let absent = world.absent.get(rng.usize(0..world.absent.len().max(1)));
                let anybody = rng.usize(0..users.len().max(1));
                // Those who are about to be deleted are who matters most.
                let whom = absent.copied().filter(|_| rng.bool()).unwrap_or(anybody);
                others.push((
                    at,
                    match rng.u32(0..10) {
                        0 | 1 => Other::Create(format!("n{}@example.com", rng.u32(0..5))),
                        2 => Other::Create(format!("stranger{at}@example.com")),
                        3 => Other::Delete(whom),
                        4 => Other::Rename(whom),
                        5..=7 => Other::Promote(whom),
                        _ => Other::Activate(whom),
                    },
                ));
            }
            others.sort_by_key(|(at, _)| *at);
        }
        let fault_percent = if chance(&mut rng, 70) {
            rng.u32(0..30)
        } else {
            0
        };
        let mut service = Self {
            rng,
            users,
            history: Vec::new(),
            traits,
            pending: Vec::new(),
            log: Vec::new(),
            others,
            disturbed: false,
            others_deleted: false,
            seats: world.seats,
            next_guid: 0,
            fault_percent,
            other_account: false,
            lost: 0,
            failed_looks: BTreeMap::new(),
            shown: 0,
        };
        service.publish(0);
        service
    }

    /// Makes the service answer without faults, and everybody else rest.
    pub(super) fn calm(&mut self) {
        self.fault_percent = 0;
        self.others.clear();
    }

    fn publish(&mut self, at: u64) {
        let users = self
            .users
            .iter()
            .map(|stored| stored.user.clone())
            .collect();
        self.history.push((at, Rc::new(users)));
    }
}
