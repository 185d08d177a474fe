//! The thread of a person.

use axum::response::Response;
use tsumugi_app::thread::{self, Beginning, Knot};
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::meeting::Cause;
use tsumugi_domain::policy::PersonAction;
use tsumugi_pages::components::{Step, TimelineItem};
use tsumugi_pages::person::{code_key, link};
use tsumugi_pages::{Html, T};

use crate::cx::{Ids, User};
use crate::person::{context, head_view};
use crate::plan::reader;

pub(crate) async fn page(user: User, Ids((id,)): Ids<(PersonId,)>) -> Response {
    match user.run(move |op| thread::of_person(op, id)).await {
        Err(error) => error.page(&user),
        Ok(found) => {
            let t = user.t();
            // What staff wrote at a monitoring is open to them and to the person.
            let opens = found.head.own || found.head.may(PersonAction::Confer);
            let items = found
                .knots
                .iter()
                .map(|(day, knot)| item(t, id, opens, (t.date(*day), knot)))
                .collect();
            let main =
                tsumugi_pages::thread::page(t, &head_view(&found.head), reader(&found.head), items);
            user.page_about("thread-title", context(&user, &found.head), main)
        }
    }
}

fn item(t: T, person: PersonId, opens: bool, (when, knot): (Html, &Knot)) -> TimelineItem {
    let concerns = format!("/people/{person}#concerns");
    match knot {
        Knot::Concern(concern) => {
            TimelineItem::new(Step::Notice, when, t.known(&concern.text)).href(concerns)
        }
        Knot::Monitoring(monitoring) => {
            let kind = t.s(&code_key("monitoring-kind", monitoring.kind.code()));
            let words = match monitoring.own_words.as_str() {
                "" => &monitoring.reason,
                words => words,
            };
            let item = TimelineItem::new(Step::Monitoring, when, kind).body(t.known(words));
            if opens { item.href(format!("/monitorings/{}", monitoring.id)) } else { item }
        }
        Knot::Request(request) => {
            let title = t.with("thread-request", &[("to", (&request.asked_org_name).into())]);
            TimelineItem::new(Step::Meeting, when, title)
                .href(format!("/requests/{}", request.id))
                .body(Html::join([
                    t.short(&request.must_decide),
                    from_cause(t, request.cause, &concerns, opens),
                ]))
        }
        Knot::Meeting(meeting) => {
            let kind = t.s(&code_key("meeting-kind", meeting.kind.code()));
            let before = match meeting.request {
                Some(request) => arrow(t, &format!("/requests/{request}"), "thread-from-request"),
                None => from_cause(t, meeting.cause, &concerns, opens),
            };
            TimelineItem::new(Step::Meeting, when, kind)
                .href(format!("/meetings/{}", meeting.id))
                .body(Html::join([t.short(&meeting.must_decide), before]))
        }
        Knot::Version(Beginning { plan, kind, org_name, number, reason, meeting, .. }) => {
            let title = t.with(
                "thread-version",
                &[
                    ("kind", t.plain(&code_key("plan-kind", kind.code())).into()),
                    ("org", org_name.into()),
                    ("number", (*number).into()),
                ],
            );
            let before = meeting.map_or_else(Html::default, |meeting| {
                arrow(t, &format!("/meetings/{meeting}"), "thread-from-meeting")
            });
            TimelineItem::new(Step::Plan, when, title)
                .href(format!("/plans/{plan}"))
                .body(Html::join([t.known(reason), before]))
        }
        Knot::Need(need) => TimelineItem::new(Step::UnmetNeed, when, t.known(&need.text))
            .href(format!("/needs/{}", need.id))
            .body(Html::join([
                t.known(&need.until_then),
                arrow(t, &format!("/meetings/{}", need.meeting), "thread-from-meeting"),
            ])),
        Knot::Answer(answer) => TimelineItem::new(Step::Answer, when, t.known(&answer.issue_title))
            .href(format!("/needs/{}", answer.need))
            .body(Html::join([
                t.known(&answer.answer.easy),
                arrow(t, &format!("/needs/{}", answer.need), "thread-from-need"),
            ])),
    }
}

fn from_cause(t: T, cause: Cause, concerns: &str, opens: bool) -> Html {
    match cause {
        Cause::Own => Html::default(),
        Cause::Monitoring(_) if !opens => Html::default(),
        Cause::Concern(_) => arrow(t, concerns, "thread-from-concern"),
        Cause::Monitoring(id) => arrow(t, &format!("/monitorings/{id}"), "thread-from-monitoring"),
    }
}

/// The arrow back: a link to the record before.
fn arrow(t: T, href: &str, key: &str) -> Html {
    Html::join([Html::text("　← "), link(href, &t.s(key))])
}
