//! The person's and the family's own pages, as they are read and sent.

use jiff::civil::date;
use tsumugi_app::meeting::{Convene, Invited};
use tsumugi_app::{answer, consent, meeting, plan};
use tsumugi_domain::answer::Source;
use tsumugi_domain::consent::{Giver, Ground};
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::meeting::{Cause, MeetingKind, Slot};
use tsumugi_domain::person::Expression;
use tsumugi_domain::plan::{AnswerKind, Answerer, PlanKind};
use tsumugi_domain::team::TeamRole;
use tsumugi_pages::answer::ask_path;
use tsumugi_testkit::fixtures::{call, decision, fixed_meeting, goal, role_in_the_air};
use tsumugi_testkit::{Engine, TestApp};

fn app() -> TestApp {
    TestApp::on(Engine::Sqlite).people(3).build()
}

#[test]
fn the_person_is_asked_for_the_words_alone() {
    let app = app();
    let person = app.region.people[2];
    let mut own = app.sign_in("person");
    let path = format!("/people/{person}/voices");
    let page = own.get(&format!("{path}/new"));
    assert_eq!(page.status, 200);
    for asked in ["speaker", "how", "said_on_year", "scene", "on_top"] {
        assert!(!page.body.contains(&format!("name=\"{asked}\"")), "{asked}");
    }
    let sent = own.post(&path, &[("text", "あしたは 海が 見たい")]);
    assert_eq!((sent.status, sent.location.as_str()), (303, "/me?done=said"));
    let words = own.get(&path).body;
    assert!(words.contains("あなたがとどけました") && !words.contains("手紙"), "{words}");
    // Staff say whose words they were, and how they came: nothing is quoted by an oversight.
    let mut manager = app.sign_in("service_manager");
    let form = manager.get(&format!("{path}/new")).body;
    assert!(form.contains("name=\"speaker\"") && form.contains("name=\"on_top\""));
    let seen = [("speaker", "person"), ("text", "海の写真を何度もなでた")];
    let sent = manager.post(&path, &seen);
    assert_eq!(sent.status, 422);
    assert!(sent.body.contains("海の写真を何度もなでた"), "what was typed stays");
    let told = [&seen[..], &[("how", "face")]].concat();
    assert_eq!(manager.post(&path, &told).status, 303);
}

/// Sends what the person says, and holds that the team reads exactly this: text, how, beside it.
fn arrives(app: &TestApp, form: &[(&str, &str)], expected: &str) {
    let person = app.region.people[2];
    let (mut own, path) = (app.sign_in("person"), format!("/people/{person}/voices"));
    own.get(&format!("{path}/new"));
    let sent = own.post(&path, form);
    assert_eq!((sent.status, sent.location.as_str()), (303, "/me?done=said"), "{}", sent.body);
    let manager = app.op("service_manager");
    let (_, voices, _) = tsumugi_app::person::voices(&manager, person).expect("their words");
    let read = voices.iter().map(|voice| {
        let [text, how, scene] = [&*voice.text, voice.how.code(), &*voice.scene];
        format!("{text} / {how} / {scene}")
    });
    let read: Vec<String> = read.collect();
    assert!(read.iter().any(|one| one == expected), "{read:#?}");
}

