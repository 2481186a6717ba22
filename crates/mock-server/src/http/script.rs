//! Answers that are written to the socket directly, because HTTP libraries don't write such answers.

use std::time::Duration;

use axum::http::response::Parts;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::mpsc,
    time::sleep,
};

use crate::observe::InFlight;

/// The steps to take on the socket in place of a proper answer.
#[derive(Debug, Default)]
pub(crate) struct Script {
    steps: Vec<Step>,
    /// End with a reset instead of an orderly close.
    reset: bool,
    /// Keeps the request counted until the script ends.
    in_flight: Option<InFlight>,
}

#[derive(Debug)]
enum Step {
    Write(Vec<u8>),
    /// Write the bytes so many times; `None` until the client goes away.
    Repeat(Vec<u8>, Option<u64>),
    Wait(Duration),
}

impl Script {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn write(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.steps.push(Step::Write(bytes.into()));
        self
    }

    /// Writes the bytes so many times; `None` until the client goes away.
    pub(crate) fn repeat(mut self, bytes: impl Into<Vec<u8>>, times: Option<u64>) -> Self {
        self.steps.push(Step::Repeat(bytes.into(), times));
        self
    }

    pub(crate) fn wait(mut self, time: Duration) -> Self {
        self.steps.push(Step::Wait(time));
        self
    }

    /// Writes status line and headers. Without a `length` the body ends with the connection.
    pub(crate) fn head(self, parts: &Parts, length: Option<u64>) -> Self {
        let mut head = format!("HTTP/1.1 {}\r\n", parts.status).into_bytes();
        for (name, value) in &parts.headers {
            if name != "content-length" {
                head.extend_from_slice(name.as_str().as_bytes());
                head.extend_from_slice(b": ");
                head.extend_from_slice(value.as_bytes());
                head.extend_from_slice(b"\r\n");
            }
        }
        if let Some(length) = length {
            head.extend_from_slice(format!("content-length: {length}\r\n").as_bytes());
        }
        head.extend_from_slice(b"connection: close\r\n\r\n");
        self.write(head)
    }

    /// Ends with a reset (RST), as a crashed peer or a middlebox does.
    pub(crate) fn reset(mut self) -> Self {
        self.reset = true;
        self
    }

    pub(crate) fn keeping(mut self, in_flight: InFlight) -> Self {
        self.in_flight = Some(in_flight);
        self
    }

    /// Plays the script. It ends early when the client goes away.
    pub(crate) async fn play(self, mut stream: TcpStream) {
        for step in self.steps {
            match step {
                Step::Write(bytes) => {
                    if stream.write_all(&bytes).await.is_err() {
                        return;
                    }
                }
                Step::Repeat(bytes, times) => {
                    let mut left = times;
                    while left != Some(0) {
                        if stream.write_all(&bytes).await.is_err() {
                            return;
                        }
                        left = left.map(|left| left - 1);
                    }
                }
                Step::Wait(time) => tokio::select! {
                    () = sleep(time) => {}
                    () = closed(&mut stream) => return,
                },
            }
        }
        // A failure means that the client is gone already.
        if self.reset {
            let _ = stream.set_zero_linger();
        } else {
            let _ = stream.shutdown().await;
        }
    }
}

/// Waits until the other side closes the connection.
async fn closed(stream: &mut TcpStream) {
    let mut ignored = [0; 64];
    while matches!(stream.read(&mut ignored).await, Ok(1..)) {}
}

/// A handler's access to the connection that its request came in on.
#[derive(Clone, Debug)]
pub(crate) struct Wire(mpsc::UnboundedSender<Script>);

impl Wire {
    /// The wire of a new connection, and where its scripts arrive.
    pub(crate) fn new() -> (Self, mpsc::UnboundedReceiver<Script>) {
        let (sender, receiver) = mpsc::unbounded_channel();
        (Self(sender), receiver)
    }

    /// Hands the socket to `script`. The connection drops the handler then, so this never returns.
    pub(crate) async fn play<T>(&self, script: Script) -> T {
        // Without a receiver the connection is gone, and this handler is about to be dropped.
        let _ = self.0.send(script);
        std::future::pending().await
    }
}
