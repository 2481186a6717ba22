//! Networks as companies have them: proxies, and certificates of a private authority.

mod support;

mod certificates;
mod clients;
mod proxies;
