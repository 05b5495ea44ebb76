//! Every clock of the shipped programme files as its page shows it: time passes, it is late on the page, on the work
//! list of whoever owes it and on the overdue page; then it is done, and it stands there no longer.

mod begun;
mod met;

use crate::harness::{Browser, Page};
use axum::http::StatusCode;
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeSet;
use throughcare_domain::subject::Subject;
use throughcare_testkit::{World, both_engines};

/// One clock: what sets it going, in what time it is late, and what meets it.
struct Clock {
    key: &'static str,
    /// What the work list and the overdue page call it.
    words: &'static str,
    /// What the page of its subject calls it, where that is something else.
    on_page: Option<&'static str>,
    /// Who reads the page.
    reader: &'static str,
    /// On whose work list it stands.
    owes: &'static str,
    begins: fn(&World) -> Subject,
    /// Unit: hours from its beginning until it is late.
    late_after: i64,
    met: fn(&World, Subject),
    /// What meets it sets it going again.
    anew: bool,
}

impl Clock {
    const fn of(key: &'static str, words: &'static str) -> Clock {
        Clock {
            key,
            words,
            on_page: None,
            reader: "Tom",
            owes: "Tom",
            begins: begun::received,
            late_after: 48,
            met: met::nothing,
            anew: false,
        }
    }
    const fn read_by(self, reader: &'static str) -> Clock {
        Clock {
            reader,
            owes: reader,
            ..self
        }
    }
    const fn owed_by(self, owes: &'static str) -> Clock {
        Clock { owes, ..self }
    }
    const fn begins(self, begins: fn(&World) -> Subject, late_after: i64) -> Clock {
        Clock {
            begins,
            late_after,
            ..self
        }
    }
    const fn met(self, met: fn(&World, Subject)) -> Clock {
        Clock { met, ..self }
    }
    const fn on_page(self, words: &'static str) -> Clock {
        Clock {
            on_page: Some(words),
            ..self
        }
    }
    const fn anew(self) -> Clock {
        Clock { anew: true, ..self }
    }
}

/// The clocks that can be late. Unit: a day is 24 hours; it begins on Tuesday 24 November 2026 at nine.
const CLOCKS: &[Clock] = &[
    Clock::of("agreed-call", "Agreed call")
        .on_page("Agreed calls")
        .begins(begun::called, 29)
        .met(met::rung),
    Clock::of("promise-to-caller", "What was promised to the caller")
        .on_page("Two counsellors who see parents")
        .begins(begun::called, 34)
        .met(met::promise_kept),
    Clock::of("silent-enquiry", "Ring again, agree a call, or end it")
        .begins(begun::called_once, 15 * 24)
        .met(met::rung)
        .anew(),
    Clock::of("ring-now", "Ring the referrer now")
        .begins(begun::ring_now, 3)
        .met(met::called_back),
    Clock::of("acknowledge", "Tell the referrer that it arrived").met(met::acknowledged),
    Clock::of("referrer-verified", "Call the referrer back").met(met::called_back),
    Clock::of("prior-contact-search", "Search for earlier contact")
        .begins(begun::received, 72)
        .met(met::searched),
    Clock::of("records-judged", "Judge the records that the search found")
        .begins(begun::found, 72)
        .met(met::judged),
    Clock::of("cannot-tell", "Look again at what could not be told")
        .begins(begun::left_open, 15 * 24)
        .met(met::judged),
    Clock::of("officer-answers", "Answer of the matching officer")
        .begins(begun::officer_asked, 72)
        .owed_by("Mara")
        .met(met::officer_answered),
    Clock::of(
        "deconfliction",
        "Ask whether something is already under way",
    )
    .begins(begun::received, 96)
    .met(met::deconflicted),
    Clock::of(
        "deconfliction-again",
        "Ask again whether something is under way",
    )
    .begins(begun::contact_held, 96)
    .met(met::deconflicted),
    Clock::of("screening-decided", "Decide the screening")
        .begins(begun::in_screening, 8 * 24)
        .met(met::accepted),
    Clock::of("information-awaited", "Information that was asked for")
        .begins(begun::information_awaited, 96)
        .met(met::information_came),
    Clock::of("second-person", "Agreement of a second person")
        .begins(begun::proposed, 96)
        .owed_by("Petra")
        .met(met::agreed),
    Clock::of("deferred-second-look", "Second look, afterwards")
        .begins(begun::sent_elsewhere, 8 * 24)
        .owed_by("Petra")
        .met(met::agreed),
    Clock::of("referrer-told", "Tell the referrer what came of it")
        .begins(begun::sent_elsewhere, 15 * 24)
        .met(met::referrer_not_told),
    Clock::of("urgent-act-written-up", "Write up what was done at once")
        .begins(begun::acted_at_once, 48)
        .met(met::written_up),
    Clock::of(
        "urgent-act-search",
        "Search for earlier contact, after acting at once",
    )
    .begins(begun::acted_at_once, 48)
    .met(met::searched),
    Clock::of("offer-answered", "Answer to an offer of work")
        .begins(begun::offered, 72)
        .read_by("Ines")
        .met(met::accepted_by_ines),
    Clock::of("case-owner", "The case’s owner accepts it")
        .begins(begun::taken_over, 72)
        .read_by("Paul")
        .met(met::given_to_ines),
    Clock::of("guardian", "Somebody with the power to act for the child")
        .begins(begun::owned_by_ines, 8 * 24)
        .read_by("Ines")
        .met(met::guardian_joined),
    Clock::of("safe-contact", "How the person can be reached safely")
        .begins(begun::owned_by_ines, 72)
        .read_by("Ines")
        .met(met::card_written),
    Clock::of("moderators", "Footing, setting and region")
        .begins(begun::owned_by_ines, 8 * 24)
        .read_by("Ines")
        .met(met::moderators_set),
    Clock::of("adoption", "Adopt the case, or not")
        .begins(begun::case_opened, 29 * 24)
        .read_by("Rune")
        .met(met::adopted),
];

