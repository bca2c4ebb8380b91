//! The configuration, read once from the environment. Every setting is declared here with its meaning, is typed, and is
//! complete before the first event; an unknown or missing value refuses to start (T67).

mod addresses;
mod brand;
mod microsoft;

pub use microsoft::Application;

use domain::{
    cloud::{Cloud, NotLoopback},
    key_mode::KeyMode,
    permission::UnknownPermission,
    schedule::Intervals,
};
use jiff::SignedDuration;
use store::system_users::TokenStore;

/// A setting that is missing or cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The setting is not set.
    #[error("the setting {0} is missing")]
    Missing(&'static str),
    /// The setting has a value that cannot be used.
    #[error("the setting {name} cannot be used: {problem}")]
    Invalid {
        /// The setting's name.
        name: &'static str,
        /// The rule that the value breaks.
        problem: &'static str,
    },
    /// An address of the emulated cloud is not on this machine.
    #[error("the setting {name} cannot be used")]
    NotLoopback {
        /// The setting's name.
        name: &'static str,
        /// The reason.
        #[source]
        source: NotLoopback,
    },
    /// A permission that the deployment adds or drops is unknown to the manifest.
    #[error("the permissions cannot be adjusted")]
    Permission(#[from] UnknownPermission),
}

/// Version of code and settings, as the deployment names it: letters, digits, points and hyphens.
pub const VERSION: &str = "VERSION";
/// `global`, `us_gov`, `us_gov_dod`, `china` or `emulated`.
pub const MICROSOFT_CLOUD: &str = "MICROSOFT_CLOUD";
/// The emulated login host's origin on this machine; only with `emulated`.
pub const MICROSOFT_LOGIN_URL: &str = "MICROSOFT_LOGIN_URL";
/// The emulated Graph's origin on this machine; only with `emulated`.
pub const MICROSOFT_GRAPH_URL: &str = "MICROSOFT_GRAPH_URL";
/// Our application (client) id.
pub const ENTRA_CLIENT_ID: &str = "ENTRA_CLIENT_ID";
/// The tenant that owns our app registration.
pub const ENTRA_HOME_TENANT_ID: &str = "ENTRA_HOME_TENANT_ID";
/// The origin of the HTTP API as browsers see it, without a trailing slash.
pub const PUBLIC_BASE_URL: &str = "PUBLIC_BASE_URL";
/// The DynamoDB table.
pub const TABLE_NAME: &str = "TABLE_NAME";
/// The namespace of this stage's metrics in `CloudWatch`.
pub const METRIC_NAMESPACE: &str = "METRIC_NAMESPACE";
/// The beginning of every secret's name.
pub const SECRET_PREFIX: &str = "SECRET_PREFIX";
/// The ARN of the key that encrypts the system users' secrets; for the function that makes them.
pub const SECRETS_KEY_ARN: &str = "SECRETS_KEY_ARN";
/// `secrets-manager` or `table`: the store that the system users' refresh tokens are written to.
pub const SYSTEM_USER_TOKENS: &str = "SYSTEM_USER_TOKENS";
/// The ARN of the key that seals the system users' refresh tokens in the table.
pub const SYSTEM_USERS_KEY_ARN: &str = "SYSTEM_USERS_KEY_ARN";
/// The queue of scheduled verifications.
pub const SWEEP_QUEUE_URL: &str = "SWEEP_QUEUE_URL";
/// The queue of verifications that a person waits for.
pub const INTERACTIVE_QUEUE_URL: &str = "INTERACTIVE_QUEUE_URL";
/// The queue of deliveries of events to the host app's endpoints.
pub const DELIVERY_QUEUE_URL: &str = "DELIVERY_QUEUE_URL";
/// The queue of removals.
pub const ERASE_QUEUE_URL: &str = "ERASE_QUEUE_URL";
/// The app's name as Microsoft shows it.
pub const APP_NAME: &str = "APP_NAME";
/// The company's name.
pub const COMPANY_NAME: &str = "COMPANY_NAME";
/// The `https` URL of the logo; may be empty.
pub const LOGO_URL: &str = "LOGO_URL";
/// The colour of buttons, links and icon, as `#rrggbb`; may be empty.
pub const ACCENT_COLOUR: &str = "ACCENT_COLOUR";
/// The `https` URL of the page on personal data; may be empty.
pub const PRIVACY_URL: &str = "PRIVACY_URL";
/// The `https` URL of the page on security; may be empty.
pub const SECURITY_URL: &str = "SECURITY_URL";
/// A mail address or `https` URL for customers who need help.
pub const SUPPORT_CONTACT: &str = "SUPPORT_CONTACT";
/// The `https` URL where a customer books a meeting with support; may be empty.
pub const BOOKING_URL: &str = "BOOKING_URL";
/// The publisher's name as Microsoft's consent page shows it under the app's; may be empty.
pub const APP_PUBLISHER: &str = "APP_PUBLISHER";
/// Addresses or blocks (CIDR) that background sign-ins come from, separated by commas; empty where they are not fixed.
pub const OUTBOUND_ADDRESSES: &str = "OUTBOUND_ADDRESSES";
/// Addresses that a `return_url` may begin with: `https` origins with a path, separated by commas; may be empty.
pub const RETURN_URL_PREFIXES: &str = "RETURN_URL_PREFIXES";
/// Permissions this deployment asks for beyond the default set, separated by commas; may be empty.
pub const PERMISSIONS_ADDED: &str = "PERMISSIONS_ADDED";
/// Permissions of the default set this deployment does not ask for, separated by commas; may be empty.
pub const PERMISSIONS_DROPPED: &str = "PERMISSIONS_DROPPED";
/// The highest set of permissions that the Entra app declares, a number from 1.
pub const PERMISSION_SET_DECLARED: &str = "PERMISSION_SET_DECLARED";
/// Seconds between two verifications; at least 21600 unless the cloud is emulated.
pub const VERIFY_INTERVAL_SECONDS: &str = "VERIFY_INTERVAL_SECONDS";
/// Seconds between a first failure and its confirmation; at least 300 unless the cloud is emulated.
pub const CONFIRM_AFTER_SECONDS: &str = "CONFIRM_AFTER_SECONDS";
/// Seconds in which a registration is verified on request at most once; at least 60 unless the cloud is emulated.
pub const VERIFY_NOW_SECONDS: &str = "VERIFY_NOW_SECONDS";

/// `live` or `test`: the mode of the API keys that are taken; the emulated cloud takes `test` alone.
pub const KEY_MODE: &str = "KEY_MODE";

type Lookup<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// Source of settings: the process environment, or a table in tests.
pub struct Environment<'a>(Box<Lookup<'a>>);

