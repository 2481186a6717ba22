//! Running other programs: their output goes to a log, and is shown when they fail.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Long enough that quick commands stay silent, short enough that nobody thinks it hangs.
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);
/// Error output longer than this is cut at the front; the log has all of it.
const SHOWN_ON_FAILURE: usize = 12_000;

/// A log file that the commands of one step append to.
pub struct Log {
    path: PathBuf,
}

impl Log {
    /// Starts a new, empty log.
    pub fn create(path: PathBuf) -> Result<Self> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        File::create(&path).with_context(|| format!("can't write {}", path.display()))?;
        Ok(Self { path })
    }

    /// Where the log is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs a command to its end; its output goes to the log.
    pub fn run(&self, command: impl Into<Command>) -> Result<()> {
        let mut command = command.into();
        let shown = shown(&command);
        let (out, start) = self.begin(&shown)?;
        command
            .stdin(Stdio::null())
            .stdout(out.try_clone()?)
            .stderr(out);
        let mut child = command.spawn().with_context(|| cannot_start(&shown))?;
        let status = self.wait(&mut child)?;
        if !status.success() {
            bail!("{}", self.failure(&shown, &status.to_string(), start));
        }
        Ok(())
    }

    /// Runs a command to its end and gives back what it wrote to stdout; stderr goes to the log.
    pub fn output(&self, command: impl Into<Command>) -> Result<String> {
        let mut command = command.into();
        let shown = shown(&command);
        let (out, start) = self.begin(&shown)?;
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(out);
        let mut child = command.spawn().with_context(|| cannot_start(&shown))?;
        let mut stdout = child.stdout.take().context("stdout is piped")?;
        let reader = std::thread::spawn(move || {
            let mut bytes = Vec::new();
            stdout.read_to_end(&mut bytes).map(|_| bytes)
        });
        let status = self.wait(&mut child)?;
        let bytes = reader.join().expect("the reader doesn't panic")?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        writeln!(OpenOptions::new().append(true).open(&self.path)?, "{text}")?;
        if !status.success() {
            bail!("{}", self.failure(&shown, &status.to_string(), start));
        }
        Ok(text)
    }

    /// Starts a server and waits for the line of its stdout that `ready` accepts.
    pub fn serve<T: Send + 'static>(
        &self,
        command: impl Into<Command>,
        patience: Duration,
        ready: impl Fn(&str) -> Option<T> + Send + 'static,
    ) -> Result<(Server, T)> {
        let mut command = command.into();
        let shown = shown(&command);
        let (out, start) = self.begin(&shown)?;
        let mut copy = out.try_clone()?;
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(out);
        let mut child = command.spawn().with_context(|| cannot_start(&shown))?;
        let stdout = child.stdout.take().context("stdout is piped")?;
        let server = Server { child };
        let (send, receive) = mpsc::channel();
        // Goes on reading after the server is ready, since a full pipe would stop the server.
        std::thread::spawn(move || {
            for line in BufReader::new(stdout)
                .lines()
                .map_while(std::io::Result::ok)
            {
                let _ = writeln!(copy, "{line}");
                if let Some(value) = ready(&line) {
                    let _ = send.send(value);
                }
            }
        });
        match receive.recv_timeout(patience) {
            Ok(value) => Ok((server, value)),
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                bail!(
                    "{}",
                    self.failure(&shown, "it ended before it was ready", start)
                )
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {
                let reason = format!("it wasn't ready after {} s", patience.as_secs());
                bail!("{}", self.failure(&shown, &reason, start))
            }
        }
    }

    fn begin(&self, shown: &str) -> Result<(File, u64)> {
        let mut file = OpenOptions::new().append(true).open(&self.path)?;
        writeln!(file, "$ {shown}")?;
        let start = file.metadata()?.len();
        Ok((file, start))
    }

    fn wait(&self, child: &mut Child) -> Result<std::process::ExitStatus> {
        let start = Instant::now();
        let mut next_sign = SIGN_OF_LIFE;
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(status);
            }
            // Quick commands end within the first short naps.
            let nap =
                (start.elapsed() / 10).clamp(Duration::from_millis(5), Duration::from_millis(200));
            std::thread::sleep(nap);
            if start.elapsed() >= next_sign {
                next_sign += SIGN_OF_LIFE;
                let last = self.tail(0, 2_000).unwrap_or_default();
                let last = last.lines().rev().find(|line| !line.trim().is_empty());
                let last: String = last.unwrap_or_default().trim().chars().take(70).collect();
                let name = self.path.file_stem().unwrap_or_default().to_string_lossy();
                println!("{name:<13} ... {} s: {last}", start.elapsed().as_secs());
            }
        }
    }

    fn failure(&self, shown: &str, reason: &str, start: u64) -> String {
        let output = self.tail(start, SHOWN_ON_FAILURE).unwrap_or_default();
        format!(
            "`{shown}` failed: {reason}\n{output}\n(all of it: {})",
            self.path.display()
        )
    }

    /// The end of the log, from `start` on, at most `limit` bytes.
    fn tail(&self, start: u64, limit: usize) -> Result<String> {
        let mut file = File::open(&self.path)?;
        let length = file.metadata()?.len();
        let from = start.max(length.saturating_sub(limit as u64));
        file.seek(SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let cut = if from > start { "[...] " } else { "" };
        Ok(format!(
            "{cut}{}",
            String::from_utf8_lossy(&bytes).trim_end()
        ))
    }
}

/// A program in the background, stopped when this is dropped.
pub struct Server {
    child: Child,
}

impl Server {
    /// Waits until the server ends by itself.
    pub fn wait(mut self) -> Result<()> {
        // Its stdin stays open: that is what keeps a mock running.
        let stdin = self.child.stdin.take();
        self.child.wait()?;
        drop(stdin);
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The command as one would type it, without its environment (which may hold a token).
fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| {
        let word = word.to_string_lossy();
        if word.is_empty() || word.contains(' ') {
            format!("'{word}'")
        } else {
            word.into_owned()
        }
    }));
    words.join(" ")
}

fn cannot_start(shown: &str) -> String {
    let program = shown.split(' ').next().unwrap_or_default();
    format!("can't start `{program}`: is it installed and on PATH? (the command: {shown})")
}
