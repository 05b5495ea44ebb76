//! The facts of client identification.

use crate::code::Code;
use crate::decision::{DisclosureKind, SecondAnswer};
use crate::fact::{Clear, Kind, Narrative};
use crate::id::*;
use crate::identify::enquiry::{CallerAgrees, Ending, Recognised};
use crate::identify::prior_contact::Verdict;
use crate::identify::referral::{Channel, Urgency, Verification};
use crate::identify::screening::{Choice, DeconflictionOutcome};
use crate::moment::{Day, Moment};
use crate::subject::Subject;
use serde::{Deserialize, Serialize};

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    EnquiryOpened {
        enquiry: EnquiryId,
        programme: ProgrammeId,
    },
    CallHeld {
        enquiry: EnquiryId,
        call: CallId,
        minutes: Option<i64>,
        recognised: Recognised,
        words: Narrative,
    },
    /// A call was agreed for a time; it stands in the work list of that day.
    CallAgreed {
        enquiry: EnquiryId,
        agreed: AgreedCallId,
        until: Moment,
    },
    /// An agreed call was held, or is not going to be.
    AgreedCallSettled {
        enquiry: EnquiryId,
        agreed: AgreedCallId,
        held: bool,
    },
    PromiseMade {
        enquiry: EnquiryId,
        promise: PromiseId,
        until: Moment,
        words: Narrative,
    },
    PromiseKept {
        enquiry: EnquiryId,
        promise: PromiseId,
    },
    /// How the caller is recognised and reached was changed.
    CallerRevised {
        enquiry: EnquiryId,
        words: Narrative,
    },
    EnquiryEnded {
        enquiry: EnquiryId,
        ending: Ending,
        words: Narrative,
    },
    EnquiryReferred {
        enquiry: EnquiryId,
        referral: ReferralId,
        caller: CallerAgrees,
        /// Somebody was in danger: the reason for going on without the caller's agreement.
        somebody_in_danger: bool,
        words: Narrative,
    },

    ReferralReceived {
        referral: ReferralId,
        programme: ProgrammeId,
        channel: Channel,
        urgency: Urgency,
        enquiry: Option<EnquiryId>,
    },
    ReferralAcknowledged {
        referral: ReferralId,
        disclosure: Option<DisclosureId>,
    },
    ReferralSupplemented {
        referral: ReferralId,
        line: LineId,
        words: Narrative,
    },
    ReferrerVerified {
        referral: ReferralId,
        outcome: Verification,
    },
    ScreeningBegun {
        referral: ReferralId,
    },
    /// A person was recorded as somebody whom a referral concerns.
    PersonNamed {
        referral: ReferralId,
        person: PersonId,
    },
    /// A name or a birth date was learnt: the search for earlier contact is owed again.
    IdentityLearnt {
        referral: ReferralId,
        person: PersonId,
    },
    PersonRevised {
        person: PersonId,
        version: i64,
    },

    PriorContactSearched {
        referral: ReferralId,
        search: SearchId,
        generation: i64,
        strong: i64,
        weak: i64,
        pointers: i64,
    },
    /// The step was passed because there is nothing yet to search by.
    NotSearchableYet {
        referral: ReferralId,
        search: SearchId,
        words: Narrative,
    },
    RecordsJudged {
        referral: ReferralId,
        link: LinkId,
        verdict: Verdict,
        words: Narrative,
    },
    /// It could not be told whether two records are one person; it comes back at `until`.
    JudgementLeftOpen {
        referral: ReferralId,
        link: LinkId,
        until: Moment,
    },
    /// A judgement left open was looked at again; a new judgement, or a new date, goes with it.
    JudgementLookedAtAgain {
        referral: ReferralId,
        link: LinkId,
    },
    /// Every record that a search turned up is judged, left open or closed.
    SearchSettled {
        referral: ReferralId,
        search: SearchId,
    },
    WeakRecordsClosed {
        referral: ReferralId,
        search: SearchId,
        records: i64,
        words: Narrative,
    },
    PersonLinked {
        person: PersonId,
        link: LinkId,
        verdict: Verdict,
    },
    OfficerAsked {
        referral: ReferralId,
        question: QuestionId,
        until: Moment,
    },
    OfficerAnswered {
        referral: ReferralId,
        question: QuestionId,
        words: Narrative,
    },

    Deconflicted {
        referral: ReferralId,
        check: DeconflictionId,
        outcome: DeconflictionOutcome,
        again: Option<Moment>,
    },
    ScreeningProposed {
        referral: ReferralId,
        decision: DecisionId,
        choice: Choice,
        words: Narrative,
    },
    /// The proposal was not agreed to, or taken back.
    ProposalFell {
        referral: ReferralId,
        decision: DecisionId,
    },
    InformationAwaited {
        referral: ReferralId,
        decision: DecisionId,
        until: Moment,
    },
    /// What was awaited came, or somebody went on without it.
    InformationSettled {
        referral: ReferralId,
        came: bool,
    },
    ScreeningDecided {
        referral: ReferralId,
        decision: DecisionId,
        choice: Choice,
        policy_version: i64,
        words: Narrative,
    },
    ReferrerTold {
        referral: ReferralId,
        disclosure: DisclosureId,
    },
    /// Something was told to somebody outside.
    Disclosed {
        subject: Subject,
        disclosure: DisclosureId,
        of: DisclosureKind,
    },
    /// Nobody can be told: the referrer left no way, or asked not to hear.
    ReferrerNotTold {
        referral: ReferralId,
        words: Narrative,
    },
    /// The date was set on which a person looks at whether the record is still needed.
    RetentionReviewSet {
        referral: ReferralId,
        on: Day,
    },

    SecondLookOwed {
        subject: Subject,
        second: SecondLookId,
        deferred: bool,
        until: Moment,
    },
    SecondLookHeld {
        subject: Subject,
        second: SecondLookId,
        answer: SecondAnswer,
        words: Option<Narrative>,
    },
    UrgentActDone {
        subject: Subject,
        act: UrgentActId,
        words: Narrative,
    },
    /// What came of an urgent act, who was told and which steps were skipped was written down afterwards.
    UrgentActWrittenUp {
        subject: Subject,
        act: UrgentActId,
        words: Narrative,
    },
}

