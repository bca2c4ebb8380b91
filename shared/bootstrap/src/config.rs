//! The configuration, read once from the environment. Every setting is declared here with its meaning, is typed, and is
//! complete before the first event; an unknown or missing value refuses to start (T67).

use domain::{
    brand::{Brand, ColourError, Shades},
    cloud::{Cloud, LoopbackOrigin, NotLoopback},
    ids::{ClientId, TenantId},
    key_mode::KeyMode,
    permission::{FIRST_SET, Manifest, UnknownPermission},
    schedule::Intervals,
};
use jiff::SignedDuration;
use std::net::IpAddr;
use store::system_users::TokenStore;
use url::Url;

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

    /// The origin that browsers see.
    ///
    /// # Errors
    /// Missing; not an origin; `http` outside the emulated cloud, or for a host that is not on this machine.
    pub fn public_base_url(&self, cloud: &Cloud) -> Result<Url, ConfigError> {
        let text = self.text(PUBLIC_BASE_URL)?;
        let invalid = |problem| ConfigError::Invalid {
            name: PUBLIC_BASE_URL,
            problem,
        };
        let url = Url::parse(&text).map_err(|_| invalid("it must be an origin"))?;
        if url.path() != "/" || url.query().is_some() || !url.username().is_empty() {
            return Err(invalid("it must be an origin, without path, query or user"));
        }
        match url.scheme() {
            "https" => Ok(url),
            "http" if cloud.is_emulated() && LoopbackOrigin::parse(&text).is_ok() => Ok(url),
            _ => Err(invalid(
                "it must be https; http is for the emulated cloud on this machine",
            )),
        }
    }

    /// Contact for customers who need help: a mail address or an `https` URL.
    ///
    /// # Errors
    /// Missing, or neither of the two.
    fn support_contact(&self) -> Result<String, ConfigError> {
        let text = self.text(SUPPORT_CONTACT)?;
        let is_address = text.split_once('@').is_some_and(|(name, domain)| {
            let plain = |part: &str| {
                !part.is_empty()
                    && part
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || b".-_+".contains(&byte))
            };
            plain(name) && plain(domain) && domain.contains('.')
        });
        let is_url = Url::parse(&text).is_ok_and(|url| {
            url.scheme() == "https" && url.username().is_empty() && url.password().is_none()
        });
        if is_address || is_url {
            Ok(text)
        } else {
            Err(ConfigError::Invalid {
                name: SUPPORT_CONTACT,
                problem: "it must be a mail address or an https URL",
            })
        }
    }

    /// The brand that pages show.
    ///
    /// # Errors
    /// A setting is missing, an address is not `https`, or the colour cannot be used.
    pub fn brand(&self) -> Result<Brand, ConfigError> {
        let shades = match self.optional(ACCENT_COLOUR)? {
            Some(accent) => Shades::of(&accent).map_err(|error| ConfigError::Invalid {
                name: ACCENT_COLOUR,
                problem: match error {
                    ColourError::NotAColour => "it must be written as #rrggbb",
                    ColourError::TooLight => {
                        "it must be darker: its contrast on a light page is below 4.5 to 1"
                    }
                },
            })?,
            None => Shades::default(),
        };
        Ok(Brand {
            app: self.text(APP_NAME)?,
            company: self.text(COMPANY_NAME)?,
            support: self.support_contact()?,
            logo: self.https_url(LOGO_URL)?,
            privacy: self.https_url(PRIVACY_URL)?,
            security: self.https_url(SECURITY_URL)?,
            shades,
        })
    }

    /// Address at which a customer books a meeting with support; `None` if meetings are not booked.
    ///
    /// # Errors
    /// Missing, or not an `https` URL.
    pub fn booking_url(&self) -> Result<Option<Url>, ConfigError> {
        self.https_url(BOOKING_URL)
    }

    /// An `https` address without credentials; `None` if the setting is empty.
    fn https_url(&self, name: &'static str) -> Result<Option<Url>, ConfigError> {
        let Some(text) = self.optional(name)? else {
            return Ok(None);
        };
        let url = Url::parse(&text).ok().filter(|url| {
            // A host with other characters would say more than one host in a content security policy.
            let is_plain = |host: &str| {
                let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-".contains(&byte);
                host.bytes().all(plain)
            };
            url.scheme() == "https"
                && url.username().is_empty()
                && url.password().is_none()
                && url.host_str().is_some_and(is_plain)
        });
        url.map(Some).ok_or(ConfigError::Invalid {
            name,
            problem: "it must be an https URL",
        })
    }

    /// The addresses that background sign-ins come from, where they are fixed, as pages show them.
    ///
    /// # Errors
    /// Missing; an entry that is neither an IP address nor a block of them.
    pub fn outbound_addresses(&self) -> Result<Vec<String>, ConfigError> {
        let addresses = self.list(OUTBOUND_ADDRESSES)?;
        let is_block = |text: &String| {
            let (address, length) = text.split_once('/').unwrap_or((text, "0"));
            address.parse::<IpAddr>().is_ok() && length.parse::<u8>().is_ok_and(|bits| bits <= 128)
        };
        if addresses.iter().all(is_block) {
            Ok(addresses)
        } else {
            Err(ConfigError::Invalid {
                name: OUTBOUND_ADDRESSES,
                problem: "each entry must be an IP address or a block such as 192.0.2.0/28",
            })
        }
    }

    /// Addresses that a `return_url` may begin with.
    ///
    /// # Errors
    /// Missing; an entry that is not an `https` URL with a path that ends in `/`.
    pub fn return_url_prefixes(&self) -> Result<Vec<Url>, ConfigError> {
        self.list(RETURN_URL_PREFIXES)?
            .iter()
            .map(|text| {
                let url = Url::parse(text).ok().filter(|url| {
                    url.scheme() == "https"
                        && url.path().ends_with('/')
                        && url.query().is_none()
                        && url.fragment().is_none()
                        && url.username().is_empty()
                });
                url.ok_or(ConfigError::Invalid {
                    name: RETURN_URL_PREFIXES,
                    problem: "each entry must be an https URL whose path ends in a slash",
                })
            })
            .collect()
    }
}

