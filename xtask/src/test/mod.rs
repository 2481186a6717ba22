//! `cargo xtask test`: every test of the project, as steps.

pub mod architecture;
pub mod changed;
pub mod fuzz;
pub mod javascript;
pub mod npx;
pub mod package;
pub mod reproducible;
pub mod rust;
pub mod wheel;
