//! The helpline's stories: calls, what was promised and agreed, and how an enquiry ended.

use super::diary::Diary;
use super::{Cast, Done, Made};
use crate::demo::cast;
use std::collections::HashMap;
use throughcare_app::identify::enquiry::{self, CallDraft, EnquiryView};
use throughcare_domain::account::{Actor, Role};
use throughcare_domain::code::Code;
use throughcare_domain::id::*;
use throughcare_domain::identify::enquiry::*;
use throughcare_domain::moment::Moment;

/// In which hats the helpline is answered.
const HELPLINE: &[Role] = &[Role::Intake];
/// An agreed call of an enquiry that is still open: today, again today, in the next days, or missed the day before.
const AGREED: [Agreed; 4] = [
    Agreed::Today,
    Agreed::Soon,
    Agreed::Missed,
    Agreed::LaterToday,
];

#[derive(Clone, Copy)]
enum Agreed {
    Today,
    LaterToday,
    Soon,
    Missed,
}

pub(super) fn tell<'c>(diary: &mut Diary<'c>, cast: &'c Cast) {
    let mut open: HashMap<&str, usize> = HashMap::new();
    for story in &cast.enquiries {
        let mut agreed = None;
        if matches!(story.ending, cast::Ending::Open) {
            let before = open.entry(&story.programme).or_default();
            agreed = Some(AGREED[*before % AGREED.len()]);
            *before += 1;
        }
        let (times, last) = call_times(diary, story, agreed);
        for (n, call) in story.calls.iter().enumerate() {
            let next = times.get(n + 1).copied().or(last);
            let draft = draft(diary, story, n, times[n], next);
            diary.note(times[n], move |made| hold(made, story, call, draft));
        }
        promises(diary, story, &times);
        ending(diary, story, times[times.len() - 1]);
    }
}

/// When each call was held, and when the next one is agreed for, where the enquiry is still open.
fn call_times(
    diary: &Diary<'_>,
    story: &cast::Enquiry,
    agreed: Option<Agreed>,
) -> (Vec<Moment>, Option<Moment>) {
    let first = diary.worked(story.days_ago);
    let mut after = diary.opening(first);
    let mut times = Vec::new();
    for (n, call) in story.calls.iter().enumerate() {
        let day = first.plus_days(i64::from(call.day));
        after = diary.slot(&format!("{} call {n}", story.key), after, day);
        times.push(after);
    }
    let agreed = agreed.map(|agreed| match agreed {
        Agreed::Today => diary.at(diary.today(), 11 * 60 + 30),
        Agreed::LaterToday => diary.at(diary.today(), 16 * 60),
        Agreed::Soon => diary.at(diary.working_days(1), 10 * 60),
        Agreed::Missed => diary.at(diary.working_days(-1), 15 * 60),
    });
    (times, agreed.filter(|at| *at > after))
}

fn draft(
    diary: &Diary<'_>,
    story: &cast::Enquiry,
    n: usize,
    held_at: Moment,
    next_call: Option<Moment>,
) -> CallDraft {
    let call = &story.calls[n];
    let word = format!("{} call {n}", story.key);
    let recognised = match (n, Diary::fixed(&word, 4)) {
        (0, _) => Recognised::FirstCall,
        (_, 0) => Recognised::SoundsLike,
        _ => Recognised::SaidTheWord,
    };
    let made_of_it = match Diary::fixed(&word, 5) {
        0 => MadeOfIt::NotAsked,
        1 => MadeOfIt::Partly,
        _ => MadeOfIt::Helped,
    };
    let promise = story.promised.get(n).map(|what| {
        let days = if matches!(story.ending, cast::Ending::Open) && n > 0 {
            diary.working_days(1)
        } else {
            diary.later(diary.day(held_at), 5)
        };
        (what.clone(), diary.at(days, 16 * 60))
    });
    CallDraft {
        began_at: held_at.plus_minutes(-i64::from(call.minutes)),
        minutes: Some(i64::from(call.minutes)),
        recognised,
        said: call.said.clone(),
        advice: call.advice.iter().map(|a| advice(*a)).collect(),
        advice_words: call.words.clone(),
        next_step: next_step(call, next_call.is_some()),
        made_of_it,
        next_call,
        promise,
    }
}

