//! What stands in the navigation of a worker, by the posts held today.

use tsumugi_domain::policy::Post;
use tsumugi_domain::staff::Role;

/// Key of the label and path of each part that is theirs.
pub(crate) fn of_staff(posts: &[Post]) -> Vec<(&'static str, &'static str)> {
    let any = |fits: fn(Role) -> bool| posts.iter().any(|post| fits(post.role));
    let mut nav = vec![("nav-home", "/home")];
    if any(Role::sees_people) {
        nav.push(("nav-people", "/people"));
        nav.push(("nav-meetings", "/meetings"));
        nav.push(("nav-tasks", "/tasks"));
        nav.push(("nav-needs", "/needs"));
    }
    if any(|r| r.is_manager() || r == Role::Specialist) {
        nav.push(("nav-import", "/import"));
    }
    if any(|r| matches!(r, Role::CouncilSecretariat | Role::CoreCentre | Role::CouncilMember)) {
        nav.push(("nav-council", "/council"));
    }
    if any(|r| r == Role::OfficeAdmin || r.is_manager()) {
        nav.push(("nav-staff", "/staff"));
    }
    if any(|r| r == Role::SystemAdmin) {
        nav.push(("nav-orgs", "/orgs"));
    }
    nav
}
