//! The one table of routes: it feeds the router, the status sweep and the index of pages.

use std::sync::LazyLock;

use axum::Router;
use axum::routing::{MethodRouter, get, post};

use crate::state::AppState;
use crate::{
    account, accounts, address, answer, assets, community, consent, council, home, import, list,
    meeting, monitoring, person, plan, proof, removal, search, security, sessions, staff, support,
    task, team, thread, walk,
};

/// What a route is about; decides which answer each role must get in the status sweep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// Everybody, signed in or not.
    Public,
    /// Whoever holds the link to one meeting.
    Guest,
    /// Everybody signed in.
    Signed,
    /// A worker's own pages.
    Worker,
    /// The person's and the family's own pages.
    Own,
    /// One person: hidden from all without a relation.
    Person,
    /// An organisation's matters.
    Org,
    /// The council's matters.
    Council,
    /// The whole installation.
    System,
}

/// One route.
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// With `{…}` for ids.
    pub path: &'static str,
    /// What it is about.
    pub area: Area,
    /// Whoever acts for others proves once more who they are before it (`proof`).
    pub proved: bool,
    handler: MethodRouter<AppState>,
}

impl std::fmt::Debug for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} ({:?})", self.method, self.path, self.area)
    }
}

/// Declares routes as a table. `get(proved)` and `post(proved)` ask for a fresh proof first.
macro_rules! routes {
    ($($area:ident { $($method:ident $(($proved:ident))? $path:literal => $handler:path;)+ })+) => {
        vec![$($(Route {
            method: routes!(@name $method),
            path: $path,
            area: Area::$area,
            proved: routes!(@proved $($proved)?),
            handler: $method($handler),
        }),+),+]
    };
    (@name get) => { "GET" };
    (@name post) => { "POST" };
    (@proved proved) => { true };
    (@proved) => { false };
}

