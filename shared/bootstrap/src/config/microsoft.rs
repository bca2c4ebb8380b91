//! Settings of the Microsoft cloud, of our application in it, and of its permissions.

use super::{
    ConfigError, ENTRA_CLIENT_ID, ENTRA_HOME_TENANT_ID, Environment, MICROSOFT_CLOUD,
    MICROSOFT_GRAPH_URL, MICROSOFT_LOGIN_URL, PERMISSION_SET_DECLARED, PERMISSIONS_ADDED,
    PERMISSIONS_DROPPED,
};
use domain::{
    cloud::{Cloud, LoopbackOrigin},
    ids::{ClientId, TenantId},
    permission::{FIRST_SET, Manifest},
};

/// Our application in Entra.
#[derive(Debug, Clone, Copy)]
pub struct Application {
    /// Its client id.
    pub client_id: ClientId,
    /// The tenant that owns its registration.
    pub home_tenant: TenantId,
}

impl Environment<'_> {
    /// The Microsoft cloud.
    ///
    /// # Errors
    /// A missing or unknown cloud; an emulated address that is not on this machine; an emulated address given for a real
    /// cloud (T05, T68).
    pub fn cloud(&self) -> Result<Cloud, ConfigError> {
        let cloud = match self.text(MICROSOFT_CLOUD)?.as_str() {
            "global" => Cloud::Global,
            "us_gov" => Cloud::UsGov,
            "us_gov_dod" => Cloud::UsGovDod,
            "china" => Cloud::China,
            "emulated" => {
                return Ok(Cloud::Emulated {
                    login: self.loopback(MICROSOFT_LOGIN_URL)?,
                    graph: self.loopback(MICROSOFT_GRAPH_URL)?,
                });
            }
            _ => {
                return Err(ConfigError::Invalid {
                    name: MICROSOFT_CLOUD,
                    problem: "it must be global, us_gov, us_gov_dod, china or emulated",
                });
            }
        };
        for name in [MICROSOFT_LOGIN_URL, MICROSOFT_GRAPH_URL] {
            if self.find(name).is_some() {
                return Err(ConfigError::Invalid {
                    name,
                    problem: "it is for the emulated cloud only",
                });
            }
        }
        Ok(cloud)
    }

    fn loopback(&self, name: &'static str) -> Result<LoopbackOrigin, ConfigError> {
        LoopbackOrigin::parse(&self.text(name)?)
            .map_err(|source| ConfigError::NotLoopback { name, source })
    }

    /// Our application in Entra.
    ///
    /// # Errors
    /// A missing setting, or one that is not a GUID.
    pub fn application(&self) -> Result<Application, ConfigError> {
        let problem = "it must be a lower-case GUID";
        Ok(Application {
            client_id: self
                .text(ENTRA_CLIENT_ID)?
                .parse()
                .map_err(|_| ConfigError::Invalid {
                    name: ENTRA_CLIENT_ID,
                    problem,
                })?,
            home_tenant: self.text(ENTRA_HOME_TENANT_ID)?.parse().map_err(|_| {
                ConfigError::Invalid {
                    name: ENTRA_HOME_TENANT_ID,
                    problem,
                }
            })?,
        })
    }

    /// Permissions that this deployment asks for.
    ///
    /// # Errors
    /// A missing setting; [`ConfigError::Permission`] for a name the manifest does not know; a declared set that is no number
    /// from 1.
    pub fn manifest(&self) -> Result<Manifest, ConfigError> {
        let added = self.list(PERMISSIONS_ADDED)?;
        let dropped = self.list(PERMISSIONS_DROPPED)?;
        let manifest = Manifest::adjusted(
            added.iter().map(String::as_str),
            dropped.iter().map(String::as_str),
        )?;
        let declared_set = self.text(PERMISSION_SET_DECLARED)?.parse().ok();
        let declared_set = declared_set.filter(|set| *set >= FIRST_SET);
        let declared_set = declared_set.ok_or(ConfigError::Invalid {
            name: PERMISSION_SET_DECLARED,
            problem: "must be a number from 1",
        })?;
        Ok(manifest.declared_up_to(declared_set))
    }
}
