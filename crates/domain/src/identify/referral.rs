//! Referrals: somebody's concern about somebody, what was seen or heard kept apart from what is made of it.

use crate::coded;
use crate::decision::Basis;
use crate::id::*;
use crate::moment::{Day, Moment};
use crate::ownership::Ownership;

coded! {
    /// By which way a referral came.
    Channel {
        Staff = "staff",
        PublicForm = "public_form",
        Enquiry = "enquiry",
        TakenOver = "taken_over",
    }
}

coded! {
    /// From which part of life the referrer writes.
    Sector {
        School = "school",
        College = "college",
        Health = "health",
        Police = "police",
        Council = "council",
        PrisonOrProbation = "prison_or_probation",
        Employer = "employer",
        Community = "community",
        Family = "family",
        Self_ = "self",
        Other = "other",
        NotSaid = "not_said",
    }
}

coded! {
    /// Whether the person knows about the referral.
    PersonKnows {
        YesAgrees = "yes_agrees",
        YesDisagrees = "yes_disagrees",
        NotYet = "not_yet",
        TellingDangerous = "telling_dangerous",
        DontKnow = "dont_know",
    }
}

coded! {
    /// Whether the person may be told who referred them.
    MayBeNamed {
        Yes = "yes",
        No = "no",
        /// Treated as a no until spoken with.
        NotSure = "not_sure",
    }
}

coded! {
    /// How soon somebody should look. It decides who reads it first and says nothing about the person.
    Urgency {
        /// A date, a place or a means was mentioned: ring now.
        RingNow = "ring_now",
        Worried = "worried",
        DontKnow = "dont_know",
        TalkFirst = "talk_first",
    }
}

coded! {
    /// Whether the referrer was called back and is who they say.
    Verification {
        NotYet = "not_yet",
        CalledBack = "called_back",
        NotReached = "not_reached",
        NotWhoTheySaid = "not_who_they_said",
        KnownColleague = "known_colleague",
    }
}

coded! {
    /// What kind of statement a line is.
    LineKind {
        SeenOrHeard = "seen_or_heard",
        MadeOfIt = "made_of_it",
    }
}

coded! {
    /// How exactly the time of what happened is known.
    WhenKind {
        OneDay = "one_day",
        AboutThen = "about_then",
        OverTime = "over_time",
        DontKnow = "dont_know",
    }
}

/// When it happened, as exactly as the referrer honestly can say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum When {
    OneDay(Day),
    AboutThen(String),
    OverTime(String),
    DontKnow,
}

/// Who referred, and how they can be called back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Referrer {
    pub name: String,
    pub position: String,
    pub organisation: String,
    pub sector: Sector,
    pub telephone: String,
    pub email: String,
    pub may_be_named: MayBeNamed,
    pub verification: Verification,
}

/// One statement of a referral.
/// Shape: insert-only; later statements are added, none is overwritten.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    pub id: LineId,
    pub kind: LineKind,
    pub text: String,
    pub recorded_at: Moment,
    pub recorded_by: Option<AccountId>,
}

/// Where a referral stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum State {
    Received,
    InScreening,
    AwaitingInformation { until: Moment, ask: String },
    Accepted { case: CaseId },
    Redirected { to: String },
    NoFurtherAction,
}

impl State {
    pub fn code(&self) -> &'static str {
        match self {
            State::Received => "received",
            State::InScreening => "in_screening",
            State::AwaitingInformation { .. } => "awaiting_information",
            State::Accepted { .. } => "accepted",
            State::Redirected { .. } => "redirected",
            State::NoFurtherAction => "no_further_action",
        }
    }
    pub fn ended(&self) -> bool {
        matches!(
            self,
            State::Accepted { .. } | State::Redirected { .. } | State::NoFurtherAction
        )
    }
}

/// One referral. It may concern several people; the first is the one whom it is mainly about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Referral {
    pub id: ReferralId,
    pub programme: ProgrammeId,
    /// Short, per programme, spoken on the telephone.
    pub reference: String,
    pub channel: Channel,
    pub enquiry: Option<EnquiryId>,
    pub referrer: Referrer,
    pub person_knows: PersonKnows,
    pub urgency: Urgency,
    pub happened: When,
    pub persons: Vec<PersonId>,
    pub state: State,
    pub ownership: Ownership,
    pub received_at: Moment,
    /// The day on which a person looks at whether the record is still needed.
    pub review_on: Option<Day>,
    pub version: i64,
}

