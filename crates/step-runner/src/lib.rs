#![doc = include_str!("../README.md")]

pub mod files;
pub mod fingerprint;
pub mod log;
pub mod project;
pub mod step;
pub mod steps;
