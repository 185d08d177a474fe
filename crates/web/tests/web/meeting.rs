//! Meetings through their forms: nothing typed is lost, everything wrong is said at once, and a
//! form sent twice shows what became of it.

use tsumugi_app::meeting::{self, Invited};
use tsumugi_domain::ids::{PersonId, RequestId};
use tsumugi_domain::meeting::{Cause, Level, MeetingKind, Outcome};
use tsumugi_domain::policy::Who;
use tsumugi_testkit::fixtures::{ask, call, fixed_meeting, grandmother};
use tsumugi_testkit::{Engine, TestApp};

fn app() -> TestApp {
    TestApp::on(Engine::Sqlite).people(12).build()
}

/// The person of the demonstration whose office may ask a specialist.
fn person(app: &TestApp) -> PersonId {
    app.id_of("person", "child_support_manager")
}

#[test]
fn a_call_says_everything_that_is_wrong_at_once() {
    let app = app();
    let person = person(&app);
    let mut manager = app.sign_in("child_support_manager");
    manager.get(&format!("/people/{person}/call"));
    let long = "あ".repeat(121);
    let form = [
        ("kind", "individual"),
        ("must_decide", long.as_str()),
        ("day1_year", "2020"),
        ("day1_month", "4"),
        ("day1_day", "1"),
        ("time1", "14:00"),
        ("day2_year", "2096"),
        ("day2_month", "4"),
        ("day2_day", "1"),
        ("time2", "ひる"),
        ("time3", "15:00"),
        ("minutes", "−5"),
    ];
    let answer = manager.post(&format!("/people/{person}/meetings"), &form);
    assert_eq!(answer.status, 422);
    for id in ["f-must_decide", "f-day1", "f-day2", "f-time2", "f-day3", "f-minutes"] {
        assert!(answer.body.contains(&format!("id=\"{id}-error\"")), "{id}: {}", answer.body);
    }
    assert_eq!(answer.body.matches(&long).count(), 1, "only in the form it was typed in");
}

#[test]
fn what_is_asked_of_the_specialist_stays_in_its_own_form() {
    let app = app();
    let person = person(&app);
    let mut manager = app.sign_in("child_support_manager");
    manager.get(&format!("/people/{person}/call"));
    let form = [("ask_must_decide", "だれがつきそうか"), ("reason", "")];
    let answer = manager.post(&format!("/people/{person}/requests"), &form);
    assert_eq!(answer.status, 422);
    assert_eq!(answer.body.matches("だれがつきそうか").count(), 1);
    assert!(
        answer.body.contains("name=\"minutes\" type=\"text\" inputmode=\"numeric\" value=\"60\"")
    );
}

#[test]
fn a_request_declined_twice_shows_its_answer_and_the_way_on() {
    let app = app();
    let person = person(&app);
    let (manager, specialist) = (app.op("child_support_manager"), app.op("specialist"));
    let request: RequestId =
        meeting::request(&manager, person, &ask(&specialist, Cause::Own)).expect("a request");
    let path = format!("/requests/{request}");
    let mut browser = app.sign_in("specialist");
    let token = browser.get(&path).hidden("submit_token").expect("a token");
    let form = [("reason", "来月まで待ってほしい"), ("submit_token", token.as_str())];
    for _ in 0..2 {
        let answer = browser.post(&format!("{path}/decline"), &form);
        assert_eq!(
            (answer.status, answer.location.as_str()),
            (303, format!("{path}?done=declined").as_str())
        );
    }
    let late = browser.post(&format!("{path}/decline"), &[("reason", "もう一度")]);
    assert_eq!(late.location, format!("{path}?done=answered-before"));

    // Who asked reads the reason and holds the own meeting, which stays tied to the request.
    let mut asker = app.sign_in("child_support_manager");
    let seen = asker.get(&path).body;
    assert!(seen.contains("来月まで待ってほしい"), "{seen}");
    let call = format!("/people/{person}/call?after={request}");
    assert!(seen.contains(&call), "{seen}");
    let page = asker.get(&call);
    assert_eq!(page.hidden("after").as_deref(), Some(request.to_string().as_str()));
    let after = request.to_string();
    let form = [
        ("kind", "individual"),
        ("must_decide", "だれがつきそうか"),
        ("day1_year", "2026"),
        ("day1_month", "12"),
        ("day1_day", "4"),
        ("time1", "14:00"),
        ("minutes", "60"),
        ("after", after.as_str()),
    ];
    let made = asker.post(&format!("/people/{person}/meetings"), &form);
    assert!(made.location.starts_with("/meetings/"), "{}", made.body);
    let meeting = made.location.trim_end_matches("?done=called").to_owned();
    let seen = asker.get(&path).body;
    assert!(seen.contains(&format!("href=\"{meeting}\"")) && !seen.contains(&call), "{seen}");
}

