//! Every route, once: method, path, component, who may come in, and what looking at it records.

use crate::desk::{Desk, Visit};
use crate::failure::Answer;
use serde::Serialize;
use throughcare_domain::code::Code;
use throughcare_domain::policy::Action;

/// Which way a route is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    Get,
    Post,
}

/// Who may come in at all. What they may see there is for the policy table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gate {
    /// Everybody: sign-in, static files, the public form.
    Open,
    /// Only in a demonstration.
    Demonstration,
    /// Whoever is signed in and may do this somewhere.
    Act(Action),
}

/// What is recorded when the route is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LookKind {
    /// It shows nothing about anybody.
    None,
    /// One subject is shown.
    Subject,
    /// A list is shown: one entry with the subjects.
    List,
    /// Something is changed: the change is the entry.
    Change,
}

/// What answers.
#[derive(Clone, Copy)]
pub enum Handle {
    Open(fn(&Visit) -> Answer),
    Signed(fn(&Desk) -> Answer),
}

/// One route.
#[derive(Clone, Copy)]
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    /// The component of the practice that it belongs to, or `house`.
    pub component: &'static str,
    pub gate: Gate,
    pub look: LookKind,
    pub handle: Handle,
}

/// A page for whoever is signed in.
pub const fn get(
    path: &'static str,
    component: &'static str,
    action: Action,
    look: LookKind,
    handle: fn(&Desk) -> Answer,
) -> Route {
    Route {
        method: Method::Get,
        path,
        component,
        gate: Gate::Act(action),
        look,
        handle: Handle::Signed(handle),
    }
}

/// A form sent by whoever is signed in.
pub const fn post(
    path: &'static str,
    component: &'static str,
    action: Action,
    handle: fn(&Desk) -> Answer,
) -> Route {
    Route {
        method: Method::Post,
        path,
        component,
        gate: Gate::Act(action),
        look: LookKind::Change,
        handle: Handle::Signed(handle),
    }
}

/// Something that everybody may use.
pub const fn open(
    method: Method,
    path: &'static str,
    component: &'static str,
    handle: fn(&Visit) -> Answer,
) -> Route {
    Route {
        method,
        path,
        component,
        gate: Gate::Open,
        look: LookKind::None,
        handle: Handle::Open(handle),
    }
}

/// All routes, one list for each tool.
pub const ROUTES: &[&[Route]] = &[
    crate::assets::ROUTES,
    crate::sign_in::ROUTES,
    crate::shell::ROUTES,
    crate::work::ROUTES,
    crate::house::overdue::ROUTES,
    crate::house::accounts::ROUTES,
    crate::house::design::ROUTES,
    crate::house::manual::ROUTES,
    crate::house::outbox::ROUTES,
    crate::house::oversight::ROUTES,
    crate::house::programme::ROUTES,
    crate::expected::ROUTES,
    crate::owner::ROUTES,
    crate::case::ROUTES,
    crate::identify::enquiry::ROUTES,
    crate::identify::referral::ROUTES,
    crate::identify::prior_contact::ROUTES,
    crate::identify::matching_officer::ROUTES,
    crate::identify::screening::ROUTES,
    crate::second_look::ROUTES,
    crate::identify::urgent::ROUTES,
    crate::identify::refer::ROUTES,
];

/// One line of `throughcare routes --json`.
#[derive(Clone, Debug, Serialize)]
pub struct RouteLine {
    pub method: &'static str,
    pub path: &'static str,
    pub component: &'static str,
    pub gate: &'static str,
    /// The row of the policy table.
    pub policy: Option<&'static str>,
    pub look: &'static str,
}

/// Every route as a line.
pub fn lines() -> Vec<RouteLine> {
    all().map(Route::line).collect()
}

pub(crate) fn all() -> impl Iterator<Item = &'static Route> {
    ROUTES.iter().flat_map(|list| list.iter())
}

impl Route {
    fn line(&self) -> RouteLine {
        RouteLine {
            method: match self.method {
                Method::Get => "GET",
                Method::Post => "POST",
            },
            path: self.path,
            component: self.component,
            gate: match self.gate {
                Gate::Open => "open",
                Gate::Demonstration => "demonstration",
                Gate::Act(_) => "signed in",
            },
            policy: match self.gate {
                Gate::Act(action) => Some(action.code()),
                _ => None,
            },
            look: match self.look {
                LookKind::None => "none",
                LookKind::Subject => "subject",
                LookKind::List => "list",
                LookKind::Change => "change",
            },
        }
    }
}
