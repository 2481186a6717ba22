//! The creates of `ensure_user` that are under way, and those of the last seconds.

use std::{
    collections::hash_map::RandomState,
    hash::BuildHasher,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use crate::{
    client::token::Token,
    platform::{
        Instant,
        sync::{Mutex as AsyncMutex, MutexGuard},
    },
};

/// A create that a list may not show yet.
#[derive(Debug)]
pub(crate) struct Create {
    /// The guid of the created user; `None` if it is unknown whether the create took effect.
    pub guid: Option<String>,
    /// When its call ended.
    pub ended: Instant,
    /// How long after that lists may not show its user.
    pub settle_time: Duration,
}

impl Create {
    /// How long it is until lists show its user, if there is one.
    pub fn left(&self) -> Duration {
        self.settle_time.saturating_sub(self.ended.elapsed())
    }
}

/// A create under way. Until its outcome is reported, it may have taken effect. If its call is dropped, it ends
/// then: the request may still be on its way.
pub(crate) struct UnderWay<'a>(MutexGuard<'a, Option<Create>>);

impl<'a> UnderWay<'a> {
    /// Begins a create.
    pub fn begin(mut last: MutexGuard<'a, Option<Create>>, settle_time: Duration) -> Self {
        *last = Some(Create {
            guid: None,
            ended: Instant::now(),
            settle_time,
        });
        Self(last)
    }

    /// Reports the guid of the created user.
    pub fn succeeded(&mut self, guid: Option<String>) {
        if let Some(create) = self.0.as_mut() {
            create.guid = guid;
        }
    }

    /// Reports that the create had no effect.
    pub fn had_no_effect(&mut self) {
        *self.0 = None;
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        if let Some(create) = self.0.as_mut() {
            create.ended = Instant::now();
        }
    }
}

/// The last create for one email. Locked for as long as an `ensure_user` for it runs.
pub(crate) type Last = AsyncMutex<Option<Create>>;

/// The last creates by email, shared by all clones of a client.
#[derive(Debug, Default)]
pub(crate) struct Creates {
    /// Few at a time, so that a list is as fast as a map, and less code in the WebAssembly module.
    of: Mutex<Vec<(u64, Arc<Last>)>>,
    hasher: RandomState,
}

impl Creates {
    /// The last create for this email by this token, whose account is another one than that of other tokens.
    /// Those that have settled and that nobody waits for are forgotten.
    pub fn last(&self, token: &Token, email: &str) -> Arc<Last> {
        // Neither emails nor tokens are kept in memory. If two had one hash, one call would wait for the other.
        let email = email.trim().to_ascii_lowercase();
        let key = self.hasher.hash_one((token.authorization(), email));
        let mut of = self.of.lock().unwrap_or_else(PoisonError::into_inner);
        of.retain(|(other, last)| {
            let is_recent = |last: &Option<Create>| {
                let left = last.as_ref().map(Create::left);
                left.is_some_and(|left| !left.is_zero())
            };
            *other == key
                || Arc::strong_count(last) > 1
                || last.try_lock().is_ok_and(|last| is_recent(&last))
        });
        if let Some((_, last)) = of.iter().find(|(other, _)| *other == key) {
            return last.clone();
        }
        let last = Arc::new(Last::default());
        of.push((key, last.clone()));
        last
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)] // a test may fail loudly
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn an_email_has_one_entry_until_its_create_has_settled() {
        let (one, other) = (Token::new("one").unwrap(), Token::new("other").unwrap());
        let creates = Creates::default();
        let count = || {
            creates
                .of
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .len()
        };
        let last = creates.last(&one, "Arnold@actorsfilms.us ");
        assert!(Arc::ptr_eq(
            &last,
            &creates.last(&one, "arnold@actorsfilms.us")
        ));
        assert!(!Arc::ptr_eq(
            &last,
            &creates.last(&other, "arnold@actorsfilms.us")
        ));
        *last.lock().await = Some(Create {
            guid: None,
            ended: Instant::now(),
            settle_time: Duration::from_secs(15),
        });
        drop(last);
        // The entry of the other token is empty, and nobody holds it.
        creates.last(&one, "diane@actorsfilms.us");
        assert_eq!(count(), 2);
        tokio::time::sleep(Duration::from_secs(15)).await;
        creates.last(&one, "emma@blueseas.com");
        assert_eq!(count(), 1);
    }
}
