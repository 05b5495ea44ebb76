//! The case as its page shows it, and the list of cases.

use crate::Refusal;
use crate::ownership::{self, OwnerView};
use crate::refusal::NoRule;
use std::collections::HashMap;
use throughcare_domain::calendar::Within;
use throughcare_domain::case::safe_contact::SafeContactCard;
use throughcare_domain::case::*;
use throughcare_domain::code::Code;
use throughcare_domain::decision::{Decision, SecondLook};
use throughcare_domain::expectation::{Expectation, Standards, Standing};
use throughcare_domain::fact::Fact;
use throughcare_domain::id::*;
use throughcare_domain::identify::referral::{Line, Referral};
use throughcare_domain::identify::screening::first_contact_held;
use throughcare_domain::moment::{Day, Moment};
use throughcare_domain::person::{Child, Identity};
use throughcare_domain::policy::{self, Action};
use throughcare_domain::subject::Subject;
use throughcare_store::access::{Near, Visible};
use throughcare_store::case::earlier::{self, EarlierRecord};
use throughcare_store::case::list::{CaseRow, Which, list_cases};
use throughcare_store::case::timeline::{self, TimelineLine, list_timeline};
use throughcare_store::case::{
    self as table, excluded, moderator as spans, participant, safe_contact,
};
use throughcare_store::identify::{deconfliction, person, referral};
use throughcare_store::{Permitted, Tx, account, decision, expectation, programme, remark};

/// What the actor may do with a case, so that a page offers nothing that would be refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct May {
    pub read_safe_contact: bool,
    pub write_safe_contact: bool,
    pub join_participant: bool,
    pub set_moderator: bool,
    pub exclude_staff: bool,
    pub offer: bool,
    pub answer_offer: bool,
    pub assign: bool,
    pub arrange_cover: bool,
    pub decide_adoption: bool,
    pub redate: bool,
    pub waive: bool,
    pub act_now: bool,
}

/// One expectation with how it stands now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expected {
    pub expectation: Expectation,
    pub standing: Standing,
    /// How long the standard gives.
    pub within: Within,
    /// How many new dates it may still be given.
    pub redates_left: i64,
}

/// One line of the timeline with the name of whoever did it and the words that go with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TimelineEntry {
    pub line: TimelineLine,
    pub by: Option<String>,
    /// The colleague whom the fact is about: to whom it was offered, who covers, who may not see it.
    pub whom: Option<String>,
    pub words: Option<String>,
}

/// A decision with who took it and the second looks at it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DecisionView {
    pub decision: Decision,
    pub by: String,
    /// Each look with the words of its answer and the name of whoever gave it.
    pub looks: Vec<(SecondLook, String, Option<String>)>,
}

/// The referral from which the case came.
#[derive(Clone, Debug)]
pub struct Origin {
    pub referral: Referral,
    pub lines: Vec<Line>,
}

/// A case as its page shows it.
#[derive(Clone, Debug)]
pub struct CaseView {
    pub case: Case,
    /// None when the record was erased.
    pub person: Option<Identity>,
    pub child: Child,
    /// Until when nobody may make first contact, because of something already under way.
    pub first_contact_held: Option<Moment>,
    pub owner: OwnerView,
    pub participants: Vec<Participant>,
    /// Every span, in the order of kind and first day.
    pub moderators: Vec<Moderator>,
    /// What holds today, one line for each kind.
    pub current: Vec<(ModeratorKind, Option<Moderator>)>,
    pub card: Option<(SafeContactCard, String)>,
    /// What is missing: open, the earliest first.
    pub missing: Vec<Expected>,
    /// What was met, ended or waived.
    pub settled: Vec<Expected>,
    pub timeline: Vec<TimelineEntry>,
    pub decisions: Vec<DecisionView>,
    pub origin: Option<Origin>,
    pub earlier: Vec<EarlierRecord>,
    /// Only for whoever may exclude.
    pub exclusions: Vec<(Exclusion, String)>,
    /// Who looked at it in the last thirty days, with when they last did: the newest first.
    pub viewers: Vec<(String, Moment)>,
    /// The regions that the programme file names.
    pub regions: Vec<String>,
    pub today: Day,
    pub may: May,
}

/// How many lines of the timeline a page shows.
const TIMELINE: i64 = 300;

/// Names of colleagues, each opened once.
#[derive(Default)]
pub(crate) struct Names(HashMap<AccountId, String>);

impl Names {
    pub(crate) fn of(
        &mut self,
        tx: &mut Tx<'_>,
        id: AccountId,
    ) -> Result<String, throughcare_store::Error> {
        if let Some(name) = self.0.get(&id) {
            return Ok(name.clone());
        }
        let name = account::name_of(tx, id)?;
        self.0.insert(id, name.clone());
        Ok(name)
    }
}

