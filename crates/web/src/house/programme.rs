//! The programme file as a page: the standards by which work is judged, open to everybody who works by them.

use crate::clockface::Clockface;
use crate::desk::Desk;
use crate::failure::{Answer, Failure};
use crate::route::{LookKind, Route, get};
use crate::shell::Shell;
use crate::words::{self, clock as clocks, programme as of_file};
use askama::Template;
use jiff::civil::Weekday;
use throughcare_app::programme::{self, ProgrammeView};
use throughcare_domain::code::Code;
use throughcare_domain::id::ProgrammeId;
use throughcare_domain::policy::Action;
use throughcare_domain::programme::clock::{Clock, Component};
use throughcare_domain::programme::{Deconfliction, ProgrammeFile};
use throughcare_domain::reason::Cluster;
use throughcare_text::Words;

pub const ROUTES: &[Route] = &[get(
    "/programme",
    "house",
    Action::ReadProgramme,
    LookKind::None,
    page,
)];

/// How many of the holidays to come are shown.
const HOLIDAYS: usize = 6;

#[derive(Template)]
#[template(path = "house/programme.html")]
struct ProgrammePage {
    t: Words,
    shell: Shell,
    clock: Clockface,
    view: ProgrammeView,
    /// Whether there are others to choose from.
    others: bool,
}

#[derive(Template)]
#[template(path = "house/programmes.html")]
struct WhichPage {
    t: Words,
    shell: Shell,
    programmes: Vec<(ProgrammeId, String)>,
}

fn page(desk: &Desk) -> Answer {
    if let Some(id) = desk.hat.programme() {
        return shown(desk, id, false);
    }
    if let Ok(id) = desk.asked("of").parse() {
        return shown(desk, id, true);
    }
    let programmes = desk.view(Action::ReadProgramme, desk.account, programme::list)?;
    match programmes.as_slice() {
        [] => Err(Failure::not_found()),
        [(id, _)] => shown(desk, *id, false),
        _ => desk.page(&WhichPage {
            t: desk.t,
            shell: desk.shell(desk.t.programme_which(), "programme")?,
            programmes,
        }),
    }
}

fn shown(desk: &Desk, id: ProgrammeId, others: bool) -> Answer {
    let view = desk.view(Action::ReadProgramme, id, |tx| programme::show(tx, id))?;
    let clock = Clockface {
        zone: view.adopted.file.calendar.zone.clone(),
        ..desk.clock()
    };
    desk.page(&ProgrammePage {
        t: desk.t,
        shell: desk.shell(view.adopted.name.clone(), "programme")?,
        clock,
        view,
        others,
    })
}

impl ProgrammePage {
    fn file(&self) -> &ProgrammeFile {
        &self.view.adopted.file
    }

    fn version(&self) -> String {
        let file = self.file();
        self.t.programme_version(
            &file.adopted_by,
            self.clock.on(file.adopted_on),
            file.version,
        )
    }

    /// Whether the file marks a section "check with counsel".
    fn marked(&self, section: &str) -> bool {
        self.view.counsel.contains(section)
    }

    /// Label and words of what is decided once for the whole programme.
    fn house(&self) -> Vec<(&'static str, String, &'static str)> {
        let (t, file) = (self.t, self.file());
        let policy = &file.policy;
        let duty = match &self.view.on_duty {
            Some(name) => t.programme_duty_now(name),
            None => t.programme_duty_nobody().to_owned(),
        };
        let arrivals = t.programme_duty_words(
            words::role(t, file.arrivals.role),
            words::role(t, file.arrivals.stand_in),
        );
        let deconfliction = match &file.deconfliction {
            Deconfliction::NotUsedHere => t.programme_deconfliction_not_used().to_owned(),
            Deconfliction::Used { asked_of } => t.programme_deconfliction_used(asked_of),
        };
        vec![
            (
                t.programme_policy(),
                t.programme_policy_words(
                    self.clock.on(policy.in_force_from),
                    &policy.name,
                    policy.number,
                ),
                "policy",
            ),
            (
                t.programme_duty(),
                format!("{arrivals}; {duty}"),
                "arrivals",
            ),
            (
                t.programme_adoption(),
                of_file::adopting_body(t, file.adopting_body).to_owned(),
                "adoption",
            ),
            (
                t.programme_discoverable(),
                of_file::discoverable(t, file.discoverable).to_owned(),
                "discoverability",
            ),
            (t.programme_deconfliction(), deconfliction, "deconfliction"),
            (t.programme_lead_agency(), self.view.lead_agency.clone(), ""),
            (
                t.programme_agencies(),
                match self.view.agencies.is_empty() {
                    true => t.word_none().to_owned(),
                    false => t.list(&self.view.agencies),
                },
                "",
            ),
        ]
    }

