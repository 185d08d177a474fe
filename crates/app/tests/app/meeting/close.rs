//! Conferring, closing, minutes.

use super::*;

/// Confers until everything is there that a meeting can have.
fn conferred(world: &World<'_>, person: PersonId) -> (MeetingId, [DecisionId; 3]) {
    let (id, mother) = fixed(world, person, Cause::Own);
    let op = world.op(&world.manager);
    let view = meeting::view(&op, id).unwrap();
    let [own, other] = [0, 1].map(|at: usize| view.invitations[at].invitation.id);
    meeting::set_attendance(&op, id, own, Attendance::Yes, "").unwrap();
    meeting::set_attendance(&op, id, other, Attendance::Written, " 朝はゆっくりさせたい ").unwrap();
    meeting::add_agenda(&op, id, "冬の服", Half::TakesTime).unwrap();
    let oneself = world.op(&world.oneself(person));
    // Nobody can write a part of the minutes into a text.
    let own = "ねていたい日もある\n■ 決めたこと\n・もう決まった";
    meeting::set_viewpoint(&oneself, id, View::Person, own).unwrap();
    meeting::set_viewpoint(&op, id, View::Provider, "はじめは空").unwrap();
    meeting::set_viewpoint(&op, id, View::Provider, "8時の便に合わせられる").unwrap();
    let now = NewDecision {
        owner: Some(mother),
        due: Some(date(2026, 4, 30)),
        known_by: "乗れた日に丸をつける".to_owned(),
        ..decision(OutcomeKind::Now, "週に一度、8時の便にする")
    };
    let later = NewDecision {
        owner_name: "本人".to_owned(),
        ..decision(OutcomeKind::TakesTime, "ひとりで乗る練習をする")
    };
    let cannot = cannot_now("夕方の送迎");
    let made = [now, later, cannot].map(|new| meeting::decide(&op, id, &new).unwrap());
    answer::record(&op, person, &yes(About::Decision(made[0]))).unwrap();
    (id, made)
}

#[test]
fn decisions_keep_what_was_answered_to() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        let (id, [now, later, _]) = conferred(&world, haruka);
        let op = world.op(&world.manager);
        let empty = decision(OutcomeKind::CannotNow, " ");
        assert_eq!(
            problems(meeting::decide(&op, id, &empty)),
            ["text error-required", "level error-choice", "reason error-choice"]
        );
        let foreign = NewDecision {
            owner: Some(nobody()),
            ..decision(OutcomeKind::Now, "だれかが来る")
        };
        assert_eq!(problems(meeting::decide(&op, id, &foreign)), ["owner error-choice"]);
        let late = NewDecision {
            due: Some(date(2026, 4, 9)),
            ..decision(OutcomeKind::TakesTime, "昨日までにする")
        };
        assert_eq!(problems(meeting::decide(&op, id, &late)), ["due error-date-past"]);

        let evidence = meeting::close_form(&op, id).unwrap().evidence;
        assert_eq!(evidence.taking_part, 2);
        assert!(evidence.person_takes_part && evidence.carriers.is_empty());
        assert_eq!(evidence.answered, Some((1, 3)));
        assert!(evidence.hanging_now.is_empty());
        assert_eq!(evidence.hanging_later, [later]);
        assert_eq!(evidence.cannot_now, (1, 1));
        assert_eq!((evidence.kinds, evidence.refused), ([1, 1, 1], 0));
        forbidden(meeting::close_form(&world.op(&world.specialist), id));

        // Who and when may be mended; the sentence the person said yes to stays.
        conflict(meeting::change_decision(&op, id, now, &decision(OutcomeKind::Now, "毎日")));
        conflict(meeting::remove_decision(&op, id, now));
        let mended = NewDecision {
            owner_name: "送迎のボランティア".to_owned(),
            ..decision(OutcomeKind::Now, "週に一度、8時の便にする")
        };
        meeting::change_decision(&op, id, now, &mended).unwrap();
        hidden(meeting::change_decision(&op, id, nobody(), &mended));
        meeting::remove_decision(&op, id, later).unwrap();
        hidden(meeting::remove_decision(&op, id, later));
        let view = meeting::view(&op, id).unwrap();
        let left: Vec<DecisionId> = view.decisions.iter().map(|line| line.decision.id).collect();
        assert_eq!(left.len(), 2);
        let added = meeting::decide(&op, id, &decision(OutcomeKind::Now, "あとから")).unwrap();
        let view = meeting::view(&op, id).unwrap();
        assert_eq!(view.decisions.last().unwrap().decision.id, added);

        // The person's viewpoint is theirs; the others are not.
        let oneself = world.op(&world.oneself(haruka));
        forbidden(meeting::set_viewpoint(&oneself, id, View::Provider, "わたし"));
        forbidden(meeting::decide(&oneself, id, &decision(OutcomeKind::Now, "わたし")));
        let seen = meeting::view(&oneself, id).unwrap();
        assert!(seen.may_write_own_view && !seen.may_confer && !seen.may_lead);
        meeting::set_viewpoint(&oneself, id, View::Person, " ").unwrap();
        let left = meeting::view(&oneself, id).unwrap().viewpoints;
        assert!(left.iter().all(|one| one.view != View::Person), "nothing stands there any more");
        meeting::set_viewpoint(&oneself, id, View::Person, "").unwrap();
        for actor in [&world.stranger, &world.secretary, &elsewhere(&world.manager)] {
            let op = world.op(actor);
            hidden(meeting::view(&op, id));
            hidden(meeting::decide(&op, id, &decision(OutcomeKind::Now, "よそから")));
            hidden(meeting::close(&op, id, &closing(), &[], Some(&held())));
            hidden(meeting::set_viewpoint(&op, id, View::Person, "よそから"));
        }
        hidden(meeting::view(&op, nobody()));
    });
}

