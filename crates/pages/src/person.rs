//! The person: their own words first, then what hangs together around them.

mod assign;
mod cards;
mod forms;
pub mod merge;
mod sheet;

pub use assign::owner_choices;
pub use cards::{
    end_chip, end_mark, lines, member_line, task_actions, task_end, task_end_to, task_hangs,
    task_reopen, task_row, task_why,
};
pub use forms::{
    BasicsForm, LookLine, LookerLine, LooksView, ProfileView, VoiceForm, basics_form, choices,
    looks, profile_form, voice_form, voices,
};
pub use sheet::profile_sheet;

use jiff::civil::Date;
use std::collections::BTreeMap;
use tsumugi_domain::community::UnmetNeed;
use tsumugi_domain::consent::DataClass;
use tsumugi_domain::ids::{ConsentId, PersonId};
use tsumugi_domain::list::{People, PeopleOrder};
use tsumugi_domain::meeting::Meeting;
use tsumugi_domain::monitoring::Monitoring;
use tsumugi_domain::next::Step;
use tsumugi_domain::notice::Concern;
use tsumugi_domain::person::{
    CommonStage, Expression, Person, Profile, ServiceStage, Speaker, Voice,
};
use tsumugi_domain::plan::Plan;
use tsumugi_domain::policy::PersonAction;
use tsumugi_domain::removal::Removals;
use tsumugi_domain::task::Task;
use tsumugi_domain::team::Membership;

use crate::components::{
    Actions, Button, ButtonKind, Component as _, DataTable, Empty, PageHead, Pager, Quote,
    Voice as Mark, WhoCanSee, nested,
};
use crate::html::{Html, T};
use crate::kit::{Errors, Kit};
use crate::next::next_step;
use cards::{
    care_card, concern_field, facts_card, meetings_card, needs_card, notices_card, plans_card,
    profile_card, tasks_card, team_card, voices_card,
};

/// The head of every page about a person.
#[derive(Debug)]
pub struct HeadView<'a> {
    /// The person.
    pub person: &'a Person,
    /// Age today.
    pub age: Option<i16>,
    /// Service stage today.
    pub stage: Option<ServiceStage>,
    /// Common stage today.
    pub common_stage: Option<CommonStage>,
    /// The words on top.
    pub top: Option<&'a Voice>,
    /// A question whether something may be shared waits for the reader's answer.
    pub share_asked: Option<ConsentId>,
    /// What the reader may do.
    pub may: &'a [PersonAction],
    /// The data classes that the reader sees.
    pub sees: &'a [DataClass],
    /// The reader is the person.
    pub own: bool,
    /// The reader is of the family.
    pub family: bool,
    /// The name of the reader.
    pub reader: &'a str,
}

impl HeadView<'_> {
    /// Whether something was done by the person or the family member who reads: their own pages
    /// call them あなた.
    #[must_use]
    pub fn did(&self, by: &str) -> bool {
        (self.own || self.family) && by == self.reader
    }

    /// The page above every page about the person, for the reader.
    pub(crate) fn above(&self, t: T) -> (Html, String) {
        match self.own || self.family {
            true => (t.s("nav-me"), "/me".to_owned()),
            false => (Html::text(&self.called(t)), self.path("")),
        }
    }

    /// Path of the person's page, with a tail.
    #[must_use]
    pub fn path(&self, tail: &str) -> String {
        format!("/people/{}{tail}", self.person.id)
    }

    /// Whether the reader may do something.
    #[must_use]
    pub fn may(&self, action: PersonAction) -> bool {
        self.may.contains(&action)
    }

    /// Whether the reader sees a data class.
    #[must_use]
    pub fn sees(&self, class: DataClass) -> bool {
        self.sees.contains(&class)
    }

    /// Whether the reader sees everything that something may come from: only then may it be called
    /// empty.
    #[must_use]
    pub fn sees_all(&self, classes: impl IntoIterator<Item = DataClass>) -> bool {
        classes.into_iter().all(|class| self.sees(class))
    }

    /// The person may have words that the reader neither sees nor adds to.
    #[must_use]
    pub fn hides_words(&self) -> bool {
        self.top.is_none() && !self.sees(DataClass::Voice) && !self.may(PersonAction::AddVoice)
    }

    /// The name with its honorific, with the readings of the name's own parts.
    #[must_use]
    pub fn called_aloud(&self, t: T) -> tsumugi_words::Phrase {
        let (name, called) = (&self.person.name, self.called(t));
        let full = t.0.name([(&name.family, &name.family_kana), (&name.given, &name.given_kana)]);
        match called.strip_prefix(&full.to_string()) {
            Some(honorific) => full.then(honorific.into()),
            // Called by another name, which has no reading of its own.
            None => called.into(),
        }
    }

    /// The name with its honorific.
    #[must_use]
    pub fn called(&self, t: T) -> String {
        tsumugi_words::name::address(t.0.layer(), &self.person.name.called())
    }
}

