//! What is written down about every change and every look.

codes! {
    /// What was done. The person reads these as sentences.
    Deed {
        /// Looked at the person's page or a part of it.
        Saw = "saw",
        /// Printed or exported.
        Printed = "printed",
        /// Made a record.
        Made = "made",
        /// Changed a record by adding to it.
        Changed = "changed",
        /// Took out what was wrong.
        Removed = "removed",
        /// Asked for consent.
        Asked = "asked",
        /// Gave consent.
        Consented = "consented",
        /// Said no to sharing.
        Declined = "declined",
        /// Let data flow without consent, on another ground.
        Shared = "shared",
        /// Withdrew consent.
        Withdrew = "withdrew",
        /// Answered.
        Answered = "answered",
        /// Closed or locked.
        Closed = "closed",
        /// Made one of two records of the same person.
        Joined = "joined",
        /// Made two records again of what had been made one.
        Separated = "separated",
        /// Handed over or sent.
        Sent = "sent",
        /// Signed in.
        SignedIn = "signed_in",
        /// Signed out.
        SignedOut = "signed_out",
        /// Was refused.
        Refused = "refused",
    }
}
