//! The user of the documentation's example, for whom the documented mode has fixed values.

const EMAIL: &str = "arnold@actorsfilms.us";
const GUID: &str = "11111111-aaaa-1111-aaaa-111111111111";
const JOINED_TIME: &str = "2020-02-02T20:20:20Z";

/// The guid and the joining time that a new user with this address gets in documented mode.
pub(crate) fn pinned(email: &str) -> Option<(&'static str, &'static str)> {
    email
        .eq_ignore_ascii_case(EMAIL)
        .then_some((GUID, JOINED_TIME))
}
