//! What must hold after a run, by the service's own log.

use std::collections::{BTreeMap, HashSet};

use super::service::{Change, ChangeKind, Service};
use crate::{
    Account, Action, Item, Key, List, OutcomeKind, Plan, Report, RowState, Status, field::ADMIN,
    time,
};

/// What a run was about.
pub(super) struct Facts<'a> {
    pub(super) plan: &'a Plan,
    pub(super) list: &'a List,
    pub(super) report: &'a Report,
    /// The account that was planned with.
    pub(super) account: &'a Account,
    pub(super) planned_at: u64,
    /// Whether the wall clock jumped.
    pub(super) jumped: bool,
    pub(super) max_lag: u64,
}

/// How long it can take from when the service reads the user directly before a delete until the
/// delete is sent: half of the longest time that an answer takes.
const READING_MS: u64 = 1100;

pub(super) fn first_run(facts: &Facts<'_>, service: &Service) -> Result<(), String> {
    if service.log.iter().any(|change| change.other_account) {
        return Err("another account than the plan's was changed".to_owned());
    }
    nobody_twice(service, 0)?;
    nobody_created_over(facts, service)?;
    deletes(facts, service)?;
    admins(facts, service)?;
    emails(service)?;
    month(facts, service)?;
    accounted(facts)?;
    truthful(facts, service)
}

/// Nobody is created by us twice, unless the first was deleted in between.
pub(super) fn nobody_twice(service: &Service, _from: usize) -> Result<(), String> {
    let mut last: BTreeMap<&Key, &str> = BTreeMap::new();
    for change in service
        .log
        .iter()
        .filter(|change| change.kind == ChangeKind::Created)
    {
        if let Some(first) = last.insert(&change.key, &change.guid)
            && service
                .users
                .iter()
                .any(|stored| stored.user["guid"] == first)
        {
            return Err(format!(
                "{} was created twice: {first} and {}",
                change.key, change.guid
            ));
        }
    }
    Ok(())
}

/// Nobody is created who was there before the host that did it looked.
fn nobody_created_over(facts: &Facts<'_>, service: &Service) -> Result<(), String> {
    for change in service
        .log
        .iter()
        .filter(|change| change.kind == ChangeKind::Created)
    {
        let there = change
            .twin_since
            .is_some_and(|since| since == 0 || since + facts.max_lag < change.host_start);
        if there {
            return Err(format!(
                "{} was created although the account had such a user",
                change.key
            ));
        }
    }
    Ok(())
}

fn deletes(facts: &Facts<'_>, service: &Service) -> Result<(), String> {
    let deleted: Vec<&Change> = service
        .log
        .iter()
        .filter(|change| change.kind == ChangeKind::Deleted)
        .collect();
    let policy = &facts.plan.policy;
    let limit = usize::try_from(policy.allow_deletes)
        .unwrap_or(usize::MAX)
        .min((facts.plan.in_scope + deleted.len()) / 10);
    if deleted.len() > limit {
        return Err(format!(
            "{} users were deleted, and {limit} may be",
            deleted.len()
        ));
    }
    let protected: HashSet<Key> = policy.protect.iter().map(|email| Key::new(email)).collect();
    for change in deleted {
        let absent = facts
            .list
            .rows
            .iter()
            .any(|row| row.key == change.key && row.state == RowState::Absent);
        if !absent {
            return Err(format!(
                "{} was deleted and isn't listed as absent",
                change.key
            ));
        }
        if protected.contains(&change.key) {
            return Err(format!("{} was deleted and is protected", change.key));
        }
        let Some(before) = &change.before else {
            continue;
        };
        if before.user["is_company_api_token"] == true {
            return Err(format!("the company token {} was deleted", change.guid));
        }
        if before
            .changed
            .is_some_and(|changed| changed > facts.planned_at && changed + READING_MS < change.sent)
        {
            return Err(format!(
                "{} was deleted although somebody had changed the user since the plan",
                change.key
            ));
        }
    }
    let failed = facts.report.rows.iter().any(|row| {
        row.action != Some(Action::Delete)
            && matches!(row.outcome, OutcomeKind::Failed | OutcomeKind::Unresolved)
    });
    let any = service
        .log
        .iter()
        .any(|change| change.kind == ChangeKind::Deleted);
    if failed && any && !policy.delete_after_failures {
        return Err("users were deleted although something before it failed".to_owned());
    }
    Ok(())
}

