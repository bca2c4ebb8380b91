//! The configured sites as the administrator sees them, read in the callback of the proof leg; the administrator's token is
//! dropped afterwards. Only the refusals are kept.

use crate::legs::step::CallbackContext;
use domain::{
    customer::Site,
    registration::Observation,
    verification::facts::{
        AdministratorSites, Evidence, LibraryAccess, LibraryFacts, Observed, SiteAccess, SiteFacts,
        TurnedAway,
    },
};
use secrecy::SecretString;
use std::time::{Duration, Instant};

/// Time limit of the reads: 10 seconds, because the callback has stored nothing yet and a person waits.
const READ_WITHIN: Duration = Duration::from_secs(10);

/// Reads the sites and returns the observation to keep; `None` when nothing certain was seen.
pub(super) async fn look(
    step: &CallbackContext<'_>,
    access_token: &SecretString,
    sites: &[Site],
) -> Option<Observation<AdministratorSites>> {
    if sites.is_empty() {
        return None;
    }
    let entra = &step.callback.browser.entra;
    let read = entra.read_administrator_sites(access_token, sites, step.parts.machine.clock);
    let facts = entra::deadline::within(Instant::now() + READ_WITHIN, read).await;
    compact(&facts)
}

/// Answer of a site or library.
enum Answer<'a> {
    /// The administrator can use it.
    Open(&'a Evidence),
    /// The administrator was refused.
    TurnedAway(&'a Evidence),
    /// The administrator could read, but not write.
    ReadOnly(&'a Evidence),
    /// No information: it was not read, or it does not exist for any user.
    Silent,
}

/// Returns the places that refused the administrator. Without any refusal the result holds only if every place answered: a
/// place that was not read may refuse.
fn compact(sites: &[SiteFacts]) -> Option<Observation<AdministratorSites>> {
    let mut turned_away = Vec::new();
    let mut refused_by = None;
    let mut opened_by = None;
    let mut is_whole = true;
    for (mut place, answer) in places(sites) {
        match answer {
            Answer::Open(evidence) => opened_by = opened_by.or(Some(evidence)),
            Answer::TurnedAway(evidence) => {
                refused_by = refused_by.or(Some(evidence));
                turned_away.push(place);
            }
            Answer::ReadOnly(evidence) => {
                refused_by = refused_by.or(Some(evidence));
                place.is_read_only = true;
                turned_away.push(place);
            }
            Answer::Silent => is_whole = false,
        }
    }
    let evidence = match refused_by {
        Some(evidence) => evidence,
        None if is_whole => opened_by?,
        None => return None,
    };
    Some(Observation {
        value: AdministratorSites(turned_away),
        evidence: evidence.clone(),
    })
}

/// Every site and library with its answer. Numbers begin at 1; those of libraries run over all sites.
fn places(sites: &[SiteFacts]) -> Vec<(TurnedAway, Answer<'_>)> {
    let mut places = Vec::new();
    let mut libraries = 0_u8;
    for (site, number) in sites.iter().zip(1_u8..) {
        places.push((
            TurnedAway {
                site: number,
                library: None,
                is_read_only: false,
            },
            of_site(&site.site),
        ));
        let is_open = matches!(site.site.get(), Ok(SiteAccess::Reached));
        for library in &site.libraries {
            libraries = libraries.saturating_add(1);
            // Behind a closed site nobody looked; the site says it.
            if is_open {
                let place = TurnedAway {
                    site: number,
                    library: Some(libraries),
                    is_read_only: false,
                };
                places.push((place, of_library(library)));
            }
        }
    }
    places
}

fn of_site(site: &Observed<SiteAccess>) -> Answer<'_> {
    match site {
        Observed::Seen { value, evidence } => match value {
            SiteAccess::Reached => Answer::Open(evidence),
            SiteAccess::Refused => Answer::TurnedAway(evidence),
            SiteAccess::Missing
            | SiteAccess::Moved
            | SiteAccess::OtherOrganisation
            | SiteAccess::Locked
            | SiteAccess::NoSharePoint => Answer::Silent,
        },
        Observed::Unseen { .. } => Answer::Silent,
    }
}

/// Answer of a library: open when it can be read and written, or when only lack of space or a lock prevents writing.
fn of_library(library: &LibraryFacts) -> Answer<'_> {
    match (&library.read, &library.write) {
        (
            Observed::Seen {
                value: LibraryAccess::Allowed,
                ..
            },
            Observed::Seen {
                value: LibraryAccess::Refused,
                evidence,
            },
        ) => Answer::ReadOnly(evidence),
        (
            Observed::Seen {
                value: LibraryAccess::Refused,
                evidence,
            },
            _,
        )
        | (
            _,
            Observed::Seen {
                value: LibraryAccess::Refused,
                evidence,
            },
        ) => Answer::TurnedAway(evidence),
        (
            Observed::Seen {
                value: LibraryAccess::Allowed,
                ..
            },
            Observed::Seen { evidence, .. },
        ) => Answer::Open(evidence),
        _ => Answer::Silent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::verification::{facts::LibraryPresence, verdict::Unobserved};
    use jiff::Timestamp;
    use test_case::test_case;

    fn seen<T>(value: T) -> Observed<T> {
        let evidence = Evidence {
            request: "GET /sites".to_owned(),
            status: Some(200),
            error_code: None,
            request_id: None,
            account: None,
            at: Timestamp::UNIX_EPOCH,
        };
        Observed::Seen { value, evidence }
    }

    fn library(read: Observed<LibraryAccess>, write: Observed<LibraryAccess>) -> LibraryFacts {
        LibraryFacts {
            listed: seen(LibraryPresence::Found { is_full: false }),
            read,
            write,
            left_open: None,
        }
    }

    fn unread<T>() -> Observed<T> {
        Observed::unseen(Unobserved::MicrosoftUnavailable)
    }

    /// Two sites with a library each, all open.
    fn open() -> Vec<SiteFacts> {
        let site = SiteFacts {
            site: seen(SiteAccess::Reached),
            libraries: vec![library(
                seen(LibraryAccess::Allowed),
                seen(LibraryAccess::Allowed),
            )],
            above: None,
        };
        vec![site.clone(), site]
    }

    fn kept(change: impl FnOnce(&mut Vec<SiteFacts>)) -> Option<Vec<(u8, Option<u8>)>> {
        let mut sites = open();
        change(&mut sites);
        compact(&sites).map(|seen| {
            let places = seen.value.0.iter();
            places.map(|place| (place.site, place.library)).collect()
        })
    }

    #[test_case(LibraryAccess::Allowed, true; "only writing is refused")]
    #[test_case(LibraryAccess::Refused, false; "reading is refused too")]
    #[test_case(LibraryAccess::Locked, false; "it is locked")]
    fn what_can_be_read_and_not_written_is_kept_as_that(read: LibraryAccess, is_read_only: bool) {
        let mut sites = open();
        sites[0].libraries[0] = library(seen(read), seen(LibraryAccess::Refused));
        let kept = compact(&sites).unwrap().value.0;
        let place = TurnedAway {
            site: 1,
            library: Some(1),
            is_read_only,
        };
        assert_eq!(kept, [place]);
    }

    #[test]
    fn where_everything_is_open_nothing_is_named() {
        assert_eq!(kept(|_| {}), Some(Vec::new()));
    }

    #[test]
    fn a_refusal_names_its_place() {
        let site = kept(|sites| {
            sites[0].site = seen(SiteAccess::Refused);
            // As reading leaves the libraries of a closed site.
            sites[0].libraries = vec![library(unread(), unread())];
        });
        assert_eq!(site, Some(vec![(1, None)]));
        let read = kept(|sites| sites[1].libraries[0].read = seen(LibraryAccess::Refused));
        assert_eq!(read, Some(vec![(2, Some(2))]));
        let write = kept(|sites| sites[1].libraries[0].write = seen(LibraryAccess::Refused));
        assert_eq!(write, Some(vec![(2, Some(2))]));
    }

    #[test_case(|sites| sites[1].site = unread(); "site not read")]
    #[test_case(|sites| sites[1].site = seen(SiteAccess::Missing); "site not there for anybody")]
    #[test_case(|sites| sites[1].libraries[0].read = unread(); "library not read")]
    #[test_case(|sites| sites[1].libraries[0].write = unread(); "writing not tried")]
    fn what_does_not_tell_is_not_kept_unless_something_else_was_refused(
        change: fn(&mut Vec<SiteFacts>),
    ) {
        assert_eq!(kept(change), None);
        let with_refusal = kept(|sites| {
            change(sites);
            sites[0].libraries[0].read = seen(LibraryAccess::Refused);
        });
        assert_eq!(with_refusal, Some(vec![(1, Some(1))]));
    }

    #[test_case(LibraryAccess::Full; "full")]
    #[test_case(LibraryAccess::Locked; "locked")]
    fn a_library_without_room_is_closed_to_nobody_in_particular(access: LibraryAccess) {
        let kept = kept(|sites| sites[0].libraries[0].write = seen(access));
        assert_eq!(kept, Some(Vec::new()));
    }
}