#[test]
fn closing_makes_tasks_needs_and_minutes() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        plan_with_goal(&world, haruka);
        let (id, [now, later, cannot]) = conferred(&world, haruka);
        let op = world.op(&world.manager);
        let mut half = closing();
        half.0[0] = PointState::Empty;
        half.0[4] = PointState::Confirmed(" ".to_owned());
        assert_eq!(
            problems(meeting::close(&op, id, &half, &[], Some(&held()))),
            ["people error-required", "cannot_now error-required"]
        );
        forbidden(meeting::close(&world.op(&world.specialist), id, &closing(), &[], Some(&held())));
        let unfixed =
            meeting::convene(&op, haruka, &call(MeetingKind::Individual, Cause::Own)).unwrap();
        assert_eq!(
            problems(meeting::close(&op, unfixed, &closing(), &[], None)),
            ["day error-meeting-no-day"]
        );
        assert!(meeting::close_form(&op, id).unwrap().ahead, "when it was, is asked");
        let ahead = || problems(meeting::close(&op, id, &closing(), &[], None));
        assert_eq!(ahead(), ["day error-held-ahead"], "it is fixed for a day to come");
        let long = Slot { minutes: 0, ..held() };
        assert_eq!(
            problems(meeting::close(&op, id, &closing(), &[], Some(&long))),
            ["minutes error-minutes"]
        );
        meeting::close(&op, id, &closing(), &[], Some(&held())).unwrap();
        conflict(meeting::close(&op, id, &closing(), &[], Some(&held())));
        conflict(meeting::decide(&op, id, &decision(OutcomeKind::Now, "あとから")));
        conflict(meeting::set_viewpoint(&op, id, View::Person, "あとから"));
        conflict(meeting::call_off(&op, id, "あとから"));

        let view = meeting::view(&op, id).unwrap();
        assert!(matches!(view.meeting.state, MeetingState::Closed { .. }));
        assert_eq!(meeting::close_form(&op, id).unwrap().closing, closing());
        let line =
            |id: DecisionId| view.decisions.iter().find(|line| line.decision.id == id).unwrap();
        let task = line(now).task.as_ref().unwrap();
        assert_eq!((task.owner_name.as_str(), task.due), ("水野 由美", Some(date(2026, 4, 30))));
        assert!(!task.hangs_in_the_air());
        assert!(line(later).task.as_ref().unwrap().hangs_in_the_air());
        let need = line(cannot).need.as_ref().unwrap();
        assert_eq!((need.level, &need.state), (Level::Region, &NeedState::Open));
        assert!(line(cannot).task.is_none() && line(now).need.is_none());

        minutes(&world, haruka, id);
        tasks_end(&world, haruka, id, now);
        next_agenda(&world, haruka);
    });
}

