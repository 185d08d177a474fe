//! What cannot be done now, seen from where it began: kept, reported without names, answered.

mod fix;

pub use fix::{FixForm, fix};

use jiff::civil::Date;
use tsumugi_domain::community::{
    AgeBand, CommunityIssue, Hold, IssueState, NeedState, Report, ReportState, Telling, UnmetNeed,
};
use tsumugi_domain::council::{AnswerKind, CouncilAnswer};
use tsumugi_domain::meeting::{GapReason, Level};
use tsumugi_domain::person::ServiceStage;

use crate::components::{
    Actions, Button, ButtonKind, Card, CardKind, Chip, Choice, Component as _, Facts, Field,
    LineKind, NextStep, PageHead, Quote, Step, Timeline, TimelineItem, Tone, Voice as Mark,
    WhoCanSee, Width,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{HeadView, code_key, columns, lines, link, own_words};
use crate::plan::{Reader, day_of, more, muted};
use crate::problem::paragraph;

/// The page of an unmet need.
#[derive(Debug)]
pub struct NeedPage<'a> {
    /// The person.
    pub head: HeadView<'a>,
    /// Who reads.
    pub reader: Reader,
    /// The need.
    pub need: &'a UnmetNeed,
    /// The report, once it was made.
    pub report: Option<&'a Report>,
    /// The issue, once it was named.
    pub issue: Option<&'a CommunityIssue>,
    /// The council's answers, newest first.
    pub answers: Vec<&'a CouncilAnswer>,
    /// Why it may not be reported now.
    pub held: Option<Hold>,
    /// The reader may report it, or respect that it is not to be.
    pub may_report: bool,
    /// The reader may ask by themselves that it is not reported.
    pub may_ask: bool,
    /// What the meeting wrote, where it was put right since: level, reason, until then.
    pub as_decided: Option<(Level, GapReason, &'a str)>,
    /// The region has a council that a report can go to.
    pub council: bool,
}

impl NeedPage<'_> {
    /// The reader may put it right, and nobody outside the team has it.
    fn can_be_put_right(&self) -> bool {
        self.may_report && self.need.can_be_put_right()
    }

    fn path(&self, tail: &str) -> String {
        format!("/needs/{}{tail}", self.need.id)
    }
}

/// The state of an issue as a chip.
pub(crate) fn issue_chip(t: T, state: IssueState) -> Chip {
    let tone = match state {
        IssueState::Named | IssueState::OnAgenda => Tone::Wait,
        IssueState::InProgress => Tone::Info,
        IssueState::Answered => Tone::Good,
        IssueState::ClosedNoAction => Tone::Neutral,
    };
    Chip::new(t.s(&code_key("issue-state", state.code())), tone)
}

/// The page of an unmet need: what it is, what we do until then, and the way of the answer.
#[must_use]
pub fn need(kit: &Kit, view: &NeedPage<'_>) -> Html {
    let t = kit.t();
    let (above, href) = view.reader.back(t, &view.head);
    let who = if view.head.own { "need-who-can-see-mine" } else { "need-who-can-see" };
    Html::join([
        PageHead::new(t.s("need-title"))
            .lead(t.s("need-lead"))
            .back(above, href)
            .action(Button::print(t))
            .render_html(),
        own_words(t, &view.head),
        next_step(t, view),
        answers_back(t, view),
        columns(
            Html::join([need_card(t, view), report_card(t, view)]),
            Html::join([way_card(t, view), keep_card(kit, view)]),
        ),
        WhoCanSee { t, sentence: t.s(who) }.render_html(),
    ])
}

fn next_step(t: T, view: &NeedPage<'_>) -> Html {
    if view.can_be_put_right() && view.need.until_then.is_empty() {
        return fix::until_then_first(t, view);
    }
    if !view.may_report || view.held.is_some() {
        return Html::default();
    }
    if !view.council {
        let text = paragraph(&t.s("need-no-council-text"));
        return Card::new(t.s("need-no-council"), text).kind(CardKind::Warm).render_html();
    }
    let report = Button::link(t.s("need-report-go"), ButtonKind::Primary, view.path("/report"));
    let keep = Button::link(t.s("need-keep-open"), ButtonKind::Quiet, "#keep");
    NextStep {
        t,
        what: t.s("need-next"),
        why: Some(t.s("need-next-why")),
        actions: vec![report, keep],
    }
    .render_html()
}

