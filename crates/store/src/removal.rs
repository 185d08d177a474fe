//! Taking out what was written by mistake: the rows go, a mark stays.

use crate::audit::records;
use crate::person::{decode_voice, voice_columns};
use crate::value::{Row, Value, code, id, opt_id};
use crate::{ReadTx, Result, Statement, WriteTx};
use jiff::Timestamp;
use std::collections::BTreeSet;
use tsumugi_domain::ids::{AccountId, EntryId, MonitoringId, OrgId, PersonId, RemovalId, VoiceId};
use tsumugi_domain::person::Voice;
use tsumugi_domain::policy::{Authorized, PersonAction, Read, Write};
use tsumugi_domain::removal::{Built, EntryKind, Removals, Tombstone};

/// Rows of one kind that rest on a person (`$2`), counted.
macro_rules! built {
    ($code:literal, $table:literal) => {
        built!($code, $table, "")
    };
    ($code:literal, $table:literal, $more:literal) => {
        concat!(
            "select '",
            $code,
            "', count(*) from ",
            $table,
            " x where x.region_id = $1 and x.person_id = $2",
            $more
        )
    };
}

/// The tables that hold their person, each with the code of what it is and asked in the given way:
/// the one list for somebody who is taken out and for a roster that is called off.
macro_rules! held {
    ($each:ident) => {
        concat!(
            $each!("voice", "voice"),
            " union all ",
            $each!("profile", "profile"),
            " union all ",
            $each!("concern", "concern"),
            " union all ",
            $each!("monitoring", "monitoring"),
            " union all ",
            $each!("request", "meeting_request"),
            " union all ",
            $each!("meeting", "meeting"),
            " union all ",
            $each!("plan", "plan"),
            " union all ",
            $each!("task", "task"),
            " union all ",
            $each!("goal_view", "goal_view"),
            " union all ",
            $each!("answer", "answer"),
            " union all ",
            $each!("need", "unmet_need"),
            " union all ",
            $each!("consent", "consent"),
            " union all ",
            $each!("account", "account"),
            " union all ",
            $each!("account", "membership", " and x.account_id is not null"),
            " union all ",
            $each!("concealed", "concealment"),
            " union all ",
            $each!("justice", "person_justice")
        )
    };
}
pub(crate) use held;

/// How many meetings and requests rest on an entry (`$3`) of a person (`$2`).
macro_rules! led_on {
    ($column:literal) => {
        concat!(
            "(select count(*) from meeting m where m.region_id = $1 and m.person_id = $2 and m.",
            $column,
            " = $3) + (select count(*) from meeting_request r where r.region_id = $1 \
             and r.person_id = $2 and r.",
            $column,
            " = $3)"
        )
    };
}

/// What an account (`$3`) wrote about a person, in whichever of their records it was.
macro_rules! made {
    () => {
        "from records w cross join audit a where a.region_id = $1 and a.account_id = $3 \
         and a.person_id = w.person_id and a.at > w.since and a.at < w.until \
         and a.deed = 'made' and a.object is not null"
    };
}

/// The columns of [`decode_mark`].
macro_rules! mark_columns {
    () => {
        "x.kind, x.entry_id, x.within_id, x.written_at, x.reason, x.note, x.removed_by, \
         x.removed_at"
    };
}

