//! The cases' stories: handed to a case lead, written down, adopted or declined by two people, and handed on.

use super::diary::Diary;
use super::referrals::Told;
use super::screening::{case_of, grounds};
use super::{Done, Made};
use crate::demo::cast;
use throughcare_app::case::{self, CaseView, ParticipantDraft, adoption};
use throughcare_app::{ownership, second};
use throughcare_domain::account::{Actor, Role};
use throughcare_domain::case::adoption::Adoption;
use throughcare_domain::case::safe_contact::{InPairs, SafeContactDraft};
use throughcare_domain::case::{ModeratorKind, ParticipantRole};
use throughcare_domain::decision::{Grounds, SecondAnswer};
use throughcare_domain::id::*;
use throughcare_domain::moment::Moment;
use throughcare_store::access::Visible;
use throughcare_store::decision::list_second_looks;

/// In which hats a case is carried.
pub(super) const CARRIES: &[Role] = &[
    Role::CaseLead,
    Role::Practitioner,
    Role::Assessor,
    Role::Intake,
];
/// Cases of which the offer to the case lead is not answered yet.
const UNANSWERED: &[&str] = &["nm-53"];

pub(super) fn tell<'c>(
    diary: &mut Diary<'c>,
    told: Told<'c>,
    story: &'c cast::Case,
    decision: &'c cast::Screening,
    opened: Moment,
) {
    let offered = diary.slot(&told.word("offered"), opened, diary.day(opened));
    diary.note(offered, move |made| {
        let id = case_of(made, told)?;
        made.cases.insert(told.story.key.clone(), id);
        let words = "Read the referral first, then ring me; I have spoken with the referrer.";
        offer(made, told, &decision.by, &story.lead, words)
    });
    if UNANSWERED.contains(&told.story.key.as_str()) {
        return;
    }
    let day = diary.later(diary.day(offered), 1);
    let accepted = diary.slot(&told.word("accepted"), offered, day);
    diary.note(accepted, move |made| accept(made, told, &story.lead));
    let written = written_down(diary, told, story, accepted);
    let adopted = adopted(diary, told, story, written);
    if let (Some(transfer), Some(adopted)) = (&story.transfer, adopted) {
        handed_on(diary, told, story, transfer, adopted);
    }
}

/// Whoever carries the case now, and the case as they see it.
pub(super) fn carried(
    made: &mut Made<'_>,
    told: Told<'_>,
    who: &str,
) -> Done<(CaseId, Actor, CaseView)> {
    let id = made.cases[&told.story.key];
    let actor = made.actor(who, CARRIES, &told.story.programme)?;
    let view = made.sees(&told.story.key, actor, |tx| case::show(tx, id))?;
    Ok((id, actor, view))
}

fn offer(made: &mut Made<'_>, told: Told<'_>, from: &str, to: &str, words: &str) -> Done {
    let id = made.cases[&told.story.key];
    let actor = made.actor(from, &[Role::Intake, Role::CaseLead], &told.story.programme)?;
    let to = made.account(to)?;
    if actor.account() == Some(to) {
        return Ok(());
    }
    made.does(&told.story.key, actor, |tx| {
        ownership::offer(tx, id.into(), to, words)
    })
}

fn accept(made: &mut Made<'_>, told: Told<'_>, who: &str) -> Done {
    let id = made.cases[&told.story.key];
    let actor = made.actor(who, &[Role::CaseLead], &told.story.programme)?;
    made.does(&told.story.key, actor, |tx| {
        ownership::accept(tx, id.into())
    })
}

/// What the case lead writes down in the first days: the card, the moderators, who takes part and who may not see it.
/// Of cases that are only considered yet, here and there something is still missing.
fn written_down<'c>(
    diary: &mut Diary<'c>,
    told: Told<'c>,
    story: &'c cast::Case,
    accepted: Moment,
) -> Moment {
    let considered = story.stage == cast::Stage::Considered;
    let misses = |word: &str, of| considered && Diary::fixed(&told.word(word), of) == 0;
    let mut at = diary.slot(&told.word("excluded"), accepted, diary.day(accepted));
    diary.note(at, move |made| exclusions(made, told, story));
    if !misses("card", 4) {
        at = diary.slot(&told.word("card"), at, diary.day(at));
        diary.note(at, move |made| card(made, told, story));
    }
    at = diary.slot(&told.word("takes part"), at, diary.later(diary.day(at), 1));
    if told.person.is_child() && !misses("guardian", 4) {
        diary.note(at, move |made| guardian(made, told, story));
    }
    diary.note(at, move |made| parents(made, told, story));
    at = diary.slot(&told.word("moderators"), at, diary.later(diary.day(at), 1));
    let region = !misses("moderators", 3);
    diary.note(at, move |made| moderators(made, told, story, region));
    at
}

