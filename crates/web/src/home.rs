//! The homes: a worker's, and the person's own.

use axum::response::Response;
use jiff::civil::Date;
use tsumugi_app::answer::Question;
use tsumugi_app::home::{self, Home, OpenMeeting, PersonHome};
use tsumugi_app::op::local_day;
use tsumugi_domain::answer::Source;
use tsumugi_domain::community::{CommunityIssue, IssueState, Report};
use tsumugi_domain::council::CouncilItem;
use tsumugi_domain::meeting::Request;
use tsumugi_domain::next::StepKind;
use tsumugi_domain::notice::by_rule::NoticeKind;
use tsumugi_domain::person::PersonName;
use tsumugi_domain::plan::About;
use tsumugi_domain::policy::Who;
use tsumugi_domain::staff::Role;
use tsumugi_domain::task::TaskState;
use tsumugi_pages::answer::ask_path;
use tsumugi_pages::components::Tone;
use tsumugi_pages::council::{report_note, report_title};
use tsumugi_pages::home::{HomeGroup, HomeLine, HomeView};
use tsumugi_pages::own::{AskLine, OwnView};
use tsumugi_pages::person::code_key;
use tsumugi_pages::{Html, T};

use crate::cx::User;
use crate::error::WebError;
use crate::person::head_view;

/// The one next step: what, why, label, path.
type Step = (Html, Html, Html, String);

pub(crate) async fn page(user: User) -> Response {
    let Who::Staff { posts, .. } = user.signed().actor.who.clone() else {
        return WebError::Hidden.page(&user);
    };
    let has = |fits: fn(Role) -> bool| posts.iter().any(|post| fits(post.role));
    if has(Role::sees_people) {
        let leads = has(|role| role.is_manager() || role == Role::Specialist);
        return worker(&user, leads).await;
    }
    if has(|role| matches!(role, Role::CouncilSecretariat | Role::CoreCentre | Role::CouncilMember))
    {
        return council(&user).await;
    }
    let t = user.t();
    let mut doors = Vec::new();
    if has(|role| role == Role::OfficeAdmin) {
        doors.push(("nav-staff", "/staff".to_owned()));
    }
    if has(|role| role == Role::SystemAdmin) {
        doors.push(("nav-orgs", "/orgs".to_owned()));
    }
    let system = has(|role| role == Role::SystemAdmin);
    let (lead, what, why) = match system {
        true => ("home-lead-system", "home-system", "home-system-text"),
        false => ("home-lead-office", "home-office", "home-office-text"),
    };
    // Whoever is both begins with the organisations: no office works without one.
    let door = if system { doors.last() } else { doors.first() };
    let next = door.map(|(key, href)| (t.s(what), t.s(why), t.s(key), href.clone()));
    let view = HomeView { greeting: greeting(&user), lead, next, groups: Vec::new(), doors };
    let main = match view.next.is_some() {
        true => tsumugi_pages::home::page(t, &view),
        false => tsumugi_pages::home::nothing(t),
    };
    user.page("nav-home", main)
}

fn greeting(user: &User) -> Html {
    user.t().with("home-greeting", &[("name", (&user.signed().actor.name).into())])
}

async fn worker(user: &User, leads: bool) -> Response {
    match user.run(home::worker_home).await {
        Err(error) => error.page(user),
        Ok(found) => {
            let t = user.t();
            // For those who lead, requests and steps are always there, also empty; what nobody
            // asks of the reader is not. The rest only when there is any.
            let always = |group: &HomeGroup| match group.title {
                "home-meetings" | "home-air" => true,
                "home-waiting" | "home-steps" | "home-due" => leads,
                _ => false,
            };
            let mut groups = groups(t, &found);
            groups.retain(|group| always(group) || !group.lines.is_empty());
            let view = HomeView {
                greeting: greeting(user),
                lead: "home-lead",
                next: next(t, &found, leads)
                    .or_else(|| leads.then(|| begin(t, &found)).flatten())
                    .or_else(|| Some(quiet(t))),
                groups,
                doors: vec![("nav-people", "/people".to_owned())],
            };
            user.page("nav-home", tsumugi_pages::home::page(t, &view))
        }
    }
}

