//! Making a plan: rows against users, then users against rows, then the guards.

use crate::prelude::*;

use super::{
    guards::{Facts, judge},
    item::{Item, Reason, Status},
    rows::Planner,
    scope::ResolvedScope,
    sealed::{Plan, PlanError},
};
use crate::{
    Account, Key, Ledger, List, ListError, Policy, Problem, ProblemCode, Timestamp, account::User,
    order::Index, policy::Names, text::Quoted, time,
};

impl Plan {
    /// Plans what makes the account match the list. The ledger holds what earlier runs did.
    ///
    /// # Errors
    /// When the list or the account can't be planned with at all. What concerns single rows is in
    /// the plan instead.
    pub fn new(
        list: &List,
        account: &Account,
        policy: &Policy,
        ledger: &Ledger,
        now: Timestamp,
    ) -> Result<Self, PlanError> {
        plan_without(list, account, policy, ledger, now, None)
    }
}

/// Makes a plan. Tests can switch a guard off.
pub(crate) fn plan_without(
    list: &List,
    account: &Account,
    policy: &Policy,
    ledger: &Ledger,
    now: Timestamp,
    without: Option<Reason>,
) -> Result<Plan, PlanError> {
    if account.users.is_empty() {
        return Err(PlanError::EmptyAccount);
    }
    if list.rows.is_empty() {
        return Err(PlanError::EmptyList);
    }
    refuse_duplicates(list, account)?;
    let planner = Planner::new(account, policy, ledger, now);
    refuse_ignored(list, &planner)?;

    let mut items = Vec::with_capacity(list.rows.len());
    for row in &list.rows {
        planner.plan_row(row, &mut items);
    }
    let matched = matched(&items);
    let listed = Index::of(items.iter().filter_map(|item| item.guid.as_deref()));
    let unlisted: Vec<Item> = account
        .users
        .iter()
        .filter(|user| !listed.contains(&user.guid))
        .map(|user| planner.unlisted(user))
        .collect();
    items.extend(unlisted);

    let in_scope = in_scope(account, policy);
    let facts = Facts {
        account,
        policy,
        now,
        in_scope,
        matched,
        created_this_month: created_this_month(account, ledger, now),
        deletes_done: 0,
        edits_done: 0,
        without,
    };
    let refusals = judge(&mut items, &facts);
    let plan = Plan {
        version: Plan::VERSION,
        host: account.host.clone(),
        account: account.own.clone(),
        input: list.hash.clone(),
        snapshot: account.hash(),
        created: now,
        expires: now.plus_seconds(Plan::LIFETIME),
        policy: policy.clone(),
        in_scope,
        items,
        refusals,
        warnings: warnings(list, &planner),
        hash: String::new(),
    };
    Ok(plan.seal())
}

/// With two users of one address, nobody knows whom a row means.
fn refuse_duplicates(list: &List, account: &Account) -> Result<(), PlanError> {
    let mut seen = Index::default();
    // A user without an address can't be meant by any row.
    let named = |user: &User| !user.company_token && !user.key.as_str().is_empty();
    for (place, user) in account.users.iter().enumerate() {
        if !named(user) {
            continue;
        }
        let first = seen.insert(user.key.as_str(), place);
        if let Some(first) = first.and_then(|first| account.users.get(first)) {
            let line = list
                .rows
                .iter()
                .find(|row| row.key == user.key || row.previous.as_ref() == Some(&user.key));
            return Err(PlanError::DuplicateUsers {
                key: user.key.clone(),
                guids: [first.guid.clone(), user.guid.clone()],
                line: line.map(|row| row.line),
            });
        }
    }
    Ok(())
}

fn refuse_ignored(list: &List, planner: &Planner<'_>) -> Result<(), PlanError> {
    let ignored = list.rows.iter().filter(|row| planner.ignores(row));
    let problems: Vec<Problem> = ignored
        .map(|row| Problem {
            code: ProblemCode::ListedAndIgnored,
            line: row.line,
            column: 1,
            field: None,
            message: format!(
                "{} is listed here, and the policy's \"ignore\" names the same person",
                row.email
            ),
        })
        .collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(PlanError::List(ListError { problems, more: 0 }))
    }
}

/// How many rows match a user. The items of a row follow each other.
pub(crate) fn matched(items: &[Item]) -> usize {
    let (mut count, mut last) = (0, None);
    for item in items.iter().filter(|item| item.guid.is_some()) {
        if item.line.is_some() && item.line != last {
            count += 1;
        }
        last = item.line;
    }
    count
}

