//! Cases written as people write them: received, searched, screened, accepted, adopted, with a card and its moderators.

use crate::people::{Draw, identity};
use std::fmt::Debug;
use throughcare_app::identify::{prior_contact, referral, screening};
use throughcare_app::{Attempt, Refusal, account, case, run, second};
use throughcare_domain::account::{Actor, Hat, Role, Scope};
use throughcare_domain::agency::{Agency, AgencyKind};
use throughcare_domain::case::ModeratorKind;
use throughcare_domain::case::adoption::Adoption;
use throughcare_domain::case::safe_contact::{InPairs, SafeContactDraft};
use throughcare_domain::decision::*;
use throughcare_domain::id::*;
use throughcare_domain::identify::prior_contact::{SearchPurpose, Verdict};
use throughcare_domain::identify::referral::*;
use throughcare_domain::identify::screening::{DeconflictionDraft, DeconflictionOutcome, Proposal};
use throughcare_domain::policy::Action;
use throughcare_domain::subject::Subject;
use throughcare_store::account::Account;
use throughcare_store::tx::{Batch, Door};
use throughcare_store::{House, Tx};

/// What was written, and by whom it can be read.
pub struct Written {
    pub seconds: f64,
    pub facts: i64,
    pub cases: Vec<CaseId>,
    pub referrals: Vec<ReferralId>,
    /// Referrals that were left open, so that more can be said about them.
    pub open: Vec<ReferralId>,
    pub names: Vec<String>,
    pub people: People,
    pub programme: ProgrammeId,
}

/// Who works: each in one hat.
#[derive(Clone, Copy)]
pub struct People {
    pub intake: Actor,
    pub manager: Actor,
    pub chair: Actor,
}

/// How many cases share one outer transaction.
const TOGETHER: usize = 200;

pub fn write(house: &House, cases: usize) -> Result<Written, String> {
    let (programme, people) = settle(house)?;
    let mut written = Written {
        seconds: 0.0,
        facts: 0,
        cases: Vec::with_capacity(cases),
        referrals: Vec::with_capacity(cases),
        open: Vec::new(),
        names: Vec::with_capacity(cases),
        people,
        programme,
    };
    let mut draw = Draw::new(cases as u64);
    let begun = now();
    while written.cases.len() < cases {
        let mut batch = Batch::begin(house).map_err(|e| e.to_string())?;
        for _ in 0..TOGETHER.min(cases - written.cases.len()) {
            one(&mut batch, &mut written, &mut draw)?;
            house.clock.set(house.now().plus_minutes(5));
        }
        batch.commit().map_err(|e| e.to_string())?;
        if written.cases.len().is_multiple_of(10_000) {
            eprintln!(
                "{} cases, {:.0} s",
                written.cases.len(),
                begun.elapsed().as_secs_f64()
            );
        }
    }
    for _ in 0..20 {
        let mut door = house;
        let draft = concern(identity(&mut draw), house.now());
        let id = does(&mut door, written.people.intake, |tx| {
            referral::receive(tx, programme, draft)
        })?;
        written.open.push(id);
    }
    written.seconds = begun.elapsed().as_secs_f64();
    written.facts = throughcare_store::audit::count_facts(house).map_err(|e| e.to_string())?;
    Ok(written)
}

#[expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
pub fn now() -> std::time::Instant {
    std::time::Instant::now()
}