/// Our application in Entra.
#[derive(Debug, Clone, Copy)]
pub struct Application {
    /// Its client id.
    pub client_id: ClientId,
    /// The tenant that owns its registration.
    pub home_tenant: TenantId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use test_case::test_case;

    fn with(pairs: &'static [(&'static str, &'static str)]) -> Environment<'static> {
        Environment::from_lookup(move |name| {
            pairs
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test_case("http://10.0.0.1:1"; "private address")]
    #[test_case("https://login.microsoftonline.com"; "microsoft")]
    #[test_case("http://evil.example"; "public host")]
    fn t68_the_emulated_cloud_refuses_hosts_that_are_not_on_this_machine(login: &str) {
        let login = login.to_owned();
        let environment = Environment::from_lookup(move |name| match name {
            MICROSOFT_CLOUD => Some("emulated".to_owned()),
            MICROSOFT_LOGIN_URL => Some(login.clone()),
            MICROSOFT_GRAPH_URL => Some("http://127.0.0.1:2".to_owned()),
            _ => None,
        });
        assert!(matches!(
            environment.cloud(),
            Err(ConfigError::NotLoopback { .. })
        ));
    }

    #[test]
    fn t05_a_real_cloud_refuses_an_address_of_its_own() {
        let environment = with(&[
            (MICROSOFT_CLOUD, "global"),
            (MICROSOFT_LOGIN_URL, "http://127.0.0.1:1"),
        ]);
        assert!(matches!(
            environment.cloud(),
            Err(ConfigError::Invalid { .. })
        ));
    }

    #[test_case(&[]; "missing")]
    #[test_case(&[(MICROSOFT_CLOUD, "Global")]; "misspelt")]
    #[test_case(&[(MICROSOFT_CLOUD, "emulated")]; "no addresses")]
    fn t67_a_cloud_that_is_not_fully_set_refuses_to_start(
        pairs: &'static [(&'static str, &'static str)],
    ) {
        assert!(with(pairs).cloud().is_err());
    }

    #[test_case("21599", "300", "60"; "between verifications")]
    #[test_case("21600", "299", "60"; "before a confirmation")]
    #[test_case("21600", "300", "59"; "between verifications on request")]
    fn t55_t67_only_the_emulated_cloud_shortens_intervals(
        verify_every: &'static str,
        confirm_after: &'static str,
        verify_now_every: &'static str,
    ) {
        let environment = Environment::from_lookup(move |name| {
            let value = match name {
                VERIFY_INTERVAL_SECONDS => verify_every,
                CONFIRM_AFTER_SECONDS => confirm_after,
                VERIFY_NOW_SECONDS => verify_now_every,
                _ => return None,
            };
            Some(value.to_owned())
        });
        let refused = environment.intervals(&Cloud::Global);
        assert!(matches!(refused, Err(ConfigError::Invalid { .. })));
        let loopback = LoopbackOrigin::parse("http://127.0.0.1:1").unwrap();
        let emulated = Cloud::Emulated {
            login: loopback.clone(),
            graph: loopback,
        };
        let intervals = environment.intervals(&emulated).unwrap();
        let given = [
            intervals.verify_every,
            intervals.confirm_after,
            intervals.verify_now_every,
        ];
        let texts = given.map(|interval| interval.as_secs().to_string());
        assert_eq!(texts, [verify_every, confirm_after, verify_now_every]);
    }

    #[test_case(Some("live"), Some(KeyMode::Live), None; "live")]
    #[test_case(Some("test"), Some(KeyMode::Test), Some(KeyMode::Test); "test")]
    #[test_case(Some("Live"), None, None; "other case")]
    #[test_case(Some("both"), None, None; "another word")]
    #[test_case(None, None, None; "missing")]
    fn t67_a_stage_has_one_key_mode_and_the_emulated_cloud_is_never_live(
        word: Option<&'static str>,
        global: Option<KeyMode>,
        emulated: Option<KeyMode>,
    ) {
        let environment = Environment::from_lookup(move |name| {
            word.filter(|_| name == KEY_MODE).map(str::to_owned)
        });
        let loopback = LoopbackOrigin::parse("http://127.0.0.1:1").unwrap();
        let emulator = Cloud::Emulated {
            login: loopback.clone(),
            graph: loopback,
        };
        assert_eq!(environment.key_mode(&Cloud::Global).ok(), global);
        assert_eq!(environment.key_mode(&emulator).ok(), emulated);
    }

    #[test]
    fn the_designs_intervals_are_taken_by_every_cloud() {
        let environment = with(&[
            (VERIFY_INTERVAL_SECONDS, "21600"),
            (CONFIRM_AFTER_SECONDS, "300"),
            (VERIFY_NOW_SECONDS, "60"),
        ]);
        let intervals = environment.intervals(&Cloud::Global).unwrap();
        assert_eq!(intervals, Intervals::default());
    }

    #[test_case("https://connect.cooperlink.example", true; "https origin")]
    #[test_case("http://connect.cooperlink.example", false; "http")]
    #[test_case("https://connect.cooperlink.example/path", false; "path")]
    #[test_case("connect.cooperlink.example", false; "no scheme")]
    fn t67_public_address_is_an_https_origin(text: &str, accepted: bool) {
        let text = text.to_owned();
        let environment =
            Environment::from_lookup(move |name| (name == PUBLIC_BASE_URL).then(|| text.clone()));
        assert_eq!(
            environment.public_base_url(&Cloud::Global).is_ok(),
            accepted
        );
    }

    #[test_case("3f2a91bc04-v1.2-3-g4514bd4-dirty", true; "as deployments make it")]
    #[test_case("", false; "empty")]
    #[test_case("a b", false; "a space")]
    #[test_case("a\",\"level\":\"x", false; "what would end a text in a log line")]
    #[test_case("0123456789-0123456789-0123456789-0123456789-0123456789-0123456789", false; "too long")]
    fn t67_a_version_is_a_plain_word(text: &'static str, accepted: bool) {
        let environment = Environment::from_lookup(move |_| Some(text.to_owned()));
        assert_eq!(environment.version().is_ok(), accepted);
    }

    #[test]
    fn t67_what_is_not_set_has_no_default() {
        let nothing = with(&[]);
        assert!(matches!(
            nothing.manifest(),
            Err(ConfigError::Missing(PERMISSIONS_ADDED))
        ));
        assert!(matches!(
            nothing.return_url_prefixes(),
            Err(ConfigError::Missing(RETURN_URL_PREFIXES))
        ));
        assert!(matches!(
            nothing.intervals(&Cloud::Global),
            Err(ConfigError::Missing(VERIFY_INTERVAL_SECONDS))
        ));
        assert!(matches!(
            nothing.booking_url(),
            Err(ConfigError::Missing(BOOKING_URL))
        ));
        assert!(matches!(
            nothing.optional(APP_PUBLISHER),
            Err(ConfigError::Missing(APP_PUBLISHER))
        ));
        let empty = with(&[
            (APP_PUBLISHER, " "),
            (PERMISSIONS_ADDED, ""),
            (PERMISSIONS_DROPPED, ""),
            (PERMISSION_SET_DECLARED, "1"),
            (RETURN_URL_PREFIXES, ""),
        ]);
        assert_eq!(empty.optional(APP_PUBLISHER).unwrap(), None);
        assert!(empty.manifest().is_ok());
        assert!(empty.return_url_prefixes().unwrap().is_empty());
    }

    #[test_case("1", Some(1); "the first")]
    #[test_case("2", Some(2); "one that was added")]
    #[test_case("9", Some(2); "more than is asked for")]
    #[test_case("0", None; "none")]
    #[test_case("two", None; "a word")]
    #[test_case("", None; "empty")]
    fn t67_the_declared_set_is_a_number_from_1(text: &str, offered_set: Option<u16>) {
        let text = text.to_owned();
        let environment = Environment::from_lookup(move |name| match name {
            PERMISSIONS_ADDED => Some("Directory.Read.All@2".to_owned()),
            PERMISSION_SET_DECLARED => Some(text.clone()),
            _ => Some(String::new()),
        });
        let manifest = environment.manifest();
        let offered = manifest.ok().map(|manifest| manifest.offered_set());
        assert_eq!(offered, offered_set);
    }

    #[test_case("help@cooperlink.example", true; "mail address")]
    #[test_case("https://cooperlink.example/help", true; "https")]
    #[test_case("http://cooperlink.example/help", false; "http")]
    #[test_case("javascript:alert(1)", false; "script")]
    #[test_case("help@cooperlink.example?subject=x", false; "mail link")]
    #[test_case("call us", false; "words")]
    #[test_case("", false; "empty")]
    fn t67_the_support_contact_is_an_address(text: &str, accepted: bool) {
        let text = text.to_owned();
        let environment =
            Environment::from_lookup(move |name| (name == SUPPORT_CONTACT).then(|| text.clone()));
        assert_eq!(environment.support_contact().is_ok(), accepted);
    }

    #[test_case("https://booking.example/meet?with=support", Some(true); "https")]
    #[test_case("", Some(false); "none")]
    #[test_case("http://booking.example/", None; "http")]
    #[test_case("https://user@booking.example/", None; "a user")]
    #[test_case("javascript:alert(1)", None; "script")]
    #[test_case("booking.example", None; "no scheme")]
    fn t67_meetings_are_booked_at_an_https_address_or_nowhere(text: &str, there: Option<bool>) {
        let text = text.to_owned();
        let environment =
            Environment::from_lookup(move |name| (name == BOOKING_URL).then(|| text.clone()));
        let url = environment.booking_url();
        assert_eq!(url.ok().map(|url| url.is_some()), there);
    }

    #[test_case(ACCENT_COLOUR, "#7a1f5c", true; "a dark colour")]
    #[test_case(ACCENT_COLOUR, "#ffcc00", false; "a colour on which nothing white can be read")]
    #[test_case(ACCENT_COLOUR, "purple", false; "the name of a colour")]
    #[test_case(ACCENT_COLOUR, "#7a1f5c;}", false; "more than a colour")]
    #[test_case(LOGO_URL, "https://www.example.com/logo.svg", true; "a logo")]
    #[test_case(LOGO_URL, "http://www.example.com/logo.svg", false; "a logo that anybody may exchange")]
    #[test_case(LOGO_URL, "data:image/svg+xml,x", false; "a logo in the address")]
    #[test_case(LOGO_URL, "https://*.example.com/logo.svg", false; "a logo of many hosts")]
    #[test_case(PRIVACY_URL, "javascript:alert(1)", false; "a script for privacy")]
    #[test_case(SECURITY_URL, "https://user@www.example.com/", false; "a user")]
    #[test_case(COMPANY_NAME, " ", false; "no company")]
    fn t67_a_brand_that_cannot_be_shown_is_refused(name: &str, text: &str, accepted: bool) {
        let (name, text) = (name.to_owned(), text.to_owned());
        let environment = Environment::from_lookup(move |asked| {
            Some(match asked {
                asked if asked == name => text.clone(),
                APP_NAME | COMPANY_NAME => "Cooperlink".to_owned(),
                SUPPORT_CONTACT => "help@cooperlink.example".to_owned(),
                _ => String::new(),
            })
        });
        assert_eq!(environment.brand().is_ok(), accepted);
    }

    #[test_case("", Some(0); "not fixed")]
    #[test_case("192.0.2.10, 2001:db8::/64", Some(2); "an address and a block")]
    #[test_case("registration.example", None; "a name")]
    #[test_case("192.0.2.0/x", None; "no block")]
    fn outbound_addresses_are_addresses(text: &str, expected: Option<usize>) {
        let text = text.to_owned();
        let environment = Environment::from_lookup(move |name| {
            (name == OUTBOUND_ADDRESSES).then(|| text.clone())
        });
        let addresses = environment.outbound_addresses();
        assert_eq!(addresses.ok().map(|addresses| addresses.len()), expected);
    }

    #[test_case("https://app.example/back/", true; "prefix")]
    #[test_case("https://app.example/back", false; "no closing slash")]
    #[test_case("http://app.example/", false; "http")]
    fn t19_return_prefixes_are_https_and_end_in_a_slash(text: &str, accepted: bool) {
        let text = text.to_owned();
        let environment = Environment::from_lookup(move |name| {
            (name == RETURN_URL_PREFIXES).then(|| text.clone())
        });
        assert_eq!(environment.return_url_prefixes().is_ok(), accepted);
    }

    #[test]
    fn t67_fuzzed_outbound_addresses_are_addresses() {
        fuzz::text(
            "outbound addresses",
            &["192.0.2.0/28, 2001:db8::/32", "192.0.2.1"],
            |text| {
                let given = text.to_owned();
                let environment = Environment::from_lookup(move |_| Some(given.clone()));
                let Ok(addresses) = environment.outbound_addresses() else {
                    return false;
                };
                for address in &addresses {
                    let (address, _) = address.split_once('/').unwrap_or((address, ""));
                    assert!(address.parse::<IpAddr>().is_ok(), "{address}");
                }
                let again = addresses.join(",");
                let environment = Environment::from_lookup(move |_| Some(again.clone()));
                assert_eq!(environment.outbound_addresses().unwrap(), addresses);
                true
            },
        );
    }
}
