//! Exactly one accountable owner: work is offered and accepted, assigned by whoever answers for it, and covered in absence.

use crate::Refusal;
use throughcare_domain::account::Role;
use throughcare_domain::case::fact::Fact as F;
use throughcare_domain::id::*;
use throughcare_domain::moment::Day;
use throughcare_domain::ownership::{CoverRefusal, Ownership, TransferRefusal, check_cover};
use throughcare_domain::policy::{self, Action};
use throughcare_domain::subject::Subject;
use throughcare_store::access::Near;
use throughcare_store::notice::{self, NoticeKind};
use throughcare_store::ownership::{self as table, Cover, Held};
use throughcare_store::{Permitted, Tx, account, case::excluded, label, programme, remark};

/// Offers what one owns to a colleague, and stays owner until they accept.
pub fn offer(
    mut tx: Tx<'_>,
    subject: Subject,
    to: AccountId,
    words: &str,
) -> Result<(), Refusal<TransferRefusal>> {
    let held = table::open(&mut tx, Action::OfferOwnership, subject)?;
    let from = tx.actor().account().ok_or(Refusal::NotFound)?;
    let next = held
        .ownership
        .offer(from, to, tx.now())
        .map_err(Refusal::Rule)?;
    table::hands(&mut tx, &held, to)?
        .take_ownership()
        .map_err(Refusal::Rule)?;
    table::revise_ownership(&mut tx, &held, next, words)?;
    let offered = F::OwnerOffered {
        subject,
        from,
        to,
        until: None,
        words: remark::digest(&tx, words),
    };
    let fact = remark::insert_remark(&mut tx, offered, words)?;
    notice::queue(&mut tx, to, NoticeKind::OwnershipOffered, subject)?;
    Ok(tx.commit([fact])?)
}

/// Accepts what was offered or assigned, and is its owner from now on.
pub fn accept(mut tx: Tx<'_>, subject: Subject) -> Result<(), Refusal<TransferRefusal>> {
    let held = table::open(&mut tx, Action::AnswerOffer, subject)?;
    let owner = tx.actor().account().ok_or(Refusal::NotFound)?;
    let next = held.ownership.accept(owner).map_err(Refusal::Rule)?;
    // Since the offer somebody may have been excluded, or have left the programme.
    table::hands(&mut tx, &held, owner)?
        .take_ownership()
        .map_err(Refusal::Rule)?;
    table::revise_ownership(&mut tx, &held, next, "")?;
    let sender = held.ownership.owner();
    notice::queue(&mut tx, sender, NoticeKind::OwnershipAnswered, subject)?;
    Ok(tx.commit([F::OwnerAccepted { subject, owner }])?)
}

/// Declines what was offered or assigned; whoever sent it is its owner as before.
pub fn decline(tx: Tx<'_>, subject: Subject, words: &str) -> Result<(), Refusal<TransferRefusal>> {
    end_offer(tx, Action::AnswerOffer, subject, words)
}

/// Takes one's own offer back.
pub fn withdraw(tx: Tx<'_>, subject: Subject, words: &str) -> Result<(), Refusal<TransferRefusal>> {
    end_offer(tx, Action::OfferOwnership, subject, words)
}

fn end_offer(
    mut tx: Tx<'_>,
    action: Action,
    subject: Subject,
    words: &str,
) -> Result<(), Refusal<TransferRefusal>> {
    let held = table::open(&mut tx, action, subject)?;
    let by = tx.actor().account().ok_or(Refusal::NotFound)?;
    let next = held.ownership.decline(by).map_err(Refusal::Rule)?;
    table::revise_ownership(&mut tx, &held, next, "")?;
    let declined = F::OwnerDeclined {
        subject,
        by,
        words: remark::digest(&tx, words),
    };
    let fact = remark::insert_remark(&mut tx, declined, words)?;
    let owner = held.ownership.owner();
    let other = held.ownership.offered_to().filter(|to| *to != by);
    notice::queue(
        &mut tx,
        other.unwrap_or(owner),
        NoticeKind::OwnershipAnswered,
        subject,
    )?;
    Ok(tx.commit([fact])?)
}

/// Which permission assigning asks for: cases are for those who answer for how they are carried.
fn assigning(subject: Subject) -> Action {
    match subject {
        Subject::Case(_) => Action::AssignOwner,
        _ => Action::AssignArrival,
    }
}

/// Assigns work with a reason. Whoever assigns is its owner until the other accepts.
pub fn assign(
    mut tx: Tx<'_>,
    subject: Subject,
    to: AccountId,
    reason: &str,
) -> Result<(), Refusal<TransferRefusal>> {
    let held = table::open(&mut tx, assigning(subject), subject)?;
    let by = tx.actor().account().ok_or(Refusal::NotFound)?;
    if reason.trim().is_empty() {
        return Err(Refusal::Rule(TransferRefusal::NoReason));
    }
    let next = held
        .ownership
        .assign(by, to, tx.now())
        .map_err(Refusal::Rule)?;
    for account in [by, to] {
        table::hands(&mut tx, &held, account)?
            .take_ownership()
            .map_err(Refusal::Rule)?;
    }
    table::revise_ownership(&mut tx, &held, next, reason)?;
    let assigned = F::OwnerAssigned {
        subject,
        by,
        to,
        words: tx.narrative(&[reason]),
    };
    let mut facts = vec![remark::insert_remark(&mut tx, assigned, reason)?];
    if let Ownership::Held { by: owner } = next {
        facts.push(F::OwnerAccepted { subject, owner }.into());
    } else {
        notice::queue(&mut tx, to, NoticeKind::OwnershipAssigned, subject)?;
    }
    let before = held.ownership.owner();
    if before != by && before != to {
        notice::queue(&mut tx, before, NoticeKind::OwnershipMoved, subject)?;
    }
    Ok(tx.commit(facts)?)
}