impl Fact {
    pub fn kind(&self) -> &'static str {
        use Fact::*;
        match self {
            EnquiryOpened { .. } => "identify.enquiry-opened",
            CallHeld { .. } => "identify.call-held",
            CallAgreed { .. } => "identify.call-agreed",
            AgreedCallSettled { .. } => "identify.agreed-call-settled",
            PromiseMade { .. } => "identify.promise-made",
            PromiseKept { .. } => "identify.promise-kept",
            CallerRevised { .. } => "identify.caller-revised",
            EnquiryEnded { .. } => "identify.enquiry-ended",
            EnquiryReferred { .. } => "identify.enquiry-referred",
            ReferralReceived { .. } => "identify.referral-received",
            ReferralAcknowledged { .. } => "identify.referral-acknowledged",
            ReferralSupplemented { .. } => "identify.referral-supplemented",
            ReferrerVerified { .. } => "identify.referrer-verified",
            ScreeningBegun { .. } => "identify.screening-begun",
            PersonNamed { .. } => "identify.person-named",
            IdentityLearnt { .. } => "identify.identity-learnt",
            PersonRevised { .. } => "identify.person-revised",
            PriorContactSearched { .. } => "identify.prior-contact-searched",
            NotSearchableYet { .. } => "identify.not-searchable-yet",
            RecordsJudged { .. } => "identify.records-judged",
            JudgementLeftOpen { .. } => "identify.judgement-left-open",
            JudgementLookedAtAgain { .. } => "identify.judgement-looked-at-again",
            SearchSettled { .. } => "identify.search-settled",
            WeakRecordsClosed { .. } => "identify.weak-records-closed",
            PersonLinked { .. } => "identify.person-linked",
            OfficerAsked { .. } => "identify.officer-asked",
            OfficerAnswered { .. } => "identify.officer-answered",
            Deconflicted { .. } => "identify.deconflicted",
            ScreeningProposed { .. } => "identify.screening-proposed",
            ProposalFell { .. } => "identify.proposal-fell",
            InformationAwaited { .. } => "identify.information-awaited",
            InformationSettled { .. } => "identify.information-settled",
            ScreeningDecided { .. } => "identify.screening-decided",
            ReferrerTold { .. } => "identify.referrer-told",
            ReferrerNotTold { .. } => "identify.referrer-not-told",
            Disclosed { .. } => "identify.disclosed",
            RetentionReviewSet { .. } => "identify.retention-review-set",
            SecondLookOwed { .. } => "identify.second-look-owed",
            SecondLookHeld { .. } => "identify.second-look-held",
            UrgentActDone { .. } => "identify.urgent-act-done",
            UrgentActWrittenUp { .. } => "identify.urgent-act-written-up",
        }
    }

    pub fn clear(&self) -> Clear {
        use Fact::*;
        match self {
            EnquiryOpened { enquiry, .. } => Clear::of(*enquiry),
            CallHeld { enquiry, call, .. } => Clear::of(*enquiry).about(*call),
            CallAgreed {
                enquiry,
                agreed,
                until,
            } => Clear::of(*enquiry).about(*agreed).until(Some(*until)),
            AgreedCallSettled {
                enquiry, agreed, ..
            } => Clear::of(*enquiry).about(*agreed),
            PromiseMade {
                enquiry,
                promise,
                until,
                ..
            } => Clear::of(*enquiry).about(*promise).until(Some(*until)),
            PromiseKept { enquiry, promise } => Clear::of(*enquiry).about(*promise),
            EnquiryEnded { enquiry, .. } | CallerRevised { enquiry, .. } => Clear::of(*enquiry),
            EnquiryReferred {
                enquiry, referral, ..
            } => Clear::of(*enquiry).about(*referral),
            ReferralReceived { referral, .. } | ScreeningBegun { referral } => Clear::of(*referral),
            ReferralAcknowledged { referral, .. } | ReferrerVerified { referral, .. } => {
                Clear::of(*referral)
            }
            ReferralSupplemented { referral, line, .. } => Clear::of(*referral).about(*line),
            PersonNamed { referral, person } | IdentityLearnt { referral, person } => {
                Clear::of(*referral).about(*person)
            }
            PersonRevised { person, .. } => Clear::of(*person),
            PriorContactSearched {
                referral, search, ..
            }
            | NotSearchableYet {
                referral, search, ..
            }
            | WeakRecordsClosed {
                referral, search, ..
            }
            | SearchSettled { referral, search } => Clear::of(*referral).about(*search),
            RecordsJudged { referral, link, .. } | JudgementLookedAtAgain { referral, link } => {
                Clear::of(*referral).about(*link)
            }
            JudgementLeftOpen {
                referral,
                link,
                until,
            } => Clear::of(*referral).about(*link).until(Some(*until)),
            PersonLinked { person, link, .. } => Clear::of(*person).about(*link),
            OfficerAsked {
                referral,
                question,
                until,
            } => Clear::of(*referral).about(*question).until(Some(*until)),
            OfficerAnswered {
                referral, question, ..
            } => Clear::of(*referral).about(*question),
            Deconflicted {
                referral,
                check,
                again,
                ..
            } => Clear::of(*referral).about(*check).until(*again),
            ScreeningProposed {
                referral, decision, ..
            }
            | ProposalFell { referral, decision }
            | ScreeningDecided {
                referral, decision, ..
            } => Clear::of(*referral).about(*decision),
            InformationAwaited {
                referral,
                decision,
                until,
            } => Clear::of(*referral).about(*decision).until(Some(*until)),
            InformationSettled { referral, .. } | ReferrerNotTold { referral, .. } => {
                Clear::of(*referral)
            }
            ReferrerTold {
                referral,
                disclosure,
            } => Clear::of(*referral).about(*disclosure),
            RetentionReviewSet { referral, .. } => Clear::of(*referral),
            Disclosed {
                subject,
                disclosure,
                ..
            } => Clear::of(*subject).about(*disclosure),
            SecondLookOwed {
                subject,
                second,
                until,
                ..
            } => Clear::of(*subject).about(*second).until(Some(*until)),
            SecondLookHeld {
                subject, second, ..
            } => Clear::of(*subject).about(*second),
            UrgentActDone { subject, act, .. } | UrgentActWrittenUp { subject, act, .. } => {
                Clear::of(*subject).about(*act)
            }
        }
    }

    /// The closed word by which clocks tell facts of one kind apart.
    pub fn code(&self) -> Option<&'static str> {
        use Fact::*;
        Some(match self {
            AgreedCallSettled { held: true, .. } => "held",
            AgreedCallSettled { held: false, .. } => "not_held",
            EnquiryEnded { ending, .. } => ending.code(),
            EnquiryReferred { caller, .. } => caller.code(),
            ReferralReceived { urgency, .. } => urgency.code(),
            ReferrerVerified { outcome, .. } => outcome.code(),
            PriorContactSearched {
                strong,
                weak,
                pointers,
                ..
            } => match (*strong + *pointers > 0, *weak > 0) {
                (true, _) => "strong",
                (false, true) => "weak",
                (false, false) => "none",
            },
            RecordsJudged { verdict, .. } | PersonLinked { verdict, .. } => verdict.code(),
            Deconflicted { outcome, .. } => outcome.code(),
            ScreeningProposed { choice, .. } | ScreeningDecided { choice, .. } => choice.code(),
            InformationSettled { came: true, .. } => "came",
            InformationSettled { came: false, .. } => "went_on_without",
            SecondLookOwed { deferred: true, .. } => "deferred",
            SecondLookOwed {
                deferred: false, ..
            } => "before_effect",
            SecondLookHeld { answer, .. } => answer.code(),
            Disclosed { of, .. } => of.code(),
            _ => return None,
        })
    }

    /// Every kind, with its codes.
    pub fn kinds() -> Vec<Kind> {
        let mut kinds = vec![
            Kind::told_apart("identify.agreed-call-settled", &["held", "not_held"]),
            Kind::coded::<Ending>("identify.enquiry-ended"),
            Kind::coded::<CallerAgrees>("identify.enquiry-referred"),
            Kind::coded::<Urgency>("identify.referral-received"),
            Kind::coded::<Verification>("identify.referrer-verified"),
            Kind::told_apart(
                "identify.prior-contact-searched",
                &["strong", "weak", "none"],
            ),
            Kind::coded::<Verdict>("identify.records-judged"),
            Kind::coded::<Verdict>("identify.person-linked"),
            Kind::coded::<DeconflictionOutcome>("identify.deconflicted"),
            Kind::coded::<Choice>("identify.screening-proposed"),
            Kind::coded::<Choice>("identify.screening-decided"),
            Kind::told_apart("identify.information-settled", &["came", "went_on_without"]),
            Kind::told_apart("identify.second-look-owed", &["deferred", "before_effect"]),
            Kind::coded::<SecondAnswer>("identify.second-look-held"),
            Kind::coded::<DisclosureKind>("identify.disclosed"),
        ];
        let plain = [
            "identify.enquiry-opened",
            "identify.caller-revised",
            "identify.call-held",
            "identify.call-agreed",
            "identify.promise-made",
            "identify.promise-kept",
            "identify.referral-acknowledged",
            "identify.referral-supplemented",
            "identify.screening-begun",
            "identify.person-named",
            "identify.identity-learnt",
            "identify.person-revised",
            "identify.not-searchable-yet",
            "identify.judgement-left-open",
            "identify.judgement-looked-at-again",
            "identify.search-settled",
            "identify.weak-records-closed",
            "identify.officer-asked",
            "identify.officer-answered",
            "identify.proposal-fell",
            "identify.information-awaited",
            "identify.referrer-told",
            "identify.referrer-not-told",
            "identify.retention-review-set",
            "identify.urgent-act-done",
            "identify.urgent-act-written-up",
        ];
        kinds.extend(plain.map(Kind::plain));
        kinds
    }
}

impl From<Fact> for crate::fact::Fact {
    fn from(fact: Fact) -> crate::fact::Fact {
        crate::fact::Fact::Identify(fact)
    }
}