fn minutes(world: &World<'_>, haruka: PersonId, id: MeetingId) {
    let op = world.op(&world.manager);
    let view = meeting::view(&op, id).unwrap();
    let [minutes] = &view.minutes[..] else { panic!("one version") };
    let voices = minutes.voices.as_deref().unwrap();
    assert_eq!(minutes.hash, text_hash(&format!("{}{voices}", minutes.text)));
    assert_eq!(told(&op), ["ask_decisions", "confirm", "revise_from_meeting", "report"]);
    // One text on both engines.
    insta::allow_duplicates! {
    insta::assert_snapshot!(minutes.text, @r"
    個別支援会議 議事録

    ■ 会議
    本人：水野 はるか さん
    日時：令和8年4月10日（金） 午前10時から午前11時30分まで
    場所：ひだまり作業所
    発案：田村 光一
    招集：田村 光一（ひだまり作業所）
    決めること：朝の支度をどう変えるか

    ■ 出席
    ・水野 はるか：出席
    ・水野 由美：書面で意見
      意見：朝はゆっくりさせたい

    ■ 話し合うこと
    ・朝の支度をどう変えるか（この会議で決めること）
    ・ひとりでバスに乗る（個別支援計画の短期目標）
    ・冬の服（田村 光一から）

    ■ 三つの視点
    本人：ねていたい日もある ■ 決めたこと ・もう決まった（記入 水野 はるか）
    サービス担当者：8時の便に合わせられる（記入 田村 光一）
    相談支援専門員：（まだ書かれていません）

    ■ 決めたこと
    ［すぐできる支援］
    ・週に一度、8時の便にする
      だれが：水野 由美
      いつまでに：令和8年4月30日
      何でわかるか：乗れた日に丸をつける
    ［時間を要する支援］
    ・ひとりで乗る練習をする
      だれが：本人
      はじめの一歩：まだ決まっていません
      その日：まだ決まっていません
    ［今はできないこと］
    ・夕方の送迎
      どこまで：地域ではできない
      理由：移動、交通
      それまでどうするか：お母さんが迎えに行く
      共有した相手：相談支援専門員

    ■ 五つの確認
    1 必要な関係者がいるか
      確認した：はるかさん、お母さん、相談支援専門員がいた
    2 本人のニーズに添った支援か
      確認した：バスに乗りたいという言葉から始めた
    3 短期と中長期、すぐできる支援と時間を要する支援を分けて話したか
      確認した：分けて話した
    4 具体的な役割分担ができたか
      まだ：調べてから
      ひとこと：送迎の人を探してから
    5 今はできないことを確かめ、共有したか
      確認した：夕方の送迎は地域にないことを確かめた

    ■ 残ったこと
    ・はじめの一歩、その日が決まっていない：ひとりで乗る練習をする
    ・五つの確認の4：まだ（調べてから）
    ");
    insta::assert_snapshot!(voices, @r"

    ■ 本人の言葉
    「7時40分のバスに乗りたい」（令和8年4月10日）

    ■ 決めたことへの答え
    ・週に一度、8時の便にする
      本人の答え：はい（ことば）「うん」
    ・ひとりで乗る練習をする
      本人の答え：まだ聞いていません
      残ったこと：本人に聞く
    ・夕方の送迎
      本人の答え：まだ聞いていません
      残ったこと：本人に聞く
    ");
    }
    forbidden(meeting::confirm_minutes(&world.op(&world.specialist), id, minutes.id));
    hidden(meeting::confirm_minutes(&op, id, nobody()));
    let corrected = correct(world, id, minutes);
    conflict(meeting::confirm_minutes(&op, id, minutes.id));
    meeting::confirm_minutes(&op, id, corrected.id).unwrap();
    conflict(meeting::confirm_minutes(&op, id, corrected.id));
    conflict(meeting::correct_minutes(&op, id, corrected.id, "あとから"));
    let locked = meeting::view(&op, id).unwrap().minutes;
    assert_eq!(locked[0], *minutes, "the first version stays as it was");
    let last = locked.last().unwrap();
    assert_eq!(last.text, corrected.text);
    assert_eq!(last.locked.as_ref().unwrap().0, "田村 光一");
    assert_eq!(told(&op), ["ask_decisions", "revise_from_meeting", "report"]);

    // From the meeting to the plan version that came from it.
    let plan = view.plans[0].plan;
    assert_eq!(view.plans[0].version, None);
    plan::revise(&op, plan, Some(id), "").unwrap();
    assert_eq!(meeting::view(&op, id).unwrap().plans[0].version, Some(2));
    assert_eq!(told(&op), ["ask_decisions", "agree", "report"]);
    let steps = home::worker_home(&op).unwrap().steps;
    assert_eq!(steps[1].0.id, haruka);
    assert_eq!(steps[1].1.about, Target::Plan(plan, PlanKind::Individual));
}

/// What the home says was begun and waits, as codes.
fn told(op: &tsumugi_app::Op<'_>) -> Vec<&'static str> {
    let steps = home::worker_home(op).unwrap().steps;
    steps.iter().map(|(_, step)| step.kind.code()).collect()
}

/// Minutes that nobody has confirmed get a correction below their text.
fn correct(world: &World<'_>, id: MeetingId, minutes: &Minutes) -> Minutes {
    let op = world.op(&world.manager);
    let correct =
        |read, text: &str| meeting::correct_minutes(&world.op(&world.manager), id, read, text);
    assert_eq!(problems(correct(minutes.id, " ")), ["correction error-required"]);
    assert_eq!(problems(correct(minutes.id, &"あ".repeat(501))), ["correction error-too-long"]);
    hidden(correct(nobody(), "ちがう"));
    forbidden(meeting::correct_minutes(&world.op(&world.specialist), id, minutes.id, "ちがう"));
    correct(minutes.id, "便は8時\n■ 10分").unwrap();
    conflict(correct(minutes.id, "古い版を見て書いた"));
    let second = meeting::view(&op, id).unwrap().minutes.last().unwrap().clone();
    let waiting = told(&op).into_iter().filter(|step| *step == "confirm").count();
    assert_eq!(waiting, 1, "the older version waits no longer");
    correct(second.id, "お母さんは電話で出た").unwrap();
    let versions = meeting::minutes_view(&op, id).unwrap().versions;
    let third = versions.last().unwrap().clone();
    assert_eq!((versions.len(), third.number), (3, 3));
    assert_eq!(third.voices, minutes.voices, "a correction loses nothing of what was said");
    assert_ne!(third.hash, minutes.hash);
    let below = third.text.strip_prefix(minutes.text.as_str()).unwrap();
    assert_eq!(
        below,
        "\n■ 訂正\n・便は8時 ■ 10分（記入 田村 光一、令和8年4月10日）\n\
         ・お母さんは電話で出た（記入 田村 光一、令和8年4月10日）\n"
    );
    third
}

#[test]
fn closing_asks_who_was_there() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = haruka(&world);
        let seat = NewMember {
            worker: None,
            role: TeamRole::ServiceManager,
            name: world.manager.name.clone(),
            org: Some(world.office),
            org_name: String::new(),
            from: None,
        };
        let op = world.op(&world.manager);
        let manager = team::add(&op, haruka, &seat).unwrap();
        let (id, mother) = fixed(&world, haruka, Cause::Own);
        let new = Invited { member: Some(manager), expected: String::new() };
        meeting::invite(&op, id, &new).unwrap();
        let form = meeting::close_form(&op, id).unwrap();
        assert!(form.evidence.nobody_answered);
        let of = |member| {
            let seat = form.invitations.iter().find(|one| one.invitation.member == member).unwrap();
            (seat.invitation.id, seat.invitation.attendance)
        };
        assert_eq!(of(Some(manager)).1, Attendance::Yes, "who convenes is there");
        assert_eq!(of(None).1, Attendance::Unanswered);
        let strange = [(nobody(), Attendance::Yes)];
        hidden(meeting::close(&op, id, &closing(), &strange, Some(&held())));
        let attended = [(of(None).0, Attendance::Yes), (of(Some(mother)).0, Attendance::No)];
        meeting::close(&op, id, &closing(), &attended, Some(&held())).unwrap();
        let view = meeting::view(&op, id).unwrap();
        let made = &view.minutes[0];
        assert!(made.voices.as_deref().unwrap().contains("7時40分のバスに乗りたい"));
        for given in consent::page(&op, haruka).unwrap().consents {
            consent::withdraw(&op, haruka, given.consent.id).unwrap();
        }
        share(&world, haruka, &[DataClass::Meeting]);
        let without_voice = meeting::minutes_view(&world.op(&world.specialist), id).unwrap();
        let [read] = &without_voice.versions[..] else { panic!("one version") };
        assert_eq!((&read.text, &read.voices), (&made.text, &None), "what was said is not shown");
        assert!(!made.text.contains("7時40分") && !made.text.contains("答え"), "{}", made.text);
        let text = &made.text;
        for line in
            ["・水野 はるか：出席", "・水野 由美：欠席", "・田村 光一（ひだまり作業所）：出席"]
        {
            assert!(text.contains(line), "{line}: {text}");
        }
        assert!(view.invitations.iter().all(|seat| seat.invitation.attendance
            == match seat.invitation.member {
                Some(member) if member == mother => Attendance::No,
                _ => Attendance::Yes,
            }));
    });
}

