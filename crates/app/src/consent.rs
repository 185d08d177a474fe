//! Consent: asked in words that are kept, answered by whoever may, withdrawn in one tap.

use crate::person::{Head, head};
use crate::{AppError, Op, Problems, Result};
use jiff::civil::Date;
use tsumugi_domain::audit::Deed;
use tsumugi_domain::consent::{
    Classes, Consent, DataClass, Giver, Ground, Purpose, Reply, Said, Share, lapsed, shareable_with,
};
use tsumugi_domain::ids::{ConsentId, MembershipId, OrgId, PersonId};
use tsumugi_domain::notice::by_rule::{Found, NoticeKind};
use tsumugi_domain::person::is_adult;
use tsumugi_domain::policy::{Authorized, PersonAction, PersonFacts, Read, Who, Write};
use tsumugi_domain::staff::{Org, Role, in_period};
use tsumugi_domain::team::Guardian;
use tsumugi_store::notice::by_rule as notices;
use tsumugi_store::{ReadTx, WriteTx, consent, person as people, staff, team};
use tsumugi_words::{Furigana, Layer, Words};

/// A consent as a reader sees it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The consent.
    pub consent: Consent,
    /// The recipient's name.
    pub org: String,
    /// Whoever gave it may not give it any more: it is to be asked again.
    pub lapsed: bool,
    /// Data flows because of it today.
    pub holds: bool,
}

/// The consent page.
#[derive(Debug, Clone)]
pub struct ConsentPage {
    /// The person.
    pub head: Head,
    /// The consents: all of them for the person, the family and the office with the contract, their
    /// own for everybody else.
    pub consents: Vec<Shown>,
    /// Organisations of the team: those that may be chosen.
    pub team_orgs: Vec<Org>,
    /// Those of them of which the reader is told what they see.
    pub told: Vec<OrgId>,
    /// The office with the contract: it sees what its own service needs without a consent.
    pub office: Option<OrgId>,
    /// The guardians of today: they may answer.
    pub guardians: Vec<Guardian>,
}

/// The consents of a person.
///
/// # Errors
/// As [`Op::see`].
pub fn page(op: &Op<'_>, person: PersonId) -> Result<ConsentPage> {
    op.see_with_facts(person, PersonAction::See, "consent", |tx, proof, facts| {
        load(op, tx, proof, facts)
    })
}

fn load(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Read>,
    facts: &PersonFacts,
) -> Result<ConsentPage> {
    let seats: Vec<_> = team::of_person(tx, proof)?
        .into_iter()
        .filter(|seat| in_period(seat.from, seat.to, op.today()))
        .collect();
    let team: Vec<OrgId> = seats.iter().filter_map(|seat| seat.org).collect();
    let team_orgs: Vec<Org> =
        staff::orgs(tx, op.region())?.into_iter().filter(|org| team.contains(&org.id)).collect();
    let office = facts.own_office();
    let held: Vec<MembershipId> = seats.iter().map(|seat| seat.id).collect();
    let consents = consent::of_person(tx, proof)?
        .into_iter()
        .filter(|(one, _)| is_told(op, office, one.share.recipient))
        .map(|(consent, org)| shown(op, consent, org, (facts.adult, &held)))
        .collect();
    let told = team.into_iter().filter(|org| is_told(op, office, *org)).collect();
    let guardians = consent::guardians(tx, proof, op.today())?;
    Ok(ConsentPage { head: head(op, tx, proof)?, consents, team_orgs, told, office, guardians })
}

fn shown(
    op: &Op<'_>,
    consent: Consent,
    org: String,
    (adult, seats): (bool, &[MembershipId]),
) -> Shown {
    let lapsed = lapsed(&consent.said, adult, seats);
    Shown { holds: consent.holds_on(op.today()) && !lapsed, lapsed, org, consent }
}

/// Whether the reader is told what an organisation sees: what others see is no business of the staff
/// of another organisation.
fn is_told(op: &Op<'_>, office: Option<OrgId>, org: OrgId) -> bool {
    let Who::Staff { posts, .. } = &op.actor.who else { return true };
    posts.iter().any(|post| post.org == org || Some(post.org) == office)
}

