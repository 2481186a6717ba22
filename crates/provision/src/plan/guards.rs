//! Guards: limits that keep a wrong list, or a bad reading of the account, from doing much harm.
//!
//! They are judged when a plan is made and again when it is applied, each time over all actions
//! that are still to be done.

use crate::prelude::*;

use super::item::{Action, Item, Reason, Status};
use crate::{Account, Policy, Timestamp, json::members, time};

/// A guard that refused something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Which guard.
    pub guard: Reason,
    /// How many actions it refused.
    pub actions: usize,
    /// The figure that it judged.
    pub figure: u64,
    /// The limit.
    pub limit: u64,
    /// The option that lifts the limit, with the value that is needed; `None` if none does.
    pub option: Option<String>,
    /// All of that for people.
    pub message: String,
}

/// What reading one begins with.
const BLANK: Refusal = Refusal {
    guard: Reason::Matches,
    actions: 0,
    figure: 0,
    limit: 0,
    option: None,
    message: String::new(),
};

members!(Refusal from BLANK, {
    required guard,
    required actions,
    required figure,
    required limit,
    optional option,
    required message,
});

/// What guards judge by, besides the actions.
pub(crate) struct Facts<'a> {
    pub(crate) account: &'a Account,
    pub(crate) policy: &'a Policy,
    pub(crate) now: Timestamp,
    /// How many people are in scope.
    pub(crate) in_scope: usize,
    /// How many rows match a user.
    pub(crate) matched: usize,
    /// How many users were created this month.
    pub(crate) created_this_month: u64,
    /// How many deletes and edits of this plan are done already.
    pub(crate) deletes_done: usize,
    pub(crate) edits_done: usize,
    /// A guard that a test has switched off.
    pub(crate) without: Option<Reason>,
}

/// The largest part of the people in scope that may be deleted at once, in percent. No option
/// lifts it, because nothing brings the deleted back.
const MAX_DELETES_PERCENT: usize = 10;
/// With fewer matched users, a share says nothing.
const MIN_MATCHED: usize = 10;

/// Judges the planned items among these. Those that a guard refuses become blocked or deferred.
pub(crate) fn judge(items: &mut [Item], facts: &Facts<'_>) -> Vec<Refusal> {
    let guards: [(Reason, Guard); 7] = [
        (Reason::CompleteRead, complete_read),
        (Reason::OwnUser, own_user),
        (Reason::Deletes, deletes),
        (Reason::Edits, edits),
        (Reason::Admins, admins),
        (Reason::Seats, seats),
        (Reason::Month, month),
    ];
    let judged = guards
        .iter()
        .filter(|(reason, _)| facts.without != Some(*reason));
    judged
        .filter_map(|(_, guard)| guard(items, facts))
        .collect()
}

