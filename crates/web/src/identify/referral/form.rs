//! A referral as it is taken down: nothing but one statement has to be filled in.

use crate::clockface::Clockface;
use crate::form::{LONG, Reader, SHORT};
use crate::identify::person_form;
use crate::typed::{Choice, Form, Problem};
use crate::words;
use throughcare_domain::code::Code;
use throughcare_domain::identify::referral::*;
use throughcare_domain::moment::Day;
use throughcare_domain::person::Identity;
use throughcare_text::Words;

/// The fields of three people: the first is the one whom it is mainly about.
pub const PERSONS: [&str; 3] = ["p1", "p2", "p3"];

/// The choices that the form offers.
pub struct Choices {
    pub sector: Vec<Choice>,
    pub knows: Vec<Choice>,
    pub named: Vec<Choice>,
    pub urgency: Vec<Choice>,
    pub when: Vec<Choice>,
}

impl Choices {
    pub fn of(t: Words) -> Choices {
        Choices {
            sector: words::choices(|c| words::sector(t, c)),
            knows: words::choices(|c| words::person_knows(t, c)),
            named: words::choices(|c| words::may_be_named(t, c)),
            urgency: words::choices(|c| words::urgency(t, c)),
            when: words::choices(|c| words::when_kind(t, c)),
        }
    }
}

/// A telephone number as a link writes it.
pub fn dialled(number: &str) -> String {
    number
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect()
}

/// Reads who refers, and how they can be called back.
pub fn referrer(reader: &mut Reader<'_>) -> Referrer {
    Referrer {
        name: reader.text("name", SHORT),
        position: reader.text("position", SHORT),
        organisation: reader.text("organisation", SHORT),
        sector: reader.choice_or("sector", Sector::NotSaid),
        telephone: reader.text("telephone", SHORT),
        email: reader.text("email", SHORT),
        may_be_named: reader.choice_or("named", MayBeNamed::NotSure),
        verification: Verification::NotYet,
    }
}

/// Reads when it happened, as exactly as somebody honestly can say. A date that was typed counts without its choice.
pub fn when(reader: &mut Reader<'_>, today: Day) -> When {
    let on = reader.date("when_on");
    let about = reader.text("when_about", SHORT);
    let fallback = match (on, about.is_empty()) {
        (Some(_), _) => WhenKind::OneDay,
        (None, false) => WhenKind::AboutThen,
        (None, true) => WhenKind::DontKnow,
    };
    // "I don't know" beside a date that was typed would throw the date away.
    let chosen = match reader.choice_or("when", fallback) {
        WhenKind::DontKnow => fallback,
        chosen => chosen,
    };
    match chosen {
        WhenKind::DontKnow => When::DontKnow,
        WhenKind::OneDay => match on {
            Some(day) if day > today => {
                let words = reader.words().referral_refused_future();
                reader.wrong("when_on", words);
                When::DontKnow
            }
            Some(day) => When::OneDay(day),
            None => {
                let words = reader.words().referral_refused_when_day();
                reader.wrong("when_on", words);
                When::DontKnow
            }
        },
        kind => {
            if about.is_empty() {
                let words = reader.words().referral_refused_when_words();
                reader.wrong("when_about", words);
            }
            match kind {
                WhenKind::OverTime => When::OverTime(about),
                _ => When::AboutThen(about),
            }
        }
    }
}

/// Reads whom it concerns.
pub fn persons(reader: &mut Reader<'_>, today: Day) -> Vec<Identity> {
    PERSONS
        .iter()
        .filter_map(|prefix| person_form::person(reader, prefix, today))
        .collect()
}

/// Reads the whole referral.
pub fn draft(reader: &mut Reader<'_>, clock: &Clockface) -> ReferralDraft {
    let today = clock.today();
    ReferralDraft {
        channel: Channel::Staff,
        enquiry: None,
        referrer: referrer(reader),
        person_knows: reader.choice_or("knows", PersonKnows::DontKnow),
        urgency: reader.choice_or("urgency", Urgency::DontKnow),
        happened: when(reader, today),
        seen_or_heard: vec![reader.text("facts", LONG)],
        made_of_it: reader.text("view", LONG),
        persons: persons(reader, today),
        received_at: reader.moment("received", &clock.zone).unwrap_or(clock.now),
    }
}

/// A refusal of the referral's rules, beside the field that it is about.
pub fn problem(t: Words, rule: ReferralRefusal) -> Problem {
    let (field, words) = match rule {
        ReferralRefusal::NothingSeenOrHeard => ("facts", t.referral_refused_no_fact()),
        ReferralRefusal::Decided => ("", t.referral_refused_decided()),
        ReferralRefusal::SearchOwed => ("", t.referral_refused_search_owed()),
        ReferralRefusal::PublicFormClosed => ("", t.referral_refused_closed()),
        ReferralRefusal::InTheFuture => ("received", t.referral_refused_future()),
        ReferralRefusal::NothingAdded => ("text", t.referral_refused_nothing_added()),
        ReferralRefusal::WordNotWritten => ("words", t.referral_refused_word()),
        ReferralRefusal::NoReason => ("why", t.referral_refused_why()),
        ReferralRefusal::ReferrerNotVerified => ("", t.referral_refused_not_verified()),
    };
    Problem {
        field: field.to_owned(),
        words: words.to_owned(),
    }
}

/// What a fresh form says of itself.
pub fn fresh(form: Form, clock: &Clockface) -> Form {
    PERSONS
        .iter()
        .fold(form, |f, p| f.or(&format!("{p}-kind1"), "used"))
        .or("received", clock.input(&clock.now))
        .or("knows", PersonKnows::DontKnow.code())
        .or("named", MayBeNamed::NotSure.code())
        .or("urgency", Urgency::DontKnow.code())
}