fn tasks_end(world: &World<'_>, haruka: PersonId, id: MeetingId, now: DecisionId) {
    let op = world.op(&world.manager);
    let own = home::person_home(&world.op(&world.oneself(haruka))).unwrap();
    let texts = |tasks: &[tsumugi_domain::task::Task]| {
        tasks.iter().map(|task| task.what.clone()).collect::<Vec<_>>()
    };
    assert_eq!(texts(&own[0].my_tasks), ["ひとりで乗る練習をする"]);
    assert_eq!(texts(&own[0].others_tasks), ["週に一度、8時の便にする"]);
    let hanging = home::worker_home(&op).unwrap().hanging;
    assert_eq!(hanging.len(), 1);
    assert_eq!(hanging[0].task.what, "ひとりで乗る練習をする");

    settle(world, hanging[0].task.id);
    let view = meeting::view(&op, id).unwrap();
    let line = view.decisions.iter().find(|line| line.decision.id == now).unwrap();
    let done = line.task.as_ref().unwrap().id;
    let late = Assign { due: Some(date(2026, 5, 1)), ..Assign::default() };
    task::assign(&op, done, &late).unwrap();
    let left = meeting::view(&op, id).unwrap();
    let line = left.decisions.iter().find(|line| line.decision.id == now).unwrap();
    assert_eq!(line.task.as_ref().unwrap().due, Some(date(2026, 4, 30)), "what was decided stays");
    assert_eq!(problems(task::finish(&op, done, false, " ")), ["note error-required"]);
    hidden(task::finish(&world.op(&world.stranger), done, true, ""));
    hidden(task::finish(&op, nobody(), true, ""));
    let before = revision(world, id);
    task::finish(&op, done, true, "三回のれた").unwrap();
    conflict(task::finish(&op, done, false, "やっぱり"));
    let after = meeting::view(&op, id).unwrap();
    assert!(revision(world, id) > before);
    let line = after.decisions.into_iter().find(|line| line.decision.id == now).unwrap();
    assert!(matches!(line.task.unwrap().state, TaskState::Done { note, by, .. }
            if note == "三回のれた" && by == world.manager.name));
    reopened(world, haruka, done);
}

