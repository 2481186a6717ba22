//! Counts the allocations of the subjects, and prints two tables: allocations per call, and the peak memory
//! of a stream as a ratio to that of one page.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

use bitsight_users_bench::{
    compare::{HandWritten, Ours, PAGE, Plain, SUBJECTS, Server, Subject, Work},
    print, row,
};
use bitsight_users_bench_report::Table;

/// The number of calls that are counted together: connections change, and buffers grow from time to time.
const CALLS: usize = 50;
/// The most that a stream may hold: the page that is read, three pages ahead as text with the buffers of their
/// connections, and 128 bits of each of 10,000 entries, which are one and a half pages. By hand, without pages ahead,
/// it is 1.7, since the connection's buffers grow with the response.
const BOUND: f64 = 5.0;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let server = Server::start();
    let by_hand = HandWritten::new(&server.base_url);
    let ours = Ours::new(&server.base_url);
    let plain = Plain::new(&server.base_url);

    let mut counted = Vec::new();
    for work in [Work::Create, Work::List(100), Work::List(1000)] {
        let all = [
            count(work, &by_hand).await,
            count(work, &ours).await,
            count(work, &plain).await,
        ];
        let of = |figure: fn(&Count) -> usize| -> Vec<_> {
            let figures = all.iter().map(|count| figure(count) as f64);
            SUBJECTS.into_iter().zip(figures).collect()
        };
        let (id, title) = (work.id(), work.title());
        counted.push(row(
            &id,
            &title,
            "allocations",
            None,
            &of(|count| count.number),
        ));
        let bytes = of(|count| count.bytes);
        counted.push(row(&format!("{id}-bytes"), &title, "bytes", None, &bytes));
    }

    let mut peaks = Vec::new();
    for (subject, [page, stream]) in SUBJECTS.into_iter().zip([
        peaks_of(&by_hand).await,
        peaks_of(&ours).await,
        peaks_of(&plain).await,
    ]) {
        let target = (subject == SUBJECTS[1]).then_some(BOUND);
        let figures = [(ONE_PAGE, page as f64), (subject, stream as f64)];
        let title = format!("stream of 10,000 users, {subject}");
        peaks.push(row(subject, &title, "bytes", target, &figures));
    }

    print(&[
        Table {
            id: "rust-allocations".into(),
            title: "Rust: allocations".into(),
            method: format!(
                "Counted by the allocator, with what reqwest and hyper do; the mean of {CALLS} calls, \
                 after as many that are not counted."
            ),
            baseline: SUBJECTS[0].into(),
            rows: counted,
        },
        Table {
            id: "rust-memory".into(),
            title: "Rust: the most memory at once".into(),
            method:
                "Bytes that are allocated and not freed, at their greatest during a call, above \
                     what was there before it. After a call of each kind that is not counted."
                    .to_owned(),
            baseline: ONE_PAGE.into(),
            rows: peaks,
        },
    ]);
}

/// The baseline of memory: the same client, when it fetches one page of a hundred.
const ONE_PAGE: &str = "one page";

/// The allocations of a call.
struct Count {
    number: usize,
    bytes: usize,
}

async fn count(work: Work, subject: &impl Subject) -> Count {
    for _ in 0..CALLS {
        work.run(subject).await;
    }
    let before = (NUMBER.load(Relaxed), BYTES.load(Relaxed));
    for _ in 0..CALLS {
        work.run(subject).await;
    }
    Count {
        number: (NUMBER.load(Relaxed) - before.0) / CALLS,
        bytes: (BYTES.load(Relaxed) - before.1) / CALLS,
    }
}

/// The peak memory of fetching a page, and of reading all users.
async fn peaks_of(subject: &impl Subject) -> [usize; 2] {
    let mut peaks = [0; 2];
    for (peak, work) in peaks.iter_mut().zip([Work::List(PAGE), Work::Stream]) {
        work.run(subject).await;
        let before = LIVE.load(Relaxed);
        PEAK.store(before, Relaxed);
        work.run(subject).await;
        *peak = PEAK.load(Relaxed) - before;
    }
    peaks
}

static NUMBER: AtomicUsize = AtomicUsize::new(0);
static BYTES: AtomicUsize = AtomicUsize::new(0);
static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

/// The system's allocator, with counters.
struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

impl Counting {
    fn note(new: usize, old: usize) {
        NUMBER.fetch_add(1, Relaxed);
        BYTES.fetch_add(new, Relaxed);
        let live = LIVE.fetch_add(new, Relaxed) + new - old;
        LIVE.fetch_sub(old, Relaxed);
        PEAK.fetch_max(live, Relaxed);
    }
}

// SAFETY: every call is passed on unchanged.
#[allow(unsafe_code, reason = "there is no other way to be an allocator")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        Self::note(layout.size(), 0);
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        Self::note(layout.size(), 0);
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        Self::note(size, layout.size());
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}
