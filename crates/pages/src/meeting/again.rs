//! A form of the meeting's page that could not be used, shown again in its place.

use tsumugi_domain::ids::InvitationId;
use tsumugi_domain::meeting::{Candidate, Facts};

use super::confer::{MeetingPage, agenda_fields, reason_field};
use super::guest::fact_fields;
use super::replies::{SaidForm, coming_fields, fields as reply_fields};
use crate::components::{Component as _, Field};
use crate::html::{Html, T};
use crate::kit::Errors;

/// What was typed into one of the forms of the meeting's page.
#[derive(Debug)]
pub enum Typed {
    /// What a seat says to the candidate times.
    Reply(InvitationId, SaidForm),
    /// What a seat says to the day that is fixed.
    Coming(InvitationId, SaidForm),
    /// The facts of a seat, and the mark of those that were shown.
    Facts(InvitationId, Facts, String),
    /// Something to talk about, and the code of its half.
    Agenda(String, String),
    /// Why the meeting is called off.
    CallOff(String),
}

/// The form that was sent, with what is wrong with it.
#[derive(Debug)]
pub struct Again {
    typed: Typed,
    errors: Errors,
}

impl Again {
    /// Each error goes to the input of the one form that was sent: the same names stand in the
    /// form of every seat. What is wrong with all candidate times stands at the first.
    #[must_use]
    pub fn new(typed: Typed, errors: Errors, candidates: &[Candidate]) -> Self {
        let errors = match &typed {
            Typed::Reply(seat, _) => {
                let errors = errors.at("note", format!("note-{seat}"));
                match candidates.first() {
                    Some(first) => errors.at("fit", format!("fit_{}-{seat}", first.id)),
                    None => errors,
                }
            }
            Typed::Facts(seat, ..) => ["changed", "chose", "went_well"]
                .into_iter()
                .fold(errors, |errors, name| errors.at(name, format!("{name}-{seat}"))),
            Typed::Coming(seat, _) => errors.at("note", format!("note-{seat}")),
            Typed::Agenda(..) => errors.at("text", "agenda-text"),
            Typed::CallOff(_) => errors,
        };
        Self { typed, errors }
    }
}

impl MeetingPage<'_> {
    fn typed(&self) -> Option<&Typed> {
        self.again.as_ref().map(|again| &again.typed)
    }

    /// What was typed for a seat about coming.
    pub(super) fn reply_again(&self, seat: InvitationId) -> Option<&SaidForm> {
        match self.typed()? {
            Typed::Reply(of, said) | Typed::Coming(of, said) if *of == seat => Some(said),
            _ => None,
        }
    }

    /// The facts that were typed for a seat, and the mark that came with them.
    pub(super) fn facts_again(&self, seat: InvitationId) -> Option<(&Facts, &str)> {
        match self.typed()? {
            Typed::Facts(of, facts, seen) if *of == seat => Some((facts, seen)),
            _ => None,
        }
    }

    /// What was typed for the agenda: the text and its half.
    pub(super) fn agenda_again(&self) -> Option<(&str, &str)> {
        match self.typed()? {
            Typed::Agenda(text, half) => Some((text, half)),
            _ => None,
        }
    }

    /// The reason that was typed for calling off.
    pub(super) fn reason_again(&self) -> Option<&str> {
        match self.typed()? {
            Typed::CallOff(reason) => Some(reason),
            _ => None,
        }
    }

    /// Fields with what is wrong with them.
    pub(super) fn rendered(&self, fields: Vec<Field>) -> Html {
        let fields = match &self.again {
            Some(again) => again.errors.put_in(fields),
            None => fields,
        };
        Html::join(fields.iter().map(|field| field.render_html()))
    }

    /// What is wrong, above the page, with links to the fields of the form that was sent.
    pub(super) fn summary(&self, t: T) -> Html {
        let Some(Again { typed, errors }) = &self.again else { return Html::default() };
        let fields = match typed {
            Typed::Reply(seat, said) => reply_fields(t, self.candidates, *seat, said),
            Typed::Coming(seat, said) => coming_fields(t, *seat, said),
            Typed::Facts(seat, facts, _) => fact_fields(t, facts, &seat.to_string()),
            Typed::Agenda(text, half) => agenda_fields(t, text, half),
            Typed::CallOff(reason) => vec![reason_field(t, reason)],
        };
        errors.summary(t, &fields.iter().collect::<Vec<_>>())
    }
}
