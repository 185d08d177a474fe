//! The forms on a person's page, all words, and who looked.

use jiff::civil::Date;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{AccountId, PersonId, ProfileId};
use tsumugi_domain::person::field::SupportCategory;
use tsumugi_domain::person::{Speaker, Voice};
use tsumugi_domain::policy::PersonAction;
use tsumugi_domain::removal::{EntryKind, Removals};
use tsumugi_words::Phrase;

use super::{HeadView, code_key, lines, link, not_shown, own_words, quote_to};
use crate::components::{
    Actions, Button, ButtonKind, Card, CardKind, Chip, Choice, Component as _, DateText, Empty,
    Field, PageHead, Pager, Symbol, Tone, Width,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::plan::{Reader, day_of};
use crate::problem::paragraph;
use crate::removal;

/// All words, newest first.
#[must_use]
pub fn voices(
    kit: &Kit,
    head: &HeadView<'_>,
    (reader, voices): (Reader, &[Voice]),
    removals: &Removals,
) -> Html {
    let t = kit.t();
    let (above, back) = reader.back(t, head);
    let quotes = voices.iter().map(|voice| {
        let mut foot = vec![heard(kit, head, voice)];
        if voice.speaker == Speaker::Person && !voice.on_top && head.may(PersonAction::AddVoice) {
            let spoken = t.plain_with("voice-to-top-spoken", &[("text", (&voice.text).into())]);
            foot.push(kit.post_named(
                head.path(&format!("/voices/{}/top", voice.id)),
                "voice-to-top",
                ButtonKind::Quiet,
                spoken,
                vec![],
            ));
        }
        if removals.may(voice.id) {
            let go = removal::go(t, head, voice.id, &voice.text);
            foot.push(Actions { buttons: vec![go] }.render_html());
        }
        (voice.said_on, quote_to(t, head, voice).foot(Html::join(foot)).render_html())
    });
    // The mark of what was taken out stands where the words stood.
    let gone = removals.of(EntryKind::Voice).map(|mark| {
        let line = Html::rendered(format!("<p class=\"gone\">{}</p>", removal::mark(t, mark)));
        (day_of(mark.written_at), line)
    });
    let mut all: Vec<(Date, Html)> = quotes.chain(gone).collect();
    all.sort_by(|(one, _), (other, _)| other.cmp(one));
    let mut page_head =
        PageHead::new(t.s("voices-title")).lead(t.s("voices-lead")).back(above, back);
    if head.may(PersonAction::AddVoice) {
        page_head = page_head.action(Button::link(
            t.s("voice-add"),
            ButtonKind::Primary,
            head.path("/voices/new"),
        ));
    }
    let none = match (voices.is_empty(), head.sees(DataClass::Voice)) {
        (true, true) => {
            Empty { title: t.s("voice-none"), text: t.s("voice-none-text"), action: None }
                .render_html()
        }
        (true, false) => not_shown(t),
        (false, _) => Html::default(),
    };
    let all = Html::join(all.into_iter().map(|(_, one)| one));
    // Who sends words from their own account knows who else may take them out.
    let yours = match reader {
        Reader::Own | Reader::Family => crate::plan::muted(&t.s("voices-yours")),
        Reader::Staff => Html::default(),
    };
    Html::join([page_head.render_html(), yours, none, all])
}

/// What was sent and nobody has heard yet is marked, and can be heard; once it was, those who sent
/// it see by whom.
fn heard(kit: &Kit, head: &HeadView<'_>, voice: &Voice) -> Html {
    let t = kit.t();
    match &voice.heard {
        None => {
            let chip = Chip::new(t.s("voice-unheard"), Tone::Wait).render_html();
            if !head.may(PersonAction::SortConcern) {
                return chip;
            }
            let spoken = t.plain_with("voice-hear-spoken", &[("text", (&voice.text).into())]);
            let path = head.path(&format!("/voices/{}/heard", voice.id));
            let go = kit.post_named(path, "voice-hear", ButtonKind::Secondary, spoken, vec![]);
            Html::join([chip, go])
        }
        Some((by, _)) if *by != voice.recorded_by => {
            let by = t.with("voice-heard-by", &[("by", by.into())]);
            Chip::new(by, Tone::Good).render_html()
        }
        Some(_) => Html::default(),
    }
}

/// What was typed about somebody's words.
#[derive(Debug, Default)]
pub struct VoiceForm {
    /// Code of the speaker.
    pub speaker: String,
    /// The words.
    pub text: String,
    /// Code of the expression.
    pub how: String,
    /// When.
    pub said_on: DateText,
    /// Where, with whom.
    pub scene: String,
    /// On top.
    pub on_top: bool,
}

/// Choices of a closed list, labelled by their keys.
#[must_use]
pub fn choices(t: T, list: &str, codes: &[&str], chosen: &str) -> Vec<Choice> {
    codes
        .iter()
        .map(|code| Choice::new(*code, t.s(&code_key(list, code)), *code == chosen))
        .collect()
}

/// The form for words, for workers and the family; the person has one of their own (`own::say`).
#[must_use]
pub fn voice_form(
    kit: &Kit,
    head: &HeadView<'_>,
    reader: Reader,
    form: &VoiceForm,
    errors: &Errors,
) -> Html {
    let t = kit.t();
    let (summary, fields) = errors.fields(t, voice_fields(t, reader, form));
    let (above, back) = reader.back(t, head);
    let form = kit
        .form(head.path("/voices"), fields, "save")
        .cancel(t, back.clone())
        .draft(t, format!("voice-{}", head.person.id));
    Html::join([
        summary,
        PageHead::new(t.s("voice-add")).lead(t.s("voice-lead")).back(above, back).render_html(),
        form.render_html(),
    ])
}

fn voice_fields(t: T, reader: Reader, form: &VoiceForm) -> Vec<Field> {
    use tsumugi_domain::person::Expression;
    let speakers: &[&str] = match reader {
        Reader::Staff => &["person", "family", "supporter"],
        Reader::Own | Reader::Family => &["person", "family"],
    };
    let hows: Vec<&str> = Expression::seen().map(|how| how.code()).collect();
    let how = Field::radios(t, "how", t.s("voice-how"), choices(t, "expression", &hows, &form.how));
    let how = how.in_row();
    let mut fields = vec![
        Field::area(t, "text", t.s("voice-text"), &form.text)
            .hint(t.s("voice-text-hint"))
            .required(),
        Field::radios(
            t,
            "speaker",
            t.s("voice-speaker"),
            choices(t, "speaker", speakers, &form.speaker),
        ),
        match reader {
            Reader::Staff => how.required(),
            Reader::Own | Reader::Family => how.needed_when(t.s("voice-how-when")),
        },
        Field::date(t, "said_on", t.s("voice-said-on"), form.said_on.clone())
            .hint(t.s("voice-said-on-hint")),
        Field::line(t, "scene", t.s("voice-scene"), &form.scene).hint(t.s("voice-scene-hint")),
    ];
    if reader == Reader::Staff {
        fields.push(Field::checks(
            t,
            "on_top",
            t.s("voice-on-top"),
            vec![Choice::new("yes", t.s("voice-on-top-yes"), form.on_top)],
        ));
    }
    fields
}

/// The form for the one-page profile.
#[must_use]
pub fn profile_form(kit: &Kit, view: &ProfileView<'_>, texts: [&str; 3], errors: &Errors) -> Html {
    let t = kit.t();
    let head = &view.head;
    let [liked, important, support] = texts;
    let (summary, fields) = errors.fields(
        t,
        vec![
            Field::area(t, "liked", t.s("profile-liked"), liked).hint(t.s("profile-liked-hint")),
            Field::area(t, "important", t.s("profile-important"), important)
                .hint(t.s("profile-important-hint")),
            Field::area(t, "support", t.s("profile-support"), support)
                .hint(t.s("profile-support-hint")),
        ],
    );
    let form = kit
        .form(head.path("/profile"), fields, "save")
        .cancel(t, head.path("/profile/sheet"))
        .draft(t, format!("profile-{}", head.person.id));
    Html::join([
        summary,
        PageHead::new(t.s("profile-write"))
            .lead(t.s("profile-lead"))
            .back(t.s("profile-title"), head.path("/profile/sheet"))
            .render_html(),
        own_words(t, head),
        form.render_html(),
        profile_history(t, view),
    ])
}

/// The version that stands can be taken out; what was taken out has left its mark.
fn profile_history(t: T, view: &ProfileView<'_>) -> Html {
    let marks = lines(removal::marks(t, view.removals, EntryKind::Profile, None));
    let go = view.stands.filter(|id| view.removals.may(*id)).map(|id| {
        let go = removal::go(t, &view.head, id, &t.plain("profile-title"));
        Actions { buttons: vec![go] }.render_html()
    });
    match (&go, marks.is_empty()) {
        (None, true) => Html::default(),
        _ => Card::new(t.s("removal-profile"), Html::join([marks, go.unwrap_or_default()]))
            .kind(CardKind::Quiet)
            .render_html(),
    }
}

/// Around the form for the one-page profile.
#[derive(Debug)]
pub struct ProfileView<'a> {
    /// The person.
    pub head: HeadView<'a>,
    /// The version that stands.
    pub stands: Option<ProfileId>,
    /// What was taken out, and what the reader may take out.
    pub removals: &'a Removals,
}

