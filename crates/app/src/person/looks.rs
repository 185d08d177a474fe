//! Who looked at a person, and who changed what.

use super::{Head, head};
use crate::list::{PAGE, last_page};
use crate::op::{japan, local_day};
use crate::{Op, Result};
use jiff::Timestamp;
use std::collections::BTreeSet;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::ids::{AccountId, PersonId};
use tsumugi_domain::policy::PersonAction;
use tsumugi_store::audit::Looker;
use tsumugi_store::{ReadTx, audit};

/// What one reader looked at on one day, or one change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookGroup {
    /// When; of several looks, when last.
    pub at: Timestamp,
    /// Who, by the account; none for the machine and for guests.
    pub account: Option<AccountId>,
    /// Who.
    pub actor_name: String,
    /// From where.
    pub org_name: String,
    /// What they did.
    pub deed: Deed,
    /// On what.
    pub subjects: Vec<String>,
    /// How often.
    pub count: i64,
}

/// A page of who looked.
#[derive(Debug, Clone)]
pub struct Looks {
    /// The person.
    pub head: Head,
    /// Who looked this month, who looked last first; somebody with two posts once for each.
    pub month: Vec<Looker>,
    /// How many people those are.
    pub people: usize,
    /// This page, the newest first.
    pub groups: Vec<LookGroup>,
    /// How many pages there are.
    pub pages: i64,
}

/// Who looked, for the person and those who answer for them; `others` leaves out the reader's own
/// looks, among which everybody else's would be hard to find.
///
/// # Errors
/// As [`Op::see`].
pub fn looks(op: &Op<'_>, person: PersonId, page: i64, others: bool) -> Result<Looks> {
    op.see(person, PersonAction::SeeLooks, "looks", |tx, proof| {
        let without = others.then_some(op.actor.account);
        let read = |tx: &mut ReadTx<'_>, page: i64| {
            audit::looks(tx, proof, without, (PAGE, (page.max(1) - 1).saturating_mul(PAGE)))
        };
        let (mut looks, count) = read(tx, page)?;
        let pages = last_page(count);
        if page > pages {
            looks = read(tx, pages)?.0;
        }
        let first = op.today().first_of_month().to_zoned(japan());
        let since = first.map_or(op.now, |first| first.timestamp());
        let month = audit::readers(tx, proof, without, since)?;
        Ok(Looks {
            people: people(&month),
            month,
            head: head(op, tx, proof)?,
            groups: gathered(looks),
            pages,
        })
    })
}

/// One account is one person, from wherever they looked; guests and the machine have none, and are
/// told apart by their names.
fn people(month: &[Looker]) -> usize {
    let who = |one: &Looker| (one.account, one.account.is_none().then(|| one.name.clone()));
    month.iter().map(who).collect::<BTreeSet<_>>().len()
}

/// All that one reader looked at on one day becomes one line, where the last of it stands.
fn gathered(looks: Vec<audit::Look>) -> Vec<LookGroup> {
    let mut groups: Vec<LookGroup> = Vec::new();
    for look in looks {
        let same = |group: &&mut LookGroup| {
            (group.deed, look.deed) == (Deed::Saw, Deed::Saw)
                && local_day(group.at) == local_day(look.at)
                && (group.account, &group.actor_name, &group.org_name)
                    == (look.account, &look.actor_name, &look.org_name)
        };
        if let Some(group) = groups.iter_mut().rev().find(same) {
            group.count += look.count;
            group.subjects.push(look.subject);
        } else {
            groups.push(LookGroup {
                at: look.at,
                account: look.account,
                actor_name: look.actor_name,
                org_name: look.org_name,
                deed: look.deed,
                subjects: vec![look.subject],
                count: look.count,
            });
        }
    }
    groups
}
