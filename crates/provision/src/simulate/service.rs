//! The simulated service, and the other people who use it.

use std::rc::Rc;

use fastrand::Rng;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::world::{World, chance, user};
use crate::{Answer, Effect, Failure, Key, Request};

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
    seats: u64,
    next_guid: u32,
    /// Chance of a fault, in percent.
    pub(super) fault_percent: u32,
    /// Whether the token belongs to another account than before.
    pub(super) other_account: bool,
    pub(super) lost: usize,
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
            seats: world.seats,
            next_guid: 0,
            fault_percent,
            other_account: false,
            lost: 0,
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

    /// Takes a request of a host.
    pub(super) fn send(&mut self, id: u64, host: (u32, u64), request: Request, now: u64) {
        let latency = if chance(&mut self.rng, 5) {
            self.rng.u64(0..2000)
        } else {
            self.rng.u64(5..150)
        };
        let reaches = now + latency / 2;
        let mut pending = Pending {
            id,
            host: host.0,
            host_start: host.1,
            request,
            sent: now,
            effect_at: Some(reaches),
            answer_at: now + latency,
            fault: Fault::None,
            answer: None,
        };
        if chance(&mut self.rng, self.fault_percent) {
            pending.fault = match self.rng.u32(0..10) {
                0 | 1 => Fault::Lost(None),
                2 => Fault::Lost(Some(500)),
                3 => Fault::Lost(Some(524)),
                4 => Fault::Refused(Some(429)),
                5 => Fault::Refused(None),
                6 => Fault::Refused(Some(503)),
                // For other operations a 400 says something about the user.
                7 if matches!(
                    pending.request,
                    Request::CreateUser { .. } | Request::EditUser { .. }
                ) =>
                {
                    Fault::Refused(Some(400))
                }
                8 if matches!(pending.request, Request::CreateUser { .. }) => Fault::Empty,
                _ => Fault::Lost(Some(502)),
            };
        }
        match pending.fault {
            Fault::Refused(_) => pending.effect_at = None,
            // Lost on the way there, on the way back, or held up somewhere.
            Fault::Lost(_) => match self.rng.u32(0..3) {
                0 => pending.effect_at = None,
                1 => {}
                _ => pending.effect_at = Some(reaches + self.rng.u64(0..5000)),
            },
            Fault::None | Fault::Empty => {}
        }
        self.pending.push(pending);
    }

    /// When something happens next.
    pub(super) fn next_event(&self, host: u32) -> Option<u64> {
        let effects = self.pending.iter().filter_map(|pending| pending.effect_at);
        let answers = self
            .pending
            .iter()
            .filter(|pending| pending.host == host)
            .map(|pending| pending.answer_at);
        effects
            .chain(answers)
            .chain(self.others.first().map(|(at, _)| *at))
            .min()
    }

    /// Lets everything happen that is due by `now`, in order.
    pub(super) fn advance(&mut self, now: u64, wall: &dyn Fn(u64) -> Timestamp) {
        loop {
            let effect = self
                .pending
                .iter()
                .enumerate()
                .filter_map(|(index, pending)| Some((pending.effect_at?, index)))
                .min();
            let other = self.others.first().map(|(at, _)| *at);
            match (effect, other) {
                (Some((at, index)), other)
                    if at <= now && other.is_none_or(|other| at <= other) =>
                {
                    if let Some(pending) = self.pending.get_mut(index) {
                        pending.effect_at = None;
                        let (request, sent, host_start) =
                            (pending.request.clone(), pending.sent, pending.host_start);
                        let answer = self.perform(&request, at, (sent, host_start), wall(at));
                        if let Some(pending) = self.pending.get_mut(index) {
                            pending.answer = Some(answer);
                        }
                    }
                }
                (_, Some(at)) if at <= now => {
                    let (at, other) = self.others.remove(0);
                    self.disturb(&other, at, wall(at));
                }
                _ => break,
            }
        }
    }

    /// The answer that has come for this host, if one has.
    pub(super) fn take_answer(&mut self, host: u32, now: u64) -> Option<(u64, Answer)> {
        // What nobody waits for is forgotten once it has happened.
        self.pending
            .retain(|pending| pending.host == host || pending.effect_at.is_some());
        let due = self
            .pending
            .iter()
            .enumerate()
            .filter(|(_, pending)| pending.host == host && pending.answer_at <= now);
        let (index, _) = due.min_by_key(|(_, pending)| (pending.answer_at, pending.id))?;
        let pending = self.pending.get_mut(index)?;
        let fault = pending.fault;
        let answer = pending.answer.take();
        let id = pending.id;
        let is_read = pending.request.is_read();
        if pending.effect_at.is_some() {
            // It takes effect later, for nobody.
            pending.host = u32::MAX;
        } else {
            self.pending.remove(index);
        }
        let failure = |status: Option<u16>, effect, code: &str| {
            Answer::Failure(Failure {
                status,
                code: code.to_owned(),
                effect,
                retry_after: None,
            })
        };
        Some((
            id,
            match (fault, answer) {
                (Fault::None, Some(answer)) => answer,
                (Fault::Empty, Some(Answer::Success { .. })) => Answer::Success { body: None },
                (Fault::Empty, Some(answer)) => answer,
                (Fault::Refused(Some(429)), _) => Answer::Failure(Failure {
                    status: Some(429),
                    code: "rate_limited".to_owned(),
                    effect: Effect::None,
                    retry_after: chance(&mut self.rng, 50)
                        .then(|| std::time::Duration::from_secs(2)),
                }),
                (Fault::Refused(status), _) => failure(status, Effect::None, "refused"),
                (Fault::Lost(status), answer) => {
                    self.lost +=
                        usize::from(!is_read && matches!(answer, Some(Answer::Success { .. })));
                    failure(
                        status,
                        if is_read {
                            Effect::None
                        } else {
                            Effect::Possible
                        },
                        "lost",
                    )
                }
                (Fault::None | Fault::Empty, None) => failure(Some(500), Effect::Possible, "lost"),
            },
        ))
    }

    /// Activated administrators. Company tokens are none.
    fn admins(&self) -> usize {
        let is_admin = |user: &Value| {
            user["status"] == "Activated"
                && user["is_company_api_token"] == false
                && user["roles"][0]["slug"] == "customer_admin"
        };
        self.users
            .iter()
            .filter(|stored| is_admin(&stored.user))
            .count()
    }

    fn index(&self, guid: &str) -> Option<usize> {
        self.users
            .iter()
            .position(|stored| stored.user["guid"] == guid)
    }

    fn holder(&self, key: &Key) -> Option<&Stored> {
        self.users
            .iter()
            .find(|stored| Key::new(stored.user["email"].as_str().unwrap_or_default()) == *key)
    }

    fn perform(
        &mut self,
        request: &Request,
        at: u64,
        (sent, host_start): (u64, u64),
        wall: Timestamp,
    ) -> Answer {
        let admins = self.admins();
        let body = |value: Value| Answer::Success { body: Some(value) };
        let refuse = |status: u16| {
            let code = format!("status_{status}");
            Answer::Failure(Failure {
                status: Some(status),
                code,
                effect: Effect::None,
                retry_after: None,
            })
        };
        let (kind, guid, key, before, twin_since, answer) = match request {
            Request::ListUsers {
                limit,
                offset,
                email,
                is_company_api_token,
                is_available_for_contact,
            } => {
                return self.list(
                    at,
                    (*limit, *offset),
                    email.as_deref(),
                    (*is_company_api_token, *is_available_for_contact),
                );
            }
            Request::GetUser { user_guid } => {
                return self
                    .index(user_guid)
                    .and_then(|index| self.users.get(index))
                    .map_or(refuse(404), |stored| body(stored.user.clone()));
            }
            Request::GetCurrentUser => {
                return body(
                    json!({"guid": if self.other_account { "someone-else" } else { "g0" }}),
                );
            }
            Request::ListAccessGroups => {
                return body(json!({"groups": [{"guid": "group-1", "name": "One"}]}));
            }
            Request::GetUserQuota => {
                return body(
                    json!({"remaining_active_quota": self.seats, "total_active_quota": 99_999u64.min(self.seats + 100)}),
                );
            }
            Request::CreateUser { body: fields } => {
                let email = fields
                    .get("email")
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                let key = Key::new(email);
                let twin_since = self.holder(&key).map(|stored| stored.since);
                if twin_since.is_some() && self.traits.unique {
                    return refuse(409);
                }
                if self.seats == 0 {
                    return refuse(402);
                }
                if self.seats != 99_999 {
                    self.seats -= 1;
                }
                let email = if self.traits.lowers {
                    key.to_string()
                } else {
                    email.to_owned()
                };
                self.next_guid += 1;
                let guid = format!("c{}", self.next_guid);
                let mut created = user(&guid, &email, "", "Created", &wall.to_string());
                update(&mut created, fields, &email);
                self.users.push(Stored {
                    user: created.clone(),
                    since: at,
                    changed: None,
                });
                (
                    ChangeKind::Created,
                    guid,
                    key,
                    None,
                    twin_since,
                    body(created),
                )
            }
            Request::EditUser {
                user_guid,
                body: fields,
            } => {
                let Some(index) = self.index(user_guid) else {
                    return refuse(404);
                };
                let wanted = fields.get("email").and_then(Value::as_str);
                if let Some(email) = wanted
                    && self
                        .holder(&Key::new(email))
                        .is_some_and(|stored| stored.user["guid"] != user_guid.as_str())
                {
                    return refuse(409);
                }
                let Some(stored) = self.users.get_mut(index) else {
                    return refuse(404);
                };
                let before = stored.clone();
                let email = wanted.map(str::to_owned).unwrap_or_else(|| {
                    before.user["email"].as_str().unwrap_or_default().to_owned()
                });
                update(&mut stored.user, fields, &email);
                let answer = body(stored.user.clone());
                (
                    ChangeKind::Edited,
                    user_guid.clone(),
                    Key::new(&email),
                    Some(before),
                    None,
                    answer,
                )
            }
            Request::DeleteUser { user_guid } => {
                let Some(index) = self.index(user_guid) else {
                    return refuse(404);
                };
                let before = self.users.remove(index);
                let key = Key::new(before.user["email"].as_str().unwrap_or_default());
                (
                    ChangeKind::Deleted,
                    user_guid.clone(),
                    key,
                    Some(before),
                    None,
                    Answer::Success { body: None },
                )
            }
            Request::RequireMfa { user_guid } | Request::ResendActivationEmail { user_guid } => {
                let Some(stored) = self
                    .index(user_guid)
                    .and_then(|index| self.users.get_mut(index))
                else {
                    return refuse(404);
                };
                let before = stored.clone();
                let is_mfa = matches!(request, Request::RequireMfa { .. });
                let refused = if is_mfa {
                    stored.user["mfa_status"] == "Enabled"
                } else {
                    stored.user["status"] == "Activated"
                };
                if refused {
                    return refuse(400);
                }
                if is_mfa {
                    stored.user["mfa_status"] = json!("Pending");
                }
                let kind = if is_mfa {
                    ChangeKind::MfaRequired
                } else {
                    ChangeKind::Emailed
                };
                let key = Key::new(before.user["email"].as_str().unwrap_or_default());
                (
                    kind,
                    user_guid.clone(),
                    key,
                    Some(before),
                    None,
                    Answer::Success { body: None },
                )
            }
        };
        self.publish(at);
        let admins = (admins, self.admins());
        self.log.push(Change {
            sent,
            host_start,
            kind,
            guid,
            key,
            admins,
            before,
            twin_since,
            other_account: self.other_account,
        });
        answer
    }

    fn list(
        &mut self,
        at: u64,
        (limit, offset): (u32, u64),
        email: Option<&str>,
        (token, contact): (Option<bool>, Option<bool>),
    ) -> Answer {
        let lag = if self.traits.max_lag == 0 {
            0
        } else {
            self.rng.u64(0..self.traits.max_lag)
        };
        // It never shows an older state than it has shown.
        self.shown = self.shown.max(at.saturating_sub(lag));
        let seen = self.shown;
        let shown = self
            .history
            .iter()
            .rev()
            .find(|(since, _)| *since <= seen)
            .map(|(_, users)| Rc::clone(users))
            .unwrap_or_default();
        let filter = self.traits.filter;
        let passes = |flag: &Value, wanted: Option<bool>| match filter {
            Filter::Equal => wanted.is_none_or(|wanted| *flag == wanted),
            Filter::EqualOrFalse => *flag == wanted.unwrap_or(false),
            Filter::Include => wanted == Some(true) || *flag == false,
        };
        let same = |user: &Value| {
            email.is_none_or(|email| {
                let stored = user["email"].as_str().unwrap_or_default();
                if self.traits.exact_filter {
                    stored == email
                } else {
                    stored.eq_ignore_ascii_case(email)
                }
            })
        };
        let matching: Vec<&Value> = shown
            .iter()
            .filter(|user| {
                passes(&user["is_company_api_token"], token)
                    && passes(&user["is_available_for_contact"], contact)
                    && same(user)
            })
            .collect();
        let (count, size) = (matching.len(), u64::from(limit).min(self.traits.page));
        let from = usize::try_from(offset).unwrap_or(usize::MAX);
        let page = matching
            .into_iter()
            .skip(from)
            .take(usize::try_from(size).unwrap_or(0));
        let mut page: Vec<Value> = page.cloned().collect();
        if self.traits.partial && email.is_none() && !page.is_empty() {
            page.truncate(self.rng.usize(0..page.len()));
        }
        let next = offset + size;
        let next = (next < count as u64)
            .then(|| format!("https://sim/v2/users?limit={limit}&offset={next}"));
        Answer::Success {
            body: Some(
                json!({"count": count, "results": page, "links": {"next": next, "previous": null}}),
            ),
        }
    }

    /// Somebody else does something. Administrators are left alone: that they stay is an invariant
    /// of ours, not theirs.
    fn disturb(&mut self, other: &Other, at: u64, wall: Timestamp) {
        self.disturbed = true;
        let is_person = |stored: &Stored| {
            stored.user["roles"][0]["slug"] != "customer_admin"
                && stored.user["is_company_api_token"] == false
        };
        match other {
            Other::Create(email) => {
                if self.holder(&Key::new(email)).is_none() {
                    self.next_guid += 1;
                    let guid = format!("o{}", self.next_guid);
                    let created = user(&guid, email, "customer_user", "Created", &wall.to_string());
                    self.users.push(Stored {
                        user: created,
                        since: at,
                        changed: None,
                    });
                }
            }
            Other::Delete(index) => {
                if self.users.get(*index).is_some_and(is_person) {
                    self.users.remove(*index);
                }
            }
            Other::Rename(index) | Other::Promote(index) | Other::Activate(index) => {
                if let Some(stored) = self
                    .users
                    .get_mut(*index)
                    .filter(|stored| is_person(stored))
                {
                    match other {
                        Other::Rename(_) => stored.user["formal_name"] = json!("Changed by others"),
                        Other::Promote(_) => {
                            stored.user["roles"] =
                                json!([{"name": "x", "slug": "customer_group_admin"}]);
                            stored.changed = Some(at);
                        }
                        _ if stored.user["status"] == "Created" => {
                            stored.user["status"] = json!("Activated");
                            stored.changed = Some(at);
                        }
                        _ => {}
                    }
                }
            }
        }
        self.publish(at);
    }
}

/// Gives a user the fields of a request.
fn update(user: &mut Value, fields: &Map<String, Value>, email: &str) {
    for (name, value) in fields {
        user[name.as_str()] = match name.as_str() {
            "group" => json!({"guid": value, "name": "x"}),
            _ => value.clone(),
        };
    }
    user["email"] = json!(email);
}
