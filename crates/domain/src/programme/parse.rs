//! The programme file as text, read whole: every mistake in it is reported, each in a sentence that names its key.

use super::read::{Mistakes, Section, codes, listed};
use super::*;
use crate::fact::Fact;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// Reads a programme file.
/// Errors: everything that is wrong with it, so that it can be put right in one go.
pub fn parse(text: &str) -> Result<ProgrammeFile, Vec<FileError>> {
    let table: toml::Table = text.parse().map_err(|e: toml::de::Error| {
        vec![FileError {
            path: "the file".to_owned(),
            says: format!("is no TOML: {}", e.to_string().trim()),
        }]
    })?;
    let mistakes = Mistakes::default();
    let file = whole(Section::root(&table, &mistakes));
    let mistakes = mistakes.into_all();
    match file {
        Some(file) if mistakes.is_empty() => Ok(file),
        _ => Err(mistakes),
    }
}

fn whole(mut root: Section<'_>) -> Option<ProgrammeFile> {
    let version = root.number("version", 1..=1_000_000);
    let adopted_on = root.day("adopted_on");
    let adopted_by = root.text("adopted_by");
    let name = root.text("name");
    let reference_prefix = prefix(&mut root);
    let calendar = calendar(root.section("calendar"));
    let policy = policy(root.section("policy"));
    let arrivals = arrivals(root.section("arrivals"));
    let adopting_body = {
        let mut adoption = root.section("adoption");
        let body = adoption.code("body");
        adoption.close();
        body
    };
    let second_person = second_person(root.section("second_person"));
    let discoverable = {
        let mut section = root.section("discoverability");
        let default = section.code("default");
        section.close();
        default
    };
    let retention = retention(root.section("retention"));
    let prior_contact = prior_contact(root.section("prior_contact"));
    let deconfliction = deconfliction(root.section("deconfliction"));
    let reasons = reasons(root.section("reasons"));
    let terms = root.section_or_none("terms").map(terms).unwrap_or_default();
    let public_form = public_form(root.section("public_form"));
    let services = root.sections("service").into_iter().map(service).collect();
    let regions = root.texts("regions");
    if regions.is_empty() && root.maybe("regions").is_some() {
        root.say("regions", "is empty; expected at least one region");
    }
    let emergency_words = root.texts("emergency_words");
    let clocks = super::read_clock::read_all(&mut root, &Fact::kinds());
    if prior_contact.search_again_when_identity_learnt
        && !clocks
            .iter()
            .any(|c| begins_after(c, "identify.identity-learnt"))
    {
        root.say(
            "prior_contact.search_again_when_identity_learnt",
            "is true, but no [[clock]] begins after identify.identity-learnt",
        );
    }
    root.close();
    Some(ProgrammeFile {
        version,
        adopted_on,
        adopted_by,
        name,
        reference_prefix,
        calendar,
        policy,
        arrivals: arrivals?,
        adopting_body: adopting_body?,
        second_person: second_person?,
        discoverable: discoverable?,
        retention,
        prior_contact,
        deconfliction,
        reasons,
        terms,
        public_form,
        services,
        regions,
        emergency_words,
        clocks,
    })
}

fn begins_after(clock: &Clock, kind: &str) -> bool {
    clock.after.iter().any(|name| name.kind == kind)
}

fn prefix(root: &mut Section<'_>) -> String {
    let prefix = root.text("reference_prefix");
    let fits = (1..=4).contains(&prefix.len()) && prefix.bytes().all(|b| b.is_ascii_uppercase());
    if !prefix.is_empty() && !fits {
        root.say(
            "reference_prefix",
            format!("is {prefix:?}; expected one to four capital letters, A to Z"),
        );
    }
    prefix
}

fn calendar(mut section: Section<'_>) -> Calendar {
    let zone = section.text("time_zone");
    let known = TimeZone::get(&zone);
    if known.is_err() && !zone.is_empty() {
        section.say(
            "time_zone",
            format!("is {zone:?}; expected the name of a time zone such as Europe/London"),
        );
    }
    let names: Vec<&str> = WEEKDAYS.iter().map(|(name, _)| *name).collect();
    let mut weekend = Vec::new();
    for name in section.texts("weekend") {
        match WEEKDAYS.iter().find(|(known, _)| *known == name) {
            Some((_, day)) => weekend.push(*day),
            None => section.say(
                "weekend",
                format!("holds {name:?}; expected some of {}", listed(&names)),
            ),
        }
    }
    if weekend.len() == 7 {
        section.say(
            "weekend",
            "is the whole week; expected at least one working day",
        );
    }
    let holidays = section.days("holidays");
    section.close();
    Calendar {
        zone: known.unwrap_or(TimeZone::UTC),
        weekend,
        holidays,
    }
}

fn policy(mut section: Section<'_>) -> Policy {
    let policy = Policy {
        name: section.text("name"),
        number: section.number("number", 1..=1_000_000),
        in_force_from: section.day("in_force_from"),
    };
    section.close();
    policy
}

fn arrivals(mut section: Section<'_>) -> Option<Arrivals> {
    let (role, stand_in) = (
        casework_role(&mut section, "role"),
        casework_role(&mut section, "stand_in"),
    );
    section.close();
    Some(Arrivals {
        role: role?,
        stand_in: stand_in?,
    })
}

