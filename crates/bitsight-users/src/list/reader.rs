//! The reading of a list as decisions: which page to request next, which of its entries are new, and
//! whether the list has ended.

use reqwest::Url;

use crate::error::{Code, Error};

use super::keys::Keys;

/// A page without new entries need not be the last; after more in a row than this, the list has no end.
const IDLE_PAGES: u32 = 100;
/// How often to step back in a list that changes. One that changes more often is read on as it is.
const STEPS_BACK: u32 = 100;

/// The parts of a page that a reader needs.
pub(crate) struct Facts<'a> {
    /// The number of entries on all pages, as the page states it.
    pub count: i64,
    /// The offset that its link to the next page leads to.
    pub next: Option<u32>,
    /// The identities of its entries, in their order.
    pub keys: Vec<&'a str>,
}

/// The result of taking a page in.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The indices of the entries that were not on an earlier page.
    Entries(Vec<usize>),
    /// Nothing to give: entries may be missing before it, so an earlier page is requested next.
    BackUp,
}

/// How far a list has been read.
#[derive(Debug)]
pub(crate) struct Reader {
    /// Where the caller wants the list to begin.
    start: u32,
    offset: u32,
    limit: u32,
    ended: bool,
    count: i64,
    /// The smallest count that a page has stated.
    least_count: Option<i64>,
    /// The keys of all entries so far: there is no telling how far entries move.
    known: Keys,
    idle_pages: u32,
    steps_back: u32,
    /// The offset from which the reading stepped back.
    furthest: u32,
    /// How far the last step back went, until a page shows that it went far enough.
    step: Option<u32>,
    /// Whether a page held known entries that were not expected there.
    repeats: bool,
    /// Whether the last page was full, and no step back is going on.
    is_steady: bool,
}

impl Reader {
    pub fn new(start: u32, limit: u32) -> Self {
        Self {
            start,
            offset: start,
            limit,
            ended: false,
            count: 0,
            least_count: None,
            known: Keys::default(),
            idle_pages: 0,
            steps_back: 0,
            furthest: 0,
            step: None,
            repeats: false,
            is_steady: false,
        }
    }

    /// The offset of the page to request next; `None` at the end of the list.
    pub fn next_offset(&self) -> Option<u32> {
        (!self.ended).then_some(self.offset)
    }

    /// The offsets of the pages to request next, at most `most`; none at the end of the list. More than one
    /// only once the count is known, and while pages are full: after a short page, where the next begins
    /// depends on what it holds.
    pub fn next_offsets(&self, most: usize) -> Vec<u32> {
        let Some(first) = self.next_offset() else {
            return Vec::new();
        };
        let most = if self.is_steady { most } else { 1 };
        let offsets = (0u32..).map(|page| page.saturating_mul(self.limit).saturating_add(first));
        offsets
            .take(most.max(1))
            .take_while(|offset| *offset == first || i64::from(*offset) < self.count)
            .collect()
    }

    /// The offset that was reached, for messages.
    pub fn offset(&self) -> u32 {
        self.offset
    }

    /// How many entries a page may hold.
    pub fn limit(&self) -> u32 {
        self.limit
    }

    /// How many entries were given, and how many the list counts.
    fn figures(&self) -> (i64, i64) {
        let given = i64::try_from(self.known.len()).unwrap_or(i64::MAX);
        let count = self.least_count.unwrap_or(0);
        (given, count.saturating_sub(self.start.into()).max(0))
    }

    /// Whether the list has ended and held as many entries as it counts.
    pub fn is_complete(&self) -> bool {
        let (given, expected) = self.figures();
        self.ended && given >= expected
    }

    /// Why the list that has ended can't be trusted, if it can't. Fewer entries than it counts are no
    /// reason by themselves: pages leave out those that the token may not see. If entries were repeated as
    /// well, others are missing in their place.
    pub fn problem(&self) -> Option<Error> {
        let (given, expected) = self.figures();
        (self.ended && self.repeats && given < expected).then(|| {
            let message = format!(
                "entries are missing: some were repeated, and the list ended after {given} of the \
                 {expected} that it counts"
            );
            Error::new(Code::Decode, message)
        })
    }

