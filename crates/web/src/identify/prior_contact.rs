//! Has this person been in contact before? The search, each record judged beside this referral, and the matching officer asked.

mod beside;
mod show;

use crate::desk::{Acted, Desk};
use crate::failure::Answer;
use crate::form::{LONG, Reader};
use crate::route::{LookKind, Route, get, post};
use crate::typed::Problem;
use axum::http::StatusCode;
use show::{Back, render};
use throughcare_app::identify::{matching_officer, prior_contact as app};
use throughcare_domain::id::*;
use throughcare_domain::identify::prior_contact::{PriorContactRefusal, SearchPurpose, Verdict};
use throughcare_domain::policy::Action;
use throughcare_text::Words;

pub use beside::{born, names};

pub const ROUTES: &[Route] = &[
    get(
        "/referrals/{id}/earlier-contact",
        "identify",
        Action::SearchEarlierContact,
        LookKind::Subject,
        show::page,
    ),
    post(
        "/referrals/{id}/earlier-contact/not-searchable",
        "identify",
        Action::SearchEarlierContact,
        not_searchable,
    ),
    post(
        "/referrals/{id}/earlier-contact/{person}/search",
        "identify",
        Action::SearchEarlierContact,
        search,
    ),
    post(
        "/referrals/{id}/earlier-contact/{person}/not-searchable",
        "identify",
        Action::SearchEarlierContact,
        not_searchable,
    ),
    post(
        "/referrals/{id}/earlier-contact/{person}/records/{record}",
        "identify",
        Action::JudgeRecords,
        judge,
    ),
    post(
        "/referrals/{id}/earlier-contact/{person}/none-of-them",
        "identify",
        Action::JudgeRecords,
        none_of_them,
    ),
    post(
        "/referrals/{id}/earlier-contact/{person}/officer",
        "identify",
        Action::AskMatchingOfficer,
        ask,
    ),
];

fn back(desk: &Desk, id: ReferralId, problems: Vec<Problem>) -> Answer {
    let form = desk.again(desk.form("back", desk.path.clone())?, problems);
    render(
        desk,
        id,
        StatusCode::UNPROCESSABLE_ENTITY,
        Back::with(desk, form),
    )
}

/// What was answered here is about a search that is not the latest any more.
fn stale(desk: &Desk, id: ReferralId) -> Answer {
    desk.met_a_change.set(true);
    let problem = Problem {
        field: String::new(),
        words: desk.t.prior_contact_refused_searched_again().to_owned(),
    };
    let mut form = desk.again(desk.form("back", desk.path.clone())?, vec![problem]);
    form.stale = true;
    render(desk, id, StatusCode::CONFLICT, Back::with(desk, form))
}

/// Answers an act: on to the place on the page where it shows, or back with the form.
fn answer<T>(
    desk: &Desk,
    id: ReferralId,
    place: &str,
    acted: Acted<T, PriorContactRefusal>,
) -> Answer {
    match acted.then(&format!("/referrals/{id}/earlier-contact{place}")) {
        Ok(response) => Ok(response),
        Err(Acted::Refused(PriorContactRefusal::SearchedAgain)) => stale(desk, id),
        Err(Acted::Refused(rule)) => back(desk, id, vec![problem(desk.t, rule)]),
        Err(_) => stale(desk, id),
    }
}

fn search(desk: &Desk) -> Answer {
    let (id, of): (ReferralId, PersonId) = (desk.id("id")?, desk.id("person")?);
    let mut reader = Reader::new(desk.t, &desk.posted);
    let purpose = reader.choice::<SearchPurpose>("purpose");
    match reader.finish(purpose) {
        Err(problems) => back(desk, id, problems),
        Ok(purpose) => {
            let acted = desk.act(Action::SearchEarlierContact, id, |tx| {
                app::search(tx, id, of, purpose)
            })?;
            answer(desk, id, "", acted)
        }
    }
}

/// Reads a reason that may not be empty.
fn why(reader: &mut Reader<'_>) -> String {
    let why = reader.text("why", LONG);
    if why.is_empty() {
        let words = reader.words().form_error_reason();
        reader.wrong("why", words);
    }
    why
}