/// What came back, in the reader's words: easy ones first for the person, the offices' beside.
fn answers_back(t: T, view: &NeedPage<'_>) -> Html {
    let cards = view.answers.iter().map(|answer| {
        let easy = Html::rendered(format!("<p class=\"next-what\">{}</p>", t.known(&answer.easy)));
        let full = Html::rendered(format!("<p>{}</p>", Html::user(&answer.text)));
        let body = match view.reader {
            Reader::Own | Reader::Family => {
                Html::join([easy, more(&t.s("council-answer-full"), &full, false)])
            }
            Reader::Staff => Html::join([easy, full]),
        };
        let day = t.with("council-answer-on", &[("day", t.0.date(answer.on).into())]);
        let body = Html::join([
            Html::rendered(format!("<p>{} {day}</p>", answer_chip(t, answer.kind).render_html())),
            body,
        ]);
        Card::new(t.s("need-answer"), body).kind(CardKind::Warm).render_html()
    });
    Html::join(cards)
}

/// The kind of an answer as a chip.
pub(crate) fn answer_chip(t: T, kind: AnswerKind) -> Chip {
    let tone = match kind {
        AnswerKind::Interim => Tone::Info,
        AnswerKind::Final => Tone::Good,
        AnswerKind::NoAction => Tone::Neutral,
    };
    Chip::new(t.s(&code_key("council-answer", kind.code())), tone)
}

fn need_card(t: T, view: &NeedPage<'_>) -> Html {
    let need = view.need;
    let since = t.date(day_of(need.since));
    let until_then = match need.until_then.as_str() {
        "" => muted(&t.s("need-until-then-none")),
        text => Html::user(text),
    };
    let meeting =
        crate::person::link(&format!("/meetings/{}", need.meeting), &t.s("need-from-meeting"));
    let rows = vec![
        (t.s("need-until-then"), until_then),
        (t.s("need-level"), t.s(&code_key("level", need.level.code()))),
        (t.s("need-reason"), t.s(&code_key("gap-reason", need.reason.code()))),
        (t.s("need-since"), Html::join([since, Html::text("　"), meeting])),
    ];
    let rows = rows.into_iter().chain(fix::as_decided(t, view)).collect();
    let mut card = Card::new(t.known(&need.text), Facts { rows }.render_html());
    if view.can_be_put_right() {
        let fix = Button::link(t.s("need-fix"), ButtonKind::Secondary, view.path("/edit"));
        let remove = crate::removal::go(t, &view.head, need.id, &need.text);
        card = card.foot(Actions { buttons: vec![fix, remove] }.render_html());
    }
    card.render_html()
}

/// The way of the need as a thread: what happened, and what is still ahead.
fn way_card(t: T, view: &NeedPage<'_>) -> Html {
    let need = view.need;
    let mut items =
        vec![TimelineItem::new(Step::UnmetNeed, t.date_short(day_of(need.since)), t.s("way-need"))];
    match (&need.state, view.report) {
        (NeedState::NotReported { .. }, _) => {
            items.push(TimelineItem::new(Step::Decision, Html::default(), t.s("way-kept")));
        }
        (_, Some(report)) => {
            items.push(TimelineItem::new(
                Step::Council,
                t.month(report.month),
                t.s("way-reported"),
            ));
            items.extend(after_report(t, view, report));
        }
        (_, None) if view.held.is_none() => {
            items
                .push(TimelineItem::new(Step::Council, Html::default(), t.s("way-report")).ahead());
            items.push(TimelineItem::new(Step::Answer, Html::default(), t.s("way-answer")).ahead());
        }
        (_, None) => {
            items.push(TimelineItem::new(Step::Decision, Html::default(), t.s("way-team")));
        }
    }
    Card::new(t.s("need-way"), Timeline { t, items }.render_html()).render_html()
}

