//! The tasks of the menu, and the steps that they share.

pub mod audit;
pub mod bench;
pub mod build;
pub mod check;
pub mod consumer;
pub mod create;
pub mod demo;
pub mod docs;
pub mod document;
pub mod matrix;
pub mod mock;
pub mod native;
pub mod notices;
pub mod quickstart;
pub mod regen;
pub mod simulate;
pub mod size;
