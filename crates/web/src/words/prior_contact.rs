//! The words of a search for earlier contact: what two records have in common, and what was judged.

use throughcare_domain::identify::prior_contact::{
    OfficerAnswer, OutcomeClass, SearchPurpose, Verdict,
};
use throughcare_matching::{BirthFinding, NameFinding, PlaceFinding};
use throughcare_text::Words;

pub fn verdict(t: Words, value: Verdict) -> &'static str {
    match value {
        Verdict::Same => t.prior_contact_same(),
        Verdict::Possibly => t.prior_contact_possibly(),
        Verdict::NotSame => t.prior_contact_not_same(),
        Verdict::CannotTell => t.prior_contact_cannot_tell(),
    }
}

/// For what it was searched, as part of a sentence.
pub fn purpose(t: Words, value: SearchPurpose) -> &'static str {
    match value {
        SearchPurpose::Intake => t.prior_contact_purpose_intake(),
        SearchPurpose::Learnt => t.prior_contact_purpose_learnt(),
        SearchPurpose::BeforeDecision => t.prior_contact_purpose_before(),
        SearchPurpose::Doubt => t.prior_contact_purpose_doubt(),
    }
}

pub fn name_finding(t: Words, value: NameFinding) -> &'static str {
    match value {
        NameFinding::Same => t.prior_contact_name_same(),
        NameFinding::SameOtherOrder => t.prior_contact_name_other_order(),
        NameFinding::SameOtherScript => t.prior_contact_name_other_script(),
        NameFinding::OneLetterApart => t.prior_contact_name_one_letter(),
        NameFinding::SoundsAlike => t.prior_contact_name_sounds_alike(),
        NameFinding::PartLeftOut => t.prior_contact_name_part_left_out(),
        NameFinding::SpeltAlike => t.prior_contact_name_spelt_alike(),
        NameFinding::PartOnly => t.prior_contact_name_part_only(),
        NameFinding::PartDiffers => t.prior_contact_name_part_differs(),
        NameFinding::Different => t.prior_contact_name_different(),
        NameFinding::NotKnown => t.prior_contact_not_known(),
    }
}

pub fn birth_finding(t: Words, value: BirthFinding) -> &'static str {
    match value {
        BirthFinding::Same => t.prior_contact_birth_same(),
        BirthFinding::SameAsFarAsKnown => t.prior_contact_birth_as_known(),
        BirthFinding::DayMonthSwapped => t.prior_contact_birth_swapped(),
        BirthFinding::OneDigitApart => t.prior_contact_birth_one_digit(),
        BirthFinding::OnePartApart => t.prior_contact_birth_one_part(),
        BirthFinding::WithinAbout => t.prior_contact_birth_about(),
        BirthFinding::SameYear => t.prior_contact_birth_same_year(),
        BirthFinding::Different => t.prior_contact_birth_different(),
        BirthFinding::NotKnown => t.prior_contact_not_known(),
    }
}

pub fn place_finding(t: Words, value: PlaceFinding) -> &'static str {
    match value {
        PlaceFinding::Same => t.prior_contact_place_same(),
        PlaceFinding::Alike => t.prior_contact_place_alike(),
        PlaceFinding::Different => t.prior_contact_place_different(),
        PlaceFinding::NotKnown => t.prior_contact_not_known(),
    }
}

/// What became of an earlier record, as far as somebody outside its programme is told.
pub fn outcome_class(t: Words, value: OutcomeClass) -> &'static str {
    match value {
        OutcomeClass::BeingLookedAt => t.prior_contact_outcome_looked_at(),
        OutcomeClass::NoFurtherAction => t.prior_contact_outcome_no_further_action(),
        OutcomeClass::SentElsewhere => t.prior_contact_outcome_elsewhere(),
        OutcomeClass::CaseOpen => t.prior_contact_outcome_open(),
        OutcomeClass::CaseEnded => t.prior_contact_outcome_ended(),
    }
}

pub fn officer_answer(t: Words, value: OfficerAnswer) -> &'static str {
    match value {
        OfficerAnswer::NoRecord => t.officer_answer_no_record(),
        OfficerAnswer::AskHolder => t.officer_answer_ask_holder(),
        OfficerAnswer::Contact => t.officer_answer_contact(),
    }
}
