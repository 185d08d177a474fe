//! What people do, so that every statement of the product runs.

use jiff::SignedDuration;
use jiff::civil::date;
use tsumugi_app::accounts::{self, Sight};
use tsumugi_app::address;
use tsumugi_app::auth::{self, Gate};
use tsumugi_app::consent::{self, NewConsent, NewReply};
use tsumugi_app::meeting::{self, Convene, Invited, SeatReply};
use tsumugi_app::monitoring;
use tsumugi_app::notice::{self, RaiseConcern};
use tsumugi_app::person::{self, NewVoice, merge};
use tsumugi_app::plan;
use tsumugi_app::staff::{self, NewOrg, NewWorker, WorkerName};
use tsumugi_app::task::{self, Assign};
use tsumugi_app::team::{self, NewGuardian, NewMember};
use tsumugi_app::{AppError, Op, answer, community, council, job};
use tsumugi_domain::consent::{DataClass, Giver};
use tsumugi_domain::ids::{JobId, MonitoringId, OrgId, PersonId, TypedId, UnmetNeedId};
use tsumugi_domain::list::{Meetings, Needs, Order, Tasks};
use tsumugi_domain::meeting::{Cause, Fit, MeetingKind, Slot, View};
use tsumugi_domain::person::merge::Chosen;
use tsumugi_domain::person::{Expression, Speaker};
use tsumugi_domain::plan::{About, AnswerKind, Answerer, PlanKind};
use tsumugi_domain::staff::{OrgKind, Role};
use tsumugi_domain::team::{GuardianKind, TeamRole};
use tsumugi_testkit::fixtures::{
    ask, call, decision, fixed_meeting, goal, grandmother, role_in_the_air,
};
use tsumugi_testkit::{Browser, TestApp};

/// Opens every page worth seeing as the one who may see it.
pub(crate) fn visit_every_page(app: &TestApp) {
    let mut roles: Vec<_> = app.region.accounts.iter().map(|account| account.role).collect();
    roles.dedup();
    for role in roles {
        let mut browser = app.sign_in(role);
        for (route, _, path) in app.region.pages.iter().filter(|(_, whose, _)| whose == role) {
            let answer = browser.get(path);
            assert_eq!(answer.status, 200, "{route} {path} as {role}");
        }
    }
}

/// The rest of life.
pub(crate) fn live(app: &TestApp) {
    accounts(app);
    roster(app);
    two_records_of_one(app);
    person_and_team(app);
    a_way_in_and_a_hidden_place(app);
    words_are_heard(app);
    words_and_plan(app);
    a_meeting_that_does_not_happen(app);
    decisions(app);
    a_role_in_the_air(app);
    a_guest(app);
    a_meeting_that_is_over(app);
    a_need_that_was_kept(app);
    lists(app);
    slips_of_the_council(app);
    crate::slips::slips(app);
    time_goes_by(app);
}

/// The authenticator's code at an instant.
pub(crate) fn code(secret: &str, at: jiff::Timestamp) -> String {
    let secret = data_encoding::BASE32_NOPAD.decode(secret.as_bytes()).expect("base32");
    let totp = totp_rs::Builder::new().with_secret(secret).build_noncompliant();
    totp.generate(u64::try_from(at.as_second()).expect("after 1970")).to_string()
}

/// The secret that a set-up page shows: thirty-two letters of base32.
pub(crate) fn secret_of(page: &str) -> String {
    let plain: String = page.replace(['\n', ' '], "");
    let mut words = plain.split(|c: char| !(c.is_ascii_uppercase() || ('2'..='7').contains(&c)));
    words.find(|word| word.len() == 32).expect("a secret on the page").to_owned()
}

