//! What was written by mistake is taken out again: every kind of entry once.

use tsumugi_app::Op;
use tsumugi_app::import;
use tsumugi_app::monitoring::{self, RecordMonitoring};
use tsumugi_app::notice::{self, RaiseConcern};
use tsumugi_app::person::{self, Basics, NewVoice};
use tsumugi_app::removal::{self, Reason};
use tsumugi_domain::ids::{EntryId, PersonId, TypedId, UnmetNeedId};
use tsumugi_domain::monitoring::{MonitoringKind, Outcome};
use tsumugi_domain::person::{Expression, Speaker};
use tsumugi_domain::policy::OrgAction;
use tsumugi_domain::policy::may_at_org;
use tsumugi_domain::removal::Why;
use tsumugi_testkit::TestApp;

fn why() -> Reason {
    Reason { why: Some(Why::Slip), note: String::new() }
}

/// Asks, and takes an entry out.
pub(crate) fn take_out(op: &Op<'_>, person: PersonId, entry: impl TypedId) {
    let entry = EntryId::from_uuid(entry.uuid());
    assert_eq!(removal::ask(op, person, entry).expect("the question").entry.stays, None);
    removal::remove(op, person, entry, &why()).expect("taken out");
}

pub(crate) fn slips(app: &TestApp) {
    entries(app);
    people(app);
    let mut admin = app.sign_in("system_admin");
    assert_eq!(admin.get("/orgs/support").status, 200);
    assert_eq!(admin.get("/orgs/support/bundle.json").status, 200);
}

fn entries(app: &TestApp) {
    let manager = app.op("service_manager");
    let masato: PersonId = app.id_of("person", "service_manager");
    let words = NewVoice {
        speaker: Speaker::Person,
        text: "これは となりの人の ことば".to_owned(),
        how: Expression::Speech,
        said_on: None,
        scene: String::new(),
        on_top: false,
    };
    let voice = person::add_voice(&manager, masato, &words).expect("words");
    take_out(&manager, masato, voice);
    let text = "おなじことを二回書いた".to_owned();
    let concern = notice::raise(&manager, masato, &RaiseConcern { text }).expect("a concern");
    take_out(&manager, masato, concern);
    person::write_profile(&manager, masato, "べつの人", "", "").expect("a profile");
    let stands = person::profile(&manager, masato).expect("the profile").1.expect("a version");
    take_out(&manager, masato, stands.id);
    let new = RecordMonitoring {
        kind: MonitoringKind::Individual,
        on: Some(manager.today()),
        prompts: Default::default(),
        own_words: "バスは すき".to_owned(),
        how: Expression::Speech,
        outcome: Outcome::Continue,
        reason: String::new(),
        goals: Vec::new(),
    };
    let talk = monitoring::record(&manager, masato, &new).expect("a monitoring");
    monitoring::correct(&manager, talk, "まちがい").expect("a correction");
    let note = monitoring::view(&manager, talk).expect("the monitoring").notes[0].id;
    take_out(&manager, masato, note);
    take_out(&manager, masato, talk);
    let manager = app.op("child_support_manager");
    let child: PersonId = app.id_of("person", "child_support_manager");
    let need: UnmetNeedId = app.id_of("need", "mother");
    take_out(&manager, child, need);
    let seen = removal::ask(&manager, child, EntryId::from_uuid(need.uuid()));
    assert!(seen.is_err(), "it is gone");
}

fn people(app: &TestApp) {
    let manager = app.op("service_manager");
    let post = manager.post(|post| may_at_org(post.role, OrgAction::RegisterPeople));
    let org = post.expect("a post").org;
    let basics = Basics { family: "まちがい".to_owned(), ..Basics::default() };
    let wrong = person::register(&manager, org, &basics).expect("a person");
    removal::ask_person(&manager, org, wrong).expect("the question");
    removal::remove_person(&manager, org, wrong, &why()).expect("taken out");
    let read = |text: &str| {
        import::apply(&manager, org, text.as_bytes(), "r.csv", false).expect("a roster").import
    };
    read("氏名,生年月日,電話番号,住所,障害支援区分\n水口 さき,2000/1/1,078-000-0001,港町1,2\n");
    let roster = read(
        "氏名,生年月日,電話番号,住所,障害支援区分,保護者\n\
         水口 さき,2000/1/1,078-000-0009,港町9,5,水口 母\n\
         しらない 人,1991/1/1,,,,\n",
    );
    import::ask_undo(&manager, org, roster).expect("the question");
    import::undo(&manager, org, roster, &why()).expect("called off");
    let mut browser = app.sign_in("service_manager");
    assert_eq!(browser.get("/import/past").status, 200);
    assert_eq!(browser.get(&format!("/import/past/{roster}")).status, 200);
}