    /// Takes a page in.
    ///
    /// # Errors
    /// If the list has no end.
    pub fn take(&mut self, page: &Facts<'_>) -> Result<Step, Error> {
        let known_first = page
            .keys
            .first()
            .is_some_and(|key| self.known.contains(key));
        self.least_count = Some(
            self.least_count
                .map_or(page.count, |least| least.min(page.count)),
        );
        if let Some(step) = self.step_back(page.count, known_first) {
            self.is_steady = false;
            self.furthest = self.furthest.max(self.offset);
            self.offset = self.offset.saturating_sub(step).max(self.start);
            return Ok(Step::BackUp);
        }

        // The same entry twice on one page is one entry as well.
        let is_new = |(index, key): (usize, &&str)| {
            let new = self.known.insert(key);
            new.then_some(index)
        };
        let new: Vec<usize> = page.keys.iter().enumerate().filter_map(is_new).collect();
        let length = u32::try_from(page.keys.len()).unwrap_or(u32::MAX);
        // After a step back, known entries are expected.
        let expects_known = self.offset < self.furthest;
        self.repeats |= !expects_known && new.len() < page.keys.len();
        self.idle_pages = match new.is_empty() {
            false => 0,
            true if expects_known => self.idle_pages,
            true => self.idle_pages + 1,
        };
        if self.idle_pages > IDLE_PAGES {
            let message = format!("the list doesn't end: {IDLE_PAGES} pages without new entries");
            self.ended = true;
            // Reported here, so not once more by `problem`.
            self.repeats = false;
            return Err(Error::new(Code::Decode, message));
        }

        // A page may be short because the service's pages are smaller than asked for, so the next
        // begins after the entries that came, unless the service says otherwise.
        let window_end = self.offset.saturating_add(self.limit.max(length));
        let by_offset = match length {
            0 => window_end,
            _ => self.offset.saturating_add(length),
        };
        // A link that leads back would lead round in circles.
        let link = page.next.filter(|offset| *offset > self.offset);
        // Nor may a link lead past entries that were not on this page.
        let next = link.map_or(by_offset, |link| link.clamp(by_offset, window_end));
        self.is_steady = length == self.limit && next == window_end && !expects_known;
        let before_end = i64::from(next) < self.count;
        // Past the end, a page without new entries is the last, even if it links to another.
        self.ended = !before_end && (link.is_none() || new.is_empty());
        self.offset = next;
        Ok(Step::Entries(new))
    }

    /// How far to go back before reading on, if entries may have moved to before where a page
    /// begins.
    fn step_back(&mut self, count: i64, known_first: bool) -> Option<u32> {
        let shrunk = self.count.saturating_sub(count).max(0);
        let changed = self.count != count;
        self.count = count;
        let may_lack_some = self.offset > self.start && (changed || self.step.is_some());
        if !may_lack_some || known_first || self.steps_back >= STEPS_BACK {
            self.step = None;
            return None;
        }
        let step = match self.step {
            Some(step) if !changed => step.saturating_mul(2),
            // One more than were deleted, to meet a known entry.
            _ => u32::try_from(shrunk).unwrap_or(u32::MAX).saturating_add(1),
        };
        self.step = Some(step);
        self.steps_back += 1;
        Some(step)
    }
}

/// The offset that a link of the service leads to, if it is one to the same list at the same place.
pub(crate) fn offset_of(link: &str, base_url: &str, path: &str) -> Option<u32> {
    let here = Url::parse(&format!("{base_url}{path}")).ok()?;
    let link = Url::parse(link).ok()?;
    if link.origin() != here.origin() || link.path() != here.path() {
        return None;
    }
    // Digits are never encoded in a query.
    let mut parameters = link.query()?.split('&');
    let offset = parameters.find_map(|parameter| parameter.strip_prefix("offset="))?;
    offset.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_counts_only_within_the_configured_origin() {
        let base = "https://api.bitsighttech.com/ratings";
        let offset = |link| offset_of(link, base, "/v2/users");
        assert_eq!(
            offset("https://api.bitsighttech.com/ratings/v2/users?limit=100&offset=200"),
            Some(200)
        );
        for other in [
            "https://evil.example/ratings/v2/users?offset=200",
            "http://api.bitsighttech.com/ratings/v2/users?offset=200",
            "https://api.bitsighttech.com/ratings/v1/users?offset=200",
            "https://api.bitsighttech.com/ratings/v2/users",
            "/ratings/v2/users?offset=200",
            "https://api.bitsighttech.com/ratings/v2/users?offset=-1",
        ] {
            assert_eq!(offset(other), None, "{other}");
        }
    }
}