/// The one thing to do first: somebody waits, then a meeting today, then words that nobody has heard,
/// then what hangs in the air, then what is due. Who does not lead is not led to what only those may do.
fn next(t: T, found: &Home, leads: bool) -> Option<Step> {
    let about = |key: &str, name: &PersonName| t.with(key, &[("name", name.called().into())]);
    if let Some((person, request)) = found.requests.first() {
        return Some((
            about("home-next-request", &person.name),
            Html::short(&request.must_decide),
            t.s("home-next-request-go"),
            format!("/requests/{}", request.id),
        ));
    }
    let is_past = |open: &OpenMeeting| {
        open.meeting.slot().is_some_and(|slot| slot.from.date() < found.today_is)
    };
    // A meeting of others is no step of the reader's, and one that is over is closed by its office.
    let is_theirs = |open: &&OpenMeeting| if is_past(open) { open.leads } else { open.is_mine() };
    if let Some(open) = found.today.iter().find(is_theirs) {
        let key = if is_past(open) { "home-next-past" } else { "home-next-today" };
        return Some((
            about(key, &open.person.name),
            Html::short(&open.meeting.must_decide),
            t.s("home-next-today-go"),
            format!("/meetings/{}", open.meeting.id),
        ));
    }
    let begun = |(person, step): &(home::PersonRef, tsumugi_domain::next::Step)| {
        (
            about("home-next-step", &person.name),
            tsumugi_pages::next::why(t, step),
            t.s(&code_key("step-go", step.kind.code())),
            tsumugi_pages::next::path(person.id, step),
        )
    };
    if let Some(unheard) = found.steps.iter().find(|(_, one)| one.kind == StepKind::HearWords) {
        return Some(begun(unheard));
    }
    if let Some((person, concern)) = found.concerns.first().filter(|_| leads) {
        return Some((
            about("home-next-concern", &person.name),
            Html::user(&concern.text),
            t.s("meeting-call"),
            format!("/people/{}/call?concern={}", person.id, concern.id),
        ));
    }
    if let Some(step) = found.steps.first() {
        return Some(begun(step));
    }
    if let Some(open) = found.hanging.first() {
        return Some((
            about("home-next-air", &open.person.name),
            Html::user(&open.task.what),
            t.s("home-next-air-go"),
            format!("/people/{}#tasks", open.person.id),
        ));
    }
    if let Some(due) = found.due.first() {
        return Some((
            about("home-next-due", &due.person.name),
            t.with("home-next-due-why", &[("day", t.0.date(due.by).to_string().into())]),
            t.s("monitoring-start"),
            format!("/people/{}/monitorings/new?kind={}", due.person.id, due.kind.code()),
        ));
    }
    None
}

/// Where to begin: with the people, then with a plan for each of them.
fn begin(t: T, found: &Home) -> Option<Step> {
    if found.counts.people == 0 {
        let (what, why) = (t.s("home-next-roster"), t.s("home-next-roster-why"));
        return Some((what, why, t.s("home-next-roster-go"), "/import".to_owned()));
    }
    let first = &found.to_begin.first()?.person;
    let count = found.counts.to_begin;
    let name = [("name", first.name.called().into()), ("count", count.into())];
    Some((
        t.with("home-next-begin", &[("count", count.into())]),
        t.with("home-next-begin-why", &name),
        t.with("home-next-begin-go", &name),
        format!("/people/{}", first.id),
    ))
}

/// When nothing presses: the people themselves.
fn quiet(t: T) -> (Html, Html, Html, String) {
    let go = t.s("home-quiet-go");
    (t.s("home-quiet"), t.s("home-quiet-why"), go, "/people".to_owned())
}

