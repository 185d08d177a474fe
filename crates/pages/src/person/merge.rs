//! Two records of one person: found, compared, made one, made two again.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tsumugi_domain::consent::{Classes, DataClass};
use tsumugi_domain::ids::AccountId;
use tsumugi_domain::person::Person;
use tsumugi_domain::person::merge::{Fate, OwnAccount, Part, Record, Side, own_account};
use tsumugi_domain::plan::PlanKind;
use tsumugi_domain::policy::OF_RELATIVE;

use super::{HeadView, code_key, link, quote};
use crate::components::{
    Button, ButtonKind, Card, CardKind, Choice, Component as _, DataTable, Empty, Facts, Field,
    PageHead,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::plan::{muted, told_apart_by};
use crate::problem::paragraph;

/// Where the other record is chosen.
#[derive(Debug)]
pub struct ChooseView<'a> {
    /// The head.
    pub head: HeadView<'a>,
    /// Who may be the same.
    pub alike: &'a [Person],
    /// Whom the search finds.
    pub found: &'a [Person],
    /// What is searched for.
    pub search: &'a str,
    /// What became one with this record before.
    pub past: Vec<Past<'a>>,
}

/// Something that became one with a record.
#[derive(Debug)]
pub struct Past<'a> {
    /// Its page's path.
    pub href: String,
    /// When.
    pub on: Date,
    /// Who did it.
    pub by: &'a str,
    /// It was undone.
    pub undone: bool,
}

/// The page on which the other record is chosen.
#[must_use]
pub fn choose(kit: &Kit, view: &ChooseView<'_>, errors: &Errors) -> Html {
    let t = kit.t();
    let likely = match view.alike {
        [] => {
            let (title, text) = (t.s("merge-alike-none"), t.s("merge-alike-none-text"));
            Empty { title, text, action: None }.render_html()
        }
        alike => people(t, &view.head, alike, "merge-alike"),
    };
    let action = view.head.path("/merge/search");
    let search = kit.search(action, t.s("people-search"), view.search, errors);
    let found = match (view.search, view.found) {
        ("", _) => Html::default(),
        (_, []) => muted(&t.s("merge-found-none")),
        (_, found) => people(t, &view.head, found, "merge-found"),
    };
    let by_hand = Html::join([muted(&t.s("merge-search-lead")), search, found]);
    Html::join([
        PageHead::new(t.s("merge-title"))
            .lead(t.s("merge-lead"))
            .back(t.s("facts-edit"), view.head.path("/edit"))
            .render_html(),
        own_words(t, &view.head),
        likely,
        Card::new(t.s("merge-search"), by_hand).kind(CardKind::Quiet).render_html(),
        past(t, &view.past),
    ])
}

/// What the person says, where it is written down: this page begins nothing else.
fn own_words(t: T, head: &HeadView<'_>) -> Html {
    head.top.map(|voice| quote(t, voice).render_html()).unwrap_or_default()
}

fn people(t: T, head: &HeadView<'_>, people: &[Person], caption: &str) -> Html {
    let rows = people
        .iter()
        .map(|other| {
            let name = other.name.full();
            let href = head.path(&format!("/merge/{}", other.id));
            let compare = Button::link(t.s("merge-compare"), ButtonKind::Secondary, href)
                .spoken(t.plain_with("merge-compare-spoken", &[("name", name.as_str().into())]));
            let birth = other.birth.map(|birth| t.birthday_short(birth)).unwrap_or_default();
            let kana = Html::text(&other.name.kana());
            vec![Html::text(&name), kana, birth, compare.render_html()]
        })
        .collect();
    DataTable {
        caption: t.s(caption),
        headers: ["person-name", "person-kana", "person-birth", "merge-compare"]
            .map(|key| t.s(key))
            .to_vec(),
        rows,
    }
    .render_html()
}

