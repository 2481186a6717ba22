//! Any user that the response schema allows is read, and written as it was.

use bitsight_users::types::User;
use proptest::{collection::vec, option, prelude::*};
use serde_json::{Map, Value, json};

/// Any JSON, of a depth and size that a field may have.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        prop::num::f64::NORMAL.prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::from),
            vec((any::<String>(), inner), 0..5).prop_map(|fields| fields.into_iter().collect()),
        ]
    })
}

/// An object with these fields, and others that no document knows, before and after them.
fn with_extra(fields: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    let extra = || vec(("[a-z_]{1,8}|\\PC{0,4}", any_json()), 0..3);
    (extra(), fields, extra()).prop_map(|(before, fields, after)| {
        let mut object: Map<String, Value> = before.into_iter().collect();
        // Known fields as the schema has them, and what is only optional not set by chance.
        for name in [
            "features",
            "landing_page",
            "preferred_contact_for_entities",
            "mfa_status",
        ] {
            object.remove(name);
        }
        object.extend(fields.as_object().cloned().unwrap_or_default());
        for (name, value) in after {
            object.entry(name).or_insert(value);
        }
        Value::Object(object)
    })
}

/// One of the known values, or any other.
fn open(known: &'static [&'static str]) -> impl Strategy<Value = Value> {
    prop_oneof![
        prop::sample::select(known).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ]
}

fn time() -> impl Strategy<Value = Value> {
    let form =
        "[12][0-9]{3}-[01][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?Z?";
    prop_oneof![form, any::<String>()].prop_map(Value::from)
}

fn role() -> impl Strategy<Value = Value> {
    let fields = (any::<String>(), open(&["customer_user", "customer_admin"]));
    with_extra(fields.prop_map(|(name, slug)| json!({ "name": name, "slug": slug })))
}

fn feature() -> impl Strategy<Value = Value> {
    let value = prop_oneof![
        any::<bool>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    let fields = (open(&["wfh-ro", "fq-access"]), value, any::<bool>());
    with_extra(fields.prop_map(|(slug, value, can_update)| {
        json!({ "slug": slug, "value": value, "can_update": can_update })
    }))
}

fn group() -> impl Strategy<Value = Value> {
    let fields = (any::<String>(), any::<String>());
    with_extra(fields.prop_map(|(guid, name)| json!({ "guid": guid, "name": name })))
}

prop_compose! {
    /// The fields that only some answers have.
    fn optional()(
        features in option::of(vec(feature(), 0..3)),
        landing_page in option::of(open(&["DEFAULT"])),
        contact_for in option::of(vec(any::<String>(), 0..3)),
        mfa_status in option::of(any::<String>()),
    ) -> Map<String, Value> {
        let fields = [
            ("features", features.map(Value::from)),
            ("landing_page", landing_page),
            ("preferred_contact_for_entities", contact_for.map(Value::from)),
            ("mfa_status", mfa_status.map(Value::from)),
        ];
        let set = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        set.collect()
    }
}

prop_compose! {
    fn required()(
        names in [any::<String>(), any::<String>(), any::<String>(), any::<String>()],
        group in group(),
        status in open(&["Activated", "Created", "Deactivated"]),
        last_login_time in option::of(time()),
        joined_time in time(),
        roles in vec(role(), 0..3),
        flags in any::<[bool; 2]>(),
    ) -> Map<String, Value> {
        let [guid, friendly_name, formal_name, email] = names;
        let fields = json!({
            "guid": guid,
            "friendly_name": friendly_name,
            "formal_name": formal_name,
            "email": email,
            "group": group,
            "status": status,
            "last_login_time": last_login_time,
            "joined_time": joined_time,
            "roles": roles,
            "is_available_for_contact": flags[0],
            "is_company_api_token": flags[1],
        });
        fields.as_object().cloned().unwrap_or_default()
    }
}

fn user() -> impl Strategy<Value = Value> {
    let fields = (required(), optional()).prop_map(|(mut fields, optional)| {
        fields.extend(optional);
        Value::Object(fields)
    });
    with_extra(fields)
}

proptest! {
    #[test]
    fn a_user_survives_a_read_and_a_write(sent in user()) {
        // By text, as it comes over the network, and goes back.
        let read: User = serde_json::from_str(&sent.to_string()).unwrap();
        let written = serde_json::to_string(&read).unwrap();
        // A documented field that is null reads as absent.
        let mut expected = sent.clone();
        let fields = expected.as_object_mut().unwrap();
        fields.retain(|name, value| name != "last_login_time" || !value.is_null());
        prop_assert_eq!(&serde_json::from_str::<Value>(&written).unwrap(), &expected);
        // And once more, to the same.
        prop_assert_eq!(&serde_json::from_str::<User>(&written).unwrap(), &read);
        prop_assert_eq!(&read.guid, sent["guid"].as_str().unwrap());
        let status = read.status.as_ref().map(ToString::to_string);
        prop_assert_eq!(status.as_deref(), sent["status"].as_str());
        let joined = read.joined_time.as_ref().map(|time| time.as_str());
        prop_assert_eq!(joined, sent["joined_time"].as_str());
    }
}