pub fn show(tx: &mut Tx<'_>, id: CaseId) -> Result<CaseView, Refusal<NoRule>> {
    let case = table::open(tx, Action::ReadCase, id)?;
    tx.view(Action::ReadCase, id);
    let programme = programme::adopted(tx, case.programme)?;
    let today = programme.today(tx.now());
    let may = may(tx, &case)?;
    let mut names = Names::default();
    let person = person::find_person(tx, &case, case.person)?.map(|p| p.identity);
    let child = person
        .as_ref()
        .map_or(Child::TreatedAsChild, |p| p.birth.child_on(today));
    let moderators = spans::list_moderators(tx, &case)?;
    let current = ModeratorKind::ALL
        .iter()
        .map(|kind| (*kind, moderator::on_day(&moderators, *kind, today).cloned()))
        .collect();
    let card = match may.read_safe_contact {
        true => card(tx, &case, &mut names)?,
        false => None,
    };
    let exclusions = match may.exclude_staff {
        true => exclusions(tx, &case, &mut names)?,
        false => Vec::new(),
    };
    let expected = expected(tx, id.into(), case.programme)?;
    let (missing, settled) = expected
        .into_iter()
        .partition(|e| e.expectation.outcome.open());
    let checks = deconfliction::list_of_case(tx, &case)?;
    Ok(CaseView {
        first_contact_held: first_contact_held(&checks),
        owner: ownership::show(tx, Action::ReadCase, id.into())?,
        participants: participant::list_participants(tx, &case)?,
        timeline: lines(tx, &case, may, &mut names)?,
        decisions: decisions(tx, &case, &mut names)?,
        origin: origin(tx, &case)?,
        earlier: earlier::list_earlier(tx, &case)?,
        person,
        child,
        moderators,
        current,
        card,
        missing,
        settled,
        exclusions,
        viewers: viewers(tx, &case, &mut names)?,
        regions: programme.file.regions.clone(),
        today,
        may,
        case: case.into_inner(),
    })
}

fn may(tx: &mut Tx<'_>, case: &Permitted<Case>) -> Result<May, Refusal<NoRule>> {
    let near = Near::to(tx, case.id.into())?;
    let allowed = |action| near.may(action);
    let open = case.open_to_changes().is_ok();
    let me = tx.actor().account();
    Ok(May {
        read_safe_contact: allowed(Action::ReadSafeContact),
        write_safe_contact: open && allowed(Action::WriteSafeContact),
        join_participant: open && allowed(Action::JoinParticipant),
        set_moderator: open && allowed(Action::SetModerator),
        exclude_staff: allowed(Action::ExcludeStaff),
        offer: allowed(Action::OfferOwnership) && me == Some(case.ownership.owner()),
        answer_offer: allowed(Action::AnswerOffer),
        assign: allowed(Action::AssignOwner),
        arrange_cover: allowed(Action::ArrangeCover),
        decide_adoption: case.state == State::Considered && allowed(Action::DecideAdoption),
        redate: allowed(Action::RedateClock),
        waive: allowed(Action::WaiveClock),
        act_now: allowed(Action::ActNow),
    })
}

fn card(
    tx: &mut Tx<'_>,
    case: &Permitted<Case>,
    names: &mut Names,
) -> Result<Option<(SafeContactCard, String)>, Refusal<NoRule>> {
    tx.view(Action::ReadSafeContact, case.id);
    let Some(card) = safe_contact::find_card(tx, case)? else {
        return Ok(None);
    };
    let by = names.of(tx, card.recorded_by)?;
    Ok(Some((card, by)))
}

fn exclusions(
    tx: &mut Tx<'_>,
    case: &Permitted<Case>,
    names: &mut Names,
) -> Result<Vec<(Exclusion, String)>, Refusal<NoRule>> {
    let mut out = Vec::new();
    for exclusion in excluded::list_exclusions(tx, case)? {
        let name = names.of(tx, exclusion.account)?;
        out.push((exclusion, name));
    }
    Ok(out)
}

/// Over how long a case says who looked at it. Unit: hours.
const VIEWED: i64 = 30 * 24;

fn viewers(
    tx: &mut Tx<'_>,
    case: &Permitted<Case>,
    names: &mut Names,
) -> Result<Vec<(String, Moment)>, Refusal<NoRule>> {
    let since = tx.now().plus_hours(-VIEWED);
    let mut out = Vec::new();
    for (account, at) in timeline::list_viewers(tx, case, since)? {
        out.push((names.of(tx, account)?, at));
    }
    Ok(out)
}

/// What is expected of a subject, each row judged by the version of the standards to which it belongs.
pub(crate) fn expected(
    tx: &mut Tx<'_>,
    subject: Subject,
    programme_id: ProgrammeId,
) -> Result<Vec<Expected>, throughcare_store::Error> {
    let programme = programme::adopted(tx, programme_id)?;
    let now = tx.now();
    let rows = expectation::stored(tx, subject)?;
    Ok(rows
        .into_iter()
        .filter_map(|row| judged(row, &programme.standards, now))
        .collect())
}

