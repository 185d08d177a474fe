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
    pub fn search(&self, action: impl Into<String>, label: Html, value: &str) -> Html {
        SearchBox {
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

/// What is wrong with a form, by field.
#[derive(Debug, Default, Clone)]
pub struct Errors(HashMap<&'static str, Html>);

impl FromIterator<(&'static str, Html)> for Errors {
    fn from_iter<I: IntoIterator<Item = (&'static str, Html)>>(errors: I) -> Self {
        Self(errors.into_iter().collect())
    }
}

impl Errors {
    /// The sentence beside a field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<Html> {
        self.0.get(field).cloned()
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
            FieldGroup { legend: t.s(legend), hint: None, fields }.render_html()
        });
        (summary, Html::join(groups))
    }

    pub(crate) fn put_in(&self, fields: Vec<Field>) -> Vec<Field> {
        let one = |field: Field| {
            let error = self.of(&field.name);
            field.error(error)
        };
        fields.into_iter().map(one).collect()
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
                let message =
                    Html::join([field.label.clone(), t.s("error-of-field"), self.of(&field.name)?]);
                Some(ErrorItem { input_id: Some(field.input_id()), message })
            })
            .collect();
        let mut others: Vec<_> = self
            .0
            .iter()
            .filter(|(name, _)| fields.iter().all(|field| field.name != **name))
            .collect();
        others.sort_by_key(|(name, _)| **name);
        items.extend(
            others
                .into_iter()
                .map(|(_, message)| ErrorItem { input_id: None, message: message.clone() }),
        );
        ErrorSummary { t, items }.render_html()
    }
}
