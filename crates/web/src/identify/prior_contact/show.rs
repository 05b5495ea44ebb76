//! The page of earlier contact: one part for each person whom the referral concerns.

use super::beside::{self, Row};
use crate::clockface::Clockface;
use crate::desk::Desk;
use crate::failure::{Answer, Failure};
use crate::identify::referral::programme_of;
use crate::shell::Shell;
use crate::typed::{Choice, Form};
use crate::words;
use askama::Template;
use axum::http::StatusCode;
use std::cell::Cell;
use throughcare_app::Refusal;
use throughcare_app::identify::prior_contact::{
    self as app, Asked, CandidateView, EarlierConcern, PriorContactView, SearchView, SearchedPerson,
};
use throughcare_app::refusal::NoRule;
use throughcare_domain::code::Code;
use throughcare_domain::decision::{Chosen, Decision, Effect};
use throughcare_domain::id::*;
use throughcare_domain::identify::prior_contact::*;
use throughcare_domain::identify::referral::LineKind;
use throughcare_domain::person::Identity;
use throughcare_domain::policy::Action;
use throughcare_text::Words;

/// Tells the forms of several records on one page apart.
const RECORD_FORMS: [&str; 24] = [
    "record1", "record2", "record3", "record4", "record5", "record6", "record7", "record8",
    "record9", "record10", "record11", "record12", "record13", "record14", "record15", "record16",
    "record17", "record18", "record19", "record20", "record21", "record22", "record23", "record24",
];
/// The same for the other forms of each person.
const PASS_FORMS: [&str; 8] = [
    "pass1", "pass2", "pass3", "pass4", "pass5", "pass6", "pass7", "pass8",
];
const NONE_FORMS: [&str; 8] = [
    "none1", "none2", "none3", "none4", "none5", "none6", "none7", "none8",
];

/// A form that came back, and the less likely record that is to be shown beside this referral.
#[derive(Default)]
pub struct Back {
    form: Option<Form>,
    compare: Option<PersonId>,
    /// Whether the form stands on the page again; otherwise the page itself says what was wrong.
    placed: Cell<bool>,
}

impl Back {
    pub fn with(desk: &Desk, form: Form) -> Back {
        Back {
            form: Some(form),
            compare: desk.param("record").parse().ok(),
            placed: Cell::new(false),
        }
    }

    fn form(&self, desk: &Desk, id: &'static str, action: String) -> Result<Form, Failure> {
        match self.form.as_ref().filter(|f| f.action == action) {
            Some(back) => {
                self.placed.set(true);
                Ok(Form { id, ..back.clone() })
            }
            None => desk.form(id, action),
        }
    }
}

/// A record beside this referral.
struct Record {
    id: PersonId,
    title: String,
    held: String,
    summary: String,
    rows: Vec<Row>,
    /// For a record of another programme: what became of it, and whom to ask.
    stub: Option<(&'static str, String)>,
    own: bool,
    judged: Option<(Judgement, String)>,
    /// What was judged before, the latest first.
    judged_before: Vec<(Judgement, String)>,
    concerns: Vec<EarlierConcern>,
    /// While the referral is open to whoever may judge.
    form: Option<Form>,
}

/// A less likely record, as a line.
struct Line {
    id: PersonId,
    names: Vec<String>,
    born: String,
    held: String,
    says: String,
}

/// What the latest search for one person found.
struct Found {
    search: SearchId,
    line: String,
    passed: Option<String>,
    owed_again: bool,
    records: Vec<Record>,
    weak: Vec<Line>,
    closed: usize,
    closed_because: Option<String>,
    may_exist: bool,
    asked: Option<Asked>,
    none_of_them: Option<Form>,
    same: bool,
}

/// One person whom the referral concerns.
struct Part {
    n: usize,
    id: Option<PersonId>,
    names: Vec<String>,
    born: String,
    searchable: bool,
    found: Option<Found>,
    /// While there is nothing to search by.
    pass: Option<Form>,
}

#[derive(Template)]
#[template(path = "identify/prior_contact/show.html")]
struct ShowPage {
    t: Words,
    shell: Shell,
    clock: Clockface,
    id: ReferralId,
    reference: String,
    standing: Standing,
    open: bool,
    may_search: bool,
    may_ask: bool,
    parts: Vec<Part>,
    verdicts: Vec<Choice>,
    purposes: Vec<Choice>,
    token: String,
    problems: Vec<String>,
    months: i64,
    answers_by: String,
}

pub fn page(desk: &Desk) -> Answer {
    let back = Back {
        compare: desk.asked("compare").parse().ok(),
        ..Back::default()
    };
    render(desk, desk.id("id")?, StatusCode::OK, back)
}

/// The earlier concern about each record of the own programme that is judged.
type Concerns = Vec<((PersonId, PersonId), Vec<EarlierConcern>)>;

/// Renders the step; a form that came back stands in its place.
pub fn render(desk: &Desk, id: ReferralId, status: StatusCode, back: Back) -> Answer {
    let (view, concerns) = desk.view(Action::SearchEarlierContact, id, |tx| {
        let view = app::show(tx, id).map_err(|r| r.map(|no: NoRule| match no {}))?;
        let mut concerns: Concerns = Vec::new();
        for (of, record) in judged(&view) {
            let told = app::earlier_concern(tx, id, of, record)?;
            concerns.push(((of, record), told));
        }
        Ok::<_, Refusal<PriorContactRefusal>>((view, concerns))
    })?;
    let page = ShowPage::of(desk, view, concerns, back)?;
    desk.page_with(status, &page)
}

fn judged(view: &PriorContactView) -> Vec<(PersonId, PersonId)> {
    let mut out = Vec::new();
    if !view.may_judge {
        return out;
    }
    for part in &view.people {
        let (Some(of), Some(latest)) = (&part.person, &part.latest) else {
            continue;
        };
        let all = latest.strong.iter().chain(&latest.weak);
        let shown = all.filter(|c| c.shown == Shown::Whole && c.judgement.is_some());
        out.extend(shown.map(|c| (of.id, c.person)));
    }
    out
}

/// What the parts of the page are made from.
struct Making<'d> {
    desk: &'d Desk,
    clock: Clockface,
    place: String,
    back: Back,
    concerns: Concerns,
    may_search: bool,
    may_judge: bool,
    forms: std::slice::Iter<'static, &'static str>,
}

