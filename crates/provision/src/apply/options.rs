//! How a plan is applied, and the protections that tests can take away.

/// How a plan is applied.
#[derive(Clone, Debug, Default)]
pub struct ApplyOptions {
    /// Sends creations again whose outcome stayed unresolved, after looking for them once more.
    /// Somebody must have made sure that the users don't exist.
    pub resend_unresolved: bool,
    /// Finds out what became of requests under way when the host died, and ends the run without
    /// doing anything else. For a run that was given up for another plan.
    pub settle_only: bool,
    /// The protection that a test takes away.
    #[cfg(feature = "simulate")]
    pub without: Option<Protection>,
}

/// What keeps a run from doing harm. Tests take one away and see that harm is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(not(feature = "simulate"), allow(dead_code))]
pub enum Protection {
    /// Looking for a user who may have been created over the settle time, since lists lag.
    SettleTime,
    /// Never sending a creation again whose outcome isn't known.
    NoBlindRepeat,
    /// Looking with all filters, since lists may leave out contacts.
    AllKinds,
    /// Comparing addresses without case.
    KeyFolding,
    /// Intents being durable before requests leave.
    DurableIntent,
    /// Leaving an activation email unresolved rather than sending it twice.
    EmailOnce,
    /// Checking preconditions against a fresh reading.
    Drift,
    /// Reading a user once more directly before deleting.
    ReadBeforeDelete,
    /// No delete after a failure.
    DeletesAfterFailures,
    /// Ending only when the list shows what was done.
    ConfirmVisible,
    /// A plan being used once.
    PlanOnce,
    /// Beginning a new line after one that was cut.
    NewLine,
    /// The account of the plan being the account of the token.
    Identity,
    /// Guard: complete reading.
    CompleteRead,
    /// Guard: deletes.
    Deletes,
    /// Guard: administrators.
    Admins,
    /// Guard: the token's own user.
    OwnUser,
    /// Guard: creations a month.
    Month,
}

impl ApplyOptions {
    /// Whether a protection is in force.
    pub(crate) fn keeps(&self, protection: Protection) -> bool {
        #[cfg(feature = "simulate")]
        return self.without != Some(protection);
        #[cfg(not(feature = "simulate"))]
        {
            let _ = protection;
            true
        }
    }

    /// The guard that a test has switched off.
    pub(crate) fn guard_off(&self) -> Option<crate::Reason> {
        use crate::Reason;
        let guards = [
            (Protection::CompleteRead, Reason::CompleteRead),
            (Protection::Deletes, Reason::Deletes),
            (Protection::Admins, Reason::Admins),
            (Protection::OwnUser, Reason::OwnUser),
            (Protection::Month, Reason::Month),
        ];
        guards
            .into_iter()
            .find(|(protection, _)| !self.keeps(*protection))
            .map(|(_, reason)| reason)
    }
}
