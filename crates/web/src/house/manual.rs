//! The manual: one page for each role, from the files under `docs/manual`.
//!
//! Invariant: every role has its page, or the crate does not compile.

use crate::desk::Desk;
use crate::failure::{Answer, Failure};
use crate::identify::refer;
use crate::route::{LookKind, Route, get};
use crate::shell::Shell;
use crate::words;
use askama::Template;
use pulldown_cmark::{Event, Options, Parser, html};
use throughcare_domain::account::Role;
use throughcare_domain::code::Code;
use throughcare_domain::policy::Action;
use throughcare_text::Words;

pub const ROUTES: &[Route] = &[
    get(
        "/manual",
        "house",
        Action::KeepOwnAccount,
        LookKind::None,
        index,
    ),
    get(
        "/manual/{role}",
        "house",
        Action::KeepOwnAccount,
        LookKind::None,
        page,
    ),
];

/// The page of a role, as it is written.
fn written(role: Role) -> &'static str {
    macro_rules! file {
        ($name:literal) => {
            include_str!(concat!("../../../../docs/manual/", $name, ".md"))
        };
    }
    match role {
        Role::Referrer => file!("referrer"),
        Role::Intake => file!("intake"),
        Role::CaseLead => file!("case-lead"),
        Role::Practitioner => file!("practitioner"),
        Role::Assessor => file!("assessor"),
        Role::PanelChair => file!("panel-chair"),
        Role::PanelMember => file!("panel-member"),
        Role::Coordinator => file!("coordinator"),
        Role::Supervisor => file!("supervisor"),
        Role::ProgrammeManager => file!("programme-manager"),
        Role::Evaluator => file!("evaluator"),
        Role::MatchingOfficer => file!("matching-officer"),
        Role::OutsideSecond => file!("outside-second"),
        Role::DataProtectionOfficer => file!("data-protection-officer"),
        Role::Oversight => file!("oversight"),
        Role::Administrator => file!("administrator"),
    }
}

/// How a role is written in the address of its page.
fn slug(role: Role) -> String {
    role.code().replace('_', "-")
}

/// Where a role's page of the manual is.
pub fn place(role: Role) -> String {
    format!("/manual/{}", slug(role))
}

/// A page without its title, as HTML. Tags in the file are not taken over.
fn rendered(text: &str) -> String {
    let body = match text.split_once('\n') {
        Some((title, body)) if title.starts_with("# ") => body,
        _ => text,
    };
    let events = Parser::new_ext(body, Options::ENABLE_SMART_PUNCTUATION)
        .filter(|e| !matches!(e, Event::Html(_) | Event::InlineHtml(_)));
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

#[derive(Template)]
#[template(path = "house/manual_index.html")]
struct IndexPage {
    t: Words,
    shell: Shell,
    yours: (String, &'static str),
    roles: Vec<(String, &'static str)>,
}

fn index(desk: &Desk) -> Answer {
    let line = |role: Role| (place(role), words::role(desk.t, role));
    desk.page(&IndexPage {
        t: desk.t,
        shell: desk.shell(desk.t.nav_manual(), "manual")?,
        yours: line(desk.hat.role),
        roles: Role::ALL.iter().map(|role| line(*role)).collect(),
    })
}

#[derive(Template)]
#[template(path = "house/manual.html")]
struct ManualPage {
    t: Words,
    shell: Shell,
    title: &'static str,
    body: String,
    /// Where the reader can begin, on the page of their own role.
    begin: Vec<(&'static str, &'static str)>,
    /// The public forms, for those who refer: address and programme.
    forms: Vec<(String, String)>,
    foreign: bool,
}

fn page(desk: &Desk) -> Answer {
    let wanted = desk.param("role");
    let found = Role::ALL.iter().copied().find(|r| slug(*r) == wanted);
    let role = found.ok_or_else(Failure::not_found)?;
    let name = words::role(desk.t, role);
    let shell = desk.shell(desk.t.manual_of(name), "manual")?;
    let begin = match role == desk.hat.role {
        true => shell
            .links
            .iter()
            .filter(|l| l.href != "/manual")
            .map(|l| (l.href, l.words))
            .collect(),
        false => Vec::new(),
    };
    let forms = match role {
        Role::Referrer => refer::open_forms(desk)?,
        _ => Vec::new(),
    };
    desk.page(&ManualPage {
        t: desk.t,
        shell,
        title: name,
        body: rendered(written(role)),
        begin,
        forms,
        foreign: desk.t.code() != "en-GB",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_a_page_of_the_manual_with_a_title_steps_and_limits() {
        for role in Role::ALL {
            let text = written(*role);
            assert!(text.starts_with("# "), "{} has no title", slug(*role));
            let html = rendered(text);
            assert!(!html.contains("<h1"), "{} has two titles", slug(*role));
            for part in ["<h2", "<ol", "What you do not"] {
                assert!(html.contains(part), "{} lacks {part}", slug(*role));
            }
            let words = text.split_whitespace().count();
            assert!(
                words < 700,
                "{} is no page but a book: {words}",
                slug(*role)
            );
        }
    }

    #[test]
    fn tags_in_a_page_are_not_taken_over() {
        assert_eq!(
            rendered("# T\n\nA <b>word</b>.\n\n<script>x</script>\n").trim(),
            "<p>A word.</p>"
        );
    }
}
