//! The screening's stories: the search for earlier contact and what was judged, the check against live
//! investigations, the decision with its second person, and the word to the referrer.

use super::diary::Diary;
use super::referrals::{INTAKE, Told, owned};
use super::{Cast, Done, Made, cases};
use crate::demo::cast;
use throughcare_app::identify::matching_officer;
use throughcare_app::identify::prior_contact::{self, CandidateView, SearchView};
use throughcare_app::identify::{referral, screening};
use throughcare_app::second;
use throughcare_domain::account::Role;
use throughcare_domain::decision::*;
use throughcare_domain::id::*;
use throughcare_domain::identify::prior_contact::*;
use throughcare_domain::identify::referral::{State, Telling, WordToReferrer};
use throughcare_domain::identify::screening::*;
use throughcare_domain::moment::{Day, Moment};

/// Referrals of which nobody has judged yet what turned up.
const UNJUDGED: &[&str] = &["nm-04", "nm-10", "nm-15", "bx-14"];
/// Referrals of which nobody can tell yet whether the earlier record is the same person.
const CANNOT_TELL: &[&str] = &["nm-12", "nm-19"];

pub(super) fn tell<'c>(diary: &mut Diary<'c>, told: Told<'c>, arrived: Moment, verified: Moment) {
    let outcome = &told.story.outcome;
    let decision = outcome.decision();
    let fresh = matches!(outcome, cast::Outcome::Received) && told.story.days_ago <= 2;
    if told.misses(cast::Missing::PriorSearch) || fresh {
        return;
    }
    let first = diary.arrival_day(told.story);
    let decided_on = decision.map(|d| first.plus_days(i64::from(d.after_days)));
    let by = |diary: &Diary<'_>, n: i64| {
        let day = diary.later(diary.day(arrived), n);
        decided_on.map_or(day, |on| day.min(on))
    };
    let searched = diary.slot(&told.word("searched"), arrived, by(diary, 1));
    diary.note(searched, move |made| search(made, told));
    let begun = diary.slot(&told.word("begun"), searched, diary.day(searched));
    if !matches!(outcome, cast::Outcome::Received) {
        diary.note(begun, move |made| begin(made, told));
    }
    let judged = diary.slot(&told.word("judged"), begun, by(diary, 2));
    let left = UNJUDGED.contains(&told.story.key.as_str());
    if !left {
        diary.note(judged, move |made| judge(made, told));
    }
    officer_answers(diary, told, judged);
    let checked = deconflicted(diary, told, judged, by(diary, 2));
    if let (Some(decision), Some(on)) = (decision, decided_on) {
        decided(diary, told, decision, checked.max(verified), on);
    }
}

fn search(made: &mut Made<'_>, told: Told<'_>) -> Done {
    let (id, actor, view) = owned(made, told)?;
    for person in view.referral.persons {
        made.does(&told.story.key, actor, |tx| {
            prior_contact::search(tx, id, person, SearchPurpose::Intake)
        })?;
    }
    Ok(())
}

fn begin(made: &mut Made<'_>, told: Told<'_>) -> Done {
    let (id, actor, view) = owned(made, told)?;
    let version = view.referral.version;
    made.does(&told.story.key, actor, |tx| {
        screening::begin(tx, id, version)
    })
}

/// Judges what turned up: the likely records one by one, the rest in one act; and asks about what is not shown.
fn judge(made: &mut Made<'_>, told: Told<'_>) -> Done {
    let key = &told.story.key;
    let (id, actor, _) = owned(made, told)?;
    let view = made.sees(key, actor, |tx| prior_contact::show(tx, id))?;
    for searched in view.people {
        let (Some(person), Some(latest)) = (searched.person, searched.latest) else {
            continue;
        };
        let (of, search) = (person.id, latest.search);
        let judged = verdicts(made, told, &latest);
        for (candidate, verdict, why) in judged.iter().copied() {
            made.does(key, actor, |tx| {
                prior_contact::judge(tx, id, of, search, candidate, verdict, why)
            })?;
        }
        let rest = |c: &CandidateView| {
            let now = judged.iter().any(|(person, ..)| *person == c.person);
            c.judgement.is_none() && !c.closed && !now
        };
        if latest.weak.iter().any(rest) {
            made.does(key, actor, |tx| {
                let why = WEAK[Diary::fixed(key, WEAK.len() as u64) as usize];
                prior_contact::close_weak(tx, id, of, search, why)
            })?;
        }
        if latest.a_record_may_exist {
            made.does(key, actor, |tx| {
                matching_officer::ask_officer(tx, id, of, search)
            })?;
        }
    }
    Ok(())
}