fn groups(t: T, found: &Home) -> Vec<HomeGroup> {
    let group = |title, empty, lines| HomeGroup { title, empty, lines };
    let request = |person: &home::PersonRef, request: &Request, key: &str, tone| {
        let href = format!("/requests/{}", request.id);
        line(&person.name, href, Html::short(&request.must_decide), Some((t.s(key), tone)))
    };
    let requests = found.requests.iter();
    let waiting = requests.map(|(person, one)| request(person, one, "home-request", Tone::Wait));
    let declined = found.declined.iter();
    let declined =
        declined.map(|sent| request(&sent.person, &sent.request, "request-declined", Tone::Care));
    let concerns = found.concerns.iter().map(|(person, concern)| {
        let href = format!("/people/{}#concerns", person.id);
        let chip = Some((t.s("concern-open"), Tone::Care));
        line(&person.name, href, Html::user(&concern.text), chip)
    });
    let sent = found.sent.iter().map(|sent| {
        let (key, tone) = match sent.overdue {
            true => ("home-sent-long", Tone::Care),
            false => ("home-sent-waits", Tone::Neutral),
        };
        request(&sent.person, &sent.request, key, tone)
    });
    let steps = found.steps.iter().map(|(person, step)| {
        let (href, why) =
            (tsumugi_pages::next::path(person.id, step), tsumugi_pages::next::why(t, step));
        line(&person.name, href, why, Some(tsumugi_pages::next::mark(t, step)))
    });
    let meetings = found.today.iter().chain(&found.next).chain(&found.calling);
    let (own, others): (Vec<_>, Vec<_>) = meetings.partition(|open| open.is_mine());
    let meetings = own.into_iter().chain(others).map(|open| meeting_line(t, open));
    let ended = found.ended.iter().map(|one| ended_line(t, one));
    let begin = found.to_begin.iter().map(|one| {
        let day = t.0.date_short(one.since).to_string();
        let since = t.with("home-begin-since", &[("day", day.into())]);
        line(&one.person.name, format!("/people/{}", one.person.id), since, None)
    });
    let told = |today: bool| {
        let notices = found.notices.iter().filter(move |notice| notice.today == today);
        notices.map(|notice| notice_line(t, notice, found.today_is)).collect()
    };
    vec![
        group("home-notices", "home-notices-none", told(true)),
        group("home-waiting", "home-waiting-none", waiting.collect()),
        group("home-steps", "home-steps-none", steps.collect()),
        group("home-concerns", "home-concerns-none", concerns.collect()),
        group("home-declined", "home-declined-none", declined.collect()),
        group("home-meetings", "home-meetings-none", meetings.collect()),
        group("home-air", "home-air-none", task_lines(t, found)),
        group("home-ended", "home-ended-none", ended.collect()),
        group("home-due", "home-due-none", found.due.iter().map(|due| due_line(t, due)).collect()),
        group("home-begin", "home-begin-none", begin.collect()),
        group("home-sent", "home-sent-none", sent.collect()),
        group("home-week", "home-week-none", told(false)),
    ]
}

fn notice_line(t: T, notice: &home::Notice, today: Date) -> HomeLine {
    let person = notice.person.id;
    let (key, href) = match notice.kind {
        NoticeKind::Review => {
            let kind = notice.plan.map_or("individual", |kind| kind.code());
            let form = format!("/people/{person}/monitorings/new?kind={kind}");
            (if notice.due < today { "notice-review-past" } else { "notice-review" }, form)
        }
        NoticeKind::TaskLate => ("notice-task-late", format!("/people/{person}#tasks")),
        NoticeKind::RequestWaits => ("notice-request-waits", format!("/requests/{}", notice.about)),
        NoticeKind::ConsentEnds => ("notice-consent-ends", format!("/people/{person}/consents")),
        NoticeKind::ConsentAnswered => {
            ("notice-consent-answered", format!("/people/{person}/consents"))
        }
    };
    let note = t.with(key, &[("day", t.0.date_short(notice.due).to_string().into())]);
    line(&notice.person.name, href, note, None)
}

/// What is late first, whoever it hangs on; then what hangs in the air; then the reader's own.
fn task_lines(t: T, found: &Home) -> Vec<HomeLine> {
    let mut tasks: Vec<_> = found.hanging.iter().chain(&found.my_tasks).collect();
    tasks.sort_by_key(|open| !open.task.is_late(found.today_is));
    tasks.into_iter().map(|open| task_line(t, open, found.today_is)).collect()
}

