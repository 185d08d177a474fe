//! From what cannot be done for one person to the answer that comes back.

use crate::support::{
    TODAY, World, conflict, elsewhere, forbidden, hidden, nobody, on_each_engine, problems,
};
use jiff::civil::date;
use tsumugi_app::community::{self, NewReport};
use tsumugi_app::council::{self, NameIssue, NewAnswer, NewCouncil};
use tsumugi_app::person::{self, Basics};
use tsumugi_domain::community::{AgeBand, Hold, IssueState, NeedState, ReportState, UnmetNeed};
use tsumugi_domain::council::{AnswerKind, BodyKind};
use tsumugi_domain::ids::{PersonId, ReportId, UnmetNeedId};
use tsumugi_domain::meeting::{GapReason, Level};
use tsumugi_domain::person::ServiceStage;
use tsumugi_domain::policy::{PersonAction, act_on_person};
use tsumugi_store::access;

/// A need as a closed meeting leaves it.
fn need(world: &World<'_>, person: PersonId, level: Level, text: &str) -> UnmetNeedId {
    let op = world.op(&world.manager);
    world
        .db
        .write(|tx| {
            let facts = access::person_facts(tx, op.region(), person, TODAY)?.expect("there");
            let proof = act_on_person(&op.actor, PersonAction::CloseMeeting, &facts)
                .expect("the manager may");
            let need = UnmetNeed {
                id: op.id(),
                person,
                meeting: op.id(),
                decision: op.id(),
                text: text.to_owned(),
                level,
                reason: GapReason::NotUsable,
                until_then: "家族が順番に迎えに行く".to_owned(),
                since: op.now,
                state: NeedState::Open,
            };
            tsumugi_store::community::insert_need(tx, &proof, &need)?;
            Ok::<_, tsumugi_store::StoreError>(need.id)
        })
        .unwrap()
}

pub(crate) fn with_council(world: &World<'_>) {
    let new = NewCouncil {
        name: "つむぎ市協議会".to_owned(),
        secretariat: world.secretariat,
        bodies: vec![
            ("定例会".to_owned(), BodyKind::Regular),
            ("全体会".to_owned(), BodyKind::Plenary),
        ],
    };
    hidden(council::create(&world.op(&world.manager), &new));
    let administrator = world.op(&world.administrator);
    council::create(&administrator, &new).unwrap();
    conflict(council::create(&administrator, &new));
}

pub(crate) fn clean() -> NewReport {
    NewReport {
        wish: "夕方も好きな場所で過ごしたい".to_owned(),
        facts: "夕方の送迎がなく、通いたい場所へ行けない".to_owned(),
        tried: "家族が順番に迎えに行っている".to_owned(),
        could_not: "17時以降に送る車がない".to_owned(),
        similar: 2,
        checked: true,
    }
}

