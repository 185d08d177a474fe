//! The people a worker may see, and everything on a person's page that belongs to this area.

pub(crate) mod merge;
mod say;

use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use tsumugi_app::person::{
    self, About, Basics, EditForm, Head, Looks, NewVoice, PersonPage, SearchedOn,
};
use tsumugi_app::{Op, Problems};
use tsumugi_domain::ids::{PersonId, VoiceId};
use tsumugi_domain::list::{People, PeopleOrder};
use tsumugi_domain::person::{Expression, Speaker};
use tsumugi_domain::policy::{OrgAction, Who, may_at_org};
use tsumugi_domain::seen;
use tsumugi_pages::components::{DateText, Pager};
use tsumugi_pages::person::{
    BasicsForm, HeadView, ListView, LookLine, LookerLine, LooksView, PageView, ProfileView,
    VoiceForm,
};

use crate::cx::{Ids, Posted, User};
use crate::error::WebError;
use crate::form::{Form, errors};
use crate::plan::reader;

/// The head as pages need it.
pub(crate) fn head_view(head: &Head) -> HeadView<'_> {
    HeadView {
        person: &head.person,
        age: head.age,
        stage: head.stage,
        common_stage: head.common_stage,
        top: head.top.as_ref(),
        share_asked: head.share_asked,
        may: &head.may,
        sees: &head.sees,
        own: head.own,
        family: head.family,
        reader: &head.reader,
    }
}

/// The name in the shell: whose page this is.
pub(crate) fn context(user: &User, head: &Head) -> Option<String> {
    Some(head_view(head).called(user.t()))
}

/// A date in the three fields of a form.
pub(crate) fn date_text(day: Option<Date>) -> DateText {
    day.map_or_else(DateText::default, DateText::of)
}

pub(crate) fn office(user: &User) -> Option<tsumugi_domain::ids::OrgId> {
    match &user.signed().actor.who {
        Who::Staff { posts, .. } => posts
            .iter()
            .find(|post| may_at_org(post.role, OrgAction::RegisterPeople))
            .map(|post| post.org),
        _ => None,
    }
}

/// What the address narrows the list down to, and its order.
fn which_people(user: &User) -> (People, PeopleOrder) {
    let which = user.query.parsed("which").unwrap_or(People::All);
    (which, user.query.parsed("order").unwrap_or(PeopleOrder::Name))
}

pub(crate) async fn list(user: User) -> Response {
    list_page(&user, None, &Problems::new()).await
}

/// The list of what was searched for last; a name that could not be searched for stays in its
/// field.
async fn list_page(user: &User, typed: Option<&str>, problems: &Problems) -> Response {
    let search = list_search(user);
    let page: i64 = user.query.parsed("page").unwrap_or(1);
    let (wanted, (which, order)) = (search.clone(), which_people(user));
    let asked =
        move |op: &Op<'_>| person::list(op, person::Asked { search: &wanted, which, order }, page);
    match user.run(asked).await {
        Err(error) => error.page(user),
        Ok(found) => {
            let view = ListView {
                people: &found.people,
                planners: &found.planners,
                which,
                order,
                count: found.count,
                page: found.page,
                pages: (found.count + person::PAGE - 1) / person::PAGE,
                search: typed.unwrap_or(&search),
                may_register: office(user).is_some(),
            };
            let errors = errors(user.t(), problems);
            let main = tsumugi_pages::person::list(&user.kit(), &view, &errors);
            user.form_page("people-title", None, main, &errors)
        }
    }
}

/// The name that the list is searched for: the menu's way in begins clean, whatever was searched
/// for before.
fn list_search(user: &User) -> String {
    match user.query.get("found") {
        "" => String::new(),
        _ => searched(user, SearchedOn::List),
    }
}

/// What was searched for on a page.
fn searched(user: &User, on: SearchedOn) -> String {
    on.text(&user.signed().session.people_search).to_owned()
}

/// What the list shows, as a file.
pub(crate) async fn list_file(user: User) -> Response {
    let (search, words) = (list_search(&user), user.words());
    let (which, order) = which_people(&user);
    let asked =
        move |op: &Op<'_>| person::file(op, words, person::Asked { search: &search, which, order });
    match user.run(asked).await {
        Err(error) => error.page(&user),
        Ok(bytes) => crate::list::file("people", bytes),
    }
}

