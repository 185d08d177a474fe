//! Whose decision a consent is.

use crate::support::{TODAY, World, conflict, forbidden, hidden, on_each_engine, problems};
use jiff::civil::date;
use tsumugi_app::Op;
use tsumugi_app::accounts::{self, Sight};
use tsumugi_app::answer;
use tsumugi_app::consent::{self, NewConsent, NewReply};
use tsumugi_app::person::{self, Basics};
use tsumugi_app::plan;
use tsumugi_app::team::{self, NewGuardian, NewMember};
use tsumugi_domain::consent::{Consent, DataClass, Giver, Ground, Reply, Said};
use tsumugi_domain::ids::{ConsentId, OrgId, PersonId};
use tsumugi_domain::plan::{About, Answerer, PlanKind};
use tsumugi_domain::policy::{Actor, Who};
use tsumugi_domain::seen;
use tsumugi_domain::staff::OrgKind;
use tsumugi_domain::team::{GuardianKind, TeamRole};

fn asks(recipient: OrgId) -> NewConsent {
    NewConsent::of(recipient, [DataClass::Plan, DataClass::Voice].into(), date(2027, 3, 31))
}

fn yes(giver: Giver, name: &str) -> NewReply {
    NewReply::yes(giver, name, "絵カードで聞いた")
}

fn agreed(op: &Op<'_>, person: PersonId, recipient: OrgId, reply: &NewReply) -> ConsentId {
    let asked = consent::ask(op, person, &asks(recipient)).unwrap();
    consent::answer(op, person, asked, reply).unwrap();
    asked
}

fn one(op: &Op<'_>, person: PersonId, asked: ConsentId) -> Consent {
    consent::one(op, person, asked).unwrap().1.consent
}

/// A child of the office, and the mother, who signs in.
fn child_and_mother(world: &World<'_>) -> (PersonId, Actor) {
    let manager = || world.op(&world.manager);
    let basics = Basics {
        family: "森".to_owned(),
        given: "光".to_owned(),
        birth: Some(date(2016, 5, 1)),
        ..Basics::default()
    };
    let child = person::register(&manager(), world.office, &basics).unwrap();
    let mother = NewMember {
        worker: None,
        role: TeamRole::Custodian,
        name: "森 恵子".to_owned(),
        org: None,
        org_name: String::new(),
        from: None,
    };
    let seat = team::add(&manager(), child, &mother).unwrap();
    accounts::invite_family(&manager(), child, seat, &Sight::default()).unwrap();
    let family = accounts::page(&manager(), child).unwrap().family;
    let account = family.into_iter().find_map(|one| one.account).unwrap().account;
    (child, Actor { account, ..world.actor("森 恵子", Who::Family) })
}

#[test]
fn whoever_decides_from_their_own_account_decides_for_themselves() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let (child, mother) = child_and_mother(&world);
        let to = world.consultation;
        // Whatever a form says of it.
        let typed = yes(Giver::Guardian, "だれか");
        for (person, actor, giver) in
            [(haruka, world.oneself(haruka), Giver::Person), (child, mother, Giver::Custodian)]
        {
            let given = agreed(&world.op(&actor), person, to, &typed);
            let said = one(&world.op(&actor), person, given).said;
            assert_eq!((said.giver, &said.giver_name), (Some(giver), &actor.name));
        }
        // What a worker writes down is what somebody said, and no custodian says it for an adult.
        let manager = || world.op(&world.manager);
        let asked = consent::ask(&manager(), haruka, &asks(to)).unwrap();
        let answer = |reply: &NewReply| consent::answer(&manager(), haruka, asked, reply);
        let custodian = yes(Giver::Custodian, "水野 京子");
        assert_eq!(problems(answer(&custodian)), ["giver error-consent-adult"]);
        let nameless = NewReply::yes(Giver::Person, " ", "");
        assert_eq!(
            problems(answer(&nameless)),
            ["how error-required", "giver_name error-required"]
        );
        agreed(&manager(), child, to, &yes(Giver::Custodian, "森 恵子"));
    });
}

