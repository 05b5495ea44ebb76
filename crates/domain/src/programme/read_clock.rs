//! Reading the `[[clock]]` tables of a programme file: the facts they name must exist, their times must fit.

use super::clock::{Bounds, Clock, Duty, Escalation, FactName, Redates};
use super::read::{Section, listed};
use crate::account::Role;
use crate::calendar::Within;
use crate::code::Code;
use crate::fact::Kind;

/// The kinds of fact that may carry a date of their own.
const DATED: [&str; 8] = [
    "identify.call-agreed",
    "identify.promise-made",
    "identify.judgement-left-open",
    "identify.officer-asked",
    "identify.deconflicted",
    "identify.information-awaited",
    "identify.second-look-owed",
    "owner.offered",
];

const SUBJECTS: [&str; 6] = [
    "enquiry",
    "referral",
    "case",
    "person",
    "programme",
    "account",
];

/// Reads the `[[clock]]` tables of a programme file.
pub(super) fn read_all(root: &mut Section<'_>, kinds: &[Kind]) -> Vec<Clock> {
    let mut clocks: Vec<Clock> = Vec::new();
    for section in root.sections("clock") {
        let Some(clock) = read_one(section, kinds) else {
            continue;
        };
        if clocks.iter().any(|c| c.key == clock.key) {
            root.say(
                "clock",
                format!("{} stands there twice; expected each key once", clock.key),
            );
        }
        clocks.push(clock);
    }
    if clocks.is_empty() && root.maybe("clock").is_none() {
        root.say("clock", "is missing; expected at least one [[clock]]");
    }
    clocks
}

fn read_one(mut section: Section<'_>, kinds: &[Kind]) -> Option<Clock> {
    let key = section.text("key");
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if !key.bytes().all(plain) {
        section.say(
            "key",
            format!("is {key:?}; expected small letters, digits and hyphens"),
        );
    }
    section.call(&key);
    let component = section.code("component");
    let on = subjects(&mut section);
    let after = fact_names(&mut section, "after", kinds);
    let expect = fact_names(&mut section, "expect", kinds);
    let ends = match section.maybe("ends") {
        Some(_) => fact_names(&mut section, "ends", kinds),
        None => Vec::new(),
    };
    for (key, names) in [("after", &after), ("expect", &expect)] {
        if names.is_empty() && section.maybe(key).is_some() {
            section.say(key, "names no fact; expected at least one");
        }
    }
    let all = section.flag_or_not("all");
    let earlier_counts = section.flag_or_not("earlier_counts");
    let each = section.flag_or_not("each");
    let within = within(&mut section, &after);
    let allowed = section
        .section_or_none("bounds")
        .and_then(|section| bounds(section, within));
    let duty = duty(&mut section);
    let escalate = section.section_or_none("escalate").map(escalation);
    let moved = section
        .section_or_none("redates")
        .map_or(Some(Redates::NONE), redates);
    section.close();
    Some(Clock {
        key,
        component: component?,
        on,
        after,
        expect,
        all,
        earlier_counts,
        each,
        ends,
        within: within?,
        bounds: allowed,
        duty: duty?,
        escalate: match escalate {
            Some(read) => Some(read?),
            None => None,
        },
        redates: moved?,
    })
}

fn subjects(section: &mut Section<'_>) -> Vec<String> {
    if section.maybe("on").is_none() {
        return Vec::new();
    }
    let on = section.texts("on");
    for kind in &on {
        if !SUBJECTS.contains(&kind.as_str()) {
            section.say(
                "on",
                format!("holds {kind:?}; expected some of {}", listed(&SUBJECTS)),
            );
        }
    }
    on
}

fn fact_names(section: &mut Section<'_>, key: &str, kinds: &[Kind]) -> Vec<FactName> {
    let names: Vec<FactName> = section
        .texts(key)
        .iter()
        .map(|t| FactName::new(t))
        .collect();
    for name in &names {
        let Some(kind) = kinds.iter().find(|k| k.name == name.kind) else {
            let component = name.kind.split('.').next().unwrap_or_default();
            let mut near: Vec<&str> = kinds.iter().map(|k| k.name).collect();
            near.retain(|n| n.split('.').next() == Some(component));
            let known = if near.is_empty() {
                "a name that begins with identify, case, owner or house".to_owned()
            } else {
                format!("one of {}", listed(&near))
            };
            section.say(
                key,
                format!("names no known fact, {name}; expected {known}"),
            );
            continue;
        };
        match &name.code {
            Some(code) if kind.codes.is_empty() => section.say(
                key,
                format!(
                    "asks for {code:?} of {}, which carries no code; expected the name alone",
                    kind.name
                ),
            ),
            Some(code) if !kind.codes.contains(&code.as_str()) => section.say(
                key,
                format!(
                    "asks for {code:?} of {}; expected one of {}",
                    kind.name,
                    listed(&kind.codes)
                ),
            ),
            _ => {}
        }
    }
    names
}

