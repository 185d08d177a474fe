//! What lists about several people can be narrowed down to, and how they are ordered.

codes! {
    /// In which order the rows stand.
    Order {
        /// By their day, what is next or newest first.
        Day = "day",
        /// By the people's names, in kana order.
        Name = "name",
    }
}

codes! {
    /// Which meetings.
    Meetings {
        /// Being called, or with a day.
        Open = "open",
        /// Held and closed.
        Closed = "closed",
        /// Called off.
        CalledOff = "called_off",
    }
}

codes! {
    /// Which tasks.
    Tasks {
        /// The reader's own that are open.
        Mine = "mine",
        /// Without a name, a day or a sign: 宙に浮いた役割.
        Hanging = "hanging",
        /// Open after their day.
        Late = "late",
        /// All that are open.
        Open = "open",
        /// Done, or found not to be possible.
        Ended = "ended",
    }
}

codes! {
    /// Which unmet needs.
    Needs {
        /// With the team.
        Open = "open",
        /// Reported to the council without names.
        Reported = "reported",
        /// Not reported, because the person or the family asked so.
        NotReported = "not_reported",
    }
}

codes! {
    /// Which people.
    People {
        /// All of the reader's.
        All = "all",
        /// Younger than eighteen.
        Children = "children",
        /// Eighteen or older, or of an age that nobody wrote down.
        Adults = "adults",
        /// Without a plan that counts.
        WithoutPlan = "without_plan",
    }
}

codes! {
    /// In which order people stand.
    PeopleOrder {
        /// In kana order.
        Name = "name",
        /// The youngest first; whose birthday is not known stands last.
        Age = "age",
    }
}
