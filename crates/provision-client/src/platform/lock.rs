//! Lock files, which keep programs in Node.js away from a journal: Node.js has no locks of files that the system releases.
//! `bindings/npm/src/provision/file-lock.ts` follows the same steps.
//!
//! Between native programs the lock of the system decides, which ends with the program that holds it. A lock file outlives
//! a program that was killed, so that it names its owner; that of an owner who is gone is taken over.

use std::{
    fs::{self, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
    process,
    time::UNIX_EPOCH,
};

use serde_json::{Value, json};

/// How often to try: a lock can go, or be taken over by somebody else, between two steps.
const ATTEMPTS: usize = 10;

/// A lock file of this program. Dropping it removes the file.
#[derive(Debug)]
pub(super) struct LockFile {
    path: PathBuf,
}

impl LockFile {
    /// Makes the lock file of a journal, whose lock of the system this program holds.
    pub(super) fn take(journal: &Path) -> io::Result<Self> {
        let path = beside(journal, "lock");
        let own = Owner::this();
        let draft = beside(&path, &own.id);
        create(&draft, &own.to_json())?;
        let taken = own.take(&path, &draft);
        // Nobody reads it again.
        let _ = fs::remove_file(&draft);
        taken.map(|()| Self { path })
    }
}

impl Drop for LockFile {
    fn drop(&mut self) {
        // What stays is taken over by the next program, since this one will be gone.
        let _ = fs::remove_file(&self.path);
    }
}

/// Who holds a lock.
struct Owner {
    pid: u32,
    host: String,
    /// When the process started, where the system says: process numbers are used again.
    started: Option<String>,
    /// Whether it holds the lock of the system as well.
    native: bool,
    /// Tells locks apart.
    id: String,
}

impl Owner {
    fn this() -> Self {
        let pid = process::id();
        let now = UNIX_EPOCH.elapsed().unwrap_or_default().as_nanos();
        Self {
            pid,
            host: host(),
            started: start_of(pid),
            native: true,
            id: format!("{pid}-{now}"),
        }
    }

    fn to_json(&self) -> String {
        json!({
            "pid": self.pid,
            "host": self.host,
            "started": self.started,
            "native": self.native,
            "id": self.id,
        })
        .to_string()
    }

    /// The owner that a lock file names; `None` if there is no such file.
    fn of(lock: &Path) -> io::Result<Option<Self>> {
        let bytes = match fs::read(lock) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let value: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let pid = value.get("pid").and_then(Value::as_u64);
        // It becomes a part of the name of a file.
        let is_plain = |id: &String| id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let owner = pid
            .and_then(|pid| u32::try_from(pid).ok())
            .zip(text("host"));
        match owner.zip(text("id").filter(is_plain)) {
            Some(((pid, host), id)) => Ok(Some(Self {
                pid,
                host,
                started: text("started"),
                native: value.get("native") == Some(&Value::Bool(true)),
                id,
            })),
            None => Err(held(format!(
                "the lock file {} can't be read; if no program uses the journal, delete it",
                lock.display()
            ))),
        }
    }

    /// Links the draft to the name of the lock, as soon as nobody has it.
    fn take(&self, lock: &Path, draft: &Path) -> io::Result<()> {
        for _ in 0..ATTEMPTS {
            if self.link(draft, lock)? {
                return Ok(());
            }
            let Some(holder) = Self::of(lock)? else {
                continue;
            };
            if !holder.is_gone(self) {
                return Err(held(format!(
                    "process {} on {} is using it; if that isn't so, delete {}",
                    holder.pid,
                    holder.host,
                    lock.display()
                )));
            }
            self.remove_stale(lock, draft, &holder)?;
        }
        Err(held(format!(
            "it is locked; if no program uses it, delete {}",
            lock.display()
        )))
    }

    /// Removes the lock of a process that is gone. Of several programs that try it, only one may: another could have
    /// removed it already and taken the lock, which would then be removed instead.
    fn remove_stale(&self, lock: &Path, draft: &Path, holder: &Self) -> io::Result<()> {
        let right = beside(lock, &format!("{}.stale", holder.id));
        if !self.link(draft, &right)? {
            return Ok(());
        }
        let removed = match Self::of(lock) {
            Ok(Some(now)) if now.id == holder.id => fs::remove_file(lock),
            other => other.map(drop),
        };
        let _ = fs::remove_file(&right);
        removed
    }

    /// Links a file, unless there is one of that name: a link appears with its content, which a new file doesn't.
    fn link(&self, from: &Path, to: &Path) -> io::Result<bool> {
        let linked = match fs::hard_link(from, to) {
            // Some file systems have no links. A reader who comes before the content takes the lock for held.
            Err(error) if error.kind() != ErrorKind::AlreadyExists => create(to, &self.to_json()),
            linked => linked,
        };
        match linked {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Whether the process is known to be gone. On another machine that can't be known.
    fn is_gone(&self, this: &Self) -> bool {
        if self.host != this.host {
            return false;
        }
        // This process holds the lock of the system, so that the number was that of an earlier process, as in containers.
        if self.pid == this.pid || !may_run(self.pid) {
            return true;
        }
        match (&self.started, start_of(self.pid)) {
            (Some(then), Some(now)) => *then != now,
            // This process has the lock of the system, which the other one would hold.
            _ => self.native,
        }
    }
}

fn held(message: String) -> io::Error {
    io::Error::new(ErrorKind::WouldBlock, message)
}

fn create(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}

/// The path with another extension behind its own.
fn beside(path: &Path, extension: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    name.into()
}

/// Whether there may be a process of this number.
#[cfg(unix)]
fn may_run(pid: u32) -> bool {
    use rustix::{io::Errno, process::Pid, process::test_kill_process};
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
    pid.is_some_and(|pid| test_kill_process(pid) != Err(Errno::SRCH))
}

#[cfg(not(unix))]
fn may_run(_: u32) -> bool {
    true
}

/// The name of this machine, as Node.js has it.
#[cfg(unix)]
fn host() -> String {
    let name = rustix::system::uname();
    name.nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn host() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}

/// When a process started, in ticks since the system did; `None` where the system doesn't say.
fn start_of(pid: u32) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name in parentheses can hold anything. The start is the 22nd field; the one after the name is the third.
    let (_, fields) = stat.rsplit_once(") ")?;
    fields.split(' ').nth(22 - 3).map(str::to_owned)
}

// Only Linux tells when a process started.
#[cfg(all(test, target_os = "linux"))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// A journal's path in a folder of its own, with the lock file of this owner beside it.
    fn locked_by(owner: &Owner) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let journal = folder.path().join("a.journal");
        fs::write(beside(&journal, "lock"), owner.to_json()).unwrap();
        (folder, journal)
    }

    fn names(folder: &tempfile::TempDir) -> Vec<String> {
        let entries = fs::read_dir(folder.path()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.collect()
    }

    #[test]
    fn a_lock_keeps_others_away_and_leaves_nothing() {
        // A process that lives, in Node.js: the parent of this one.
        let pid = std::os::unix::process::parent_id();
        let alive = Owner {
            pid,
            started: start_of(pid),
            native: false,
            ..Owner::this()
        };
        let (folder, journal) = locked_by(&alive);
        let error = LockFile::take(&journal).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::WouldBlock);
        assert!(error.to_string().contains(&format!("process {pid} on ")));
        assert_eq!(names(&folder), ["a.journal.lock"]);
    }

    #[test]
    fn the_lock_of_a_process_that_is_gone_is_taken_over() {
        let mut child = process::Command::new("true").spawn().unwrap();
        let gone = Owner {
            pid: child.id(),
            started: None,
            native: false,
            ..Owner::this()
        };
        child.wait().unwrap();
        let own_number = Owner::this();
        let another_start = Owner {
            pid: std::os::unix::process::parent_id(),
            started: Some("1".to_owned()),
            native: false,
            ..Owner::this()
        };
        for owner in [gone, own_number, another_start] {
            let (folder, journal) = locked_by(&owner);
            let lock = LockFile::take(&journal).unwrap();
            let now = Owner::of(&beside(&journal, "lock")).unwrap().unwrap();
            assert_eq!(now.pid, process::id());
            assert_eq!(names(&folder), ["a.journal.lock"]);
            drop(lock);
            assert!(names(&folder).is_empty());
        }
    }

    #[test]
    fn what_cannot_be_known_counts_as_held() {
        let elsewhere = Owner {
            pid: 1,
            host: "another machine".to_owned(),
            ..Owner::this()
        };
        let (_folder, journal) = locked_by(&elsewhere);
        let error = LockFile::take(&journal).unwrap_err();
        assert!(error.to_string().contains("process 1 on another machine"));
        for text in ["", "{}", r#"{"pid":1,"host":"a","id":"../b"}"#] {
            fs::write(beside(&journal, "lock"), text).unwrap();
            let error = LockFile::take(&journal).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::WouldBlock, "{text}");
        }
    }
}