const WEAK: &[&str] = &[
    "Nothing but a common name agrees, and the years of birth are far apart.",
    "The first names sound alike; town, school and family name differ in each of them.",
    "Looked at each: another street, another age, nobody who knows both.",
    "The birth date agrees and no name does.",
];
const NOT_SAME: &[&str] = &[
    "The family name is frequent here. Another school, another mother, two years between them.",
    "Asked the referrer: there is a brother in the town, and this record is more likely his.",
    "The name agrees, and nothing else that we know.",
];

/// Whether the cast says that two records are one human being; none where it says nothing.
fn same_human(made: &Made<'_>, told: Told<'_>, other: PersonId) -> Option<bool> {
    let other = made.persons.get(&other)?;
    let (here, there) = (
        told.person,
        told.cast.persons.iter().find(|p| p.key == *other)?,
    );
    if here.same_as.as_ref() == Some(&there.key) || there.same_as.as_ref() == Some(&here.key) {
        return Some(true);
    }
    let namesake = here.namesake_of.as_ref() == Some(&there.key)
        || there.namesake_of.as_ref() == Some(&here.key);
    namesake.then_some(false)
}

fn verdicts<'c>(
    made: &Made<'_>,
    told: Told<'c>,
    latest: &SearchView,
) -> Vec<(PersonId, Verdict, &'c str)> {
    let reasons = &told.cast.words.link_reasons;
    let said = |n: usize| reasons.get(n).map_or("", String::as_str);
    let mut out = Vec::new();
    for (n, candidate) in latest.strong.iter().chain(&latest.weak).enumerate() {
        if candidate.judgement.is_some() {
            continue;
        }
        let chance = Diary::fixed(&told.word(&format!("candidate {n}")), 6);
        let cannot_tell = CANNOT_TELL.contains(&told.story.key.as_str());
        let judged = match same_human(made, told, candidate.person) {
            Some(true) if cannot_tell => (Verdict::CannotTell, said(5)),
            Some(true) => (Verdict::Same, said(chance as usize % 3)),
            Some(false) => (Verdict::NotSame, said(3)),
            None if candidate.likeness == Likeness::Weak => continue,
            None if chance == 3 => (Verdict::Possibly, said(4)),
            None => (Verdict::NotSame, NOT_SAME[chance as usize % NOT_SAME.len()]),
        };
        out.push((candidate.person, judged.0, judged.1));
    }
    out
}

const ASK_HER: &str = "Ring her; the person agreed that you may speak with one another.";

/// The matching officer of the programme whose record it is answers the next day; the newest questions still wait.
fn officer_answers<'c>(diary: &mut Diary<'c>, told: Told<'c>, asked: Moment) {
    if told.story.days_ago <= 9 {
        return;
    }
    let day = diary.later(diary.day(asked), 1);
    let at = diary.slot(&told.word("officer"), asked, day);
    diary.note(at, move |made| {
        for programme in &told.cast.programmes {
            let Some(officer) = holder(told.cast, Role::MatchingOfficer, &programme.key) else {
                continue;
            };
            let actor = made.actor(officer, &[Role::MatchingOfficer], &programme.key)?;
            let whom = holder(told.cast, Role::ProgrammeManager, &programme.key)
                .and_then(|who| told.cast.staff.iter().find(|s| s.key == who))
                .map_or_else(String::new, |s| format!("{}, {}", s.name, s.phone));
            let open = made.sees(&told.story.key, actor, matching_officer::list_questions)?;
            let id = made.referrals[&told.story.key];
            for row in open.iter().filter(|row| row.question.referral == id) {
                let (question, held) = (row.question.id, told.person.same_as.is_some());
                let (answer, words, whom) = match held {
                    true => (OfficerAnswer::Contact, ASK_HER, whom.as_str()),
                    false => (OfficerAnswer::NoRecord, "", ""),
                };
                made.does(&told.story.key, actor, |tx| {
                    matching_officer::answer_officer(
                        tx,
                        question,
                        answer,
                        whom,
                        words,
                        Basis::Consent,
                    )
                })?;
            }
        }
        Ok(())
    });
}

/// The first of the cast who holds a role in a programme.
pub(super) fn holder<'c>(cast: &'c Cast, role: Role, programme: &str) -> Option<&'c str> {
    (cast.staff.iter())
        .find(|s| (s.hats.iter()).any(|h| h.role == role && h.of.as_deref() == Some(programme)))
        .map(|s| s.key.as_str())
}

