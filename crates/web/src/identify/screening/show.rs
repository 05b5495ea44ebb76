//! The page of a screening: guards as a list, the check, the decision, and what was decided so far.

use super::form::OPTIONS;
use crate::clockface::Clockface;
use crate::decided::{self, Decided, LookNames};
use crate::desk::Desk;
use crate::failure::{Answer, Failure};
use crate::identify::referral::programme_of;
use crate::shell::Shell;
use crate::typed::{Choice, Form};
use crate::words;
use askama::Template;
use axum::http::StatusCode;
use std::sync::Arc;
use throughcare_app::Refusal;
use throughcare_app::identify::prior_contact;
use throughcare_app::identify::screening::{self as app, ScreeningView};
use throughcare_domain::code::Code;
use throughcare_domain::decision::{Basis, DecisionMode, Effect};
use throughcare_domain::id::*;
use throughcare_domain::identify::prior_contact::{Shown, Standing, Verdict};
use throughcare_domain::identify::referral::State;
use throughcare_domain::identify::screening::{self, *};
use throughcare_domain::policy::Action;
use throughcare_domain::programme::{Deconfliction as Rule, SecondRule, Service};
use throughcare_store::programme::Adopted;
use throughcare_store::{Tx, access, account};
use throughcare_text::Words;

/// One guard: whether it is met, and where it is met.
struct Guard {
    /// Of the list's marks: met, worth a thought, or to be done.
    mark: &'static str,
    state: &'static str,
    words: String,
    href: Option<String>,
}

/// What was decided about the same person before.
struct Earlier {
    line: String,
    choice: &'static str,
    reasons: String,
}

#[derive(Template)]
#[template(path = "identify/screening/show.html")]
struct ShowPage {
    t: Words,
    shell: Shell,
    clock: Clockface,
    id: ReferralId,
    reference: String,
    state: String,
    open: bool,
    guards: Vec<Guard>,
    checks: Vec<(Deconfliction, String)>,
    outcomes: Vec<Choice>,
    check_used: bool,
    check: Option<Form>,
    begin: Option<Form>,
    awaited: Option<Form>,
    awaited_until: String,
    awaited_ask: String,
    decide: Option<Form>,
    choices: Vec<Choice>,
    answers: Vec<Choice>,
    bases: Vec<Choice>,
    modes: Vec<Choice>,
    services: Vec<Service>,
    repeat: bool,
    months: i64,
    earlier: Vec<Earlier>,
    seconds: Vec<Choice>,
    second_repeat: String,
    second_redirect: String,
    second_any: &'static str,
    decisions: Vec<Decided>,
    proposed: Option<DecisionId>,
    take_back: Option<Form>,
    may_decide: bool,
    owner: String,
    /// Whether the reader may take it over, or give it to somebody.
    may_assign: bool,
    /// The case that the decision opened.
    case: Option<CaseId>,
    policy: String,
    problems: Vec<String>,
}

pub fn page(desk: &Desk) -> Answer {
    render(desk, desk.id("id")?, StatusCode::OK, None)
}

/// What the page is made of, read in one look.
struct Seen {
    view: ScreeningView,
    names: Vec<LookNames>,
    earlier: Vec<Earlier>,
    may_search: bool,
    may_assign: bool,
    owner: String,
}

/// Renders the step; a form that came back stands in its place.
pub fn render(desk: &Desk, id: ReferralId, status: StatusCode, back: Option<Form>) -> Answer {
    let seen = desk.view(Action::ReadReferral, id, |tx| {
        let view = app::show(tx, id)?;
        let mut names = Vec::new();
        for (look, _) in &view.second_looks {
            names.push(LookNames::of(tx, look)?);
        }
        let earlier = match view.circumstances.repeat_referral && view.may_decide {
            true => earlier(tx, &desk.clock(), id)?,
            false => Vec::new(),
        };
        let may_search = access::permit(tx, Action::SearchEarlierContact, id.into()).is_ok();
        let may_assign = access::permit(tx, Action::AssignArrival, id.into()).is_ok();
        let owner = account::name_of(tx, view.referral.ownership.owner())?;
        Ok::<_, Refusal<ScreeningRefusal>>(Seen {
            view,
            names,
            earlier,
            may_search,
            may_assign,
            owner,
        })
    })?;
    let programme = programme_of(desk)?;
    let page = ShowPage::of(desk, seen, &programme, back)?;
    desk.page_with(status, &page)
}

