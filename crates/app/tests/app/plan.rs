//! Plans and the living yes.

use crate::support::{
    TODAY, World, conflict, elsewhere, forbidden, hidden, nobody, on_each_engine, problems,
};
use jiff::civil::date;
use tsumugi_app::answer::{self, NewAnswer};
use tsumugi_app::monitoring::{self, GoalFinding, RecordMonitoring};
use tsumugi_app::person::{self, NewVoice};
use tsumugi_app::plan::{self, DraftText, GoalInput};
use tsumugi_domain::ids::{DecisionId, GoalId, MeetingId, PersonId, PlanId};
use tsumugi_domain::meeting::{
    Cause, Decision, GapReason, Level, Meeting, MeetingKind, MeetingState, Outcome,
};
use tsumugi_domain::monitoring::{Attainment, MonitoringKind};
use tsumugi_domain::person::{Expression, Speaker};
use tsumugi_domain::plan::{
    About, AnswerKind, Answerer, GoalChange, Horizon, Idea, Life, PlanKind, Recipient,
    VersionState, WhyWaiting, text_hash,
};
use tsumugi_domain::policy::{PersonAction, Who, act_on_person};
use tsumugi_store::meeting::{self, record};
use tsumugi_store::{StoreError, WriteTx, access};

/// A short goal that was the person's idea.
pub(crate) fn goal(text: &str) -> GoalInput {
    GoalInput {
        goal: None,
        horizon: Horizon::Short,
        text: text.to_owned(),
        idea: Idea::Person,
        own_words: String::new(),
        grounds: String::new(),
        person_role: String::new(),
        support: String::new(),
        provider: String::new(),
        due: Some(date(2026, 9, 30)),
    }
}

fn says(about: GoalId, by: Answerer, kind: AnswerKind) -> NewAnswer {
    NewAnswer {
        about: About::Goal(about),
        by,
        kind,
        how: Expression::Pointing,
        words: "うん".to_owned(),
        reading: "うれしそうに見えた".to_owned(),
        ask_again: None,
    }
}

/// A plan of はるか's office with one goal to which she said yes.
fn agreed(world: &World<'_>) -> (PersonId, PlanId, GoalId) {
    let haruka = world.haruka();
    let op = world.op(&world.manager);
    let plan = plan::start(&op, haruka, PlanKind::Individual).unwrap();
    let pool = plan::save_goal(&op, plan, &goal("プールへ行く")).unwrap();
    answer::record(&op, haruka, &says(pool, Answerer::Person, AnswerKind::Yes)).unwrap();
    plan::agree(&op, plan, TODAY).unwrap();
    (haruka, plan, pool)
}