statements! {
    FIND = concat!("select 'voice', null as within, v.recorded_by, v.recorded_at, v.text, \
        v.scene, v.speaker, v.how, case when v.on_top then 'top' else '' end, \
        case when v.heard_at = v.recorded_at then '' else 'sent' end, 0 as built \
        from voice v where v.region_id = $1 and v.person_id = $2 and v.voice_id = $3 \
        union all select 'profile', null, f.recorded_by, f.recorded_at, f.liked, f.important, \
        f.support, '', '', '', (select count(*) from profile n where n.region_id = $1 \
        and n.person_id = $2 and (n.recorded_at > f.recorded_at or n.recorded_at = f.recorded_at \
        and n.profile_id > f.profile_id)) \
        from profile f where f.region_id = $1 and f.person_id = $2 and f.profile_id = $3 \
        union all select 'concern', null, c.by_name, c.at, c.text, '', '', '', '', '', ",
        led_on!("concern_id"), " from concern c where c.region_id = $1 and c.person_id = $2 \
        and c.concern_id = $3 \
        union all select 'monitoring', null, o.by_name, o.recorded_at, o.prompt_values, \
        o.prompt_ordinary_life, o.prompt_own_motive, o.prompt_relationship, o.own_words, o.reason, ",
        led_on!("monitoring_id"), " from monitoring o where o.region_id = $1 \
        and o.person_id = $2 and o.monitoring_id = $3 \
        union all select 'monitoring_note', t.monitoring_id, t.by_name, t.at, t.text, '', '', '', \
        '', '', 0 from monitoring_note t where t.region_id = $1 and t.person_id = $2 \
        and t.monitoring_note_id = $3 \
        union all select 'facts', s.meeting_id, i.name, g.called_at, s.changed, s.chose, \
        s.went_well, '', '', '', case when g.state in ('calling', 'fixed') then 0 else 1 end \
        from seat_facts s cross join invitation i cross join meeting g where s.region_id = $1 \
        and s.invitation_id = $3 and i.region_id = $1 and i.invitation_id = $3 \
        and g.region_id = $1 and g.meeting_id = s.meeting_id and g.person_id = $2 \
        union all select 'need', null, '', u.since, u.text, u.until_then, u.level, u.reason, '', \
        '', case when u.state = 'reported' then 1 else 0 end from unmet_need u \
        where u.region_id = $1 and u.person_id = $2 and u.unmet_need_id = $3");
    WROTE = concat!(records!(), "select count(*) ", made!(), " and a.object = $4");
    MARKS = concat!(records!(), "select ", mark_columns!(), " from removal x where x.region_id = $1 \
        and x.person_id = $2 \
        union all select 'own', a.object, null, a.at, '', '', '', a.at ", made!(), " order by 8 desc, 2, 1");
    VOICES_AND_MARKS = concat!(records!(), "select * from (select 'voice' as part, ", voice_columns!(),
        " from voice v where v.region_id = $1 and v.person_id = $2 \
        order by v.said_on desc, v.voice_id desc limit $4) w \
        union all select 'mark', x.entry_id, x.kind, x.note, x.reason, coalesce(x.within_id, ''), \
        '', x.written_at < 0, x.written_at, x.removed_by, '', x.removed_at from removal x \
        where x.region_id = $1 and x.person_id = $2 \
        union all select 'own', a.object, '', '', '', '', '', a.at < 0, a.at, '', '', a.at ",
        made!(), " order by 1, 6 desc, 2 desc, 9");
    GONE = "select count(*) from removal where region_id = $1 and person_id = $2 and entry_id = $3";
    OF_OFFICE = concat!("select ", mark_columns!(), " from removal x where x.region_id = $1 \
        and x.org_id = $2 order by x.removed_at desc, x.removal_id desc limit $3");
    INSERT = "insert into removal (region_id, removal_id, org_id, person_id, kind, entry_id, \
        within_id, written_at, reason, note, removed_by, removed_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    QUOTES = "select 'monitoring', m.monitoring_id, m.own_words from monitoring m \
        where m.region_id = $1 and m.person_id = $2 \
        union select 'plan', p.plan_id, g.own_words from plan p \
        cross join plan_version v cross join plan_goal g where p.region_id = $1 \
        and p.person_id = $2 and v.region_id = $1 and v.plan_id = p.plan_id \
        and g.region_id = $1 and g.plan_version_id = v.plan_version_id \
        union select 'meeting', m.meeting_id, w.text from meeting m cross join viewpoint w \
        where m.region_id = $1 and m.person_id = $2 and w.region_id = $1 \
        and w.meeting_id = m.meeting_id \
        union select 'meeting', m.meeting_id, n.voices from meeting m cross join minutes n \
        where m.region_id = $1 and m.person_id = $2 and n.region_id = $1 \
        and n.meeting_id = m.meeting_id order by 1, 2, 3";
    OWN_VOICE = "select v.voice_id, v.on_top from monitoring m cross join voice v \
        where m.region_id = $1 and m.person_id = $2 and m.monitoring_id = $3 \
        and v.region_id = $1 and v.person_id = $2 and v.recorded_at = m.recorded_at \
        and v.said_on = m.on_day and v.text = m.own_words";
    DELETE_VOICE = "delete from voice where region_id = $1 and person_id = $2 and voice_id = $3";
    DELETE_PROFILE = "delete from profile where region_id = $1 and person_id = $2 \
        and profile_id = $3";
    DELETE_CONCERN = "delete from concern where region_id = $1 and person_id = $2 \
        and concern_id = $3";
    DELETE_MONITORING_GOALS = "delete from monitoring_goal where region_id = $1 \
        and monitoring_id in (select m.monitoring_id from monitoring m where m.region_id = $1 \
        and m.person_id = $2 and m.monitoring_id = $3)";
    DELETE_MONITORING_NOTES = "delete from monitoring_note where region_id = $1 \
        and person_id = $2 and monitoring_id = $3";
    DELETE_MONITORING = "delete from monitoring where region_id = $1 and person_id = $2 \
        and monitoring_id = $3";
    DELETE_NOTE = "delete from monitoring_note where region_id = $1 and person_id = $2 \
        and monitoring_note_id = $3";
    DELETE_FACTS = "delete from seat_facts where region_id = $1 and invitation_id = $3 \
        and meeting_id in (select m.meeting_id from seat_facts s cross join meeting m \
        where s.region_id = $1 and s.invitation_id = $3 and m.region_id = $1 \
        and m.meeting_id = s.meeting_id and m.person_id = $2)";
    DELETE_NEED = "delete from unmet_need where region_id = $1 and person_id = $2 \
        and unmet_need_id = $3 and state <> 'reported'";
    BUILT = concat!(
        held!(built),
        " union all select 'merge', count(*) from person_merge g where g.region_id = $1 \
        and g.kept = $2 union all select 'merge', count(*) from person_merge g \
        where g.region_id = $1 and g.merged = $2 union all select 'team', count(*) from person p cross join membership m \
        where p.region_id = $1 and p.person_id = $2 and m.region_id = p.region_id \
        and m.person_id = p.person_id and m.from_day <> '' and m.org_id <> p.registered_by"
    );
    DELETE_TEAM = "delete from membership where region_id = $1 and person_id = $2";
    DELETE_NOTICES = "delete from notice where region_id = $1 and person_id = $2";
    DELETE_CONTACT = "delete from person_contact where region_id = $1 and person_id = $2";
    DELETE_ADDRESS = "delete from person_address where region_id = $1 and person_id = $2";
    DELETE_HEALTH = "delete from person_health where region_id = $1 and person_id = $2";
    DELETE_BEFORE = "delete from import_before where region_id = $1 and person_id = $2";
    DELETE_BEFORE_ADDRESS = "delete from import_before_address where region_id = $1 and person_id = $2";
    DELETE_BEFORE_HEALTH = "delete from import_before_health where region_id = $1 and person_id = $2";
    DELETE_PERSON = "delete from person where region_id = $1 and person_id = $2 \
        and registered_by = $3";
    REGISTERED_AT = "select registered_at from person where region_id = $1 and person_id = $2 \
        and registered_by = $3";
}

