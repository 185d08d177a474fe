//! What the person and the family said: written down, put on top, heard.

use super::{Head, head};
use crate::removal::{self, Removals};
use crate::{AppError, Op, Problems, Result};
use jiff::civil::Date;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{PersonId, VoiceId};
use tsumugi_domain::person::{Expression, Speaker, Voice};
use tsumugi_domain::policy::{PersonAction, Who};
use tsumugi_domain::staff::in_period;
use tsumugi_domain::team::Membership;
use tsumugi_store::{person as people, team};

/// What is typed about somebody's words.
#[derive(Debug, Clone)]
pub struct NewVoice {
    /// Whose.
    pub speaker: Speaker,
    /// The words or the sign.
    pub text: String,
    /// How.
    pub how: Expression,
    /// When.
    pub said_on: Option<Date>,
    /// Where, with whom.
    pub scene: String,
    /// On top of every page.
    pub on_top: bool,
}

/// Adds words. Only the person's own words can stand on top.
///
/// # Errors
/// [`AppError::Invalid`] without words.
pub fn add_voice(op: &Op<'_>, person: PersonId, new: &NewVoice) -> Result<VoiceId> {
    let mut problems = Problems::new();
    let text = problems.required("text", &new.text);
    if new.on_top && new.speaker != Speaker::Person {
        problems.add("on_top", "error-on-top-person-only");
    }
    if new.said_on.is_some_and(|day| day > op.today()) {
        problems.add("said_on", "error-date-future");
    }
    problems.check()?;
    // What somebody sends from their own account waits until a worker has heard it.
    let heard = match op.actor.who {
        Who::Person(_) | Who::Family | Who::Guest(_) => None,
        Who::Staff { .. } | Who::System(_) => Some((op.actor.name.clone(), op.now)),
    };
    op.make(person, PersonAction::AddVoice, "voice", Deed::Made, |tx, proof| {
        let voice = Voice {
            id: op.id(),
            speaker: new.speaker,
            text: text.clone(),
            how: new.how,
            said_on: new.said_on.unwrap_or(op.today()),
            scene: new.scene.trim().to_owned(),
            on_top: new.on_top,
            recorded_at: op.now,
            recorded_by: op.actor.name.clone(),
            heard: heard.clone(),
        };
        people::add_voice(tx, proof, &voice)?;
        Ok(voice.id)
    })
}

/// Says that words sent by the person or the family were heard: they see by whom. Who says it
/// second finds it done.
///
/// # Errors
/// [`AppError::AlreadyDone`]; [`AppError::Hidden`] when the reader may not see the person's words.
pub fn hear(op: &Op<'_>, person: PersonId, voice: VoiceId) -> Result<()> {
    op.act(person, PersonAction::SortConcern, ("voice", voice), Deed::Changed, |tx, proof| {
        if !proof.reading().sees(DataClass::Voice) {
            return Err(AppError::Hidden);
        }
        let first = people::hear(tx, proof, voice, &op.actor.name, op.now)?;
        if first { Ok(()) } else { Err(AppError::AlreadyDone) }
    })
}

/// Puts earlier words of the person on top.
///
/// # Errors
/// [`AppError::Hidden`] when they are not there.
pub fn put_on_top(op: &Op<'_>, person: PersonId, voice: VoiceId) -> Result<()> {
    op.act(person, PersonAction::AddVoice, ("voice", voice), Deed::Changed, |tx, proof| {
        if people::put_on_top(tx, proof, voice)? { Ok(()) } else { Err(AppError::Hidden) }
    })
}

/// What the person needs to say something: who of the team could say it for them.
///
/// # Errors
/// As [`Op::see`].
pub fn say(op: &Op<'_>, person: PersonId) -> Result<(Head, Vec<Membership>)> {
    op.see(person, PersonAction::See, "voice", |tx, proof| {
        let mut seats = team::of_person(tx, proof)?;
        seats.retain(|seat| in_period(seat.from, seat.to, op.today()));
        Ok((head(op, tx, proof)?, seats))
    })
}

/// All words, newest first, and what was taken out of them.
///
/// # Errors
/// As [`Op::see`].
pub fn voices(op: &Op<'_>, person: PersonId) -> Result<(Head, Vec<Voice>, Removals)> {
    op.see(person, PersonAction::See, "voice", |tx, proof| {
        let removals = removal::marks(op, tx, proof)?;
        Ok((head(op, tx, proof)?, people::voices(tx, proof, 200)?, removals))
    })
}