#[test]
fn words_cards_and_somebody_elses_voice_are_told_apart() {
    let app = app();
    let money = [("text", ""), ("card", "money"), ("card", "dislike"), ("teller", "")];
    arrives(&app, &money, "カードをえらびました：お金、好きではない / card / ");
    let both = [("text", "こまってる"), ("card", "money"), ("teller", "岸本 直樹")];
    arrives(
        &app,
        &both,
        "こまってる / writing / えらんだカード：お金。話し合いで、岸本 直樹さんに言ってもらうことをえらびました",
    );
    let only = [("text", " "), ("teller", "岸本 直樹")];
    arrives(&app, &only, "話し合いで、岸本 直樹さんに言ってもらうことをえらびました / asked / ");
    // What was only chosen is described: nobody reads as said what the person did not say.
    let words =
        app.sign_in("service_manager").get(&format!("/people/{}/voices", app.region.people[2]));
    let mut asked = words.body.split("<figure").filter(|one| one.contains("voice-shown"));
    let asked = asked.find(|one| one.contains("岸本 直樹さんに言って")).expect("what was chosen");
    let asked = asked.split("</figure>").next().unwrap();
    assert!(asked.contains("本人のおねがい") && !asked.contains('「'), "{asked}");
    // Nothing at all: the page says what is enough, and what is no card is none.
    let person = app.region.people[2];
    let none = [("text", ""), ("card", "yes"), ("teller", "")];
    let (mut own, path) = (app.sign_in("person"), format!("/people/{person}/voices"));
    own.get(&format!("{path}/new"));
    let sent = own.post(&path, &none);
    assert_eq!(sent.status, 422);
    assert!(sent.body.contains("error-summary"), "{}", sent.body);
}

#[test]
fn what_is_shared_is_taken_back_after_one_question() {
    let app = app();
    let person = app.region.people[2];
    let mut own = app.sign_in("person");
    let page = own.get(&format!("/people/{person}/consents"));
    assert!(!page.body.contains("name=\"giver_name\""), "whose decision it is needs no telling");
    let way = page.body.split("href=\"").find(|rest| rest.contains("/withdraw\"")).unwrap();
    let way = way.split('"').next().unwrap();
    let asked = own.get(way);
    assert!(asked.status == 200 && asked.body.contains("見せるのをやめますか"), "{}", asked.body);
    let still = own.get(&format!("/people/{person}/consents")).body;
    assert!(still.contains(way), "asking takes nothing back");
    own.get(way);
    let sent = own.post(way, &[]);
    assert_eq!(sent.location, format!("/people/{person}/consents?done=consent-withdrawn"));
    assert_eq!(own.get(way).status, 404, "there is nothing left to stop");
    assert_eq!(app.sign_in("mother").get(way).status, 404);
}

#[test]
fn the_custodian_consents_in_her_own_name_and_in_no_other() {
    let app = app();
    let mut mother = app.sign_in("mother");
    let home = mother.get("/me").body;
    let child = home.split("/people/").nth(1).and_then(|rest| rest.split(['/', '"']).next());
    let path = format!("/people/{}/consents", child.expect("her child"));
    let page = mother.get(&path).body;
    assert!(page.contains(&format!("{path}/ask")), "{page}");
    let org = page.split("name=\"recipient\"").nth(1).expect("a recipient");
    let org = org.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let form = [("recipient", org), ("classes", "plan"), ("to_year", "R9"), ("to_month", "4")];
    let form: Vec<_> = form.into_iter().chain([("to_day", "1"), ("ground", "law")]).collect();
    let asked = mother.post(&format!("{path}/ask"), &form).location;
    let asked = asked.split('?').next().expect("a page").to_owned();
    let page = mother.get(&asked).body;
    assert!(page.contains("name=\"answer\"") && !page.contains("name=\"giver"), "{page}");
    let form = [("answer", "yes"), ("giver", "person"), ("giver_name", "だれか")];
    let given = mother.post(&format!("{asked}/answer"), &form);
    assert_eq!(given.location, format!("{path}?done=consented"), "{}", given.body);
    let op = app.op("mother");
    let page = consent::page(&op, child.expect("her child").parse().unwrap()).unwrap();
    let given = page.consents.iter().map(|one| &one.consent);
    let given: Vec<_> = given.filter(|one| one.said.giver_name == op.actor.name).collect();
    assert!(given.iter().any(|one| one.said.giver == Some(Giver::Custodian)
        && one.share.ground == Ground::Consent
        && asked.ends_with(&one.id.to_string())));
    assert!(page.consents.iter().all(|one| one.consent.said.giver_name != "だれか"));
}

