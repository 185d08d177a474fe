//! The text of the minutes: plain Japanese that reads the same on paper, on screen and in ten
//! years. The person's words stand first.

use jiff::civil::{Date, DateTime, Time, Weekday};
use std::fmt::Write as _;
use tsumugi_domain::meeting::{
    AgendaItem, Attendance, Closing, GapReason, Level, Meeting, MeetingKind, NotYetReason, Outcome,
    OutcomeKind, Point, PointState, View, Viewpoint,
};
use tsumugi_domain::person::{Expression, Person, Voice};
use tsumugi_domain::plan::{Answer, AnswerKind, Answerer};
use tsumugi_store::meeting::Seated;
use tsumugi_store::meeting::record::Answered;
use tsumugi_words::era;

/// What the minutes are made from.
pub(super) struct Material<'a> {
    pub(super) top: Option<Voice>,
    pub(super) seats: Vec<Seated>,
    pub(super) viewpoints: Vec<Viewpoint>,
    pub(super) person: &'a Person,
    pub(super) meeting: &'a Meeting,
    /// Without answers when whoever closes may not see them: then nothing is said about them.
    pub(super) decisions: &'a [Answered],
    pub(super) closing: &'a Closing,
    /// What there was to talk about, as far as everybody invited may know it.
    pub(super) agenda: Vec<AgendaItem>,
}

/// What everybody at the table may read.
pub(super) fn text(material: &Material<'_>) -> String {
    let mut out = Text(String::new());
    out.line(&format!("{} 議事録", kind(material.meeting.kind)));
    frame(&mut out, material);
    seats(&mut out, material);
    agenda(&mut out, material);
    viewpoints(&mut out, material);
    decisions(&mut out, material);
    points(&mut out, material);
    left(&mut out, material);
    out.0
}

/// What the person and the family said: read only by whoever may read their answers.
pub(super) fn voices(material: &Material<'_>) -> String {
    let mut out = Text(String::new());
    own_words(&mut out, material);
    answers(&mut out, material);
    out.0
}

const CORRECTIONS: &str = "訂正";

/// The text with a correction below it; what stood there stays.
pub(super) fn corrected(text: &str, correction: &str, by: &str, on: Date) -> String {
    let mut out = Text(text.to_owned());
    if !text.contains(&format!("\n■ {CORRECTIONS}\n")) {
        out.heading(CORRECTIONS);
    }
    // One line each: nobody can write a heading into the minutes.
    let line = correction.split_whitespace().collect::<Vec<_>>().join(" ");
    out.line(&format!("・{line}（記入 {by}、{}）", era::day_text(on)));
    out.0
}

/// Lines with their marks; writing to a `String` cannot fail.
struct Text(String);

impl Text {
    fn heading(&mut self, title: &str) {
        let _ = writeln!(self.0, "\n■ {title}");
    }

    /// One line, whatever was typed: what stands below it must not begin a part of its own.
    fn line(&mut self, text: &str) {
        let _ = writeln!(self.0, "{}", folded(text));
    }

    /// A line that is left out when there is nothing to say.
    fn detail(&mut self, label: &str, text: &str) {
        if !text.is_empty() {
            let _ = writeln!(self.0, "  {label}：{}", folded(text));
        }
    }
}

/// Lines as one line.
fn folded(text: &str) -> String {
    text.split(['\r', '\n']).filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join(" ")
}

fn kind(kind: MeetingKind) -> &'static str {
    match kind {
        MeetingKind::Individual => "個別支援会議",
        MeetingKind::Providers => "サービス担当者会議",
    }
}

fn own_words(out: &mut Text, material: &Material<'_>) {
    out.heading("本人の言葉");
    match &material.top {
        Some(voice) => {
            let text = match voice.how.is_words() {
                true => format!("「{}」", voice.text.replace('「', "『").replace('」', "』")),
                false => voice.text.clone(),
            };
            out.line(&format!("{text}（{}）", era::day_text(voice.said_on)));
        }
        None => out.line("（まだ書かれていません）"),
    }
}

