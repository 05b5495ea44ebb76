//! What makes a working day: things done at once, cover for absence, offers that wait for an answer, decisions that
//! wait for a second person, and clocks that were given a new date or waived.

use super::diary::Diary;
use super::referrals::{Told, owned};
use super::screening::{grounds, holder};
use super::{Cast, Done, Made, cases};
use crate::demo::cast;
use throughcare_app::case::show::Expected;
use throughcare_app::case::{self, TakeOverDraft};
use throughcare_app::{ownership, urgent, work};
use throughcare_domain::account::{Actor, Role};
use throughcare_domain::case::StateCode;
use throughcare_domain::case::adoption::Adoption;
use throughcare_domain::code::Code;
use throughcare_domain::decision::Basis;
use throughcare_domain::id::*;
use throughcare_domain::identify::urgent::UrgentDraft;
use throughcare_domain::moment::Moment;
use throughcare_domain::person::*;
use throughcare_domain::reason::ReasonCode;

/// Something of [`cast::Words::act_now`], told of a referral. Unit: working days ago, minutes from midnight.
struct AtOnce {
    key: &'static str,
    referral: &'static str,
    days_ago: i64,
    done_at: i64,
    recorded_at: i64,
    written_up: bool,
}

const AT_ONCE: &[AtOnce] = &[
    AtOnce {
        key: "pier",
        referral: "nm-17",
        days_ago: 4,
        done_at: 16 * 60 + 5,
        recorded_at: 16 * 60 + 50,
        written_up: true,
    },
    AtOnce {
        key: "sister-at-home",
        referral: "nm-09",
        days_ago: 1,
        done_at: 16 * 60 + 20,
        recorded_at: 17 * 60 + 10,
        written_up: false,
    },
    AtOnce {
        key: "bottle-in-locker",
        referral: "nm-53",
        days_ago: 7,
        done_at: 11 * 60 + 15,
        recorded_at: 12 * 60 + 30,
        written_up: true,
    },
    AtOnce {
        key: "night-call",
        referral: "nm-30",
        days_ago: 12,
        done_at: 100,
        recorded_at: 8 * 60 + 10,
        written_up: true,
    },
];

/// An adoption that is proposed and waits. Unit: working days ago.
struct Waits {
    referral: &'static str,
    by: Role,
    named: Option<&'static str>,
    days_ago: i64,
}

const WAITING: &[Waits] = &[
    waits("nm-35", Role::PanelChair, Some("priya-nair"), 1),
    waits("nm-32", Role::PanelChair, Some("priya-nair"), 3),
    waits("nm-43", Role::PanelChair, Some("priya-nair"), 5),
    waits("nm-47", Role::PanelChair, Some("tamas-varga"), 2),
    waits("nm-38", Role::PanelChair, None, 2),
    waits("nm-41", Role::ProgrammeManager, None, 1),
    waits("nm-36", Role::ProgrammeManager, None, 3),
    waits("nm-49", Role::ProgrammeManager, None, 5),
    waits("bx-07", Role::ProgrammeManager, Some("anneliese-kroll"), 4),
    waits("bx-10", Role::ProgrammeManager, Some("anneliese-kroll"), 1),
];

const fn waits(
    referral: &'static str,
    by: Role,
    named: Option<&'static str>,
    days_ago: i64,
) -> Waits {
    Waits {
        referral,
        by,
        named,
        days_ago,
    }
}

/// Cover for a week: whose cases are covered, and by whom.
const COVERED: &[(&str, &str, &[&str])] = &[
    ("ines-okafor", "sipho-mbeki", &["nm-35", "nm-38", "nm-47"]),
    ("hanna-wisniewska", "eleni-kostadinou", &["nm-41", "nm-49"]),
    ("hanna-wisniewska", "yusuf-demir", &["nm-43", "nm-36"]),
    ("yusuf-demir", "saskia-noordhof", &["bx-07", "bx-10"]),
];

/// Cases that are offered to somebody who has not answered. Unit: working days ago.
const OFFERED: &[(&str, &str, &str, i64)] = &[
    ("nm-24", "ines-okafor", "sipho-mbeki", 1),
    ("nm-51", "hanna-wisniewska", "sipho-mbeki", 2),
    ("nm-52", "ines-okafor", "eleni-kostadinou", 1),
    ("nm-28", "hanna-wisniewska", "eleni-kostadinou", 2),
    ("nm-45", "ines-okafor", "yusuf-demir", 1),
    ("nm-54", "ines-okafor", "maren-achterberg", 2),
    ("nm-27", "ines-okafor", "maren-achterberg", 4),
    ("bx-01", "yusuf-demir", "lea-brandt", 1),
    ("bx-04", "yusuf-demir", "lea-brandt", 2),
    ("bx-06", "yusuf-demir", "lea-brandt", 4),
    ("bx-02", "lea-brandt", "yusuf-demir", 1),
    ("bx-05", "lea-brandt", "yusuf-demir", 2),
];

