//! What cannot be done now, seen from where it began.

use axum::response::Response;
use tsumugi_app::community::{self, NeedDetails, NewReport};
use tsumugi_app::op::local_day;
use tsumugi_app::{AppError, Problem, Problems};
use tsumugi_domain::community::{Telling, TellingKind};
use tsumugi_domain::ids::UnmetNeedId;
use tsumugi_domain::seen;
use tsumugi_pages::community::{FixForm, NeedPage, ReportForm, ReportPage};

use crate::cx::{Ids, Posted, User};
use crate::error::WebError;
use crate::form::{Form, errors};
use crate::person::{context, head_view};
use crate::plan::reader;

pub(crate) async fn need(user: User, Ids((id,)): Ids<(UnmetNeedId,)>) -> Response {
    match user.run(move |op| community::need_view(op, id)).await {
        Err(error) => error.page(&user),
        Ok(found) => {
            let view = NeedPage {
                head: head_view(&found.head),
                reader: reader(&found.head),
                need: &found.need,
                report: found.report.as_ref(),
                issue: found.issue.as_ref(),
                answers: found.answers.iter().map(|back| &back.answer).collect(),
                held: found.held,
                may_report: found.may_report,
                may_ask: found.may_ask,
                as_decided: found
                    .as_decided
                    .as_ref()
                    .map(|then| (then.level, then.reason, then.until_then.as_str())),
                council: found.council,
            };
            let main = tsumugi_pages::community::need(&user.kit(), &view);
            user.page_about("need-title", context(&user, &found.head), main)
        }
    }
}

pub(crate) async fn put_right_form(user: User, Ids((id,)): Ids<(UnmetNeedId,)>) -> Response {
    put_right_page(&user, id, None, &Problems::new()).await
}

async fn put_right_page(
    user: &User,
    id: UnmetNeedId,
    typed: Option<&Form>,
    problems: &Problems,
) -> Response {
    match user.run(move |op| community::put_right_form(op, id)).await {
        Err(error) => error.page(user),
        Ok((head, need)) => {
            let mark = typed.map_or_else(|| seen::mark(&need.details()), |form| form.text("seen"));
            let stored = || FixForm {
                level: need.level.code().to_owned(),
                reason: need.reason.code().to_owned(),
                until_then: need.until_then.clone(),
            };
            let form = typed.map_or_else(stored, typed_fix);
            let errors = errors(user.t(), problems);
            let main =
                tsumugi_pages::community::fix(&user.kit().seeing(mark), &need, &form, &errors);
            user.form_page("need-fix", context(user, &head), main, &errors)
        }
    }
}

fn typed_fix(form: &Form) -> FixForm {
    FixForm {
        level: form.text("level"),
        reason: form.text("reason"),
        until_then: form.text("until_then"),
    }
}