const TIME: &str = "one of { hours = n }, { working_days = n }, { days = n } and { months = n }";

/// One length of time, `{ working_days = 2 }`.
fn length(mut section: Section<'_>) -> Option<Within> {
    let keys = section.keys();
    let within = match keys[..] {
        ["hours"] => Within::Hours(section.number("hours", 1..=1_000)),
        ["working_days"] => Within::WorkingDays(section.number("working_days", 0..=1_000)),
        ["days"] => Within::Days(section.number("days", 0..=3_660)),
        ["months"] => Within::Months(section.number("months", 1..=600)),
        _ => {
            section.say_here(format!("has the keys {}; expected {TIME}", listed(&keys)));
            return None;
        }
    };
    section.close();
    Some(within)
}

fn within(section: &mut Section<'_>, after: &[FactName]) -> Option<Within> {
    match section.maybe("within") {
        Some(toml::Value::String(word)) if word == "own_date" => {
            let undated = after.iter().find(|n| !DATED.contains(&n.kind.as_str()));
            if let Some(undated) = undated {
                section.say(
                    "within",
                    format!(
                        "is own_date, but {undated} carries no date; of the facts, these do: {}",
                        listed(&DATED)
                    ),
                );
            }
            Some(Within::OwnDate)
        }
        Some(toml::Value::Table(_)) => length(section.section("within")),
        Some(_) => {
            section.say("within", format!("expected \"own_date\" or {TIME}"));
            None
        }
        None => {
            section.say(
                "within",
                format!("is missing; expected \"own_date\" or {TIME}"),
            );
            None
        }
    }
}

/// The unit and the number of a length of time; its own date has neither.
fn measure(within: Within) -> Option<(&'static str, i64)> {
    match within {
        Within::Hours(n) => Some(("hours", n)),
        Within::WorkingDays(n) => Some(("working_days", n)),
        Within::Days(n) => Some(("days", n)),
        Within::Months(n) => Some(("months", n)),
        Within::OwnDate => None,
    }
}

fn bounds(mut section: Section<'_>, within: Option<Within>) -> Option<Bounds> {
    let (min, max) = (
        section.number("min", 0..=3_660),
        section.number("max", 1..=3_660),
    );
    let bounds = match within? {
        Within::Hours(_) => Some((Within::Hours(min), Within::Hours(max))),
        Within::WorkingDays(_) => Some((Within::WorkingDays(min), Within::WorkingDays(max))),
        Within::Days(_) => Some((Within::Days(min), Within::Days(max))),
        Within::Months(_) => Some((Within::Months(min), Within::Months(max))),
        Within::OwnDate => None,
    };
    match (measure(within?), bounds) {
        (Some((unit, n)), Some(_)) if n < min || n > max => section.say_here(format!(
            "allow {min} to {max} {unit}, and within is {n}; expected within to lie between them"
        )),
        (None, _) => section.say_here(
            "stand beside within = \"own_date\", which has no length; expected no bounds",
        ),
        _ => {}
    }
    section.close();
    bounds.map(|(min, max)| Bounds { min, max })
}

fn duty(section: &mut Section<'_>) -> Option<Duty> {
    let mut words = vec!["owner", "offered_to", "second_person"];
    words.extend(Role::ALL.iter().map(|r| r.code()));
    section.one_of("owner", &words, Duty::from_code)
}

fn escalation(mut section: Section<'_>) -> Option<Escalation> {
    let to = section.code("to");
    let times = ["after_hours", "after_working_days", "after_days"];
    let given: Vec<&str> = times
        .into_iter()
        .filter(|key| section.maybe(key).is_some())
        .collect();
    let after = match given[..] {
        ["after_hours"] => Some(Within::Hours(section.number("after_hours", 1..=1_000))),
        ["after_working_days"] => Some(Within::WorkingDays(
            section.number("after_working_days", 1..=365),
        )),
        ["after_days"] => Some(Within::Days(section.number("after_days", 1..=365))),
        _ => {
            section.say_here(format!(
                "has no time, or two; expected one of {}",
                listed(&times)
            ));
            None
        }
    };
    section.close();
    Some(Escalation {
        to: to?,
        after: after?,
    })
}

fn redates(mut section: Section<'_>) -> Option<Redates> {
    let times = section.number("times", 1..=12);
    let at_most = section.section_or_none("at_most").and_then(length);
    section.close();
    Some(Redates { times, at_most })
}
