//! The one table of routes: it feeds the router, the status sweep and the index of pages.

use axum::Router;
use axum::routing::{MethodRouter, get, post};

use crate::state::AppState;
use crate::{account, assets, security};

/// What a route is about; decides which answer each role must get in the status sweep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// Everybody, signed in or not.
    Public,
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
    handler: MethodRouter<AppState>,
}

impl std::fmt::Debug for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} ({:?})", self.method, self.path, self.area)
    }
}

/// Declares routes as a table.
macro_rules! routes {
    ($($area:ident { $($method:ident $path:literal => $handler:path;)+ })+) => {
        vec![$($(Route {
            method: routes!(@name $method),
            path: $path,
            area: Area::$area,
            handler: $method($handler),
        }),+),+]
    };
    (@name get) => { "GET" };
    (@name post) => { "POST" };
}

/// Every route of the product.
pub fn table() -> Vec<Route> {
    routes! {
        Public {
            get "/" => account::root;
            get "/healthz" => account::healthz;
            get "/help" => account::help;
            get "/hidden" => account::hidden;
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
        Signed {
            post "/sign-out" => account::sign_out;
        }
    }
}

/// The whole application.
pub fn router(state: AppState) -> Router {
    let mut router = Router::new();
    for route in table() {
        router = router.route(route.path, route.handler);
    }
    router
        .route("/assets/{*path}", get(assets::serve))
        .fallback(account::not_found)
        .layer(axum::middleware::from_fn_with_state(state.clone(), security::headers))
        .with_state(state)
}