fn not_searchable(desk: &Desk) -> Answer {
    let id: ReferralId = desk.id("id")?;
    let of: Option<PersonId> = match desk.param("person") {
        "" => None,
        _ => Some(desk.id("person")?),
    };
    let mut reader = Reader::new(desk.t, &desk.posted);
    let why = why(&mut reader);
    match reader.finish(Some(why)) {
        Err(problems) => back(desk, id, problems),
        Ok(why) => {
            let acted = desk.act(Action::SearchEarlierContact, id, |tx| {
                app::not_searchable(tx, id, of, &why)
            })?;
            answer(desk, id, "", acted)
        }
    }
}

/// The search that the page was showing; none when the form does not say.
fn shown_search(desk: &Desk) -> Option<SearchId> {
    desk.typed("_search").parse().ok()
}

fn judge(desk: &Desk) -> Answer {
    let (id, of): (ReferralId, PersonId) = (desk.id("id")?, desk.id("person")?);
    let record: PersonId = desk.id("record")?;
    let mut reader = Reader::new(desk.t, &desk.posted);
    let verdict = reader.choice::<Verdict>("verdict");
    let why = why(&mut reader);
    match (reader.finish(verdict), shown_search(desk)) {
        (Err(problems), _) => back(desk, id, problems),
        (Ok(_), None) => stale(desk, id),
        (Ok(verdict), Some(search)) => {
            let acted = desk.act(Action::JudgeRecords, id, |tx| {
                app::judge(tx, id, of, search, record, verdict, &why)
            })?;
            answer(desk, id, &format!("#r-{record}"), acted)
        }
    }
}

fn none_of_them(desk: &Desk) -> Answer {
    let (id, of): (ReferralId, PersonId) = (desk.id("id")?, desk.id("person")?);
    let mut reader = Reader::new(desk.t, &desk.posted);
    let why = why(&mut reader);
    match (reader.finish(Some(why)), shown_search(desk)) {
        (Err(problems), _) => back(desk, id, problems),
        (Ok(_), None) => stale(desk, id),
        (Ok(why), Some(search)) => {
            let acted = desk.act(Action::JudgeRecords, id, |tx| {
                app::close_weak(tx, id, of, search, &why)
            })?;
            answer(desk, id, "", acted)
        }
    }
}

fn ask(desk: &Desk) -> Answer {
    let (id, of): (ReferralId, PersonId) = (desk.id("id")?, desk.id("person")?);
    let Some(search) = shown_search(desk) else {
        return stale(desk, id);
    };
    let acted = desk.act(Action::AskMatchingOfficer, id, |tx| {
        matching_officer::ask_officer(tx, id, of, search)
    })?;
    answer(desk, id, "", acted)
}

/// A refusal of the rules of earlier contact, beside the field that it is about.
pub fn problem(t: Words, rule: PriorContactRefusal) -> Problem {
    use PriorContactRefusal as Rule;
    let (field, words) = match rule {
        Rule::NoReason => ("why", t.form_error_reason()),
        Rule::NothingToSearchBy => ("", t.prior_contact_refused_nothing()),
        Rule::NotACandidate => ("", t.prior_contact_refused_not_a_candidate()),
        Rule::NothingLeftToClose => ("", t.prior_contact_refused_nothing_to_close()),
        Rule::NobodyToAsk => ("", t.prior_contact_refused_nobody_to_ask()),
        Rule::AlreadyAsked => ("", t.prior_contact_refused_asked()),
        Rule::WhomNotNamed => ("whom", t.prior_contact_refused_whom()),
        Rule::CanBeSearched => ("", t.prior_contact_refused_searchable()),
        Rule::SearchedAgain => ("", t.prior_contact_refused_searched_again()),
        Rule::JudgeFirst => ("", t.prior_contact_refused_judge_first()),
        Rule::NotYours => ("", t.prior_contact_refused_not_yours()),
        Rule::Decided => ("", t.prior_contact_refused_decided()),
        Rule::AlreadyAnswered => ("", t.prior_contact_refused_answered()),
    };
    Problem {
        field: field.to_owned(),
        words: words.to_owned(),
    }
}