impl Environment<'static> {
    /// The environment of this process.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the environment"
    )]
    pub fn process() -> Self {
        Self(Box::new(|name| std::env::var(name).ok()))
    }
}

impl<'a> Environment<'a> {
    /// Settings whose values a function gives.
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String> + 'a) -> Self {
        Self(Box::new(lookup))
    }

    fn find(&self, name: &'static str) -> Option<String> {
        (self.0)(name).filter(|value| !value.trim().is_empty())
    }

    /// A setting that must have a value.
    ///
    /// # Errors
    /// [`ConfigError::Missing`] when it is not set or blank.
    pub fn text(&self, name: &'static str) -> Result<String, ConfigError> {
        self.find(name).ok_or(ConfigError::Missing(name))
    }

    /// A setting that may be empty, but must be set.
    ///
    /// # Errors
    /// [`ConfigError::Missing`] when it is not set.
    pub fn optional(&self, name: &'static str) -> Result<Option<String>, ConfigError> {
        let value = (self.0)(name).ok_or(ConfigError::Missing(name))?;
        let value = value.trim();
        Ok((!value.is_empty()).then(|| value.to_owned()))
    }

    /// Version of code and settings, which every log line and `/healthz` name.
    ///
    /// # Errors
    /// Missing, too long, or with other characters than letters, digits, points and hyphens.
    pub fn version(&self) -> Result<String, ConfigError> {
        let version = self.text(VERSION)?;
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-".contains(&byte);
        if version.len() > 64 || !version.bytes().all(is_plain) {
            return Err(ConfigError::Invalid {
                name: VERSION,
                problem: "it must be 64 letters, digits, points and hyphens at most",
            });
        }
        Ok(version)
    }

    /// A list that may be empty, but must be set.
    fn list(&self, name: &'static str) -> Result<Vec<String>, ConfigError> {
        let value = (self.0)(name).ok_or(ConfigError::Missing(name))?;
        let entries = value.split(',').map(str::trim);
        Ok(entries
            .filter(|entry| !entry.is_empty())
            .map(str::to_owned)
            .collect())
    }

    /// The intervals of the schedule.
    ///
    /// # Errors
    /// Missing; not a whole number of seconds; shorter than the design's intervals outside the emulated cloud.
    pub fn intervals(&self, cloud: &Cloud) -> Result<Intervals, ConfigError> {
        let standard = Intervals::default();
        Ok(Intervals {
            verify_every: self.seconds(VERIFY_INTERVAL_SECONDS, standard.verify_every, cloud)?,
            confirm_after: self.seconds(CONFIRM_AFTER_SECONDS, standard.confirm_after, cloud)?,
            verify_now_every: self.seconds(VERIFY_NOW_SECONDS, standard.verify_now_every, cloud)?,
        })
    }

    fn seconds(
        &self,
        name: &'static str,
        standard: SignedDuration,
        cloud: &Cloud,
    ) -> Result<SignedDuration, ConfigError> {
        let seconds: u32 = self.text(name)?.parse().map_err(|_| ConfigError::Invalid {
            name,
            problem: "it must be a whole number of seconds",
        })?;
        let given = SignedDuration::from_secs(i64::from(seconds));
        if given < standard && !cloud.is_emulated() {
            return Err(ConfigError::Invalid {
                name,
                problem: "only the emulated cloud may shorten it",
            });
        }
        Ok(given)
    }

    /// The store that the system users' refresh tokens are written to.
    ///
    /// # Errors
    /// Missing; neither `secrets-manager` nor `table`.
    pub fn system_user_tokens(&self) -> Result<TokenStore, ConfigError> {
        let word = self.text(SYSTEM_USER_TOKENS)?;
        TokenStore::from_word(&word).ok_or(ConfigError::Invalid {
            name: SYSTEM_USER_TOKENS,
            problem: "it must be secrets-manager or table",
        })
    }

    /// Mode of the API keys that this stage takes.
    ///
    /// # Errors
    /// Missing; neither `live` nor `test`; `live` with the emulated cloud, which trusts tokens that every program can make.
    pub fn key_mode(&self, cloud: &Cloud) -> Result<KeyMode, ConfigError> {
        let invalid = |problem| ConfigError::Invalid {
            name: KEY_MODE,
            problem,
        };
        match KeyMode::from_word(&self.text(KEY_MODE)?) {
            None => Err(invalid("it must be live or test")),
            Some(KeyMode::Live) if cloud.is_emulated() => {
                Err(invalid("the emulated cloud takes test keys only"))
            }
            Some(mode) => Ok(mode),
        }
    }
}

#[cfg(test)]
mod tests;