/// A new office with a worker who sets up an account, signs out, and signs in by two factors.
fn accounts(app: &TestApp) {
    let admin = app.op("system_admin");
    let new = NewOrg {
        name: "生活介護 ゆきわりの丘".to_owned(),
        kind: OrgKind::Office,
        phone: String::new(),
        services: String::new(),
        same_name: false,
    };
    let org = staff::add_org(&admin, &new).expect("an office");
    let worker = |name: &str| NewWorker {
        name: name.to_owned(),
        kana: String::new(),
        role: Role::OfficeAdmin,
        from: admin.today(),
        same_name: false,
    };
    let (_, _, link) = staff::add_worker(&admin, org, &worker("春日 望")).expect("a worker");
    let mut browser = app.stranger();
    let path = format!("/set-up/{}", link.0);
    let secret = secret_of(&browser.get(&path).body);
    let password = "ゆきのしたの ふきのとうと つくし";
    let now = app.state.gate().now;
    let right = code(&secret, now);
    let short = [("login", "nozomi"), ("password", "つくし"), ("code", right.as_str())];
    let refused = browser.post(&path, &short);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("いまは3文字なので、あと12文字です"), "{}", refused.body);
    assert_eq!(secret_of(&refused.body), secret, "the authenticator stays as it is");
    let form = [("login", "nozomi"), ("password", password), ("code", right.as_str())];
    leads_on(&browser.post(&path, &form), "/");
    browser.get("/home");
    leads_on(&browser.post("/display", &[("layer", "easy"), ("return_to", "/home")]), "/home");
    leads_on(&browser.post("/sign-out", &[]), "/sign-in");
    sign_in(&mut browser, password, &code(&secret, now + SignedDuration::from_secs(30)));

    browser.get("/account");
    leads_on(&browser.post("/account/sessions/end-others", &[]), "/account?done=");
    let nowhere = "/account/sessions/00000000-0000-7000-8000-000000000000/end";
    assert_eq!(browser.post(nowhere, &[]).status, 404);

    let mut guessing = app.stranger();
    guessing.get("/sign-in");
    guessing.post("/sign-in", &[("login", "nozomi"), ("password", password)]);
    guessing.get("/sign-in/code");
    for status in [422, 422, 422, 422, 429] {
        assert_eq!(guessing.post("/sign-in/code", &[("code", "000000")]).status, status);
    }

    let (_, workers) = staff::workers(&admin, org).expect("workers");
    let employment = workers[0].employment.id;
    staff::new_link(&admin, org, employment).expect("a link");
    staff::add_worker(&admin, org, &worker("東 勝")).expect("another worker");
    corrected(&admin, org, new);
    staff::end_post(&admin, org, employment, admin.today()).expect("the post ends");
    staff::undo_end(&admin, org, employment).expect("a slip");
    staff::end_post(&admin, org, employment, admin.today()).expect("the post ends");
}

/// What was typed wrong about an organisation and its workers.
fn corrected(admin: &Op<'_>, org: OrgId, typed: NewOrg) {
    let right = NewOrg { name: "生活介護 ゆきわり".to_owned(), ..typed };
    staff::edit_org(admin, org, &right).expect("a corrected office");
    let (_, workers) = staff::workers(admin, org).expect("workers");
    let name = WorkerName {
        name: "春日 希".to_owned(),
        kana: "かすが のぞみ".to_owned(),
        same_name: false,
    };
    let post = workers[0].employment.id;
    staff::edit_worker(admin, org, post, &name).expect("a corrected name");
}

fn sign_in(browser: &mut Browser<'_>, password: &str, code: &str) {
    browser.get("/sign-in");
    let wrong = browser.post("/sign-in", &[("login", "nozomi"), ("password", "ちがう")]);
    assert_eq!(wrong.status, 422);
    let right = browser.post("/sign-in", &[("login", "nozomi"), ("password", password)]);
    leads_on(&right, "/sign-in/code");
    browser.get("/sign-in/code");
    leads_on(&browser.post("/sign-in/code", &[("code", code), ("return", "/staff")]), "/staff");
    assert_eq!(browser.get("/staff").status, 200);
}

fn leads_on(answer: &tsumugi_testkit::Answer, to: &str) {
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert!(answer.location.starts_with(to), "{}", answer.location);
}

