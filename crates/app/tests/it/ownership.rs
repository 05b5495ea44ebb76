//! Ledger F8: exactly one accountable owner at all times, and a hand-over needs acceptance.

use crate::common::*;
use crate::concern::received;
use throughcare_app::{Refusal, case, identify, ownership, work};
use throughcare_domain::account::Role;
use throughcare_domain::id::*;
use throughcare_domain::identify::enquiry::{Caller, MadeOfIt, Recognised};
use throughcare_domain::ownership::{CoverRefusal, Ownership, TransferRefusal};
use throughcare_domain::policy::Action;
use throughcare_domain::subject::Subject;
use throughcare_store::notice::{NoticeKind, list_notices};
use throughcare_store::waiting::WaitingFor;
use throughcare_testkit::{World, both_engines};

fn owner(world: &World, case: CaseId) -> Ownership {
    let paul = world.actor("Paul");
    world
        .sees(paul, |tx| case::show(tx, case))
        .unwrap()
        .case
        .ownership
}

fn told(world: &World, name: &str) -> Vec<NoticeKind> {
    let account = world.account(name);
    let notices = world.sees(world.actor("Ada"), |tx| {
        Ok::<_, Refusal<()>>(list_notices(tx, 500)?)
    });
    let mut kinds: Vec<NoticeKind> = notices
        .unwrap()
        .into_iter()
        .filter(|n| n.account == account)
        .map(|n| n.kind)
        .collect();
    kinds.reverse();
    kinds
}

/// Everything that somebody's work list shows.
fn work_of(world: &World, name: &str) -> Vec<Subject> {
    let list = world.sees(world.actor(name), work::list).unwrap();
    let groups = [list.today, list.late, list.this_week, list.next_week];
    groups
        .into_iter()
        .flatten()
        .map(|row| row.subject)
        .collect()
}

fn enquiry_of_tom(world: &World) -> EnquiryId {
    let words = |text: &str| text.to_owned();
    let caller = Caller {
        described: words("A mother"),
        about: words("her son"),
        code_word: words("heron"),
        wants: words(""),
        reach: words("weekday mornings"),
        do_not: words("leave no message"),
        if_somebody_else: words(""),
    };
    let call = identify::enquiry::CallDraft {
        began_at: world.house.now(),
        minutes: Some(20),
        recognised: Recognised::ALL[0],
        said: words("She is worried."),
        advice: vec![],
        advice_words: words(""),
        next_step: words("Ring on Thursday."),
        made_of_it: MadeOfIt::ALL[0],
        next_call: Some(world.house.now().plus_hours(48)),
        promise: None,
    };
    world.does(world.actor("Tom"), |tx| {
        identify::enquiry::open_enquiry(tx, world.north, caller, call)
    })
}

use throughcare_domain::code::Code;

