//! Enquiries: advice asked of a helpline. The person may stay unnamed; no search is made and no identity demanded.

use crate::coded;
use crate::id::*;
use crate::moment::Moment;
use crate::ownership::Ownership;

coded! {
    /// How an enquiry ended, when it did not become a referral.
    Ending {
        AdviceGiven = "advice_given",
        SentElsewhere = "sent_elsewhere",
        Lost = "lost",
    }
}

coded! {
    /// Whether the caller is the one who rang before.
    Recognised {
        FirstCall = "first_call",
        SaidTheWord = "said_the_word",
        SoundsLike = "sounds_like",
        SomebodyElse = "somebody_else",
        NotAsked = "not_asked",
    }
}

coded! {
    /// What a caller was given.
    Advice {
        AnEar = "an_ear",
        HowToTalk = "how_to_talk",
        WhatToLeaveAlone = "what_to_leave_alone",
        WhoElseHelps = "who_else_helps",
        WhatAReferralIs = "what_a_referral_is",
        WhenToRingEmergency = "when_to_ring_emergency",
    }
}

coded! {
    /// What the caller made of the call.
    MadeOfIt {
        Helped = "helped",
        Partly = "partly",
        DidNotHelp = "did_not_help",
        NotAsked = "not_asked",
    }
}

coded! {
    /// Whether the caller agrees that the enquiry becomes a referral.
    CallerAgrees {
        Agrees = "agrees",
        DoesNotAgree = "does_not_agree",
        NotAsked = "not_asked",
    }
}

/// Where an enquiry stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum State {
    Open,
    AdviceGiven { at: Moment },
    SentElsewhere { at: Moment, to: String },
    Lost { at: Moment },
    BecameReferral { at: Moment, referral: ReferralId },
}

impl State {
    pub fn code(&self) -> &'static str {
        match self {
            State::Open => "open",
            State::AdviceGiven { .. } => "advice_given",
            State::SentElsewhere { .. } => "sent_elsewhere",
            State::Lost { .. } => "lost",
            State::BecameReferral { .. } => "became_referral",
        }
    }
}

/// Who rings, as far as they wish to say, and how they can be recognised and reached.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Caller {
    /// "a mother about her son"
    pub described: String,
    /// The person whom it is about, as the caller speaks of them.
    pub about: String,
    /// A word that the caller chose, to be recognised by.
    pub code_word: String,
    /// What the caller wants, in the caller's own words.
    pub wants: String,
    pub reach: String,
    pub do_not: String,
    pub if_somebody_else: String,
}

/// One enquiry. Several calls may belong to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Enquiry {
    pub id: EnquiryId,
    pub programme: ProgrammeId,
    pub reference: String,
    pub caller: Caller,
    pub state: State,
    pub ownership: Ownership,
    pub opened_at: Moment,
    pub version: i64,
}

/// One call.
/// Shape: insert-only; a correction supersedes it. Unit: `minutes` whole minutes, none when not recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Call {
    pub id: CallId,
    pub began_at: Moment,
    pub minutes: Option<i64>,
    pub recognised: Recognised,
    pub said: String,
    pub advice: Vec<Advice>,
    pub advice_words: String,
    pub next_step: String,
    pub made_of_it: MadeOfIt,
    pub taken_by: AccountId,
}

/// Something promised to a caller, with a date.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Promise {
    pub id: PromiseId,
    pub what: String,
    pub until: Moment,
    pub by: AccountId,
    pub kept_at: Option<Moment>,
}

/// Why an enquiry cannot go on that way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EnquiryRefusal {
    /// It has ended already; only an open enquiry takes calls and endings.
    Ended,
    /// Sent elsewhere, but nobody is named.
    ServiceNotNamed,
    /// Turning it into a referral needs a reason.
    NoReason,
    /// The caller was not asked, or did not agree, and no danger was named as the reason.
    CallerNotAsked,
    /// No line was chosen to go along.
    NothingGoesAlong,
}

/// What a member of staff decides when an enquiry is turned into a referral.
/// Shape: never by itself, and only the chosen lines go along.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TurnIntoReferral {
    pub caller_agrees: CallerAgrees,
    pub somebody_in_danger: bool,
    pub because: String,
    /// What goes along as seen or heard.
    pub lines: Vec<String>,
}

/// How early a call may come and still be the one that was agreed. Unit: hours.
const EARLY: i64 = 12;

/// What a call does to one that was agreed for `at`: it was held, it is called off because another was agreed
/// instead, or it stays agreed.
/// Shape: none when it stays.
pub fn agreed_call_settled(at: Moment, now: Moment, another_agreed: bool) -> Option<bool> {
    if at <= now.plus_hours(EARLY) {
        return Some(true);
    }
    another_agreed.then_some(false)
}

impl Enquiry {
    /// Errors: when the enquiry has ended.
    pub fn takes_calls(&self) -> Result<(), EnquiryRefusal> {
        match self.state {
            State::Open => Ok(()),
            _ => Err(EnquiryRefusal::Ended),
        }
    }

    /// Ends the enquiry with advice given, sent elsewhere, or lost.
    pub fn end(&self, ending: Ending, to: &str, at: Moment) -> Result<State, EnquiryRefusal> {
        self.takes_calls()?;
        match ending {
            Ending::AdviceGiven => Ok(State::AdviceGiven { at }),
            Ending::Lost => Ok(State::Lost { at }),
            Ending::SentElsewhere if to.trim().is_empty() => Err(EnquiryRefusal::ServiceNotNamed),
            Ending::SentElsewhere => Ok(State::SentElsewhere {
                at,
                to: to.trim().to_owned(),
            }),
        }
    }

    /// Turns the enquiry into a referral: a deliberate act of a member of staff.
    pub fn turn(
        &self,
        turn: &TurnIntoReferral,
        referral: ReferralId,
        at: Moment,
    ) -> Result<State, EnquiryRefusal> {
        self.takes_calls()?;
        if turn.because.trim().is_empty() {
            return Err(EnquiryRefusal::NoReason);
        }
        if turn.caller_agrees != CallerAgrees::Agrees && !turn.somebody_in_danger {
            return Err(EnquiryRefusal::CallerNotAsked);
        }
        if turn.lines.iter().all(|l| l.trim().is_empty()) {
            return Err(EnquiryRefusal::NothingGoesAlong);
        }
        Ok(State::BecameReferral { at, referral })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_of_today_is_not_the_one_that_was_agreed_for_friday() {
        let now = Moment::from_micros(1_793_000_000_000_000);
        let check = |hours: i64, another, expected| {
            assert_eq!(
                agreed_call_settled(now.plus_hours(hours), now, another),
                expected,
                "{hours}"
            );
        };
        for another in [true, false] {
            check(-30, another, Some(true));
            check(0, another, Some(true));
            check(12, another, Some(true));
        }
        check(13, false, None);
        check(13, true, Some(false));
        check(96, true, Some(false));
    }
}