/// A role that works with people: the one who runs the installation never has a duty in a programme.
fn casework_role(section: &mut Section<'_>, key: &str) -> Option<Role> {
    let words: Vec<&str> = Role::ALL
        .iter()
        .filter(|r| !r.administers())
        .map(|r| r.code())
        .collect();
    section.one_of(key, &words, |code| {
        Role::from_code(code).ok().filter(|r| !r.administers())
    })
}

fn second_person(mut section: Section<'_>) -> Option<SecondPersonRules> {
    let repeat_referral = second_rule(section.section("repeat_referral"));
    let adoption = second_rule(section.section("adoption"));
    let redirect = second_rule(section.section("redirect_without_acceptance"));
    section.close();
    Some(SecondPersonRules {
        repeat_referral: repeat_referral?,
        adoption: adoption?,
        redirect_without_acceptance: redirect?,
    })
}

fn second_rule(mut section: Section<'_>) -> Option<SecondRule> {
    let by = section.one_of("by", &["colleague", "outside_second", "deferred"], |by| {
        Some(match by {
            "colleague" => SecondRule::Colleague,
            "outside_second" => SecondRule::OutsideSecond,
            "deferred" => SecondRule::Deferred {
                within_working_days: 0,
            },
            _ => return None,
        })
    });
    let rule = match by {
        Some(SecondRule::Deferred { .. }) => Some(SecondRule::Deferred {
            within_working_days: section.number("within_working_days", 1..=60),
        }),
        other => {
            if other.is_some() && section.maybe("within_working_days").is_some() {
                section.say(
                    "within_working_days",
                    "belongs to a deferred second look only; expected by = \"deferred\" beside it",
                );
            }
            other
        }
    };
    section.close();
    rule
}

fn retention(mut section: Section<'_>) -> RetentionTerms {
    let mut term = |key: &str| {
        let mut section = section.section(key);
        let term = RetentionTerm {
            ends_at_screening: section.number("ends_at_screening_months", 1..=600),
            declined_case: section.number("declined_case_months", 1..=600),
        };
        section.close();
        term
    };
    let terms = RetentionTerms {
        adult: term("adult"),
        child: term("child"),
        looks: section.number_or("looks_months", 3..=120, RetentionTerms::LOOKS),
    };
    let longer = |child: i64, adult: i64| adult > 0 && child > adult;
    for (key, child, adult) in [
        (
            "child.ends_at_screening_months",
            terms.child.ends_at_screening,
            terms.adult.ends_at_screening,
        ),
        (
            "child.declined_case_months",
            terms.child.declined_case,
            terms.adult.declined_case,
        ),
    ] {
        if longer(child, adult) {
            section.say(
                key,
                format!("is {child}; expected no more than the adult's {adult}"),
            );
        }
    }
    section.close();
    terms
}

fn prior_contact(mut section: Section<'_>) -> PriorContactRules {
    let rules = PriorContactRules {
        repeat_within_months: section.number("repeat_within_months", 1..=240),
        search_again_when_identity_learnt: section.flag("search_again_when_identity_learnt"),
    };
    section.close();
    rules
}

fn deconfliction(mut section: Section<'_>) -> Deconfliction {
    let used = section.flag("used");
    let asked_of = if used {
        section.text("asked_of")
    } else {
        section.text_or_none("asked_of")
    };
    section.close();
    if used {
        Deconfliction::Used { asked_of }
    } else {
        Deconfliction::NotUsedHere
    }
}

fn reasons(mut section: Section<'_>) -> Vec<ReasonCode> {
    let reasons = section.codes("in_use");
    if reasons.is_empty() && section.there() {
        section.say("in_use", "holds no reason; expected at least one");
    }
    section.close();
    reasons
}

fn terms(mut section: Section<'_>) -> BTreeMap<Term, String> {
    let mut terms = BTreeMap::new();
    for key in section.keys() {
        let word = section.text(key);
        match Term::from_code(key) {
            Ok(term) => {
                terms.insert(term, word);
            }
            Err(_) => section.say(
                key,
                format!(
                    "is no word of the glossary; expected one of {}",
                    listed(&codes::<Term>())
                ),
            ),
        }
    }
    section.close();
    terms
}

fn public_form(mut section: Section<'_>) -> PublicForm {
    let open = section.flag("open");
    let mut number = |key: &str| {
        if open {
            section.text(key)
        } else {
            section.text_or_none(key)
        }
    };
    let (telephone, day_and_night) = (number("telephone"), number("day_and_night"));
    let emergency_number = number("emergency_number");
    let languages = section.texts("languages");
    if open && languages.is_empty() {
        section.say(
            "languages",
            "is empty; expected at least one, such as \"en\"",
        );
    }
    section.close();
    PublicForm {
        open,
        telephone,
        day_and_night,
        emergency_number,
        languages,
    }
}

fn service(mut section: Section<'_>) -> Service {
    let name = section.text("name");
    section.call(&name);
    let service = Service {
        name,
        for_whom: section.text("for_whom"),
        telephone: section.text_or_none("telephone"),
    };
    section.close();
    service
}
