//! The demonstration holds what it promises.

use super::*;
use crate::demo::cast::cast;
use throughcare_domain::moment::Moment;
use throughcare_store::edge::{Chance, Clock};
use throughcare_store::house::{Founding, Kind, Place};
use throughcare_store::keys::{Key, Root};

/// A demonstration in a folder of its own, gone when the test ends.
pub(in crate::demo) struct Shown {
    pub house: House,
    pub folder: std::path::PathBuf,
}

impl Drop for Shown {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

pub(in crate::demo) fn founding() -> Founding {
    Founding {
        kind: Kind::Demonstration,
        name: "Throughcare demonstration".into(),
        seed: Some(7),
    }
}

/// 09:40 in London on a day of November 2026.
fn november(day: i8) -> Moment {
    let zone = jiff::tz::TimeZone::get("Europe/London").unwrap();
    Moment::from_civil(jiff::civil::date(2026, 11, day).at(9, 40, 0, 0), &zone)
}

fn shown(name: &str, now: Moment, seed: u64) -> Shown {
    let folder =
        std::env::temp_dir().join(format!("throughcare_demo_{}_{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let place = Place::Sqlite {
        file: folder.join("throughcare.db"),
    };
    let root = Root::new(1, Key::fresh(&Chance::seeded(8)));
    let (clock, chance) = (Clock::standing(now), Chance::seeded(seed));
    let house = House::open(&place, root, clock, chance, Some(&founding())).unwrap();
    build(&house, &cast(), seed as i64).unwrap_or_else(|why| panic!("{name}: {why}"));
    Shown { house, folder }
}

#[test]
fn it_is_built_on_any_day_of_the_week() {
    for day in 24..=30 {
        let shown = shown(&format!("day {day}"), november(day), 7);
        assert_eq!(
            shown.house.now(),
            november(day),
            "the clock is left where it stood"
        );
    }
}