/// Every route of the product.
pub fn table() -> Vec<Route> {
    routes! {
        Public {
            get "/" => account::root;
            get "/healthz" => account::healthz;
            get "/help" => account::help;
            get "/help/symbols" => account::symbols;
            get "/about" => account::about;
            get "/hidden" => account::hidden;
            post "/hidden/go-on" => account::go_on;
            get "/sign-in" => account::sign_in_form;
            post "/sign-in" => account::sign_in;
            get "/sign-in/code" => account::code_form;
            post "/sign-in/code" => account::code;
            get "/link/{token}" => account::link_form;
            post "/link/{token}" => account::link;
            get "/set-up/{token}" => account::set_up_form;
            post "/set-up/{token}" => account::set_up;
            post "/display" => account::display;
        }
        Guest {
            get "/guest" => meeting::guest::page;
            get "/guest/help" => meeting::guest::help;
            post "/guest/reply" => meeting::guest::reply;
            post "/guest/attendance" => meeting::guest::attend;
            post "/guest/facts" => meeting::guest::tell;
            post "/guest/tasks/{task}" => meeting::guest::finish;
            post "/guest/tasks/{task}/reopen" => meeting::guest::reopen;
            post "/guest/leave" => meeting::guest::leave;
            get "/guest/in/{token}" => meeting::guest::entrance;
            post "/guest/in/{token}" => meeting::guest::enter;
        }
        Signed {
            post "/sign-out" => account::sign_out;
            get "/account" => sessions::page;
            post "/account/sessions/{session}/end" => sessions::end;
            post "/account/sessions/end-others" => sessions::end_others;
            post "/account/prove" => proof::answer;
            get "/account/proved" => proof::proved;
            get "/walk/go" => walk::go;
        }
        Worker {
            get "/home" => home::page;
            get "/people" => person::list;
            get(proved) "/people/list.csv" => person::list_file;
            get "/people/doubles" => person::merge::doubles;
            post "/people/search" => person::search;
            get "/meetings" => list::meetings;
            get(proved) "/meetings/list.csv" => list::meetings_file;
            get "/tasks" => list::tasks;
            get(proved) "/tasks/list.csv" => list::tasks_file;
            get "/needs" => list::needs;
            get(proved) "/needs/list.csv" => list::needs_file;
            get "/search" => search::page;
            post "/search" => search::ask;
        }
        Org {
            get "/people/new" => person::register_form;
            post "/people" => person::register;
            get "/import" => import::choose;
            get "/import/template.csv" => import::template;
            get "/import/preview" => import::look;
            post "/import/preview" => import::preview;
            get "/import/done" => import::done;
            post "/import/apply" => import::apply;
            get "/import/past" => import::past;
            get "/import/past/{import}" => import::one;
            post "/import/past/{import}/undo" => import::undo;
            get "/staff" => staff::own;
            get "/orgs/{org}/staff" => staff::of_org;
            post(proved) "/orgs/{org}/staff/add" => staff::add;
            get "/orgs/{org}/staff/{employment}/edit" => staff::edit_form;
            post "/orgs/{org}/staff/{employment}/edit" => staff::edit;
            get "/orgs/{org}/staff/{employment}/link" => staff::link_form;
            post(proved) "/orgs/{org}/staff/{employment}/link" => staff::new_link;
            get "/orgs/{org}/staff/{employment}/end" => staff::end_form;
            post "/orgs/{org}/staff/{employment}/end" => staff::end;
            post "/orgs/{org}/staff/{employment}/undo-end" => staff::undo_end;
        }
        Council {
            get "/council" => council::desk;
            get "/council/reports/{report}" => council::report;
            post "/council/reports/{report}/send-back" => council::send_back;
            post "/council/reports/{report}/join" => council::join;
            get "/council/issues/new" => council::new_issue;
            post "/council/issues" => council::name_issue;
            get "/council/issues/{issue}" => council::issue;
            post "/council/issues/{issue}/edit" => council::rename_issue;
            post "/council/issues/{issue}/reports" => council::add_reports;
            post "/council/issues/{issue}/reports/{report}/take-out" => council::take_out;
            post "/council/issues/{issue}/agenda" => council::put_on_agenda;
            post "/council/issues/{issue}/answers" => council::answer;
            get "/council/issues/{issue}/sheet" => council::sheet;
            post "/council/items/{item}/said" => council::write_said;
            post "/council/items/{item}/edit" => council::move_item;
        }
        System {
            get "/orgs" => staff::orgs;
            post "/orgs/add" => staff::add_org;
            get "/orgs/{org}/edit" => staff::org_form;
            post "/orgs/{org}/edit" => staff::edit_org;
            get "/orgs/support" => support::page;
            get "/orgs/support/bundle.json" => support::file;
            get "/orgs/council" => council::set_up::page;
            post "/orgs/council/make" => council::set_up::make;
            post "/orgs/council/bodies" => council::set_up::add_body;
        }
        Own {
            get "/me" => home::me;
            get "/me/answers" => answer::mine;
            post "/me/answers" => answer::answer;
            get "/me/answers/ask" => answer::ask;
            get "/me/answers/{answer}/withdraw" => answer::withdraw_form;
            post "/me/answers/{answer}/withdraw" => answer::withdraw;
        }
        Person {
            get "/people/{person}" => person::page;
            get "/people/{person}/thread" => thread::page;
            post "/people/{person}/concerns" => monitoring::raise;
            post "/people/{person}/concerns/{concern}/watch" => monitoring::watch;
            get "/people/{person}/monitorings/new" => monitoring::form;
            post "/people/{person}/monitorings" => monitoring::record;
            get "/monitorings/{monitoring}" => monitoring::page;
            post "/monitorings/{monitoring}/notes" => monitoring::correct;
            get "/people/{person}/call" => meeting::call::form;
            post "/people/{person}/meetings" => meeting::call::convene;
            post "/people/{person}/requests" => meeting::call::ask;
            get "/requests/{request}" => meeting::call::request;
            post "/requests/{request}/merge" => meeting::call::merge;
            post "/requests/{request}/decline" => meeting::call::decline;
            post "/requests/{request}/withdraw" => meeting::call::withdraw;
            get "/meetings/{meeting}" => meeting::confer::page;
            post "/meetings/{meeting}/fix" => meeting::day::fix;
            post "/meetings/{meeting}/replies" => meeting::day::reply;
            get "/meetings/{meeting}/day" => meeting::day::form;
            post "/meetings/{meeting}/day" => meeting::day::set;
            post "/meetings/{meeting}/invite" => meeting::confer::invite;
            post "/meetings/{meeting}/call-off" => meeting::confer::call_off;
            post "/meetings/{meeting}/attendance" => meeting::confer::attendance;
            post "/meetings/{meeting}/agenda" => meeting::confer::agenda;
            post "/meetings/{meeting}/viewpoints" => meeting::confer::viewpoint;
            get "/meetings/{meeting}/decisions/new" => meeting::confer::new_decision;
            get "/meetings/{meeting}/decisions/{decision}" => meeting::confer::edit_decision;
            post "/meetings/{meeting}/decisions" => meeting::confer::decide;
            post "/meetings/{meeting}/remove-decision" => meeting::confer::remove_decision;
            get "/meetings/{meeting}/answers" => meeting::confer::answer_form;
            post "/meetings/{meeting}/answers" => meeting::confer::answer;
            get "/meetings/{meeting}/close" => meeting::close::form;
            post "/meetings/{meeting}/close" => meeting::close::close;
            get "/meetings/{meeting}/minutes" => meeting::close::minutes;
            post "/meetings/{meeting}/minutes/correct" => meeting::close::correct;
            post "/meetings/{meeting}/minutes/confirm" => meeting::close::confirm;
            get "/meetings/{meeting}/invitations" => meeting::close::sheets;
            get "/meetings/{meeting}/invitations/{invitation}" => meeting::close::sheet;
            post "/meetings/{meeting}/invitations/{invitation}/guest-link" => meeting::guest::give;
            post "/meetings/{meeting}/invitations/{invitation}/guest-link/end" => meeting::guest::take_back;
            post "/meetings/{meeting}/facts" => meeting::guest::write_facts;
            post "/tasks/{task}/assign" => task::assign;
            post "/tasks/{task}/finish" => task::finish;
            post "/tasks/{task}/reopen" => task::reopen;
            get "/people/{person}/plans/new" => plan::start_form;
            post "/people/{person}/plans" => plan::start;
            get "/plans/{plan}" => plan::page;
            get "/plans/{plan}/easy" => plan::easy;
            post "/plans/{plan}/revise" => plan::revise;
            get "/plans/{plan}/edit" => plan::edit;
            post "/plans/{plan}/draft" => plan::save_draft;
            get "/plans/{plan}/discard" => plan::discard_form;
            post "/plans/{plan}/discard" => plan::discard;
            get "/plans/{plan}/versions/{version}" => plan::version;
            get "/plans/{plan}/goals/new" => plan::new_goal;
            get "/plans/{plan}/goals/{goal}" => plan::edit_goal;
            post "/plans/{plan}/goals" => plan::save_goal;
            post "/plans/{plan}/remove-goal" => plan::remove_goal;
            post "/plans/{plan}/move-goal" => plan::move_goal;
            post "/plans/{plan}/views" => plan::add_view;
            get "/plans/{plan}/answers" => answer::of_plan;
            post "/plans/{plan}/answers" => answer::record;
            get "/plans/{plan}/answers/{answer}/withdraw" => answer::withdraw_family_form;
            post "/plans/{plan}/answers/{answer}/withdraw" => answer::withdraw_family;
            post "/plans/{plan}/agree" => plan::agree;
            post "/plans/{plan}/deliver" => plan::deliver;
            get "/needs/{need}" => community::need;
            get "/needs/{need}/edit" => community::put_right_form;
            post "/needs/{need}/edit" => community::put_right;
            post "/needs/{need}/keep" => community::keep;
            post "/needs/{need}/undo-keep" => community::undo_keep;
            post "/needs/{need}/ask-not" => community::ask_not;
            post "/needs/{need}/undo-ask-not" => community::undo_ask_not;
            get "/needs/{need}/report" => community::report_form;
            post "/needs/{need}/report" => community::report;
            get "/people/{person}/edit" => person::edit_form;
            post "/people/{person}/edit" => person::edit;
            get "/people/{person}/merge" => person::merge::choose;
            post "/people/{person}/merge/search" => person::merge::search;
            get "/people/{person}/merge/{other}" => person::merge::preview;
            post "/people/{person}/merge/{other}" => person::merge::join;
            get "/people/{person}/merges/{merge}" => person::merge::undo_form;
            post "/people/{person}/merges/{merge}/undo" => person::merge::undo;
            get "/people/{person}/address" => address::page;
            post "/people/{person}/address/conceal" => address::conceal;
            post "/people/{person}/address/ask" => address::ask;
            post "/people/{person}/address/keep" => address::keep;
            post(proved) "/people/{person}/address/reveal" => address::reveal;
            get "/people/{person}/voices" => person::voices;
            get "/people/{person}/voices/new" => person::voice_form;
            post "/people/{person}/voices" => person::add_voice;
            post "/people/{person}/voices/{voice}/top" => person::put_on_top;
            post "/people/{person}/voices/{voice}/heard" => person::hear;
            get "/people/{person}/profile" => person::profile_form;
            post "/people/{person}/profile" => person::write_profile;
            get "/people/{person}/remove" => removal::person_form;
            post "/people/{person}/remove" => removal::remove_person;
            get "/people/{person}/entries/{entry}/remove" => removal::form;
            post "/people/{person}/entries/{entry}/remove" => removal::remove;
            get "/people/{person}/profile/sheet" => person::profile_sheet;
            get "/people/{person}/looks" => person::looks;
            get "/people/{person}/team" => team::page;
            post "/people/{person}/team/add" => team::add;
            post "/people/{person}/team/guardian" => team::add_guardian;
            post "/people/{person}/team/{member}/end" => team::end;
            post "/people/{person}/team/{member}/key" => team::set_key;
            get "/people/{person}/accounts" => accounts::page;
            post(proved) "/people/{person}/accounts/own" => accounts::invite_person;
            post "/people/{person}/accounts/{account}/close" => accounts::close;
            post(proved) "/people/{person}/team/{member}/invite" => accounts::invite_family;
            post "/people/{person}/team/{member}/sight" => accounts::set_sight;
            get "/people/{person}/consents" => consent::page;
            post(proved) "/people/{person}/consents/ask" => consent::ask;
            get "/people/{person}/consents/{consent}" => consent::one;
            post(proved) "/people/{person}/consents/{consent}/answer" => consent::answer;
            get "/people/{person}/consents/{consent}/withdraw" => consent::withdraw_form;
            post "/people/{person}/consents/{consent}/withdraw" => consent::withdraw;
        }
    }
}

