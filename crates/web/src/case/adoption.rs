//! Adoption: the form by which a considered case is adopted or declined, and by which a proposal is taken back.

use super::shown::Shown;
use super::{form, read, wrong};
use crate::desk::{Acted, Desk};
use crate::failure::Answer;
use crate::form::{LONG, Reader};
use crate::identify::screening::{OPTIONS, alternatives, dissent};
use crate::shell::Shell;
use crate::typed::{Choice, Form, Problem};
use crate::words;
use askama::Template;
use axum::http::StatusCode;
use throughcare_app::case::adoption::{self, AdoptionView};
use throughcare_domain::case::adoption::{AdoptingBody, Adoption, AdoptionRefusal};
use throughcare_domain::code::Code;
use throughcare_domain::decision::{AskRefusal, DecisionMode, Grounds, SecondPerson};
use throughcare_domain::id::*;
use throughcare_domain::policy::Action;
use throughcare_domain::programme::SecondRule;
use throughcare_text::Words;

#[derive(Template)]
#[template(path = "case/adoption.html")]
struct AdoptionPage {
    t: Words,
    shell: Shell,
    shown: Shown,
    asked: AdoptionView,
    adopt: Form,
    back: Form,
}

pub fn page(desk: &Desk) -> Answer {
    render(desk, StatusCode::OK, None)
}

fn render(desk: &Desk, status: StatusCode, back: Option<Form>) -> Answer {
    let id: CaseId = desk.id("id")?;
    let asked = desk.view(Action::DecideAdoption, id, |tx| adoption::asked(tx, id))?;
    let shown = read(desk, id)?;
    let adopt = form(
        desk,
        back.as_ref(),
        "adopt",
        format!("/cases/{id}/adoption"),
    )?
    .or("mode", DecisionMode::Single.code());
    let page = AdoptionPage {
        t: desk.t,
        shell: desk
            .shell(
                format!("{} · {}", desk.t.case_form_adoption_title(), shown.title()),
                "cases",
            )?
            .with_errors(back.is_some()),
        adopt: Form {
            version: asked.case.version,
            ..adopt
        },
        back: form(
            desk,
            back.as_ref(),
            "back",
            format!("/cases/{id}/adoption/back"),
        )?,
        shown,
        asked,
    };
    desk.page_with(status, &page)
}

impl AdoptionPage {
    fn open(&self) -> bool {
        self.shown.view.may.decide_adoption && self.asked.proposed.is_none()
    }
    fn mine(&self) -> bool {
        self.asked.proposed.is_some_and(|(_, mine)| mine)
    }
    /// How the second person is met, as the programme file says.
    fn lede(&self) -> String {
        let t = self.t;
        match (self.asked.rule, self.asked.body) {
            (
                SecondRule::Deferred {
                    within_working_days,
                },
                _,
            ) => t.case_form_adoption_lede_deferred(within_working_days),
            (SecondRule::OutsideSecond, _) => t.case_form_adoption_lede_outside().to_owned(),
            (SecondRule::Colleague, AdoptingBody::TwoPeople) => {
                t.case_form_adoption_lede_two().to_owned()
            }
            (SecondRule::Colleague, AdoptingBody::DirectorAndSecond) => {
                t.case_form_adoption_lede_director().to_owned()
            }
        }
    }
    fn choices(&self) -> Vec<Choice> {
        let t = self.t;
        vec![
            Choice::new(Adoption::Adopt.code(), t.case_form_adoption_adopt())
                .hint(t.case_form_adoption_adopt_hint()),
            Choice::new(Adoption::Decline.code(), t.case_form_adoption_decline())
                .hint(t.case_form_adoption_decline_hint()),
        ]
    }
    fn modes(&self) -> Vec<Choice> {
        words::choices(|m: DecisionMode| words::screening::mode(self.t, m))
    }
    fn seconds(&self) -> Vec<Choice> {
        let seconds = self.asked.seconds.iter();
        seconds
            .map(|(id, name)| Choice::new(id.to_string(), name))
            .collect()
    }
    /// The fields of the options, each with its label and that of why not.
    fn options(&self) -> Vec<(&'static str, &'static str, String, String)> {
        let numbered = OPTIONS.iter().enumerate();
        numbered
            .map(|(n, (option, why))| {
                let n = n as i64 + 1;
                (
                    *option,
                    *why,
                    self.t.screening_option(n),
                    self.t.screening_why_not(n),
                )
            })
            .collect()
    }
    fn save(&self) -> &'static str {
        match self.asked.rule.asks() {
            SecondPerson::Deferred { .. } => self.t.case_form_adoption_save_deferred(),
            _ => self.t.case_form_adoption_save_agreement(),
        }
    }
}

