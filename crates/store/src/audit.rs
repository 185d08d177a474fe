//! Who did and saw what. Entries are only ever added; one job numbers them.

use crate::value::{code, id, opt_id};
use crate::{ReadTx, Result, WriteTx};
use jiff::Timestamp;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::ids::{AccountId, AuditId, PersonId, RegionId};
use tsumugi_domain::policy::{Authorized, Read};

/// The day in Japan, as a number of days.
macro_rules! local_day {
    () => {
        "(a.at + 32400000000) / 86400000000"
    };
}

/// The records whose entries are a person's (`$2`), and between which instants: the own one; what
/// went into it, up to then; and what it had gone into, for as long as that lasted.
macro_rules! records {
    () => {
        "with recursive inside (person_id, since, until) as (select p.person_id, -1, \
         9000000000000000000 from person p where p.region_id = $1 and p.person_id = $2 \
         union all select g.merged, -1, g.at from inside w cross join person_merge g \
         where g.region_id = $1 and g.kept = w.person_id and g.undone_at is null), \
         outside (person_id, since, until) as (select g.kept, g.at, g.undone_at \
         from person_merge g where g.region_id = $1 and g.merged = $2 and g.undone_at is not null \
         union all select g.kept, g.at, g.undone_at from outside w cross join person_merge g \
         where g.region_id = $1 and g.merged = w.person_id and g.at >= w.since \
         and g.undone_at <= w.until), \
         records (person_id, since, until) as (select * from inside \
         union all select * from outside) "
    };
}

pub(crate) use records;

/// The entries about a person (`$2`) without those of one account (`$3`).
macro_rules! entries {
    () => {
        "from records w cross join audit a where a.region_id = $1 \
         and a.person_id = w.person_id and a.at > w.since and a.at < w.until \
         and coalesce(a.account_id, '') <> $3"
    };
}

/// Looks of one reader at one thing on one day stand together, every change stands alone.
macro_rules! gathered {
    () => {
        concat!(
            entries!(),
            " group by ",
            local_day!(),
            ", a.account_id, a.actor_name, a.org_name, a.deed, a.subject, \
             case when a.deed = 'saw' then '' else a.audit_id end"
        )
    };
}

statements! {
    INSERT = "insert into audit (region_id, audit_id, at, account_id, actor_name, org_name, deed, \
        subject, object, person_id, classes, bytes, leaf) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    LOOKS = concat!(records!(), "select max(a.at), a.account_id, a.actor_name, a.org_name, a.deed, a.subject, count(*) ",
        gathered!(), " order by max(a.at) desc, min(a.audit_id) desc limit $4 offset $5");
    READERS = concat!(records!(), "select a.account_id, a.actor_name, a.org_name, max(a.at) ", entries!(),
        " and a.deed <> 'refused' and a.at >= $4 \
        group by a.account_id, a.actor_name, a.org_name \
        order by max(a.at) desc, min(a.audit_id) desc limit 1000");
    COUNT_LOOKS = concat!(records!(), "select count(*) from (select 1 as one ", gathered!(), ") x");
    NUMBER = "update audit set leaf = x.leaf from (select n.audit_id, (select coalesce(max(l.leaf), 0) \
        from audit l where l.region_id = $1 and l.leaf is not null) \
        + row_number() over (order by n.audit_id) as leaf \
        from (select u.audit_id from audit u where u.region_id = $1 and u.leaf is null \
        order by u.audit_id limit $2) n) x \
        where audit.region_id = $1 and audit.audit_id = x.audit_id and coalesce(audit.leaf, 0) = 0";
    REGIONS_UNNUMBERED = "select r.region_id from region r where exists (select 1 from audit a \
        where a.region_id = r.region_id and a.leaf is null) and not exists (select 1 from job j \
        where j.region_id = r.region_id and j.kind = 'sequence_audit' and j.done_at is null) \
        order by r.region_id";
}