/// One consent with what its page needs.
///
/// # Errors
/// [`AppError::Hidden`] when there is none such that the reader is told of.
pub fn one(op: &Op<'_>, person: PersonId, asked: ConsentId) -> Result<(ConsentPage, Shown)> {
    op.see_with_facts(person, PersonAction::See, "consent", |tx, proof, facts| {
        let page = load(op, tx, proof, facts)?;
        let found = page.consents.iter().find(|shown| shown.consent.id == asked).cloned();
        Ok((page, found.ok_or(AppError::Hidden)?))
    })
}

/// A consent that somebody is about to withdraw: it holds today, and the reader may withdraw it.
///
/// # Errors
/// [`AppError::Hidden`] when there is none such.
pub fn to_withdraw(op: &Op<'_>, person: PersonId, given: ConsentId) -> Result<(Head, Shown)> {
    op.see_with_facts(person, PersonAction::See, "consent", |tx, proof, facts| {
        let page = load(op, tx, proof, facts)?;
        let may = page.head.may(PersonAction::Consent);
        let mut all = page.consents.into_iter();
        let found = all.find(|one| one.consent.id == given && one.holds);
        let found = found.filter(|one| may && may_end(op, &one.consent));
        Ok((page.head, found.ok_or(AppError::Hidden)?))
    })
}

/// What is asked on the consent page.
#[derive(Debug, Clone)]
pub struct NewConsent {
    /// To whom.
    pub recipient: Option<OrgId>,
    /// Only to those in this role there.
    pub role: Option<Role>,
    /// What for.
    pub purpose: Purpose,
    /// Which classes.
    pub classes: Classes,
    /// On what ground; whoever decides for themselves always consents.
    pub ground: Ground,
    /// Why it is needed.
    pub reason: String,
    /// Until when.
    pub to: Option<Date>,
}

impl NewConsent {
    /// What is asked most often: consent for meetings and plans, of everybody who supports the
    /// person from an organisation.
    #[must_use]
    pub fn of(recipient: OrgId, classes: Classes, to: Date) -> Self {
        Self {
            recipient: Some(recipient),
            role: None,
            purpose: Purpose::Support,
            classes,
            ground: Ground::Consent,
            reason: String::new(),
            to: Some(to),
        }
    }
}

/// Asks for a consent: the words that will be shown are kept with it, and nothing flows before the
/// answer. On another ground than consent nobody is asked; it flows at once, and the person sees
/// why.
///
/// # Errors
/// [`AppError::Invalid`] with what is missing, or when the period is longer than the ground bears.
pub fn ask(op: &Op<'_>, person: PersonId, new: &NewConsent) -> Result<ConsentId> {
    let by_staff = matches!(op.actor.who, Who::Staff { .. } | Who::System(_));
    let ground = if by_staff { new.ground } else { Ground::Consent };
    let mut problems = Problems::new();
    let reason = match ground {
        Ground::Consent => new.reason.trim().to_owned(),
        _ => problems.required("reason", &new.reason),
    };
    if new.recipient.is_none() {
        problems.add("recipient", "error-required");
    }
    let longest = op.today().saturating_add(jiff::Span::new().days(ground.longest_days()));
    match new.to {
        None => problems.add("to", "error-required"),
        Some(to) if to < op.today() => problems.add("to", "error-date-past"),
        Some(to) if to > longest => problems.add("to", "error-consent-long"),
        Some(_) => {}
    }
    problems.check()?;
    let (Some(recipient), Some(to)) = (new.recipient, new.to) else {
        return Err(AppError::Hidden);
    };
    let (role, purpose, classes) = (new.role, new.purpose, new.classes.clone());
    let share = Share { recipient, role, purpose, classes, ground, reason, to };
    let deed = if ground == Ground::Consent { Deed::Asked } else { Deed::Shared };
    op.make(person, PersonAction::Consent, "consent", deed, |tx, proof| {
        let org = staff::org(tx, op.region(), recipient)?.ok_or(AppError::Hidden)?;
        let subject = people::load(tx, &proof.reading())?.ok_or(AppError::Hidden)?;
        fits(&share, &org)?;
        let grows = !is_adult(subject.birth, op.today()) && is_adult(subject.birth, share.to);
        let asked = Consent {
            id: op.id(),
            wording: wording(&share, &org.name, (&subject.name.called(), grows)),
            share: share.clone(),
            asked_by: match op.actor.who {
                Who::Staff { staff, .. } => Some(staff),
                _ => None,
            },
            asked_by_name: op.actor.name.clone(),
            asked_at: op.now,
            reply: if ground == Ground::Consent { Reply::Asked } else { Reply::Given },
            said: Said::default(),
            from: op.today(),
            withdrawn_at: None,
        };
        consent::insert(tx, proof, &asked)?;
        Ok(asked.id)
    })
}

