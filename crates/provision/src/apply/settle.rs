//! Finding out what became of a request whose answer nobody has.

use crate::prelude::*;

use serde_json::Value;

use super::{
    act::is_as_asked,
    answer::look_pause,
    machine::{Apply, SETTLE},
    options::Protection,
    work::{Look, Work},
};
use crate::{
    Answer, Effect, Key, Now, Outcome, Request, User, account::KINDS, dispatch::Tag,
    json::elements, outcome::OutcomeKind, plan::Action,
};

impl Apply {
    /// Settles what was under way when an earlier host died.
    pub(super) fn settle_open(&mut self, now: Now) {
        for item in self.items_where(|work| *work == Work::Unknown) {
            let Some(action) = self.plan.items.get(item).and_then(|item| item.action) else {
                continue;
            };
            match action {
                Action::Create => {
                    self.last_write = Some(now.monotonic);
                    self.look_for(item, false, self.options.resend_unresolved, now);
                }
                Action::Edit | Action::Rename | Action::Delete => {
                    self.last_write = Some(now.monotonic);
                    self.set_possible(item);
                    self.compare(item);
                }
                Action::RequireMfa => {
                    self.set_possible(item);
                    self.again(item, "interrupted", now);
                }
                Action::ResendActivation
                    if !self.options.keeps(Protection::EmailOnce)
                        || self.options.resend_unresolved =>
                {
                    self.again(item, "interrupted", now);
                }
                // It may have been sent, and nothing shows whether it was.
                Action::ResendActivation => {
                    let outcome = Outcome::new(OutcomeKind::Unresolved).with_code("interrupted");
                    self.conclude(item, outcome.with_effect(Effect::Possible), now);
                }
            }
        }
    }

    /// Looks for the user whom an item creates.
    pub(super) fn look_for(&mut self, item: usize, reported: bool, resend: bool, now: Now) {
        let settle = if self.options.keeps(Protection::SettleTime) {
            SETTLE
        } else {
            core::time::Duration::ZERO
        };
        let until = now.monotonic + settle;
        let look = Look {
            until,
            started: now.monotonic,
            rounds: 0,
            outstanding: 0,
            fault: None,
            found: None,
            reported,
            resend,
        };
        self.set(item, Work::Looking(look));
        self.look_again(item, now.monotonic);
    }

    /// Sends the requests of one round: all kinds of users, by the address as it was sent and in
    /// lower case, since the service's filter may compare with case.
    fn look_again(&mut self, number: usize, not_before: core::time::Duration) {
        let Some(item) = self.plan.items.get(number) else {
            return;
        };
        let key = item.key();
        let mut emails = vec![item.email.trim().to_owned()];
        if emails.iter().all(|email| email != key.as_str()) {
            emails.push(key.to_string());
        }
        let kinds = if self.options.keeps(Protection::AllKinds) {
            KINDS.as_slice()
        } else {
            KINDS.get(..1).unwrap_or_default()
        };
        let mut requests = Vec::new();
        for email in emails {
            for (is_company_api_token, is_available_for_contact) in kinds.iter().copied() {
                requests.push(Request::ListUsers {
                    limit: 100,
                    offset: 0,
                    email: Some(email.clone()),
                    is_company_api_token,
                    is_available_for_contact,
                });
            }
        }
        let Some(look) = self.look_mut(number) else {
            return;
        };
        look.rounds += 1;
        look.started = not_before;
        look.outstanding = requests.len();
        look.fault = None;
        for request in requests {
            self.dispatch
                .push_at(Tag::Look(number), request, not_before);
        }
    }

