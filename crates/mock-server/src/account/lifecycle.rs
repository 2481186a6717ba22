//! The state machine of a user: activation and two-factor authentication. The README draws it.

use axum::http::StatusCode;

use super::store::Account;
use crate::reply::{Problem, Reply};

const CREATED: &str = "Created";
pub(super) const ACTIVATED: &str = "Activated";
const DEACTIVATED: &str = "Deactivated";

const MFA_OFF: &str = "Not Enabled";
const MFA_PENDING: &str = "Pending";
const MFA_ON: &str = "Enabled";

/// Something that happens outside of the Users API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// The user follows the link in the activation email, or is switched on again.
    Activate,
    /// The user is switched off.
    Deactivate,
    /// The user logs in.
    Login,
    /// The user sets the second factor up.
    EnrollMfa,
}

impl Event {
    /// The event's name in the admin routes.
    pub(crate) fn by_name(name: &str) -> Option<Self> {
        match name {
            "activate" => Some(Self::Activate),
            "deactivate" => Some(Self::Deactivate),
            "login" => Some(Self::Login),
            "enroll-mfa" => Some(Self::EnrollMfa),
            _ => None,
        }
    }
}

impl Account {
    /// Lets an event happen to a user.
    pub(crate) fn happen(&mut self, guid: &str, event: Event) -> Result<Reply, Problem> {
        let mut user = self.find(guid)?.clone();
        let is_active = user.text("status") == ACTIVATED;
        let refuse = |act: &str| {
            let detail = format!("A user who isn't activated can't {act}.");
            Err(Problem::conflict(detail))
        };
        match event {
            Event::Activate => user.set("status", ACTIVATED),
            Event::Deactivate => user.set("status", DEACTIVATED),
            Event::Login if !is_active => return refuse("log in"),
            Event::Login => user.set("last_login_time", self.clock.tick()),
            Event::EnrollMfa if !is_active => return refuse("set up a second factor"),
            Event::EnrollMfa => user.set("mfa_status", MFA_ON),
        }
        let reply = Reply::ok(user.listed());
        self.put(user);
        Ok(reply)
    }

    pub(crate) fn require_mfa(&mut self, guid: &str) -> Result<Reply, Problem> {
        let mut user = self.find(guid)?.clone();
        if user.text("mfa_status") != MFA_OFF {
            let detail = "The user has two-factor authentication already.";
            return Err(Problem::bad_request(detail));
        }
        user.set("mfa_status", MFA_PENDING);
        self.put(user);
        Ok(Reply::empty(StatusCode::OK))
    }

    pub(crate) fn reset_mfa(&mut self, guid: &str) -> Result<Reply, Problem> {
        let mut user = self.find(guid)?.clone();
        if user.text("mfa_status") == MFA_OFF {
            let detail = "The user has two-factor authentication switched off already.";
            return Err(Problem::bad_request(detail));
        }
        user.set("mfa_status", MFA_OFF);
        self.put(user);
        Ok(Reply::empty(StatusCode::OK))
    }

    pub(crate) fn reset_pending_mfa(&mut self, guid: &str) -> Result<Reply, Problem> {
        let mut user = self.find(guid)?.clone();
        if user.text("mfa_status") != MFA_PENDING {
            let detail = "The user has no pending enrolment in two-factor authentication.";
            return Err(Problem::bad_request(detail));
        }
        user.set("mfa_status", MFA_OFF);
        self.put(user);
        Ok(Reply::empty(StatusCode::OK))
    }

    pub(crate) fn resend_activation_email(&self, guid: &str) -> Result<Reply, Problem> {
        match self.find(guid)?.text("status") {
            CREATED => Ok(Reply::empty(StatusCode::OK)),
            DEACTIVATED => Err(Problem::bad_request("The user is deactivated.")),
            _ => Err(Problem::bad_request("The user is activated already.")),
        }
    }
}
