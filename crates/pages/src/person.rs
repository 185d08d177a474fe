//! The person.
