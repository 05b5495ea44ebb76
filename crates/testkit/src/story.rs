//! The people and concerns that many stories begin with.

use throughcare_domain::identify::referral::*;
use throughcare_domain::moment::Moment;
use throughcare_domain::person::*;

/// A boy of about sixteen whose name the other programme's records bear too.
pub fn daniel() -> Identity {
    Identity {
        names: vec![PersonName {
            kind: NameKind::Used,
            text: "Daniel Ashdown".into(),
        }],
        described: None,
        birth: Birth {
            date: BirthDate::Year { year: 2010 },
            basis: AgeBasis::SchoolOrService,
        },
        town: Some("Northmoor".into()),
        street: None,
        school_or_work: Some("Beck Lane School".into()),
        guardian: None,
        languages: None,
    }
}

/// What a teacher saw and heard.
pub fn concern(at: Moment) -> ReferralDraft {
    ReferralDraft {
        channel: Channel::Staff,
        enquiry: None,
        referrer: Referrer {
            name: "Helen Marsh".into(),
            position: "form teacher".into(),
            organisation: "Beck Lane School".into(),
            sector: Sector::School,
            telephone: "01632 960 144".into(),
            email: "h.marsh@school.example".into(),
            may_be_named: MayBeNamed::NotSure,
            verification: Verification::NotYet,
        },
        person_knows: PersonKnows::NotYet,
        urgency: Urgency::Worried,
        happened: When::OverTime("since September".into()),
        seen_or_heard: vec![
            "In form time he said the attack in spring at least did something.".into(),
            String::new(),
            "He put his phone away when I came near.".into(),
        ],
        made_of_it: "It may be showing off.".into(),
        persons: vec![daniel()],
        received_at: at,
    }
}