fn past(t: T, past: &[Past<'_>]) -> Html {
    if past.is_empty() {
        return Html::default();
    }
    let items = past.iter().map(|one| {
        let day = t.0.date(one.on).to_string();
        let key = if one.undone { "merge-past-undone" } else { "merge-past-one" };
        let label = t.with(key, &[("day", day.into()), ("name", one.by.into())]);
        format!("<li>{}</li>", link(&one.href, &label))
    });
    let list = format!("<ul class=\"plain-list\">{}</ul>", items.collect::<String>());
    Card::new(t.s("merge-past"), Html::rendered(list)).id("past").render_html()
}

/// The people who may be there twice.
#[must_use]
pub fn doubles(t: T, pairs: &[(Person, Person)]) -> Html {
    let head = PageHead::new(t.s("doubles-title"))
        .lead(t.s("doubles-lead"))
        .back(t.s("people-title"), "/people")
        .render_html();
    if pairs.is_empty() {
        let (title, text) = (t.s("doubles-none"), t.s("doubles-none-text"));
        return Html::join([head, Empty { title, text, action: None }.render_html()]);
    }
    let rows = pairs
        .iter()
        .map(|(one, other)| {
            let name = one.name.full();
            let href = format!("/people/{}/merge/{}", one.id, other.id);
            let compare = Button::link(t.s("merge-compare"), ButtonKind::Secondary, href)
                .spoken(t.plain_with("merge-compare-spoken", &[("name", name.as_str().into())]));
            let of = |person: &Person, which: &str| {
                let birth = person.birth.map(|birth| t.birthday_short(birth));
                let birth = birth.unwrap_or_else(|| t.s("merge-no-birth"));
                let line = Html::join([Html::text(&person.name.full()), Html::text("　"), birth]);
                link(&format!("/people/{}", person.id), &told_apart_by(&line, &t.s(which)))
            };
            vec![of(one, "doubles-one"), of(other, "doubles-other"), compare.render_html()]
        })
        .collect();
    let table = DataTable {
        caption: t.s("doubles-caption"),
        headers: ["doubles-one", "doubles-other", "merge-compare"].map(|key| t.s(key)).to_vec(),
        rows,
    };
    Html::join([head, table.render_html()])
}

/// One of the two records.
#[derive(Debug)]
pub struct SideView<'a> {
    /// What it says, as far as the reader sees it.
    pub record: &'a Record,
    /// The office that registered it.
    pub office: &'a str,
    /// When.
    pub registered: Date,
    /// How much it holds: key of the word, number.
    pub holds: Vec<(&'static str, i64)>,
    /// The person's own account is open.
    pub own_account: bool,
    /// Links of guests are open.
    pub guests: bool,
}

/// What changes for an organisation.
#[derive(Debug)]
pub struct SightView<'a> {
    /// Its name.
    pub org: &'a str,
    /// Whose content.
    pub of: Side,
    /// What it will see and does not see today.
    pub gains: &'a Classes,
    /// What it would not see any more.
    pub loses: &'a Classes,
    /// What has to be asked first.
    pub ask: Classes,
    /// The page on which the answer is written down.
    pub consents: String,
}

/// What changes for a family member who signs in.
#[derive(Debug)]
pub struct FamilyView<'a> {
    /// Their account: two may have one name.
    pub account: AccountId,
    /// Their name.
    pub name: &'a str,
    /// Whose content.
    pub of: Side,
    /// What they will see and do not see today.
    pub gains: &'a Classes,
    /// What they would not see any more.
    pub loses: &'a Classes,
    /// Their wider sight ends until the person was asked.
    pub ends: bool,
}