fn frame(out: &mut Text, material: &Material<'_>) {
    let meeting = material.meeting;
    out.heading("会議");
    out.line(&format!("本人：{} さん", material.person.name.full()));
    if let Some(slot) = meeting.slot() {
        out.line(&format!("日時：{}", period(slot.from, slot.minutes)));
        let place =
            if slot.place.is_empty() { "（書かれていません）" } else { &slot.place };
        out.line(&format!("場所：{place}"));
    }
    out.line(&format!("発案：{}", meeting.proposer));
    out.line(&format!("招集：{}（{}）", meeting.convener, meeting.convener_org_name));
    out.line(&format!("決めること：{}", meeting.must_decide));
}

fn period(from: DateTime, minutes: i64) -> String {
    let to = from.saturating_add(jiff::Span::new().minutes(minutes));
    let day = format!("{}（{}）", era::day_text(from.date()), weekday(from.date()));
    format!("{day} {}から{}まで", clock(from.time()), clock(to.time()))
}

fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "月",
        Weekday::Tuesday => "火",
        Weekday::Wednesday => "水",
        Weekday::Thursday => "木",
        Weekday::Friday => "金",
        Weekday::Saturday => "土",
        Weekday::Sunday => "日",
    }
}

fn clock(time: Time) -> String {
    let (half, hour) =
        if time.hour() < 12 { ("午前", time.hour()) } else { ("午後", time.hour() - 12) };
    match time.minute() {
        0 => format!("{half}{hour}時"),
        minute => format!("{half}{hour}時{minute}分"),
    }
}

fn seats(out: &mut Text, material: &Material<'_>) {
    out.heading("出席");
    for Seated { invitation, .. } in &material.seats {
        let org = match invitation.org_name.as_str() {
            "" => String::new(),
            org => format!("（{org}）"),
        };
        out.line(&format!("・{}{org}：{}", invitation.name, attendance(invitation.attendance)));
        let label = match invitation.attendance {
            Attendance::Written => "意見",
            _ => "ひとこと",
        };
        out.detail(label, &invitation.note);
    }
}

fn agenda(out: &mut Text, material: &Material<'_>) {
    out.heading("話し合うこと");
    for item in &material.agenda {
        let source = match item.source.as_str() {
            "" => String::new(),
            source => format!("（{source}）"),
        };
        out.line(&format!("・{}{source}", item.text));
    }
    if material.agenda.is_empty() {
        out.line("なし");
    }
}

fn attendance(attendance: Attendance) -> &'static str {
    match attendance {
        Attendance::Unanswered => "出席の記録がありません",
        Attendance::Yes => "出席",
        Attendance::Part => "一部出席",
        Attendance::Written => "書面で意見",
        Attendance::No => "欠席",
    }
}

fn viewpoints(out: &mut Text, material: &Material<'_>) {
    out.heading("三つの視点");
    for view in View::ALL {
        let name = match view {
            View::Person => "本人",
            View::Provider => "サービス担当者",
            View::Specialist => "相談支援専門員",
        };
        let written = material
            .viewpoints
            .iter()
            .find(|viewpoint| viewpoint.view == *view && !viewpoint.text.is_empty());
        match written {
            Some(viewpoint) => {
                out.line(&format!("{name}：{}（記入 {}）", viewpoint.text, viewpoint.by));
            }
            None => out.line(&format!("{name}：（まだ書かれていません）")),
        }
    }
}

fn decisions(out: &mut Text, material: &Material<'_>) {
    out.heading("決めたこと");
    for (wanted, title) in [
        (OutcomeKind::Now, "すぐできる支援"),
        (OutcomeKind::TakesTime, "時間を要する支援"),
        (OutcomeKind::CannotNow, "今はできないこと"),
    ] {
        out.line(&format!("［{title}］"));
        let of_kind: Vec<&Answered> =
            material.decisions.iter().filter(|one| one.decision.outcome.kind() == wanted).collect();
        if of_kind.is_empty() {
            out.line("なし");
        }
        for Answered { decision, .. } in of_kind {
            out.line(&format!("・{}", decision.text));
            outcome(out, &decision.outcome);
        }
    }
}

