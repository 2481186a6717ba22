//! Judging what is still to be done by a fresh reading: preconditions first, then the guards.

use crate::prelude::*;

use super::{act::is_as_asked, machine::Apply, options::Protection, work::Work};
use crate::{
    Item, Now, Outcome,
    order::Index,
    outcome::OutcomeKind,
    plan::{Action, Facts, Status, created_this_month, in_scope, judge, matched},
};

impl Apply {
    /// Leaves out what doesn't fit the account any more, and what a guard refuses.
    pub(super) fn judge(&mut self, now: Now) {
        if self.options.settle_only {
            for item in self.waiting() {
                let outcome = Outcome::new(OutcomeKind::NotStarted).with_code("settled_only");
                self.leave_out(item, outcome, now);
            }
            return;
        }
        if self.options.keeps(Protection::Drift) {
            for (item, outcome) in self.drifted() {
                self.conclude(item, outcome, now);
            }
        }
        let waiting = self.waiting();
        for (item, judged) in waiting.iter().zip(self.guarded(&waiting, now)) {
            let kind = match judged.status {
                Status::Blocked => OutcomeKind::Blocked,
                Status::Deferred => OutcomeKind::Deferred,
                _ => continue,
            };
            self.leave_out(
                *item,
                Outcome::new(kind).with_code(judged.reason.word()),
                now,
            );
        }
    }

    fn waiting(&self) -> Vec<usize> {
        self.items_where(|work| matches!(work, Work::Waiting { .. }))
    }

    /// The items whose precondition doesn't hold any more.
    fn drifted(&self) -> Vec<(usize, Outcome)> {
        let by_guid = self.account.by_guid();
        let by_key = Index::of(self.account.users.iter().map(|user| user.key.as_str()));
        let mut drifted = Vec::new();
        for number in self.waiting() {
            let Some(item) = self.plan.items.get(number) else {
                continue;
            };
            let user = match &item.guid {
                Some(guid) => self.account.user(&by_guid, guid),
                None => self.account.user(&by_key, item.key().as_str()),
            };
            let holds = |item: &Item| item.precondition.as_ref().is_none_or(|it| it.holds(user));
            if holds(item) {
                continue;
            }
            // An earlier request may have done it by now.
            let own = self.is_possible(number);
            let outcome = match user {
                Some(user) if own && item.is_edit() && is_as_asked(item, user) => {
                    Outcome::new(OutcomeKind::Done).with_code("settled")
                }
                None if own && item.action == Some(Action::Delete) => {
                    Outcome::new(OutcomeKind::Done).with_code("gone")
                }
                _ => Outcome::new(OutcomeKind::Drifted).with_code("precondition"),
            };
            drifted.push((number, outcome));
        }
        drifted
    }

    /// The items as the guards leave them.
    fn guarded(&self, waiting: &[usize], now: Now) -> Vec<Item> {
        let planned = &self.plan.items;
        let mut items: Vec<Item> = waiting
            .iter()
            .filter_map(|item| planned.get(*item).cloned())
            .collect();
        let is_done = |work: &Work| {
            let outcome = work.outcome().map(|outcome| outcome.outcome);
            outcome == Some(OutcomeKind::Done)
        };
        let done = |test: fn(&Item) -> bool| {
            let items = planned.iter().zip(&self.work);
            items
                .filter(|(item, work)| test(item) && is_done(work))
                .count()
        };
        let facts = Facts {
            account: &self.account,
            policy: &self.plan.policy,
            now: now.wall,
            in_scope: in_scope(&self.account, &self.plan.policy),
            matched: matched(planned),
            created_this_month: created_this_month(&self.account, &self.ledger, now.wall),
            deletes_done: done(|item| item.is_planned(Action::Delete)),
            edits_done: done(Item::is_edit),
            without: self.options.guard_off(),
        };
        judge(&mut items, &facts);
        items
    }
}
