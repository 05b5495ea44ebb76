//! Staff: who can sign in, in which roles and where. No case content.

use crate::desk::Desk;
use crate::failure::Answer;
use crate::route::{LookKind, Route, get};
use crate::shell::Shell;
use crate::words;
use askama::Template;
use throughcare_app::account::{self, StaffLine};
use throughcare_domain::account::Role;
use throughcare_domain::id::AccountId;
use throughcare_domain::policy::Action;
use throughcare_text::Words;

pub const ROUTES: &[Route] = &[get(
    "/accounts",
    "house",
    Action::ReadAccounts,
    LookKind::List,
    page,
)];

/// How many accounts stand on one page.
const PAGE: usize = 100;

#[derive(Template)]
#[template(path = "house/accounts.html")]
struct AccountsPage {
    t: Words,
    shell: Shell,
    rows: Vec<StaffLine>,
    /// The last account of this page, when there is a next one.
    further: Option<AccountId>,
}

fn page(desk: &Desk) -> Answer {
    let after = desk.asked("after").parse().ok();
    let most = PAGE as i64;
    let rows = desk.view(Action::ReadAccounts, desk.account, |tx| {
        account::staff(tx, after, most)
    })?;
    let further = rows.last().filter(|_| rows.len() == PAGE);
    let page = AccountsPage {
        t: desk.t,
        shell: desk.shell(desk.t.nav_staff(), "accounts")?,
        further: further.map(|row| row.account.id),
        rows,
    };
    desk.page(&page)
}

impl AccountsPage {
    fn hat(&self, role: &Role, place: &str) -> String {
        self.t.accounts_hat(place, words::role(self.t, *role))
    }
}