fn exclusions(made: &mut Made<'_>, told: Told<'_>, story: &cast::Case) -> Done {
    for excluded in &story.excluded {
        let (id, actor, _) = carried(made, told, &story.lead)?;
        let who = made.account(&excluded.staff)?;
        made.does(&told.story.key, actor, |tx| {
            case::exclude_staff(tx, id, who, &excluded.why)
        })?;
    }
    Ok(())
}

fn card(made: &mut Made<'_>, told: Told<'_>, story: &cast::Case) -> Done {
    let (id, actor, _) = carried(made, told, &story.lead)?;
    let card = &story.card;
    let draft = SafeContactDraft {
        how_and_when: format!("{}; {}", card.how, card.when),
        do_not_leave: card.do_not.clone(),
        do_not_tell: card.do_not_tell.clone(),
        where_to_meet: String::new(),
        in_pairs: match card.pairs {
            true => InPairs::Always,
            false => InPairs::NotNeeded,
        },
        agreed_with: String::new(),
    };
    made.does(&told.story.key, actor, |tx| {
        case::set_safe_contact(tx, id, 0, draft)
    })?;
    Ok(())
}

fn guardian(made: &mut Made<'_>, told: Told<'_>, story: &cast::Case) -> Done {
    let Some(guardian) = &told.person.guardian else {
        return Ok(());
    };
    let power = match guardian.relation.as_str() {
        "mother" | "father" | "parents" => "parental responsibility",
        relation if relation.contains("foster") => {
            "placed with them by the council, which shares it"
        }
        _ => "named by the court as guardian",
    };
    let described = format!("{}, {}", guardian.name, guardian.relation);
    joins(
        made,
        told,
        story,
        ParticipantRole::Guardian,
        power,
        described,
    )
}

fn parents(made: &mut Made<'_>, told: Told<'_>, story: &cast::Case) -> Done {
    for participant in &story.participants {
        let found = told
            .cast
            .persons
            .iter()
            .find(|p| p.key == participant.person);
        let name = found.and_then(|p| p.names.first()).map(|n| n.is.clone());
        let role = match participant.role {
            cast::ParticipantRole::ParentAsClient => ParticipantRole::ParentAsClient,
        };
        joins(made, told, story, role, "", name.unwrap_or_default())?;
    }
    Ok(())
}

fn joins(
    made: &mut Made<'_>,
    told: Told<'_>,
    story: &cast::Case,
    role: ParticipantRole,
    power: &str,
    described: String,
) -> Done {
    let (id, actor, view) = carried(made, told, &story.lead)?;
    let draft = ParticipantDraft {
        role,
        described,
        power: power.to_owned(),
        since: view.today,
    };
    made.does(&told.story.key, actor, |tx| {
        case::join_participant(tx, id, draft)
    })?;
    Ok(())
}

fn footing(basis: cast::Basis) -> &'static str {
    match basis {
        cast::Basis::Voluntary => "voluntary",
        cast::Basis::Mandated => "mandated",
        cast::Basis::Mixed => "mixed",
        cast::Basis::NotSettled => "not_settled",
    }
}

fn moderators(made: &mut Made<'_>, told: Told<'_>, story: &cast::Case, region: bool) -> Done {
    let setting = match story.setting {
        cast::Setting::Community => "community",
        cast::Setting::Custody => "custody",
        cast::Setting::Residential => "residential",
        cast::Setting::Online => "online",
    };
    // On what it rests is seldom settled before somebody has met the person.
    set(
        made,
        told,
        &story.lead,
        ModeratorKind::Footing,
        "not_settled",
    )?;
    set(made, told, &story.lead, ModeratorKind::Setting, setting)?;
    if region {
        set(
            made,
            told,
            &story.lead,
            ModeratorKind::Region,
            &story.region,
        )?;
    }
    Ok(())
}

fn set(made: &mut Made<'_>, told: Told<'_>, who: &str, kind: ModeratorKind, value: &str) -> Done {
    let (id, actor, view) = carried(made, told, who)?;
    made.does(&told.story.key, actor, |tx| {
        case::set_moderator(tx, id, kind, value, view.today)
    })?;
    Ok(())
}