fn due_line(t: T, due: &home::Due) -> HomeLine {
    let note = t.with(
        "home-due-note",
        &[
            ("kind", t.plain(&code_key("plan-kind", due.kind.code())).into()),
            ("day", t.0.date_short(due.by).to_string().into()),
        ],
    );
    let mark = match due.days_left {
        ..0 => (t.s("home-due-past"), Tone::Care),
        0..=14 => (t.s("home-due-soon"), Tone::Wait),
        _ => (t.s("home-due-later"), Tone::Neutral),
    };
    let href = format!("/people/{}/monitorings/new?kind={}", due.person.id, due.kind.code());
    line(&due.person.name, href, note, Some(mark))
}

fn line(name: &PersonName, href: String, note: Html, chip: Option<(Html, Tone)>) -> HomeLine {
    HomeLine { title: Html::text(&name.called()), href, note, chip }
}

fn meeting_line(t: T, open: &OpenMeeting) -> HomeLine {
    let meeting = &open.meeting;
    let when = meeting.slot().map_or_else(
        || t.s("meeting-no-day"),
        |slot| {
            let (day, time) = (t.date_short(slot.from.date()), t.time(slot.from.time()));
            Html::join([day, Html::text(" "), time])
        },
    );
    let note = Html::join([when, Html::text("　"), Html::short(&meeting.must_decide)]);
    let (key, tone) = match (open.is_mine(), meeting.slot().is_some()) {
        (false, _) => ("home-meeting-others", Tone::Neutral),
        (true, true) => ("meeting-fixed", Tone::Info),
        (true, false) => ("meeting-calling", Tone::Wait),
    };
    line(&open.person.name, format!("/meetings/{}", meeting.id), note, Some((t.s(key), tone)))
}

fn task_line(t: T, open: &home::HomeTask, today: Date) -> HomeLine {
    let task = &open.task;
    let who = match task.owner_name.as_str() {
        "" => t.plain("task-nobody"),
        name => name.to_owned(),
    };
    let due = task.due.map(|due| t.date_short(due)).unwrap_or_default();
    let gap = || Html::text("　");
    let note = Html::join([Html::text(&task.what), gap(), Html::text(&who).together(), gap(), due]);
    let chip = if task.is_late(today) {
        (t.s("task-late"), Tone::Care)
    } else if task.hangs_in_the_air() {
        (tsumugi_pages::person::task_hangs(t, task), Tone::Wait)
    } else {
        (t.s("task-mine"), Tone::Info)
    };
    line(&open.person.name, format!("/people/{}#tasks", open.person.id), note, Some(chip))
}

/// What somebody else said was done, or not possible: it is seen where the person's tasks stand.
fn ended_line(t: T, one: &home::HomeTask) -> HomeLine {
    let task = &one.task;
    let (key, tone) = match task.state {
        TaskState::NotPossible { .. } => ("progress-not-possible", Tone::Wait),
        _ => ("progress-done", Tone::Good),
    };
    let end = tsumugi_pages::person::task_end(t, task).unwrap_or_default();
    let note = Html::join([Html::text(&task.what), Html::text("　"), end]);
    line(&one.person.name, format!("/people/{}#tasks", one.person.id), note, Some((t.s(key), tone)))
}

async fn council(user: &User) -> Response {
    let found = user
        .run(|op| {
            let inbox = match tsumugi_app::council::inbox(op) {
                Ok(inbox) => Some(inbox),
                Err(tsumugi_app::AppError::Hidden) => None,
                Err(error) => return Err(error),
            };
            let agenda = tsumugi_app::council::agenda(op)?;
            Ok((inbox, tsumugi_app::council::issues(op)?, agenda))
        })
        .await;
    match found {
        Err(error) => error.page(user),
        Ok((inbox, issues, agenda)) => {
            let t = user.t();
            let received =
                inbox.as_ref().map(|inbox| inbox.received.as_slice()).unwrap_or_default();
            let reports = received.iter().map(|report| report_line(t, report)).collect();
            let over = [IssueState::Answered, IssueState::ClosedNoAction];
            let open = issues.iter().filter(|issue| !over.contains(&issue.state));
            let open = open.map(|issue| issue_line(t, issue)).collect();
            let next = received.first().map(|report| {
                (
                    t.s("home-next-report"),
                    report_title(t, report),
                    t.s("home-next-report-go"),
                    format!("/council/reports/{}", report.id),
                )
            });
            // Members read what comes before them; reports are the secretariat's to sort.
            let member = inbox.is_none();
            let next = next.or_else(|| next_session(t, &agenda, local_day(user.now)));
            let next = next.or_else(|| member.then(|| no_session(t)));
            let mut groups = vec![
                HomeGroup { title: "home-reports", empty: "home-reports-none", lines: reports },
                HomeGroup { title: "home-issues", empty: "home-issues-none", lines: open },
            ];
            groups.retain(|group| !member || group.title != "home-reports");
            let view = HomeView {
                greeting: greeting(user),
                lead: if member { "home-lead-member" } else { "home-lead-council" },
                next,
                groups,
                doors: vec![("nav-council", "/council".to_owned())],
            };
            user.page("nav-home", tsumugi_pages::home::page(t, &view))
        }
    }
}