/// What was typed about the basics.
#[derive(Debug, Default)]
pub struct BasicsForm {
    /// Name and value, as the fields are called.
    pub values: Vec<(&'static str, String)>,
    /// Birthday.
    pub birth: DateText,
    /// Code of the sex.
    pub sex: String,
    /// The family's own plan.
    pub self_plan: bool,
    /// Whether contact, address and health are shown.
    pub shows: [bool; 3],
    /// How many others of the reader's people may be the same person.
    pub alike: usize,
    /// It was confirmed that somebody new is another than those of the same name and birthday.
    pub same_name: bool,
    /// Those, with the way to their records.
    pub same: Vec<(PersonId, String)>,
}

impl BasicsForm {
    fn get(&self, name: &str) -> &str {
        self.values.iter().find(|(n, _)| *n == name).map_or("", |(_, value)| value)
    }
}

/// 障害支援区分. What was stored before there was a list stays to be seen, and asks to be mended.
fn category(t: T, stored: &str) -> Field {
    let known = SupportCategory::ALL.iter().map(|category| category.code());
    let old = known.clone().all(|code| code != stored).then_some(stored);
    let old = old.filter(|stored| !stored.is_empty());
    let none = Choice::new("", t.s("person-support-category-none"), stored.is_empty());
    let codes = known.chain(old).map(|code| Choice::new(code, Html::text(code), code == stored));
    let choices = std::iter::once(none).chain(codes).collect();
    let field = Field::select(t, "support_category", t.s("person-support-category"), choices);
    if old.is_some() { field.hint(t.s("error-category")) } else { field }
}

/// The form for the basics; `head` is none when somebody new is registered.
#[must_use]
pub fn basics_form(
    kit: &Kit,
    head: Option<&HeadView<'_>>,
    form: &BasicsForm,
    errors: &Errors,
) -> Html {
    let t = kit.t();
    let line = |name: &'static str, key: &str| Field::line(t, name, t.s(key), form.get(name));
    let names = vec![
        line("family", "person-family").required().width(Width::Middle),
        line("given", "person-given").width(Width::Middle),
        line("family_kana", "person-family-kana").width(Width::Middle),
        line("given_kana", "person-given-kana").width(Width::Middle),
        line("preferred", "person-preferred")
            .hint(t.s("person-preferred-hint"))
            .width(Width::Middle),
    ];
    let mut about = vec![
        Field::date(t, "birth", t.s("person-birth"), form.birth.clone()),
        Field::radios(t, "sex", t.s("person-sex"), choices(t, "sex", &["f", "m", "x"], &form.sex))
            .in_row(),
    ];
    let mut service = vec![
        line("certificate", "person-certificate")
            .hint(t.s("person-certificate-hint"))
            .width(Width::Middle),
        Field::checks(
            t,
            "self_plan",
            t.s("person-plan-by"),
            vec![Choice::new("yes", t.s("person-self-plan-yes"), form.self_plan)],
        ),
    ];
    about.extend(same_person(t, form, errors));
    let [contact, address, health] = form.shows;
    let (mut reach, mut care) = (Vec::new(), Vec::new());
    if contact {
        reach.push(line("phone", "person-phone").width(Width::Middle));
    }
    if address {
        reach.push(line("postal_code", "person-postal-code").width(Width::Short));
        reach.push(line("address", "person-address"));
    }
    if health {
        service.insert(1, category(t, form.get("support_category")));
        care.push(line("disability", "person-disability"));
        let text = form.get("medical_care");
        care.push(Field::area(t, "medical_care", t.s("person-medical-care"), text));
    }
    let groups = vec![
        ("basics-names", names),
        ("basics-about", about),
        ("basics-reach", reach),
        ("basics-service", service),
        ("basics-care", care),
    ];
    let (summary, fields) = errors.groups(t, groups);
    let (title, action, cancel, draft) = match head {
        Some(head) => (
            t.s("facts-edit"),
            head.path("/edit"),
            head.path(""),
            format!("basics-{}", head.person.id),
        ),
        None => (t.s("person-register"), "/people".into(), "/people".into(), "basics-new".into()),
    };
    let sent = kit.form(action, fields, "save").cancel(t, cancel.clone()).draft(t, draft);
    let above = head.map_or_else(|| t.s("people-title"), |head| Html::text(&head.called(t)));
    // The next one to be registered is somebody else: their form begins empty.
    let sent = if head.is_none() { sent.draft_asked() } else { sent };
    Html::join([
        summary,
        PageHead::new(title).lead(t.s("basics-lead")).back(above, cancel).render_html(),
        sent.render_html(),
        head.map(|head| address_card(t, head)).unwrap_or_default(),
        head.filter(|head| head.may(PersonAction::Remove))
            .map(|head| removal::person_card(t, head))
            .unwrap_or_default(),
        head.map(|head| merge_card(t, head, form.alike)).unwrap_or_default(),
    ])
}

/// The box that confirms a second one of the same name and birthday, with the way to the record that
/// stands; asked for only when there is one.
fn same_person(t: T, form: &BasicsForm, errors: &Errors) -> Option<Field> {
    let asked = form.same_name || errors.has("same_name");
    let yes = Choice::new("yes", t.s("person-same-yes"), form.same_name);
    let there = form.same.iter().map(|(id, name)| {
        let record = link(&format!("/people/{id}"), &Html::text(name));
        format!("<br>{record}")
    });
    let hint = Html::rendered(format!("{}{}", t.s("person-same-there"), there.collect::<String>()));
    let field = Field::checks(t, "same_name", t.s("same-name"), vec![yes]).required();
    asked.then(|| if form.same.is_empty() { field } else { field.hint(hint) })
}

/// The way to concealing the address: whoever saves the basics leaves this page, so that it is a
/// page of its own.
fn address_card(t: T, head: &HeadView<'_>) -> Html {
    let go = Button::link(t.s("address-go"), ButtonKind::Secondary, head.path("/address"));
    Card::new(t.s("address-title"), paragraph(&t.s("address-lead")))
        .foot(go.render_html())
        .render_html()
}

/// The way to another record of the same person.
fn merge_card(t: T, head: &HeadView<'_>, alike: usize) -> Html {
    let text = match i64::try_from(alike) {
        Ok(count @ 1..) => t.with("merge-maybe", &[("count", count.into())]),
        _ => t.s("merge-card-text"),
    };
    let go = Button::link(t.s("merge-go"), ButtonKind::Secondary, head.path("/merge"));
    Card::new(t.s("merge-title"), paragraph(&text))
        .kind(CardKind::Quiet)
        .foot(go.render_html())
        .render_html()
}

/// One line of "who looked".
#[derive(Debug)]
pub struct LookLine {
    /// When.
    pub at: jiff::civil::DateTime,
    /// Who, by the account; none for the machine and for guests.
    pub account: Option<AccountId>,
    /// Who.
    pub who: String,
    /// From where.
    pub org: String,
    /// Code of the deed.
    pub deed: &'static str,
    /// Codes of the subjects; a change has one.
    pub subjects: Vec<String>,
    /// How often on that day.
    pub count: i64,
}

/// Somebody who looked this month.
#[derive(Debug)]
pub struct LookerLine {
    /// Who.
    pub who: String,
    /// From where; empty for those who come from no organisation.
    pub org: String,
    /// The last day.
    pub last: Date,
}

/// The page of who looked.
#[derive(Debug)]
pub struct LooksView<'a> {
    /// The person.
    pub head: HeadView<'a>,
    /// Who reads.
    pub reader: Reader,
    /// Who looked this month, who looked last first.
    pub month: Vec<LookerLine>,
    /// How many people those are.
    pub people: usize,
    /// This page, the newest first.
    pub looks: Vec<LookLine>,
    /// Without the reader's own.
    pub others: bool,
}