/// One decides and another agrees; afterwards it is settled on what the case rests.
fn adopted<'c>(
    diary: &mut Diary<'c>,
    told: Told<'c>,
    story: &'c cast::Case,
    written: Moment,
) -> Option<Moment> {
    let decided = story.adoption.as_ref()?;
    let on = diary
        .arrival_day(told.story)
        .plus_days(i64::from(decided.after_days));
    let at = diary.slot(&told.word("adopted"), written, on);
    let choice = match story.stage {
        cast::Stage::Declined => Adoption::Decline,
        cast::Stage::Considered | cast::Stage::Active => Adoption::Adopt,
    };
    diary.note(at, move |made| {
        let grounds = grounds(
            told.cast,
            &decided.reasons,
            &decided.options,
            decided.dissent.as_ref(),
        );
        propose(
            made,
            told,
            &decided.by,
            choice,
            grounds,
            Some(&decided.second),
        )
    });
    let agreed = diary.slot(&told.word("agreed"), at, diary.later(diary.day(at), 1));
    diary.note(agreed, move |made| agree(made, told, &decided.second));
    if choice == Adoption::Adopt && story.basis != cast::Basis::NotSettled {
        let day = diary.later(diary.day(agreed), 4);
        if day <= diary.today() {
            let settled = diary.slot(&told.word("settled"), agreed, day);
            diary.note(settled, move |made| {
                let value = footing(story.basis);
                set(made, told, &story.lead, ModeratorKind::Footing, value)
            });
        }
    }
    Some(agreed)
}

pub(super) fn propose(
    made: &mut Made<'_>,
    told: Told<'_>,
    by: &str,
    choice: Adoption,
    grounds: Grounds,
    named: Option<&str>,
) -> Done {
    let of = (told.story.key.as_str(), told.story.programme.as_str());
    propose_for(made, of, by, choice, grounds, named)
}

/// Proposes to adopt a case, or to decline it. `of` is its key and its programme.
pub(super) fn propose_for(
    made: &mut Made<'_>,
    of: (&str, &str),
    by: &str,
    choice: Adoption,
    grounds: Grounds,
    named: Option<&str>,
) -> Done {
    let (key, programme) = of;
    let id = made.cases[key];
    let actor = made.actor(by, &[Role::PanelChair, Role::ProgrammeManager], programme)?;
    let view = made.sees(key, actor, |tx| case::show(tx, id))?;
    let named = named.map(|who| made.account(who)).transpose()?;
    let version = view.case.version;
    made.does(key, actor, |tx| {
        adoption::decide(tx, id, version, choice, grounds, named)
    })?;
    Ok(())
}

fn agree(made: &mut Made<'_>, told: Told<'_>, who: &str) -> Done {
    let key = &told.story.key;
    let id = made.cases[key];
    let roles = [Role::PanelMember, Role::OutsideSecond];
    let actor = made.actor(who, &roles, &told.story.programme)?;
    let waiting = made.sees(key, actor, |tx| {
        let visible = Visible::to(tx, throughcare_domain::policy::Action::SecondAdoption);
        let rows = list_second_looks(tx, &visible, &visible, 200);
        rows.map_err(throughcare_app::Refusal::<throughcare_app::refusal::NoRule>::from)
    })?;
    let row = waiting.iter().find(|row| row.look.subject == id.into());
    let look = row
        .ok_or_else(|| format!("{key}: {who} was not asked"))?
        .look
        .id;
    made.does(key, actor, |tx| {
        second::answer(tx, look, SecondAnswer::Agrees, "Agreed.")
    })
}

/// Handed on to somebody else some weeks later; an offer that is not accepted yet was made yesterday.
fn handed_on<'c>(
    diary: &mut Diary<'c>,
    told: Told<'c>,
    story: &'c cast::Case,
    transfer: &'c cast::Transfer,
    adopted: Moment,
) {
    let day = match transfer.accepted {
        true => diary.later(diary.day(adopted), 15),
        false => diary.working_days(-1),
    };
    let offered = diary.slot(&told.word("handed on"), adopted, day);
    diary.note(offered, move |made| {
        offer(made, told, &story.lead, &transfer.to, &transfer.reasons)
    });
    if transfer.accepted {
        let day = diary.later(diary.day(offered), 1);
        let at = diary.slot(&told.word("taken on"), offered, day);
        diary.note(at, move |made| accept(made, told, &transfer.to));
    }
}
