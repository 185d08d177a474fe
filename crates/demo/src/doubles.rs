//! People who are there twice: registered by telephone and again with papers, registered by two
//! offices, and one whose two records became one some days ago.

use crate::DemoError;
use crate::acts::{self, When};
use crate::people::{Drawn, Made};
use crate::world::World;
use tsumugi_app::person::{self, Basics, merge};
use tsumugi_domain::ids::PersonId;
use tsumugi_domain::person::Speaker;
use tsumugi_domain::person::merge::Chosen;
use tsumugi_domain::team::TeamRole;

/// Who finds the doubles.
const ROLE: &str = "service_manager";

/// Tells them of the people of the manager whom a visitor can be.
pub(crate) fn tell(
    world: &mut World<'_>,
    manager: &str,
    drawn: &[Drawn<'_>],
    made: &[Made],
) -> Result<(), DemoError> {
    let own: Vec<(&Drawn<'_>, PersonId)> = drawn
        .iter()
        .zip(made)
        .filter(|(drawn, _)| drawn.manager == manager)
        .map(|(drawn, made)| (drawn, made.person))
        .collect();
    let [(first, one), (second, other), ..] = own.as_slice() else { return Ok(()) };
    by_telephone(world, first, 6)?;
    let again = by_telephone(world, second, 12)?;
    let chosen = Chosen::new();
    let joined = merge::join(&world.op(manager, 4, 16)?, *other, again, &chosen)?;
    world.page("doubles", ROLE, "/people/doubles".to_owned());
    world.page("merge", ROLE, format!("/people/{one}/merge"));
    world.page("undo_merge", ROLE, format!("/people/{other}/merges/{joined}"));
    two_offices(world, drawn, made)
}

/// Whoever rang up is written down by name, and with papers once more.
fn by_telephone(
    world: &World<'_>,
    drawn: &Drawn<'_>,
    days_ago: i64,
) -> Result<PersonId, DemoError> {
    let op = world.op(drawn.manager, days_ago, 11)?;
    let known = &drawn.basics;
    let basics = Basics {
        family: known.family.clone(),
        given: known.given.clone(),
        family_kana: known.family_kana.clone(),
        given_kana: known.given_kana.clone(),
        phone: "079-000-0123".to_owned(),
        same_name: true,
        ..Basics::default()
    };
    let person = person::register(&op, world.org(&drawn.office.code)?, &basics)?;
    let when = When { by: drawn.manager, person, days_ago };
    let words = ("見学したい".to_owned(), "speech".to_owned(), "電話で".to_owned());
    acts::say(world, when, Speaker::Person, &words, true)?;
    Ok(person)
}

/// Another office registers somebody of the specialist's, who works with both.
fn two_offices(world: &mut World<'_>, drawn: &[Drawn<'_>], made: &[Made]) -> Result<(), DemoError> {
    let Some(specialist) =
        world.accounts.iter().find(|one| one.role == "specialist").map(|one| one.name.clone())
    else {
        return Ok(());
    };
    let theirs = drawn.iter().zip(made).find_map(|(one, made)| {
        one.specialist
            .filter(|(name, _)| *name == specialist)
            .map(|(name, org)| (one, made, name, org))
    });
    let Some((known, made, name, org)) = theirs else { return Ok(()) };
    let elsewhere =
        |one: &&Drawn<'_>| one.office.code != known.office.code && one.child == known.child;
    let Some(office) = drawn.iter().find(elsewhere) else {
        return Ok(());
    };
    let op = world.op(office.manager, 9, 10)?;
    let basics = Basics { certificate: String::new(), same_name: true, ..known.basics.clone() };
    let person = person::register(&op, world.org(&office.office.code)?, &basics)?;
    let when = When { by: office.manager, person, days_ago: 9 };
    acts::join(world, when, TeamRole::Specialist, name, Ok(org))?;
    world.page("compare", "specialist", format!("/people/{}/merge/{person}", made.person));
    Ok(())
}
