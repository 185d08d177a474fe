//! The minutes: read, corrected while nobody has confirmed them, confirmed, locked.

use tsumugi_domain::meeting::{Meeting, MeetingState, Minutes};

use super::next::{Following, after};
use crate::components::{
    Button, ButtonKind, Card, CardKind, Chip, Component as _, Field, PageHead, Tone,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::problem::paragraph;

/// The minutes.
#[derive(Debug)]
pub struct MinutesView<'a> {
    /// The meeting.
    pub meeting: &'a Meeting,
    /// All versions, oldest first.
    pub versions: &'a [Minutes],
    /// What came of the meeting.
    pub following: Following<'a>,
    /// Whether the reader may confirm.
    pub may_confirm: bool,
}

/// The newest minutes as a sheet; confirming locks them by version and hash. `correction` is what
/// was typed and could not be taken.
#[must_use]
pub fn minutes(kit: &Kit, view: &MinutesView<'_>, correction: &str, errors: &Errors) -> Html {
    let t = kit.t();
    let back = format!("/meetings/{}", view.meeting.id);
    let head = PageHead::new(t.s("minutes-title"))
        .back(t.s("meeting-back"), back)
        .action(Button::print(t))
        .render_html();
    let Some(newest) = view.versions.last() else {
        let key = match view.meeting.state {
            MeetingState::Closed { .. } => "minutes-none",
            _ => "minutes-not-closed",
        };
        return Html::join([head, paragraph(&t.s(key))]);
    };
    let (state, next, change) = match &newest.locked {
        Some((by, _)) => (
            Chip::new(t.with("minutes-locked-by", &[("by", by.into())]), Tone::Good),
            after(t, &view.following),
            (Html::default(), Html::default()),
        ),
        None if view.may_confirm => (
            Chip::new(t.s("minutes-to-confirm"), Tone::Wait),
            confirm_card(kit, newest, view),
            correct_card(kit, newest, view, correction, errors),
        ),
        None => (
            Chip::new(t.s("minutes-to-confirm"), Tone::Wait),
            paragraph(&t.s("minutes-wait")),
            (Html::default(), Html::default()),
        ),
    };
    let (summary, correct) = change;
    let foot = t.with(
        "minutes-foot",
        &[("number", newest.number.into()), ("hash", newest.hash[..16].into())],
    );
    Html::join([
        summary,
        head,
        state.render_html(),
        next,
        Html::rendered(format!(
            "<section class=\"paper\">{}<p class=\"paper-foot\">{foot}</p></section>",
            sheet_text(t, &newest.text)
        )),
        correct,
    ])
}

fn confirm_card(kit: &Kit, newest: &Minutes, view: &MinutesView<'_>) -> Html {
    let t = kit.t();
    let text = Html::join([
        paragraph(&t.s("minutes-confirm-text")),
        crate::person::link("#correct", &t.s("minutes-to-correct")),
    ]);
    Card::new(t.s("minutes-confirm-title"), text)
        .kind(CardKind::Warm)
        .foot(kit.post(
            format!("/meetings/{}/minutes/confirm", view.meeting.id),
            "minutes-confirm",
            ButtonKind::Primary,
            vec![("minutes", newest.id.to_string())],
        ))
        .render_html()
}

/// The summary of what is wrong, and the form: nothing that stands there is changed, the
/// correction goes below it.
fn correct_card(
    kit: &Kit,
    newest: &Minutes,
    view: &MinutesView<'_>,
    correction: &str,
    errors: &Errors,
) -> (Html, Html) {
    let t = kit.t();
    let field = Field::area(t, "correction", t.s("minutes-correction"), correction)
        .hint(t.s("minutes-correction-hint"))
        .required()
        .rows(2);
    let (summary, fields) = errors.fields(t, vec![field]);
    let form = kit
        .form(format!("/meetings/{}/minutes/correct", view.meeting.id), fields, "minutes-correct")
        .hidden("minutes", newest.id.to_string());
    let card = Card::new(t.s("minutes-correct-title"), form.render_html()).id("correct");
    (summary, card.render_html())
}

