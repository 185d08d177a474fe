//! What a page makes forms with, and the sentences that stand beside its fields.

use std::cell::Cell;
use std::collections::HashMap;

use crate::components::{
    Button, ButtonKind, Component as _, ErrorItem, ErrorSummary, Field, FieldGroup, Form,
    PostButton, SearchBox,
};
use crate::html::{Html, T};

/// Makes the forms of one page: each gets the reader's token against forged requests, and a
/// token of its own that makes a double send count once.
#[derive(Debug)]
pub struct Kit {
    t: T,
    csrf: String,
    token: String,
    seen: String,
    next: Cell<u32>,
}

impl std::fmt::Debug for T {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "T({:?})", self.0)
    }
}

impl Kit {
    /// A kit for one rendering of one page.
    #[must_use]
    pub fn new(t: T, csrf: String, token: String) -> Self {
        Self { t, csrf, token, seen: String::new(), next: Cell::new(0) }
    }

    /// The mark of what the page's form shows before it is changed; sent back with it.
    #[must_use]
    pub fn seeing(mut self, seen: String) -> Self {
        self.seen = seen;
        self
    }

    /// The reader's words.
    #[must_use]
    pub fn t(&self) -> T {
        self.t
    }

    fn submit_token(&self) -> String {
        let number = self.next.get();
        self.next.set(number + 1);
        format!("{}-{number}", self.token)
    }

    /// A form with one primary button whose label is a key.
    #[must_use]
    pub fn form(&self, action: impl Into<String>, fields: Html, button: &str) -> Form {
        let form = Form::new(action, &self.csrf, &self.submit_token(), fields, self.t.s(button));
        if self.seen.is_empty() { form } else { form.hidden("seen", &self.seen) }
    }

    /// A search box.
    #[must_use]
    pub fn search(
        &self,
        action: impl Into<String>,
        label: Html,
        value: &str,
        errors: &Errors,
    ) -> Html {
        SearchBox {
            error: errors.said(self.t, "search"),
            t: self.t,
            action: action.into(),
            csrf: self.csrf.clone(),
            submit_token: self.submit_token(),
            value: value.to_owned(),
            label,
        }
        .render_html()
    }