impl Making<'_> {
    /// A form of the page, where it is offered.
    fn form(&self, offered: bool, id: &'static str, part: &str) -> Result<Option<Form>, Failure> {
        let action = format!("{}/{part}", self.place);
        match offered {
            true => self.back.form(self.desk, id, action).map(Some),
            false => Ok(None),
        }
    }

    fn part(&mut self, n: usize, one: SearchedPerson) -> Result<Part, Failure> {
        let t = self.clock.t;
        let id = one.person.as_ref().map(|p| p.id);
        let before = id.map_or(String::new(), |id| format!("{id}/"));
        let at = n.min(PASS_FORMS.len() - 1);
        let identity = one.person.map(|p| p.identity);
        let found = match (one.latest, &identity, id) {
            (Some(latest), Some(identity), Some(id)) => Some(self.found(at, id, identity, latest)?),
            (Some(latest), ..) => {
                Some(self.found(at, PersonId::from_bits(0), &Identity::unnamed(""), latest)?)
            }
            _ => None,
        };
        Ok(Part {
            n,
            id,
            names: identity.as_ref().map_or_else(
                || vec![t.prior_contact_nobody().to_owned()],
                |i| beside::names(t, i),
            ),
            born: identity
                .as_ref()
                .map_or(String::new(), |i| beside::born(&self.clock, &i.birth)),
            searchable: one.searchable,
            found,
            pass: self.form(
                self.may_search && !one.searchable,
                PASS_FORMS[at],
                &format!("{before}not-searchable"),
            )?,
        })
    }

    fn found(
        &mut self,
        at: usize,
        of: PersonId,
        identity: &Identity,
        latest: SearchView,
    ) -> Result<Found, Failure> {
        let t = self.clock.t;
        let when = self.clock.at(&latest.at);
        let line = match latest.not_searchable_because {
            None => {
                let purpose = words::prior_contact::purpose(t, latest.purpose);
                t.prior_contact_searched(&latest.by_name, purpose, when)
            }
            Some(_) => t.prior_contact_passed(&latest.by_name, when),
        };
        let same = latest.strong.iter().chain(&latest.weak).any(|c| {
            c.judgement
                .as_ref()
                .is_some_and(|(j, _)| matches!(j.verdict, Verdict::Same | Verdict::Possibly))
        });
        let close = latest.strong.len();
        let mut records = Vec::new();
        for (n, candidate) in latest.strong.into_iter().enumerate() {
            let title = match close {
                1 => t.prior_contact_close_title(1),
                _ => t.prior_contact_one_of(n + 1, close),
            };
            records.push(self.record(of, identity, candidate, title)?);
        }
        let mut weak = Vec::new();
        let mut closed = 0;
        for candidate in latest.weak {
            if candidate.judgement.is_some() || self.back.compare == Some(candidate.person) {
                let title = t.prior_contact_compared_title().to_owned();
                records.push(self.record(of, identity, candidate, title)?);
            } else if candidate.closed {
                closed += 1;
            } else {
                weak.push(self.line(&candidate));
            }
        }
        let none_of_them = self.form(
            self.may_judge && !weak.is_empty(),
            NONE_FORMS[at],
            &format!("{of}/none-of-them"),
        )?;
        Ok(Found {
            search: latest.search,
            line,
            passed: latest.not_searchable_because,
            owed_again: latest.owed_again,
            records,
            weak,
            closed,
            closed_because: latest.weak_closed_because,
            may_exist: latest.a_record_may_exist,
            asked: latest.asked,
            same,
            none_of_them,
        })
    }

    fn held(&self, candidate: &CandidateView) -> String {
        let t = self.clock.t;
        let record = &candidate.record;
        let when = record
            .at
            .map_or(t.prior_contact_record_undated().to_owned(), |at| {
                self.clock.day(&at)
            });
        match &record.reference {
            Some(reference) => t.prior_contact_record_own(&record.holder, reference, when),
            None => t.prior_contact_record_other(&record.holder, when),
        }
    }

    fn line(&self, candidate: &CandidateView) -> Line {
        let t = self.clock.t;
        Line {
            id: candidate.person,
            names: beside::names(t, &candidate.record.identity),
            born: beside::born(&self.clock, &candidate.record.identity.birth),
            held: candidate.record.holder.clone(),
            says: beside::in_short(t, &candidate.comparison),
        }
    }

    fn record(
        &mut self,
        of: PersonId,
        identity: &Identity,
        candidate: CandidateView,
        title: String,
    ) -> Result<Record, Failure> {
        let t = self.clock.t;
        let own = candidate.shown == Shown::Whole;
        let there = &candidate.record.identity;
        let rows = beside::rows(&self.clock, identity, there, &candidate.comparison, own);
        let stub = (!own).then(|| {
            let outcome = candidate.record.outcome;
            let ask = match candidate.record.ask.is_empty() {
                true => t.prior_contact_stub_ask_nobody().to_owned(),
                false => candidate.record.ask.join(", "),
            };
            (
                outcome.map_or("", |o| words::prior_contact::outcome_class(t, o)),
                ask,
            )
        });
        let key = (of, candidate.person);
        let told = self.concerns.iter().position(|(k, _)| *k == key);
        let form = self.forms.next().copied().unwrap_or("record");
        Ok(Record {
            id: candidate.person,
            title,
            held: self.held(&candidate),
            summary: beside::summary(t, &rows),
            rows,
            stub,
            own,
            judged: candidate.judgement,
            judged_before: candidate.judged_before,
            concerns: told.map_or_else(Vec::new, |at| self.concerns.swap_remove(at).1),
            form: self.form(
                self.may_judge,
                form,
                &format!("{of}/records/{}", candidate.person),
            )?,
        })
    }
}