#[test]
fn a_decision_asks_what_its_end_needs_and_nothing_is_chosen_beforehand() {
    let app = app();
    let manager = app.op("child_support_manager");
    let meeting = fixed_meeting(&manager, person(&app));
    let path = format!("/meetings/{meeting}");
    let mut browser = app.sign_in("child_support_manager");
    let page = browser.get(&format!("{path}/decisions/new")).body;
    for code in Level::ALL.iter().map(|level| level.code()) {
        assert!(page.contains(&format!("name=\"level\" value=\"{code}\" required")), "{page}");
    }
    assert!(page.contains("<option value=\"\" selected>選んでください</option>"), "{page}");
    assert!(page.contains("<option value=\"person\">本人（"), "{page}");

    // What was typed for another end says nothing about this one.
    let cannot = [
        ("text", "夕方の送迎"),
        ("outcome", "cannot_now"),
        ("owner", "person"),
        ("owner_name", "となりの人"),
        ("due_year", "むかし"),
        ("level", "team"),
        ("reason", "cost"),
    ];
    let made = browser.post(&format!("{path}/decisions"), &cannot);
    assert_eq!(made.status, 303, "{}", made.body);
    let page = browser.get(&path).body;
    assert!(!page.contains("役割が宙に浮いています"), "{page}");
    let missing = browser.post(
        &format!("{path}/decisions"),
        &[("text", "x"), ("outcome", "cannot_now"), ("level", "")],
    );
    assert!(missing.status == 422 && missing.body.contains("f-reason-error"), "{}", missing.body);
    let now = [("text", "雨の日は車にする"), ("outcome", "now"), ("owner", "person")];
    browser.post(&format!("{path}/decisions"), &now);
    let view = meeting::view(&manager, meeting).expect("the meeting");
    let last = &view.decisions.last().expect("a decision").decision;
    assert!(matches!(&last.outcome, Outcome::Now { owner_name, .. } if owner_name == "本人"));
    let page = browser.get(&format!("{path}/decisions/{}", last.id)).body;
    assert!(page.contains("<option value=\"person\" selected>"), "{page}");

    // How an answer was given is asked, never supposed.
    let ask = browser.get(&format!("{path}/answers?decision={}", last.id));
    assert!(!ask.body.contains("name=\"how\" value=\"speech\" checked"), "{}", ask.body);
    let id = last.id.to_string();
    let answer = browser.post(&format!("{path}/answers"), &[("decision", &id), ("kind", "yes")]);
    assert!(answer.status == 422 && answer.body.contains("f-how-error"), "{}", answer.body);
}

