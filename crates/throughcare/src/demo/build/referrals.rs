//! The referrals' stories: how each arrived, was acknowledged and verified, and went on to its screening.

use super::diary::Diary;
use super::{Cast, Done, Made, enquiries, screening};
use crate::demo::cast;
use throughcare_app::identify::enquiry;
use throughcare_app::identify::referral::{self, ReferralView};
use throughcare_app::ownership;
use throughcare_domain::account::{Actor, Role};
use throughcare_domain::decision::Basis;
use throughcare_domain::id::*;
use throughcare_domain::identify::enquiry::{CallerAgrees, TurnIntoReferral};
use throughcare_domain::identify::referral::*;
use throughcare_domain::moment::{Day, Moment};
use throughcare_domain::person::*;
use throughcare_store::form_use::FormToken;

/// In which hats a referral is received and carried to its screening.
pub(super) const INTAKE: &[Role] = &[Role::Intake, Role::Coordinator];

/// One referral as it is told: the story, the person, and the enquiry from which it came.
#[derive(Clone, Copy)]
pub(super) struct Told<'c> {
    pub cast: &'c Cast,
    pub story: &'c cast::Referral,
    pub person: &'c cast::Person,
    pub enquiry: Option<&'c cast::Enquiry>,
}

pub(super) fn tell<'c>(diary: &mut Diary<'c>, cast: &'c Cast) {
    for story in &cast.referrals {
        let Some(person) = cast.persons.iter().find(|p| p.key == story.person) else {
            continue;
        };
        let enquiry = cast.enquiries.iter().find(|e| {
            matches!(&e.ending, cast::Ending::BecameReferral { referral } if *referral == story.key)
        });
        let told = Told {
            cast,
            story,
            person,
            enquiry,
        };
        let arrived = arrives(diary, told);
        let taken = taken_by_decider(diary, told, arrived);
        let acknowledged = acknowledged(diary, told, taken);
        let verified = verified(diary, told, acknowledged);
        screening::tell(diary, told, arrived, verified);
    }
}

impl Told<'_> {
    pub fn misses(&self, what: cast::Missing) -> bool {
        self.story.missing.contains(&what)
    }

    /// A partner professional with an address writes by the public form as often as not.
    fn by_public_form(&self) -> bool {
        use cast::Sector as S;
        let private = [
            S::FamilyViaHelpline,
            S::Community,
            S::Themselves,
            S::Prison,
            S::Police,
        ];
        let from = &self.story.from;
        !private.contains(&from.sector)
            && !from.email.is_empty()
            && self.enquiry.is_none()
            && !self.misses(cast::Missing::Acknowledgement)
            && Diary::fixed(&self.story.key, 2) == 0
    }

    pub fn word(&self, of: &str) -> String {
        format!("{} {of}", self.story.key)
    }
}

/// The referral as it stands, opened by whoever owns it.
pub(super) fn owned(
    made: &mut Made<'_>,
    told: Told<'_>,
) -> Done<(ReferralId, Actor, ReferralView)> {
    let key = &told.story.key;
    let id = made.referrals[key];
    let programme = &told.story.programme;
    let anybody = made
        .staff
        .keys()
        .filter(|who| made.actor(who, INTAKE, programme).is_ok())
        .min()
        .cloned()
        .unwrap_or_default();
    let reader = made.actor(&anybody, INTAKE, programme)?;
    let view = made.sees(key, reader, |tx| referral::show(tx, id))?;
    let owner = made.key_of(view.referral.ownership.owner())?;
    let actor = made.actor(&owner, INTAKE, programme)?;
    Ok((id, actor, view))
}