fn admins(facts: &Facts<'_>, service: &Service) -> Result<(), String> {
    let least = usize::try_from(facts.plan.policy.min_admins).unwrap_or(usize::MAX);
    for change in &service.log {
        let (before, after) = change.admins;
        if after < before && after < least {
            return Err(format!("{after} administrators are left"));
        }
        let own = facts.plan.account.as_deref() == Some(change.guid.as_str());
        if own && (change.kind == ChangeKind::Deleted || after < before) {
            return Err("the token's own user was deleted or demoted".to_owned());
        }
    }
    Ok(())
}

fn emails(service: &Service) -> Result<(), String> {
    let mut sent = HashSet::new();
    let emailed = service
        .log
        .iter()
        .filter(|change| change.kind == ChangeKind::Emailed);
    for change in emailed {
        if !sent.insert(&change.guid) {
            return Err(format!("{} got the activation email twice", change.key));
        }
    }
    Ok(())
}

/// Not more are created in a month than the policy says. When the clock jumps, nobody can say
/// which month it is.
fn month(facts: &Facts<'_>, service: &Service) -> Result<(), String> {
    if facts.jumped {
        return Ok(());
    }
    let now = facts.plan.created;
    let before = facts
        .account
        .users
        .iter()
        .filter(|user| {
            user.joined
                .is_some_and(|joined| time::same_month(joined, now))
        })
        .count();
    let created = service
        .log
        .iter()
        .filter(|change| change.kind == ChangeKind::Created)
        .count();
    let limit = usize::try_from(facts.plan.policy.max_creates_per_month).unwrap_or(usize::MAX);
    if created > 0 && before + created > limit {
        return Err(format!(
            "{created} users were created after {before} this month, and the limit is {limit}"
        ));
    }
    Ok(())
}

/// Every row of the list is in the report, and every item of the plan exactly once.
fn accounted(facts: &Facts<'_>) -> Result<(), String> {
    if facts.report.rows.len() != facts.plan.items.len() {
        return Err("the report has another number of rows than the plan".to_owned());
    }
    let lines: HashSet<u64> = facts
        .report
        .rows
        .iter()
        .filter_map(|row| row.line)
        .collect();
    for row in &facts.list.rows {
        if !lines.contains(&row.line) {
            return Err(format!("line {} isn't in the report", row.line));
        }
    }
    let guids: HashSet<&str> = facts
        .report
        .rows
        .iter()
        .filter_map(|row| row.guid.as_deref())
        .collect();
    match facts
        .account
        .users
        .iter()
        .find(|user| !guids.contains(user.guid.as_str()))
    {
        Some(user) => Err(format!("{} isn't in the report", user.email)),
        None => Ok(()),
    }
}

