//! Has this person been in contact before? Ledger stories F1 and F2, and what is shown of other people's records.

use crate::concern::*;
use throughcare_app::Refusal;
use throughcare_app::identify::prior_contact::{self as prior, PriorContactView, SearchView};
use throughcare_app::identify::{matching_officer as officer, referral};
use throughcare_app::work;
use throughcare_domain::account::Actor;
use throughcare_domain::decision::{Basis, DisclosureKind};
use throughcare_domain::id::*;
use throughcare_domain::identify::prior_contact::*;
use throughcare_domain::identify::referral::ReferralDraft;
use throughcare_domain::moment::Day;
use throughcare_domain::person::*;
use throughcare_testkit::{World, both_engines};

pub fn somebody(name: &str, birth: BirthDate) -> Identity {
    Identity {
        names: vec![PersonName {
            kind: NameKind::Used,
            text: name.into(),
        }],
        birth: Birth {
            date: birth,
            basis: AgeBasis::SaysSo,
        },
        town: Some("Northmoor".into()),
        ..Identity::unnamed("")
    }
}

pub fn on(year: i16, month: i8, day: i8) -> BirthDate {
    BirthDate::Day {
        on: Day::try_new(year, month, day).unwrap(),
    }
}

pub fn draft(world: &World, identity: Identity) -> ReferralDraft {
    ReferralDraft {
        persons: vec![identity],
        ..concern(world.house.now())
    }
}

/// Tom takes a referral down in the local panel's programme.
pub fn about(world: &World, identity: Identity) -> (ReferralId, PersonId) {
    let id = received_as(world, "Tom", draft(world, identity));
    (id, person_of(world, "Tom", id))
}

pub fn person_of(world: &World, who: &str, id: ReferralId) -> PersonId {
    let view = world.sees(world.actor(who), |tx| referral::show(tx, id));
    view.expect("is shown").referral.persons[0]
}

pub fn searched(world: &World, who: &str, (id, of): (ReferralId, PersonId)) -> SearchId {
    world.does(world.actor(who), |tx| {
        prior::search(tx, id, of, SearchPurpose::Intake)
    })
}

pub fn step(world: &World, who: &str, id: ReferralId) -> PriorContactView {
    let view = world.sees(world.actor(who), |tx| prior::show(tx, id));
    view.unwrap_or_else(|refusal| panic!("not shown: {refusal:?}"))
}

pub fn latest(world: &World, who: &str, id: ReferralId) -> SearchView {
    let mut view = step(world, who, id);
    view.people.remove(0).latest.expect("was searched")
}

pub fn judged(
    world: &World,
    (id, of): (ReferralId, PersonId),
    candidate: PersonId,
    verdict: Verdict,
) -> LinkId {
    let search = latest(world, "Tom", id).search;
    world.does(world.actor("Tom"), |tx| {
        prior::judge(
            tx,
            id,
            of,
            search,
            candidate,
            verdict,
            "The mother's name is the same.",
        )
    })
}

/// The records of one's own programme that were found strongly alike.
fn strong(view: &SearchView) -> Vec<PersonId> {
    view.strong.iter().map(|c| c.person).collect()
}

pub fn refused<T, E: PartialEq + std::fmt::Debug>(outcome: Result<T, Refusal<E>>, by: E) {
    match outcome {
        Err(Refusal::Rule(rule)) => assert_eq!(rule, by),
        Err(other) => panic!("refused otherwise: {other:?}"),
        Ok(_) => panic!("not refused: {by:?}"),
    }
}

fn not_found<T, E: std::fmt::Debug>(outcome: Result<T, Refusal<E>>) {
    match outcome {
        Err(Refusal::NotFound) => {}
        Err(other) => panic!("refused otherwise: {other:?}"),
        Ok(_) => panic!("found"),
    }
}

fn officers_questions(world: &World, who: &str) -> Vec<QuestionId> {
    let rows = world.sees(world.actor(who), officer::list_questions);
    let rows = rows.expect("is listed");
    rows.into_iter().map(|r| r.question.id).collect()
}

