//! Oversight: counts of how the house keeps its own rules.

use crate::clockface::Clockface;
use crate::desk::Desk;
use crate::failure::Answer;
use crate::route::{LookKind, Route, get};
use crate::shell::Shell;
use crate::words;
use askama::Template;
use throughcare_app::oversight::{self, OversightView, Told};
use throughcare_domain::account::Role;
use throughcare_domain::policy::Action;
use throughcare_text::Words;

pub const ROUTES: &[Route] = &[get(
    "/oversight",
    "house",
    Action::ReadOversight,
    LookKind::None,
    page,
)];

#[derive(Template)]
#[template(path = "house/oversight.html")]
struct OversightPage {
    t: Words,
    shell: Shell,
    clock: Clockface,
    view: OversightView,
}

fn page(desk: &Desk) -> Answer {
    let view = desk.view(Action::ReadOversight, desk.account, oversight::show)?;
    desk.page(&OversightPage {
        t: desk.t,
        shell: desk.shell(desk.t.nav_oversight(), "oversight")?,
        clock: desk.clock(),
        view,
    })
}

impl OversightPage {
    fn role(&self, role: &Role) -> &'static str {
        words::role(self.t, *role)
    }

    fn what(&self, told: &Told) -> String {
        words::clock(self.t, &told.clock).to_string()
    }

    fn roles(&self, roles: &[Role]) -> String {
        let names: Vec<&str> = roles.iter().map(|role| self.role(role)).collect();
        self.t.list(&names)
    }

    /// How long the bar of a programme's looks is. Unit: per cent of the longest.
    fn share(&self, looks: i64) -> i64 {
        let most = self.view.programmes.iter().map(|(_, c)| c.looks).max();
        looks * 100 / most.unwrap_or(0).max(1)
    }
}