    /// A form that is nothing but one button.
    #[must_use]
    pub fn post(
        &self,
        action: impl Into<String>,
        key: &str,
        kind: ButtonKind,
        hidden: Vec<(&'static str, String)>,
    ) -> Html {
        PostButton {
            action: action.into(),
            csrf: self.csrf.clone(),
            submit_token: self.submit_token(),
            hidden,
            button: Button::submit(self.t.s(key), kind),
        }
        .render_html()
    }

    /// Like [`Kit::post`], with a name for screen readers that tells repeated buttons apart.
    #[must_use]
    pub fn post_named(
        &self,
        action: impl Into<String>,
        key: &str,
        kind: ButtonKind,
        spoken: String,
        hidden: Vec<(&'static str, String)>,
    ) -> Html {
        PostButton {
            action: action.into(),
            csrf: self.csrf.clone(),
            submit_token: self.submit_token(),
            hidden,
            button: Button::submit(self.t.s(key), kind).spoken(spoken),
        }
        .render_html()
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing was written, or nothing chosen: the field knows which is asked.
    Missing,
    /// Anything else, as a sentence.
    Says(Html),
}

/// What is wrong with a form, by name or id of the field.
#[derive(Debug, Default, Clone)]
pub struct Errors(HashMap<String, Wrong>);

impl FromIterator<(&'static str, Wrong)> for Errors {
    fn from_iter<I: IntoIterator<Item = (&'static str, Wrong)>>(errors: I) -> Self {
        Self(errors.into_iter().map(|(field, wrong)| (field.to_owned(), wrong)).collect())
    }
}

impl Errors {
    /// Something is wrong with the field of this name.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.0.contains_key(field)
    }

    /// What is wrong with a field stands at the input of this id: its name stands on the page
    /// twice, or the answer is given in several fields.
    #[must_use]
    pub fn at(mut self, field: &str, id: impl Into<String>) -> Self {
        if let Some(wrong) = self.0.remove(field) {
            self.0.insert(id.into(), wrong);
        }
        self
    }

    /// The field with its sentence, when something is wrong with it.
    #[must_use]
    pub fn put(&self, field: Field) -> Field {
        let error = self.of(&field);
        field.error(error)
    }

    fn of(&self, field: &Field) -> Option<Html> {
        let by_id = field.id.as_ref().and_then(|id| self.0.get(id));
        Some(match by_id.or_else(|| self.0.get(&field.name))? {
            Wrong::Says(sentence) => sentence.clone(),
            Wrong::Missing if field.is_chosen() => field.t.s("error-choose"),
            Wrong::Missing => field.t.s("error-required"),
        })
    }

    /// What is wrong with something that is written, and is no field of a form.
    fn said(&self, t: T, name: &str) -> Option<Html> {
        Some(match self.0.get(name)? {
            Wrong::Says(sentence) => sentence.clone(),
            Wrong::Missing => t.s("error-required"),
        })
    }

    /// Nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fields of a form with their errors put in, and the summary above the page. Errors of
    /// fields that are not on the form stand in the summary alone: nothing is swallowed.
    #[must_use]
    pub fn fields(&self, t: T, fields: Vec<Field>) -> (Html, Html) {
        let fields = self.put_in(fields);
        let summary = self.summary(t, &fields.iter().collect::<Vec<_>>());
        (summary, Html::join(fields.iter().map(|field| field.render_html())))
    }

    /// As [`Errors::fields`], in groups under a heading each.
    #[must_use]
    pub fn groups(&self, t: T, groups: Vec<(&str, Vec<Field>)>) -> (Html, Html) {
        let groups: Vec<(&str, Vec<Field>)> = groups
            .into_iter()
            .filter(|(_, fields)| !fields.is_empty())
            .map(|(legend, fields)| (legend, self.put_in(fields)))
            .collect();
        let summary =
            self.summary(t, &groups.iter().flat_map(|(_, fields)| fields).collect::<Vec<_>>());
        let groups = groups.iter().map(|(legend, fields)| {
            let fields = Html::join(fields.iter().map(|field| field.render_html()));
            // Side by side where there is room: family name and given name, and their readings.
            let fields = Html::rendered(format!("<div class=\"pairs\">{fields}</div>"));
            FieldGroup { legend: t.s(legend), hint: None, fields }.render_html()
        });
        (summary, Html::join(groups))
    }

    pub(crate) fn put_in(&self, fields: Vec<Field>) -> Vec<Field> {
        fields.into_iter().map(|field| self.put(field)).collect()
    }

    /// The summary above a page: the fields' errors with links, then the others.
    #[must_use]
    pub fn summary(&self, t: T, fields: &[&Field]) -> Html {
        if self.is_empty() {
            return Html::default();
        }
        let mut items: Vec<ErrorItem> = fields
            .iter()
            .filter_map(|field| {
                // Far from its field a sentence must say which one it is about.
                let names = field.about.iter().chain([&field.label]).cloned();
                let parts = names.flat_map(|name| [name, t.s("error-of-field")]);
                let message = Html::join(parts.chain([self.of(field)?]));
                Some(ErrorItem { input_id: Some(field.input_id()), message })
            })
            .collect();
        let mut others: Vec<_> = self
            .0
            .iter()
            .filter(|(name, _)| fields.iter().all(|field| !field.is_called(name)))
            .collect();
        others.sort_by_key(|(name, _)| *name);
        items.extend(others.into_iter().map(|(_, wrong)| ErrorItem {
            input_id: None,
            message: match wrong {
                Wrong::Says(sentence) => sentence.clone(),
                Wrong::Missing => t.s("error-required"),
            },
        }));
        ErrorSummary { t, items }.render_html()
    }
}
