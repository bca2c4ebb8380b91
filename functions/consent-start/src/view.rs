//! The pages of a link, as they are asked for.

/// Requested page of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RequestedPage {
    /// The page for the present state, with the current notice.
    Here,
    /// The first page again, to read; it changes nothing.
    Prepare,
    /// State of the connection, without a notice.
    Status,
    /// Words on an error that Microsoft may have shown to a person whom it did not send back.
    Stopped,
    /// The permissions to print.
    Permissions,
    /// The report to print, or to keep as a file.
    Report(ReportFormat),
    /// The meeting as a calendar file.
    Meeting,
}

/// Form in which a report is delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReportFormat {
    /// Shown as a page.
    Page,
    /// Downloaded as a file.
    File,
}

/// Requested view of the access page, on which an administrator manages the users and groups that may use the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AccessView {
    /// The page itself.
    Page,
    /// The review of a change, after the sign-in for its rights at Graph.
    Review,
    /// A script with the steps of the page, for an administrator who prefers to run it.
    Script,
}
