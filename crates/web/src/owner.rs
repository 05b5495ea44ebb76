//! Who owns something: offered and accepted, assigned with a reason, covered in absence. One page for all that is owned.

use crate::clockface::Clockface;
use crate::desk::{Acted, Desk};
use crate::failure::{Answer, Failure};
use crate::form::{LONG, Reader};
use crate::route::{Gate, LookKind, Route, get, post};
use crate::shell::Shell;
use crate::typed::{Choice, Form, Problem};
use crate::words;
use crate::work::place_of;
use askama::Template;
use axum::http::StatusCode;
use throughcare_app::ownership::{self, OwnerPage};
use throughcare_app::refusal::NoRule;
use throughcare_domain::id::*;
use throughcare_domain::ownership::{CoverRefusal, Ownership, TransferRefusal};
use throughcare_domain::policy::Action;
use throughcare_domain::subject::Subject;
use throughcare_text::Words;

pub const ROUTES: &[Route] = &[
    get(
        "/owner/enquiry/{id}",
        "house",
        Action::ReadEnquiry,
        LookKind::Subject,
        page,
    ),
    get(
        "/owner/referral/{id}",
        "house",
        Action::ReadReferral,
        LookKind::Subject,
        page,
    ),
    get(
        "/owner/case/{id}",
        "house",
        Action::ReadCase,
        LookKind::Subject,
        page,
    ),
    // For whoever answers for how the helpline is carried, and does not read what callers said.
    get(
        "/owner/{kind}/{id}/assign",
        "house",
        Action::AssignArrival,
        LookKind::Subject,
        page,
    ),
    post(
        "/owner/{kind}/{id}/accept",
        "house",
        Action::AnswerOffer,
        accept,
    ),
    post(
        "/owner/{kind}/{id}/decline",
        "house",
        Action::AnswerOffer,
        decline,
    ),
    post(
        "/owner/{kind}/{id}/offer",
        "house",
        Action::OfferOwnership,
        offer,
    ),
    post(
        "/owner/{kind}/{id}/withdraw",
        "house",
        Action::OfferOwnership,
        withdraw,
    ),
    post(
        "/owner/{kind}/{id}/assign",
        "house",
        Action::AssignArrival,
        assign,
    ),
    post(
        "/owner/case/{id}/assign",
        "house",
        Action::AssignOwner,
        assign,
    ),
    post(
        "/owner/{kind}/{id}/cover",
        "house",
        Action::ArrangeCover,
        cover,
    ),
];

/// Where a subject's owner is changed.
pub fn place(subject: Subject) -> String {
    let whole = place_of(subject);
    let id = whole.rsplit('/').next().unwrap_or_default();
    format!("/owner/{}/{id}", subject.kind())
}

/// What is owned: an enquiry, a referral or a case, and nothing else.
fn subject(desk: &Desk) -> Result<Subject, Failure> {
    match desk.subject()? {
        Some(subject @ (Subject::Enquiry(_) | Subject::Referral(_) | Subject::Case(_))) => {
            Ok(subject)
        }
        _ => Err(Failure::not_found()),
    }
}

/// For what the reader is here: what the route asks for.
fn action(desk: &Desk) -> Action {
    match desk.route.gate {
        Gate::Act(action) => action,
        _ => Action::AnswerOffer,
    }
}

#[derive(Template)]
#[template(path = "owner.html")]
struct Page {
    t: Words,
    shell: Shell,
    clock: Clockface,
    me: AccountId,
    owned: OwnerPage,
    what: String,
    back: String,
    accept: Form,
    decline: Form,
    offer: Form,
    withdraw: Form,
    assign: Form,
    cover: Form,
}

fn page(desk: &Desk) -> Answer {
    render(desk, StatusCode::OK, None)
}

