//! The council's pages, as those read them who sort and those who talk.

use tsumugi_domain::ids::CommunityIssueId;
use tsumugi_testkit::{Engine, TestApp};

#[test]
fn a_member_finds_what_is_next_on_an_issue() {
    let app = TestApp::on(Engine::Sqlite).build();
    let secretary = app.op("council_secretariat");
    let issues = tsumugi_app::council::issues(&secretary).expect("issues");
    assert!(!issues.is_empty());
    let mut member = app.sign_in("council_member");
    for issue in issues {
        let id: CommunityIssueId = issue.id;
        let page = member.get(&format!("/council/issues/{id}")).body;
        assert!(page.contains("class=\"next\""), "{:?}: {page}", issue.state);
        // Nobody who only reads is asked to sort or to answer.
        for others in ["href=\"#agenda\"", "href=\"#answer\"", "href=\"#items\""] {
            assert!(!page.contains(others), "{:?} {others}: {page}", issue.state);
        }
    }
}
