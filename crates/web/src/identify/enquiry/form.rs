//! The call sheet: what is typed during a call. Nothing in it has to be filled in.

use crate::clockface::Clockface;
use crate::form::{LONG, Reader, SHORT};
use crate::typed::{Choice, Form};
use crate::words;
use throughcare_app::identify::enquiry::CallDraft;
use throughcare_domain::code::Code;
use throughcare_domain::identify::enquiry::{Advice, Caller, MadeOfIt, Recognised};
use throughcare_text::Words;

/// The choices that the call sheet offers.
pub struct Choices {
    pub recognised: Vec<Choice>,
    pub advice: Vec<Choice>,
    pub made: Vec<Choice>,
}

impl Choices {
    pub fn of(t: Words) -> Choices {
        Choices {
            recognised: Recognised::ALL
                .iter()
                .map(|c| Choice::new(c.code(), words::recognised(t, *c)))
                .collect(),
            advice: Advice::ALL
                .iter()
                .map(|c| Choice::new(c.code(), words::advice(t, *c)))
                .collect(),
            made: MadeOfIt::ALL
                .iter()
                .map(|c| Choice::new(c.code(), words::made_of_it(t, *c)))
                .collect(),
        }
    }
}

/// Reads who rings, and how they are recognised and reached.
pub fn caller(reader: &mut Reader<'_>) -> Option<Caller> {
    Some(Caller {
        described: reader.text("described", SHORT),
        about: reader.text("about", SHORT),
        code_word: reader.text("word", SHORT),
        wants: reader.text("wants", LONG),
        reach: reader.text("reach", LONG),
        do_not: reader.text("do_not", LONG),
        if_somebody_else: reader.text("somebody_else", LONG),
    })
}

/// Shows what is kept of the caller in a fresh form.
pub fn filled(form: Form, caller: &Caller) -> Form {
    form.or("described", &caller.described)
        .or("about", &caller.about)
        .or("word", &caller.code_word)
        .or("wants", &caller.wants)
        .or("reach", &caller.reach)
        .or("do_not", &caller.do_not)
        .or("somebody_else", &caller.if_somebody_else)
}

/// Reads one call.
pub fn call(reader: &mut Reader<'_>, clock: &Clockface) -> Option<CallDraft> {
    let began_at = reader.moment("began", &clock.zone).unwrap_or(clock.now);
    if began_at > clock.now.plus_minutes(5) {
        reader.wrong("began", clock.t.form_error_date_future(clock.at(&began_at)));
    }
    let next_call = reader.moment("next_call", &clock.zone);
    if next_call.is_some_and(|at| at <= clock.now) {
        reader.wrong(
            "next_call",
            clock
                .t
                .form_error_date_past(clock.at(&next_call.unwrap_or(clock.now))),
        );
    }
    let promised = reader.text("promise", LONG);
    let promised_for = reader.day("promise_until");
    let promise = match (promised.is_empty(), promised_for) {
        (true, _) => None,
        (false, Some(day)) => Some((promised, day.ends(&clock.zone))),
        (false, None) => {
            reader.wrong("promise_until", clock.t.enquiry_promise_needs_a_day());
            None
        }
    };
    Some(CallDraft {
        began_at,
        minutes: reader.number("minutes", 0, 600),
        recognised: reader.choice_or("recognised", Recognised::NotAsked),
        said: reader.text("said", LONG),
        advice: reader.choices("advice"),
        advice_words: reader.text("advice_words", LONG),
        next_step: reader.text("next_step", LONG),
        made_of_it: reader.choice_or("made", MadeOfIt::NotAsked),
        next_call,
        promise,
    })
}
