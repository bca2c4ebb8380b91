//! Microsoft's clouds. Hosts are constants of the cloud and never come from a message (T05).
//! <https://learn.microsoft.com/en-us/entra/identity-platform/authentication-national-cloud>,
//! <https://learn.microsoft.com/en-us/graph/deployments>

use url::{Host, Url};

/// Error for an address of the emulated cloud that is not an HTTP origin on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the emulated cloud takes loopback addresses only, such as http://127.0.0.1:4580")]
pub struct NotLoopback;

/// An origin on this machine: `http` or `https`, a loopback host, no path. The only kind of address the emulated cloud accepts
/// (T68).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoopbackOrigin(String);

impl LoopbackOrigin {
    /// Reads an origin such as `http://127.0.0.1:4580`. `https` is for measurements, where TLS belongs to the time.
    ///
    /// # Errors
    /// [`NotLoopback`] for anything but an `http` or `https` origin whose host is `127.0.0.0/8`, `[::1]`, `localhost` or below
    /// `.localhost`.
    pub fn parse(text: &str) -> Result<Self, NotLoopback> {
        let url = Url::parse(text).map_err(|_| NotLoopback)?;
        let loopback = match url.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            None => false,
        };
        let bare = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        if loopback && bare && matches!(url.scheme(), "http" | "https") {
            Ok(Self(url.origin().ascii_serialization()))
        } else {
            Err(NotLoopback)
        }
    }

    /// The origin without a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The Microsoft cloud a deployment works in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cloud {
    /// Worldwide, GCC included.
    Global,
    /// US Government L4 (GCC High).
    UsGov,
    /// US Government L5 (`DoD`).
    UsGovDod,
    /// China, operated by 21Vianet.
    China,
    /// The emulated Microsoft 365 of this project, on this machine.
    Emulated {
        /// Origin of its login host.
        login: LoopbackOrigin,
        /// Origin of its Graph.
        graph: LoopbackOrigin,
    },
}

impl Cloud {
    /// The authority's origin, without a trailing slash.
    pub fn login_origin(&self) -> &str {
        match self {
            Self::Global => "https://login.microsoftonline.com",
            Self::UsGov | Self::UsGovDod => "https://login.microsoftonline.us",
            Self::China => "https://login.partner.microsoftonline.cn",
            Self::Emulated { login, .. } => login.as_str(),
        }
    }

    /// Microsoft Graph's origin, without a trailing slash.
    pub fn graph_origin(&self) -> &str {
        match self {
            Self::Global => "https://graph.microsoft.com",
            Self::UsGov => "https://graph.microsoft.us",
            Self::UsGovDod => "https://dod-graph.microsoft.us",
            Self::China => "https://microsoftgraph.chinacloudapi.cn",
            Self::Emulated { graph, .. } => graph.as_str(),
        }
    }

    /// The resource prefix of Graph's scopes. The emulated cloud answers to the global name, as Entra's global cloud
    /// does, because a scope names a resource and not an address.
    pub fn graph_resource(&self) -> &str {
        match self {
            Self::Emulated { .. } => "https://graph.microsoft.com",
            Self::Global | Self::UsGov | Self::UsGovDod | Self::China => self.graph_origin(),
        }
    }

    /// Audience of assertions that another issuer signs for Entra of this cloud. The emulated cloud takes the global one.
    /// <https://learn.microsoft.com/en-us/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity>
    pub fn token_exchange_audience(&self) -> &'static str {
        match self {
            Self::Global | Self::Emulated { .. } => "api://AzureADTokenExchange",
            Self::UsGov | Self::UsGovDod => "api://AzureADTokenExchangeUSGov",
            Self::China => "api://AzureADTokenExchangeChina",
        }
    }

    /// Beginning of SharePoint's own addresses on a host, with a closing slash. The emulated cloud has no names for SharePoint
    /// hosts; it serves them below its Graph.
    pub fn sharepoint_base(&self, host: &str) -> String {
        match self {
            Self::Emulated { graph, .. } => format!("{}/_sharepoint/{host}/", graph.as_str()),
            Self::Global | Self::UsGov | Self::UsGovDod | Self::China => format!("https://{host}/"),
        }
    }

    /// The cloud's name in Microsoft's own PowerShell modules.
    /// <https://learn.microsoft.com/en-us/powershell/microsoftgraph/authentication-commands>
    pub fn powershell_environment(&self) -> &'static str {
        match self {
            Self::Global | Self::Emulated { .. } => "Global",
            Self::UsGov => "USGov",
            Self::UsGovDod => "USGovDoD",
            Self::China => "China",
        }
    }

    /// Whether this is the emulated cloud, the only one that may shorten intervals.
    pub fn is_emulated(&self) -> bool {
        matches!(self, Self::Emulated { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    #[test_case("http://127.0.0.1:4580", true; "loopback address")]
    #[test_case("https://127.0.0.1:4580", true; "loopback address over tls")]
    #[test_case("https://10.0.0.1:4580", false; "private address over tls")]
    #[test_case("https://127.0.0.1@example.com", false; "userinfo over tls")]
    #[test_case("http://127.9.9.9:1/", true; "anywhere in the loopback range")]
    #[test_case("http://[::1]:4580", true; "loopback address version 6")]
    #[test_case("http://login.localhost:4580", true; "below localhost")]
    #[test_case("http://localhost.example:4580", false; "looks like localhost")]
    #[test_case("http://127.0.0.1.example", false; "looks like an address")]
    #[test_case("http://10.0.0.1:4580", false; "private address")]
    #[test_case("http://169.254.169.254", false; "metadata address")]
    #[test_case("https://login.microsoftonline.com", false; "microsoft")]
    #[test_case("http://127.0.0.1@example.com", false; "userinfo")]
    #[test_case("http://127.0.0.1:4580/path", false; "path")]
    #[test_case("ftp://127.0.0.1", false; "scheme")]
    #[test_case("nonsense", false; "no address")]
    fn t68_the_emulated_cloud_takes_loopback_only(text: &str, accepted: bool) {
        assert_eq!(LoopbackOrigin::parse(text).is_ok(), accepted);
    }
}