/// The whole application.
pub fn router(state: AppState) -> Router {
    let mut router = Router::new();
    for route in table() {
        let handler = match route.proved {
            true => route.handler.route_layer(axum::middleware::from_fn_with_state(
                (state.clone(), route.area),
                proof::guard,
            )),
            false => route.handler,
        };
        router = router.route(route.path, handler);
    }
    router
        .route("/assets/{*path}", get(assets::serve))
        .fallback(account::not_found)
        .method_not_allowed_fallback(account::form_only)
        .layer(axum::middleware::from_fn_with_state(state.clone(), person::merge::lead_on))
        .layer(axum::middleware::from_fn_with_state(state.clone(), security::headers))
        .with_state(state)
}

static PAGES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    table().iter().filter(|route| route.method == "GET").map(|route| route.path).collect()
});

/// The page on which a form stood: the nearest page above the form's own path.
pub(crate) fn page_above(path: &str) -> &str {
    let mut above = path;
    while let Some((up, _)) = above.rsplit_once('/') {
        above = up;
        if PAGES.iter().any(|pattern| fits(pattern, above)) {
            return above;
        }
    }
    // A task has no page of its own: it lives on the home, to which the root leads.
    "/"
}

/// The page that is read again after a form was sent to a path: its own, or the one above.
pub(crate) fn page_of(path: &str) -> &str {
    match PAGES.iter().any(|pattern| fits(pattern, path)) {
        true => path,
        false => page_above(path),
    }
}