/// A key of the locale files for a code: `stage` and `early_childhood` give
/// `stage-early-childhood`.
#[must_use]
pub fn code_key(list: &str, code: &str) -> String {
    format!("{list}-{}", code.replace('_', "-"))
}

/// What steps and knots of the thread come from.
pub(crate) const EVENTS: [DataClass; 4] =
    [DataClass::Narrative, DataClass::Meeting, DataClass::Plan, DataClass::Voice];

/// The words on top, or the gentle question that leads to them. Whoever sees no words and may add
/// none is not told that there are none.
#[must_use]
pub fn own_words(t: T, head: &HeadView<'_>) -> Html {
    match head.top {
        Some(voice) => quote_to(t, head, voice).render_html(),
        None if head.hides_words() => not_shown(t),
        None => Empty {
            title: t.s(if head.own { "voice-none-mine" } else { "voice-none" }),
            text: t.s("voice-none-text"),
            action: head.may(PersonAction::AddVoice).then(|| {
                Button::link(t.s("voice-add"), ButtonKind::Primary, head.path("/voices/new"))
            }),
        }
        .render_html(),
    }
}

/// In place of what is empty or hidden, for somebody from whom it may be hidden: the same words
/// whichever it is.
#[must_use]
pub fn not_shown(t: T) -> Html {
    Empty { title: t.s("not-shown"), text: t.s("not-shown-text"), action: None }.render_html()
}

/// The age and the life stage, for beside the name.
#[must_use]
pub fn age_and_stage(t: T, head: &HeadView<'_>) -> Html {
    let age = head.age.map(|age| t.with("person-age", &[("age", i64::from(age).into())]));
    let stage = head.stage.map(|stage| t.s(&code_key("stage", stage.code())));
    match (age, stage) {
        (Some(age), Some(stage)) => Html::join([age, Html::text("　"), stage]),
        (age, stage) => age.or(stage).unwrap_or_default(),
    }
}

/// Words with who wrote them down, when and how.
#[must_use]
pub fn quote(t: T, voice: &Voice) -> Quote {
    let mark = mark(voice.speaker, voice.how);
    let how = t.0.text(&code_key("expression", voice.how.code()));
    let day = t.0.date_short(voice.said_on);
    let source = t.with(
        "voice-source",
        &[
            ("day", day.into()),
            ("how", how.into()),
            ("by", (&voice.recorded_by).into()),
            ("scene", t.0.known(&voice.scene).into()),
        ],
    );
    let text = match mark {
        Mark::Own => t.known(&nested(bare(&voice.text))),
        _ => t.known(bare(&voice.text)),
    };
    Quote::new(t, mark, text).source(source)
}

/// As [`quote`], for the reader of a page: who wrote it themselves is not told by name.
#[must_use]
pub fn quote_to(t: T, head: &HeadView<'_>, voice: &Voice) -> Quote {
    let quote = quote(t, voice).mine(head.own);
    if !head.did(&voice.recorded_by) {
        return quote;
    }
    let day = t.0.date_short(voice.said_on);
    let scene = t.0.known(&voice.scene);
    quote.source(t.with("voice-source-mine", &[("day", day.into()), ("scene", scene.into())]))
}

/// Whose words they are, and of the person's how they came.
pub(crate) fn mark(speaker: Speaker, how: Expression) -> Mark {
    match (speaker, how) {
        (Speaker::Family, _) => Mark::Family,
        (Speaker::Supporter, _) => Mark::Staff,
        (Speaker::Person, Expression::Card) => Mark::Chosen,
        (Speaker::Person, Expression::Asked) => Mark::Asked,
        (Speaker::Person, how) if how.is_words() => Mark::Own,
        (Speaker::Person, _) => Mark::Shown,
    }
}

