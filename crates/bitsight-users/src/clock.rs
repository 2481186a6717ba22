//! Time: measuring it, waiting, and giving up, natively (tokio) and in JavaScript (`setTimeout`).
//!
//! Everything that waits goes through here, so that tests can stop the clock.

use std::{future::Future, pin::pin, task::Poll, time::Duration};

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use tokio::time::{Instant, sleep, sleep_until};

#[cfg(target_arch = "wasm32")]
pub(crate) use self::wasm::{Instant, sleep, sleep_until};

/// Runs `future` until `end` at most; `None` if it was not done by then, and it is dropped.
pub(crate) async fn until<F: Future>(end: Option<Instant>, future: F) -> Option<F::Output> {
    let Some(end) = end else {
        return Some(future.await);
    };
    let mut future = pin!(future);
    // Only what has to wait needs a timer.
    let mut timer = None;
    std::future::poll_fn(move |context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(Some(output));
        }
        let timer = timer.get_or_insert_with(|| Box::pin(sleep_until(end)));
        timer.as_mut().poll(context).map(|()| None)
    })
    .await
}

/// The time of day, for dates in headers.
pub(crate) fn now_unix() -> Duration {
    #[cfg(not(target_arch = "wasm32"))]
    return std::time::UNIX_EPOCH.elapsed().unwrap_or_default();
    #[cfg(target_arch = "wasm32")]
    return Duration::from_secs_f64((js_sys::Date::now() / 1000.0).max(0.0));
}

/// A date of a header, as the time since 1970.
pub(crate) fn parse_date(text: &str) -> Option<Duration> {
    #[cfg(not(target_arch = "wasm32"))]
    return httpdate::parse_http_date(text)
        .ok()?
        .duration_since(std::time::UNIX_EPOCH)
        .ok();
    // JavaScript reads these dates, and more, of which those without a zone mean the local one.
    #[cfg(target_arch = "wasm32")]
    return text
        .ends_with(" GMT")
        .then(|| js_sys::Date::parse(text) / 1000.0)
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
}

/// A number from 0 up to but not including 1.
pub(crate) fn random() -> f64 {
    #[cfg(not(target_arch = "wasm32"))]
    return fastrand::f64();
    #[cfg(target_arch = "wasm32")]
    return js_sys::Math::random();
}

#[cfg(target_arch = "wasm32")]
mod wasm {
    use std::{
        future::Future,
        ops::Add,
        pin::Pin,
        task::{Context, Poll},
        time::Duration,
    };

    use js_sys::{Function, Promise};
    use wasm_bindgen::prelude::*;
    use wasm_bindgen_futures::JsFuture;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_name = setTimeout)]
        fn set_timeout(callback: &Function, milliseconds: f64) -> JsValue;
        #[wasm_bindgen(js_namespace = performance, js_name = now)]
        fn performance_now() -> f64;
        #[wasm_bindgen(js_name = clearTimeout)]
        fn clear_timeout(timer: &JsValue);
    }

    /// Milliseconds of `performance.now()`, which nobody sets back; `Instant` of std panics here.
    #[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
    pub(crate) struct Instant(f64);

    impl Instant {
        pub fn now() -> Self {
            Self(performance_now())
        }

        pub fn elapsed(&self) -> Duration {
            Self::now().saturating_duration_since(*self)
        }

        pub fn saturating_duration_since(&self, earlier: Self) -> Duration {
            Duration::from_secs_f64(((self.0 - earlier.0) / 1000.0).max(0.0))
        }

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
    pub(crate) fn sleep(duration: Duration) -> Sleep {
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
    pub(crate) struct Sleep {
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
}