/// What is asked, in easy words, for whoever answers: who will see what of whom, what for, why and
/// until when. These words are kept: they are what a yes was said to.
fn wording(share: &Share, org: &str, (called, grows): (&str, bool)) -> String {
    let words = Words::new(Layer::Easy, Furigana::Off);
    let code = |area: &str, code: &str| {
        words.text(&format!("{area}-{}", code.replace('_', "-"))).to_string()
    };
    let recipient = match share.role {
        Some(role) => format!("{org}（{}）", code("role", role.code())),
        None => org.to_owned(),
    };
    let who = [("org", recipient.as_str().into()), ("name", called.into())];
    let mut lines = vec![words.with("consent-wording", &who).to_string()];
    let classes = share.classes.iter().map(|class| code("class", class.code()));
    lines.extend(classes.map(|class| format!("・{class}")));
    let purpose = code("purpose", share.purpose.code());
    let when = [("purpose", purpose.into()), ("to", words.date(share.to).into())];
    lines.push(words.with("consent-wording-use", &when).to_string());
    if !share.reason.is_empty() {
        let reason = [("reason", share.reason.as_str().into())];
        lines.push(words.with("consent-wording-reason", &reason).to_string());
    }
    let end = match share.ground {
        Ground::Consent => words.text("consent-wording-free"),
        ground => {
            let ground = code("ground", ground.code());
            words.with("consent-wording-ground", &[("ground", ground.into())])
        }
    };
    lines.push(end.to_string());
    // Whoever decides for a child does so until the eighteenth birthday.
    if grows {
        lines.push(words.text("consent-wording-grows").to_string());
    }
    lines.join("\n")
}

/// Whether it may be asked of this organisation at all.
fn fits(share: &Share, org: &Org) -> Result<()> {
    let mut problems = Problems::new();
    let may = shareable_with(org.kind);
    if share.classes.is_empty() || share.classes.iter().any(|class| !may.contains(class)) {
        let employer = !share.classes.is_empty();
        problems.add("classes", if employer { "error-consent-work" } else { "error-choice" });
    }
    if share.role.is_some_and(|role| !org.kind.roles(false).contains(&role)) {
        problems.add("role", "error-consent-role");
    }
    problems.check()
}

/// An answer, as a worker writes it down. Whoever answers from their own account answers for
/// themselves, and of this only the `yes` and the family's names count.
#[derive(Debug, Clone, Default)]
pub struct NewReply {
    /// はい or いいえ.
    pub yes: bool,
    /// Who answered.
    pub giver: Option<Giver>,
    /// The name.
    pub giver_name: String,
    /// The guardian's seat.
    pub guardian: Option<MembershipId>,
    /// How it was explained, and what helped to decide.
    pub how: String,
    /// Who was there besides.
    pub witness: String,
    /// Who of the family agreed that what is theirs is shared.
    pub family: String,
}

impl NewReply {
    /// A yes that somebody said aloud.
    #[must_use]
    pub fn yes(giver: Giver, name: &str, how: &str) -> Self {
        let (giver_name, how) = (name.to_owned(), how.to_owned());
        Self { yes: true, giver: Some(giver), giver_name, how, ..Self::default() }
    }
}

/// Answers. A yes counts from this moment on; a no is kept like a yes, and ends nothing else.
///
/// # Errors
/// [`AppError::Hidden`] when there is no open question; [`AppError::Conflict`] when the words are
/// not those that were shown; [`AppError::Invalid`] with what is missing, or when a custodian would
/// decide for an adult.
pub fn answer(op: &Op<'_>, person: PersonId, asked: ConsentId, new: &NewReply) -> Result<()> {
    let deed = if new.yes { Deed::Consented } else { Deed::Declined };
    op.act(person, PersonAction::Consent, ("consent", asked), deed, |tx, proof| {
        let all = consent::of_person(tx, &proof.reading())?;
        let found = all.into_iter().map(|(one, _)| one).find(|one| one.id == asked);
        let found = found.filter(|one| one.reply == Reply::Asked && one.withdrawn_at.is_none());
        let found = found.ok_or(AppError::Hidden)?;
        op.unchanged(&found.wording)?;
        let said = said(op, tx, proof, (&found, new))?;
        let reply = if new.yes { Reply::Given } else { Reply::Declined };
        if !consent::answer(tx, proof, asked, (reply, &said), op.today())? {
            return Err(AppError::Hidden);
        }
        tell(op, tx, proof, &found)
    })
}