type Guard = fn(&mut [Item], &Facts<'_>) -> Option<Refusal>;

fn complete_read(items: &mut [Item], facts: &Facts<'_>) -> Option<Refusal> {
    let why = facts.account.incomplete.as_ref()?;
    let concerned =
        |item: &Item| item.is_planned(Action::Create) || item.is_planned(Action::Delete);
    let message = format!(
        "the account may not have been read completely ({why}), so that nobody is created or deleted; no option lifts this: plan again"
    );
    refuse(
        items,
        concerned,
        Reason::CompleteRead,
        (0, 0),
        None,
        message,
    )
}

fn own_user(items: &mut [Item], facts: &Facts<'_>) -> Option<Refusal> {
    let own = facts.account.own.as_deref();
    let message = match own {
        Some(_) => {
            "the token's own user is never deleted or demoted; no option lifts this: use the token of somebody else"
        }
        None => {
            "the service doesn't say whose token this is, so that nobody is deleted and no administrator demoted; no option lifts this: use a user's token"
        }
    };
    let concerned = |item: &Item| {
        let removes = item.is_planned(Action::Delete) || (item.is_edit() && item.demotes_admin());
        removes && (own.is_none() || item.guid.as_deref() == own)
    };
    refuse(
        items,
        concerned,
        Reason::OwnUser,
        (1, 0),
        None,
        message.to_owned(),
    )
}

fn deletes(items: &mut [Item], facts: &Facts<'_>) -> Option<Refusal> {
    let concerned = |item: &Item| item.is_planned(Action::Delete);
    let planned = items.iter().filter(|item| concerned(item)).count() + facts.deletes_done;
    let share = (facts.in_scope + facts.deletes_done) * MAX_DELETES_PERCENT / 100;
    let allowed = usize::try_from(facts.policy.allow_deletes).unwrap_or(usize::MAX);
    if planned > share {
        let instead = match share {
            0 => "delete users one by one, without a list".to_owned(),
            share => format!("list at most {share} as absent at once"),
        };
        let message = format!(
            "{planned} planned, and {share} possible, which is {MAX_DELETES_PERCENT} % of the {} people in scope; no option lifts this: {instead}",
            facts.in_scope
        );
        return refuse(
            items,
            concerned,
            Reason::Deletes,
            (planned, share),
            None,
            message,
        );
    }
    if planned > allowed {
        let option = format!("allow_deletes = {planned}");
        let message = format!("{planned} planned, and {allowed} allowed; to allow them: {option}");
        return refuse(
            items,
            concerned,
            Reason::Deletes,
            (planned, allowed),
            Some(option),
            message,
        );
    }
    None
}

fn edits(items: &mut [Item], facts: &Facts<'_>) -> Option<Refusal> {
    let planned = items.iter().filter(|item| item.is_edit()).count() + facts.edits_done;
    let percent = usize::try_from(facts.policy.max_edits_percent).unwrap_or(usize::MAX);
    let limit = facts.matched.saturating_mul(percent) / 100;
    if facts.matched < MIN_MATCHED || planned <= limit {
        return None;
    }
    let needed = (planned * 100).div_ceil(facts.matched);
    let option = format!("max_edits_percent = {needed}");
    let message = format!(
        "{planned} planned, and {limit} allowed, which is {percent} % of the {} users that the list matches; to allow them: {option}",
        facts.matched
    );
    refuse(
        items,
        Item::is_edit,
        Reason::Edits,
        (planned, limit),
        Some(option),
        message,
    )
}

fn admins(items: &mut [Item], facts: &Facts<'_>) -> Option<Refusal> {
    let by_guid = facts.account.by_guid();
    let removes = |item: &Item| {
        let user = item
            .guid
            .as_deref()
            .and_then(|guid| facts.account.user(&by_guid, guid));
        user.is_some_and(|user| user.is_active_admin())
            && (item.is_planned(Action::Delete) || (item.is_edit() && item.demotes_admin()))
    };
    let removed = items.iter().filter(|item| removes(item)).count();
    let remaining = facts.account.active_admins().saturating_sub(removed);
    let limit = usize::try_from(facts.policy.min_admins).unwrap_or(usize::MAX);
    if removed == 0 || remaining >= limit {
        return None;
    }
    let option = format!("min_admins = {remaining}");
    let message = format!(
        "activated administrators: {remaining} would remain, {limit} must; to allow it: {option}"
    );
    refuse(
        items,
        removes,
        Reason::Admins,
        (remaining, limit),
        Some(option),
        message,
    )
}

fn seats(items: &mut [Item], facts: &Facts<'_>) -> Option<Refusal> {
    let free = facts.account.seats?;
    let planned = planned_creates(items);
    let message = format!(
        "creates planned: {planned}, seats free: {free}; the rest is deferred until there are more: get seats, or list others as absent"
    );
    defer(
        items,
        free,
        Reason::Seats,
        None,
        (planned, free),
        None,
        message,
    )
}

fn month(items: &mut [Item], facts: &Facts<'_>) -> Option<Refusal> {
    let limit = u64::from(facts.policy.max_creates_per_month);
    let created = facts.created_this_month;
    let total = created + planned_creates(items);
    let until = time::next_month(facts.now);
    let option = format!("max_creates_per_month = {total}");
    let message = format!(
        "creates this month: {created} done, {} planned, and the service allows {limit}; the rest is deferred to {}; if your account may create more: {option}",
        total - created,
        time::date(until)
    );
    defer(
        items,
        limit.saturating_sub(created),
        Reason::Month,
        Some(until),
        (total, limit),
        Some(option),
        message,
    )
}

fn planned_creates(items: &[Item]) -> u64 {
    let creates = items
        .iter()
        .filter(|item| item.is_planned(Action::Create))
        .count();
    u64::try_from(creates).unwrap_or(u64::MAX)
}

/// Blocks all that are concerned.
fn refuse(
    items: &mut [Item],
    concerned: impl Fn(&Item) -> bool,
    guard: Reason,
    (figure, limit): (usize, usize),
    option: Option<String>,
    message: String,
) -> Option<Refusal> {
    let mut actions = 0;
    for item in items.iter_mut().filter(|item| concerned(item)) {
        item.status = Status::Blocked;
        item.reason = guard;
        actions += 1;
    }
    let number = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    (actions > 0).then(|| Refusal {
        guard,
        actions,
        figure: number(figure),
        limit: number(limit),
        option,
        message,
    })
}

/// Defers the creates beyond the first `room`.
fn defer(
    items: &mut [Item],
    room: u64,
    guard: Reason,
    until: Option<Timestamp>,
    (figure, limit): (u64, u64),
    option: Option<String>,
    message: String,
) -> Option<Refusal> {
    let room = usize::try_from(room).unwrap_or(usize::MAX);
    let mut actions = 0;
    for item in items
        .iter_mut()
        .filter(|item| item.is_planned(Action::Create))
        .skip(room)
    {
        item.status = Status::Deferred;
        item.reason = guard;
        item.until = until;
        actions += 1;
    }
    (actions > 0).then_some(Refusal {
        guard,
        actions,
        figure,
        limit,
        option,
        message,
    })
}