/// An entry as it stands, with what rests on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub kind: EntryKind,
    /// What it belongs to.
    pub within: Option<EntryId>,
    /// Who wrote it; empty where a meeting did.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What it says, in the order of its kind's columns; empty texts are there too.
    pub texts: [String; 6],
    /// How much rests on it, in the way of its kind.
    pub built: i64,
}

/// One entry about the person, of any kind, where its class may be seen. A concern is there for
/// the account that wrote it, too, which reads it on the person's page.
///
/// # Errors
/// When the store fails.
pub fn find(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    reader: AccountId,
    entry: EntryId,
) -> Result<Option<Found>> {
    let values = values![id(proof.region()), id(proof.id()), id(entry)];
    let found = tx.row(&FIND, &values, |row| {
        let (kind, within, by, at) = (row.code()?, row.opt_id()?, row.get()?, row.get()?);
        let texts =
            [row.get()?, row.get()?, row.get()?, row.get()?, row.get()?, row.get::<String>()?];
        Ok(Found { kind, within, by, at, texts, built: row.get()? })
    })?;
    match found {
        Some(found) if proof.sees(found.kind.class()) => Ok(Some(found)),
        Some(found) if found.kind == EntryKind::Concern => {
            Ok(wrote(tx, proof, reader, entry)?.then_some(found))
        }
        _ => Ok(None),
    }
}