fn arrives<'c>(diary: &mut Diary<'c>, told: Told<'c>) -> Moment {
    let day = diary.arrival_day(told.story);
    let mut after = diary.opening(day);
    let mut at = diary.slot(&told.word("arrives"), after, day);
    if let Some(enquiry) = told.enquiry {
        // After the last call, which may have been on that very day.
        let first = diary.worked(enquiry.days_ago);
        let calls = enquiry.calls.iter().map(|c| i64::from(c.day)).max();
        let last = first.plus_days(calls.unwrap_or_default());
        after = diary.at(diary.later(last, 0), 17 * 60 + 30);
        at = diary.slot(&told.word("arrives"), after, day);
    }
    if told.story.days_ago == 0 {
        let morning = diary.at(diary.today(), 5);
        at = diary.now().plus_minutes(-70).max(morning).min(diary.now());
    }
    let now_on = diary.day(at);
    let this_year = diary.today().date().year();
    let token = FormToken(told.story.key.as_bytes().repeat(4));
    diary.note(at, move |made| {
        let draft = draft(told, now_on, this_year, made.house.now());
        let programme = made.programmes[&told.story.programme];
        let id = match told.enquiry {
            Some(enquiry) => turn(made, enquiry, draft)?,
            None if told.by_public_form() => {
                let sender = Actor::PublicForm { programme };
                made.does(&told.story.key, sender, |tx| {
                    referral::receive_public(tx, programme, &token, draft, PUBLIC)
                })?
                .0
            }
            None => receive(made, told, draft)?,
        };
        made.referrals.insert(told.story.key.clone(), id);
        let (_, _, view) = owned(made, told)?;
        for person in &view.referral.persons {
            made.persons.insert(*person, told.person.key.clone());
        }
        Ok(())
    });
    at
}

/// What the public form answers.
const PUBLIC: &str = "Thank you. It has arrived, and somebody whose name you are told when they ring has it from now on. \
                      They ring you back on the number of your organisation.";

fn receive(made: &mut Made<'_>, told: Told<'_>, draft: ReferralDraft) -> Done<ReferralId> {
    let programme = made.programmes[&told.story.programme];
    let who = receiver(told);
    let actor = made.actor(who, INTAKE, &told.story.programme)?;
    made.does(&told.story.key, actor, |tx| {
        referral::receive(tx, programme, draft)
    })
}

/// Who takes a letter or a visit down: whoever decides later, or else any of intake.
fn receiver(told: Told<'_>) -> &str {
    if let Some(decision) = told.story.outcome.decision() {
        return &decision.by;
    }
    let intake: Vec<&str> = (told.cast.staff.iter())
        .filter(|s| {
            s.hats.first().is_some_and(|h| {
                h.role == Role::Intake && h.of.as_ref() == Some(&told.story.programme)
            })
        })
        .map(|s| s.key.as_str())
        .collect();
    intake[Diary::fixed(&told.story.key, intake.len() as u64) as usize]
}

fn turn(made: &mut Made<'_>, story: &cast::Enquiry, draft: ReferralDraft) -> Done<ReferralId> {
    let (id, actor, view) = enquiries::standing(made, story)?;
    let turn = TurnIntoReferral {
        caller_agrees: CallerAgrees::Agrees,
        somebody_in_danger: false,
        because: "The caller wants more than advice now, and chose with us which lines go along."
            .into(),
        lines: draft.seen_or_heard.clone(),
    };
    let version = view.enquiry.version;
    made.does(&story.key, actor, |tx| {
        enquiry::turn_enquiry(tx, id, version, turn, draft)
    })
}

/// Whoever decides on it later takes it from the one on duty, where these are two.
fn taken_by_decider<'c>(diary: &mut Diary<'c>, told: Told<'c>, arrived: Moment) -> Moment {
    let Some(decision) = told.story.outcome.decision() else {
        return arrived;
    };
    let at = diary.slot(&told.word("taken"), arrived, diary.day(arrived));
    diary.note(at, move |made| {
        let (id, owner, _) = owned(made, told)?;
        let who = made.actor(&decision.by, &[Role::Intake], &told.story.programme)?;
        if owner.account() == who.account() {
            return Ok(());
        }
        let to = made.account(&decision.by)?;
        made.does(&told.story.key, who, |tx| {
            let reason = "Takes it over from the one on duty, who has the telephone this week.";
            ownership::assign(tx, id.into(), to, reason)
        })
    });
    at
}

