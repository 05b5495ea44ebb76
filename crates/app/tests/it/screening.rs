//! Screening: every guard refused once and passed once; ledger stories F2 and F4; the second person.

use crate::concern::*;
use crate::prior_contact::{about, judged, latest, on, person_of, refused, searched, somebody};
use throughcare_app::identify::prior_contact as prior;
use throughcare_app::identify::referral;
use throughcare_app::identify::screening::{self, Decided};
use throughcare_app::second::{self, AnswerRefusal};
use throughcare_app::{Refusal, work};
use throughcare_domain::account::{Actor, Role};
use throughcare_domain::decision::*;
use throughcare_domain::id::*;
use throughcare_domain::identify::prior_contact::{SearchPurpose, Verdict};
use throughcare_domain::identify::referral::State;
use throughcare_domain::identify::screening::*;
use throughcare_domain::moment::Day;
use throughcare_domain::person::BirthDate;
use throughcare_testkit::{World, both_engines};

pub fn grounds(reasons: &str) -> Grounds {
    Grounds {
        reasons: reasons.into(),
        alternatives: Alternatives::Considered(vec![OptionConsidered {
            option: "the school's own pastoral care".into(),
            why_not: "tried for a term, and he stopped coming".into(),
        }]),
        dissent: Vec::new(),
        comparison: None,
        mode: DecisionMode::Single,
    }
}

pub fn compared(reasons: &str) -> Grounds {
    Grounds {
        comparison: Some("In spring it was a joke; now there is a place and a friend.".into()),
        ..grounds(reasons)
    }
}

pub fn redirect(answer: ServiceAnswer, warning_reason: &str) -> Proposal {
    Proposal::Redirect {
        service: "Family support, Northmoor Council".into(),
        answer,
        told: "Name, school and that his form teacher is worried.".into(),
        basis: Basis::Consent,
        warning_reason: warning_reason.into(),
    }
}

pub fn referral_of(
    world: &World,
    id: ReferralId,
) -> throughcare_domain::identify::referral::Referral {
    let view = world.sees(world.actor("Petra"), |tx| referral::show(tx, id));
    view.unwrap_or_else(|refusal| panic!("not shown: {refusal:?}"))
        .referral
}

fn clear(world: &World) -> DeconflictionDraft {
    DeconflictionDraft {
        outcome: DeconflictionOutcome::Clear,
        asked_of: String::new(),
        at: world.house.now(),
        again_at: None,
    }
}

/// Begins the screening of a referral whose search is recorded, and checks against live investigations.
pub fn in_screening(world: &World, id: ReferralId) {
    let tom = world.actor("Tom");
    let version = referral_of(world, id).version;
    world.does(tom, |tx| screening::begin(tx, id, version));
    world.does(tom, |tx| screening::deconflict(tx, id, clear(world)));
}

/// A referral about somebody who was never referred before, in screening.
pub fn ready(world: &World) -> ReferralId {
    let new = about(world, somebody("Nadia Sorel", on(2007, 5, 6)));
    searched(world, "Tom", new);
    in_screening(world, new.0);
    new.0
}

/// A referral whose search is recorded is accepted, and its case opens.
pub fn accepted(world: &World, id: ReferralId) -> CaseId {
    in_screening(world, id);
    decided(
        world,
        id,
        Proposal::Accept,
        grounds("He asks for help."),
        None,
    );
    match referral_of(world, id).state {
        State::Accepted { case } => case,
        other => panic!("not accepted: {other:?}"),
    }
}

/// A referral about somebody who was referred `days` ago, judged the same, in screening.
pub fn repeated(world: &World, days: i64) -> ReferralId {
    let first = about(world, somebody("Tariq Mansour", on(2006, 3, 4)));
    world.days_pass(days);
    let again = about(world, somebody("Mansoor Tarik", on(2006, 4, 3)));
    searched(world, "Tom", again);
    judged(world, again, first.1, Verdict::Possibly);
    in_screening(world, again.0);
    again.0
}

fn decides(
    world: &World,
    who: Actor,
    id: ReferralId,
    proposal: Proposal,
    grounds: Grounds,
    named: Option<AccountId>,
) -> Result<Decided, Refusal<ScreeningRefusal>> {
    let version = referral_of(world, id).version;
    world.tries(who, |tx| {
        screening::decide(tx, id, version, proposal, grounds, named)
    })
}

