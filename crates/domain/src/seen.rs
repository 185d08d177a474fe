//! The mark of what a form shows: nobody overwrites what they have not seen.

use sha2::Digest as _;

/// A mark of something that a form shows, sent back with the form: a hash, so that a page does not
/// carry more than what it shows.
pub fn mark(shown: &impl std::fmt::Debug) -> String {
    let hash = sha2::Sha256::digest(format!("{shown:?}"));
    hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}