/// Whether a path is one of a pattern.
fn fits(pattern: &str, path: &str) -> bool {
    let mut parts = pattern.split('/').zip(path.split('/'));
    pattern.split('/').count() == path.split('/').count()
        && parts.all(|(part, found)| part == found || (part.starts_with('{') && is_id(found)))
}

fn is_id(text: &str) -> bool {
    uuid::Uuid::parse_str(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{page_above, page_of};

    #[test]
    fn a_form_leads_back_to_the_page_it_stood_on() {
        let id = "0199ef77-5800-7e87-930c-288e877b03a9";
        let above = |path: &str| page_above(&path.replace("ID", id)).replace(id, "ID");
        assert_eq!(above("/people/ID/concerns"), "/people/ID");
        assert_eq!(above("/people/ID/concerns/ID/watch"), "/people/ID");
        assert_eq!(above("/people/ID/voices/ID/top"), "/people/ID/voices");
        assert_eq!(above("/meetings/ID/minutes/confirm"), "/meetings/ID/minutes");
        assert_eq!(above("/orgs/ID/staff/ID/link"), "/orgs/ID/staff");
        assert_eq!(above("/people/new/x"), "/people/new");
        assert_eq!(above("/tasks/ID/finish"), "/tasks");
        assert_eq!(above("/sign-out"), "/");
        // A form that is shown again under its own path is a page of its own.
        assert_eq!(page_of("/people/new"), "/people/new");
        assert_eq!(page_of("/guest/facts"), "/guest");
    }
}
