//! The guided first walk through a demonstration region: a quiet strip on top of every page, which
//! says what to do next and why, and leads there. It can be left at any step.

use tsumugi_domain::walk::Stop;

use crate::components::{Actions, Button, ButtonKind, Component as _};
use crate::html::{Html, T};
use crate::person::code_key;

/// Where a step of a walk leads, by its number from 1.
#[must_use]
pub fn go(step: usize) -> String {
    format!("/walk/go?step={step}")
}

/// Where the reader of a walk is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Now {
    /// The step, by its number from 1.
    pub step: usize,
    /// The page of the step was opened already: the way on is the next one.
    pub opened: bool,
    /// This is the page of the step.
    pub here: bool,
    /// The person whom the walk follows has no such page; it shows somebody else's.
    pub elsewhere: bool,
}

/// The strip for a step: one line with the way on, and the rest folded. Nothing when the walk has
/// no such step.
#[must_use]
pub fn strip(t: T, walk: &[Stop], now: Now) -> Html {
    let step = now.step;
    let Some(stop) = step.checked_sub(1).and_then(|at| walk.get(at)) else {
        return Html::default();
    };
    let counted =
        [("step", count(step)), ("of", count(walk.len()))].map(|(name, n)| (name, n.into()));
    let over = "/walk/go?step=over".to_owned();
    let is_last = step == walk.len();
    let (on, to) = match (now.opened, is_last) {
        (false, _) => ("walk-here", go(step)),
        (true, false) => ("walk-next", go(step + 1)),
        (true, true) => ("walk-done", over.clone()),
    };
    let mut folded = Vec::new();
    if now.opened && !now.here {
        folded.push(Button::link(t.s("walk-back"), ButtonKind::Secondary, go(step)));
    }
    if !(now.opened && is_last) {
        folded.push(Button::link(t.s("walk-end"), ButtonKind::Quiet, over));
    }
    let mut why = vec![t.s(&code_key("walk-why", stop.code()))];
    if now.elsewhere {
        why.push(t.s("walk-elsewhere"));
    }
    let why = why.iter().map(|line| Html::rendered(format!("<p class=\"walk-why\">{line}</p>")));
    Html::rendered(format!(
        "<aside class=\"walk\" aria-label=\"{name}\"><div class=\"walk-row\"><details>\
         <summary><span class=\"walk-count\">{count}</span> \
         <span class=\"walk-what\">{what}</span></summary>{why}{folded}</details>{on}\
         </div></aside>",
        name = t.s("walk-name").label(),
        count = t.with("walk-count", &counted),
        what = t.s(&code_key("walk", stop.code())),
        why = Html::join(why),
        folded = Actions { buttons: folded }.render_html(),
        on = Button::link(t.s(on), ButtonKind::Secondary, to).render_html(),
    ))
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tsumugi_words::{Furigana, Layer, Words};

    #[test]
    fn there_is_one_way_on_and_never_to_the_page_one_is_on() {
        let t = T(Words::new(Layer::Standard, Furigana::Off));
        let steps = [Stop::Person; 10];
        let walk = &steps[..];
        let ways = |step, opened, here| {
            let now = Now { step, opened, here, elsewhere: false };
            let strip = strip(t, walk, now).into_string();
            let ways = strip.split("/walk/go?step=").skip(1);
            ways.filter_map(|rest| rest.split('"').next()).collect::<Vec<_>>().join(" ")
        };
        // What is folded comes first, the way on last.
        assert_eq!(ways(1, false, false), "over 1");
        assert_eq!(ways(1, true, true), "over 2");
        assert_eq!(ways(2, true, false), "2 over 3");
        assert_eq!(ways(10, true, true), "over");
        assert_eq!(ways(10, true, false), "10 over");
        assert_eq!((ways(0, true, true), ways(11, true, true)), (String::new(), String::new()));
    }
}