pub fn decide(desk: &Desk) -> Answer {
    let id: CaseId = desk.id("id")?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let choice = reader.choice::<Adoption>("choice");
    let reasons = reader.text("reasons", LONG);
    if reasons.is_empty() {
        reader.wrong("reasons", desk.t.form_error_reason());
    }
    let grounds = Grounds {
        reasons,
        alternatives: alternatives(&mut reader, true),
        dissent: dissent(&mut reader),
        comparison: None,
        mode: reader.choice_or("mode", DecisionMode::Single),
    };
    let named = match desk.typed("second").trim() {
        "" => None,
        _ => reader.parsed::<AccountId>("second"),
    };
    match reader.finish(choice) {
        Err(problems) => {
            let form = wrong(desk, "adopt", problems)?;
            render(desk, StatusCode::UNPROCESSABLE_ENTITY, Some(form))
        }
        Ok(choice) => {
            let version = desk.typed_version();
            let acted = desk.act(Action::DecideAdoption, id, |tx| {
                adoption::decide(tx, id, version, choice, grounds, named)
            })?;
            answer(desk, "adopt", acted)
        }
    }
}

pub fn take_back(desk: &Desk) -> Answer {
    let id: CaseId = desk.id("id")?;
    let acted = desk.act(Action::DecideAdoption, id, |tx| adoption::withdraw(tx, id))?;
    answer(desk, "back", acted)
}

fn answer<T>(desk: &Desk, which: &'static str, acted: Acted<T, AdoptionRefusal>) -> Answer {
    let id: CaseId = desk.id("id")?;
    match acted.then(&format!("/cases/{id}")) {
        Ok(response) => Ok(response),
        Err(Acted::Refused(rule)) => {
            let form = wrong(desk, which, vec![problem(desk.t, rule)])?;
            render(desk, StatusCode::UNPROCESSABLE_ENTITY, Some(form))
        }
        Err(_) => {
            let form = wrong(desk, which, Vec::new())?;
            render(desk, StatusCode::CONFLICT, Some(form))
        }
    }
}

fn problem(t: Words, rule: AdoptionRefusal) -> Problem {
    let (field, words) = match rule {
        AdoptionRefusal::NotConsidered => ("", t.case_form_adoption_refused_not_considered()),
        AdoptionRefusal::NoReasons => ("reasons", t.form_error_reason()),
        AdoptionRefusal::OptionsOwed => ("option1", t.screening_refused_options()),
        AdoptionRefusal::SecondAwaited => ("", t.case_form_adoption_refused_waiting()),
        AdoptionRefusal::NotTheDirector => ("", t.case_form_adoption_refused_director()),
        AdoptionRefusal::NothingProposed => ("", t.case_form_adoption_refused_nothing()),
        AdoptionRefusal::Second(AskRefusal::SamePerson) => {
            ("second", t.screening_refused_second_same())
        }
        AdoptionRefusal::Second(AskRefusal::MayNotAnswer) => {
            ("second", t.screening_refused_second_may_not())
        }
        AdoptionRefusal::Second(AskRefusal::NobodyToAsk) => {
            ("second", t.screening_refused_second_nobody())
        }
    };
    Problem {
        field: field.to_owned(),
        words: words.to_owned(),
    }
}