fn outcome(out: &mut Text, outcome: &Outcome) {
    let named = |name: &str| if name.is_empty() { "まだ決まっていません" } else { name }.to_owned();
    let day =
        |due: &Option<Date>| due.map_or_else(|| "まだ決まっていません".to_owned(), era::day_text);
    match outcome {
        Outcome::Now { owner_name, due, known_by, .. } => {
            out.detail("だれが", &named(owner_name));
            out.detail("いつまでに", &day(due));
            out.detail("何でわかるか", &named(known_by));
        }
        Outcome::TakesTime { owner_name, first_step, due, .. } => {
            out.detail("だれが", &named(owner_name));
            out.detail("はじめの一歩", &named(first_step));
            out.detail("その日", &day(due));
        }
        Outcome::CannotNow { level, reason: why, until_then, shared_with } => {
            out.detail("どこまで", level_text(*level));
            out.detail("理由", reason(*why));
            out.detail("それまでどうするか", &named(until_then));
            out.detail("共有した相手", shared_with);
        }
    }
}

fn level_text(level: Level) -> &'static str {
    match level {
        Level::Office => "事業所ではできない",
        Level::Team => "チームではできない",
        Level::Region => "地域ではできない",
    }
}

fn reason(reason: GapReason) -> &'static str {
    match reason {
        GapReason::NoResource => "社会資源がない",
        GapReason::NotEnough => "量や定員が足りない",
        GapReason::NotUsable => "あるが使えない",
        GapReason::BetweenSystems => "制度のはざま、年齢の切れ目",
        GapReason::NotInformed => "情報が届いていない",
        GapReason::NotLinked => "機関どうしの連携が足りない",
        GapReason::NoSkill => "人材や専門性が足りない",
        GapReason::Cost => "費用、経済",
        GapReason::Transport => "移動、交通",
        GapReason::Housing => "住まい、保証人",
        GapReason::Rights => "権利擁護、虐待、差別",
        GapReason::Understanding => "地域の理解",
        GapReason::Emergency => "災害、緊急時",
        GapReason::FamilyFuture => "家族支援、親なき後",
        GapReason::Other => "そのほか",
    }
}

/// The last answer of each to every decision, and what it leaves to do; the family's never stands
/// for the person's.
fn answers(out: &mut Text, material: &Material<'_>) {
    if !material.decisions.iter().any(|one| one.answers.is_some()) {
        return;
    }
    out.heading("決めたことへの答え");
    for Answered { decision, answers } in material.decisions {
        out.line(&format!("・{}", decision.text));
        let given = answers.as_deref().unwrap_or_default();
        let last = |by| given.iter().rev().find(|one| one.by == by);
        let person = last(Answerer::Person);
        let never = || "まだ聞いていません".to_owned();
        out.detail("本人の答え", &person.map_or_else(never, answered));
        out.detail("家族の答え", &last(Answerer::Family).map_or_else(String::new, answered));
        out.detail("残ったこと", left_by(person));
    }
}

/// はい（ことば）「うん」: what was answered, how, and the words when there were any.
fn answered(answer: &Answer) -> String {
    if answer.withdrawn_at.is_some() {
        return "取り消した".to_owned();
    }
    let words = match (answer.words.as_str(), answer.how.is_words()) {
        ("", _) => String::new(),
        (words, true) => format!("「{}」", words.replace('「', "『").replace('」', "』")),
        (sign, false) => format!("　{sign}"),
    };
    format!("{}（{}）{words}", kind_of(answer.kind), expression(answer.how))
}

