//! What a form and its sender may expect: nobody gets in, nothing is lost, nothing counts twice.

use jiff::civil::date;
use tsumugi_app::auth::LinkPurpose;
use tsumugi_app::notice::{self, RaiseConcern};
use tsumugi_app::team::{self, NewMember};
use tsumugi_app::{accounts, consent, person};
use tsumugi_domain::consent::{DataClass, Giver};
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::policy::Who;
use tsumugi_domain::team::TeamRole;
use tsumugi_testkit::fixtures::{grandmother, seat_at};
use tsumugi_testkit::{Engine, TestApp, on_both_engines};
use tsumugi_web::routes::{Area, table};

/// An id that nothing has.
const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

fn filled(path: &str, first: &str) -> String {
    let mut ids = [first, NOBODY].into_iter();
    path.split('/')
        .map(|part| match part.starts_with('{') {
            true => ids.next().unwrap_or(NOBODY).to_owned(),
            false => part.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("/")
}

fn app(engine: Engine) -> TestApp {
    TestApp::on(engine).people(3).build()
}

#[test]
fn strangers_are_led_to_the_sign_in() {
    let app = app(Engine::Sqlite);
    let open = [Area::Public, Area::Guest];
    for route in table().iter().filter(|route| !open.contains(&route.area)) {
        let path = filled(route.path, NOBODY);
        let mut stranger = app.stranger();
        let answer = match route.method {
            "GET" => stranger.get(&path),
            _ => stranger.send_form(&path, &[("csrf", "forged")]),
        };
        assert_eq!(answer.status, 303, "{route:?}");
        assert!(answer.location.starts_with("/sign-in?return="), "{route:?}");
    }
}

#[test]
fn what_was_written_is_shown_again_when_it_cannot_be_taken() {
    let app = app(Engine::Sqlite);
    let person = app.region.people[2];
    let path = format!("/people/{person}/concerns");
    let long = "朝、バス停で立ち止まる。".repeat(60);
    let mut manager = app.sign_in("service_manager");
    manager.get("/home");
    let refused = manager.post(&path, &[("text", &long)]);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains(&long), "{}", refused.body);
    assert!(refused.mistakes().starts_with("f-text "), "{}", refused.body);
    // An empty one is asked for, on the page on which it is written.
    let empty = manager.post(&path, &[("text", " ")]);
    insta::assert_snapshot!(empty.mistakes(), @"f-text 気になること：ここに書いてください。");

    let csrf = manager.csrf().to_owned();
    manager.post("/sign-out", &[]);
    let form =
        [("csrf", csrf.as_str()), ("text", "窓のそばで待っていた。"), ("password", "ひみつ の")];
    let signed_out = manager.send_form(&path, &form);
    assert_eq!(signed_out.status, 401);
    assert!(signed_out.body.contains("窓のそばで待っていた。"), "{}", signed_out.body);
    assert!(!signed_out.body.contains("ひみつ の"), "{}", signed_out.body);
    assert!(signed_out.body.contains("/sign-in"), "{}", signed_out.body);
}

#[test]
fn the_same_form_sent_twice_counts_once() {
    on_both_engines(|engine| {
        let app = app(engine);
        let person = app.region.people[2];
        let mut manager = app.sign_in("service_manager");
        let page = manager.get(&format!("/people/{person}"));
        let csrf = page.hidden("csrf").unwrap();
        let form = [
            ("csrf", csrf.as_str()),
            ("submit_token", "once"),
            ("text", "朝、バス停で立ち止まる日がふえた。"),
        ];
        let path = format!("/people/{person}/concerns");
        assert_eq!(
            manager.send_form(&path, &form).location,
            format!("/people/{person}?done=raised")
        );
        let again = manager.send_form(&path, &form);
        assert_eq!((again.status, again.location), (303, format!("/people/{person}?done=already")));
        let page = manager.get(&format!("/people/{person}"));
        assert_eq!(page.body.matches("朝、バス停で立ち止まる日がふえた。 <").count(), 1);
    });
}

#[test]
fn a_hidden_screen_stays_hidden_until_its_reader_goes_on() {
    let app = app(Engine::Sqlite);
    let mut person = app.sign_in("mother");
    assert_eq!(person.get("/me").status, 200);
    let neutral = person.get("/hidden");
    assert!(!neutral.body.contains("水野"), "{}", neutral.body);
    for path in ["/me", "/help", "/"] {
        let answer = person.get(path);
        assert!(!answer.body.contains("水野"), "{path}: {}", answer.body);
    }
    assert_eq!(person.get("/me").location, "/hidden");
    assert_eq!(person.post("/hidden/go-on", &[]).location, "/");
    assert_eq!(person.get("/me").status, 200);
}

#[test]
fn a_search_for_a_name_stands_in_no_address() {
    on_both_engines(|engine| {
        let app = TestApp::on(engine).people(30).build();
        let mut manager = app.sign_in("service_manager");
        let links = |body: &str| body.matches("href=\"/people/0").count();
        let list = manager.get("/people").body;
        let all = links(&list);
        let first = list.split("href=\"/people/0").nth(1).expect("somebody");
        let name = first.split(['>', '<']).nth(1).expect("a name");
        let family = name.split(' ').next().expect("a family name");
        let sent = manager.post("/people/search", &[("search", family)]);
        assert_eq!((sent.status, sent.location.as_str()), (303, "/people?found=yes"));
        let found = manager.get("/people?found=yes").body;
        assert!(found.contains(name) && links(&found) < all, "{found}");
        assert!(found.contains(&format!("value=\"{family}\"")), "it stays in the box");
        assert!(found.contains("&#38;found=yes"), "choices and the file stay with what was found");
        assert_eq!(links(&manager.get("/people").body), all, "the menu begins clean");
        let nobody = manager.post("/people/search", &[("search", "%")]);
        assert_eq!(nobody.status, 303);
        let none = manager.get("/people?found=yes").body;
        assert!(none.contains("「%」でさがした結果 0人") && none.contains("すべて見る"), "{none}");
        manager.post("/people/search", &[("search", "")]);
        assert_eq!(links(&manager.get("/people").body), all);
    });
}

#[test]
fn a_name_is_searched_for_on_the_page_on_which_it_was_typed() {
    let app = app(Engine::Sqlite);
    let person: PersonId = app.id_of("person", "service_manager");
    let mut manager = app.sign_in("service_manager");
    let (list, merge) = ("/people?found=yes".to_owned(), format!("/people/{person}/merge"));
    let in_box = |page: &str, name: &str| page.contains(&format!("value=\"{name}\""));
    manager.get(&list);
    manager.post("/people/search", &[("search", "だれもいない")]);
    assert!(in_box(&manager.get(&list).body, "だれもいない"));
    assert!(in_box(&manager.get(&merge).body, ""), "the other page begins empty");
    let file = manager.get("/people/list.csv?found=yes").body;
    assert_eq!(file.lines().count(), 1, "the file holds what the list shows: {file}");
    manager.post(&format!("{merge}/search"), &[("search", "ほかのひと")]);
    assert!(in_box(&manager.get(&merge).body, "ほかのひと"));
    let other = app.region.people.iter().find(|one| **one != person).expect("another");
    assert!(!manager.get(&format!("/people/{other}/merge")).body.contains("ほかのひと"));
    assert!(!in_box(&manager.get(&list).body, "ほかのひと"));
    // What is too long is not cut: a sentence says so, and the words stay where they were typed.
    let long = "長".repeat(101);
    for (path, above) in [("/people/search".to_owned(), &list), (format!("{merge}/search"), &merge)]
    {
        manager.get(above);
        let sent = manager.post(&path, &[("search", &long)]);
        assert_eq!(sent.status, 422, "{path}");
        assert!(in_box(&sent.body, &long) && sent.body.contains("100文字まで"), "{}", sent.body);
        assert!(!manager.get(above).body.contains(&long));
    }
}

/// What a page says below its heading, without the readings and without what stands under every
/// page of the person.
fn said(page: &str) -> String {
    let main = page.split("<main").nth(1).and_then(|rest| rest.split("</main>").next());
    let mut text = String::new();
    for part in main.unwrap_or_default().split('<').skip(1) {
        let (tag, words) = part.split_once('>').unwrap_or_default();
        if !matches!(tag, "rt" | "rp") {
            text.push_str(words.trim());
        }
    }
    text
}

/// What is hidden from somebody is neither called empty nor told: a full record reads like one in
/// which nothing stands yet.
#[test]
fn nothing_hidden_is_called_empty() {
    let app = app(Engine::Sqlite);
    let (manager, officer) = (app.op("service_manager"), app.op("municipal_officer"));
    let Who::Staff { staff, posts } = &officer.actor.who else { panic!("a worker") };
    let full = app.region.people[2];
    let basics = person::Basics {
        family: "片岡".to_owned(),
        given: "すず".to_owned(),
        family_kana: "かたおか".to_owned(),
        given_kana: "すず".to_owned(),
        sex: "f".to_owned(),
        ..person::Basics::default()
    };
    let office = manager.post(|_| true).expect("a post").org;
    let new = person::register(&manager, office, &basics).expect("a person");
    let seat = NewMember {
        worker: Some((*staff, posts[0].org)),
        role: TeamRole::MunicipalOfficer,
        name: String::new(),
        org: None,
        org_name: String::new(),
        from: None,
    };
    for person in [full, new] {
        team::add(&manager, person, &seat).expect("a seat");
    }
    let mut browser = app.sign_in("municipal_officer");
    for person in [full, new] {
        let page = browser.get(&format!("/people/{person}"));
        let text = said(&page.body);
        for word in ["まだありません", "計画は", "待っていること", "やること"]
        {
            assert!(!text.contains(word), "{word}: {text}");
        }
        assert!(text.contains("チーム") && text.contains("あなたに見えるのは"), "{text}");
    }
    // What one wrote oneself is read again; what others noticed stays theirs.
    let (mine, theirs) = ("窓口で つかれたようすだった", "朝の 支度に 時間がかかる");
    let by_others = RaiseConcern { text: theirs.to_owned() };
    notice::raise(&manager, full, &by_others).expect("a concern");
    let sent = browser.post(&format!("/people/{full}/concerns"), &[("text", mine)]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    let text = said(&browser.get(&format!("/people/{full}")).body);
    assert!(text.contains(mine) && !text.contains(theirs), "{text}");
    assert!(
        text.contains("いちばん上のことば、わたしの1ページ、チーム、自分で書いた「気になる」"),
        "{text}"
    );
    // And it can be taken out again: the way there leads somewhere.
    let page = browser.get(&format!("/people/{full}")).body;
    let way = page.split('"').find(|part| part.contains("/entries/") && part.ends_with("/remove"));
    let asked = browser.get(way.expect("a way to take it out"));
    assert!(asked.status == 200 && said(&asked.body).contains(mine), "{}", asked.body);
    let mut read = |person, tail: &str| {
        let page = browser.get(&format!("/people/{person}/{tail}"));
        assert_eq!(page.status, 200, "{tail}");
        said(&page.body)
    };
    let hidden = "あなたの役割に見える記録はありません";
    for person in [full, new] {
        assert!(read(person, "voices").contains(hidden) && read(person, "thread").contains(hidden));
    }
    let below_the_name = |text: String| text.split_once("さん").expect("a name").1.to_owned();
    let [one, other] = [full, new].map(|person| below_the_name(read(person, "voices")));
    assert_eq!(one, other);
    // Who sees the meetings and not the notes knows of no step, and not that there is none.
    let specialist = app.op("specialist");
    seat_at(&manager, new, &specialist);
    let org = specialist.post(|_| true).expect("a post").org;
    let to = date(2027, 3, 31);
    let shared = consent::NewConsent::of(org, [DataClass::Meeting].into(), to);
    let asked = consent::ask(&manager, new, &shared).expect("asked");
    let yes = consent::NewReply::yes(Giver::Person, "片岡 すず", "いっしょに読んだ");
    consent::answer(&manager, new, asked, &yes).expect("a yes");
    // Who sees no words and may add none is not told that there are none.
    let seat = grandmother(&manager, new);
    let sight = accounts::Sight { sees: true, agreed_by: "片岡 すず".to_owned() };
    let family = accounts::invite_family(&manager, new, seat, &sight).expect("an account");
    let (mut relative, way) = (app.stranger(), format!("/set-up/{}", family.token.0));
    relative.get(&way);
    let set_up = [("login", "tome"), ("password", "川べりの みどりの ベンチで会う")];
    assert_eq!(relative.post(&way, &set_up).status, 303);
    let path = format!("/people/{new}");
    let mut pages =
        [app.sign_in("specialist"), relative].map(|mut reader| said(&reader.get(&path).body));
    for text in &pages {
        assert!(
            !text.contains("待っていること")
                && !text.contains("この人の計画")
                && text.contains("まだありません"),
            "{text}"
        );
    }
    let easy = "あなたに見える記録はありません";
    assert!(pages[1].contains(easy) && !pages[1].contains("ことばがありません"), "{}", pages[1]);
    pages[0] = said(&app.sign_in("service_manager").get(&path).body);
    for word in ["まだありません", "ことばは、これから"] {
        assert!(pages[0].contains(word), "who may see it is told that it is empty: {word}");
    }
}

#[test]
fn whoever_signs_in_again_finds_what_was_asked_of_the_page() {
    let app = TestApp::on(Engine::Sqlite).people(3).build();
    let person = app.region.people[0];
    let mut gone = app.stranger();
    let page = format!("/people/{person}/monitorings/new");
    let asked = gone.get(&format!("{page}?kind=individual&done=saved&goal=a%20b"));
    let back = format!("/sign-in?return={page}%3Fkind%3Dindividual%26goal%3Da%2520b");
    assert_eq!((asked.status, asked.location), (303, back.clone()));
    let form = gone.get(&back).hidden("return").expect("where it leads");
    assert_eq!(form, format!("{page}?kind=individual&#38;goal=a%20b"));
    // Whoever wrote for long comes back to the page on which the form stood.
    let sent = gone.post(&format!("/people/{person}/concerns"), &[("text", "よく ねむれていない")]);
    assert_eq!(sent.status, 401);
    let back = format!("href=\"/sign-in?return=/people/{person}\"");
    assert!(sent.body.contains(&back), "{}", sent.body);
}

#[test]
fn a_used_link_of_the_demonstration_says_where_new_ones_come_from() {
    let app = app(Engine::Sqlite);
    let account = app.region.accounts.iter().find(|one| one.role == "mother").expect("a mother");
    let gate = app.state.gate();
    let token = gate
        .db
        .write(|tx| {
            let (region, account) = (app.region.region, account.account);
            tsumugi_app::auth::make_link(gate, tx, region, account, LinkPurpose::Demo)
        })
        .expect("a link");
    let path = format!("/link/{}", token.0);
    let mut first = app.stranger();
    first.get(&path);
    assert_eq!(first.post(&path, &[]).status, 303);
    let again = app.stranger().get(&path);
    assert_eq!(again.status, 404);
    assert!(again.body.contains("もう一度はじめから動かすと"), "{}", again.body);
}

#[test]
fn a_walk_moves_on_when_what_its_step_is_about_was_done() {
    let app = app(Engine::Sqlite);
    let mut walker = app.sign_in("child_support_manager");
    let strip = |page: &str| {
        let strip =
            page.split("class=\"walk\"").nth(1).and_then(|rest| rest.split("</aside>").next());
        strip.expect("a strip").to_owned()
    };
    let concern = walker.get("/walk/go?step=3").location;
    let person = concern.split('#').next().expect("a page").to_owned();
    assert!(strip(&walker.get(&person).body).contains("3 / 10"));
    // What the step is not about leaves it where it is.
    let asked = walker.post(&format!("{person}/voices"), &[("text", "あ"), ("how", "speech")]);
    assert_eq!(asked.status, 303, "{}", asked.body);
    assert!(strip(&walker.get(&person).body).contains("3 / 10"));
    let sent = walker.post(&format!("{person}/concerns"), &[("text", "朝が つらそう")]);
    assert_eq!(sent.status, 303, "{}", sent.body);
    let moved = strip(&walker.get(&person).body);
    assert!(moved.contains("4 / 10") && moved.contains("会議をよびかけます"), "{moved}");
}