fn after_report(t: T, view: &NeedPage<'_>, report: &Report) -> Vec<TimelineItem> {
    let empty = Html::default;
    if report.state == ReportState::Returned {
        return vec![TimelineItem::new(Step::Answer, empty(), t.s("way-returned"))];
    }
    let Some(issue) = view.issue else {
        return vec![
            TimelineItem::new(Step::CommunityIssue, empty(), t.s("way-issue")).ahead(),
            TimelineItem::new(Step::Answer, empty(), t.s("way-answer")).ahead(),
        ];
    };
    let others = (issue.reports - 1).max(0);
    let with = t.with("way-with-others", &[("count", others.into())]);
    let mut items = vec![
        TimelineItem::new(
            Step::CommunityIssue,
            t.date_short(issue.named_on),
            Html::text(&issue.title),
        )
        .body(with),
    ];
    if issue.state != IssueState::Named {
        items.push(TimelineItem::new(Step::Council, empty(), t.s("way-council")));
    }
    items.extend(view.answers.iter().rev().map(|answer| {
        let title = t.s(&code_key("council-answer", answer.kind.code()));
        TimelineItem::new(Step::Answer, t.date_short(answer.on), title)
    }));
    if matches!(issue.state, IssueState::Named | IssueState::OnAgenda | IssueState::InProgress) {
        items.push(TimelineItem::new(Step::Answer, empty(), t.s("way-answer")).ahead());
    }
    items
}

/// What was sent, so that everybody here knows what the region knows.
fn report_card(t: T, view: &NeedPage<'_>) -> Html {
    let Some(report) = view.report else { return Html::default() };
    let mut body = vec![muted(&t.s("need-sent-lead")), report_facts(t, report)];
    if !report.reply.is_empty() {
        let reply = Quote::new(t, Mark::Staff, Html::user(&report.reply));
        body.push(reply.source(t.s("report-reply-source")).render_html());
    }
    Card::new(t.s("need-sent"), Html::join(body)).render_html()
}