/// A roster is looked at, taken over, and looked at again.
fn roster(app: &TestApp) {
    let mut manager = app.sign_in("service_manager");
    let roster = |office: &str| {
        format!(
            "\u{feff}氏名,ふりがな,生年月日,受給者証番号,相談支援事業所,相談支援専門員\r\n\
             青木 進,あおき すすむ,昭和64年1月7日,2810100194,{office},瀬尾 文香\r\n"
        )
    };
    let named = roster("いとぐち");
    let file = named.as_bytes();
    manager.get("/import");
    let sent = manager.upload("/import/preview", &[], ("roster.csv", file));
    leads_on(&sent, "/import/preview?file=");
    let seen = manager.get(&sent.location);
    assert_eq!(seen.status, 200, "{}", seen.body);
    let token = seen.hidden("token").expect("the file waits");
    for part in ["あおき すすむ", "昭和64年1月7日（1989年）", "2810100194"] {
        assert!(seen.body.contains(part), "{part} is not on the dry run");
    }
    let done = manager.post("/import/apply", &[("token", &token)]);
    leads_on(&done, "/import/done?file=");
    assert_eq!(manager.get(&done.location).status, 200);
    // Going back and sending the form once more lead to the same result, for its sender alone.
    assert_eq!(manager.get(&sent.location).location, done.location);
    manager.get("/import");
    assert_eq!(manager.post("/import/apply", &[("token", &token)]).location, done.location);
    let other = app.sign_in("child_support_manager").get(&done.location);
    assert!(other.status == 200 && !other.body.contains("<dd>1人</dd>"), "{}", other.body);
    manager.get("/import");
    let again = manager.upload("/import/preview", &[], ("roster.csv", file));
    let again = manager.get(&again.location);
    assert_eq!(again.status, 200, "{}", again.body);
    manager.get("/import");
    // With its whole name the office of the specialist is found, and the seat is theirs.
    manager.get("/import");
    let whole = roster("相談支援センター いとぐち");
    let sent = manager.upload("/import/preview", &[], ("roster.csv", whole.as_bytes()));
    let token = manager.get(&sent.location).hidden("token").expect("the file waits");
    leads_on(&manager.post("/import/apply", &[("token", &token)]), "/import/done?file=");
    manager.get("/import");
    let text = "x".repeat(500);
    let fake = manager.upload("/import/preview", &[], ("roster.xlsx", text.as_bytes()));
    assert_eq!(fake.status, 422);
    assert!(!fake.body.contains(&"x".repeat(41)), "a cell is quoted whole");
}

/// Whom the roster brought is there by hand too: the records become one, and two again.
fn two_records_of_one(app: &TestApp) {
    let manager = app.op("service_manager");
    let found = person::list(&manager, person::Asked::named("青木"), 1).expect("a list").people;
    let susumu = found.iter().find(|one| one.name.full() == "青木 進").expect("the roster's").id;
    let office = manager.post(|_| true).expect("a post").org;
    let basics = person::Basics {
        family: "青木".to_owned(),
        given: "進".to_owned(),
        phone: "078-000-0000".to_owned(),
        address: "つむぎ市1".to_owned(),
        disability: "脳性麻痺".to_owned(),
        same_name: true,
        ..person::Basics::default()
    };
    let by_hand = person::register(&manager, office, &basics).expect("by hand");
    address::conceal(&manager, by_hand, "兄が さがしている").expect("concealed");
    // She may see the plan of one record only: it ends, so that nothing of the other one opens.
    let relative = grandmother(&manager, by_hand);
    let agreed = Sight { sees: true, agreed_by: "本人".to_owned() };
    accounts::invite_family(&manager, by_hand, relative, &agreed).expect("a link");
    for person in [susumu, by_hand] {
        accounts::invite_person(&manager, person).expect("an account");
        plan::start(&manager, person, PlanKind::Individual).expect("a plan");
    }
    assert_eq!(merge::doubles(&manager).expect("doubles").len(), 2, "and those of the region");
    assert_eq!(person::edit_form(&manager, susumu).expect("the form").alike, 1);
    let choose = merge::choose(&manager, susumu, "青木").expect("a choice");
    assert_eq!(choose.alike.iter().map(|one| one.id).collect::<Vec<_>>(), [by_hand]);
    let preview = merge::preview(&manager, susumu, by_hand).expect("a preview");
    assert_eq!((preview.plans.len(), preview.must_ask()), (1, false));
    assert!(preview.family.iter().any(|(change, _)| change.ends), "her sight ends");
    let joined = merge::join(&manager, susumu, by_hand, &Chosen::new()).expect("one");
    assert_eq!(merge::leads_to(&manager, by_hand).expect("an answer"), Some(susumu));
    assert!(address::page(&manager, susumu).expect("a page").concealed.is_some());
    let back = merge::undo_page(&manager, susumu, joined).expect("a page");
    assert_eq!(back.goes["plan"], 1);
    merge::undo(&manager, susumu, joined).expect("two again");
    assert!(address::page(&manager, susumu).expect("a page").concealed.is_none());
    assert!(address::page(&manager, by_hand).expect("a page").concealed.is_some());
}