#[test]
fn the_loop_comes_back_to_the_person() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let id = need(&world, haruka, Level::Region, "夕方の送迎がない");
        let op = world.op(&world.manager);
        assert_eq!(problems(community::report(&op, id, &clean())), ["need error-no-council"]);
        with_council(&world);
        let report = community::report(&op, id, &clean()).unwrap();
        assert_eq!(problems(community::report(&op, id, &clean())), ["need error-already-reported"]);

        let secretary = world.op(&world.secretary);
        let inbox = council::inbox(&secretary).unwrap();
        assert_eq!(inbox.by_reason, [(GapReason::NotUsable, 1)]);
        let seen = council::report(&secretary, report).unwrap().report;
        assert_eq!((seen.age_band, seen.stage), (Some(AgeBand::From18), Some(ServiceStage::Youth)));
        assert_eq!((seen.month, seen.office.as_str()), (date(2026, 4, 1), "ひだまり作業所"));

        let none = NameIssue {
            title: "送迎".to_owned(),
            text: String::new(),
            reports: vec![],
            not_names: false,
        };
        assert_eq!(problems(council::name_issue(&secretary, &none)), ["reports error-choice"]);
        let named = NameIssue {
            title: "夕方の移動".to_owned(),
            text: "夕方から夜の移動の手立てがない".to_owned(),
            reports: vec![report],
            not_names: false,
        };
        let issue = council::name_issue(&secretary, &named).unwrap();
        conflict(council::name_issue(&secretary, &named));
        assert_eq!(council::issues(&secretary).unwrap().len(), 1, "the refused one left nothing");
        conflict(council::send_back(&secretary, report, "戻します", false));

        let bodies = council::bodies(&secretary).unwrap();
        let item = council::put_on_agenda(&secretary, issue, bodies[0].id, date(2026, 5, 15));
        council::write_said(&secretary, item.unwrap(), "三つの事業所で順番に走れないか", false)
            .unwrap();
        hidden(council::put_on_agenda(&secretary, issue, nobody(), TODAY));
        let on_day = |day| council::put_on_agenda(&secretary, issue, bodies[0].id, day);
        assert_eq!(problems(on_day(date(2025, 1, 1))), ["session_on error-session-early"]);
        assert_eq!(problems(on_day(date(2028, 4, 11))), ["session_on error-date-far"]);
        let answer = |kind, easy: &str| NewAnswer {
            kind,
            text: "共同送迎の試行を始める".to_owned(),
            easy: easy.to_owned(),
            on: Some(TODAY),
            not_names: false,
        };
        assert_eq!(
            problems(council::answer(&secretary, issue, &answer(AnswerKind::Final, " "))),
            ["easy error-required"]
        );
        council::answer(&secretary, issue, &answer(AnswerKind::Interim, "いま考えています。"))
            .unwrap();
        let view = council::issue(&secretary, issue).unwrap();
        assert_eq!(view.issue.state, IssueState::InProgress);
        assert_eq!(view.items[0].said, "三つの事業所で順番に走れないか");
        council::put_on_agenda(&secretary, issue, bodies[1].id, date(2026, 6, 1)).unwrap();
        let state = council::issue(&secretary, issue).unwrap().issue.state;
        assert_eq!(state, IssueState::InProgress, "talking again does not undo the work");
        council::answer(&secretary, issue, &answer(AnswerKind::Final, "夕方の車が走ります。"))
            .unwrap();
        let sheet = council::presentation_sheet(&secretary, issue).unwrap();
        assert_eq!((sheet.council.as_str(), sheet.similar), ("つむぎ市協議会", 2));
        assert_eq!(sheet.answers.len(), 2);

        // The person sees what came of it, in their words, from their own side.
        let back = community::need_view(&world.op(&world.oneself(haruka)), id).unwrap();
        assert_eq!(back.issue.unwrap().state, IssueState::Answered);
        let easy: Vec<&str> = back.answers.iter().map(|one| one.answer.easy.as_str()).collect();
        assert_eq!(easy.len(), 2);
        assert!(easy.contains(&"夕方の車が走ります。"));
        assert!(!back.may_report);
        let all = community::of_person(&op, haruka).unwrap();
        assert_eq!((all.needs.len(), all.answers.len()), (1, 2));
    });
}

#[test]
fn nothing_that_tells_who_it_is_leaves_the_team() {
    on_each_engine(|db| {
        let world = World::new(db);
        with_council(&world);
        let haruka = world.haruka();
        let id = need(&world, haruka, Level::Region, "水野さんは079-421-1234に電話しても使えない");
        let op = world.op(&world.manager);
        let form = community::report_form(&op, id).unwrap();
        let found: Vec<(&str, &str)> =
            form.tellings.iter().map(|(field, one)| (*field, one.text.as_str())).collect();
        assert_eq!(found, [("facts", "水野"), ("facts", "079-421-1234")]);
        assert_eq!(form.reason, GapReason::NotUsable);

        let telling = NewReport {
            wish: "ハルカは海へ行きたい".to_owned(),
            tried: "みどり相談室の青木と探した".to_owned(),
            checked: false,
            similar: -1,
            ..clean()
        };
        assert_eq!(
            problems(community::report(&op, id, &telling)),
            [
                "similar error-number",
                "wish error-names-left",
                "tried error-names-left",
                "tried error-names-left",
                "checked error-check-needed"
            ]
        );
        // The reporting office and where somebody else lives tell it as well.
        for text in ["ひだまり作業所に通う", "旭町二丁目に住む"] {
            let telling = NewReport { tried: text.to_owned(), ..clean() };
            assert_eq!(problems(community::report(&op, id, &telling)), ["tried error-names-left"]);
        }
        let home = Basics {
            family: "水野".to_owned(),
            given: "はるか".to_owned(),
            address: "つむぎ市志方町大宗0番地の16".to_owned(),
            ..Basics::default()
        };
        person::edit(&op, haruka, &home).unwrap();
        for text in ["志方町から通う", "住んでいるのは大宗です"] {
            let telling = NewReport { tried: text.to_owned(), ..clean() };
            assert_eq!(problems(community::report(&op, id, &telling)), ["tried error-names-left"]);
        }
        // The municipality is where everybody lives.
        let public = NewReport { tried: "つむぎ市と相談した".to_owned(), ..clean() };
        let report = community::report(&op, id, &public).unwrap();

        let secretary = world.op(&world.secretary);
        let named = council::send_back(&secretary, report, "田中さんに聞いてください", false);
        assert_eq!(problems(named), ["reply error-person-named", "not_names error-not-names"]);
        let reply = "近くの事業所の話を聞いてみてください";
        council::send_back(&secretary, report, reply, false).unwrap();
        let view = community::need_view(&op, id).unwrap();
        let returned = view.report.unwrap();
        assert_eq!(returned.state, ReportState::Returned);
        assert_eq!(returned.reply, "近くの事業所の話を聞いてみてください");
        assert!(view.answers.is_empty() && view.issue.is_none());
    });
}