/// What happens next, and when the caller rings again, where no hour is agreed that says it better.
fn next_step(call: &cast::Call, agreed: bool) -> String {
    let next = Some(call.next.as_str()).filter(|next| *next != "None.");
    let again = Some(call.again.as_str()).filter(|again| !agreed && *again != "no");
    match (next, again) {
        (Some(next), Some(again)) => format!("{next} Rings again: {again}."),
        (Some(next), None) => next.to_owned(),
        (None, Some(again)) => format!("Rings again: {again}."),
        (None, None) => String::new(),
    }
}

fn advice(given: cast::Advice) -> Advice {
    use cast::Advice as C;
    match given {
        C::AnEar => Advice::AnEar,
        C::HowToTalk => Advice::HowToTalk,
        C::WhatToLeaveAlone => Advice::WhatToLeaveAlone,
        C::WhoElseHelps => Advice::WhoElseHelps,
        C::WhatAReferralIs => Advice::WhatAReferralIs,
        C::WhenToRingEmergency => Advice::WhenToRingEmergency,
    }
}

fn caller(story: &cast::Enquiry) -> Caller {
    Caller {
        described: story.caller.clone(),
        about: story.about.clone(),
        code_word: story.word.clone(),
        wants: story.wants.clone(),
        reach: story.reach.how.clone(),
        do_not: story.reach.do_not.clone(),
        if_somebody_else: story.reach.if_somebody_else.clone(),
    }
}

fn hold(made: &mut Made<'_>, story: &cast::Enquiry, call: &cast::Call, draft: CallDraft) -> Done {
    let actor = made.actor(&call.by, HELPLINE, &story.programme)?;
    match made.enquiries.get(&story.key).copied() {
        Some(id) => made.does(&story.key, actor, |tx| enquiry::record_call(tx, id, draft)),
        None => {
            let programme = made.programmes[&story.programme];
            let id = made.does(&story.key, actor, |tx| {
                enquiry::open_enquiry(tx, programme, caller(story), draft)
            })?;
            made.enquiries.insert(story.key.clone(), id);
            Ok(())
        }
    }
}

/// Whoever owns the enquiry, and how it stands.
pub(super) fn standing(
    made: &mut Made<'_>,
    story: &cast::Enquiry,
) -> Done<(EnquiryId, Actor, EnquiryView)> {
    let id = made.enquiries[&story.key];
    let actor = made.actor(&story.owner, HELPLINE, &story.programme)?;
    let view = made.sees(&story.key, actor, |tx| enquiry::show(tx, id))?;
    Ok((id, actor, view))
}

/// What was promised is kept some days later; with an open enquiry only the first promise is.
fn promises<'c>(diary: &mut Diary<'c>, story: &'c cast::Enquiry, times: &[Moment]) {
    let open = matches!(story.ending, cast::Ending::Open);
    let kept = story.promised.len().min(story.calls.len());
    let kept = if open { kept.min(1) } else { kept };
    let mut at = times[times.len() - 1].min(times[0].plus_hours(40));
    for (n, (promised, held)) in story.promised.iter().zip(times).take(kept).enumerate() {
        let day = diary.later(diary.day(*held), 1);
        at = diary.slot(&format!("{} promise {n}", story.key), at.max(*held), day);
        let what = promised.as_str();
        diary.note(at, move |made| {
            let (id, actor, view) = standing(made, story)?;
            let Some((promise, _)) = view.promises.iter().find(|(p, _)| p.what == what) else {
                return Err(format!("{}: nobody promised {what}", story.key));
            };
            made.does(&story.key, actor, |tx| {
                enquiry::keep_promise(tx, id, promise.id)
            })
        });
    }
}

fn ending<'c>(diary: &mut Diary<'c>, story: &'c cast::Enquiry, last: Moment) {
    let (how, to, days) = match &story.ending {
        cast::Ending::Open | cast::Ending::BecameReferral { .. } => return,
        cast::Ending::AdviceGiven => (Ending::AdviceGiven, "", 1),
        cast::Ending::SentElsewhere { to } => (Ending::SentElsewhere, to.as_str(), 1),
        cast::Ending::Lost => (Ending::Lost, "", 15),
    };
    let day = diary.later(diary.day(last), days);
    let at = diary.slot(&format!("{} {}", story.key, how.code()), last, day);
    diary.note(at, move |made| {
        let (id, actor, view) = standing(made, story)?;
        let version = view.enquiry.version;
        made.does(&story.key, actor, |tx| {
            enquiry::end_enquiry(tx, id, version, how, to)
        })
    });
}
