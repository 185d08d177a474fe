//! Calling a meeting, asking for one, and answering such a request.

use tsumugi_domain::meeting::{Meeting, MeetingKind, Request, RequestState};
use tsumugi_domain::policy::PersonAction;
use tsumugi_domain::staff::Org;
use tsumugi_domain::team::Membership;

use crate::components::{
    Actions, Button, ButtonKind, Card, CardKind, Chip, Choice, Component as _, DateText, Facts,
    Field, FieldGroup, LineKind, NextStep, PageHead, Tone, Width,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{HeadView, code_key, own_words};
use crate::plan::{day_of, more, muted};
use crate::problem::paragraph;

/// A member of the team as a possible guest.
#[derive(Debug)]
pub struct InvitedLine<'a> {
    /// The seat.
    pub member: &'a Membership,
    /// What we hope they bring.
    pub expected: String,
    /// Chosen.
    pub chosen: bool,
    /// The person has not permitted their organisation to see meetings.
    pub sees_nothing: bool,
}

/// What the calling page knows.
#[derive(Debug)]
pub struct CallView<'a> {
    /// The head.
    pub head: HeadView<'a>,
    /// The sentence that made somebody call: a concern or a monitoring.
    pub cause: Option<String>,
    /// Members who can be invited.
    pub invited: Vec<InvitedLine<'a>>,
    /// Specialists' offices that can be asked.
    pub specialists: &'a [Org],
    /// The request that is being accepted, if this page answers one.
    pub accepting: Option<&'a Request>,
    /// Path the meeting form is sent to.
    pub action: String,
}