#[test]
fn a_plan_grows_from_the_words_on_top_to_its_giving() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let op = world.op(&world.manager);
        let voice = NewVoice {
            speaker: Speaker::Person,
            text: "海が見たい".to_owned(),
            how: Expression::Speech,
            said_on: None,
            scene: String::new(),
            on_top: true,
        };
        person::add_voice(&op, haruka, &voice).unwrap();
        let list = plan::of_person(&op, haruka).unwrap();
        assert_eq!((list.plans.len(), list.may_start), (0, vec![PlanKind::Individual]));

        let id = plan::start(&op, haruka, PlanKind::Individual).unwrap();
        assert_eq!(plan::start(&op, haruka, PlanKind::Individual).unwrap(), id);
        assert_eq!(plan::of_person(&op, haruka).unwrap().may_start, []);
        let view = plan::view(&op, id).unwrap();
        assert_eq!(view.draft.unwrap().person_wish, "海が見たい");
        assert_eq!(view.plan.org_name, "ひだまり作業所");
        assert!(view.may_write && view.to_deliver.is_empty());
        assert_eq!(problems(plan::agree(&op, id, TODAY)), ["goals error-goal-needed"]);

        let text = DraftText { family_wish: "安心したい".to_owned(), ..DraftText::default() };
        plan::save_draft(&op, id, &text).unwrap();
        assert_eq!(problems(plan::save_goal(&op, id, &goal(" "))), ["text error-required"]);
        let sea = plan::save_goal(&op, id, &goal("海へ行く")).unwrap();
        let pool = plan::save_goal(&op, id, &goal("プールへ行く")).unwrap();
        let bread = plan::save_goal(&op, id, &goal("パンを焼く")).unwrap();
        plan::move_goal(&op, id, bread, true).unwrap();
        plan::move_goal(&op, id, sea, true).unwrap();
        plan::remove_goal(&op, id, pool).unwrap();
        let last = plan::save_goal(&op, id, &goal("電車に乗る")).unwrap();
        plan::add_view(&op, id, sea, "母", "去年の夏、よく笑っていた").unwrap();
        let view = plan::view(&op, id).unwrap();
        let order: Vec<GoalId> = view.draft_goals.iter().map(|line| line.goal.id).collect();
        assert_eq!(order, [sea, bread, last]);
        assert_eq!(view.draft_goals[0].views[0].who, "母");
        assert_eq!(view.obstacles.len(), 3);

        // いや stands in the way; まだ does not.
        for (about, kind) in
            [(sea, AnswerKind::Yes), (bread, AnswerKind::No), (last, AnswerKind::NotYet)]
        {
            answer::record(&op, haruka, &says(about, Answerer::Person, kind)).unwrap();
        }
        assert_eq!(problems(plan::agree(&op, id, TODAY)), ["goals error-goal-refused"]);
        let other = GoalInput { goal: Some(bread), ..goal("クッキーを焼く") };
        plan::save_goal(&op, id, &other).unwrap();
        // Other words do not go past an いや: she is asked about them first.
        assert_eq!(problems(plan::agree(&op, id, TODAY)), ["goals error-goal-not-asked"]);
        let told = says(bread, Answerer::Person, AnswerKind::Other);
        let later = world.op(&op.actor);
        answer::record(&later, haruka, &told).unwrap();
        assert_eq!(problems(plan::agree(&op, id, date(2026, 4, 11))), ["on error-date-future"]);
        plan::agree(&op, id, TODAY).unwrap();
        conflict(plan::agree(&op, id, TODAY));
        conflict(plan::save_goal(&op, id, &goal("あとから")));

        let view = plan::view(&op, id).unwrap();
        assert!(view.draft.is_none() && view.difference.is_empty());
        assert_eq!(view.plan.current_since, Some(TODAY));
        let lives: Vec<Life> =
            view.current_goals.iter().map(|line| line.person.clone().unwrap().life).collect();
        assert_eq!(
            lives,
            [
                Life::Living(AnswerKind::Yes),
                Life::Living(AnswerKind::Other),
                Life::Waits(WhyWaiting::NotYet)
            ]
        );
        assert_eq!(view.to_deliver, [Recipient::Person, Recipient::Specialist]);
        let early = plan::deliver(&op, id, Recipient::Person, "水野 はるか", date(2026, 4, 9));
        assert_eq!(problems(early), ["on error-date-order"]);
        plan::deliver(&op, id, Recipient::Person, "水野 はるか", TODAY).unwrap();
        let view = plan::view(&op, id).unwrap();
        assert_eq!(view.to_deliver, [Recipient::Specialist]);
        assert_eq!(view.deliveries[0].name, "水野 はるか");
    });
}

