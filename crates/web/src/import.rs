//! Reading in a roster: looked at first, then taken over.

mod past;

pub(crate) use past::{one, past, undo};

use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request};
use axum::http::header;
use axum::response::{IntoResponse as _, Redirect, Response};
use std::sync::Arc;
use std::time::Duration;
use tsumugi_app::import::{self, CellProblem, Likeness, OfficeFound, Preview, RowKind, TAKEN};
use tsumugi_app::{Op, Problems, op, staff};
use tsumugi_domain::ids::OrgId;
use tsumugi_domain::policy::{OrgAction, Who, may_at_org};
use tsumugi_pages::import::{CellView, LikeView, OfficeMatch, PreviewView, RowView};

use crate::cx::{Posted, User, check_csrf, in_time, random_text, refuse_cross_site};
use crate::error::WebError;
use crate::form::errors;
use crate::limits::turn;
use crate::uploads::{MAX_FILE, Upload};

/// Largest form with a file: the file, and room for what stands around it.
const MAX_BODY: usize = MAX_FILE + 2 * 1024 * 1024;

/// Largest value of a field that is no file.
const MAX_VALUE: usize = 1024;

/// How long a form with a file may take to arrive.
const FILE_TIME: Duration = Duration::from_secs(60);

/// The offices at which the reader registers people, with their names.
async fn offices(user: &User) -> Result<Vec<(OrgId, String)>, WebError> {
    let Who::Staff { posts, .. } = &user.signed().actor.who else { return Err(WebError::Hidden) };
    let mut mine: Vec<OrgId> = posts
        .iter()
        .filter(|post| may_at_org(post.role, OrgAction::RegisterPeople))
        .map(|post| post.org)
        .collect();
    mine.sort();
    mine.dedup();
    if mine.is_empty() {
        return Err(WebError::Hidden);
    }
    let known = user.run(staff::orgs).await?;
    let named = known.into_iter().filter(|org| mine.contains(&org.id));
    Ok(named.map(|org| (org.id, org.name)).collect())
}

pub(crate) async fn choose(user: User) -> Response {
    choose_page(&user, "", &Problems::new()).await
}

async fn choose_page(user: &User, chosen: &str, problems: &Problems) -> Response {
    match offices(user).await {
        Err(error) => error.page(user),
        Ok(offices) => {
            let errors = errors(user.t(), problems);
            let taken = headings();
            let main =
                tsumugi_pages::import::choose(&user.kit(), &offices, chosen, &taken, &errors);
            user.form_page("nav-import", None, main, &errors)
        }
    }
}

/// Headings of what is taken over: a name and its reading in one column each.
fn headings() -> Vec<&'static str> {
    const PARTS_OF_NAMES: [usize; 4] = [1, 2, 4, 5];
    let whole = TAKEN.iter().enumerate().filter(|(at, _)| !PARTS_OF_NAMES.contains(at));
    whole.map(|(_, field)| field.label()).collect()
}

/// A file to type a roster into. With the mark that spreadsheet programs need to see UTF-8.
pub(crate) async fn template(user: User) -> Response {
    if let Err(error) = offices(&user).await {
        return error.page(&user);
    }
    let text = format!("\u{feff}{}\r\n", headings().join(","));
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"tsumugi-roster.csv\""),
    ];
    (headers, text).into_response()
}

/// What a form with a file says.
#[derive(Default)]
struct Sent {
    org: String,
    name: String,
    bytes: Vec<u8>,
}

/// Reads the form. The token against forged requests comes first: nothing is read for somebody
/// who cannot show it.
async fn read(user: &User, mut request: Request) -> Result<Sent, WebError> {
    refuse_cross_site(request.headers())?;
    DefaultBodyLimit::max(MAX_BODY).apply(&mut request);
    let forged = |_| WebError::Forged;
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| WebError::Forged)?;
    let first = form.next_field().await.map_err(forged)?.ok_or(WebError::Forged)?;
    if first.name() != Some("csrf") {
        return Err(WebError::Forged);
    }
    check_csrf(user, &value(first).await?)?;
    let mut sent = Sent::default();
    while let Some(field) = form.next_field().await.map_err(|_| WebError::TooLarge)? {
        match field.name() {
            Some("org") => sent.org = value(field).await?,
            Some("file") => {
                sent.name = field.file_name().unwrap_or_default().to_owned();
                sent.bytes = bytes(field, MAX_FILE).await?;
            }
            _ => {
                value(field).await?;
            }
        }
    }
    Ok(sent)
}