/// The decisions about whoever was judged the same, or possibly the same, as far as this hat may read them.
fn earlier(
    tx: &mut Tx<'_>,
    clock: &Clockface,
    id: ReferralId,
) -> Result<Vec<Earlier>, Refusal<ScreeningRefusal>> {
    let view = match prior_contact::show(tx, id) {
        Ok(view) => view,
        Err(Refusal::NotFound) => return Ok(Vec::new()),
        Err(other) => return Err(other.map(|no| match no {})),
    };
    let mut out = Vec::new();
    for part in &view.people {
        let (Some(of), Some(latest)) = (&part.person, &part.latest) else {
            continue;
        };
        for found in latest.strong.iter().chain(&latest.weak) {
            let same = found
                .judgement
                .as_ref()
                .is_some_and(|(j, _)| matches!(j.verdict, Verdict::Same | Verdict::Possibly));
            if !same || found.shown != Shown::Whole {
                continue;
            }
            let told = match prior_contact::earlier_concern(tx, id, of.id, found.person) {
                Ok(told) => told,
                Err(Refusal::Failed(error)) => return Err(Refusal::Failed(error)),
                Err(_) => continue,
            };
            for concern in told {
                for (decision, name) in &concern.decisions {
                    out.push(Earlier {
                        line: clock.t.screening_comparison_line(
                            name,
                            decision.policy,
                            &concern.reference,
                            clock.day(&decision.at),
                        ),
                        choice: words::screening::chosen(clock.t, &decision.chosen),
                        reasons: decision.grounds.reasons.clone(),
                    });
                }
            }
        }
    }
    Ok(out)
}

/// The guards that are looked at before a decision, in the order in which the work is done.
fn guards(
    clock: &Clockface,
    view: &ScreeningView,
    check_used: bool,
    may_search: bool,
) -> Vec<Guard> {
    let t = clock.t;
    let search = format!("/referrals/{}/earlier-contact", view.referral.id);
    let met = |words: &str| guard(t, "", words.to_owned(), None);
    let owed = |words: String, href: Option<String>| guard(t, "todo", words, href);
    let go = may_search.then_some(search);
    let mut list = match view.circumstances.search {
        Standing::Owed => vec![owed(t.screening_guard_search_owed().to_owned(), go)],
        Standing::NotSearchableYet => vec![guard(
            t,
            "warn",
            t.screening_guard_search_passed().to_owned(),
            go,
        )],
        Standing::Unjudged { strong, weak } => vec![
            met(t.screening_guard_search_done()),
            owed(t.screening_guard_unjudged(strong + weak), go),
        ],
        Standing::Done => vec![
            met(t.screening_guard_search_done()),
            met(t.screening_guard_judged()),
        ],
    };
    let latest = view.deconflictions.first().map(|(check, _)| check);
    let hold = latest.filter(|c| c.outcome == DeconflictionOutcome::HoldFirstContact);
    list.push(match (check_used, hold, view.circumstances.deconflicted) {
        (true, Some(check), _) => {
            let day = check.again_at.unwrap_or(check.at);
            let words = t.screening_guard_hold(clock.on(clock.day_of(&day)));
            guard(t, "warn", words, Some("#check".to_owned()))
        }
        (true, None, true) => met(t.screening_guard_check_done()),
        (true, None, false) => owed(
            t.screening_guard_check_owed().to_owned(),
            Some("#check".to_owned()),
        ),
        (false, ..) => met(t.screening_guard_check_not_used()),
    });
    list.push(match view.circumstances.repeat_referral {
        true => guard(t, "warn", t.screening_guard_repeat().to_owned(), None),
        false => met(t.screening_guard_first()),
    });
    list.push(match view.referral.state {
        State::Received => owed(t.screening_guard_not_begun().to_owned(), None),
        _ => met(t.screening_guard_begun()),
    });
    list
}

fn guard(t: Words, mark: &'static str, words: String, href: Option<String>) -> Guard {
    Guard {
        mark,
        state: match mark {
            "todo" => t.screening_guard_missing(),
            "warn" => t.screening_guard_note(),
            _ => t.screening_guard_done(),
        },
        words,
        href,
    }
}

/// The forms of the page: one that came back stands in its place.
struct Forms<'d> {
    desk: &'d Desk,
    back: Option<Form>,
    version: i64,
    place: String,
    placed: bool,
}