/// The check against live investigations, where the programme uses one. Of those not decided yet some still wait for it.
fn deconflicted<'c>(diary: &mut Diary<'c>, told: Told<'c>, after: Moment, day: Day) -> Moment {
    let panel = (told.cast.programmes.iter())
        .any(|p| p.key == told.story.programme && p.kind == cast::ProgrammeKind::LocalPanel);
    let chance = Diary::fixed(&told.word("deconflicted"), 8);
    let undecided = told.story.outcome.decision().is_none();
    let received = matches!(told.story.outcome, cast::Outcome::Received);
    if !panel || received || undecided && chance < 3 {
        return after;
    }
    let at = diary.slot(&told.word("deconflicted"), after, day);
    let again = diary.at(diary.later(diary.day(at), 5), 12 * 60);
    let outcome = match chance {
        7 if undecided => DeconflictionOutcome::HoldFirstContact,
        6 => DeconflictionOutcome::LimitedInformation,
        _ => DeconflictionOutcome::Clear,
    };
    let hold = outcome == DeconflictionOutcome::HoldFirstContact;
    let partners = &told.cast.words.deconfliction_partners;
    let asked_of = &partners[chance as usize % partners.len()];
    diary.note(at, move |made| {
        let (id, actor, _) = owned(made, told)?;
        let draft = DeconflictionDraft {
            outcome,
            asked_of: asked_of.clone(),
            at: made.house.now(),
            again_at: hold.then_some(again),
        };
        made.does(&told.story.key, actor, |tx| {
            screening::deconflict(tx, id, draft)
        })?;
        Ok(())
    });
    at
}

fn decided<'c>(
    diary: &mut Diary<'c>,
    told: Told<'c>,
    decision: &'c cast::Screening,
    after: Moment,
    on: Day,
) {
    let at = diary.slot(&told.word("decided"), after, on);
    let until = match &told.story.outcome {
        cast::Outcome::AwaitingInformation { until_days, .. } => diary.at(
            diary.later(on.plus_days(i64::from(*until_days)), 0),
            17 * 60,
        ),
        _ => at,
    };
    diary.note(at, move |made| decide(made, told, decision, until));
    let answered = diary.slot(&told.word("answered"), at, diary.later(diary.day(at), 1));
    diary.note(answered, move |made| second_answers(made, told));
    if let Some(case) = &told.story.case {
        cases::tell(diary, told, case, decision, answered);
    }
    referrer_told(diary, told, answered);
}

fn decide(made: &mut Made<'_>, told: Told<'_>, decision: &cast::Screening, until: Moment) -> Done {
    let key = &told.story.key;
    let id = made.referrals[key];
    let actor = made.actor(&decision.by, INTAKE, &told.story.programme)?;
    let seen = made.sees(key, actor, |tx| screening::show(tx, id))?;
    let repeat = seen.circumstances.repeat_referral;
    let grounds = Grounds {
        comparison: repeat.then(|| comparison(told).to_owned()),
        ..grounds(
            told.cast,
            &decision.reasons,
            &decision.options,
            decision.dissent.as_ref(),
        )
    };
    let proposal = proposal(told, until);
    let version = seen.referral.version;
    let done = made.does(key, actor, |tx| {
        screening::decide(tx, id, version, proposal, grounds, None)
    })?;
    if let Some(look) = done.second {
        made.looks.insert(key.clone(), (look, done.effect));
    }
    Ok(())
}