/// Who answered, from where they sit or as it was written down.
fn said(
    op: &Op<'_>,
    tx: &mut ReadTx<'_>,
    proof: &Authorized<PersonId, Write>,
    (asked, new): (&Consent, &NewReply),
) -> Result<Said> {
    let mut problems = Problems::new();
    let mut said = Said { family: new.family.trim().to_owned(), ..Said::default() };
    // What belongs to others of the family is not one member's alone to share.
    if new.yes && asked.share.classes.contains(&DataClass::Family) {
        said.family = problems.required("family", &new.family);
    }
    match op.actor.who {
        Who::Person(_) => said.giver = Some(Giver::Person),
        Who::Family => said.giver = Some(Giver::Custodian),
        Who::Staff { .. } | Who::Guest(_) | Who::System(_) => {
            said.giver = new.giver;
            said.how = problems.required("how", &new.how);
            said.explained_by = op.actor.name.clone();
            said.witness = new.witness.trim().to_owned();
        }
    }
    let own = matches!(op.actor.who, Who::Person(_) | Who::Family);
    match said.giver {
        None => problems.add("giver", "error-required"),
        Some(Giver::Guardian) => {
            let guardians = consent::guardians(tx, &proof.reading(), op.today())?;
            match guardians.into_iter().find(|one| Some(one.seat) == new.guardian) {
                Some(guardian) => {
                    (said.guardian, said.giver_name) = (Some(guardian.seat), guardian.name);
                }
                None => problems.add("guardian", "error-consent-guardian"),
            }
        }
        Some(_) if own => said.giver_name = op.actor.name.clone(),
        Some(_) => said.giver_name = problems.required("giver_name", &new.giver_name),
    }
    let birth = people::load(tx, &proof.reading())?.and_then(|person| person.birth);
    if said.giver == Some(Giver::Custodian) && is_adult(birth, op.today()) {
        problems.add("giver", "error-consent-adult");
    }
    problems.check()?;
    Ok(said)
}

/// Tells whoever asked that there is an answer.
fn tell(
    op: &Op<'_>,
    tx: &mut WriteTx<'_>,
    proof: &Authorized<PersonId, Write>,
    asked: &Consent,
) -> Result<()> {
    let myself = matches!(op.actor.who, Who::Staff { staff, .. } if Some(staff) == asked.asked_by);
    let Some(reader) = asked.asked_by.filter(|_| !myself) else { return Ok(()) };
    let found = Found {
        due: op.today(),
        kind: NoticeKind::ConsentAnswered,
        person: proof.id(),
        about: asked.id.to_string(),
    };
    Ok(notices::insert(tx, (op.region(), reader, op.today()), op.id(), &found, true)?)
}

/// Withdraws a consent at once, or a question that is still open. No reason is asked. What flows on
/// another ground is ended by those who let it flow.
///
/// # Errors
/// [`AppError::Hidden`] when there is none to withdraw.
pub fn withdraw(op: &Op<'_>, person: PersonId, given: ConsentId) -> Result<()> {
    op.act(person, PersonAction::Consent, ("consent", given), Deed::Withdrew, |tx, proof| {
        let all = consent::of_person(tx, &proof.reading())?;
        let found = all.iter().map(|(one, _)| one).find(|one| one.id == given);
        if !may_end(op, found.ok_or(AppError::Hidden)?) {
            return Err(AppError::Forbidden);
        }
        if consent::withdraw(tx, proof, given, op.now)? { Ok(()) } else { Err(AppError::Hidden) }
    })
}

/// A consent is ended by whoever could have given it; what needed none, by those who let it flow.
fn may_end(op: &Op<'_>, consent: &Consent) -> bool {
    consent.share.ground == Ground::Consent || !matches!(op.actor.who, Who::Person(_) | Who::Family)
}