async fn value(field: Field<'_>) -> Result<String, WebError> {
    String::from_utf8(bytes(field, MAX_VALUE).await?).map_err(|_| WebError::Forged)
}

async fn bytes(mut field: Field<'_>, most: usize) -> Result<Vec<u8>, WebError> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|_| WebError::TooLarge)? {
        if bytes.len() + chunk.len() > most {
            return Err(WebError::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

pub(crate) async fn preview(user: User, request: Request) -> Response {
    let sent = match in_time(FILE_TIME, read(&user, request)).await.flatten() {
        Ok(sent) => sent,
        Err(error) => return error.page(&user),
    };
    let offices = match offices(&user).await {
        Ok(offices) => offices,
        Err(error) => return error.page(&user),
    };
    let org = match (offices.as_slice(), sent.org.parse::<OrgId>()) {
        ([(only, _)], _) => Some(*only),
        (_, Ok(org)) => offices.iter().map(|(id, _)| *id).find(|id| *id == org),
        _ => None,
    };
    let mut problems = Problems::new();
    if sent.bytes.is_empty() {
        problems.add("file", "error-file-none");
    }
    let Some(org) = org.filter(|_| problems.0.is_empty()) else {
        if problems.0.is_empty() {
            problems.add("org", "error-choose-org");
        }
        return choose_page(&user, &sent.org, &problems).await;
    };
    let upload = Upload {
        account: user.signed().actor.account,
        org,
        name: sent.name,
        bytes: Arc::from(sent.bytes),
        at: user.now,
    };
    let looked = upload.clone();
    let checked = match turn(&user.state.inner.bulk).await {
        Err(error) => Err(error),
        Ok(permit) => {
            let work = move |op: &Op<'_>| {
                let _permit = permit;
                import::check(op, looked.org, &looked.bytes, &looked.name)
            };
            user.run(work).await
        }
    };
    match checked {
        // The dry run has an address of its own: going back and loading again show it again.
        Ok(()) => {
            let token = random_text(&user.state);
            let to = format!("/import/preview?file={token}");
            user.state.inner.uploads.keep(token, upload);
            Redirect::to(&to).into_response()
        }
        Err(WebError::Invalid(problems)) => choose_page(&user, &sent.org, &problems).await,
        Err(error) => error.page(&user),
    }
}

/// The dry run of a file that waits; what became of it, once it was taken over.
pub(crate) async fn look(user: User) -> Response {
    let token = user.query.text("file");
    let account = user.signed().actor.account;
    match user.state.inner.uploads.find(&token, account, user.now) {
        None => gone(&user, &token).await,
        Some(upload) => {
            let page = preview_page(&user, &token, &upload, &Problems::new()).await;
            page.unwrap_or_else(|error| error.page(&user))
        }
    }
}

/// What became of a file.
pub(crate) async fn done(user: User) -> Response {
    if let Err(error) = offices(&user).await {
        return error.page(&user);
    }
    let account = user.signed().actor.account;
    match user.state.inner.uploads.result(user.query.get("file"), account) {
        Some((import, counts)) => {
            let main = tsumugi_pages::import::applied(user.t(), import, counts);
            user.page("import-done", main)
        }
        None => user.page("import-gone", tsumugi_pages::import::gone(user.t())),
    }
}

fn to_done(token: &str) -> Response {
    Redirect::to(&format!("/import/done?file={token}")).into_response()
}

/// The dry run of a file that waits.
async fn preview_page(
    user: &User,
    token: &str,
    upload: &Upload,
    problems: &Problems,
) -> Result<Response, WebError> {
    // One roster at a time.
    let permit = turn(&user.state.inner.bulk).await?;
    let one = upload.clone();
    let found = user.run(move |op| {
        let _permit = permit;
        import::preview(op, one.org, &one.bytes, &one.name)
    });
    let found = found.await?;
    let office = offices(user).await?.into_iter().find(|(id, _)| *id == upload.org);
    let office = office.map(|(_, name)| name).unwrap_or_default();
    let view = preview_view(found, token, &upload.name, office);
    let errors = errors(user.t(), problems);
    let main = tsumugi_pages::import::preview(&user.kit(), &view, &errors);
    Ok(user.form_page("import-preview", None, main, &errors))
}

fn preview_view(found: Preview, token: &str, file: &str, office: String) -> PreviewView {
    let counts = found.counts;
    PreviewView {
        token: token.to_owned(),
        file: file.to_owned(),
        office,
        sheet: found.sheet,
        other_sheets: found.other_sheets,
        rows: found
            .rows
            .into_iter()
            .map(|row| {
                let says = row.says.into_iter().map(|(field, text)| (field.label(), text));
                (row.line, row.name, row_view(row.line, row.kind, says.collect(), row.office))
            })
            .collect(),
        counts: [counts.new, counts.changed, counts.same, counts.duplicate, counts.wrong],
        ignored: found.ignored.into_iter().map(|one| (one.letter, one.heading)).collect(),
        skipped: found.skipped.iter().map(|one| one.number).collect(),
        read_before: found.read_before.map(|at| at.to_zoned(op::japan()).datetime()),
    }
}

fn row_view(
    line: u32,
    kind: RowKind,
    says: Vec<(&'static str, String)>,
    office: Option<OfficeFound>,
) -> RowView {
    let office = office.map(|found| match found {
        OfficeFound::Connects(name) => OfficeMatch::Connects(name),
        OfficeFound::Unknown => OfficeMatch::Unknown,
    });
    match kind {
        RowKind::New => RowView::New(says, office),
        RowKind::Same => RowView::Same,
        RowKind::Changed(changes) => RowView::Changed(
            changes.into_iter().map(|one| (one.field.label(), one.before, one.after)).collect(),
            office,
        ),
        RowKind::Duplicate(like) => RowView::Duplicate(match like {
            Likeness::Row(row) => LikeView::Row(row),
            Likeness::Certificate { person, name } => LikeView::Certificate(person, name),
            Likeness::Name { person, name } => LikeView::Name(person, name),
            Likeness::Several => LikeView::Several,
            Likeness::Left => LikeView::Left,
        }),
        RowKind::Wrong(cells) => {
            RowView::Wrong(cells.into_iter().map(|cell| cell_view(line, cell)).collect())
        }
    }
}

fn cell_view(line: u32, cell: CellProblem) -> CellView {
    let place = match cell.column.as_str() {
        "" => String::new(),
        column => format!("{column}{line}"),
    };
    CellView {
        cell: place,
        heading: cell.heading,
        text: cell.text,
        code: cell.fault.code(),
        mend: cell.fault.mend(),
        suggestion: cell.suggestion,
    }
}

pub(crate) async fn apply(Posted { user, form }: Posted) -> Response {
    let (token, partial) = (form.text("token"), form.has("accept_partial"));
    let account = user.signed().actor.account;
    let Some(upload) = user.state.inner.uploads.find(&token, account, user.now) else {
        return gone(&user, &token).await;
    };
    let done = match turn(&user.state.inner.bulk).await {
        Err(error) => Err(error),
        Ok(permit) => {
            let one = upload.clone();
            let work = move |op: &Op<'_>| {
                let _permit = permit;
                import::apply(op, one.org, &one.bytes, &one.name, partial)
            };
            user.submit(&form, work).await
        }
    };
    match done {
        Ok(done) => {
            let counts = [done.made, done.changed, done.same, done.skipped];
            user.state.inner.uploads.take(&token, account, (done.import, counts));
            to_done(&token)
        }
        Err(WebError::Invalid(problems)) => {
            let problems = beside_the_box(problems);
            let page = preview_page(&user, &token, &upload, &problems).await;
            page.unwrap_or_else(|error| error.page(&user))
        }
        Err(error) => error.page(&user),
    }
}

/// The sentence about rows that are not good stands at the box that accepts it.
fn beside_the_box(mut problems: Problems) -> Problems {
    for problem in &mut problems.0 {
        if problem.code == "error-roster-rows" {
            problem.field = "accept_partial";
        }
    }
    problems
}

/// The file waits no longer. Whoever took it over sees what became of it.
async fn gone(user: &User, token: &str) -> Response {
    if let Err(error) = offices(user).await {
        return error.page(user);
    }
    match user.state.inner.uploads.result(token, user.signed().actor.account) {
        Some(_) => to_done(token),
        None => user.page("import-gone", tsumugi_pages::import::gone(user.t())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_has_one_column_for_each_thing_that_is_taken_over() {
        assert_eq!(
            headings(),
            [
                "氏名",
                "ふりがな",
                "生年月日",
                "性別",
                "受給者証番号",
                "郵便番号",
                "住所",
                "電話番号",
                "利用開始日",
                "障害支援区分",
                "保護者氏名",
                "相談支援事業所",
                "相談支援専門員",
            ]
        );
    }
}
