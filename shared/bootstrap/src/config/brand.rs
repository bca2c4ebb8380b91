//! Settings of the brand that pages show.

use super::{
    ACCENT_COLOUR, APP_NAME, BOOKING_URL, COMPANY_NAME, ConfigError, Environment, LOGO_URL,
    PRIVACY_URL, SECURITY_URL, SUPPORT_CONTACT,
};
use domain::brand::{Brand, ColourError, Shades};
use url::Url;

impl Environment<'_> {
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

    /// Contact for customers who need help: a mail address or an `https` URL.
    ///
    /// # Errors
    /// Missing, or neither of the two.
    pub(super) fn support_contact(&self) -> Result<String, ConfigError> {
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
}