impl Forms<'_> {
    fn form(
        &mut self,
        offered: bool,
        id: &'static str,
        part: &str,
    ) -> Result<Option<Form>, Failure> {
        if !offered {
            return Ok(None);
        }
        let action = format!("{}/{part}", self.place);
        let form = match self.back.as_ref().filter(|f| f.action == action) {
            Some(back) => {
                self.placed = true;
                Form { id, ..back.clone() }
            }
            None => self.desk.form(id, action)?,
        };
        Ok(Some(Form {
            version: self.version,
            ..form
        }))
    }
}

fn second_words(t: Words, rule: SecondRule) -> String {
    match rule {
        SecondRule::Colleague => t.screening_second_colleague().to_owned(),
        SecondRule::OutsideSecond => t.screening_second_outside().to_owned(),
        SecondRule::Deferred {
            within_working_days,
        } => t.screening_second_deferred(within_working_days),
    }
}

/// Whoever could be named, for the rules that may apply to this referral.
fn seconds(view: &ScreeningView) -> Vec<Choice> {
    let mut out: Vec<Choice> = Vec::new();
    let repeat = view.circumstances.repeat_referral;
    let lists = [
        (repeat, &view.repeat_candidates),
        (true, &view.redirect_candidates),
    ];
    for (_, list) in lists.into_iter().filter(|(applies, _)| *applies) {
        for (id, name) in list {
            let code = id.to_string();
            if !out.iter().any(|c| c.code == code) {
                out.push(Choice::new(code, name));
            }
        }
    }
    out
}

impl ShowPage {
    fn of(
        desk: &Desk,
        seen: Seen,
        programme: &Arc<Adopted>,
        back: Option<Form>,
    ) -> Result<ShowPage, Failure> {
        let (t, clock, file) = (desk.t, desk.clock(), &programme.file);
        let Seen {
            view,
            names,
            earlier,
            may_search,
            may_assign,
            owner,
        } = seen;
        let case = match view.referral.state {
            State::Accepted { case } => Some(case),
            _ => None,
        };
        let r = &view.referral;
        let open = !r.state.ended();
        let (check_used, asked_of) = match &file.deconfliction {
            Rule::Used { asked_of } => (true, asked_of.as_str()),
            Rule::NotUsedHere => (false, ""),
        };
        let proposed = view
            .decisions
            .iter()
            .find(|(d, _)| d.effect == Effect::Proposed)
            .map(|(d, _)| d.id);
        let problems = back.as_ref().map_or(Vec::new(), |f| f.problems.clone());
        let errors = !problems.is_empty();
        let mut forms = Forms {
            desk,
            back,
            version: r.version,
            place: format!("/referrals/{}/screening", r.id),
            placed: false,
        };
        let decides = open && view.may_decide;
        let received = r.state == State::Received;
        let begin = forms.form(
            decides && received && view.circumstances.search.recorded(),
            "begin",
            "begin",
        )?;
        let checks: Vec<_> = view.deconflictions.iter().map(|(c, _)| c.clone()).collect();
        let takes_checks = check_used && r.takes_checks(&checks).is_ok();
        let check = forms.form(takes_checks && view.may_deconflict, "check", "checks")?;
        let waits = matches!(r.state, State::AwaitingInformation { .. });
        let awaited = forms.form(decides && waits, "awaited", "awaited")?;
        let decide = forms.form(
            decides && !received && proposed.is_none(),
            "decide",
            "decision",
        )?;
        let back_place = proposed.map(|id| format!("proposals/{id}/back"));
        let take_back = match &back_place {
            Some(place) => forms.form(decides, "taken", place)?,
            None => None,
        };
        let (awaited_until, awaited_ask) = match &r.state {
            State::AwaitingInformation { until, ask } => {
                (clock.on(clock.day_of(until)), ask.clone())
            }
            _ => (String::new(), String::new()),
        };
        let outside = view.rules.repeat_referral == SecondRule::OutsideSecond;
        Ok(ShowPage {
            shell: desk
                .shell(
                    format!("{}: {}", r.reference, t.screening_crumb()),
                    "referrals",
                )?
                .with_errors(errors),
            id: r.id,
            reference: r.reference.clone(),
            state: words::referral_state_full(&clock, &r.state),
            open,
            guards: guards(&clock, &view, check_used, may_search),
            outcomes: outcomes(t),
            check_used,
            check: check.map(|f| f.or("of", asked_of).or("when", clock.input(&clock.now))),
            begin,
            awaited,
            awaited_until,
            awaited_ask,
            decide: decide.map(|f| f.or("mode", DecisionMode::Single.code())),
            choices: choices(t),
            answers: words::choices(|a: ServiceAnswer| words::screening::service_answer(t, a)),
            bases: words::choices(|b: Basis| words::basis(t, b)),
            modes: words::choices(|m: DecisionMode| words::screening::mode(t, m)),
            services: file.services.clone(),
            repeat: view.circumstances.repeat_referral,
            months: file.prior_contact.repeat_within_months,
            earlier,
            seconds: seconds(&view),
            second_repeat: second_words(t, view.rules.repeat_referral),
            second_redirect: second_words(t, view.rules.redirect_without_acceptance),
            second_any: match view.circumstances.repeat_referral && outside {
                true => t.screening_second_outside_any(),
                false => t.screening_second_any(),
            },
            decisions: decisions(&clock, &view, &names, desk.account),
            proposed,
            take_back,
            may_decide: view.may_decide,
            owner,
            may_assign,
            case,
            policy: t.screening_follows_policy(&file.policy.name, file.policy.number),
            problems: match forms.placed {
                true => Vec::new(),
                false => problems.into_iter().map(|p| p.words).collect(),
            },
            checks: view.deconflictions,
            t,
            clock,
        })
    }