/// Searching, basics, the team, consent given and taken back.
fn person_and_team(app: &TestApp) {
    let manager = app.op("service_manager");
    assert!(person::list(&manager, person::Asked::named("あおき"), 1).expect("a list").count > 0);
    let haruka: PersonId = app.id_of("person", "service_manager");
    let mut basics = person::edit_form(&manager, haruka).expect("the form").basics;
    basics.preferred = "はるちゃん".to_owned();
    person::edit(&manager, haruka, &basics).expect("saved");
    let member = NewMember {
        worker: None,
        role: TeamRole::Friend,
        name: "となりの 田中さん".to_owned(),
        org: None,
        org_name: String::new(),
        from: None,
    };
    let seat = team::add(&manager, haruka, &member).expect("a seat");
    team::set_key_person(&manager, haruka, seat).expect("the key person");
    team::end(&manager, haruka, seat).expect("the seat ends");
    let page = consent::page(&manager, haruka).expect("consents");
    let recipient = page.team_orgs.first().expect("an organisation").id;
    let new = NewConsent::of(recipient, [DataClass::Work].into(), date(2027, 3, 31));
    let guardian = NewGuardian {
        name: "弁護士 中山".to_owned(),
        kind: Some(GuardianKind::Adult),
        scope: "福祉サービスの契約".to_owned(),
        ..NewGuardian::default()
    };
    let seat = team::add_guardian(&manager, haruka, &guardian).expect("a guardian");
    let asked = consent::ask(&manager, haruka, &new).expect("asked");
    let yes = NewReply::yes(Giver::Guardian, "", "書面を送り、電話で確かめた");
    let yes = NewReply { guardian: Some(seat), ..yes };
    consent::answer(&manager, haruka, asked, &yes).expect("a consent");
    consent::withdraw(&manager, haruka, asked).expect("taken back");
}

/// The grandmother's account opens, may see the plan, closes and opens again; an address is
/// concealed, asked for, kept, asked for again and let be seen by somebody else.
fn a_way_in_and_a_hidden_place(app: &TestApp) {
    let manager = app.op("service_manager");
    let person: PersonId = app.id_of("person", "service_manager");
    let seat = grandmother(&manager, person);
    let shown = accounts::page(&manager, person).expect("a page").family;
    assert!(shown.iter().any(|one| one.seat.id == seat && one.account.is_none()));
    accounts::invite_family(&manager, person, seat, &Sight::default()).expect("a link");
    let agreed = Sight { sees: true, agreed_by: "本人".to_owned() };
    accounts::set_sight(&manager, person, seat, &agreed).expect("agreed");
    let of_seat = || {
        let family = accounts::page(&manager, person).expect("a page").family;
        let found = family.into_iter().find(|one| one.seat.id == seat);
        found.and_then(|one| one.account).expect("an account")
    };
    assert!(of_seat().sees_plan);
    accounts::close(&manager, person, of_seat().account).expect("closed");
    assert!(of_seat().disabled_at.is_some());
    accounts::invite_family(&manager, person, seat, &agreed).expect("open again");
    assert!(of_seat().disabled_at.is_none());

    let specialist = app.op("specialist");
    let child: PersonId = app.id_of("person", "child_support_manager");
    let lead = app.op("child_support_manager");
    address::conceal(&lead, child, "父が さがしている").expect("concealed");
    assert!(address::page(&lead, child).expect("a page").concealed.is_some());
    address::ask_reveal(&lead, child).expect("asked");
    address::keep(&specialist, child).expect("kept");
    address::ask_reveal(&lead, child).expect("asked again");
    assert!(matches!(address::reveal(&lead, child), Err(AppError::Forbidden)));
    address::reveal(&specialist, child).expect("let be seen");

    let system = app.op("system_admin");
    let council = council::set_up_page(&system).expect("a page").council;
    assert!(council.is_some(), "the demonstration has a council");
}

