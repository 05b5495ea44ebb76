//! The outbox: notices as they are mailed, and in a demonstration as they would be.

use crate::clockface::Clockface;
use crate::desk::Desk;
use crate::failure::Answer;
use crate::route::{LookKind, Route, get};
use crate::shell::Shell;
use crate::words::notice::{Mail, mail};
use askama::Template;
use throughcare_app::notice::{self, Sent};
use throughcare_domain::policy::Action;
use throughcare_text::Words;

pub const ROUTES: &[Route] = &[get(
    "/outbox",
    "house",
    Action::ReadOutbox,
    LookKind::List,
    page,
)];

#[derive(Template)]
#[template(path = "house/outbox.html")]
struct OutboxPage {
    t: Words,
    shell: Shell,
    clock: Clockface,
    demonstration: bool,
    notices: Vec<(Sent, Mail)>,
}

fn page(desk: &Desk) -> Answer {
    let sent = desk.view(Action::ReadOutbox, desk.account, notice::outbox)?;
    let written = |sent: Sent| {
        let mail = mail(desk.t, sent.notice.kind, sent.notice.subject, "");
        (sent, mail)
    };
    let shell = desk.shell(desk.t.nav_demo_outbox(), "outbox")?;
    desk.page(&OutboxPage {
        t: desk.t,
        demonstration: shell.demonstration.is_some(),
        shell,
        clock: desk.clock(),
        notices: sent.into_iter().map(written).collect(),
    })
}
