//! JavaScript: timers and `fetch` of the page or the runtime. Whatever every JavaScript engine has
//! is called there instead of being compiled into the module.

use std::{
    error::Error as StdError,
    future::Future,
    ops::Add,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::parts::{BodyEnd, HttpSettings, NotSent, ReadBody};
use crate::error::Error;

/// A future on the heap. There is one thread, so it need not be able to move to another.
pub(crate) type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Runs a task by itself.
pub(crate) fn spawn(task: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(task);
}

/// A time of so many milliseconds; zero if they are less than none. Std's conversion, whose errors have a text, would take
/// more of the module.
fn from_milliseconds(milliseconds: f64) -> Duration {
    // Rounded. The cast keeps to the range of its type, in which all dates of JavaScript are.
    Duration::from_micros((milliseconds * 1e3 + 0.5) as u64)
}

/// The time of day, since 1970.
pub fn now_unix() -> Duration {
    from_milliseconds(js_sys::Date::now())
}

/// A date in a header, as the time since 1970.
pub(crate) fn parse_date(text: &str) -> Option<Duration> {
    // JavaScript reads further forms, of which those without a zone mean local time.
    let milliseconds = text.ends_with(" GMT").then(|| js_sys::Date::parse(text))?;
    (milliseconds >= 0.0).then(|| from_milliseconds(milliseconds))
}

/// A number from 0 up to but not including 1.
pub(crate) fn random() -> f64 {
    js_sys::Math::random()
}

/// The name of an option, of its names in Rust and in JavaScript.
pub(crate) fn option_name(rust: &'static str, javascript: Option<&'static str>) -> &'static str {
    javascript.unwrap_or(rust)
}

/// A text in lower case. The tables of Unicode are the engine's.
pub(crate) fn lowercase(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

/// Where a text that isn't empty begins in another. Std's search, which also bounds the time for the worst texts, would
/// take 2 KB more of the module.
pub(crate) fn find(text: &str, part: &str) -> Option<usize> {
    let part = part.as_bytes();
    let mut windows = text.as_bytes().windows(part.len().max(1));
    windows.position(|window| window == part)
}

/// Base64 with padding.
pub(crate) fn base64(bytes: &[u8]) -> String {
    // `btoa` takes strings whose characters stand for bytes.
    let text: String = bytes.iter().copied().map(char::from).collect();
    btoa(&zeroize::Zeroizing::new(text))
}

/// Browsers send a user agent of their own, and set up connections as they like.
pub(crate) fn http_client(_: &HttpSettings<'_>) -> Result<reqwest::Client, Error> {
    Ok(reqwest::Client::new())
}

/// Reads a body. The package's own `fetch` counts its bytes, and breaks off at the limit.
pub(crate) async fn read_body(response: reqwest::Response, _: usize) -> ReadBody {
    match response.bytes().await {
        Ok(bytes) => ReadBody {
            bytes: bytes.into(),
            end: BodyEnd::Complete,
        },
        Err(error) => ReadBody {
            bytes: Vec::new(),
            end: BodyEnd::Broken(error),
        },
    }
}

/// Why the service certainly never saw the request; `None` if it may have, or if the runtime doesn't
/// tell. The package's `fetch` puts the reason in parentheses into what it rejects with.
pub(crate) fn not_sent(error: &reqwest::Error) -> Option<NotSent> {
    if error.is_builder() {
        return Some(NotSent::Unreachable);
    }
    let text = StdError::source(error)?.to_string();
    // The text of the rejection itself follows, and can contain anything.
    const MARK: &str = "fetch failure ";
    let text = text.get(find(&text, MARK)? + MARK.len()..)?;
    let text = text.trim_start_matches(|character: char| character.is_ascii_digit());
    let reasons = [
        (" (refused):", NotSent::Refused),
        (" (name not found):", NotSent::NameNotFound),
        (" (certificate):", NotSent::Certificate),
        (" (proxy):", NotSent::Proxy),
        (" (unreachable):", NotSent::Unreachable),
    ];
    let found = reasons
        .into_iter()
        .find(|(reason, _)| text.starts_with(reason));
    found.map(|(_, reason)| reason)
}

/// What `fetch` rejected with. The HTTP client's own words about it would bring the names of all
/// statuses into the module.
pub(crate) fn cause_of(error: reqwest::Error) -> Box<dyn StdError + Send + Sync> {
    let text = StdError::source(&error).map_or(String::new(), ToString::to_string);
    text.into()
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &Function, milliseconds: f64) -> JsValue;
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);
    fn btoa(bytes: &str) -> String;
}

/// Milliseconds of `performance.now()`, which never goes back; `Instant` of std panics here.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Instant(f64);

impl Instant {
    /// The time at present.
    pub fn now() -> Self {
        Self(performance_now())
    }

    /// The time that has passed since then.
    pub fn elapsed(&self) -> Duration {
        Self::now().saturating_duration_since(*self)
    }

    /// The time from another one to this; zero if this is the earlier one.
    pub fn saturating_duration_since(&self, earlier: Self) -> Duration {
        from_milliseconds(self.0 - earlier.0)
    }

    /// The time so much later.
    pub fn checked_add(&self, duration: Duration) -> Option<Self> {
        Some(*self + duration)
    }
}

impl Add<Duration> for Instant {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        Self(self.0 + duration.as_secs_f64() * 1000.0)
    }
}

/// Waits. A timer of JavaScript counts to 2^31 ms and fires at once beyond; no wait here is
/// that long, since totals are bounded.
pub fn sleep(duration: Duration) -> Sleep {
    let milliseconds = (duration.as_secs_f64() * 1000.0)
        .ceil()
        .min(f64::from(i32::MAX));
    let mut timer = JsValue::UNDEFINED;
    let mut resolve = None;
    let promise = Promise::new(&mut |done, _| {
        timer = set_timeout(&done, milliseconds);
        resolve = Some(done);
    });
    Sleep {
        timer,
        resolve,
        done: promise.into(),
    }
}

/// Waits until then.
pub(crate) fn sleep_until(end: Instant) -> Sleep {
    sleep(end.saturating_duration_since(Instant::now()))
}

/// A wait; dropping it takes the timer back.
pub struct Sleep {
    timer: JsValue,
    resolve: Option<Function>,
    done: JsFuture,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut self.done).poll(context).map(drop)
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        clear_timeout(&self.timer);
        // The closures that listen to a promise are only freed once it is settled.
        if let Some(resolve) = self.resolve.take() {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    }
}