/// Own words on top, a goal that is taken out again, a yes that is taken back.
fn words_and_plan(app: &TestApp) {
    let manager = app.op("service_manager");
    let haruka: PersonId = app.id_of("person", "service_manager");
    let voice = NewVoice {
        speaker: Speaker::Person,
        text: "そとの くうきが すき".to_owned(),
        how: Expression::Speech,
        said_on: Some(manager.today()),
        scene: String::new(),
        on_top: false,
    };
    let voice = person::add_voice(&manager, haruka, &voice).expect("words");
    person::put_on_top(&manager, haruka, voice).expect("on top");

    let plans = plan::of_person(&manager, haruka).expect("plans").plans;
    let individual = plans.iter().find(|plan| plan.kind == PlanKind::Individual);
    let id = individual.expect("a plan").id;
    plan::revise(&manager, id, None, "見直し").expect("a draft");
    let goal = plan::save_goal(&manager, id, &goal("川べりを歩く")).expect("a goal");
    let given = answer::record(&manager, haruka, &yes(About::Goal(goal))).expect("a yes");
    answer::withdraw(&manager, haruka, given).expect("taken back");
    plan::remove_goal(&manager, id, goal).expect("out again");
    plan::discard(&manager, id).expect("given up");
    let found: MonitoringId = app.id_of("monitoring", "child_support_manager");
    let manager = app.op("child_support_manager");
    monitoring::correct(&manager, found, "話した日は、前の日でした").expect("a correction");
}

/// What the mother sends is heard.
fn words_are_heard(app: &TestApp) {
    let child: PersonId = app.id_of("person", "child_support_manager");
    let words = NewVoice {
        speaker: Speaker::Family,
        text: "このごろ よく ねむれています".to_owned(),
        how: Expression::Writing,
        said_on: None,
        scene: String::new(),
        on_top: false,
    };
    let sent = person::add_voice(&app.op("mother"), child, &words).expect("words");
    let manager = app.op("child_support_manager");
    person::hear(&manager, child, sent).expect("heard");
    assert!(matches!(person::hear(&manager, child, sent), Err(AppError::AlreadyDone)));
}

fn yes(about: About) -> answer::NewAnswer {
    answer::NewAnswer {
        about,
        by: Answerer::Person,
        kind: AnswerKind::Yes,
        how: Expression::Speech,
        words: "うん".to_owned(),
        reading: String::new(),
        ask_again: None,
    }
}

/// A concern leads to a request, the request to a meeting, and the meeting is called off: concern
/// and request wait again.
fn a_meeting_that_does_not_happen(app: &TestApp) {
    let manager = app.op("child_support_manager");
    let specialist = app.op("specialist");
    let haruka: PersonId = app.id_of("person", "specialist");
    let text = "バスを見おくる日が ふえた".to_owned();
    let concern = notice::raise(&manager, haruka, &RaiseConcern { text }).expect("a concern");
    let cause = Cause::Concern(concern);
    let request = meeting::request(&manager, haruka, &ask(&specialist, cause)).expect("a request");
    let meeting = meeting::accept(&specialist, request, &call(MeetingKind::Providers, cause));
    let meeting = meeting.expect("a meeting");
    meeting::call_off(&specialist, meeting, "今は話したくない").expect("called off");
    meeting::decline(&specialist, request, "来月の会議で話す").expect("declined");
}

/// The person's seat replies to a candidate time, and that one becomes the day.
fn the_day_is_found_together(manager: &Op<'_>, person: PersonId) {
    let new = call(MeetingKind::Individual, Cause::Own);
    let meeting = meeting::convene(manager, person, &new).expect("a meeting");
    let view = meeting::view(manager, meeting).expect("the meeting");
    let (seat, time) = (view.invitations[0].invitation.id, view.candidates[0].id);
    let reply =
        SeatReply { fits: vec![(time, Fit::Part)], note: "はじめの二十分".to_owned() };
    meeting::reply(manager, meeting, seat, &reply).expect("a reply");
    meeting::fix(manager, meeting, time).expect("a day");
}

