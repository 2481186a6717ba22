//! A semaphore, a lock and a channel for one message, for programs with one thread, as JavaScript is. tokio's, which
//! they behave like, take 4 KB more of the module's download.

use std::{
    convert::Infallible,
    future::{Future, poll_fn},
    ops::{Deref, DerefMut},
    pin::Pin,
    sync::{Arc, Mutex as StdMutex, MutexGuard as StdMutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

/// Locks what no other thread can have locked.
fn locked<T>(mutex: &StdMutex<T>) -> StdMutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Lets in a number of holders at once, first come first served.
#[derive(Debug)]
pub(crate) struct Semaphore {
    size: usize,
    /// Holders and waiters in the order in which they came: the first `size` are inside. A number identifies each,
    /// larger than those before it; with the waker of a waiter.
    queue: StdMutex<Vec<(u64, Option<Waker>)>>,
}

/// A place in the queue, inside or not. Dropping it leaves the queue.
#[derive(Debug)]
pub(crate) struct SemaphorePermit<'a> {
    semaphore: &'a Semaphore,
    number: u64,
}

impl Semaphore {
    pub const MAX_PERMITS: usize = usize::MAX;

    pub const fn new(size: usize) -> Self {
        Self {
            size,
            queue: StdMutex::new(Vec::new()),
        }
    }

    /// Waits for its turn. Dropping the wait gives the turn to the next.
    pub async fn acquire(&self) -> Result<SemaphorePermit<'_>, Infallible> {
        let permit = self.join();
        poll_fn(|context| match permit.is_inside(Some(context)) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        })
        .await;
        Ok(permit)
    }

    /// Takes a place at the end of the queue.
    fn join(&self) -> SemaphorePermit<'_> {
        let mut queue = locked(&self.queue);
        let number = queue.last().map_or(0, |(last, _)| last + 1);
        queue.push((number, None));
        SemaphorePermit {
            semaphore: self,
            number,
        }
    }
}

impl SemaphorePermit<'_> {
    /// Whether it is inside. If not, the task of the context is woken when it is.
    fn is_inside(&self, context: Option<&Context<'_>>) -> bool {
        let mut queue = locked(&self.semaphore.queue);
        let index = queue.partition_point(|(number, _)| *number < self.number);
        if index < self.semaphore.size {
            return true;
        }
        if let (Some((_, waker)), Some(context)) = (queue.get_mut(index), context) {
            *waker = Some(context.waker().clone());
        }
        false
    }
}

impl Drop for SemaphorePermit<'_> {
    fn drop(&mut self) {
        let size = self.semaphore.size;
        let mut queue = locked(&self.semaphore.queue);
        let index = queue.partition_point(|(number, _)| *number < self.number);
        queue.remove(index);
        // If it was inside, the first waiter is at the last place inside now; else whoever is there waits for nothing.
        let last = size.checked_sub(1);
        let waker = last.and_then(|last| queue.get_mut(last)?.1.take());
        drop(queue);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// A value that one task at a time can use, across its waits.
#[derive(Debug)]
pub(crate) struct Mutex<T> {
    turns: Semaphore,
    value: StdMutex<T>,
}

/// Access to the value of a [`Mutex`], until it is dropped.
pub(crate) struct MutexGuard<'a, T> {
    // Dropped before the permit, which lets the next in.
    value: StdMutexGuard<'a, T>,
    _permit: SemaphorePermit<'a>,
}

impl<T: Default> Default for Mutex<T> {
    fn default() -> Self {
        Self {
            turns: Semaphore::new(1),
            value: StdMutex::default(),
        }
    }
}

impl<T> Mutex<T> {
    /// Waits for its turn, as [`Semaphore::acquire`] does.
    pub async fn lock(&self) -> MutexGuard<'_, T> {
        let Ok(permit) = self.turns.acquire().await;
        self.guard(permit)
    }

    /// Access without waiting.
    ///
    /// # Errors
    /// If another task has it, or waits for it.
    pub fn try_lock(&self) -> Result<MutexGuard<'_, T>, ()> {
        let permit = self.turns.join();
        match permit.is_inside(None) {
            true => Ok(self.guard(permit)),
            false => Err(()),
        }
    }

    fn guard<'a>(&'a self, permit: SemaphorePermit<'a>) -> MutexGuard<'a, T> {
        MutexGuard {
            value: locked(&self.value),
            _permit: permit,
        }
    }
}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

/// What both ends of a channel share.
struct Channel<T> {
    message: Option<T>,
    /// Whether one end was dropped.
    is_closed: bool,
    /// The tasks that wait at the sender and at the receiver.
    sender: Option<Waker>,
    receiver: Option<Waker>,
}

/// One end of a channel. Dropping it closes the channel.
struct End<T>(Arc<StdMutex<Channel<T>>>);

/// Sends the message.
pub(crate) struct Sender<T>(End<T>);

/// Receives the message; a future.
pub(crate) struct Receiver<T>(End<T>);

/// A channel for one message.
pub(crate) fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let channel = Arc::new(StdMutex::new(Channel {
        message: None,
        is_closed: false,
        sender: None,
        receiver: None,
    }));
    (Sender(End(channel.clone())), Receiver(End(channel)))
}

impl<T> Sender<T> {
    /// Waits until the receiver is dropped.
    pub fn poll_closed(&mut self, context: &Context<'_>) -> Poll<()> {
        let mut channel = locked(&self.0.0);
        if channel.is_closed {
            return Poll::Ready(());
        }
        channel.sender = Some(context.waker().clone());
        Poll::Pending
    }

    /// Sends the message. The sender is dropped by that, which wakes the receiver.
    ///
    /// # Errors
    /// The message, if the receiver was dropped.
    pub fn send(self, message: T) -> Result<(), T> {
        let mut channel = locked(&self.0.0);
        if channel.is_closed {
            return Err(message);
        }
        channel.message = Some(message);
        Ok(())
    }
}

impl<T> Future for Receiver<T> {
    /// An error if the sender was dropped before it had sent the message.
    type Output = Result<T, ()>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut channel = locked(&self.0.0);
        if let Some(message) = channel.message.take() {
            return Poll::Ready(Ok(message));
        }
        if channel.is_closed {
            return Poll::Ready(Err(()));
        }
        channel.receiver = Some(context.waker().clone());
        Poll::Pending
    }
}

impl<T> Drop for End<T> {
    fn drop(&mut self) {
        let mut channel = locked(&self.0);
        channel.is_closed = true;
        let wakers = [channel.sender.take(), channel.receiver.take()];
        drop(channel);
        for waker in wakers.into_iter().flatten() {
            waker.wake();
        }
    }
}

#[cfg(test)]
mod tests;