/// What the act that sets the clock going has done already: it is never late, and its page says that it is done.
const MET_AT_ONCE: &[Clock] = &[
    Clock::of("participants", "Write down whom the case is about")
        .begins(begun::case_opened, 60 * 24)
        .read_by("Cora"),
    Clock::of(
        "retention-review-set",
        "Set the day on which the record is looked at again",
    )
    .begins(begun::declined, 60 * 24)
    .read_by("Cora"),
];

fn clock(key: &str) -> &'static Clock {
    let all = CLOCKS.iter().chain(MET_AT_ONCE);
    let found = all.into_iter().find(|c| c.key == key);
    found.unwrap_or_else(|| panic!("no clock is called {key}"))
}

/// How something stands on a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stands {
    Nowhere,
    /// It is expected, and not late.
    There,
    Late,
}

fn first<'a>(of: ElementRef<'a>, selector: &str) -> Option<ElementRef<'a>> {
    of.select(&Selector::parse(selector).expect("a selector"))
        .next()
}

fn words_of(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How something stands in the lists of what is owed or missing: each line says what, and when.
fn listed(page: &Page, words: &str, reference: Option<&str>) -> Stands {
    let html = Html::parse_document(&page.body);
    let line = Selector::parse(".list > li").expect("a selector");
    for line in html.select(&line) {
        let (Some(span), Some(when)) = (first(line, "span"), first(line, ".when")) else {
            continue;
        };
        let what = first(span, "a").unwrap_or(span);
        let of_it = reference.is_none_or(|r| words_of(line).contains(r));
        // What was done stands in the same list, with how it was done.
        let done = ["Done", "done "]
            .iter()
            .any(|d| words_of(when).starts_with(d));
        if words_of(what) == words && of_it && !done {
            let late = when.value().classes().any(|class| class == "late");
            assert!(
                !late
                    || !["today", ""].contains(&words_of(when).as_str())
                    || first(line, ".num").is_some(),
                "{words} is late, and only its colour says so: {}",
                words_of(line)
            );
            return if late { Stands::Late } else { Stands::There };
        }
    }
    Stands::Nowhere
}

/// The lines of the overdue page about one thing: each says how late it is.
fn overdue(world: &World, words: &str, reference: &str) -> Vec<String> {
    let page = Browser::of(world, "Cora").get("/overdue");
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        !page.says("Lea Story"),
        "nothing of the other programme: {}",
        page.text()
    );
    let html = Html::parse_document(&page.body);
    let row = Selector::parse("tbody tr").expect("a selector");
    let rows = html.select(&row).filter(|row| {
        let what = first(*row, "th").and_then(|th| th.text().next().map(str::trim));
        what == Some(words) && words_of(*row).contains(reference)
    });
    rows.filter_map(|row| first(row, "td.none"))
        .map(words_of)
        .collect()
}

