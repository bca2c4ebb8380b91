//! Whether Microsoft knows a domain, asked in passing: for advice, never for a decision.

use crate::read_tenant::TenantReader;
use domain::customer::DomainName;
use std::time::Duration;

/// The longest that a call waits for advice.
const LONGEST: Duration = Duration::from_millis(1_500);

/// Whether Microsoft says that no organisation has verified the domain. An answer that is late or cannot be read says nothing.
pub async fn is_unknown(reader: &TenantReader, domain: &DomainName) -> bool {
    let asked = reader.entra.tenant_of_domain(domain);
    matches!(tokio::time::timeout(LONGEST, asked).await, Ok(Ok(None)))
}