both_engines! {
    /// Two owners in one programme: each finds their own work, and nothing of the other's.
    fn a_work_list_shows_nobody_elses_work(world: &mut World) {
        let toms = received(world, "Tom");
        let petras = received(world, "Petra");
        for (name, own) in [("Tom", toms), ("Petra", petras)] {
            let shown = work_of(world, name);
            assert!(!shown.is_empty(), "{name}");
            assert!(shown.iter().all(|subject| *subject == own.into()), "{name}: {shown:?}");
        }
        assert_eq!(work_of(world, "Ines"), []);
        // Lea's programme holds a namesake of each: hers, and none of these.
        let leas = work_of(world, "Lea");
        assert!(!leas.contains(&toms.into()) && !leas.contains(&petras.into()), "{leas:?}");
    }

    fn f8_the_sender_stays_owner_until_the_colleague_accepts(world: &mut World) {
        let case = case_of_ines(world);
        let (ines, omar) = (world.account("Ines"), world.account("Omar"));
        assert_eq!(owner(world, case), Ownership::Held { by: ines });
        assert!(!finds(world, world.actor("Omar"), case));

        world.does(world.actor("Ines"), |tx| ownership::offer(tx, case.into(), omar, "You speak Polish."));
        assert_eq!(owner(world, case).owner(), ines, "the sender stays owner");
        assert_eq!(owner(world, case).offered_to(), Some(omar));
        assert!(finds(world, world.actor("Omar"), case), "nobody accepts a case unread");
        assert_eq!(told(world, "Omar"), [NoticeKind::OwnershipOffered]);
        let waiting = world.sees(world.actor("Ines"), work::list).unwrap().waiting;
        assert_eq!(waiting.len(), 1);
        assert_eq!(waiting[0].row.waiting_for, WaitingFor::OfferAnswered { by: omar });
        assert_eq!(waiting[0].name.as_deref(), Some("Omar Story"));
        let view = world.sees(world.actor("Omar"), |tx| case::show(tx, case)).unwrap();
        assert!(view.may.answer_offer && !view.may.offer && !view.may.set_moderator);
        assert_eq!(view.owner.offer_words.as_deref(), Some("You speak Polish."));
        let owed = world.sees(world.actor("Omar"), work::list).unwrap();
        let all = [&owed.today, &owed.late, &owed.this_week, &owed.next_week];
        assert!(all.iter().any(|group| group.iter().any(|r| r.expected.expectation.clock == "offer-answered")));

        world.does(world.actor("Omar"), |tx| ownership::accept(tx, case.into()));
        assert_eq!(owner(world, case), Ownership::Held { by: omar });
        assert!(!finds(world, world.actor("Ines"), case), "whoever gave it away reads it no longer");
        assert!(told(world, "Ines").contains(&NoticeKind::OwnershipAnswered));
    }

    fn f8_an_offer_may_be_declined_or_taken_back_and_the_owner_stays(world: &mut World) {
        let case = case_of_ines(world);
        let (ines, omar) = (world.account("Ines"), world.account("Omar"));
        for words in ["I have no room.", ""] {
            world.does(world.actor("Ines"), |tx| ownership::offer(tx, case.into(), omar, ""));
            world.does(world.actor("Omar"), |tx| ownership::decline(tx, case.into(), words));
            assert_eq!(owner(world, case), Ownership::Held { by: ines });
        }
        world.does(world.actor("Ines"), |tx| ownership::offer(tx, case.into(), omar, ""));
        let twice = world.tries(world.actor("Ines"), |tx| ownership::offer(tx, case.into(), omar, ""));
        assert_eq!(rule(twice), TransferRefusal::AlreadyOffered { to: omar });
        world.does(world.actor("Ines"), |tx| ownership::withdraw(tx, case.into(), "It settled."));
        assert_eq!(owner(world, case), Ownership::Held { by: ines });
        assert!(not_found(world.tries(world.actor("Omar"), |tx| ownership::accept(tx, case.into()))));
        let view = world.sees(world.actor("Ines"), |tx| case::show(tx, case)).unwrap();
        assert!(view.timeline.iter().any(|e| e.words.as_deref() == Some("I have no room.")));
    }

    fn f8_work_goes_to_nobody_who_cannot_carry_or_may_not_see_it(world: &mut World) {
        let case = case_of_ines(world);
        let subject = Subject::Case(case);
        let offer = |to: &str| {
            let to = world.account(to);
            world.tries(world.actor("Ines"), |tx| ownership::offer(tx, subject, to, ""))
        };
        assert_eq!(rule(offer("Eva")), TransferRefusal::ToSomebodyWithoutTheRole);
        assert_eq!(rule(offer("Rolf")), TransferRefusal::ToSomebodyWithoutTheRole);
        assert_eq!(rule(offer("Ines")), TransferRefusal::ToTheOwner);
        let omar = world.account("Omar");
        world.does(world.actor("Ines"), |tx| case::exclude_staff(tx, case, omar, "His neighbour."));
        assert_eq!(rule(offer("Omar")), TransferRefusal::ToSomebodyExcluded);
        let assigned = world.tries(world.actor("Paul"), |tx| ownership::assign(tx, subject, omar, "He has room."));
        assert_eq!(rule(assigned), TransferRefusal::ToSomebodyExcluded);
        let choice = world.sees(world.actor("Ines"), |tx| {
            ownership::could_carry::<()>(tx, Action::OfferOwnership, subject)
        }).unwrap();
        let names: Vec<&str> = choice.iter().map(|(_, name, _)| name.as_str()).collect();
        assert!(names.contains(&"Yusuf Story") && !names.contains(&"Omar Story") && !names.contains(&"Ines Story"));
        offer("Yusuf").unwrap();
    }

    fn f8_a_manager_assigns_with_a_reason_and_is_owner_until_acceptance(world: &mut World) {
        let case = case_of_ines(world);
        let (paul, omar) = (world.account("Paul"), world.account("Omar"));
        let without = world.tries(world.actor("Paul"), |tx| ownership::assign(tx, case.into(), omar, " "));
        assert_eq!(rule(without), TransferRefusal::NoReason);
        assert!(not_found(world.tries(world.actor("Omar"), |tx| ownership::assign(tx, case.into(), omar, "I can."))));
        world.does(world.actor("Paul"), |tx| ownership::assign(tx, case.into(), omar, "Ines is on leave."));
        assert_eq!(owner(world, case).owner(), paul);
        assert!(told(world, "Ines").contains(&NoticeKind::OwnershipMoved));
        world.does(world.actor("Omar"), |tx| ownership::decline(tx, case.into(), ""));
        assert_eq!(owner(world, case), Ownership::Held { by: paul }, "declined, it stays with the manager");
        world.does(world.actor("Jada"), |tx| {
            ownership::assign(tx, case.into(), world.account("Jada"), "Nobody else today.")
        });
        assert_eq!(owner(world, case), Ownership::Held { by: world.account("Jada") });
    }

    fn f8_whoever_is_on_duty_takes_what_arrived_and_no_case(world: &mut World) {
        let case = case_of_ines(world);
        let enquiry = enquiry_of_tom(world);
        let petra = world.account("Petra");
        let reason = "Tom is ill.";
        assert!(not_found(world.tries(world.actor("Petra"), |tx| ownership::assign(tx, case.into(), petra, reason))));
        world.does(world.actor("Petra"), |tx| ownership::assign(tx, enquiry.into(), petra, reason));
        let view = world.sees(world.actor("Petra"), |tx| identify::enquiry::show(tx, enquiry)).unwrap();
        assert_eq!(view.enquiry.ownership, Ownership::Held { by: petra });
        assert!(view.may_end);
        assert!(not_found(world.tries(world.actor("Lea"), |tx| {
            ownership::assign(tx, enquiry.into(), world.account("Lea"), reason)
        })), "another programme's enquiry does not exist");
    }

    fn cover_holds_from_its_first_to_its_last_day(world: &mut World) {
        let case = case_of_ines(world);
        let omar = world.account("Omar");
        let arrange = |by, from, until| {
            world.tries(world.actor("Ines"), |tx| {
                ownership::arrange_cover(tx, case.into(), by, day(from), day(until))
            })
        };
        let ines = world.account("Ines");
        assert_eq!(rule(arrange(ines, 20_261_125, 20_261_126)), CoverRefusal::ByTheOwner);
        assert_eq!(rule(arrange(omar, 20_261_126, 20_261_125)), CoverRefusal::DatesOutOfOrder);
        assert_eq!(rule(arrange(omar, 20_261_120, 20_261_123)), CoverRefusal::Past);
        assert_eq!(rule(arrange(world.account("Eva"), 20_261_125, 20_261_126)), CoverRefusal::BySomebodyWithoutTheRole);
        arrange(omar, 20_261_125, 20_261_126).unwrap();
        assert_eq!(told(world, "Omar"), [NoticeKind::CoverArranged]);
        let sees = |expected: bool| assert_eq!(finds(world, world.actor("Omar"), case), expected);
        sees(false);
        world.days_pass(1);
        sees(true);
        assert_eq!(owner(world, case).owner(), ines, "whoever covers does not own");
        let given_away = world.tries(world.actor("Omar"), |tx| {
            ownership::offer(tx, case.into(), world.account("Yusuf"), "")
        });
        assert_eq!(rule(given_away), TransferRefusal::NotTheOwner);
        world.days_pass(1);
        sees(true);
        world.days_pass(1);
        sees(false);
    }

    fn an_owner_in_another_programmes_hat_finds_nothing(world: &mut World) {
        let case = case_of_ines(world);
        let yusuf = world.account("Yusuf");
        world.does(world.actor("Ines"), |tx| ownership::offer(tx, case.into(), yusuf, ""));
        world.does(world.actor_as("Yusuf", Role::Practitioner), |tx| ownership::accept(tx, case.into()));
        assert!(finds(world, world.actor_as("Yusuf", Role::Practitioner), case));
        assert!(!finds(world, world.actor_as("Yusuf", Role::CaseLead), case));
    }
}