#[test]
fn a_yes_is_said_to_words_that_are_kept() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let oneself = world.oneself(haruka);
        let op = || world.op(&oneself);
        let reason = "モニタリングの前に目標を見たい".to_owned();
        let new = NewConsent { reason, ..asks(world.consultation) };
        let asked = consent::ask(&world.op(&world.manager), haruka, &new).unwrap();
        let shown = one(&op(), haruka, asked);
        insta::allow_duplicates!(insta::assert_snapshot!(shown.wording, @r"
        みどり相談室に、水野 はるかさんの、つぎのことを見せます。
        ・計画と目標
        ・本人のことばと答え
        話し合いと、計画を作ることに使います。見せるのは、令和9年(2027年)3月31日(水曜日)までです。
        わけ：モニタリングの前に目標を見たい
        「いいえ」でも、だいじょうぶです。ほかのことは、かわりません。「はい」のあとも、いつでも、やめられます。わけは聞きません。
        "));
        assert_eq!((shown.reply, shown.said), (Reply::Asked, Said::default()));
        // Whoever read other words has not said yes to these.
        let changed = Op { seen: Some(seen::mark(&"ほかの文")), ..op() };
        let yes = NewReply { yes: true, ..NewReply::default() };
        conflict(consent::answer(&changed, haruka, asked, &yes));
        let read = Op { seen: Some(seen::mark(&shown.wording)), ..op() };
        consent::answer(&read, haruka, asked, &yes).unwrap();
        let given = one(&op(), haruka, asked);
        assert_eq!((given.reply, &given.wording), (Reply::Given, &shown.wording));
        hidden(consent::answer(&op(), haruka, asked, &NewReply::default()));
    });
}

#[test]
fn a_no_opens_nothing_and_is_told_to_whoever_asked() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let specialist = || world.op(&world.specialist);
        let new = NewConsent::of(world.consultation, [DataClass::Health].into(), date(2027, 3, 31));
        let asked = consent::ask(&specialist(), haruka, &new).unwrap();
        let told = || tsumugi_app::home::worker_home(&specialist()).unwrap().notices.len();
        let before = told();
        let no = NewReply::default();
        consent::answer(&world.op(&world.oneself(haruka)), haruka, asked, &no).unwrap();
        assert_eq!(one(&specialist(), haruka, asked).reply, Reply::Declined);
        assert_eq!(told(), before + 1);
        hidden(consent::to_withdraw(&specialist(), haruka, asked));
        hidden(consent::withdraw(&specialist(), haruka, asked));
    });
}

#[test]
fn what_needs_no_consent_needs_a_reason_and_ends_soon() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let manager = || world.op(&world.manager);
        let life = |reason: &str, to| NewConsent {
            ground: Ground::ProtectionOfLife,
            reason: reason.to_owned(),
            to: Some(to),
            ..asks(world.consultation)
        };
        let week = TODAY.saturating_add(jiff::Span::new().days(7));
        let long = TODAY.saturating_add(jiff::Span::new().days(8));
        let refused = consent::ask(&manager(), haruka, &life(" ", long));
        assert_eq!(problems(refused), ["reason error-required", "to error-consent-long"]);
        let flows = consent::ask(&manager(), haruka, &life("倒れて運ばれた", week)).unwrap();
        let oneself = world.oneself(haruka);
        let shown = one(&world.op(&oneself), haruka, flows);
        assert_eq!((shown.reply, shown.said.giver), (Reply::Given, None));
        assert!(shown.wording.contains("倒れて運ばれた"));
        // The person sees it and why; those who decided it end it.
        forbidden(consent::withdraw(&world.op(&oneself), haruka, flows));
        consent::withdraw(&manager(), haruka, flows).unwrap();
        // Nobody decides for themselves on another ground than consent.
        let own = consent::ask(&world.op(&oneself), haruka, &life("", week)).unwrap();
        assert_eq!(one(&world.op(&oneself), haruka, own).share.ground, Ground::Consent);
    });
}

#[test]
fn a_guardian_whose_term_ended_yesterday_has_agreed_to_nothing() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let manager = || world.op(&world.manager);
        let guardian = |name: &str, from, to| {
            let new = NewGuardian {
                name: name.to_owned(),
                kind: Some(GuardianKind::Adult),
                scope: "福祉サービスの契約".to_owned(),
                from: Some(from),
                to,
            };
            team::add_guardian(&manager(), haruka, &new).unwrap()
        };
        let yesterday = TODAY.yesterday().unwrap();
        let over = guardian("前の後見人", date(2024, 4, 1), Some(yesterday));
        let now = guardian("弁護士 中山", date(2024, 4, 1), Some(TODAY));
        let asked = consent::ask(&manager(), haruka, &asks(world.consultation)).unwrap();
        let by = |seat| NewReply { guardian: Some(seat), ..yes(Giver::Guardian, "") };
        let refused = consent::answer(&manager(), haruka, asked, &by(over));
        assert_eq!(problems(refused), ["guardian error-consent-guardian"]);
        consent::answer(&manager(), haruka, asked, &by(now)).unwrap();
        let holds = |op: &Op<'_>| consent::one(op, haruka, asked).unwrap().1.holds;
        assert!(holds(&manager()));
        let tomorrow = manager();
        let tomorrow = Op {
            now: tomorrow.now.saturating_add(jiff::SignedDuration::from_hours(24)).unwrap(),
            ..tomorrow
        };
        assert!(!holds(&tomorrow));
    });
}