both_engines! {
    /// Ledger F1: a misspelt name, names in another order, a slip in the birth date.
    fn f1_the_earlier_referral_is_found_through_misspelling_order_and_slips(world: &mut World) {
        let (_, earlier) = about(world, somebody("Tariq Mansour", on(2006, 3, 4)));
        about(world, somebody("Maria Lopez", on(2006, 3, 4)));
        world.minutes_pass(5);
        for (name, birth) in [
            ("Tarik Mansoor", on(2006, 3, 4)),
            ("Mansour, Tariq", on(2006, 4, 3)),
            ("Tariq Mansur", on(2006, 3, 5)),
            ("Mansoor Tarik", BirthDate::Unknown),
            ("Tariq Mansour", BirthDate::About { year: 2005, give: 1 }),
        ] {
            let again = about(world, somebody(name, birth));
            searched(world, "Tom", again);
            let found = latest(world, "Tom", again.0);
            assert!(strong(&found).contains(&earlier), "{name} {birth:?}");
            assert!(!found.strong.iter().any(|c| c.record.identity.shown() == "Maria Lopez"));
        }
    }

    /// Guard: screening waits for a recorded search; a search of nothing is refused, and passed with a reason.
    fn a_search_is_owed_until_it_is_recorded_or_passed_with_a_reason(world: &mut World) {
        let (id, of) = about(world, Identity::unnamed("her son, about 17"));
        assert_eq!(step(world, "Tom", id).standing, Standing::Owed);
        assert!(waits(world, id, "prior-contact-search"));
        let tom = world.actor("Tom");
        refused(
            world.tries(tom, |tx| prior::search(tx, id, of, SearchPurpose::Intake)),
            PriorContactRefusal::NothingToSearchBy,
        );
        refused(
            world.tries(tom, |tx| prior::not_searchable(tx, id, Some(of), " ")),
            PriorContactRefusal::NoReason,
        );
        world.does(tom, |tx| prior::not_searchable(tx, id, Some(of), "The caller will not say."));
        assert_eq!(step(world, "Tom", id).standing, Standing::NotSearchableYet);
        assert!(!waits(world, id, "prior-contact-search"));

        // A name is learnt: the search is owed again, by itself.
        world.minutes_pass(5);
        world.does(tom, |tx| {
            referral::revise_identity(tx, id, of, 1, somebody("Karim Haddad", BirthDate::Unknown))
        });
        assert_eq!(step(world, "Tom", id).standing, Standing::Owed);
        assert!(waits(world, id, "prior-contact-search"));
        refused(
            world.tries(tom, |tx| prior::not_searchable(tx, id, Some(of), "Too busy.")),
            PriorContactRefusal::CanBeSearched,
        );
        searched(world, "Tom", (id, of));
        assert_eq!(step(world, "Tom", id).standing, Standing::Done);
    }

    /// Guard: close records are judged one by one, the less likely ones in one act with one reason.
    fn close_records_are_judged_one_by_one_and_the_rest_closed_in_one_act(world: &mut World) {
        let (_, close) = about(world, somebody("Tariq Mansour", on(2006, 3, 4)));
        let (_, far) = about(world, somebody("Tarik Mansoor", on(1988, 11, 23)));
        let again = about(world, somebody("Tariq Mansour", on(2006, 3, 4)));
        let (id, of) = again;
        let (tom, search) = (world.actor("Tom"), searched(world, "Tom", again));
        assert_eq!(step(world, "Tom", id).standing, Standing::Unjudged { strong: 1, weak: 1 });
        let found = latest(world, "Tom", id);
        assert!(found.strong.iter().all(|c| c.judgement.is_none()), "nothing is chosen beforehand");
        assert_eq!(found.weak[0].person, far);
        let why = |why: &'static str| {
            move |tx: throughcare_store::Tx<'_>| {
                prior::judge(tx, id, of, search, close, Verdict::Same, why)
            }
        };
        refused(world.tries(tom, why("")), PriorContactRefusal::NoReason);
        refused(
            world.tries(tom, |tx| prior::close_weak(tx, id, of, search, "")),
            PriorContactRefusal::NoReason,
        );
        world.does(tom, |tx| prior::close_weak(tx, id, of, search, "Twice the age."));
        assert_eq!(step(world, "Tom", id).standing, Standing::Unjudged { strong: 1, weak: 0 });
        assert!(waits(world, id, "records-judged"));
        world.does(tom, why("Same mother, same street."));
        assert_eq!(step(world, "Tom", id).standing, Standing::Done);
        assert!(!waits(world, id, "records-judged"));
        refused(
            world.tries(tom, |tx| prior::close_weak(tx, id, of, search, "Again.")),
            PriorContactRefusal::NothingLeftToClose,
        );
        let nobody = world.house.new_id(world.house.now());
        refused(
            world.tries(tom, |tx| prior::judge(tx, id, of, search, nobody, Verdict::Same, "Why.")),
            PriorContactRefusal::NotACandidate,
        );
    }

    /// The earlier concern is shown after the judgement; the judgement may then be changed, and both stay.
    fn the_earlier_concern_is_shown_after_the_judgement_and_not_before(world: &mut World) {
        let (first, earlier) = about(world, somebody("Tariq Mansour", on(2006, 3, 4)));
        ends(world, first);
        let again = about(world, somebody("Tariq Mansour", on(2006, 3, 4)));
        searched(world, "Tom", again);
        let tom = world.actor("Tom");
        let see = |world: &World| {
            world.sees(tom, |tx| prior::earlier_concern(tx, again.0, again.1, earlier))
        };
        refused(see(world), PriorContactRefusal::JudgeFirst);
        judged(world, again, earlier, Verdict::NotSame);
        let concerns = see(world).unwrap_or_else(|refusal| panic!("not shown: {refusal:?}"));
        assert_eq!(concerns[0].referral, first);
        assert_eq!(concerns[0].lines.len(), 3);

        world.minutes_pass(5);
        judged(world, again, earlier, Verdict::Same);
        let now = latest(world, "Tom", again.0);
        let judgement = now.strong[0].judgement.as_ref().map(|(j, by)| (j.verdict, by.as_str()));
        assert_eq!(judgement, Some((Verdict::Same, "Tom Story")));
        let before: Vec<(Verdict, &str)> = now.strong[0].judged_before.iter().map(|(j, by)| (j.verdict, by.as_str())).collect();
        assert_eq!(before, [(Verdict::NotSame, "Tom Story")]);
        let both = world.sees(Actor::Operator, |tx| {
            let referral = throughcare_store::identify::referral::open(
                tx,
                throughcare_domain::policy::Action::ReadReferral,
                again.0,
            )?;
            Ok::<_, Refusal<()>>(throughcare_store::identify::person_link::list_judgements(
                tx, &referral, again.1, earlier,
            )?)
        });
        let verdicts: Vec<Verdict> = both.unwrap().into_iter().map(|j| j.verdict).collect();
        assert_eq!(verdicts, [Verdict::NotSame, Verdict::Same]);
    }

    /// Clock: "cannot tell" comes back after 10 working days.
    fn cannot_tell_comes_back_to_the_work_list(world: &mut World) {
        let (_, earlier) = about(world, somebody("Tariq Mansour", on(2006, 3, 4)));
        let again = about(world, somebody("Tariq Mansour", on(2006, 3, 4)));
        searched(world, "Tom", again);
        judged(world, again, earlier, Verdict::CannotTell);
        assert_eq!(step(world, "Tom", again.0).standing, Standing::Done);
        let rows = clock(world, again.0, "cannot-tell");
        assert_eq!(rows[0].due_on, Some(Day::try_new(2026, 12, 8).unwrap()));
        world.days_pass(15);
        let list = world.sees(world.actor("Tom"), work::list).unwrap();
        let late = |list: &work::WorkList| {
            let of = |r: &&work::WorkRow| r.expected.expectation.clock == "cannot-tell";
            list.late.iter().filter(of).count()
        };
        assert_eq!(late(&list), 1);
        judged(world, again, earlier, Verdict::NotSame);
        let list = world.sees(world.actor("Tom"), work::list).unwrap();
        assert_eq!(late(&list), 0);
    }

    /// What was judged the same stays judged when the search is made again; the rest is looked at anew.
    fn a_search_made_again_keeps_what_was_judged_the_same(world: &mut World) {
        let (_, same) = about(world, somebody("Tariq Mansour", on(2006, 3, 4)));
        let (_, other) = about(world, somebody("Tariq Mansour", on(2006, 3, 4)));
        let again = about(world, somebody("Tariq Mansour", on(2006, 3, 4)));
        let first = searched(world, "Tom", again);
        judged(world, again, same, Verdict::Same);
        judged(world, again, other, Verdict::NotSame);
        world.minutes_pass(5);
        searched(world, "Petra", again);
        assert_eq!(step(world, "Tom", again.0).standing, Standing::Unjudged { strong: 1, weak: 0 });
        refused(
            world.tries(world.actor("Tom"), |tx| {
                prior::judge(tx, again.0, again.1, first, other, Verdict::NotSame, "As before.")
            }),
            PriorContactRefusal::SearchedAgain,
        );
    }

    /// A record that only its officer may answer for shows neither name nor holder.
    fn an_officer_only_record_shows_neither_name_nor_holder(world: &mut World) {
        let other = world.does(world.actor("Lea"), |tx| {
            referral::receive(tx, world.bridge, draft(world, somebody("Nadia Sorel", on(2007, 5, 6))))
        });
        let again = about(world, somebody("Nadia Sorel", on(2007, 5, 6)));
        let (id, of) = again;
        let search = searched(world, "Tom", again);
        let found = latest(world, "Tom", id);
        assert!(found.a_record_may_exist);
        assert!(found.strong.is_empty() && found.weak.is_empty());
        assert_eq!(step(world, "Tom", id).standing, Standing::Done);
        let hidden = person_of(world, "Lea", other);
        let tom = world.actor("Tom");
        refused(
            world.tries(tom, |tx| prior::judge(tx, id, of, search, hidden, Verdict::Same, "Why.")),
            PriorContactRefusal::NotACandidate,
        );
        not_found(world.sees(tom, |tx| prior::earlier_concern(tx, id, of, hidden)));
    }

    /// Clock: the matching officer answers within two working days, for her own programme's records only.
    fn the_matching_officer_answers_and_what_is_told_is_kept_with_the_record(world: &mut World) {
        let other = world.does(world.actor("Lea"), |tx| {
            referral::receive(tx, world.bridge, draft(world, somebody("Nadia Sorel", on(2007, 5, 6))))
        });
        let hidden = person_of(world, "Lea", other);
        let again = about(world, somebody("Nadia Sorell", on(2007, 5, 6)));
        let (id, of) = again;
        let search = searched(world, "Tom", again);
        let tom = world.actor("Tom");
        assert!(waits(world, id, "records-judged"), "the officer is still to be asked");
        world.does(tom, |tx| officer::ask_officer(tx, id, of, search));
        assert!(!waits(world, id, "records-judged"));
        refused(
            world.tries(tom, |tx| officer::ask_officer(tx, id, of, search)),
            PriorContactRefusal::AlreadyAsked,
        );
        assert_eq!(officers_questions(world, "Max"), []);
        let question = officers_questions(world, "Mara")[0];
        let list = world.sees(world.actor("Mara"), work::list).unwrap();
        assert_eq!(list.this_week.len(), 1);
        assert_eq!(list.this_week[0].about, None);
        let list = world.sees(world.actor("Max"), work::list).unwrap();
        assert_eq!(list.this_week.len(), 0);
        not_found(world.sees(world.actor("Max"), |tx| officer::show_question(tx, question)));

        let view = world.sees(world.actor("Mara"), |tx| officer::show_question(tx, question));
        let view = view.unwrap_or_else(|refusal| panic!("not shown: {refusal:?}"));
        assert_eq!(view.asked_about.shown(), "Nadia Sorell");
        assert_eq!(view.asked_about.school_or_work, None);
        assert_eq!(view.held.len(), 1);
        assert_eq!(view.held[0].1, "Lea Story");

        let contact = OfficerAnswer::Contact;
        let answer = |whom: &'static str| {
            move |tx: throughcare_store::Tx<'_>| {
                officer::answer_officer(tx, question, contact, whom, "Ring first.", Basis::Statute)
            }
        };
        let mara = world.actor("Mara");
        refused(world.tries(mara, answer(" ")), PriorContactRefusal::WhomNotNamed);
        world.does(mara, answer("Rolf"));
        refused(world.tries(mara, answer("Rolf")), PriorContactRefusal::AlreadyAnswered);
        assert!(!waits(world, id, "officer-answers"));
        let asked = latest(world, "Tom", id).asked.expect("was asked");
        assert!(!asked.waiting);
        assert_eq!((asked.answers[0].answer, asked.answers[0].whom.as_str()), (contact, "Rolf"));
        assert_eq!(facts(world, hidden), ["identify.disclosed"]);
        let after = world.sees(mara, |tx| officer::show_question(tx, question));
        let told = after.unwrap_or_else(|refusal| panic!("not shown: {refusal:?}")).told;
        assert_eq!(told[0].kind, DisclosureKind::AnswerToSearch);
        assert_eq!((told[0].what.as_str(), told[0].basis), ("Rolf\nRing first.", Basis::Statute));
    }

    /// Where nothing is hidden there is nobody to ask.
    fn without_a_hidden_record_there_is_nobody_to_ask(world: &mut World) {
        let again = about(world, somebody("Nadia Sorel", on(2007, 5, 6)));
        let search = searched(world, "Tom", again);
        refused(
            world.tries(world.actor("Tom"), |tx| {
                officer::ask_officer(tx, again.0, again.1, search)
            }),
            PriorContactRefusal::NobodyToAsk,
        );
    }

    /// A record of another programme shows as far as it is discoverable, and no more after the judgement.
    fn a_record_of_another_programme_shows_as_a_stub_and_no_more_after_the_judgement(world: &mut World) {
        let mut known = somebody("Nadia Sorel", on(2007, 5, 6));
        known.school_or_work = Some("Beck Lane School".into());
        known.guardian = Some("her aunt".into());
        let (_, there) = about(world, known);
        let id = world.does(world.actor("Lea"), |tx| {
            referral::receive(tx, world.bridge, draft(world, somebody("Nadia Sorel", on(2007, 5, 6))))
        });
        let of = person_of(world, "Lea", id);
        let search = searched(world, "Lea", (id, of));
        let check = |found: &SearchView| {
            let stub = &found.strong[0];
            assert_eq!((stub.person, stub.shown), (there, Shown::Stub));
            assert_eq!(stub.record.identity.shown(), "Nadia Sorel");
            assert_eq!(stub.record.identity.school_or_work, None);
            assert_eq!(stub.record.identity.guardian, None);
            assert_eq!(stub.record.reference, None);
            assert_eq!(stub.record.outcome, Some(OutcomeClass::BeingLookedAt));
            assert_eq!(stub.record.ask, ["Max Story"]);
        };
        check(&latest(world, "Lea", id));
        let lea = world.actor("Lea");
        world.does(lea, |tx| prior::judge(tx, id, of, search, there, Verdict::Possibly, "Same town."));
        check(&latest(world, "Lea", id));
        refused(
            world.sees(lea, |tx| prior::earlier_concern(tx, id, of, there)),
            PriorContactRefusal::NotYours,
        );
    }

    /// Whoever is excluded from a case meets its record as an outsider does; a colleague judges it.
    fn whoever_is_excluded_from_a_case_is_sent_to_the_matching_officer(world: &mut World) {
        let (first, earlier) = about(world, somebody("Tariq Mansour", on(2006, 3, 4)));
        searched(world, "Tom", (first, earlier));
        let case = crate::screening::accepted(world, first);
        let petra = world.account("Petra");
        world.does(world.actor("Jada"), |tx| {
            throughcare_app::case::exclude_staff(tx, case, petra, "He is her nephew.")
        });
        let again = about(world, somebody("Tariq Mansour", on(2006, 3, 4)));
        searched(world, "Tom", again);
        let hers = latest(world, "Petra", again.0);
        assert!(hers.strong.is_empty() && hers.a_record_may_exist);
        let waiting = Standing::Unjudged { strong: 1, weak: 0 };
        assert_eq!(step(world, "Petra", again.0).standing, waiting, "it still waits for a colleague");
        assert_eq!(strong(&latest(world, "Tom", again.0)), [earlier]);
    }

    /// Nobody of the other programme, and nobody without the task, sees a search.
    fn a_search_is_seen_by_those_who_make_it_and_nobody_else(world: &mut World) {
        let again = about(world, somebody("Nadia Sorel", on(2007, 5, 6)));
        let search = searched(world, "Tom", again);
        let (id, of) = again;
        for who in ["Lea", "Ines", "Rune", "Max", "Ada"] {
            not_found(world.sees(world.actor(who), |tx| prior::show(tx, id)));
            not_found(world.tries(world.actor(who), |tx| prior::search(tx, id, of, SearchPurpose::Intake)));
            not_found(world.tries(world.actor(who), |tx| prior::close_weak(tx, id, of, search, "Why.")));
        }
    }
}
