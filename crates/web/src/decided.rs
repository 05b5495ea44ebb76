//! A decision as pages show it: what was chosen, why, what else stood open, who did not agree, and the second person.

use crate::clockface::Clockface;
use crate::words;
use throughcare_domain::decision::*;
use throughcare_domain::id::AccountId;
use throughcare_domain::identify::screening::Proposal;
use throughcare_store::{Error, Tx, account};

/// Something said in a decision, under its label.
pub struct Said {
    pub label: String,
    pub words: Vec<String>,
    /// `view` for what somebody who did not agree said.
    pub kind: &'static str,
}

impl Said {
    fn of(label: impl Into<String>, words: impl Into<String>) -> Said {
        Said {
            label: label.into(),
            words: vec![words.into()],
            kind: "",
        }
    }
}

/// A second look at a decision.
pub struct Look {
    pub line: String,
    pub words: String,
    pub late: bool,
    /// Its page, while it waits for somebody else than the reader.
    pub href: Option<String>,
}

/// One decision, ready for a page.
pub struct Decided {
    pub chosen: &'static str,
    pub effect: &'static str,
    pub line: String,
    pub said: Vec<Said>,
    pub looks: Vec<Look>,
}

impl Decided {
    /// Puts a decision into words.
    pub fn of(clock: &Clockface, decision: &Decision, name: &str, looks: Vec<Look>) -> Decided {
        let t = clock.t;
        let mut said = choice(clock, &decision.chosen);
        let grounds = &decision.grounds;
        said.insert(0, Said::of(t.decided_reasons(), &grounds.reasons));
        match &grounds.alternatives {
            Alternatives::Considered(options) if options.is_empty() => {}
            Alternatives::Considered(options) => said.push(Said {
                label: t.decided_options().to_owned(),
                words: options
                    .iter()
                    .map(|o| t.decided_option(&o.option, &o.why_not))
                    .collect(),
                kind: "",
            }),
            Alternatives::NoRealAlternative { because } => {
                said.push(Said::of(t.decided_no_alternative(), because));
            }
        }
        if let Some(comparison) = &grounds.comparison {
            said.push(Said::of(t.decided_comparison(), comparison));
        }
        said.extend(grounds.dissent.iter().map(|d| Said {
            kind: "view",
            ..Said::of(t.decided_dissent(&d.by), &d.words)
        }));
        Decided {
            chosen: words::screening::chosen(t, &decision.chosen),
            effect: match decision.effect {
                Effect::Proposed => t.referral_decision_proposed(),
                Effect::InEffect => "",
                Effect::Fallen => t.referral_decision_fallen(),
            },
            line: t.decided_line(
                words::screening::mode(t, grounds.mode),
                name,
                decision.policy,
                clock.at(&decision.at),
            ),
            said,
            looks,
        }
    }
}

/// What belongs to one choice and to no other.
fn choice(clock: &Clockface, chosen: &Chosen) -> Vec<Said> {
    let t = clock.t;
    match chosen {
        Chosen::Screening(Proposal::Redirect {
            service,
            answer,
            told,
            basis,
            warning_reason,
        }) => {
            let answer = words::screening::service_answer(t, *answer);
            let mut said = vec![Said::of(
                t.decided_service(),
                t.decided_service_line(answer, service),
            )];
            if !told.is_empty() {
                said.push(Said::of(t.decided_told(words::basis(t, *basis)), told));
            }
            if !warning_reason.is_empty() {
                said.push(Said::of(t.decided_warning(), warning_reason));
            }
            said
        }
        Chosen::Screening(Proposal::MoreInformation { ask, until }) => {
            vec![Said::of(t.decided_ask(clock.on(clock.day_of(until))), ask)]
        }
        Chosen::Screening(Proposal::Accept | Proposal::NoFurtherAction) | Chosen::Adoption(_) => {
            Vec::new()
        }
    }
}

/// The names of whoever was asked for a second look, or gave one.
pub struct LookNames {
    pub named: Option<String>,
    pub answered: Option<String>,
}

impl LookNames {
    pub fn of(tx: &mut Tx<'_>, look: &SecondLook) -> Result<LookNames, Error> {
        let mut name = |id: AccountId| account::name_of(tx, id);
        Ok(LookNames {
            named: look.named.map(&mut name).transpose()?,
            answered: look.answered.map(|(who, ..)| name(who)).transpose()?,
        })
    }
}

/// Puts a second look into words.
pub fn look(
    clock: &Clockface,
    look: &SecondLook,
    names: &LookNames,
    words: &str,
    me: AccountId,
) -> Look {
    let t = clock.t;
    let day = clock.on(clock.day_of(&look.due_at));
    let line = match (look.answered, &names.named, look.deferred) {
        _ if look.taken_back_at.is_some() => {
            let at = look.taken_back_at.unwrap_or(look.due_at);
            t.decided_look_taken_back(clock.at(&at))
        }
        (Some((_, answer, at)), ..) => {
            let who = names.answered.as_deref().unwrap_or_default();
            match answer {
                SecondAnswer::Agrees => t.decided_look_agrees(who, clock.at(&at)),
                SecondAnswer::DoesNotAgree => t.decided_look_not(who, clock.at(&at)),
            }
        }
        (None, None, false) => t.decided_look_waits(day),
        (None, Some(name), false) => t.decided_look_waits_named(day, name),
        (None, None, true) => t.decided_look_owed(day),
        (None, Some(name), true) => t.decided_look_owed_named(day, name),
    };
    let waits_for_me = look.first != me && look.named.is_none_or(|named| named == me);
    Look {
        line,
        words: words.to_owned(),
        late: look.waits() && look.due_at < clock.now,
        href: (look.waits() && waits_for_me).then(|| crate::second_look::place(look)),
    }
}