pub(super) fn tell<'c>(diary: &mut Diary<'c>, cast: &'c Cast) {
    for act in AT_ONCE {
        if let Some(told) = told(cast, act.referral) {
            at_once(diary, told, act);
        }
    }
    for (from, by, cases) in COVERED {
        for key in *cases {
            if let Some(told) = told(cast, key) {
                covered(diary, told, from, by);
            }
        }
    }
    for (key, from, to, days_ago) in OFFERED {
        if let Some(told) = told(cast, key) {
            offered(diary, told, from, to, *days_ago);
        }
    }
    for waits in WAITING {
        if let Some(told) = told(cast, waits.referral) {
            waiting(diary, told, waits);
        }
    }
    taken_over(diary, cast);
    waived(diary, cast);
    redated(diary, cast);
}

/// The story of a referral, found by its key.
fn told<'c>(cast: &'c Cast, key: &str) -> Option<Told<'c>> {
    let story = cast.referrals.iter().find(|r| r.key == key)?;
    Some(Told {
        cast,
        story,
        person: cast.persons.iter().find(|p| p.key == story.person)?,
        enquiry: None,
    })
}

fn at_once<'c>(diary: &mut Diary<'c>, told: Told<'c>, act: &'static AtOnce) {
    let Some(words) = told.cast.words.act_now.iter().find(|w| w.key == act.key) else {
        return;
    };
    let day = diary.working_days(-act.days_ago);
    let (done_at, recorded_at) = (diary.at(day, act.done_at), diary.at(day, act.recorded_at));
    diary.note(recorded_at, move |made| {
        let (id, actor, view) = owned(made, told)?;
        let draft = UrgentDraft {
            what_was_done: words.done.clone(),
            who_was_told: words.told.clone(),
            basis: Basis::from_code(&words.basis).map_err(|e| e.to_string())?,
            done_at,
            done_by: view.owner_name,
        };
        made.does(&told.story.key, actor, |tx| {
            urgent::act_now(tx, id.into(), draft)
        })?;
        Ok(())
    });
    if !act.written_up {
        return;
    }
    let at = diary.slot(act.key, recorded_at, diary.later(day, 1));
    diary.note(at, move |made| {
        let (id, actor, view) = owned(made, told)?;
        let Some((done, _)) = view.urgent_acts.first() else {
            return Err(format!("{}: nothing was done at once", told.story.key));
        };
        let words = "Rang both the next morning. Nobody was hurt; who was told is noted, and what was skipped is done by the end of the week.";
        let act = done.id;
        made.does(&told.story.key, actor, |tx| {
            urgent::write_up(tx, id.into(), act, words)
        })
    });
}

fn covered<'c>(diary: &mut Diary<'c>, told: Told<'c>, from: &'static str, by: &'static str) {
    let (first, last) = (diary.working_days(-1), diary.working_days(4));
    let at = diary.at(first, 9 * 60 + 15);
    diary.note(at, move |made| {
        let (id, actor, _) = cases::carried(made, told, from)?;
        let by = made.account(by)?;
        made.does(&told.story.key, actor, |tx| {
            ownership::arrange_cover(tx, id.into(), by, first, last)
        })?;
        Ok(())
    });
}

fn offered<'c>(
    diary: &mut Diary<'c>,
    told: Told<'c>,
    from: &'static str,
    to: &'static str,
    days_ago: i64,
) {
    let at = diary.at(diary.working_days(-days_ago), 14 * 60 + 10);
    diary.note(at, move |made| {
        let (id, actor, _) = cases::carried(made, told, from)?;
        let to = made.account(to)?;
        let reasons = &told.cast.words.transfer_reasons;
        let words = &reasons[Diary::fixed(&told.story.key, reasons.len() as u64) as usize];
        made.does(&told.story.key, actor, |tx| {
            ownership::offer(tx, id.into(), to, words)
        })
    });
}

fn waiting<'c>(diary: &mut Diary<'c>, told: Told<'c>, waits: &'static Waits) {
    let programme = told.story.programme.as_str();
    let Some(by) = holder(told.cast, waits.by, programme) else {
        return;
    };
    let at = diary.at(diary.working_days(-waits.days_ago), 15 * 60 + 40);
    diary.note(at, move |made| {
        let reasons = &told.cast.words.adoption_reasons;
        let words = &reasons[Diary::fixed(&told.story.key, reasons.len() as u64) as usize];
        let options = [cast::Choice {
            option: "Advice to those around, and no case".into(),
            why_not: "It was tried for three weeks; those around asked for somebody who stays."
                .into(),
        }];
        let grounds = grounds(told.cast, words, &options, None);
        cases::propose(made, told, by, Adoption::Adopt, grounds, waits.named)
    });
}

/// The key of the one case that no referral opened.
const TAKEN_OVER: &str = "bx-taken-over";

