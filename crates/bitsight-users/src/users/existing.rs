//! The existing user in an error.

use crate::{error::Error, types::User};

impl Error {
    /// The user that already exists with the email of the user to be created. Only with
    /// [`Code::Conflict`](crate::Code::Conflict), and only if a look-up has found one.
    pub fn existing_user(&self) -> Option<User> {
        serde_json::from_str(self.existing_user_json()?).ok()
    }
}
