//! Decides what comes next with the sealing keys, from their ids, their order and the instant of the last change.

use jiff::{SignedDuration, Timestamp};
use store::KEPT;
use store::secrets::HELD;

/// After a change, for so long some function may have the keys of before: it holds them for five minutes, and a request that began
/// with them lasts half a minute at most.
const READ_EVERYWHERE: SignedDuration = SignedDuration::from_secs(HELD.as_secs() + 60);
/// Longest life of what is sealed for a request that is repeated, or for a person on the way: kept answers live for a day.
pub(super) const SHORT_LIFE: SignedDuration = SignedDuration::from_hours(24);
/// Longest life of all: a host application may go on from a cursor of events for as long as events are kept.
pub(super) const LONG_LIFE: SignedDuration = KEPT;
/// A key that is younger is the one that this rotation is about. None that is older begins to seal: so a key's successor sealed within
/// that time, which tells when the key itself sealed last.
const UNDER_WAY: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Next step of a rotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RotationStep {
    /// Add a key, in place of one that waited for too long and never sealed.
    Add { instead_of: Option<usize> },
    /// Put the key of that place first, from that instant on.
    Seal { place: usize, not_before: Timestamp },
    /// Remove the keys of these places, from that instant on.
    Remove {
        places: Vec<usize>,
        not_before: Timestamp,
    },
    /// Nothing: one key, and it is new.
    Nothing,
}

/// Settings of a rotation.
#[derive(Debug, Clone, Copy)]
pub(super) struct RotationSettings {
    pub(super) is_new: bool,
    /// Life of what older keys sealed.
    pub(super) life: SignedDuration,
}

/// Decides what comes next.
pub(super) fn decide(
    ids: &[String],
    changed_at: Timestamp,
    now: Timestamp,
    wanted: RotationSettings,
) -> RotationStep {
    let made: Vec<_> = ids.iter().map(|id| made_at(id)).collect();
    let each = made.iter().enumerate();
    let newest = each
        .filter_map(|(place, made)| Some(((*made)?, place)))
        .max();
    let Some((newest, place)) = newest else {
        return RotationStep::Add { instead_of: None };
    };
    let is_young = now < newest + UNDER_WAY;
    if place > 0 {
        let not_before = changed_at + READ_EVERYWHERE;
        return if is_young {
            RotationStep::Seal { place, not_before }
        } else {
            let instead_of = Some(place);
            RotationStep::Add { instead_of }
        };
    }
    // The first is the newest: each other one sealed last before the secret changed last, and before its successor was old.
    let needed_until = |own: Option<Timestamp>| {
        let successors = made.iter().flatten().filter(|made| Some(**made) > own);
        let sealed_last = successors
            .min()
            .map_or(changed_at, |made| *made + UNDER_WAY);
        sealed_last.min(changed_at) + READ_EVERYWHERE + wanted.life
    };
    let older = made.iter().enumerate().skip(1);
    let older: Vec<_> = older
        .map(|(place, made)| (needed_until(*made), place))
        .collect();
    let due = older.iter().filter(|(until, _)| *until <= now);
    let places: Vec<_> = due.map(|(_, place)| *place).collect();
    match older.iter().min() {
        Some((until, _)) if !places.is_empty() => RotationStep::Remove {
            places,
            not_before: *until,
        },
        Some((until, place)) if is_young && !wanted.is_new => RotationStep::Remove {
            places: vec![*place],
            not_before: *until,
        },
        None if is_young && !wanted.is_new => RotationStep::Nothing,
        Some(_) | None => RotationStep::Add { instead_of: None },
    }
}

/// Instant at which a key of this command was made; its id tells.
pub(super) fn made_at(id: &str) -> Option<Timestamp> {
    let second = id.strip_prefix('t')?.parse().ok()?;
    Timestamp::from_second(second).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: RotationSettings = RotationSettings {
        is_new: false,
        life: LONG_LIFE,
    };

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn decided(ids: &[&str], changed: i64, now: i64, wanted: RotationSettings) -> RotationStep {
        let ids: Vec<_> = ids.iter().map(|id| (*id).to_owned()).collect();
        decide(&ids, at(changed), at(now), wanted)
    }

    const MADE: i64 = 1_800_000_000;
    const DAY: i64 = 86_400;

    fn add() -> RotationStep {
        RotationStep::Add { instead_of: None }
    }

    fn remove(places: &[usize], not_before: Timestamp) -> RotationStep {
        RotationStep::Remove {
            places: places.to_vec(),
            not_before,
        }
    }

    #[test]
    fn a_key_opens_everywhere_before_it_seals_and_outlives_what_it_sealed() {
        let new = format!("t{MADE}");
        assert_eq!(decided(&["k1"], 0, MADE, WANTED), add());
        let seal = RotationStep::Seal {
            place: 1,
            not_before: at(MADE + 360),
        };
        let added = ["k1", new.as_str()];
        for now in [MADE + 1, MADE + 1_000] {
            assert_eq!(decided(&added, MADE, now, WANTED), seal);
        }
        let sealing = [new.as_str(), "k1"];
        let leaked = RotationSettings {
            life: SHORT_LIFE,
            ..WANTED
        };
        for wanted in [WANTED, leaked] {
            let until = at(MADE + 400 + 360) + wanted.life;
            for now in [at(MADE + 500), until] {
                let next = decided(&sealing, MADE + 400, now.as_second(), wanted);
                assert_eq!(next, remove(&[1], until));
            }
        }
        let next = decided(&[new.as_str()], MADE + 400, MADE + 500, WANTED);
        assert_eq!(next, RotationStep::Nothing);
    }

    #[test]
    fn with_a_rotation_a_year_each_key_goes_400_days_after_it_sealed_last() {
        let second = MADE + 365 * DAY;
        let (one, two) = (format!("t{MADE}"), format!("t{second}"));
        assert_eq!(decided(&[&one, "k1"], MADE + 360, second, WANTED), add());
        // The change of a moment ago does not begin the wait of the oldest anew.
        let keys = [two.as_str(), &one, "k1"];
        let changed = second + 360;
        let until = at(MADE) + UNDER_WAY + READ_EVERYWHERE + LONG_LIFE;
        let next = decided(&keys, changed, changed + 1, WANTED);
        assert_eq!(next, remove(&[2], until));
        // It goes before another one is made, and the younger one stays.
        let next = decided(&keys, changed, second + 365 * DAY, WANTED);
        assert_eq!(next, remove(&[2], until));
        let keys = [two.as_str(), &one];
        assert_eq!(decided(&keys, changed, second + 365 * DAY, WANTED), add());
    }

    #[test]
    fn one_that_waits_to_seal_is_not_passed_over_and_never_seals_late() {
        let again = RotationSettings {
            is_new: true,
            ..WANTED
        };
        let new = format!("t{MADE}");
        assert_eq!(decided(&[&new, "k1"], MADE, MADE + 500, again), add());
        let added = ["k1", new.as_str()];
        let next = decided(&added, MADE, MADE + 500, again);
        assert!(
            matches!(next, RotationStep::Seal { place: 1, .. }),
            "{next:?}"
        );
        let instead_of = Some(1);
        let next = decided(&added, MADE, MADE + 31 * DAY, WANTED);
        assert_eq!(next, RotationStep::Add { instead_of });
    }

    #[test]
    fn ids_of_other_makers_tell_no_time() {
        assert_eq!(made_at("k1"), None);
        assert_eq!(made_at("table"), None);
        assert_eq!(made_at("t1800000000"), Some(at(1_800_000_000)));
    }
}
