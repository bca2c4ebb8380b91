//! A person whom Microsoft may keep on a page of its own, seen from a trip that has not come back.

use crate::view::RequestedPage;
use app::browser::Visit;
use domain::{flow::LegPurpose, invitation::Purpose};
use jiff::Timestamp;

/// The trip of this browser that has not come back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stay {
    /// The purpose of the trip, if the page tells what Microsoft may have shown.
    pub(super) on: Option<LegPurpose>,
    /// Whether the page links to the words on what Microsoft may have shown, instead of telling them.
    pub(super) may_say_so: bool,
}

impl Stay {
    /// State for a view at `now`. A person who used the browser's back button a moment ago sees the page as it was.
    pub(super) fn of(visit: &Visit, view: RequestedPage, now: Timestamp) -> Self {
        let registration = &visit.loaded.registration;
        let flow = visit.flow.as_ref();
        let trip = flow.and_then(|flow| flow.open_trip(registration));
        let told = trip.filter(|trip| match view {
            RequestedPage::Stopped => true,
            RequestedPage::Here => trip.may_be_kept(now),
            RequestedPage::Prepare
            | RequestedPage::Status
            | RequestedPage::Permissions
            | RequestedPage::Report(_)
            | RequestedPage::Meeting => false,
        });
        // The access page says so itself.
        let is_of_journey = trip.is_some_and(|trip| trip.purpose != LegPurpose::Access);
        Self {
            on: told.map(|trip| trip.purpose),
            may_say_so: view == RequestedPage::Here && told.is_none() && is_of_journey,
        }
    }

    /// Whether this page shows the notice for a person who comes back without an answer; every other page has words of its own.
    pub(super) fn is_told_as_went_back(self, purpose: Purpose) -> bool {
        match self.on {
            Some(LegPurpose::Consent) => true,
            Some(LegPurpose::SignIn) => purpose == Purpose::Upgrade,
            Some(LegPurpose::Proof | LegPurpose::SystemUser | LegPurpose::Access) | None => false,
        }
    }
}
