//! The rosters that were read in, and the question before one of them is called off.

use jiff::civil::DateTime;
use tsumugi_domain::ids::{ImportId, PersonId};
use tsumugi_domain::removal::{Built, EntryKind, Removals, Why};

use crate::components::{
    Actions, Button, ButtonKind, Card, CardKind, Chip, Component as _, DataTable, Empty, Facts,
    NextStep, PageHead, Tone,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{choices, code_key, lines, link};
use crate::plan::muted;
use crate::removal::{ReasonForm, marks, reason_form_of};

/// A reading of a roster.
#[derive(Debug)]
pub struct BatchView {
    /// Identity.
    pub id: ImportId,
    /// Who read it in.
    pub by: String,
    /// When.
    pub at: DateTime,
    /// People registered, people changed, rows left out.
    pub counts: [i64; 3],
    /// Called off: by whom, when, why.
    pub undone: Option<(String, DateTime, Why)>,
}

/// An office with its readings and what it took out.
#[derive(Debug)]
pub struct OfficeView {
    /// Its name.
    pub name: String,
    /// Its readings, newest first.
    pub batches: Vec<BatchView>,
    /// Who was registered by mistake and taken out.
    pub removals: Removals,
}

fn address(id: ImportId) -> String {
    format!("/import/past/{id}")
}

/// The rosters that were read in.
#[must_use]
pub fn past(t: T, offices: &[OfficeView]) -> Html {
    let cards = offices.iter().map(|office| {
        let batches = match office.batches.is_empty() {
            true => Empty {
                title: t.s("import-past-none"),
                text: t.s("import-past-none-text"),
                action: Some(Button::link(t.s("nav-import"), ButtonKind::Secondary, "/import")),
            }
            .render_html(),
            false => table(t, office),
        };
        let gone = marks(t, &office.removals, EntryKind::Person, None);
        let gone = match gone.is_empty() {
            true => Html::default(),
            false => Card::new(t.s("import-past-people"), lines(gone))
                .kind(CardKind::Quiet)
                .render_html(),
        };
        Html::join([batches, gone])
    });
    Html::join([
        PageHead::new(t.s("import-past"))
            .lead(t.s("import-past-lead"))
            .back(t.s("nav-import"), "/import")
            .render_html(),
        Html::join(cards),
    ])
}

fn table(t: T, office: &OfficeView) -> Html {
    let rows = office.batches.iter().map(|batch| {
        let at = link(&address(batch.id), &t.date_time(batch.at));
        let [made, changed, skipped] = batch.counts;
        let counts = t.with(
            "import-past-counts",
            &[("made", made.into()), ("changed", changed.into()), ("skipped", skipped.into())],
        );
        vec![at, Html::text(&batch.by), counts, state(t, batch)]
    });
    DataTable {
        caption: Html::text(&office.name),
        headers: ["import-past-at", "import-past-by", "import-past-what", "import-past-state"]
            .map(|key| t.s(key))
            .to_vec(),
        rows: rows.collect(),
    }
    .render_html()
}

fn state(t: T, batch: &BatchView) -> Html {
    match batch.undone {
        Some(_) => Chip::new(t.s("import-undone"), Tone::Neutral).render_html(),
        None => Chip::new(t.s("import-taken"), Tone::Good).render_html(),
    }
}

/// What becomes of somebody whom a reading touched.
#[derive(Debug)]
pub enum FateView {
    /// Goes.
    Goes,
    /// Stays, because of this.
    Stays(Vec<Built>),
    /// What is put back, and what is left: codes of what a roster says.
    PutBack(Vec<String>, Vec<String>),
}

/// The question before a reading is called off, or what became of it.
#[derive(Debug)]
pub struct UndoView {
    /// The reading.
    pub batch: BatchView,
    /// The people: who, name, what becomes of them.
    pub people: Vec<(PersonId, String, FateView)>,
    /// It can be called off.
    pub open: bool,
}

impl UndoView {
    fn count(&self, fits: fn(&FateView) -> bool) -> usize {
        self.people.iter().filter(|(.., fate)| fits(fate)).count()
    }
}

/// The question before a reading is called off; once it was, what became of it.
#[must_use]
pub fn undo(kit: &Kit, view: &UndoView, form: &ReasonForm, errors: &Errors) -> Html {
    let t = kit.t();
    let (summary, form) = match view.open {
        true => {
            let action = format!("{}/undo", address(view.batch.id));
            // Nobody in a roster asked for it.
            let codes: Vec<&str> =
                Why::ALL.iter().filter(|why| **why != Why::Asked).map(|why| why.code()).collect();
            let whys = choices(t, "import-why", &codes, &form.why);
            let ways = (action.as_str(), "/import/past");
            let (summary, form) = reason_form_of(kit, ways, whys, form, errors);
            let title = t.s("import-undo-title");
            (summary, Card::new(title, form).id("undo").render_html())
        }
        false => (errors.summary(t, &[]), Html::default()),
    };
    Html::join([
        summary,
        PageHead::new(t.s("import-undo-page"))
            .lead(t.with(
                "import-undo-lead",
                &[("at", t.0.date_time(view.batch.at).into()), ("by", (&view.batch.by).into())],
            ))
            .back(t.s("import-past"), "/import/past")
            .render_html(),
        standing(t, view),
        people(t, view, "import-undo-stay", |fate| matches!(fate, FateView::Stays(_))),
        people(
            t,
            view,
            "import-undo-left",
            |fate| matches!(fate, FateView::PutBack(_, left) if !left.is_empty()),
        ),
        people(
            t,
            view,
            "import-undo-back",
            |fate| matches!(fate, FateView::PutBack(back, left) if left.is_empty() && !back.is_empty()),
        ),
        people(t, view, "import-undo-go", |fate| matches!(fate, FateView::Goes)),
        form,
    ])
}

/// What calling it off would do, in numbers; or that it was, or cannot be.
fn standing(t: T, view: &UndoView) -> Html {
    if let Some((by, at, why)) = &view.batch.undone {
        let why = t.plain(&code_key("import-why", why.code()));
        let said = t.with(
            "import-undone-by",
            &[("at", t.0.date_time(*at).into()), ("by", by.into()), ("why", why.into())],
        );
        let go = Button::link(t.s("import-again"), ButtonKind::Primary, "/import");
        return NextStep { t, what: t.s("import-undone-next"), why: Some(said), actions: vec![go] }
            .render_html();
    }
    if !view.open {
        let back = Button::link(t.s("nav-people"), ButtonKind::Primary, "/people");
        return Card::new(t.s("import-undo-late"), muted(&t.s("import-undo-late-text")))
            .kind(CardKind::Quiet)
            .foot(Actions { buttons: vec![back] }.render_html())
            .render_html();
    }
    let rows = [
        ("import-undo-count-go", view.count(|fate| matches!(fate, FateView::Goes))),
        ("import-undo-count-stay", view.count(|fate| matches!(fate, FateView::Stays(_)))),
        (
            "import-undo-count-back",
            view.count(|fate| matches!(fate, FateView::PutBack(_, left) if left.is_empty())),
        ),
        (
            "import-undo-count-left",
            view.count(|fate| matches!(fate, FateView::PutBack(_, left) if !left.is_empty())),
        ),
    ];
    let rows = rows
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| (t.s(key), t.with("import-people", &[("count", count.into())])))
        .collect();
    let facts = Facts { rows }.render_html();
    Card::new(
        t.s("import-undo-what"),
        Html::join([facts, lines(["removal-gone", "removal-person-mark"].map(|key| t.s(key)))]),
    )
    .render_html()
}

