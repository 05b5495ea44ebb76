//! Screening.

use super::diary::Diary;
use super::referrals::Told;
use throughcare_domain::moment::Moment;

pub(super) fn tell<'c>(_: &mut Diary<'c>, _: Told<'c>, _: Moment, _: Moment) {}