    fn all_met(&self) -> bool {
        !self.open || self.guards.iter().all(|g| g.mark != "todo")
    }
    fn outcome(&self, check: &Deconfliction) -> &'static str {
        words::screening::outcome(self.t, check.outcome)
    }
    fn service(&self, service: &Service) -> String {
        self.t
            .screening_service_line(&service.name, &service.telephone, &service.for_whom)
    }
    fn options(&self) -> Vec<(&'static str, &'static str, String, String)> {
        let numbered = OPTIONS.into_iter().zip(1_i64..);
        numbered
            .map(|((option, why), n)| {
                let labels = (self.t.screening_option(n), self.t.screening_why_not(n));
                (option, why, labels.0, labels.1)
            })
            .collect()
    }
    /// Whether the part of a choice is open: it was chosen, or something in it needs another look.
    fn part_open(&self, form: &Form, choice: &str, fields: &[&str]) -> bool {
        form.chosen("choice", choice)
            || fields
                .iter()
                .any(|f| form.wrong(f) || !form.value(f).is_empty())
    }
    fn redirect_open(&self, form: &Form) -> bool {
        let fields = ["service", "answer", "told", "basis", "warning"];
        self.part_open(form, screening::Choice::Redirect.code(), &fields)
    }
    fn more_open(&self, form: &Form) -> bool {
        self.part_open(
            form,
            screening::Choice::MoreInformation.code(),
            &["ask", "until"],
        )
    }
}

fn decisions(
    clock: &Clockface,
    view: &ScreeningView,
    names: &[LookNames],
    me: AccountId,
) -> Vec<Decided> {
    let looks = |id: DecisionId| {
        let all = view.second_looks.iter().zip(names);
        all.filter(|((look, _), _)| look.decision == id)
            .map(|((look, words), names)| decided::look(clock, look, names, words, me))
            .collect()
    };
    view.decisions
        .iter()
        .map(|(d, name)| Decided::of(clock, d, name, looks(d.id)))
        .collect()
}

/// The answers to the check; "not used here" is no answer where it is used.
fn outcomes(t: Words) -> Vec<Choice> {
    let hint = |outcome| match outcome {
        DeconflictionOutcome::LimitedInformation => t.screening_check_limited_hint(),
        DeconflictionOutcome::HoldFirstContact => t.screening_check_hold_hint(),
        DeconflictionOutcome::Clear | DeconflictionOutcome::NotUsedHere => "",
    };
    DeconflictionOutcome::ALL
        .iter()
        .filter(|o| **o != DeconflictionOutcome::NotUsedHere)
        .map(|o| Choice::new(o.code(), words::screening::outcome(t, *o)).hint(hint(*o)))
        .collect()
}

fn choices(t: Words) -> Vec<Choice> {
    screening::Choice::ALL
        .iter()
        .map(|c| {
            Choice::new(c.code(), words::screening::choice(t, *c))
                .hint(words::screening::choice_hint(t, *c))
        })
        .collect()
}