/// What is typed when a referral is taken down or sent in.
/// Shape: nothing but one statement is required; "I don't know" is an honest answer everywhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReferralDraft {
    pub channel: Channel,
    pub enquiry: Option<EnquiryId>,
    pub referrer: Referrer,
    pub person_knows: PersonKnows,
    pub urgency: Urgency,
    pub happened: When,
    pub seen_or_heard: Vec<String>,
    pub made_of_it: String,
    /// Whom it concerns. Nobody may be named yet.
    pub persons: Vec<crate::person::Identity>,
    pub received_at: Moment,
}

/// Why a referral cannot go on that way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReferralRefusal {
    /// Nothing was seen or heard: there is nothing to look at.
    NothingSeenOrHeard,
    /// It was decided already.
    Decided,
    /// The search for earlier contact is owed first.
    SearchOwed,
    /// The programme takes no referrals by the public form now.
    PublicFormClosed,
    /// It was received, done or told at a time that has not come yet.
    InTheFuture,
    /// A further statement says nothing.
    NothingAdded,
    /// It is not said to whom the word goes, or what it says.
    WordNotWritten,
    /// Nobody is told, and it is not said why.
    NoReason,
    /// The referrer was not called back yet, or is not who they said: no word goes to them.
    ReferrerNotVerified,
}

impl ReferralDraft {
    /// Errors: when nothing at all was seen or heard, or it is said to have come in the future.
    pub fn check(&self, now: Moment) -> Result<(), ReferralRefusal> {
        if self.seen_or_heard.iter().all(|l| l.trim().is_empty()) {
            return Err(ReferralRefusal::NothingSeenOrHeard);
        }
        not_in_the_future(self.received_at, now)
    }

    /// The statements, each with its kind; what was left empty is none.
    pub fn statements(&self) -> Vec<(LineKind, &str)> {
        let seen = self
            .seen_or_heard
            .iter()
            .map(|l| (LineKind::SeenOrHeard, l.trim()));
        let made = std::iter::once((LineKind::MadeOfIt, self.made_of_it.trim()));
        seen.chain(made).filter(|(_, l)| !l.is_empty()).collect()
    }
}

fn not_in_the_future(at: Moment, now: Moment) -> Result<(), ReferralRefusal> {
    if at > now {
        return Err(ReferralRefusal::InTheFuture);
    }
    Ok(())
}

/// A word to the referrer, as typed: to whom, what, on which basis and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WordToReferrer {
    pub to: String,
    pub words: String,
    pub basis: Basis,
    pub told_at: Moment,
}

impl WordToReferrer {
    /// Errors: when it says nothing, or nobody, or was told in the future.
    pub fn check(&self, now: Moment) -> Result<(), ReferralRefusal> {
        if self.to.trim().is_empty() || self.words.trim().is_empty() {
            return Err(ReferralRefusal::WordNotWritten);
        }
        not_in_the_future(self.told_at, now)
    }
}

/// What came back to the referrer, as far as the law allows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Telling {
    Told(WordToReferrer),
    /// Nobody can be told: the referrer left no way, or asked not to hear.
    NotTold {
        why: String,
    },
}

impl Referral {
    /// Begins the screening. Guard: the search for earlier contact is recorded.
    /// Source: DOMAIN section 7, "-> screening".
    pub fn begin_screening(&self, search_recorded: bool) -> Result<State, ReferralRefusal> {
        match self.state {
            State::Received if search_recorded => Ok(State::InScreening),
            State::Received => Err(ReferralRefusal::SearchOwed),
            State::InScreening | State::AwaitingInformation { .. } => Ok(State::InScreening),
            _ => Err(ReferralRefusal::Decided),
        }
    }

    /// Errors: when it was decided. What is heard afterwards belongs to the case, or is a new referral.
    pub fn takes_statements(&self) -> Result<(), ReferralRefusal> {
        if self.state.ended() {
            return Err(ReferralRefusal::Decided);
        }
        Ok(())
    }

    /// Whether this may be told to the referrer. Guard: whoever hears a word of it was called back, or is known.
    /// Source: ledger F9; the referrer is told to the extent that is lawful.
    pub fn tell(&self, telling: &Telling, now: Moment) -> Result<(), ReferralRefusal> {
        match telling {
            Telling::NotTold { why } if why.trim().is_empty() => Err(ReferralRefusal::NoReason),
            Telling::NotTold { .. } => Ok(()),
            Telling::Told(_) if !self.referrer.verification.lets_hear() => {
                Err(ReferralRefusal::ReferrerNotVerified)
            }
            Telling::Told(word) => word.check(now),
        }
    }
}

impl Verification {
    /// Whether the referrer is known well enough to hear what came of the referral.
    pub fn lets_hear(self) -> bool {
        matches!(
            self,
            Verification::CalledBack | Verification::KnownColleague
        )
    }
}