/// What is to do after the person's last answer; nothing after a yes.
fn left_by(person: Option<&Answer>) -> &'static str {
    match person.map(|one| (one.withdrawn_at.is_some(), one.kind)) {
        None | Some((true, _)) => "本人に聞く",
        Some((false, AnswerKind::Yes)) => "",
        Some((false, AnswerKind::No | AnswerKind::Other)) => "本人と話し直す",
        Some((false, AnswerKind::NotYet)) => "本人がまだ決めていない",
    }
}

fn expression(how: Expression) -> &'static str {
    match how {
        Expression::Speech => "ことば",
        Expression::Pointing => "指さし",
        Expression::Gaze => "視線",
        Expression::Face => "表情",
        Expression::Card => "カードや写真",
        Expression::Device => "機器",
        Expression::Writing => "書いて",
        Expression::Relayed => "代わりの人が伝えた",
        Expression::Asked => "代わりに言ってもらう人を選んだ",
    }
}

fn kind_of(kind: AnswerKind) -> &'static str {
    match kind {
        AnswerKind::Yes => "はい",
        AnswerKind::No => "いや",
        AnswerKind::NotYet => "まだ決めない",
        AnswerKind::Other => "ほかのがいい",
    }
}

fn points(out: &mut Text, material: &Material<'_>) {
    out.heading("五つの確認");
    for ((number, point), state) in (1..).zip(Point::ALL).zip(&material.closing.0) {
        let title = match point {
            Point::People => "必要な関係者がいるか",
            Point::Needs => "本人のニーズに添った支援か",
            Point::Horizons => "短期と中長期、すぐできる支援と時間を要する支援を分けて話したか",
            Point::Roles => "具体的な役割分担ができたか",
            Point::CannotNow => "今はできないことを確かめ、共有したか",
        };
        out.line(&format!("{number} {title}"));
        match state {
            PointState::Empty => out.line("  （書かれていません）"),
            PointState::Confirmed(text) => out.detail("確認した", text),
            PointState::NotYet(why, text) => {
                out.detail("まだ", not_yet(*why));
                out.detail("ひとこと", text);
            }
        }
    }
}

/// What stays open, gathered in one place: roles in the air, points that are not there yet.
fn left(out: &mut Text, material: &Material<'_>) {
    out.heading("残ったこと");
    let before = out.0.len();
    for Answered { decision, .. } in material.decisions {
        if decision.outcome.hangs_in_the_air() {
            let lacks = lacks(&decision.outcome).join("、");
            out.line(&format!("・{lacks}が決まっていない：{}", decision.text));
        }
    }
    for ((number, _), state) in (1..).zip(Point::ALL).zip(&material.closing.0) {
        if let PointState::NotYet(why, _) = state {
            out.line(&format!("・五つの確認の{number}：まだ（{}）", not_yet(*why)));
        }
    }
    if out.0.len() == before {
        out.line("なし");
    }
}

/// What a role in the air lacks, called and ordered as where it was decided.
fn lacks(outcome: &Outcome) -> Vec<&'static str> {
    let blank = |text: &str| text.trim().is_empty();
    let parts = match outcome {
        Outcome::Now { owner_name, due, known_by, .. } => [
            (blank(owner_name), "だれが"),
            (due.is_none(), "いつまでに"),
            (blank(known_by), "何でわかるか"),
        ],
        Outcome::TakesTime { owner_name, first_step, due, .. } => [
            (blank(owner_name), "だれが"),
            (blank(first_step), "はじめの一歩"),
            (due.is_none(), "その日"),
        ],
        Outcome::CannotNow { .. } => return Vec::new(),
    };
    parts.into_iter().filter_map(|(lacks, name)| lacks.then_some(name)).collect()
}

fn not_yet(reason: NotYetReason) -> &'static str {
    match reason {
        NotYetReason::NoTime => "時間が足りなかった",
        NotYetReason::SomebodyMissing => "必要な人がいなかった",
        NotYetReason::PersonNotReady => "本人がまだ決めたくない",
        NotYetReason::FindOutFirst => "調べてから",
        NotYetReason::NextMeeting => "次の会議で",
    }
}