/// Who looked: a short answer, and below it each day to unfold.
#[must_use]
pub fn looks(t: T, view: &LooksView<'_>, pager: Option<Pager>) -> Html {
    let head = &view.head;
    let (other, all) = (head.path("/looks?others=yes"), head.path("/looks?others=no"));
    let (label, href) = if view.others { ("looks-all", all) } else { ("looks-others", other) };
    let (above, back) = view.reader.back(t, head);
    let days = view.looks.chunk_by(|one, next| one.at.date() == next.at.date());
    let days = match view.looks.is_empty() {
        true => Html::default(),
        false => {
            // A day that may go on on the page before or after has no number here.
            let (more, less) = pager
                .as_ref()
                .map_or((false, false), |pager| (pager.previous.is_some(), pager.next.is_some()));
            let last = days.clone().count() - 1;
            let is_whole = |at: usize| !(more && at == 0 || less && at == last);
            let days = days.enumerate().map(|(at, day)| looks_of_day(t, day, is_whole(at)));
            let days = Html::join(days);
            Html::rendered(format!("<section class=\"card log-days\">{days}</section>"))
        }
    };
    let pager = pager.map(|pager| pager.render_html()).unwrap_or_default();
    Html::join([
        PageHead::new(Symbol::Looked.with(t.s("looks-title")))
            .lead(t.s("looks-lead"))
            .back(above, back)
            .action(Button::link(t.s(label), ButtonKind::Secondary, href))
            .action(Button::print(t))
            .render_html(),
        who_looked(t, view),
        days,
        pager,
        paragraph(&t.s("looks-ask")),
    ])
}