/// What the report says is what happened.
fn truthful(facts: &Facts<'_>, service: &Service) -> Result<(), String> {
    for (item, row) in facts.plan.items.iter().zip(&facts.report.rows) {
        let changes = || service.log.iter().filter(|change| is_of(item, change));
        let happened = changes().next().is_some();
        let fail = |what: &str| {
            Err(format!(
                "{} ({:?}) is reported as {:?} ({}), and {what}",
                item.email, item.action, row.outcome, row.code
            ))
        };
        if item.status != Status::Planned {
            if item
                .guid
                .as_ref()
                .is_some_and(|guid| changes_by_others_items(facts, guid))
            {
                continue;
            }
            if happened {
                return fail("it was done");
            }
            continue;
        }
        match row.outcome {
            OutcomeKind::Done
                if !happened
                    && !matches!(
                        row.code.as_str(),
                        "settled" | "gone" | "status_404" | "status_400"
                    ) =>
            {
                return fail("it wasn't done");
            }
            // Unless somebody else deleted the user since.
            OutcomeKind::Unresolved
                if happened && row.code == "not_found" && service.has(&item.key()) =>
            {
                return fail("it was done and could be seen");
            }
            // Another code says that the search itself failed.
            OutcomeKind::Unresolved
                if happened
                    && item.action == Some(Action::Create)
                    && !matches!(row.code.as_str(), "not_found" | "not_visible")
                    && service.has(&item.key())
                    && !service.search_failed(&item.key()) =>
            {
                return fail("it was done and could be seen");
            }
            OutcomeKind::Blocked | OutcomeKind::Deferred | OutcomeKind::NotStarted if happened => {
                return fail("it was done");
            }
            // An edit that somebody changed again can look as if it hadn't been done.
            OutcomeKind::Failed if happened && item.action == Some(Action::Create) => {
                return fail("it was done");
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whether another item of the plan acts on this user.
fn changes_by_others_items(facts: &Facts<'_>, guid: &str) -> bool {
    facts
        .plan
        .items
        .iter()
        .any(|item| item.status == Status::Planned && item.guid.as_deref() == Some(guid))
}

/// Whether a change is what an item does.
fn is_of(item: &Item, change: &Change) -> bool {
    let kind = match item.action {
        Some(Action::Create) => {
            return change.kind == ChangeKind::Created && change.key == item.key();
        }
        Some(Action::Edit | Action::Rename) => ChangeKind::Edited,
        Some(Action::Delete) => ChangeKind::Deleted,
        Some(Action::RequireMfa) => ChangeKind::MfaRequired,
        Some(Action::ResendActivation) => ChangeKind::Emailed,
        None => return item.guid.as_deref() == Some(change.guid.as_str()),
    };
    change.kind == kind && item.guid.as_deref() == Some(change.guid.as_str())
}

/// A second plan repeats nothing that the first run did.
pub(super) fn second_plan(plan: &Plan, first: &Report, service: &Service) -> Result<(), String> {
    let quiet = !service.disturbed
        && first.rows.iter().all(|row| {
            !matches!(
                row.outcome,
                OutcomeKind::Failed
                    | OutcomeKind::Unresolved
                    | OutcomeKind::Drifted
                    | OutcomeKind::NotStarted
                    | OutcomeKind::Blocked
                    | OutcomeKind::Deferred
                    | OutcomeKind::Conflict
            )
        });
    for (_, item) in plan.actions() {
        let created = service.log.iter().any(|change| {
            change.kind == ChangeKind::Created
                && change.key == item.key()
                && service
                    .users
                    .iter()
                    .any(|stored| stored.user["guid"] == change.guid.as_str())
        });
        // Others can delete and create somebody while the pages of a list are read, which then leave a third person out
        // and hold as many as they should. The run reads the account again before it creates anybody.
        if item.action == Some(Action::Create) && created && !service.others_deleted {
            return Err(format!("a second run would create {} again", item.email));
        }
        // Who was created by the first run can only now be made to set up the second factor.
        let follows = item.action == Some(Action::RequireMfa) && created;
        if quiet && !follows {
            return Err(format!(
                "a second run would do something: {:?} {}",
                item.action, item.email
            ));
        }
    }
    let admin = |item: &Item| {
        item.after
            .get(crate::field::ROLE)
            .is_some_and(|role| role == ADMIN)
    };
    if plan.actions().any(|(_, item)| admin(item)) {
        return Err("a plan makes an administrator that the list doesn't name".to_owned());
    }
    Ok(())
}
