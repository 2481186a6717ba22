//! Tests of the semaphore, the lock and the channel, polled by hand.

#![allow(clippy::panic, clippy::indexing_slicing)] // a test may fail loudly

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    task::Wake,
};

use super::*;

/// Counts how often a task was woken.
#[derive(Default)]
struct Wakes(AtomicUsize);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// A task, polled by hand.
struct Task<'a, T> {
    future: Pin<Box<dyn Future<Output = T> + 'a>>,
    wakes: Arc<Wakes>,
}

impl<'a, T> Task<'a, T> {
    fn new(future: impl Future<Output = T> + 'a) -> Self {
        Self {
            future: Box::pin(future),
            wakes: Arc::default(),
        }
    }

    fn poll(&mut self) -> Poll<T> {
        let waker = Waker::from(self.wakes.clone());
        let mut context = Context::from_waker(&waker);
        self.future.as_mut().poll(&mut context)
    }

    fn is_pending(&mut self) -> bool {
        self.poll().is_pending()
    }

    fn wakes(&self) -> usize {
        self.wakes.0.load(Ordering::SeqCst)
    }
}

#[test]
fn permits_are_given_in_order() {
    let semaphore = Semaphore::new(2);
    let mut tasks: Vec<_> = (0..4).map(|_| Task::new(semaphore.acquire())).collect();
    let [first, second, third, fourth] = &mut tasks[..] else {
        panic!("four tasks");
    };
    let (Poll::Ready(Ok(one)), Poll::Ready(Ok(_two))) = (first.poll(), second.poll()) else {
        panic!("two are let in");
    };
    assert!(third.is_pending() && fourth.is_pending());
    drop(one);
    assert_eq!((third.wakes(), fourth.wakes()), (1, 0));
    // One that comes later, or is polled first, doesn't overtake.
    assert!(Task::new(semaphore.acquire()).is_pending());
    assert!(fourth.is_pending());
    let Poll::Ready(Ok(three)) = third.poll() else {
        panic!("the third is let in");
    };
    drop(three);
    assert_eq!((third.wakes(), fourth.wakes()), (1, 1));
    assert!(fourth.poll().is_ready());
}

#[test]
fn any_number_of_permits_is_possible() {
    let semaphore = Semaphore::new(Semaphore::MAX_PERMITS);
    assert!(Task::new(semaphore.acquire()).poll().is_ready());
    let none = Semaphore::new(0);
    assert!(Task::new(none.acquire()).is_pending());
}

/// What a caller gets when it is let in.
type Entry<'a> = Result<SemaphorePermit<'a>, Infallible>;

/// The permit of the one that a semaphore of one permit lets in, and two that wait.
fn one_in_and_two_waiting(
    semaphore: &Semaphore,
) -> (
    SemaphorePermit<'_>,
    Task<'_, Entry<'_>>,
    Task<'_, Entry<'_>>,
) {
    let [mut first, mut second, mut third] =
        std::array::from_fn(|_| Task::new(semaphore.acquire()));
    let Poll::Ready(Ok(one)) = first.poll() else {
        panic!("the first is let in");
    };
    assert!(second.is_pending() && third.is_pending());
    (one, second, third)
}

#[test]
fn a_dropped_waiter_leaves_the_queue() {
    let semaphore = Semaphore::new(1);
    let (one, second, mut third) = one_in_and_two_waiting(&semaphore);
    drop(second);
    // Nobody was let in by that.
    assert_eq!(third.wakes(), 0);
    assert!(third.is_pending());
    drop(one);
    assert_eq!(third.wakes(), 1);
    assert!(third.poll().is_ready());
}

#[test]
fn a_waiter_that_is_dropped_after_its_turn_came_passes_it_on() {
    let semaphore = Semaphore::new(1);
    let (one, second, mut third) = one_in_and_two_waiting(&semaphore);
    drop(one);
    assert_eq!((second.wakes(), third.wakes()), (1, 0));
    drop(second);
    assert_eq!(third.wakes(), 1);
    assert!(third.poll().is_ready());
    assert!(locked(&semaphore.queue).is_empty());
}

#[test]
fn a_lock_is_held_by_one_at_a_time() {
    let mutex = Mutex::<u32>::default();
    let Poll::Ready(mut guard) = Task::new(mutex.lock()).poll() else {
        panic!("nobody has it");
    };
    *guard = 1;
    assert!(mutex.try_lock().is_err());
    let mut waiter = Task::new(mutex.lock());
    assert!(waiter.is_pending());
    drop(guard);
    assert_eq!(waiter.wakes(), 1);
    // The waiter comes first.
    assert!(mutex.try_lock().is_err());
    assert!(matches!(waiter.poll(), Poll::Ready(guard) if *guard == 1));
    assert!(mutex.try_lock().is_ok());
}

#[test]
fn a_message_arrives_whether_the_receiver_waits_or_not() {
    let (sender, receiver) = channel();
    let mut receiver = Task::new(receiver);
    assert!(receiver.is_pending());
    assert_eq!(sender.send(1), Ok(()));
    assert_eq!(receiver.wakes(), 1);
    assert_eq!(receiver.poll(), Poll::Ready(Ok(1)));

    let (sender, receiver) = channel();
    assert_eq!(sender.send(2), Ok(()));
    assert_eq!(Task::new(receiver).poll(), Poll::Ready(Ok(2)));
}

#[test]
fn a_dropped_end_is_seen_at_the_other() {
    let (sender, receiver) = channel::<u32>();
    let mut receiver = Task::new(receiver);
    assert!(receiver.is_pending());
    drop(sender);
    assert_eq!(receiver.wakes(), 1);
    assert_eq!(receiver.poll(), Poll::Ready(Err(())));

    let (mut sender, receiver) = channel::<u32>();
    let mut closed = Task::new(poll_fn(|context| sender.poll_closed(context)));
    assert!(closed.is_pending());
    drop(receiver);
    assert_eq!(closed.wakes(), 1);
    assert!(closed.poll().is_ready());
    drop(closed);
    assert_eq!(sender.send(1), Err(1));
}
