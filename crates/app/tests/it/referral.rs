//! A referral from receipt to the word back to the referrer.

use crate::concern::*;
use throughcare_app::identify::enquiry::{self, CallDraft, TurnRefusal};
use throughcare_app::identify::referral::{self, public_reference, public_standing};
use throughcare_app::{Attempt, Refusal, work};
use throughcare_domain::account::{Actor, Role};
use throughcare_domain::decision::{Basis, DisclosureKind};
use throughcare_domain::id::*;
use throughcare_domain::identify::enquiry as asked;
use throughcare_domain::identify::fact::Fact;
use throughcare_domain::identify::public_reference::PublicStanding;
use throughcare_domain::identify::referral::*;
use throughcare_domain::person::*;
use throughcare_domain::policy::Action;
use throughcare_domain::subject::Subject;
use throughcare_store::form_use::FormToken;
use throughcare_store::identify::referral::Which;
use throughcare_store::notice::NoticeKind;
use throughcare_testkit::{World, both_engines};

fn show(world: &World, who: Actor, id: ReferralId) -> referral::ReferralView {
    world
        .sees(who, |tx| referral::show(tx, id))
        .unwrap_or_else(|refusal| panic!("not shown: {refusal:?}"))
}

fn refused<T>(outcome: Result<T, Refusal<ReferralRefusal>>, by: ReferralRefusal) {
    match outcome {
        Err(Refusal::Rule(rule)) => assert_eq!(rule, by),
        Err(other) => panic!("refused otherwise: {other:?}"),
        Ok(_) => panic!("not refused: {by:?}"),
    }
}

fn word(world: &World, words: &str) -> WordToReferrer {
    WordToReferrer {
        to: "Helen Marsh".into(),
        words: words.into(),
        basis: Basis::Mandate,
        told_at: world.house.now(),
    }
}

fn public_draft(world: &World, urgency: Urgency) -> ReferralDraft {
    let mut draft = concern(world.house.now());
    draft.urgency = urgency;
    draft.referrer.verification = Verification::KnownColleague;
    draft
}

fn sends(
    world: &World,
    token: &FormToken,
    urgency: Urgency,
) -> Result<
    (
        ReferralId,
        throughcare_domain::identify::public_reference::PublicReference,
    ),
    Refusal<ReferralRefusal>,
> {
    let actor = Actor::PublicForm {
        programme: world.north,
    };
    throughcare_app::run(
        &mut &world.house,
        actor,
        Attempt::new(Action::ReceiveReferral, world.north),
        Some(token),
        |tx| {
            let draft = public_draft(world, urgency);
            referral::receive_public(tx, world.north, token, draft, "It arrived.")
        },
    )
}