/// Whoever reads the home learns what somebody else said; the person says it of their own tasks.
fn reopened(world: &World<'_>, haruka: PersonId, done: TaskId) {
    let (op, specialist) = (world.op(&world.manager), world.op(&world.specialist));
    let ended = |op: &Op<'_>| {
        let ended = home::worker_home(op).unwrap().ended;
        ended.into_iter().map(|one| one.task.what).collect::<Vec<_>>()
    };
    assert!(ended(&op).is_empty(), "who said it knows");
    assert_eq!(ended(&specialist), ["週に一度、8時の便にする"]);
    let month_later = world.op_on(&world.manager, date(2026, 5, 11));
    conflict(task::reopen(&month_later, done));
    hidden(task::reopen(&world.op(&world.stranger), done));
    assert_eq!(task::reopen(&op, done).unwrap(), haruka);
    conflict(task::reopen(&op, done));
    assert!(ended(&specialist).is_empty());
    task::finish(&op, done, true, "三回のれた").unwrap();

    let oneself = world.op(&world.oneself(haruka));
    let own = || home::person_home(&oneself).unwrap().remove(0).my_tasks;
    let mine = own()[0].id;
    hidden(task::finish(&oneself, done, true, ""));
    hidden(task::reopen(&oneself, done));
    // Nobody asks the person for a reason.
    task::finish(&oneself, mine, false, "").unwrap();
    assert!(matches!(&own()[0].state, TaskState::NotPossible { .. }));
    assert_eq!(ended(&op), ["ひとりで乗る練習をする"]);
    task::reopen(&oneself, mine).unwrap();
}