pub(crate) async fn search(Posted { user, form }: Posted) -> Response {
    let (session, typed) = (user.signed().session.id, form.text("search"));
    let text = typed.clone();
    let done = user.submit(&form, move |op| person::search(op, session, SearchedOn::List, &text));
    match done.await {
        Ok(()) if typed.trim().is_empty() => Redirect::to("/people").into_response(),
        Ok(()) => Redirect::to("/people?found=yes").into_response(),
        Err(WebError::Invalid(problems)) => list_page(&user, Some(&typed), &problems).await,
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn page(user: User, Ids((id,)): Ids<(PersonId,)>) -> Response {
    page_with(&user, id, "", &Problems::new()).await
}

/// The page, with a concern that could not be used.
pub(crate) async fn page_with(
    user: &User,
    id: PersonId,
    concern: &str,
    problems: &Problems,
) -> Response {
    match user.run(move |op| person::page(op, id)).await {
        Err(error) => error.page(user),
        Ok(found) => {
            let errors = errors(user.t(), problems);
            let view = page_view(user, &found);
            let main = tsumugi_pages::person::page(&user.kit(), &view, concern, &errors);
            let title = if found.head.own { "person-page-own" } else { "person-page" };
            user.form_page(title, context(user, &found.head), main, &errors)
        }
    }
}

fn page_view<'a>(user: &User, found: &'a PersonPage) -> PageView<'a> {
    let about = &found.about;
    PageView {
        head: head_view(&found.head),
        voices: &about.voices,
        profile: about.profile.as_ref(),
        team: &about.team,
        plans: &found.plans,
        concerns: &found.concerns,
        all_concerns: user.query.get("concerns") == "all",
        monitorings: &found.monitorings,
        meetings: &found.meetings,
        tasks: &found.tasks,
        needs: &found.needs,
        steps: &found.steps,
        next_review: found.next_review,
        facts: facts(user, &found.head, &found.about),
        removals: &found.removals,
        today: tsumugi_app::op::local_day(user.now),
        undo: found.undo.map(|(merge, until)| {
            let path = format!("/people/{}/merges/{merge}", found.head.person.id);
            (path, tsumugi_app::op::local_day(until))
        }),
    }
}

/// What is known about somebody, under its label, as far as the reader sees it.
pub(crate) fn facts(user: &User, head: &Head, about: &About) -> Vec<(&'static str, String)> {
    let person = &head.person;
    let birth = person.birth.map(|birth| user.words().birthday(birth).to_string());
    let health = about.health.clone().unwrap_or_default();
    let address = about.address.as_ref().map(|address| match address.postal_code.as_str() {
        "" => address.address.clone(),
        code => format!("〒{}-{}　{}", &code[..3], &code[3..], address.address),
    });
    vec![
        ("person-full-name", person.name.full()),
        ("person-kana", person.name.kana()),
        ("person-birth", birth.unwrap_or_default()),
        ("person-certificate", person.certificate.clone().unwrap_or_default()),
        ("person-phone", about.phone.clone().unwrap_or_default()),
        ("person-address", address.unwrap_or_default()),
        ("person-disability", health.disability),
        ("person-support-category", health.support_category),
        ("person-medical-care", health.medical_care),
    ]
}

pub(crate) async fn voices(user: User, Ids((id,)): Ids<(PersonId,)>) -> Response {
    match user.run(move |op| person::voices(op, id)).await {
        Err(error) => error.page(&user),
        Ok((head, voices, removals)) => {
            let (view, shown) = (head_view(&head), (reader(&head), voices.as_slice()));
            let main = tsumugi_pages::person::voices(&user.kit(), &view, shown, &removals);
            user.page_about("voices-title", context(&user, &head), main)
        }
    }
}

pub(crate) async fn voice_form(user: User, Ids((id,)): Ids<(PersonId,)>) -> Response {
    if let Who::Person(_) = user.signed().actor.who {
        return say::page(&user, id, &Form::default(), &Problems::new()).await;
    }
    let speaker = match user.signed().actor.who {
        Who::Family => Speaker::Family,
        Who::Person(_) | Who::Staff { .. } | Who::Guest(_) | Who::System(_) => Speaker::Person,
    };
    let blank = VoiceForm {
        speaker: speaker.code().to_owned(),
        said_on: date_text(Some(tsumugi_app::op::local_day(user.now))),
        ..VoiceForm::default()
    };
    voice_page(&user, id, &blank, &Problems::new()).await
}

