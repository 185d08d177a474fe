//! What the machine does in the background.

codes! {
    /// What a job does.
    JobKind {
        /// Numbers entries of the audit.
        SequenceAudit = "sequence_audit",
        /// Once a day: forgets what has ended, and lets every worker's people be looked through.
        Forget = "forget",
        /// Gathers one worker's week, and then looks through their people for what is to be told.
        LookThrough = "look_through",
    }
}
