//! The outbox, for whoever keeps the installation running.

use crate::Refusal;
use crate::refusal::NoRule;
use throughcare_domain::policy::Action;
use throughcare_domain::subject::Subject;
use throughcare_store::notice::{self as table, Notice};
use throughcare_store::{Tx, access, account};

/// How many notices the outbox shows.
const MOST: i64 = 100;

/// A notice with the member of staff to whom it goes.
#[derive(Clone, Debug)]
pub struct Sent {
    pub notice: Notice,
    pub name: String,
    pub email: String,
}

/// The newest notices.
pub fn outbox(tx: &mut Tx<'_>) -> Result<Vec<Sent>, Refusal<NoRule>> {
    access::permit_at_large(tx, Action::ReadOutbox)?;
    let mut out = Vec::new();
    for notice in table::list_notices(tx, MOST)? {
        let Some(to) = account::find_account(tx, notice.account)? else {
            continue;
        };
        out.push(Sent {
            notice,
            name: to.name,
            email: to.email,
        });
    }
    let mut shown: Vec<Subject> = out.iter().map(|s| s.notice.account.into()).collect();
    shown.sort();
    shown.dedup();
    tx.view_list(Action::ReadOutbox, shown);
    Ok(out)
}
