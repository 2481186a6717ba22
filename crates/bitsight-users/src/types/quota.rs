//! The quota of active users.

use crate::generated::client::types::UserQuota;

/// The `total_active_quota` of an account without a limit. The service's own description of the API has this number.
const UNLIMITED: i64 = 99_999;

impl UserQuota {
    /// Whether the account may have any number of active users. `total_active_quota` is then 99999, and
    /// `remaining_active_quota` means nothing.
    ///
    /// The limit of 300 creations a month applies all the same.
    pub fn is_unlimited(&self) -> bool {
        self.total_active_quota == Some(UNLIMITED)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)] // a test may fail loudly
mod tests {
    use super::*;

    #[test]
    fn one_number_stands_for_no_limit() {
        for (quota, is_unlimited) in [
            (r#"{"total_active_quota":99999}"#, true),
            (r#"{"total_active_quota":99998}"#, false),
            (r#"{"total_active_quota":null}"#, false),
            ("{}", false),
        ] {
            let quota: UserQuota = serde_json::from_str(quota).unwrap();
            assert_eq!(quota.is_unlimited(), is_unlimited);
        }
    }
}
