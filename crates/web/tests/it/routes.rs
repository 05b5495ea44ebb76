//! Every route, as every role, in every relation: what the policy table says is what HTTP answers, and what is
//! looked at is written down.

use crate::harness::{Browser, FormOnPage};
use crate::sample::Sample;
use axum::http::StatusCode;
use throughcare_domain::account::Actor;
use throughcare_domain::code::Code;
use throughcare_domain::policy::{self, Action, Relation};
use throughcare_domain::subject::Subject;
use throughcare_store::{Tx, access};
use throughcare_testkit::{World, both_engines};
use throughcare_web::RouteLine;

fn guarded() -> Vec<RouteLine> {
    throughcare_web::lines()
        .into_iter()
        .filter(|r| r.policy.is_some())
        .collect()
}

fn action(route: &RouteLine) -> Action {
    Action::from_code(route.policy.expect("a guarded route")).expect("a row of the table")
}

/// In which relations an actor stands to what a route is about.
fn relations(
    world: &World,
    actor: Actor,
    subject: Option<Subject>,
    action: Action,
) -> Vec<Relation> {
    match subject {
        Some(Subject::Programme(programme)) if actor.programme() == Some(programme) => {
            vec![Relation::OfProgramme]
        }
        Some(Subject::Programme(_)) => vec![Relation::None],
        Some(subject) => {
            let mut tx = Tx::reading(&world.house, actor).expect("reads");
            let found = access::relations(&mut tx, subject).expect("the subject is there");
            tx.end_reading().expect("ends");
            found
        }
        None if action == Action::KeepOwnAccount => vec![Relation::Self_],
        None if actor.programme().is_some() => vec![Relation::OfProgramme],
        None => vec![Relation::None],
    }
}

/// Whether a look at it is a look at one known subject.
fn belongs_to_somebody(subject: Option<Subject>) -> bool {
    !matches!(subject, None | Some(Subject::Programme(_)))
}

both_engines! {
    fn every_route_with_a_policy_row_has_a_sample_address(world: &mut World) {
        let sample = Sample::of(world);
        let without: Vec<&str> = guarded().iter().filter(|r| sample.address(r.path).is_none()).map(|r| r.path).collect();
        assert_eq!(without, Vec::<&str>::new(), "these addresses have no permission test");
    }

    fn http_answers_as_the_policy_table_says(world: &mut World) {
        let sample = Sample::of(world);
        let routes = guarded();
        let mut wrong = Vec::new();
        let mut sent = 0;
        for (name, role) in World::first_hats() {
            let mut browser = Browser::of(world, name);
            let actor = world.actor_as(name, role);
            for relation in sample.relations() {
                for route in &routes {
                    let (path, subject) = sample.address(route.path).expect("has a sample");
                    if subject.is_none() && relation != Relation::OfProgramme {
                        continue;
                    }
                    sample.arrange(world, actor, subject, relation);
                    let stands = relations(world, actor, subject, action(route));
                    // A list shows what is near; the page is there for whoever could be near anything.
                    let allowed = match (route.look, actor.hat()) {
                        ("list", Some(hat)) => policy::may_at_all(hat, action(route)),
                        _ => policy::decide_any(role, &stands, action(route)).allowed(),
                    };
                    let answer = match route.method {
                        "GET" => browser.get(&path),
                        _ => browser.post_empty(&path),
                    };
                    if route.path == "/sign-out" {
                        browser.sign_in(name);
                    }
                    sent += 1;
                    let shown = answer.status != StatusCode::NOT_FOUND;
                    if answer.status.is_server_error() || shown != allowed {
                        wrong.push(format!(
                            "{} {} as {} {}: {} but the table says {allowed}",
                            route.method, route.path, role.code(), relation.code(), answer.status
                        ));
                    }
                }
            }
            sample.restore(world);
        }
        assert_eq!(wrong, Vec::<String>::new());
        assert!(sent > 400, "{sent} requests are too few to mean anything");
    }

    fn what_a_page_shows_is_written_down_before_it_is_sent(world: &mut World) {
        let sample = Sample::of(world);
        for route in guarded().iter().filter(|r| r.method == "GET") {
            let (path, subject) = sample.address(route.path).expect("has a sample");
            let mut seen_by_somebody = false;
            for (name, role) in World::first_hats() {
                let actor = world.actor_as(name, role);
                let stands = relations(world, actor, subject, action(route));
                if !policy::decide_any(role, &stands, action(route)).allowed() {
                    continue;
                }
                seen_by_somebody = true;
                let mut browser = Browser::of(world, name);
                let before = sample.looks(world, actor);
                let status = browser.get(&path).status;
                let after = sample.looks(world, actor);
                let new = &after[before.len()..];
                let place = format!("{} {} as {} ({status})", route.method, route.path, role.code());
                match route.look {
                    "none" => assert!(new.is_empty(), "{place} shows nobody, and wrote {new:?}"),
                    "list" => assert!(new.iter().any(|l| l.purpose == "list" || l.purpose == "view"), "{place} wrote {new:?}"),
                    "subject" => assert!(
                        new.iter().any(|l| Some(l.subject) == subject || !belongs_to_somebody(subject)),
                        "{place} wrote {new:?}"
                    ),
                    other => panic!("{place} has look {other}"),
                }
                break;
            }
            assert!(seen_by_somebody, "{} is for nobody", route.path);
        }
    }

    fn every_page_is_rendered_in_english_and_in_the_pseudo_language(world: &mut World) {
        let sample = Sample::of(world);
        for (name, role) in World::first_hats() {
            let actor = world.actor_as(name, role);
            let mut english = Browser::of(world, name);
            let mut pseudo = Browser::of(world, name);
            pseudo.post("/language", &[("language".into(), "en-XA".into())]);
            for route in guarded().iter().filter(|r| r.method == "GET") {
                let (path, subject) = sample.address(route.path).expect("has a sample");
                let stands = relations(world, actor, subject, action(route));
                if !policy::decide_any(role, &stands, action(route)).allowed() {
                    continue;
                }
                let (page, other) = (english.get(&path), pseudo.get(&path));
                assert_eq!(page.status, other.status, "{path} as {}", role.code());
                if page.status == StatusCode::OK {
                    assert!(page.body.contains(r#"lang="en-GB" dir="ltr""#), "{path}");
                    assert!(other.body.contains(r#"lang="en-XA" dir="rtl""#), "{path}");
                }
            }
        }
    }
}

impl FormOnPage {
    /// A form with nothing in it but what every form carries.
    pub fn bare(action: &str, token: &str) -> FormOnPage {
        FormOnPage {
            action: action.to_owned(),
            fields: vec![("_token".into(), token.to_owned())],
            texts: Vec::new(),
        }
    }
}