fn place(subject: Subject) -> String {
    match subject {
        Subject::Enquiry(id) => format!("/enquiries/{id}"),
        Subject::Referral(id) => format!("/referrals/{id}"),
        Subject::Case(id) => format!("/cases/{id}"),
        other => panic!("{other:?} has no page"),
    }
}

fn page_of(world: &World, reader: &str, subject: Subject) -> Page {
    let page = Browser::of(world, reader).get(&place(subject));
    assert_eq!(page.status, StatusCode::OK, "{reader} reads it");
    page
}

/// The number by which people speak of it, from the line above the heading.
fn reference(page: &Page) -> String {
    let html = Html::parse_document(&page.body);
    let crumb = first(html.root_element(), ".crumb")
        .map(words_of)
        .expect("a line above the heading");
    crumb
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .trim()
        .to_owned()
}

/// How a clock stands on the page of its subject, on the work list of whoever owes it, and among what is overdue.
fn seen(world: &World, clock: &Clock, subject: Subject) -> (Stands, Stands, Stands) {
    let page = page_of(world, clock.reader, subject);
    let reference = reference(&page);
    let work = Browser::of(world, clock.owes).get("/work");
    assert_eq!(work.status, StatusCode::OK);
    let late = overdue(world, clock.words, &reference);
    assert!(late.iter().all(|by| !by.is_empty()), "late by nothing");
    (
        listed(&page, clock.on_page.unwrap_or(clock.words), None),
        listed(&work, clock.words, Some(&reference)),
        if late.is_empty() {
            Stands::Nowhere
        } else {
            Stands::Late
        },
    )
}

/// Time passes and the page changes; it is done, and the page changes again.
fn runs_and_is_met(world: &World, key: &str) {
    let clock = clock(key);
    begun::namesake(world);
    let subject = (clock.begins)(world);
    let (page, work, late) = seen(world, clock, subject);
    assert_eq!(
        (page, late),
        (Stands::There, Stands::Nowhere),
        "{key} has begun"
    );
    // A work list shows this week and the next.
    assert_ne!(work, Stands::Late, "{key} has begun");

    world.hours_pass(clock.late_after);
    let late = (Stands::Late, Stands::Late, Stands::Late);
    assert_eq!(seen(world, clock, subject), late, "{key} is late");

    (clock.met)(world, subject);
    let (page, work, late) = seen(world, clock, subject);
    let there = if clock.anew {
        Stands::There
    } else {
        Stands::Nowhere
    };
    assert_eq!((page, late), (there, Stands::Nowhere), "{key} is met");
    assert!(work == Stands::Nowhere || work == there, "{key} is met");
}

/// What is met by the act that sets it going is never owed by anybody, however much time passes.
fn is_met_at_once(world: &World, key: &str) {
    let clock = clock(key);
    begun::namesake(world);
    let subject = (clock.begins)(world);
    for _ in 0..2 {
        assert_eq!(
            seen(world, clock, subject),
            (Stands::Nowhere, Stands::Nowhere, Stands::Nowhere)
        );
        let page = page_of(world, clock.reader, subject);
        let told = format!("{} done 24 Nov 2026", clock.words);
        assert!(page.says(&told), "{}", page.text());
        world.hours_pass(clock.late_after);
    }
}

#[test]
fn every_clock_of_the_shipped_programme_files_has_a_page_test_here() {
    let mut declared = BTreeSet::new();
    for (file, text) in throughcare_domain::programme::shipped() {
        let parsed = throughcare_domain::programme::parse(text);
        let parsed = parsed.unwrap_or_else(|e| panic!("{file}: {e:?}"));
        declared.extend(parsed.clocks.into_iter().map(|clock| clock.key));
    }
    let tested: Vec<&str> = CLOCKS.iter().chain(MET_AT_ONCE).map(|c| c.key).collect();
    let once: BTreeSet<String> = tested.iter().map(|key| (*key).to_owned()).collect();
    assert_eq!(once.len(), tested.len(), "each once");
    assert_eq!(once, declared);
    let here = include_str!("clocks.rs");
    for key in tested {
        let test = format!("fn {}(world: &mut World)", key.replace('-', "_"));
        assert!(here.contains(&test), "no test is named {key}");
    }
}

