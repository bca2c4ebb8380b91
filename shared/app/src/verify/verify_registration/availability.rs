//! Availability of the tenant that consented, which may have become another customer's.

/// Availability of the tenant that consented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Availability {
    /// The tenant belongs to no other customer.
    Free,
    /// The tenant belongs to another customer.
    Taken,
}
