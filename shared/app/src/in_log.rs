//! Registration in the log: once it is known, every line of the invocation names it.

use domain::{ids::RegistrationId, registration::Registration};
use tracing::{Span, field::display};

/// Names the registration of this id in every line from now on.
pub(crate) fn name_id(id: RegistrationId) {
    Span::current().record("registration_id", display(id));
}

/// Names the registration, and the support code that a customer reads out, in every line from now on.
pub(crate) fn name_registration(registration: &Registration) {
    name_id(registration.id);
    Span::current().record("support_code", display(registration.support_code));
}
