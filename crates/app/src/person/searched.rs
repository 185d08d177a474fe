//! Which name a page searches for: kept in the session, for the page on which it was typed.

use crate::{Op, Problems, Result};
use tsumugi_domain::ids::{PersonId, SessionId};
use tsumugi_domain::policy;
use tsumugi_store::session;

/// Longest text that is searched for, in characters.
const LONGEST_SEARCH: usize = 100;

/// The page on which a name was typed: it is searched for there and nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchedOn {
    /// The list of people.
    List,
    /// The choice of a second record of this person.
    Merge(PersonId),
}

impl SearchedOn {
    /// What the session keeps before the name; nothing that can be typed begins with a new line.
    fn mark(self) -> String {
        match self {
            Self::List => String::new(),
            Self::Merge(person) => format!("\n{person}\n"),
        }
    }

    /// What was typed on this page, of what the session keeps.
    #[must_use]
    pub fn text(self, kept: &str) -> &str {
        let typed = kept.strip_prefix(&self.mark()).unwrap_or_default();
        if typed.contains('\n') { "" } else { typed }
    }
}

/// Notes in the session which name a page searches for: a name in an address would stay in the
/// browser's history. Whoever looks at the page then leaves their entry.
///
/// # Errors
/// [`Hidden`](crate::AppError::Hidden) for anybody who is not a worker; [`Invalid`](crate::AppError::Invalid)
/// (`error-too-long`).
pub fn search(op: &Op<'_>, at: SessionId, on: SearchedOn, text: &str) -> Result<()> {
    policy::see_own_people(&op.actor)?;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut problems = Problems::new();
    if text.chars().count() > LONGEST_SEARCH {
        let most = vec![("most", LONGEST_SEARCH.to_string())];
        problems.add_with("search", "error-too-long", most);
    }
    problems.check()?;
    let kept = format!("{}{text}", on.mark());
    op.db.write(|tx| Ok(session::set_people_search(tx, op.region(), at, &kept)?))
}