#[test]
fn a_version_follows_another_and_only_one_counts() {
    on_each_engine(|db| {
        let world = World::new(db);
        let (_, id, pool) = agreed(&world);
        let op = world.op_on(&world.manager, date(2026, 10, 1));
        hidden(plan::revise(&op, id, Some(nobody()), ""));
        let draft = plan::revise(&op, id, None, "モニタリングでうまくいったので").unwrap();
        assert_eq!(plan::revise(&op, id, None, "").unwrap(), draft);
        let past = GoalInput { goal: Some(pool), ..goal("25メートル泳ぐ") };
        assert_eq!(problems(plan::save_goal(&op, id, &past)), ["due error-goal-due-past"]);
        let swim = GoalInput { due: Some(date(2026, 10, 1)), ..past };
        plan::save_goal(&op, id, &swim).unwrap();
        let view = plan::view(&op, id).unwrap();
        assert_eq!(view.draft.as_ref().unwrap().number, 2);
        assert!(matches!(&view.difference[..], [GoalChange::Changed { .. }]));
        // The current version is untouched while the next one is written.
        assert_eq!(view.current.unwrap().goals[0].text, "プールへ行く");
        assert_eq!(
            view.current_goals[0].person.as_ref().unwrap().life,
            Life::Living(AnswerKind::Yes)
        );

        assert_eq!(problems(plan::agree(&op, id, date(2026, 4, 9))), ["on error-date-order"]);
        plan::agree(&op, id, date(2026, 10, 1)).unwrap();
        let view = plan::view(&op, id).unwrap();
        let states: Vec<VersionState> = view.versions.iter().map(|line| line.state).collect();
        assert_eq!(
            states,
            [
                VersionState::Current { since: date(2026, 10, 1) },
                VersionState::Superseded { since: TODAY }
            ]
        );
        assert_eq!(view.versions[0].reason, "モニタリングでうまくいったので");
        assert!(matches!(&view.versions[0].changes[..], [GoalChange::Changed { .. }]));
        assert!(view.deliveries.is_empty() && view.to_deliver.len() == 2);
    });
}

/// A meeting of はるか that decided one thing to do and one that cannot be done.
fn decided(world: &World<'_>, person: PersonId) -> (MeetingId, DecisionId) {
    let op = world.op(&world.manager);
    let act = |tx: &mut WriteTx<'_>| {
        let facts = access::person_facts(tx, op.region(), person, TODAY)?.unwrap();
        let proof = act_on_person(&op.actor, PersonAction::Confer, &facts).unwrap();
        let meeting = Meeting {
            id: op.id(),
            person,
            kind: MeetingKind::Individual,
            proposer: "田村 光一".to_owned(),
            convener: "田村 光一".to_owned(),
            convener_org: world.office,
            convener_org_name: String::new(),
            must_decide: "泳ぐ練習を始めるか".to_owned(),
            cause: Cause::Own,
            request: None,
            called_at: op.now,
            state: MeetingState::Calling,
        };
        meeting::insert(tx, &proof, &meeting)?;
        let now = Decision {
            id: op.id(),
            text: "週に一度泳ぎに行く".to_owned(),
            outcome: Outcome::Now {
                owner: None,
                owner_name: "田村 光一".to_owned(),
                due: Some(TODAY),
                known_by: "記録の写真".to_owned(),
            },
        };
        let cannot = Decision {
            id: op.id(),
            text: "夜に泳ぐ".to_owned(),
            outcome: Outcome::CannotNow {
                level: Level::Region,
                reason: GapReason::NoResource,
                until_then: "昼に泳ぐ".to_owned(),
                shared_with: "みんな".to_owned(),
            },
        };
        record::insert_decision(tx, &proof, meeting.id, &now, 0)?;
        record::insert_decision(tx, &proof, meeting.id, &cannot, 1)?;
        Ok::<_, StoreError>((meeting.id, now.id))
    };
    world.db.write(act).unwrap()
}