#[test]
fn only_what_the_region_cannot_do_is_reported_and_a_no_is_respected() {
    on_each_engine(|db| {
        let world = World::new(db);
        with_council(&world);
        let haruka = world.haruka();
        let op = world.op(&world.manager);
        let team = need(&world, haruka, Level::Team, "時間が合わない");
        assert_eq!(problems(community::report(&op, team, &clean())), ["need error-not-region"]);
        let region = need(&world, haruka, Level::Region, "使える場所がない");
        forbidden(community::keep_from_report(&world.op(&world.oneself(haruka)), region, ""));
        community::keep_from_report(&op, region, "まだ話したくない").unwrap();
        conflict(community::keep_from_report(&op, region, ""));
        let kept = community::need_view(&op, region).unwrap();
        assert_eq!(kept.held, Some(Hold::AskedNotTo));
        assert_eq!(problems(community::report(&op, region, &clean())), ["need error-asked-not-to"]);
        community::undo_keep_from_report(&op, region).unwrap();
        // She asks by herself: nobody else sends it, or takes it back.
        let own = world.oneself(haruka);
        forbidden(community::ask_no_report(&op, region));
        community::ask_no_report(&world.op(&own), region).unwrap();
        conflict(community::ask_no_report(&world.op(&own), region));
        let asked = community::need_view(&op, region).unwrap();
        let by = asked.need.asked_not_to().map(|(by, at)| (by.as_str(), *at > op.now));
        assert_eq!(by, Some(("水野 はるか", true)));
        assert!(!asked.may_ask && asked.may_report);
        assert_eq!(problems(community::report(&op, region, &clean())), ["need error-asked-not-to"]);
        conflict(community::undo_keep_from_report(&op, region));
        forbidden(community::undo_ask_no_report(&op, region));
        community::undo_ask_no_report(&world.op(&own), region).unwrap();
        conflict(community::undo_ask_no_report(&world.op(&own), region));
        community::report(&op, region, &clean()).unwrap();
        conflict(community::ask_no_report(&world.op(&own), region));
        conflict(community::undo_keep_from_report(&op, region));
    });
}

#[test]
fn the_council_is_closed_to_others_and_members_see_no_report() {
    on_each_engine(|db| {
        let world = World::new(db);
        hidden(council::inbox(&world.op(&world.secretary)));
        with_council(&world);
        let haruka = world.haruka();
        let id = need(&world, haruka, Level::Region, "使える場所がない");
        let report = community::report(&world.op(&world.manager), id, &clean()).unwrap();
        let named = NameIssue {
            title: "夜の場所".to_owned(),
            text: String::new(),
            reports: vec![report],
            not_names: false,
        };
        let issue = council::name_issue(&world.op(&world.secretary), &named).unwrap();

        let member = world.op(&world.member);
        let view = council::issue(&member, issue).unwrap();
        assert!(view.reports.is_none() && view.issue.reports == 1 && !view.may_answer);
        hidden(council::inbox(&member));
        hidden(council::presentation_sheet(&member, issue));
        for actor in [&world.manager, &world.stranger, &elsewhere(&world.secretary)] {
            hidden(council::issue(&world.op(actor), issue));
            hidden(council::report(&world.op(actor), report));
        }
        for actor in [&world.stranger, &world.secretary] {
            hidden(community::need_view(&world.op(actor), id));
            hidden(community::report(&world.op(actor), id, &clean()));
        }
        hidden(council::report(&world.op(&world.secretary), nobody::<ReportId>()));
    });
}