fn people(t: T, view: &UndoView, caption: &str, fits: fn(&FateView) -> bool) -> Html {
    let found = view.people.iter().filter(|(.., fate)| fits(fate));
    let rows: Vec<Vec<Html>> = found
        .map(|(id, name, fate)| {
            let who = match name.is_empty() {
                true => t.s("import-undo-somebody"),
                false => link(&format!("/people/{id}"), &Html::text(name)),
            };
            vec![who, what(t, fate)]
        })
        .collect();
    if rows.is_empty() {
        return Html::default();
    }
    DataTable {
        caption: t.with(caption, &[("count", rows.len().into())]),
        headers: ["person-name", "import-col-what"].map(|key| t.s(key)).to_vec(),
        rows,
    }
    .render_html()
}

fn what(t: T, fate: &FateView) -> Html {
    let fields = |key: &str, fields: &[String]| match fields.is_empty() {
        true => Html::default(),
        false => {
            let names: Vec<String> =
                fields.iter().map(|field| t.plain(&code_key("import-field", field))).collect();
            t.with(key, &[("fields", names.join(&t.plain("list-comma")).into())])
        }
    };
    match fate {
        FateView::Goes => t.s("import-undo-goes"),
        FateView::Stays(built) => {
            lines(built.iter().map(|built| t.s(&code_key("built", built.code()))))
        }
        FateView::PutBack(back, left) => lines(
            [fields("import-undo-puts-back", back), fields("import-undo-leaves", left)]
                .into_iter()
                .filter(|line| !line.is_empty()),
        ),
    }
}
