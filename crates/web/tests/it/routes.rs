//! Every route, as every role, in every relation: what the policy table says is what HTTP answers, and what is
//! looked at is written down.

use crate::harness::{Browser, FormOnPage};
use crate::relation::{Means, arrange, askers, means, restore, stands};
use crate::sample::Sample;
use axum::http::StatusCode;
use std::collections::BTreeSet;
use throughcare_domain::account::{Actor, Role, Scope};
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
        None => match actor.hat().expect("a person").scope {
            Scope::Programme(_) => vec![Relation::OfProgramme],
            Scope::Agency(_) => vec![Relation::OfAgency],
            Scope::Installation => vec![Relation::None],
        },
    }
}

/// What the table says of one route and one actor.
fn allowed(route: &RouteLine, actor: Actor, stands: &[Relation]) -> bool {
    let hat = actor.hat().expect("a person");
    match route.look {
        // A list shows what is near; the page is there for whoever could be near anything.
        "list" => policy::may_at_all(hat, action(route)),
        _ => policy::decide_any(hat.role, stands, action(route)).allowed(),
    }
}

/// Sends what a route takes: a form has nothing in it but a good token.
fn ask(browser: &mut Browser, route: &RouteLine, path: &str) -> StatusCode {
    match route.method {
        "GET" => browser.get(path).status,
        _ => browser.post_empty(path).status,
    }
}

/// The roles and relations that nobody stood in, although somebody could.
fn not_held(held: &BTreeSet<(Relation, Role)>) -> Vec<String> {
    let of_house = [
        Role::DataProtectionOfficer,
        Role::Oversight,
        Role::Administrator,
    ];
    let mut out = Vec::new();
    for relation in Relation::ALL {
        for role in Role::ALL {
            let could = match means(*relation) {
                Means::Nothing(_) => false,
                // A hat of the house is worn in no programme, and only what is written of a person reaches it.
                Means::Row => *relation == Relation::Excluded || !of_house.contains(role),
                Means::Hat => *relation != Relation::OfProgramme || !of_house.contains(role),
                Means::Own => true,
            };
            if could && !held.contains(&(*relation, *role)) {
                out.push(format!("{} {}", relation.code(), role.code()));
            }
        }
    }
    out
}

/// Whether a look at it is a look at one known subject.
fn belongs_to_somebody(subject: Option<Subject>) -> bool {
    !matches!(subject, None | Some(Subject::Programme(_)))
}

/// A relation for which the tests have no means is one that the store never finds.
#[test]
fn what_has_no_means_here_has_none_in_the_store() {
    let store = include_str!("../../../store/src/access.rs");
    for relation in Relation::ALL {
        if let Means::Nothing(why) = means(*relation) {
            let named = format!("Relation::{relation:?}");
            assert!(!store.contains(&named), "{named} is found, and yet: {why}");
        }
    }
}

both_engines! {
    fn every_route_with_a_policy_row_has_a_sample_address(world: &mut World) {
        let sample = Sample::of(world);
        let without: Vec<&str> = guarded().iter().filter(|r| sample.address(r.path).is_none()).map(|r| r.path).collect();
        assert_eq!(without, Vec::<&str>::new(), "these addresses have no permission test");
    }

    /// Each cell of the golden matrix whose action has a route, in each relation that the role can hold to what the
    /// route is about. A page that the hat alone opens is asked for once, and not again for each relation beside it.
    fn http_answers_as_the_policy_table_says(world: &mut World) {
        let sample = Sample::of(world);
        let routes = guarded();
        let (mut wrong, mut sent, mut held) = (Vec::new(), 0, BTreeSet::new());
        for actor in askers(world) {
            let hat = *actor.hat().expect("a person");
            let mut browser = Browser::begun(world, actor);
            for relation in Relation::ALL {
                arrange(world, &sample, actor, *relation);
                for route in &routes {
                    let (path, subject) = sample.address(route.path).expect("has a sample");
                    let Some(expected) = stands(world, &hat, *relation, subject, action(route)) else {
                        continue;
                    };
                    held.insert((*relation, hat.role));
                    let says = allowed(route, actor, &expected);
                    if says && expected.len() > 1 && allowed(route, actor, &expected[1..]) {
                        continue;
                    }
                    // What was sent before may have moved it: an offer was accepted, a second look answered.
                    if relations(world, actor, subject, action(route)) != expected {
                        arrange(world, &sample, actor, *relation);
                    }
                    let place = format!(
                        "{} {} as {} {} {}",
                        route.method, route.path, hat.scope.kind(), hat.role.code(), relation.code()
                    );
                    assert_eq!(relations(world, actor, subject, action(route)), expected, "{place}");
                    let status = ask(&mut browser, route, &path);
                    if route.path == "/sign-out" {
                        browser = Browser::begun(world, actor);
                    }
                    sent += 1;
                    if status.is_server_error() || (status != StatusCode::NOT_FOUND) != says {
                        wrong.push(format!("{place}: {status} but the table says {says}"));
                    }
                }
            }
            restore(world, &sample, actor.account().expect("a person"));
        }
        assert_eq!(wrong, Vec::<String>::new());
        assert_eq!(not_held(&held), Vec::<String>::new(), "nobody stood in these relations");
        assert!(sent > 4000, "{sent} requests are too few to mean anything");
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
