//! The person, the list of people, and the person's words.

pub(crate) mod details;
pub mod merge;

pub use details::{
    Address, Details, Health, add_profile, details, profile, save_address, save_health, save_phone,
};

use crate::home::Scope;
use crate::value::{Row, code, id};
use crate::{ReadTx, Result, WriteTx};
use jiff::Timestamp;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{AccountId, ConsentId, OrgId, PersonId};
use tsumugi_domain::list::{People, PeopleOrder};
use tsumugi_domain::person::{ADULT_AGE, Person, PersonName, Sex, Voice};
use tsumugi_domain::policy::{Authorized, Read, Write};

/// The columns of a person, in the order of [`decode`]. A fragment, so that lists and single
/// reads cannot drift apart.
macro_rules! person_columns {
    () => {
        "p.person_id, p.family_name, p.given_name, p.family_kana, p.given_kana, p.preferred_name, \
         p.birth, p.sex, p.self_plan, p.certificate"
    };
}
pub(crate) use person_columns;

/// The columns of somebody's words, in the order of [`decode_voice`].
macro_rules! voice_columns {
    () => {
        "v.voice_id, v.speaker, v.text, v.how, v.said_on, v.scene, v.on_top, v.recorded_at, \
         v.recorded_by, v.heard_by, v.heard_at"
    };
}
pub(crate) use voice_columns;

/// A seat `m` in a team that gives a worker (`$2`) with the post `e` a relation on a day (`$3`).
macro_rules! seats {
    () => {
        "e.region_id = $1 and e.staff_id = $2 \
         and m.region_id = e.region_id and m.org_id = e.org_id \
         and m.from_day <= $3 and (m.to_day is null or m.to_day >= $3) \
         and e.from_day <= $3 and (e.to_day is null or e.to_day >= $3) \
         and (e.role in ('service_manager', 'child_support_manager', 'specialist') \
              or (e.role in ('support_worker', 'municipal_officer') \
              and m.staff_id = e.staff_id))"
    };
}
pub(crate) use seats;

/// The people whom a worker (`$2`) may see on a day (`$3`): the list scope that says the same as
/// `policy::decide`. A further condition may ask about the post `e` that gives the relation.
/// `cross join` keeps SQLite from turning the order around and walking through every membership of
/// the region; to PostgreSQL it is a join like any other.
macro_rules! in_scope {
    () => {
        in_scope!("")
    };
    ($more:expr) => {
        concat!(
            "p.person_id in (select m.person_id from employment e cross join membership m \
             cross join person i where i.region_id = m.region_id \
             and i.person_id = m.person_id and ",
            seats!(),
            $more,
            ")"
        )
    };
}
pub(crate) use in_scope;

/// The same people, to begin a statement with: sorted by name, SQLite would else walk through the
/// names of the whole region.
macro_rules! own_people {
    () => {
        concat!(
            "with own as materialized (select distinct m.person_id from employment e \
             cross join membership m where ",
            seats!(),
            ") "
        )
    };
}

/// Who has the specialist's seat in the team of `p` on a day (`$3`): the office, or the name where
/// no office is written down.
macro_rules! planner {
    () => {
        "(select max(case when s.org_name = '' then s.name else s.org_name end) \
         from membership s where s.region_id = p.region_id and s.person_id = p.person_id \
         and s.role = 'specialist' and s.from_day <= $3 \
         and (s.to_day is null or s.to_day >= $3))"
    };
}

/// What the list of people is narrowed down to: `$4` is the pattern of the search, `$5` which
/// people, `$6` the day on which those were born who come of age today.
macro_rules! wanted {
    () => {
        "p.search_key /*search*/ like $4 escape '!' and case $5 \
         when 'children' then p.birth > $6 \
         when 'adults' then p.birth is null or p.birth <= $6 \
         when 'without_plan' then not exists (select 1 from plan l where l.region_id = p.region_id \
         and l.person_id = p.person_id and l.current_version is not null) \
         else p.region_id = $1 end"
    };
}