fn acknowledged<'c>(diary: &mut Diary<'c>, told: Told<'c>, after: Moment) -> Moment {
    let recent = told.story.days_ago <= 1;
    if told.misses(cast::Missing::Acknowledgement) || told.by_public_form() || recent {
        return after;
    }
    let at = diary.slot(
        &told.word("acknowledged"),
        after,
        diary.later(diary.day(after), 1),
    );
    let at = if told.story.days_ago > 3 && diary.chance(&told.word("same day"), 3) > 0 {
        diary.slot(&told.word("acknowledged"), after, diary.day(after))
    } else {
        at
    };
    diary.note(at, move |made| {
        let (id, actor, view) = owned(made, told)?;
        let word = WordToReferrer {
            to: told.addressee(),
            words: format!(
                "It arrived and has the number {}. {} has it and rings back within the week.",
                view.referral.reference, view.owner_name
            ),
            basis: Basis::Mandate,
            told_at: made.house.now(),
        };
        made.does(&told.story.key, actor, |tx| {
            referral::acknowledge(tx, id, word)
        })
    });
    at
}

impl Told<'_> {
    pub fn addressee(&self) -> String {
        let from = &self.story.from;
        match from.name.is_empty() {
            true => from.role.clone(),
            false => from.name.clone(),
        }
    }

    /// What calling the referrer back comes to.
    fn verification(&self) -> Verification {
        use cast::Sector as S;
        match self.story.from.sector {
            _ if self.story.from.name.is_empty() => Verification::NotReached,
            S::Police | S::Probation | S::Prison | S::YouthJustice => Verification::KnownColleague,
            _ => Verification::CalledBack,
        }
    }
}

/// The referrer is called back. What arrived today or yesterday still waits for it.
fn verified<'c>(diary: &mut Diary<'c>, told: Told<'c>, after: Moment) -> Moment {
    let decided = told.story.outcome.decision().is_some();
    let waits = told.story.days_ago <= 1 || Diary::fixed(&told.word("waits"), 4) == 0;
    if !decided && waits {
        return after;
    }
    let at = diary.slot(
        &told.word("verified"),
        after,
        diary.later(diary.day(after), 1),
    );
    diary.note(at, move |made| {
        let (id, actor, view) = owned(made, told)?;
        let (version, outcome) = (view.referral.version, told.verification());
        let named = may_be_named(told.story.named);
        made.does(&told.story.key, actor, |tx| {
            referral::verify_referrer(tx, id, version, outcome, named)
        })
    });
    at
}

fn may_be_named(named: cast::MayBeNamed) -> MayBeNamed {
    match named {
        cast::MayBeNamed::Yes => MayBeNamed::Yes,
        cast::MayBeNamed::No => MayBeNamed::No,
        cast::MayBeNamed::NotSure => MayBeNamed::NotSure,
    }
}

fn draft(told: Told<'_>, arrived_on: Day, this_year: i16, now: Moment) -> ReferralDraft {
    let story = told.story;
    let from = &story.from;
    ReferralDraft {
        channel: Channel::Staff,
        enquiry: None,
        referrer: Referrer {
            name: from.name.clone(),
            position: from.role.clone(),
            organisation: from.at.clone(),
            sector: sector(from.sector),
            telephone: from.phone.clone(),
            email: from.email.clone(),
            may_be_named: may_be_named(story.named),
            verification: Verification::NotYet,
        },
        person_knows: match story.knows {
            cast::PersonKnows::YesAgrees => PersonKnows::YesAgrees,
            cast::PersonKnows::YesDisagrees => PersonKnows::YesDisagrees,
            cast::PersonKnows::NotYet => PersonKnows::NotYet,
            cast::PersonKnows::TellingDangerous => PersonKnows::TellingDangerous,
            cast::PersonKnows::DontKnow => PersonKnows::DontKnow,
        },
        urgency: match story.urgency {
            cast::Urgency::RingNow => Urgency::RingNow,
            cast::Urgency::Worried => Urgency::Worried,
            cast::Urgency::DontKnow => Urgency::DontKnow,
            cast::Urgency::TalkFirst => Urgency::TalkFirst,
        },
        happened: happened(&story.happened, arrived_on),
        seen_or_heard: vec![story.seen.clone()],
        made_of_it: story.view.clone(),
        persons: vec![identity(told.person, this_year)],
        received_at: now,
    }
}

