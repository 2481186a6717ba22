//! Native programs: requests as tasks of tokio, and the journal as a file: private, locked, and only ever appended to.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::Path,
    sync::Arc,
};

use bitsight_users::CallOptions;
use bitsight_users_provision::Journal;
use fs4::{FileExt, TryLockError};
use tokio::task::{JoinError, JoinSet};

use super::lock::LockFile;
use crate::RunError;

/// The options of all calls.
pub(crate) fn call_options() -> CallOptions {
    CallOptions::new()
}

/// Requests under way. Dropping this aborts them.
pub(crate) struct Requests<T>(JoinSet<T>);

impl<T: Send + 'static> Requests<T> {
    pub(crate) fn new() -> Self {
        Self(JoinSet::new())
    }

    pub(crate) fn begin(&mut self, request: impl Future<Output = T> + Send + 'static) {
        self.0.spawn(request);
    }

    /// The next result; `None` if nothing is under way. A panic goes on here: without its result, the run would wait
    /// for it forever.
    pub(crate) async fn next(&mut self) -> Option<T> {
        match self.0.join_next().await?.map_err(JoinError::try_into_panic) {
            Ok(result) => Some(result),
            Err(Ok(panic)) => std::panic::resume_unwind(panic),
            // The runtime is shut down.
            Err(Err(_)) => None,
        }
    }
}

/// A journal file. It stays locked until this is dropped, also for programs that use the npm package: a lock file beside it
/// (`.lock`) keeps those away.
#[derive(Debug)]
pub struct JournalFile {
    // Before the file: while there is a lock file of this program, it has the lock of the system as well.
    _lock: LockFile,
    file: Arc<File>,
}

impl JournalFile {
    /// Opens a journal, or makes a new one that only its owner can read.
    ///
    /// # Errors
    /// When the file can't be opened, or another program has it open
    /// ([`io::ErrorKind::WouldBlock`]).
    pub fn open(path: impl AsRef<Path>) -> Result<Self, RunError> {
        let path = path.as_ref();
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path)?;
        match FileExt::try_lock(&file) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let message = "another program is using it";
                return Err(io::Error::new(io::ErrorKind::WouldBlock, message).into());
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        // The name of a new file has to survive a crash as well. Windows has no way to ask for it.
        #[cfg(unix)]
        if let Some(folder) = path.canonicalize()?.parent() {
            File::open(folder)?.sync_all()?;
        }
        Ok(Self {
            _lock: LockFile::take(path)?,
            file: Arc::new(file),
        })
    }

    /// Reads the journal.
    ///
    /// # Errors
    /// When the file can't be read or is damaged.
    pub fn read(&self) -> Result<Journal, RunError> {
        Journal::read(&self.bytes()?).map_err(RunError::Journal)
    }

    pub(crate) fn bytes(&self) -> io::Result<Vec<u8>> {
        let mut file = &*self.file;
        file.seek(SeekFrom::Start(0))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Appends text, and returns when it is on the disk if it has to be durable.
    pub(crate) async fn append(&self, text: String, durable: bool) -> io::Result<()> {
        let file = Arc::clone(&self.file);
        let write = move || {
            let mut file = &*file;
            file.write_all(text.as_bytes())?;
            if durable { file.sync_data() } else { Ok(()) }
        };
        tokio::task::spawn_blocking(write)
            .await
            .map_err(io::Error::other)?
    }
}

#[cfg(test)]
#[allow(clippy::panic)] // a request that panics is what is tested
mod tests {
    use super::Requests;

    #[tokio::test]
    #[should_panic = "of the request"]
    async fn the_panic_of_a_request_is_not_lost() {
        let mut requests = Requests::<()>::new();
        requests.begin(async { panic!("of the request") });
        requests.next().await;
    }
}
