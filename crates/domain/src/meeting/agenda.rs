//! What a call writes down to be talked about.

codes! {
    /// Where something to talk about came from, where the call wrote it down. Its words are stored;
    /// a page says them in the reader's own.
    AgendaFrom {
        /// What the meeting must decide.
        MustDecide = "この会議で決めること",
        /// Why somebody asked for the meeting.
        Request = "会議の依頼",
        /// A short goal of the service use plan.
        ServiceUseShort = "サービス等利用計画の短期目標",
        /// A long goal of it.
        ServiceUseLong = "サービス等利用計画の長期目標",
        /// A short goal of the individual support plan.
        IndividualShort = "個別支援計画の短期目標",
        /// A long goal of it.
        IndividualLong = "個別支援計画の長期目標",
        /// A task from the last meeting.
        LastDecided = "前回の会議で決めたこと",
        /// A task from before.
        StillOpen = "続いている役割",
        /// What could not be done at the last meeting.
        LastGap = "前回、今はできないとしたこと",
    }
}