/// Both records side by side.
#[derive(Debug)]
pub struct MergeView<'a> {
    /// The record that would stay.
    pub head: HeadView<'a>,
    /// The other one's id.
    pub other: String,
    /// The record that would stay, and the other one.
    pub sides: [SideView<'a>; 2],
    /// What becomes of each part.
    pub fates: Vec<(Part, Fate)>,
    /// The address of one of them is concealed.
    pub concealed: bool,
    /// Parts that stay as the kept record has them: nobody can be asked about them.
    pub closed: bool,
    /// Who will see what.
    pub sight: Vec<SightView<'a>>,
    /// What changes for the family.
    pub family: Vec<FamilyView<'a>>,
    /// Plans of which only one goes on: kind, whose, whether it is the kept record's.
    pub plans: Vec<(PlanKind, &'a str, bool)>,
    /// Something moves that the reader does not see.
    pub unseen: bool,
    /// Somebody has to be asked first.
    pub must_ask: bool,
    /// Until when it could be undone.
    pub until: Date,
}

impl MergeView<'_> {
    fn path(&self) -> String {
        self.head.path(&format!("/merge/{}", self.other))
    }
}

/// The page that shows what would happen.
#[must_use]
pub fn preview(kit: &Kit, view: &MergeView<'_>, errors: &Errors) -> Html {
    let t = kit.t();
    let (summary, last) = match view.must_ask {
        true => (errors.summary(t, &[]), ask_card(t, view)),
        false => form(kit, view, errors),
    };
    Html::join([
        summary,
        PageHead::new(t.s("merge-preview-title"))
            .lead(t.s("merge-preview-lead"))
            .back(t.s("merge-title"), view.head.path("/merge"))
            .render_html(),
        own_words(t, &view.head),
        compare(t, view),
        sight_card(t, view),
        together_card(t, view),
        last,
    ])
}

/// What differs stands on top; what is the same, or stands in one record only, is folded.
fn compare(t: T, view: &MergeView<'_>) -> Html {
    let [kept, merged] = &view.sides;
    let mut differs =
        vec![vec![t.s("merge-registered"), registered(t, kept), registered(t, merged)]];
    let mut agrees = Vec::new();
    for (part, fate) in &view.fates {
        let of = |side: &SideView<'_>| said(t, *part, side.record);
        let (one, other) = (of(kept), of(merged));
        if one.is_empty() && other.is_empty() {
            continue;
        }
        let row = vec![t.s(&code_key("merge-part", part.code())), one, other];
        match fate {
            Fate::Choice(_) => differs.push(row),
            Fate::Same | Fate::Only(_) => agrees.push(row),
        }
    }
    if view.concealed {
        let hidden = || t.s("address-concealed");
        agrees.push(vec![t.s("merge-part-address"), hidden(), hidden()]);
    }
    let table = |caption: &str, rows| {
        let headers = ["merge-what", "merge-kept", "merge-other"].map(|key| t.s(key)).to_vec();
        DataTable { caption: t.s(caption), headers, rows }.render_html()
    };
    let folded = match agrees.len() {
        0 => Html::default(),
        count => Html::rendered(format!(
            "<details class=\"more\"><summary>{}</summary>{}</details>",
            t.with("merge-agrees", &[("count", count.into())]),
            table("merge-agrees-caption", agrees),
        )),
    };
    let swap = format!("/people/{}/merge/{}", view.other, view.head.person.id);
    let swap = Button::link(t.s("merge-swap"), ButtonKind::Secondary, swap);
    let swap = Html::rendered(format!("<p>{}</p>", swap.render_html()));
    Html::join([table("merge-differs-caption", differs), folded, swap])
}

fn registered(t: T, side: &SideView<'_>) -> Html {
    let day = t.0.date(side.registered).to_string();
    t.with("merge-registered-by", &[("org", side.office.into()), ("day", day.into())])
}

/// A part in words.
fn said(t: T, part: Part, record: &Record) -> Html {
    let text = record.text(part);
    match part {
        _ if record.is_blank(part) => Html::default(),
        Part::Birth => text.parse().map(|day| t.birthday_short(day)).unwrap_or_default(),
        Part::Sex => t.s(&code_key("sex", &text)),
        Part::SelfPlan => {
            t.s(if text == "true" { "person-self-plan-yes" } else { "merge-planner" })
        }
        Part::Disability | Part::MedicalCare => Html::user(&text),
        _ => Html::text(&text),
    }
}