/// Renders the page; a form that came back stands in its place.
fn render(desk: &Desk, status: StatusCode, back: Option<Form>) -> Answer {
    let subject = subject(desk)?;
    let t = desk.t;
    let action = action(desk);
    let owned = desk.view(action, subject, |tx| {
        ownership::page::<NoRule>(tx, action, subject)
    })?;
    let errors = back.as_ref().is_some_and(|b| !b.problems.is_empty());
    let form = |which: &'static str| -> Result<Form, Failure> {
        match back.as_ref().filter(|b| b.id == which) {
            Some(back) => Ok(back.clone()),
            None => desk.form(which, format!("{}/{which}", place(subject))),
        }
    };
    let (what, current) = match subject {
        Subject::Enquiry(_) => (t.owner_of_enquiry(&owned.reference), "enquiries"),
        Subject::Referral(_) => (t.owner_of_referral(&owned.reference), "referrals"),
        _ => (t.owner_of_case(&owned.reference), "cases"),
    };
    let page = Page {
        t,
        shell: desk
            .shell(format!("{} · {what}", t.owner_title()), current)?
            .with_errors(errors),
        clock: desk.clock(),
        me: desk.account,
        what,
        back: place_of(subject),
        accept: form("accept")?,
        decline: form("decline")?,
        offer: form("offer")?,
        withdraw: form("withdraw")?,
        assign: form("assign")?,
        cover: form("cover")?,
        owned,
    };
    desk.page_with(status, &page)
}

impl Page {
    fn offered(&self) -> Option<String> {
        let t = self.t;
        let name = self.owned.view.offered_to_name.clone()?;
        match self.owned.view.ownership {
            Ownership::Offered { at, assigned, .. } => {
                let day = self.clock.on(self.clock.day_of(&at));
                Some(match assigned {
                    true => t.owner_assigned_open_line(day, name),
                    false => t.owner_offer_open_line(day, name),
                })
            }
            Ownership::Held { .. } => None,
        }
    }
    fn mine(&self) -> bool {
        self.owned.view.ownership.owner() == self.me
    }
    fn nothing(&self) -> bool {
        let may = self.owned.may;
        !(may.answer || may.offer || may.withdraw || may.assign || may.arrange_cover)
    }
    fn colleagues(&self) -> Vec<Choice> {
        colleagues(self.t, &self.owned.colleagues)
    }
}

/// Colleagues as choices, each with their role.
pub fn colleagues(
    t: Words,
    found: &[(AccountId, String, throughcare_domain::account::Role)],
) -> Vec<Choice> {
    found
        .iter()
        .map(|(id, name, role)| {
            Choice::new(id.to_string(), format!("{name}, {}", words::role(t, *role)))
        })
        .collect()
}

fn back(desk: &Desk, which: &'static str, problems: Vec<Problem>) -> Answer {
    let form = desk.again(desk.form(which, desk.path.clone())?, problems);
    render(desk, StatusCode::UNPROCESSABLE_ENTITY, Some(form))
}

/// After the act back to what is owned; whoever gave it away and may not read it any more, to their work.
fn answer<T, E>(
    desk: &Desk,
    which: &'static str,
    acted: Acted<T, E>,
    problem: impl Fn(Words, E) -> Problem,
) -> Answer {
    let subject = subject(desk)?;
    match acted {
        Acted::Done(_) | Acted::Before(_) => {
            let reads = match subject {
                Subject::Enquiry(_) => Action::ReadEnquiry,
                Subject::Referral(_) => Action::ReadReferral,
                _ => Action::ReadCase,
            };
            let attempt = throughcare_app::Attempt::new(reads, subject);
            let still = throughcare_app::may(&desk.site.house, desk.actor, attempt).is_ok();
            let place = if still {
                place(subject)
            } else {
                "/work".into()
            };
            Ok(crate::failure::see_other(&place))
        }
        Acted::Refused(rule) => back(desk, which, vec![problem(desk.t, rule)]),
        Acted::Stale => {
            let form = desk.again(desk.form(which, desk.path.clone())?, Vec::new());
            render(desk, StatusCode::CONFLICT, Some(form))
        }
    }
}

fn accept(desk: &Desk) -> Answer {
    let subject = subject(desk)?;
    let acted = desk.act(Action::AnswerOffer, subject, |tx| {
        ownership::accept(tx, subject)
    })?;
    answer(desk, "accept", acted, problem)
}