/// Arranges cover for an absent owner. Unit: from the first to the last day, both included.
pub fn arrange_cover(
    mut tx: Tx<'_>,
    subject: Subject,
    by: AccountId,
    from: Day,
    until: Day,
) -> Result<CoverId, Refusal<CoverRefusal>> {
    let held = table::open(&mut tx, Action::ArrangeCover, subject)?;
    let programme = programme::adopted(&mut tx, held.programme)?;
    let hands = table::hands(&mut tx, &held, by)?;
    let today = programme.today(tx.now());
    check_cover(held.ownership.owner(), by, hands, (from, until), today).map_err(Refusal::Rule)?;
    let zone = &programme.file.calendar.zone;
    let cover = Cover {
        id: tx.new_id(),
        account: by,
        from,
        until,
        from_at: from.begins(zone),
        until_at: until.plus_days(1).begins(zone),
    };
    table::insert_cover(&mut tx, &held, &cover)?;
    notice::queue(&mut tx, by, NoticeKind::CoverArranged, subject)?;
    tx.commit([F::CoverArranged {
        subject,
        cover: cover.id,
        by,
        from,
        until,
    }])?;
    Ok(cover.id)
}

/// The owner as a page shows them, with an open offer and who covers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnerView {
    pub ownership: Ownership,
    pub owner_name: String,
    pub offered_to_name: Option<String>,
    /// What the sender wrote with an open offer.
    pub offer_words: Option<String>,
    pub cover: Vec<(Cover, String)>,
}

/// Who owns something that the actor may read.
pub fn show<E>(tx: &mut Tx<'_>, action: Action, subject: Subject) -> Result<OwnerView, Refusal<E>> {
    let held: Permitted<Held> = table::open(tx, action, subject)?;
    let mut cover = Vec::new();
    for one in table::list_cover(tx, &held)? {
        let name = account::name_of(tx, one.account)?;
        cover.push((one, name));
    }
    let offered_to_name = match held.ownership.offered_to() {
        Some(to) => Some(account::name_of(tx, to)?),
        None => None,
    };
    let offer_words = match offered_to_name {
        Some(_) => table::offer_words(tx, &held)?,
        None => None,
    };
    Ok(OwnerView {
        ownership: held.ownership,
        owner_name: account::name_of(tx, held.ownership.owner())?,
        offered_to_name,
        offer_words,
        cover,
    })
}

/// Colleagues to whom something could be offered or assigned, or who could cover: without its owner and whoever is excluded.
pub fn could_carry<E>(
    tx: &mut Tx<'_>,
    action: Action,
    subject: Subject,
) -> Result<Vec<(AccountId, String, Role)>, Refusal<E>> {
    let held = table::open(tx, action, subject)?;
    let roles: Vec<Role> = throughcare_domain::code::Code::ALL
        .iter()
        .copied()
        .filter(|role| policy::may_own(*role, subject))
        .collect();
    let mut out = Vec::new();
    for colleague in account::list_colleagues(tx, held.programme, &roles)? {
        let owner = colleague.0 == held.ownership.owner();
        if !owner && !excluded::excluded(tx, subject, colleague.0)? {
            out.push(colleague);
        }
    }
    Ok(out)
}

/// What the actor may do about who owns something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OwnerMay {
    pub answer: bool,
    pub offer: bool,
    pub withdraw: bool,
    pub assign: bool,
    pub arrange_cover: bool,
}

/// Who owns something, whom it is about, and who else could.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnerPage {
    pub view: OwnerView,
    pub reference: String,
    /// For whoever may read that.
    pub about: Option<String>,
    pub may: OwnerMay,
    /// Empty where the actor may put it into nobody's hands.
    pub colleagues: Vec<(AccountId, String, Role)>,
}

/// Who owns something, for whoever may do one thing about it: read it, assign it, arrange cover.
pub fn page<E>(tx: &mut Tx<'_>, action: Action, subject: Subject) -> Result<OwnerPage, Refusal<E>> {
    let near = Near::to(tx, subject)?;
    tx.view(action, subject);
    let view = show(tx, action, subject)?;
    let me = tx.actor().account();
    let mine = me == Some(view.ownership.owner());
    let offered = view.ownership.offered_to();
    let may = OwnerMay {
        answer: offered.is_some() && offered == me && near.may(Action::AnswerOffer),
        offer: mine && offered.is_none() && near.may(Action::OfferOwnership),
        withdraw: mine && offered.is_some() && near.may(Action::OfferOwnership),
        assign: near.may(assigning(subject)),
        arrange_cover: near.may(Action::ArrangeCover),
    };
    let colleagues = match may.offer || may.assign || may.arrange_cover {
        true => could_carry(tx, action, subject)?,
        false => Vec::new(),
    };
    Ok(OwnerPage {
        reference: label::reference(tx, subject)?,
        about: label::find_label(tx, &near)?,
        view,
        may,
        colleagues,
    })
}