#[test]
fn a_meeting_leads_to_a_version_and_its_decisions_are_answered_to() {
    on_each_engine(|db| {
        let world = World::new(db);
        let (haruka, id, _) = agreed(&world);
        let (meeting, decision) = decided(&world, haruka);
        let op = world.op(&world.manager);
        plan::revise(&op, id, Some(meeting), " ").unwrap();
        let view = plan::view(&op, id).unwrap();
        assert_eq!(view.draft.unwrap().reason, "泳ぐ練習を始めるか");
        let offered: Vec<DecisionId> = view.proposals.iter().map(|one| one.decision.id).collect();
        assert_eq!(offered, [decision], "what cannot be done now is no line of a plan");

        let about = About::Decision(decision);
        let yes = says(nobody(), Answerer::Person, AnswerKind::Yes);
        answer::record(&op, haruka, &NewAnswer { about, ..yes }).unwrap();
        let lines = answer::of_person(&op, haruka).unwrap();
        let line = lines.iter().find(|line| line.about == about).unwrap();
        assert_eq!(line.text_now.as_deref(), Some("週に一度泳ぎに行く"));
        assert_eq!(line.life, Life::Living(AnswerKind::Yes));

        // Taken up in the same words, nobody asks the same sentence again.
        assert!(plan::view(&op, id).unwrap().proposals[0].waits());
        let taken = plan::save_goal(&op, id, &goal("週に一度泳ぎに行く")).unwrap();
        let view = plan::view(&op, id).unwrap();
        assert!(view.proposals[0].taken && !view.proposals[0].waits());
        assert_eq!(view.obstacles, []);
        let standing = view.draft_goals.last().unwrap().person.as_ref().unwrap();
        assert_eq!(standing.life, Life::Living(AnswerKind::Yes));
        assert_eq!(standing.answers[0].about, about);
        let asked = answer::page(&op, haruka).unwrap().questions.now;
        assert!(asked.iter().all(|question| question.about != About::Goal(taken)));
        // In other words it is another sentence.
        let other = GoalInput { goal: Some(taken), ..goal("週に二度泳ぎに行く") };
        plan::save_goal(&op, id, &other).unwrap();
        assert_eq!(plan::view(&op, id).unwrap().obstacles.len(), 1);

        let no = says(nobody(), Answerer::Person, AnswerKind::No);
        let later = world.op(&world.manager);
        answer::record(&later, haruka, &NewAnswer { about, ..no }).unwrap();
        let view = plan::view(&later, id).unwrap();
        assert!(view.proposals[0].refused() && !view.proposals[0].waits());
    });
}

#[test]
fn a_draft_can_be_given_up_and_nothing_that_was_said_is_lost() {
    on_each_engine(|db| {
        let world = World::new(db);
        let (haruka, id, _) = agreed(&world);
        let op = || world.op(&world.manager);
        let (meeting, _) = decided(&world, haruka);
        plan::revise(&op(), id, Some(meeting), "").unwrap();
        let sea = plan::save_goal(&op(), id, &goal("海へ行く")).unwrap();
        answer::record(&op(), haruka, &says(sea, Answerer::Person, AnswerKind::Yes)).unwrap();
        forbidden(plan::discard(&world.op(&world.specialist), id));
        plan::discard(&op(), id).unwrap();
        conflict(plan::discard(&op(), id));
        conflict(plan::save_goal(&op(), id, &goal("あとから")));

        let view = plan::view(&op(), id).unwrap();
        assert!(view.draft.is_none() && view.draft_goals.is_empty());
        assert_eq!(view.current.unwrap().goals[0].text, "プールへ行く");
        assert_eq!(view.versions[0].state, VersionState::Discarded);
        assert_eq!(view.plan.current_number, Some(1));
        let lines = answer::of_person(&op(), haruka).unwrap();
        let line = lines.iter().find(|line| line.about == About::Goal(sea)).unwrap();
        assert_eq!((line.text_now.as_deref(), line.answer.shown.text.as_str()), (None, "海へ行く"));

        // What was given up is still there to be read, and the next draft takes a new number.
        let gone = plan::version(&op(), id, view.versions[0].id).unwrap();
        assert_eq!((gone.version.number, gone.version.goals.len(), gone.first), (2, 2, false));
        hidden(plan::version(&op(), id, nobody()));
        hidden(plan::version(&world.op(&world.stranger), id, view.versions[0].id));
        plan::revise(&op(), id, None, "").unwrap();
        let draft = plan::view(&op(), id).unwrap();
        assert_eq!(draft.draft.unwrap().number, 3);
        assert!(matches!(&draft.versions[0].changes[..], [GoalChange::Kept(_)]));
    });
}

#[test]
fn a_first_draft_that_is_given_up_can_begin_again() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let op = || world.op(&world.manager);
        let steps = || -> Vec<&'static str> {
            let steps = person::page(&op(), haruka).unwrap().steps;
            steps.iter().map(|step| step.kind.code()).collect()
        };
        let id = plan::start(&op(), haruka, PlanKind::Individual).unwrap();
        plan::discard(&op(), id).unwrap();
        assert_eq!(steps(), ["start_plan"]);
        plan::revise(&op(), id, None, "").unwrap();
        assert_eq!(plan::view(&op(), id).unwrap().draft.unwrap().number, 2);
        assert_eq!(steps(), ["write_goals"]);
    });
}