both_engines! {
    fn agreed_call(world: &mut World) { runs_and_is_met(world, "agreed-call"); }
    fn promise_to_caller(world: &mut World) { runs_and_is_met(world, "promise-to-caller"); }
    fn silent_enquiry(world: &mut World) { runs_and_is_met(world, "silent-enquiry"); }
    fn ring_now(world: &mut World) { runs_and_is_met(world, "ring-now"); }
    fn acknowledge(world: &mut World) { runs_and_is_met(world, "acknowledge"); }
    fn referrer_verified(world: &mut World) { runs_and_is_met(world, "referrer-verified"); }
    fn prior_contact_search(world: &mut World) { runs_and_is_met(world, "prior-contact-search"); }
    fn records_judged(world: &mut World) { runs_and_is_met(world, "records-judged"); }
    fn cannot_tell(world: &mut World) { runs_and_is_met(world, "cannot-tell"); }
    fn officer_answers(world: &mut World) { runs_and_is_met(world, "officer-answers"); }
    fn deconfliction(world: &mut World) { runs_and_is_met(world, "deconfliction"); }
    fn deconfliction_again(world: &mut World) { runs_and_is_met(world, "deconfliction-again"); }
    fn screening_decided(world: &mut World) { runs_and_is_met(world, "screening-decided"); }
    fn information_awaited(world: &mut World) { runs_and_is_met(world, "information-awaited"); }
    fn second_person(world: &mut World) { runs_and_is_met(world, "second-person"); }
    fn deferred_second_look(world: &mut World) { runs_and_is_met(world, "deferred-second-look"); }
    fn referrer_told(world: &mut World) { runs_and_is_met(world, "referrer-told"); }
    fn retention_review_set(world: &mut World) { is_met_at_once(world, "retention-review-set"); }
    fn urgent_act_written_up(world: &mut World) { runs_and_is_met(world, "urgent-act-written-up"); }
    fn urgent_act_search(world: &mut World) { runs_and_is_met(world, "urgent-act-search"); }
    fn offer_answered(world: &mut World) { runs_and_is_met(world, "offer-answered"); }
    fn case_owner(world: &mut World) { runs_and_is_met(world, "case-owner"); }
    fn participants(world: &mut World) { is_met_at_once(world, "participants"); }
    fn guardian(world: &mut World) { runs_and_is_met(world, "guardian"); }
    fn safe_contact(world: &mut World) { runs_and_is_met(world, "safe-contact"); }
    fn moderators(world: &mut World) { runs_and_is_met(world, "moderators"); }
    fn adoption(world: &mut World) { runs_and_is_met(world, "adoption"); }

    /// What is late is for those who answer for the programme.
    fn who_owes_reads_their_own_list_and_not_the_overdue_page(world: &mut World) {
        begun::received(world);
        world.days_pass(3);
        for (name, expected) in [("Tom", StatusCode::NOT_FOUND), ("Ines", StatusCode::NOT_FOUND), ("Mara", StatusCode::NOT_FOUND),
            ("Cora", StatusCode::OK), ("Jada", StatusCode::OK), ("Paul", StatusCode::OK), ("Rune", StatusCode::OK)] {
            let page = Browser::of(world, name).get("/overdue");
            assert_eq!(page.status, expected, "{name}");
            assert_eq!(page.says("Tell the referrer that it arrived"), expected == StatusCode::OK, "{name}");
        }
    }

    /// A promise outlives the enquiry, and can still be kept; nobody waits for the agreed call any more.
    fn a_promise_is_kept_after_the_enquiry_has_ended(world: &mut World) {
        let subject = begun::called(world);
        let mut tom = Browser::of(world, "Tom");
        let form = tom.get(&place(subject)).form("/end").with("ending", "advice_given");
        let page = tom.submit(&form);
        assert_eq!(listed(&page, "Agreed calls", None), Stands::Nowhere);
        assert_eq!(listed(&page, "Two counsellors who see parents", None), Stands::There);
        let page = tom.submit(&page.form("/kept"));
        assert_eq!(listed(&page, "Two counsellors who see parents", None), Stands::Nowhere);
        assert!(page.says("Two counsellors who see parents Done"), "{}", page.text());
    }

    /// What runs in hours says by how much it is late on the day itself, wherever it stands.
    fn what_ran_out_today_says_by_how_much(world: &mut World) {
        let subject = begun::ring_now(world);
        world.hours_pass(3);
        let mut tom = Browser::of(world, "Tom");
        for place in [place(subject), "/work".to_owned(), "/referrals".to_owned()] {
            let page = tom.get(&place);
            assert!(page.says("1 hour late"), "{place}: {}", page.text());
        }
        assert_eq!(overdue(world, "Ring the referrer now", "NM-"), ["1 hour"]);
    }
}
