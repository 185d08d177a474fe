//! Texts in which a worker looks for words: only of their own people, and only of the data classes
//! they see of each. The words themselves are looked for above, on folded text: widths, kana and
//! forms of characters differ, and two characters must be found as well as twenty.
//!
//! `$1` is the region, `$2` the worker, `$3` the day, `$4` the most rows of each kind.

use crate::home::{PersonRef, Scope, decode_person, sees, who};
use crate::person::{in_scope, seats};
use crate::value::Row;
use crate::{ReadTx, Result, Statement};
use jiff::Timestamp;
use jiff::civil::Date;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::search::Place;

/// From the records of a kind to those of the worker's people whose class they see.
macro_rules! of_own {
    ($class:literal) => {
        concat!(" where p.region_id = $1 and ", sees!($class))
    };
}

statements! {
    VOICES = concat!("select ", who!(), ", v.said_on, v.speaker, v.text, v.scene from person p \
        join voice v on v.region_id = p.region_id and v.person_id = p.person_id", of_own!("voice"),
        " order by v.said_on desc, v.voice_id desc limit $4");
    CONCERNS = concat!("select ", who!(), ", c.at, c.concern_id, c.text from person p \
        join concern c on c.region_id = p.region_id and c.person_id = p.person_id",
        of_own!("narrative"), " order by c.at desc, c.concern_id desc limit $4");
    WORDS = concat!("select ", who!(), ", m.on_day, m.monitoring_id, m.own_words from person p \
        join monitoring m on m.region_id = p.region_id and m.person_id = p.person_id",
        of_own!("voice"), " order by m.on_day desc, m.monitoring_id desc limit $4");
    MONITORINGS = concat!("select ", who!(), ", m.on_day, m.monitoring_id, m.prompt_values, \
        m.prompt_ordinary_life, m.prompt_own_motive, m.prompt_relationship, m.reason \
        from person p join monitoring m on m.region_id = p.region_id \
        and m.person_id = p.person_id", of_own!("narrative"),
        " order by m.on_day desc, m.monitoring_id desc limit $4");
    MEETINGS = concat!("select ", who!(), ", m.called_at, m.meeting_id, m.must_decide \
        from person p join meeting m on m.region_id = p.region_id and m.person_id = p.person_id",
        of_own!("meeting"), " order by m.called_at desc, m.meeting_id desc limit $4");
    DECISIONS = concat!("select ", who!(), ", m.called_at, m.meeting_id, d.text, d.first_step, \
        d.until_then from person p join meeting m on m.region_id = p.region_id \
        and m.person_id = p.person_id cross join decision d", of_own!("meeting"),
        " and d.region_id = m.region_id and d.meeting_id = m.meeting_id \
        order by m.called_at desc, d.decision_id desc limit $4");
    GOALS = concat!("select ", who!(), ", n.made_at, l.plan_id, g.text, g.own_words, g.support, \
        g.grounds from person p join plan l on l.region_id = p.region_id \
        and l.person_id = p.person_id join plan_version n on n.region_id = l.region_id \
        and n.plan_version_id = l.current_version join plan_goal g on g.region_id = n.region_id \
        and g.plan_version_id = n.plan_version_id", of_own!("plan"),
        " order by n.made_at desc, l.plan_id, g.position limit $4");
    NEEDS = concat!("select ", who!(), ", u.since, u.unmet_need_id, u.text, u.until_then \
        from person p join unmet_need u on u.region_id = p.region_id \
        and u.person_id = p.person_id", of_own!("meeting"),
        " order by u.since desc, u.unmet_need_id desc limit $4");
    PROFILES = concat!("select ", who!(), ", f.recorded_at, f.liked, f.important, f.support \
        from person p join profile f on f.region_id = p.region_id \
        and f.person_id = p.person_id and not exists (select 1 from profile q \
        where q.region_id = f.region_id and q.person_id = f.person_id \
        and q.recorded_at > f.recorded_at) where p.region_id = $1 and ", in_scope!(),
        " order by f.recorded_at desc, f.profile_id desc limit $4");
}

/// The day of a text, or the instant at which it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A day.
    Day(Date),
    /// An instant.
    At(Timestamp),
}

/// The texts of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Whose.
    pub person: PersonRef,
    /// When.
    pub when: When,
    /// Where it stands.
    pub place: Place,
    /// The data class that opens it.
    pub class: DataClass,
    /// The texts; some may be empty.
    pub texts: Vec<String>,
}

type Decode = fn(&mut Row) -> Result<(When, Place)>;

/// Each kind: its statement, the class that its statement asks for, how its day and place are read,
/// how many texts follow.
const KINDS: [(&Statement, DataClass, Decode, usize); 9] = [
    (&VOICES, DataClass::Voice, |row| Ok((day(row)?, Place::Voice(row.code()?))), 2),
    (&CONCERNS, DataClass::Narrative, |row| Ok((at(row)?, Place::Concern(row.id()?))), 1),
    (&WORDS, DataClass::Voice, |row| Ok((day(row)?, Place::Monitoring(row.id()?))), 1),
    (&MONITORINGS, DataClass::Narrative, |row| Ok((day(row)?, Place::Monitoring(row.id()?))), 5),
    (&MEETINGS, DataClass::Meeting, |row| Ok((at(row)?, Place::Meeting(row.id()?))), 1),
    (&DECISIONS, DataClass::Meeting, |row| Ok((at(row)?, Place::Decision(row.id()?))), 3),
    (&GOALS, DataClass::Plan, |row| Ok((at(row)?, Place::Goal(row.id()?))), 4),
    (&NEEDS, DataClass::Meeting, |row| Ok((at(row)?, Place::Need(row.id()?))), 2),
    (&PROFILES, DataClass::Basic, |row| Ok((at(row)?, Place::Profile)), 3),
];

fn day(row: &mut Row) -> Result<When> {
    row.get().map(When::Day)
}

fn at(row: &mut Row) -> Result<When> {
    row.get().map(When::At)
}

/// Goes through the texts that the worker may read, the newest of each kind first, and keeps what
/// `wanted` wants: a region's texts do not fit in memory at once. Also tells whether there are more
/// than `most` of a kind, so that the older ones were left out.
///
/// # Errors
/// When the store fails.
pub fn texts(
    tx: &mut ReadTx<'_>,
    scope: Scope,
    most: i64,
    wanted: impl Fn(&[String]) -> bool,
) -> Result<(Vec<Text>, bool)> {
    let (mut found, mut cut) = (Vec::new(), false);
    let more = usize::try_from(most).unwrap_or(usize::MAX);
    for (statement, class, decode, count) in KINDS {
        let rows = tx.rows(statement, &scope.limited(most.saturating_add(1)), |row| {
            let person = decode_person(row)?;
            let (when, place) = decode(row)?;
            let texts: Vec<String> = (0..count).map(|_| row.get()).collect::<Result<_>>()?;
            Ok(wanted(&texts).then_some(Text { person, when, place, class, texts }))
        })?;
        cut |= rows.len() > more;
        found.extend(rows.into_iter().take(more).flatten());
    }
    Ok((found, cut))
}
