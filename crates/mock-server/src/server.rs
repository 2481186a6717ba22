//! A running server, as Rust programs hold it.

use std::net::SocketAddr;

use serde_json::Value;
use tokio::task::JoinHandle;

use crate::{
    account::{Event, Options},
    faults::{self, Fault},
    http::ADMIN_ROOT,
    observe::RecordedRequest,
    operation::API_ROOT,
    seed::{Seed, SeedError},
    state::Shared,
};

/// A running server; it stops when this is dropped.
#[derive(Debug)]
pub struct MockServer {
    pub(crate) address: SocketAddr,
    pub(crate) server: Shared,
    pub(crate) task: JoinHandle<()>,
}

impl Drop for MockServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl MockServer {
    /// The API's base URL, which ends in `/ratings`.
    pub fn url(&self) -> String {
        format!("http://{}{API_ROOT}", self.address)
    }

    /// The base URL of the admin routes, which ends in `/_admin`.
    pub fn admin_url(&self) -> String {
        format!("http://{}{ADMIN_ROOT}", self.address)
    }

    /// The address that the server listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// All users, as `list_users` shows them, in the order they were added.
    pub fn users(&self) -> Vec<Value> {
        self.server.account().snapshot()
    }

    /// The requests to the API since the start or the last reset.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.server.recorder.all()
    }

    /// Forgets the requests so far, and the most that were in flight.
    pub fn forget_requests(&self) {
        self.server.recorder.clear();
        self.server.gauge.reset_max();
    }

    /// How many requests to the API are in flight. Requests whose clients have left don't count.
    pub fn in_flight(&self) -> usize {
        self.server.gauge.now()
    }

    /// The most requests that were in flight at the same time.
    pub fn max_in_flight(&self) -> usize {
        self.server.gauge.max()
    }

    /// Adds a fault to the queue.
    ///
    /// # Panics
    /// When the fault can't be carried out, such as with an unknown operation or a probability of 2.
    pub fn inject(&self, fault: impl Into<Fault>) {
        let fault = fault.into();
        if let Err(error) = faults::check(&fault) {
            panic!("fault: {error}");
        }
        self.server.faults().push(fault);
    }

    /// The faults that may still strike.
    pub fn pending_faults(&self) -> Vec<Fault> {
        self.server.faults().all()
    }

    /// Removes all faults.
    pub fn clear_faults(&self) {
        self.server.faults().clear();
    }

    /// Starts over with the account of the start: no faults, no recorded requests.
    pub fn reset(&self) {
        self.server.reset(self.server.initial.clone());
    }

    /// Starts over with what `seed` says: no faults, no recorded requests.
    ///
    /// # Errors
    /// When the seed can't be used; then nothing changes.
    pub fn reset_to(&self, seed: &Seed) -> Result<(), SeedError> {
        let account = self.server.initial.reseeded(seed)?;
        self.server.reset(account);
        Ok(())
    }

    /// The options in force.
    pub fn options(&self) -> Options {
        self.server.account().options().clone()
    }

    /// Changes the options until the next reset.
    ///
    /// # Panics
    /// When an option has a value that can't be, such as a `taken_status` of 200.
    pub fn set_options(&self, change: impl FnOnce(&mut Options)) {
        // Lags count by the server's clock, which may be another than the caller's.
        let _context = self.server.runtime.enter();
        let mut account = self.server.account();
        let mut options = account.options().clone();
        change(&mut options);
        if let Err(error) = options.check() {
            panic!("{error}");
        }
        account.set_options(options);
    }

    /// Activates a user, as following the link in the activation email does. False if there is no
    /// such user.
    pub fn activate(&self, guid: &str) -> bool {
        self.happen(guid, Event::Activate)
    }

    /// Deactivates a user. False if there is no such user.
    pub fn deactivate(&self, guid: &str) -> bool {
        self.happen(guid, Event::Deactivate)
    }

    /// Lets a user log in. False if there is no such user, or they aren't activated.
    pub fn log_in(&self, guid: &str) -> bool {
        self.happen(guid, Event::Login)
    }

    /// Lets a user set up the second factor. False if there is no such user, or they aren't
    /// activated.
    pub fn enroll_mfa(&self, guid: &str) -> bool {
        self.happen(guid, Event::EnrollMfa)
    }

    fn happen(&self, guid: &str, event: Event) -> bool {
        // Lags count by the server's clock, which may be another than the caller's.
        let _context = self.server.runtime.enter();
        self.server.account().happen(guid, event).is_ok()
    }
}