fn comparison(told: Told<'_>) -> &'static str {
    match &told.story.outcome {
        cast::Outcome::NoFurtherAction(_) => {
            "Laid beside the earlier one: the same thing told again by somebody else. Nothing newer was seen, and what was advised then was done."
        }
        cast::Outcome::Redirected { .. } => {
            "The earlier concern was about company kept; this one is about money and sleep. What was decided then does not answer it, and does not need us either."
        }
        _ => {
            "Then it was what others said; now it is the person's own words, and more than one person heard them. What ended the earlier one does not answer this one."
        }
    }
}

/// What is written down with a decision of the cast.
pub(super) fn grounds(
    cast: &Cast,
    reasons: &str,
    options: &[cast::Choice],
    dissent: Option<&cast::Dissent>,
) -> Grounds {
    let name = |key: &str| {
        let known = cast.staff.iter().find(|s| s.key == key);
        known.map_or_else(|| key.to_owned(), |s| s.name.clone())
    };
    let options = options.iter().map(|o| OptionConsidered {
        option: o.option.clone(),
        why_not: o.why_not.clone(),
    });
    Grounds {
        reasons: reasons.to_owned(),
        alternatives: Alternatives::Considered(options.collect()),
        dissent: dissent
            .map(|d| Dissent {
                by: name(&d.by),
                words: d.words.clone(),
            })
            .into_iter()
            .collect(),
        comparison: None,
        mode: DecisionMode::Single,
    }
}

fn proposal(told: Told<'_>, until: Moment) -> Proposal {
    match &told.story.outcome {
        cast::Outcome::AwaitingInformation { ask, .. } => Proposal::MoreInformation {
            ask: ask.clone(),
            until,
        },
        cast::Outcome::Redirected { service, .. } => {
            let accepted = Diary::fixed(&told.word("service"), 6) > 0;
            Proposal::Redirect {
                service: service.clone(),
                answer: match accepted {
                    true => ServiceAnswer::Accepted,
                    false => ServiceAnswer::NoReplyYet,
                },
                told: "First name, how to ring safely, and what the person would like help with; nothing of the concern.".into(),
                basis: Basis::Consent,
                warning_reason: match accepted {
                    true => String::new(),
                    false => "The service answers within ten days and nobody should wait for that; intake rings until somebody has met the person.".into(),
                },
            }
        }
        cast::Outcome::NoFurtherAction(_) => Proposal::NoFurtherAction,
        _ => Proposal::Accept,
    }
}

/// The second person answers, where one was asked: from outside for a small team, or else whoever supervises.
fn second_answers(made: &mut Made<'_>, told: Told<'_>) -> Done {
    let key = &told.story.key;
    let programme = &told.story.programme;
    let Some((look, effect)) = made.looks.remove(key) else {
        return Ok(());
    };
    let outside = holder(told.cast, Role::OutsideSecond, programme)
        .filter(|_| effect == Effect::Proposed)
        .map(|who| (who, Role::OutsideSecond));
    let supervisor =
        holder(told.cast, Role::Supervisor, programme).map(|who| (who, Role::Supervisor));
    let manager = holder(told.cast, Role::ProgrammeManager, programme)
        .map(|who| (who, Role::ProgrammeManager));
    let Some((who, role)) = outside.or(supervisor).or(manager) else {
        return Err(format!("{key}: nobody could be the second person"));
    };
    let actor = made.actor(who, &[role], programme)?;
    made.does(key, actor, |tx| {
        let words = "Read both. I would have decided so too.";
        second::answer(tx, look, SecondAnswer::Agrees, words)
    })
}

/// The case that an accepted referral opened.
pub(super) fn case_of(made: &mut Made<'_>, told: Told<'_>) -> Done<CaseId> {
    let (_, _, view) = owned(made, told)?;
    match view.referral.state {
        State::Accepted { case } => Ok(case),
        other => Err(format!(
            "{} is {} and no case",
            told.story.key,
            other.code()
        )),
    }
}

fn referrer_told<'c>(diary: &mut Diary<'c>, told: Told<'c>, after: Moment) {
    let ended = !matches!(
        told.story.outcome,
        cast::Outcome::AwaitingInformation { .. }
    );
    let days = 2 + Diary::fixed(&told.word("told"), 6) as i64;
    let day = diary.later(diary.day(after), days);
    if !ended || told.misses(cast::Missing::ReferrerTold) || day > diary.today() {
        return;
    }
    let at = diary.slot(&told.word("told"), after, day);
    diary.note(at, move |made| {
        let (id, actor, view) = owned(made, told)?;
        let telling = match view.referral.referrer.verification.lets_hear() {
            true => Telling::Told(WordToReferrer {
                to: told.addressee(),
                words: word_to_referrer(told, &view.owner_name),
                basis: Basis::Mandate,
                told_at: made.house.now(),
            }),
            false => Telling::NotTold {
                why: "No name and no number were left; there is nobody whom we could tell.".into(),
            },
        };
        made.does(&told.story.key, actor, |tx| {
            referral::tell_referrer(tx, id, telling)
        })
    });
}

fn word_to_referrer(told: Told<'_>, owner: &str) -> String {
    match &told.story.outcome {
        cast::Outcome::Redirected { service, .. } => format!(
            "Thank you for writing. It is not for us; with the person's agreement we made the way to {service}."
        ),
        cast::Outcome::NoFurtherAction(_) => format!(
            "Thank you. {owner} looked at it with care and there is nothing that we should do. You were right to ask; please ring again if something changes."
        ),
        _ => format!(
            "Thank you. We are looking at it and may not say more than that for now. Please go on as you do; {owner} can be rung at any time."
        ),
    }
}