/// What was typed.
#[derive(Debug, Default)]
pub struct CallForm {
    /// Code of the kind.
    pub kind: String,
    /// What must be decided.
    pub must_decide: String,
    /// Three candidate days.
    pub days: [DateText; 3],
    /// Their times, as typed.
    pub times: [String; 3],
    /// Length in minutes.
    pub minutes: String,
    /// Place.
    pub place: String,
    /// What it came from: names and ids of hidden fields.
    pub hidden: Vec<(&'static str, String)>,
    /// Id of the asked office.
    pub asked: String,
    /// What the specialist's meeting must decide.
    pub ask_must_decide: String,
    /// Why the specialist should convene.
    pub reason: String,
}

/// The calling page: one sheet for a meeting of one's own; below it, asking the specialist.
#[must_use]
pub fn call(kit: &Kit, view: &CallView<'_>, form: &CallForm, errors: &Errors) -> Html {
    let t = kit.t();
    let head = &view.head;
    let ask = ask_fields(t, view, form, errors);
    let (summary, fields) = convene_fields(t, view, form, &ask, errors);
    let mut convene = kit
        .form(view.action.clone(), fields, "meeting-convene")
        .cancel(t, head.path(""))
        .draft(t, format!("call-{}", head.person.id));
    for (name, value) in &form.hidden {
        convene = convene.hidden(*name, value);
    }
    // Nobody is asked to choose among one.
    let mut which = Html::default();
    if let [only] = kinds(head)[..] {
        let kind = (t.s("meeting-kind"), t.s(&code_key("meeting-kind", only)));
        which = Facts { rows: vec![kind] }.render_html();
        convene = convene.hidden("kind", only);
    }
    let expected = view.invited.iter().map(expected_field);
    convene.fields = Html::join(expected.chain([which, convene.fields]));
    let cause = view.cause.as_ref().map_or_else(Html::default, |text| {
        Card::new(t.s("meeting-cause"), paragraph(&t.known(text)))
            .kind(CardKind::Quiet)
            .render_html()
    });
    Html::join([
        summary,
        PageHead::new(t.s("meeting-call"))
            .lead(t.s("meeting-call-lead"))
            .back(Html::text(&head.called(t)), head.path(""))
            .render_html(),
        own_words(t, head),
        cause,
        if may_convene(head) { convene.render_html() } else { Html::default() },
        ask_card(kit, view, form, &ask),
    ])
}

fn may_convene(head: &HeadView<'_>) -> bool {
    !kinds(head).is_empty()
}

/// The meetings that the reader may convene.
fn kinds(head: &HeadView<'_>) -> Vec<&'static str> {
    let all = [
        ("individual", PersonAction::ConveneIndividual),
        ("providers", PersonAction::ConveneProviders),
    ];
    all.into_iter().filter(|(_, action)| head.may(*action)).map(|(kind, _)| kind).collect()
}

/// What we hope a member brings goes into their invitation with them.
fn expected_field(line: &InvitedLine<'_>) -> Html {
    Html::rendered(format!(
        "<input type=\"hidden\" name=\"expected_{}\" value=\"{}\">",
        line.member.id,
        Html::text(&line.expected)
    ))
}

/// The summary of what is wrong on the whole page, and the fields of the meeting's form.
fn convene_fields(
    t: T,
    view: &CallView<'_>,
    form: &CallForm,
    ask: &[Field],
    errors: &Errors,
) -> (Html, Html) {
    let head = &view.head;
    let kinds = kinds(head);
    let people = view
        .invited
        .iter()
        .map(|line| {
            let seat = line.member;
            let org = match seat.org_name.as_str() {
                "" => String::new(),
                org => format!("（{org}）"),
            };
            Choice::new(
                seat.id.to_string(),
                Html::text(&format!("{}{org}", seat.name)),
                line.chosen,
            )
            .hint(Html::join([
                t.s(&code_key("team-role", seat.role.code())),
                Html::text("　"),
                t.known(&line.expected),
                match line.sees_nothing {
                    true => Html::rendered(format!("<br>{}", t.s("meeting-sees-nothing"))),
                    false => Html::default(),
                },
            ]))
        })
        .collect();
    // Who is invited and sees nothing would not know why: the permission is asked before.
    let blind = view.invited.iter().any(|line| line.sees_nothing);
    let consents = blind.then(|| {
        let ask =
            Button::link(t.s("meeting-ask-consent"), ButtonKind::Quiet, head.path("/consents"));
        Actions { buttons: vec![ask] }.render_html()
    });
    let mut fields = vec![
        Field::line(t, "must_decide", t.s("meeting-must-decide"), &form.must_decide)
            .hint(t.s("meeting-must-decide-hint"))
            .required(),
        Field::checks(t, "invited", t.s("meeting-people"), people).hint(t.s("meeting-people-hint")),
    ];
    let place = vec![
        Field::line(t, "place", t.s("meeting-place"), &form.place).hint(t.s("meeting-place-hint")),
        Field::line_of(t, "minutes", t.s("meeting-length"), &form.minutes, LineKind::Digits)
            .width(Width::Short)
            .required(),
    ];
    if kinds.len() > 1 {
        let kinds = crate::person::choices(t, "meeting-kind", &kinds, &form.kind);
        fields.insert(0, Field::radios(t, "kind", t.s("meeting-kind"), kinds).required());
    }
    let candidates: Vec<[Field; 2]> = (0..3).map(|at| candidate(t, form, at)).collect();
    let with_error = |field: Field| errors.put(field);
    let fields: Vec<Field> = fields.into_iter().map(with_error).collect();
    let place: Vec<Field> = place.into_iter().map(with_error).collect();
    let candidates: Vec<Vec<Field>> =
        candidates.into_iter().map(|pair| pair.into_iter().map(with_error).collect()).collect();
    let convene = fields.iter().chain(candidates.iter().flatten()).chain(&place);
    let all: Vec<&Field> = convene.chain(ask).collect();
    let summary = errors.summary(t, &all);
    let rendered = |fields: &[Field]| Html::join(fields.iter().map(|field| field.render_html()));
    let groups = candidates.iter().enumerate().map(|(at, pair)| {
        FieldGroup {
            legend: t.with("meeting-candidate-group", &[("number", (at + 1).into())]),
            hint: None,
            fields: rendered(pair),
        }
        .render_html()
    });
    let groups = Html::join(groups);
    let groups = Html::rendered(format!("<div class=\"slots\">{groups}</div>"));
    let ahead = muted(&t.s("date-ahead-hint"));
    let consents = consents.unwrap_or_default();
    (summary, Html::join([rendered(&fields), consents, ahead, groups, rendered(&place)]))
}

/// A candidate: its day and its time.
fn candidate(t: T, form: &CallForm, at: usize) -> [Field; 2] {
    let number = [("number", (at + 1).into())];
    let day = Field::date(
        t,
        &format!("day{}", at + 1),
        t.with("meeting-candidate", &number),
        form.days[at].clone(),
    );
    let time = Field::line(
        t,
        &format!("time{}", at + 1),
        t.with("meeting-candidate-time", &number),
        &form.times[at],
    )
    .hint(t.s("meeting-time-hint"))
    .width(Width::Short);
    [if at == 0 { day.required() } else { day }, if at == 0 { time.required() } else { time }]
}

/// Whether this page also has the form that asks a specialist's office.
fn asks(view: &CallView<'_>) -> bool {
    view.head.may(PersonAction::RequestProviders)
        && view.accepting.is_none()
        && !view.specialists.is_empty()
}

fn ask_fields(t: T, view: &CallView<'_>, form: &CallForm, errors: &Errors) -> Vec<Field> {
    if !asks(view) {
        return Vec::new();
    }
    let offices = view
        .specialists
        .iter()
        .map(|org| {
            let id = org.id.to_string();
            let chosen = id == form.asked || view.specialists.len() == 1;
            Choice::new(id, Html::text(&org.name), chosen)
        })
        .collect();
    let fields = [
        Field::radios(t, "asked", t.s("request-to"), offices),
        Field::line(t, "ask_must_decide", t.s("meeting-must-decide"), &form.ask_must_decide)
            .hint(t.s("meeting-must-decide-hint")),
        Field::area(t, "reason", t.s("request-reason"), &form.reason),
    ];
    fields.into_iter().map(|field| errors.put(field.required())).collect()
}

fn ask_card(kit: &Kit, view: &CallView<'_>, form: &CallForm, ask: &[Field]) -> Html {
    let t = kit.t();
    let head = &view.head;
    if !head.may(PersonAction::RequestProviders) || view.accepting.is_some() {
        return Html::default();
    }
    if !asks(view) {
        return Card::new(t.s("request-title"), paragraph(&t.s("request-no-specialist")))
            .kind(CardKind::Quiet)
            .render_html();
    }
    let fields = Html::join(ask.iter().map(|field| field.render_html()));
    let mut ask = kit.form(head.path("/requests"), fields, "request-send");
    // Beside the office's own meeting, asking is the other way.
    if may_convene(head) {
        ask = ask.quieter();
    }
    for (name, value) in &form.hidden {
        ask = ask.hidden(*name, value);
    }
    let body = Html::join([paragraph(&t.s("request-text")), ask.render_html()]);
    Card::new(t.s("request-title"), body).id("request").render_html()
}

/// A request with its state, and what its reader can do.
#[derive(Debug)]
pub struct RequestView<'a> {
    /// The head.
    pub head: HeadView<'a>,
    /// The request.
    pub request: &'a Request,
    /// The reader's office is the one that is asked.
    pub may_answer: bool,
    /// The reader's office proposed it.
    pub may_go_on: bool,
    /// Open meetings it could join.
    pub joinable: &'a [Meeting],
    /// The sentence it came from.
    pub cause: Option<String>,
    /// It has waited so long that nobody need wait any more.
    pub overdue: bool,
    /// The reader may take it back.
    pub may_withdraw: bool,
    /// The meetings that came of it.
    pub held: &'a [Meeting],
}

/// The request's page.
#[must_use]
pub fn request(kit: &Kit, view: &RequestView<'_>, reason: &str, errors: &Errors) -> Html {
    let t = kit.t();
    let request = view.request;
    let (chip, text) = match &request.state {
        RequestState::Waiting => (Chip::new(t.s("request-waiting"), Tone::Wait), Html::default()),
        RequestState::Accepted { meeting } | RequestState::Merged { meeting } => {
            let link = Button::link(
                t.s("request-meeting"),
                ButtonKind::Primary,
                format!("/meetings/{meeting}"),
            );
            let key = match request.state {
                RequestState::Merged { .. } => "request-merged",
                _ => "request-accepted",
            };
            (Chip::new(t.s(key), Tone::Good), Actions { buttons: vec![link] }.render_html())
        }
        RequestState::Declined { reason } => {
            let text = Html::join([t.s("request-declined-why"), t.known(reason)]);
            (Chip::new(t.s("request-declined"), Tone::Neutral), paragraph(&text))
        }
        RequestState::Withdrawn => {
            (Chip::new(t.s("request-withdrawn"), Tone::Neutral), Html::default())
        }
    };
    let mut rows = vec![
        (t.s("request-by"), Html::text(&request.proposer)),
        (t.s("request-to"), Html::text(&request.asked_org_name)),
        (t.s("request-at"), t.date(day_of(request.at))),
        (t.s("meeting-must-decide"), t.known(&request.must_decide)),
        (t.s("request-reason"), t.known(&request.reason)),
    ];
    if let Some(cause) = &view.cause {
        rows.push((t.s("meeting-cause"), t.known(cause)));
    }
    let body = Html::join([chip.render_html(), text, Facts { rows }.render_html()]);
    let head = &view.head;
    let (summary, answers) = answers(kit, view, reason, errors);
    Html::join([
        summary,
        PageHead::new(t.s("request-page"))
            .back(Html::text(&head.called(t)), head.path(""))
            .render_html(),
        own_words(t, head),
        go_on(t, view),
        Card::new(t.s("request-card"), body).render_html(),
        withdrawal(kit, view),
        answers,
    ])
}

/// Taking back what was asked: sent by mistake, or settled without a meeting.
fn withdrawal(kit: &Kit, view: &RequestView<'_>) -> Html {
    if !view.may_withdraw {
        return Html::default();
    }
    let t = kit.t();
    let action = format!("/requests/{}/withdraw", view.request.id);
    let form = kit.form(action, paragraph(&t.s("request-withdraw-text")), "request-withdraw-go");
    more(&t.s("request-withdraw"), &form.quieter().render_html(), false)
}

/// The summary of what is wrong with an answer, and the ways to answer.
fn answers(kit: &Kit, view: &RequestView<'_>, reason: &str, errors: &Errors) -> (Html, Html) {
    let t = kit.t();
    if !view.may_answer || view.request.state != RequestState::Waiting {
        return (errors.summary(t, &[]), Html::default());
    }
    let id = view.request.id;
    let accept = Card::new(t.s("request-accept"), paragraph(&t.s("request-accept-text")))
        .kind(CardKind::Warm)
        .foot(
            Actions {
                buttons: vec![Button::link(
                    t.s("request-accept-go"),
                    ButtonKind::Primary,
                    view.head.path(&format!("/call?request={id}")),
                )],
            }
            .render_html(),
        );
    let (into, why) = (merge_field(t, view, errors), decline_field(t, reason, errors));
    let summary = errors.summary(t, &into.iter().chain([&why]).collect::<Vec<_>>());
    let merge = into.map_or_else(Html::default, |field| {
        let action = format!("/requests/{id}/merge");
        let form = kit.form(action, field.render_html(), "request-merge-go").quieter();
        Card::new(t.s("request-merge"), form.render_html()).render_html()
    });
    let decline = kit
        .form(format!("/requests/{id}/decline"), why.render_html(), "request-decline-go")
        .quieter();
    let decline = Card::new(t.s("request-decline"), decline.render_html()).kind(CardKind::Quiet);
    (summary, Html::join([accept.render_html(), merge, decline.render_html()]))
}

/// The open meetings that a request could join, if there are any.
fn merge_field(t: T, view: &RequestView<'_>, errors: &Errors) -> Option<Field> {
    if view.joinable.is_empty() {
        return None;
    }
    let meetings = view
        .joinable
        .iter()
        .map(|meeting| {
            Choice::new(meeting.id.to_string(), Html::short(&meeting.must_decide), false)
        })
        .collect();
    let field = Field::radios(t, "meeting", t.s("request-merge-into"), meetings);
    Some(errors.put(field))
}

fn decline_field(t: T, reason: &str, errors: &Errors) -> Field {
    let field = Field::area(t, "reason", t.s("request-decline-reason"), reason)
        .hint(t.s("request-decline-hint"))
        .required();
    errors.put(field)
}

/// After a no, or when nobody has answered for long: the way on that needs nobody's permission.
fn go_on(t: T, view: &RequestView<'_>) -> Html {
    let (what, why) = match &view.request.state {
        _ if !view.may_go_on => return Html::default(),
        RequestState::Declined { .. } => ("request-go-on", "request-go-on-why"),
        RequestState::Waiting if view.overdue => ("request-overdue", "request-go-on-why"),
        RequestState::Waiting => return muted(&t.s("request-wait")),
        RequestState::Accepted { .. } | RequestState::Merged { .. } | RequestState::Withdrawn => {
            return Html::default();
        }
    };
    let held = view.held.iter().find(|meeting| meeting.kind == MeetingKind::Individual);
    let (what, why, button) = match held {
        Some(meeting) => (
            t.s("request-held"),
            Html::short(&meeting.must_decide),
            Button::link(
                t.s("request-meeting"),
                ButtonKind::Primary,
                format!("/meetings/{}", meeting.id),
            ),
        ),
        None => (
            t.s(what),
            t.s(why),
            Button::link(
                t.s("request-own-meeting"),
                ButtonKind::Primary,
                view.head.path(&format!("/call?after={}", view.request.id)),
            ),
        ),
    };
    NextStep { t, what, why: Some(why), actions: vec![button] }.render_html()
}
