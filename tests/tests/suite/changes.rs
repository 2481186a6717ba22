//! `UserChanges` as values: whether anything is set, and what `Debug` shows.

use bitsight_users::{
    UserChanges,
    types::{FeatureSetting, ListUsersQuery},
};

#[test]
fn changes_show_what_is_set_and_tell_whether_anything_is() {
    let nothing = UserChanges::new();
    assert!(nothing.is_empty());
    assert_eq!(format!("{nothing:?}"), "UserChanges");
    let changes = UserChanges::new()
        .friendly_name("Emma")
        .clear_group()
        .features(Vec::<FeatureSetting>::new());
    assert!(!changes.is_empty());
    assert_eq!(
        format!("{changes:?}"),
        r#"UserChanges { friendly_name: "Emma", group: None, features: [] }"#
    );
    assert!(!UserChanges::new().clear_group().is_empty());
    let query = ListUsersQuery::new().limit(5);
    assert_eq!(format!("{query:?}"), "ListUsersQuery { limit: 5 }");
}
