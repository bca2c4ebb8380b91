//! Fault of a library, which may be the library's own or one that all libraries of its site share.

use crate::verification::{
    facts::{Evidence, LibraryAccess, LibraryFacts, LibraryPresence},
    verdict::Unobserved,
};

/// Fault of a library that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It cannot be read.
    ReadRefused,
    /// It can be read, and not be written to.
    WriteRefused,
    /// It is locked or archived.
    Locked,
    /// It has no room left.
    Full,
    /// Its type takes no uploaded files.
    TakesNoUpload,
}

/// Fault of a library that exists, if it has one. A fault that was seen counts, even if other facts of the library were not.
///
/// # Errors
/// The reason why a fact was not seen, if no fault was.
pub(super) fn fault(library: &LibraryFacts) -> Result<Option<Fault>, Unobserved> {
    let of = |access, refused| match access {
        LibraryAccess::Allowed => None,
        LibraryAccess::Refused => Some(refused),
        LibraryAccess::Locked => Some(Fault::Locked),
        LibraryAccess::Full => Some(Fault::Full),
        LibraryAccess::TakesNoUpload => Some(Fault::TakesNoUpload),
    };
    let reading = library.read.get();
    let writing = library.write.get();
    let is_full = matches!(
        library.listed.get(),
        Ok(LibraryPresence::Found { is_full: true })
    );
    let faults = [
        reading
            .as_ref()
            .ok()
            .and_then(|access| of(**access, Fault::ReadRefused)),
        writing
            .as_ref()
            .ok()
            .and_then(|access| of(**access, Fault::WriteRefused)),
        is_full.then_some(Fault::Full),
    ];
    if let Some(fault) = faults.into_iter().flatten().next() {
        return Ok(Some(fault));
    }
    reading?;
    writing?;
    Ok(None)
}

/// Evidence of writing, if the answer rests on it. A successful trial is left out when there is a fault: it may be an earlier
/// run's, and would date the present fault wrongly.
pub(super) fn writing(library: &LibraryFacts) -> Option<&Evidence> {
    let has_succeeded = library.write.get() == Ok(&LibraryAccess::Allowed);
    let evidence = library.write.evidence();
    evidence.filter(|_| !has_succeeded || fault(library) == Ok(None))
}