#[test]
fn slips_of_the_secretariat_are_mended() {
    on_each_engine(|db| {
        let world = World::new(db);
        with_council(&world);
        let haruka = world.haruka();
        let op = world.op(&world.manager);
        let [one, other] = ["夜の場所がない", "朝の送りがない"].map(|text| {
            let id = need(&world, haruka, Level::Region, text);
            (id, community::report(&op, id, &clean()).unwrap())
        });
        let secretary = world.op(&world.secretary);
        let named = NameIssue {
            title: "夜の場所".to_owned(),
            text: String::new(),
            reports: vec![one.1, other.1],
            not_names: false,
        };
        let issue = council::name_issue(&secretary, &named).unwrap();

        assert_eq!(
            problems(council::rename_issue(&secretary, issue, (" ", ""), false)),
            ["title error-required"]
        );
        council::rename_issue(
            &secretary,
            issue,
            ("夜に泊まれる場所", " 短期入所が足りない "),
            false,
        )
        .unwrap();
        let found = council::issue(&secretary, issue).unwrap().issue;
        assert_eq!(
            (found.title.as_str(), found.text.as_str()),
            ("夜に泊まれる場所", "短期入所が足りない")
        );

        // Nobody is named at the council, unless a human has read that it is no name.
        let named = ("夜に泊まれる場所", "水野はるかさんの件");
        assert_eq!(
            problems(council::rename_issue(&secretary, issue, named, false)),
            ["about error-person-named", "not_names error-not-names"]
        );
        let shop = ("夜に泊まれる場所", "みどり屋さんの話");
        council::rename_issue(&secretary, issue, shop, true).unwrap();

        council::take_out(&secretary, issue, other.1).unwrap();
        conflict(council::take_out(&secretary, issue, other.1));
        let waiting = council::inbox(&secretary).unwrap().received;
        assert_eq!(waiting.iter().map(|report| report.id).collect::<Vec<_>>(), [other.1]);
        assert!(community::need_view(&op, other.0).unwrap().issue.is_none());

        let bodies = council::bodies(&secretary).unwrap();
        let item =
            council::put_on_agenda(&secretary, issue, bodies[0].id, date(2026, 5, 15)).unwrap();
        let moved = |day| council::move_item(&secretary, item, bodies[1].id, day);
        assert_eq!(problems(moved(date(2026, 3, 31))), ["item_on error-session-early"]);
        assert_eq!(moved(date(2026, 5, 16)).unwrap(), issue);
        hidden(council::move_item(&secretary, item, nobody(), date(2026, 5, 16)));
        let items = council::issue(&secretary, issue).unwrap().items;
        assert_eq!((items[0].body, items[0].session_on), (bodies[1].id, date(2026, 5, 16)));

        // Only the secretariat; and once those who wait have an answer, it is theirs.
        for actor in [&world.member, &world.manager, &elsewhere(&world.secretary)] {
            let op = world.op(actor);
            hidden(council::rename_issue(&op, issue, ("x", ""), false));
            hidden(council::take_out(&op, issue, one.1));
            hidden(council::move_item(&op, item, bodies[0].id, date(2026, 5, 16)));
        }
        let said = council::write_said(&secretary, item, "晴くんの電話は079-421-1234", false);
        assert_eq!(problems(said), ["said error-person-named", "not_names error-not-names"]);
        let answer = NewAnswer {
            kind: AnswerKind::Interim,
            text: "調べています".to_owned(),
            easy: "しらべています。".to_owned(),
            on: Some(TODAY),
            not_names: false,
        };
        let naming =
            NewAnswer { text: "水野はるかさんの件です".to_owned(), ..answer.clone() };
        assert_eq!(
            problems(council::answer(&secretary, issue, &naming)),
            ["text error-person-named", "not_names error-not-names"]
        );
        council::answer(&secretary, issue, &answer).unwrap();
        conflict(council::take_out(&secretary, issue, one.1));
    });
}

#[test]
fn the_desk_begins_with_the_oldest_month() {
    on_each_engine(|db| {
        let world = World::new(db);
        with_council(&world);
        let haruka = world.haruka();
        for (day, text) in [(date(2026, 6, 1), "六月"), (TODAY, "四月"), (date(2026, 5, 9), "五月")]
        {
            let id = need(&world, haruka, Level::Region, text);
            community::report(&world.op_on(&world.manager, day), id, &clean()).unwrap();
        }
        let inbox = council::inbox(&world.op_on(&world.secretary, date(2026, 6, 2))).unwrap();
        let months: Vec<i8> = inbox.received.iter().map(|report| report.month.month()).collect();
        assert_eq!(months, [4, 5, 6]);
    });
}