    pub(super) fn looked(&mut self, item: usize, answer: &Answer, now: Now) {
        let Some(key) = self.plan.items.get(item).map(crate::Item::key) else {
            return;
        };
        let keeps_case = !self.options.keeps(Protection::KeyFolding);
        let email = self
            .plan
            .items
            .get(item)
            .map(|item| item.email.clone())
            .unwrap_or_default();
        let Some(look) = self.look_mut(item) else {
            return;
        };
        look.outstanding = look.outstanding.saturating_sub(1);
        match answer {
            Answer::Success { body } => {
                let results = body.as_ref().and_then(|body| body.get("results"));
                let results = elements(results.unwrap_or(&Value::Null));
                let mut users = results.iter().filter_map(User::from_json);
                let same = |user: &User| user.key == key && (!keeps_case || user.email == email);
                if let Some(user) = users.find(same) {
                    look.found = Some(Box::new(user));
                } else if !is_whole(body.as_ref(), &key) {
                    // The user can be on a page that was not read.
                    look.fault = Some("incomplete".to_owned());
                }
            }
            Answer::Failure(failure) => look.fault = Some(failure.code.clone()),
        }
        if look.outstanding > 0 {
            return;
        }
        let look = look.clone();
        if let Some(user) = look.found {
            return self.found(item, &user, look.reported, now);
        }
        if self.stop.is_some() {
            return self.set(item, Work::Unknown);
        }
        // The last round is one whose requests all left when the settle time was over.
        if look.started < look.until {
            let next = (now.monotonic + look_pause(look.rounds)).min(look.until.max(now.monotonic));
            return self.look_again(item, next);
        }
        self.not_found(item, &look, now);
    }

    fn found(&mut self, number: usize, user: &User, reported: bool, now: Now) {
        let Some(item) = self.plan.items.get(number) else {
            return;
        };
        let outcome = if reported || is_as_asked(item, user) {
            Outcome::new(OutcomeKind::Done).with_code("settled")
        } else {
            // Somebody else made the user, or the service made another one than was asked for.
            Outcome::new(OutcomeKind::Drifted).with_code("exists_differently")
        };
        self.conclude(number, outcome.with_guid(Some(user.guid.clone())), now);
    }

    fn not_found(&mut self, item: usize, look: &Look, now: Now) {
        // After a reported success, the user may be one that lists don't show.
        let resend = look.resend || !self.options.keeps(Protection::SettleTime);
        if resend && look.fault.is_none() && !look.reported {
            return self.again(item, "not_found", now);
        }
        let code = match &look.fault {
            _ if look.reported => "not_visible",
            Some(fault) => fault,
            None => "not_found",
        };
        let outcome = Outcome::new(OutcomeKind::Unresolved).with_code(code);
        self.conclude(item, outcome.with_effect(Effect::Possible), now);
    }
}

/// Whether a list by email holds everybody whom the service found: the page is the last, has as many users as it counts,
/// and nobody with another email, which would show that the filter was ignored.
fn is_whole(page: Option<&Value>, key: &Key) -> bool {
    let Some(page) = page else {
        return false;
    };
    let Some(results) = page.get("results").and_then(Value::as_array) else {
        return false;
    };
    let counted = page.get("count").and_then(Value::as_u64);
    let next = page.get("links").and_then(|links| links.get("next"));
    let is_last = next.is_none_or(Value::is_null);
    let users = results.iter().map(User::from_json);
    let mut strangers = users.filter(|user| user.as_ref().is_none_or(|user| user.key != *key));
    is_last && counted == u64::try_from(results.len()).ok() && strangers.next().is_none()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_a_whole_list_of_that_email_shows_that_nobody_has_it() {
        let key = Key::new("a@example.com");
        let other = json!({"guid": "1", "email": "b@example.com"});
        let page = |count, results, next| json!({"count": count, "results": results, "links": {"next": next}});
        let none = Value::Null;
        assert!(is_whole(Some(&page(0, json!([]), none.clone())), &key));
        for partial in [
            page(1, json!([]), none.clone()),
            page(0, json!([]), json!("https://example.com/next")),
            page(1, json!([other]), none.clone()),
            json!({"results": []}),
            none,
        ] {
            assert!(!is_whole(Some(&partial), &key), "{partial}");
        }
        assert!(!is_whole(None, &key));
    }
}
