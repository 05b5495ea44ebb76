//! Reads what is decided, and says a refusal beside the field that it is about.

use crate::clockface::Clockface;
use crate::form::{LONG, Reader, SHORT};
use crate::typed::Problem;
use throughcare_domain::decision::*;
use throughcare_domain::id::AccountId;
use throughcare_domain::identify::screening::*;
use throughcare_text::Words;

/// Reads a check against live investigations.
pub fn check(reader: &mut Reader<'_>, clock: &Clockface) -> Option<DeconflictionDraft> {
    let outcome = reader.choice::<DeconflictionOutcome>("outcome");
    let asked_of = reader.text("of", SHORT);
    let at = reader.moment("when", &clock.zone).unwrap_or(clock.now);
    let again = reader.day("again");
    Some(DeconflictionDraft {
        outcome: outcome?,
        asked_of,
        at,
        again_at: again.map(|day| day.ends(&clock.zone)),
    })
}

/// A proposal with its grounds, and the second person where one is named.
pub type Typed = (Proposal, Grounds, Option<AccountId>);

/// Reads the whole decision: every field, whatever was chosen, so that all errors are said at once, in the order
/// of the page.
pub fn decision(reader: &mut Reader<'_>, clock: &Clockface) -> Option<Typed> {
    let choice = reader.choice::<Choice>("choice");
    let redirect = redirect(reader, choice);
    let more = more_information(reader, choice, clock);
    let grounds = grounds(reader, choice);
    let named = match reader.typed("second") {
        "" => None,
        _ => reader.parsed::<AccountId>("second"),
    };
    let proposal = match choice? {
        Choice::Accept => Proposal::Accept,
        Choice::NoFurtherAction => Proposal::NoFurtherAction,
        Choice::Redirect => redirect?,
        Choice::MoreInformation => more?,
    };
    Some((proposal, grounds, named))
}

/// The part of a redirection. What it needs is missed only where it was chosen.
fn redirect(reader: &mut Reader<'_>, choice: Option<Choice>) -> Option<Proposal> {
    let t = reader.words();
    let chosen = choice == Some(Choice::Redirect);
    let service = reader.text("service", SHORT);
    if chosen && service.is_empty() {
        reader.wrong("service", t.screening_refused_service());
    }
    let answer = match chosen {
        true => reader.choice::<ServiceAnswer>("answer"),
        false => None,
    };
    let none = answer == Some(ServiceAnswer::NoneAvailable);
    let told = reader.text("told", LONG);
    if chosen && told.is_empty() && !none {
        reader.wrong("told", t.screening_refused_told());
    }
    let basis = match (chosen, none) {
        (false, _) => None,
        (true, true) => Some(reader.choice_or("basis", Basis::Mandate)),
        (true, false) => reader.choice::<Basis>("basis"),
    };
    let warning_reason = reader.text("warning", LONG);
    Some(Proposal::Redirect {
        service,
        answer: answer?,
        told,
        basis: basis?,
        warning_reason,
    })
}

/// The part of more information, with the day by which it is asked.
fn more_information(
    reader: &mut Reader<'_>,
    choice: Option<Choice>,
    clock: &Clockface,
) -> Option<Proposal> {
    let t = reader.words();
    let chosen = choice == Some(Choice::MoreInformation);
    let ask = reader.text("ask", LONG);
    if chosen && ask.is_empty() {
        reader.wrong("ask", t.screening_refused_ask());
    }
    let until = reader.day("until").filter(|day| *day >= clock.today());
    if chosen && until.is_none() {
        reader.wrong("until", t.screening_refused_until());
    }
    Some(Proposal::MoreInformation {
        ask,
        until: until?.ends(&clock.zone),
    })
}

fn grounds(reader: &mut Reader<'_>, choice: Option<Choice>) -> Grounds {
    let t = reader.words();
    let reasons = reader.text("reasons", LONG);
    if reasons.is_empty() {
        reader.wrong("reasons", t.screening_refused_reasons());
    }
    let comparison = Some(reader.text("comparison", LONG)).filter(|c| !c.is_empty());
    let ends_here = choice.is_some_and(|c| c != Choice::MoreInformation);
    Grounds {
        reasons,
        comparison,
        alternatives: alternatives(reader, ends_here),
        dissent: dissent(reader),
        mode: reader.choice_or("mode", DecisionMode::Single),
    }
}

/// The names of the three options' fields.
pub const OPTIONS: [(&str, &str); 3] = [
    ("option1", "whynot1"),
    ("option2", "whynot2"),
    ("option3", "whynot3"),
];