/// A line of the minutes, as its marks tell: they are plain text, locked letter by letter, and
/// only set here.
enum Line<'a> {
    /// ■: a part.
    Heading(&'a str),
    /// ［］: a part of a part.
    Sub(&'a str),
    /// ・ or a number: something with details below it.
    Item(&'a str),
    /// Name and value: of the item above when it is set in, else of the meeting.
    Pair(&'a str, &'a str),
    /// Anything else.
    Plain(&'a str),
}

/// Longest name of a pair, in characters: what is longer is a sentence with a colon in it.
const LONGEST_NAME: usize = 10;

fn line(text: &str) -> Line<'_> {
    let trimmed = text.trim();
    let sub = trimmed.strip_prefix('［').and_then(|rest| rest.strip_suffix('］'));
    let numbered = trimmed.split_once(' ').filter(|(number, _)| number.parse::<u8>().is_ok());
    match (trimmed.strip_prefix('■'), sub, trimmed.strip_prefix('・')) {
        (Some(title), _, _) => Line::Heading(title.trim()),
        (_, Some(title), _) => Line::Sub(title),
        (_, _, Some(item)) => Line::Item(item),
        _ if numbered.is_some() => Line::Item(trimmed),
        _ => match trimmed.split_once('：') {
            Some((name, value)) if name.chars().count() <= LONGEST_NAME => Line::Pair(name, value),
            _ => Line::Plain(trimmed),
        },
    }
}

/// The minutes as a sheet: parts, items with their details side by side.
fn sheet_text(t: T, text: &str) -> Html {
    let mut out = String::new();
    let mut pairs = false;
    for text in text.lines().filter(|line| !line.trim().is_empty()) {
        let line = line(text);
        match (&line, pairs) {
            (Line::Pair(..), false) => out.push_str("<dl class=\"sheet-pairs\">"),
            (Line::Pair(..), true) | (_, false) => {}
            (_, true) => out.push_str("</dl>"),
        }
        pairs = matches!(line, Line::Pair(..));
        out.push_str(&match line {
            Line::Heading(title) => format!("<h2>{}</h2>", Html::text(title)),
            Line::Sub(title) => format!("<h3>{}</h3>", Html::text(title)),
            Line::Item(item) => format!("<p class=\"sheet-item\">{}</p>", Html::text(item)),
            Line::Pair(name, value) => {
                let (name, value) = (Html::phrase(&t.0.ruby(name)), Html::text(value));
                format!("<div><dt>{name}</dt><dd>{value}</dd></div>")
            }
            Line::Plain(text) => format!("<p>{}</p>", Html::text(text)),
        });
    }
    out.push_str(if pairs { "</dl>" } else { "" });
    Html::rendered(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tsumugi_words::{Furigana, Layer, Words};

    #[test]
    fn the_plain_text_is_set_as_a_sheet() {
        let standard = T(Words::new(Layer::Standard, Furigana::Off));
        let text = "議事録\n\n■ 会議\n本人：水野 はるか さん\n場所：相談室\n\n■ 決めたこと\n\
            ［すぐできる支援］\n・朝に歩く\n  だれが：岡部\n1 そろったか\n  確認した：はい\n";
        assert_eq!(
            sheet_text(standard, text).as_str(),
            "<p>議事録</p><h2>会議</h2><dl class=\"sheet-pairs\">\
             <div><dt>本人</dt><dd>水野 はるか さん</dd></div>\
             <div><dt>場所</dt><dd>相談室</dd></div></dl>\
             <h2>決めたこと</h2><h3>すぐできる支援</h3><p class=\"sheet-item\">朝に歩く</p>\
             <dl class=\"sheet-pairs\"><div><dt>だれが</dt><dd>岡部</dd></div></dl>\
             <p class=\"sheet-item\">1 そろったか</p>\
             <dl class=\"sheet-pairs\"><div><dt>確認した</dt><dd>はい</dd></div></dl>"
        );
    }
}