#[test]
fn a_goal_that_is_one_no_longer_is_marked_in_the_next_draft() {
    on_each_engine(|db| {
        let world = World::new(db);
        let (haruka, id, pool) = agreed(&world);
        let op = world.op(&world.manager);
        let finding = GoalFinding {
            goal: pool,
            attainment: Attainment::Changed,
            person_view: "もういい".to_owned(),
            next: String::new(),
        };
        let new = RecordMonitoring {
            kind: MonitoringKind::Individual,
            on: Some(TODAY),
            prompts: Default::default(),
            own_words: String::new(),
            how: Expression::Speech,
            outcome: tsumugi_domain::monitoring::Outcome::Revise,
            reason: String::new(),
            goals: vec![finding],
        };
        let monitored = monitoring::record(&op, haruka, &new).unwrap();
        // The way to the draft stands there until there is one, and only for whoever writes it.
        let asks = |op: &tsumugi_app::Op<'_>| monitoring::view(op, monitored).unwrap().revise;
        assert_eq!(asks(&op), Some(id));
        assert_eq!(asks(&world.op(&world.oneself(haruka))), None);
        plan::revise(&op, id, None, "").unwrap();
        assert_eq!(asks(&op), None);
        let found = |id| plan::view(&op, id).unwrap().draft_goals[0].found;
        assert_eq!(found(id), Some(Attainment::Changed));
        // Found about other words, it says nothing about these.
        let river = GoalInput { goal: Some(pool), ..goal("川へ行く") };
        plan::save_goal(&op, id, &river).unwrap();
        assert_eq!(found(id), None);
    });
}

#[test]
fn nobody_writes_in_anothers_plan_and_strangers_see_none() {
    on_each_engine(|db| {
        let world = World::new(db);
        let (haruka, id, _) = agreed(&world);
        let specialist = world.op(&world.specialist);
        let seen = plan::view(&specialist, id).unwrap();
        assert!(!seen.may_write && seen.may_answer);
        forbidden(plan::revise(&specialist, id, None, ""));
        let own = plan::start(&specialist, haruka, PlanKind::ServiceUse).unwrap();
        forbidden(plan::save_goal(&world.op(&world.manager), own, &goal("よそから")));
        forbidden(plan::start(&specialist, haruka, PlanKind::Individual));
        for actor in [&world.stranger, &world.secretary, &elsewhere(&world.manager)] {
            hidden(plan::view(&world.op(actor), id));
            hidden(plan::of_person(&world.op(actor), haruka));
            hidden(plan::revise(&world.op(actor), id, None, ""));
        }
        hidden(plan::view(&specialist, nobody()));
        forbidden(plan::revise(&world.op(&world.oneself(haruka)), id, None, ""));
        assert_eq!(plan::view(&world.op(&world.oneself(haruka)), id).unwrap().plan.id, id);
    });
}