impl ShowPage {
    fn of(
        desk: &Desk,
        view: PriorContactView,
        concerns: Concerns,
        back: Back,
    ) -> Result<ShowPage, Failure> {
        let (t, clock) = (desk.t, desk.clock());
        let id = view.referral.id;
        let file = programme_of(desk)?.file.clone();
        let place = format!("/referrals/{id}/earlier-contact");
        let open = !view.referral.state.ended();
        let problems = back
            .form
            .as_ref()
            .map_or(Vec::new(), |f| f.problems.clone());
        let mut making = Making {
            desk,
            clock: clock.clone(),
            place,
            back,
            concerns,
            may_search: open && view.may_search,
            may_judge: open && view.may_judge,
            forms: RECORD_FORMS.iter(),
        };
        let mut parts = Vec::new();
        for (n, one) in view.people.into_iter().enumerate() {
            parts.push(making.part(n, one)?);
        }
        let answers_by = file.due_by("identify.officer-asked", clock.now, 2);
        Ok(ShowPage {
            shell: desk
                .shell(
                    format!("{}: {}", view.referral.reference, t.prior_contact_crumb()),
                    "referrals",
                )?
                .with_errors(!problems.is_empty()),
            id,
            reference: view.referral.reference.clone(),
            standing: view.standing,
            open,
            may_search: open && view.may_search,
            may_ask: open && view.may_ask,
            parts,
            verdicts: verdicts(t),
            purposes: words::choices(|p: SearchPurpose| words::prior_contact::purpose(t, p)),
            token: desk.form("act", "")?.token,
            problems: match making.back.placed.get() {
                true => Vec::new(),
                false => problems.into_iter().map(|p| p.words).collect(),
            },
            months: file.prior_contact.repeat_within_months,
            answers_by: clock.day_long(&answers_by),
            t,
            clock,
        })
    }