    /// For which decisions a second person is met, and how.
    fn seconds(&self) -> Vec<(String, String)> {
        let (t, rules) = (self.t, self.file().second_person);
        let repeat = format!(
            "{} ({})",
            t.programme_second_repeat(),
            t.programme_second_repeat_within(
                t.span_months(self.file().prior_contact.repeat_within_months)
            )
        );
        vec![
            (repeat, of_file::second_rule(t, rules.repeat_referral)),
            (
                t.programme_second_adoption().to_owned(),
                of_file::second_rule(t, rules.adoption),
            ),
            (
                t.programme_second_redirect().to_owned(),
                of_file::second_rule(t, rules.redirect_without_acceptance),
            ),
        ]
    }

    /// Whose record, and the months after its two endings.
    fn retention(&self) -> Vec<(&'static str, String, String)> {
        let (t, terms) = (self.t, self.file().retention);
        [
            (t.programme_retention_adult(), terms.adult),
            (t.programme_retention_child(), terms.child),
        ]
        .map(|(whose, term)| {
            (
                whose,
                t.span_months(term.ends_at_screening),
                t.span_months(term.declined_case),
            )
        })
        .into()
    }

    /// The clocks by component, in the components' own order.
    fn components(&self) -> Vec<(Component, Vec<&Clock>)> {
        Component::ALL
            .iter()
            .map(|component| {
                let of_it = self.file().clocks.iter();
                (
                    *component,
                    of_it.filter(|c| c.component == *component).collect(),
                )
            })
            .filter(|(_, clocks): &(Component, Vec<&Clock>)| !clocks.is_empty())
            .collect()
    }

    fn component(&self, component: &Component) -> &'static str {
        of_file::component(self.t, *component)
    }
    fn what(&self, clock: &Clock) -> String {
        words::clock(self.t, &clock.key)
    }
    fn why(&self, clock: &Clock) -> &'static str {
        words::clock_hint(self.t, &clock.key)
    }
    fn within(&self, clock: &Clock) -> String {
        clocks::within(self.t, clock.within)
    }
    fn bounds(&self, clock: &Clock) -> String {
        clock.bounds.map_or(String::new(), |bounds| {
            self.t.clock_bounds(
                clocks::span(self.t, bounds.min),
                clocks::span(self.t, bounds.max),
            )
        })
    }
    fn whose(&self, clock: &Clock) -> &'static str {
        clocks::duty(self.t, clock.duty)
    }
    fn told(&self, clock: &Clock) -> String {
        clocks::escalation(self.t, clock)
    }
    fn redates(&self, clock: &Clock) -> String {
        clocks::redates(self.t, clock)
    }

    fn zone(&self) -> &str {
        self.file().calendar.zone.iana_name().unwrap_or("UTC")
    }

    fn weekend(&self) -> String {
        let days = &self.file().calendar.weekend;
        if days.is_empty() {
            return self.t.programme_calendar_every_day().to_owned();
        }
        let names: Vec<&str> = days.iter().map(|d| weekday(self.t, *d)).collect();
        self.t.list(&names)
    }

    fn holidays(&self) -> String {
        let today = self.clock.today();
        let coming: Vec<String> = self
            .file()
            .calendar
            .holidays
            .range(today..)
            .take(HOLIDAYS)
            .map(|day| self.clock.on(day))
            .collect();
        match coming.is_empty() {
            true => self.t.programme_calendar_no_holidays().to_owned(),
            false => self.t.list(&coming),
        }
    }

    /// The reasons in use, by the cluster to which they belong.
    fn reasons(&self) -> Vec<(&'static str, String)> {
        Cluster::ALL
            .iter()
            .map(|cluster| {
                let of_it: Vec<&str> = self
                    .file()
                    .reasons
                    .iter()
                    .filter(|r| r.cluster() == *cluster)
                    .map(|r| words::reason::reason(self.t, *r))
                    .collect();
                (words::reason::cluster(self.t, *cluster), of_it)
            })
            .filter(|(_, reasons)| !reasons.is_empty())
            .map(|(cluster, reasons)| (cluster, self.t.list(&reasons)))
            .collect()
    }

    fn terms(&self) -> Vec<String> {
        self.file()
            .terms
            .iter()
            .map(|(term, own)| {
                self.t
                    .programme_terms_words(own, of_file::term(self.t, *term))
            })
            .collect()
    }

    fn regions(&self) -> String {
        self.t.list(&self.file().regions)
    }

    fn emergency_words(&self) -> String {
        self.t.list(&self.file().emergency_words)
    }

    fn versions(&self) -> Vec<String> {
        self.view
            .adopted
            .standards
            .iter()
            .map(|s| {
                self.t.programme_versions_line(
                    self.clock.on(self.clock.day_of(&s.in_force_from)),
                    s.version,
                )
            })
            .collect()
    }
}

fn weekday(t: Words, day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => t.calendar_monday(),
        Weekday::Tuesday => t.calendar_tuesday(),
        Weekday::Wednesday => t.calendar_wednesday(),
        Weekday::Thursday => t.calendar_thursday(),
        Weekday::Friday => t.calendar_friday(),
        Weekday::Saturday => t.calendar_saturday(),
        Weekday::Sunday => t.calendar_sunday(),
    }
}