/// What the meeting left open about a task is settled after it, and only that.
fn settle(world: &World<'_>, open: TaskId) {
    let op = world.op(&world.manager);
    let with_name = |name: &str| Assign { owner_name: name.to_owned(), ..Assign::default() };
    // It is the person's own by name; its day and its first step were left open.
    assert_eq!(problems(task::assign(&op, open, &Assign::default())), ["due error-required"]);
    conflict(task::assign(&op, open, &with_name("田中さん")));
    let past = Assign { due: Some(date(2026, 4, 9)), ..Assign::default() };
    assert_eq!(problems(task::assign(&op, open, &past)), ["due error-date-past"]);
    for actor in [&world.stranger, &world.secretary, &elsewhere(&world.manager)] {
        hidden(task::assign(&world.op(actor), open, &past));
    }
    let step = Assign {
        due: Some(date(2026, 5, 20)),
        known_by: " 駅まで歩く ".to_owned(),
        ..Assign::default()
    };
    task::assign(&op, open, &step).unwrap();
    assert!(home::worker_home(&op).unwrap().hanging.is_empty());
}

/// What was left over comes back on the next agenda, and only that.
fn next_agenda(world: &World<'_>, haruka: PersonId) {
    let op = world.op(&world.manager);
    let next = meeting::convene(&op, haruka, &call(MeetingKind::Individual, Cause::Own)).unwrap();
    let view = meeting::view(&op, next).unwrap();
    let left: Vec<(&str, &str)> =
        view.agenda[2..].iter().map(|item| (item.text.as_str(), item.source.as_str())).collect();
    assert_eq!(
        left,
        [
            ("ひとりで乗る練習をする", "前回の会議で決めたこと"),
            ("夕方の送迎", "前回、今はできないとしたこと"),
        ]
    );
}