/// A report as names and values, with everything that was sent.
pub(crate) fn report_facts(t: T, report: &Report) -> Html {
    let texts = [
        ("report-wish", &report.wish),
        ("report-facts", &report.facts),
        ("report-tried", &report.tried),
        ("report-could-not", &report.could_not),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(|(key, text)| (t.s(key), Html::user(text)));
    let mut rows: Vec<(Html, Html)> = texts.collect();
    if report.similar > 0 {
        let count = t.with("report-similar-count", &[("count", report.similar.into())]);
        rows.push((t.s("report-similar-known"), count));
    }
    rows.extend(coarse(t, report.age_band, report.stage, report.reason));
    // Nothing but what the region cannot do is reported.
    rows.push((t.s("need-level"), t.s(&code_key("level", Level::Region.code()))));
    rows.push((t.s("report-office"), Html::text(&report.office)));
    rows.push((t.s("report-month"), t.month(report.month)));
    Facts { rows }.render_html()
}

fn coarse(
    t: T,
    age: Option<AgeBand>,
    stage: Option<ServiceStage>,
    reason: GapReason,
) -> Vec<(Html, Html)> {
    let mut rows = Vec::new();
    if let Some(age) = age {
        rows.push((t.s("report-age"), t.s(&age_key(age))));
    }
    if let Some(stage) = stage {
        rows.push((t.s("report-stage"), t.s(&code_key("stage", stage.code()))));
    }
    rows.push((t.s("report-reason"), t.s(&code_key("gap-reason", reason.code()))));
    rows
}

/// Message keys must begin with a letter and end in one; the codes are ranges.
pub(crate) fn age_key(age: AgeBand) -> String {
    match age {
        AgeBand::Under6 => "age-band-under-6",
        AgeBand::From6 => "age-band-from-6",
        AgeBand::From18 => "age-band-from-18",
        AgeBand::From40 => "age-band-from-40",
        AgeBand::From65 => "age-band-from-65",
    }
    .to_owned()
}

/// What the team decides when the person or the family does not want a report.
fn keep_card(kit: &Kit, view: &NeedPage<'_>) -> Html {
    let t = kit.t();
    let hold = |key: &str| Html::rendered(format!("<p>{}</p>", t.s(key)));
    match (view.held, &view.need.state) {
        (None, _) if view.may_report => {
            let reason = Field::area(t, "reason", t.s("need-keep-reason"), "")
                .hint(t.s("need-keep-reason-hint"))
                .rows(2);
            let form =
                kit.form(view.path("/keep"), reason.render_html(), "need-keep").render_html();
            Card::new(t.s("need-keep-title"), muted(&t.s("need-keep-lead")))
                .foot(more(&t.s("need-keep-open"), &form, false))
                .kind(CardKind::Quiet)
                .id("keep")
                .render_html()
        }
        (None, _) if view.may_ask => {
            let ask = view.path("/ask-not");
            Card::new(t.s("need-ask-title"), muted(&t.s("need-ask-lead")))
                .foot(kit.post(ask, "need-ask-not", ButtonKind::Secondary, vec![]))
                .kind(CardKind::Quiet)
                .id("keep")
                .render_html()
        }
        (Some(Hold::AskedNotTo), NeedState::NotReported { reason, asked }) => {
            // Whose words they are, the person's or the family's, was not asked: no voice is given.
            let words = match reason.as_str() {
                "" => Html::default(),
                reason => {
                    let rows = vec![(t.s("need-keep-reason"), Html::user(reason))];
                    Facts { rows }.render_html()
                }
            };
            let who = asked.as_ref().map_or_else(Html::default, |(by, at)| {
                let day = t.0.date(day_of(*at)).to_string();
                muted(&t.with("need-asked-not", &[("by", by.into()), ("day", day.into())]))
            });
            let body = Html::join([hold("need-kept"), who, words]);
            let mut card = Card::new(t.s("need-keep-title"), body).kind(CardKind::Quiet);
            if asked.is_some() && view.may_ask {
                let undo = view.path("/undo-ask-not");
                card = card.foot(kit.post(undo, "need-undo-ask", ButtonKind::Secondary, vec![]));
            } else if asked.is_none() && view.may_report {
                let undo = view.path("/undo-keep");
                card = card.foot(kit.post(undo, "need-undo-keep", ButtonKind::Secondary, vec![]));
            }
            card.render_html()
        }
        (Some(Hold::NotRegion), _) => {
            let more = match view.can_be_put_right() {
                true => muted(&t.s("need-team-fix")),
                false => Html::default(),
            };
            Card::new(t.s("need-team-title"), Html::join([hold("need-team"), more]))
                .kind(CardKind::Quiet)
                .render_html()
        }
        _ => Html::default(),
    }
}

/// What the form for a report shows beside its fields.
#[derive(Debug)]
pub struct ReportPage<'a> {
    /// The person, for the team's own eyes.
    pub head: HeadView<'a>,
    /// The need.
    pub need: &'a UnmetNeed,
    /// Age as it would be sent.
    pub age: Option<AgeBand>,
    /// Stage as it would be sent.
    pub stage: Option<ServiceStage>,
    /// Why, as it would be sent.
    pub reason: GapReason,
    /// The month as it would be sent.
    pub month: Date,
    /// The office as the secretariat would see it.
    pub office: &'a str,
    /// Pieces that may tell who it is, by field.
    pub tellings: Vec<(&'a str, Telling)>,
    /// Why it may not be reported now.
    pub held: Option<Hold>,
}

/// A report as typed.
#[derive(Debug, Clone, Default)]
pub struct ReportForm {
    /// The life that is wished for.
    pub wish: String,
    /// What happens.
    pub facts: String,
    /// What was tried.
    pub tried: String,
    /// What could not be done.
    pub could_not: String,
    /// How many similar situations.
    pub similar: String,
    /// It was read through.
    pub checked: bool,
}

impl ReportForm {
    fn texts(&self) -> [(&'static str, &'static str, &str); 4] {
        [
            ("wish", "report-wish", &self.wish),
            ("facts", "report-facts", &self.facts),
            ("tried", "report-tried", &self.tried),
            ("could_not", "report-could-not", &self.could_not),
        ]
    }
}

/// The form for a report: what will be sent stands beside what stays, and what may tell who it
/// is about is marked.
#[must_use]
pub fn report(kit: &Kit, view: &ReportPage<'_>, form: &ReportForm, errors: &Errors) -> Html {
    let t = kit.t();
    let above = format!("/needs/{}", view.need.id);
    let mut fields: Vec<Field> = form
        .texts()
        .into_iter()
        .map(|(name, key, text)| {
            Field::area(t, name, t.s(key), text).hint(t.s(&format!("{key}-hint"))).rows(3)
        })
        .collect();
    fields[1] = fields[1].clone().required();
    fields.push(
        Field::line_of(t, "similar", t.s("report-similar"), &form.similar, LineKind::Digits)
            .hint(t.s("report-similar-hint"))
            .width(Width::Short),
    );
    fields.push(
        Field::checks(
            t,
            "checked",
            t.s("report-checked"),
            vec![Choice::new("yes", t.s("report-checked-yes"), form.checked)],
        )
        .required(),
    );
    let (summary, fields) = errors.fields(t, fields);
    let sent = kit
        .form(format!("{above}/report"), fields, "report-send")
        .cancel(t, above.clone())
        .draft(t, format!("report-{}", view.need.id));
    let head = PageHead::new(t.s("report-title")).lead(t.s("report-lead"));
    let head = head.back(t.s("need-title"), above).render_html();
    if let Some(hold) = view.held {
        let text = t.s(&code_key("hold", hold.code()));
        let card = Card::new(t.s("report-held"), Html::rendered(format!("<p>{text}</p>")));
        return Html::join([summary, head, card.render_html()]);
    }
    Html::join([
        summary,
        head,
        columns(
            Html::join([tellings_card(t, view, form), form_card(&sent.render_html())]),
            Html::join([goes_card(t, view), stays_card(t), rather_not_card(t, view)]),
        ),
    ])
}

/// A form that stands beside something else.
fn form_card(form: &Html) -> Html {
    Html::rendered(format!("<section class=\"card\">{form}</section>"))
}

fn goes_card(t: T, view: &ReportPage<'_>) -> Html {
    let mut rows = coarse(t, view.age, view.stage, view.reason);
    rows.push((t.s("need-level"), t.s(&code_key("level", view.need.level.code()))));
    rows.push((t.s("report-month"), t.month(view.month)));
    rows.push((t.s("report-office"), Html::text(view.office)));
    let body = Html::join([muted(&t.s("report-goes-lead")), Facts { rows }.render_html()]);
    Card::new(t.s("report-goes"), body).render_html()
}

fn stays_card(t: T) -> Html {
    let items =
        ["report-stays-name", "report-stays-day", "report-stays-words", "report-stays-link"];
    Card::new(t.s("report-stays"), lines(items.map(|key| t.s(key))))
        .kind(CardKind::Warm)
        .render_html()
}

/// The other way out of the form: it is as good as sending.
fn rather_not_card(t: T, view: &ReportPage<'_>) -> Html {
    let go = link(&format!("/needs/{}#keep", view.need.id), &t.s("need-keep-open"));
    let body = muted(&t.s("need-keep-lead"));
    Card::new(t.s("report-rather-not"), body).kind(CardKind::Quiet).foot(go).render_html()
}

/// The texts with what may tell who it is marked; nothing when there is nothing to look at.
fn tellings_card(t: T, view: &ReportPage<'_>, form: &ReportForm) -> Html {
    if view.tellings.is_empty() {
        return Html::default();
    }
    let rows = form
        .texts()
        .into_iter()
        .filter_map(|(name, key, text)| {
            let pieces: Vec<&str> = view
                .tellings
                .iter()
                .filter(|(field, _)| *field == name)
                .map(|(_, telling)| telling.text.as_str())
                .collect();
            (!pieces.is_empty()).then(|| (t.s(key), marked(text, &pieces)))
        })
        .collect();
    let body = Html::join([muted(&t.s("report-tellings-lead")), Facts { rows }.render_html()]);
    Card::new(t.s("report-tellings"), body).render_html()
}

/// A text with some of its pieces marked, the longest first where they lie in one another.
fn marked(text: &str, pieces: &[&str]) -> Html {
    let mut rest = text;
    let mut out = Vec::new();
    loop {
        let found = pieces
            .iter()
            .filter(|piece| !piece.is_empty())
            .filter_map(|piece| Some((rest.find(piece)?, piece.len())))
            .min_by_key(|(at, len)| (*at, std::cmp::Reverse(*len)));
        let Some((at, len)) = found else { break };
        out.push(Html::user(&rest[..at]));
        out.push(Html::rendered(format!("<mark>{}</mark>", Html::user(&rest[at..at + len]))));
        rest = &rest[at + len..];
    }
    out.push(Html::user(rest));
    Html::join(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_marked_where_they_stand() {
        let text = "水野はるかさんは水野さんの<家>で";
        assert_eq!(
            marked(text, &["水野", "水野はるか"]).as_str(),
            "<mark>水野はるか</mark>さんは<mark>水野</mark>さんの&#60;家&#62;で"
        );
    }
}
