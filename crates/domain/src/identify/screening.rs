//! Screening: is this for us? A decision with reasons, options and a policy version, and a check against live investigations.

use crate::coded;
use crate::decision::{Alternatives, AskRefusal, Basis, Grounds};
use crate::id::*;
use crate::identify::prior_contact::Standing;
use crate::identify::referral::{Referral, State};
use crate::moment::Moment;
use crate::programme::{Deconfliction as Rule, SecondPersonRules, SecondRule};

coded! {
    /// What the check against live investigations answered. Free of content by design.
    DeconflictionOutcome {
        Clear = "clear",
        /// Known, with limits on who is told; support may go on.
        LimitedInformation = "limited_information",
        /// Nobody makes first contact until it is asked again.
        HoldFirstContact = "hold_first_contact",
        NotUsedHere = "not_used_here",
    }
}

coded! {
    /// What a screening decides.
    Choice {
        /// Accepted for consideration: the case opens.
        Accept = "accept",
        Redirect = "redirect",
        NoFurtherAction = "no_further_action",
        MoreInformation = "more_information",
    }
}

coded! {
    /// What the service said to which somebody is redirected.
    ServiceAnswer {
        Accepted = "accepted",
        NoReplyYet = "no_reply_yet",
        NoneAvailable = "none_available",
    }
}

/// One check against live investigations: dated and repeatable.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deconfliction {
    pub id: DeconflictionId,
    pub outcome: DeconflictionOutcome,
    pub asked_of: String,
    pub at: Moment,
    pub again_at: Option<Moment>,
    pub by: AccountId,
}

/// What is to be decided, as typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Proposal {
    Accept,
    Redirect {
        service: String,
        answer: ServiceAnswer,
        /// What the service was told about the person, and on what basis.
        told: String,
        basis: Basis,
        warning_reason: String,
    },
    NoFurtherAction,
    MoreInformation {
        ask: String,
        until: Moment,
    },
}

/// A check against live investigations, as typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeconflictionDraft {
    pub outcome: DeconflictionOutcome,
    /// Of whom it was asked; empty for whoever the programme file names.
    pub asked_of: String,
    pub at: Moment,
    pub again_at: Option<Moment>,
}

impl DeconflictionDraft {
    /// Checks it against the programme's own rule.
    /// Errors: "not used here" where it is used; a hold without a day on which it is asked again.
    pub fn check(&self, rule: &Rule, now: Moment) -> Result<(), ScreeningRefusal> {
        let not_used = self.outcome == DeconflictionOutcome::NotUsedHere;
        if not_used && matches!(rule, Rule::Used { .. }) {
            return Err(ScreeningRefusal::DeconflictionUsedHere);
        }
        if self.at > now || self.again_at.is_some_and(|again| again <= now) {
            return Err(ScreeningRefusal::WrongTime);
        }
        if self.outcome == DeconflictionOutcome::HoldFirstContact && self.again_at.is_none() {
            return Err(ScreeningRefusal::AskAgainNotSet);
        }
        Ok(())
    }
}

/// Until when nobody may make first contact, by the newest of the checks, which come newest first.
/// Shape: none when nothing holds it. A hold whose day has come holds until it was asked again.
pub fn first_contact_held(checks: &[Deconfliction]) -> Option<Moment> {
    let newest = checks.first()?;
    match newest.outcome {
        DeconflictionOutcome::HoldFirstContact => newest.again_at,
        _ => None,
    }
}

impl Referral {
    /// Errors: when it is decided, and nothing holds first contact any more that has to be asked again.
    pub fn takes_checks(&self, checks: &[Deconfliction]) -> Result<(), ScreeningRefusal> {
        let held = first_contact_held(checks).is_some();
        match self.state {
            State::Accepted { .. } if held => Ok(()),
            _ if self.state.ended() => Err(ScreeningRefusal::Decided),
            _ => Ok(()),
        }
    }
}

impl Proposal {
    pub fn choice(&self) -> Choice {
        match self {
            Proposal::Accept => Choice::Accept,
            Proposal::Redirect { .. } => Choice::Redirect,
            Proposal::NoFurtherAction => Choice::NoFurtherAction,
            Proposal::MoreInformation { .. } => Choice::MoreInformation,
        }
    }
}

/// What else the guards look at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Circumstances {
    pub search: Standing,
    /// A check against live investigations is recorded, or the programme does not use one.
    pub deconflicted: bool,
    /// The same, or possibly the same, person was referred within the months that the programme file names.
    pub repeat_referral: bool,
    pub now: Moment,
}

/// A proposal that passed the guards, and what it still needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Screened {
    pub proposal: Proposal,
    /// The person was referred before.
    pub repeat_referral: bool,
    /// The service to which somebody is sent has not accepted.
    pub without_acceptance: bool,
}