fn does<D: Door, T, E: Debug>(
    door: &mut D,
    actor: Actor,
    act: impl FnOnce(Tx<'_>) -> Result<T, Refusal<E>>,
) -> Result<T, String> {
    let about = Attempt::new(
        Action::SeeWork,
        Subject::Programme(ProgrammeId::from_bits(1)),
    );
    run(door, actor, about, None, act).map_err(|refusal| format!("{refusal:?}"))
}

fn settle(house: &House) -> Result<(ProgrammeId, People), String> {
    let mut door = house;
    let (programme, now) = (house.new_id(house.now()), house.now());
    let agency = Agency {
        id: house.new_id(now),
        name: "Council".into(),
        kind: AgencyKind::Council,
    };
    does(&mut door, Actor::Operator, |tx| {
        account::add_agency(tx, &agency, None)
    })?;
    let shipped = throughcare_domain::programme::shipped();
    let file = shipped
        .iter()
        .find(|(key, _)| *key == "local-panel")
        .map_or("", |(_, text)| text);
    does(&mut door, Actor::Operator, |tx| {
        account::adopt_programme(tx, programme, "bench", agency.id, file)
    })?;
    let mut person = |name: &str, role| {
        let row = Account {
            id: house.new_id(now),
            name: name.into(),
            email: format!("{name}@bench.example"),
            agency: agency.id,
            active: true,
            language: "en-GB".into(),
        };
        let scope = Scope::Programme(programme);
        let grants = does(&mut door, Actor::Operator, |tx| {
            account::make_account(tx, &row, "none", &[(role, scope)])
        })?;
        Ok::<_, String>(Actor::Person {
            account: row.id,
            hat: Hat {
                grant: grants[0],
                role,
                scope,
                agency: agency.id,
            },
        })
    };
    let people = People {
        intake: person("intake", Role::Intake)?,
        manager: person("manager", Role::ProgrammeManager)?,
        chair: person("chair", Role::PanelChair)?,
    };
    Ok((programme, people))
}

fn grounds(words: &str) -> Grounds {
    Grounds {
        reasons: words.to_owned(),
        alternatives: Alternatives::NoRealAlternative {
            because: "nothing else was open to this family".into(),
        },
        dissent: Vec::new(),
        comparison: Some("The earlier concern was about school; this one is about home.".into()),
        mode: DecisionMode::Single,
    }
}

/// One concern from its receipt to an adopted case.
fn one(batch: &mut Batch<'_>, written: &mut Written, draw: &mut Draw) -> Result<(), String> {
    let People {
        intake,
        manager,
        chair,
    } = written.people;
    let programme = written.programme;
    let who = identity(draw);
    written.names.push(who.names[0].text.clone());
    let at = batch.house().now();
    let received = does(batch, intake, |tx| {
        referral::receive(tx, programme, concern(who, at))
    })?;
    let person = peek(batch, intake, |tx| referral::show(tx, received))?
        .referral
        .persons[0];
    let search = does(batch, intake, |tx| {
        prior_contact::search(tx, received, person, SearchPurpose::Intake)
    })?;
    judge(batch, intake, received, person, search)?;
    does(batch, intake, |tx| screening::begin(tx, received, 1))?;
    let check = DeconflictionDraft {
        outcome: DeconflictionOutcome::Clear,
        asked_of: "partner".into(),
        at,
        again_at: None,
    };
    does(batch, intake, |tx| {
        screening::deconflict(tx, received, check)
    })?;
    let decided = does(batch, intake, |tx| {
        screening::decide(
            tx,
            received,
            2,
            Proposal::Accept,
            grounds("He would be helped by somebody to talk to."),
            None,
        )
    })?;
    if let (Some(look), Effect::Proposed) = (decided.second, decided.effect) {
        does(batch, chair, |tx| {
            second::answer(tx, look, SecondAnswer::Agrees, "agreed")
        })?;
    }
    let State::Accepted { case: id } = peek(batch, chair, |tx| referral::show(tx, received))?
        .referral
        .state
    else {
        return Err("the screening did not open a case".into());
    };
    written.referrals.push(received);
    written.cases.push(id);
    furnish(batch, intake, id)?;
    let version = peek(batch, manager, |tx| case::show::show(tx, id))?
        .case
        .version;
    let adopted = grounds("Support can begin.");
    does(batch, manager, |tx| {
        case::adoption::decide(tx, id, version, Adoption::Adopt, adopted, None)
    })?;
    Ok(())
}

/// Reads within the batch, where what was just written is seen.
fn peek<T, E: Debug>(
    batch: &mut Batch<'_>,
    actor: Actor,
    read: impl FnOnce(&mut Tx<'_>) -> Result<T, Refusal<E>>,
) -> Result<T, String> {
    let mut tx = batch.begin(actor).map_err(|e| e.to_string())?;
    read(&mut tx).map_err(|refusal| format!("{refusal:?}"))
}

/// Judges what the search turned up: every invented person is somebody else.
fn judge(
    batch: &mut Batch<'_>,
    intake: Actor,
    id: ReferralId,
    of: PersonId,
    search: SearchId,
) -> Result<(), String> {
    let found = peek(batch, intake, |tx| prior_contact::show(tx, id))?;
    let latest = found.people.into_iter().find_map(|p| p.latest);
    let Some(latest) = latest else { return Ok(()) };
    for candidate in &latest.strong {
        let other = candidate.person;
        does(batch, intake, |tx| {
            prior_contact::judge(
                tx,
                id,
                of,
                search,
                other,
                Verdict::NotSame,
                "another birth date and another school",
            )
        })?;
    }
    if !latest.weak.is_empty() {
        does(batch, intake, |tx| {
            prior_contact::close_weak(tx, id, of, search, "they only sound alike")
        })?;
    }
    Ok(())
}

/// The card, the moderators: what is owed once a case is open.
fn furnish(batch: &mut Batch<'_>, owner: Actor, id: CaseId) -> Result<(), String> {
    let card = SafeContactDraft {
        how_and_when: "text first, then ring after 17:00".into(),
        do_not_leave: "a voice message".into(),
        do_not_tell: "his uncle".into(),
        where_to_meet: "the library".into(),
        in_pairs: InPairs::AtHome,
        agreed_with: "agreed with him on the telephone".into(),
    };
    does(batch, owner, |tx| case::set_safe_contact(tx, id, 0, card))?;
    let today = batch.house().now().day(&jiff::tz::TimeZone::UTC);
    for (kind, value) in [
        (ModeratorKind::Footing, "voluntary"),
        (ModeratorKind::Setting, "community"),
    ] {
        does(batch, owner, |tx| {
            case::set_moderator(tx, id, kind, value, today)
        })?;
    }
    Ok(())
}

fn concern(
    who: throughcare_domain::person::Identity,
    at: throughcare_domain::moment::Moment,
) -> ReferralDraft {
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
            may_be_named: MayBeNamed::No,
            verification: Verification::KnownColleague,
        },
        person_knows: PersonKnows::NotYet,
        urgency: Urgency::Worried,
        happened: When::OverTime("since September".into()),
        seen_or_heard: vec!["In form time he said that the attack in spring at least did something. Two pupils laughed.".into()],
        made_of_it: "It may be showing off; what worries me is the change since September.".into(),
        persons: vec![who],
        received_at: at,
    }
}
