//! Bodies of any size, plain or packed, that are never in memory as a whole.

use std::io::Write;

use axum::{
    body::Body,
    http::{
        HeaderValue,
        header::{CONTENT_ENCODING, CONTENT_TYPE},
        response::Parts,
    },
    response::Response,
};
use flate2::{Compression, Crc, write::DeflateEncoder};

use super::{super::script::Script, answers::checked};

/// How much of the body is written at once: large enough for the socket, small enough for memory.
const CHUNK: usize = 1 << 20;

/// A gzip header (RFC 1952) without name and time, for a system that is not known.
const GZIP_HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// An empty last block of deflate (RFC 1951).
const DEFLATE_END: [u8; 2] = [3, 0];

/// A body.
pub(super) struct Flood {
    /// The unpacked size; `None` for a body without end.
    pub(super) bytes: Option<u64>,
    pub(super) prefix: String,
    pub(super) fill: String,
    pub(super) gzip: bool,
}

impl Flood {
    pub(super) fn head(&self, status: u16) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = checked(status);
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if self.gzip {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }

    pub(super) fn script(&self, parts: &Parts) -> Script {
        let size = self.bytes.unwrap_or(u64::MAX);
        let prefix = first(self.prefix.as_bytes(), size);
        // Whole repetitions of `fill`, which is not empty: the fault's check makes sure of that.
        let chunk = self
            .fill
            .repeat(CHUNK.div_ceil(self.fill.len().max(1)))
            .into_bytes();
        let left = self.bytes.map(|bytes| bytes - length(prefix));
        let times = left.map(|left| left / length(&chunk).max(1));
        let rest = first(&chunk, left.map_or(0, |left| left % length(&chunk).max(1)));
        if self.gzip {
            return gzip(parts, prefix, &chunk, times, rest);
        }
        let script = Script::new().head(parts, self.bytes).write(prefix);
        script.repeat(chunk.clone(), times).write(rest)
    }
}

/// The first bytes, at most so many.
fn first(bytes: &[u8], count: u64) -> &[u8] {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    bytes.get(..count).unwrap_or(bytes)
}

/// Packs a chunk once and sends it many times: each part is packed by itself and ends on a byte, so
/// that the parts can follow each other in any number.
fn gzip(parts: &Parts, prefix: &[u8], chunk: &[u8], times: Option<u64>, rest: &[u8]) -> Script {
    let script = Script::new()
        .head(parts, None)
        .write(GZIP_HEAD)
        .write(deflate(prefix))
        .repeat(deflate(chunk), times);
    // A body without end has no checksum.
    let Some(times) = times else { return script };
    let mut sum = checksum(prefix);
    let repeated = checksum(chunk);
    for _ in 0..times {
        sum.combine(&repeated);
    }
    sum.combine(&checksum(rest));
    let trailer = [sum.sum(), sum.amount()].map(u32::to_le_bytes).concat();
    script
        .write(deflate(rest))
        .write(DEFLATE_END)
        .write(trailer)
}

/// Packs a part of a body, which another part may follow.
fn deflate(part: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    // Writing to a vector can't fail.
    let _ = encoder.write_all(part).and_then(|()| encoder.flush());
    encoder.get_ref().clone()
}

fn checksum(part: &[u8]) -> Crc {
    let mut sum = Crc::new();
    sum.update(part);
    sum
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