/// In one look: how many this month, and from where.
fn who_looked(t: T, view: &LooksView<'_>) -> Html {
    if view.looks.is_empty() {
        let (title, text) = (t.s("looks-none"), t.s("looks-none-text"));
        return Empty { title, text, action: None }.render_html();
    }
    let mut orgs: Vec<(&str, Vec<&LookerLine>)> = Vec::new();
    for one in &view.month {
        match orgs.iter_mut().find(|(org, _)| *org == one.org) {
            Some((_, readers)) => readers.push(one),
            None => orgs.push((&one.org, vec![one])),
        }
    }
    let items = orgs.iter().map(|(org, readers)| {
        let org = match *org {
            "" => t.s("looks-no-org"),
            org => Html::text(org),
        };
        let each = readers.iter().map(|one| {
            let day = t.0.date_short(one.last);
            t.with("looks-who-last", &[("name", (&one.who).into()), ("day", day.into())])
        });
        let each = each.map(|one| format!("<span class=\"day\">{one}</span>"));
        format!("<li><strong>{org}</strong><br>{}</li>", each.collect::<Vec<_>>().join("　"))
    });
    let list = match orgs.is_empty() {
        true => String::new(),
        false => format!("<ul class=\"plain-list\">{}</ul>", items.collect::<String>()),
    };
    let from = orgs.iter().filter(|(org, _)| !org.is_empty()).count();
    let args = [("people", view.people.into()), ("orgs", from.into())];
    let answer = match view.people {
        0 => t.s("looks-month-none"),
        _ => t.with("looks-month", &args),
    };
    let body = Html::rendered(format!("<p class=\"next-what\">{answer}</p>{list}"));
    Card::new(t.s("looks-who"), body).kind(CardKind::Warm).render_html()
}