/// Reads which alternatives stood open; where they are asked, one at least or why there was none.
pub fn alternatives(reader: &mut Reader<'_>, asked: bool) -> Alternatives {
    let t = reader.words();
    let mut options = Vec::new();
    for (option_field, why_field) in OPTIONS {
        let option = reader.text(option_field, LONG);
        let why_not = reader.text(why_field, LONG);
        match (option.is_empty(), why_not.is_empty()) {
            (true, true) => continue,
            (false, true) => reader.wrong(why_field, t.screening_refused_why_not()),
            (true, false) => reader.wrong(option_field, t.screening_refused_option()),
            (false, false) => {}
        }
        options.push(OptionConsidered { option, why_not });
    }
    let because = reader.text("no_alternative", LONG);
    match (options.is_empty(), because.is_empty()) {
        (false, false) => reader.wrong("no_alternative", t.screening_refused_both()),
        (true, true) if asked => reader.wrong("option1", t.screening_refused_options()),
        (true, false) => return Alternatives::NoRealAlternative { because },
        _ => {}
    }
    Alternatives::Considered(options)
}

/// Reads who did not agree, in their words.
pub fn dissent(reader: &mut Reader<'_>) -> Vec<Dissent> {
    let t = reader.words();
    let by = reader.text("dissent_by", SHORT);
    let words = reader.text("dissent", LONG);
    match (by.is_empty(), words.is_empty()) {
        (true, true) => return Vec::new(),
        (true, false) => reader.wrong("dissent_by", t.screening_refused_dissent_by()),
        (false, true) => reader.wrong("dissent", t.form_error_empty()),
        (false, false) => {}
    }
    vec![Dissent { by, words }]
}

/// Why a screening was refused, in words.
pub fn refused_words(t: Words, rule: ScreeningRefusal) -> String {
    use ScreeningRefusal as Rule;
    let words = match rule {
        Rule::CandidatesNotJudged { strong, weak } => {
            return t.screening_refused_unjudged(strong + weak);
        }
        Rule::NotInScreening => t.screening_refused_not_in_screening(),
        Rule::Decided => t.screening_refused_decided(),
        Rule::SearchOwed => t.screening_refused_search(),
        Rule::DeconflictionOwed => t.screening_refused_check(),
        Rule::NoReasons => t.screening_refused_reasons(),
        Rule::OptionsOwed => t.screening_refused_options(),
        Rule::ComparisonOwed => t.screening_refused_comparison(),
        Rule::ServiceNotNamed => t.screening_refused_service(),
        Rule::ServiceDidNotAccept => t.screening_refused_warning(),
        Rule::QuestionNotNamed => t.screening_refused_ask(),
        Rule::DateNotInFuture => t.screening_refused_until(),
        Rule::SecondAwaited => t.screening_refused_awaited(),
        Rule::Second(AskRefusal::SamePerson) => t.screening_refused_second_same(),
        Rule::Second(AskRefusal::MayNotAnswer) => t.screening_refused_second_may_not(),
        Rule::Second(AskRefusal::NobodyToAsk) => t.screening_refused_second_nobody(),
        Rule::DeconflictionUsedHere => t.screening_refused_used_here(),
        Rule::AskAgainNotSet => t.screening_refused_again(),
        Rule::NothingAwaited => t.screening_refused_nothing_awaited(),
        Rule::WrongTime => t.screening_refused_time(),
    };
    words.to_owned()
}

/// A refusal of screening's rules, beside the field that it is about.
pub fn problem(t: Words, rule: ScreeningRefusal) -> Problem {
    use ScreeningRefusal as Rule;
    let field = match rule {
        Rule::NotInScreening
        | Rule::Decided
        | Rule::SearchOwed
        | Rule::CandidatesNotJudged { .. }
        | Rule::DeconflictionOwed
        | Rule::SecondAwaited
        | Rule::NothingAwaited => "",
        Rule::NoReasons => "reasons",
        Rule::OptionsOwed => "option1",
        Rule::ComparisonOwed => "comparison",
        Rule::ServiceNotNamed => "service",
        Rule::ServiceDidNotAccept => "warning",
        Rule::QuestionNotNamed => "ask",
        Rule::DateNotInFuture => "until",
        Rule::Second(_) => "second",
        Rule::DeconflictionUsedHere => "outcome",
        Rule::AskAgainNotSet => "again",
        Rule::WrongTime => "when",
    };
    Problem {
        field: field.to_owned(),
        words: refused_words(t, rule),
    }
}