/// Why a screening decision is refused.
/// Source: DOMAIN section 7 (guards), ledger F1, F2, F4.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScreeningRefusal {
    NotInScreening,
    Decided,
    SearchOwed,
    CandidatesNotJudged {
        strong: usize,
        weak: usize,
    },
    DeconflictionOwed,
    NoReasons,
    OptionsOwed,
    ComparisonOwed,
    ServiceNotNamed,
    /// The service has not accepted: going on needs a reason and a second person.
    ServiceDidNotAccept,
    QuestionNotNamed,
    DateNotInFuture,
    /// A proposal waits for its second person.
    SecondAwaited,
    /// The second person cannot be asked.
    Second(AskRefusal),
    /// The programme asks whether an investigation runs: "not used here" is no answer.
    DeconflictionUsedHere,
    /// When first contact is held, a day is set on which it is asked again.
    AskAgainNotSet,
    /// Nothing is awaited.
    NothingAwaited,
    /// What was asked, or is to be asked again, lies on the wrong side of now.
    WrongTime,
}

impl Referral {
    /// Checks a screening proposal against every guard.
    /// Errors: the first guard that is not met, in the order in which the work is done.
    pub fn screen(
        &self,
        proposal: Proposal,
        grounds: &Grounds,
        seen: Circumstances,
    ) -> Result<Screened, ScreeningRefusal> {
        match self.state {
            State::InScreening | State::AwaitingInformation { .. } => {}
            State::Received => return Err(ScreeningRefusal::NotInScreening),
            _ => return Err(ScreeningRefusal::Decided),
        }
        match seen.search {
            Standing::Owed => return Err(ScreeningRefusal::SearchOwed),
            Standing::Unjudged { strong, weak } => {
                return Err(ScreeningRefusal::CandidatesNotJudged { strong, weak });
            }
            Standing::NotSearchableYet | Standing::Done => {}
        }
        if grounds.reasons.trim().is_empty() {
            return Err(ScreeningRefusal::NoReasons);
        }
        let ends_here = !matches!(proposal, Proposal::MoreInformation { .. });
        if ends_here && !seen.deconflicted {
            return Err(ScreeningRefusal::DeconflictionOwed);
        }
        if ends_here && !options_given(&grounds.alternatives) {
            return Err(ScreeningRefusal::OptionsOwed);
        }
        // Any outcome: a repeat referral needs a written comparison and a second person.
        let compared = grounds
            .comparison
            .as_deref()
            .is_some_and(|c| !c.trim().is_empty());
        if seen.repeat_referral && !compared {
            return Err(ScreeningRefusal::ComparisonOwed);
        }
        let mut without_acceptance = false;
        match &proposal {
            Proposal::Redirect { service, .. } if service.trim().is_empty() => {
                return Err(ScreeningRefusal::ServiceNotNamed);
            }
            Proposal::Redirect {
                answer,
                warning_reason,
                ..
            } if *answer != ServiceAnswer::Accepted => {
                if warning_reason.trim().is_empty() {
                    return Err(ScreeningRefusal::ServiceDidNotAccept);
                }
                without_acceptance = true;
            }
            Proposal::MoreInformation { ask, .. } if ask.trim().is_empty() => {
                return Err(ScreeningRefusal::QuestionNotNamed);
            }
            Proposal::MoreInformation { until, .. } if *until <= seen.now => {
                return Err(ScreeningRefusal::DateNotInFuture);
            }
            _ => {}
        }
        Ok(Screened {
            proposal,
            repeat_referral: seen.repeat_referral,
            without_acceptance,
        })
    }
}

fn options_given(alternatives: &Alternatives) -> bool {
    match alternatives {
        Alternatives::Considered(options) => options
            .iter()
            .any(|o| !o.option.trim().is_empty() && !o.why_not.trim().is_empty()),
        Alternatives::NoRealAlternative { because } => !because.trim().is_empty(),
    }
}

impl Screened {
    /// By which rule of the programme file the second person is met; none when nobody is needed.
    /// Shape: where two rules ask, agreement comes before a look afterwards.
    pub fn second(&self, rules: &SecondPersonRules) -> Option<SecondRule> {
        let asked = [
            (self.repeat_referral, rules.repeat_referral),
            (self.without_acceptance, rules.redirect_without_acceptance),
        ];
        let mut chosen = None;
        for (needed, rule) in asked {
            let stricter = match chosen {
                None => true,
                Some(SecondRule::Deferred { .. }) => !matches!(rule, SecondRule::Deferred { .. }),
                Some(SecondRule::Colleague | SecondRule::OutsideSecond) => false,
            };
            if needed && stricter {
                chosen = Some(rule);
            }
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Code;
    use crate::id::Id;

    #[test]
    fn the_newest_check_holds_first_contact_or_lets_it_go() {
        let check = |outcome, again: Option<i64>| Deconfliction {
            id: DeconflictionId::from_bits(1),
            outcome,
            asked_of: String::new(),
            at: Moment::from_micros(1),
            again_at: again.map(Moment::from_micros),
            by: AccountId::from_bits(1),
        };
        let hold = DeconflictionOutcome::HoldFirstContact;
        assert_eq!(first_contact_held(&[]), None);
        for outcome in DeconflictionOutcome::ALL
            .iter()
            .copied()
            .filter(|o| *o != hold)
        {
            let (later, before) = (check(outcome, None), check(hold, Some(9)));
            assert_eq!(
                first_contact_held(&[later.clone(), before.clone()]),
                None,
                "{outcome:?}"
            );
            assert_eq!(
                first_contact_held(&[before, later]),
                Some(Moment::from_micros(9))
            );
        }
    }
}