/// A decision is written, changed, and taken out.
fn decisions(app: &TestApp) {
    let manager = app.op("service_manager");
    let haruka: PersonId = app.id_of("person", "service_manager");
    let meeting = fixed_meeting(&manager, haruka);
    the_day_is_found_together(&manager, haruka);
    let later = Slot {
        from: manager.today().saturating_add(jiff::Span::new().days(9)).at(14, 0, 0, 0),
        minutes: 45,
        place: "みなもの家".to_owned(),
    };
    meeting::set_day(&manager, meeting, &later).expect("moved");
    let id = meeting::decide(&manager, meeting, &decision("毎朝歩く")).expect("a decision");
    let other = decision("晴れた朝に歩く");
    meeting::change_decision(&manager, meeting, id, &other).expect("changed");
    meeting::remove_decision(&manager, meeting, id).expect("taken out");
    meeting::set_viewpoint(&manager, meeting, View::Provider, "").expect("nothing stands there");
}

/// A decision that is nobody's becomes a task, and somebody takes it.
fn a_role_in_the_air(app: &TestApp) {
    let manager = app.op("service_manager");
    let haruka: PersonId = app.id_of("person", "service_manager");
    let meeting = role_in_the_air(&manager, haruka);
    let view = meeting::view(&manager, meeting).expect("the meeting");
    let task = view.decisions[0].task.as_ref().expect("a task").id;
    let somebody = Assign { owner_name: "本人".to_owned(), ..Assign::default() };
    task::assign(&manager, task, &somebody).expect("somebody has it");
    // It was not over after all.
    task::finish(&manager, task, true, "").expect("done");
    task::reopen(&manager, task).expect("open again");
}

/// A teacher is let into a meeting, tells what has changed, and the link is taken back.
fn a_guest(app: &TestApp) {
    let manager = app.op("service_manager");
    let haruka: PersonId = app.id_of("person", "service_manager");
    let teacher = NewMember {
        worker: None,
        role: TeamRole::ClassTeacher,
        name: "森 千夏".to_owned(),
        org: None,
        org_name: "ひばり野小学校".to_owned(),
        from: None,
    };
    let member = team::add(&manager, haruka, &teacher).expect("a seat in the team");
    let invited = vec![Invited { member: Some(member), expected: String::new() }];
    let new = Convene { invited, ..call(MeetingKind::Individual, Cause::Own) };
    let meeting = meeting::convene(&manager, haruka, &new).expect("a meeting");
    let seats = meeting::view(&manager, meeting).expect("the meeting").invitations;
    let seat = seats.last().expect("the teacher's seat").invitation.id;
    let given = meeting::give(&manager, meeting, seat).expect("a link");
    let mut browser = app.stranger();
    let path = format!("/guest/in/{}", given.token.0);
    assert_eq!(browser.get(&path).status, 200);
    leads_on(&browser.post(&path, &[]), "/guest");
    browser.get("/guest");
    let told = browser.post("/guest/facts", &[("changed", "席がかわった")]);
    leads_on(&told, "/guest?done=saved&at=facts#facts");
    meeting::take_back(&manager, meeting, seat).expect("the link ends");
    crate::slips::take_out(&manager, haruka, seat);
    assert_eq!(browser.get("/guest").status, 404);
}

/// A need that was not to be reported may be reported after all.
fn a_need_that_was_kept(app: &TestApp) {
    let manager = app.op("child_support_manager");
    let need: UnmetNeedId = app.id_of("need", "mother");
    community::undo_keep_from_report(&manager, need).expect("undone");
    // The mother asks for it by herself, and takes it back.
    community::ask_no_report(&app.op("mother"), need).expect("asked");
    community::undo_ask_no_report(&app.op("mother"), need).expect("taken back");
    let (_, as_written) = community::put_right_form(&manager, need).expect("the form");
    let right = community::NeedDetails {
        level: as_written.level,
        reason: as_written.reason,
        until_then: "となりの町まで いっしょに行く".to_owned(),
    };
    community::put_right(&manager, need, &right).expect("put right");
}