/// What the person said or showed, with how it came.
#[must_use]
pub fn own_by(t: T, how: Expression, text: &str) -> Quote {
    match how.is_words() {
        true => Quote::new(t, Mark::Own, t.known(&nested(bare(text)))),
        false => Quote::new(t, mark(Speaker::Person, how), t.known(text)),
    }
}

/// What came from the person, where how it came is not written down: it stands in quotation marks
/// only if whoever wrote it put them there.
#[must_use]
pub fn own_or_shown(t: T, text: &str) -> Quote {
    match bare(text) {
        inner if inner != text.trim() => Quote::new(t, Mark::Own, t.known(&nested(inner))),
        _ => Quote::new(t, Mark::SaidOrShown, t.known(text)),
    }
}

/// Words without the brackets that somebody typed around them: the page adds its own.
#[must_use]
pub fn spoken(t: T, text: &str) -> Html {
    t.known(&nested(bare(text)))
}

/// What somebody expressed, for a line: in quotation marks when it came in words, else as it is.
pub(crate) fn expressed(t: T, text: &str, how: Expression) -> Html {
    match how.is_words() {
        true => Html::join([t.s("quote-open"), spoken(t, text), t.s("quote-close")]),
        false => t.known(text.trim()),
    }
}

/// The same as text.
pub(crate) fn bare(text: &str) -> &str {
    let text = text.trim();
    let inner = text.strip_prefix('「').and_then(|rest| rest.strip_suffix('」'));
    inner.filter(|inner| !inner.contains(['「', '」'])).unwrap_or(text)
}

/// A page of the people a worker may see.
#[derive(Debug)]
pub struct ListView<'a> {
    /// This page.
    pub people: &'a [Person],
    /// The specialists' office that plans for each of them.
    pub planners: &'a BTreeMap<PersonId, String>,
    /// What the list is narrowed down to.
    pub which: People,
    /// Its order.
    pub order: PeopleOrder,
    /// All that fit.
    pub count: i64,
    /// Which page, from 1.
    pub page: i64,
    /// How many pages.
    pub pages: i64,
    /// What was searched for.
    pub search: &'a str,
    /// Whether the reader may register people.
    pub may_register: bool,
}

/// The list of people.
#[must_use]
pub fn list(kit: &Kit, view: &ListView<'_>, errors: &Errors) -> Html {
    let t = kit.t();
    let mut head = PageHead::new(t.s("people-title"))
        .lead(t.with("people-count", &[("count", view.count.into())]));
    if view.may_register {
        head =
            head.action(Button::link(t.s("person-register"), ButtonKind::Primary, "/people/new"));
    }
    if view.count > 0 {
        let file = people_path("/people/list.csv", view, view.which, view.order);
        let file = Button::link(t.s("list-file"), ButtonKind::Quiet, file);
        head = head.action(Button::print(t)).action(file);
    }
    let search = kit.search("/people/search", t.s("people-search"), view.search, errors);
    let all = (!view.search.is_empty()).then(|| {
        let buttons = vec![Button::link(t.s("people-all"), ButtonKind::Quiet, "/people")];
        Actions { buttons }.render_html()
    });
    let body = if view.people.is_empty() {
        let (title, text) = match (view.search.is_empty(), view.which) {
            (true, People::All) if !view.may_register => {
                ("people-none-seen", "people-none-seen-text")
            }
            (true, People::All) => ("people-none", "people-none-text"),
            (true, _) => ("people-none-which", "people-none-which-text"),
            (false, _) => ("people-not-found", "people-not-found-text"),
        };
        let title = t.with(title, &[("words", view.search.into())]);
        Empty { title, text: t.s(text), action: None }.render_html()
    } else {
        people_table(t, view)
    };
    let choices = people_choices(t, view);
    // What else there is to do with many people stands together, after them.
    let mut more = vec![link("/search", &t.s("search-title"))];
    if view.may_register {
        more.push(link("/import", &t.s("nav-import")));
        more.push(link("/people/doubles", &t.s("doubles-go")));
    }
    let more = more.iter().map(|link| format!("<li>{link}</li>")).collect::<String>();
    let more = Html::rendered(format!("<ul class=\"plain-list screen-only\">{more}</ul>"));
    Html::join([head.render_html(), search, all.unwrap_or_default(), choices, body, more])
}

