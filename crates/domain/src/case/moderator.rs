//! Moderators as dated spans: on what a case rests, where it runs, which order is in force, how much was agreed.

use crate::case::{CaseRefusal, Footing, Moderator, ModeratorKind, Setting};
use crate::code::Code;
use crate::coded;
use crate::moment::Day;

coded! {
    /// Which order or condition is in force while the case runs.
    OrderInForce {
        NoOrder = "none",
        ProbationOrCommunityOrder = "community_order",
        LicenceCondition = "licence_condition",
        CourtMeasure = "court_measure",
        ChildProtectionMeasure = "child_protection",
        CivilMeasure = "civil_measure",
        OtherOrder = "other",
        NotSettled = "not_settled",
    }
}

coded! {
    /// How much support was agreed.
    AgreedIntensity {
        Light = "light",
        Standard = "standard",
        Intensive = "intensive",
        NotSettled = "not_settled",
    }
}

/// What stands for a region that nobody has settled yet.
pub const REGION_NOT_SETTLED: &str = "not_settled";

/// Checks that a value belongs to its kind. Regions are the programme file's own list.
pub fn check_value(
    kind: ModeratorKind,
    value: &str,
    regions: &[String],
) -> Result<(), CaseRefusal> {
    let known = match kind {
        ModeratorKind::Footing => Footing::from_code(value).is_ok(),
        ModeratorKind::Setting => Setting::from_code(value).is_ok(),
        ModeratorKind::OrderInForce => OrderInForce::from_code(value).is_ok(),
        ModeratorKind::AgreedIntensity => AgreedIntensity::from_code(value).is_ok(),
        ModeratorKind::Region => value == REGION_NOT_SETTLED || regions.iter().any(|r| r == value),
    };
    if known {
        Ok(())
    } else {
        Err(CaseRefusal::UnknownValue)
    }
}

/// What was recorded, as spans: a later one of the same kind ends the earlier on its own first day.
/// Shape: in the order of kind and first day. Of two that begin on one day the one recorded last counts.
pub fn spans(recorded: Vec<Moderator>) -> Vec<Moderator> {
    let mut spans: Vec<Moderator> = Vec::with_capacity(recorded.len());
    let mut sorted = recorded;
    sorted.sort_by_key(|m| (m.kind, m.from, m.id));
    for next in sorted {
        let same_kind = spans.last().is_some_and(|last| last.kind == next.kind);
        if same_kind {
            if spans.last().is_some_and(|last| last.from == next.from) {
                spans.pop();
            } else if let Some(last) = spans.last_mut() {
                last.until = Some(next.from);
            }
        }
        spans.push(Moderator {
            until: None,
            ..next
        });
    }
    spans
}

/// What holds on a day; none where nothing was settled.
pub fn on_day(spans: &[Moderator], kind: ModeratorKind, day: Day) -> Option<&Moderator> {
    spans
        .iter()
        .find(|m| m.kind == kind && m.from <= day && m.until.is_none_or(|until| day < until))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::*;

    fn day(n: i64) -> Day {
        Day::from_number(n).unwrap()
    }

    fn set(id: i64, kind: ModeratorKind, value: &str, from: i64) -> Moderator {
        Moderator {
            id: ModeratorId::from_bits(id),
            kind,
            value: value.to_owned(),
            from: day(from),
            until: None,
            recorded_by: AccountId::from_bits(1),
        }
    }

    #[test]
    fn a_later_span_ends_the_earlier_on_its_own_first_day() {
        let recorded = vec![
            set(3, ModeratorKind::Setting, "community", 20_260_601),
            set(1, ModeratorKind::Setting, "custody", 20_260_101),
            set(2, ModeratorKind::Footing, "mandated", 20_260_101),
        ];
        let spans = spans(recorded);
        let ends: Vec<(&str, Option<Day>)> =
            spans.iter().map(|m| (m.value.as_str(), m.until)).collect();
        assert_eq!(
            ends,
            [
                ("mandated", None),
                ("custody", Some(day(20_260_601))),
                ("community", None)
            ]
        );
        let check = |on, expected| {
            let found = on_day(&spans, ModeratorKind::Setting, day(on));
            assert_eq!(found.map(|m| m.value.as_str()), expected, "{on}");
        };
        check(20_251_231, None);
        check(20_260_531, Some("custody"));
        check(20_260_601, Some("community"));
    }

    #[test]
    fn a_correction_of_the_same_day_takes_the_place_of_what_it_corrects() {
        let spans = spans(vec![
            set(1, ModeratorKind::Setting, "custody", 20_260_101),
            set(2, ModeratorKind::Setting, "residential", 20_260_201),
            set(3, ModeratorKind::Setting, "community", 20_260_201),
        ]);
        let values: Vec<&str> = spans.iter().map(|m| m.value.as_str()).collect();
        assert_eq!(values, ["custody", "community"]);
        assert_eq!(spans[0].until, Some(day(20_260_201)));
    }

    #[test]
    fn a_value_belongs_to_its_kind() {
        let regions = ["North Marsh".to_owned()];
        let check = |kind, value, expected: Result<(), CaseRefusal>| {
            assert_eq!(
                check_value(kind, value, &regions),
                expected,
                "{kind:?} {value}"
            );
        };
        let unknown = Err(CaseRefusal::UnknownValue);
        check(ModeratorKind::Footing, "voluntary", Ok(()));
        check(ModeratorKind::Footing, "custody", unknown);
        check(ModeratorKind::Setting, "custody", Ok(()));
        check(ModeratorKind::Region, "North Marsh", Ok(()));
        check(ModeratorKind::Region, "not_settled", Ok(()));
        check(ModeratorKind::Region, "South Marsh", unknown);
        check(ModeratorKind::OrderInForce, "licence_condition", Ok(()));
        check(ModeratorKind::AgreedIntensity, "a lot", unknown);
    }
}