/// Whether an account wrote an entry about the person.
///
/// # Errors
/// When the store fails.
pub fn wrote(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    account: AccountId,
    entry: EntryId,
) -> Result<bool> {
    let values = values![id(proof.region()), id(proof.id()), id(account), id(entry)];
    Ok(tx.row(&WROTE, &values, Row::get::<i64>)?.unwrap_or(0) > 0)
}

fn decode_mark(row: &mut Row) -> Result<Tombstone> {
    let kind = row.code()?;
    decode_rest(row, kind)
}

fn decode_rest(row: &mut Row, kind: EntryKind) -> Result<Tombstone> {
    Ok(Tombstone {
        kind,
        entry: row.id()?,
        within: row.opt_id()?,
        written_at: row.get()?,
        why: row.code()?,
        note: row.get()?,
        by: row.get()?,
        at: row.get()?,
    })
}

/// The marks about a person that may be seen, and what an account may take out.
///
/// # Errors
/// When the store fails.
pub fn marks(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    account: AccountId,
) -> Result<Removals> {
    let values = values![id(proof.region()), id(proof.id()), id(account)];
    let rows = tx.rows(&MARKS, &values, |row| match row.get::<String>()?.as_str() {
        "own" => Ok(Err(row.id::<EntryId>()?)),
        kind => {
            let kind = kind.parse().map_err(|_| row.broken("a kind of entry"))?;
            Ok(Ok(decode_rest(row, kind)?))
        }
    })?;
    let any = proof.may(PersonAction::Remove);
    let mut marks = Removals { any, ..Removals::default() };
    for row in rows {
        match row {
            Ok(mark) if proof.sees(mark.kind.class()) => marks.tombstones.push(mark),
            Err(own) if proof.may(PersonAction::RemoveOwn) => {
                marks.own.insert(own);
            }
            Ok(_) | Err(_) => {}
        }
    }
    Ok(marks)
}

/// One row of [`VOICES_AND_MARKS`].
enum Part {
    Voice(Voice),
    Mark(Tombstone),
    Own(EntryId),
}

fn decode_part(row: &mut Row) -> Result<Part> {
    match row.get::<String>()?.as_str() {
        "voice" => Ok(Part::Voice(decode_voice(row)?)),
        "own" => Ok(Part::Own(row.id()?)),
        _ => {
            let (entry, kind, note, why) = (row.id()?, row.code()?, row.get()?, row.code()?);
            let within: String = row.get()?;
            let within = within.parse().ok();
            row.get::<String>()?;
            row.get::<bool>()?;
            let (written_at, by) = (row.get()?, row.get()?);
            row.get::<String>()?;
            Ok(Part::Mark(Tombstone {
                kind,
                entry,
                within,
                written_at,
                why,
                note,
                by,
                at: row.get()?,
            }))
        }
    }
}