/// How many people the policy's scope holds.
pub(crate) fn in_scope(account: &Account, policy: &Policy) -> usize {
    let scope = ResolvedScope::new(account, policy);
    account
        .users
        .iter()
        .filter(|user| !user.company_token && scope.holds(&user.key, &user.fields))
        .count()
}

/// How many users were created this month, by what the account shows and by what earlier runs
/// did: somebody created this month may have been deleted since.
pub(crate) fn created_this_month(account: &Account, ledger: &Ledger, now: Timestamp) -> u64 {
    let this_month = |time: Timestamp| time::same_month(time, now);
    let joined = account
        .users
        .iter()
        .filter(|user| user.joined.is_some_and(this_month));
    let mut created = Index::of(joined.map(|user| user.guid.as_str()));
    let own = ledger.created_at(&account.host);
    let own = own.filter(|created| this_month(created.at));
    // Without a guid there is the address, which can't be mistaken for one.
    for own in own {
        created.insert(own.guid.as_deref().unwrap_or(own.key.as_str()), 0);
    }
    u64::try_from(created.len()).unwrap_or(u64::MAX)
}

impl Planner<'_> {
    /// The item of a user who isn't listed.
    fn unlisted(&self, user: &User) -> Item {
        let (status, reason) = if self.ignore.contain(&user.key, Some(&user.guid)) {
            (Status::Ignored, Reason::Ignored)
        } else if user.company_token {
            (Status::Unmanaged, Reason::CompanyToken)
        } else if !self.scope.holds(&user.key, &user.fields) {
            (Status::OutOfScope, Reason::OutOfScope)
        } else {
            (Status::Unmanaged, Reason::NotListed)
        };
        Item {
            guid: Some(user.guid.clone()),
            ..Item::new(status, reason, &user.email)
        }
    }
}

fn warnings(list: &List, planner: &Planner<'_>) -> Vec<String> {
    let account = planner.account;
    let mut warnings: Vec<String> = list.warnings.iter().map(ToString::to_string).collect();
    warn_of_strangers(list, planner, &mut warnings);
    let odd = account
        .users
        .iter()
        .filter(|user| !user.is_activated() && !user.is_waiting() && !user.is_deactivated());
    // A few are enough to see what is going on.
    const SHOWN: usize = 10;
    warnings.extend(odd.take(SHOWN).map(|user| {
        format!(
            "{} has the unknown status {}; the service decides",
            user.email,
            Quoted(&user.status)
        )
    }));
    if account.groups.is_none() {
        warnings.push(
            "the access groups could not be read, so that groups can only be named by guid"
                .to_owned(),
        );
    }
    warnings
}

/// Warns of names in the policy that are nobody's: a misspelt one would protect nobody, or leave everybody out of scope.
fn warn_of_strangers(list: &List, planner: &Planner<'_>, warnings: &mut Vec<String>) {
    let (account, policy) = (planner.account, planner.policy);
    let options = [
        ("ignore", &policy.ignore),
        ("protect", &policy.protect),
        ("scope.groups", &policy.scope.groups),
    ];
    for (option, names) in options {
        for name in names {
            let key = Key::new(name);
            let is_known = if option == "scope.groups" {
                let groups = account.groups.as_deref();
                groups.is_none_or(|groups| {
                    let mut groups = groups.iter();
                    groups.any(|group| group.guid == *name || group.name == *name)
                })
            } else {
                let mut users = account.users.iter();
                users.any(|user| user.key == key || user.guid == name.trim())
                    || list.rows.iter().any(|row| row.key == key)
            };
            if !is_known {
                let name = Quoted(name);
                warnings.push(format!(
                    "\"{option}\" names {name}, which is not in the account"
                ));
            }
        }
    }
}

impl<'a> Planner<'a> {
    pub(super) fn new(
        account: &'a Account,
        policy: &'a Policy,
        ledger: &'a Ledger,
        now: Timestamp,
    ) -> Self {
        let (people, tokens) = account.by_key();
        let groups = || account.groups.as_deref().unwrap_or_default().iter();
        Self {
            account,
            policy,
            ledger,
            now,
            people,
            tokens,
            group_guids: Index::of(groups().map(|group| group.guid.as_str())),
            group_names: Index::of(groups().map(|group| group.name.as_str())),
            scope: ResolvedScope::new(account, policy),
            ignore: Names::new(&policy.ignore),
            protect: Names::new(&policy.protect),
        }
    }
}