fn classes(t: T, classes: &Classes) -> String {
    let words = classes.iter().map(|class| t.plain(&code_key("class", class.code())));
    words.collect::<Vec<_>>().join(&t.plain("list-comma"))
}

fn sight_card(t: T, view: &MergeView<'_>) -> Html {
    let mut lines = sight_lines(t, &view.sight, &view.family);
    if view.sides.iter().any(|side| side.own_account) {
        lines.push(t.s("merge-oneself-sees"));
    }
    if lines.is_empty() {
        lines.push(t.s("merge-nobody-more"));
    }
    let body = Html::join([muted(&t.s("merge-sight-lead")), list(lines)]);
    Card::new(t.s("merge-sight"), body).render_html()
}

/// Who will see what: one sentence for each organisation or account, each record and each
/// direction.
fn sight_lines(t: T, sight: &[SightView<'_>], family: &[FamilyView<'_>]) -> Vec<Html> {
    let all = |classes: &Classes| classes.clone();
    let offices = sight.iter().map(|one| (one.org, one.of, all(one.gains), all(one.loses)));
    let ends: BTreeMap<AccountId, &str> =
        family.iter().filter(|one| one.ends).map(|one| (one.account, one.name)).collect();
    // What a relative sees only by being let see it ends, which is told in a sentence of its own;
    // what the same account sees by another right is told like everybody's.
    let family = family.iter().map(|one| {
        let goes_on =
            |class: &DataClass| !ends.contains_key(&one.account) || !OF_RELATIVE.contains(class);
        let told = |classes: &Classes| classes.iter().copied().filter(goes_on).collect();
        (one.name, one.of, told(one.gains), told(one.loses))
    });
    let mut lines = Vec::new();
    for (who, of, gains, loses) in offices.chain(family) {
        let whose = t.plain(&code_key("merge-of", of.code()));
        for (key, what) in [("merge-gains", &gains), ("merge-loses", &loses)] {
            if !what.is_empty() {
                let args = [
                    ("org", who.into()),
                    ("of", whose.as_str().into()),
                    ("classes", classes(t, what).into()),
                ];
                lines.push(t.with(key, &args));
            }
        }
    }
    lines
        .extend(ends.values().map(|name| t.with("merge-family-ends", &[("name", (*name).into())])));
    lines
}

fn list(lines: impl IntoIterator<Item = Html>) -> Html {
    let items = lines.into_iter().map(|line| format!("<li>{line}</li>"));
    Html::rendered(format!("<ul>{}</ul>", items.collect::<String>()))
}

/// What comes together, and by which rules where only one can be.
fn together_card(t: T, view: &MergeView<'_>) -> Html {
    let [kept, merged] = &view.sides;
    let number = |count: i64| Html::text(&count.to_string());
    let rows = kept.holds.iter().zip(&merged.holds).filter(|((_, one), (_, two))| one + two > 0);
    let rows = rows
        .map(|((key, one), (_, two))| {
            let args = [("other", (*two).into()), ("all", (one + two).into())];
            let sum = if *two == 0 { number(*one) } else { t.with("merge-sum", &args) };
            (t.s(key), sum)
        })
        .collect();
    let mut rules = vec![t.s("merge-rule-top"), t.s("merge-rule-key"), t.s("merge-rule-seats")];
    for (kind, org, kept) in &view.plans {
        let kind = t.plain(&code_key("plan-kind", kind.code()));
        let key = if *kept { "merge-rule-plan-kept" } else { "merge-rule-plan-other" };
        rules.push(t.with(key, &[("kind", kind.into()), ("org", (*org).into())]));
    }
    match own_account(kept.own_account, merged.own_account) {
        OwnAccount::Closes => rules.push(t.s("merge-rule-account-closed")),
        OwnAccount::Moves => rules.push(t.s("merge-rule-account-moves")),
        OwnAccount::None => {}
    }
    if view.concealed {
        rules.push(t.s("merge-rule-concealed"));
        if view.sides.iter().any(|side| side.guests) {
            rules.push(t.s("merge-rule-guests"));
        }
    }
    if view.closed {
        rules.push(t.s("merge-rule-closed"));
    }
    if view.unseen {
        rules.push(t.s("merge-rule-unseen"));
    }
    let body = Html::join([Facts { rows }.render_html(), list(rules)]);
    Card::new(t.s("merge-together"), body).render_html()
}