fn reader_of(look: &LookLine) -> Html {
    let org = match look.org.as_str() {
        "" => String::new(),
        org => format!("（{}）", Html::text(org)),
    };
    Html::rendered(format!("<strong>{}</strong>{org}", Html::text(&look.who)))
}

/// One day, folded: how many were there, where all of it stands on this page, and inside when, who and what, the newest first.
fn looks_of_day(t: T, day: &[LookLine], is_whole: bool) -> Html {
    let who = |one: &LookLine| (one.account, one.account.is_none().then(|| one.who.clone()));
    let who: std::collections::BTreeSet<_> = day.iter().map(who).collect();
    let items = day.iter().map(|look| {
        format!(
            "<li><span>{}</span> <span>{}<br>{}</span></li>",
            t.time(look.at.time()),
            reader_of(look),
            look_what(t, look, look.count)
        )
    });
    let count = match is_whole {
        true => t.with("looks-day-people", &[("people", who.len().into())]),
        false => Html::default(),
    };
    Html::rendered(format!(
        "<details class=\"log-day\"><summary><h2>{}</h2> {count}</summary>\
         <ul class=\"plain-list log\">{}</ul></details>",
        t.date_short(day[0].at.date()),
        items.collect::<String>()
    ))
}

/// What was done to what; looks of one reader on one day stand together with their number.
fn look_what(t: T, look: &LookLine, count: i64) -> Html {
    let deed = t.0.text(&code_key("deed", look.deed));
    let mut subjects: Vec<Phrase> = Vec::new();
    for subject in &look.subjects {
        let key = code_key("subject", subject);
        let word = t.0.text(if t.0.has(&key) { &key } else { "subject-other" });
        if !subjects.contains(&word) {
            subjects.push(word);
        }
    }
    let comma = t.0.text("list-comma");
    let subject = subjects.into_iter().reduce(|all, next| all.then(comma.clone()).then(next));
    let subject = subject.unwrap_or_default();
    let args = [("deed", deed.into()), ("subject", subject.into()), ("count", count.into())];
    t.with(if count > 1 { "look-what-often" } else { "look-what" }, &args)
}