/// One entry. `bytes` are its canonical form, the thing that is hashed and later signed.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Identity.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Which account; none for the machine.
    pub account: Option<AccountId>,
    /// The name people know.
    pub actor_name: String,
    /// The organisation people know.
    pub org_name: String,
    /// What was done.
    pub deed: Deed,
    /// On what: a short code such as `person` or `meeting`.
    pub subject: String,
    /// Which one: its id, where one is meant.
    pub object: Option<String>,
    /// About whom.
    pub person: Option<PersonId>,
    /// Which data classes.
    pub classes: String,
    /// Canonical bytes.
    pub bytes: Vec<u8>,
}

/// Adds an entry.
///
/// # Errors
/// When the store fails; the change it belongs to must then fail too.
pub fn add(tx: &mut WriteTx<'_>, region: RegionId, entry: &Entry) -> Result<()> {
    let values = values![
        id(region),
        id(entry.id),
        entry.at,
        opt_id(entry.account),
        entry.actor_name,
        entry.org_name,
        code(entry.deed),
        entry.subject,
        entry.object,
        opt_id(entry.person),
        entry.classes,
        entry.bytes,
        None::<i64>
    ];
    tx.run(&INSERT, &values).map(|_| ())
}

/// One line of "who looked", for the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// When; of several, when last.
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
    pub subject: String,
    /// How often on that day.
    pub count: i64,
}

/// Who looked at a person and did what, the newest first, and how many such lines there are;
/// without those of one account when one is named. Who looked at a record before it became one with
/// this one looked at this person.
///
/// # Errors
/// When the store fails.
pub fn looks(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    without: Option<AccountId>,
    (limit, offset): (i64, i64),
) -> Result<(Vec<Look>, i64)> {
    let (region, person) = (id(proof.region()), id(proof.id()));
    let without = left_out(without);
    let values = values![region, person, without, limit, offset];
    let looks = tx.rows(&LOOKS, &values, |row| {
        Ok(Look {
            at: row.get()?,
            account: row.opt_id()?,
            actor_name: row.get()?,
            org_name: row.get()?,
            deed: row.code()?,
            subject: row.get()?,
            count: row.get()?,
        })
    })?;
    let count = tx.row(&COUNT_LOOKS, &values![region, person, without], |row| row.get())?;
    Ok((looks, count.unwrap_or(0)))
}

/// Somebody who looked at a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looker {
    /// Who, by the account; none for the machine and for guests.
    pub account: Option<AccountId>,
    /// Who.
    pub name: String,
    /// From where; empty for those who come from no organisation.
    pub org_name: String,
    /// When last.
    pub last: Timestamp,
}

/// Who looked at a person since an instant, or changed something, which nobody does unseen: each
/// once for each organisation from which they did, who looked last first, at most a thousand;
/// without one account when one is named.
///
/// # Errors
/// When the store fails.
pub fn readers(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    without: Option<AccountId>,
    since: Timestamp,
) -> Result<Vec<Looker>> {
    let values = values![id(proof.region()), id(proof.id()), left_out(without), since];
    tx.rows(&READERS, &values, |row| {
        let (account, name) = (row.opt_id()?, row.get()?);
        Ok(Looker { account, name, org_name: row.get()?, last: row.get()? })
    })
}

/// No account has the name `-`, so that everybody's entries are left.
fn left_out(without: Option<AccountId>) -> String {
    without.map_or("-".to_owned(), |account| account.to_string())
}

/// The regions with entries that have no number and no job waiting to give them one. On
/// PostgreSQL an entry can be committed just after the job that was to number it has looked.
///
/// # Errors
/// When the store fails.
pub fn regions_unnumbered(tx: &mut ReadTx<'_>) -> Result<Vec<RegionId>> {
    tx.rows(&REGIONS_UNNUMBERED, &[], |row| row.id())
}

/// Numbers up to `limit` entries that have no number yet; gives how many it numbered.
///
/// # Errors
/// When the store fails.
pub fn number_leaves(tx: &mut WriteTx<'_>, region: RegionId, limit: i64) -> Result<u64> {
    tx.run(&NUMBER, &values![id(region), limit])
}