async fn voice_page(user: &User, id: PersonId, form: &VoiceForm, problems: &Problems) -> Response {
    match user.run(move |op| person::head_of(op, id)).await {
        Err(error) => error.page(user),
        Ok(head) => {
            let errors = errors(user.t(), problems);
            let (view, reader) = (head_view(&head), reader(&head));
            let main = tsumugi_pages::person::voice_form(&user.kit(), &view, reader, form, &errors);
            user.form_page("voice-add", context(user, &head), main, &errors)
        }
    }
}

pub(crate) async fn add_voice(
    Ids((id,)): Ids<(PersonId,)>,
    Posted { user, form }: Posted,
) -> Response {
    if let Who::Person(_) = user.signed().actor.who {
        return say::send(&user, id, &form).await;
    }
    let mut problems = Problems::new();
    let (speaker, above) = match user.signed().actor.who {
        Who::Person(_) | Who::Family => (Speaker::Family, "/me".to_owned()),
        Who::Staff { .. } | Who::Guest(_) | Who::System(_) => {
            (Speaker::Person, format!("/people/{id}"))
        }
    };
    let speaker = form.parsed("speaker").unwrap_or(speaker);
    let own = matches!(user.signed().actor.who, Who::Family) && speaker == Speaker::Family;
    let said: Option<Expression> = form.parsed("how").or(own.then_some(Expression::Writing));
    // Only words are quoted as words: nobody is quoted by an oversight.
    if said.is_none() && speaker != Speaker::Supporter {
        problems.add("how", "error-choose-how");
    }
    let new = NewVoice {
        speaker,
        text: form.text("text"),
        how: said.unwrap_or(Expression::Speech),
        said_on: form.date("said_on", &mut problems),
        scene: form.text("scene"),
        on_top: form.has("on_top"),
    };
    let done = user.checked(problems, &form, move |op| person::add_voice(op, id, &new)).await;
    match done {
        Ok(_) => user.go(&above, "saved"),
        Err(WebError::Invalid(problems)) => {
            let typed = VoiceForm {
                speaker: form.text("speaker"),
                text: form.text("text"),
                how: form.text("how"),
                said_on: form.date_text("said_on"),
                scene: form.text("scene"),
                on_top: form.has("on_top"),
            };
            voice_page(&user, id, &typed, &problems).await
        }
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn put_on_top(
    Ids((id, voice)): Ids<(PersonId, VoiceId)>,
    Posted { user, form }: Posted,
) -> Response {
    match user.submit(&form, move |op| person::put_on_top(op, id, voice)).await {
        Ok(()) => user.go(&format!("/people/{id}/voices"), "saved"),
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn hear(
    Ids((id, voice)): Ids<(PersonId, VoiceId)>,
    Posted { user, form }: Posted,
) -> Response {
    match user.submit(&form, move |op| person::hear(op, id, voice)).await {
        Ok(()) | Err(WebError::AlreadyDone) => user.go(&format!("/people/{id}/voices"), "heard"),
        Err(error) => error.page(&user),
    }
}

/// `/people/{id}/profile/sheet`: わたしの1ページ, to read and to print.
pub(crate) async fn profile_sheet(user: User, Ids((id,)): Ids<(PersonId,)>) -> Response {
    match user.run(move |op| person::profile(op, id)).await {
        Err(error) => error.page(&user),
        Ok((head, profile, _)) => {
            let (view, reader) = (head_view(&head), reader(&head));
            let profile = profile.as_ref();
            let main = tsumugi_pages::person::profile_sheet(user.t(), &view, reader, profile);
            user.page_about("profile-title", context(&user, &head), main)
        }
    }
}

pub(crate) async fn profile_form(user: User, Ids((id,)): Ids<(PersonId,)>) -> Response {
    profile_page(&user, id, None, &Problems::new()).await
}

async fn profile_page(
    user: &User,
    id: PersonId,
    typed: Option<&Form>,
    problems: &Problems,
) -> Response {
    match user.run(move |op| person::profile(op, id)).await {
        Err(error) => error.page(user),
        Ok((head, profile, removals)) => {
            let shown = profile.as_ref().map(|profile| profile.id);
            let mark = typed.map_or_else(|| seen::mark(&shown), |form| form.text("seen"));
            let stored =
                || profile.map_or_else(Default::default, |p| [p.liked, p.important, p.support]);
            let texts: [String; 3] = typed.map_or_else(stored, profile_texts);
            let errors = errors(user.t(), problems);
            let texts = [texts[0].as_str(), texts[1].as_str(), texts[2].as_str()];
            let kit = user.kit().seeing(mark);
            let view = ProfileView { head: head_view(&head), stands: shown, removals: &removals };
            let main = tsumugi_pages::person::profile_form(&kit, &view, texts, &errors);
            user.form_page("profile-write", context(user, &head), main, &errors)
        }
    }
}

fn profile_texts(form: &Form) -> [String; 3] {
    ["liked", "important", "support"].map(|name| form.text(name))
}

pub(crate) async fn write_profile(
    Ids((id,)): Ids<(PersonId,)>,
    Posted { user, form }: Posted,
) -> Response {
    let sent = profile_texts(&form);
    let done = user
        .submit(&form, move |op| person::write_profile(op, id, &sent[0], &sent[1], &sent[2]))
        .await;
    match done {
        Ok(()) => user.go(&format!("/people/{id}/profile/sheet"), "saved"),
        Err(WebError::Invalid(problems)) => profile_page(&user, id, Some(&form), &problems).await,
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn edit_form(user: User, Ids((id,)): Ids<(PersonId,)>) -> Response {
    edit_page(&user, id, None, &Problems::new()).await
}

async fn edit_page(
    user: &User,
    id: PersonId,
    typed: Option<&Form>,
    problems: &Problems,
) -> Response {
    match user.run(move |op| person::edit_form(op, id)).await {
        Err(error) => error.page(user),
        Ok(EditForm { head, about, basics, alike }) => {
            let shows = [about.phone.is_some(), about.address.is_some(), about.health.is_some()];
            let sees = |class| head.sees.contains(&class);
            use tsumugi_domain::consent::DataClass as D;
            let shows = [
                shows[0] || sees(D::Contact),
                shows[1] || sees(D::Address),
                shows[2] || sees(D::Health),
            ];
            let seen = typed.map_or_else(|| seen::mark(&basics), |form| form.text("seen"));
            let form = typed.map_or_else(|| basics_view(&basics), typed_basics);
            let form = BasicsForm { shows, alike, ..form };
            let errors = errors(user.t(), problems);
            let main = tsumugi_pages::person::basics_form(
                &user.kit().seeing(seen),
                Some(&head_view(&head)),
                &form,
                &errors,
            );
            user.form_page("facts-edit", context(user, &head), main, &errors)
        }
    }
}

pub(crate) async fn edit(Ids((id,)): Ids<(PersonId,)>, Posted { user, form }: Posted) -> Response {
    let mut problems = Problems::new();
    let basics = read_basics(&form, &mut problems);
    let done = user.checked(problems, &form, move |op| person::edit(op, id, &basics)).await;
    match done {
        Ok(()) => user.go(&format!("/people/{id}"), "saved"),
        Err(WebError::Invalid(problems)) => edit_page(&user, id, Some(&form), &problems).await,
        Err(error) => error.page(&user),
    }
}

pub(crate) async fn register_form(user: User) -> Response {
    register_page(&user, BasicsForm::default(), &Problems::new())
}

fn register_page(user: &User, form: BasicsForm, problems: &Problems) -> Response {
    if office(user).is_none() {
        return WebError::Hidden.page(user);
    }
    let form = BasicsForm { shows: [true; 3], ..form };
    let errors = errors(user.t(), problems);
    let main = tsumugi_pages::person::basics_form(&user.kit(), None, &form, &errors);
    user.form_page("person-register", None, main, &errors)
}

pub(crate) async fn register(Posted { user, form }: Posted) -> Response {
    let Some(org) = office(&user) else { return WebError::Hidden.page(&user) };
    let mut problems = Problems::new();
    let basics = read_basics(&form, &mut problems);
    let typed = basics.clone();
    let done = user.checked(problems, &form, move |op| person::register(op, org, &basics)).await;
    match done {
        Ok(id) => user.go(&format!("/people/{id}"), "saved"),
        Err(WebError::Invalid(problems)) => {
            let mut shown = typed_basics(&form);
            if problems.0.iter().any(|problem| problem.field == "same_name") {
                match user.run(move |op| person::same_people(op, &typed)).await {
                    Ok(same) => {
                        shown.same = same.iter().map(|one| (one.id, one.name.full())).collect();
                    }
                    Err(error) => return error.page(&user),
                }
            }
            register_page(&user, shown, &problems)
        }
        Err(error) => error.page(&user),
    }
}

const BASIC_FIELDS: [&str; 12] = [
    "family",
    "given",
    "family_kana",
    "given_kana",
    "preferred",
    "certificate",
    "phone",
    "postal_code",
    "address",
    "disability",
    "support_category",
    "medical_care",
];

fn typed_basics(form: &Form) -> BasicsForm {
    BasicsForm {
        values: BASIC_FIELDS.map(|name| (name, form.text(name))).to_vec(),
        birth: form.date_text("birth"),
        sex: form.text("sex"),
        self_plan: form.has("self_plan"),
        same_name: form.has("same_name"),
        ..BasicsForm::default()
    }
}

fn basics_view(basics: &Basics) -> BasicsForm {
    let values = [
        &basics.family,
        &basics.given,
        &basics.family_kana,
        &basics.given_kana,
        &basics.preferred,
        &basics.certificate,
        &basics.phone,
        &basics.postal_code,
        &basics.address,
        &basics.disability,
        &basics.support_category,
        &basics.medical_care,
    ];
    BasicsForm {
        values: BASIC_FIELDS.into_iter().zip(values.map(Clone::clone)).collect(),
        birth: date_text(basics.birth),
        sex: basics.sex.clone(),
        self_plan: basics.self_plan,
        ..BasicsForm::default()
    }
}

fn read_basics(form: &Form, problems: &mut Problems) -> Basics {
    Basics {
        family: form.text("family"),
        given: form.text("given"),
        family_kana: form.text("family_kana"),
        given_kana: form.text("given_kana"),
        preferred: form.text("preferred"),
        birth: form.date("birth", problems),
        sex: form.text("sex"),
        self_plan: form.has("self_plan"),
        certificate: form.text("certificate"),
        phone: form.text("phone"),
        postal_code: form.text("postal_code"),
        address: form.text("address"),
        disability: form.text("disability"),
        support_category: form.text("support_category"),
        medical_care: form.text("medical_care"),
        same_name: form.has("same_name"),
    }
}

pub(crate) async fn looks(user: User, Ids((id,)): Ids<(PersonId,)>) -> Response {
    let page: i64 = user.query.parsed("page").unwrap_or(1).max(1);
    // Whoever looks at their own page wants to know of the others.
    let own = matches!(user.signed().actor.who, Who::Person(_) | Who::Family);
    let others = match user.query.get("others") {
        "" => own,
        chosen => chosen != "no",
    };
    match user.run(move |op| person::looks(op, id, page, others)).await {
        Err(error) => error.page(&user),
        Ok(found) => {
            let (t, view) = (user.t(), looks_view(&found, others));
            let pages = found.pages;
            let page = page.min(pages);
            let only = if others { "yes" } else { "no" };
            let to = |page: i64| format!("/people/{id}/looks?others={only}&page={page}");
            let pager = (pages > 1).then(|| Pager {
                t,
                previous: (page > 1).then(|| to(page - 1)),
                next: (page < pages).then(|| to(page + 1)),
                position: t.with("page-of", &[("page", page.into()), ("pages", pages.into())]),
            });
            let main = tsumugi_pages::person::looks(t, &view, pager);
            user.page_about("looks-title", context(&user, &found.head), main)
        }
    }
}

fn looks_view(found: &Looks, others: bool) -> LooksView<'_> {
    let local = |at: Timestamp| at.to_zoned(tsumugi_app::op::japan()).datetime();
    let looks = found.groups.iter().map(|group| LookLine {
        at: local(group.at),
        account: group.account,
        who: group.actor_name.clone(),
        org: group.org_name.clone(),
        deed: group.deed.code(),
        subjects: group.subjects.clone(),
        count: group.count,
    });
    let month = found.month.iter().map(|one| LookerLine {
        who: one.name.clone(),
        org: one.org_name.clone(),
        last: local(one.last).date(),
    });
    LooksView {
        head: head_view(&found.head),
        reader: reader(&found.head),
        month: month.collect(),
        people: found.people,
        looks: looks.collect(),
        others,
    }
}