/// What has to be asked first, and where the answer is written down.
fn ask_card(t: T, view: &MergeView<'_>) -> Html {
    let asks = view.sight.iter().filter(|one| !one.ask.is_empty()).map(|one| {
        let args = [("org", one.org.into()), ("classes", classes(t, &one.ask).into())];
        let go = t.with("merge-ask-go", &[("org", one.org.into())]);
        Html::join([
            t.with("merge-ask-one", &args),
            Html::rendered("<br>".to_owned()),
            link(&one.consents, &go),
        ])
    });
    let mut seen: Vec<Html> = Vec::new();
    for ask in asks {
        if !seen.contains(&ask) {
            seen.push(ask);
        }
    }
    let body = Html::join([paragraph(&t.s("merge-ask-text")), list(seen)]);
    Card::new(t.s("merge-ask"), body).id("ask").render_html()
}

fn form(kit: &Kit, view: &MergeView<'_>, errors: &Errors) -> (Html, Html) {
    let t = kit.t();
    let [kept, merged] = &view.sides;
    let mut fields = Vec::new();
    for (part, fate) in &view.fates {
        let Fate::Choice(default) = fate else { continue };
        let choice = |side: Side, record: &Record| {
            let from = t.s(&code_key("merge-from", side.code()));
            Choice::new(side.code(), said(t, *part, record), *default == side).hint(from)
        };
        let choices = vec![choice(Side::Kept, kept.record), choice(Side::Merged, merged.record)];
        let label = t.s(&code_key("merge-part", part.code()));
        fields.push(Field::radios(t, part.code(), label, choices).required());
    }
    let lead = match fields.is_empty() {
        true => Html::default(),
        false => muted(&t.s("merge-choose-lead")),
    };
    let (summary, fields) = errors.fields(t, fields);
    let day = t.0.date(view.until).to_string();
    let undo = paragraph(&t.with("merge-can-undo", &[("day", day.into())]));
    let form = kit
        .form(view.path(), Html::join([lead, fields, undo]), "merge-do")
        .title(t.s("merge-do-title"))
        .cancel(t, view.head.path("/merge"));
    (summary, form.render_html())
}

/// What became one, and what would go back where.
#[derive(Debug)]
pub struct UndoView<'a> {
    /// The kept record.
    pub head: HeadView<'a>,
    /// Where it is undone.
    pub action: String,
    /// When it was done.
    pub on: Date,
    /// Who did it.
    pub by: &'a str,
    /// What can be done about it: `until` with the day, `over`, `later`, or `undone`.
    pub state: UndoState<'a>,
    /// What goes back: key of the word, number.
    pub goes: Vec<(&'static str, i64)>,
    /// What the kept record says again as it did before.
    pub parts: &'a [Part],
}

/// What can be done about something that became one.
#[derive(Debug, Clone, Copy)]
pub enum UndoState<'a> {
    /// It can be undone up to a day.
    Until(Date),
    /// It is too long ago.
    Over,
    /// A later one first.
    LaterFirst,
    /// It was undone: when, by whom.
    Undone(Date, &'a str),
}