fn report_line(t: T, report: &Report) -> HomeLine {
    HomeLine {
        title: report_title(t, report),
        href: format!("/council/reports/{}", report.id),
        note: report_note(t, report),
        chip: Some((t.s("report-state-received"), Tone::Wait)),
    }
}

fn issue_line(t: T, issue: &CommunityIssue) -> HomeLine {
    HomeLine {
        title: Html::user(&issue.title),
        href: format!("/council/issues/{}", issue.id),
        note: t.with("home-issue-note", &[("count", issue.reports.into())]),
        chip: Some((t.s(&code_key("issue-state", issue.state.code())), Tone::Info)),
    }
}

/// What the nearest session talks about first.
fn next_session(t: T, agenda: &[CouncilItem], today: Date) -> Option<Step> {
    let coming = agenda.iter().filter(|item| item.session_on >= today);
    let item = coming.min_by_key(|item| item.session_on)?;
    Some((
        t.with("home-next-session", &[("day", t.0.date(item.session_on).into())]),
        Html::short(&item.title),
        t.s("home-next-session-go"),
        format!("/council/issues/{}", item.issue),
    ))
}

/// Nothing is before the council yet: what it works on can be read meanwhile.
fn no_session(t: T) -> Step {
    let (what, why) = (t.s("home-no-session"), t.s("home-no-session-text"));
    (what, why, t.s("home-no-session-go"), "/council".to_owned())
}

/// `/me`: the person's own page, or the family's.
pub(crate) async fn me(user: User) -> Response {
    match user.run(home::person_home).await {
        Err(error) => error.page(&user),
        Ok(homes) if homes.is_empty() => {
            user.page("me-title", tsumugi_pages::own::nobody(user.t()))
        }
        Ok(homes) => {
            let kit = user.kit();
            let parts =
                homes.iter().map(|home| tsumugi_pages::own::page(&kit, &own_view(&user, home)));
            user.page("me-title", Html::join(parts))
        }
    }
}

fn own_view<'a>(user: &User, home: &'a PersonHome) -> OwnView<'a> {
    let own = matches!(user.signed().actor.who, Who::Person(_));
    let asks = home.questions.now.iter().map(|question| AskLine {
        text: question.text.clone(),
        about: question.about,
        href: if own { ask_path(question.about) } else { family_path(question) },
        source: question.source.clone(),
        answered: question.family.filter(|_| !own).map(|(kind, at)| (kind, local_day(at))),
    });
    OwnView {
        head: head_view(&home.head),
        own,
        next: home.next_talk.as_ref().map(|talk| (&talk.meeting, talk.coming_wanted)),
        sent: &home.sent,
        asks: asks.collect(),
        more_asks: home.questions.more,
        plans: &home.plans,
        my_tasks: &home.my_tasks,
        tasks: &home.others_tasks,
        answers: home
            .council_answers
            .iter()
            .map(|back| (back.need_text.as_str(), &back.answer))
            .collect(),
    }
}

/// Where the family answers as family.
fn family_path(question: &Question) -> String {
    let name = match question.about {
        About::Goal(goal) => format!("goal={goal}"),
        About::Decision(decision) => format!("decision={decision}"),
    };
    match &question.source {
        Source::Plan { plan, .. } => format!("/plans/{plan}/answers?{name}"),
        Source::Meeting { meeting, .. } => format!("/meetings/{meeting}/answers?{name}"),
    }
}