fn sector(sector: cast::Sector) -> Sector {
    use cast::Sector as C;
    match sector {
        C::School => Sector::School,
        C::College => Sector::College,
        C::Health => Sector::Health,
        C::Police => Sector::Police,
        C::Council => Sector::Council,
        C::Prison | C::Probation | C::YouthJustice => Sector::PrisonOrProbation,
        C::FamilyViaHelpline => Sector::Family,
        C::Employer => Sector::Employer,
        C::Community => Sector::Community,
        C::Themselves => Sector::Self_,
    }
}

fn happened(happened: &cast::Happened, arrived_on: Day) -> When {
    let before = happened.days_before.map(i64::from);
    let day = arrived_on.plus_days(-before.unwrap_or_default());
    match happened.precision {
        cast::HappenedPrecision::Day => When::OneDay(day),
        cast::HappenedPrecision::About => {
            let words = happened.words.clone();
            When::AboutThen(words.unwrap_or_else(|| match before {
                Some(days) if days >= 14 => format!("about {} weeks before", days / 7),
                Some(days) => format!("about {days} days before"),
                None => "some time before".into(),
            }))
        }
        cast::HappenedPrecision::Several => {
            When::OverTime(happened.words.clone().unwrap_or_default())
        }
        cast::HappenedPrecision::Unknown => When::DontKnow,
    }
}

/// Who somebody is, as the record holds it.
pub(super) fn identity(person: &cast::Person, this_year: i16) -> Identity {
    let names = person.names.iter().map(|name| PersonName {
        kind: match name.kind {
            cast::NameKind::Birth => NameKind::Birth,
            cast::NameKind::Used => NameKind::Used,
            cast::NameKind::Nickname => NameKind::Nickname,
            cast::NameKind::Patronymic => NameKind::Patronymic,
            cast::NameKind::Kunya => NameKind::Kunya,
        },
        text: name.is.clone(),
    });
    let guardian = person.guardian.as_ref();
    Identity {
        names: names.collect(),
        described: None,
        birth: birth(&person.birth, this_year),
        town: Some(person.town.clone()),
        street: person.street.clone(),
        school_or_work: person.at.clone(),
        guardian: guardian.map(|g| format!("{}, {}", g.name, g.relation)),
        languages: Some(person.languages.join(", ")),
    }
}

fn birth(birth: &cast::Birth, this_year: i16) -> Birth {
    let (year, on) = birth.seen_from(this_year);
    let date = match (birth.precision, on) {
        (cast::Precision::Day, Some((month, day))) => {
            match Day::try_new(year, month, day).or_else(|_| Day::try_new(year, month, 28)) {
                Ok(on) => BirthDate::Day { on },
                Err(_) => BirthDate::Year { year },
            }
        }
        (cast::Precision::Day | cast::Precision::Year, _) => BirthDate::Year { year },
        (cast::Precision::About, _) => BirthDate::About { year, give: 1 },
    };
    let basis = birth.basis.as_str();
    let any = |words: &[&str]| words.iter().any(|w| basis.contains(w));
    let basis = match () {
        () if any(&["card", "passport", "prison", "papers", "probation"]) => AgeBasis::Document,
        () if any(&["record"]) => AgeBasis::SchoolOrService,
        () if any(&["says", "say"]) => AgeBasis::SaysSo,
        () => AgeBasis::Estimate,
    };
    Birth { date, basis }
}
