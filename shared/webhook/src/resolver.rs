//! Resolution of endpoints' names, for each connection. Only addresses that passed the check are handed over, so a name that
//! leads elsewhere the second time gains nothing (T43).

use domain::webhook::{Reach, is_public};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Error for a name that leads to no address to which deliveries may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the name leads to no public address")]
pub(crate) struct NotPublic;

/// Resolver of names.
pub(crate) struct Resolver(pub(crate) Reach);

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.0;
        Box::pin(async move {
            let addresses: Addrs = match reach {
                // Names of this machine are not asked for: whatever the resolver says, nothing leaves it.
                Reach::Loopback => Box::new(
                    [
                        IpAddr::V4(Ipv4Addr::LOCALHOST),
                        IpAddr::V6(Ipv6Addr::LOCALHOST),
                    ]
                    .map(|address| SocketAddr::new(address, 0))
                    .into_iter(),
                ),
                Reach::Public => {
                    let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
                    let public: Vec<_> = found.filter(|address| is_public(address.ip())).collect();
                    if public.is_empty() {
                        return Err(NotPublic.into());
                    }
                    Box::new(public.into_iter())
                }
            };
            Ok(addresses)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn t43_a_name_that_leads_inside_leads_nowhere() {
        let resolved = Resolver(Reach::Public)
            .resolve("localhost".parse().unwrap())
            .await;
        let error = resolved.err().unwrap();
        assert_eq!(error.downcast_ref::<NotPublic>(), Some(&NotPublic));
    }

    #[tokio::test]
    async fn t68_on_this_machine_every_name_is_this_machine() {
        let resolved = Resolver(Reach::Loopback)
            .resolve("app.example".parse().unwrap())
            .await;
        let Ok(mut addresses) = resolved else {
            panic!("not resolved");
        };
        assert!(addresses.all(|address| address.ip().is_loopback()));
    }
}