#[test]
fn the_easy_plan_says_who_helps_and_what_was_answered() {
    let app = app();
    let mut own = app.sign_in("person");
    let home = own.get("/me").body;
    let plan = home.split("href=\"").find(|rest| rest.starts_with("/plans/")).unwrap();
    let plan = plan.split('"').next().unwrap();
    assert!(plan.ends_with("/easy"), "{plan}");
    let page = own.get(plan);
    assert_eq!(page.status, 200);
    let goals = page.body.matches("<h3>").count();
    assert!(goals > 0 && page.body.matches("easy-answer").count() == goals, "{}", page.body);
    let (own_words, goal) = (page.body.find("voice-own"), page.body.find("easy-goals"));
    assert!(own_words < goal && goal < page.body.find("voice-family"), "the family's come last");
    let full = plan.trim_end_matches("/easy");
    assert!(page.body.contains(&format!("href=\"{full}\"")));
    assert!(own.get(full).body.contains(&format!("href=\"{plan}\"")));
    // A worker prints it for the person: it reads as the person reads it.
    let printed = app.sign_in("service_manager").get(plan).body;
    let sheet = printed.split("easy-sheet").nth(1).expect("the sheet");
    assert!(sheet.contains("<rt>"), "{sheet}");
    assert_eq!(app.sign_in("mother").get(plan).status, 404);
}

#[test]
fn a_decision_is_answered_to_like_a_goal() {
    let app = app();
    let manager = app.op("service_manager");
    let person: PersonId = app.region.people[2];
    let meeting = fixed_meeting(&manager, person);
    let id = meeting::decide(&manager, meeting, &decision("毎朝、川べりを歩く")).unwrap();
    let mut own = app.sign_in("person");
    let page = own.get(&format!("/me/answers/ask?decision={id}"));
    assert_eq!(page.status, 200);
    assert!(page.body.contains("川べりを"), "{}", page.body);
    let (name, shown) = (id.to_string(), page.hidden("shown").expect("the words' hash"));
    let form = [("decision", name.as_str()), ("shown", &shown), ("kind", "yes"), ("words", "")];
    let sent = own.post("/me/answers", &form);
    assert_eq!((sent.status, sent.location.as_str()), (303, "/me/answers?done=answered"));
    assert!(own.get("/me/answers").body.contains("毎朝、川べりを歩く"));
    let other = app.sign_in("mother").get(&format!("/me/answers/ask?decision={id}"));
    assert_eq!(other.status, 404);
}

/// What [`role_in_the_air`] decided.
const DECIDED: &str = "雨の朝は体操をする";

/// A page without the readings above its words.
fn read(page: &str) -> String {
    let mut parts = page.split("<rt>");
    let first = parts.next().unwrap_or_default().to_owned();
    let text =
        parts.fold(first, |text, part| text + part.split_once("</rt>").map_or("", |two| two.1));
    text.replace("<ruby>", "")
        .replace("</ruby>", "")
        .replace("<rp>（</rp>", "")
        .replace("<rp>）</rp>", "")
}

/// A way on a page to an answer to a decision.
fn way_to_decision(page: &str) -> String {
    let way = page
        .split("href=\"")
        .find(|rest| rest.split('"').next().is_some_and(|href| href.contains("?decision=")));
    way.and_then(|rest| rest.split('"').next()).expect("a way to answer").to_owned()
}

#[test]
fn after_a_meeting_the_own_pages_ask_what_was_decided() {
    let app = app();
    let person: PersonId = app.region.people[2];
    let mut own = app.sign_in("person");
    assert!(!own.get("/me").body.contains(DECIDED));
    let meeting = role_in_the_air(&app.op("service_manager"), person);
    let home = read(&own.get("/me").body);
    assert!(home.contains(DECIDED) && home.contains("の話し合いできめたこと"), "{home}");
    let way = way_to_decision(&home);
    assert_eq!(way_to_decision(&own.get("/me/answers").body), way);
    // From the meeting's page the person comes to the same buttons.
    let there = way_to_decision(&own.get(&format!("/meetings/{meeting}")).body);
    assert_eq!(own.get(&there).location, way);
    let page = own.get(&way);
    for kind in ["yes", "no", "not_yet", "other"] {
        assert!(page.body.contains(&format!("name=\"kind\" value=\"{kind}\"")), "{kind}");
    }
    let (decision, shown) = (page.hidden("decision").unwrap(), page.hidden("shown").unwrap());
    let form = [("decision", &*decision), ("shown", &*shown), ("kind", "other"), ("words", "")];
    assert_eq!(own.post("/me/answers", &form).location, "/me/answers?done=answered");
    assert!(!own.get("/me").body.contains(&way), "what was answered is not asked");
    let answers = own.get("/me/answers").body;
    assert!(answers.contains(DECIDED) && answers.contains("ほかのがいい"), "{answers}");
}

