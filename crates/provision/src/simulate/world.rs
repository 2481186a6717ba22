//! The account, the list and the policy that a seed makes.

use fastrand::Rng;
use serde_json::{Value, json};

/// What a run starts with.
pub(super) struct World {
    pub(super) users: Vec<Value>,
    /// The list as CSV.
    pub(super) csv: String,
    /// The policy as JSON.
    pub(super) policy: Value,
    /// Users whom the list wants to be absent, by their number.
    pub(super) absent: Vec<usize>,
    pub(super) seats: u64,
    /// The wall clock at the start, in seconds since 1970.
    pub(super) start: i64,
}

/// The chance of `percent` in a hundred.
pub(super) fn chance(rng: &mut Rng, percent: u32) -> bool {
    rng.u32(0..100) < percent
}

/// 2026-11-15 and 2026-11-30, both at noon: in the middle of a month, and half a day from its end.
const STARTS: [i64; 2] = [1_794_744_000, 1_796_040_000];

pub(super) fn user(guid: &str, email: &str, role: &str, status: &str, joined: &str) -> Value {
    json!({
        "guid": guid, "email": email, "formal_name": "Old Name", "friendly_name": "Old",
        "group": {"guid": "group-1", "name": "One"}, "status": status, "joined_time": joined,
        "last_login_time": null, "roles": [{"name": "x", "slug": role}],
        "is_available_for_contact": false, "is_company_api_token": false,
        "features": [{"slug": "wfh-ro", "value": true}], "mfa_status": "Not Enabled",
    })
}

impl World {
    pub(super) fn new(rng: &mut Rng) -> Self {
        let admins = rng.usize(2..5);
        // A delete needs ten people in scope; most runs are smaller, and faster.
        let people = if chance(rng, 35) {
            rng.usize(9..24)
        } else {
            rng.usize(2..8)
        };
        let (mut users, mut absent) = (Vec::new(), Vec::new());
        let mut csv =
            "email,formal_name,friendly_name,role,contact,state,previous_email\r\n".to_owned();
        // Whether the list changes most people, which a guard is there to stop.
        let many_edits = chance(rng, 10);
        for index in 0..admins + people {
            let is_admin = index < admins;
            let email = if chance(rng, 30) {
                format!("P{index}@Example.com")
            } else {
                format!("p{index}@example.com")
            };
            let role = if is_admin {
                "customer_admin"
            } else {
                "customer_user"
            };
            let status = match rng.u32(0..10) {
                _ if is_admin => "Activated",
                0 | 1 => "Created",
                2 => "Deactivated",
                _ => "Activated",
            };
            let joined = if chance(rng, 10) {
                "2026-11-03T00:00:00Z"
            } else {
                "2024-01-01T00:00:00Z"
            };
            let mut user = user(&format!("g{index}"), &email, role, status, joined);
            user["is_available_for_contact"] = json!(chance(rng, 25));
            if chance(rng, 20) {
                user["mfa_status"] = json!("Enabled");
            }
            let row = row(rng, index, is_admin, many_edits);
            if row.contains(",absent,") {
                absent.push(index);
            }
            csv += &row;
            users.push(user);
        }
        for index in 0..rng.usize(0..3) {
            let mut token = user(
                &format!("t{index}"),
                &format!("token{index}@example.com"),
                "customer_admin",
                "Activated",
                "2024-01-01T00:00:00Z",
            );
            token["is_company_api_token"] = json!(true);
            token["is_available_for_contact"] = json!(chance(rng, 30));
            users.push(token);
        }
        for index in 0..rng.usize(0..5) {
            let email = if chance(rng, 40) {
                format!("N{index}@Example.com")
            } else {
                format!("n{index}@example.com")
            };
            let contact = if chance(rng, 30) { "true" } else { "" };
            csv += &format!("{email},New Person,New,customer_user,{contact},,\r\n");
        }
        let deletes = rng.u32(0..4);
        let policy = json!({
            "allow_deletes": deletes,
            "require_mfa": chance(rng, 20),
            "resend_activation_after": chance(rng, 40).then_some(7),
            "protect": if chance(rng, 10) { vec!["p3@example.com"] } else { vec![] },
            "max_creates_per_month": if chance(rng, 15) { rng.u32(0..6) } else { 300 },
            "delete_after_failures": chance(rng, 10),
        });
        let seats = if chance(rng, 10) {
            rng.u64(0..4)
        } else {
            99_999
        };
        let start = STARTS.get(rng.usize(0..2)).copied().unwrap_or_default();
        Self {
            users,
            absent,
            csv,
            policy,
            seats,
            start,
        }
    }
}

/// The row of somebody who is in the account; empty if the list doesn't name the person. The
/// first user is the token's own.
fn row(rng: &mut Rng, index: usize, is_admin: bool, many_edits: bool) -> String {
    let email = format!("p{index}@example.com");
    match rng.u32(0..100) {
        _ if index == 0 => match rng.u32(0..20) {
            0 => format!("{email},,,customer_user,,,\r\n"),
            1 => format!("{email},,,,,absent,\r\n"),
            // A list needs a row.
            _ => format!("{email},,,,,,\r\n"),
        },
        0..=11 if is_admin => format!("{email},,,customer_user,,,\r\n"),
        0..=7 => format!("{email},,,,,absent,\r\n"),
        8..=15 => format!("{email},New Name,,,,,\r\n"),
        16..=40 if many_edits => format!("{email},New Name,,,,,\r\n"),
        16..=19 => format!("{email},,,,true,,\r\n"),
        20..=22 => format!("renamed{index}@example.com,,,,,,{email}\r\n"),
        23 => format!("{email},,,,,deactivated,\r\n"),
        24..=85 => format!("{email},,,,,,\r\n"),
        _ => String::new(),
    }
}
