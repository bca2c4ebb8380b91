//! Question to Microsoft whether it knows a domain: used for advice only, never for a decision.

use crate::verify::read_tenant::TenantReader;
use domain::customer::DomainName;
use std::time::Duration;

/// Longest time that a call waits for the answer.
const LONGEST: Duration = Duration::from_millis(1_500);

/// Whether Microsoft says that no organisation has verified the domain. False if the answer is late or cannot be read.
pub async fn is_unknown(reader: &TenantReader, domain: &DomainName) -> bool {
    let asked = reader.entra.tenant_of_domain(domain);
    matches!(tokio::time::timeout(LONGEST, asked).await, Ok(Ok(None)))
}