fn people_path(path: &str, view: &ListView<'_>, which: People, order: PeopleOrder) -> String {
    let found = if view.search.is_empty() { "" } else { "&found=yes" };
    format!("{path}?which={}&order={}{found}", which.code(), order.code())
}

fn people_choices(t: T, view: &ListView<'_>) -> Html {
    let which = People::ALL.iter().map(|which| {
        let label = t.s(&code_key("list-people", which.code()));
        (label, people_path("/people", view, *which, view.order), *which == view.which)
    });
    let order = PeopleOrder::ALL.iter().map(|order| {
        let label = t.s(&code_key("list-people-order", order.code()));
        (label, people_path("/people", view, view.which, *order), *order == view.order)
    });
    crate::list::narrowing(t, which, order)
}

fn people_table(t: T, view: &ListView<'_>) -> Html {
    let rows = view
        .people
        .iter()
        .map(|person| {
            let link = link(&format!("/people/{}", person.id), &name_in_list(t, view, person));
            let kana = Html::text(&person.name.kana());
            let birth = person.birth.map(|birth| t.birthday_short(birth)).unwrap_or_default();
            let plan = match (person.self_plan, view.planners.get(&person.id)) {
                (true, _) => t.s("person-self-plan"),
                (false, Some(office)) => Html::text(office),
                (false, None) => Html::rendered(format!(
                    "<span class=\"muted\">{}</span>",
                    t.s("person-no-planner")
                )),
            };
            vec![link, kana, birth, plan]
        })
        .collect();
    let table = DataTable {
        caption: t.s("people-caption"),
        headers: ["person-name", "person-kana", "person-birth", "person-plan-by"]
            .map(|key| t.s(key))
            .to_vec(),
        rows,
    };
    let here = people_path("/people", view, view.which, view.order);
    let to = |page: i64| format!("{here}&page={page}");
    let pager = Pager {
        t,
        previous: (view.page > 1).then(|| to(view.page - 1)),
        next: (view.page < view.pages).then(|| to(view.page + 1)),
        position: t
            .with("page-of", &[("page", view.page.into()), ("pages", view.pages.max(1).into())]),
    };
    let pager = if view.pages > 1 { pager.render_html() } else { Html::default() };
    let rows = Html::rendered(format!("<div class=\"rows\">{}</div>", table.render_html()));
    Html::join([rows, pager])
}

/// The name; of several who bear it, which one on the page it is, for those who hear the page.
fn name_in_list(t: T, view: &ListView<'_>, person: &Person) -> Html {
    let name = person.name.full();
    let same = || view.people.iter().filter(|other| other.name.full() == name);
    if same().count() < 2 {
        return Html::text(&name);
    }
    let at = same().take_while(|other| other.id != person.id).count() + 1;
    let number = i64::try_from(at).unwrap_or(i64::MAX);
    let which = t.with("people-same-name", &[("number", number.into())]);
    crate::plan::told_apart_by(&Html::text(&name), &which)
}

/// A link; the label is finished words.
#[must_use]
pub fn link(href: &str, label: &Html) -> Html {
    Html::rendered(format!("<a href=\"{}\">{label}</a>", Html::text(href)))
}

/// Everything on the person's page.
#[derive(Debug)]
pub struct PageView<'a> {
    /// The head.
    pub head: HeadView<'a>,
    /// Newest words first.
    pub voices: &'a [Voice],
    /// The one-page profile.
    pub profile: Option<&'a Profile>,
    /// The team.
    pub team: &'a [Membership],
    /// The plans.
    pub plans: &'a [Plan],
    /// The concerns, newest first.
    pub concerns: &'a [Concern],
    /// The older concerns are shown at once, too.
    pub all_concerns: bool,
    /// The newest monitorings.
    pub monitorings: &'a [Monitoring],
    /// The meetings.
    pub meetings: &'a [Meeting],
    /// Open tasks.
    pub tasks: &'a [Task],
    /// What cannot be done now.
    pub needs: &'a [UnmetNeed],
    /// What the reader can do next, the most pressing first.
    pub steps: &'a [Step],
    /// By when the next plan is looked at again.
    pub next_review: Option<Date>,
    /// Facts that may be seen: label key and text.
    pub facts: Vec<(&'static str, String)>,
    /// What was taken out, and what the reader may take out.
    pub removals: &'a Removals,
    /// Today.
    pub today: Date,
    /// Where two records that became one can be made two again, and until when.
    pub undo: Option<(String, Date)>,
}