pub fn decided(
    world: &World,
    id: ReferralId,
    proposal: Proposal,
    grounds: Grounds,
    named: Option<AccountId>,
) -> Decided {
    decides(world, world.actor("Tom"), id, proposal, grounds, named)
        .unwrap_or_else(|refusal| panic!("refused: {refusal:?}"))
}

fn answers(
    world: &World,
    who: Actor,
    look: SecondLookId,
    answer: SecondAnswer,
    words: &str,
) -> Result<(), Refusal<AnswerRefusal>> {
    world.tries(who, |tx| second::answer(tx, look, answer, words))
}

fn not_found<T, E: std::fmt::Debug>(outcome: Result<T, Refusal<E>>) {
    match outcome {
        Err(Refusal::NotFound) => {}
        Err(other) => panic!("refused otherwise: {other:?}"),
        Ok(_) => panic!("found"),
    }
}

both_engines! {
    /// Guard: screening begins when the search for earlier contact is recorded.
    fn screening_begins_when_the_search_is_recorded(world: &mut World) {
        let new = about(world, somebody("Nadia Sorel", on(2007, 5, 6)));
        let tom = world.actor("Tom");
        refused(
            world.tries(tom, |tx| screening::begin(tx, new.0, 1)),
            ScreeningRefusal::SearchOwed,
        );
        refused(
            decides(world, tom, new.0, Proposal::Accept, grounds("He asks for help."), None),
            ScreeningRefusal::NotInScreening,
        );
        searched(world, "Tom", new);
        world.does(tom, |tx| screening::begin(tx, new.0, 1));
        assert_eq!(referral_of(world, new.0).state, State::InScreening);
        assert!(matches!(
            world.tries(tom, |tx| screening::begin(tx, new.0, 1)),
            Err(Refusal::Stale)
        ));
    }

    /// Guard: what turned up is judged before anything is decided; a name learnt makes the search owed again.
    fn what_turned_up_is_judged_before_anything_is_decided(world: &mut World) {
        let (_, earlier) = about(world, somebody("Tariq Mansour", on(2006, 3, 4)));
        let again = about(world, somebody("Tariq Mansour", on(2006, 3, 4)));
        searched(world, "Tom", again);
        in_screening(world, again.0);
        let tom = world.actor("Tom");
        let tries = |world: &World| {
            decides(world, tom, again.0, Proposal::NoFurtherAction, grounds("No sign of it."), None)
        };
        refused(
            tries(world),
            ScreeningRefusal::CandidatesNotJudged { strong: 1, weak: 0 },
        );
        judged(world, again, earlier, Verdict::NotSame);
        world.does(tom, |tx| {
            let mut known = somebody("Tariq Mansour", on(2006, 3, 4));
            known.names.push(somebody("Abu Dawud", BirthDate::Unknown).names.remove(0));
            referral::revise_identity(tx, again.0, again.1, 1, known)
        });
        refused(tries(world), ScreeningRefusal::SearchOwed);
        world.minutes_pass(5);
        searched(world, "Tom", again);
        judged(world, again, earlier, Verdict::NotSame);
        assert_eq!(tries(world).unwrap().effect, Effect::InEffect);
    }

    /// Ledger F4: no change of state without reasons and the options that stood open.
    fn f4_nothing_is_decided_without_reasons_and_options(world: &mut World) {
        let id = ready(world);
        let tom = world.actor("Tom");
        let none = || Proposal::NoFurtherAction;
        refused(
            decides(world, tom, id, none(), grounds("  "), None),
            ScreeningRefusal::NoReasons,
        );
        let mut blank = grounds("No sign of it.");
        blank.alternatives = Alternatives::Considered(Vec::new());
        refused(
            decides(world, tom, id, none(), blank.clone(), None),
            ScreeningRefusal::OptionsOwed,
        );
        assert_eq!(referral_of(world, id).state, State::InScreening);
        blank.alternatives = Alternatives::NoRealAlternative {
            because: "a colleague's misreading, and she says so".into(),
        };
        decided(world, id, none(), blank, None);
        let after = referral_of(world, id);
        assert_eq!(after.state, State::NoFurtherAction);
        let view = world.sees(world.actor("Petra"), |tx| screening::show(tx, id));
        let kept = view.unwrap_or_else(|refusal| panic!("not shown: {refusal:?}")).decisions;
        assert_eq!(kept[0].0.grounds.reasons, "No sign of it.");
        assert_eq!((kept[0].0.policy, kept[0].1.as_str()), (3, "Tom Story"), "the policy in force");
        refused(
            decides(world, tom, id, Proposal::Accept, grounds("After all."), None),
            ScreeningRefusal::Decided,
        );
    }

    /// Guard: a check against live investigations before the referral ends here; it may hold first contact.
    fn a_check_against_live_investigations_comes_first(world: &mut World) {
        let new = about(world, somebody("Nadia Sorel", on(2007, 5, 6)));
        let (id, tom) = (new.0, world.actor("Tom"));
        searched(world, "Tom", new);
        world.does(tom, |tx| screening::begin(tx, id, 1));
        refused(
            decides(world, tom, id, Proposal::Accept, grounds("She asks for help."), None),
            ScreeningRefusal::DeconflictionOwed,
        );
        let tries = |world: &World, draft| {
            world.tries(tom, |tx| screening::deconflict(tx, id, draft))
        };
        let not_used = DeconflictionDraft { outcome: DeconflictionOutcome::NotUsedHere, ..clear(world) };
        refused(tries(world, not_used), ScreeningRefusal::DeconflictionUsedHere);
        let hold = DeconflictionDraft { outcome: DeconflictionOutcome::HoldFirstContact, ..clear(world) };
        refused(tries(world, hold.clone()), ScreeningRefusal::AskAgainNotSet);
        let again = Some(world.house.now().plus_hours(72));
        tries(world, DeconflictionDraft { again_at: again, ..hold }).unwrap();
        world.days_pass(1);
        tries(world, clear(world)).unwrap();
        let view = world.sees(tom, |tx| screening::show(tx, id));
        let view = view.unwrap_or_else(|refusal| panic!("not shown: {refusal:?}"));
        let outcomes: Vec<_> = view.deconflictions.iter().map(|(d, _)| d.outcome).collect();
        assert_eq!(outcomes, [DeconflictionOutcome::Clear, DeconflictionOutcome::HoldFirstContact]);
        decided(world, id, Proposal::Accept, grounds("She asks for help."), None);
    }

    /// What is already under way holds first contact: the case says until when, and lets go when it was asked again.
    fn a_hold_stands_on_the_case_until_it_is_asked_again(world: &mut World) {
        let id = ready(world);
        let (tom, cora) = (world.actor("Tom"), world.actor("Cora"));
        let again = world.house.now().plus_hours(72);
        let hold = DeconflictionDraft {
            outcome: DeconflictionOutcome::HoldFirstContact,
            again_at: Some(again),
            ..clear(world)
        };
        world.days_pass(0);
        world.does(tom, |tx| screening::deconflict(tx, id, hold));
        decided(world, id, Proposal::Accept, grounds("She asks for help."), None);
        let State::Accepted { case } = referral_of(world, id).state else {
            panic!("not accepted");
        };
        let held = |world: &World| {
            let view = world.sees(cora, |tx| throughcare_app::case::show(tx, case));
            view.unwrap_or_else(|refusal| panic!("not shown: {refusal:?}")).first_contact_held
        };
        assert_eq!(held(world), Some(again));
        world.days_pass(4);
        assert_eq!(held(world), Some(again), "the day has come, and nobody asked again");
        world.does(tom, |tx| screening::deconflict(tx, id, clear(world)));
        assert_eq!(held(world), None);
    }

    /// Accepted for consideration: the case opens, with the referral's owner and the person it is about.
    fn an_accepted_referral_opens_a_case_with_its_owner(world: &mut World) {
        let id = ready(world);
        let done = decided(world, id, Proposal::Accept, grounds("She asks for help."), None);
        let State::Accepted { case } = referral_of(world, id).state else {
            panic!("not accepted");
        };
        let view = world.sees(world.actor("Cora"), |tx| throughcare_app::case::show(tx, case));
        let view = view.unwrap_or_else(|refusal| panic!("not shown: {refusal:?}"));
        assert_eq!(view.case.ownership.owner(), world.account("Tom"));
        assert_eq!(view.case.referral, Some(id));
        assert_eq!(view.case.person, person_of(world, "Tom", id));
        assert_eq!(
            facts(world, case),
            ["case.opened", "owner.set", "case.participant-joined", "case.age-judged"]
        );
        assert!(facts(world, id).contains(&"identify.screening-decided".to_owned()));
        assert_eq!((done.effect, done.second), (Effect::InEffect, None));
        not_found(world.sees(world.actor("Lea"), |tx| throughcare_app::case::show(tx, case)));
    }

    /// Guard: a service is named; where it has not accepted, a reason and a second look, owed within 5 working days.
    fn a_redirect_without_acceptance_needs_a_reason_and_a_second_look(world: &mut World) {
        let id = ready(world);
        let tom = world.actor("Tom");
        let nowhere = Proposal::Redirect {
            service: " ".into(),
            answer: ServiceAnswer::Accepted,
            told: String::new(),
            basis: Basis::Consent,
            warning_reason: String::new(),
        };
        refused(
            decides(world, tom, id, nowhere, grounds("Not for us."), None),
            ScreeningRefusal::ServiceNotNamed,
        );
        let waits_for = ServiceAnswer::NoReplyYet;
        refused(
            decides(world, tom, id, redirect(waits_for, ""), grounds("Not for us."), None),
            ScreeningRefusal::ServiceDidNotAccept,
        );
        let done = decided(world, id, redirect(waits_for, "They close at noon."), grounds("Not for us."), None);
        assert_eq!(done.effect, Effect::InEffect, "the second look is deferred");
        assert!(matches!(referral_of(world, id).state, State::Redirected { .. }));
        let told = world.sees(tom, |tx| referral::show(tx, id)).ok().unwrap().disclosures;
        assert_eq!(told[0].0.kind, DisclosureKind::ReferralToService);
        assert_eq!(told[0].0.to, "Family support, Northmoor Council");

        // It turns up when it is owed, with a colleague and not with the one who decided.
        let look = done.second.expect("is owed");
        let rows = clock(world, id, "deferred-second-look");
        assert_eq!(rows[0].due_on, Some(Day::try_new(2026, 12, 1).unwrap()));
        world.days_pass(8);
        let late = |world: &World, who: Actor| {
            let list = world.sees(who, work::list).unwrap();
            let of = |r: &&work::WorkRow| r.expected.expectation.clock == "deferred-second-look";
            list.late.iter().filter(of).count()
        };
        assert_eq!((late(world, tom), late(world, world.actor("Petra"))), (0, 1));
        assert_eq!(late(world, world.actor("Lea")), 0);
        refused(
            answers(world, tom, look, SecondAnswer::Agrees, ""),
            AnswerRefusal::Second(SecondRefusal::SamePerson),
        );
        answers(world, world.actor("Petra"), look, SecondAnswer::Agrees, "").unwrap();
        assert_eq!(late(world, world.actor("Petra")), 0);
        refused(
            answers(world, world.actor("Cora"), look, SecondAnswer::Agrees, ""),
            AnswerRefusal::Second(SecondRefusal::AlreadyAnswered),
        );
    }

    /// A service that accepted: nothing else is needed, and the review of the record is set.
    fn a_redirect_that_was_accepted_ends_here_with_a_review_date(world: &mut World) {
        let id = ready(world);
        decided(world, id, redirect(ServiceAnswer::Accepted, ""), grounds("Not for us."), None);
        let after = referral_of(world, id);
        assert_eq!(after.review_on, Some(Day::try_new(2027, 11, 24).unwrap()), "an adult: 12 months");
        assert!(!waits(world, id, "retention-review-set"));
        assert!(waits(world, id, "referrer-told"));
    }

    /// More information by a date; then it came, and the decision is taken.
    fn more_information_is_awaited_until_a_date(world: &mut World) {
        let id = ready(world);
        let tom = world.actor("Tom");
        let ask = |ask: &str, hours| Proposal::MoreInformation {
            ask: ask.into(),
            until: world.house.now().plus_hours(hours),
        };
        refused(
            decides(world, tom, id, ask("", 48), grounds("Too little."), None),
            ScreeningRefusal::QuestionNotNamed,
        );
        refused(
            decides(world, tom, id, ask("What the school saw", -1), grounds("Too little."), None),
            ScreeningRefusal::DateNotInFuture,
        );
        let settles = |world: &World| {
            let version = referral_of(world, id).version;
            world.tries(tom, |tx| screening::settle_information(tx, id, version, true))
        };
        refused(settles(world), ScreeningRefusal::NothingAwaited);
        decided(world, id, ask("What the school saw", 72), grounds("Too little."), None);
        assert!(matches!(referral_of(world, id).state, State::AwaitingInformation { .. }));
        assert!(waits(world, id, "information-awaited"));
        settles(world).unwrap();
        assert!(!waits(world, id, "information-awaited"));
        decided(world, id, Proposal::Accept, grounds("She asks for help."), None);
    }

    /// Ledger F2: a repeat referral within 24 months needs a written comparison and a second person.
    fn f2_a_repeat_referral_needs_a_comparison_and_a_second_person(world: &mut World) {
        let id = repeated(world, 300);
        let tom = world.actor("Tom");
        refused(
            decides(world, tom, id, Proposal::NoFurtherAction, grounds("A joke."), None),
            ScreeningRefusal::ComparisonOwed,
        );
        let done = decided(world, id, Proposal::NoFurtherAction, compared("A joke."), None);
        assert_eq!(done.effect, Effect::Proposed);
        assert_eq!(referral_of(world, id).state, State::InScreening, "nothing changed yet");
        refused(
            decides(world, tom, id, Proposal::Accept, compared("After all."), None),
            ScreeningRefusal::SecondAwaited,
        );
        let look = done.second.expect("is asked for");
        let view = world.sees(world.actor("Petra"), |tx| second::look(tx, look));
        let view = view.unwrap_or_else(|refusal| panic!("not shown: {refusal:?}"));
        assert!(view.decision.grounds.comparison.is_some());
        answers(world, world.actor("Petra"), look, SecondAnswer::Agrees, "").unwrap();
        assert_eq!(referral_of(world, id).state, State::NoFurtherAction);
        assert!(!waits(world, id, "second-person"));
    }

    /// After 24 months it is no repeat referral any more.
    fn f2_after_24_months_a_referral_is_looked_at_by_itself(world: &mut World) {
        let id = repeated(world, 740);
        let done = decided(world, id, Proposal::NoFurtherAction, grounds("A joke."), None);
        assert_eq!(done.effect, Effect::InEffect);
    }

    /// The same human being in another hat is no second person.
    fn the_second_person_is_another_human_being_whatever_the_hat(world: &mut World) {
        let id = repeated(world, 300);
        let paul = world.account("Paul");
        world.does(world.actor("Tom"), |tx| {
            throughcare_app::ownership::offer(tx, id.into(), paul, "You know the family.")
        });
        world.does(world.actor_as("Paul", Role::ProgrammeManager), |tx| {
            throughcare_app::ownership::accept(tx, id.into())
        });
        let as_manager = world.actor_as("Paul", Role::ProgrammeManager);
        let accept = || Proposal::Accept;
        refused(
            decides(world, as_manager, id, accept(), compared("It grew."), Some(paul)),
            ScreeningRefusal::Second(AskRefusal::SamePerson),
        );
        let done = decides(world, as_manager, id, accept(), compared("It grew."), None).unwrap();
        let look = done.second.expect("is asked for");
        let as_chair = world.actor_as("Paul", Role::PanelChair);
        refused(
            answers(world, as_chair, look, SecondAnswer::Agrees, ""),
            AnswerRefusal::Second(SecondRefusal::SamePerson),
        );
        let listed = |world: &World, who: Actor| {
            let rows = world.sees(who, second::list).unwrap();
            rows.iter().filter(|(r, _)| r.look.id == look).count()
        };
        assert_eq!((listed(world, as_chair), listed(world, world.actor("Rune"))), (0, 1));
        answers(world, world.actor("Rune"), look, SecondAnswer::Agrees, "").unwrap();
        assert!(matches!(referral_of(world, id).state, State::Accepted { .. }));
    }

    /// A second person who does not agree says why; the proposal falls, and the screening goes on.
    fn a_proposal_falls_when_the_second_person_does_not_agree(world: &mut World) {
        let id = repeated(world, 300);
        let done = decided(world, id, Proposal::NoFurtherAction, compared("A joke."), None);
        let look = done.second.expect("is asked for");
        let no = SecondAnswer::DoesNotAgree;
        refused(
            answers(world, world.actor("Rune"), look, no, ""),
            AnswerRefusal::Second(SecondRefusal::NoReason),
        );
        answers(world, world.actor("Rune"), look, no, "The friend was not asked.").unwrap();
        assert_eq!(referral_of(world, id).state, State::InScreening);
        assert!(facts(world, id).contains(&"identify.proposal-fell".to_owned()));
        let view = world.sees(world.actor("Tom"), |tx| screening::show(tx, id));
        let view = view.unwrap_or_else(|refusal| panic!("not shown: {refusal:?}"));
        assert_eq!(view.decisions[0].0.effect, Effect::Fallen);
        assert_eq!(view.second_looks[0].1, "The friend was not asked.");
        decided(world, id, Proposal::Accept, compared("It grew."), None);
    }

    /// A chosen colleague is the only one who is asked; somebody who may not be asked is refused.
    fn a_chosen_colleague_is_the_only_one_who_is_asked(world: &mut World) {
        let id = repeated(world, 300);
        let tom = world.actor("Tom");
        for who in ["Ines", "Max", "Lea"] {
            refused(
                decides(world, tom, id, Proposal::Accept, compared("It grew."), Some(world.account(who))),
                ScreeningRefusal::Second(AskRefusal::MayNotAnswer),
            );
        }
        let jada = Some(world.account("Jada"));
        let look = decided(world, id, Proposal::Accept, compared("It grew."), jada).second.unwrap();
        for who in ["Petra", "Lea", "Nora"] {
            not_found(answers(world, world.actor(who), look, SecondAnswer::Agrees, ""));
            not_found(world.sees(world.actor(who), |tx| second::look(tx, look)));
        }
        answers(world, world.actor("Jada"), look, SecondAnswer::Agrees, "").unwrap();
    }

    /// What is proposed can be taken back; then nobody is asked any more.
    fn a_proposal_can_be_taken_back(world: &mut World) {
        let id = repeated(world, 300);
        let done = decided(world, id, Proposal::Accept, compared("It grew."), None);
        world.does(world.actor("Tom"), |tx| screening::take_back(tx, id, done.decision));
        let rows = world.sees(world.actor("Petra"), second::list).unwrap();
        assert!(rows.is_empty());
        let look = done.second.unwrap();
        let seen = world.sees(world.actor("Petra"), |tx| second::look(tx, look)).unwrap();
        assert_eq!((seen.look.taken_back_at, seen.look.waits()), (Some(world.house.now()), false));
        refused(
            answers(world, world.actor("Petra"), look, SecondAnswer::Agrees, ""),
            AnswerRefusal::Second(SecondRefusal::TakenBack),
        );
        assert!(!waits(world, id, "second-person"));
        decided(world, id, Proposal::NoFurtherAction, compared("A joke."), None);
    }

    /// What is learnt between the proposal and the agreement is looked at first.
    fn every_guard_is_looked_at_again_when_the_second_person_agrees(world: &mut World) {
        let id = repeated(world, 300);
        let of = person_of(world, "Tom", id);
        let look = decided(world, id, Proposal::Accept, compared("It grew."), None).second.unwrap();
        world.does(world.actor("Tom"), |tx| {
            let mut known = somebody("Mansoor Tarik", on(2006, 4, 3));
            known.names.push(somebody("Abu Dawud", BirthDate::Unknown).names.remove(0));
            referral::revise_identity(tx, id, of, 1, known)
        });
        refused(
            answers(world, world.actor("Petra"), look, SecondAnswer::Agrees, ""),
            AnswerRefusal::Screening(ScreeningRefusal::SearchOwed),
        );
        world.minutes_pass(5);
        searched(world, "Tom", (id, of));
        assert!(latest(world, "Tom", id).strong[0].judgement.is_some(), "it stays judged");
        answers(world, world.actor("Petra"), look, SecondAnswer::Agrees, "").unwrap();
        let state = referral_of(world, id).state;
        assert!(matches!(state, State::Accepted { .. }));
        refused(
            world.tries(world.actor("Tom"), |tx| prior::search(tx, id, of, SearchPurpose::Intake)),
            throughcare_domain::identify::prior_contact::PriorContactRefusal::Decided,
        );
    }

    /// Who does not own the referral does not decide on it; a second programme does not see it.
    fn the_owner_decides_and_nobody_else(world: &mut World) {
        let id = ready(world);
        for who in ["Petra", "Rune", "Ines", "Lea", "Ada"] {
            not_found(decides(world, world.actor(who), id, Proposal::Accept, grounds("Why."), None));
        }
    }
}
