//! The brand of a deployment: names, logo, colour and links.

mod colour;

pub use colour::{Colour, ColourError, Shades};
use url::Url;

/// A brand.
#[derive(Debug, Clone)]
pub struct Brand {
    /// The app's name, as Microsoft shows it.
    pub app: String,
    /// The company's name.
    pub company: String,
    /// Where customers find help: a mail address or an `https` address.
    pub support: String,
    /// The logo, at an `https` address; where there is none, the company's name stands in its place.
    pub logo: Option<Url>,
    /// The page that says how personal data is kept.
    pub privacy: Option<Url>,
    /// The page that says how security is kept.
    pub security: Option<Url>,
    /// The colour of buttons, links and icon.
    pub shades: Shades,
}
