//! The facts of client identification.

use crate::decision::{DisclosureKind, SecondAnswer};
use crate::fact::{Narrative, facts};
use crate::id::*;
use crate::identify::enquiry::{CallerAgrees, Ending, Recognised};
use crate::identify::prior_contact::{SearchPurpose, Verdict};
use crate::identify::referral::{Channel, Urgency, Verification};
use crate::identify::screening::{Choice, DeconflictionOutcome};
use crate::moment::{Day, Moment};
use crate::subject::Subject;

facts! {
    pub enum Fact {
        EnquiryOpened = "identify.enquiry-opened" { enquiry: EnquiryId, programme: ProgrammeId }
            => of(enquiry),
        CallHeld = "identify.call-held" {
            enquiry: EnquiryId,
            call: CallId,
            minutes: Option<i64>,
            recognised: Recognised,
            words: Narrative,
        } => of(enquiry) about(call),
        /// A call was agreed for a time; it stands in the work list of that day.
        CallAgreed = "identify.call-agreed" { enquiry: EnquiryId, agreed: AgreedCallId, until: Moment }
            => of(enquiry) about(agreed) until(until),
        /// An agreed call was held, or is not going to be.
        AgreedCallSettled = "identify.agreed-call-settled" { enquiry: EnquiryId, agreed: AgreedCallId, held: bool }
            => of(enquiry) about(agreed) told(held: ["held", "not_held"] = if *held { "held" } else { "not_held" }),
        PromiseMade = "identify.promise-made" {
            enquiry: EnquiryId,
            promise: PromiseId,
            until: Moment,
            words: Narrative,
        } => of(enquiry) about(promise) until(until),
        PromiseKept = "identify.promise-kept" { enquiry: EnquiryId, promise: PromiseId }
            => of(enquiry) about(promise),
        /// How the caller is recognised and reached was changed.
        CallerRevised = "identify.caller-revised" { enquiry: EnquiryId, words: Narrative }
            => of(enquiry),
        EnquiryEnded = "identify.enquiry-ended" { enquiry: EnquiryId, ending: Ending, words: Narrative }
            => of(enquiry) code(Ending: ending),
        EnquiryReferred = "identify.enquiry-referred" {
            enquiry: EnquiryId,
            referral: ReferralId,
            caller: CallerAgrees,
            /// Somebody was in danger: the reason for going on without the caller's agreement.
            somebody_in_danger: bool,
            words: Narrative,
        } => of(enquiry) about(referral) code(CallerAgrees: caller),
        ReferralReceived = "identify.referral-received" {
            referral: ReferralId,
            programme: ProgrammeId,
            channel: Channel,
            urgency: Urgency,
            enquiry: Option<EnquiryId>,
        } => of(referral) code(Urgency: urgency),
        ReferralAcknowledged = "identify.referral-acknowledged" { referral: ReferralId, disclosure: Option<DisclosureId> }
            => of(referral),
        ReferralSupplemented = "identify.referral-supplemented" { referral: ReferralId, line: LineId, words: Narrative }
            => of(referral) about(line),
        ReferrerVerified = "identify.referrer-verified" { referral: ReferralId, outcome: Verification }
            => of(referral) code(Verification: outcome),
        ScreeningBegun = "identify.screening-begun" { referral: ReferralId }
            => of(referral),
        /// A person was recorded as somebody whom a referral concerns.
        PersonNamed = "identify.person-named" { referral: ReferralId, person: PersonId }
            => of(referral) about(person),
        /// A name or a birth date was learnt: the search for earlier contact is owed again.
        IdentityLearnt = "identify.identity-learnt" { referral: ReferralId, person: PersonId }
            => of(referral) about(person),
        PersonRevised = "identify.person-revised" { person: PersonId, version: i64 }
            => of(person),
        PriorContactSearched = "identify.prior-contact-searched" {
            referral: ReferralId,
            search: SearchId,
            generation: i64,
            strong: i64,
            weak: i64,
            pointers: i64,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            purpose: Option<SearchPurpose>,
        } => of(referral) about(search) told(strong, weak, pointers: ["strong", "weak", "none"] = if *strong + *pointers > 0 {
                "strong"
            } else if *weak > 0 {
                "weak"
            } else {
                "none"
            }),
        /// The step was passed because there is nothing yet to search by.
        NotSearchableYet = "identify.not-searchable-yet" { referral: ReferralId, search: SearchId, words: Narrative }
            => of(referral) about(search),
        RecordsJudged = "identify.records-judged" {
            referral: ReferralId,
            link: LinkId,
            verdict: Verdict,
            words: Narrative,
        } => of(referral) about(link) code(Verdict: verdict),
        /// It could not be told whether two records are one person; it comes back at `until`.
        JudgementLeftOpen = "identify.judgement-left-open" { referral: ReferralId, link: LinkId, until: Moment }
            => of(referral) about(link) until(until),
        /// A judgement left open was looked at again; a new judgement, or a new date, goes with it.
        JudgementLookedAtAgain = "identify.judgement-looked-at-again" { referral: ReferralId, link: LinkId }
            => of(referral) about(link),
        /// Every record that a search turned up is judged, left open or closed.
        SearchSettled = "identify.search-settled" { referral: ReferralId, search: SearchId }
            => of(referral) about(search),
        WeakRecordsClosed = "identify.weak-records-closed" {
            referral: ReferralId,
            search: SearchId,
            records: i64,
            words: Narrative,
        } => of(referral) about(search),
        PersonLinked = "identify.person-linked" { person: PersonId, link: LinkId, verdict: Verdict }
            => of(person) about(link) code(Verdict: verdict),
        OfficerAsked = "identify.officer-asked" { referral: ReferralId, question: QuestionId, until: Moment }
            => of(referral) about(question) until(until),
        OfficerAnswered = "identify.officer-answered" { referral: ReferralId, question: QuestionId, words: Narrative }
            => of(referral) about(question),
        Deconflicted = "identify.deconflicted" {
            referral: ReferralId,
            check: DeconflictionId,
            outcome: DeconflictionOutcome,
            again: Option<Moment>,
        } => of(referral) about(check) until(again) code(DeconflictionOutcome: outcome),
        ScreeningProposed = "identify.screening-proposed" {
            referral: ReferralId,
            decision: DecisionId,
            choice: Choice,
            words: Narrative,
        } => of(referral) about(decision) code(Choice: choice),
        /// The proposal was not agreed to, or taken back.
        ProposalFell = "identify.proposal-fell" { referral: ReferralId, decision: DecisionId }
            => of(referral) about(decision),
        InformationAwaited = "identify.information-awaited" { referral: ReferralId, decision: DecisionId, until: Moment }
            => of(referral) about(decision) until(until),
        /// What was awaited came, or somebody went on without it.
        InformationSettled = "identify.information-settled" { referral: ReferralId, came: bool }
            => of(referral) told(came: ["came", "went_on_without"] = if *came { "came" } else { "went_on_without" }),
        ScreeningDecided = "identify.screening-decided" {
            referral: ReferralId,
            decision: DecisionId,
            choice: Choice,
            policy_version: i64,
            words: Narrative,
        } => of(referral) about(decision) code(Choice: choice),
        ReferrerTold = "identify.referrer-told" { referral: ReferralId, disclosure: DisclosureId }
            => of(referral) about(disclosure),
        /// Something was told to somebody outside.
        Disclosed = "identify.disclosed" { subject: Subject, disclosure: DisclosureId, of: DisclosureKind }
            => of(subject) about(disclosure) code(DisclosureKind: of),
        /// Nobody can be told: the referrer left no way, or asked not to hear.
        ReferrerNotTold = "identify.referrer-not-told" { referral: ReferralId, words: Narrative }
            => of(referral),
        /// The date was set on which a person looks at whether the record is still needed.
        RetentionReviewSet = "identify.retention-review-set" { referral: ReferralId, on: Day }
            => of(referral),
        SecondLookOwed = "identify.second-look-owed" { subject: Subject, second: SecondLookId, deferred: bool, until: Moment }
            => of(subject) about(second) until(until) told(deferred: ["deferred", "before_effect"] = if *deferred { "deferred" } else { "before_effect" }),
        SecondLookHeld = "identify.second-look-held" {
            subject: Subject,
            second: SecondLookId,
            answer: SecondAnswer,
            words: Option<Narrative>,
        } => of(subject) about(second) code(SecondAnswer: answer),
        UrgentActDone = "identify.urgent-act-done" { subject: Subject, act: UrgentActId, words: Narrative }
            => of(subject) about(act),
        /// What came of an urgent act, who was told and which steps were skipped was written down afterwards.
        UrgentActWrittenUp = "identify.urgent-act-written-up" { subject: Subject, act: UrgentActId, words: Narrative }
            => of(subject) about(act),
    }
}

impl From<Fact> for crate::fact::Fact {
    fn from(fact: Fact) -> crate::fact::Fact {
        crate::fact::Fact::Identify(fact)
    }
}
