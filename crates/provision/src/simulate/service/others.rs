//! The other people who use the service.

use serde_json::json;

use super::{Other, Service, Stored};
use crate::{Key, Timestamp, simulate::world::user};

impl Service {
    /// Somebody else does something. Administrators are left alone: that they stay is an invariant
    /// of ours, not theirs.
    pub(super) fn disturb(&mut self, other: &Other, at: u64, wall: Timestamp) {
        self.disturbed = true;
        let is_person = |stored: &Stored| {
            stored.user["roles"][0]["slug"] != "customer_admin"
                && stored.user["is_company_api_token"] == false
        };
        match other {
            Other::Create(email) => {
                if self.holder(&Key::new(email)).is_none() {
                    self.next_guid += 1;
                    let guid = format!("o{}", self.next_guid);
                    let created = user(&guid, email, "customer_user", "Created", &wall.to_string());
                    self.users.push(Stored {
                        user: created,
                        since: at,
                        changed: None,
                    });
                }
            }
            Other::Delete(index) => {
                if self.users.get(*index).is_some_and(is_person) {
                    self.users.remove(*index);
                    self.others_deleted = true;
                }
            }
            Other::Rename(index) | Other::Promote(index) | Other::Activate(index) => {
                if let Some(stored) = self
                    .users
                    .get_mut(*index)
                    .filter(|stored| is_person(stored))
                {
                    let promoted = json!([{"name": "x", "slug": "customer_group_admin"}]);
                    match other {
                        Other::Rename(_) => stored.user["formal_name"] = json!("Changed by others"),
                        // Twice is once: the second time changes nothing that a delete could see.
                        Other::Promote(_) if stored.user["roles"] != promoted => {
                            stored.user["roles"] = promoted;
                            stored.changed = Some(at);
                        }
                        Other::Activate(_) if stored.user["status"] == "Created" => {
                            stored.user["status"] = json!("Activated");
                            stored.changed = Some(at);
                        }
                        _ => {}
                    }
                }
            }
        }
        self.publish(at);
    }
}