/// The newest words and the marks in one statement, for the page that has many others.
///
/// # Errors
/// When the store fails.
pub fn voices_and_marks(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    account: AccountId,
    limit: i64,
) -> Result<(Vec<Voice>, Removals)> {
    let values = values![id(proof.region()), id(proof.id()), id(account), limit];
    let any = proof.may(PersonAction::Remove);
    let (mut voices, mut marks) = (Vec::new(), Removals { any, ..Removals::default() });
    for part in tx.rows(&VOICES_AND_MARKS, &values, decode_part)? {
        match part {
            Part::Voice(voice) if proof.sees(EntryKind::Voice.class()) => voices.push(voice),
            Part::Mark(mark) if proof.sees(mark.kind.class()) => marks.tombstones.push(mark),
            Part::Own(own) if proof.may(PersonAction::RemoveOwn) => {
                marks.own.insert(own);
            }
            Part::Voice(_) | Part::Mark(_) | Part::Own(_) => {}
        }
    }
    marks.tombstones.sort_by_key(|mark| std::cmp::Reverse((mark.at, mark.entry)));
    Ok((voices, marks))
}

/// Whether an entry was taken out before.
///
/// # Errors
/// When the store fails.
pub fn is_gone(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    entry: EntryId,
) -> Result<bool> {
    let values = values![id(proof.region()), id(proof.id()), id(entry)];
    Ok(tx.row(&GONE, &values, Row::get::<i64>)?.unwrap_or(0) > 0)
}

/// The newest marks of an office: people registered by mistake, rosters called off.
///
/// # Errors
/// When the store fails.
pub fn of_office(
    tx: &mut ReadTx<'_>,
    office: &Authorized<OrgId, Write>,
    limit: i64,
) -> Result<Vec<Tombstone>> {
    tx.rows(&OF_OFFICE, &values![id(office.region()), id(office.id()), limit], decode_mark)
}

fn insert(
    tx: &mut WriteTx<'_>,
    (region, org, person): (Value, Option<OrgId>, Option<PersonId>),
    removal: RemovalId,
    mark: &Tombstone,
) -> Result<()> {
    let [id_, org, person, kind, entry, within, written, why, note, by, at] = values![
        id(removal),
        opt_id(org),
        opt_id(person),
        code(mark.kind),
        id(mark.entry),
        opt_id(mark.within),
        mark.written_at,
        code(mark.why),
        mark.note,
        mark.by,
        mark.at
    ];
    let values = [region, id_, org, person, kind, entry, within, written, why, note, by, at];
    tx.run(&INSERT, &values).map(|_| ())
}

/// Leaves the mark of an entry about a person.
///
/// # Errors
/// When the store fails.
pub fn leave_mark(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    removal: RemovalId,
    mark: &Tombstone,
) -> Result<()> {
    let [region] = values![id(proof.region())];
    insert(tx, (region, None, Some(proof.id())), removal, mark)
}

/// Leaves the mark of something of an office.
///
/// # Errors
/// When the store fails.
pub fn leave_office_mark(
    tx: &mut WriteTx<'_>,
    office: &Authorized<OrgId, Write>,
    removal: RemovalId,
    mark: &Tombstone,
) -> Result<()> {
    let [region] = values![id(office.region())];
    insert(tx, (region, Some(office.id()), None), removal, mark)
}

/// What other records say that may be the same words: where (`monitoring`, `plan`, `meeting`),
/// which one, and the text.
///
/// # Errors
/// When the store fails.
pub fn quotes(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
) -> Result<Vec<(String, EntryId, String)>> {
    let rows = tx.rows(&QUOTES, &values![id(proof.region()), id(proof.id())], |row| {
        Ok((row.get::<String>()?, row.id()?, row.get::<String>()?))
    })?;
    use tsumugi_domain::consent::DataClass as D;
    let seen = |place: &str| match place {
        "monitoring" => proof.sees(D::Narrative),
        "plan" => proof.sees(D::Plan),
        _ => proof.sees(D::Meeting),
    };
    Ok(rows.into_iter().filter(|(place, ..)| seen(place)).collect())
}

