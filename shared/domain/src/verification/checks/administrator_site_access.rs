//! The administrator who approved reaches the same sites and libraries as the system user. Advisory: Cooperlink works without
//! it, but then no administrator of the connection sees its content. The fact comes from the administrator's own sign-in and
//! is kept, because scheduled runs cannot see it again. <https://learn.microsoft.com/en-us/graph/api/site-getbypath>

use super::{
    all, library,
    site::{self, SharedFault},
};
use crate::{
    aadsts::Actor,
    verification::{
        Expectations,
        facts::{Evidence, TenantFacts, TurnedAway},
        verdict::{Finding, Unobserved, Verdict},
    },
};

pub(in crate::verification) fn check(
    facts: &TenantFacts,
    expected: &Expectations<'_>,
) -> Result<Verdict, Unobserved> {
    if expected.sites.is_empty() {
        return Ok(Verdict::NotApplicable(Finding::new("no-sites")));
    }
    let turned_away = &facts.administrator_sites.get()?.0;
    let libraries = library::subjects(expected.sites);
    // A position that is not configured any more says nothing; a site where nobody can write is the site's own finding.
    let places: Vec<String> = turned_away
        .iter()
        .filter(|place| !is_closed_to_all(place, facts, expected))
        .filter_map(|place| name(place, expected, &libraries))
        .collect();
    if places.is_empty() {
        return Ok(Verdict::Pass);
    }
    let places = places.join(", ");
    Ok(Verdict::Fail(
        Finding::new("administrator-without-access")
            .with("places", places)
            .acts(Actor::Administrator),
    ))
}

fn is_closed_to_all(place: &TurnedAway, facts: &TenantFacts, expected: &Expectations<'_>) -> bool {
    let shared = usize::from(place.site)
        .checked_sub(1)
        .and_then(|position| site::shared(facts, expected, position));
    place.is_read_only && shared == Some(SharedFault::ReadOnly)
}

fn name(place: &TurnedAway, expected: &Expectations<'_>, libraries: &[String]) -> Option<String> {
    let at = |position: u8| usize::from(position).checked_sub(1);
    match place.library {
        Some(library) => libraries.get(at(library)?).cloned(),
        None => expected
            .sites
            .get(at(place.site)?)
            .map(|site| site.url.to_string()),
    }
}

pub(in crate::verification) fn evidence(
    facts: &TenantFacts,
    _: &Expectations<'_>,
) -> Vec<Evidence> {
    all([facts.administrator_sites.evidence()])
}