/// The page that says what would go back where.
#[must_use]
pub fn undo(kit: &Kit, view: &UndoView<'_>, errors: &Errors) -> Html {
    let t = kit.t();
    let day = |day: Date| t.0.date(day).to_string();
    let since = t.with("merge-past-one", &[("day", day(view.on).into()), ("name", view.by.into())]);
    let head = PageHead::new(t.s("merge-undo-title"))
        .lead(since)
        .back(t.s("merge-title"), view.head.path("/merge"));
    let body = match view.state {
        UndoState::Until(until) => {
            return Html::join([
                errors.summary(t, &[]),
                head.render_html(),
                back_card(t, view),
                undo_form(kit, view, &day(until)),
            ]);
        }
        UndoState::Over => {
            Empty { title: t.s("merge-over"), text: t.s("merge-over-text"), action: None }
        }
        UndoState::LaterFirst => Empty {
            title: t.s("merge-later"),
            text: t.s("merge-later-text"),
            action: Some(Button::link(
                t.s("merge-title"),
                ButtonKind::Secondary,
                view.head.path("/merge#past"),
            )),
        },
        UndoState::Undone(on, by) => Empty {
            title: t.s("merge-undone"),
            text: t.with("merge-undone-text", &[("day", day(on).into()), ("name", by.into())]),
            action: None,
        },
    };
    Html::join([errors.summary(t, &[]), head.render_html(), body.render_html()])
}

fn back_card(t: T, view: &UndoView<'_>) -> Html {
    let rows = view
        .goes
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| (t.s(key), Html::text(&count.to_string())))
        .collect();
    let mut lines = vec![t.s("merge-back-seats"), t.s("merge-back-since")];
    if !view.parts.is_empty() {
        let parts = view.parts.iter().map(|part| t.plain(&code_key("merge-part", part.code())));
        let parts = parts.collect::<Vec<_>>().join(&t.plain("list-comma"));
        lines.insert(0, t.with("merge-back-parts", &[("parts", parts.into())]));
    }
    let facts = Html::join([paragraph(&t.s("merge-back-lead")), Facts { rows }.render_html()]);
    Card::new(t.s("merge-back"), Html::join([facts, list(lines)])).render_html()
}

fn undo_form(kit: &Kit, view: &UndoView<'_>, until: &str) -> Html {
    let t = kit.t();
    let text = paragraph(&t.with("merge-undo-text", &[("day", until.into())]));
    kit.form(view.action.as_str(), text, "merge-undo-do")
        .cancel(t, view.head.path("/merge"))
        .render_html()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tsumugi_words::{Furigana, Layer, Words};

    /// The mother of one record and the mother of the other have two accounts and one name.
    #[test]
    fn of_two_accounts_of_one_name_each_is_told_of() {
        let account = |last: char| {
            let id = format!("0199ef77-5800-7d72-aea1-d9a31130d8d{last}");
            id.parse::<AccountId>().expect("an id")
        };
        let none = Classes::new();
        let plan: Classes = [DataClass::Basic, DataClass::Plan].into();
        let custodian: Classes = [DataClass::Basic, DataClass::Plan, DataClass::Voice].into();
        let of = |account, of, gains, ends| FamilyView {
            account,
            name: "水野 京子",
            of,
            gains,
            loses: &none,
            ends,
        };
        let told = |family: &[FamilyView<'_>]| {
            let t = T(Words::new(Layer::Standard, Furigana::Off));
            let lines = sight_lines(t, &[], family);
            lines.iter().map(|line| line.as_str().to_owned()).collect::<Vec<_>>()
        };
        let (ends, gains) = (account('0'), account('1'));
        let ended = "水野 京子さんは、ひとつの記録の計画と会議だけを見てよい人です。\
                     ひとつにすると、いったん見えなくなります。\
                     本人に聞いてから、また見せることにできます。";
        assert_eq!(
            told(&[of(ends, Side::Merged, &plan, true), of(gains, Side::Kept, &custodian, false),]),
            [
                "水野 京子に、残る記録の「氏名、生年月日、受給者証番号、計画と目標、本人のことばと答え」が\
                 見えるようになります。",
                ended
            ]
        );
        // Whose sight ends may see something else by another right.
        assert_eq!(
            told(&[of(ends, Side::Merged, &custodian, true)]),
            [
                "水野 京子に、もうひとつの記録の「本人のことばと答え」が見えるようになります。",
                ended
            ]
        );
    }
}