/// The words that a monitoring put among the person's, and whether they stand on top.
///
/// # Errors
/// When the store fails.
pub fn voice_of_monitoring(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    monitoring: MonitoringId,
) -> Result<Option<(VoiceId, bool)>> {
    let values = values![id(proof.region()), id(proof.id()), id(monitoring)];
    tx.row(&OWN_VOICE, &values, |row| Ok((row.id()?, row.get()?)))
}

/// Takes an entry out; false when it was not there, or is of a kind that goes another way.
///
/// # Errors
/// When the store fails.
pub fn delete(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    kind: EntryKind,
    entry: EntryId,
) -> Result<bool> {
    let values = values![id(proof.region()), id(proof.id()), id(entry)];
    let statement: &'static Statement = match kind {
        EntryKind::Voice => &DELETE_VOICE,
        EntryKind::Profile => &DELETE_PROFILE,
        EntryKind::Concern => &DELETE_CONCERN,
        EntryKind::Monitoring => {
            tx.run(&DELETE_MONITORING_GOALS, &values)?;
            tx.run(&DELETE_MONITORING_NOTES, &values)?;
            &DELETE_MONITORING
        }
        EntryKind::MonitoringNote => &DELETE_NOTE,
        EntryKind::Facts => &DELETE_FACTS,
        EntryKind::Need => &DELETE_NEED,
        EntryKind::Person | EntryKind::Import => return Ok(false),
    };
    Ok(tx.run(statement, &values)? == 1)
}

/// What rests on a person.
///
/// # Errors
/// When the store fails.
pub fn built(tx: &mut ReadTx<'_>, proof: &Authorized<PersonId, Read>) -> Result<BTreeSet<Built>> {
    let counted = tx.rows(&BUILT, &values![id(proof.region()), id(proof.id())], |row| {
        Ok((row.code::<Built>()?, row.get::<i64>()?))
    })?;
    Ok(counted.into_iter().filter(|(_, count)| *count > 0).map(|(built, _)| built).collect())
}

/// When the office registered the person; none when another office did.
///
/// # Errors
/// When the store fails.
pub fn registered_at(
    tx: &mut ReadTx<'_>,
    office: &Authorized<OrgId, Write>,
    person: PersonId,
) -> Result<Option<Timestamp>> {
    tx.row(&REGISTERED_AT, &values![id(office.region()), id(person), id(office.id())], Row::get)
}

/// What goes with a person on whom nothing rests.
static GOES: [&Statement; 8] = [
    &DELETE_BEFORE,
    &DELETE_BEFORE_ADDRESS,
    &DELETE_BEFORE_HEALTH,
    &DELETE_TEAM,
    &DELETE_NOTICES,
    &DELETE_CONTACT,
    &DELETE_ADDRESS,
    &DELETE_HEALTH,
];

/// The tables of which a statement reads or deletes rows.
fn from(statement: &'static Statement) -> BTreeSet<&'static str> {
    let words: Vec<&str> = statement.sql.split_whitespace().collect();
    words
        .windows(2)
        .filter(|pair| ["from", "join"].contains(&pair[0]))
        .map(|pair| pair[1])
        .collect()
}

/// The tables that hold their person, as the question about one person and the one about a roster
/// ask for them, and those whose rows go with the person.
pub fn tables() -> [BTreeSet<&'static str>; 3] {
    let rests = crate::import::undo::rests_on();
    let goes = GOES.into_iter().chain([&DELETE_PERSON]).flat_map(from).collect();
    [from(&BUILT), from(rests), goes]
}

/// Takes a person out on whom nothing rests; false when it was not this office's. What rests on
/// somebody holds them by its foreign key.
///
/// # Errors
/// When the store fails.
pub fn delete_person(
    tx: &mut WriteTx<'_>,
    office: &Authorized<OrgId, Write>,
    proof: &Authorized<PersonId, Write>,
) -> Result<bool> {
    let values = values![id(proof.region()), id(proof.id())];
    for statement in GOES {
        tx.run(statement, &values)?;
    }
    let values = values![id(proof.region()), id(proof.id()), id(office.id())];
    Ok(tx.run(&DELETE_PERSON, &values)? == 1)
}
