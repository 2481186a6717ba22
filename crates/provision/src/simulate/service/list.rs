//! The list of users, as late and as incomplete as it may be.

use std::rc::Rc;

use serde_json::{Value, json};

use super::{Filter, Service};
use crate::Answer;

impl Service {
    pub(super) fn list(
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
        // Another account has other people; that they have the same addresses makes it harder.
        if self.other_account {
            for user in &mut page {
                let guid = user["guid"].as_str().unwrap_or_default();
                user["guid"] = json!(format!("other-{guid}"));
            }
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
}
