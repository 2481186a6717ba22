//! The account: a snapshot of its users, and how one is read completely.

mod reader;
mod snapshot;
mod user;

pub use self::{
    reader::{AccountReader, ReadError, ReadStep},
    snapshot::{Account, Group},
    user::User,
};
pub(crate) use self::{
    reader::{KINDS, Reading},
    user::Mfa,
};