#[test]
fn the_family_sees_what_is_asked_and_its_yes_is_not_the_persons() {
    let app = app();
    let child: PersonId = app.id_of("person", "child_support_manager");
    role_in_the_air(&app.op("child_support_manager"), child);
    let mut mother = app.sign_in("mother");
    let home = read(&mother.get("/me").body);
    assert!(home.contains(DECIDED) && home.contains("本人に聞いていること"), "{home}");
    let way = way_to_decision(&home);
    let page = mother.get(&way);
    assert!(read(&page.body).contains("本人の答えではありません"), "{}", page.body);
    let (decision, shown) = (page.hidden("decision").unwrap(), page.hidden("shown").unwrap());
    let form = [("decision", &*decision), ("shown", &*shown), ("kind", "yes"), ("words", "")];
    let sent = mother.post(way.split('?').next().unwrap(), &form);
    assert_eq!(sent.status, 303, "{}", sent.body);
    assert!(mother.get("/me").body.contains(&way), "the person's answer is still waited for");
}

#[test]
fn the_person_says_when_to_meet() {
    let app = app();
    let manager = app.op("service_manager");
    let person: PersonId = app.region.people[2];
    let new = call(MeetingKind::Individual, Cause::Own);
    let meeting = meeting::convene(&manager, person, &new).unwrap();
    let path = format!("/meetings/{meeting}");
    let mut own = app.sign_in("person");
    let page = own.get(&path);
    assert!(page.status == 200 && page.body.contains("href=\"#days\""), "{}", page.body);
    assert_eq!(page.body.matches("/replies\"").count(), 1, "one form: the person's own");
    let field = page.body.split("name=\"fit_").nth(1).and_then(|rest| rest.split('"').next());
    let field = format!("fit_{}", field.expect("a time"));
    let (seat, seen) = (page.hidden("invitation").unwrap(), page.hidden("seen").unwrap());
    let form = [("invitation", seat.as_str()), ("seen", &seen), (&field, "no"), ("note", "")];
    let sent = own.post(&format!("{path}/replies"), &form);
    assert_eq!((sent.status, sent.location), (303, format!("{path}?done=saved")));
    // The page that was open before does not undo it.
    let late = [("invitation", seat.as_str()), ("seen", &seen), (&field, "yes"), ("note", "")];
    assert_eq!(own.post(&format!("{path}/replies"), &late).status, 409);
    let seen_by_manager = app.sign_in("service_manager").get(&path).body;
    assert!(seen_by_manager.contains("（本人）"), "{seen_by_manager}");
    assert_eq!(app.sign_in("mother").get(&path).status, 404);
}