statements! {
    FIND = concat!("select ", person_columns!(), " from person p \
        where p.region_id = $1 and p.person_id = $2");
    HEAD = concat!("select ", person_columns!(), ", (select c.consent_id from consent c \
        where c.region_id = p.region_id and c.person_id = p.person_id and c.reply = 'asked' \
        and c.withdrawn_at is null order by c.asked_at, c.consent_id limit 1), ", voice_columns!(), " from person p \
        left join voice v on v.region_id = p.region_id and v.person_id = p.person_id and v.on_top \
        where p.region_id = $1 and p.person_id = $2");
    LIST = concat!(own_people!(), "select ", person_columns!(), ", ", planner!(), " \
        from own cross join person p where p.region_id = $1 and p.person_id = own.person_id \
        and ", wanted!(), " order by case when $7 = 'age' and p.birth is null then 1 else 0 end, \
        case when $7 = 'age' then p.birth else '' end desc, p.sort_key, p.person_id \
        limit $8 offset $9");
    COUNT_LIST = concat!(own_people!(), "select count(*) from own cross join person p \
        where p.region_id = $1 and p.person_id = own.person_id and ", wanted!());
    INSERT = "insert into person (region_id, person_id, family_name, given_name, family_kana, \
        given_kana, preferred_name, sort_key, search_key, birth, sex, self_plan, certificate, \
        registered_by, registered_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    UPDATE = "update person set family_name = $3, given_name = $4, family_kana = $5, \
        given_kana = $6, preferred_name = $7, sort_key = $8, search_key = $9, birth = $10, \
        sex = $11, self_plan = $12, certificate = $13 where region_id = $1 and person_id = $2";
    VOICES = concat!("select ", voice_columns!(), " from voice v where v.region_id = $1 \
        and v.person_id = $2 order by v.said_on desc, v.voice_id desc limit $3");
    SENT = concat!("select ", voice_columns!(), " from voice v where v.region_id = $1 \
        and v.person_id = $2 and (v.heard_at is null or v.heard_at >= $4) and exists \
        (select 1 from audit a where a.region_id = $1 and a.account_id = $3 \
        and a.person_id = $2 and a.object = v.voice_id and a.deed = 'made') \
        order by v.said_on desc, v.voice_id desc limit $5");
    TAKE_FROM_TOP = "update voice set on_top = $3 where region_id = $1 and person_id = $2 \
        and on_top";
    PUT_ON_TOP = "update voice set on_top = $4 where region_id = $1 and person_id = $2 \
        and voice_id = $3 and speaker = 'person'";
    INSERT_VOICE = "insert into voice (region_id, voice_id, person_id, speaker, text, how, \
        said_on, scene, on_top, recorded_at, recorded_by, heard_by, heard_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    HEAR = "update voice set heard_by = $4, heard_at = $5 where region_id = $1 \
        and person_id = $2 and voice_id = $3 and heard_at is null";
}

fn decode(row: &mut Row) -> Result<Person> {
    Ok(Person {
        id: row.id()?,
        name: PersonName {
            family: row.get()?,
            given: row.get()?,
            family_kana: row.get()?,
            given_kana: row.get()?,
            preferred: row.opt()?,
        },
        birth: row.opt()?,
        sex: row.code::<Sex>()?,
        self_plan: row.get()?,
        certificate: row.opt()?,
    })
}

/// The person, against the proof that they may be seen.
///
/// # Errors
/// When the store fails.
pub fn load(tx: &mut ReadTx<'_>, proof: &Authorized<PersonId, Read>) -> Result<Option<Person>> {
    tx.row(&FIND, &values![id(proof.region()), id(proof.id())], decode)
}

/// A person with what every page of theirs begins with.
#[derive(Debug, Clone)]
pub struct WithTop {
    /// The person.
    pub person: Person,
    /// The one sentence that stands on top. Whoever may see the person may see it: it is what the
    /// person wants to be known by.
    pub top: Option<Voice>,
    /// The oldest question whether something may be shared that nobody has answered yet.
    pub share_asked: Option<ConsentId>,
}

/// The person with what stands on top of every page.
///
/// # Errors
/// When the store fails.
pub fn with_top(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
) -> Result<Option<WithTop>> {
    tx.row(&HEAD, &values![id(proof.region()), id(proof.id())], |row| {
        Ok(WithTop { person: decode(row)?, share_asked: row.opt_id()?, top: opt_voice(row)? })
    })
}

/// A page of a worker's people.
#[derive(Debug, Clone, Copy)]
pub struct ListPage<'a> {
    /// Whose people.
    pub scope: Scope,
    /// Folded text to search for; empty for all.
    pub search: &'a str,
    /// Which of them.
    pub which: People,
    /// In which order.
    pub order: PeopleOrder,
    /// How many.
    pub limit: i64,
    /// After how many.
    pub offset: i64,
}

/// A person of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The person.
    pub person: Person,
    /// The specialists' office of the team.
    pub planner: Option<String>,
}

fn decode_listed(row: &mut Row) -> Result<Listed> {
    Ok(Listed { person: decode(row)?, planner: row.opt()? })
}

/// The people a worker may see, and how many there are in all. Rows outside the
/// scope are never read.
///
/// # Errors
/// When the store fails.
pub fn list(tx: &mut ReadTx<'_>, page: ListPage<'_>) -> Result<(Vec<Listed>, i64)> {
    let ListPage { scope, search, which, order, limit, offset } = page;
    let of_age = scope.today().saturating_sub(jiff::Span::new().years(ADULT_AGE));
    let mut values = scope.values().to_vec();
    values.extend(values![contains(search), code(which), of_age]);
    let count = tx.row(&COUNT_LIST, &values, Row::get)?;
    values.extend(values![code(order), limit, offset]);
    let people = tx.rows(&LIST, &values, decode_listed)?;
    Ok((people, count.unwrap_or(0)))
}

