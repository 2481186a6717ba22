//! Statuses.

use std::fmt;

use crate::Error;

/// The status of a response.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct StatusCode(u16);

impl StatusCode {
    /// 101
    pub const SWITCHING_PROTOCOLS: Self = Self(101);
    /// 408
    pub const REQUEST_TIMEOUT: Self = Self(408);
    /// 429
    pub const TOO_MANY_REQUESTS: Self = Self(429);
    /// 502
    pub const BAD_GATEWAY: Self = Self(502);
    /// 503
    pub const SERVICE_UNAVAILABLE: Self = Self(503);
    /// 504
    pub const GATEWAY_TIMEOUT: Self = Self(504);

    /// Its number.
    pub fn as_u16(&self) -> u16 {
        self.0
    }

    /// Whether it is one of 2xx.
    pub fn is_success(&self) -> bool {
        self.0 / 100 == 2
    }

    /// Whether it is one of 4xx.
    pub fn is_client_error(&self) -> bool {
        self.0 / 100 == 4
    }

    /// Whether it is one of 5xx.
    pub fn is_server_error(&self) -> bool {
        self.0 / 100 == 5
    }
}

impl TryFrom<u16> for StatusCode {
    type Error = Error;

    /// Refuses numbers that don't have three digits, such as the 0 of a response that JavaScript must not see.
    fn try_from(number: u16) -> Result<Self, Error> {
        match number {
            100..=999 => Ok(Self(number)),
            _ => Err(Error("invalid status code")),
        }
    }
}

/// 200
impl Default for StatusCode {
    fn default() -> Self {
        Self(200)
    }
}

/// The number alone: the names of all statuses would be in the module.
impl fmt::Display for StatusCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for StatusCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