#[test]
fn the_family_answers_as_family_and_is_led_back() {
    let app = app();
    let mut mother = app.sign_in("mother");
    let plan =
        app.region.pages.iter().find(|(route, whose, _)| route == "plan" && whose == "mother");
    let plan = &plan.expect("a plan").2;
    let page = mother.get(&format!("{plan}/answers"));
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("本人に聞く"), "{}", page.body);
    let ask = page.body.split("/answers?goal=").nth(1).expect("a goal");
    let goal: String = ask.chars().take(36).collect();
    let form = mother.get(&format!("{plan}/answers?goal={goal}"));
    assert!(!form.body.contains("name=\"how\"") && !form.body.contains("name=\"by\""));
    let shown = form.hidden("shown").expect("the words' hash");
    let sent = [("goal", goal.as_str()), ("shown", &shown), ("kind", "yes"), ("words", "うれしい")];
    let sent = mother.post(&format!("{plan}/answers"), &sent);
    assert_eq!(sent.status, 303, "{}", sent.body);
    let answers = mother.get(&format!("{plan}/answers")).body;
    assert!(answers.contains("href=\"/me\""));
    // What she said she takes back herself, and only what the family said.
    let back = |body: &str| {
        let (_, rest) = body.split_once(&format!("{plan}/answers/"))?;
        Some(format!("{plan}/answers/{}", rest.split_once('"')?.0))
    };
    let back = back(&answers).expect("a way back");
    let asked = mother.get(&back);
    assert!(asked.status == 200 && asked.body.contains("はい"), "{}", asked.body);
    assert_eq!(app.sign_in("service_manager").get(&back).status, 404);
    let sent = mother.post(&back, &[]);
    assert_eq!(sent.location, format!("{plan}/answers?done=withdrawn"));
    assert_eq!(mother.get(&back).status, 404);
}

