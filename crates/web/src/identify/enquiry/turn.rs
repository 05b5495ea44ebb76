//! Turning an enquiry into a referral: the lines are chosen, the person is named or described, and it is said why now.

use crate::desk::{Acted, Desk};
use crate::failure::{Answer, Failure, see_other};
use crate::form::{LONG, Reader};
use crate::identify::person_form::{self, PersonFields};
use crate::identify::referral::form::{self as referral_form, Choices};
use crate::identify::referral::{Ring, programme_of};
use crate::shell::Shell;
use crate::typed::{Choice, Form, Problem};
use crate::words;
use askama::Template;
use axum::http::StatusCode;
use throughcare_app::identify::enquiry::{self, EnquiryView, TurnRefusal};
use throughcare_domain::id::*;
use throughcare_domain::identify::enquiry::{CallerAgrees, TurnIntoReferral};
use throughcare_domain::identify::referral::{
    Channel, PersonKnows, ReferralDraft, ReferralRefusal, Urgency, When,
};
use throughcare_domain::policy::Action;
use throughcare_text::Words;

/// One line that could go along: what the caller said in one call.
struct Line {
    call: CallId,
    field: String,
    label: String,
}

#[derive(Template)]
#[template(path = "identify/enquiry/turn.html")]
struct TurnPage {
    t: Words,
    shell: Shell,
    place: String,
    reference: String,
    lines: Vec<Line>,
    asked: Vec<Choice>,
    form: Form,
    choices: Choices,
    p: PersonFields,
    ring: Ring,
}

impl TurnPage {
    fn picked(&self, line: &Line) -> bool {
        self.form.chosen("line", &line.call.to_string())
    }
}

fn asked(t: Words) -> Vec<Choice> {
    words::choices(|c: CallerAgrees| match c {
        CallerAgrees::Agrees => t.enquiry_turn_agrees(),
        CallerAgrees::DoesNotAgree => t.enquiry_turn_does_not_agree(),
        CallerAgrees::NotAsked => t.enquiry_turn_not_asked(),
    })
}

fn field_of(call: CallId) -> String {
    format!("line-{call}")
}

pub fn page(desk: &Desk) -> Answer {
    let id: EnquiryId = desk.id("id")?;
    let form = desk.form("turn", desk.path.clone())?;
    render(desk, id, StatusCode::OK, form)
}

fn render(desk: &Desk, id: EnquiryId, status: StatusCode, form: Form) -> Answer {
    let view = desk.view(Action::TurnEnquiry, id, |tx| enquiry::show(tx, id))?;
    if !view.may_end {
        return Err(Failure::NotFound);
    }
    let (t, clock) = (desk.t, desk.clock());
    let programme = programme_of(desk)?;
    let errors = !form.problems.is_empty();
    let said = || view.calls.iter().filter(|(call, _)| !call.said.is_empty());
    let lines = said()
        .map(|(call, _)| Line {
            call: call.id,
            field: field_of(call.id),
            label: t.enquiry_turn_line_words(clock.at(&call.began_at)),
        })
        .collect();
    let form = said().fold(filled(form, &view), |form, (call, _)| {
        form.or(&field_of(call.id), &call.said)
    });
    let title = t.enquiry_turn_page(&view.enquiry.reference);
    let page = TurnPage {
        shell: desk.shell(title, "enquiries")?.with_errors(errors),
        place: format!("/enquiries/{id}"),
        reference: view.enquiry.reference.clone(),
        lines,
        asked: asked(t),
        form,
        choices: Choices::of(t),
        p: PersonFields::of(t, "p1"),
        ring: Ring::of(&programme.file.public_form.day_and_night),
        t,
    };
    desk.page_with(status, &page)
}

/// What a fresh form takes over from the enquiry.
fn filled(form: Form, view: &EnquiryView) -> Form {
    let version = view.enquiry.version;
    let form = Form { version, ..form };
    form.or("p1-described", &view.enquiry.caller.about)
        .or("p1-kind1", "used")
        .or("urgency", "dont_know")
        .or("named", "not_sure")
}

fn lines(reader: &mut Reader<'_>, desk: &Desk) -> Vec<String> {
    let picked = desk.posted.iter().filter(|(n, _)| n == "line");
    let mut lines: Vec<String> = picked
        .map(|(_, call)| reader.text(&format!("line-{call}"), LONG))
        .collect();
    lines.push(reader.text("own", LONG));
    lines.retain(|line| !line.is_empty());
    lines
}

fn read(desk: &Desk) -> Result<(TurnIntoReferral, ReferralDraft), Vec<Problem>> {
    let clock = desk.clock();
    let mut reader = Reader::new(desk.t, &desk.posted);
    let agrees = reader.choice::<CallerAgrees>("asked");
    let turn = TurnIntoReferral {
        caller_agrees: agrees.unwrap_or(CallerAgrees::NotAsked),
        somebody_in_danger: reader.ticked("danger"),
        because: reader.required("because", LONG),
        lines: lines(&mut reader, desk),
    };
    if turn.lines.is_empty() {
        reader.wrong("line", desk.t.enquiry_refused_no_line());
    }
    let draft = ReferralDraft {
        channel: Channel::Enquiry,
        enquiry: None,
        referrer: referral_form::referrer(&mut reader),
        person_knows: PersonKnows::DontKnow,
        urgency: reader.choice_or("urgency", Urgency::DontKnow),
        happened: When::DontKnow,
        seen_or_heard: turn.lines.clone(),
        made_of_it: reader.text("view", LONG),
        persons: person_form::person(&mut reader, "p1", clock.today())
            .into_iter()
            .collect(),
        received_at: clock.now,
    };
    reader.finish(Some((turn, draft)))
}

pub fn turn(desk: &Desk) -> Answer {
    let id: EnquiryId = desk.id("id")?;
    let again = |status, problems| {
        let form = desk.again(desk.form("turn", desk.path.clone())?, problems);
        render(desk, id, status, form)
    };
    let (turn, draft) = match read(desk) {
        Ok(read) => read,
        Err(problems) => return again(StatusCode::UNPROCESSABLE_ENTITY, problems),
    };
    let version = desk.typed_version();
    match desk.act(Action::TurnEnquiry, id, |tx| {
        enquiry::turn_enquiry(tx, id, version, turn, draft)
    })? {
        Acted::Done(referral) => Ok(see_other(&format!("/referrals/{referral}"))),
        Acted::Before(_) => Ok(see_other(&format!("/enquiries/{id}"))),
        Acted::Refused(rule) => again(
            StatusCode::UNPROCESSABLE_ENTITY,
            vec![problem(desk.t, rule)],
        ),
        Acted::Stale => {
            let problem = Problem {
                field: String::new(),
                words: desk.t.stale_title().to_owned(),
            };
            again(StatusCode::CONFLICT, vec![problem])
        }
    }
}

fn problem(t: Words, rule: TurnRefusal) -> Problem {
    match rule {
        TurnRefusal::Enquiry(rule) => super::problem(t, rule),
        TurnRefusal::Referral(ReferralRefusal::NothingSeenOrHeard) => Problem {
            field: "line".to_owned(),
            words: t.enquiry_refused_no_line().to_owned(),
        },
        TurnRefusal::Referral(rule) => referral_form::problem(t, rule),
    }
}