pub(crate) fn judged(row: Expectation, standards: &[Standards], now: Moment) -> Option<Expected> {
    let version = standards.iter().find(|s| s.version == row.version)?;
    let clock = version.clocks.iter().find(|c| c.key == row.clock)?;
    Some(Expected {
        standing: row.standing(clock, now, &version.calendar),
        within: clock.within,
        redates_left: (clock.redates.times - row.redated).max(0),
        expectation: row,
    })
}

fn lines(
    tx: &mut Tx<'_>,
    case: &Permitted<Case>,
    may: May,
    names: &mut Names,
) -> Result<Vec<TimelineEntry>, Refusal<NoRule>> {
    // Why somebody may not see a case is for those who decide on it.
    let mut remarks = remark::list_remarks(tx, case.id.into())?;
    remarks.retain(|r| may.exclude_staff || r.fact != "case.exclusion-lifted");
    let mut out = Vec::new();
    for line in list_timeline(tx, case, TIMELINE)? {
        let by = match line.account {
            Some(account) => Some(names.of(tx, account)?),
            None => None,
        };
        let words = remarks
            .iter()
            .find(|r| {
                line.subject == case.id.into()
                    && (r.fact.as_str(), r.about, r.recorded_at)
                        == (line.kind.as_str(), line.about, line.recorded_at)
            })
            .map(|r| r.words.clone());
        let whom = match line.fact.as_ref().and_then(|fact| colleague(fact, may)) {
            Some(account) => Some(names.of(tx, account)?),
            None => None,
        };
        out.push(TimelineEntry {
            line,
            by,
            whom,
            words,
        });
    }
    Ok(out)
}

/// Whom a fact names. Who may not see a case is for those who decide on it.
fn colleague(fact: &Fact, may: May) -> Option<AccountId> {
    use throughcare_domain::case::fact::Fact as C;
    match fact {
        Fact::Case(C::OwnerSet { owner, .. } | C::OwnerAccepted { owner, .. }) => Some(*owner),
        Fact::Case(C::OwnerOffered { to, .. } | C::OwnerAssigned { to, .. }) => Some(*to),
        Fact::Case(C::CoverArranged { by, .. }) => Some(*by),
        Fact::Case(C::StaffExcluded { account, .. }) if may.exclude_staff => Some(*account),
        _ => None,
    }
}

fn decisions(
    tx: &mut Tx<'_>,
    case: &Permitted<Case>,
    names: &mut Names,
) -> Result<Vec<DecisionView>, Refusal<NoRule>> {
    let mut found = decision::list_decisions(tx, case)?;
    let mut looks = decision::list_second_looks_of(tx, case)?;
    if let Some(origin) = table::find_origin(tx, case)? {
        found.extend(decision::list_decisions(tx, &origin)?);
        looks.extend(decision::list_second_looks_of(tx, &origin)?);
    }
    let mut out = Vec::with_capacity(found.len());
    for decision in found {
        let mut of_it = Vec::new();
        for (look, words) in looks.iter().filter(|(l, _)| l.decision == decision.id) {
            let by = match look.answered {
                Some((by, ..)) => Some(names.of(tx, by)?),
                None => None,
            };
            of_it.push((*look, words.clone(), by));
        }
        out.push(DecisionView {
            by: names.of(tx, decision.by)?,
            decision,
            looks: of_it,
        });
    }
    Ok(out)
}

fn origin(tx: &mut Tx<'_>, case: &Permitted<Case>) -> Result<Option<Origin>, Refusal<NoRule>> {
    let Some(found) = table::find_origin(tx, case)? else {
        return Ok(None);
    };
    let lines = referral::list_lines(tx, &found)?;
    tx.view(Action::ReadCase, found.id);
    Ok(Some(Origin {
        lines,
        referral: found.into_inner(),
    }))
}

/// Cases that this hat may see, each with the name of its owner.
/// Shape: one row more than a page shows says that there is a next page, from its last row on.
pub fn list(
    tx: &mut Tx<'_>,
    which: Which,
    before: Option<(Moment, CaseId)>,
    most: i64,
) -> Result<Vec<(CaseRow, String)>, Refusal<NoRule>> {
    let role = tx.actor().role().ok_or(Refusal::NotFound)?;
    if policy::relations_allowing(role, Action::ListCases).is_empty() {
        return Err(Refusal::NotFound);
    }
    let visible = Visible::to(tx, Action::ListCases);
    let mut names = Names::default();
    let mut out = Vec::new();
    for row in list_cases(tx, &visible, which, before, most)? {
        let name = names.of(tx, row.owner)?;
        out.push((row, name));
    }
    Ok(out)
}