/// The pattern that finds a text anywhere, with the wildcards of the text itself disarmed.
fn contains(text: &str) -> String {
    let escaped = text.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{escaped}%")
}

/// The two keys that lists and searches run on; made by `words`, which the store does not know.
#[derive(Debug, Clone)]
pub struct Keys {
    /// Kana order.
    pub sort: String,
    /// Folded name and reading.
    pub search: String,
}

/// Registers a person at an office.
///
/// # Errors
/// When the store fails.
pub fn insert(
    tx: &mut WriteTx<'_>,
    office: &Authorized<OrgId, Write>,
    person: &Person,
    keys: &Keys,
    at: Timestamp,
) -> Result<()> {
    tx.run(
        &INSERT,
        &values![
            id(office.region()),
            id(person.id),
            person.name.family,
            person.name.given,
            person.name.family_kana,
            person.name.given_kana,
            person.name.preferred,
            keys.sort,
            keys.search,
            person.birth,
            code(person.sex),
            person.self_plan,
            person.certificate,
            id(office.id()),
            at
        ],
    )?;
    Ok(())
}

/// Changes the basics of a person.
///
/// # Errors
/// When the store fails.
pub fn update(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    person: &Person,
    keys: &Keys,
) -> Result<()> {
    tx.run(
        &UPDATE,
        &values![
            id(proof.region()),
            id(proof.id()),
            person.name.family,
            person.name.given,
            person.name.family_kana,
            person.name.given_kana,
            person.name.preferred,
            keys.sort,
            keys.search,
            person.birth,
            code(person.sex),
            person.self_plan,
            person.certificate
        ],
    )?;
    Ok(())
}

pub(crate) fn decode_voice(row: &mut Row) -> Result<Voice> {
    opt_voice(row)?.ok_or_else(|| row.broken("words without an id"))
}

/// Words that a left join may not have found.
fn opt_voice(row: &mut Row) -> Result<Option<Voice>> {
    let Some(id) = row.opt_id()? else { return Ok(None) };
    Ok(Some(Voice {
        id,
        speaker: row.code()?,
        text: row.get()?,
        how: row.code()?,
        said_on: row.get()?,
        scene: row.get()?,
        on_top: row.get()?,
        recorded_at: row.get()?,
        recorded_by: row.get()?,
        heard: row.opt()?.zip(row.opt()?),
    }))
}

/// The newest words, newest first.
///
/// # Errors
/// When the store fails.
pub fn voices(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    limit: i64,
) -> Result<Vec<Voice>> {
    if !proof.sees(DataClass::Voice) {
        return Ok(Vec::new());
    }
    tx.rows(&VOICES, &values![id(proof.region()), id(proof.id()), limit], decode_voice)
}

/// The newest words that an account wrote itself, as the audit says, and that wait to be heard or
/// were heard since an instant.
///
/// # Errors
/// When the store fails.
pub fn sent(
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    (account, since): (AccountId, Timestamp),
    limit: i64,
) -> Result<Vec<Voice>> {
    let values = values![id(proof.region()), id(proof.id()), id(account), since, limit];
    let sent = tx.rows(&SENT, &values, decode_voice)?;
    Ok(if proof.sees(DataClass::Voice) { sent } else { Vec::new() })
}

/// Adds words; with `on_top`, they take the place on top.
///
/// # Errors
/// When the store fails.
pub fn add_voice(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    voice: &Voice,
) -> Result<()> {
    let (region, person) = (id(proof.region()), id(proof.id()));
    if voice.on_top {
        tx.run(&TAKE_FROM_TOP, &values![region, person, false])?;
    }
    let values = values![
        region,
        id(voice.id),
        person,
        code(voice.speaker),
        voice.text,
        code(voice.how),
        voice.said_on,
        voice.scene,
        voice.on_top,
        voice.recorded_at,
        voice.recorded_by,
        voice.heard.as_ref().map(|(by, _)| by.as_str()),
        voice.heard.as_ref().map(|(_, at)| *at)
    ];
    tx.run(&INSERT_VOICE, &values).map(|_| ())
}

/// Writes down who heard words; false when somebody did before, or there are none such.
///
/// # Errors
/// When the store fails.
pub fn hear(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    voice: tsumugi_domain::ids::VoiceId,
    by: &str,
    at: Timestamp,
) -> Result<bool> {
    let values = values![id(proof.region()), id(proof.id()), id(voice), by, at];
    Ok(tx.run(&HEAR, &values)? == 1)
}

/// Puts earlier words on top.
///
/// # Errors
/// When the store fails.
pub fn put_on_top(
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    voice: tsumugi_domain::ids::VoiceId,
) -> Result<bool> {
    let (region, person) = (id(proof.region()), id(proof.id()));
    tx.run(&TAKE_FROM_TOP, &values![region, person, false])?;
    Ok(tx.run(&PUT_ON_TOP, &values![region, person, id(voice), true])? == 1)
}