fn decline(desk: &Desk) -> Answer {
    let subject = subject(desk)?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let words = reader.text("words", LONG);
    match reader.finish(Some(words)) {
        Err(problems) => back(desk, "decline", problems),
        Ok(words) => {
            let acted = desk.act(Action::AnswerOffer, subject, |tx| {
                ownership::decline(tx, subject, &words)
            })?;
            answer(desk, "decline", acted, problem)
        }
    }
}

fn withdraw(desk: &Desk) -> Answer {
    let subject = subject(desk)?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let words = reader.text("words", LONG);
    match reader.finish(Some(words)) {
        Err(problems) => back(desk, "withdraw", problems),
        Ok(words) => {
            let acted = desk.act(Action::OfferOwnership, subject, |tx| {
                ownership::withdraw(tx, subject, &words)
            })?;
            answer(desk, "withdraw", acted, problem)
        }
    }
}

fn offer(desk: &Desk) -> Answer {
    let subject = subject(desk)?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let to = reader.parsed::<AccountId>("to");
    let words = reader.text("words", LONG);
    match reader.finish(to) {
        Err(problems) => back(desk, "offer", problems),
        Ok(to) => {
            let acted = desk.act(Action::OfferOwnership, subject, |tx| {
                ownership::offer(tx, subject, to, &words)
            })?;
            answer(desk, "offer", acted, problem)
        }
    }
}

fn assign(desk: &Desk) -> Answer {
    let subject = subject(desk)?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let to = reader.parsed::<AccountId>("to");
    let reason = reader.required("reason", LONG);
    match reader.finish(to) {
        Err(problems) => back(desk, "assign", problems),
        Ok(to) => {
            let acted = desk.act(action(desk), subject, |tx| {
                ownership::assign(tx, subject, to, &reason)
            })?;
            answer(desk, "assign", acted, problem)
        }
    }
}

fn cover(desk: &Desk) -> Answer {
    let subject = subject(desk)?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let by = reader.parsed::<AccountId>("by");
    let mut day = |name| {
        let day = reader.day(name);
        if day.is_none() {
            reader.wrong(name, desk.t.form_error_date_missing());
        }
        day
    };
    let (from, until) = (day("from"), day("until"));
    match reader.finish(by.zip(from.zip(until))) {
        Err(problems) => back(desk, "cover", problems),
        Ok((by, (from, until))) => {
            let acted = desk.act(Action::ArrangeCover, subject, |tx| {
                ownership::arrange_cover(tx, subject, by, from, until)
            })?;
            answer(desk, "cover", acted, cover_problem)
        }
    }
}

fn problem(t: Words, rule: TransferRefusal) -> Problem {
    let (field, words) = match rule {
        TransferRefusal::NotTheOwner => ("", t.owner_refused_not_owner()),
        TransferRefusal::AlreadyOffered { .. } => ("", t.owner_refused_offered()),
        TransferRefusal::NotOfferedToYou => ("", t.owner_refused_not_to_you()),
        TransferRefusal::ToTheOwner => ("to", t.owner_refused_to_owner()),
        TransferRefusal::ToSomebodyExcluded => ("to", t.owner_refused_excluded()),
        TransferRefusal::ToSomebodyWithoutTheRole => ("to", t.owner_refused_role()),
        TransferRefusal::NoReason => ("reason", t.form_error_reason()),
    };
    Problem {
        field: field.to_owned(),
        words: words.to_owned(),
    }
}

fn cover_problem(t: Words, rule: CoverRefusal) -> Problem {
    let (field, words) = match rule {
        CoverRefusal::ByTheOwner => ("by", t.owner_refused_cover_owner()),
        CoverRefusal::BySomebodyExcluded => ("by", t.owner_refused_excluded()),
        CoverRefusal::BySomebodyWithoutTheRole => ("by", t.owner_refused_role()),
        CoverRefusal::DatesOutOfOrder => ("until", t.owner_refused_dates()),
        CoverRefusal::Past => ("until", t.owner_refused_past()),
    };
    Problem {
        field: field.to_owned(),
        words: words.to_owned(),
    }
}