/// The person's page, with the concern that was typed on it and could not be used.
#[must_use]
pub fn page(kit: &Kit, view: &PageView<'_>, concern: &str, errors: &Errors) -> Html {
    let t = kit.t();
    let head = &view.head;
    let called = head.called(t);
    // The list of people is a worker's; the person and the family come from their own page.
    let (back, above) = match head.may(PersonAction::Confer) {
        true => ("nav-people", "/people"),
        false => ("nav-me", "/me"),
    };
    let page_head = PageHead::new(Html::text(&called))
        .lead(age_and_stage(t, head))
        .back(t.s(back), above)
        .action(Button::link(t.s("thread-title"), ButtonKind::Secondary, head.path("/thread")))
        .action(Button::print(t));
    let concern = errors.put(concern_field(t, concern));
    // What is hidden is absent: a card that calls it empty would say what is not so.
    let only = |class, card: &dyn Fn() -> Html| match head.sees(class) {
        true => card(),
        false => Html::default(),
    };
    let next = match view.steps.is_empty() && !head.sees_all(EVENTS) {
        true => crate::next::say(t, head),
        false => next_step(t, head, view.steps, view.next_review),
    };
    let undo = view.undo.as_ref().map(|(path, until)| {
        let day = t.0.date_short(*until);
        let go = link(path, &t.with("merge-undo-go", &[("day", day.into())]));
        Html::rendered(format!("<p class=\"muted screen-only\">{go}</p>"))
    });
    Html::join([
        errors.summary(t, &[&concern]),
        page_head.render_html(),
        undo.unwrap_or_default(),
        own_words(t, head),
        next,
        columns(
            Html::join([
                only(DataClass::Plan, &|| plans_card(t, view)),
                only(DataClass::Meeting, &|| meetings_card(t, view)),
                only(DataClass::Meeting, &|| tasks_card(kit, view)),
                only(DataClass::Meeting, &|| needs_card(t, view)),
                notices_card(kit, view, &concern),
                team_card(t, view),
            ]),
            Html::join([
                profile_card(t, view),
                only(DataClass::Voice, &|| voices_card(t, view)),
                facts_card(t, view),
                care_card(t, view),
            ]),
        ),
        who_can_see(t, head.sees),
    ])
}

/// Two columns on wide screens, one below the other on narrow ones.
#[must_use]
pub fn columns(main: Html, side: Html) -> Html {
    let markup = |text: &str| Html::rendered(text.to_owned());
    Html::join([
        markup("<div class=\"cols cols-lead\"><div class=\"stack\">"),
        main,
        markup("</div><div class=\"stack\">"),
        side,
        markup("</div></div>"),
    ])
}

/// The sentence that says what this reader sees, and who else can.
#[must_use]
pub fn who_can_see(t: T, classes: &[DataClass]) -> Html {
    let sees = |class| classes.contains(&class);
    // What stands on the page of everybody who supports the person.
    let always = [
        (!sees(DataClass::Voice), "sees-top"),
        (true, "sees-profile"),
        (true, "sees-team"),
        (!sees(DataClass::Narrative), "sees-own-concerns"),
    ];
    let always = always.into_iter().filter(|(shown, _)| *shown).map(|(_, key)| t.plain(key));
    let names: Vec<String> = classes
        .iter()
        .filter(|class| {
            !matches!(
                class,
                DataClass::System | DataClass::Audit | DataClass::Staff | DataClass::Council
            )
        })
        .map(|class| t.plain(&code_key("class", class.code())))
        .chain(always)
        .collect();
    let sentence = t.with("who-can-see-person", &[("classes", names.join("、").into())]);
    WhoCanSee { t, sentence }.render_html()
}