/// An issue is renamed, its session moved, and a report that does not belong there taken out.
fn slips_of_the_council(app: &TestApp) {
    let secretary = app.op("council_secretariat");
    let waiting = council::inbox(&secretary).expect("the desk").received;
    let report = waiting.first().expect("a report waits").id;
    let named = council::NameIssue {
        title: "あさの おくり".to_owned(),
        text: String::new(),
        reports: vec![report],
        not_names: false,
    };
    let issue = council::name_issue(&secretary, &named).expect("an issue");
    council::rename_issue(&secretary, issue, ("朝の送り", ""), false).expect("renamed");
    let body = council::bodies(&secretary).expect("bodies")[0].id;
    let day = date(2026, 12, 10);
    let item = council::put_on_agenda(&secretary, issue, body, day).expect("on the table");
    council::move_item(&secretary, item, body, date(2026, 12, 11)).expect("moved");
    council::take_out(&secretary, issue, report).expect("taken out");
}

/// Every list, narrowed down and ordered in every way, as a page and as a file.
fn lists(app: &TestApp) {
    let mut specialist = app.sign_in("specialist");
    for (list, choices) in [
        ("meetings", Meetings::ALL.iter().map(|one| one.code()).collect::<Vec<_>>()),
        ("tasks", Tasks::ALL.iter().map(|one| one.code()).collect()),
        ("needs", Needs::ALL.iter().map(|one| one.code()).collect()),
    ] {
        for which in choices {
            for order in Order::ALL {
                let wanted = format!("which={which}&order={}", order.code());
                let page = specialist.get(&format!("/{list}?{wanted}&page=99"));
                assert_eq!(page.status, 200, "{list} {wanted}");
                let file = specialist.get(&format!("/{list}/list.csv?{wanted}"));
                assert_eq!(file.status, 200, "{list} {wanted}");
            }
        }
    }
}

/// How its points were left, and what those who look at it are told by.
fn a_meeting_that_is_over(app: &TestApp) {
    let page = app.region.pages.iter().find(|(route, _, _)| route == "minutes");
    let (_, role, path) = page.expect("a page with minutes");
    let closed = path.trim_end_matches("/minutes");
    let answer = app.sign_in(role).get(&format!("{closed}/close"));
    assert_eq!(answer.status, 200, "{closed} as {role}");
    let meeting = closed.trim_start_matches("/meetings/").parse().expect("a meeting");
    let topic = meeting::topic_of(meeting);
    let read = |tx: &mut tsumugi_store::ReadTx<'_>| {
        tsumugi_store::topic::revision(tx, app.region.region, &topic)
    };
    assert!(app.state.db().read(read).expect("a revision") > 0);
}

/// A session is used later and searches; what is over is forgotten; an unknown job waits for its
/// program.
fn time_goes_by(app: &TestApp) {
    let browser = app.sign_in("core_centre");
    let gate = app.state.gate();
    let later = |time: SignedDuration| Gate { now: gate.now + time, ..gate };
    let token = browser.cookie("tsumugi").expect("a session");
    let seen = auth::signed_in(later(SignedDuration::from_mins(10)), token).expect("an answer");
    assert!(seen.is_some(), "the session lives");

    let mut manager = app.sign_in("service_manager");
    manager.get("/people");
    assert_eq!(manager.post("/people/search", &[("search", "あおき")]).status, 303);
    manager.get("/search");
    assert_eq!(manager.post("/search", &[("search", "バス")]).status, 303);
    assert!(manager.get("/search").body.contains("バス"));

    let enqueue = |number: u8, kind: &str| {
        let id = JobId::generate(0, [number; 16]);
        let region = app.region.region;
        let write = gate.db.write(|tx| {
            tsumugi_store::job::enqueue(tx, region, id, kind, "{}", gate.now)?;
            Ok::<_, AppError>(())
        });
        write.expect("a job");
    };
    job::start(gate).expect("the daily job");
    job::start(gate).expect("only one waits");
    job::tick(gate).expect("nobody is forgotten");
    enqueue(2, "from_the_future");
    app.run_jobs();
    assert_eq!(job::left(gate).expect("a count"), 1, "nobody knows what to do with the other one");
    // The newer program that knows it takes it the next day.
    let tomorrow = gate.now + SignedDuration::from_hours(24);
    let done = gate.db.write(|tx| {
        let leased = tsumugi_store::job::lease(tx, tomorrow, tomorrow)?;
        let leased = leased.ok_or(AppError::Conflict("no job"))?;
        Ok::<_, AppError>(tsumugi_store::job::done(tx, &leased, tomorrow)?)
    });
    assert!(done.expect("an answer"));
}