both_engines! {
    fn a_referral_has_one_owner_from_receipt_who_hears_of_it(world: &mut World) {
        // Cora, who coordinates, takes one down: it goes to Tom, who has the duty.
        let id = received(world, "Cora");
        let view = show(world, world.actor("Cora"), id);
        assert_eq!(view.referral.ownership.owner(), world.account("Tom"));
        assert_eq!(view.owner_name, "Tom Story");
        assert_eq!(
            notices(world, id),
            [(world.account("Tom"), NoticeKind::ReferralArrived)]
        );
        assert_eq!(
            facts(world, id),
            ["identify.referral-received", "identify.person-named"]
        );
        // Petra, of intake, takes one down: it is hers, and she knows of it already.
        let own = received(world, "Petra");
        let view = show(world, world.actor("Petra"), own);
        assert_eq!(view.referral.ownership.owner(), world.account("Petra"));
        assert_eq!(notices(world, own), []);
    }

    fn what_was_seen_or_heard_stays_apart_from_what_is_made_of_it(world: &mut World) {
        let id = received(world, "Tom");
        world.does(world.actor("Petra"), |tx| {
            referral::supplement(tx, id, LineKind::SeenOrHeard, " His friend has not seen him. ")
        });
        let view = show(world, world.actor("Tom"), id);
        let lines: Vec<_> = view
            .lines
            .iter()
            .map(|(l, by)| (l.kind, l.text.as_str(), by.as_deref()))
            .collect();
        let (seen, made) = (LineKind::SeenOrHeard, LineKind::MadeOfIt);
        let (tom, petra) = (Some("Tom Story"), Some("Petra Story"));
        assert_eq!(
            lines,
            [
                (seen, "In form time he said the attack in spring at least did something.", tom),
                (seen, "He put his phone away when I came near.", tom),
                (made, "It may be showing off.", tom),
                (seen, "His friend has not seen him.", petra),
            ]
        );
        assert_eq!(view.persons[0].person.identity, daniel());
        assert!(view.concerns_a_child());
        assert_eq!(view.referral.happened, When::OverTime("since September".into()));
    }

    fn a_referral_needs_something_seen_or_heard_and_a_time_that_has_come(world: &mut World) {
        let (tom, now) = (world.actor("Tom"), world.house.now());
        let mut empty = concern(now);
        empty.seen_or_heard = vec!["  ".into()];
        refused(
            world.tries(tom, |tx| referral::receive(tx, world.north, empty)),
            ReferralRefusal::NothingSeenOrHeard,
        );
        let early = concern(now.plus_hours(1));
        refused(
            world.tries(tom, |tx| referral::receive(tx, world.north, early)),
            ReferralRefusal::InTheFuture,
        );
        let yesterday = concern(now.plus_hours(-20));
        world.does(tom, |tx| referral::receive(tx, world.north, yesterday));
    }

    fn nothing_may_be_known_and_it_is_a_referral_all_the_same(world: &mut World) {
        let mut draft = concern(world.house.now());
        draft.persons = vec![Identity::unnamed("a pupil in year 11")];
        draft.referrer.name = String::new();
        draft.happened = When::DontKnow;
        draft.person_knows = PersonKnows::DontKnow;
        draft.urgency = Urgency::DontKnow;
        let id = received_as(world, "Tom", draft);
        let view = show(world, world.actor("Tom"), id);
        assert_eq!(view.persons[0].person.identity.shown(), "a pupil in year 11");
        assert_eq!(view.persons[0].child, Child::TreatedAsChild);
    }

    fn a_statement_is_added_while_nothing_is_decided(world: &mut World) {
        let id = received(world, "Tom");
        let (tom, seen) = (world.actor("Tom"), LineKind::SeenOrHeard);
        refused(
            world.tries(tom, |tx| referral::supplement(tx, id, seen, " ")),
            ReferralRefusal::NothingAdded,
        );
        world.does(tom, |tx| referral::supplement(tx, id, seen, "He came back."));
        ends(world, id);
        refused(
            world.tries(tom, |tx| referral::supplement(tx, id, seen, "And went.")),
            ReferralRefusal::Decided,
        );
        refused(
            world.tries(tom, |tx| referral::name_person(tx, id, daniel())),
            ReferralRefusal::Decided,
        );
    }

    fn nothing_of_the_other_programme_appears(world: &mut World) {
        let ours = received(world, "Tom");
        let theirs = namesake(world);
        for (who, id) in [("Tom", theirs), ("Paul", theirs), ("Max", theirs), ("Lea", ours)] {
            let seen = world.sees(world.actor(who), |tx| referral::show(tx, id));
            assert!(matches!(seen, Err(Refusal::NotFound)), "{who}");
        }
        let rows = |who: &str| {
            world
                .sees(world.actor(who), |tx| referral::list(tx, Which::Open, None))
                .expect("is listed")
        };
        let north: Vec<_> = rows("Tom").into_iter().map(|(r, _)| r.id).collect();
        assert_eq!(north, [ours]);
        let bridge = rows("Lea");
        assert!(bridge.iter().all(|(r, owner)| r.id != ours && owner == "Lea Story"));
        assert!(bridge.iter().any(|(r, _)| r.reference.ends_with("R1001")));
        assert!(rows("Tom")[0].0.reference.ends_with("R1001"));
        let line = world.tries(world.actor("Tom"), |tx| {
            referral::supplement(tx, theirs, LineKind::SeenOrHeard, "no business of ours")
        });
        assert!(matches!(line, Err(Refusal::NotFound)));
    }

    fn whoever_may_not_see_a_referral_does_not_find_it(world: &mut World) {
        let id = received(world, "Tom");
        for who in ["Ines", "Yusuf", "Asha", "Mei", "Eva", "Max", "Nora", "Rita", "Dina", "Olga", "Ada"] {
            let seen = world.sees(world.actor(who), |tx| referral::show(tx, id));
            assert!(matches!(seen, Err(Refusal::NotFound)), "{who} sees it");
            let listed = world.sees(world.actor(who), |tx| referral::list(tx, Which::Open, None));
            assert!(matches!(listed, Err(Refusal::NotFound)), "{who} lists it");
        }
        for who in ["Tom", "Petra", "Cora", "Rune", "Jada"] {
            show(world, world.actor(who), id);
        }
        let paul = show(world, world.actor_as("Paul", Role::ProgrammeManager), id);
        assert!(!paul.may.supplement && !paul.may.tell && paul.may.second);
        assert!(show(world, world.actor("Petra"), id).may.supplement);
        let public = Actor::PublicForm { programme: world.north };
        let seen = world.sees(public, |tx| referral::show(tx, id));
        assert!(matches!(seen, Err(Refusal::NotFound)));
    }

    fn the_list_pages_and_shows_open_and_ended_apart(world: &mut World) {
        let ids: Vec<_> = (0..3)
            .map(|_| {
                world.minutes_pass(1);
                received(world, "Tom")
            })
            .collect();
        ends(world, ids[0]);
        let list = |which, before| {
            let rows = world.sees(world.actor("Petra"), |tx| referral::list(tx, which, before));
            rows.expect("is listed").into_iter().map(|(r, _)| r).collect::<Vec<_>>()
        };
        let open = list(Which::Open, None);
        assert_eq!(open.iter().map(|r| r.id).collect::<Vec<_>>(), [ids[2], ids[1]]);
        assert_eq!((open[0].about.as_str(), open[0].persons), ("Daniel Ashdown", 1));
        let after = list(Which::Open, Some((open[0].received_at, open[0].id)));
        assert_eq!(after.iter().map(|r| r.id).collect::<Vec<_>>(), [ids[1]]);
        let ended = list(Which::Ended, None);
        assert_eq!(ended.iter().map(|r| r.id).collect::<Vec<_>>(), [ids[0]]);
    }

    fn the_public_form_acknowledges_itself_with_its_reference(world: &mut World) {
        namesake(world);
        let token = FormToken(b"a form, rendered once".to_vec());
        let (id, reference) = sends(world, &token, Urgency::Worried).expect("arrives");
        let view = show(world, world.actor("Tom"), id);
        assert_eq!(view.referral.channel, Channel::PublicForm);
        assert_eq!(view.referral.referrer.verification, Verification::NotYet);
        assert_eq!(view.referral.ownership.owner(), world.account("Tom"));
        let (told, by) = &view.disclosures[0];
        assert_eq!((told.kind, told.to.as_str(), by), (DisclosureKind::Acknowledgement, "Helen Marsh", &None));
        assert_eq!(view.lines[0].1, None);
        assert!(!waits(world, id, "acknowledge"));
        assert_eq!(notices(world, id), [(world.account("Tom"), NoticeKind::ReferralArrived)]);

        let public = |programme| Actor::PublicForm { programme };
        let standing = |programme| {
            world.sees(public(programme), |tx| public_standing(tx, programme, &reference))
        };
        assert_eq!(standing(world.north).ok(), Some(PublicStanding::Received));
        assert!(matches!(standing(world.bridge), Err(Refusal::NotFound)));
        ends(world, id);
        assert_eq!(standing(world.north).ok(), Some(PublicStanding::Decided));
    }

    fn a_public_form_sent_twice_enters_once_and_shows_the_same_reference(world: &mut World) {
        let token = FormToken(b"a form on a bad line".to_vec());
        let (id, reference) = sends(world, &token, Urgency::Worried).expect("arrives");
        match sends(world, &token, Urgency::Worried) {
            Err(Refusal::Doubled(Some(effect))) => assert_eq!(effect.subject, Subject::Referral(id)),
            other => panic!("not noticed: {other:?}"),
        }
        assert_eq!(public_reference(&world.house, &token), reference);
        let rows = world
            .sees(world.actor("Tom"), |tx| referral::list(tx, Which::Open, None))
            .expect("is listed");
        assert_eq!(rows.len(), 1);
        let other = FormToken(b"another form".to_vec());
        let (_, second) = sends(world, &other, Urgency::Worried).expect("arrives");
        assert_ne!(second, reference);
    }

    fn ring_now_says_so_and_runs_in_hours(world: &mut World) {
        let token = FormToken(b"a date was mentioned".to_vec());
        let (id, _) = sends(world, &token, Urgency::RingNow).expect("arrives");
        assert_eq!(notices(world, id), [(world.account("Tom"), NoticeKind::RingNow)]);
        let ring = clock(world, id, "ring-now");
        assert_eq!(ring[0].due_at, world.house.now().plus_hours(2));
        world.hours_pass(3);
        let late = world.sees(world.actor("Cora"), work::overdue).expect("is shown");
        assert!(late.iter().any(|row| row.expected.expectation.clock == "ring-now" && row.subject == id.into()));
        let version = show(world, world.actor("Tom"), id).referral.version;
        world.does(world.actor("Tom"), |tx| {
            referral::verify_referrer(tx, id, version, Verification::CalledBack, MayBeNamed::No)
        });
        assert!(!waits(world, id, "ring-now"));
        assert!(!waits(world, id, "referrer-verified"));
        assert_eq!(show(world, world.actor("Tom"), id).referral.referrer.may_be_named, MayBeNamed::No);
    }

    fn a_public_form_of_a_programme_that_takes_none_is_refused(world: &mut World) {
        let programme = world.house.new_id(world.house.now());
        let file = throughcare_domain::programme::shipped()
            .iter()
            .find(|(key, _)| *key == "local-panel")
            .expect("is shipped")
            .1
            .replacen("open = true", "open = false", 1);
        let council = match world.actor("Tom") {
            Actor::Person { hat, .. } => hat.agency,
            _ => panic!("Tom is somebody"),
        };
        world.does(Actor::Operator, |tx| {
            throughcare_app::account::adopt_programme(tx, programme, "closed", council, &file)
        });
        let draft = public_draft(world, Urgency::Worried);
        let token = FormToken(b"too late".to_vec());
        refused(
            world.tries(Actor::PublicForm { programme }, |tx| {
                referral::receive_public(tx, programme, &token, draft, "It arrived.")
            }),
            ReferralRefusal::PublicFormClosed,
        );
    }

    /// Ledger F9: the school was not involved or informed afterwards.
    fn f9_the_referrer_hears_that_it_arrived_and_what_came_of_it(world: &mut World) {
        let id = received(world, "Tom");
        let tom = world.actor("Tom");
        assert!(waits(world, id, "acknowledge"));
        world.days_pass(3);
        let late = |world: &World| {
            let rows = world.sees(world.actor("Cora"), work::overdue).expect("is shown");
            rows.into_iter()
                .filter(|row| row.subject == Subject::Referral(id))
                .map(|row| row.expected.expectation.clock)
                .collect::<Vec<_>>()
        };
        assert!(late(world).contains(&"acknowledge".to_owned()), "{:?}", late(world));
        let silent = word(world, "  ");
        refused(
            world.tries(tom, |tx| referral::acknowledge(tx, id, silent)),
            ReferralRefusal::WordNotWritten,
        );
        let arrived = word(world, "It arrived; Tom has it.");
        world.does(tom, |tx| referral::acknowledge(tx, id, arrived));
        assert!(!waits(world, id, "acknowledge"));
        assert!(!late(world).contains(&"acknowledge".to_owned()));

        ends(world, id);
        assert!(waits(world, id, "referrer-told"));
        world.days_pass(20);
        assert!(late(world).contains(&"referrer-told".to_owned()), "{:?}", late(world));
        let outcome = Telling::Told(word(world, "We looked at it; nothing more is done."));
        let hasty = outcome.clone();
        refused(
            world.tries(tom, |tx| referral::tell_referrer(tx, id, hasty)),
            ReferralRefusal::ReferrerNotVerified,
        );
        let version = show(world, tom, id).referral.version;
        world.does(tom, |tx| {
            referral::verify_referrer(tx, id, version, Verification::CalledBack, MayBeNamed::Yes)
        });
        world.does(tom, |tx| referral::tell_referrer(tx, id, outcome));
        assert!(!waits(world, id, "referrer-told"));
        let told: Vec<_> = show(world, tom, id)
            .disclosures
            .into_iter()
            .map(|(d, by)| (d.kind, d.what, by))
            .collect();
        assert_eq!(
            told,
            [
                (DisclosureKind::Acknowledgement, "It arrived; Tom has it.".into(), Some("Tom Story".into())),
                (DisclosureKind::WordToReferrer, "We looked at it; nothing more is done.".into(), Some("Tom Story".into())),
            ]
        );
    }

    fn where_nobody_can_be_told_it_is_said_why(world: &mut World) {
        let id = received(world, "Tom");
        ends(world, id);
        let tom = world.actor("Tom");
        let silent = Telling::NotTold { why: " ".into() };
        refused(
            world.tries(tom, |tx| referral::tell_referrer(tx, id, silent)),
            ReferralRefusal::NoReason,
        );
        let why = Telling::NotTold { why: "She left no number.".into() };
        world.does(tom, |tx| referral::tell_referrer(tx, id, why));
        assert!(!waits(world, id, "referrer-told"));
        let view = show(world, tom, id);
        assert_eq!(view.remarks[0].0.words, "She left no number.");
        assert!(view.disclosures.is_empty());
    }

    fn a_stale_verification_is_refused(world: &mut World) {
        let id = received(world, "Tom");
        let verify = |who: &str, version| {
            world.tries(world.actor(who), |tx| {
                referral::verify_referrer(tx, id, version, Verification::NotReached, MayBeNamed::NotSure)
            })
        };
        assert!(verify("Petra", 1).is_ok());
        assert!(matches!(verify("Tom", 1), Err(Refusal::Stale)));
        assert!(verify("Tom", 2).is_ok());
        assert!(waits(world, id, "referrer-verified"), "not reached is no verification");
    }

    fn a_name_that_is_learnt_makes_the_search_owed_again(world: &mut World) {
        let mut draft = concern(world.house.now());
        draft.persons = vec![Identity::unnamed("a pupil in year 11")];
        let id = received_as(world, "Tom", draft);
        let tom = world.actor("Tom");
        world.does(tom, |tx| {
            let words = tx.narrative(&["no name yet"]);
            let passed = Fact::NotSearchableYet { referral: id, search: tx.new_id(), words };
            Ok::<_, Refusal<()>>(tx.commit([passed])?)
        });
        assert!(!waits(world, id, "prior-contact-search"));
        let person = show(world, tom, id).referral.persons[0];
        let revise = |version, identity| {
            world.tries(tom, |tx| referral::revise_identity(tx, id, person, version, identity))
        };
        let in_town = Identity { town: Some("Northmoor".into()), ..Identity::unnamed("a pupil in year 11") };
        revise(1, in_town).expect("is kept");
        assert!(!waits(world, id, "prior-contact-search"), "a town is nothing to search by");
        assert!(matches!(revise(1, daniel()), Err(Refusal::Stale)));
        world.hours_pass(1);
        revise(2, daniel()).expect("is kept");
        assert!(waits(world, id, "prior-contact-search"));
        let view = show(world, tom, id);
        assert_eq!(view.persons[0].person.identity, daniel());
        assert_eq!(view.persons[0].person.version, 3);
        assert_eq!(facts(world, person), ["identify.person-revised", "identify.person-revised"]);
    }

    fn somebody_else_whom_it_concerns_is_named(world: &mut World) {
        let id = received(world, "Tom");
        let tom = world.actor("Tom");
        let friend = Identity::unnamed("his friend K.");
        world.does(tom, |tx| referral::name_person(tx, id, friend));
        assert!(!facts(world, id).contains(&"identify.identity-learnt".to_owned()));
        let brother = Identity {
            names: vec![PersonName { kind: NameKind::Used, text: "Luke Ashdown".into() }],
            ..Identity::unnamed("his brother")
        };
        world.does(tom, |tx| referral::name_person(tx, id, brother));
        assert!(facts(world, id).contains(&"identify.identity-learnt".to_owned()));
        let names: Vec<_> = show(world, tom, id)
            .persons
            .iter()
            .map(|p| p.person.identity.shown().to_owned())
            .collect();
        assert_eq!(names, ["Daniel Ashdown", "his friend K.", "Luke Ashdown"]);
        let rune = world.tries(world.actor("Rune"), |tx| {
            referral::name_person(tx, id, Identity::unnamed("somebody"))
        });
        assert!(matches!(rune, Err(Refusal::NotFound)));
    }

    fn an_enquiry_is_turned_into_a_referral_deliberately(world: &mut World) {
        namesake(world);
        let tom = world.actor("Tom");
        let caller = asked::Caller {
            described: "a mother about her son".into(),
            code_word: "heron".into(),
            ..asked::Caller::default()
        };
        let call = CallDraft {
            began_at: world.house.now(),
            minutes: Some(35),
            recognised: asked::Recognised::FirstCall,
            said: "He burnt his books, and she has not slept since.".into(),
            advice: vec![asked::Advice::AnEar],
            advice_words: String::new(),
            next_step: String::new(),
            made_of_it: asked::MadeOfIt::Helped,
            next_call: None,
            promise: None,
        };
        let id = world.does(tom, |tx| enquiry::open_enquiry(tx, world.north, caller, call));
        let turn = |caller_agrees, because: &str, lines: &[&str]| asked::TurnIntoReferral {
            caller_agrees,
            somebody_in_danger: false,
            because: because.into(),
            lines: lines.iter().map(|l| (*l).to_owned()).collect(),
        };
        let turns = |who: &str, version, turn| {
            world.tries(world.actor(who), |tx| {
                enquiry::turn_enquiry(tx, id, version, turn, concern(world.house.now()))
            })
        };
        let (agrees, not_asked) = (asked::CallerAgrees::Agrees, asked::CallerAgrees::NotAsked);
        let chosen = ["He burnt his books."];
        for (turn, lacking) in [
            (turn(not_asked, "it grows", &chosen), asked::EnquiryRefusal::CallerNotAsked),
            (turn(agrees, " ", &chosen), asked::EnquiryRefusal::NoReason),
            (turn(agrees, "it grows", &[" "]), asked::EnquiryRefusal::NothingGoesAlong),
        ] {
            match turns("Tom", 1, turn) {
                Err(Refusal::Rule(TurnRefusal::Enquiry(rule))) => assert_eq!(rule, lacking),
                other => panic!("not refused by {lacking:?}: {other:?}"),
            }
        }
        let good = || turn(agrees, "She asks for it.", &chosen);
        assert!(matches!(turns("Petra", 1, good()), Err(Refusal::NotFound)));
        assert!(matches!(turns("Tom", 7, good()), Err(Refusal::Stale)));
        let referral = turns("Tom", 1, good()).expect("is turned");
        let view = show(world, tom, referral);
        assert_eq!((view.referral.channel, view.referral.enquiry), (Channel::Enquiry, Some(id)));
        assert_eq!(view.referral.ownership.owner(), world.account("Tom"));
        let lines: Vec<_> = view.lines.iter().map(|(l, _)| l.text.as_str()).collect();
        assert_eq!(lines, ["He burnt his books.", "It may be showing off."]);
        let left = world.sees(tom, |tx| enquiry::show(tx, id)).expect("stays");
        assert_eq!(left.enquiry.caller.code_word, "heron");
        assert_eq!(left.enquiry.state.code(), "became_referral");
        assert_eq!(facts(world, id).last().map(String::as_str), Some("identify.enquiry-referred"));
        assert_eq!(facts(world, referral)[0], "identify.referral-received");
        match turns("Tom", 2, good()) {
            Err(Refusal::Rule(TurnRefusal::Enquiry(rule))) => assert_eq!(rule, asked::EnquiryRefusal::Ended),
            other => panic!("turned again: {other:?}"),
        }
    }
}