/// Where the buttons of the help page lead, in their order.
fn helpful(app: &TestApp, role: &str) -> Vec<String> {
    let body = app.sign_in(role).get("/help").body;
    let main = body.split("<main").nth(1).and_then(|rest| rest.split("</main>").next());
    let links = main.expect("a main part").split("href=\"").skip(1);
    links.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

#[test]
fn help_is_a_number_to_press_or_the_page_of_ones_own_post() {
    let app = app();
    for role in ["person", "mother"] {
        let links = helpful(&app, role);
        let numbers = links.iter().take_while(|link| link.starts_with("tel:0")).count();
        assert!(numbers > 0, "{role}: {links:?}");
        let alone: std::collections::BTreeSet<_> = links[..numbers].iter().collect();
        assert_eq!(alone.len(), numbers, "{role}: each office once: {links:?}");
    }
    for (role, first) in [
        ("support_worker", "/help/symbols"),
        ("office_admin", "/staff"),
        ("system_admin", "/orgs/support"),
    ] {
        assert_eq!(helpful(&app, role)[0], first, "{role}");
    }
}

#[test]
fn nobody_is_told_whose_page_their_own_is() {
    let app = app();
    let person = app.region.people[2];
    let words = format!("/people/{person}/voices");
    let own = app.sign_in("person").get(&words).body;
    assert!(!own.contains("class=\"context\""), "{own}");
    let theirs = app.sign_in("service_manager").get(&words).body;
    assert!(theirs.contains("class=\"context\""), "{theirs}");
}

#[test]
fn what_is_left_in_peace_is_asked_neither_by_staff_nor_on_the_own_page() {
    let app = app();
    let manager = app.op("service_manager");
    let person: PersonId = app.region.people[2];
    let plans = plan::of_person(&manager, person).unwrap().plans;
    let draft = plans.iter().find(|plan| plan.kind == PlanKind::Individual).expect("a plan").id;
    plan::revise(&manager, draft, None, "見直し").unwrap();
    plan::save_goal(&manager, draft, &goal("川べりを歩く")).unwrap();
    let questions = answer::page(&manager, person).unwrap().questions.now;
    let asked = questions.into_iter().find_map(|one| match one.source {
        Source::Plan { plan, .. } => Some((plan, one.about, one.text)),
        Source::Meeting { .. } => None,
    });
    let (plan, about, text) = asked.expect("a goal that waits");
    let (path, way) = (format!("/plans/{plan}/answers"), ask_path(about));
    let mut staff = app.sign_in("service_manager");
    // What stands above the goals that have an answer.
    let mut waits = || {
        let page = staff.get(&path).body;
        let asked = page.split("いまの答えがあること").next().unwrap_or_default();
        [asked.contains(&text), app.sign_in("person").get("/me").body.contains(&way)]
    };
    assert_eq!(waits(), [true, true]);
    let not_yet = answer::NewAnswer {
        about,
        by: Answerer::Person,
        kind: AnswerKind::NotYet,
        how: Expression::Gaze,
        words: String::new(),
        reading: String::new(),
        ask_again: Some(manager.today().tomorrow().unwrap()),
    };
    answer::record(&manager, person, &not_yet).unwrap();
    assert_eq!(waits(), [false, false]);
}

#[test]
fn on_the_fixed_day_the_person_says_whether_they_come() {
    let app = app();
    let person = app.region.people[2];
    let meeting = fixed_meeting(&app.op("service_manager"), person);
    let mut own = app.sign_in("person");
    let (page, answer) =
        (format!("/meetings/{meeting}"), format!("/meetings/{meeting}/attendance"));
    let asked = own.get(&page).body;
    assert!(asked.contains("href=\"#days\"") && asked.contains("id=\"days\""), "{asked}");
    // The way back leads to their own page, and what they write is theirs.
    assert!(asked.contains("href=\"/me\"") && asked.contains("わたしの"), "{asked}");
    let seat = asked.split("name=\"invitation\" value=\"").nth(1).expect("the own seat");
    let seat = seat.split('"').next().unwrap();
    let nothing = own.post(&answer, &[("invitation", seat), ("note", "まよう")]);
    assert_eq!(nothing.status, 422);
    assert!(nothing.body.contains("まよう") && nothing.body.contains("error-summary"));
    let said = [("invitation", seat), ("attendance", "no"), ("note", "朝は こわい")];
    assert_eq!(own.post(&answer, &said).status, 303);
    let seats = meeting::view(&app.op("service_manager"), meeting).unwrap().invitations;
    let stands = seats.iter().find(|one| one.invitation.member.is_none()).expect("their seat");
    assert_eq!(stands.invitation.note, "朝は こわい");
    let said = own.get(&page).body;
    assert!(said.contains("value=\"no\" checked"), "{said}");
}

#[test]
fn the_family_is_led_to_the_days_as_long_as_an_answer_is_wanted() {
    let app = app();
    let person = app.region.people[0];
    let manager = app.op("child_support_manager");
    let team = tsumugi_app::team::page(&manager, person).expect("a team").members;
    let mother = team.iter().find(|one| one.role == TeamRole::Custodian).expect("a mother").id;
    let invited = vec![Invited { member: Some(mother), expected: String::new() }];
    let new = Convene { invited, ..call(MeetingKind::Individual, Cause::Own) };
    let meeting = meeting::convene(&manager, person, &new).expect("a meeting");
    let mut family = app.sign_in("mother");
    let days = format!("href=\"/meetings/{meeting}#days\"");
    let home = family.get("/me").body;
    assert!(home.contains(&days) && home.contains("○△×で"), "{home}");
    let page = family.get(&format!("/meetings/{meeting}"));
    let view = meeting::view(&manager, meeting).expect("the meeting");
    let seat = view.invitations.iter().find(|one| one.invitation.member == Some(mother));
    let seat = seat.expect("her seat").invitation.id.to_string();
    let fit = format!("fit_{}", view.candidates[0].id);
    let seen = page.hidden("seen").expect("a mark");
    let form = [("invitation", &*seat), ("seen", &*seen), (&*fit, "yes")];
    let sent = family.post(&format!("/meetings/{meeting}/replies"), &form);
    assert_eq!(sent.status, 303, "{}", sent.body);
    let home = family.get("/me").body;
    assert!(!home.contains(&days) && !home.contains("○△×で"), "{home}");
    // The day is one to which she has replied; another one is asked about anew.
    meeting::fix(&manager, meeting, view.candidates[0].id).expect("a day");
    assert!(!family.get("/me").body.contains(&days));
    let later = Slot { from: date(2026, 12, 8).at(10, 0, 0, 0), ..view.candidates[0].slot.clone() };
    let seen = meeting::day_form(&manager, meeting).expect("a form").1;
    let seen = tsumugi_domain::seen::mark(&seen.slot());
    let manager = tsumugi_app::Op { seen: Some(seen), ..manager };
    meeting::set_day(&manager, meeting, &later).expect("another day");
    assert!(family.get("/me").body.contains(&days));
}
