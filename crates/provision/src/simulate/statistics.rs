//! What simulated runs did.

/// What simulated runs did, to see that they do what they are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Users created, edited, deleted, in the service's own count.
    pub created: usize,
    /// Users edited or renamed.
    pub edited: usize,
    /// Users deleted.
    pub deleted: usize,
    /// Times the host was killed.
    pub kills: usize,
    /// Requests whose answer was lost although they took effect.
    pub lost: usize,
    /// Rows whose outcome nobody knows.
    pub unresolved: usize,
    /// Rows that somebody else changed first.
    pub drifted: usize,
    /// Rows that a guard or a limit stopped.
    pub refused: usize,
    /// Second runs that were found to have nothing to do.
    pub idle: usize,
}

impl std::ops::AddAssign for Statistics {
    fn add_assign(&mut self, other: Self) {
        self.created += other.created;
        self.edited += other.edited;
        self.deleted += other.deleted;
        self.kills += other.kills;
        self.lost += other.lost;
        self.unresolved += other.unresolved;
        self.drifted += other.drifted;
        self.refused += other.refused;
        self.idle += other.idle;
    }
}