pub(crate) async fn put_right(
    Ids((id,)): Ids<(UnmetNeedId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let mut problems = Problems::new();
    let (level, reason) = (form.parsed("level"), form.parsed("reason"));
    for (field, missing) in [("level", level.is_none()), ("reason", reason.is_none())] {
        if missing {
            problems.add(field, "error-choice");
        }
    }
    let until_then = form.text("until_then");
    let done = user
        .checked(problems, &form, move |op| {
            // Both are there, or the problems above would have ended this.
            let (Some(level), Some(reason)) = (level, reason) else { return Err(AppError::Hidden) };
            community::put_right(op, id, &NeedDetails { level, reason, until_then })
        })
        .await;
    match done {
        Ok(()) => user.go(&format!("/needs/{id}"), "saved"),
        Err(WebError::Invalid(problems)) => put_right_page(&user, id, Some(&form), &problems).await,
        // What changed in between is that somebody reported it: the need's own page says so.
        Err(WebError::AlreadyDone) => user.go(&format!("/needs/{id}"), "already"),
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn keep(
    Ids((id,)): Ids<(UnmetNeedId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let reason = form.text("reason");
    match user.submit(&form, move |op| community::keep_from_report(op, id, &reason)).await {
        Ok(()) => user.go(&format!("/needs/{id}"), "need-kept"),
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn undo_keep(
    Ids((id,)): Ids<(UnmetNeedId,)>,
    Posted { user, form }: Posted,
) -> Response {
    match user.submit(&form, move |op| community::undo_keep_from_report(op, id)).await {
        Ok(()) => user.go(&format!("/needs/{id}"), "saved"),
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn ask_not(
    Ids((id,)): Ids<(UnmetNeedId,)>,
    Posted { user, form }: Posted,
) -> Response {
    match user.submit(&form, move |op| community::ask_no_report(op, id)).await {
        Ok(()) => user.go(&format!("/needs/{id}"), "need-asked-not"),
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn undo_ask_not(
    Ids((id,)): Ids<(UnmetNeedId,)>,
    Posted { user, form }: Posted,
) -> Response {
    match user.submit(&form, move |op| community::undo_ask_no_report(op, id)).await {
        Ok(()) => user.go(&format!("/needs/{id}"), "saved"),
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn report_form(user: User, Ids((id,)): Ids<(UnmetNeedId,)>) -> Response {
    report_page(&user, id, None, Problems::new()).await
}

async fn report_page(
    user: &User,
    id: UnmetNeedId,
    typed: Option<ReportForm>,
    problems: Problems,
) -> Response {
    let found = match user.run(move |op| community::report_form(op, id)).await {
        Ok(found) => found,
        Err(error) => return error.page(user),
    };
    // What was typed was looked through anew; a first look is at what the meeting wrote.
    let tellings = match typed {
        None => found.tellings.clone(),
        Some(_) => pointed_at(&problems),
    };
    let draft = &found.draft;
    let form = typed.unwrap_or_else(|| ReportForm {
        wish: draft.wish.clone(),
        facts: draft.facts.clone(),
        tried: draft.tried.clone(),
        could_not: draft.could_not.clone(),
        similar: String::new(),
        checked: false,
    });
    let view = ReportPage {
        head: head_view(&found.head),
        need: &found.need,
        age: found.age_band,
        stage: found.stage,
        reason: found.reason,
        month: local_day(user.now).first_of_month(),
        office: &user.signed().org_name,
        tellings,
        held: found.held,
    };
    let errors = errors(user.t(), &joined(problems));
    let main = tsumugi_pages::community::report(&user.kit(), &view, &form, &errors);
    user.form_page("report-title", context(user, &found.head), main, &errors)
}

/// The pieces that the check pointed at, by field.
fn pointed_at(problems: &Problems) -> Vec<(&'static str, Telling)> {
    let of = |problem: &Problem| {
        let (_, text) = problem.args.iter().find(|(name, _)| *name == "text")?;
        let telling = Telling { text: text.clone(), kind: TellingKind::Name };
        (problem.code == "error-names-left").then_some((problem.field, telling))
    };
    problems.0.iter().filter_map(of).collect()
}

/// One sentence a field that names all its pieces: a field has room for one.
fn joined(problems: Problems) -> Problems {
    let mut out: Vec<Problem> = Vec::new();
    for problem in problems.0 {
        let same = out.iter_mut().find(|known| {
            known.field == problem.field && known.code == problem.code && !known.args.is_empty()
        });
        match (same, problem.args.first()) {
            (Some(known), Some((_, text))) => {
                known.args[0].1.push_str("」「");
                known.args[0].1.push_str(text);
            }
            _ => out.push(problem),
        }
    }
    Problems(out)
}

pub(crate) async fn report(
    Ids((id,)): Ids<(UnmetNeedId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let new = NewReport {
        wish: form.text("wish"),
        facts: form.text("facts"),
        tried: form.text("tried"),
        could_not: form.text("could_not"),
        similar: similar(&form),
        checked: form.has("checked"),
    };
    match user.submit(&form, move |op| community::report(op, id, &new)).await {
        Ok(_) => user.go(&format!("/needs/{id}"), "need-reported"),
        Err(WebError::Invalid(problems)) => {
            let typed = ReportForm {
                wish: form.text("wish"),
                facts: form.text("facts"),
                tried: form.text("tried"),
                could_not: form.text("could_not"),
                similar: form.text("similar"),
                checked: form.has("checked"),
            };
            report_page(&user, id, Some(typed), problems).await
        }
        Err(error) => error.page(&user),
    }
}

/// How many similar situations; nothing typed is none, and what is no number is refused below.
fn similar(form: &Form) -> i64 {
    let typed = tsumugi_words::fold::width(form.get("similar"));
    match typed.trim() {
        "" => 0,
        typed => typed.parse().unwrap_or(-1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_pieces_of_a_field_are_named_in_one_sentence() {
        let mut problems = Problems::new();
        for (field, text) in [("facts", "水野"), ("tried", "水野"), ("facts", "はるか")] {
            problems.add_with(field, "error-names-left", vec![("text", text.to_owned())]);
        }
        problems.add("checked", "error-check-needed");
        assert_eq!(pointed_at(&problems).len(), 3);
        let joined = joined(problems);
        let texts: Vec<_> = joined
            .0
            .iter()
            .map(|one| (one.field, one.args.first().map(|arg| arg.1.as_str())))
            .collect();
        assert_eq!(
            texts,
            [("facts", Some("水野」「はるか")), ("tried", Some("水野")), ("checked", None)]
        );
    }

    #[test]
    fn numbers_are_read_in_any_width() {
        let of = |text: &str| similar(&Form(vec![("similar".to_owned(), text.to_owned())]));
        assert_eq!([of(""), of("３"), of(" 12 "), of("たくさん")], [0, 3, 12, -1]);
    }
}
