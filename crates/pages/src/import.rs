//! Reading in a roster: looked at first, then taken over.

mod past;

pub use past::{BatchView, FateView, OfficeView, UndoView, past, undo};

use jiff::civil::DateTime;
use tsumugi_domain::ids::{ImportId, OrgId, PersonId};

use crate::components::{
    Actions, Button, ButtonKind, Card, CardKind, Chip, Choice, Component as _, DataTable, Facts,
    Field, NextStep, PageHead, Tone,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::person::{lines, link};
use crate::plan::{more, muted};
use crate::problem::paragraph;

/// The page on which a file is chosen.
#[must_use]
pub fn choose(
    kit: &Kit,
    offices: &[(OrgId, String)],
    chosen: &str,
    taken: &[&str],
    errors: &Errors,
) -> Html {
    let t = kit.t();
    let mut fields = Vec::new();
    if offices.len() > 1 {
        let offices = offices
            .iter()
            .map(|(org, name)| {
                let id = org.to_string();
                let ticked = id == chosen;
                Choice::new(id, Html::text(name), ticked)
            })
            .collect();
        fields.push(Field::radios(t, "org", t.s("import-org"), offices).required());
    }
    fields.push(
        Field::file(t, "file", t.s("import-file"), ".xlsx,.csv,.tsv,.txt")
            .hint(t.s("import-file-hint"))
            .required(),
    );
    let (summary, fields) = errors.fields(t, fields);
    let form = kit.form("/import/preview", fields, "import-look").multipart();
    let steps = ["import-step-1", "import-step-2", "import-step-3"];
    let steps: String = steps.map(|key| format!("<li>{}</li>", t.s(key))).concat();
    let steps = Html::rendered(format!("<ol>{steps}</ol>"));
    let template =
        Button::link(t.s("import-template"), ButtonKind::Secondary, "/import/template.csv");
    let columns = Html::text(&taken.join("、"));
    Html::join([
        summary,
        PageHead::new(t.s("nav-import"))
            .lead(t.s("import-lead"))
            .back(t.s("nav-people"), "/people")
            .action(Button::link(t.s("import-past"), ButtonKind::Quiet, "/import/past"))
            .render_html(),
        form.render_html(),
        Card::new(t.s("import-how"), steps).kind(CardKind::Quiet).render_html(),
        Card::new(
            t.s("import-columns"),
            Html::join([
                muted(&t.s("import-columns-lead")),
                Html::rendered(format!("<p>{columns}</p>")),
            ]),
        )
        .foot(Actions { buttons: vec![template] }.render_html())
        .kind(CardKind::Quiet)
        .render_html(),
    ])
}

/// Something in a cell that cannot be used.
#[derive(Debug, Clone)]
pub struct CellView {
    /// Column and row, such as `C5`; empty when the cell itself is missing.
    pub cell: String,
    /// The column's heading.
    pub heading: String,
    /// What it says.
    pub text: String,
    /// Message key for what is wrong.
    pub code: &'static str,
    /// Message key for how to mend it.
    pub mend: &'static str,
    /// The same day in the right era.
    pub suggestion: Option<String>,
}

/// Why a row is likely somebody who is there already.
#[derive(Debug, Clone)]
pub enum LikeView {
    /// A row above.
    Row(u32),
    /// The number of the certificate is this person's.
    Certificate(PersonId, String),
    /// The name is this person's.
    Name(PersonId, String),
    /// More than one fits.
    Several,
    /// Was here and has left.
    Left,
}

/// Whether the specialists' office that a row names is one of ours.
#[derive(Debug, Clone)]
pub enum OfficeMatch {
    /// It is this one.
    Connects(String),
    /// None is.
    Unknown,
}

/// What would become of a row.
#[derive(Debug, Clone)]
pub enum RowView {
    /// Somebody new, with what was understood: field and text.
    New(Vec<(&'static str, String)>, Option<OfficeMatch>),
    /// Somebody known, changed in this: field, before, after.
    Changed(Vec<(&'static str, String, String)>, Option<OfficeMatch>),
    /// Somebody known, as the row says.
    Same,
    /// Likely somebody who is there.
    Duplicate(LikeView),
    /// Something cannot be used.
    Wrong(Vec<CellView>),
}

/// What reading in a file would do.
#[derive(Debug)]
pub struct PreviewView {
    /// The token under which the file waits.
    pub token: String,
    /// Name of the file.
    pub file: String,
    /// The office.
    pub office: String,
    /// Name of the sheet.
    pub sheet: String,
    /// Sheets that were not read.
    pub other_sheets: Vec<String>,
    /// Row number, name as typed, what would become of it.
    pub rows: Vec<(u32, String, RowView)>,
    /// New, changed, the same, likely duplicates, wrong.
    pub counts: [usize; 5],
    /// Column letter and heading of what is not taken over.
    pub ignored: Vec<(String, String)>,
    /// Numbers of rows that are not people: headings again, sums, notes, the example.
    pub skipped: Vec<u32>,
    /// When exactly this file was read in before.
    pub read_before: Option<DateTime>,
}

impl PreviewView {
    fn left_out(&self) -> usize {
        self.counts[3] + self.counts[4]
    }

    fn to_do(&self) -> usize {
        self.counts[0] + self.counts[1]
    }
}

/// The dry run: what would be made, changed and left out, and what is wrong in which cell.
#[must_use]
pub fn preview(kit: &Kit, view: &PreviewView, errors: &Errors) -> Html {
    let t = kit.t();
    let lead = t.with(
        "import-preview-lead",
        &[("file", (&view.file).into()), ("office", (&view.office).into())],
    );
    let counts = Facts {
        rows: ["new", "changed", "same", "duplicate", "wrong"]
            .into_iter()
            .zip(view.counts)
            .map(|(kind, count)| {
                let chip = Chip::new(t.s(&format!("import-{kind}")), tone(kind)).render_html();
                (chip, t.with(unit(kind), &[("count", count.into())]))
            })
            .collect(),
    };
    let (summary, apply) = apply_form(kit, view, errors);
    Html::join([
        summary,
        PageHead::new(t.s("import-preview"))
            .lead(lead)
            .back(t.s("import-again"), "/import")
            .action(Button::print(t))
            .render_html(),
        next_step(t, view),
        Card::new(t.s("import-counts"), counts.render_html()).render_html(),
        rows_table(t, view, "import-look-rows", |row| {
            matches!(row, RowView::Wrong(_) | RowView::Duplicate(_))
        }),
        rows_table(t, view, "import-changed-rows", |row| matches!(row, RowView::Changed(..))),
        rows_table(t, view, "import-new-rows", |row| matches!(row, RowView::New(..))),
        rest(t, view),
        apply,
    ])
}

fn next_step(t: T, view: &PreviewView) -> Html {
    let before = view
        .read_before
        .map(|at| t.with("import-read-before", &[("at", t.0.date_time(at).into())]));
    let (what, why, label, href) = if view.to_do() == 0 && view.left_out() == 0 {
        ("import-next-nothing", before, "nav-people", "/people")
    } else if view.left_out() > 0 {
        let why = t.s("import-next-mend-why");
        ("import-next-mend", Some(before.unwrap_or(why)), "import-next-apply-go", "#apply")
    } else {
        let why = t.s("import-next-apply-why");
        ("import-next-apply", Some(before.unwrap_or(why)), "import-next-apply-go", "#apply")
    };
    let what = t.with(what, &[("count", view.left_out().into()), ("people", view.to_do().into())]);
    let actions = vec![Button::link(t.s(label), ButtonKind::Primary, href)];
    NextStep { t, what, why, actions }.render_html()
}

/// People are counted as people; what is left out are rows, which may be nobody.
fn unit(kind: &str) -> &'static str {
    match kind {
        "duplicate" | "wrong" | "skipped" => "import-rows",
        _ => "import-people",
    }
}

fn tone(kind: &str) -> Tone {
    match kind {
        "new" => Tone::Good,
        "changed" => Tone::Info,
        "duplicate" => Tone::Wait,
        "wrong" => Tone::Care,
        _ => Tone::Neutral,
    }
}

fn rows_table(t: T, view: &PreviewView, caption: &str, fits: fn(&RowView) -> bool) -> Html {
    let rows: Vec<Vec<Html>> = view
        .rows
        .iter()
        .filter(|(_, _, row)| fits(row))
        .map(|(line, name, row)| {
            let number = t.with("import-row", &[("row", (*line).into())]);
            vec![number, Html::text(name), row_chip(t, row), row_text(t, row)]
        })
        .collect();
    if rows.is_empty() {
        return Html::default();
    }
    DataTable {
        caption: t.with(caption, &[("count", rows.len().into())]),
        headers: ["import-col-row", "import-col-name", "import-col-kind", "import-col-what"]
            .map(|key| t.s(key))
            .to_vec(),
        rows,
    }
    .render_html()
}

fn row_chip(t: T, row: &RowView) -> Html {
    let kind = match row {
        RowView::New(..) => "new",
        RowView::Changed(..) => "changed",
        RowView::Same => "same",
        RowView::Duplicate(_) => "duplicate",
        RowView::Wrong(_) => "wrong",
    };
    Chip::new(t.s(&format!("import-{kind}")), tone(kind)).render_html()
}

fn row_text(t: T, row: &RowView) -> Html {
    match row {
        RowView::New(says, office) => Html::join([read_text(says), office_text(t, office)]),
        RowView::Same => t.s("import-same-what"),
        RowView::Changed(changes, office) => {
            Html::join([changed_text(t, changes), office_text(t, office)])
        }
        RowView::Duplicate(like) => like_text(t, like),
        RowView::Wrong(cells) => lines(cells.iter().map(|cell| cell_text(t, cell))),
    }
}

fn changed_text(t: T, changes: &[(&'static str, String, String)]) -> Html {
    lines(changes.iter().map(|(field, before, after)| {
        let before = match before.as_str() {
            "" => t.s("import-was-empty"),
            before => Html::rendered(format!("<del>{}</del>", Html::text(before))),
        };
        Html::rendered(format!(
            "<span class=\"muted small\">{}</span><br>{before} → <ins>{}</ins>",
            Html::text(field),
            Html::text(after)
        ))
    }))
}

fn office_text(t: T, office: &Option<OfficeMatch>) -> Html {
    match office {
        Some(OfficeMatch::Connects(name)) => {
            paragraph(&t.with("import-office-connects", &[("office", name.into())]))
        }
        Some(OfficeMatch::Unknown) => paragraph(&t.s("import-office-unknown")),
        None => Html::default(),
    }
}

/// What was understood of a row, so that a column that was read wrongly shows.
fn read_text(says: &[(&'static str, String)]) -> Html {
    let line = |(field, text): &(&str, String)| {
        let (field, text) = (Html::text(field), Html::text(text));
        format!("<span class=\"muted small\">{field}：</span>{text}")
    };
    // The name has a column of its own.
    let rest = says.iter().filter(|(field, _)| *field != NAME_LABEL).map(line);
    Html::rendered(rest.collect::<Vec<_>>().join("<br>"))
}

/// The heading of the name, which stands in the row already.
const NAME_LABEL: &str = "氏名";

fn like_text(t: T, like: &LikeView) -> Html {
    let person = |key: &str, person: &PersonId, name: &str| {
        let link = link(&format!("/people/{person}"), &Html::text(name));
        Html::join([t.s(key), Html::rendered("<br>".to_owned()), link])
    };
    match like {
        LikeView::Row(row) => t.with("import-like-row", &[("row", (*row).into())]),
        LikeView::Certificate(id, name) => person("import-like-certificate", id, name),
        LikeView::Name(id, name) => person("import-like-name", id, name),
        LikeView::Several => t.s("import-like-several"),
        LikeView::Left => t.s("import-like-left"),
    }
}

fn cell_text(t: T, cell: &CellView) -> Html {
    let place = match cell.cell.as_str() {
        "" => Html::text(&cell.heading),
        place => Html::text(&format!("{place}　{}", cell.heading)),
    };
    let typed = match cell.text.as_str() {
        "" => Html::default(),
        text => t.with("import-typed", &[("text", text.into())]),
    };
    let suggestion = cell
        .suggestion
        .as_ref()
        .map(|day| t.with("import-suggestion", &[("day", day.into())]))
        .unwrap_or_default();
    Html::rendered(format!(
        "<span class=\"muted small\">{place}</span><br>{}{typed}<br>{}{suggestion}",
        t.s(cell.code),
        t.s(cell.mend)
    ))
}

/// What was not looked at, so that nobody believes it was taken over.
fn rest(t: T, view: &PreviewView) -> Html {
    let mut parts = Vec::new();
    if view.counts[2] > 0 {
        let names = view
            .rows
            .iter()
            .filter(|(_, _, row)| matches!(row, RowView::Same))
            .map(|(_, name, _)| Html::text(name));
        let title = t.with("import-same-rows", &[("count", view.counts[2].into())]);
        parts.push(more(&title, &lines(names.collect::<Vec<_>>()), false));
    }
    if !view.ignored.is_empty() {
        let columns = view.ignored.iter().map(|(letter, heading)| {
            let column = [("letter", letter.into()), ("heading", heading.into())];
            t.with("import-column", &column)
        });
        let title = t.with("import-ignored", &[("count", view.ignored.len().into())]);
        let body =
            Html::join([muted(&t.s("import-ignored-lead")), lines(columns.collect::<Vec<_>>())]);
        parts.push(more(&title, &body, false));
    }
    if !view.skipped.is_empty() {
        let rows = view.skipped.iter().map(|row| t.with("import-row", &[("row", (*row).into())]));
        let title = t.with("import-skipped", &[("count", view.skipped.len().into())]);
        let rows = lines(rows.collect::<Vec<_>>());
        parts.push(more(&title, &Html::join([muted(&t.s("import-skipped-lead")), rows]), false));
    }
    let sheet = match view.other_sheets.is_empty() {
        true => Html::default(),
        false => {
            let others = view.other_sheets.join("、");
            let args = [("sheet", (&view.sheet).into()), ("others", others.into())];
            muted(&t.with("import-sheet", &args))
        }
    };
    parts.push(sheet);
    let body = Html::join(parts);
    if body.is_empty() {
        return body;
    }
    Card::new(t.s("import-rest"), body).kind(CardKind::Quiet).render_html()
}

/// The form that takes the file over; nothing is written before it.
fn apply_form(kit: &Kit, view: &PreviewView, errors: &Errors) -> (Html, Html) {
    let t = kit.t();
    if view.to_do() == 0 {
        return (errors.summary(t, &[]), Html::default());
    }
    let mut fields = Vec::new();
    if view.left_out() > 0 {
        let label = t.with("import-partial-yes", &[("count", view.left_out().into())]);
        fields.push(
            Field::checks(
                t,
                "accept_partial",
                t.s("import-partial"),
                vec![Choice::new("yes", label, false)],
            )
            .hint(t.s("import-partial-hint"))
            .required(),
        );
    }
    let (summary, fields) = errors.fields(t, fields);
    let form = kit
        .form("/import/apply", fields, "import-apply")
        .hidden("token", view.token.clone())
        .cancel(t, "/import");
    let body = Html::join([muted(&t.s("import-apply-lead")), form.render_html()]);
    (summary, Card::new(t.s("import-apply-title"), body).id("apply").render_html())
}

/// What was done: people made, changed, the same, left out; and the way to calling it off.
#[must_use]
pub fn applied(t: T, import: ImportId, counts: [usize; 4]) -> Html {
    let rows = ["made", "changed", "same", "skipped"]
        .into_iter()
        .zip(counts)
        .map(|(kind, count)| {
            let key = format!("import-done-{kind}");
            (t.s(&key), t.with(unit(kind), &[("count", count.into())]))
        })
        .collect();
    let go = Button::link(t.s("import-done-go"), ButtonKind::Primary, "/people");
    let again = Button::link(t.s("import-again"), ButtonKind::Quiet, "/import");
    let undo = format!("/import/past/{import}");
    let undo = Button::link(t.s("import-undo-go-link"), ButtonKind::DangerQuiet, undo);
    Html::join([
        PageHead::new(t.s("import-done")).lead(t.s("import-done-lead")).render_html(),
        Card::new(t.s("import-done-what"), Facts { rows }.render_html())
            .kind(CardKind::Warm)
            .render_html(),
        NextStep {
            t,
            what: t.s("import-done-next"),
            why: Some(t.s("import-done-next-why")),
            actions: vec![go, again],
        }
        .render_html(),
        Card::new(t.s("import-done-wrong"), muted(&t.s("import-done-wrong-text")))
            .kind(CardKind::Quiet)
            .foot(Actions { buttons: vec![undo] }.render_html())
            .render_html(),
    ])
}

/// A file that is not there any more.
#[must_use]
pub fn gone(t: T) -> Html {
    let again = Button::link(t.s("import-again"), ButtonKind::Primary, "/import");
    Html::join([
        PageHead::new(t.s("import-gone")).lead(t.s("import-gone-text")).render_html(),
        Actions { buttons: vec![again] }.render_html(),
    ])
}
