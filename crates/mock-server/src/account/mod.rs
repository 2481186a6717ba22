//! The account: its users, groups and companies, what the operations do to them, and the options that
//! say how the service behaves.

mod changes;
mod documented;
mod lag;
mod lifecycle;
mod list;
mod options;
mod page;
mod seeding;
mod store;
mod user;
mod users;
mod views;

pub(crate) use lifecycle::Event;
pub(crate) use list::ListQuery;
pub use options::Options;
pub(crate) use store::Account;