#[test]
fn at_eighteen_a_custodian_has_decided_nothing_any_more() {
    on_each_engine(|db| {
        let world = World::new(db);
        let manager = || world.op(&world.manager);
        let (child, _) = child_and_mother(&world);
        let given =
            agreed(&manager(), child, world.consultation, &yes(Giver::Custodian, "森 恵子"));
        let holds = || consent::one(&manager(), child, given).unwrap().1;
        assert!(holds().holds);
        // The birthday was wrong: today is the eighteenth.
        let basics = Basics {
            family: "森".to_owned(),
            given: "光".to_owned(),
            birth: Some(TODAY.saturating_sub(jiff::Span::new().years(18))),
            ..Basics::default()
        };
        person::edit(&manager(), child, &basics).unwrap();
        let shown = holds();
        assert!(!shown.holds && shown.lapsed);
        let tomorrow = Basics { birth: basics.birth.map(|day| day.tomorrow().unwrap()), ..basics };
        person::edit(&manager(), child, &tomorrow).unwrap();
        assert!(holds().holds, "until midnight the custodian decides");
        let asked = consent::ask(&manager(), child, &asks(world.consultation)).unwrap();
        assert!(one(&manager(), child, asked).wording.contains("18歳になったら"));
    });
}

#[test]
fn an_employer_sees_what_the_work_needs_and_the_family_is_asked_too() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let manager = || world.op(&world.manager);
        let employer = world.one_more("川西製作所", OrgKind::Employer);
        let wide =
            NewConsent::of(employer, [DataClass::Work, DataClass::Voice].into(), date(2027, 3, 31));
        let refused = problems(consent::ask(&manager(), haruka, &wide));
        assert_eq!(refused, ["classes error-consent-work"]);
        let family =
            NewConsent::of(world.consultation, [DataClass::Family].into(), date(2027, 3, 31));
        let asked = consent::ask(&manager(), haruka, &family).unwrap();
        let alone = consent::answer(&manager(), haruka, asked, &yes(Giver::Person, "水野 はるか"));
        assert_eq!(problems(alone), ["family error-required"]);
        let both = NewReply {
            family: "水野 由美".to_owned(), ..yes(Giver::Person, "水野 はるか")
        };
        consent::answer(&manager(), haruka, asked, &both).unwrap();
    });
}

#[test]
fn the_family_takes_an_answer_back_at_the_plan_to_which_it_was_given() {
    on_each_engine(|db| {
        let world = World::new(db);
        let (child, mother) = child_and_mother(&world);
        let manager = || world.op(&world.manager);
        let seat = NewMember {
            worker: None,
            role: TeamRole::Specialist,
            name: world.specialist.name.clone(),
            org: Some(world.consultation),
            org_name: String::new(),
            from: None,
        };
        team::add(&manager(), child, &seat).unwrap();
        agreed(&manager(), child, world.consultation, &yes(Giver::Custodian, "森 恵子"));
        let own = plan::start(&manager(), child, PlanKind::Individual).unwrap();
        let goal = plan::save_goal(&manager(), own, &crate::plan::goal("プールへ行く")).unwrap();
        let other = plan::start(&world.op(&world.specialist), child, PlanKind::ServiceUse).unwrap();
        let family = || world.op(&mother);
        let yes =
            answer::NewAnswer { by: Answerer::Family, ..crate::meeting::yes(About::Goal(goal)) };
        let given = answer::record(&family(), child, &yes).unwrap();
        hidden(answer::to_withdraw_at(&family(), other, given));
        hidden(answer::withdraw_at(&family(), other, given));
        assert_eq!(answer::to_withdraw_at(&family(), own, given).unwrap().id, given);
        answer::withdraw_at(&family(), own, given).unwrap();
        hidden(answer::withdraw_at(&family(), own, given));
    });
}