/// A case from the time before the programme, carried by its director. It waits for its second person, since it was
/// considered and never adopted.
fn taken_over<'c>(diary: &mut Diary<'c>, cast: &'c Cast) {
    let Some(programme) = (cast.programmes.iter()).find(|p| p.kind == cast::ProgrammeKind::ExitNgo)
    else {
        return;
    };
    let key = programme.key.as_str();
    let on = diary.working_days(-30);
    let at = diary.at(diary.working_days(-12), 11 * 60);
    diary.note(at, move |made| {
        let director = holder(cast, Role::ProgrammeManager, key).unwrap_or_default();
        let actor = made.actor(director, &[Role::ProgrammeManager], key)?;
        let programme = made.programmes[key];
        let draft = TakeOverDraft {
            person: Identity {
                names: vec![PersonName {
                    kind: NameKind::Used,
                    text: "Corin Halloway".into(),
                }],
                birth: Birth {
                    date: BirthDate::Year { year: 1979 },
                    basis: AgeBasis::SaysSo,
                },
                town: Some("Harbour End".into()),
                ..Identity::unnamed("")
            },
            on,
            from: "Card index of the harbour group, from the years before this programme".into(),
            stage: StateCode::Considered,
            stage_words: "Met four times in the fishermen's mission; never asked whether he wants more than that.".into(),
        };
        let id = made.does(TAKEN_OVER, actor, |tx| case::take_over(tx, programme, draft))?;
        made.cases.insert(TAKEN_OVER.into(), id);
        Ok(())
    });
    let asked = diary.at(diary.working_days(-3), 16 * 60);
    diary.note(asked, move |made| {
        let director = holder(cast, Role::ProgrammeManager, key).unwrap_or_default();
        let second = holder(cast, Role::OutsideSecond, key);
        let options = [cast::Choice {
            option: "Leave it at the card index".into(),
            why_not: "Then nobody would ring him, and nobody would know that nobody does.".into(),
        }];
        let reasons = "He has waited longest of all, and he came again by himself.";
        let grounds = grounds(cast, reasons, &options, None);
        cases::propose_for(
            made,
            (TAKEN_OVER, key),
            director,
            Adoption::Adopt,
            grounds,
            second,
        )
    });
}

/// Of old referrals that were never acknowledged, or whose referrer was never told, every other one was waived.
fn waived<'c>(diary: &mut Diary<'c>, cast: &'c Cast) {
    for story in cast.referrals.iter().filter(|r| r.days_ago > 60) {
        let clocks = [
            (cast::Missing::Acknowledgement, "acknowledge"),
            (cast::Missing::ReferrerTold, "referrer-told"),
        ];
        let Some((_, clock)) = (clocks.into_iter()).find(|(m, _)| story.missing.contains(m)) else {
            continue;
        };
        let (Some(told), true) = (
            told(cast, &story.key),
            Diary::fixed(&format!("{} waived", story.key), 2) == 0,
        ) else {
            continue;
        };
        let at = diary.at(diary.later(diary.arrival_day(story), 40), 16 * 60);
        diary.note(at, move |made| {
            let (_, _, view) = owned(made, told)?;
            let actor = answers(made, told)?;
            let Some(open) = open(&view.expected, clock) else {
                return Ok(());
            };
            let words = "The referrer has left that post; nobody there knows of it.";
            made.does(&told.story.key, actor, |tx| {
                work::waive(tx, open, ReasonCode::RecordsNotAtHand, words)
            })
        });
    }
}

/// Whoever answers for how work is carried: the supervisor, or else the programme's manager.
fn answers(made: &Made<'_>, told: Told<'_>) -> Done<Actor> {
    let programme = &told.story.programme;
    let supervisor = holder(told.cast, Role::Supervisor, programme);
    let manager = holder(told.cast, Role::ProgrammeManager, programme);
    let who = supervisor.or(manager).unwrap_or_default();
    made.actor(who, &[Role::Supervisor, Role::ProgrammeManager], programme)
}

fn open(expected: &[Expected], clock: &str) -> Option<ExpectationId> {
    (expected.iter())
        .find(|x| x.expectation.clock == clock && x.expectation.outcome.open())
        .map(|x| x.expectation.id)
}

/// Adoptions that were put off once, with a reason.
fn redated<'c>(diary: &mut Diary<'c>, cast: &'c Cast) {
    let put_off = [
        ("nm-41", ReasonCode::PartnersDisagree),
        ("nm-38", ReasonCode::ClientUnwell),
    ];
    for (key, reason) in put_off {
        let Some(told) = told(cast, key) else {
            continue;
        };
        let at = diary.at(diary.working_days(-2), 10 * 60 + 20);
        let until: Moment = diary.at(diary.working_days(8), 12 * 60);
        diary.note(at, move |made| {
            let actor = answers(made, told)?;
            let id = made.cases[&told.story.key];
            let view = made.sees(key, actor, |tx| case::show(tx, id))?;
            let Some(open) = open(&view.missing, "adoption") else {
                return Err(format!("{key}: no adoption is expected"));
            };
            let words = "The panel meets again in the week after next; until then the worker goes on visiting.";
            made.does(key, actor, |tx| work::redate(tx, open, until, reason, words))
        });
    }
}