    fn here(&self) -> String {
        format!("/referrals/{}/earlier-contact", self.id)
    }
    /// Where it stands, each with the class of its tag: what waits here, and what the matching officer is owed or owes.
    fn tags(&self) -> Vec<(&'static str, String)> {
        let t = self.t;
        let asked = || self.pointers().into_iter().map(|(_, found)| &found.asked);
        let officer = if asked().any(Option::is_none) {
            Some(t.prior_contact_standing_ask_officer())
        } else if asked().flatten().any(|asked| asked.waiting) {
            Some(t.prior_contact_standing_officer_asked())
        } else {
            None
        };
        let mut tags = Vec::new();
        if officer.is_none() || self.standing != Standing::Done {
            let class = if self.waits() { "due" } else { "ok" };
            tags.push((class, self.standing()));
        }
        tags.extend(officer.map(|words| ("due", words.to_owned())));
        tags
    }
    fn standing(&self) -> String {
        let t = self.t;
        match self.standing {
            Standing::Owed => t.prior_contact_standing_owed().to_owned(),
            Standing::NotSearchableYet => t.prior_contact_standing_not_yet().to_owned(),
            Standing::Unjudged { strong, weak } => t.prior_contact_standing_unjudged(strong + weak),
            Standing::Done => t.prior_contact_standing_done().to_owned(),
        }
    }
    fn waits(&self) -> bool {
        matches!(self.standing, Standing::Owed | Standing::Unjudged { .. })
    }
    /// Whether the search is the next thing to do for somebody.
    fn fresh(&self, part: &Part) -> bool {
        let found = part.found.as_ref();
        found.is_none_or(|f| f.owed_again || f.passed.is_some())
    }
    /// For what somebody is most likely searched now.
    fn likely(&self, part: &Part) -> &'static str {
        let found = part.found.as_ref().filter(|f| f.passed.is_none());
        SearchPurpose::likely(found.is_some(), found.is_some_and(|f| f.owed_again)).code()
    }
    fn pointers(&self) -> Vec<(PersonId, &Found)> {
        self.parts
            .iter()
            .filter_map(|p| Some((p.id?, p.found.as_ref()?)))
            .filter(|(_, f)| f.may_exist)
            .collect()
    }
    fn judged_same(&self) -> bool {
        let same = |p: &Part| p.found.as_ref().is_some_and(|f| f.same);
        self.parts.iter().any(same)
    }
    fn verdict(&self, judgement: &Judgement) -> &'static str {
        words::prior_contact::verdict(self.t, judgement.verdict)
    }
    fn officer_answer(&self, answered: &Answered) -> &'static str {
        words::prior_contact::officer_answer(self.t, answered.answer)
    }
    fn is_view(&self, kind: &LineKind) -> bool {
        *kind == LineKind::MadeOfIt
    }
    fn line_kind(&self, kind: &LineKind) -> &'static str {
        words::line_kind(self.t, *kind)
    }
    fn chosen(&self, decision: &Decision) -> &'static str {
        match &decision.chosen {
            Chosen::Screening(proposal) => words::screening_choice(self.t, proposal.choice()),
            Chosen::Adoption(_) => "",
        }
    }
    fn mode(&self, decision: &Decision) -> &'static str {
        words::screening::mode(self.t, decision.grounds.mode)
    }
    fn effect(&self, decision: &Decision) -> &'static str {
        match decision.effect {
            Effect::Proposed => self.t.referral_decision_proposed(),
            Effect::InEffect => "",
            Effect::Fallen => self.t.referral_decision_fallen(),
        }
    }
    fn concern_state(&self, concern: &EarlierConcern) -> String {
        words::referral_state_full(&self.clock, &concern.state)
    }
}

/// What can be judged. Nothing is chosen beforehand.
fn verdicts(t: Words) -> Vec<Choice> {
    let hint = |verdict| match verdict {
        Verdict::Possibly => t.prior_contact_possibly_hint(),
        Verdict::CannotTell => t.prior_contact_cannot_tell_hint(),
        Verdict::Same | Verdict::NotSame => "",
    };
    let choice =
        |v: &Verdict| Choice::new(v.code(), words::prior_contact::verdict(t, *v)).hint(hint(*v));
    Verdict::ALL.iter().map(choice).collect()
}
