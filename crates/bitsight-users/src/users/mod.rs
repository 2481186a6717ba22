//! Creating users without ever creating two.
//!
//! A create is not idempotent, and the service has no idempotency keys. When the answer to a create is
//! lost, the only way to learn its outcome is to *look up* the user by email. Two things make
//! that harder than one request:
//!
//! - A user that exists can be missing from a list. Lists leave out company tokens and contacts unless
//!   they are asked for, they come in pages, they can lag behind writes, and a filter can be ignored. So
//!   a look-up asks for every kind of user, reads every page, and says whether it was *complete*.
//! - A create can take effect after its connection has ended. So absence is only believed once it has
//!   lasted for the *settle time*, counted from the end of the last attempt, with look-ups in between and
//!   one directly before anything is sent again.
//!
//! A user who is found is compared with the request. If every field that was set agrees, the user is the
//! result; otherwise it is a conflict. If absence can't be established, the call ends with the effect
//! `possible`, and the message reports the findings.
//!
//! `ensure_user` looks the user up before it creates anything. Two of them for one email, in one client,
//! never run at once, and the later one knows of the create of the earlier one, since lists can lag behind
//! it.
//!
//! One gap is left: a service that applies a create later than the settle time after its connection ended,
//! and that accepts two users with one email, ends up with two.

#[doc(hidden)]
pub mod all;
mod compare;
mod create;
#[doc(hidden)]
pub mod ensure;
mod existing;
#[doc(hidden)]
pub mod find;
mod kinds;
mod look_up;
pub(crate) mod recent;

use crate::{
    call::{
        answer::{Answer, Read},
        route::Route,
    },
    client::Client,
    error::Error,
    operation::{Arguments, Expected, Retry},
    types::response::Response,
};

impl Client {
    /// Calls an operation. Only this function decides whether users are looked up after a lost response.
    pub(crate) async fn perform<T>(
        &self,
        route: &'static Route,
        arguments: &Arguments,
        read: Read<T>,
    ) -> Result<Response<T>, Error> {
        match route.operation.retry {
            Retry::Lookup => create::create(self, route, arguments, self.deadline(), read).await,
            _ => self.call(route, arguments, read).await,
        }
    }

    /// Calls an operation whose body the bindings validate: the value is whether they have kept it.
    #[doc(hidden)]
    pub async fn perform_validated(
        &self,
        route: &'static Route,
        arguments: &Arguments,
    ) -> Result<Response<bool>, Error> {
        let read = match route.operation.success.body {
            Expected::Json => Answer::validated_json,
            Expected::Nothing | Expected::JsonOrNothing => Answer::validated,
        };
        self.perform(route, arguments, read).await
    }
}