#[test]
fn a_yes_is_the_persons_own_and_can_be_taken_back() {
    on_each_engine(|db| {
        let world = World::new(db);
        let (haruka, id, pool) = agreed(&world);
        let oneself = world.op(&world.oneself(haruka));
        let lines = answer::of_person(&oneself, haruka).unwrap();
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].answer.shown.text, "プールへ行く");
        assert_eq!(lines[0].life, Life::Living(AnswerKind::Yes));

        // The family's yes stands apart, and nobody answers for another.
        let manager = world.op(&world.manager);
        answer::record(&manager, haruka, &says(pool, Answerer::Family, AnswerKind::No)).unwrap();
        let view = plan::view(&manager, id).unwrap();
        let line = &view.current_goals[0];
        assert_eq!(line.person.as_ref().unwrap().life, Life::Living(AnswerKind::Yes));
        assert_eq!(line.family.as_ref().unwrap().life, Life::Living(AnswerKind::No));
        let for_family = says(pool, Answerer::Family, AnswerKind::Yes);
        assert_eq!(problems(answer::record(&oneself, haruka, &for_family)), ["by error-answer-by"]);
        let family_line = answer::of_person(&oneself, haruka)
            .unwrap()
            .into_iter()
            .find(|line| line.answer.by == Answerer::Family)
            .unwrap();
        forbidden(answer::withdraw(&oneself, haruka, family_line.answer.id));

        answer::withdraw(&oneself, haruka, lines[0].answer.id).unwrap();
        hidden(answer::withdraw(&oneself, haruka, lines[0].answer.id));
        let page = answer::page(&oneself, haruka).unwrap();
        assert_eq!(page.questions.now.len(), 1);
        assert_eq!(page.questions.now[0].life, Life::Withdrawn);

        // Asked again: a new line, the old one is still there.
        let yes = says(pool, Answerer::Person, AnswerKind::Yes);
        conflict(answer::record_shown(&oneself, haruka, &yes, &text_hash("べつのことば")));
        answer::record_shown(&oneself, haruka, &yes, &page.questions.now[0].hash).unwrap();
        let page = answer::page(&oneself, haruka).unwrap();
        let own = page.lines.iter().find(|line| line.answer.by == Answerer::Person).unwrap();
        assert_eq!((own.earlier.len(), own.answer.asked_by.as_str()), (1, "水野 はるか"));
        assert!(page.questions.now.is_empty());

        hidden(answer::of_person(&world.op(&world.stranger), haruka));
        hidden(answer::record(
            &oneself,
            haruka,
            &says(nobody(), Answerer::Person, AnswerKind::Yes),
        ));
    });
}

#[test]
fn who_may_not_see_words_sees_no_answers_rather_than_none_given() {
    on_each_engine(|db| {
        let world = World::new(db);
        let (haruka, id, _) = agreed(&world);
        let relative = world.actor("水野 由美", Who::Family);
        let op = world.op(&world.manager);
        db.write(|tx| {
            let facts = access::person_facts(tx, op.region(), haruka, TODAY)?.unwrap();
            let proof = act_on_person(&op.actor, PersonAction::EditTeam, &facts).unwrap();
            let member = tsumugi_domain::team::Membership {
                id: op.id(),
                role: tsumugi_domain::team::TeamRole::Family,
                name: "水野 由美".to_owned(),
                org_name: String::new(),
                org: None,
                staff: None,
                from: TODAY,
                to: None,
                key_person: false,
            };
            let access = tsumugi_store::team::SeatAccess {
                account: Some(relative.account),
                sees_plan: true,
            };
            tsumugi_store::team::insert(tx, &proof, &member, access)
        })
        .unwrap();
        let view = plan::view(&world.op(&relative), id).unwrap();
        assert!(view.current_goals[0].person.is_none() && view.obstacles.is_empty());
        assert!(!view.may_answer);
        hidden(answer::page(&world.op(&relative), haruka));
    });
}

#[test]
fn the_familys_answer_stands_beside_a_question_that_waits_for_the_person() {
    on_each_engine(|db| {
        let world = World::new(db);
        let haruka = world.haruka();
        let op = world.op(&world.manager);
        let id = plan::start(&op, haruka, PlanKind::Individual).unwrap();
        let sea = plan::save_goal(&op, id, &goal("海へ行く")).unwrap();
        let beside = || {
            let asked = answer::page(&op, haruka).unwrap().questions.now;
            let one = asked.iter().find(|one| one.about == About::Goal(sea)).expect("it waits");
            one.family.map(|(kind, _)| kind)
        };
        assert_eq!(beside(), None);
        let given = says(sea, Answerer::Family, AnswerKind::NotYet);
        answer::record(&op, haruka, &given).unwrap();
        assert_eq!(beside(), Some(AnswerKind::NotYet));
        // Other words are another question.
        plan::save_goal(&op, id, &GoalInput { goal: Some(sea), ..goal("川へ行く") }).unwrap();
        assert_eq!(beside(), None);
    });
}
