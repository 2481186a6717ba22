//! The existing users and access groups in an error.

use serde::de::DeserializeOwned;

use crate::{error::Error, types::User};

impl Error {
    /// The user that already exists with the email of the user to be created. Only with
    /// [`Code::Conflict`](crate::Code::Conflict), and only if a look-up has found one.
    pub fn existing_user(&self) -> Option<User> {
        serde_json::from_str(self.existing_user_json()?).ok()
    }

    /// The users, or access groups, of which there should have been one at most. Only with
    /// [`Code::Ambiguous`](crate::Code::Ambiguous).
    ///
    /// ```
    /// # fn run(error: &bitsight_users::Error) {
    /// for user in error.matches::<bitsight_users::User>() {
    ///     println!("{} {}", user.guid, user.email);
    /// }
    /// # }
    /// ```
    ///
    /// Those that can't be decoded are left out; [`matches_json`](Self::matches_json) has them all.
    pub fn matches<T: DeserializeOwned>(&self) -> Vec<T> {
        let matches = self.matches_json().iter();
        matches
            .filter_map(|text| serde_json::from_str(text).ok())
            .collect()
    }
}