#[test]
fn closing_wants_a_reason_for_not_yet_and_a_correction_makes_a_version() {
    let app = app();
    let manager = app.op("child_support_manager");
    let meeting = fixed_meeting(&manager, person(&app));
    let path = format!("/meetings/{meeting}");
    let mut browser = app.sign_in("child_support_manager");
    let page = browser.get(&format!("{path}/close")).body;
    assert!(page.contains("出席の返事が一つもありません"), "{page}");
    // The time that is planned is told; when it really was, nobody has said yet.
    assert!(page.contains("まだ来ていません"), "{page}");
    assert!(page.contains("name=\"time\" type=\"text\" value=\"\""), "{page}");
    let empty = browser.post(&format!("{path}/close"), &[("people_state", "confirmed")]);
    insta::assert_snapshot!(empty.mistakes(), @r"
    f-day 日にち：ここに書いてください。
    f-time 始まる時刻：ここに書いてください。
    f-minutes 長さ（分）：会議の長さを、分の数字で書いてください（1から480まで。例：60）。
    f-people_text 必要な関係者が参画しているか。地域の課題につなげる人もいるか：ひとこと：ここに書いてください。
    f-needs_state 本人のニーズに添った支援になっているか：どうでしたか：「確かめた」か「まだ」を選んでください。
    f-horizons_state 短期と中長期、すぐできる支援と時間を要する支援を分けて話し合ったか：どうでしたか：「確かめた」か「まだ」を選んでください。
    f-roles_state すぐできる支援について、具体的な役割分担ができたか：どうでしたか：「確かめた」か「まだ」を選んでください。
    f-cannot_now_state 現状ではできないことを確かめ、共有できたか：どうでしたか：「確かめた」か「まだ」を選んでください。
    ");
    let view = meeting::view(&manager, meeting).expect("the meeting");
    let seat = format!("attendance_{}", view.invitations[0].invitation.id);
    let mut form = vec![(seat.as_str(), "yes"), ("people_state", "not_yet")];
    for [state, text] in [
        ["needs_state", "needs_text"],
        ["horizons_state", "horizons_text"],
        ["roles_state", "roles_text"],
        ["cannot_now_state", "cannot_now_text"],
    ] {
        form.extend([(state, "confirmed"), (text, "みんなで確かめた")]);
    }
    form.extend([("day_year", "2026"), ("day_month", "12"), ("day_day", "24")]);
    form.extend([("time", "10:00"), ("minutes", "60分")]);
    let refused = browser.post(&format!("{path}/close"), &form);
    assert!(refused.body.contains("f-people_reason-error"), "{}", refused.body);
    assert!(refused.body.contains("<option value=\"yes\" selected>出席</option>"));
    form.push(("people_reason", "no_time"));
    let ahead = browser.post(&format!("{path}/close"), &form);
    assert!(ahead.body.contains("まだ来ていない日時です"), "{}", ahead.body);
    form.retain(|(name, _)| !matches!(*name, "day_month" | "day_day"));
    form.extend([("day_month", "11"), ("day_day", "20")]);
    let closed = browser.post(&format!("{path}/close"), &form);
    assert_eq!(closed.location, format!("{path}/minutes?done=closed"), "{}", closed.body);

    let minutes = browser.get(&format!("{path}/minutes"));
    let id = minutes.hidden("minutes").expect("a version");
    let correct = format!("{path}/minutes/correct");
    let empty = browser.post(&correct, &[("minutes", &id), ("correction", " ")]);
    assert_eq!(empty.status, 422, "{}", empty.body);
    let made = browser.post(&correct, &[("minutes", &id), ("correction", "場所は食堂")]);
    assert_eq!(made.location, format!("{path}/minutes?done=corrected"), "{}", made.body);
    let minutes = browser.get(&format!("{path}/minutes"));
    assert!(minutes.body.contains("場所は食堂"), "{}", minutes.body);
    let id = minutes.hidden("minutes").expect("a version");
    browser.post(&format!("{path}/minutes/confirm"), &[("minutes", &id)]);
    let locked = browser.get(&format!("{path}/minutes")).body;
    assert!(!locked.contains(&correct) && locked.contains("#plans"), "{locked}");
}

#[test]
fn a_fixed_day_can_be_moved_and_typed_text_stays() {
    let app = app();
    let manager = app.op("child_support_manager");
    let meeting = fixed_meeting(&manager, person(&app));
    let path = format!("/meetings/{meeting}");
    let mut browser = app.sign_in("child_support_manager");
    assert!(browser.get(&path).body.contains(&format!("{path}/day")));
    let seen = browser.get(&format!("{path}/day")).hidden("seen").expect("a mark");
    let mut form = vec![("seen", seen.as_str()), ("day_year", "令和8"), ("day_month", "11")];
    form.extend([("day_day", "20"), ("time", "午後"), ("minutes", "90"), ("place", "みなもの家")]);
    let refused = browser.post(&format!("{path}/day"), &form);
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(refused.body.contains("f-time-error"), "{}", refused.body);
    assert!(refused.body.contains("value=\"午後\"") && refused.body.contains("value=\"90\""));
    form.retain(|(name, _)| *name != "time");
    form.push(("time", "午後2時"));
    let past = browser.post(&format!("{path}/day"), &form);
    assert!(past.body.contains("今日より前の日は書けません"), "{}", past.body);
    form.retain(|(name, _)| *name != "day_month");
    form.push(("day_month", "12"));
    let moved = browser.post(&format!("{path}/day"), &form);
    assert_eq!(moved.location, format!("{path}?done=day-set"), "{}", moved.body);
    let slot = meeting::view(&manager, meeting).expect("the meeting").meeting.slot().cloned();
    assert_eq!(slot.expect("a day").from, jiff::civil::date(2026, 12, 20).at(14, 0, 0, 0));
    // A form that was opened before says so, and keeps what was typed.
    let late = browser.post(&format!("{path}/day"), &form);
    assert_eq!(late.status, 409, "{}", late.body);
}

#[test]
fn what_cannot_be_used_on_the_meetings_page_stays_in_its_own_form() {
    let app = app();
    let manager = app.op("service_manager");
    let Who::Person(person) = app.op("person").actor.who else { panic!("a person") };
    let trust = grandmother(&manager, person);
    let mut new = call(MeetingKind::Individual, Cause::Own);
    new.invited.push(Invited { member: Some(trust), expected: String::new() });
    let meeting = meeting::convene(&manager, person, &new).expect("a meeting");
    let view = meeting::view(&manager, meeting).expect("the meeting");
    let of = |member| view.invitations.iter().find(|one| one.invitation.member == member);
    let [own, outside] =
        [None, Some(trust)].map(|member| of(member).expect("a seat").invitation.id.to_string());
    let (time, path) = (view.candidates[0].id.to_string(), format!("/meetings/{meeting}"));
    let long = "長".repeat(61);
    let mut said = Vec::new();
    let mut refused = |role: &str, tail: &str, fields: &[(&str, &str)], kept: &str| {
        let mut browser = app.sign_in(role);
        browser.get(&path);
        let answer = browser.post(&format!("{path}/{tail}"), fields);
        assert_eq!(answer.status, 422, "{role} {tail}: {}", answer.body);
        assert_eq!(answer.body.matches(kept).count(), 1, "{role} {tail}: {}", answer.body);
        said.push(format!("{role} {tail}: {}", answer.mistakes()));
    };
    refused("person", "replies", &[("invitation", &own), ("note", " ")], "name=\"note\"");
    let nothing = [("invitation", outside.as_str()), ("note", "")];
    let open = "<details class=\"more\" open>";
    refused("service_manager", "replies", &nothing, open);
    refused("service_manager", "facts", &nothing, open);
    let told = [("invitation", outside.as_str()), ("changed", "元気"), ("chose", &long)];
    refused("service_manager", "facts", &told, &format!("value=\"{long}\""));
    refused("service_manager", "facts", &told, "value=\"元気\"");
    refused("service_manager", "agenda", &[("text", ""), ("half", "takes_time")], open);
    refused("service_manager", "call-off", &[("reason", " ")], open);
    let said = said.join("\n").replace(&own, "OWN").replace(&outside, "OUTSIDE");
    insta::assert_snapshot!(said.replace(&time, "TIME"), @r"
    person replies: fit_TIME-OWN 令和（れいわ）8年（ねん）(2026年（ねん）)12月（がつ）3日（か）(木曜日（もくようび）) 午後（ごご）2時（じ）　60分（ぷん）　みなもの家：来（こ）られるかどうかを、えらんでください。
    service_manager replies: fit_TIME-OUTSIDE 令和8年(2026年)12月3日(木) 14:00　60分　みなもの家：来られるかどうかを選んでください。
    service_manager facts: changed-OUTSIDE 変わったこと：三つのうち、分かるものを書いてください。一つだけでもかまいません。
    service_manager facts: chose-OUTSIDE 本人がえらんだこと、いやがったこと：60文字までで書いてください。
    service_manager facts: chose-OUTSIDE 本人がえらんだこと、いやがったこと：60文字までで書いてください。
    service_manager agenda: agenda-text 話したいこと：ここに書いてください。
    service_manager call-off: f-reason とりやめる理由：ここに書いてください。
    ");
}

#[test]
fn the_sheets_name_the_person_and_come_together() {
    let app = app();
    let manager = app.op("child_support_manager");
    let meeting = fixed_meeting(&manager, person(&app));
    let view = meeting::view(&manager, meeting).expect("the meeting");
    let path = format!("/meetings/{meeting}/invitations");
    let mut browser = app.sign_in("child_support_manager");
    let all = browser.get(&path).body;
    assert_eq!(all.matches("<section class=\"paper paper-sheet").count(), view.invitations.len());
    // Whoever prints it, the person's own sheet reads as the person reads.
    let own = view.invitations.iter().find(|one| one.invitation.member.is_none());
    let own = browser.get(&format!("{path}/{}", own.expect("a seat").invitation.id)).body;
    assert!(own.contains("paper-easy") && own.contains("<rt>"), "{own}");
    assert!(own.contains(&view.head.person.name.called()), "{own}");
}

#[test]
fn a_meeting_without_a_seat_is_not_what_a_worker_does_next() {
    let app = TestApp::on(Engine::Sqlite).people(60).build();
    let of_others = "あなたの席はなし";
    let home = app.sign_in("support_worker").get("/home").body;
    let next = home.split("class=\"next").nth(1).expect("a step").split("</section>").next();
    let next = next.expect("its end");
    assert!(!next.contains("会議のページを開く"), "{next}");
    assert!(home.contains(of_others), "{home}");
    // Who called it is led there.
    let leader = app.sign_in("service_manager").get("/home").body;
    assert!(leader.contains("会議のページを開く"), "{leader}");
    assert!(!leader.contains(of_others), "{leader}");
}
